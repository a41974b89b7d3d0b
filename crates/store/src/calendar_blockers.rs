//! Times at which a space or some of its resources cannot be booked (B18).

use crate::resources::Slice;
use crate::{SpaceTx, statements, totals};
use db::{Result, Value, params};
use domain::ids::{CalendarBlockerId, ResourceId};
use domain::interval::Interval;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct CalendarBlocker {
        pub id: CalendarBlockerId as Uuid,
        pub title: String,
        pub starts_at: Timestamp,
        pub ends_at: Timestamp,
        pub for_bookings: bool,
        pub for_external_bookings: bool,
        pub for_drop_in_passes: bool,
        pub all_resources: bool,
        pub created_at: Timestamp,
    }
}

/// Whatever is longer has an index of its own, by its end: so that what touches a time is found beside a long history, and
/// beside much that is to come.
const LONG: SignedDuration = SignedDuration::from_hours(24);

/// What began before `$2` and ends after it; `$since` is [`since`] that.
macro_rules! early {
    ($columns:literal, $since:literal) => {
        concat!(
            "SELECT ",
            $columns,
            " FROM calendar_blockers WHERE space_id = $1 AND starts_at >= ",
            $since,
            " AND starts_at < $2
            AND ends_at > $2 UNION ALL SELECT ",
            $columns,
            " FROM calendar_blockers WHERE space_id = $1 AND span = 1 AND ends_at > $2
            AND NOT starts_at >= ",
            $since
        )
    };
}

/// The ids of those that touch the time from `$2` to `$3`.
macro_rules! touching {
    ($since:literal) => {
        concat!(
            "SELECT id FROM calendar_blockers WHERE space_id = $1 AND starts_at >= $2 AND starts_at < $3 UNION ALL ",
            crate::calendar_blockers::early!("id", $since)
        )
    };
}
pub(crate) use {early, touching};

macro_rules! blocked {
    ($whom:literal) => {
        concat!(
            "SELECT b.starts_at, b.ends_at, r.resource_id FROM (",
            touching!("$4"),
            ") t
            JOIN calendar_blockers b ON b.space_id = $1 AND b.id = t.id
            LEFT JOIN calendar_blocker_resources r ON r.space_id = b.space_id AND r.blocker_id = b.id AND NOT b.all_resources
            WHERE b.",
            $whom,
            " AND (b.all_resources OR r.resource_id IS NOT NULL)"
        )
    };
}

