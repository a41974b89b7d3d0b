//! The place in the calendar of a visitor's booking: one unit, for no member, priced elsewhere (E3, B2).

use super::create::{load_facts, shown, write};
use super::desk::{Ask, Desk, check};
use super::wish::Draft;
use crate::{App, Error, Result};
use domain::ids::{ExternalBookingId, ResourceId};
use domain::interval::Interval;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::sync::Arc;
use store::SpaceTx;
use store::bookings::{self, Booking};
use store::spaces::Space;

/// Which visitor's booking, and what it takes.
pub(crate) struct Visit<'a> {
    pub space: Arc<Space>,
    pub zone: &'a TimeZone,
    pub now: Timestamp,
    pub id: ExternalBookingId,
    pub resource: ResourceId,
    pub title: Option<&'a str>,
    pub interval: Interval,
}

impl Visit<'_> {
    /// Whether visitors keep their own rules is asked before; here only what binds everybody counts, as for admins (B4).
    fn desk(&self) -> Desk {
        Desk { space: Arc::clone(&self.space), zone: self.zone.clone(), now: self.now, admin: true, user: None }
    }

    fn draft(&self) -> Draft {
        Draft {
            resource: self.resource,
            owner: None,
            units: 1,
            title: self.title.map(str::to_owned),
            url: None,
            comments: None,
            attendees_message: None,
            attendees: Vec::new(),
            extras: Vec::new(),
            custom_price: None,
            recurrence: None,
            event: None,
            external: Some(self.id),
        }
    }
}

/// Takes the time for the visitor, with the resource locked; whoever calls tells of it at the end.
pub(crate) async fn hold(app: &App, tx: &mut SpaceTx<'_>, visit: &Visit<'_>) -> Result<Booking> {
    let desk = visit.desk();
    let facts = load_facts(tx, &desk, visit.resource, None, true).await?;
    Ok(write(app, tx, &desk, &facts, &visit.draft(), visit.interval).await?.booking)
}

/// Moves or renames it; what it was is kept when there is no place.
pub(crate) async fn move_visit(tx: &mut SpaceTx<'_>, visit: &Visit<'_>) -> Result<Booking> {
    let desk = visit.desk();
    let facts = load_facts(tx, &desk, visit.resource, None, true).await?;
    let mut booking = bookings::of_visitor(tx, visit.id).await?.ok_or(Error::NOT_FOUND)?;
    if (booking.starts_at, booking.ends_at) != (visit.interval.from, visit.interval.to) {
        check(tx, &desk, &facts, Ask { id: booking.id, interval: visit.interval, units: booking.units, keeps_start: false }).await?;
    }
    (booking.starts_at, booking.ends_at, booking.updated_at) = (visit.interval.from, visit.interval.to, visit.now);
    booking.title = visit.title.map(str::to_owned);
    let basis = bookings::find_basis(tx, booking.id).await?.ok_or(Error::NOT_FOUND)?;
    bookings::update(tx, &booking, &basis, facts.resource.units == 1).await?;
    Ok(shown(booking, &facts).booking)
}

/// Gives the time back (E8).
pub(crate) async fn let_go(tx: &mut SpaceTx<'_>, id: ExternalBookingId) -> Result<Option<Booking>> {
    let found = bookings::of_visitor(tx, id).await?;
    if let Some(booking) = &found {
        bookings::delete(tx, booking.id).await?;
    }
    Ok(found)
}
