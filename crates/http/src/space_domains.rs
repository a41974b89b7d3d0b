//! `/.well-known/kontor-domain`: at a domain that a space claims it shows that the domain leads to this server; at `www.H` it tells
//! a proxy for which domains certificates are wanted.

use crate::call::Client;
use crate::edge::Edge;
use crate::observe::Served;
use app::space_domains::{self, WELL_KNOWN};
use axum::Router;
use axum::extract::{Extension, Query, State};
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use domain::ids::SpaceId;
use serde::Deserialize;
use std::net::{IpAddr, Ipv4Addr};

/// Of one address: a proxy asks for each name that it has not seen yet.
const A_MINUTE: u32 = 600;

pub(crate) fn www(edge: &Edge) -> Router {
    Router::new().route(WELL_KNOWN, get(ask)).with_state(edge.clone())
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    domain: String,
}

/// As proxies ask that get certificates on demand: 200 where one is wanted.
async fn ask(State(edge): State<Edge>, Query(asked): Query<Asked>, client: Option<Extension<Client>>) -> Response {
    if let Some(refused) = too_often(&edge, client.map(|Extension(client)| client)).await {
        return refused;
    }
    let host = asked.domain.trim_end_matches('.').to_ascii_lowercase();
    let known = space_domains::is_claimed(&edge.app, &host).await;
    answer(
        known.map(|known| if known { (StatusCode::OK, "known\n".to_owned()) } else { (StatusCode::NOT_FOUND, "not known\n".to_owned()) }),
    )
}

/// Both ask the database whatever name is asked for.
async fn too_often(edge: &Edge, client: Option<Client>) -> Option<Response> {
    let address = client.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |client| client.0);
    edge.limits.take_of_address("space-domain", A_MINUTE, address).await?.refused?;
    Some((StatusCode::TOO_MANY_REQUESTS, "Please try again in a minute.\n").into_response())
}

/// What the check of a space finds at a host, or nothing.
pub(crate) async fn proof(edge: &Edge, host: &str, uri: &Uri, client: Option<Client>) -> Option<Response> {
    if uri.path() != WELL_KNOWN {
        return None;
    }
    let query = uri.query().unwrap_or_default();
    let space = form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "space")?.1.parse::<SpaceId>().ok()?;
    if let Some(refused) = too_often(edge, client).await {
        return Some(refused);
    }
    let proof = space_domains::proof(&edge.app, host, space).await.transpose()?;
    Some(answer(proof.map(|proof| (StatusCode::OK, proof))))
}

/// Kept by nobody: it is another one as soon as somebody says so.
fn answer(found: app::Result<(StatusCode, String)>) -> Response {
    let mut response = match found {
        Ok((status, text)) => (status, text).into_response(),
        Err(error) => unavailable(&error),
    };
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.extensions_mut().insert(Served { operation: "space-domain", user: None });
    response
}

/// Where the database does not say whose a name is.
pub(crate) fn unavailable(error: &app::Error) -> Response {
    tracing::error!(error = error as &dyn std::error::Error, "the domains of spaces");
    (StatusCode::SERVICE_UNAVAILABLE, "Please try again in a moment.\n").into_response()
}
