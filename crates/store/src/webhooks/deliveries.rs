//! The queues of endpoints, and what was sent.
//!
//! Of the deliveries to an endpoint that concern one subject, only the first that is not over has a `due_at`; the others
//! follow it one by one. Whoever changes a queue holds the row of its endpoint.

use crate::{SpaceTx, statements};
use db::{Query, Result, Tx, params};
use domain::ids::{SpaceId, WebhookDeliveryId, WebhookEndpointId, WebhookId};
use domain::webhooks::Status;
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    /// An event on its way to an endpoint.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Delivery {
        pub id: WebhookDeliveryId as Uuid,
        pub webhook_id: WebhookId as Uuid,
        pub endpoint_id: WebhookEndpointId as Uuid,
        pub event_id: Uuid,
        /// None for a trial.
        pub seq: Option<i64>,
        pub event: String,
        pub subject_id: Uuid,
        pub body: String,
        pub status: Status as String,
        /// Since it was last wanted.
        pub attempts: i64,
        pub due_at: Option<Timestamp>,
        pub created_at: Timestamp,
        pub finished_at: Option<Timestamp>,
    }
}

db::row! {
    /// One call.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Attempt {
        pub number: i64,
        pub at: Timestamp,
        pub milliseconds: i64,
        pub status: Option<i64>,
        /// The beginning of what came back.
        pub answer: Option<String>,
        /// Why nothing came back.
        pub error: Option<String>,
    }
}

/// An endpoint that this process has to itself until a time, which also names the lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lease {
    pub space: SpaceId,
    pub endpoint: WebhookEndpointId,
    pub until: Timestamp,
    /// The last call to it failed.
    pub failing: bool,
}

macro_rules! columns {
    () => {
        "SELECT id, webhook_id, endpoint_id, event_id, seq, event, subject_id, body, status, attempts, due_at, created_at, finished_at
        FROM webhook_deliveries WHERE space_id = $1"
    };
}

statements! {
    SPACES = "SELECT w.space_id FROM webhook_cursors w JOIN space_counters c ON c.space_id = w.space_id WHERE c.event_seq > w.seq
        ORDER BY w.space_id LIMIT $1";
    CURSOR = "SELECT seq FROM webhook_cursors WHERE space_id = $1";
    MOVE_CURSOR = "UPDATE webhook_cursors SET seq = $2 WHERE space_id = $1";
    INSERT = "INSERT INTO webhook_deliveries (space_id, id, webhook_id, endpoint_id, event_id, seq, event, subject_id, body, status, attempts,
        due_at, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'waiting', 0, CASE WHEN EXISTS (SELECT 1 FROM webhook_deliveries e
            WHERE e.space_id = $1 AND e.endpoint_id = $4 AND e.subject_id = $8 AND e.status = 'waiting') THEN NULL ELSE CAST($10 AS TIMESTAMPTZ) END, $10)";
    WAKE = "UPDATE webhook_endpoints SET next_at = $3 WHERE space_id = $1 AND id = $2 AND (next_at IS NULL OR next_at > $3)";
    IS_DUE = "SELECT 1 FROM webhook_endpoints WHERE failing = $1 AND next_at <= $2 AND (leased_until IS NULL OR leased_until <= $2) LIMIT 1";
    LEASE = "UPDATE webhook_endpoints SET leased_until = $3 WHERE space_id = $1 AND id = $2";
    // What says how it went is written only where it changes: an index is in its order.
    RENEW = "UPDATE webhook_endpoints SET leased_until = $4 WHERE space_id = $1 AND id = $2 AND leased_until = $3";
    TURN = "UPDATE webhook_endpoints SET leased_until = $4, failing = $5 WHERE space_id = $1 AND id = $2 AND leased_until = $3";
    HOLD = "SELECT id FROM webhook_endpoints WHERE space_id = $1 AND id = $2 AND leased_until = $3";
    LET_GO = "UPDATE webhook_endpoints SET leased_until = NULL, next_at = (SELECT MIN(d.due_at) FROM webhook_deliveries d
        WHERE d.space_id = $1 AND d.endpoint_id = $2 AND d.due_at IS NOT NULL) WHERE space_id = $1 AND id = $2 AND leased_until = $3";
    DUE = concat!(columns!(), " AND endpoint_id = $2 AND due_at <= $3 ORDER BY due_at, seq, id LIMIT $4");
    FINISH = "UPDATE webhook_deliveries SET status = $3, attempts = attempts + 1, due_at = NULL, finished_at = $4
        WHERE space_id = $1 AND id = $2";
    POSTPONE = "UPDATE webhook_deliveries SET attempts = attempts + 1, due_at = $3 WHERE space_id = $1 AND id = $2";
    ATTEMPT = "INSERT INTO webhook_attempts (space_id, delivery_id, number, at, milliseconds, status, answer, error) VALUES ($1, $2,
        (SELECT COALESCE(MAX(number), 0) + 1 FROM webhook_attempts WHERE space_id = $1 AND delivery_id = $2), $3, $4, $5, $6, $7)";
    FOLLOW = "UPDATE webhook_deliveries SET due_at = $4 WHERE space_id = $1 AND due_at IS NULL AND id = (SELECT d.id FROM webhook_deliveries d
        WHERE d.space_id = $1 AND d.endpoint_id = $2 AND d.subject_id = $3 AND d.status = 'waiting' ORDER BY d.seq LIMIT 1)";
    FOLLOW_ALL = "UPDATE webhook_deliveries SET due_at = $3 WHERE space_id = $1 AND endpoint_id = $2 AND status = 'waiting' AND due_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM webhook_deliveries e WHERE e.space_id = $1 AND e.endpoint_id = $2
            AND e.subject_id = webhook_deliveries.subject_id AND e.status = 'waiting' AND e.seq < webhook_deliveries.seq)";
    GIVE_UP = "UPDATE webhook_deliveries SET status = 'failed', due_at = NULL, finished_at = $3
        WHERE space_id = $1 AND webhook_id = $2 AND status = 'waiting'";
    AGAIN = "UPDATE webhook_deliveries SET status = 'waiting', attempts = 0, due_at = $3, finished_at = NULL
        WHERE space_id = $1 AND id = $2 AND (status <> 'waiting' OR due_at IS NOT NULL)";
    FIND = concat!(columns!(), " AND webhook_id = $2 AND id = $3");
    LATEST = concat!(columns!(), " AND webhook_id = $2 AND id < $3 ORDER BY id DESC LIMIT $4");
    ATTEMPTS = "SELECT number, at, milliseconds, status, answer, error FROM webhook_attempts WHERE space_id = $1 AND delivery_id = $2
        ORDER BY number";
    DELETE_OLD = "DELETE FROM webhook_deliveries WHERE (space_id, id) IN (SELECT space_id, id FROM webhook_deliveries
        WHERE finished_at < $1 ORDER BY finished_at LIMIT $2)";
}

