//! Sandboxes: how a space is copied, and the clock that it has from then on.

mod tables;

pub use tables::{Made, TABLES, Table};

use crate::statements;
use db::{Query, Result, Tx, Value, Values, params};
use domain::ids::{ExternalBookingId, SpaceId};
use jiff::Timestamp;
use std::fmt::Write as _;
use uuid::Uuid;

db::row! {
    /// A space that has a clock of its own.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Standing {
        pub space: SpaceId as Uuid,
        /// Microseconds.
        pub clock_ahead: i64,
        /// What time its clock is being moved on to.
        pub clock_until: Option<Timestamp>,
        /// So long, by our clock, a process has the moving to itself.
        pub clock_lease: Option<Timestamp>,
    }
}

statements! {
    STANDING = "SELECT id AS space, clock_ahead, clock_until, clock_lease FROM spaces WHERE id = $1 AND clock_ahead IS NOT NULL";
    ALL = "SELECT id AS space, clock_ahead, clock_until, clock_lease FROM spaces WHERE clock_ahead IS NOT NULL AND id > $1 ORDER BY id LIMIT $2";
    WANT = "UPDATE spaces SET clock_until = $2, clock_lease = $3 WHERE id = $1";
    HOLD = "UPDATE spaces SET clock_lease = $3 WHERE id = $1 AND clock_until IS NOT NULL AND (clock_lease IS NULL OR clock_lease <= $2)";
    MOVE = "UPDATE spaces SET clock_ahead = $3, clock_lease = $4 WHERE id = $1 AND clock_lease = $2";
    RENEW = "UPDATE spaces SET clock_lease = $3 WHERE id = $1 AND clock_lease = $2";
    LET_GO = "UPDATE spaces SET clock_lease = NULL WHERE id = $1 AND clock_lease = $2";
    ARRIVE = "UPDATE spaces SET clock_until = NULL, clock_lease = NULL WHERE id = $1 AND clock_lease = $2";
    OPEN = "UPDATE spaces SET clock_until = NULL WHERE id = $1";
    PENDING = "SELECT id, starts_at FROM external_bookings WHERE space_id = $1 AND status = 'pending' ORDER BY id";
    DRESS = "UPDATE spaces SET accent = (SELECT o.accent FROM spaces o WHERE o.id = $2) WHERE id = $1";
    NUMBER = "UPDATE space_counters SET customer_number = (SELECT o.customer_number FROM space_counters o WHERE o.space_id = $2)
        WHERE space_id = $1";
    SUMS = "SELECT (SELECT COUNT(*) FROM invoices WHERE space_id = $1), (SELECT COUNT(*) FROM mails WHERE space_id = $1),
        (SELECT event_seq FROM space_counters WHERE space_id = $1)";
}

/// Nothing where the space is no sandbox.
pub async fn standing(tx: &mut Tx, space: SpaceId) -> Result<Option<Standing>> {
    tx.query_opt(STANDING, params![space.0]).await
}

/// The same, and nobody else changes it until the transaction ends.
pub async fn lock(tx: &mut Tx, space: SpaceId) -> Result<Option<Standing>> {
    let lock = tx.dialect().for_update();
    tx.query_opt(format!("{STANDING}{lock}"), params![space.0]).await
}

/// Sandboxes by id.
pub async fn all(tx: &mut Tx, after: SpaceId, limit: i64) -> Result<Vec<Standing>> {
    tx.query(ALL, params![after.0, limit]).await
}

/// Notes what time the clock is to be moved on to, and who does so, if it is at once.
pub async fn want(tx: &mut Tx, space: SpaceId, until: Timestamp, lease: Option<Timestamp>) -> Result<()> {
    tx.execute(WANT, params![space.0, until, lease]).await.map(drop)
}

/// Takes the moving of a clock, if it is wanted and nobody has it.
pub async fn hold(tx: &mut Tx, space: SpaceId, now: Timestamp, lease: Timestamp) -> Result<bool> {
    Ok(tx.execute(HOLD, params![space.0, now, lease]).await? == 1)
}

/// Sets the clock. `false` if another process has the moving meanwhile.
pub async fn move_clock(tx: &mut Tx, space: SpaceId, lease: Timestamp, ahead: i64, renewed: Timestamp) -> Result<bool> {
    Ok(tx.execute(MOVE, params![space.0, lease, ahead, renewed]).await? == 1)
}

