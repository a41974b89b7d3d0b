//! Webhooks under load: many subscriptions, many events, and some receivers that hang. How many calls a second, and how long
//! it takes from the commit of an event to the first call about it.
//!
//! Everything is in this process, as in a server: use case, outbox, dispatcher; and the receivers, which cost little.

use crate::server::Database;
use crate::{Backend, Result};
use app::access::{self, Access, Door, Place};
use app::tokens::{self, Grant};
use app::{App, BaseUrl, Chance, Clock, Event, users, webhooks};
use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use db::{Db, Options};
use domain::webhooks::FIRST_PAUSE;
use jobs::{Callbacks, Dispatcher};
use serde_json::json;
use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use tokio::sync::oneshot;

/// What is measured.
#[derive(clap::Args, Clone, Debug)]
pub struct Load {
    /// Measures webhooks instead of requests.
    #[arg(long)]
    deliveries: bool,
    /// Subscriptions, each with a receiver of its own.
    #[arg(long, default_value_t = 1_000)]
    subscriptions: u32,
    /// Events, each for all subscriptions.
    #[arg(long, default_value_t = 1_000)]
    events: u32,
    /// Of a hundred receivers so many never answer.
    #[arg(long, default_value_t = 10, value_parser = clap::value_parser!(u32).range(..100))]
    hanging: u32,
    /// Events that are written one after the other, each when all of the one before were called.
    #[arg(long, default_value_t = 20)]
    calm: u32,
}

impl Load {
    pub fn wanted(&self) -> bool {
        self.deliveries
    }

    /// How many receivers answer.
    fn good(&self) -> u32 {
        self.subscriptions - self.subscriptions * self.hanging / 100
    }

    /// Whether the receiver of the number answers; those that hang are spread among the others.
    fn answers(&self, number: u32) -> bool {
        (number + 1) * self.hanging / 100 == number * self.hanging / 100
    }
}

/// First calls, by receiver and event: microseconds from the start, 0 for none yet.
struct Board {
    start: Instant,
    base: i64,
    events: usize,
    first: Vec<AtomicU64>,
    arrived: AtomicU64,
    calls: AtomicU64,
    load: Load,
}

impl Board {
    fn micros(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_micros()).unwrap_or(u64::MAX).max(1)
    }

    /// Whether the receiver answers.
    fn note(&self, number: u32, seq: i64) -> bool {
        let answers = self.load.answers(number);
        self.calls.fetch_add(1, Ordering::Relaxed);
        let event = usize::try_from(seq - self.base - 1).unwrap_or(usize::MAX);
        let at = usize::try_from(number).unwrap_or(usize::MAX).saturating_mul(self.events).saturating_add(event);
        if answers
            && event < self.events
            && let Some(cell) = self.first.get(at)
            && cell.compare_exchange(0, self.micros(), Ordering::Relaxed, Ordering::Relaxed).is_ok()
        {
            self.arrived.fetch_add(1, Ordering::Relaxed);
        }
        answers
    }

    async fn arrive(&self, wanted: u64) -> Result<()> {
        let (begin, mut last) = (Instant::now(), (0, Instant::now()));
        while self.arrived.load(Ordering::Relaxed) < wanted {
            let now = self.arrived.load(Ordering::Relaxed);
            if now > last.0 {
                last = (now, Instant::now());
            }
            if last.1.elapsed() > Duration::from_mins(2) {
                return Err(format!("{now} of {wanted} calls were made in {:?}, and no more", begin.elapsed()).into());
            }
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        Ok(())
    }
}

async fn receive(Path(number): Path<u32>, State(board): State<Arc<Board>>, headers: HeaderMap) -> StatusCode {
    let seq = headers.get("webhook-sequence").and_then(|value| value.to_str().ok()?.parse().ok()).unwrap_or_default();
    if !board.note(number, seq) {
        pending::<()>().await;
    }
    StatusCode::NO_CONTENT
}

struct House {
    app: App,
    access: Access,
}

impl House {
    async fn open(url: &str) -> Result<Self> {
        let db = Db::connect(url, &Options::default())?;
        db.migrate(store::MIGRATIONS, Clock::System.now()).await?;
        let app = App::new(db, Clock::System, Chance::System, BaseUrl::parse("http://kontor.test")?);
        let owner = users::create(&app, "owner@bench.test", None).await?;
        let grant = Grant { user: owner, client: None, space: None, scopes: "read write".parse()?, expires_at: None };
        let token = tokens::create(&app, grant).await?;
        let caller = access::authenticate(&app, token.reveal()).await?;
        let details = app::spaces::Details { name: Some("Bench".into()), country: Some("DE".into()), ..Default::default() };
        let command = app::spaces::Create { subdomain: "bench".into(), owner_name: "Olga".into(), details };
        let space = app::spaces::create(&app, &caller, command).await?.id;
        let access = access::enter_as(&app, &caller, Place::Space(space), &[], Door::Related).await?;
        Ok(Self { app, access })
    }

