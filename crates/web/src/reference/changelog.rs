//! What changed in the APIs: a page and an Atom feed (RFC 4287), out of `docs/api-changelog.json`, newest first.

use crate::pages::render;
use app::BaseUrl;
use askama::Template;
use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;
use serde::Deserialize;

const FILE: &str = include_str!("../../../../docs/api-changelog.json");

#[derive(Clone, Debug, Deserialize)]
struct Entry {
    /// `YYYY-MM-DD`
    date: String,
    api: String,
    title: String,
    text: String,
}

impl Entry {
    /// The fragment that names it, and its place in the feed's ids.
    fn anchor(&self) -> String {
        format!("{}-{}", self.date, self.title.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-"))
    }
}

#[derive(Clone, Template)]
#[template(path = "changelog.html")]
struct Page {
    entries: Vec<Entry>,
}

#[derive(Clone, Template)]
#[template(path = "changelog.atom", escape = "html")]
struct Feed {
    dev: String,
    updated: String,
    entries: Vec<Entry>,
}

pub(super) fn router(hosts: &BaseUrl) -> Router {
    let entries = read(FILE);
    let updated = entries.first().map(|entry| entry.date.clone()).unwrap_or_default();
    let feed = Feed { dev: hosts.at("dev"), updated, entries: entries.clone() };
    let page = Page { entries };
    Router::new()
        .route("/changelog", get(async move || render(StatusCode::OK, &page)))
        .route("/changelog.atom", get(async move || atom(&feed)))
}

fn read(file: &str) -> Vec<Entry> {
    let mut entries: Vec<Entry> = serde_json::from_str(file).unwrap_or_default();
    entries.sort_by(|a, b| b.date.cmp(&a.date)); // stable: of one day as they stand
    entries
}

fn atom(feed: &Feed) -> impl IntoResponse + use<> {
    let media = [(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")];
    feed.render().map(|text| (media, text)).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_file_is_read_and_its_dates_are_days() {
        let entries = read(FILE);
        assert!(!entries.is_empty(), "docs/api-changelog.json");
        for entry in &entries {
            let digits = entry.date.bytes().filter(u8::is_ascii_digit).count();
            assert!(entry.date.len() == 10 && digits == 8, "{}", entry.date);
            assert!(["API 1", "API 2", "Both"].contains(&entry.api.as_str()), "{}", entry.api);
        }
        let mut anchors: Vec<_> = entries.iter().map(Entry::anchor).collect();
        anchors.sort();
        anchors.dedup();
        assert_eq!(anchors.len(), entries.len());
    }

    #[test]
    fn newest_come_first_and_texts_are_escaped() {
        let file = r#"[{"date": "2026-01-01", "api": "API 1", "title": "Old", "text": ""},
            {"date": "2026-02-01", "api": "API 2", "title": "A < b", "text": "x & y"}]"#;
        let entries = read(file);
        assert_eq!(entries[0].title, "A < b");
        let feed = Feed { dev: "https://dev.test".into(), updated: "2026-02-01".into(), entries }.render().unwrap();
        assert!(feed.contains("<title>API 2: A &#60; b</title>") && feed.contains("x &#38; y"), "{feed}");
    }
}
