//! Documents that go out: one resource or a page of them, with includes and sparse fieldsets.

use crate::fields::{Fields, shape};
use crate::names::Entity;
use crate::page::{Extent, Page};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::{borrow::Cow, collections::HashSet, marker::PhantomData};

/// A resource to show.
#[derive(Debug)]
pub struct Resource<K: Entity> {
    pub id: String,
    pub attributes: K::Attributes,
    pub relationships: K::Relationships,
    /// `meta` of the resource; hardly ever there.
    pub meta: Option<Value>,
    /// `links.self` of the resource; hardly ever there.
    pub link: Option<String>,
}

impl<K: Entity> Resource<K> {
    pub fn new(id: impl std::fmt::Display, attributes: K::Attributes, relationships: K::Relationships) -> Self {
        Self { id: id.to_string(), attributes, relationships, meta: None, link: None }
    }
    /// With `meta`.
    #[must_use]
    pub fn meta(mut self, meta: Value) -> Self {
        self.meta = Some(meta);
        self
    }
    /// With `links.self`.
    #[must_use]
    pub fn link(mut self, link: String) -> Self {
        self.link = Some(link);
        self
    }
}

/// Resources as text, one after another, their types forgotten. Without a fieldset for any of them the text is
/// the answer as it stands.
#[derive(Debug, Default)]
struct Texts {
    text: Vec<u8>,
    /// Where each ends, and its type.
    ends: Vec<(&'static str, usize)>,
    /// The first resource that could not be written.
    failure: Option<serde_json::Error>,
}

#[derive(Serialize)]
struct Whole<'a, A, R> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "is_nothing")]
    attributes: &'a A,
    #[serde(skip_serializing_if = "is_nothing")]
    relationships: &'a R,
    #[serde(skip_serializing_if = "Option::is_none")]
    meta: &'a Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    links: Option<SelfLink<'a>>,
}
#[derive(Serialize)]
struct SelfLink<'a> {
    #[serde(rename = "self")]
    link: &'a str,
}
/// [`NoRelationships`](crate::NoRelationships) and its like, which hold no data, are left out.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference to the member")]
fn is_nothing<T>(_: &&T) -> bool {
    size_of::<T>() == 0
}

impl Texts {
    fn push<K: Entity>(&mut self, resource: &Resource<K>) {
        if !self.ends.is_empty() {
            self.text.push(b',');
        }
        let Resource { id, attributes, relationships, meta, link } = resource;
        let links = link.as_deref().map(|link| SelfLink { link });
        let whole = Whole { id, kind: K::TYPE, attributes, relationships, meta, links };
        if let Err(error) = serde_json::to_writer(&mut self.text, &whole) {
            self.failure.get_or_insert(error);
        }
        self.ends.push((K::TYPE, self.text.len()));
    }

    /// Appends all, with commas between.
    fn write(mut self, fields: &Fields, to: &mut Vec<u8>) -> serde_json::Result<()> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        if self.ends.iter().all(|(kind, _)| fields.of(kind).is_none()) {
            to.append(&mut self.text);
            return Ok(());
        }
        let mut start = 0;
        for (kind, end) in self.ends {
            if start > 0 {
                to.push(b',');
            }
            let text = std::str::from_utf8(self.text.get(start..end).unwrap_or_default()).unwrap_or_default();
            match fields.of(kind) {
                Some(wanted) => to.extend_from_slice(shape(text, wanted)?.as_bytes()),
                None => to.extend_from_slice(text.as_bytes()),
            }
            start = end + 1;
        }
        Ok(())
    }
}

