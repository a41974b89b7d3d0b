//! What is booked, of many resources at once.

use crate::SpaceTx;
use db::Result;
use domain::bookings::MAX_DAYS;
use domain::ids::{BookingId, ResourceId};
use domain::interval::Interval;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// Bookings of the resources that touch the time, with their units, in no order. One statement; the index
/// `bookings_overlap` answers it alone. That no booking is longer than 31 days (B1) bounds the ends to look
/// through.
pub async fn booked(
    tx: &mut SpaceTx<'_>,
    resources: &[ResourceId],
    within: Interval,
    other_than: Option<BookingId>,
) -> Result<HashMap<ResourceId, Vec<(Interval, u32)>>> {
    let mut booked: HashMap<ResourceId, Vec<(Interval, u32)>> = HashMap::with_capacity(resources.len());
    if resources.is_empty() {
        return Ok(booked);
    }
    let last_end = within.to.saturating_add(SignedDuration::from_hours(24 * MAX_DAYS)).unwrap_or(Timestamp::MAX);
    let mut query = tx
        .select("SELECT resource_id, starts_at, ends_at, units FROM bookings WHERE space_id = ")
        .sql(" AND resource_id IN ")
        .list(resources.iter().map(|id| id.0).collect::<BTreeSet<_>>())
        .sql(" AND ends_at > ")
        .bind(within.from)
        .sql(" AND ends_at <= ")
        .bind(last_end)
        .sql(" AND starts_at < ")
        .bind(within.to);
    if let Some(id) = other_than {
        query = query.sql(" AND id <> ").bind(id.0);
    }
    for (resource, from, to, units) in tx.run::<(Uuid, Timestamp, Timestamp, u32)>(query).await? {
        booked.entry(ResourceId(resource)).or_default().push((Interval::new(from, to), units));
    }
    Ok(booked)
}
