//! The program is killed while it calls a receiver of webhooks that fails one call in three: every event arrives, and what
//! concerns one booking arrives in order.

use crate::killing::{ask, done, events, furnish, seconds, write};
use crate::support::{Desk, Server};
use db::{Db, Options};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use testkit::{Backend, Template};

const EVENTS: [&str; 3] = ["created_booking", "updated_booking", "deleted_booking"];

/// Number and subject of what was taken, in the order of the calls.
type Taken = Arc<Mutex<Vec<(i64, String)>>>;

/// One call: the number of the event and the URL's last part.
fn hear(stream: &TcpStream) -> Option<(i64, String)> {
    let (mut reader, mut line, mut length, mut number) = (BufReader::new(stream), String::new(), 0, None);
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
    Some((number?, body["url"].as_str()?.rsplit('/').next()?.to_owned()))
}

/// Answers one call at a time, for as long as the test runs.
fn receive() -> (SocketAddr, Taken) {
    let (listener, taken) = (TcpListener::bind("127.0.0.1:0").unwrap(), Taken::default());
    let (address, all) = (listener.local_addr().unwrap(), Arc::clone(&taken));
    std::thread::spawn(move || {
        for (turn, stream) in listener.incoming().enumerate() {
            let Ok(mut stream) = stream else { continue };
            let Some(heard) = hear(&stream) else { continue };
            let status = if turn.is_multiple_of(3) {
                "503 Service Unavailable"
            } else {
                all.lock().unwrap().push(heard);
                "200 OK"
            };
            let _ = write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }
    });
    (address, taken)
}

fn subscribe(server: &Server, token: &str, receiver: SocketAddr) {
    for event in EVENTS {
        let new = json!({"event": event, "callback_url": format!("http://{receiver}/hook")});
        done(ask(server.address, "harbour.localhost", "POST /api/subscriptions", token, &new));
    }
}

async fn kill_while_calling(url: String) {
    let (desk, (receiver, calls)) = (Desk::new(), receive());
    let database = format!("--database-url {url}");
    let settings = "--base-url http://localhost --rate-limit 0 --log warn,kontor=info --allow-private-callbacks --webhook-retry-after 20ms";
    let serve = || desk.serve(&format!("{database} {settings}"));
    let mut server = serve();
    let (token, rooms) = furnish(&desk, &server, &database);
    subscribe(&server, &token, receiver);
    // Twice in the midst of writes and calls, once in the midst of calls alone.
    for room in rooms.iter().take(2) {
        let writer = std::thread::spawn({
            let (address, token, room) = (server.address, token.clone(), room.clone());
            move || write(address, &token, &room)
        });
        tokio::time::sleep(seconds() / 2).await;
        server.signal("KILL");
        drop(writer.join().unwrap());
        drop(server);
        server = serve();
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    server.signal("KILL");
    drop(server);
    server = serve();

    let db = Db::connect(&url, &Options::default()).unwrap();
    let begin = Instant::now();
    loop {
        // Series go on being written.
        let all = events(&db).await;
        let wanted: BTreeSet<i64> = all.iter().filter(|(_, kind, _)| EVENTS.contains(&kind.as_str())).map(|(seq, ..)| *seq).collect();
        let got: BTreeSet<i64> = calls.lock().unwrap().iter().map(|(seq, _)| *seq).collect();
        if wanted.is_subset(&got) {
            assert!(wanted.len() > 50, "{} events are too few to tell", wanted.len());
            assert!(got.is_subset(&wanted), "an event that never was");
            break;
        }
        let missing = wanted.difference(&got).count();
        assert!(begin.elapsed() < Duration::from_mins(3), "{missing} of {} events are missing", wanted.len());
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    drop(server);
    let mut last = BTreeMap::new();
    for (seq, subject) in calls.lock().unwrap().iter() {
        let before = last.insert(subject.clone(), *seq).unwrap_or_default();
        assert!(before <= *seq, "{subject}: {seq} after {before}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_event_arrives_in_order_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    kill_while_calling(format!("sqlite:{}", folder.path().join("kontor.sqlite").display())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_event_arrives_in_order_on_postgres() {
    if let Some(test) = Template::new(&[]).database(Backend::Postgres).await {
        kill_while_calling(test.url().to_owned()).await;
    }
}
