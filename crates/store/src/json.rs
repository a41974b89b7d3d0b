//! A typed value in a JSON column.

use db::{Cell, Column, Value};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Reads and writes `T` as JSON. A text that is not a `T` is a mapping error, never a default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> Column for Json<T> {
    fn from_cell(cell: Cell<'_>) -> Option<Self> {
        match cell {
            Cell::Text(text) => serde_json::from_str(text).ok().map(Self),
            _ => None,
        }
    }
}

/// What serde refuses to write (a map with keys that are no texts) becomes null, which a `NOT NULL`
/// column then refuses.
impl<T: Serialize> From<&Json<T>> for Value {
    fn from(Json(value): &Json<T>) -> Self {
        json(value)
    }
}
impl<T: Serialize> From<Json<T>> for Value {
    fn from(Json(value): Json<T>) -> Self {
        json(&value)
    }
}

/// Binds anything serializable as JSON.
pub(crate) fn json(value: &impl Serialize) -> Value {
    serde_json::to_value(value).map_or(Value::Null, Value::Json)
}
