//! Bodies that come in. The whole request document is `{data: …}`, see [`Relationship`](crate::Relationship).

use crate::names::{Kind, Typed};
use schemars::JsonSchema;
use serde::{Deserialize, de::DeserializeOwned};

/// What `data` of a request may be.
pub trait Incoming: DeserializeOwned + JsonSchema + Send {
    /// The id the body states; it must be the one in the path (JSON:API 1.1, 9.2).
    fn id(&self) -> Option<&str>;
}

// A creation: `New<Bookings, CreateBooking, CreateBookingLinks>`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, bound = "A: DeserializeOwned, R: DeserializeOwned")]
#[schemars(inline, bound = "K: Kind, A: JsonSchema, R: JsonSchema")]
pub struct New<K: Kind, A, R> {
    #[serde(rename = "type")]
    _kind: Typed<K>,
    pub attributes: A,
    pub relationships: R,
}

// A creation that links to nothing.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, bound = "A: DeserializeOwned")]
#[schemars(inline, bound = "K: Kind, A: JsonSchema")]
pub struct NewAlone<K: Kind, A> {
    #[serde(rename = "type")]
    _kind: Typed<K>,
    pub attributes: A,
}

// A creation that only links.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, bound = "R: DeserializeOwned")]
#[schemars(inline, bound = "K: Kind, R: JsonSchema")]
pub struct NewBare<K: Kind, R> {
    #[serde(rename = "type")]
    _kind: Typed<K>,
    pub relationships: R,
}

// A creation whose parts may be absent, as far as their defaults allow.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, bound = "A: DeserializeOwned + Default, R: DeserializeOwned + Default")]
#[schemars(inline, bound = "K: Kind, A: JsonSchema + Default, R: JsonSchema + Default")]
pub struct NewSparse<K: Kind, A, R> {
    #[serde(rename = "type")]
    _kind: Typed<K>,
    #[serde(default)]
    pub attributes: A,
    #[serde(default)]
    pub relationships: R,
}

// A creation whose attributes may be absent.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, bound = "A: DeserializeOwned + Default, R: DeserializeOwned")]
#[schemars(inline, bound = "K: Kind, A: JsonSchema + Default, R: JsonSchema")]
pub struct NewLinked<K: Kind, A, R> {
    #[serde(rename = "type")]
    _kind: Typed<K>,
    #[serde(default)]
    pub attributes: A,
    pub relationships: R,
}

// A creation whose relationships may be absent.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, bound = "A: DeserializeOwned, R: DeserializeOwned + Default")]
#[schemars(inline, bound = "K: Kind, A: JsonSchema, R: JsonSchema + Default")]
pub struct NewLoose<K: Kind, A, R> {
    #[serde(rename = "type")]
    _kind: Typed<K>,
    pub attributes: A,
    #[serde(default)]
    pub relationships: R,
}

// An update: `attributes` and `relationships` may be absent.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, bound = "A: DeserializeOwned + Default, R: DeserializeOwned + Default")]
#[schemars(inline, bound = "K: Kind, A: JsonSchema + Default, R: JsonSchema + Default")]
pub struct Change<K: Kind, A, R = NoLinks> {
    #[serde(rename = "type")]
    _kind: Typed<K>,
    pub id: String,
    #[serde(default)]
    pub attributes: A,
    #[serde(default)]
    pub relationships: R,
}

// For bodies without relationships.
#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct NoLinks {}

impl<K: Kind, A, R> Incoming for New<K, A, R>
where
    A: DeserializeOwned + JsonSchema + Send,
    R: DeserializeOwned + JsonSchema + Send,
{
    fn id(&self) -> Option<&str> {
        None
    }
}
impl<K: Kind, A: DeserializeOwned + JsonSchema + Send> Incoming for NewAlone<K, A> {
    fn id(&self) -> Option<&str> {
        None
    }
}
impl<K: Kind, R: DeserializeOwned + JsonSchema + Send> Incoming for NewBare<K, R> {
    fn id(&self) -> Option<&str> {
        None
    }
}
impl<K: Kind, A, R> Incoming for NewSparse<K, A, R>
where
    A: DeserializeOwned + JsonSchema + Default + Send,
    R: DeserializeOwned + JsonSchema + Default + Send,
{
    fn id(&self) -> Option<&str> {
        None
    }
}
impl<K: Kind, A, R> Incoming for NewLinked<K, A, R>
where
    A: DeserializeOwned + JsonSchema + Default + Send,
    R: DeserializeOwned + JsonSchema + Send,
{
    fn id(&self) -> Option<&str> {
        None
    }
}
impl<K: Kind, A, R> Incoming for NewLoose<K, A, R>
where
    A: DeserializeOwned + JsonSchema + Send,
    R: DeserializeOwned + JsonSchema + Default + Send,
{
    fn id(&self) -> Option<&str> {
        None
    }
}
impl<K: Kind, A, R> Incoming for Change<K, A, R>
where
    A: DeserializeOwned + JsonSchema + Default + Send,
    R: DeserializeOwned + JsonSchema + Default + Send,
{
    fn id(&self) -> Option<&str> {
        Some(&self.id)
    }
}
