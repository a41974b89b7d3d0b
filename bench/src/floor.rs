//! The floor: an axum handler that runs one prepared statement which reads what the answer needs, and writes a JSON of
//! as many bytes; for a booking, the same transaction without anything around it. It knows neither hosts nor tokens,
//! roles, time zones or prices.

use crate::Result;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::IntoResponse;
use axum::routing::get;
use rusqlite::Connection;
use serde::Deserialize;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio_postgres::types::{FromSql, ToSql, Type};
use tokio_postgres::{Client, NoTls, Statement};
use uuid::Uuid;

macro_rules! bookings {
    ($from:literal, $end:literal) => {
        concat!("SELECT b.id, b.resource_id, b.membership_id, b.starts_at, b.ends_at, b.units, b.title, b.comments, b.attendees, b.extras,
            b.price, b.currency, b.taxes, b.credit_minutes, b.payable, b.created_at, b.updated_at, r.name, r.hidden, r.cancellation_period,
            m.name, c.rule FROM ", $from, " b JOIN resources r ON r.space_id = b.space_id AND r.id = b.resource_id
            LEFT JOIN memberships m ON m.space_id = b.membership_space_id AND m.id = b.membership_id
            LEFT JOIN recurrences c ON c.space_id = b.space_id AND c.id = b.recurrence_id", $end)
    };
}
const GET: &str = bookings!("bookings", " WHERE b.space_id = $1 AND b.id = $2");
// The page before all that belongs to it, as we do it: PostgreSQL would join the whole month first.
const LIST: &str = bookings!(
    "(SELECT * FROM bookings WHERE space_id = $1 AND starts_at >= $2 AND starts_at < $3 ORDER BY starts_at, id LIMIT 50)",
    " ORDER BY b.starts_at, b.id"
);
const MEMBERS: &str = "SELECT m.id, m.name, m.company, m.email, m.phone, m.address, m.confirmed_at, m.starts_at, m.next_invoice_at, p.terms
    FROM memberships m JOIN membership_plans p ON p.space_id = m.space_id AND p.membership_id = m.id
    WHERE m.space_id = $1 AND p.canceled_to IS NULL ORDER BY m.id LIMIT 1000";
// SQLite numbers `$1` and its like as they appear.
const AVAILABILITY: &str = "SELECT r.id, r.units, r.booking_times, b.starts_at, b.ends_at, b.units FROM resources r LEFT JOIN bookings b
    ON b.space_id = $1 AND b.resource_id = r.id AND b.ends_at > $2 AND b.starts_at < $3 AND b.ends_at < $4 WHERE r.space_id = $1";
const LOCK: &str = "SELECT units FROM resources WHERE space_id = $1 AND id = $2";
const BOOK: &str = "INSERT INTO bookings (space_id, id, resource_id, starts_at, ends_at, units, exclusive, title, attendees, extras, price,
    currency, taxes, pricing, credit_minutes, credit_amount, payable, created_at, updated_at)
    VALUES ($1, $2, $3, $4, $5, 1, true, 'Bench', '[]', '[]', 10000000, 'EUR', '[]', '{}', 0, 0, 10000000, $4, $4)";
const NUMBER: &str = "UPDATE space_counters SET event_seq = event_seq + 1 WHERE space_id = $1 RETURNING event_seq";
const EVENT: &str = "INSERT INTO outbox (space_id, seq, id, type, subject_id, body, created_at) VALUES ($1, $2, $3, 'floor', $3, '{}', $4)";

/// 2026-03-01, 2026-04-01 and 2101-01-01 in microseconds since 1970.
const FROM: i64 = 1_772_323_200_000_000;
const TO: i64 = 1_775_001_600_000_000;
const FREE: i64 = 4_133_980_800_000_000;
const HOUR: i64 = 3_600_000_000;
/// No booking that begins in the month ends later.
const END: i64 = TO + 31 * 24 * HOUR;

