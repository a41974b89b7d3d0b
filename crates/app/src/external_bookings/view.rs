//! Who sees what of a visitor's booking: anybody when and what, admins of the space who.

use crate::access::Access;
use crate::resources::Page;
use crate::{App, Error, Result};
use domain::ids::ExternalBookingId;
use domain::interval::Interval;
use domain::scopes::Scope;
use jiff::Timestamp;
use store::external_bookings::{self, ExternalBooking};
use store::resources::Slice;

/// A visitor's booking as the caller may see it: what is hidden is not to be shown.
#[derive(Clone, Debug)]
pub struct View {
    pub booking: ExternalBooking,
    /// Person, address and comments may be shown.
    pub personal: bool,
    /// It is ahead and not canceled (E5).
    pub can_update: bool,
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
        View { booking, personal: self.personal, can_update }
    }
}

/// One of them, for any user.
pub async fn get(app: &App, access: &Access, id: ExternalBookingId) -> Result<View> {
    let (access, eyes) = (access.clone(), Eyes::of(app, access));
    app.db
        .read(async move |tx| {
            let found = external_bookings::find(&mut access.bind(tx), id).await?.ok_or(Error::NOT_FOUND)?;
            Ok::<_, Error>(eyes.look(found))
        })
        .await
}

/// Those of a space that start within the time, for its admins.
pub async fn list(app: &App, access: &Access, within: Interval, descending: bool, slice: Slice) -> Result<Page<View>> {
    access.require_admin(Scope::ReadExternalBookings)?;
    let (access, eyes) = (access.clone(), Eyes::of(app, access));
    app.db
        .snapshot(async move |tx| {
            let (found, total) = external_bookings::list(&mut access.bind(tx), within, descending, slice).await?;
            Ok::<_, Error>(Page { items: found.into_iter().map(|booking| eyes.look(booking)).collect(), total })
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
            let found = external_bookings::some(&mut access.bind(tx), &ids).await?;
            Ok::<_, Error>(found.into_iter().map(|booking| eyes.look(booking)).collect())
        })
        .await
}
