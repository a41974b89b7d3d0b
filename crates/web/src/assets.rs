//! Files that pages load. Nothing is loaded from anywhere else.

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;

const COBOT: &str = include_str!("../assets/cobot.js");
const SCRIPT: &str = include_str!("../assets/passkeys.js");
const EMBED: &str = include_str!("../assets/embed.js");
const EMBEDDED: &str = include_str!("../assets/embedded.js");
pub(crate) const STYLE: &str = concat!(include_str!("../assets/kontor.css"), include_str!("../assets/visitors.css"));

pub(crate) fn router() -> Router {
    Router::new()
        .route("/assets/kontor.css", get(style))
        .route("/assets/passkeys.js", get(async || script(SCRIPT)))
        .route("/assets/embed.js", get(async || script(EMBED)))
        .route("/assets/embedded.js", get(async || script(EMBEDDED)))
        .route("/assets/cobot.js", get(async || script(COBOT)))
}

fn script(text: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")], text)
}

async fn style() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")], STYLE)
}
