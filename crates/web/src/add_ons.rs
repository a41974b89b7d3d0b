//! Add-ons: the directory at `dev/add-ons`, where owners write about theirs (`dev/listings`), where bots are installed
//! (`dev/install`), and what a space has (`SPACE/admin/add_ons`).

mod listing;
mod space;

use crate::inside::failure;
use crate::oauth::{Group, groups};
use crate::pages::{missing, problem, render, render_with};
use crate::visits::{Desk, lead_to};
use app::add_ons::{self, Listing};
use app::bots::installing::{self, Shared};
use app::{App, Error};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use domain::ids::{ClientId, FileId};
use domain::scopes::Scopes;
use serde::Deserialize;
use store::add_ons::{Entry, Picture};

type Answer = Result<Response, Response>;

pub(crate) fn for_developers(desk: &Desk) -> Router {
    Router::new()
        .route("/add-ons", get(directory))
        .route("/add-ons/{id}", get(one))
        .route("/install/{share}", get(install))
        .with_state(desk.app.clone())
        .merge(pictures(desk))
        .merge(listing::router(desk))
}

pub(crate) fn for_spaces(desk: &Desk) -> Router {
    space::router(desk).merge(pictures(desk))
}

fn pictures(desk: &Desk) -> Router {
    Router::new().route("/add-ons/pictures/{id}", get(picture)).with_state(desk.app.clone())
}

/// An add-on in a list.
struct Card {
    id: ClientId,
    name: String,
    summary: String,
    cover: Option<FileId>,
    bot: bool,
    share: Option<String>,
    installed: bool,
}

async fn cards(app: &App) -> Result<Vec<Card>, Response> {
    let card = |(entry, cover): (Entry, Option<FileId>)| Card {
        id: entry.client_id,
        name: entry.name,
        summary: entry.summary,
        cover,
        bot: entry.share.is_some(),
        share: entry.share,
        installed: false,
    };
    Ok(add_ons::directory(app).await.map_err(failure)?.into_iter().map(card).collect())
}

#[derive(Template)]
#[template(path = "add_ons/directory.html")]
struct Directory {
    cards: Vec<Card>,
}

async fn directory(State(app): State<App>) -> Answer {
    Ok(render(StatusCode::OK, &Directory { cards: cards(&app).await? }))
}

#[derive(Template)]
#[template(path = "add_ons/one.html")]
struct One {
    entry: Entry,
    pictures: Vec<Picture>,
    groups: Vec<Group>,
}

/// What the scopes mean; nothing of what installs.
fn means(scopes: &str, space: Option<&str>) -> Result<Vec<Group>, Response> {
    let scopes: Scopes = scopes.parse().map_err(|error| problem(&Error::internal(error)))?;
    Ok(groups(scopes, space))
}

async fn one(State(app): State<App>, Path(id): Path<String>) -> Answer {
    let id = id.parse().map_err(|_| missing())?;
    let Listing { entry, pictures } = add_ons::listed(&app, id).await.map_err(failure)?;
    let groups = means(&entry.scopes, None)?;
    Ok(render(StatusCode::OK, &One { entry, pictures, groups }))
}

async fn picture(State(app): State<App>, Path(id): Path<String>) -> Answer {
    let id = id.parse().map_err(|_| missing())?;
    let found = add_ons::picture(&app, id).await.map_err(failure)?;
    let headers = [
        (header::CONTENT_TYPE, found.content_type.as_str()),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
    ];
    Ok((headers, found.body).into_response())
}

#[derive(Deserialize)]
struct Where {
    space: Option<String>,
}

#[derive(Template)]
#[template(path = "add_ons/install.html")]
struct Install {
    shared: Shared,
    space: String,
    wrong: bool,
    example: String,
}

/// Where the link of a bot leads: asks for the space, whose page asks for the rest.
async fn install(State(app): State<App>, Path(share): Path<String>, Query(typed): Query<Where>) -> Answer {
    let shared = installing::shared(&app, &share).await.map_err(failure)?;
    let space = typed.space.map(|space| space.trim().to_ascii_lowercase());
    if let Some(space) = space.as_deref().filter(|space| domain::spaces::subdomain(space).is_ok()) {
        return Ok(lead_to(&format!("{}/admin/add_ons/install/{}", app.hosts.at(space), shared.bot.share)));
    }
    let (wrong, example) = (space.is_some(), app.hosts.at("your-space"));
    let status = if wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = Install { shared, space: space.unwrap_or_default(), wrong, example };
    // It leads to the space, which is another place for a browser.
    Ok(render_with(status, &page, &format!("'self' {}", app.hosts.at("*"))))
}