#[derive(Deserialize)]
struct Ask {
    bytes: usize,
    n: i64,
}

/// What the statements are bound to.
struct Known {
    space: Uuid,
    booking: Uuid,
    resources: Vec<Uuid>,
}

type Shared = Arc<Floor>;
enum Floor {
    Lite { path: String, known: Known, writer: Mutex<Connection> },
    Postgres { known: Known, clients: Vec<Pg>, next: AtomicUsize },
}

struct Pg {
    client: tokio::sync::Mutex<Client>,
    statements: HashMap<&'static str, Statement>,
}

pub async fn serve(url: &str, listen: &str) -> Result<()> {
    let floor: Shared = Arc::new(match url.strip_prefix("sqlite:") {
        Some(path) => open_sqlite(path)?,
        None => open_postgres(url).await?,
    });
    let router = Router::new()
        .route("/health", get(async || ""))
        .route("/get", get(async |state, ask| answer(state, ask, GET).await))
        .route("/list", get(async |state, ask| answer(state, ask, LIST).await))
        .route("/members", get(async |state, ask| answer(state, ask, MEMBERS).await))
        .route("/availability", get(async |state, ask| answer(state, ask, AVAILABILITY).await))
        .route("/create", get(create))
        .with_state(floor);
    let listener = tokio::net::TcpListener::bind(listen).await?;
    Ok(axum::serve(axum::serve::ListenerExt::tap_io(listener, |io| drop(io.set_nodelay(true))), router).await?)
}

fn open_sqlite(path: &str) -> Result<Floor> {
    let writer = connect(path)?;
    let id = |sql: &str| writer.query_row(sql, [], |row| row.get::<_, Uuid4>(0)).map(|id| id.0);
    let known = Known {
        space: id("SELECT id FROM spaces ORDER BY id LIMIT 1")?,
        booking: id("SELECT id FROM bookings ORDER BY id LIMIT 1")?,
        resources: writer
            .prepare("SELECT id FROM resources")?
            .query_map([], |row| row.get::<_, Uuid4>(0))?
            .flatten()
            .map(|id| id.0)
            .collect(),
    };
    Ok(Floor::Lite { path: path.into(), known, writer: Mutex::new(writer) })
}

struct Uuid4(Uuid);
impl rusqlite::types::FromSql for Uuid4 {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        Uuid::from_slice(value.as_blob()?).map(Self).map_err(|e| rusqlite::types::FromSqlError::Other(Box::new(e)))
    }
}

fn connect(path: &str) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection
        .execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -16000")?;
    connection.set_prepared_statement_cache_capacity(32);
    Ok(connection)
}

async fn open_postgres(url: &str) -> Result<Floor> {
    let mut clients = Vec::new();
    for _ in 0..16 {
        let (client, connection) = tokio_postgres::connect(url, NoTls).await?;
        tokio::spawn(connection);
        let mut statements = HashMap::new();
        for sql in [GET, LIST, MEMBERS, AVAILABILITY, LOCK, BOOK, NUMBER, EVENT] {
            statements.insert(sql, client.prepare(&lock(sql)).await?);
        }
        clients.push(Pg { client: tokio::sync::Mutex::new(client), statements });
    }
    let first = clients.first().ok_or("no connection")?.client.lock().await;
    let known = Known {
        space: first.query_one("SELECT id FROM spaces ORDER BY id LIMIT 1", &[]).await?.get(0),
        booking: first.query_one("SELECT id FROM bookings ORDER BY id LIMIT 1", &[]).await?.get(0),
        resources: first.query("SELECT id FROM resources", &[]).await?.iter().map(|row| row.get(0)).collect(),
    };
    drop(first);
    Ok(Floor::Postgres { known, clients, next: AtomicUsize::new(0) })
}

/// Writers of one resource queue up, as two that meet in an exclusion constraint wait for each other.
fn lock(sql: &'static str) -> String {
    if sql == LOCK { format!("{sql} FOR NO KEY UPDATE") } else { sql.into() }
}

