//! `SUBDOMAIN/admin/bookings/list`: the bookings of some days as a list, and as a file to take away.

use crate::accounts::Frame;
use crate::inside::{days_of, enter_admin, failure, money, stretch};
use crate::language::t;
use crate::lists::{self, Listing, Shape, Timed, WHEN};
use crate::pages::{problem, render};
use crate::visits::{Desk, Visit};
use app::access::Access;
use app::bookings::{self, Page as Part, View};
use app::resources::Page;
use app::{App, Error, FieldError, resources};
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use domain::ids::ResourceId;
use domain::resources::Usage;
use domain::scopes::Scope;
use http_api::downloads::Download;
use jiff::ToSpan as _;
use jiff::civil::Date;
use store::resources::Slice;

const HERE: &str = "/admin/bookings/list";
const FILE: &str = "/admin/bookings/export.csv";
const PAGE: i64 = 50;
/// Rooms to choose from.
const ROOMS: i64 = 500;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new().route(HERE, get(page)).route(FILE, get(file)).with_state(desk.clone())
}

/// What is not said is the month from today on.
fn span(access: &Access, asked: &Timed) -> Result<(Date, Date), Vec<FieldError>> {
    let (from, to) = asked.days()?;
    let from = from.unwrap_or(access.today());
    let to = to.unwrap_or(from.saturating_add(30.days()));
    if to < from { Err(vec![lists::before_first()]) } else { Ok((from, to)) }
}

fn room(asked: &Timed) -> Result<Option<ResourceId>, Response> {
    match asked.only.as_str() {
        "" => Ok(None),
        id => id.parse().map(Some).map_err(|_| problem(&Error::NOT_FOUND)),
    }
}

struct Line {
    href: String,
    when: String,
    resource: String,
    who: String,
    title: String,
    price: String,
}

impl Line {
    fn new(access: &Access, view: View) -> Self {
        let booking = view.shown.booking;
        Self {
            href: format!("/admin/bookings/{}", booking.id),
            when: stretch(access, booking.starts_at, booking.ends_at),
            resource: view.shown.resource_name,
            who: view.shown.membership_name.unwrap_or_default(),
            title: booking.title.unwrap_or_default(),
            price: money(booking.payable, booking.currency),
        }
    }
}

#[derive(Template)]
#[template(path = "lists/bookings.html")]
struct ListPage {
    frame: Frame,
    rooms: Vec<(String, String, bool)>,
    list: Listing<Line>,
}

async fn rooms(app: &App, access: &Access, only: &str) -> Result<Vec<(String, String, bool)>, Response> {
    let wanted = resources::Wanted { usage: Some(Usage::Bookable), ..resources::Wanted::default() };
    let found = resources::list(app, access, wanted, Slice { limit: ROOMS, offset: 0 }).await.map_err(failure)?;
    let choice = |shown: resources::Shown| {
        let id = shown.resource.id.to_string();
        (id.clone(), shown.resource.name, id == only)
    };
    Ok(found.items.into_iter().map(choice).collect())
}

async fn page(visit: Visit, Query(asked): Query<Timed>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadBookings).await?;
    let (app, room, descending, slice) = (visit.app(), room(&asked)?, asked.last_first(false), asked.slice(PAGE));
    let span = span(&access, &asked);
    let days = span.as_ref().ok().copied();
    let found = lists::read(span, async |(from, to)| {
        let part = Part { limit: u32::try_from(PAGE).unwrap_or(50), offset: u64::try_from(slice.offset).unwrap_or_default() };
        let found = bookings::on_desk(app, &access, room, days_of(&access, from, to), descending, part, true).await?;
        Ok::<_, Error>(Page { items: found.views, total: i64::try_from(found.total.unwrap_or_default()).unwrap_or(i64::MAX) })
    })
    .await?;
    let columns = [
        (WHEN, t("bookings-when")),
        ("", t("schedule-room")),
        ("", t("bookings-list-who")),
        ("", t("running-title")),
        ("", t("schedule-to-pay")),
    ];
    let (columns, chosen, narrowed) = (&columns, ("only", &*asked.only), true);
    let total = t("bookings-list-total").count("count", found.1.total);
    let shape = Shape { here: HERE, file: FILE, size: PAGE, columns, sort: WHEN, descending, chosen, days, narrowed };
    let list = Listing { total, ..shape.listing(&asked, found, |view| Line::new(&access, view)) };
    let status = list.problems.status();
    let page = ListPage { frame: Frame::of(&visit).await?, rooms: rooms(app, &access, &asked.only).await?, list };
    Ok(visit.page(render(status, &page)))
}

/// The same list, all of it.
async fn file(visit: Visit, Query(asked): Query<Timed>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadBookings).await?;
    let (from, to) = span(&access, &asked).map_err(|wrong| problem(&Error::Invalid(wrong)))?;
    let (room, days) = (room(&asked)?, days_of(&access, from, to));
    let pieces = bookings::csv(visit.app(), &access, room, days, asked.last_first(false)).await.map_err(failure)?;
    Ok(visit.page(Download { name: format!("bookings_{from}_{to}.csv"), media: "text/csv; charset=utf-8", pieces }.into_response()))
}