/// Spaces with events that their webhooks have not got.
pub async fn spaces(tx: &mut Tx, limit: i64) -> Result<Vec<SpaceId>> {
    let rows: Vec<(Uuid,)> = tx.query(SPACES, params![limit]).await?;
    Ok(rows.into_iter().map(|(id,)| SpaceId(id)).collect())
}

/// How far the space's webhooks have got; none if another process is at it.
pub async fn hold_cursor(tx: &mut SpaceTx<'_>) -> Result<Option<i64>> {
    let lock = tx.global().dialect().skip_locked();
    Ok(tx.query_opt::<(i64,)>(format!("{CURSOR}{lock}"), params![]).await?.map(|(seq,)| seq))
}

pub async fn move_cursor(tx: &mut SpaceTx<'_>, seq: i64) -> Result<()> {
    tx.execute(MOVE_CURSOR, params![seq]).await.map(drop)
}

/// Appends to the queue. What its own row says of its state and when it is due is not looked at: it waits, for its turn
/// if one of the same subject is before it.
pub async fn insert(tx: &mut SpaceTx<'_>, new: &Delivery) -> Result<()> {
    let mut values = params![new.id.0, new.webhook_id.0, new.endpoint_id.0, new.event_id, new.seq, &new.event, new.subject_id];
    values.extend(params![&new.body, new.created_at]);
    tx.execute(INSERT, values).await.map(drop)
}

/// There is something for the endpoint at that time.
pub async fn wake(tx: &mut SpaceTx<'_>, endpoint: WebhookEndpointId, at: Timestamp) -> Result<()> {
    tx.execute(WAKE, params![endpoint.0, at]).await.map(drop)
}

/// Whether it is worth to ask for a lease. Takes no lock.
pub async fn is_due(tx: &mut Tx, failing: bool, now: Timestamp) -> Result<bool> {
    Ok(tx.query_opt::<(i32,)>(IS_DUE, params![failing, now]).await?.is_some())
}

/// Takes at most `limit` endpoints that have something due, those that failed last or those that did not. Of two
/// processes that ask at once, each gets endpoints of its own.
pub async fn lease(tx: &mut Tx, failing: bool, now: Timestamp, until: Timestamp, limit: u32) -> Result<Vec<Lease>> {
    let due = Query::new("SELECT space_id, id FROM webhook_endpoints WHERE failing = ")
        .bind(failing)
        .sql(" AND next_at <= ")
        .bind(now)
        .sql(" AND (leased_until IS NULL OR leased_until <= ")
        .bind(now)
        .sql(") ORDER BY next_at LIMIT ")
        .bind(limit)
        .sql(tx.dialect().skip_locked());
    let taken: Vec<(Uuid, Uuid)> = tx.query(due.text, due.params).await?;
    for (space, endpoint) in &taken {
        tx.execute(LEASE, params![*space, *endpoint, until]).await?;
    }
    Ok(taken.into_iter().map(|(space, endpoint)| Lease { space: space.into(), endpoint: endpoint.into(), until, failing }).collect())
}

