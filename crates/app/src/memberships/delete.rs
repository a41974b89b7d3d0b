//! Deleting for good (L12), and the bookings that go with it.

use super::{facts, hold};
use crate::access::Access;
use crate::files;
use crate::{App, Error, Event, Result};
use domain::ids::MembershipId;
use domain::scopes::Scope;
use domain::teams::Role;
use jiff::Timestamp;
use serde_json::json;
use store::bookings::{self, Booking};
use store::{SpaceTx, memberships, teams};

/// Deletes the membership, its plans and its bookings to come; past bookings stay without a name. Refused while
/// it pays for others. An unconfirmed one is rejected so (J7).
pub async fn delete(app: &App, access: &Access, id: MembershipId) -> Result<()> {
    access.require_admin(Scope::WriteMemberships)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let membership = hold(&mut tx, id).await?;
        if let Some((team, role)) = membership.role() {
            let others = teams::members(&mut tx, team).await?.len() - 1;
            if role == Role::Paying && others > 0 {
                return Err(Error::conflict("pays_for_others", "The membership pays for others; that has to end first."));
            }
            crate::teams::take_out(&mut tx, team, id, app.clock.now()).await?;
        }
        let deleted = bookings_from(&mut tx, id, app.clock.now()).await?;
        bookings::forget_membership(&mut tx, id).await?;
        files::forget(&mut tx, membership.photo.as_ref()).await?;
        memberships::delete(&mut tx, id).await?;
        emit_deleted(&app, &mut tx, &deleted).await?;
        app.emit(&mut tx, Event::DeletedMembership, id.0, facts(&membership, json!({}))).await
    })
    .await
}

/// Deletes bookings of the membership that begin at the instant or later and are on no invoice, in whatever space
/// of the network.
pub(super) async fn bookings_from(tx: &mut SpaceTx<'_>, id: MembershipId, from: Timestamp) -> Result<Vec<Booking>> {
    let mut found: Vec<Booking> = bookings::starting_after(tx, id, from).await?.into_iter().map(|shown| shown.booking).collect();
    found.retain(|booking| booking.invoice_id.is_none() && booking.event_id.is_none());
    for booking in &found {
        let mut there = SpaceTx::bind(tx.global(), booking.space_id);
        bookings::delete(&mut there, booking.id).await?;
    }
    Ok(found)
}

pub(super) async fn emit_deleted(app: &App, tx: &mut SpaceTx<'_>, deleted: &[Booking]) -> Result<()> {
    for booking in deleted {
        let detail = json!({
            "from": booking.starts_at, "to": booking.ends_at, "title": booking.title,
            "resource_id": booking.resource_id, "units": booking.units,
        });
        let mut there = SpaceTx::bind(tx.global(), booking.space_id);
        app.emit(&mut there, Event::DeletedBooking, booking.id.0, detail).await?;
    }
    Ok(())
}
