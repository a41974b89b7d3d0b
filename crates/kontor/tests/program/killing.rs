//! The program is killed in the midst of writes and started again: what it acknowledged is there, what is there is whole.
//! `KONTOR_KILL_SECONDS` says how long it writes before (5).

use crate::support::{Desk, Server, connect};
use db::{Db, Options};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read as _, Write as _};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use testkit::{Backend, Template};
use uuid::Uuid;

const WRITERS: usize = 8;
const SECOND: &str = "application/vnd.api+json";

/// Status and body; none where the server was gone before it had answered.
pub fn ask(address: SocketAddr, host: &str, line: &str, token: &str, body: &Value) -> Option<(u16, Value)> {
    let media = if host.starts_with("api.") { SECOND } else { "application/json" };
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let mut stream = connect(address).ok()?;
    let head = format!(
        "{line} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nAuthorization: Bearer {token}\r\nContent-Type: {media}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(format!("{head}{body}").as_bytes()).ok()?;
    let mut text = String::new();
    stream.read_to_string(&mut text).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let length = head.lines().find_map(|line| line.to_lowercase().strip_prefix("content-length:").map(|rest| rest.trim().to_owned()));
    if length.is_some_and(|length| length != body.len().to_string()) {
        return None;
    }
    let status = head.split(' ').nth(1)?.parse().ok()?;
    Some((status, serde_json::from_str(body).unwrap_or_default()))
}

pub fn done(answer: Option<(u16, Value)>) -> Value {
    let (status, body) = answer.unwrap();
    assert!(status < 300, "{status} {body}");
    body
}

/// What a writer was told of a booking.
#[derive(Clone, Debug, Default)]
struct Told {
    title: Option<String>,
    deleted: bool,
    /// A change was sent and not answered: it may be there or not.
    open: bool,
}

/// What all writers were told.
#[derive(Debug, Default)]
pub struct Account {
    bookings: BTreeMap<String, Told>,
    /// Recurring bookings that were acknowledged; those after the first are made in the background.
    series: BTreeSet<String>,
    /// Each room with its descriptions: the last that was acknowledged, and one that may be there or not.
    rooms: BTreeMap<String, (Option<String>, Option<String>)>,
}

/// How many bookings a series has, and in which turns one is made.
const SERIES: (i64, i64) = (20, 10);

/// One writer's series and changes of its room; `None` when the server is gone.
fn write_more(address: SocketAddr, token: &str, resource: &str, turn: i64, account: &mut Account) -> Option<()> {
    // At each hour of a day one, then after the days that these have taken.
    let (days, hour) = (turn / SERIES.1 / 24 * SERIES.0, turn / SERIES.1 % 24);
    let first = testkit::at("2041-01-01T00:00:00Z") + jiff::SignedDuration::from_hours(days * 24 + hour);
    let room = json!({"resource": {"data": {"type": "resources", "id": resource}}});
    let attributes = json!({"from": first.to_string(), "to": (first + jiff::SignedDuration::from_mins(30)).to_string(),
        "title": "series", "recurrence": {"rule": {"frequency": "daily", "count": SERIES.0}}});
    let body = json!({"data": {"type": "bookings", "attributes": attributes, "relationships": room}});
    let (status, made) = ask(address, "api.localhost", "POST /bookings", token, &body)?;
    assert!(status < 300, "{status} {made}");
    account.series.insert(made["data"]["attributes"]["recurringId"].as_str().unwrap().to_owned());
    let words = format!("turn {turn}");
    let (settled, open) = account.rooms.entry(resource.to_owned()).or_default();
    *open = Some(words.clone());
    let body = json!({"data": {"type": "resources", "id": resource, "attributes": {"description": words}}});
    let (status, body) = ask(address, "api.localhost", &format!("PATCH /resources/{resource}"), token, &body)?;
    assert!(status < 300, "{status} {body}");
    (*settled, *open) = (Some(words), None);
    Some(())
}

/// Books, renames and deletes until the server is gone, through both APIs in turn.
pub fn write(address: SocketAddr, token: &str, resource: &str) -> Account {
    let mut account = Account::default();
    let start = testkit::at("2031-01-01T00:00:00Z");
    for turn in 0_i64.. {
        let from = start + jiff::SignedDuration::from_mins(turn * 60);
        let times = json!({"from": from.to_string(), "to": (from + jiff::SignedDuration::from_mins(30)).to_string()});
        if turn % SERIES.1 == 0 && write_more(address, token, resource, turn, &mut account).is_none() {
            break;
        }
        let told = &mut account.bookings;
        let made = if turn % 2 == 0 {
            let room = json!({"resource": {"data": {"type": "resources", "id": resource}}});
            let body = json!({"data": {"type": "bookings", "attributes": times, "relationships": room}});
            ask(address, "api.localhost", "POST /bookings", token, &body).map(|(status, body)| (status, body["data"]["id"].clone()))
        } else {
            let line = format!("POST /api/resources/{resource}/bookings");
            ask(address, "harbour.localhost", &line, token, &times).map(|(status, body)| (status, body["id"].clone()))
        };
        let Some((status, id)) = made else { break };
        assert_eq!(status, 201);
        let id = id.as_str().unwrap().to_owned();
        told.insert(id.clone(), Told::default());
        let mark = told.get_mut(&id).unwrap();
        mark.open = true;
        let change = match turn % 3 {
            0 => {
                let body = json!({"data": {"type": "bookings", "id": id, "attributes": {"title": "named"}}});
                ask(address, "api.localhost", &format!("PATCH /bookings/{id}"), token, &body)
            }
            1 => ask(address, "harbour.localhost", &format!("DELETE /api/bookings/{id}"), token, &Value::Null),
            _ => Some((0, Value::Null)),
        };
        let Some((status, body)) = change else { break };
        assert!(status < 300, "{status} {body}");
        mark.open = false;
        match turn % 3 {
            0 => mark.title = Some("named".into()),
            1 => mark.deleted = true,
            _ => {}
        }
    }
    account
}

/// A space with a room for each writer: the owner's token and the rooms.
pub fn furnish(desk: &Desk, server: &Server, database: &str) -> (String, Vec<String>) {
    desk.result(&format!("user create --email owner@harbour.test {database}"));
    let mut command = desk.command(&format!("token create --email owner@harbour.test {database}"));
    let token = crate::support::ended(command.args(["--scope", "read write"])).stdout.trim().to_owned();
    let new = json!({"name": "Harbour", "subdomain": "harbour", "owner_name": "Olga", "country": "Germany"});
    let space = done(ask(server.address, "www.localhost", "POST /api/spaces", &token, &new));
    let rooms = (0..WRITERS).map(|number| {
        let space = json!({"space": {"data": {"type": "spaces", "id": space["id"]}}});
        let attributes = json!({"name": format!("Room {number}"), "pricing": {"currency": "EUR"}});
        let body = json!({"data": {"type": "resources", "attributes": attributes, "relationships": space}});
        done(ask(server.address, "api.localhost", "POST /resources", &token, &body))["data"]["id"].as_str().unwrap().to_owned()
    });
    (token.clone(), rooms.collect())
}

async fn bookings(db: &Db) -> BTreeMap<String, Option<String>> {
    let read = async |tx: &mut db::Tx| tx.query::<(Uuid, Option<String>)>("SELECT id, title FROM bookings", vec![]).await;
    db.read(read).await.unwrap().into_iter().map(|(id, title)| (id.as_simple().to_string(), title)).collect()
}

/// Number, type and subject of all events, of which there is one space only.
pub async fn events(db: &Db) -> Vec<(i64, String, String)> {
    let read =
        async |tx: &mut db::Tx| tx.query::<(i64, String, Uuid)>("SELECT seq, type, subject_id FROM outbox ORDER BY seq", vec![]).await;
    db.read(read).await.unwrap().into_iter().map(|(seq, kind, id)| (seq, kind, id.as_simple().to_string())).collect()
}

/// All of every series that was acknowledged come to be, by the server that runs now.
fn whole_series(server: &Server, token: &str, series: &BTreeSet<String>) {
    let begin = Instant::now();
    for id in series {
        let line = format!("GET /recurring_bookings/{id}?page[size]=1");
        loop {
            let (status, body) = ask(server.address, "api.localhost", &line, token, &Value::Null).unwrap();
            assert_eq!(status, 200, "{body}");
            if body["meta"]["totalPages"] == json!(SERIES.0) {
                break;
            }
            assert!(begin.elapsed() < Duration::from_mins(1), "a series is not whole: {body}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

async fn rooms_are(db: &Db, rooms: &BTreeMap<String, (Option<String>, Option<String>)>) {
    let read = async |tx: &mut db::Tx| tx.query::<(Uuid, Option<String>)>("SELECT id, description FROM resources", vec![]).await;
    let there: BTreeMap<String, Option<String>> =
        db.read(read).await.unwrap().into_iter().map(|(id, words)| (id.as_simple().to_string(), words)).collect();
    for (id, (settled, open)) in rooms {
        assert!(there[id] == *settled || (open.is_some() && there[id] == *open), "{id}: {:?}, not {settled:?} or {open:?}", there[id]);
    }
}

async fn check(db: &Db, told: &BTreeMap<String, Told>) {
    let there = bookings(db).await;
    for (id, told) in told.iter().filter(|(_, told)| !told.open) {
        assert_eq!(there.contains_key(id), !told.deleted, "{id} {told:?}");
        assert!(told.deleted || there[id] == told.title, "{id} {told:?}");
    }
    let events = events(db).await;
    let numbers: Vec<i64> = events.iter().map(|(seq, ..)| *seq).collect();
    assert_eq!(numbers, (1..=i64::try_from(events.len()).unwrap()).collect::<Vec<_>>(), "a gap");
    let of = |kind: &str| -> BTreeSet<String> { events.iter().filter(|(_, one, _)| one == kind).map(|(_, _, id)| id.clone()).collect() };
    let (created, deleted) = (of("created_booking"), of("deleted_booking"));
    let alive: BTreeSet<String> = created.difference(&deleted).cloned().collect();
    let stored: BTreeSet<String> = there.keys().cloned().collect();
    assert_eq!(stored, alive, "a booking without its event, or an event without its booking");
    let named: BTreeSet<String> = there.iter().filter(|(_, title)| title.is_some()).map(|(id, _)| id.clone()).collect();
    let named: BTreeSet<String> = named.into_iter().filter(|id| told.contains_key(id)).collect();
    assert!(named.is_subset(&of("updated_booking")), "a change without its event");
}

pub fn seconds() -> Duration {
    Duration::from_secs(std::env::var("KONTOR_KILL_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(5))
}

async fn kill_while_writing(url: String) {
    let desk = Desk::new();
    let database = format!("--database-url {url}");
    // Lines about requests would fill the pipe, which nobody empties meanwhile.
    let serve = || desk.serve(&format!("{database} --base-url http://localhost --rate-limit 0 --log warn,kontor=info"));
    let server = serve();
    let (token, rooms) = furnish(&desk, &server, &database);
    let writers: Vec<_> = rooms
        .into_iter()
        .map(|room| {
            let (address, token) = (server.address, token.clone());
            std::thread::spawn(move || write(address, &token, &room))
        })
        .collect();
    let begin = Instant::now();
    while begin.elapsed() < seconds() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    server.signal("KILL");
    let mut all = Account::default();
    for writer in writers {
        let account = writer.join().unwrap();
        all.bookings.extend(account.bookings);
        all.series.extend(account.series);
        all.rooms.extend(account.rooms);
    }
    let told = &all.bookings;
    assert!(told.len() > 100 && all.series.len() >= WRITERS, "{} bookings, {} series are too few to tell", told.len(), all.series.len());
    drop(server);

    let again = serve();
    let alive = told.iter().filter(|(_, told)| !told.deleted && !told.open).take(200);
    for (id, _) in alive {
        let (status, body) = ask(again.address, "api.localhost", &format!("GET /bookings/{id}"), &token, &Value::Null).unwrap();
        assert_eq!(status, 200, "{id}: {body}");
    }
    whole_series(&again, &token, &all.series);
    drop(again);
    let db = Db::connect(&url, &Options::default()).unwrap();
    check(&db, told).await;
    rooms_are(&db, &all.rooms).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_and_nothing_is_half_there_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    kill_while_writing(format!("sqlite:{}", folder.path().join("kontor.sqlite").display())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_and_nothing_is_half_there_on_postgres() {
    if let Some(test) = Template::new(&[]).database(Backend::Postgres).await {
        kill_while_writing(test.url().to_owned()).await;
    }
}
