//! What events say of bookings, and what the clock is too late to say (B20).

use crate::webhooks::objects;
use crate::{App, Event, Result};
use domain::interval::Interval;
use serde_json::{Value, json};
use store::bookings::Booking;
use store::outbox::Appended;
use store::{SpaceTx, memberships, resources};

/// Enough to know whom it concerns when the booking is gone.
pub(crate) fn told(booking: &Booking) -> Value {
    json!({
        "resource_id": booking.resource_id,
        "membership_id": booking.membership().map(|(_, id)| id),
        "from": booking.starts_at,
        "to": booking.ends_at,
    })
}

/// Emits what happened to a booking, in the space where it is; the last thing of the transaction.
pub(crate) async fn tell(app: &App, tx: &mut SpaceTx<'_>, event: Event, booking: &Booking) -> Result<()> {
    match event {
        Event::DeletedBooking => tell_deleted(app, tx, booking).await,
        Event::CreatedBooking => tell_changed(app, tx, event, None, booking).await,
        _ => tell_changed(app, tx, event, Some(Interval::new(booking.starts_at, booking.ends_at)), booking).await,
    }
}

/// The same for a booking that was there before, perhaps at another time.
pub(crate) async fn tell_changed(app: &App, tx: &mut SpaceTx<'_>, event: Event, before: Option<Interval>, now: &Booking) -> Result<()> {
    let Appended { begun_until, ended_until, .. } = app.append(tx, event, now.id.0, told(now)).await?;
    // The clock has passed these times already, so nobody else will say it. It holds the same row while it moves on.
    let begins = before.is_none_or(|before| before.from != now.starts_at) && now.ends_at > app.clock.now();
    if begins && begun_until.is_some_and(|until| now.starts_at <= until) {
        app.emit(tx, Event::BookingWillBegin, now.id.0, told(now)).await?;
    }
    if before.is_none_or(|before| before.to != now.ends_at) && ended_until.is_some_and(|until| now.ends_at <= until) {
        app.emit(tx, Event::BookingHasEnded, now.id.0, told(now)).await?;
    }
    Ok(())
}

async fn tell_deleted(app: &App, tx: &mut SpaceTx<'_>, booking: &Booking) -> Result<()> {
    let resource = resources::find(tx, booking.resource_id).await?.map(|resource| resource.name);
    let member = match booking.membership() {
        Some((space, id)) => memberships::find(&mut SpaceTx::bind(tx.global(), space), id).await?,
        None => None,
    };
    let name = member.as_ref().map(store::memberships::Membership::label);
    let mut detail = told(booking);
    if let Value::Object(detail) = &mut detail {
        detail.insert("object".into(), objects::booking(booking, resource.as_deref(), name));
    }
    app.emit(tx, Event::DeletedBooking, booking.id.0, detail).await
}
