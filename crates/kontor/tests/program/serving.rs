//! The running server: hosts, ids, numbers, and the way out.

use crate::killing::{ask, done, furnish};
use crate::support::{Desk, connect};
use db::Tx;
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::time::{Duration, Instant};
use testkit::{Backend, Template};

#[test]
fn sites_are_told_apart_by_their_names() {
    let desk = Desk::new();
    let server = desk.serve("--base-url http://kontor.test");
    let health = server.get("api.kontor.test", "/health", &["X-Request-Id: my-own-id"]);
    assert_eq!((health.status, health.body.as_str()), (204, ""));
    assert!(health.head.contains("x-request-id: my-own-id"), "{health:?}");
    assert!(server.get("api.kontor.test", "/health", &[]).head.contains("x-request-id: "));
    assert_eq!(server.get("api.localhost:3000", "/health", &[]).status, 421);
    assert_eq!(server.get("api.kontor.test", "/no-such-thing", &[]).status, 404);
    assert!(server.get("kontor.test", "/", &[]).head.contains("content-type: text/html"));
}

#[test]
fn a_token_made_beside_the_server_opens_it() {
    let desk = Desk::new();
    let server = desk.serve("");
    let user = desk.result("user create --email jo@example.com");
    let token = desk.result("token create --email jo@example.com --scope read_user");
    let authorization = format!("Authorization: Bearer {token}");
    let me = server.get("api.localhost:3000", "/user", &[&authorization]);
    let document: serde_json::Value = serde_json::from_str(&me.body).unwrap();
    assert_eq!((me.status, document["data"]["id"].as_str()), (200, Some(user.as_str())));
    assert_eq!(server.get("api.localhost:3000", "/user", &[]).status, 401);
    server.signal("INT");
    let (status, log) = server.end();
    assert!(status.success());
    let lines: Vec<serde_json::Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let of_me = lines.iter().find(|line| line["span"]["operation"] == "get-user" && line["span"]["status"] == 200).unwrap();
    assert_eq!((of_me["span"]["user"].as_str(), of_me["span"]["request_id"].is_string()), (Some(user.as_str()), true), "{of_me}");
    assert!(!log.contains(&token));
}

/// RFC 9700, 4.2 and 4.3.2: what opens something is in no log, at whatever level and however it was sent.
#[test]
fn secrets_stay_out_of_the_log_however_they_come() {
    let desk = Desk::new();
    let server = desk.serve("--log trace --base-url http://localhost");
    desk.result("user create --email jo@example.com --password brass-otter-vineyard");
    let token = desk.result("token create --email jo@example.com --scope read");
    let bearer = format!("Authorization: Bearer {token}");
    let whole = |line: &str, headers: &[&str], body: &str| {
        let mut stream = connect(server.address).unwrap();
        let headers: String = headers.iter().flat_map(|line| [*line, "\r\n"]).collect();
        let length = body.len();
        write!(stream, "{line} HTTP/1.1\r\nHost: www.localhost\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n{headers}\r\n{body}").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text
    };
    assert!(whole("GET /api/user", &[&bearer], "").contains("jo@example.com"));
    assert!(whole(&format!("GET /api/user?access_token={token}"), &[], "").contains("jo@example.com"));
    whole("GET /session/new?token=of-a-mailed-link", &["Cookie: kontor_session=of-a-browser"], "");
    whole("GET /oauth/authorize?client_id=none&state=of-a-client&code=of-a-person", &["Referer: http://x.test/?code=of-a-person"], "");
    whole(
        "POST /oauth/access_token",
        &[],
        "grant_type=password&username=jo%40example.com&password=brass-otter-vineyard&client_secret=of-an-application",
    );
    whole("POST /oauth/introspect", &["Authorization: Basic b2YtYW4tYXBwbGljYXRpb246eA=="], &format!("token={token}"));
    server.signal("TERM");
    let (_, log) = server.end();
    assert!(log.contains("get-user"), "it is logged at all: {log}");
    for secret in [
        token.as_str(),
        "of-a-mailed-link",
        "of-a-browser",
        "of-a-client",
        "of-a-person",
        "brass-otter-vineyard",
        "of-an-application",
        "b2YtYW4t",
    ] {
        assert!(!log.contains(secret), "{secret}: {}", log.lines().find(|line| line.contains(secret)).unwrap());
    }
}

#[test]
fn what_is_taken_is_not_taken_twice() {
    let desk = Desk::new();
    let server = desk.serve("");
    desk.run(&format!("serve --listen {} --data-dir other", server.address)).fails_with(&["in use", "--listen"]);
    assert!(!desk.path().join("other").exists(), "nothing is made when the port is taken");
    desk.run("serve --listen 127.0.0.1:0").fails_with(&["kontor.sqlite is served by another process", "--data-dir"]);
}

