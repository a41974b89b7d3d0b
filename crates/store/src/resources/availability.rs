//! What is booked, of many resources at once.

use crate::SpaceTx;
use db::Result;
use domain::bookings::MAX_DAYS;
use domain::ids::ResourceId;
use domain::interval::Interval;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Bookings of the resources that touch the time, with their units, in no order. One statement: each resource
/// looks into the index `bookings_overlap`, which answers it alone. Asked for a list of resources without the
/// join, SQLite would read all bookings that ever began before the end. That no booking is longer than 31 days
/// (B1) bounds the ends to look through.
pub async fn booked(tx: &mut SpaceTx<'_>, resources: &[ResourceId], within: Interval) -> Result<HashMap<ResourceId, Vec<(Interval, u32)>>> {
    let mut booked: HashMap<ResourceId, Vec<(Interval, u32)>> = HashMap::with_capacity(resources.len());
    if resources.is_empty() {
        return Ok(booked);
    }
    let last_end = within.to.saturating_add(SignedDuration::from_hours(24 * MAX_DAYS)).unwrap_or(Timestamp::MAX);
    let query = tx
        .select(
            "SELECT b.resource_id, b.starts_at, b.ends_at, b.units FROM resources r CROSS JOIN bookings b
             WHERE b.space_id = r.space_id AND b.resource_id = r.id AND r.space_id = ",
        )
        .sql(" AND r.id IN ")
        .list(resources.iter().map(|id| id.0).collect::<BTreeSet<_>>())
        .sql(" AND b.ends_at > ")
        .bind(within.from)
        .sql(" AND b.ends_at <= ")
        .bind(last_end)
        .sql(" AND b.starts_at < ")
        .bind(within.to);
    for (resource, from, to, units) in tx.run::<(Uuid, Timestamp, Timestamp, u32)>(query).await? {
        booked.entry(ResourceId(resource)).or_default().push((Interval::new(from, to), units));
    }
    Ok(booked)
}
