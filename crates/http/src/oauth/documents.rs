//! The documents at well-known places.

use super::answer::json;
use super::{Asked, Stated, served};
use crate::edge::Edge;
use crate::hosts::OwnDomain;
use crate::operation::OperationInfo;
use app::keys;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use domain::scopes::Scope;
use jiff::ToSpan as _;
use oauth::metadata::{self, Issuer};
use serde::Serialize;

/// How long clients may keep a document or a key set.
fn kept(body: &impl Serialize) -> Response {
    let mut response = json(StatusCode::OK, body);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=300"));
    response
}

/// OpenID Connect Discovery and RFC 8414. A space is an issuer at its subdomain alone: from a domain of its own clients are led
/// there, for a document must name the issuer that it was asked of.
pub async fn issuer(State(edge): Stated, request: Request) -> Response {
    let outcome = async {
        let asked = Asked::read(edge, request).await?;
        let issuer = asked.issuer().await?;
        if asked.parts.extensions.get::<OwnDomain>().is_some() {
            let there = format!("{}{}", issuer.url, asked.parts.uri.path());
            return Ok(Redirect::temporary(&there).into_response());
        }
        let hosts = &asked.app().hosts;
        let (platform, developers) = (hosts.at("www"), hosts.at("dev"));
        let scopes = Scope::ALL.iter().map(|scope| scope.name()).collect();
        let document =
            Issuer { url: &issuer.url, platform: &platform, developers: &developers, space: issuer.space.is_some(), scopes }.document();
        Ok(kept(&document))
    };
    served("oauth-metadata", outcome.await)
}

/// The keys, the same for all issuers of this server.
pub async fn keys(State(edge): Stated) -> Response {
    let outcome = async { Ok(kept(&keys::published(&edge.app).await?)) };
    served("oauth-keys", outcome.await)
}

/// The scopes that some operations ask for, by name.
fn scopes_of(tables: &[Vec<OperationInfo>]) -> Vec<&'static str> {
    let asked = |scope: &Scope| tables.iter().flatten().any(|row| row.security.scopes().contains(scope));
    let mut names: Vec<_> = Scope::ALL.iter().filter(|scope| asked(scope)).map(|scope| scope.name()).collect();
    names.sort_unstable();
    names
}

fn resource(edge: &Edge, url: &str, issuer: &str, scopes: &[&str]) -> Response {
    kept(&metadata::protected_resource(url, &[issuer], scopes, &edge.app.hosts.at("dev")))
}

/// API 1, of the platform or of a space.
pub async fn own_resource(State(edge): Stated, request: Request) -> Response {
    let outcome = async {
        let asked = Asked::read(edge, request).await?;
        let issuer = asked.issuer().await?.url;
        let own = asked.parts.extensions.get::<OwnDomain>();
        let url = own.map_or_else(|| issuer.clone(), |OwnDomain(host)| asked.app().hosts.beside(host));
        let scopes = scopes_of(&[crate::api1_www().table(), crate::api1_space().table(), crate::api2().table()]);
        Ok(resource(&asked.edge, &url, &issuer, &scopes))
    };
    served("oauth-resource", outcome.await)
}

/// API 2.
pub async fn api_resource(State(edge): Stated) -> Response {
    let (url, issuer) = (edge.app.hosts.at("api"), edge.app.hosts.at("www"));
    served("oauth-resource", Ok(resource(&edge, &url, &issuer, &scopes_of(&[crate::api2().table()]))))
}

/// What assistants are let in with.
pub async fn mcp_resource(State(edge): Stated) -> Response {
    let (url, issuer) = (format!("{}/mcp", edge.app.hosts.at("api")), edge.app.hosts.at("www"));
    let sign_in = ["openid", "email", "profile"];
    let scopes: Vec<_> = app::applications::ASSISTANTS.names().filter(|name| !sign_in.contains(name)).collect();
    served("oauth-resource", Ok(resource(&edge, &url, &issuer, &scopes)))
}

/// RFC 9727.
pub async fn catalog(State(edge): Stated) -> Response {
    let hosts = &edge.app.hosts;
    let mut response = kept(&metadata::api_catalog(&hosts.at("api"), &hosts.at("dev")));
    let media = "application/linkset+json; profile=\"https://www.rfc-editor.org/info/rfc9727\"";
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(media));
    served("api-catalog", Ok(response))
}

/// RFC 9116. The mailbox is the one that RFC 2142 has every domain keep.
pub async fn security(State(edge): Stated) -> Response {
    let app = &edge.app;
    let domain = app.hosts.domain();
    let expires =
        app.clock.now().checked_add((24 * 180).hours()).map(|at| at.strftime("%Y-%m-%dT00:00:00Z").to_string()).unwrap_or_default();
    let text = format!(
        "Contact: mailto:security@{domain}\nExpires: {expires}\nPreferred-Languages: en\nCanonical: {}/.well-known/security.txt\n",
        app.hosts.at("www")
    );
    served("security-txt", Ok(([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()))
}
