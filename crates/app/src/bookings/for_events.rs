//! What events book: the same time in each resource, for nobody, free of charge (X3, B5).

use super::create::{load_facts, shown, write};
use super::desk::{Ask, Desk, Facts, check};
use super::telling::tell;
use super::wish::Draft;
use crate::access::Access;
use crate::{App, At, Error, Event, FieldError, Result};
use domain::ids::{EventId, ResourceId};
use domain::interval::Interval;
use domain::scopes::Scope;
use std::collections::{BTreeMap, BTreeSet};
use store::SpaceTx;
use store::bookings::{self, Booking};

/// The event that books.
pub(crate) struct Occasion<'a> {
    pub event: EventId,
    pub title: &'a str,
    pub interval: Interval,
}

/// Resources to book and how many units of each; none stands for all.
pub(crate) type Wanted = BTreeMap<ResourceId, Option<u32>>;

/// What was done, to be told when everything is written.
#[derive(Default)]
pub(crate) struct Done(Vec<(Event, Booking)>);

impl Done {
    /// Emits what was done, as one of the last things of the transaction.
    pub async fn tell(&self, app: &App, tx: &mut SpaceTx<'_>) -> Result<()> {
        for (event, booking) in &self.0 {
            tell(app, tx, *event, booking).await?;
        }
        Ok(())
    }
}

/// Makes the event have just these bookings (`None`: those it has) at its time. Nothing is written when one of
/// them finds no place. The event is locked by the caller; resources are locked here, in the order of their ids.
pub(crate) async fn reserve(
    app: &App,
    access: &Access,
    tx: &mut SpaceTx<'_>,
    occasion: &Occasion<'_>,
    wanted: Option<&Wanted>,
) -> Result<Done> {
    // Whoever may edit events books as an admin does, whatever the token says of bookings.
    let desk = Desk { admin: true, ..Desk::of(app, access, Scope::WriteEvents) };
    let before: BTreeMap<ResourceId, Booking> =
        bookings::of_event(tx, occasion.event).await?.into_iter().map(|booking| (booking.resource_id, booking)).collect();
    let kept: Wanted = before.iter().map(|(resource, booking)| (*resource, Some(booking.units))).collect();
    let wanted = wanted.unwrap_or(&kept);
    let mut facts = BTreeMap::new();
    for resource in before.keys().chain(wanted.keys()).copied().collect::<BTreeSet<_>>() {
        facts.insert(resource, load_facts(tx, &desk, resource, None, true).await.map_err(at_resources)?);
    }
    let mut done = Done::default();
    for (resource, booking) in before.iter().filter(|(resource, _)| !wanted.contains_key(resource)) {
        bookings::delete(tx, booking.id).await?;
        facts.remove(resource);
        done.0.push((Event::DeletedBooking, booking.clone()));
    }
    for (resource, facts) in &facts {
        let units = wanted.get(resource).copied().flatten().unwrap_or(facts.resource.units);
        let entry = book(app, tx, &desk, occasion, facts, units, before.get(resource)).await.map_err(at_resources)?;
        done.0.extend(entry);
    }
    Ok(done)
}

/// Books one resource, or moves what the event has there.
async fn book(
    app: &App,
    tx: &mut SpaceTx<'_>,
    desk: &Desk,
    occasion: &Occasion<'_>,
    facts: &Facts,
    units: u32,
    before: Option<&Booking>,
) -> Result<Option<(Event, Booking)>> {
    let Some(before) = before else {
        let made = write(app, tx, desk, facts, &draft(occasion, facts.resource.id, units), occasion.interval).await?;
        return Ok(Some((Event::CreatedBooking, made.booking)));
    };
    let same_time = (before.starts_at, before.ends_at, before.units) == (occasion.interval.from, occasion.interval.to, units);
    if same_time && before.title.as_deref() == Some(occasion.title) {
        return Ok(None);
    }
    if !same_time {
        check(tx, desk, facts, Ask { id: before.id, interval: occasion.interval, units, keeps_start: false }).await?;
    }
    let mut after = before.clone();
    (after.starts_at, after.ends_at, after.units) = (occasion.interval.from, occasion.interval.to, units);
    (after.title, after.updated_at) = (Some(occasion.title.to_owned()), desk.now);
    let basis = bookings::find_basis(tx, before.id).await?.ok_or(Error::NOT_FOUND)?;
    bookings::update(tx, &after, &basis, facts.resource.units == 1).await?;
    Ok(Some((Event::UpdatedBooking, shown(after, facts).booking)))
}

fn draft(occasion: &Occasion<'_>, resource: ResourceId, units: u32) -> Draft {
    Draft {
        resource,
        owner: None,
        units,
        title: Some(occasion.title.to_owned()),
        url: None,
        comments: None,
        attendees_message: None,
        attendees: Vec::new(),
        extras: Vec::new(),
        custom_price: None,
        recurrence: None,
        event: Some(occasion.event),
        external: None,
    }
}

/// Takes away everything the event booked.
pub(crate) async fn release(tx: &mut SpaceTx<'_>, event: EventId) -> Result<Done> {
    let mut done = Done::default();
    for booking in bookings::of_event(tx, event).await? {
        bookings::delete(tx, booking.id).await?;
        done.0.push((Event::DeletedBooking, booking));
    }
    Ok(done)
}

/// The request of an event speaks of resources only.
fn at_resources(error: Error) -> Error {
    match error {
        Error::NotFound { .. } => Error::no_such("resources"),
        Error::Invalid(errors) => {
            let there = |error: FieldError| match error.at {
                At::Field(name) if name == "units" => FieldError { at: At::Relation("resources".into()), ..error },
                at => FieldError { at, ..error },
            };
            Error::Invalid(errors.into_iter().map(there).collect())
        }
        other => other,
    }
}
