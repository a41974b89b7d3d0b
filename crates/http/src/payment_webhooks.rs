//! `www.H/api/payment_webhooks/{provider}/{space}`: what payment providers tell us. No token opens it; a signature does.

use crate::edge::Edge;
use axum::Router;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::routing::post;
use std::time::Duration;

/// Messages of providers are a few KiB.
const LARGEST: usize = 256 << 10;
/// How long one may take to arrive.
const PATIENCE: Duration = Duration::from_secs(10);

pub(crate) fn www(edge: &Edge) -> Router {
    Router::new().route("/api/payment_webhooks/{provider}/{space}", post(receive)).with_state(edge.clone())
}

/// 204 when it is written down; the provider sends again what is answered otherwise.
async fn receive(State(edge): State<Edge>, Path((provider, space)): Path<(String, String)>, request: Request) -> StatusCode {
    let Ok(space) = space.parse() else { return StatusCode::NOT_FOUND };
    let (parts, body) = request.into_parts();
    let read = tokio::time::timeout(PATIENCE, axum::body::to_bytes(body, LARGEST)).await;
    let Ok(Ok(body)) = read else { return StatusCode::BAD_REQUEST };
    let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    match app::payments::receive(&edge.app, space, &provider, &header, &body).await {
        Ok(()) => StatusCode::NO_CONTENT,
        Err(app::Error::NotFound { .. }) => StatusCode::NOT_FOUND,
        Err(app::Error::Forbidden { .. }) => StatusCode::BAD_REQUEST,
        Err(app::Error::RateLimited { .. } | app::Error::Unavailable(_)) => StatusCode::SERVICE_UNAVAILABLE,
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "a message of a payment provider");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}
