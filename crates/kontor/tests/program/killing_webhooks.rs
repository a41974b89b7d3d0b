//! The program is killed at random while it writes events, calls a receiver of webhooks that fails one call in three, and
//! is listened to. Every event arrives, the feed has each once and without a gap, and what concerns one booking stays in its
//! order; with one process on both databases, and with two on PostgreSQL.
//!
//! `KONTOR_KILL_EVENTS` says how many events there are at least (400): with 10000 it takes some minutes.

use crate::killing::{ask, done, events, furnish};
use crate::support::{Desk, Server, connect};
use db::{Db, Options};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};
use testkit::{Backend, Template, new_id};

const EVENTS: [&str; 3] = ["created_booking", "updated_booking", "deleted_booking"];
/// Where all of them are sent, and where only the first is.
const PATHS: [&str; 2] = ["/all", "/created"];
const WRITERS: usize = 4;

fn wanted() -> usize {
    std::env::var("KONTOR_KILL_EVENTS").ok().and_then(|text| text.parse().ok()).unwrap_or(400)
}

/// Up to a number, by chance.
fn chance(below: u64) -> u64 {
    let [.., a, b] = *new_id().as_bytes();
    u64::from(u16::from_be_bytes([a, b])) % below
}

/// One call: path, number of the event, and the last part of the URL.
type Call = (String, i64, String);

#[derive(Default)]
struct Heard {
    /// What was taken, in the order of the calls.
    taken: Vec<Call>,
    /// By path: calls that are being answered, and the most there were at once.
    busy: BTreeMap<String, (usize, usize)>,
    calls: usize,
}