/// Any column, as its bytes.
struct Raw<'a>(&'a [u8]);
impl<'a> FromSql<'a> for Raw<'a> {
    fn from_sql(_: &Type, raw: &'a [u8]) -> Result<Self> {
        Ok(Self(raw))
    }
    fn accepts(_: &Type) -> bool {
        true
    }
}

/// An instant in the unit of the server.
#[derive(Debug)]
struct Micros(i64);
impl ToSql for Micros {
    fn to_sql(&self, _: &Type, out: &mut bytes::BytesMut) -> Result<tokio_postgres::types::IsNull> {
        out.extend_from_slice(&(self.0 - 946_684_800_000_000).to_be_bytes());
        Ok(tokio_postgres::types::IsNull::No)
    }
    fn accepts(_: &Type) -> bool {
        true
    }
    tokio_postgres::types::to_sql_checked!();
}

/// A JSON array of arrays of texts, filled up with more texts to the wanted length.
struct Body(Vec<u8>);
impl Body {
    fn new(bytes: usize) -> Self {
        let mut body = Vec::with_capacity(bytes + 64);
        body.push(b'[');
        Self(body)
    }
    fn cell(&mut self, raw: &[u8], first: bool) {
        self.0.push(if first { b'[' } else { b',' });
        drop(serde_json::to_writer(&mut self.0, &String::from_utf8_lossy(raw)));
    }
    fn end(mut self, bytes: usize) -> Vec<u8> {
        const TEXT: &str = "0123456789abcdef0123456789abcdef";
        while self.0.len() + TEXT.len() + 3 <= bytes {
            self.cell(TEXT.as_bytes(), false);
        }
        let length = self.0.len().max(bytes);
        self.0.resize(length, b' ');
        self.0
    }
}

thread_local! {
    static READER: RefCell<Option<Connection>> = const { RefCell::new(None) };
}

async fn answer(State(floor): State<Shared>, Query(ask): Query<Ask>, sql: &'static str) -> Result<Vec<u8>, String> {
    let done = match &*floor {
        Floor::Lite { path, known, .. } => READER.with_borrow_mut(|reader| sqlite_rows(reader, path, known, sql, ask.bytes)),
        Floor::Postgres { known, clients, next } => postgres_rows(known, clients, next, sql, ask.bytes).await,
    };
    done.map_err(|error| error.to_string())
}

fn sqlite_rows(reader: &mut Option<Connection>, path: &str, known: &Known, sql: &str, bytes: usize) -> Result<Vec<u8>> {
    if reader.is_none() {
        *reader = Some(connect(path)?);
    }
    let Some(connection) = reader else { return Err("no connection".into()) };
    let mut statement = connection.prepare_cached(sql)?;
    let columns = statement.column_count();
    let space = known.space.as_bytes().to_vec();
    let mut rows = match sql {
        GET => statement.query(rusqlite::params![space, known.booking.as_bytes().to_vec()])?,
        MEMBERS => statement.query([space])?,
        AVAILABILITY => statement.query(rusqlite::params![space, FROM, TO, END])?,
        _ => statement.query(rusqlite::params![space, FROM, TO])?,
    };
    let mut body = Body::new(bytes);
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            let number;
            let raw = match row.get_ref(column)? {
                rusqlite::types::ValueRef::Text(raw) | rusqlite::types::ValueRef::Blob(raw) => raw,
                rusqlite::types::ValueRef::Integer(n) => {
                    number = n.to_be_bytes();
                    number.as_slice()
                }
                _ => &[],
            };
            body.cell(raw, column == 0);
        }
    }
    Ok(body.end(bytes))
}

