//! What happens in spaces, as programs are told of it: the catalogue of events with an example of each, and the AsyncAPI
//! document. Made when they are first asked for.

use crate::pages::render;
use app::BaseUrl;
use askama::Template;
use axum::Router;
use axum::body::Bytes;
use axum::http::{StatusCode, header};
use axum::routing::get;
use http_api::asyncapi::{self, Entry};
use serde_json::Value;
use std::sync::{Arc, LazyLock};

#[derive(Template)]
#[template(path = "happenings.html")]
struct Catalogue {
    api: String,
    groups: Vec<Group>,
}

/// What happens to things of one kind.
struct Group {
    kind: &'static str,
    events: Vec<Shown>,
}

struct Shown {
    name: &'static str,
    about: &'static str,
    /// The body of a webhook; none where there are no webhooks of it.
    webhook: Option<String>,
    feed: String,
}

impl Catalogue {
    fn of(hosts: &BaseUrl) -> Self {
        let mut groups = Vec::<Group>::new();
        for Entry { name, kind, about, webhook, feed } in asyncapi::catalogue(hosts) {
            let shown = Shown { name, about, webhook: webhook.as_ref().map(pretty), feed: pretty(&feed) };
            match groups.iter_mut().find(|group| group.kind == kind) {
                Some(group) => group.events.push(shown),
                None => groups.push(Group { kind, events: vec![shown] }),
            }
        }
        Self { api: hosts.at("api"), groups }
    }
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

pub(super) fn router(hosts: &Arc<BaseUrl>) -> Router {
    let (of_page, of_document) = (Arc::clone(hosts), Arc::clone(hosts));
    let page = Arc::new(LazyLock::new(move || Catalogue::of(&of_page)));
    let document = Arc::new(LazyLock::new(move || Bytes::from(asyncapi::document(&of_document).to_string())));
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")];
    Router::new()
        .route("/events", get(async move || render(StatusCode::OK, &**page)))
        .route("/asyncapi.json", get(async move || (headers, Bytes::clone(&document))))
}
