//! When visitors can book (B2, B3, B18): by the values for visitors, and by the blockers for them.

use super::{Shown, over, show};
use crate::access::Access;
use crate::resources::Page;
use crate::resources::openings::{full, heed, keeps};
use crate::{App, Error, Result};
use domain::availability::{Availability, available as free};
use domain::booking_times::BookingTimes;
use domain::bookings::Check;
use domain::ids::{ExternalBookingId, ExternalResourceId, ResourceId};
use domain::interval::Interval;
use domain::resources::Usage;
use domain::scopes::Scope;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use store::external_resources;
use store::resources::{self, Resource, Rules, Slice};
use store::{bookings, calendar_blockers};

/// What can be booked from one instant to the other.
#[derive(Clone, Debug)]
pub struct Asked {
    pub window: Interval,
    /// This visitor's booking is to be moved, so it does no harm.
    pub other_than: Option<ExternalBookingId>,
    /// Only what is booked counts; for admins.
    pub ignore_times: bool,
    /// People.
    pub minimum_capacity: Option<u32>,
}

/// When it is free for visitors.
pub async fn availability(app: &App, access: &Access, id: ExternalResourceId, window: Interval) -> Result<Vec<Interval>> {
    let (access, now) = (access.clone(), app.clock.now());
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let twin = external_resources::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
            let resource = resources::find(&mut tx, twin.resource_id).await?.ok_or(Error::NOT_FOUND)?;
            let whole = over(&twin, &resource);
            if whole.usage != Usage::Bookable {
                return Ok(Vec::new());
            }
            let booked = resources::booked(&mut tx, &[whole.id], window).await?;
            let blockers = calendar_blockers::of_visitors(&mut tx, window).await?;
            let cutoff = SignedDuration::from_hours(i64::from(whole.booking_cutoff));
            let question = Availability {
                window,
                units_total: whole.units,
                units_wanted: 1,
                booked: booked.get(&whole.id).map_or(&[], Vec::as_slice),
                times: &times(&whole),
                blockers: &blocking(&blockers, whole.id),
                earliest: Some(now.saturating_add(cutoff).unwrap_or(now)),
                min_minutes: Some(whole.min_booking_duration).filter(|minutes| *minutes > 0),
            };
            Ok::<_, Error>(free(&question, access.zone()))
        })
        .await
}

/// What visitors can book for all of the time, by name.
pub async fn available(app: &App, access: &Access, asked: Asked, slice: Slice) -> Result<Page<Shown>> {
    if asked.ignore_times && !access.is_admin(Scope::ReadExternalResources) {
        return Err(Error::forbidden("admins_only", "Only admins can leave booking times out of account."));
    }
    let (access, now) = (access.clone(), app.clock.now());
    app.db
        .snapshot(async move |tx| {
            let mut tx = access.bind(tx);
            let own = match asked.other_than {
                Some(id) => bookings::of_visitor(&mut tx, id).await?.map(|booking| booking.id),
                None => None,
            };
            let mut rules = external_resources::rules(&mut tx, asked.minimum_capacity).await?;
            let mut taken = full(&mut tx, asked.window, own).await?;
            if !asked.ignore_times {
                let blockers = calendar_blockers::of_visitors(&mut tx, asked.window).await?;
                let allows = |rules: &Rules, blockers: &[Interval]| keeps(rules, access.zone(), asked.window, now, blockers);
                (rules, taken) = heed(rules, taken, &blockers, allows);
            }
            let (page, total) = external_resources::list_open(&mut tx, asked.minimum_capacity, &rules, &taken, slice).await?;
            Ok::<_, Error>(Page { items: show(&mut tx, access.space_id(), page).await?, total })
        })
        .await
}

/// What a visitor's booking is held against (B3).
pub(crate) fn for_visitors<'a>(
    whole: &Resource,
    tz: &'a TimeZone,
    interval: Interval,
    now: Timestamp,
    times: &'a BookingTimes,
    blockers: &'a [Interval],
) -> Check<'a> {
    Check {
        interval,
        now,
        tz,
        bookable: whole.usage == Usage::Bookable,
        accessible: true,
        times,
        min_minutes: Some(whole.min_booking_duration),
        max_minutes: whole.max_booking_duration,
        cutoff_hours: Some(whole.booking_cutoff),
        blockers,
        membership: None,
    }
}

/// Those of all resources and of this one.
pub(crate) fn blocking(blockers: &[(Interval, Option<ResourceId>)], resource: ResourceId) -> Vec<Interval> {
    blockers.iter().filter(|(_, of)| of.is_none_or(|blocked| blocked == resource)).map(|(interval, _)| *interval).collect()
}

/// The text was read when it was stored; should it not be readable any more, nobody is locked out.
pub(crate) fn times(whole: &Resource) -> BookingTimes {
    whole.booking_times.parse().unwrap_or_default()
}
