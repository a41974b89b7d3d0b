//! The two APIs: where the token is, what bodies look like, how errors read.

use crate::error::Error;
use app::{At, FieldError};
use axum::body::Bytes;
use axum::http::{HeaderMap, StatusCode, header, request::Parts};
use axum::response::{IntoResponse, Response};
use jsonapi::{ErrorObject, Source};
use serde_json::{Map, Value, json};
use std::borrow::Cow;

/// One of the two APIs.
pub trait Style: Send + Sync + 'static {
    const MEDIA: &'static str;
    /// Whether an `Accept` that does not name the media type is refused.
    const STRICT_ACCEPT: bool;
    /// Whether a token may be in the body, which is then read before the caller is known.
    const BODY_TOKEN: bool;
    /// Whether a `POST` with an idempotency key may be sent again, and `If-Match` is heeded.
    const CONDITIONS: bool = false;
    /// Where all paths are this API's, as pages share the site; none where the site is its own.
    const BELOW: Option<&'static str> = None;
    fn token(parts: &Parts) -> Option<String>;
    fn body_token(_: &HeaderMap, _: &Bytes) -> Option<String> {
        None
    }
    fn error(error: &Error) -> Response;
    /// Schema of the error body, for the reference.
    fn error_schema() -> Value;
}

/// API 2: JSON:API 1.1.
pub struct JsonApi;

impl Style for JsonApi {
    const MEDIA: &'static str = jsonapi::MEDIA;
    const STRICT_ACCEPT: bool = true;
    const BODY_TOKEN: bool = false;
    const CONDITIONS: bool = true;

    fn token(parts: &Parts) -> Option<String> {
        credentials(&parts.headers, &["bearer"])
    }

    fn error(error: &Error) -> Response {
        let mut status = error.status();
        if let Error::App(app::Error::Invalid(fields)) = error
            && fields.iter().all(|field| matches!(field.at, At::Parameter(_)))
        {
            status = StatusCode::BAD_REQUEST;
        }
        let object = |code: &str, detail: Cow<'_, str>, source: Option<Source>| ErrorObject {
            status: status.as_str().to_owned(),
            code: code.to_owned(),
            title: title(status),
            detail: detail.into_owned(),
            source,
        };
        let body = match error {
            Error::App(app::Error::Invalid(fields)) => {
                jsonapi::errors(fields.iter().map(|field| object(field.code, field.message.as_ref().into(), source(&field.at))))
            }
            Error::App(app::Error::NotFound { at: Some(at) }) => jsonapi::errors([object(error.code(), error.text(), source(at))]),
            Error::Shape { path, .. } => jsonapi::errors([object(error.code(), error.text(), Some(Source::Pointer(pointer(path))))]),
            Error::Parameter { name, .. } => jsonapi::errors([object(error.code(), error.text(), Some(Source::Parameter(name.clone())))]),
            Error::OtherId => jsonapi::errors([object(error.code(), error.text(), Some(Source::Pointer("/data/id".into())))]),
            _ => jsonapi::errors([object(error.code(), error.text(), None)]),
        };
        (status, error.headers(), [(header::CONTENT_TYPE, Self::MEDIA)], body).into_response()
    }

    fn error_schema() -> Value {
        jsonapi::error_schema()
    }
}

/// The same for every occurrence of a status, as JSON:API wants it.
fn title(status: StatusCode) -> &'static str {
    match status.as_u16() {
        400 => "The request cannot be read or served",
        401 => "A valid access token is needed",
        402 => "A payment is due",
        403 => "Not allowed",
        404 => "Not found",
        405 => "Not a method of this path",
        406 => "Not available in this format",
        408 => "The request was too slow",
        409 => "In conflict with the present state",
        412 => "Changed meanwhile",
        413 => "The body is too large",
        415 => "Not a format that can be read",
        422 => "The data is not valid",
        429 => "Too many requests",
        503 => "Temporarily unavailable",
        _ => "Something went wrong",
    }
}

fn source(at: &At) -> Option<Source> {
    match at {
        At::Field(name) => Some(Source::Pointer(format!("/data/attributes/{}", camel_path(name)))),
        At::Relation(name) => Some(Source::Pointer(format!("/data/relationships/{}", camel_path(name)))),
        At::Parameter(name) => Some(Source::Parameter(name.clone().into_owned())),
        At::Base => None,
    }
}

/// `data.attributes.bookingTimes[0].from` as a JSON pointer (RFC 6901).
fn pointer(path: &str) -> String {
    let parts = path.split(['.', '[', ']']).filter(|part| !part.is_empty() && *part != "?");
    parts.flat_map(|part| ["/".to_owned(), part.replace('~', "~0").replace('/', "~1")]).collect()
}

