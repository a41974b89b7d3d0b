//! When resources are free (B2, B3, B18). Admins may book at any time, so for them only bookings count (B4).

use super::openings::{full, heed, keeps};
use super::viewer::{self, Viewer};
use super::{Page, Shown, Wanted, of_spaces, show};
use crate::access::{Access, NetworkAccess};
use crate::{App, Error, FieldError, Result};
use db::Tx;
use domain::availability::{Availability, available as free};
use domain::booking_times::BookingTimes;
use domain::bookings::{FIRST_DAY, LAST_DAY};
use domain::ids::{BookingId, ResourceId, SpaceId};
use domain::interval::Interval;
use domain::resources::Usage;
use domain::scopes::Scope;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use store::resources::{self, Filter, Open, Opening, Rules, Slice, View};
use store::{SpaceTx, calendar_blockers};

/// The longest time that can be asked about.
const MOST_DAYS: i64 = 366;

/// Which resources can be booked from one instant to the other.
#[derive(Clone, Debug)]
pub struct Asked {
    pub window: Interval,
    /// This booking is to be moved, so it does no harm.
    pub other_than: Option<BookingId>,
    /// For admins: whether booking times, blockers and the like count as they do for members. `None` leaves
    /// it to the role; only admins may leave them out.
    pub ignore_times: Option<bool>,
}

/// Checks the time of a question; errors are of the parameters `from` and `to`.
pub fn check_window(window: Interval, from: &'static str, to: &'static str) -> Result<(), FieldError> {
    for (name, at) in [(from, window.from), (to, window.to)] {
        let day = TimeZone::UTC.to_datetime(at).date();
        if !(FIRST_DAY..=LAST_DAY).contains(&day) {
            return Err(FieldError::parameter(name, "absurd_date", "must be between the years 2000 and 2100"));
        }
    }
    if window.is_empty() {
        return Err(FieldError::parameter(to, "not_after_from", "must be after the start"));
    }
    if window.from.duration_until(window.to) > SignedDuration::from_hours(24 * MOST_DAYS) {
        return Err(FieldError::parameter(to, "too_long", "must be at most 366 days after the start"));
    }
    Ok(())
}

/// Checks the days of a question, both included; errors are of the parameters `from` and `to`.
pub fn check_days(days: (Date, Date), from: &'static str, to: &'static str) -> Result<(), FieldError> {
    for (name, day) in [(from, days.0), (to, days.1)] {
        if !(FIRST_DAY..=LAST_DAY).contains(&day) {
            return Err(FieldError::parameter(name, "absurd_date", "must be between the years 2000 and 2100"));
        }
    }
    if days.1 < days.0 {
        return Err(FieldError::parameter(to, "before_from", "must not be before the start"));
    }
    Ok(())
}

/// When one resource is free.
pub async fn availability(app: &App, access: &Access, id: ResourceId, window: Interval) -> Result<Vec<Interval>> {
    let (viewer, now) = (Viewer::new(access), app.clock.now());
    app.db
        .read(async move |tx| {
            let filter = Filter { usage: None, ids: Some(vec![id]) };
            let (found, _) = list(tx, &[&viewer], &filter, Slice::ALL).await?;
            let resource = found.first().ok_or(Error::NOT_FOUND)?;
            if resource.usage != Usage::Bookable {
                return Err(FieldError::base("not_bookable", "The resource is assigned for long and cannot be booked by the hour.").into());
            }
            let taken = Taken::load(tx, &viewer, &found, window).await?;
            Ok(taken.free(resource, &viewer, window, now))
        })
        .await
}

/// When each of the resources is free, by name; those that are unknown, not visible or not bookable by the
/// hour are left out.
pub async fn availabilities(
    app: &App,
    access: &Access,
    ids: Vec<ResourceId>,
    window: Interval,
    slice: Slice,
) -> Result<Page<(ResourceId, Vec<Interval>)>> {
    availabilities_in(app, vec![Viewer::new(access)], Wanted { ids: Some(ids), ..Wanted::default() }, window, slice).await
}