fn hear(stream: &TcpStream) -> Option<Call> {
    let (mut reader, mut line, mut length, mut number) = (BufReader::new(stream), String::new(), 0, None);
    reader.read_line(&mut line).ok()?;
    let path = line.split(' ').nth(1)?.to_owned();
    line.clear();
    while reader.read_line(&mut line).ok()? > 2 {
        let lower = line.to_lowercase();
        if let Some((name, value)) = lower.split_once(':') {
            match name {
                "content-length" => length = value.trim().parse().ok()?,
                "webhook-sequence" => number = value.trim().parse().ok(),
                _ => {}
            }
        }
        line.clear();
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let body: Value = serde_json::from_slice(&body).ok()?;
    Some((path, number?, body["url"].as_str()?.rsplit('/').next()?.to_owned()))
}

/// Answers each call in a thread of its own, one of three with an error, for as long as the test runs.
fn receive() -> (SocketAddr, Arc<Mutex<Heard>>) {
    let (listener, heard) = (TcpListener::bind("127.0.0.1:0").unwrap(), Arc::new(Mutex::new(Heard::default())));
    let (address, all) = (listener.local_addr().unwrap(), Arc::clone(&heard));
    spawn(move || {
        for stream in listener.incoming().flatten() {
            let all = Arc::clone(&all);
            spawn(move || answer(stream, &all));
        }
    });
    (address, heard)
}

fn answer(mut stream: TcpStream, all: &Mutex<Heard>) {
    let Some(call) = hear(&stream) else { return };
    let fails = {
        let mut all = all.lock().unwrap();
        let (now, most) = all.busy.entry(call.0.clone()).or_default();
        *now += 1;
        *most = (*most).max(*now);
        all.calls += 1;
        all.calls.is_multiple_of(3)
    };
    sleep(Duration::from_millis(1));
    {
        let mut all = all.lock().unwrap();
        all.busy.get_mut(&call.0).unwrap().0 -= 1;
        if !fails {
            all.taken.push(call);
        }
    }
    let status = if fails { "503 Service Unavailable" } else { "200 OK" };
    let _ = write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
}

/// Where the servers are now, and whether it is over.
#[derive(Default)]
struct Stage {
    addresses: Mutex<Vec<SocketAddr>>,
    written: AtomicUsize,
    over: AtomicBool,
}

impl Stage {
    /// One of the servers.
    fn address(&self) -> SocketAddr {
        let all = self.addresses.lock().unwrap();
        all[usize::try_from(chance(all.len() as u64)).unwrap()]
    }

    fn is_over(&self) -> bool {
        self.over.load(Ordering::Relaxed)
    }

    /// Books, renames and deletes, whichever server is there.
    fn write(&self, token: &str, room: &str) {
        let start = testkit::at("2031-01-01T00:00:00Z");
        for turn in 0.. {
            if self.is_over() {
                return;
            }
            let from = start + jiff::SignedDuration::from_mins(turn * 60);
            let times = json!({"from": from.to_string(), "to": (from + jiff::SignedDuration::from_mins(30)).to_string()});
            let made = ask(self.address(), "harbour.localhost", &format!("POST /api/resources/{room}/bookings"), token, &times);
            let Some((201, made)) = made else {
                assert!(made.is_none_or(|(status, _)| status >= 500), "refused");
                sleep(Duration::from_millis(20));
                continue;
            };
            let line = |method: &str| format!("{method} /api/bookings/{}", made["id"].as_str().unwrap());
            let renamed = ask(self.address(), "harbour.localhost", &line("PUT"), token, &json!({"title": "named"}));
            let deleted = (turn % 3 == 0).then(|| ask(self.address(), "harbour.localhost", &line("DELETE"), token, &Value::Null)).flatten();
            self.written.fetch_add(1 + usize::from(renamed.is_some()) + usize::from(deleted.is_some()), Ordering::Relaxed);
        }
    }

    /// Listens to the feed from its beginning, and again after the last event whenever the server is gone: numbers and ids.
    fn listen(&self, token: &str, space: &str) -> Vec<(i64, String)> {
        let mut heard = Vec::new();
        while !self.is_over() {
            if self.follow(token, space, &mut heard).is_none() {
                sleep(Duration::from_millis(20));
            }
        }
        heard
    }

    fn follow(&self, token: &str, space: &str, heard: &mut Vec<(i64, String)>) -> Option<()> {
        let mut stream = connect(self.address()).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
        let last = heard.last().map(|(number, _)| format!("Last-Event-ID: {number}\r\n")).unwrap_or_default();
        // HTTP/1.0 has no chunks: the body is what it is.
        write!(
            stream,
            "GET /spaces/{space}/events_feed?after=0 HTTP/1.0\r\nHost: api.localhost\r\nAccept: text/event-stream\r\nAuthorization: Bearer {token}\r\n{last}\r\n"
        )
        .ok()?;
        let (mut reader, mut line, mut event) = (BufReader::new(stream), String::new(), None);
        while reader.read_line(&mut line).ok()? > 0 {
            if let Some(data) = line.strip_prefix("data: ") {
                let data: Value = serde_json::from_str(data).ok()?; // broken off
                let number = data["data"]["attributes"]["sequence"].as_i64().unwrap();
                event = Some((number, data["data"]["id"].as_str().unwrap().to_owned()));
            }
            if line == "\n" {
                heard.extend(event.take());
            }
            if self.is_over() {
                return None;
            }
            line.clear();
        }
        None
    }
}

fn subscribe(server: &Server, token: &str, receiver: SocketAddr) {
    for (path, events) in PATHS.iter().zip([&EVENTS[..], &EVENTS[..1]]) {
        for event in events {
            let new = json!({"event": event, "callback_url": format!("http://{receiver}{path}")});
            done(ask(server.address, "harbour.localhost", "POST /api/subscriptions", token, &new));
        }
    }
}

/// Kills one of them, by chance and without a warning, and starts it again.
fn kill(servers: &mut [Server], stage: &Stage, serve: &dyn Fn() -> Server) {
    let which = usize::try_from(chance(servers.len() as u64)).unwrap();
    servers[which].signal("KILL");
    servers[which].wait();
    servers[which] = serve();
    stage.addresses.lock().unwrap()[which] = servers[which].address;
}

/// The whole feed, page by page.
fn feed(address: SocketAddr, token: &str, space: &str) -> Vec<(i64, String)> {
    let (mut all, mut path) = (Vec::new(), format!("/spaces/{space}/events_feed?page[size]=200"));
    loop {
        let page = done(ask(address, "api.localhost", &format!("GET {path}"), token, &Value::Null));
        for event in page["data"].as_array().unwrap() {
            all.push((event["attributes"]["sequence"].as_i64().unwrap(), event["id"].as_str().unwrap().to_owned()));
        }
        match page["links"]["next"].as_str() {
            Some(next) => next.clone_into(&mut path),
            None => return all,
        }
    }
}

/// Waits until every event has arrived everywhere it should.
async fn all_arrive(db: &Db, heard: &Mutex<Heard>) {
    let begin = Instant::now();
    loop {
        let all = events(db).await;
        let mut missing = 0;
        for (path, kinds) in PATHS.iter().zip([&EVENTS[..], &EVENTS[..1]]) {
            let wanted: BTreeSet<i64> = all.iter().filter(|(_, kind, _)| kinds.contains(&kind.as_str())).map(|(seq, ..)| *seq).collect();
            let taken = &heard.lock().unwrap().taken;
            let got: BTreeSet<i64> = taken.iter().filter(|(to, ..)| to == path).map(|(_, seq, _)| *seq).collect();
            assert!(got.is_subset(&wanted), "an event that never was, or that was not asked for");
            missing += wanted.difference(&got).count();
        }
        if missing == 0 {
            return;
        }
        assert!(begin.elapsed() < Duration::from_mins(6), "{missing} calls about {} events are missing", all.len());
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
}

async fn kill_while_telling(url: String, processes: usize) {
    let (desk, (receiver, heard)) = (Desk::new(), receive());
    let database = format!("--database-url {url}");
    let settings = "--base-url http://localhost --rate-limit 0 --log warn,kontor=info --allow-private-callbacks --webhook-retry-after 20ms";
    let serve = || desk.serve(&format!("{database} {settings}"));
    let mut servers: Vec<Server> = (0..processes).map(|_| serve()).collect();
    let (token, rooms) = furnish(&desk, &servers[0], &database);
    subscribe(&servers[0], &token, receiver);
    let space = done(ask(servers[0].address, "api.localhost", &format!("GET /resources/{}", rooms[0]), &token, &Value::Null));
    let space = space["data"]["relationships"]["space"]["data"]["id"].as_str().unwrap().to_owned();

    let stage = Arc::new(Stage::default());
    *stage.addresses.lock().unwrap() = servers.iter().map(|server| server.address).collect();
    let writing: Vec<JoinHandle<()>> = rooms
        .into_iter()
        .take(WRITERS)
        .map(|room| {
            let (stage, token) = (Arc::clone(&stage), token.clone());
            spawn(move || stage.write(&token, &room))
        })
        .collect();
    let ears = Arc::new(Stage::default()); // over later than the writers
    ears.addresses.lock().unwrap().clone_from(&stage.addresses.lock().unwrap());
    let listening = spawn({
        let (ears, token, space) = (Arc::clone(&ears), token.clone(), space.clone());
        move || ears.listen(&token, &space)
    });
    let mut kills = 0;
    while stage.written.load(Ordering::Relaxed) < wanted() || kills < 3 {
        tokio::time::sleep(Duration::from_millis(300 + chance(1500))).await;
        kill(&mut servers, &stage, &serve);
        ears.addresses.lock().unwrap().clone_from(&stage.addresses.lock().unwrap());
        kills += 1;
    }
    stage.over.store(true, Ordering::Relaxed);
    for writer in writing {
        writer.join().unwrap();
    }

    let db = Db::connect(&url, &Options::default()).unwrap();
    all_arrive(&db, &heard).await;
    let stored: Vec<i64> = events(&db).await.into_iter().map(|(seq, ..)| seq).collect();
    let told = feed(servers[0].address, &token, &space);
    let last = i64::try_from(stored.len()).unwrap();
    assert_eq!(told.iter().map(|(seq, _)| *seq).collect::<Vec<_>>(), (1..=last).collect::<Vec<_>>(), "each once, without a gap");
    assert_eq!(told.iter().map(|(_, id)| id).collect::<BTreeSet<_>>().len(), told.len());
    tokio::time::sleep(Duration::from_secs(2)).await; // the listener comes to the end
    ears.over.store(true, Ordering::Relaxed);
    drop(servers); // ends the stream, too
    assert_eq!(listening.join().unwrap(), told, "who listens hears the same, each once");

    let heard = heard.lock().unwrap();
    let mut before = BTreeMap::new();
    for (path, seq, subject) in &heard.taken {
        let last = before.insert((path, subject), *seq).unwrap_or_default();
        assert!(last <= *seq, "{path} {subject}: {seq} after {last}");
    }
    assert!(heard.busy.values().all(|(_, most)| *most == 1), "a receiver was called by two at once: {:?}", heard.busy);
    eprintln!("{} events, {kills} kills, {} calls", stored.len(), heard.calls);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_event_arrives_in_order_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    kill_while_telling(format!("sqlite:{}", folder.path().join("kontor.sqlite").display()), 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_event_arrives_in_order_on_postgres() {
    if let Some(test) = Template::new(&[]).database(Backend::Postgres).await {
        kill_while_telling(test.url().to_owned(), 1).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_event_arrives_in_order_from_two_processes() {
    if let Some(test) = Template::new(&[]).database(Backend::Postgres).await {
        kill_while_telling(test.url().to_owned(), 2).await;
    }
}
