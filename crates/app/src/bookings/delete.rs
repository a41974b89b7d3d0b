//! Deleting a booking, or the rest of a recurrence (B6, B8, B9, B17).

use super::change::may_not;
use super::credits::{month_of, spread_anew};
use super::desk::{Desk, Owner, Payer};
use super::telling::tell;
use super::view::{Eyes, View};
use crate::access::Access;
use crate::{App, Error, Event, Result};
use domain::bookings::may_delete;
use domain::ids::{BookingId, MembershipId, RecurrenceId};
use domain::scopes::Scope;
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use store::bookings::{self, Booking, Shown};
use store::{SpaceTx, recurrences};

/// Deletes a booking and returns its credits to others of the month.
pub async fn delete(app: &App, access: &Access, id: BookingId) -> Result<()> {
    let desk = Desk::of(app, access, Scope::WriteBookings);
    let (app, access, eyes) = (app.clone(), access.clone(), Eyes::of(app, access));
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let found = find(&mut tx, &eyes, &desk, id).await?;
        remove(&app, &mut tx, &desk, &[found.booking]).await
    })
    .await
}

/// Deletes a booking and those later ones of its recurrence that the caller may delete; no more will be
/// written. Gives the booking as it was.
pub async fn delete_following(app: &App, access: &Access, id: BookingId) -> Result<View> {
    let desk = Desk::of(app, access, Scope::WriteBookings);
    let (app, access, eyes) = (app.clone(), access.clone(), Eyes::of(app, access));
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let found = find(&mut tx, &eyes, &desk, id).await?;
        let recurrence = found.booking.recurrence_id.map(RecurrenceId);
        let recurrence = recurrence.ok_or_else(|| Error::conflict("not_recurring", "The booking is not repeated."))?;
        recurrences::stop(&mut tx, recurrence).await?;
        let mut doomed = vec![found.booking.clone()];
        for shown in bookings::following(&mut tx, recurrence, found.booking.starts_at).await? {
            let may = may_delete(&eyes.existing(&shown), eyes.standing(&shown, desk.admin)).is_ok();
            if may && shown.booking.id != id {
                doomed.push(shown.booking);
            }
        }
        remove(&app, &mut tx, &desk, &doomed).await?;
        eyes.look(found).ok_or(Error::NOT_FOUND)
    })
    .await
}

/// The booking, if the caller may delete it.
async fn find(tx: &mut SpaceTx<'_>, eyes: &Eyes, desk: &Desk, id: BookingId) -> Result<Shown> {
    let found = bookings::find(tx, id).await?.ok_or(Error::NOT_FOUND)?;
    eyes.look(found.clone()).ok_or(Error::NOT_FOUND)?;
    may_delete(&eyes.existing(&found), eyes.standing(&found, desk.admin)).map_err(may_not)?;
    Ok(found)
}

/// Deletes bookings that were read before their memberships were locked.
async fn remove(app: &App, tx: &mut SpaceTx<'_>, desk: &Desk, doomed: &[Booking]) -> Result<()> {
    let gone = erase(tx, desk, doomed).await?;
    if gone.is_empty() {
        return Err(Error::NOT_FOUND);
    }
    tell_deleted(app, tx, &gone).await
}

/// Takes away the bookings of a membership that begin at the instant or later and are on no invoice, in
/// whatever space of the network (L7, L12), and spreads their credits anew. Gives what is gone; whoever calls
/// has to [`tell_deleted`] as the last thing of the transaction.
pub(crate) async fn take_away(app: &App, access: &Access, tx: &mut SpaceTx<'_>, id: MembershipId, from: Timestamp) -> Result<Vec<Booking>> {
    let desk = Desk::of(app, access, Scope::WriteBookings);
    let found = bookings::starting_after(tx, id, from).await?.into_iter().map(|shown| shown.booking);
    let doomed: Vec<Booking> = found.filter(|booking| booking.invoice_id.is_none() && booking.event_id.is_none()).collect();
    erase(tx, &desk, &doomed).await
}

/// Takes away bookings of a resource that goes, whoever made them, and spreads their credits anew. Gives what is gone; whoever
/// calls has to [`tell_deleted`] as the last thing of the transaction.
pub(crate) async fn undo(app: &App, access: &Access, tx: &mut SpaceTx<'_>, doomed: &[Booking]) -> Result<Vec<Booking>> {
    erase(tx, &Desk::of(app, access, Scope::WriteBookings), doomed).await
}

/// Emits the deletion of each, in the space where it was.
pub(crate) async fn tell_deleted(app: &App, tx: &mut SpaceTx<'_>, gone: &[Booking]) -> Result<()> {
    for booking in gone {
        let mut there = SpaceTx::bind(tx.global(), booking.space_id);
        tell(app, &mut there, Event::DeletedBooking, booking).await?;
    }
    Ok(())
}

async fn erase(tx: &mut SpaceTx<'_>, desk: &Desk, doomed: &[Booking]) -> Result<Vec<Booking>> {
    let owners: BTreeSet<Owner> = doomed.iter().filter_map(Booking::membership).collect();
    let mut payers = BTreeMap::new();
    for owner in owners {
        payers.insert(owner, Payer::load(tx.global(), desk, owner, true).await?);
    }
    let mut months = BTreeSet::new();
    let mut gone = Vec::new();
    for booking in doomed {
        let mut there = SpaceTx::bind(tx.global(), booking.space_id);
        let Some(now) = bookings::lock(&mut there, booking.id).await?.map(|shown| shown.booking) else { continue };
        if (now.membership(), now.starts_at) != (booking.membership(), booking.starts_at) {
            return Err(Error::Retry); // somebody else changed it while we waited: look again
        }
        bookings::delete(&mut there, booking.id).await?;
        if let Some((owner, payer)) = now.membership().and_then(|owner| payers.get_key_value(&owner)) {
            months.insert((*owner, month_of(payer, now.starts_at)));
        }
        gone.push(now);
    }
    for (owner, month) in months {
        if let Some(payer) = payers.get(&owner) {
            spread_anew(tx.global(), payer, month).await?;
        }
    }
    Ok(gone)
}