/// The `included` member: each resource once, however often it is linked.
#[derive(Debug, Default)]
struct Included {
    texts: Texts,
    seen: HashSet<(&'static str, String)>,
}

impl Included {
    fn extend<I: Entity>(&mut self, resources: impl IntoIterator<Item = Resource<I>>) {
        for resource in resources {
            if self.seen.insert((I::TYPE, resource.id.clone())) {
                self.texts.push(&resource);
            }
        }
    }
}

/// Everything of a document but its type parameters.
#[derive(Debug, Default)]
struct Parts {
    data: Texts,
    included: Option<Included>,
    meta: Map<String, Value>,
}

impl Parts {
    fn render(self, list: bool, fields: &Fields, links: Option<&Value>) -> serde_json::Result<Vec<u8>> {
        let mut out = Vec::with_capacity(self.data.text.len() + 512);
        out.extend_from_slice(if list { b"{\"data\":[" } else { b"{\"data\":" });
        let nothing = !list && self.data.ends.is_empty();
        self.data.write(fields, &mut out)?;
        out.extend_from_slice(match (list, nothing) {
            (true, _) => b"]",
            (false, true) => b"null",
            (false, false) => b"",
        });
        if let Some(included) = self.included {
            out.extend_from_slice(b",\"included\":[");
            included.texts.write(fields, &mut out)?;
            out.push(b']');
        }
        if let Some(links) = links {
            out.extend_from_slice(b",\"links\":");
            serde_json::to_writer(&mut out, links)?;
        }
        if !self.meta.is_empty() {
            out.extend_from_slice(b",\"meta\":");
            serde_json::to_writer(&mut out, &self.meta)?;
        }
        out.push(b'}');
        Ok(out)
    }
}

/// One resource.
#[derive(Debug)]
pub struct Document<K> {
    parts: Parts,
    kind: PhantomData<fn() -> K>,
}

impl<K: Entity> Document<K> {
    pub fn new(data: &Resource<K>) -> Self {
        let mut parts = Parts::default();
        parts.data.push(data);
        Self { parts, kind: PhantomData }
    }
    /// Adds to `included`, which is there from now on even if nothing is added.
    pub fn include<I: Entity>(&mut self, resources: impl IntoIterator<Item = Resource<I>>) {
        self.parts.included.get_or_insert_default().extend(resources);
    }
    /// Fails only if an attribute cannot be written as JSON.
    pub fn render(self, fields: &Fields) -> serde_json::Result<Vec<u8>> {
        self.parts.render(false, fields, None)
    }
}

/// All resources there are, in one answer without pages.
#[derive(Debug)]
pub struct List<K> {
    parts: Parts,
    kind: PhantomData<fn() -> K>,
}

impl<K: Entity> List<K> {
    pub fn new(data: impl IntoIterator<Item = Resource<K>>) -> Self {
        let mut parts = Parts::default();
        data.into_iter().for_each(|resource| parts.data.push(&resource));
        Self { parts, kind: PhantomData }
    }
    /// Fails only if an attribute cannot be written as JSON.
    pub fn render(self, fields: &Fields) -> serde_json::Result<Vec<u8>> {
        self.parts.render(true, fields, None)
    }
}

/// Schema of a [`List`].
pub struct ListSchema<K>(PhantomData<K>);

impl<K: Entity> JsonSchema for ListSchema<K> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("List_of_{}", K::TYPE).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        of_data(&generator.subschema_for::<Vec<Resource<K>>>())
    }
}

/// A page of resources with its links.
#[derive(Debug)]
pub struct Collection<K> {
    parts: Parts,
    page: Page,
    extent: Extent,
    kind: PhantomData<fn() -> K>,
}

impl<K: Entity> Collection<K> {
    /// `data` is the page itself, `total` counts the whole list.
    pub fn new(data: impl IntoIterator<Item = Resource<K>>, page: Page, total: u64) -> Self {
        let mut parts = Parts::default();
        data.into_iter().for_each(|resource| parts.data.push(&resource));
        Self { parts, page, extent: Extent::Total(total), kind: PhantomData }
    }
    /// A page of a list that nobody counts: there is no last page, only perhaps a next one.
    pub fn open(data: impl IntoIterator<Item = Resource<K>>, page: Page, more: bool) -> Self {
        Self { extent: Extent::More(more), ..Self::new(data, page, 0) }
    }
    /// A part of a list that is read on from a number: `next` is where the next part begins, if there is one yet.
    pub fn following(data: impl IntoIterator<Item = Resource<K>>, size: u32, next: Option<i64>) -> Self {
        Self { extent: Extent::Next(next), ..Self::new(data, Page { number: 1, size }, 0) }
    }
    /// Adds to `included`, which is there from now on even if nothing is added.
    pub fn include<I: Entity>(&mut self, resources: impl IntoIterator<Item = Resource<I>>) {
        self.parts.included.get_or_insert_default().extend(resources);
    }
    /// A member of `meta`, beside `totalPages` and `currentPage`.
    pub fn meta(&mut self, name: &str, value: Value) {
        self.parts.meta.insert(name.to_owned(), value);
    }
    /// `path` and `query` are those of the request, as they were sent. Fails only if an attribute cannot be
    /// written as JSON.
    pub fn render(mut self, fields: &Fields, path: &str, query: &str) -> serde_json::Result<Vec<u8>> {
        if let Extent::Total(total) = self.extent {
            self.parts.meta.insert("totalPages".into(), self.page.count(total).into());
        }
        if !matches!(self.extent, Extent::Next(_)) {
            self.parts.meta.insert("currentPage".into(), self.page.number.into());
        }
        let links = self.page.links(path, query, self.extent);
        self.parts.render(true, fields, Some(&links))
    }
}

