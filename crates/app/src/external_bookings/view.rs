//! Who sees what of a visitor's booking: anybody when and what, admins of the space who.

use super::price::total_of;
use crate::access::Access;
use crate::accounting::Pieces;
use crate::resources::{self, Page};
use crate::{App, Error, Result, list_files};
use documents::tables::Cell;
use domain::ids::{ExternalBookingId, InvoiceId, ResourceId};
use domain::interval::Interval;
use domain::scopes::Scope;
use jiff::{SignedDuration, Timestamp};
use std::collections::{BTreeSet, HashMap};
use store::external_bookings::{self, ExternalBooking, OnDesk};
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

/// Those that an admin looks at; and how many they are: above 10,000 no more is counted. For admins of the space.
pub async fn on_desk(app: &App, access: &Access, wanted: OnDesk, slice: Slice) -> Result<Page<View>> {
    access.require_admin(Scope::ReadExternalBookings)?;
    let (access, eyes) = (access.clone(), Eyes::of(app, access));
    let (Interval { from, to }, year) = (wanted.within, SignedDuration::from_hours(24 * 366));
    let long = to.duration_since(from) > year && app.clock.now().duration_since(from) > year;
    app.db
        .snapshot(async move |tx| {
            let mut tx = access.bind(tx);
            let (found, total) = external_bookings::on_desk(&mut tx, wanted, long, slice).await?;
            Ok::<_, Error>(Page { items: eyes.look_at(&mut tx, found).await?, total })
        })
        .await
}

/// What the rooms of these are called, as far as the caller sees them.
pub async fn rooms(app: &App, access: &Access, views: &[View]) -> Result<HashMap<ResourceId, String>> {
    let ids = views.iter().map(|view| view.booking.resource_id).collect::<BTreeSet<_>>().into_iter().collect();
    let wanted = resources::Wanted { ids: Some(ids), ..resources::Wanted::default() };
    let found = resources::list(app, access, wanted, Slice::ALL).await?.items;
    Ok(found.into_iter().map(|shown| (shown.resource.id, shown.resource.name)).collect())
}

const COLUMNS: [&str; 14] = [
    "resource",
    "date",
    "from",
    "to",
    "visitors",
    "state",
    "name",
    "company",
    "email",
    "phone",
    "title",
    "comments",
    "price with taxes",
    "currency",
];

/// All that an admin looks at as a file, written while it is read. For admins of the space.
///
/// # Errors
/// [`Error::RateLimited`] for who takes too many away.
pub async fn csv(app: &App, access: &Access, wanted: OnDesk) -> Result<Pieces> {
    access.require_admin(Scope::ReadExternalBookings)?;
    list_files::write(app, access, "external-bookings", &COLUMNS, wanted, rows).await
}

async fn rows(app: App, access: Access, wanted: OnDesk, slice: Slice) -> Result<Vec<Vec<Cell>>> {
    let found = on_desk(&app, &access, wanted, slice).await?.items;
    let rooms = rooms(&app, &access, &found).await?;
    found.into_iter().map(|view| row(&access, &rooms, view.booking)).collect()
}

fn row(access: &Access, rooms: &HashMap<ResourceId, String>, booking: ExternalBooking) -> Result<Vec<Cell>> {
    let total = total_of(access.space(), &booking)?;
    let [day, from, to] = list_files::stretch(access.zone(), booking.starts_at, booking.ends_at);
    Ok(vec![
        Cell::maybe(rooms.get(&booking.resource_id).cloned()),
        day,
        from,
        to,
        Cell::Number(booking.number_of_visitors.into()),
        Cell::Text(booking.status.name().to_owned()),
        Cell::maybe(booking.name),
        Cell::maybe(booking.company),
        Cell::Text(booking.email),
        Cell::maybe(booking.phone),
        Cell::maybe(booking.title),
        Cell::maybe(booking.comments),
        Cell::Number(total.gross.to_decimal()),
        Cell::Text(booking.currency.to_string()),
    ])
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