/// Keeps the moving for longer.
pub async fn renew(tx: &mut Tx, space: SpaceId, lease: Timestamp, renewed: Timestamp) -> Result<bool> {
    Ok(tx.execute(RENEW, params![space.0, lease, renewed]).await? == 1)
}

/// Leaves the rest of the way to whoever comes next.
pub async fn let_go(tx: &mut Tx, space: SpaceId, lease: Timestamp) -> Result<()> {
    tx.execute(LET_GO, params![space.0, lease]).await.map(drop)
}

/// The clock shows what it was to show.
pub async fn arrive(tx: &mut Tx, space: SpaceId, lease: Timestamp) -> Result<()> {
    tx.execute(ARRIVE, params![space.0, lease]).await.map(drop)
}

/// A copy is complete: its clock may be moved.
pub async fn open(tx: &mut Tx, copy: SpaceId) -> Result<()> {
    tx.execute(OPEN, params![copy.0]).await.map(drop)
}

/// Visitors' bookings that nobody has answered, and when they begin.
pub async fn pending(tx: &mut Tx, space: SpaceId) -> Result<Vec<(ExternalBookingId, Timestamp)>> {
    let rows: Vec<(Uuid, Timestamp)> = tx.query(PENDING, params![space.0]).await?;
    Ok(rows.into_iter().map(|(id, begins)| (ExternalBookingId(id), begins)).collect())
}

/// Gives a copy the colour and the next customer number of what it is copied from.
pub async fn dress(tx: &mut Tx, copy: SpaceId, from: SpaceId) -> Result<()> {
    tx.execute(DRESS, params![copy.0, from.0]).await?;
    tx.execute(NUMBER, params![copy.0, from.0]).await.map(drop)
}

/// How many invoices and mails a space has, and the number of its last event.
pub async fn sums(tx: &mut Tx, space: SpaceId) -> Result<(i64, i64, i64)> {
    tx.query_one(SUMS, params![space.0]).await
}

/// The columns of a table that are stored and not computed.
pub async fn columns(tx: &mut Tx, table: &Table) -> Result<Vec<String>> {
    let (_, mut names) = tx.describe(format!("SELECT * FROM {}", table.name)).await?;
    names.retain(|name| !table.computed.contains(&name.as_str()));
    Ok(names)
}

/// The rows of a space after one of them, in the order of the table's key.
pub async fn rows(
    tx: &mut Tx,
    table: &Table,
    columns: &[String],
    space: SpaceId,
    after: Option<&Values>,
    limit: u32,
) -> Result<Vec<Values>> {
    let mut query = Query::new("SELECT ");
    let _ = write!(query.text, "{} FROM {}", columns.join(", "), table.name);
    let mut query = query.sql(" WHERE space_id = ").bind(space.0);
    if let Some(only) = table.only {
        query = query.sql(" AND ").sql(only);
    }
    if let Some(Values(last)) = after {
        let _ = write!(query.text, " AND ({}) > (", table.key.join(", "));
        for (place, key) in table.key.iter().enumerate() {
            let value = columns.iter().position(|column| column == key).and_then(|at| last.get(at)).cloned();
            query = query.sql(if place == 0 { "" } else { ", " }).bind(value.unwrap_or(Value::Null));
        }
        query = query.sql(")");
    }
    if !table.key.is_empty() {
        let _ = write!(query.text, " ORDER BY {}", table.key.join(", "));
    }
    let query = query.sql(" LIMIT ").bind(limit);
    tx.query(query.text, query.params).await
}

/// Rows of one statement; the rest goes one by one, so that two statements are prepared.
const TOGETHER: usize = 25;

/// Puts rows into a table.
pub async fn insert(tx: &mut Tx, table: &Table, columns: &[String], rows: Vec<Values>) -> Result<()> {
    let mut rows = rows.into_iter().peekable();
    let mut left = rows.len();
    while left > 0 {
        let count = if left >= TOGETHER { TOGETHER } else { 1 };
        let mut query = Query::new("INSERT INTO ");
        let _ = write!(query.text, "{} ({}) VALUES ", table.name, columns.join(", "));
        for (at, Values(row)) in rows.by_ref().take(count).enumerate() {
            query = query.sql(if at == 0 { "(" } else { ", (" });
            for (place, value) in row.into_iter().enumerate() {
                query = query.sql(if place == 0 { "" } else { ", " }).bind(value);
            }
            query = query.sql(")");
        }
        tx.execute(query.text, query.params).await?;
        left -= count;
    }
    Ok(())
}
