//! Every operation of API 2 through the program itself, on databases that `kontor seed` filled: its success, and the
//! refusals that it documents, each held against the contract and noted for the report of `cargo xtask conformance`.

use super::matrix::{first_who_may, first_who_may_not};
use super::requests::{Request, Table};
use super::world::{Facts, Who, World};
use crate::client::{Answer, Client, House, MEDIA};
use crate::contract::note;
use crate::program::{Program, seed, suspend};
use axum::http::Method;
use http_api::edge::HttpConfig;
use http_api::operation::OperationInfo;
use serde_json::{Value, json};
use testkit::{Backend, Template, TestDb};

/// A database that the program has filled and that the world was furnished in.
struct Stage {
    name: &'static str,
    original: TestDb,
    facts: Facts,
    /// Of the owner, and good for nothing that an operation asks for.
    idle: String,
}

impl Stage {
    async fn set(backend: Backend) -> Option<Self> {
        let original = Template::new(store::MIGRATIONS).database(backend).await?;
        seed(original.url());
        let config = HttpConfig::default();
        let world = World::new(House::seeded(8, original.db(), &config, |edge| http_api::sites(edge).router(edge))).await;
        // The program would do what the world has put off, as making e-invoices, at a time of its own between our requests.
        world.house.app.db.write(async |tx| tx.execute("DELETE FROM jobs", db::params![]).await).await.unwrap();
        let idle = world.house.token(world.facts.users[&Who::Owner], "openid").await;
        let name = if backend == Backend::Sqlite { "sqlite" } else { "postgres" };
        Some(Self { name, original, facts: world.facts, idle })
    }

    fn request(&self, row: &OperationInfo) -> Request {
        Request::new(Table::Api2, row, &self.facts.harbour, "")
    }

    fn token(&self, who: Who) -> Option<&str> {
        self.facts.tokens.get(&who).map(String::as_str)
    }

    fn note(&self, row: &OperationInfo, answer: &Answer) {
        note(self.name, row.id, answer);
    }
}

fn operations() -> impl Iterator<Item = OperationInfo> {
    http_api::api2().table().into_iter()
}

/// As [`Request::send`] does, with other headers.
async fn send(client: &Client, request: &Request, accept: &str, kind: &str, body: String) -> Answer {
    client.send(&request.host, &request.line(), &[("accept", accept), ("content-type", kind)], body).await
}

/// The smallest requests, and those that have a success of another kind. What one changes, the next does not see.
async fn successes(stage: &Stage, wrong: &mut Vec<String>) {
    let mut copy = stage.original.copy().await;
    let mut program = Program::serve(copy.url(), 0).await;
    for row in operations() {
        let mut requests = vec![stage.request(&row)];
        if row.id == "create-admin-booking" {
            let mut repeated = requests[0].clone();
            repeated.body["data"]["attributes"]["recurrence"] = json!({"rule": {"frequency": "weekly", "count": 3}});
            requests.push(repeated);
        }
        for request in requests {
            let answer = request.send(&program.client(stage.token(first_who_may(row.id)))).await;
            stage.note(&row, &answer);
            if answer.status >= 400 {
                wrong.push(format!("{} {}: {} {}", stage.name, row.id, answer.status, answer.text));
            } else if row.method != Method::GET {
                drop(program);
                copy = stage.original.copy().await;
                program = Program::serve(copy.url(), 0).await;
            }
        }
    }
    drop(copy);
}

/// Each id replaced by one that nothing has.
fn elsewhere(request: &Request) -> Request {
    let mut other = request.clone();
    let is_id = |part: &str| part.len() == 32 && part.bytes().all(|byte| byte.is_ascii_hexdigit());
    let parts = request.path.split('/').map(|part| match part.split_once('.') {
        _ if is_id(part) => "0".repeat(32),
        Some((id, suffix)) if is_id(id) => format!("{}.{suffix}", "0".repeat(32)),
        _ => part.to_owned(),
    });
    other.path = parts.collect::<Vec<_>>().join("/");
    other
}

