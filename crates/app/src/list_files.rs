//! Lists as files to take away: comma-separated values, written while they are read, so that no list is whole in memory.

use crate::access::Access;
use crate::accounting::Pieces;
use crate::throttles::{self, Quota};
use crate::{App, Error, Result};
use documents::tables::{self, Cell, MARK};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use store::resources::Slice;
use store::spaces::Address;
use tokio::sync::mpsc;

/// Rows that are read at a time.
const PAGE: i64 = 500;
/// Pieces that wait to be sent.
const AHEAD: usize = 2;
/// Files of one list that one person takes away in an hour.
const OFTEN: Quota = Quota { name: "list-export", attempts: 60, minutes: 60 };

/// A file with these columns and the rows of each page of the list that is wanted. What the first page is refused for is said
/// before anything is sent; who may see the list is for `rows` to ask.
///
/// # Errors
/// [`Error::RateLimited`] for who takes too many away, and what the first page gives.
pub(crate) async fn write<W, R>(
    app: &App,
    access: &Access,
    list: &str,
    columns: &[&str],
    wanted: W,
    rows: fn(App, Access, W, Slice) -> R,
) -> Result<Pieces>
where
    W: Clone + Send + 'static,
    R: Future<Output = Result<Vec<Vec<Cell>>>> + Send + 'static,
{
    let user = access.user().ok_or(Error::Unauthenticated)?;
    throttles::attempt(app, OFTEN, &format!("{user} {list}")).await?;
    let (app, access) = (app.clone(), access.clone());
    let page = move |offset| rows(app.clone(), access.clone(), wanted.clone(), Slice { limit: PAGE, offset });
    let first = page(0).await?;
    let head: Vec<_> = columns.iter().map(|name| Cell::Text((*name).to_owned())).collect();
    let mut piece = format!("{MARK}{}{}", tables::csv(&head), text(&first));
    let mut ended = is_last(&first);
    let (give, take) = mpsc::channel(AHEAD);
    tokio::spawn(async move {
        let mut offset = 0;
        // Whoever asked may be gone.
        while give.send(Ok(piece.into_bytes())).await.is_ok() && !ended {
            offset += PAGE;
            match page(offset).await {
                Ok(rows) => (piece, ended) = (text(&rows), is_last(&rows)),
                Err(error) => {
                    let _ = give.send(Err(error)).await;
                    return;
                }
            }
        }
    });
    Ok(take)
}

fn text(rows: &[Vec<Cell>]) -> String {
    rows.iter().map(|row| tables::csv(row)).collect()
}

fn is_last(rows: &[Vec<Cell>]) -> bool {
    i64::try_from(rows.len()) != Ok(PAGE)
}

/// Day, beginning and end on the clocks of the space; the end with its day where that is another.
pub(crate) fn stretch(zone: &TimeZone, from: Timestamp, to: Timestamp) -> [Cell; 3] {
    let time = |at: Timestamp, form: &str| Cell::Text(zone.to_datetime(at).strftime(form).to_string());
    let (day, end) = (zone.to_datetime(from).date(), zone.to_datetime(to).date());
    [Cell::Day(day), time(from, "%H:%M"), time(to, if day == end { "%H:%M" } else { "%Y-%m-%d %H:%M" })]
}

/// Street, post code, city, state and country; all of an address that is not known in parts stands as the street.
pub(crate) fn address(address: &Address) -> [Cell; 5] {
    let street = if address.street.is_some() { address.street.clone() } else { address.in_full().map(|text| text.replace('\n', ", ")) };
    let rest = [&address.post_code, &address.city, &address.state, &address.country].map(|part| Cell::maybe(part.clone()));
    let [post_code, city, state, country] = rest;
    [Cell::maybe(street), post_code, city, state, country]
}
