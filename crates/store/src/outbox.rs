//! The outbox: what happened in a space, in order and without gaps.

use crate::json::json;
use crate::{SpaceTx, statements};
use db::{Query, Result, Tx, params};
use domain::ids::SpaceId;
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

db::row! {
    /// One event. `seq` grows by one within a space.
    #[derive(Clone, Debug)]
    pub struct Event {
        pub seq: i64,
        pub id: Uuid,
        pub kind: String,
        /// What it happened to: a booking, a membership.
        pub subject_id: Uuid,
        pub body: serde_json::Value,
        pub created_at: Timestamp,
    }
}

db::row! {
    /// A new event's number, and how far the clock's events were told when it came (see `clock_events`).
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Appended {
        pub seq: i64,
        pub begun_until: Option<Timestamp>,
        pub ended_until: Option<Timestamp>,
        pub day_until: Option<Date>,
    }
}

db::row! {
    /// Which numbers can be read. Where nothing is kept, `first` is the number that comes next.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Extent {
        pub first: i64,
        pub last: i64,
    }
}

statements! {
    NEXT = "UPDATE space_counters SET event_seq = event_seq + 1 WHERE space_id = $1 RETURNING event_seq AS seq, begun_until,
        ended_until, day_until";
    INSERT = "INSERT INTO outbox (space_id, seq, id, type, subject_id, body, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    AFTER = "SELECT seq, id, type AS kind, subject_id, body, created_at FROM outbox WHERE space_id = $1 AND seq > $2 ORDER BY seq LIMIT $3";
    EXTENT = "SELECT COALESCE((SELECT MIN(o.seq) FROM outbox o WHERE o.space_id = $1), c.event_seq + 1) AS first, c.event_seq AS last
        FROM space_counters c WHERE c.space_id = $1";
    AGED = "SELECT c.space_id FROM space_counters c
        WHERE (SELECT o.created_at FROM outbox o WHERE o.space_id = c.space_id ORDER BY o.seq LIMIT 1) < $1 ORDER BY c.space_id";
    LAST_AGED = "SELECT MAX(o.seq) FROM (SELECT seq, created_at FROM outbox WHERE space_id = $1 ORDER BY seq LIMIT $3) o WHERE o.created_at < $2
        AND o.seq <= COALESCE((SELECT w.seq FROM webhook_cursors w WHERE w.space_id = $1), o.seq)";
    DELETE_UP_TO = "DELETE FROM outbox WHERE space_id = $1 AND seq <= $2";
}

/// Appends an event and gives its number. The counter's row stays locked until the transaction ends,
/// which is what keeps the numbers free of gaps and in the order of the commits: emit last.
pub async fn append(tx: &mut SpaceTx<'_>, id: Uuid, kind: &str, subject: Uuid, body: serde_json::Value, at: Timestamp) -> Result<Appended> {
    let appended: Appended = tx.query_one(NEXT, params![]).await?;
    let mut values = params![appended.seq, id, kind, subject];
    values.extend([json(&body), at.into()]);
    tx.execute(INSERT, values).await?;
    Ok(appended)
}

/// At most `limit` events after the number `after`.
pub async fn after(tx: &mut SpaceTx<'_>, after: i64, limit: i64) -> Result<Vec<Event>> {
    tx.query(AFTER, params![after, limit]).await
}

/// At most `limit` events after the number `after`, of these types; of all where none is named.
pub async fn named(tx: &mut SpaceTx<'_>, after: i64, types: &[String], limit: u32) -> Result<Vec<Event>> {
    let mut query = tx
        .select("SELECT seq, id, type AS kind, subject_id, body, created_at FROM outbox WHERE space_id = ")
        .sql(" AND seq > ")
        .bind(after);
    if !types.is_empty() {
        query = query.sql(" AND type IN ").list(types.iter().cloned());
    }
    let query = query.sql(" ORDER BY seq LIMIT ").bind(limit);
    tx.run(query).await
}

/// Which numbers can be read.
pub async fn extent(tx: &mut SpaceTx<'_>) -> Result<Extent> {
    tx.query_one(EXTENT, params![]).await
}

/// The last number of each of the spaces.
pub async fn last_of(tx: &mut Tx, spaces: &[SpaceId]) -> Result<Vec<(SpaceId, i64)>> {
    let query = Query::new("SELECT space_id, event_seq FROM space_counters WHERE space_id IN ").list(spaces.iter().map(|space| space.0));
    let rows: Vec<(Uuid, i64)> = tx.query(query.text, query.params).await?;
    Ok(rows.into_iter().map(|(space, seq)| (SpaceId(space), seq)).collect())
}

/// Spaces whose oldest event came before a time.
pub async fn aged(tx: &mut Tx, before: Timestamp) -> Result<Vec<SpaceId>> {
    let rows: Vec<(Uuid,)> = tx.query(AGED, params![before]).await?;
    Ok(rows.into_iter().map(|(id,)| SpaceId(id)).collect())
}

/// Removes events from the first one on up to the last that came before a time, `limit` at most; how many. What webhooks
/// have not got stays, and so do all that follow it: the numbers that are left have no gap.
pub async fn delete_aged(tx: &mut SpaceTx<'_>, before: Timestamp, limit: u32) -> Result<u64> {
    let (last,): (Option<i64>,) = tx.query_one(LAST_AGED, params![before, limit]).await?;
    match last {
        Some(last) => tx.execute(DELETE_UP_TO, params![last]).await,
        None => Ok(0),
    }
}