async fn postgres_rows(known: &Known, clients: &[Pg], next: &AtomicUsize, sql: &'static str, bytes: usize) -> Result<Vec<u8>> {
    let (pg, client) = free(clients, next).await?;
    let statement = pg.statements.get(sql).ok_or("not prepared")?;
    let (from, to, end) = (Micros(FROM), Micros(TO), Micros(END));
    let values: &[&(dyn ToSql + Sync)] = match sql {
        GET => &[&known.space, &known.booking],
        MEMBERS => &[&known.space],
        AVAILABILITY => &[&known.space, &from, &to, &end],
        _ => &[&known.space, &from, &to],
    };
    let mut body = Body::new(bytes);
    for row in client.query(statement, values).await? {
        for column in 0..row.len() {
            body.cell(row.try_get::<_, Option<Raw<'_>>>(column)?.map_or(&[], |raw| raw.0), column == 0);
        }
    }
    Ok(body.end(bytes))
}

async fn free<'a>(clients: &'a [Pg], next: &AtomicUsize) -> Result<(&'a Pg, tokio::sync::MutexGuard<'a, Client>)> {
    let at = next.fetch_add(1, Ordering::Relaxed) % clients.len().max(1);
    let pg = clients.get(at).ok_or("no connection")?;
    Ok((pg, pg.client.lock().await))
}

async fn create(State(floor): State<Shared>, Query(ask): Query<Ask>) -> Result<impl IntoResponse, String> {
    let known = match &*floor {
        Floor::Lite { known, .. } | Floor::Postgres { known, .. } => known,
    };
    let many = i64::try_from(known.resources.len().max(1)).unwrap_or(1);
    let resource = usize::try_from(ask.n % many).ok().and_then(|at| known.resources.get(at)).copied().unwrap_or_default();
    let from = FREE + ask.n / many * HOUR;
    let id = Uuid::from_u128(0xf100_0000_0000_7000_8000_0000_0000_0000 | u128::from(ask.n.unsigned_abs()));
    let done = match &*floor {
        Floor::Lite { writer, known, .. } => {
            let mut writer = writer.lock().unwrap_or_else(PoisonError::into_inner);
            sqlite_book(&mut writer, known.space, resource, id, from)
        }
        Floor::Postgres { known, clients, next } => postgres_book(known.space, clients, next, resource, id, from).await,
    };
    done.map_err(|error| error.to_string())?;
    Ok(Body::new(ask.bytes).end(ask.bytes))
}

fn sqlite_book(connection: &mut Connection, space: Uuid, resource: Uuid, id: Uuid, from: i64) -> Result<()> {
    let (space, resource, id) = (space.as_bytes().to_vec(), resource.as_bytes().to_vec(), id.as_bytes().to_vec());
    let tx = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    tx.prepare_cached(LOCK)?.query_row(rusqlite::params![space, resource], |row| row.get::<_, i64>(0))?;
    tx.prepare_cached(BOOK)?.execute(rusqlite::params![space, id, resource, from, from + HOUR])?;
    let seq: i64 = tx.prepare_cached(NUMBER)?.query_row([&space], |row| row.get(0))?;
    tx.prepare_cached(EVENT)?.execute(rusqlite::params![space, seq, id, from])?;
    Ok(tx.commit()?)
}

async fn postgres_book(space: Uuid, clients: &[Pg], next: &AtomicUsize, resource: Uuid, id: Uuid, from: i64) -> Result<()> {
    let (pg, mut client) = free(clients, next).await?;
    let statement = |sql| pg.statements.get(sql).ok_or("not prepared");
    let tx = client.transaction().await?;
    tx.query_one(statement(LOCK)?, &[&space, &resource]).await?;
    tx.execute(statement(BOOK)?, &[&space, &id, &resource, &Micros(from), &Micros(from + HOUR)]).await?;
    let seq: i64 = tx.query_one(statement(NUMBER)?, &[&space]).await?.get(0);
    tx.execute(statement(EVENT)?, &[&space, &seq, &id, &Micros(from)]).await?;
    Ok(tx.commit().await?)
}
