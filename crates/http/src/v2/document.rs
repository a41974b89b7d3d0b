//! Answers of API 2.

use crate::call::Call;
use crate::error::Error;
use crate::openapi::Docs;
use crate::operation::Output;
use crate::style::{JsonApi, Style};
use crate::tags;
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use jsonapi::{Entity, EnvelopeSchema, Fields, ListSchema, MEDIA, Page, Resource};
use serde_json::Value;

pub(super) fn fields(call: &Call) -> Fields {
    let query = call.query();
    if !query.contains("fields") {
        return Fields::default();
    }
    let pairs = crate::input::pairs(query);
    Fields::read(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

fn answer(status: StatusCode, body: serde_json::Result<Vec<u8>>) -> Result<Response, Error> {
    let body = body.map_err(app::Error::internal)?;
    Ok((status, [(header::CONTENT_TYPE, MEDIA)], body).into_response())
}

/// One resource, answered with the status `CODE`.
pub struct Document<K, const CODE: u16 = 200>(jsonapi::Document<K>);
/// 201
pub type Created<K> = Document<K, 201>;
/// 202
pub type Accepted<K> = Document<K, 202>;

impl<K: Entity, const CODE: u16> Document<K, CODE> {
    pub fn new(data: &Resource<K>) -> Self {
        Self(jsonapi::Document::new(data))
    }
    /// Adds linked resources; each is shown once.
    #[must_use]
    pub fn include<I: Entity>(mut self, resources: impl IntoIterator<Item = Resource<I>>) -> Self {
        self.0.include(resources);
        self
    }
}
impl<K: Entity, const CODE: u16> Output<JsonApi> for Document<K, CODE> {
    fn describe(docs: &mut Docs) {
        docs.response::<EnvelopeSchema<Resource<K>>>(CODE, MEDIA);
    }
    fn respond(self, call: &Call) -> Result<Response, Error> {
        let body = self.0.render(&fields(call));
        if CODE == 200 && matches!(call.parts.method, Method::GET | Method::HEAD) {
            return tagged(call, body);
        }
        answer(StatusCode::from_u16(CODE).unwrap_or_default(), body)
    }
}

/// A single resource with its tag, or that it is still the one that the client has (RFC 9110, 8.8.3 and 13.1.2).
fn tagged(call: &Call, body: serde_json::Result<Vec<u8>>) -> Result<Response, Error> {
    let body = body.map_err(app::Error::internal)?;
    let tag = tags::of(&body);
    let known = tags::is_known(&call.parts.headers, &tag);
    let mut response = if known { StatusCode::NOT_MODIFIED.into_response() } else { answer(StatusCode::OK, Ok(body))? };
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    Ok(response)
}

/// A page of resources with its links.
pub struct Collection<K>(jsonapi::Collection<K>);

impl<K: Entity> Collection<K> {
    /// `data` is the page, `total` counts the whole list.
    pub fn new(data: impl IntoIterator<Item = Resource<K>>, page: Page, total: u64) -> Self {
        Self(jsonapi::Collection::new(data, page, total))
    }
    /// Of a list that is at hand as a whole; only its page becomes resources.
    pub fn of<T>(all: Vec<T>, page: Page, resource: impl FnMut(T) -> Resource<K>) -> Self {
        let total = u64::try_from(all.len()).unwrap_or(u64::MAX);
        Self::new(page.cut(all).into_iter().map(resource), page, total)
    }
    /// Adds linked resources; each is shown once.
    #[must_use]
    pub fn include<I: Entity>(mut self, resources: impl IntoIterator<Item = Resource<I>>) -> Self {
        self.0.include(resources);
        self
    }
    /// A member of `meta`, beside `totalPages` and `currentPage`.
    #[must_use]
    pub fn meta(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.meta(name, value.into());
        self
    }
}
impl<K: Entity> Output<JsonApi> for Collection<K> {
    fn describe(docs: &mut Docs) {
        docs.response::<EnvelopeSchema<Vec<Resource<K>>>>(200, MEDIA);
    }
    fn respond(self, call: &Call) -> Result<Response, Error> {
        answer(StatusCode::OK, self.0.render(&fields(call), call.parts.uri.path(), call.query()))
    }
}

/// A part of a list that is read on from a number.
pub struct Following<K>(jsonapi::Collection<K>);

impl<K: Entity> Following<K> {
    /// `next` is where the next part begins, if there is one yet.
    pub fn new(data: impl IntoIterator<Item = Resource<K>>, size: u32, next: Option<i64>) -> Self {
        Self(jsonapi::Collection::following(data, size, next))
    }
    /// A member of `meta`.
    #[must_use]
    pub fn meta(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.0.meta(name, value.into());
        self
    }
}
impl<K: Entity> Output<JsonApi> for Following<K> {
    fn describe(docs: &mut Docs) {
        Collection::<K>::describe(docs);
    }
    fn respond(self, call: &Call) -> Result<Response, Error> {
        Collection(self.0).respond(call)
    }
}

/// A page of resources of a list that nobody counts.
pub struct OpenCollection<K>(jsonapi::Collection<K>);

impl<K: Entity> OpenCollection<K> {
    /// `more` tells whether there is another page.
    pub fn new(data: impl IntoIterator<Item = Resource<K>>, page: Page, more: bool) -> Self {
        Self(jsonapi::Collection::open(data, page, more))
    }
}
impl<K: Entity> Output<JsonApi> for OpenCollection<K> {
    fn describe(docs: &mut Docs) {
        Collection::<K>::describe(docs);
    }
    fn respond(self, call: &Call) -> Result<Response, Error> {
        Collection(self.0).respond(call)
    }
}

/// All resources there are, for the few lists without pages.
pub struct List<K>(jsonapi::List<K>);

impl<K: Entity> List<K> {
    pub fn new(data: impl IntoIterator<Item = Resource<K>>) -> Self {
        Self(jsonapi::List::new(data))
    }
}
impl<K: Entity> Output<JsonApi> for List<K> {
    fn describe(docs: &mut Docs) {
        docs.response::<ListSchema<K>>(200, MEDIA);
    }
    fn respond(self, call: &Call) -> Result<Response, Error> {
        answer(StatusCode::OK, self.0.render(&fields(call)))
    }
}

/// One of two answers (201 or 202).
pub enum Either<L, R> {
    Left(L),
    Right(R),
}
impl<St: Style, L: Output<St>, R: Output<St>> Output<St> for Either<L, R> {
    fn describe(docs: &mut Docs) {
        L::describe(docs);
        R::describe(docs);
    }
    fn respond(self, call: &Call) -> Result<Response, Error> {
        match self {
            Self::Left(answer) => answer.respond(call),
            Self::Right(answer) => answer.respond(call),
        }
    }
}

/// 204, in both APIs.
pub struct NoContent;
impl<St: Style> Output<St> for NoContent {
    fn describe(docs: &mut Docs) {
        docs.empty(204);
    }
    fn respond(self, _: &Call) -> Result<Response, Error> {
        Ok(StatusCode::NO_CONTENT.into_response())
    }
}

/// 201 without a body.
pub struct MadeNothing;
impl Output<JsonApi> for MadeNothing {
    fn describe(docs: &mut Docs) {
        docs.empty(201);
    }
    fn respond(self, _: &Call) -> Result<Response, Error> {
        Ok(StatusCode::CREATED.into_response())
    }
}
