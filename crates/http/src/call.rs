//! A request on its way into a handler.

use crate::edge::Edge;
use app::App;
use app::idempotency::Keyed;
use axum::body::{Body, Bytes};
use axum::http::request::Parts;
use domain::ids::UserId;
use std::net::IpAddr;
use std::str::FromStr;

use crate::error::Error;
use crate::limits::Verdict;

/// A request, its path parameters and, once the caller is admitted, its body.
pub struct Call {
    pub edge: Edge,
    pub parts: Parts,
    pub(crate) params: Vec<(&'static str, String)>,
    /// Not read yet.
    pub(crate) body: Body,
    /// The body, empty before the caller is admitted (in API 1: before a token is looked for in it).
    pub bytes: Bytes,
    /// Who asks, as far as it is known; for logs.
    pub(crate) user: Option<UserId>,
    pub(crate) verdict: Option<Verdict>,
    /// Whether it was counted against the limit.
    pub(crate) counted: bool,
    /// The use cases, where what the request writes is held together.
    pub(crate) app: Option<App>,
    pub(crate) keyed: Option<Keyed>,
}

/// The address of the one who asks, behind trusted proxies; put there by [`hosts`](crate::hosts).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Client(pub IpAddr);

impl Call {
    pub(crate) fn new(edge: Edge, parts: Parts, params: Vec<(&'static str, String)>, body: Body) -> Self {
        Self { edge, parts, params, body, bytes: Bytes::new(), user: None, verdict: None, counted: false, app: None, keyed: None }
    }

    pub fn app(&self) -> &App {
        self.app.as_ref().unwrap_or(&self.edge.app)
    }

    /// A path parameter.
    pub fn param(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(key, _)| *key == name).map(|(_, value)| value.as_str())
    }

    /// A path parameter as an id; what is none does not exist.
    pub fn id<T: FromStr>(&self, name: &str) -> Result<T, Error> {
        self.param(name).and_then(|text| text.parse().ok()).ok_or(Error::NOT_FOUND)
    }

    pub fn query(&self) -> &str {
        self.parts.uri.query().unwrap_or_default()
    }

    pub(crate) fn client(&self) -> Option<IpAddr> {
        self.parts.extensions.get::<Client>().map(|client| client.0)
    }
}
