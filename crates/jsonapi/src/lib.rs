//! JSON:API 1.1: documents that go out, bodies that come in, sparse fieldsets, pages and errors.
//!
//! Knows no resource type of ours and no web framework: a document is rendered to bytes. Resources become text
//! as soon as they are added, so that everything behind [`Document`] and [`Collection`] is compiled once and not
//! once a resource type.

mod body;
mod document;
mod error;
mod fields;
mod names;
mod page;

pub use body::{Change, Incoming, New, NewAlone, NewBare, NewLinked, NewLoose, NewSparse, NoLinks};
pub use document::{Collection, Document, EnvelopeSchema, List, ListSchema, Resource};
pub use error::{ErrorObject, Source, error_schema, errors};
pub use fields::Fields;
pub use names::{
    Entity, Kind, Many, NoRelationships, One, OneOrNull, Ref, Related, Relationship, Typed, many, none, one, one_or_null, reference,
    related,
};
pub use page::{MAX_SIZE, Page, USUAL_SIZE};

/// The media type of requests and answers.
pub const MEDIA: &str = "application/vnd.api+json";
