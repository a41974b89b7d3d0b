//! Inputs that both styles share: path, query, comma lists, pages, times.

mod csv;
mod time;

pub use csv::Csv;
pub use time::{DateTime, Day};

use crate::call::Call;
use crate::error::Error;
use crate::lenient::{Misfit, leniently, strictly};
use crate::openapi::Docs;
use crate::operation::Input;
use crate::style::Style;
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::str::FromStr;

/// The last path parameter: `/bookings/{id}`. What cannot be read does not exist.
pub struct Id<T>(pub T);
impl<St: Style, T: FromStr + Send> Input<St> for Id<T> {
    fn describe(docs: &mut Docs) {
        assert!(docs.has_params(), "an Id needs a path parameter"); // described with the path itself
    }
    fn take(call: &Call) -> Result<Self, Error> {
        let last = call.params.last().ok_or(Error::NOT_FOUND)?;
        last.1.parse().map(Self).map_err(|_| Error::NOT_FOUND)
    }
}

/// The first two path parameters, in their order.
pub struct Ids<A, B>(pub A, pub B);
impl<St: Style, A: FromStr + Send, B: FromStr + Send> Input<St> for Ids<A, B> {
    fn describe(docs: &mut Docs) {
        assert!(docs.has_params(), "Ids need path parameters");
    }
    fn take(call: &Call) -> Result<Self, Error> {
        let [first, second, ..] = call.params.as_slice() else { return Err(Error::NOT_FOUND) };
        let (first, second) = (first.1.parse().ok(), second.1.parse().ok());
        first.zip(second).map(|(first, second)| Self(first, second)).ok_or(Error::NOT_FOUND)
    }
}

/// Query parameters: the members of `T`, under their serde names (`filter[usage]`). Others are passed over.
pub struct Query<T>(pub T);
impl<St: Style, T: DeserializeOwned + JsonSchema + Send> Input<St> for Query<T> {
    fn describe(docs: &mut Docs) {
        docs.query::<T>();
    }
    fn take(call: &Call) -> Result<Self, Error> {
        query(call.query()).map(Self)
    }
}

/// A query as decoded names and values. `+` is a space (it is rarely meant so: times take both).
pub fn pairs(query: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(query.as_bytes()).map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

fn query<T: DeserializeOwned>(text: &str) -> Result<T, Error> {
    let mut members = Map::new();
    for (name, value) in form_urlencoded::parse(text.as_bytes()) {
        if value.contains('\0') {
            return Err(Error::Parameter { name: name.into_owned(), message: "must not contain a null character".into() });
        }
        // `ids[]=a&ids[]=b` and `ids=a&ids=b` are `ids=a,b`.
        let name = name.strip_suffix("[]").map_or_else(|| name.clone(), |name| Cow::Owned(name.to_owned()));
        match members.get_mut(name.as_ref()) {
            Some(Value::String(all)) => all.extend([",", &value]),
            _ => drop(members.insert(name.into_owned(), Value::String(value.into_owned()))),
        }
    }
    leniently(Value::Object(members)).map_err(|wrong| {
        let (name, _, message) = blame(&wrong);
        Error::Parameter { name, message }
    })
}

/// Place, code and message of what serde says. An absent member is named in the message, not in the path.
fn blame(wrong: &Misfit) -> (String, &'static str, String) {
    let (path, message) = (&*wrong.path, wrong.error.to_string());
    let inside = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    let quoted = || message.split('`').nth(1).unwrap_or_default().to_owned();
    if message.starts_with("missing field") {
        return (inside(&quoted()), "blank", "can't be blank".into());
    }
    if message.starts_with("unknown field") {
        let name = quoted();
        // The path of an unknown member names it already.
        let at = if path.rsplit('.').next() == Some(name.as_str()) { path.to_owned() } else { inside(&name) };
        return (at, "unknown", "is not a member here".into());
    }
    (path.to_owned(), "wrong_type", message)
}

/// Broken JSON is 400; JSON of the wrong shape is 422 and says where.
pub fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    if has_null_character(bytes) {
        return Err(Error::Malformed("Texts must not contain a null character.".into()));
    }
    let value = serde_json::from_slice(bytes).map_err(|error| Error::Malformed(format!("The body is not JSON: {error}.")))?;
    strictly(value).map_err(|wrong| shape(&wrong))
}

pub(crate) fn shape(wrong: &Misfit) -> Error {
    let (path, code, message) = blame(wrong);
    Error::Shape { path, code, message }
}

/// `\u0000` in a JSON text; neither database takes it.
fn has_null_character(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == b'\\') {
        let escape = rest.get(at + 1..).unwrap_or_default();
        if escape.starts_with(b"u0000") {
            return true;
        }
        rest = escape.get(1..).unwrap_or_default();
    }
    false
}

// `page[number]` and `page[size]`.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
struct PageQuery {
    /// Which page, from 1.
    #[serde(rename = "page[number]", default = "first")]
    #[schemars(range(min = 1))]
    number: u32,
    /// How many on a page; more than 200 are cut to 200.
    #[serde(rename = "page[size]", default = "usual")]
    #[schemars(range(min = 1))]
    size: u32,
}
fn first() -> u32 {
    1
}
fn usual() -> u32 {
    jsonapi::USUAL_SIZE
}

/// The page asked for.
#[derive(Clone, Copy, Debug)]
pub struct Page(pub jsonapi::Page);
impl<St: Style> Input<St> for Page {
    fn describe(docs: &mut Docs) {
        docs.query::<PageQuery>();
    }
    fn take(call: &Call) -> Result<Self, Error> {
        let PageQuery { number, size } = query(call.query())?;
        for (name, value) in [("page[number]", number), ("page[size]", size)] {
            if value == 0 {
                return Err(Error::Parameter { name: name.into(), message: "must be at least 1".into() });
            }
        }
        Ok(Self(jsonapi::Page { number, size: size.min(jsonapi::MAX_SIZE) }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn null_characters_are_found_and_escaped_backslashes_are_not() {
        assert!(has_null_character(br#"{"a":"x\u0000"}"#));
        assert!(!has_null_character(br#"{"a":"x\\u0000"}"#));
        assert!(!has_null_character(b"\\"));
    }
}