#[test]
fn numbers_have_an_address_of_their_own() {
    let desk = Desk::new();
    let mut server = desk.serve("--metrics-listen 127.0.0.1:0");
    server.get("api.localhost:3000", "/health", &[]);
    assert_eq!(server.get("api.localhost:3000", "/metrics", &[]).status, 404);
    server.address = server.metrics.unwrap();
    let numbers = server.get("localhost", "/metrics", &[]).body;
    for name in
        ["kontor_http_requests_total{", "kontor_http_request_seconds_bucket{", "kontor_build_info{version=", "kontor_db_writer_queue "]
    {
        assert!(numbers.contains(name), "{name} in {numbers}");
    }
    if cfg!(target_os = "linux") {
        assert!(numbers.contains("process_resident_memory_bytes "), "{numbers}");
    }
}

#[test]
fn a_start_on_a_database_that_is_there_is_quick() {
    let desk = Desk::new();
    desk.result("migrate");
    let begin = Instant::now();
    let server = desk.serve("");
    assert!(begin.elapsed() < Duration::from_secs(2), "{:?} even when the machine is busy and nothing is optimised", begin.elapsed());
    assert_eq!(server.get("api.localhost:3000", "/health", &[]).status, 204);
}

#[test]
fn idle_connections_do_not_hold_up_the_end() {
    let desk = Desk::new();
    let server = desk.serve("");
    let silent = connect(server.address).unwrap();
    let mut idle = connect(server.address).unwrap();
    write!(idle, "GET /health HTTP/1.1\r\nHost: api.localhost:3000\r\n\r\n").unwrap();
    let mut answer = [0; 12];
    idle.read_exact(&mut answer).unwrap();
    assert_eq!(&answer, b"HTTP/1.1 204");
    let begin = Instant::now();
    server.signal("TERM");
    assert!(server.end().0.success());
    assert!(begin.elapsed() < Duration::from_secs(3), "{:?}", begin.elapsed());
    drop((silent, idle));
}

#[test]
fn streams_of_events_end_with_the_server() {
    let desk = Desk::new();
    let server = desk.serve("--base-url http://localhost");
    let (token, rooms) = furnish(&desk, &server, "");
    let room = done(ask(server.address, "api.localhost", &format!("GET /resources/{}", rooms[0]), &token, &Value::Null));
    let space = room["data"]["relationships"]["space"]["data"]["id"].as_str().unwrap();
    let mut stream = connect(server.address).unwrap();
    let path = format!("/spaces/{space}/events_feed?filter[type]=created_resource");
    let headers = format!("Accept: text/event-stream\r\nAuthorization: Bearer {token}\r\nLast-Event-ID: 0");
    write!(stream, "GET {path} HTTP/1.0\r\nHost: api.localhost\r\n{headers}\r\n\r\n").unwrap();
    let (mut reader, mut line) = (BufReader::new(stream), String::new());
    while !line.starts_with("data: ") {
        line.clear();
        assert!(reader.read_line(&mut line).unwrap() > 0, "it ends too early");
    }
    assert!(line.contains("\"created_resource\""), "{line}");
    server.signal("TERM");
    let mut rest = String::new();
    reader.read_to_string(&mut rest).unwrap();
    assert!(server.end().0.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_in_flight_is_finished_after_the_signal() {
    let Some(test) = Template::new(store::MIGRATIONS).database(Backend::Postgres).await else { return };
    let desk = Desk::new();
    let database = format!("--database-url {}", test.url());
    desk.result(&format!("user create --email jo@example.com {database}"));
    let token = desk.result(&format!("token create --email jo@example.com --scope read_user {database}"));
    let mut server = desk.serve(&database);

    let mut lock: Tx = test.db().begin().await.unwrap();
    lock.batch("LOCK TABLE users IN ACCESS EXCLUSIVE MODE").await.unwrap();
    let authorization = format!("Authorization: Bearer {token}");
    let request = server.begin("api.localhost:3000", "/user", &[&authorization]);
    tokio::time::sleep(Duration::from_millis(500)).await; // it waits for the lock now
    server.signal("TERM");
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert!(server.is_running());
    assert!(connect(server.address).is_err(), "nobody new is let in");
    drop(lock);
    let answer = request.finish();
    assert_eq!(answer.status, 200, "{answer:?}");
    assert!(server.end().0.success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_without_end_is_broken_off_after_ten_seconds() {
    let Some(test) = Template::new(store::MIGRATIONS).database(Backend::Postgres).await else { return };
    let desk = Desk::new();
    let database = format!("--database-url {}", test.url());
    desk.result(&format!("user create --email jo@example.com {database}"));
    let token = desk.result(&format!("token create --email jo@example.com --scope read_user {database}"));
    let server = desk.serve(&database);
    let mut lock: Tx = test.db().begin().await.unwrap();
    lock.batch("LOCK TABLE users IN ACCESS EXCLUSIVE MODE").await.unwrap();
    let authorization = format!("Authorization: Bearer {token}");
    let request = server.begin("api.localhost:3000", "/user", &[&authorization]);
    tokio::time::sleep(Duration::from_millis(500)).await;
    let begin = Instant::now();
    server.signal("TERM");
    let (status, log) = server.end();
    assert!(status.success() && log.contains("broken off"), "{log}");
    assert!((9..13).contains(&begin.elapsed().as_secs()), "{:?}", begin.elapsed());
    drop((request, lock));
}
