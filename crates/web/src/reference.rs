//! `dev`: the reference of both APIs, made from the documents that describe them.

mod book;
mod changelog;
mod happenings;
mod schema;
mod yaml;

use crate::pages::{missing, render};
use app::{App, BaseUrl};
use askama::Template;
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, Query};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use book::{Book, Topic};
use serde::Deserialize;
use std::sync::{Arc, OnceLock};

#[derive(Clone, Template)]
#[template(path = "developers.html")]
struct Developers {
    api: String,
    www: String,
    space: String,
}

/// All operations of an API, or those that a search found.
#[derive(Template)]
#[template(path = "reference.html")]
struct Contents<'a> {
    book: &'a Book,
    words: &'a str,
    topics: Vec<Topic>,
}

/// The operations of one topic, whole.
#[derive(Template)]
#[template(path = "topic.html")]
struct TopicPage<'a> {
    book: &'a Book,
    topic: &'a Topic,
}

#[derive(Deserialize)]
struct Search {
    #[serde(default)]
    q: String,
}

/// One API's documents and pages. Made when they are first asked for: starting shall not wait for them.
struct Shelf {
    make: Box<dyn Fn() -> (Book, [Bytes; 2]) + Send + Sync>,
    made: OnceLock<(Book, [Bytes; 2])>,
}

impl Shelf {
    fn new(title: &'static str, path: &'static str, document: impl Fn() -> serde_json::Value + Send + Sync + 'static) -> Arc<Self> {
        let make = move || {
            let document = document();
            let files = [document.to_string(), yaml::write(&document)].map(Bytes::from);
            (Book::of(title, path, &document), files)
        };
        Arc::new(Self { make: Box::new(make), made: OnceLock::new() })
    }

    fn get(&self) -> &(Book, [Bytes; 2]) {
        self.made.get_or_init(|| (self.make)())
    }

    fn contents(&self, words: &str) -> Response {
        let (book, _) = self.get();
        render(StatusCode::OK, &Contents { book, words, topics: book.search(words) })
    }

    fn topic(&self, slug: &str) -> Response {
        let (book, _) = self.get();
        let Some(topic) = book.topic(slug) else { return missing() };
        render(StatusCode::OK, &TopicPage { book, topic })
    }

    /// JSON or YAML, for anyone to read.
    fn document(&self, yaml: bool) -> Response {
        let (_, [json, text]) = self.get();
        let (media, body) = if yaml { ("application/yaml", text) } else { ("application/json", json) };
        let headers = [(header::CONTENT_TYPE, media), (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*")];
        (headers, body.clone()).into_response()
    }
}

pub(crate) fn router(app: &App, requests_per_minute: u32) -> Router {
    let hosts = app.hosts.clone();
    let start = Developers { api: hosts.at("api"), www: hosts.at("www"), space: hosts.at("your-space") };
    let of = |hosts: &BaseUrl, make: fn(&BaseUrl, u32) -> serde_json::Value| {
        let hosts = hosts.clone();
        move || make(&hosts, requests_per_minute)
    };
    let second = Shelf::new("API 2", "/api2", of(&hosts, http_api::v2::document));
    let first = Shelf::new("API 1", "/api-docs", of(&hosts, http_api::v1::document));
    let (json, yaml) = (first.clone(), first.clone());
    Router::new()
        .route("/", get(async move || render(StatusCode::OK, &start)))
        .merge(shelf(&second, "/api2"))
        .merge(shelf(&first, "/api-docs"))
        .route("/api1", get(async || Redirect::permanent("/api-docs")))
        .route("/api1/openapi.json", get(async move || json.document(false)))
        .route("/api1/openapi.yaml", get(async move || yaml.document(true)))
        .merge(changelog::router(&hosts))
        .merge(happenings::router(&hosts))
}

/// Contents, topics and documents below a path.
fn shelf(shelf: &Arc<Shelf>, path: &str) -> Router {
    let [contents, topic, json, yaml] = [shelf, shelf, shelf, shelf].map(Arc::clone);
    Router::new()
        .route(path, get(async move |Query(Search { q }): Query<Search>| contents.contents(&q)))
        .route(&format!("{path}/{{topic}}"), get(async move |Path(slug): Path<String>| topic.topic(&slug)))
        .route(&format!("{path}/openapi.json"), get(async move || json.document(false)))
        .route(&format!("{path}/openapi.yaml"), get(async move || yaml.document(true)))
}
