//! From a JSON value to what is wanted, and the place of what does not fit. One reader for all: what comes as text (queries
//! and forms have no numbers, API 1's JSON may have them as strings) is read leniently, the rest as it stands.

use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess, Unexpected, Visitor};
use serde_json::{Error, Map, Value};
use std::cell::RefCell;
use std::fmt::Write as _;

/// What does not fit, and where: `extras[0].name`, empty for the whole.
#[derive(Debug)]
pub struct Misfit {
    pub path: String,
    pub error: Error,
}

/// Reads a value as it stands.
pub fn strictly<T: DeserializeOwned>(value: Value) -> Result<T, Misfit> {
    read(value, false)
}

/// Reads a value as what is wanted: `"2"` as the number 2, `"true"`, `"1"` and `"on"` as true, `3` as `"3"`, an empty text as
/// null where null is allowed, `{"0": a, "1": b}` as a list.
pub fn leniently<T: DeserializeOwned>(value: Value) -> Result<T, Misfit> {
    read(value, true)
}

fn read<T: DeserializeOwned>(value: Value, lenient: bool) -> Result<T, Misfit> {
    let track = Track { lenient, steps: RefCell::default() };
    T::deserialize(Reader { value, track: &track }).map_err(|error| Misfit { path: track.path(), error })
}

enum Step {
    Member(String),
    Item(usize),
}

/// Where the reader is; what fails leaves it there.
struct Track {
    lenient: bool,
    steps: RefCell<Vec<Step>>,
}

impl Track {
    fn enter(&self, step: Step) {
        self.steps.borrow_mut().push(step);
    }
    fn leave(&self) {
        self.steps.borrow_mut().pop();
    }
    fn path(&self) -> String {
        self.steps.borrow().iter().fold(String::new(), |mut path, step| {
            let written = match step {
                Step::Member(name) if path.is_empty() => write!(path, "{name}"),
                Step::Member(name) => write!(path, ".{name}"),
                Step::Item(number) => write!(path, "[{number}]"),
            };
            debug_assert!(written.is_ok(), "a string takes everything");
            path
        })
    }
}

struct Reader<'a> {
    value: Value,
    track: &'a Track,
}

struct Items<'a> {
    rest: std::vec::IntoIter<Value>,
    number: usize,
    track: &'a Track,
}

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Error;
    fn next_element_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let Some(value) = self.rest.next() else { return Ok(None) };
        self.track.enter(Step::Item(self.number));
        let item = seed.deserialize(Reader { value, track: self.track })?;
        self.track.leave();
        self.number += 1;
        Ok(Some(item))
    }
    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

struct Members<'a> {
    rest: serde_json::map::IntoIter,
    value: Value,
    track: &'a Track,
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = Error;
    fn next_key_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let Some((name, value)) = self.rest.next() else { return Ok(None) };
        self.value = value;
        self.track.enter(Step::Member(name.clone()));
        seed.deserialize(name.into_deserializer()).map(Some)
    }
    fn next_value_seed<S: DeserializeSeed<'de>>(&mut self, seed: S) -> Result<S::Value, Error> {
        let value = seed.deserialize(Reader { value: self.value.take(), track: self.track })?;
        self.track.leave();
        Ok(value)
    }
}

