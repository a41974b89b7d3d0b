//! Who sees what of a visitor's booking: anybody when and what, admins of the space who.

use crate::access::Access;
use crate::resources::Page;
use crate::{App, Error, Result};
use domain::ids::{ExternalBookingId, InvoiceId};
use domain::interval::Interval;
use domain::scopes::Scope;
use jiff::Timestamp;
use std::collections::HashMap;
use store::external_bookings::{self, ExternalBooking};
use store::resources::Slice;
use store::{SpaceTx, payments};

/// A visitor's booking as the caller may see it: what is hidden is not to be shown.
#[derive(Clone, Debug)]
pub struct View {
    pub booking: ExternalBooking,
    /// Person, address and comments may be shown.
    pub personal: bool,
    /// It is ahead and not canceled (E5).
    pub can_update: bool,
    /// What it was billed by, for whoever sees who comes.
    pub invoices: Vec<InvoiceId>,
}

/// The eyes of a caller.
#[derive(Clone, Copy, Debug)]
pub(super) struct Eyes {
    personal: bool,
    now: Timestamp,
}

impl Eyes {
    pub fn of(app: &App, access: &Access) -> Self {
        let sees = |scope| access.is_admin(scope);
        // A token that only writes shows what it has written.
        Self { personal: sees(Scope::ReadExternalBookings) || sees(Scope::WriteExternalBookings), now: app.clock.now() }
    }

    pub fn look(self, booking: ExternalBooking) -> View {
        let can_update = booking.life().may_change(self.now).is_ok();
        View { booking, personal: self.personal, can_update, invoices: Vec::new() }
    }

    /// The same of many, with their invoices.
    async fn look_at(self, tx: &mut SpaceTx<'_>, bookings: Vec<ExternalBooking>) -> Result<Vec<View>> {
        let ids: Vec<_> = bookings.iter().filter(|_| self.personal).map(|booking| booking.id.0).collect();
        let mut bills = if ids.is_empty() { HashMap::new() } else { payments::invoices_of(tx, &ids).await? };
        let shown = bookings.into_iter().map(|booking| {
            let invoices = bills.remove(&booking.id.0).unwrap_or_default();
            View { invoices, ..self.look(booking) }
        });
        Ok(shown.collect())
    }
}

/// One of them, for any user.
pub async fn get(app: &App, access: &Access, id: ExternalBookingId) -> Result<View> {
    let (access, eyes) = (access.clone(), Eyes::of(app, access));
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let found = external_bookings::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
            eyes.look_at(&mut tx, vec![found]).await?.pop().ok_or(Error::NOT_FOUND)
        })
        .await
}

/// Those of a space that start within the time, for its admins.
pub async fn list(app: &App, access: &Access, within: Interval, descending: bool, slice: Slice) -> Result<Page<View>> {
    access.require_admin(Scope::ReadExternalBookings)?;
    let (access, eyes) = (access.clone(), Eyes::of(app, access));
    app.db
        .snapshot(async move |tx| {
            let mut tx = access.bind(tx);
            let (found, total) = external_bookings::list(&mut tx, within, descending, slice).await?;
            Ok::<_, Error>(Page { items: eyes.look_at(&mut tx, found).await?, total })
        })
        .await
}

/// Those with these ids, to be shown beside bookings.
pub async fn some(app: &App, access: &Access, ids: Vec<ExternalBookingId>) -> Result<Vec<View>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let (access, eyes) = (access.clone(), Eyes::of(app, access));
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let found = external_bookings::some(&mut tx, &ids).await?;
            eyes.look_at(&mut tx, found).await
        })
        .await
}
