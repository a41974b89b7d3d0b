//! What all pages share: how they are sent, and where they stand beside the APIs.

use crate::{assets, home, reference, spaces};
use app::App;
use askama::Template;
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::any;
use http_api::hosts::Hosts;
use tower::ServiceExt as _;

/// Only our own style sheet and images; no scripts, no frames, no forms to elsewhere (CSP Level 3).
const POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src 'self' https: data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// Puts the pages beside the APIs: everything under `/api` and `/oauth` stays with the API of the
/// site, the rest are pages.
pub fn with_pages(hosts: Hosts, app: &App, requests_per_minute: u32) -> Hosts {
    Hosts {
        www: beside(hosts.www, home::router(app)),
        dev: beside(hosts.dev, reference::router(app, requests_per_minute)),
        space: beside(hosts.space, spaces::router(app)),
        api: hosts.api,
    }
}

fn beside(api: Router, pages: Router) -> Router {
    let pages = pages.merge(assets::router()).fallback(async || render(StatusCode::NOT_FOUND, &Missing));
    Router::new().fallback(any(move |request: Request| {
        let path = request.uri().path();
        let for_api = ["/api", "/files", "/oauth", "/oauth2", "/jwks.json", "/.well-known"]
            .iter()
            .any(|prefix| path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
        let site = if for_api { api.clone() } else { pages.clone() };
        async move { site.oneshot(request).await.into_response() }
    }))
}

#[derive(Template)]
#[template(path = "missing.html")]
struct Missing;

/// The page for what does not exist.
pub(crate) fn missing() -> Response {
    render(StatusCode::NOT_FOUND, &Missing)
}

/// A page with the headers that each has.
pub(crate) fn render(status: StatusCode, page: &impl Template) -> Response {
    let headers = [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    ];
    match page.render() {
        Ok(text) => {
            let mut response = (status, Html(text)).into_response();
            let headers = headers.into_iter().map(|(name, value): (HeaderName, _)| (name, HeaderValue::from_static(value)));
            response.headers_mut().extend(headers);
            response
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
