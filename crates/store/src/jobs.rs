//! What is to be done later: the queue that the processes of one database share.
//!
//! A job is taken by a lease, a time until which nobody else may take it. The end of the lease also
//! names it: whoever comes back with an older one has lost the job to another process.

use crate::json::json;
use crate::statements;
use db::{Query, Result, Tx, params};
use domain::ids::{JobId, SpaceId};
use jiff::Timestamp;
use uuid::Uuid;

/// A job to put into the queue.
#[derive(Clone, Debug)]
pub struct NewJob {
    pub id: JobId,
    pub kind: &'static str,
    /// Whose work it is, for those who look into the table.
    pub space: Option<SpaceId>,
    pub payload: serde_json::Value,
    /// Not before.
    pub run_at: Timestamp,
    pub created_at: Timestamp,
}

db::row! {
    /// A job that was taken.
    #[derive(Clone, Debug)]
    pub struct Taken {
        pub id: JobId as Uuid,
        pub kind: String,
        pub payload: serde_json::Value,
        /// How often it was taken before.
        pub attempts: i64,
        /// Of its space, if that is a sandbox.
        pub clock_ahead: Option<i64>,
    }
}

/// A job and the lease on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lease {
    pub id: JobId,
    pub until: Timestamp,
}

statements! {
    INSERT = "INSERT INTO jobs (id, kind, space_id, payload, run_at, attempts, created_at) VALUES ($1, $2, $3, $4, $5, 0, $6)
        ON CONFLICT (id) DO NOTHING";
    IS_DUE = "SELECT 1 FROM jobs WHERE failed_at IS NULL AND run_at <= $1 AND (leased_until IS NULL OR leased_until <= $1) LIMIT 1";
    OLDEST_DUE = "SELECT MIN(run_at) FROM jobs WHERE failed_at IS NULL AND run_at <= $1 AND (leased_until IS NULL OR leased_until <= $1)";
    COMPLETE = "DELETE FROM jobs WHERE id = $1 AND leased_until = $2";
    POSTPONE = "UPDATE jobs SET leased_until = NULL, run_at = $3, last_error = $4 WHERE id = $1 AND leased_until = $2";
    NEXT_OF = "SELECT MIN(run_at) FROM jobs WHERE space_id = $1 AND failed_at IS NULL";
    WAITING_OF = "SELECT COUNT(*) FROM jobs WHERE space_id = $1 AND failed_at IS NULL AND run_at <= $2";
    GIVE_UP = "UPDATE jobs SET leased_until = NULL, failed_at = $3, last_error = $4 WHERE id = $1 AND leased_until = $2";
}

/// Puts a job into the queue; one whose id is there already is left as it is.
pub async fn insert(tx: &mut Tx, job: NewJob) -> Result<()> {
    let NewJob { id, kind, space, payload, run_at, created_at } = job;
    let mut values = params![id.0, kind, space.map(|space| space.0)];
    values.extend([json(&payload), run_at.into(), created_at.into()]);
    tx.execute(INSERT, values).await.map(drop)
}

/// Since when work waits that nobody does.
pub async fn oldest_due(tx: &mut Tx, now: Timestamp) -> Result<Option<Timestamp>> {
    Ok(tx.query_one::<(Option<Timestamp>,)>(OLDEST_DUE, params![now]).await?.0)
}

/// Whether it is worth to ask for a lease. Takes no lock.
pub async fn is_due(tx: &mut Tx, now: Timestamp) -> Result<bool> {
    Ok(tx.query_opt::<(i32,)>(IS_DUE, params![now]).await?.is_some())
}

/// Which jobs a process asks for.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    pub kinds: &'static [&'static str],
    /// Those of one space alone.
    pub space: Option<SpaceId>,
    pub limit: u32,
}

