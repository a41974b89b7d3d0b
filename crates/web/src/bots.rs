//! `dev/bots`: where authors write bots. [`runner`] is the site where they run.

mod form;
pub(crate) mod runner;
mod work;

use crate::accounts::Nothing;
use crate::inside::failure;
use crate::pages::{BOTS, missing, render};
use crate::visits::{Desk, Posted, Problems, Sources, Visit, lead_to};
use app::bots::{self, Own, Source};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use domain::ids::{BotId, UserId};
use form::{AboutForm, Pairs, SourceForm};

pub(crate) use form::sections;
use serde::Deserialize;
use store::bots::{Bot, Log, Past, Version};

type Answer = Result<Response, Response>;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route("/bots", get(list).post(create))
        .route("/bots/new", get(new))
        .route("/bots/style", post(style))
        .route("/bots/{id}", get(work::edit).post(work::save))
        .route("/bots/{id}/about", get(work::about).post(work::describe))
        .route("/bots/{id}/history", get(history))
        .route("/bots/{id}/versions/{number}", get(version).post(restore))
        .route("/bots/{id}/share", post(new_share))
        .route("/bots/{id}/delete", get(ask_to_delete).post(delete))
        .with_state(desk.clone())
}

fn id(text: &str) -> Result<BotId, Response> {
    text.parse().map_err(|_| missing())
}

fn user(visit: &Visit, here: &str) -> Result<UserId, Response> {
    visit.signed_in(here).map(|session| session.user)
}

/// One of who is signed in.
async fn own(visit: &Visit, text: &str, here: &str) -> Result<Own, Response> {
    let id = id(text)?;
    let user = user(visit, &format!("/bots/{id}{here}"))?;
    bots::get(visit.app(), user, id).await.map_err(failure)
}

/// `2026-03-02 12:00`
pub(crate) fn when(at: jiff::Timestamp) -> String {
    at.strftime("%Y-%m-%d %H:%M").to_string()
}

#[derive(Template)]
#[template(path = "bots/list.html")]
struct List {
    email: String,
    bots: Vec<Bot>,
}

async fn list(visit: Visit) -> Answer {
    let session = visit.signed_in("/bots")?;
    let bots = bots::list(visit.app(), session.user).await.map_err(failure)?;
    let page = List { email: session.email.clone(), bots };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

#[derive(Template)]
#[template(path = "bots/new.html")]
struct New {
    csrf: String,
    problems: Problems,
    form: AboutForm,
}

async fn new(visit: Visit) -> Answer {
    user(&visit, "/bots/new")?;
    let page = New { csrf: visit.csrf.clone(), problems: Problems::default(), form: AboutForm::default() };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

/// What a new bot consists of: enough to see how it goes.
fn beginning() -> Source {
    Source {
        html: "<h1>Hello</h1>\n<p id=\"who\">One moment …</p>\n".into(),
        javascript: "const api = Cobot.Api(cobot.access_token)\napi.get('www', '/user')\n  .then(user => { document.getElementById('who').textContent = \
                     `You are ${user.email}.` })\n  .catch(refused => { document.getElementById('who').textContent = `Refused: ${refused.status}` })\n"
            .into(),
        scss: "$soft: #5a6478;\n\nbody { font: 1rem/1.6 system-ui, sans-serif; }\n#who { color: $soft; }\n".into(),
        documentation: String::new(),
    }
}

async fn create(Posted { visit, form }: Posted<Pairs>) -> Answer {
    let user = user(&visit, "/bots/new")?;
    let form = AboutForm::posted(&form);
    let made = match form.about() {
        Ok(about) => bots::create(visit.app(), user, about, beginning()).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(id) => Ok(lead_to(&format!("/bots/{id}"))),
        Err(error) => {
            let page = New { csrf: visit.csrf.clone(), problems: Problems::of(error)?, form };
            Ok(visit.page(render(page.problems.status(), &page)))
        }
    }
}

#[derive(Deserialize)]
struct Styles {
    #[serde(default)]
    scss: String,
}

/// The CSS of styles that are being written, for the preview; or what is wrong with them, as text.
async fn style(Sources(Posted { visit, form }): Sources<Styles>) -> Answer {
    user(&visit, "/bots")?;
    let plain = |status: StatusCode, text: String| (status, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response();
    match bots::css(&form.scss) {
        Ok(css) => Ok(plain(StatusCode::OK, css)),
        Err(error) => {
            let problems = Problems::of(error)?;
            let text = problems.at("scss").unwrap_or_else(|| "cannot be read".to_owned());
            Ok(plain(problems.status(), format!("SCSS {text}")))
        }
    }
}

#[derive(Template)]
#[template(path = "bots/history.html")]
struct History {
    own: Own,
    versions: Vec<Past>,
    logs: Vec<Log>,
}

async fn history(visit: Visit, Path(text): Path<String>) -> Answer {
    let own = own(&visit, &text, "/history").await?;
    let (versions, logs) = bots::history(visit.app(), own.bot.owner_id, own.bot.id).await.map_err(failure)?;
    Ok(visit.page(render(StatusCode::OK, &History { own, versions, logs })))
}

#[derive(Template)]
#[template(path = "bots/version.html")]
struct Old {
    csrf: String,
    bot: Bot,
    version: Version,
}

impl Old {
    fn parts(&self) -> [(&'static str, &str); 4] {
        let Version { html, javascript, scss, documentation, .. } = &self.version;
        [("HTML", html), ("JavaScript", javascript), ("SCSS", scss), ("Documentation", documentation)]
    }
}

async fn version(visit: Visit, Path((text, number)): Path<(String, i64)>) -> Answer {
    let id = id(&text)?;
    let user = user(&visit, &format!("/bots/{id}/versions/{number}"))?;
    let (bot, version) = bots::past(visit.app(), user, id, number).await.map_err(failure)?;
    Ok(visit.page(render(StatusCode::OK, &Old { csrf: visit.csrf.clone(), bot, version })))
}

async fn restore(Path((text, number)): Path<(String, i64)>, Posted { visit, .. }: Posted<Nothing>) -> Answer {
    let id = id(&text)?;
    let user = user(&visit, &format!("/bots/{id}/history"))?;
    bots::restore(visit.app(), user, id, number).await.map_err(failure)?;
    Ok(lead_to(&format!("/bots/{id}")))
}

async fn new_share(Path(text): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Answer {
    let id = id(&text)?;
    let user = user(&visit, &format!("/bots/{id}/about"))?;
    bots::new_share(visit.app(), user, id).await.map_err(failure)?;
    Ok(lead_to(&format!("/bots/{id}/about")))
}

#[derive(Template)]
#[template(path = "bots/delete.html")]
struct Delete {
    csrf: String,
    own: Own,
}

async fn ask_to_delete(visit: Visit, Path(text): Path<String>) -> Answer {
    let own = own(&visit, &text, "/delete").await?;
    Ok(visit.page(render(StatusCode::OK, &Delete { csrf: visit.csrf.clone(), own })))
}

async fn delete(Path(text): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Answer {
    let id = id(&text)?;
    let user = user(&visit, &format!("/bots/{id}"))?;
    bots::delete(visit.app(), user, id).await.map_err(failure)?;
    Ok(lead_to("/bots"))
}

/// Where the preview is shown.
fn preview(visit: &Visit) -> (String, String) {
    let site = visit.app().hosts.at(BOTS);
    (format!("{site}/preview"), site)
}
