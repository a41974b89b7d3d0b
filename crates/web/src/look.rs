//! A space's colour: the style sheet that its pages load beside ours, and `SUBDOMAIN/admin/look`, where it is chosen.

use crate::accounts::Frame;
use crate::admins::enter;
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::spaces;
use askama::Template;
use axum::Router;
use axum::extract::{Extension, State};
use axum::http::header;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use domain::colors::Color;
use http_api::hosts::Subdomain;
use serde::Deserialize;

const HERE: &str = "/admin/look";

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new().route(HERE, get(page).post(choose)).route("/assets/space.css", get(style)).with_state(desk.clone())
}

/// The colour as links and buttons wear it, on light and on dark pages.
fn sheet(color: Color) -> String {
    let rule = |paper: Color| {
        let shown = color.readable_on(paper);
        format!(":root {{ --accent: {shown}; --accent-ink: {}; }}", shown.ink())
    };
    format!("{}\n@media (prefers-color-scheme: dark) {{ {} }}\n", rule(Color::WHITE), rule(Color::INK))
}

async fn style(State(desk): State<Desk>, Extension(Subdomain(name)): Extension<Subdomain>) -> Result<Response, Response> {
    let color = spaces::accent(&desk.app, name).await.map_err(|error| problem(&error))?;
    // Asked for anew each time: whoever chooses a colour wants to see it.
    let headers = [(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    Ok((headers, color.map(sheet).unwrap_or_default()).into_response())
}

#[derive(Template)]
#[template(path = "admins/look.html")]
struct Page {
    frame: Frame,
    problems: Problems,
    color: String,
    chosen: bool,
}

async fn page(visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let color = spaces::accent(visit.app(), access.space().subdomain.clone()).await.map_err(|error| problem(&error))?;
    let (frame, chosen) = (Frame::of(&visit).await?, color.is_some());
    let color = color.map_or_else(|| "#1f5fbf".to_owned(), |color| color.to_string());
    Ok(visit.page(render(axum::http::StatusCode::OK, &Page { frame, problems: Problems::default(), color, chosen })))
}

#[derive(Deserialize)]
struct Choice {
    color: String,
    /// Set by the button that takes the colour away.
    #[serde(default)]
    none: String,
}

async fn choose(Posted { visit, form }: Posted<Choice>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let color = if form.none.is_empty() { form.color.as_str() } else { "" };
    match spaces::set_accent(visit.app(), &access, color).await {
        Ok(()) => Ok(lead_to(HERE)),
        Err(error) => {
            let (problems, frame) = (Problems::of(error)?, Frame::of(&visit).await?);
            Ok(visit.page(render(problems.status(), &Page { frame, problems, color: form.color, chosen: true })))
        }
    }
}