/// `pricing.discounts.0.minimum_minutes` is `pricing/discounts/0/minimumMinutes`.
fn camel_path(snake: &str) -> String {
    snake.split('.').map(camel).collect::<Vec<_>>().join("/")
}

/// The one member that the contract writes with underscores.
const AS_IT_IS: &str = "stripe_payment_method_id";

fn camel(snake: &str) -> String {
    if snake == AS_IT_IS {
        return snake.to_owned();
    }
    let mut name = String::with_capacity(snake.len());
    let mut upper = false;
    for letter in snake.chars() {
        match letter {
            '_' => upper = true,
            _ if upper => {
                name.extend(letter.to_uppercase());
                upper = false;
            }
            _ => name.push(letter),
        }
    }
    name
}

/// The token of `Authorization`, under one of the schemes.
fn credentials(headers: &HeaderMap, schemes: &[&str]) -> Option<String> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.trim().split_once(' ')?;
    schemes.iter().any(|name| scheme.eq_ignore_ascii_case(name)).then(|| token.trim().to_owned())
}

/// API 1: plain JSON out, JSON or forms in (`api-v1`, section 1).
pub struct V1;

/// What API 1 answers with.
pub const JSON: &str = "application/json";

impl Style for V1 {
    const MEDIA: &'static str = JSON;
    const STRICT_ACCEPT: bool = false;
    const BODY_TOKEN: bool = true;
    const BELOW: Option<&'static str> = Some("/api/{*rest}");

    fn token(parts: &Parts) -> Option<String> {
        let in_query = || {
            let pairs = crate::input::pairs(parts.uri.query().unwrap_or_default());
            pairs.into_iter().find(|(name, _)| name == "access_token" || name == "oauth_token").map(|(_, token)| token)
        };
        credentials(&parts.headers, &["bearer", "oauth"]).or_else(in_query).filter(|token| !token.is_empty())
    }

    fn body_token(headers: &HeaderMap, bytes: &Bytes) -> Option<String> {
        match crate::v1::read_body(headers, bytes).ok()? {
            Value::Object(mut members) => match members.remove("access_token")? {
                Value::String(token) if !token.is_empty() => Some(token),
                _ => None,
            },
            _ => None,
        }
    }

    fn error(error: &Error) -> Response {
        let status = match error {
            Error::App(app::Error::Unbookable { .. }) | Error::Parameter { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            other => other.status(),
        };
        let body = match error {
            Error::App(app::Error::Invalid(fields)) => json!({"errors": by_field(fields)}),
            Error::App(app::Error::Unbookable { message, .. }) => json!({"errors": {"base": message}}),
            Error::Parameter { name, message } => json!({"errors": {name.as_str(): message}}),
            Error::Shape { path, message, .. } => json!({"errors": {if path.is_empty() { "base" } else { path.as_str() }: message}}),
            other => json!({"error": other.text()}),
        };
        (status, error.headers(), [(header::CONTENT_TYPE, JSON)], body.to_string()).into_response()
    }

    fn error_schema() -> Value {
        json!({"type": "object", "properties": {
            "error": {"type": "string"},
            "errors": {"type": "object", "additionalProperties": {"type": "string"}},
        }})
    }
}

/// One message a field; several for one are joined.
pub(crate) fn by_field(fields: &[FieldError]) -> Map<String, Value> {
    let mut messages: Map<String, Value> = Map::new();
    for field in fields {
        let name = match &field.at {
            At::Field(name) | At::Relation(name) | At::Parameter(name) => name.as_ref(),
            At::Base => "base",
        };
        match messages.get_mut(name) {
            Some(Value::String(text)) => text.extend([", ", field.message.as_ref()]),
            _ => drop(messages.insert(name.to_owned(), field.message.as_ref().into())),
        }
    }
    messages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_named_as_the_contract_names_them() {
        assert_eq!(camel_path("pricing.discounts.0.minimum_minutes"), "pricing/discounts/0/minimumMinutes");
        assert_eq!(camel_path("from"), "from");
        assert_eq!(pointer("data.attributes.bookingTimes[0].from"), "/data/attributes/bookingTimes/0/from");
        assert_eq!(pointer("data.attributes.a/b"), "/data/attributes/a~1b");
    }

    #[test]
    fn several_messages_for_one_field_are_joined() {
        let fields = [FieldError::field("name", "blank", "can't be blank"), FieldError::field("name", "short", "is too short")];
        assert_eq!(Value::Object(by_field(&fields)), json!({"name": "can't be blank, is too short"}));
    }
}
