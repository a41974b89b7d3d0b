//! Bookings as a file to take away.

use super::list::{Page, WindowOf, on_desk};
use super::view::View;
use crate::access::Access;
use crate::accounting::Pieces;
use crate::{App, Result, list_files};
use documents::tables::Cell;
use domain::ids::ResourceId;
use domain::scopes::Scope;
use jiff::tz::TimeZone;
use store::resources::Slice;

const COLUMNS: [&str; 11] =
    ["resource", "date", "from", "to", "member name", "title", "comments", "units", "price", "left to pay", "currency"];

/// Which bookings, and whether the last of them come first.
type Wanted = (Option<ResourceId>, WindowOf, bool);

/// The bookings of a window by their start, written while they are read. For admins who may see bookings.
///
/// # Errors
/// [`Error::RateLimited`](crate::Error::RateLimited) for who takes too many away, and as [`on_desk`].
pub async fn csv(app: &App, access: &Access, room: Option<ResourceId>, window: WindowOf, last_first: bool) -> Result<Pieces> {
    access.require_admin(Scope::ReadBookings)?;
    list_files::write(app, access, "bookings", &COLUMNS, (room, window, last_first), rows).await
}

async fn rows(app: App, access: Access, (room, window, last_first): Wanted, slice: Slice) -> Result<Vec<Vec<Cell>>> {
    let page = Page { limit: u32::try_from(slice.limit).unwrap_or(u32::MAX), offset: u64::try_from(slice.offset).unwrap_or_default() };
    let found = on_desk(&app, &access, room, window, last_first, page, false).await?;
    Ok(found.views.iter().map(|view| row(view, access.zone())).collect())
}

fn row(view: &View, zone: &TimeZone) -> Vec<Cell> {
    let booking = &view.shown.booking;
    let [day, from, to] = list_files::stretch(zone, booking.starts_at, booking.ends_at);
    vec![
        Cell::Text(view.shown.resource_name.clone()),
        day,
        from,
        to,
        Cell::maybe(view.shown.membership_name.clone()),
        Cell::maybe(booking.title.clone()),
        Cell::maybe(booking.comments.clone()),
        Cell::Number(booking.units.into()),
        Cell::Number(booking.price.to_decimal()),
        Cell::Number(booking.payable.to_decimal()),
        Cell::Text(booking.currency.to_string()),
    ]
}