impl<'a> Reader<'a> {
    fn items(items: Vec<Value>, track: &'a Track) -> Items<'a> {
        Items { rest: items.into_iter(), number: 0, track }
    }
    fn members(members: Map<String, Value>, track: &'a Track) -> Members<'a> {
        Members { rest: members.into_iter(), value: Value::Null, track }
    }
    /// The text, if it may be read as something else.
    fn text(&self) -> Option<&str> {
        self.value.as_str().filter(|_| self.track.lenient)
    }
}

fn integer(value: &Value) -> Option<i128> {
    match value {
        Value::Number(number) => number.as_i64().map(i128::from).or(number.as_u64().map(i128::from)),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

macro_rules! integers {
    ($($method:ident),*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            if !self.track.lenient {
                return self.deserialize_any(visitor);
            }
            match integer(&self.value) {
                Some(number) => match (i64::try_from(number), u64::try_from(number)) {
                    (Ok(number), _) => visitor.visit_i64(number),
                    (_, Ok(number)) => visitor.visit_u64(number),
                    _ => Err(Error::custom("is too large")),
                },
                None if self.value.is_string() => Err(Error::custom("must be a whole number")),
                None => self.deserialize_any(visitor),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Reader<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(value),
            Value::String(text) => visitor.visit_string(text),
            Value::Array(items) => {
                let (count, mut items) = (items.len(), Self::items(items, self.track));
                let value = visitor.visit_seq(&mut items)?;
                if items.rest.len() > 0 {
                    return Err(Error::invalid_length(count, &"fewer items"));
                }
                Ok(value)
            }
            Value::Object(members) => visitor.visit_map(Self::members(members, self.track)),
            number @ Value::Number(_) => number.deserialize_any(visitor),
        }
    }

    integers!(
        deserialize_i8,
        deserialize_i16,
        deserialize_i32,
        deserialize_i64,
        deserialize_i128,
        deserialize_u8,
        deserialize_u16,
        deserialize_u32,
        deserialize_u64,
        deserialize_u128
    );

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_f64(visitor)
    }
    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.text() {
            Some(text) => match text.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => visitor.visit_f64(number),
                _ => Err(Error::custom("must be a number")),
            },
            None => self.deserialize_any(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let text = match &self.value {
            Value::String(text) if self.track.lenient => text.trim().to_ascii_lowercase(),
            Value::Number(number) if self.track.lenient => number.to_string(),
            _ => return self.deserialize_any(visitor),
        };
        match text.as_str() {
            "true" | "1" | "on" | "yes" => visitor.visit_bool(true),
            "false" | "0" | "off" | "no" | "" => visitor.visit_bool(false),
            other => Err(Error::invalid_value(Unexpected::Str(other), &"true or false")),
        }
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Number(number) if self.track.lenient => visitor.visit_string(number.to_string()),
            _ => self.deserialize_any(visitor),
        }
    }
    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.value.is_null() || self.text().is_some_and(str::is_empty) {
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Object(members) if self.track.lenient => visitor.visit_seq(Self::items(numbered(members)?, self.track)),
            Value::String(text) if self.track.lenient && text.is_empty() => visitor.visit_seq(Self::items(vec![], self.track)),
            value => Reader { value, track: self.track }.deserialize_any(visitor),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(self, _: &'static str, _: &'static [&'static str], visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::String(name) => visitor.visit_enum(IntoDeserializer::<Error>::into_deserializer(name)),
            Value::Object(members) => visitor.visit_enum(MapAccessDeserializer::new(Self::members(members, self.track))),
            other => Err(Error::invalid_type(unexpected(&other), &"a name")),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { char bytes byte_buf unit unit_struct tuple tuple_struct map struct identifier }
}

fn unexpected(value: &Value) -> Unexpected<'_> {
    match value {
        Value::Null => Unexpected::Unit,
        Value::Bool(value) => Unexpected::Bool(*value),
        Value::Number(_) => Unexpected::Other("number"),
        Value::String(text) => Unexpected::Str(text),
        Value::Array(_) => Unexpected::Seq,
        Value::Object(_) => Unexpected::Map,
    }
}

/// `items[0][name]=…&items[1][name]=…`
fn numbered(members: Map<String, Value>) -> Result<Vec<Value>, Error> {
    let items = members.into_iter().map(|(name, value)| Ok((name.parse::<u32>()?, value)));
    let items: Result<Vec<_>, std::num::ParseIntError> = items.collect();
    let mut items = items.map_err(|_| Error::invalid_type(Unexpected::Map, &"a list"))?;
    items.sort_by_key(|(number, _)| *number);
    Ok(items.into_iter().map(|(_, value)| value).collect())
}

/// The deepest nesting of a form's names.
const DEPTH: usize = 8;

/// A form as a value: `plan[id]=7&items[][name]=a&items[][name]=b&ids[]=1`. Names nested too deeply are passed over.
pub fn nest<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Value {
    let mut root = Value::Object(Map::new());
    for (name, value) in pairs {
        let (head, rest) = name.split_once('[').unwrap_or((name, ""));
        let mut path = vec![head];
        if !rest.is_empty() {
            path.extend(rest.trim_end_matches(']').split("]["));
        }
        if path.len() <= DEPTH {
            place(&mut root, &path, value);
        }
    }
    root
}

fn place(node: &mut Value, path: &[&str], text: &str) {
    let Some((name, rest)) = path.split_first() else {
        *node = Value::String(text.to_owned());
        return;
    };
    if name.is_empty() {
        if !node.is_array() {
            *node = Value::Array(Vec::new());
        }
        let Value::Array(items) = node else { return };
        // `items[][name]` begins a new item when the last one has a name already.
        let open = rest.first().is_some_and(|next| items.last().and_then(Value::as_object).is_some_and(|last| !last.contains_key(*next)));
        if !open {
            items.push(Value::Null);
        }
        if let Some(last) = items.last_mut() {
            place(last, rest, text);
        }
        return;
    }
    if !node.is_object() {
        *node = Value::Object(Map::new());
    }
    if let Value::Object(members) = node {
        place(members.entry(*name).or_insert(Value::Null), rest, text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;
    use serde_json::json;

    #[test]
    fn a_form_nests_by_brackets() {
        let pairs = [
            ("plan[id]", "7"),
            ("ids[]", "a"),
            ("ids[]", "b"),
            ("items[][n]", "1"),
            ("items[][v]", "x"),
            ("items[][n]", "2"),
            ("t[0][k]", "z"),
        ];
        let expected = json!({"plan": {"id": "7"}, "ids": ["a", "b"], "items": [{"n": "1", "v": "x"}, {"n": "2"}], "t": {"0": {"k": "z"}}});
        assert_eq!(nest(pairs), expected);
    }

    #[test]
    fn texts_become_what_is_wanted() {
        #[derive(Debug, Deserialize, PartialEq)]
        #[serde(rename_all = "lowercase")]
        enum Kind {
            Small,
        }
        #[derive(Debug, Deserialize, PartialEq)]
        struct Wanted {
            units: u8,
            prorate: bool,
            note: Option<String>,
            price: String,
            kind: Kind,
            rows: Vec<u32>,
            rate: f64,
        }
        let value =
            json!({"units": "2", "prorate": "1", "note": "", "price": 10.5, "kind": "small", "rows": {"1": "9", "0": "8"}, "rate": "7.5"});
        let wanted = Wanted { units: 2, prorate: true, note: None, price: "10.5".into(), kind: Kind::Small, rows: vec![8, 9], rate: 7.5 };
        assert_eq!(leniently::<Wanted>(value).unwrap(), wanted);
        let wrong = leniently::<u8>(json!("300")).unwrap_err().error.to_string();
        assert!(wrong.contains("300"), "{wrong}");
        assert!(leniently::<bool>(json!("maybe")).is_err());
    }

    #[test]
    fn what_does_not_fit_has_a_place() {
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[allow(dead_code, reason = "only read")]
        struct Row {
            n: u8,
            #[serde(default)]
            note: Option<String>,
        }
        #[derive(Debug, Deserialize)]
        #[allow(dead_code, reason = "only read")]
        struct Table {
            rows: Vec<Row>,
        }
        for (value, path, message) in [
            (json!({"rows": [{"n": 1}, {"n": "x"}]}), "rows[1].n", "invalid type: string"),
            (json!({"rows": [{"n": 1, "note": 2}]}), "rows[0].note", "invalid type: integer"),
            (json!({"rows": [{"n": 1, "m": 2}]}), "rows[0].m", "unknown field `m`"),
            (json!({"rows": [{}]}), "rows[0]", "missing field `n`"),
            (json!({"rows": {"0": 1}}), "rows", "invalid type: map"),
            (json!({"rows": ""}), "rows", "invalid type: string"),
            (json!({"rows": [[1, "note", 3]]}), "rows[0]", "invalid length 3"),
            (json!(7), "", "invalid type: integer"),
        ] {
            let wrong = strictly::<Table>(value).unwrap_err();
            assert!(wrong.path == path && wrong.error.to_string().starts_with(message), "{wrong:?}");
        }
        assert!(strictly::<Table>(json!({"rows": [{"n": 255, "note": null}], "more": {"x": [1]}})).is_ok());
    }
}
