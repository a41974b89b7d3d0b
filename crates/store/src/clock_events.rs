//! How far the clock's events of a space were told, and what comes next. What is told moves with the events themselves: the
//! row that numbers these has it, and is held while it moves.

use crate::{SpaceTx, statements};
use db::{Result, Tx, params};
use domain::ids::{MembershipId, SpaceId};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Told {
        /// Bookings that begin up to here; none before the first time.
        pub begun_until: Option<Timestamp>,
        pub ended_until: Option<Timestamp>,
        /// The day that it was in the space.
        pub day_until: Option<Date>,
    }
}

db::row! {
    /// A space in which it may be another day by now.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Waiting {
        pub space: SpaceId as Uuid,
        pub time_zone: String,
        pub day_until: Option<Date>,
    }
}

/// Where bookings are looked for in a space that was never told anything.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    pub floor: Timestamp,
    pub to: Timestamp,
}

statements! {
    BEGINNING = "SELECT c.space_id FROM space_counters c JOIN spaces s ON s.id = c.space_id WHERE s.clock_ahead IS NULL
        AND EXISTS (SELECT 1 FROM bookings b WHERE b.space_id = c.space_id AND b.starts_at > COALESCE(c.begun_until, $1) AND b.starts_at <= $2)";
    ENDING = "SELECT c.space_id FROM space_counters c JOIN spaces s ON s.id = c.space_id WHERE s.clock_ahead IS NULL
        AND EXISTS (SELECT 1 FROM bookings b WHERE b.space_id = c.space_id AND b.ends_at > COALESCE(c.ended_until, $1) AND b.ends_at <= $2)";
    WAITING = "SELECT s.id AS space, s.time_zone, c.day_until FROM space_counters c JOIN spaces s ON s.id = c.space_id
        WHERE s.clock_ahead IS NULL AND (c.day_until IS NULL OR c.day_until < $1)";
    TOLD = "SELECT begun_until, ended_until, day_until FROM space_counters WHERE space_id = $1";
    MOVE_BEGUN = "UPDATE space_counters SET begun_until = $2 WHERE space_id = $1";
    MOVE_ENDED = "UPDATE space_counters SET ended_until = $2 WHERE space_id = $1";
    MOVE_DAY = "UPDATE space_counters SET day_until = $2 WHERE space_id = $1";
    BEGIN = "SELECT id FROM bookings WHERE space_id = $1 AND starts_at > $2 AND starts_at <= $3 ORDER BY starts_at, id";
    END = "SELECT id FROM bookings WHERE space_id = $1 AND ends_at > $2 AND ends_at <= $3 ORDER BY ends_at, id";
    NEXT_BEGIN = "SELECT MIN(starts_at) FROM bookings WHERE space_id = $1 AND starts_at > $2";
    NEXT_END = "SELECT MIN(ends_at) FROM bookings WHERE space_id = $1 AND ends_at > $2";
    CANCELED = "SELECT id FROM memberships WHERE space_id = $1 AND canceled_to >= $2 AND canceled_to < $3 ORDER BY canceled_to, id";
    CHANGED_PLAN = "SELECT DISTINCT p.membership_id FROM membership_plans p WHERE p.space_id = $1 AND p.starts_at > $2 AND p.starts_at <= $3
        AND EXISTS (SELECT 1 FROM membership_plans o WHERE o.space_id = $1 AND o.membership_id = p.membership_id AND o.starts_at < p.starts_at)
        ORDER BY p.membership_id";
}

fn spaces(rows: Vec<(Uuid,)>) -> Vec<SpaceId> {
    rows.into_iter().map(|(id,)| SpaceId(id)).collect()
}

/// Spaces with bookings that begin in the window and were not told of; sandboxes have a time of their own.
pub async fn beginning(tx: &mut Tx, window: Window) -> Result<Vec<SpaceId>> {
    Ok(spaces(tx.query(BEGINNING, params![window.floor, window.to]).await?))
}

/// Spaces with bookings that end in the window and were not told of.
pub async fn ending(tx: &mut Tx, window: Window) -> Result<Vec<SpaceId>> {
    Ok(spaces(tx.query(ENDING, params![window.floor, window.to]).await?))
}

/// Spaces that were told of no day as late as this, but sandboxes.
pub async fn waiting(tx: &mut Tx, day: Date) -> Result<Vec<Waiting>> {
    tx.query(WAITING, params![day]).await
}

/// How far a space was told.
pub async fn told(tx: &mut SpaceTx<'_>) -> Result<Option<Told>> {
    tx.query_opt(TOLD, params![]).await
}

/// How far a space was told; nobody else emits in it, or moves on, until the transaction ends.
pub async fn hold(tx: &mut SpaceTx<'_>) -> Result<Option<Told>> {
    let lock = tx.global().dialect().for_update();
    tx.query_opt(format!("{TOLD}{lock}"), params![]).await
}

fn ids(rows: Vec<(Uuid,)>) -> Vec<Uuid> {
    rows.into_iter().map(|(id,)| id).collect()
}

/// Bookings that begin after `from`, up to `to`, which is told from now on.
pub async fn begin(tx: &mut SpaceTx<'_>, from: Timestamp, to: Timestamp) -> Result<Vec<Uuid>> {
    tx.execute(MOVE_BEGUN, params![to]).await?;
    Ok(ids(tx.query(BEGIN, params![from, to]).await?))
}

/// Bookings that end after `from`, up to `to`, which is told from now on.
pub async fn end(tx: &mut SpaceTx<'_>, from: Timestamp, to: Timestamp) -> Result<Vec<Uuid>> {
    tx.execute(MOVE_ENDED, params![to]).await?;
    Ok(ids(tx.query(END, params![from, to]).await?))
}

pub async fn move_day(tx: &mut SpaceTx<'_>, today: Date) -> Result<()> {
    tx.execute(MOVE_DAY, params![today]).await.map(drop)
}

/// Memberships whose last day was on `from` or later, and before today.
pub async fn canceled(tx: &mut SpaceTx<'_>, from: Date, today: Date) -> Result<Vec<MembershipId>> {
    Ok(ids(tx.query(CANCELED, params![from, today]).await?).into_iter().map(MembershipId).collect())
}

/// Memberships that changed to another plan after `from`, today at the latest.
pub async fn changed_plan(tx: &mut SpaceTx<'_>, from: Date, today: Date) -> Result<Vec<MembershipId>> {
    Ok(ids(tx.query(CHANGED_PLAN, params![from, today]).await?).into_iter().map(MembershipId).collect())
}

/// When the first booking after `from` begins.
pub async fn next_begin(tx: &mut SpaceTx<'_>, from: Timestamp) -> Result<Option<Timestamp>> {
    Ok(tx.query_one::<(Option<Timestamp>,)>(NEXT_BEGIN, params![from]).await?.0)
}

/// When the first booking after `from` ends.
pub async fn next_end(tx: &mut SpaceTx<'_>, from: Timestamp) -> Result<Option<Timestamp>> {
    Ok(tx.query_one::<(Option<Timestamp>,)>(NEXT_END, params![from]).await?.0)
}
