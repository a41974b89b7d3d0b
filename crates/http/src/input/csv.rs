//! Lists in a query.

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{DeserializeOwned, Deserializer, Error as _};
use serde::{Deserialize, Serialize, Serializer};
use std::borrow::Cow;

/// `a,b`: an array in the contract, one string on the wire.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Csv<T>(pub Vec<T>);

impl<T> Default for Csv<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}
impl<T: PartialEq> Csv<T> {
    pub fn has(&self, item: &T) -> bool {
        self.0.contains(item)
    }
}
impl<'de, T: DeserializeOwned> Deserialize<'de> for Csv<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
        let items = words.map(|word| crate::lenient::leniently(word.into()));
        items.collect::<Result<_, _>>().map(Self).map_err(|wrong| D::Error::custom(wrong.error))
    }
}
impl<T: Serialize> Serialize for Csv<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(to) // a default, in the reference
    }
}
impl<T: JsonSchema> JsonSchema for Csv<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("List_of_{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        <Vec<T>>::json_schema(generator)
    }
}
