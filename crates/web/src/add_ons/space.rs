//! `SPACE/admin/add_ons`: what the space has of what others made, and how it comes and goes.

use super::{Answer, Card, cards, means};
use crate::accounts::{Frame, Nothing};
use crate::inside::{enter_admin, failure};
use crate::language::{Text, t};
use crate::oauth::Group;
use crate::pages::{DEVELOPERS, missing, problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::bots::installing::{self, Shared, Wish};
use app::{Error, FieldError, add_ons};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::{BotId, ClientId};
use domain::navigation::Section;
use domain::scopes::Scope;
use serde::Deserialize;
use store::bots::installs::Install;

const HERE: &str = "/admin/add_ons";

pub(super) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page))
        .route("/admin/add_ons/install/{share}", get(ask).post(install))
        .route("/admin/add_ons/bots/{id}/keep", post(keep))
        .route("/admin/add_ons/bots/{id}/remove", get(ask_to_remove).post(remove))
        .route("/admin/add_ons/applications/{id}/remove", get(ask_to_remove_application).post(remove_application))
        .with_state(desk.clone())
}

#[derive(Template)]
#[template(path = "add_ons/installed.html")]
struct Page {
    frame: Frame,
    bots: Vec<Install>,
    applications: Vec<(ClientId, String, i64)>,
    cards: Vec<Card>,
    may_edit: bool,
    dev: String,
}

async fn page(visit: Visit) -> Answer {
    let access = enter_admin(&visit, HERE, Scope::ReadNavigationLinks).await?;
    let bots = installing::list(visit.app(), &access).await.map_err(failure)?;
    let applications = add_ons::applications(visit.app(), &access).await.map_err(failure)?;
    let mut cards = cards(visit.app()).await?;
    for card in &mut cards {
        card.installed = bots.iter().any(|bot| bot.client_id == card.id) || applications.iter().any(|(id, ..)| *id == card.id);
    }
    let (may_edit, dev) = (access.is_admin(Scope::WriteNavigationLinks), visit.app().hosts.at(DEVELOPERS));
    Ok(visit.page(render(StatusCode::OK, &Page { frame: Frame::of(&visit).await?, bots, applications, cards, may_edit, dev })))
}

#[derive(Template)]
#[template(path = "add_ons/ask.html")]
struct Ask {
    frame: Frame,
    problems: Problems,
    shared: Shared,
    groups: Vec<Group>,
    section: String,
    taken: bool,
}

async fn asking(visit: &Visit, share: &str) -> Result<(Access, Shared), Response> {
    let access = enter_admin(visit, &format!("{HERE}/install/{share}"), Scope::WriteNavigationLinks).await?;
    let shared = installing::shared(visit.app(), share).await.map_err(failure)?;
    Ok((access, shared))
}

async fn question(visit: &Visit, access: &Access, shared: Shared, section: Option<String>, problems: Problems) -> Answer {
    let taken = installing::installed(visit.app(), access, shared.bot.id).await.map_err(failure)?.is_some();
    let scopes = if shared.bot.authenticate { shared.latest.scopes.as_str() } else { "" };
    let groups = means(scopes, Some(&access.space().name))?;
    let section = section.unwrap_or_else(|| shared.bot.section.name().to_owned());
    let page = Ask { frame: Frame::of(visit).await?, problems, shared, groups, section, taken };
    Ok(visit.page(render(page.problems.status(), &page)))
}

/// A share is what a link holds, and goes into addresses.
fn share(text: &str) -> Result<&str, Response> {
    if text.chars().all(|c| c.is_ascii_alphanumeric()) { Ok(text) } else { Err(missing()) }
}

async fn ask(visit: Visit, Path(text): Path<String>) -> Answer {
    let (access, shared) = asking(&visit, share(&text)?).await?;
    question(&visit, &access, shared, None, Problems::default()).await
}

#[derive(Deserialize)]
struct Typed {
    #[serde(default)]
    section: String,
    #[serde(default)]
    keep: String,
}

async fn install(Path(text): Path<String>, Posted { visit, form }: Posted<Typed>) -> Answer {
    let (access, shared) = asking(&visit, share(&text)?).await?;
    let done = match Section::try_from(form.section.clone()) {
        Ok(section) => installing::install(visit.app(), &access, &text, Wish { section, keep: form.keep == "yes" }).await,
        Err(_) => Err(FieldError::field("section", "unknown", "must be one of the list").into()),
    };
    match done {
        Ok(link) => Ok(lead_to(&link.section.path(link.id))),
        Err(error) => question(&visit, &access, shared, Some(form.section), Problems::of(error)?).await,
    }
}

async fn enter(visit: &Visit) -> Result<Access, Response> {
    enter_admin(visit, HERE, Scope::WriteNavigationLinks).await
}

fn bot(text: &str) -> Result<BotId, Response> {
    text.parse().map_err(|_| missing())
}

#[derive(Deserialize)]
struct Kept {
    #[serde(default)]
    keep: String,
}

async fn keep(Path(text): Path<String>, Posted { visit, form }: Posted<Kept>) -> Answer {
    let access = enter(&visit).await?;
    installing::keep(visit.app(), &access, bot(&text)?, form.keep == "yes").await.map_err(failure)?;
    Ok(lead_to(HERE))
}

#[derive(Template)]
#[template(path = "add_ons/remove.html")]
struct Remove {
    frame: Frame,
    name: String,
    told: Text,
    action: String,
}

async fn asked(visit: &Visit, name: String, told: Text, action: String) -> Answer {
    Ok(visit.page(render(StatusCode::OK, &Remove { frame: Frame::of(visit).await?, name, told, action })))
}

async fn ask_to_remove(visit: Visit, Path(text): Path<String>) -> Answer {
    let access = enter(&visit).await?;
    let id = bot(&text)?;
    let found = installing::installed(visit.app(), &access, id).await.map_err(failure)?.ok_or_else(missing)?;
    asked(&visit, found.name, t("addons-remove-bot"), format!("{HERE}/bots/{id}/remove")).await
}

async fn remove(Path(text): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Answer {
    let access = enter(&visit).await?;
    installing::remove(visit.app(), &access, bot(&text)?).await.map_err(failure)?;
    Ok(lead_to(HERE))
}

async fn ask_to_remove_application(visit: Visit, Path(text): Path<String>) -> Answer {
    let access = enter(&visit).await?;
    let id: ClientId = text.parse().map_err(|_| missing())?;
    let all = add_ons::applications(visit.app(), &access).await.map_err(failure)?;
    let found = all.into_iter().find(|(of, ..)| *of == id).ok_or_else(|| problem(&Error::NOT_FOUND))?;
    asked(&visit, found.1, t("addons-remove-application"), format!("{HERE}/applications/{id}/remove")).await
}

async fn remove_application(Path(text): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Answer {
    let access = enter(&visit).await?;
    let id: ClientId = text.parse().map_err(|_| missing())?;
    add_ons::remove_application(visit.app(), &access, id).await.map_err(failure)?;
    Ok(lead_to(HERE))
}