/// Takes due jobs until a time, oldest first. Of two processes that ask at
/// once, each gets jobs of its own. Every lease counts as an attempt, so that a job which kills its
/// process ends too.
pub async fn lease(tx: &mut Tx, wanted: Wanted, now: Timestamp, until: Timestamp) -> Result<Vec<Taken>> {
    let Wanted { kinds, space, limit } = wanted;
    let mut due = Query::new(
        "SELECT id, kind, payload, attempts, (SELECT s.clock_ahead FROM spaces s WHERE s.id = jobs.space_id) AS clock_ahead FROM jobs
        WHERE failed_at IS NULL AND run_at <= ",
    )
    .bind(now)
    .sql(" AND (leased_until IS NULL OR leased_until <= ")
    .bind(now)
    .sql(") AND kind IN ")
    .list(kinds.iter().copied());
    if let Some(space) = space {
        due = due.sql(" AND space_id = ").bind(space.0);
    }
    let due = due.sql(" ORDER BY run_at, id LIMIT ").bind(limit).sql(tx.dialect().skip_locked());
    let taken: Vec<Taken> = tx.query(due.text, due.params).await?;
    if !taken.is_empty() {
        let ids = taken.iter().map(|job| job.id.0);
        let mark = Query::new("UPDATE jobs SET attempts = attempts + 1, leased_until = ").bind(until).sql(" WHERE id IN ").list(ids);
        tx.execute(mark.text, mark.params).await?;
    }
    Ok(taken)
}

/// Takes due jobs of one kind and space out of the queue, oldest first: who asks does them in this transaction. Those that
/// somebody has a lease on stay.
pub async fn take_out(tx: &mut Tx, kind: &'static str, space: SpaceId, now: Timestamp, limit: u32) -> Result<Vec<serde_json::Value>> {
    let due = Query::new("SELECT id, payload FROM jobs WHERE failed_at IS NULL AND run_at <= ").bind(now);
    let due = due.sql(" AND (leased_until IS NULL OR leased_until <= ").bind(now).sql(") AND kind = ").bind(kind);
    let due = due.sql(" AND space_id = ").bind(space.0).sql(" ORDER BY run_at, id LIMIT ").bind(limit).sql(tx.dialect().skip_locked());
    let (ids, payloads): (Vec<Uuid>, Vec<serde_json::Value>) =
        tx.query::<(Uuid, serde_json::Value)>(due.text, due.params).await?.into_iter().unzip();
    if !ids.is_empty() {
        let gone = Query::new("DELETE FROM jobs WHERE id IN ").list(ids.iter().copied());
        tx.execute(gone.text, gone.params).await?;
    }
    Ok(payloads)
}

/// Removes a job that is done. `false` if the lease was lost.
pub async fn complete(tx: &mut Tx, lease: Lease) -> Result<bool> {
    Ok(tx.execute(COMPLETE, params![lease.id.0, lease.until]).await? == 1)
}

/// Gives a job back, to be taken again from `run_at` on. `false` if the lease was lost.
pub async fn postpone(tx: &mut Tx, lease: Lease, run_at: Timestamp, error: &str) -> Result<bool> {
    Ok(tx.execute(POSTPONE, params![lease.id.0, lease.until, run_at, error]).await? == 1)
}

/// Keeps a job for people to look at; nobody takes it again. `false` if the lease was lost.
pub async fn give_up(tx: &mut Tx, lease: Lease, at: Timestamp, error: &str) -> Result<bool> {
    Ok(tx.execute(GIVE_UP, params![lease.id.0, lease.until, at, error]).await? == 1)
}

/// When the next job of a space is due, by our clock.
pub async fn next_of(tx: &mut Tx, space: SpaceId) -> Result<Option<Timestamp>> {
    Ok(tx.query_one::<(Option<Timestamp>,)>(NEXT_OF, params![space.0]).await?.0)
}

/// How many jobs of a space are due, those that are being done included.
pub async fn waiting_of(tx: &mut Tx, space: SpaceId, now: Timestamp) -> Result<i64> {
    Ok(tx.query_one::<(i64,)>(WAITING_OF, params![space.0, now]).await?.0)
}

/// Has the jobs of a space come up so many microseconds sooner, as its clock was moved on.
pub async fn bring_forward(tx: &mut Tx, space: SpaceId, micros: i64) -> Result<()> {
    let unit = tx.dialect().micros();
    let sql = format!("UPDATE jobs SET run_at = run_at - CAST($2 AS BIGINT){unit} WHERE space_id = $1 AND failed_at IS NULL");
    tx.execute(sql, params![space.0, micros]).await.map(drop)
}