/// Keeps an endpoint until the time of `now`, and holds its queue until the transaction ends. `false` if another process
/// has it.
pub async fn renew(tx: &mut SpaceTx<'_>, lease: Lease, now: Lease) -> Result<bool> {
    let values = params![lease.endpoint.0, lease.until, now.until];
    if lease.failing == now.failing {
        return Ok(tx.execute(RENEW, values).await? == 1);
    }
    let mut values = values;
    values.push(now.failing.into());
    Ok(tx.execute(TURN, values).await? == 1)
}

/// Gives an endpoint back, to be taken again when something is due.
pub async fn let_go(tx: &mut SpaceTx<'_>, lease: Lease) -> Result<()> {
    // The row first: what is due is read when nobody else can change it any more.
    let lock = tx.global().dialect().for_update();
    tx.query::<(Uuid,)>(format!("{HOLD}{lock}"), params![lease.endpoint.0, lease.until]).await?;
    tx.execute(LET_GO, params![lease.endpoint.0, lease.until]).await.map(drop)
}

/// What is to be sent to the endpoint next, in this order: each concerns another subject.
pub async fn due(tx: &mut SpaceTx<'_>, endpoint: WebhookEndpointId, now: Timestamp, limit: i64) -> Result<Vec<Delivery>> {
    tx.query(DUE, params![endpoint.0, now, limit]).await
}

/// It is over; the next of the same subject follows.
pub async fn finish(tx: &mut SpaceTx<'_>, delivery: &Delivery, status: Status, at: Timestamp) -> Result<()> {
    tx.execute(FINISH, params![delivery.id.0, status.name(), at]).await?;
    tx.execute(FOLLOW, params![delivery.endpoint_id.0, delivery.subject_id, at]).await.map(drop)
}

/// It is tried again.
pub async fn postpone(tx: &mut SpaceTx<'_>, id: WebhookDeliveryId, due_at: Timestamp) -> Result<()> {
    tx.execute(POSTPONE, params![id.0, due_at]).await.map(drop)
}

/// Writes down a call; its number is the next one.
pub async fn insert_attempt(tx: &mut SpaceTx<'_>, id: WebhookDeliveryId, attempt: &Attempt) -> Result<()> {
    let (answer, error) = (attempt.answer.clone(), attempt.error.clone());
    tx.execute(ATTEMPT, params![id.0, attempt.at, attempt.milliseconds, attempt.status, answer, error]).await.map(drop)
}

/// Nothing more is sent to the webhook.
pub async fn give_up(tx: &mut SpaceTx<'_>, webhook: WebhookId, at: Timestamp) -> Result<()> {
    tx.execute(GIVE_UP, params![webhook.0, at]).await.map(drop)
}

/// After deliveries have left the queue: those that waited for them follow.
pub async fn follow_all(tx: &mut SpaceTx<'_>, endpoint: WebhookEndpointId, at: Timestamp) -> Result<()> {
    tx.execute(FOLLOW_ALL, params![endpoint.0, at]).await?;
    wake(tx, endpoint, at).await
}

/// Sends it once more, now.
pub async fn again(tx: &mut SpaceTx<'_>, delivery: &Delivery, at: Timestamp) -> Result<()> {
    tx.execute(AGAIN, params![delivery.id.0, at]).await?;
    wake(tx, delivery.endpoint_id, at).await
}

pub async fn find(tx: &mut SpaceTx<'_>, webhook: WebhookId, id: WebhookDeliveryId) -> Result<Option<Delivery>> {
    tx.query_opt(FIND, params![webhook.0, id.0]).await
}

/// The newest first, those made before another one.
pub async fn latest(tx: &mut SpaceTx<'_>, webhook: WebhookId, before: Option<WebhookDeliveryId>, limit: i64) -> Result<Vec<Delivery>> {
    tx.query(LATEST, params![webhook.0, before.map_or(Uuid::max(), |id| id.0), limit]).await
}

pub async fn attempts(tx: &mut SpaceTx<'_>, id: WebhookDeliveryId) -> Result<Vec<Attempt>> {
    tx.query(ATTEMPTS, params![id.0]).await
}

/// Removes deliveries that were over before a time; how many.
pub async fn delete_old(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<u64> {
    tx.execute(DELETE_OLD, params![before, limit]).await
}
