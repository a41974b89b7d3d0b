//! For pages that show a calendar: whether it looks different from before.

use crate::access::Access;
use crate::{App, Error, Event, Result};
use domain::scopes::Scope;
use store::outbox;

/// What changes how a calendar looks.
const CHANGES: [Event; 11] = [
    Event::CreatedBooking,
    Event::UpdatedBooking,
    Event::DeletedBooking,
    Event::ApprovedExternalBooking,
    Event::CanceledExternalBooking,
    Event::CreatedCalendarBlocker,
    Event::UpdatedCalendarBlocker,
    Event::DeletedCalendarBlocker,
    Event::CreatedResource,
    Event::UpdatedResource,
    Event::DeletedResource,
];

/// How far the calendar of a space was looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    /// All events up to this number.
    pub seen: i64,
    /// Whether one of them, after the number that was asked for, changed the calendar.
    pub changed: bool,
}

/// Whether the calendar changed after an event; without a number how far it is now. What is not kept any more counts as
/// a change. It tells nothing but that: for admins who see bookings.
pub async fn calendar(app: &App, access: &Access, after: Option<i64>) -> Result<Seen> {
    access.require_admin(Scope::ReadBookings)?;
    let access = access.clone();
    app.db
        .snapshot(async move |tx| {
            let mut tx = access.bind(tx);
            let extent = outbox::extent(&mut tx).await?;
            let Some(after) = after else { return Ok::<_, Error>(Seen { seen: extent.last, changed: false }) };
            if !(extent.first - 1..=extent.last).contains(&after) {
                return Ok(Seen { seen: extent.last, changed: true });
            }
            let names: Vec<String> = CHANGES.iter().map(|event| event.name().to_owned()).collect();
            let changed = !outbox::named(&mut tx, after, &names, 1).await?.is_empty();
            Ok(Seen { seen: extent.last, changed })
        })
        .await
}
