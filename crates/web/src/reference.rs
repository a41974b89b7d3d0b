//! `dev`: the reference of both APIs, made from the documents that describe them.

use crate::pages::render;
use app::App;
use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use serde_json::Value;

#[derive(Clone, Template)]
#[template(path = "developers.html")]
struct Developers {
    api: String,
    www: String,
    space: String,
}

#[derive(Clone, Template)]
#[template(path = "reference.html")]
struct Reference {
    title: &'static str,
    operations: usize,
    tags: Vec<Tag>,
}

#[derive(Clone)]
struct Tag {
    name: String,
    anchor: String,
    operations: Vec<Operation>,
}

#[derive(Clone)]
struct Operation {
    method: String,
    path: String,
    summary: String,
    about: String,
    scopes: String,
    limit: u64,
}

pub(crate) fn router(app: &App, requests_per_minute: u32) -> Router {
    let start = Developers { api: app.hosts.at("api"), www: app.hosts.at("www"), space: app.hosts.at("your-space") };
    let info = |title| http_api::openapi::Info { title, ..http_api::v2::info(&app.hosts, requests_per_minute) };
    let second = Reference::of("API 2", &[http_api::api2().openapi(&info("Kontor API 2"))]);
    let first = [http_api::api1_www().openapi(&info("Kontor API 1")), http_api::api1_space().openapi(&info("Kontor API 1"))];
    let first = Reference::of("API 1", &first);
    Router::new()
        .route("/", get(async move || render(StatusCode::OK, &start)))
        .route("/api2", get(async move || render(StatusCode::OK, &second)))
        .route("/api1", get(async move || render(StatusCode::OK, &first)))
}

impl Reference {
    fn of(title: &'static str, documents: &[Value]) -> Self {
        let mut tags = Vec::<Tag>::new();
        let mut operations = 0;
        let paths = documents.iter().filter_map(|document| document.get("paths")?.as_object()).flatten();
        for (path, item) in paths {
            for (method, entry) in item.as_object().into_iter().flatten().filter(|(_, entry)| entry.get("operationId").is_some()) {
                operations += 1;
                let name = entry.pointer("/tags/0").and_then(Value::as_str).unwrap_or("Other");
                let operation = Operation::of(method, path, entry);
                match tags.iter_mut().find(|tag| tag.name == name) {
                    Some(tag) => tag.operations.push(operation),
                    None => tags.push(Tag { name: name.into(), anchor: anchor(name), operations: vec![operation] }),
                }
            }
        }
        tags.sort_by(|a, b| a.name.cmp(&b.name));
        Self { title, operations, tags }
    }
}

impl Operation {
    fn of(method: &str, path: &str, entry: &Value) -> Self {
        let text = |key: &str| entry.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let scopes = entry.pointer("/security/0/OAuth2").and_then(Value::as_array);
        let scopes: Vec<&str> = scopes.into_iter().flatten().filter_map(Value::as_str).collect();
        Self {
            method: method.to_uppercase(),
            path: path.into(),
            summary: text("summary"),
            about: text("description"),
            scopes: scopes.join(" "),
            limit: entry.get("x-rate-limit").and_then(Value::as_u64).unwrap_or_default(),
        }
    }
}

fn anchor(name: &str) -> String {
    name.to_lowercase().replace(|c: char| !c.is_ascii_alphanumeric(), "-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn operations_stand_under_their_tag_with_scope_and_limit() {
        let get = json!({"operationId": "a", "tags": ["Calendar Blocker"], "summary": "One", "security": [{"OAuth2": ["read_x", "read_y"]}], "x-rate-limit": 6});
        let page = Reference::of("API", &[json!({"paths": {"/a/{id}": {"get": get, "parameters": []}}})]);
        let tag = page.tags.first().unwrap();
        assert_eq!((page.operations, tag.anchor.as_str()), (1, "calendar-blocker"));
        let operation = tag.operations.first().unwrap();
        assert_eq!((operation.method.as_str(), operation.scopes.as_str(), operation.limit), ("GET", "read_x read_y", 6));
        assert!(page.render().unwrap().contains("/a/{id}"));
    }
}
