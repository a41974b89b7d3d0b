//! Files that pages load. Nothing is loaded from anywhere else.

use axum::Router;
use axum::http::header;
use axum::response::IntoResponse;
use axum::routing::get;

const COBOT: &str = include_str!("../assets/cobot.js");
const EMBEDDING: &str = include_str!("../assets/embedding.js");
const BOT: &str = include_str!("../assets/bot.js");
const BOT_PREVIEW: &str = include_str!("../assets/bot-preview.js");
const BOT_EDITOR: &str = include_str!("../assets/bot-editor.js");
const BOTS_STYLE: &str = include_str!("../assets/bots.css");
const JQUERY: &str = include_str!("../assets/vendor/jquery.min.js");
const FORMS: &str = include_str!("../assets/forms.js");
const SCRIPT: &str = include_str!("../assets/passkeys.js");
const EMBED: &str = include_str!("../assets/embed.js");
const EMBEDDED: &str = include_str!("../assets/embedded.js");
pub(crate) const STYLE: &str = concat!(include_str!("../assets/kontor.css"), include_str!("../assets/visitors.css"));
const CHARTS_STYLE: &str = include_str!("../assets/charts.css");
const SCHEDULE_SCRIPT: &str = include_str!("../assets/schedule.js");
const SCHEDULE_STYLE: &str = include_str!("../assets/schedule.css");

pub(crate) fn router() -> Router {
    Router::new()
        .route("/assets/kontor.css", get(async || style(STYLE)))
        .route("/assets/forms.js", get(async || script(FORMS)))
        .route("/assets/passkeys.js", get(async || script(SCRIPT)))
        .route("/assets/embed.js", get(async || script(EMBED)))
        .route("/assets/embedded.js", get(async || script(EMBEDDED)))
        .route("/assets/cobot.js", get(async || script(COBOT)))
        .route("/assets/embedding.js", get(async || script(EMBEDDING)))
        .route("/assets/bot-editor.js", get(async || script(BOT_EDITOR)))
        .route("/assets/bots.css", get(async || style(BOTS_STYLE)))
        .route("/assets/charts.css", get(async || style(CHARTS_STYLE)))
        .route("/assets/schedule.css", get(async || style(SCHEDULE_STYLE)))
        .route("/assets/schedule.js", get(async || script(SCHEDULE_SCRIPT)))
}

/// What pages of bots load, on their own site alone.
pub(crate) fn for_bots() -> Router {
    Router::new()
        .route("/assets/bot.js", get(async || script(BOT)))
        .route("/assets/bot-preview.js", get(async || script(BOT_PREVIEW)))
        .route("/assets/jquery.js", get(async || script(JQUERY)))
}

fn script(text: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")], text)
}

fn style(text: &'static str) -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, "public, max-age=3600")], text)
}