    /// Writes an event; when it was committed, in microseconds from the board's start.
    async fn emit(&self, board: &Board) -> Result<u64> {
        let (app, access, subject) = (self.app.clone(), self.access.clone(), self.app.id::<uuid::Uuid>());
        let emit = async move |tx: &mut db::Tx| app.emit(&mut access.bind(tx), Event::CreatedBooking, subject, json!({})).await;
        self.app.db.write(emit).await?;
        Ok(board.micros())
    }
}

/// Measures one database.
pub async fn measure(backend: Backend, load: &Load) -> Result<()> {
    let Some(database) = Database::make(backend)? else {
        println!("{backend:?}: not installed");
        return Ok(());
    };
    let house = House::open(&database.url).await?;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = listener.local_addr()?;
    for number in 0..load.subscriptions {
        webhooks::create(&house.app, &house.access, "created_booking", &format!("http://{address}/{number}")).await?;
    }
    let events = usize::try_from(load.events + load.calm)?;
    let cells = usize::try_from(load.subscriptions)? * events;
    let access = house.access.clone();
    let base = house.app.db.read(async move |tx| store::outbox::extent(&mut access.bind(tx)).await).await?.last;
    let board = Arc::new(Board {
        start: Instant::now(),
        base,
        events,
        first: (0..cells).map(|_| AtomicU64::new(0)).collect(),
        arrived: AtomicU64::new(0),
        calls: AtomicU64::new(0),
        load: load.clone(),
    });
    let router = Router::new().route("/{number}", post(receive)).with_state(Arc::clone(&board));
    tokio::spawn(axum::serve(listener, router).into_future());
    let callbacks = Callbacks::new(true)?;
    let (stop, stopped) = oneshot::channel::<()>();
    let dispatcher = tokio::spawn(Dispatcher::new(house.app.clone(), callbacks, FIRST_PAUSE).run(async { drop(stopped.await) }));

    let good = u64::from(load.good());
    println!("{backend:?}: {} subscriptions, {} of them answer", load.subscriptions, load.good());
    let mut commits = Vec::with_capacity(events);
    for number in 1..=load.calm {
        commits.push(house.emit(&board).await?);
        board.arrive(u64::from(number) * good).await?;
    }
    report("one event at a time", &board, &commits, 0, None);
    let begin = Instant::now();
    for _ in 0..load.events {
        commits.push(house.emit(&board).await?);
    }
    let written = begin.elapsed();
    board.arrive(u64::from(load.events + load.calm) * good).await?;
    println!("  {} events written in {:.1} s", load.events, written.as_secs_f64());
    report("all events at once", &board, &commits, usize::try_from(load.calm)?, Some(begin.elapsed()));
    drop(stop);
    dispatcher.abort(); // those that hang would be waited for
    Ok(())
}

/// Prints how long it took from commits to first calls, of the events from a number on.
fn report(what: &str, board: &Board, commits: &[u64], from: usize, taken: Option<Duration>) {
    let mut waits = Vec::new();
    for row in board.first.chunks(board.events) {
        for (event, cell) in row.iter().enumerate().skip(from).take(commits.len() - from) {
            let (at, commit) = (cell.load(Ordering::Relaxed), commits.get(event).copied().unwrap_or_default());
            if at > 0 {
                waits.push(at.saturating_sub(commit));
            }
        }
    }
    waits.sort_unstable();
    let at = |hundredth: usize| {
        let wait = waits.get((waits.len() * hundredth / 100).min(waits.len().saturating_sub(1))).copied().unwrap_or_default();
        Duration::from_micros(wait).as_secs_f64() * 1000.0
    };
    let rate =
        taken.map(|taken| format!(", {:.0} a second", f64::from(u32::try_from(waits.len()).unwrap_or(u32::MAX)) / taken.as_secs_f64()));
    println!(
        "  {what}: {} first calls{}; from commit to call: p50 {:.1} ms, p99 {:.1} ms, longest {:.1} ms",
        waits.len(),
        rate.unwrap_or_default(),
        at(50),
        at(99),
        at(100),
    );
}
