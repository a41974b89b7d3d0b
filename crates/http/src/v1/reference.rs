//! The OpenAPI document of API 1: two tables, for `www` and for each space, in one.

use crate::openapi::Info;
use app::BaseUrl;
use serde_json::{Map, Value, json};

const DESCRIPTION: &str = include_str!("description.md");

/// Each path names its server, as the two tables stand on different hosts.
pub fn document(hosts: &BaseUrl, requests_per_minute: u32) -> Value {
    let (www, space) = (hosts.at("www"), hosts.at("{subdomain}"));
    let info = |server: &str| Info {
        title: "Kontor API 1",
        description: DESCRIPTION,
        server: server.into(),
        sign_in: www.clone(),
        requests_per_minute,
    };
    let mut document = crate::api1_space().openapi(&info(&space));
    let servers = json!([{"url": space, "variables": {"subdomain": {"default": "your-space"}}}]);
    place(&mut document, &servers);
    let mut other = crate::api1_www().openapi(&info(&www));
    place(&mut other, &json!([{"url": www}]));
    merge(&mut document, other);
    document
}

/// Puts the servers on each path.
fn place(document: &mut Value, servers: &Value) {
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for item in paths.into_iter().flat_map(Map::values_mut).filter_map(Value::as_object_mut) {
        item.insert("servers".into(), servers.clone());
    }
    if let Some(document) = document.as_object_mut() {
        document.insert("servers".into(), servers.clone());
    }
}

/// Adds what the other document has; a path that both have answers on the hosts of both.
fn merge(document: &mut Value, other: Value) {
    match (document, other) {
        (Value::Object(members), Value::Object(others)) => {
            for (name, other) in others {
                match members.get_mut(&name) {
                    Some(member) => merge(member, other),
                    None => {
                        members.insert(name, other);
                    }
                }
            }
        }
        (Value::Array(items), Value::Array(others)) => {
            for other in others {
                if !items.contains(&other) {
                    items.push(other);
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_tables_are_in_the_document_with_their_hosts() {
        let document = document(&BaseUrl::parse("https://kontor.test").unwrap(), 60);
        let path = |path: &str| &document["paths"][path];
        assert_eq!(path("/api/memberships")["servers"][0]["url"], "https://{subdomain}.kontor.test");
        assert_eq!(path("/api/user")["servers"][0]["url"], "https://www.kontor.test");
        let (space, www) = (crate::api1_space().table(), crate::api1_www().table());
        let operations = document["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values());
        let ids: Vec<_> = operations.filter_map(|entry| entry.get("operationId")).collect();
        assert!(space.iter().chain(&www).all(|row| ids.iter().any(|id| *id == row.id)));
    }

    /// The two tables have generators of their own: a name must mean the same schema in both.
    #[test]
    fn a_schema_has_one_meaning() {
        let info = Info { title: "", description: "", server: String::new(), sign_in: String::new(), requests_per_minute: 60 };
        let [space, www] = [crate::api1_space().openapi(&info), crate::api1_www().openapi(&info)];
        let schemas = |document: &Value| document["components"]["schemas"].as_object().unwrap().clone();
        let others = schemas(&www);
        for (name, schema) in schemas(&space) {
            assert!(others.get(&name).is_none_or(|other| *other == schema), "{name}");
        }
    }
}
