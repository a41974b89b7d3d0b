//! The endpoints of OAuth 2 and OpenID Connect that programs ask: tokens, keys, registration, documents. The pages that
//! people see are in `web`.
//!
//! They stand beside the operation table: their bodies, errors and ways to authenticate are the protocol's.

mod answer;
mod documents;
mod registration;
mod token;
mod userinfo;

use crate::call::Client;
use crate::cors;
use crate::edge::Edge;
use crate::hosts::Subdomain;
use crate::observe::Served;
use answer::{failed, refused, too_often};
use app::issuers::{Failure, Issuer};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, get, post};
use oauth::Refusal;
use oauth::parameters::Parameters;
use std::net::{IpAddr, Ipv4Addr};
use std::time::Duration;

/// Bytes a form may have.
const FORM: usize = 64 << 10;
/// How long a body may take to arrive.
const PATIENCE: Duration = Duration::from_secs(30);
/// Requests to the token endpoint a minute, of one address: a program may exchange codes for all its users.
const EXCHANGES: u32 = 1200;
/// Registrations a minute, of one address.
const REGISTRATIONS: u32 = 10;

/// `www.H`: the platform's issuer.
pub(crate) fn www(edge: &Edge) -> Router {
    // GET is an operation of API 1.
    let router = issuer()
        .route("/api/userinfo", post(userinfo::userinfo))
        .route("/oauth/register", open(post(registration::register)))
        .route("/oauth/register/{id}", open(get(registration::read).put(registration::update).delete(registration::delete)))
        .route("/.well-known/api-catalog", open(get(documents::catalog)))
        .route("/.well-known/security.txt", open(get(documents::security)));
    finish(router, edge)
}

/// `SUBDOMAIN.H`: the issuer of a space.
pub(crate) fn space(edge: &Edge) -> Router {
    finish(issuer().route("/api/userinfo", open(get(userinfo::userinfo).post(userinfo::userinfo))), edge)
}

/// `api.H`: documents only.
pub(crate) fn api(edge: &Edge) -> Router {
    let router = Router::new()
        .route("/.well-known/oauth-protected-resource", open(get(documents::api_resource)))
        .route("/.well-known/oauth-protected-resource/mcp", open(get(documents::mcp_resource)))
        .route("/.well-known/api-catalog", open(get(documents::catalog)));
    finish(router, edge)
}

fn issuer() -> Router<Edge> {
    Router::new()
        .route("/oauth/access_token", open(post(token::exchange)))
        .route("/oauth2/access_token", open(post(token::exchange)))
        .route("/oauth/introspect", open(post(token::introspect)))
        .route("/oauth/revoke", open(post(token::revoke)))
        .route("/jwks.json", open(get(documents::keys)))
        .route("/.well-known/openid-configuration", open(get(documents::issuer)))
        .route("/.well-known/oauth-authorization-server", open(get(documents::issuer)))
        .route("/.well-known/oauth-protected-resource", open(get(documents::own_resource)))
        // W3C: where password managers lead people.
        .route("/.well-known/change-password", get(async || Redirect::to("/account")))
}

/// Browsers ask first whether they may.
fn open(methods: MethodRouter<Edge>) -> MethodRouter<Edge> {
    methods.options(async || StatusCode::NO_CONTENT)
}

fn finish(router: Router<Edge>, edge: &Edge) -> Router {
    router.layer(map_response(async |response: Response| cors::open(response))).with_state(edge.clone())
}

/// A request that was read.
struct Asked {
    edge: Edge,
    parts: Parts,
    body: Bytes,
}

impl Asked {
    async fn read(edge: Edge, request: Request) -> Result<Self, Failure> {
        let (parts, body) = request.into_parts();
        let read = tokio::time::timeout(PATIENCE, axum::body::to_bytes(body, FORM)).await;
        let body = read.map_err(|_| Refusal::invalid_request("the body took too long to arrive"))?;
        let body = body.map_err(|_| Refusal::invalid_request("the body is larger than 64 KiB, or broke off"))?;
        Ok(Self { edge, parts, body })
    }

    fn app(&self) -> &app::App {
        &self.edge.app
    }

    async fn issuer(&self) -> Result<Issuer, Failure> {
        let subdomain = self.parts.extensions.get::<Subdomain>().map(|Subdomain(name)| name.clone());
        Ok(Issuer::find(self.app(), subdomain).await?)
    }

    /// From the query and a form, or an object of JSON, as some old programs send it.
    fn parameters(&self) -> Result<Parameters, Refusal> {
        let query = self.parts.uri.query().unwrap_or_default();
        let media = text(&self.parts.headers, CONTENT_TYPE).unwrap_or_default();
        if !media.to_ascii_lowercase().starts_with("application/json") {
            return Parameters::parse(query, &self.body);
        }
        let members: serde_json::Map<String, serde_json::Value> =
            serde_json::from_slice(&self.body).map_err(|_| Refusal::invalid_request("the body is not an object of JSON"))?;
        let mut form = form_urlencoded::Serializer::new(String::new());
        for (name, value) in &members {
            form.append_pair(name, value.as_str().ok_or_else(|| Refusal::invalid_request(format!("{name} is not a text")))?);
        }
        Parameters::parse(query, form.finish().as_bytes())
    }

    fn authorization(&self) -> Option<&str> {
        text(&self.parts.headers, AUTHORIZATION)
    }

    fn bearer(&self) -> Option<&str> {
        let (scheme, token) = self.authorization()?.split_once(' ')?;
        scheme.eq_ignore_ascii_case("bearer").then(|| token.trim()).filter(|token| !token.is_empty())
    }

    /// Counts a request of this address; the answer if it is one too many.
    async fn limited(&self, operation: &'static str, per_minute: u32) -> Option<Response> {
        let address = self.parts.extensions.get::<Client>().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |client| client.0);
        let refused = self.edge.limits.take_of_address(operation, per_minute, address).await?.refused?;
        Some(too_often(refused))
    }
}

fn text(headers: &HeaderMap, name: axum::http::HeaderName) -> Option<&str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Notes for log and metrics what answered.
fn served(operation: &'static str, outcome: Result<Response, Failure>) -> Response {
    let mut response = outcome.unwrap_or_else(|failure| match failure {
        Failure::Refused(refusal) => refused(&refusal, false),
        Failure::Failed(error) => failed(operation, error),
    });
    response.extensions_mut().insert(Served { operation, user: None });
    response
}

type Stated = State<Edge>;

fn empty() -> Response {
    StatusCode::OK.into_response()
}
