//! Names of resource types, and links between resources.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{borrow::Cow, fmt, marker::PhantomData};

/// A resource type's name; [`kinds!`](crate::kinds) declares them.
pub trait Kind: Send + Sync + 'static {
    /// The `type` member, as in `resourceCategories`.
    const TYPE: &'static str;
}

/// A kind that can be shown.
pub trait Entity: Kind {
    type Attributes: Serialize + JsonSchema + Send;
    type Relationships: Serialize + JsonSchema + Send;
}

/// Declares kinds: `kinds! { Bookings = "bookings" }`.
#[macro_export]
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $name:literal),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $kind;
        impl $crate::Kind for $kind { const TYPE: &'static str = $name; }
    )*};
}

/// The `type` member: no data, one legal value.
pub struct Typed<K>(PhantomData<fn() -> K>);

impl<K> Default for Typed<K> {
    fn default() -> Self {
        Self(PhantomData)
    }
}
impl<K> Clone for Typed<K> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<K> Copy for Typed<K> {}
impl<K: Kind> fmt::Debug for Typed<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(K::TYPE)
    }
}
impl<K: Kind> Serialize for Typed<K> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(K::TYPE)
    }
}
impl<'de, K: Kind> Deserialize<'de> for Typed<K> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let name = Cow::<str>::deserialize(from)?;
        if name == K::TYPE { Ok(Self::default()) } else { Err(serde::de::Error::custom(format_args!("must be {}", K::TYPE))) }
    }
}
impl<K: Kind> JsonSchema for Typed<K> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        K::TYPE.into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "const": K::TYPE})
    }
}

// `{type, id}`. Two slashes: a doc comment would be published as the description of every link.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(bound = "", deny_unknown_fields)]
#[schemars(inline, bound = "K: Kind")]
pub struct Ref<K: Kind> {
    #[serde(rename = "type")]
    kind: Typed<K>,
    pub id: String,
}

// `{data: …}`
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct Relationship<T> {
    pub data: T,
}

/// To one resource, always there.
pub type One<K> = Relationship<Ref<K>>;
/// To one resource or none: `data` is null then.
pub type OneOrNull<K> = Relationship<Option<Ref<K>>>;
/// To any number of resources.
pub type Many<K> = Relationship<Vec<Ref<K>>>;

/// `{type, id}`.
pub fn reference<K: Kind>(id: impl fmt::Display) -> Ref<K> {
    Ref { kind: Typed::default(), id: id.to_string() }
}
/// A link to the resource.
pub fn one<K: Kind>(id: impl fmt::Display) -> One<K> {
    Relationship { data: reference(id) }
}
/// A link to the resource, if there is one.
pub fn one_or_null<K: Kind>(id: Option<impl fmt::Display>) -> OneOrNull<K> {
    Relationship { data: id.map(reference) }
}
/// A link that leads nowhere: `{"data": null}`.
pub fn none<K: Kind>() -> OneOrNull<K> {
    Relationship { data: None }
}
/// A link to each of the resources.
pub fn many<K: Kind>(ids: impl IntoIterator<Item = impl fmt::Display>) -> Many<K> {
    Relationship { data: ids.into_iter().map(reference).collect() }
}

// `{links: {related: …}}`
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Related {
    links: RelatedLink,
}
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
struct RelatedLink {
    #[schemars(extend("format" = "uri-reference"))]
    related: String,
}
/// A link to a resource by its URL.
pub fn related(link: String) -> Related {
    Related { links: RelatedLink { related: link } }
}

// For kinds that have none. Rendered as nothing at all.
#[derive(Clone, Copy, Debug, Default, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct NoRelationships {}