statements! {
    FIND = "SELECT id, title, starts_at, ends_at, for_bookings, for_external_bookings, for_drop_in_passes, all_resources, created_at
        FROM calendar_blockers WHERE space_id = $1 AND id = $2";
    // What begins in the time is read in order, no further than needed; what began before and goes on is found apart.
    LIST = concat!("SELECT id, title, starts_at, ends_at, for_bookings, for_external_bookings, for_drop_in_passes, all_resources, created_at
        FROM calendar_blockers WHERE space_id = $1 AND id IN (SELECT w.id FROM (", early!("starts_at, id", "$6"), "
            UNION ALL SELECT o.starts_at, o.id FROM (SELECT starts_at, id FROM calendar_blockers
                WHERE space_id = $1 AND starts_at >= $2 AND starts_at < $3
                ORDER BY starts_at, id LIMIT CAST($4 AS BIGINT) + CAST($5 AS BIGINT)) o
        ) w ORDER BY w.starts_at, w.id LIMIT $4 OFFSET $5) ORDER BY starts_at, id");
    COUNT = concat!("SELECT COUNT(*) FROM (", touching!("$4"), ") t");
    INSERT = "INSERT INTO calendar_blockers (space_id, id, title, starts_at, ends_at, for_bookings, for_external_bookings,
        for_drop_in_passes, all_resources, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    UPDATE = "UPDATE calendar_blockers SET title = $3, starts_at = $4, ends_at = $5, for_bookings = $6, for_external_bookings = $7,
        for_drop_in_passes = $8, all_resources = $9 WHERE space_id = $1 AND id = $2";
    DELETE = "DELETE FROM calendar_blockers WHERE space_id = $1 AND id = $2";
    CLEAR_RESOURCES = "DELETE FROM calendar_blocker_resources WHERE space_id = $1 AND blocker_id = $2";
    INSERT_RESOURCE = "INSERT INTO calendar_blocker_resources (space_id, blocker_id, resource_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    OF_MEMBERS = blocked!("for_bookings");
    OF_VISITORS = blocked!("for_external_bookings");
}

/// Up to when short ones began that still go on at the time.
pub(crate) fn since(from: Timestamp) -> Timestamp {
    from.saturating_sub(LONG).unwrap_or(Timestamp::MIN)
}

pub async fn find(tx: &mut SpaceTx<'_>, id: CalendarBlockerId) -> Result<Option<CalendarBlocker>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// Locked until the transaction ends.
pub async fn lock(tx: &mut SpaceTx<'_>, id: CalendarBlockerId) -> Result<Option<CalendarBlocker>> {
    let lock = tx.global().dialect().for_update();
    tx.query_opt(format!("{FIND}{lock}"), params![id.0]).await
}

/// Those that touch the time, by start; part of them, and how many they are in all.
pub async fn list(tx: &mut SpaceTx<'_>, within: Interval, slice: Slice) -> Result<(Vec<CalendarBlocker>, i64)> {
    let blockers: Vec<_> = tx.query(LIST, params![within.from, within.to, slice.limit, slice.offset, since(within.from)]).await?;
    if let Some(total) = totals::seen(blockers.len(), slice) {
        return Ok((blockers, total));
    }
    let (total,): (i64,) = tx.query_one(COUNT, params![within.from, within.to, since(within.from)]).await?;
    Ok((blockers, total))
}

/// The resources that each of the blockers names.
pub async fn resources_of(tx: &mut SpaceTx<'_>, blockers: &[CalendarBlockerId]) -> Result<HashMap<CalendarBlockerId, Vec<ResourceId>>> {
    let mut resources: HashMap<_, Vec<_>> = HashMap::new();
    if blockers.is_empty() {
        return Ok(resources);
    }
    let query = tx
        .select("SELECT blocker_id, resource_id FROM calendar_blocker_resources WHERE space_id = ")
        .sql(" AND blocker_id IN ")
        .list(blockers.iter().map(|id| id.0))
        .sql(" ORDER BY blocker_id, resource_id");
    for (blocker, resource) in tx.run::<(Uuid, Uuid)>(query).await? {
        resources.entry(CalendarBlockerId(blocker)).or_default().push(ResourceId(resource));
    }
    Ok(resources)
}

/// From the title on up to `all_resources`.
fn values(blocker: &CalendarBlocker) -> Vec<Value> {
    let mut values = params![&*blocker.title, blocker.starts_at, blocker.ends_at, blocker.for_bookings];
    values.extend(params![blocker.for_external_bookings, blocker.for_drop_in_passes, blocker.all_resources]);
    values
}

/// Which resources it names is for [`set_resources`].
pub async fn insert(tx: &mut SpaceTx<'_>, blocker: &CalendarBlocker) -> Result<()> {
    let mut all = params![blocker.id.0];
    all.extend(values(blocker));
    all.push(blocker.created_at.into());
    tx.execute(INSERT, all).await.map(drop)
}

/// Writes everything but id and time of creation.
pub async fn update(tx: &mut SpaceTx<'_>, blocker: &CalendarBlocker) -> Result<()> {
    let mut all = params![blocker.id.0];
    all.extend(values(blocker));
    tx.execute(UPDATE, all).await.map(drop)
}

/// With what it names.
pub async fn delete(tx: &mut SpaceTx<'_>, id: CalendarBlockerId) -> Result<()> {
    tx.execute(CLEAR_RESOURCES, params![id.0]).await?;
    tx.execute(DELETE, params![id.0]).await.map(drop)
}

/// It names exactly these; an unknown resource is a broken foreign key.
pub async fn set_resources(tx: &mut SpaceTx<'_>, id: CalendarBlockerId, resources: &[ResourceId]) -> Result<()> {
    tx.execute(CLEAR_RESOURCES, params![id.0]).await?;
    for resource in resources {
        tx.execute(INSERT_RESOURCE, params![id.0, resource.0]).await?;
    }
    Ok(())
}

/// What keeps members from booking within the time: the blocked time and the resource, or none for all.
pub async fn of_members(tx: &mut SpaceTx<'_>, within: Interval) -> Result<Vec<(Interval, Option<ResourceId>)>> {
    blocked(tx, OF_MEMBERS, within).await
}

/// The same for visitors.
pub async fn of_visitors(tx: &mut SpaceTx<'_>, within: Interval) -> Result<Vec<(Interval, Option<ResourceId>)>> {
    blocked(tx, OF_VISITORS, within).await
}

async fn blocked(tx: &mut SpaceTx<'_>, statement: &'static str, within: Interval) -> Result<Vec<(Interval, Option<ResourceId>)>> {
    let rows: Vec<(Timestamp, Timestamp, Option<Uuid>)> = tx.query(statement, params![within.from, within.to, since(within.from)]).await?;
    Ok(rows.into_iter().map(|(from, to, resource)| (Interval::new(from, to), resource.map(ResourceId))).collect())
}
