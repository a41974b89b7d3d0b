//! Error documents.

use serde::Serialize;
use serde_json::{Value, json};

/// One thing that went wrong (JSON:API 1.1, 11.2).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ErrorObject {
    /// The HTTP status, as text.
    pub status: String,
    /// Stable, for programs.
    pub code: String,
    /// The same for every occurrence of the code.
    pub title: &'static str,
    /// For people.
    pub detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
}

/// The part of the request that is to blame.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// RFC 6901, into the request's body.
    Pointer(String),
    /// A query parameter.
    Parameter(String),
}

/// The error document. Equal objects are shown once.
pub fn errors(objects: impl IntoIterator<Item = ErrorObject>) -> Vec<u8> {
    #[derive(Serialize)]
    struct Errors {
        errors: Vec<ErrorObject>,
    }
    let mut errors: Vec<ErrorObject> = Vec::new();
    for object in objects {
        if !errors.contains(&object) {
            errors.push(object);
        }
    }
    serde_json::to_vec(&Errors { errors }).unwrap_or_else(|_| br#"{"errors":[]}"#.to_vec())
}

/// Schema of an error document.
pub fn error_schema() -> Value {
    json!({
        "type": "object", "required": ["errors"], "additionalProperties": false,
        "properties": {"errors": {"type": "array", "minItems": 1, "items": {
            "type": "object", "required": ["status", "code", "title", "detail"], "additionalProperties": false,
            "properties": {
                "status": {"type": "string"}, "code": {"type": "string"}, "title": {"type": "string"}, "detail": {"type": "string"},
                "source": {"type": "object", "additionalProperties": false, "properties": {
                    "pointer": {"type": "string", "format": "json-pointer"}, "parameter": {"type": "string"},
                }},
            },
        }}},
    })
}
