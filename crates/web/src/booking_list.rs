//! `SUBDOMAIN/admin/bookings/list`: the bookings of some days as a list, and as a file to take away.

use crate::accounts::Frame;
use crate::inside::{days_of, enter_admin, failure, money, stretch};
use crate::language::t;
use crate::lists::{self, Head, Sorting, WHEN};
use crate::pages::{problem, render};
use crate::visits::{Desk, Problems, Visit};
use app::access::Access;
use app::bookings::{self, Page as Part, View};
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
use serde::Deserialize;
use store::resources::Slice;

const HERE: &str = "/admin/bookings/list";
const FILE: &str = "/admin/bookings/export.csv";
const PAGE: i64 = 50;
/// Rooms to choose from.
const ROOMS: i64 = 500;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new().route(HERE, get(page)).route(FILE, get(file)).with_state(desk.clone())
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    from: String,
    to: String,
    only: String,
    page: String,
    sort: String,
    order: String,
}

impl Asked {
    /// What is not said is the month from today on.
    fn days(&self, access: &Access) -> Result<(Date, Date), Vec<FieldError>> {
        let (from, to) = lists::days(&self.from, &self.to)?;
        let from = from.unwrap_or(access.today());
        let to = to.unwrap_or(from.saturating_add(30.days()));
        if to < from { Err(vec![lists::before_first()]) } else { Ok((from, to)) }
    }

    fn room(&self) -> Result<Option<ResourceId>, Response> {
        match self.only.as_str() {
            "" => Ok(None),
            id => id.parse().map(Some).map_err(|_| problem(&Error::NOT_FOUND)),
        }
    }

    fn last_first(&self) -> bool {
        lists::last_first(&self.sort, &self.order, false)
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
    fn new(access: &Access, view: &View) -> Self {
        let booking = &view.shown.booking;
        Self {
            href: format!("/admin/bookings/{}", booking.id),
            when: stretch(access, booking.starts_at, booking.ends_at),
            resource: view.shown.resource_name.clone(),
            who: view.shown.membership_name.clone().unwrap_or_default(),
            title: booking.title.clone().unwrap_or_default(),
            price: money(booking.payable, booking.currency),
        }
    }
}

#[derive(Template)]
#[template(path = "lists/bookings.html")]
struct ListPage {
    frame: Frame,
    problems: Problems,
    from: String,
    to: String,
    rooms: Vec<(String, String, bool)>,
    heads: Vec<Head>,
    lines: Vec<Line>,
    total: u64,
    before: Option<String>,
    after: Option<String>,
    file: String,
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

async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadBookings).await?;
    let (app, number, room, descending) = (visit.app(), lists::page(&asked.page), asked.room()?, asked.last_first());
    let offset = u64::try_from((number - 1) * PAGE).unwrap_or_default();
    let (problems, days, found) = match asked.days(&access) {
        Ok((from, to)) => {
            let part = Part { limit: u32::try_from(PAGE).unwrap_or(50), offset };
            let days = days_of(&access, from, to);
            let found = bookings::on_desk(app, &access, room, days, descending, part, true).await.map_err(failure)?;
            (Problems::default(), Some((from, to)), found)
        }
        Err(wrong) => (wrong.into(), None, bookings::Listed { views: vec![], total: None, complete: true }),
    };
    let (from, to) = days.map_or_else(|| (asked.from.clone(), asked.to.clone()), |(from, to)| (from.to_string(), to.to_string()));
    let said = [("from", &*from), ("to", &*to), ("only", &*asked.only)];
    let sorting = Sorting { here: HERE, asked: &said, sort: WHEN, descending };
    let total = found.total.unwrap_or_default();
    let page = ListPage {
        frame: Frame::of(&visit).await?,
        rooms: rooms(app, &access, &asked.only).await?,
        heads: sorting.heads(&[
            (WHEN, t("bookings-when")),
            ("", t("schedule-room")),
            ("", t("bookings-list-who")),
            ("", t("running-title")),
            ("", t("schedule-to-pay")),
        ]),
        lines: found.views.iter().map(|view| Line::new(&access, view)).collect(),
        before: (number > 1).then(|| sorting.page(number - 1)),
        after: (offset.saturating_add(50) < total).then(|| sorting.page(number + 1)),
        file: sorting.file(FILE),
        problems,
        total,
        from,
        to,
    };
    Ok(visit.page(render(page.problems.status(), &page)))
}

/// The same list, all of it.
async fn file(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadBookings).await?;
    let (from, to) = asked.days(&access).map_err(|wrong| problem(&Error::Invalid(wrong)))?;
    let (room, days) = (asked.room()?, days_of(&access, from, to));
    let pieces = bookings::csv(visit.app(), &access, room, days, asked.last_first()).await.map_err(failure)?;
    Ok(visit.page(Download { name: format!("bookings_{from}_{to}.csv"), media: "text/csv; charset=utf-8", pieces }.into_response()))
}
