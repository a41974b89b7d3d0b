//! `dev`: from signing up to a first call, guides, how the server is, how pages look, and all of it for programs that read.

mod design;
mod guides;
mod markdown;
mod start;

use crate::pages::{problem, render};
use crate::visits::Desk;
use app::{App, BaseUrl, status};
use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use guides::Guide;
use jiff::SignedDuration;

/// Work that waits longer than this is late.
const LATE: SignedDuration = SignedDuration::from_mins(5);

pub(crate) fn router(desk: &Desk) -> Router {
    let guides = guides::all(&desk.app.hosts);
    let read = Reading::new(&desk.app.hosts, &guides).render().unwrap_or_default();
    Router::new()
        .route("/status", get(health))
        .with_state(desk.app.clone())
        .route("/llms.txt", get(async move || ([(header::CONTENT_TYPE, "text/plain; charset=utf-8")], read)))
        .merge(guides::router(&guides))
        .merge(design::router())
        .merge(start::router(desk))
}

/// What is here, for programs that read (llmstxt.org).
#[derive(Template)]
#[template(path = "portal/llms.txt", escape = "none")]
struct Reading<'a> {
    dev: String,
    api: String,
    www: String,
    space: String,
    guides: &'a [Guide],
}

impl<'a> Reading<'a> {
    fn new(hosts: &BaseUrl, guides: &'a [Guide]) -> Self {
        Self { dev: hosts.at("dev"), api: hosts.at("api"), www: hosts.at("www"), space: hosts.at("your-space"), guides }
    }
}

#[derive(Template)]
#[template(path = "portal/status.html")]
struct Health {
    /// What is looked at, whether it is well, and more words.
    lines: Vec<(&'static str, bool, String)>,
    well: bool,
    at: String,
    api: String,
}

/// 503 where something does not work, so that programs can ask here, too.
async fn health(State(app): State<App>) -> Response {
    let (lines, now) = match status::look(&app).await {
        Ok(found) => {
            let late = found.waiting_since.map(|since| found.now.duration_since(since)).filter(|waits| *waits > LATE);
            let work = late.map_or_else(|| "is up to date".to_owned(), |waits| format!("is {} min behind", waits.as_mins()));
            let took = format!("answered in {} ms", found.database.as_millis());
            (vec![("Database", true, took), ("Webhooks, mails and other work after the answer", late.is_none(), work)], found.now)
        }
        Err(error) => {
            let response = problem(&error); // logs what is wrong
            if response.status() != StatusCode::SERVICE_UNAVAILABLE {
                return response;
            }
            (vec![("Database", false, "does not answer".to_owned())], app.clock.now())
        }
    };
    let well = lines.iter().all(|(_, well, _)| *well);
    let page = Health { lines, well, at: now.strftime("%Y-%m-%d %H:%M:%S UTC").to_string(), api: app.hosts.at("api") };
    let mut response = render(if well { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, &page).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