/// The same in all spaces of a network.
pub async fn availabilities_in_network(
    app: &App,
    access: &NetworkAccess,
    wanted: Wanted,
    window: Interval,
    slice: Slice,
) -> Result<Page<(ResourceId, Vec<Interval>)>> {
    availabilities_in(app, access.spaces.iter().map(Viewer::new).collect(), wanted, window, slice).await
}

async fn availabilities_in(
    app: &App,
    viewers: Vec<Viewer>,
    wanted: Wanted,
    window: Interval,
    slice: Slice,
) -> Result<Page<(ResourceId, Vec<Interval>)>> {
    let now = app.clock.now();
    app.db
        .read(async move |tx| {
            let viewers = of_spaces(&viewers, wanted.spaces.as_deref());
            let filter = Filter { usage: Some(Usage::Bookable), ids: wanted.ids.clone() };
            let (found, total) = list(tx, &viewers, &filter, slice).await?;
            let taken = taken_by_space(tx, &viewers, &found, window).await?;
            let items = found.iter().filter_map(|resource| {
                let (viewer, taken) = taken.get(&resource.space_id)?;
                Some((resource.id, taken.free(resource, viewer, window, now)))
            });
            Ok::<_, Error>(Page { items: items.collect(), total })
        })
        .await
}

/// The resources of a space that the caller can book for all of the time, by name.
pub async fn available(app: &App, access: &Access, wanted: Wanted, asked: Asked, slice: Slice) -> Result<Page<Shown>> {
    if asked.ignore_times == Some(true) && !access.is_network_admin(Scope::ReadResources) {
        return Err(only_admins_ignore_times());
    }
    available_in(app, vec![Viewer::new(access)], wanted, asked, slice).await
}

/// The same in all spaces of a network; times are left out where the caller is an admin.
pub async fn available_in_network(app: &App, access: &NetworkAccess, wanted: Wanted, asked: Asked, slice: Slice) -> Result<Page<Shown>> {
    if asked.ignore_times == Some(true) {
        access.require_admin(Scope::ReadResources).map_err(|_| only_admins_ignore_times())?;
    }
    available_in(app, access.spaces.iter().map(Viewer::new).collect(), wanted, asked, slice).await
}

fn only_admins_ignore_times() -> Error {
    Error::forbidden("admins_only", "Only admins can leave booking times out of account.")
}

async fn available_in(app: &App, viewers: Vec<Viewer>, wanted: Wanted, asked: Asked, slice: Slice) -> Result<Page<Shown>> {
    let now = app.clock.now();
    app.db
        .read(async move |tx| {
            let viewers = of_spaces(&viewers, wanted.spaces.as_deref());
            let mut views = viewer::views(tx, &viewers).await?;
            let heeds = |viewer: &Viewer| !(viewer.admin && asked.ignore_times.unwrap_or(true));
            let day = |viewer: &Viewer| viewer.zone.to_datetime(asked.window.from).date();
            views.retain(|view| {
                viewers.iter().any(|viewer| viewer.space == view.space && (!heeds(viewer) || viewer.may_book_on(day(viewer))))
            });
            let mut rules = resources::rules(tx, &views, wanted.ids.as_deref()).await?;
            let mut opens = Vec::with_capacity(views.len());
            for view in views {
                let Some(viewer) = viewers.iter().find(|viewer| viewer.space == view.space) else { continue };
                let own = rules.extract_if(.., |rules| rules.space_id == view.space).collect();
                opens.push(open(tx, viewer, view, own, &asked, heeds(viewer).then_some(now)).await?);
            }
            let (page, total) = resources::list_open(tx, &opens, wanted.ids.as_deref(), slice).await?;
            Ok::<_, Error>(Page { items: show(tx, &viewers, page).await?, total })
        })
        .await
}

