//! When visitors can book (B2, B3, B18): by the values for visitors, and by the blockers for them.

use super::{Shown, behind, over, show};
use crate::access::Access;
use crate::resources::Page;
use crate::{App, Error, Result};
use domain::availability::{Availability, available as free};
use domain::booking_times::BookingTimes;
use domain::bookings::{Check, check_member};
use domain::ids::{ExternalBookingId, ExternalResourceId, ResourceId};
use domain::interval::{self, Interval};
use domain::resources::Usage;
use domain::scopes::Scope;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use store::external_resources::{self, ExternalResource};
use store::resources::{self, Resource, Slice};
use store::{SpaceTx, bookings, calendar_blockers};

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
            let taken = Taken::load(&mut tx, &[whole.id], window, None).await?;
            Ok::<_, Error>(taken.free(&whole, access.zone(), window, now))
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
            let (twins, _) = external_resources::list(&mut tx, Slice::ALL).await?;
            let resources = behind(&mut tx, access.space_id(), &twins).await?;
            let ids: Vec<_> = resources.keys().copied().collect();
            let taken = Taken::load(&mut tx, &ids, asked.window, asked.other_than).await?;
            let fits = |twin: &ExternalResource| {
                resources.get(&twin.resource_id).is_some_and(|resource| taken.fits(&over(twin, resource), access.zone(), &asked, now))
            };
            let found: Vec<_> = twins.into_iter().filter(fits).collect();
            let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
            let part = |n: i64| usize::try_from(n).unwrap_or(usize::MAX);
            let page: Vec<_> = found.into_iter().skip(part(slice.offset)).take(part(slice.limit)).collect();
            Ok::<_, Error>(Page { items: show(&mut tx, access.space_id(), page).await?, total })
        })
        .await
}

/// What stands in the way of visitors.
struct Taken {
    booked: HashMap<ResourceId, Vec<(Interval, u32)>>,
    /// Of all resources, or of one.
    blockers: Vec<(Interval, Option<ResourceId>)>,
}

impl Taken {
    async fn load(tx: &mut SpaceTx<'_>, of: &[ResourceId], window: Interval, other_than: Option<ExternalBookingId>) -> Result<Self> {
        let own = match other_than {
            Some(id) => bookings::of_visitor(tx, id).await?.map(|booking| booking.id),
            None => None,
        };
        let booked = resources::booked(tx, of, window, own).await?;
        Ok(Self { booked, blockers: calendar_blockers::of_visitors(tx, window).await? })
    }

    fn booked(&self, resource: ResourceId) -> &[(Interval, u32)] {
        self.booked.get(&resource).map_or(&[], Vec::as_slice)
    }

    fn free(&self, whole: &Resource, zone: &TimeZone, window: Interval, now: Timestamp) -> Vec<Interval> {
        let cutoff = SignedDuration::from_hours(i64::from(whole.booking_cutoff));
        let question = Availability {
            window,
            units_total: whole.units,
            units_wanted: 1,
            booked: self.booked(whole.id),
            times: &times(whole),
            blockers: &blocking(&self.blockers, whole.id),
            earliest: Some(now.saturating_add(cutoff).unwrap_or(now)),
            min_minutes: Some(whole.min_booking_duration).filter(|minutes| *minutes > 0),
        };
        free(&question, zone)
    }

    fn fits(&self, whole: &Resource, zone: &TimeZone, asked: &Asked, now: Timestamp) -> bool {
        let large = asked.minimum_capacity.is_none_or(|least| whole.capacity.is_some_and(|capacity| capacity >= least));
        let spare = interval::peak(self.booked(whole.id), asked.window) < whole.units;
        let possible = whole.usage == Usage::Bookable && large && spare;
        possible && (asked.ignore_times || keeps_rules(whole, zone, asked.window, now, &self.blockers))
    }
}

fn keeps_rules(whole: &Resource, zone: &TimeZone, window: Interval, now: Timestamp, blockers: &[(Interval, Option<ResourceId>)]) -> bool {
    let (times, blockers) = (times(whole), blocking(blockers, whole.id));
    check_member(&for_visitors(whole, zone, window, now, &times, &blockers)).is_ok()
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