/// What is wrong with a body in one place.
fn spoiled(body: &Value) -> Vec<Value> {
    let with = |pointer: &str, value: Value| {
        let mut body = body.clone();
        body.pointer_mut(pointer).map(|place| *place = value).map(|()| body)
    };
    let attributes = body["data"]["attributes"].as_object().into_iter().flat_map(|all| all.keys());
    let attributes = attributes.map(|name| (format!("/data/attributes/{name}"), json!({"neither": "nor"})));
    let relationships = body["data"]["relationships"].as_object().into_iter().flat_map(|all| all.keys());
    let relationships = relationships.map(|name| (format!("/data/relationships/{name}"), json!({"data": null})));
    let others = [
        ("/data/type".to_owned(), json!("nothing")),
        ("/data/relationships".to_owned(), json!({})),
        ("/data/id".to_owned(), json!("0".repeat(32))),
    ];
    attributes.chain(relationships).chain(others).filter_map(|(pointer, value)| with(&pointer, value)).collect()
}

/// What is refused, whatever it is about. Nothing is changed by it.
async fn refusals(stage: &Stage) {
    let copy = stage.original.copy().await;
    let program = Program::serve(copy.url(), 0).await;
    for row in operations() {
        let request = stage.request(&row);
        let body = if request.body.is_null() { String::new() } else { request.body.to_string() };
        let able = program.client(stage.token(first_who_may(row.id)));
        let mut answers = vec![
            request.send(&program.client(Some("wrong"))).await,
            request.send(&program.client(Some(&stage.idle))).await,
            elsewhere(&request).send(&able).await,
            Request::new(Table::Api2, &row, &stage.facts.island, "").send(&able).await,
            send(&able, &request, "text/html", MEDIA, body.clone()).await,
        ];
        if let Some(who) = first_who_may_not(row.id) {
            answers.push(request.send(&program.client(stage.token(who))).await);
        }
        let asking = |query: &str| {
            let joint = if request.query.is_empty() { "?" } else { "&" };
            Request { query: format!("{}{joint}{query}", request.query), ..request.clone() }
        };
        answers.push(asking("include=nothing").send(&able).await);
        if !request.body.is_null() {
            let large = "x".repeat(row.body_limit + 1);
            for (kind, text) in [("text/plain", body), (MEDIA, "{".into()), (MEDIA, large)] {
                answers.push(send(&able, &request, MEDIA, kind, text).await);
            }
            for body in spoiled(&request.body) {
                answers.push(Request { body, ..request.clone() }.send(&able).await);
            }
        }
        for answer in answers.iter().filter(|answer| answer.status >= 400) {
            stage.note(&row, answer);
        }
    }
}

/// As many requests as it takes where one a minute is let in: those about what is gone count for the address.
async fn limits(stage: &Stage) {
    let copy = stage.original.copy().await;
    let program = Program::serve(copy.url(), 1).await;
    for row in operations() {
        let request = stage.request(&row);
        let client = program.client(stage.token(first_who_may(row.id)));
        for _ in 0..2 {
            request.send(&client).await;
        }
        stage.note(&row, &request.send(&client).await);
    }
}

/// While the space does not pay for Kontor.
async fn suspension(stage: &Stage) {
    let copy = stage.original.copy().await;
    suspend(copy.url(), &stage.facts.harbour.subdomain);
    let program = Program::serve(copy.url(), 0).await;
    for row in operations() {
        let request = stage.request(&row);
        let answer = request.send(&program.client(stage.token(first_who_may(row.id)))).await;
        if answer.status == 402 {
            stage.note(&row, &answer);
        }
    }
}

async fn conformance(backend: Backend) {
    let Some(stage) = Box::pin(Stage::set(backend)).await else { return };
    let mut wrong = Vec::new();
    Box::pin(successes(&stage, &mut wrong)).await;
    Box::pin(refusals(&stage)).await;
    Box::pin(limits(&stage)).await;
    Box::pin(suspension(&stage)).await;
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs the program: run cargo xtask conformance"]
async fn the_program_on_sqlite() {
    conformance(Backend::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "needs the program: run cargo xtask conformance"]
async fn the_program_on_postgres() {
    conformance(Backend::Postgres).await;
}
