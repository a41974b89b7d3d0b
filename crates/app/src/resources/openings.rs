//! What is open for a whole time (B3), by the rules of resources and what is taken of them, not one by one.

use crate::Result;
use domain::bookings::{Check, check_member};
use domain::ids::{BookingId, ResourceId};
use domain::interval::{self, Interval};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::{BTreeSet, HashMap};
use store::resources::Rules;
use store::{SpaceTx, bookings};

/// The resources of which no unit is left at some moment of the time.
pub(crate) async fn full(tx: &mut SpaceTx<'_>, window: Interval, other_than: Option<BookingId>) -> Result<BTreeSet<ResourceId>> {
    let booked = bookings::taken(tx, bookings::Window { from: window.from, to: window.to }).await?;
    let mut by_resource: HashMap<_, (u32, Vec<_>)> = HashMap::with_capacity(booked.len());
    for booking in booked.into_iter().filter(|booking| Some(booking.id) != other_than) {
        let (units, booked) = by_resource.entry(booking.resource_id).or_default();
        *units = booking.of;
        booked.push((Interval::new(booking.starts_at, booking.ends_at), booking.units));
    }
    let full = by_resource.into_iter().filter(|(_, (units, booked))| interval::peak(booked, window) >= *units);
    Ok(full.map(|(resource, _)| resource).collect())
}

/// The rules that allow it, and what is taken along with what is blocked by itself.
pub(crate) fn heed(
    mut rules: Vec<Rules>,
    mut taken: BTreeSet<ResourceId>,
    blockers: &[(Interval, Option<ResourceId>)],
    allows: impl Fn(&Rules, &[Interval]) -> bool,
) -> (Vec<Rules>, BTreeSet<ResourceId>) {
    let of_all: Vec<_> = blockers.iter().filter(|(_, of)| of.is_none()).map(|(interval, _)| *interval).collect();
    rules.retain(|rules| allows(rules, &of_all));
    taken.extend(blockers.iter().filter_map(|(_, of)| *of)); // each touches the time
    (rules, taken)
}

/// Whether the rules let somebody book all of the time, who is neither an admin nor bound by a membership.
pub(crate) fn keeps(rules: &Rules, tz: &TimeZone, interval: Interval, now: Timestamp, blockers: &[Interval]) -> bool {
    let check = Check {
        interval,
        now,
        tz,
        bookable: true,
        accessible: true,
        // The text was read when it was stored; should it not be readable any more, nobody is locked out.
        times: &rules.booking_times.parse().unwrap_or_default(),
        min_minutes: Some(rules.min_booking_duration),
        max_minutes: rules.max_booking_duration,
        cutoff_hours: Some(rules.booking_cutoff),
        blockers,
        membership: None,
    };
    check_member(&check).is_ok()
}
