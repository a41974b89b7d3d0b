//! The examples of the reference: what the smallest request of each operation is answered with in the furnished world.
//!
//! `KONTOR_EXAMPLES=FILE` writes them there; they belong in `crates/web/src/reference/examples.json`.

use super::matrix::{Original, first_who_may};
use super::requests::{Request, Table};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

const KEPT: &str = include_str!("../../../../web/src/reference/examples.json");
/// Members of a list that are shown, and letters of a text.
const MEMBERS: usize = 2;
const LETTERS: usize = 200;

/// What a page has room for.
fn short(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().take(MEMBERS).map(short).collect(),
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), short(value))).collect(),
        Value::String(text) if text.len() > LETTERS => text.chars().take(LETTERS).chain(['…']).collect::<String>().into(),
        other => other.clone(),
    }
}

/// The names in it, whatever they hold: ids and secrets differ from run to run.
fn names(value: &Value, at: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => {
            for item in items {
                names(item, &format!("{at}[]"), found);
            }
        }
        Value::Object(members) => {
            for (name, value) in members {
                names(value, &format!("{at}.{name}"), found);
            }
        }
        _ => drop(found.insert(at.to_owned())),
    }
}

#[tokio::test]
async fn every_operation_has_an_example_that_is_still_true() {
    let original = Box::pin(Original::new()).await;
    let mut seen = BTreeMap::new();
    for (table, row) in Table::all() {
        let copy = original.copy();
        let who = first_who_may(row.id);
        let request = Request::new(table, &row, &original.facts.harbour, &original.facts.tokens[&who]);
        let answer = request.send(&copy.world.client(who)).await;
        assert!(answer.status < 400, "{}: {}", row.id, answer.text);
        let asked = format!("{} {}{}", request.method, request.path, request.query);
        let example = json!({"request": asked, "body": short(&request.body), "status": answer.status, "answer": short(&answer.body)});
        seen.insert(row.id, example);
    }
    if let Some(file) = std::env::var_os("KONTOR_EXAMPLES") {
        std::fs::write(file, format!("{:#}\n", json!(seen))).unwrap();
        return;
    }
    let kept: BTreeMap<String, Value> = serde_json::from_str(KEPT).unwrap();
    assert!(kept.keys().map(String::as_str).eq(seen.keys().copied()), "an example is missing or one too many: write them anew");
    for (id, example) in &seen {
        let of = |example: &Value| {
            let mut found = BTreeSet::new();
            names(example, "", &mut found);
            found
        };
        assert_eq!(of(example), of(&kept[*id]), "{id}: write the examples anew");
    }
}