impl<K: Entity> JsonSchema for Resource<K> {
    fn schema_name() -> Cow<'static, str> {
        K::TYPE.into()
    }
    /// Two kinds may share a type, as the short and the long form of one thing.
    fn schema_id() -> Cow<'static, str> {
        std::any::type_name::<Self>().into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let attributes = (generator.subschema_for::<K::Attributes>(), K::Attributes::json_schema(generator));
        let relationships = (generator.subschema_for::<K::Relationships>(), K::Relationships::json_schema(generator));
        resource_schema(K::TYPE, attributes, relationships)
    }
}

// What follows is not generic, so that it is compiled once and not for each kind of resource.

fn of_data(data: &Schema) -> Schema {
    json_schema!({"type": "object", "required": ["data"], "additionalProperties": false, "properties": {"data": data}})
}

/// Attributes and relationships each come as they are referred to, and in full.
fn resource_schema(kind: &str, attributes: (Schema, Schema), relationships: (Schema, Schema)) -> Schema {
    let mut properties = Map::new();
    properties.insert("id".into(), json!({"type": "string"}));
    properties.insert("type".into(), json!({"type": "string", "const": kind}));
    for (name, (schema, full)) in [("attributes", attributes), ("relationships", relationships)] {
        if !is_empty(&full) {
            properties.insert(name.into(), schema.to_value());
        }
    }
    properties.insert("meta".into(), json!({"type": "object"}));
    properties.insert("links".into(), json!({"type": "object", "properties": {"self": {"type": "string"}}}));
    json_schema!({"type": "object", "required": ["id", "type"], "additionalProperties": false, "properties": properties})
}

fn document_schema(data: Schema, page: bool) -> Schema {
    let mut properties = Map::new();
    properties.insert("data".into(), data.to_value());
    let words = json!({"id": {"type": "string"}, "type": {"type": "string"}});
    let linked = json!({"type": "object", "required": ["id", "type"], "properties": words});
    properties.insert("included".into(), json!({"type": "array", "items": linked}));
    if page {
        let link = json!({"type": ["string", "null"]});
        let links = json!({
            "type": "object", "required": ["self", "first", "next"],
            "properties": {"self": link, "first": link, "prev": link, "next": link, "last": link},
        });
        properties.insert("links".into(), links);
        let counts = json!({"totalPages": {"type": "integer"}, "currentPage": {"type": "integer"}});
        properties.insert("meta".into(), json!({"type": "object", "properties": counts}));
    }
    json_schema!({"type": "object", "required": ["data"], "additionalProperties": false, "properties": properties})
}

/// Whether a value is an object without members, which documents leave out.
fn is_empty(schema: &Schema) -> bool {
    schema.get("type").is_some_and(|kind| kind == "object") && schema.get("properties").is_none() && schema.get("allOf").is_none()
}

/// Schema of a document: `EnvelopeSchema<Resource<K>>`, or `EnvelopeSchema<Vec<Resource<K>>>` for a page.
pub struct EnvelopeSchema<T>(PhantomData<T>);

