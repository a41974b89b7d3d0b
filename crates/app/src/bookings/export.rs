//! Bookings as a file to take away.

use super::list::{Page, Subject, WindowOf, list};
use super::view::View;
use crate::access::Access;
use crate::accounting::Pieces;
use crate::memberships::OFTEN;
use crate::{App, Error, Result, throttles};
use documents::tables::{self, Cell, MARK};
use domain::scopes::Scope;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use tokio::sync::mpsc;

/// Rows that are read at a time.
const PAGE: u32 = 500;
/// Pieces that wait to be sent.
const AHEAD: usize = 2;
const COLUMNS: [&str; 11] =
    ["resource", "date", "from", "to", "member name", "title", "comments", "units", "price", "left to pay", "currency"];

/// The bookings of a window by their start, written while they are read. For admins who may see bookings.
///
/// # Errors
/// [`Error::RateLimited`] for who takes too many away.
pub async fn csv(app: &App, access: &Access, subject: Subject, window: WindowOf) -> Result<Pieces> {
    access.require_admin(Scope::ReadBookings)?;
    let user = access.user().ok_or(Error::Unauthenticated)?;
    throttles::attempt(app, OFTEN, &user.to_string()).await?;
    // What is wrong with the window is said before anything is sent.
    list(app, access, subject, window, Page { limit: 1, offset: 0 }, false).await?;
    let (give, take) = mpsc::channel(AHEAD);
    let (app, access) = (app.clone(), access.clone());
    tokio::spawn(async move {
        let head: Vec<_> = COLUMNS.into_iter().map(|name| Cell::Text(name.to_owned())).collect();
        let mut piece = format!("{MARK}{}", tables::csv(&head));
        let mut offset = 0;
        loop {
            let page = Page { limit: PAGE, offset };
            let (last, text) = match list(&app, &access, subject, window, page, false).await {
                Ok(found) => {
                    let rows = found.views.iter().map(|view| row(view, access.zone()));
                    (found.views.len() < PAGE as usize, Ok(rows.fold(std::mem::take(&mut piece), |all, row| all + &row).into_bytes()))
                }
                Err(error) => (true, Err(error)),
            };
            // Whoever asked may be gone.
            if give.send(text).await.is_err() || last {
                return;
            }
            offset += u64::from(PAGE);
        }
    });
    Ok(take)
}

fn row(view: &View, zone: &TimeZone) -> String {
    let booking = &view.shown.booking;
    let time = |at: Timestamp, form: &str| Cell::Text(zone.to_datetime(at).strftime(form).to_string());
    let (day, end) = (zone.to_datetime(booking.starts_at).date(), zone.to_datetime(booking.ends_at).date());
    tables::csv(&[
        Cell::Text(view.shown.resource_name.clone()),
        Cell::Day(day),
        time(booking.starts_at, "%H:%M"),
        time(booking.ends_at, if day == end { "%H:%M" } else { "%Y-%m-%d %H:%M" }),
        Cell::maybe(view.shown.membership_name.clone()),
        Cell::maybe(booking.title.clone()),
        Cell::maybe(booking.comments.clone()),
        Cell::Number(booking.units.into()),
        Cell::Number(booking.price.to_decimal()),
        Cell::Number(booking.payable.to_decimal()),
        Cell::Text(booking.currency.to_string()),
    ])
}
