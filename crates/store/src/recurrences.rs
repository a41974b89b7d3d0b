//! Recurrences: the rule that repeated bookings share, and how far they are written.

use crate::json::{Json, json};
use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::RecurrenceId;
use domain::recurrence::Rule;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An occurrence that found no place (B16).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skipped {
    pub from: Timestamp,
    pub to: Timestamp,
    /// The code of what stood in its way.
    pub reason: String,
}

db::row! {
    #[derive(Clone, Debug)]
    pub struct Recurrence {
        pub id: RecurrenceId as Uuid,
        pub rule: Json<Rule>,
        /// How many bookings the rule stands for.
        pub expected: i64,
        /// How many of them are dealt with: written or skipped.
        pub reached: i64,
        /// All that will be written is written.
        pub done: bool,
        pub skipped: Json<Vec<Skipped>>,
        pub created_at: Timestamp,
    }
}

statements! {
    INSERT = "INSERT INTO recurrences (space_id, id, rule, expected, reached, done, skipped, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    FIND = "SELECT id, rule, expected, reached, done, skipped, created_at FROM recurrences WHERE space_id = $1 AND id = $2";
    ADVANCE = "UPDATE recurrences SET reached = $3, done = $4, skipped = $5 WHERE space_id = $1 AND id = $2";
    STOP = "UPDATE recurrences SET done = $3 WHERE space_id = $1 AND id = $2";
}

pub async fn insert(tx: &mut SpaceTx<'_>, new: &Recurrence) -> Result<()> {
    let mut values = params![new.id.0];
    values.extend([json(&new.rule.0), new.expected.into(), new.reached.into(), new.done.into(), json(&new.skipped.0)]);
    values.push(new.created_at.into());
    tx.execute(INSERT, values).await.map(drop)
}

pub async fn find(tx: &mut SpaceTx<'_>, id: RecurrenceId) -> Result<Option<Recurrence>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// As [`find`], locked until the transaction ends.
pub async fn lock(tx: &mut SpaceTx<'_>, id: RecurrenceId) -> Result<Option<Recurrence>> {
    let lock = tx.global().dialect().for_update();
    tx.query_opt(format!("{FIND}{lock}"), params![id.0]).await
}

/// Writes `reached`, `done` and `skipped`.
pub async fn advance(tx: &mut SpaceTx<'_>, recurrence: &Recurrence) -> Result<()> {
    let values = vec![recurrence.id.0.into(), recurrence.reached.into(), recurrence.done.into(), json(&recurrence.skipped.0)];
    tx.execute(ADVANCE, values).await.map(drop)
}

/// No more bookings are to be written.
pub async fn stop(tx: &mut SpaceTx<'_>, id: RecurrenceId) -> Result<()> {
    tx.execute(STOP, params![id.0, true]).await.map(drop)
}