/// What of a space is open then. With a time, that of the question, what holds for members counts as well.
async fn open(tx: &mut Tx, viewer: &Viewer, view: View, rules: Vec<Rules>, asked: &Asked, now: Option<Timestamp>) -> Result<Open> {
    let mut tx = SpaceTx::bind(tx, view.space);
    let taken = full(&mut tx, asked.window, asked.other_than).await?;
    let Some(now) = now else { return Ok(Open { view, rules, taken }) };
    let blockers = calendar_blockers::of_members(&mut tx, asked.window).await?;
    let (rules, taken) = heed(rules, taken, &blockers, |rules, blockers| keeps(rules, &viewer.zone, asked.window, now, blockers));
    Ok(Open { view, rules, taken })
}

async fn list(tx: &mut Tx, viewers: &[&Viewer], filter: &Filter, slice: Slice) -> Result<(Vec<Opening>, i64)> {
    let views = viewer::views(tx, viewers).await?;
    Ok(resources::list_opening(tx, &views, filter, slice).await?)
}

/// What stands in the way, in one space.
struct Taken {
    booked: HashMap<ResourceId, Vec<(Interval, u32)>>,
    /// Of all resources, or of one.
    blockers: Vec<(Interval, Option<ResourceId>)>,
}

async fn taken_by_space<'a>(
    tx: &mut Tx,
    viewers: &[&'a Viewer],
    found: &[Opening],
    window: Interval,
) -> Result<HashMap<SpaceId, (&'a Viewer, Taken)>> {
    let mut taken = HashMap::with_capacity(viewers.len());
    for viewer in viewers {
        let own: Vec<_> = found.iter().filter(|resource| resource.space_id == viewer.space).cloned().collect();
        if !own.is_empty() {
            taken.insert(viewer.space, (*viewer, Taken::load(tx, viewer, &own, window).await?));
        }
    }
    Ok(taken)
}

impl Taken {
    /// One statement for all bookings, one for all blockers if they count.
    async fn load(tx: &mut Tx, viewer: &Viewer, of: &[Opening], window: Interval) -> Result<Self> {
        let mut tx = SpaceTx::bind(tx, viewer.space);
        let ids: Vec<_> = of.iter().map(|resource| resource.id).collect();
        let booked = resources::booked(&mut tx, &ids, window).await?;
        let blockers = if viewer.admin { Vec::new() } else { calendar_blockers::of_members(&mut tx, window).await? };
        Ok(Self { booked, blockers })
    }

    fn booked(&self, resource: ResourceId) -> &[(Interval, u32)] {
        self.booked.get(&resource).map_or(&[], Vec::as_slice)
    }

    fn blockers(&self, resource: ResourceId) -> Vec<Interval> {
        let blocks = |of: &Option<ResourceId>| of.is_none_or(|blocked| blocked == resource);
        self.blockers.iter().filter(|(_, of)| blocks(of)).map(|(interval, _)| *interval).collect()
    }

    /// Free times of the window; none for members of what only admins book.
    fn free(&self, resource: &Opening, viewer: &Viewer, window: Interval, now: Timestamp) -> Vec<Interval> {
        if !viewer.can_book(resource.usage, resource.only_admins_can_book) {
            return Vec::new();
        }
        let always = BookingTimes::ALWAYS;
        let booked = self.booked(resource.id);
        let anybody = Availability {
            window,
            units_total: resource.units,
            units_wanted: 1,
            booked,
            times: &always,
            blockers: &[],
            earliest: None,
            min_minutes: None,
        };
        if viewer.admin {
            return free(&anybody, &viewer.zone);
        }
        let (times, blockers) = (times(resource), self.blockers(resource.id));
        let cutoff = SignedDuration::from_hours(i64::from(resource.booking_cutoff));
        let member = Availability {
            times: &times,
            blockers: &blockers,
            earliest: Some(now.saturating_add(cutoff).unwrap_or(now)),
            min_minutes: Some(resource.min_booking_duration).filter(|minutes| *minutes > 0),
            ..anybody
        };
        free(&member, &viewer.zone)
    }
}

/// The text was read when it was stored; should it not be readable any more, nobody is locked out.
fn times(resource: &Opening) -> BookingTimes {
    resource.booking_times.parse().unwrap_or_default()
}
