//! `dev/listings`: what an owner says of an application or bot in the directory.

use super::Answer;
use crate::accounts::Nothing;
use crate::inside::failure;
use crate::pages::{missing, render};
use crate::visits::{Desk, Posted, Problems, Uploaded, Visit, lead_to};
use app::add_ons::{self, Text};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use domain::add_ons::Step;
use domain::ids::{ClientId, FileId, UserId};
use serde::Deserialize;
use store::add_ons::Picture;

pub(super) fn router(desk: &Desk) -> Router {
    Router::new()
        .route("/listings/{id}", get(page).post(write))
        .route("/listings/{id}/submit", post(submit))
        .route("/listings/{id}/withdraw", post(withdraw))
        .route("/listings/{id}/pictures", post(add_picture))
        .route("/listings/{id}/pictures/{picture}/delete", post(remove_picture))
        .with_state(desk.clone())
}

#[derive(Template)]
#[template(path = "add_ons/listing.html")]
struct Page {
    csrf: String,
    problems: Problems,
    id: ClientId,
    name: String,
    back: String,
    state: &'static str,
    reason: String,
    written: bool,
    text: Text,
    pictures: Vec<Picture>,
}

fn asked(visit: &Visit, text: &str) -> Result<(ClientId, UserId), Response> {
    let id: ClientId = text.parse().map_err(|_| missing())?;
    let user = visit.signed_in(&format!("/listings/{id}"))?.user;
    Ok((id, user))
}

async fn show(visit: &Visit, text: &str, typed: Option<Text>, problems: Problems) -> Answer {
    let (id, user) = asked(visit, text)?;
    let about = add_ons::about(visit.app(), user, id).await.map_err(failure)?;
    let back = about.bot.map_or_else(|| format!("/applications/{id}"), |bot| format!("/bots/{bot}"));
    let listing = add_ons::get(visit.app(), user, id).await.map_err(failure)?;
    let (written, state, reason, kept, pictures) = match listing {
        Some(found) => {
            let (entry, pictures) = (found.entry, found.pictures);
            (true, entry.state.name(), entry.reason, Text { summary: entry.summary, description: entry.description }, pictures)
        }
        None => (false, "draft", String::new(), Text { summary: String::new(), description: about.description }, Vec::new()),
    };
    let (csrf, text) = (visit.csrf.clone(), typed.unwrap_or(kept));
    let page = Page { csrf, problems, id, name: about.name, back, state, reason, written, text, pictures };
    Ok(visit.page(render(page.problems.status(), &page)))
}

async fn page(visit: Visit, Path(text): Path<String>) -> Answer {
    show(&visit, &text, None, Problems::default()).await
}

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    summary: String,
    #[serde(default)]
    description: String,
}

async fn write(Path(text): Path<String>, Posted { visit, form }: Posted<Typed>) -> Answer {
    let (id, user) = asked(&visit, &text)?;
    let typed = Text { summary: form.summary, description: form.description.replace("\r\n", "\n") };
    match add_ons::write(visit.app(), user, id, typed.clone()).await {
        Ok(()) => Ok(lead_to(&format!("/listings/{id}"))),
        Err(error) => show(&visit, &text, Some(typed), Problems::of(error)?).await,
    }
}

async fn submit(path: Path<String>, posted: Posted<Nothing>) -> Answer {
    step(path, posted, Step::Submit).await
}
async fn withdraw(path: Path<String>, posted: Posted<Nothing>) -> Answer {
    step(path, posted, Step::Withdraw).await
}

async fn step(Path(text): Path<String>, Posted { visit, .. }: Posted<Nothing>, step: Step) -> Answer {
    let (id, user) = asked(&visit, &text)?;
    add_ons::step(visit.app(), user, id, step).await.map_err(failure)?;
    Ok(lead_to(&format!("/listings/{id}")))
}

async fn add_picture(Path(text): Path<String>, Uploaded { visit, file, .. }: Uploaded) -> Answer {
    let (id, user) = asked(&visit, &text)?;
    match add_ons::add_picture(visit.app(), user, id, file).await {
        Ok(()) => Ok(lead_to(&format!("/listings/{id}"))),
        Err(error) => show(&visit, &text, None, Problems::of(error)?).await,
    }
}

async fn remove_picture(Path((text, picture)): Path<(String, String)>, Posted { visit, .. }: Posted<Nothing>) -> Answer {
    let (id, user) = asked(&visit, &text)?;
    let picture: FileId = picture.parse().map_err(|_| missing())?;
    add_ons::remove_picture(visit.app(), user, id, picture).await.map_err(failure)?;
    Ok(lead_to(&format!("/listings/{id}")))
}