impl<T: JsonSchema> JsonSchema for EnvelopeSchema<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("Document_of_{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        document_schema(generator.subschema_for::<T>(), T::inline_schema())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::{Many, NoRelationships, many};

    crate::kinds! { Doors = "doors", Rooms = "rooms" }

    #[derive(Serialize, JsonSchema)]
    pub struct Name {
        name: &'static str,
    }
    #[derive(Serialize, JsonSchema)]
    pub struct ToRooms {
        rooms: Many<Rooms>,
    }
    impl Entity for Doors {
        type Attributes = Name;
        type Relationships = ToRooms;
    }
    impl Entity for Rooms {
        type Attributes = Name;
        type Relationships = NoRelationships;
    }

    fn door(id: u8) -> Resource<Doors> {
        Resource::new(id, Name { name: "é\"" }, ToRooms { rooms: many([1, 2]) })
    }
    fn room(id: u8) -> Resource<Rooms> {
        Resource::new(id, Name { name: "R" }, NoRelationships {})
    }
    fn read(bytes: serde_json::Result<Vec<u8>>) -> Value {
        serde_json::from_slice(&bytes.unwrap()).unwrap()
    }

    #[test]
    fn a_document_shows_each_linked_resource_once() {
        let mut document = Document::new(&door(7).meta(json!({"new": true})).link("/doors/7".into()));
        document.include([room(1), room(2), room(1)]);
        let links = json!({"rooms": {"data": [{"type": "rooms", "id": "1"}, {"type": "rooms", "id": "2"}]}});
        let shown = read(document.render(&Fields::default()));
        let data = json!({
            "id": "7", "type": "doors", "attributes": {"name": "é\""}, "relationships": links,
            "meta": {"new": true}, "links": {"self": "/doors/7"},
        });
        let rooms = [1, 2].map(|id: u8| json!({"id": id.to_string(), "type": "rooms", "attributes": {"name": "R"}}));
        assert_eq!(shown, json!({"data": data, "included": rooms}));
    }

    #[test]
    fn fieldsets_shape_one_type_and_leave_the_others() {
        let fields = Fields::read([("fields[doors]", "name,width"), ("page[size]", "1")]);
        let page = Page { number: 2, size: 1 };
        let mut list = Collection::new([door(1), door(2).meta(json!({"new": true}))], page, 2);
        list.include([room(1)]);
        let shown = read(list.render(&fields, "/doors", "fields[doors]=name&page%5Bsize%5D=1&access_token=secret"));
        let door = |id: &str| json!({"id": id, "type": "doors", "attributes": {"name": "é\""}});
        let mut second = door("2");
        second["meta"] = json!({"new": true});
        assert_eq!(shown["data"], json!([door("1"), second]));
        assert_eq!(shown["included"], json!([{"id": "1", "type": "rooms", "attributes": {"name": "R"}}]));
        assert_eq!(shown["meta"], json!({"totalPages": 2, "currentPage": 2}));
        assert_eq!(shown["links"]["prev"], "/doors?fields[doors]=name&page[size]=1&page[number]=1");
        assert_eq!(shown["links"]["next"], Value::Null);
    }

    #[test]
    fn a_list_is_read_on_from_a_number() {
        let part = |next| Collection::following([door(1)], 10, next);
        let shown = read(part(Some(17)).render(&Fields::default(), "/doors", "filter[a]=b&after=7&access_token=secret&page[size]=10"));
        let links = json!({"self": "/doors?filter[a]=b&page[size]=10&after=7", "first": "/doors?filter[a]=b&page[size]=10",
            "next": "/doors?filter[a]=b&page[size]=10&after=17"});
        assert_eq!((&shown["links"], &shown["meta"]), (&links, &Value::Null));
        let shown = read(part(None).render(&Fields::default(), "/doors", ""));
        assert_eq!(shown["links"], json!({"self": "/doors?page[size]=10", "first": "/doors?page[size]=10", "next": null}));
    }

    #[test]
    fn an_empty_list_is_a_list() {
        let list = Collection::<Doors>::new([], Page::default(), 0);
        let shown = read(list.render(&Fields::default(), "/doors", ""));
        assert_eq!((&shown["data"], &shown["meta"]["totalPages"]), (&json!([]), &json!(1)));
    }
}
