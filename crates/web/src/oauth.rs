//! The pages of OAuth 2 and OpenID Connect: an application asks, a person answers.

mod authorize;
mod logout;
mod words;

use crate::pages::{problem, render_with};
use crate::visits::{Desk, Visit};
use app::issuers::Issuer;
use askama::Template;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use oauth::Refusal;
use oauth::parameters::Parameters;

pub(crate) use words::{Group, choices, groups};

/// Bytes a form may have.
const FORM: usize = 64 << 10;

/// At `www` and at each space.
pub(crate) fn router(desk: &Desk) -> Router {
    let authorize = || get(authorize::ask).post(authorize::ask_by_form);
    Router::new()
        .route("/oauth/authorize", authorize())
        .route("/oauth2/authorize", authorize())
        .route("/oauth/consent", axum::routing::post(authorize::answer))
        .route("/oauth/logout", get(logout::ask).post(logout::ask_by_form))
        .route("/oauth/logout/confirm", axum::routing::post(logout::answer))
        .with_state(desk.clone())
}

/// The paths here that the API of the site must not take.
pub(crate) fn has(path: &str) -> bool {
    ["/oauth/authorize", "/oauth2/authorize", "/oauth/consent", "/oauth/logout", "/oauth/logout/confirm"].contains(&path)
}

#[derive(Template)]
#[template(path = "oauth_refused.html")]
struct Refused<'a> {
    refusal: &'a Refusal,
}

/// What is wrong, where nobody can be sent back to.
fn refused(refusal: &Refusal) -> Response {
    private(render_with(StatusCode::BAD_REQUEST, &Refused { refusal }, "'self'"))
}

/// Nobody keeps the page, and who is linked to does not learn its address, which may hold a code.
fn private(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("same-origin"));
    response
}

/// To an address that was checked before.
fn go(to: &str) -> Response {
    let Ok(to) = HeaderValue::from_str(to) else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let mut response = private((StatusCode::SEE_OTHER, [(header::LOCATION, to)]).into_response());
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// The issuer at this host.
async fn issuer(visit: &Visit) -> Result<Issuer, Response> {
    Issuer::find(visit.app(), visit.subdomain.clone()).await.map_err(|error| problem(&error))
}

/// The name of whom the person is to sign in with.
fn house(issuer: &Issuer) -> String {
    issuer.space.as_ref().map_or_else(|| "Kontor".to_owned(), |space| space.name.clone())
}

/// Of the query and a form.
async fn parameters(query: Option<String>, body: Body) -> Result<Parameters, Response> {
    let body = to_bytes(body, FORM).await.map_err(|_| refused(&Refusal::invalid_request("the form is too large")))?;
    Parameters::parse(query.as_deref().unwrap_or_default(), &body).map_err(|refusal| refused(&refusal))
}

/// Of a form that one of our pages sent, with the request that it is about.
fn posted(pairs: Vec<(String, String)>) -> Result<(Parameters, Parameters), Response> {
    let form = Parameters::of(pairs).map_err(|refusal| refused(&refusal))?;
    let request = Parameters::parse(form.get("request").unwrap_or_default(), b"").map_err(|refusal| refused(&refusal))?;
    Ok((form, request))
}

/// Either is the answer.
fn either(outcome: Result<Response, Response>) -> Response {
    outcome.unwrap_or_else(|response| response)
}
