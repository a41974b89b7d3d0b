//! `dev/start`: an account, a sandbox made for it, a token, and a first call.

use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Visit};
use app::access;
use app::sandboxes;
use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use oauth::Secret;
use serde::Deserialize;
use store::spaces::Space;

const HERE: &str = "/start";

pub(super) fn router(desk: &Desk) -> Router {
    Router::new().route(HERE, get(page)).route("/start/sandbox", post(make)).route("/start/token", post(token)).with_state(desk.clone())
}

struct Line {
    name: String,
    subdomain: String,
    url: String,
}

#[derive(Template)]
#[template(path = "portal/start.html")]
struct Page {
    csrf: String,
    /// None while nobody is signed in.
    email: Option<String>,
    sandboxes: Vec<Line>,
}

async fn page(visit: Visit) -> Result<Response, Response> {
    let (email, sandboxes) = match &visit.session {
        None => (None, Vec::new()),
        Some(session) => {
            let found = sandboxes::own(visit.app(), &access::signed_in(session)).await.map_err(|error| problem(&error))?;
            let line = |space: Space| Line { url: visit.app().hosts.at(&space.subdomain), name: space.name, subdomain: space.subdomain };
            (Some(session.email.clone()), found.into_iter().map(line).collect())
        }
    };
    Ok(visit.page(render(StatusCode::OK, &Page { csrf: visit.csrf.clone(), email, sandboxes })))
}

/// A token, this once, with a first call to copy.
#[derive(Template)]
#[template(path = "portal/first_call.html")]
struct FirstCall<'a> {
    title: &'a str,
    url: String,
    api: String,
    id: String,
    token: &'a str,
}

fn first_call(visit: &Visit, title: &str, space: &Space, token: &Secret) -> Response {
    let hosts = &visit.app().hosts;
    let page = FirstCall { title, url: hosts.at(&space.subdomain), api: hosts.at("api"), id: space.id.to_string(), token: token.reveal() };
    visit.page(render(StatusCode::OK, &page))
}

#[derive(Deserialize)]
struct Nothing {}

async fn make(Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let caller = access::signed_in(visit.signed_in(HERE)?);
    let (space, token) = Box::pin(sandboxes::start(visit.app(), &caller)).await.map_err(|error| problem(&error))?;
    Ok(first_call(&visit, "Your sandbox is ready", &space, &token))
}

#[derive(Deserialize)]
struct Which {
    subdomain: String,
}

async fn token(Posted { visit, form }: Posted<Which>) -> Result<Response, Response> {
    let caller = access::signed_in(visit.signed_in(HERE)?);
    let (space, token) = sandboxes::token(visit.app(), &caller, &form.subdomain).await.map_err(|error| problem(&error))?;
    Ok(first_call(&visit, "A new token", &space, &token))
}
