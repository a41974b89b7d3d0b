//! The outbox: what happened in a space, in order and without gaps.

use crate::json::json;
use crate::{SpaceTx, statements};
use db::{Result, params};
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

statements! {
    NEXT = "UPDATE space_counters SET event_seq = event_seq + 1 WHERE space_id = $1 RETURNING event_seq AS seq, begun_until,
        ended_until, day_until";
    INSERT = "INSERT INTO outbox (space_id, seq, id, type, subject_id, body, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    AFTER = "SELECT seq, id, type AS kind, subject_id, body, created_at FROM outbox WHERE space_id = $1 AND seq > $2 ORDER BY seq LIMIT $3";
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
