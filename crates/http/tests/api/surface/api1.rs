//! Every row of API 1, however an old client sends it: with JSON, with a form whose names have brackets, and with the
//! token in each place where it may stand. The answers are equal, but for what each makes anew.

use super::matrix::{Original, first_who_may};
use super::requests::{Request, Table};
use crate::client::{Answer, Client};
use axum::http::Method;
use http_api::access::Security;
use http_api::operation::OperationInfo;
use serde_json::{Map, Value};

const JSON: (&str, &str) = ("content-type", "application/json");
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

/// How a token is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Bearer,
    OAuth,
    Query,
    OldQuery,
    Body,
}

const PLACES: [Place; 5] = [Place::Bearer, Place::OAuth, Place::Query, Place::OldQuery, Place::Body];

fn rows() -> impl Iterator<Item = (Table, OperationInfo)> {
    Table::all().into_iter().filter(|(table, _)| *table != Table::Api2)
}

/// `plan[id]=7&items[0][name]=a`, percent-encoded as browsers do it, with `+` for spaces.
fn form(body: &Value) -> String {
    fn add(name: &str, value: &Value, out: &mut form_urlencoded::Serializer<'_, String>) {
        match value {
            Value::Object(members) => {
                for (member, value) in members {
                    let name = if name.is_empty() { member.clone() } else { format!("{name}[{member}]") };
                    add(&name, value, out);
                }
            }
            Value::Array(items) => {
                for (place, item) in items.iter().enumerate() {
                    add(&format!("{name}[{place}]"), item, out);
                }
            }
            Value::String(text) => drop(out.append_pair(name, text)),
            Value::Null => drop(out.append_pair(name, "")),
            other => drop(out.append_pair(name, &other.to_string())),
        }
    }
    let mut out = form_urlencoded::Serializer::new(String::new());
    match body {
        // A form has no place for a bare list: it gets the name that is documented beside it.
        Value::Array(_) => add("fields", body, &mut out),
        other => add("", other, &mut out),
    }
    out.finish()
}

async fn send(nobody: &Client, request: &Request, token: &str, place: Place, kind: (&str, &str)) -> Answer {
    let mut line = request.line();
    let mut headers = vec![kind, ("accept", "application/json")];
    let (bearer, oauth) = (format!("Bearer {token}"), format!("OAuth {token}"));
    let mut body = request.body.clone();
    match place {
        Place::Bearer => headers.push(("authorization", bearer.as_str())),
        Place::OAuth => headers.push(("authorization", oauth.as_str())),
        Place::Query | Place::OldQuery => {
            let name = if place == Place::Query { "access_token" } else { "oauth_token" };
            line = format!("{line}{}{name}={token}", if line.contains('?') { "&" } else { "?" });
        }
        Place::Body => {
            let mut members = match body {
                Value::Object(members) => members,
                Value::Array(items) => Map::from_iter([("fields".to_owned(), Value::Array(items))]),
                _ => Map::new(),
            };
            members.insert("access_token".into(), token.into());
            body = Value::Object(members);
        }
    }
    let text = match (&body, kind == FORM) {
        (Value::Null, _) => String::new(),
        (_, true) => form(&body),
        (_, false) => body.to_string(),
    };
    nobody.send(&request.host, &line, &headers, text).await
}

/// What is the same whoever made it: ids, secrets and links with them are not.
fn lasting(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(lasting).collect(),
        Value::Object(members) => members.iter().map(|(name, value)| (lasting_text(name), lasting(value))).collect(),
        Value::String(text) => lasting_text(text).into(),
        other => other.clone(),
    }
}

fn lasting_text(text: &str) -> String {
    let mut out = String::new();
    let mut digits = String::new();
    for letter in text.chars().chain(['\n']) {
        if letter.is_ascii_hexdigit() {
            digits.push(letter);
            continue;
        }
        out.push_str(if digits.len() >= 32 { "#" } else { &digits });
        digits.clear();
        out.push(letter);
    }
    out.pop();
    out
}

/// Secrets of webhooks and links differ in letters of all kinds.
fn comparable(answer: &Answer) -> (u16, Value) {
    let mut body = lasting(&answer.body);
    for name in ["secret", "public_key", "link", "grant_code", "token"] {
        if let Some(value) = body.get_mut(name).filter(|value| value.is_string()) {
            *value = Value::Null;
        }
    }
    (answer.status, body)
}

/// Rows are dealt out to so many tests as `parts` says, as each is asked in many ways.
async fn every_way(part: usize, parts: usize) {
    let original = Box::pin(Original::new()).await;
    let mut copy = original.copy();
    let mut wrong = Vec::new();
    let mut asked = 0;
    for (_, (table, row)) in rows().enumerate().filter(|(place, _)| place % parts == part) {
        let who = first_who_may(row.id);
        let token = &original.facts.tokens[&who];
        let request = Request::new(table, &row, &original.facts.harbour, token);
        let mut expected = None;
        for place in PLACES {
            // Without a body there is one way to send it, unless the token makes one.
            let kinds: &[_] = if request.body.is_null() && place != Place::Body { &[JSON] } else { &[JSON, FORM] };
            for kind in kinds {
                let nobody = copy.world.house.anonymous();
                let answer = send(&nobody, &request, token, place, *kind).await;
                asked += 1;
                if answer.status >= 400 {
                    wrong.push(format!("{} {place:?} {}: {} {}", row.id, kind.1, answer.status, answer.text));
                }
                let seen = comparable(&answer);
                match &expected {
                    None => expected = Some(seen),
                    Some(expected) if *expected != seen => {
                        wrong.push(format!("{} {place:?} {}: {:?} is not {expected:?}", row.id, kind.1, seen));
                    }
                    Some(_) => {}
                }
                if row.method != Method::GET {
                    copy = original.copy();
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {asked}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(asked > 800 / parts, "only {asked} were sent");
}

#[tokio::test]
async fn every_row_answers_alike_however_it_is_asked() {
    Box::pin(every_way(0, 4)).await;
}

#[tokio::test]
async fn every_second_row_answers_alike_however_it_is_asked() {
    Box::pin(every_way(1, 4)).await;
}

#[tokio::test]
async fn every_third_row_answers_alike_however_it_is_asked() {
    Box::pin(every_way(2, 4)).await;
}

#[tokio::test]
async fn every_fourth_row_answers_alike_however_it_is_asked() {
    Box::pin(every_way(3, 4)).await;
}

/// A token in a query is API 1's habit alone.
#[tokio::test]
async fn api_2_takes_no_token_from_query_or_body() {
    let original = Box::pin(Original::new()).await;
    let copy = original.copy();
    for (table, row) in Table::all().into_iter().filter(|(table, _)| *table == Table::Api2) {
        if !matches!(row.security, Security::Scopes { .. }) {
            continue;
        }
        let token = &original.facts.tokens[&first_who_may(row.id)];
        let request = Request::new(table, &row, &original.facts.harbour, token);
        for place in [Place::Query, Place::Body] {
            let answer = send(&copy.world.house.anonymous(), &request, token, place, ("content-type", request.media())).await;
            assert!(matches!(answer.status, 401 | 406), "{} {place:?}: {} {}", row.id, answer.status, answer.text);
        }
    }
}
