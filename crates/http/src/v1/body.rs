//! Bodies of API 1: JSON, forms with brackets, multipart forms.

use crate::call::Call;
use crate::error::Error;
use crate::input::shape;
use crate::lenient::{leniently, nest};
use crate::openapi::Docs;
use crate::operation::Input;
use crate::style::{JSON, V1};
use axum::http::{HeaderMap, header};
use schemars::JsonSchema;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data";

/// A JSON or form body. Numbers and booleans may come as text; members that are not asked for are passed over.
pub struct Body<T>(pub T);

impl<T: DeserializeOwned + JsonSchema + Send> Input<V1> for Body<T> {
    fn describe(docs: &mut Docs) {
        docs.body::<T>(&[JSON, FORM, MULTIPART]);
    }
    fn take(call: &Call) -> Result<Self, Error> {
        let value = read_body(&call.parts.headers, &call.bytes)?;
        leniently(value).map(Self).map_err(|wrong| shape(&wrong))
    }
}

/// The body as a value; nothing is an empty object. Without a type a body is JSON if it looks like it, else a form.
pub(crate) fn read_body(headers: &HeaderMap, bytes: &[u8]) -> Result<Value, Error> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Ok(Value::Object(Map::new()));
    }
    let stated = headers.get(header::CONTENT_TYPE).and_then(|media| media.to_str().ok()).unwrap_or_default();
    let media = stated.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let looks_like_json = || bytes.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| b"{[".contains(byte));
    match media.as_str() {
        "" if looks_like_json() => crate::input::json(bytes),
        JSON | "text/json" => crate::input::json(bytes),
        // What curl and browsers call a form by default may well be JSON.
        FORM if looks_like_json() && serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok() => crate::input::json(bytes),
        "" | FORM => {
            let pairs: Vec<_> = form_urlencoded::parse(bytes).collect();
            form(pairs.iter().map(|(name, value)| (name.as_ref(), value.as_ref())))
        }
        MULTIPART => {
            let pairs = crate::multipart::fields(stated, bytes)?;
            form(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
        }
        _ => Err(Error::UnsupportedMediaType(JSON)),
    }
}

fn form<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)> + Clone) -> Result<Value, Error> {
    if pairs.clone().any(|(name, value)| name.contains('\0') || value.contains('\0')) {
        return Err(Error::Malformed("Texts must not contain a null character.".into()));
    }
    Ok(nest(pairs))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(media: &str, body: &str) -> Result<Value, Error> {
        let mut headers = HeaderMap::new();
        if !media.is_empty() {
            headers.insert(header::CONTENT_TYPE, media.parse().unwrap());
        }
        read_body(&headers, body.as_bytes())
    }

    #[test]
    fn one_body_in_many_formats() {
        let plan = json!({"plan": {"id": "7"}, "note": "a b"});
        assert_eq!(read("application/json; charset=utf-8", r#"{"plan":{"id":"7"},"note":"a b"}"#).unwrap(), plan);
        assert_eq!(read("", r#" {"plan":{"id":"7"},"note":"a b"}"#).unwrap(), plan);
        assert_eq!(read(FORM, r#"{"plan":{"id":"7"},"note":"a b"}"#).unwrap(), plan);
        assert_eq!(read(FORM, "plan%5Bid%5D=7&note=a+b").unwrap(), plan);
        let parts = "--x\r\nContent-Disposition: form-data; name=\"plan[id]\"\r\n\r\n7\r\n--x\r\n\
                     Content-Disposition: form-data; name=\"note\"\r\n\r\na b\r\n--x--\r\n";
        assert_eq!(read("multipart/form-data; boundary=x", parts).unwrap(), plan);
        assert_eq!(read("application/json", "[1]").unwrap(), json!([1]));
        assert_eq!(read("application/json", "").unwrap(), json!({}));
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        assert!(matches!(read("application/json", "{"), Err(Error::Malformed(_))));
        assert!(matches!(read("application/xml", "<a/>"), Err(Error::UnsupportedMediaType(_))));
        assert!(matches!(read(FORM, "a=%00"), Err(Error::Malformed(_))));
        assert!(matches!(read("multipart/form-data", "x"), Err(Error::Malformed(_))));
    }
}
