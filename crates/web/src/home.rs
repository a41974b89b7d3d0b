//! `www`: the start page of the platform.

use crate::pages::render;
use app::App;
use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;

#[derive(Clone, Template)]
#[template(path = "home.html")]
struct Home {
    dev: String,
    /// How the address of a space looks.
    example: String,
}

pub(crate) fn router(app: &App) -> Router {
    let page = Home { dev: app.hosts.at("dev"), example: app.hosts.at("your-space") };
    Router::new().route("/", get(async move || render(StatusCode::OK, &page)))
}
