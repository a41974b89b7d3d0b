//! `SUBDOMAIN/admin/bookings`: all bookings as a calendar, by day or by week. Without script each is a link to its form
//! and a new one is made in a form; with script they are made, moved and stretched with the mouse, and what others do is
//! seen at once.

mod drag;
mod entry;
mod form;
mod live;
mod place;
mod plan;
mod typed;

use crate::accounts::Frame;
use crate::inside::{day, days_of, enter_admin, failure};
use crate::language::{Text, t};
use crate::pages::{problem, render, with_script};
use crate::visits::{Desk, Visit};
use app::access::Access;
use app::bookings::{self, Listed, Page, Subject};
use app::resources::{self, Shown};
use app::{App, Error, calendar_blockers, feed};
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::ResourceId;
use domain::resources::Usage;
use domain::scopes::Scope;
use entry::{Entry, Reader, visitors};
use jiff::civil::Date;
use place::{Asked, HERE, Place};
use plan::{Column, Plan};
use store::resources::Slice;

/// Bookings that are shown at once.
const MOST: u32 = 1000;
/// Rooms to choose from, and side by side.
const ROOMS: i64 = 500;
const COLUMNS: usize = 16;
/// Blockers that are shown at once.
const BLOCKERS: i64 = 200;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page))
        .route("/admin/bookings/live", get(live::listen))
        .route("/admin/bookings/preview", get(drag::preview))
        .route("/admin/bookings/members", get(drag::members))
        .route("/admin/bookings/new", get(form::new).post(form::create))
        .route("/admin/bookings/{id}", get(form::look).post(form::change))
        .route("/admin/bookings/{id}/move", post(drag::put))
        .route("/admin/bookings/{id}/delete", get(form::before_deleting).post(form::delete))
        .with_state(desk.clone())
}

/// A resource to choose.
struct Choice {
    id: String,
    name: String,
    color: String,
    chosen: bool,
}

/// Bookings of one day, as a list.
struct Group {
    title: String,
    entries: Vec<Entry>,
    closed: Vec<String>,
}

#[derive(Template)]
#[template(path = "schedule/page.html")]
struct CalendarPage {
    frame: Frame,
    title: String,
    told: Option<Text>,
    place: Place,
    before: String,
    after: String,
    today: String,
    by_day: String,
    by_week: String,
    rooms: Vec<Choice>,
    plan: Plan,
    groups: Vec<Group>,
    /// How many there are when not all are shown.
    total: Option<u64>,
    /// Addresses of the other parts of the columns.
    parts: Vec<(usize, String)>,
    may_edit: bool,
    /// Where a new booking is made on this day.
    new: String,
    /// How far events were told when the page was made.
    seen: i64,
    twelve: bool,
}

/// All resources that can be booked, by name.
async fn rooms(app: &App, access: &Access) -> Result<Vec<Shown>, Response> {
    let wanted = resources::Wanted { usage: Some(Usage::Bookable), ..resources::Wanted::default() };
    let found = resources::list(app, access, wanted, Slice { limit: ROOMS, offset: 0 }).await.map_err(failure)?;
    Ok(found.items)
}

async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadBookings).await?;
    let (app, now) = (visit.app(), visit.app().clock.now());
    // Asked first: what happens while the page is made is told once more rather than not at all.
    let seen = feed::calendar(app, &access, None).await.map_err(failure)?.seen;
    let place = Place::of(&asked, access.today());
    let rooms = rooms(app, &access).await?;
    let only = match &place.only {
        Some(id) => {
            let id: ResourceId = id.parse().map_err(|_| problem(&Error::NOT_FOUND))?;
            Some(rooms.iter().find(|room| room.resource.id == id).ok_or_else(|| problem(&Error::NOT_FOUND))?)
        }
        None => None,
    };
    let (first, last) = place.days();
    let subject = only.map_or(Subject::Space, |room| Subject::Resource(room.resource.id));
    let limit = Page { limit: MOST, offset: 0 };
    let Listed { views, total, .. } =
        bookings::list(app, &access, subject, days_of(&access, first, last), limit, true).await.map_err(failure)?;
    let slice = Slice { limit: BLOCKERS, offset: 0 };
    let mut blockers = calendar_blockers::list(app, &access, first, last, slice).await.map_err(failure)?.items;
    if let Some(room) = only {
        blockers.retain(|shown| shown.blocker.all_resources || shown.resources.contains(&room.resource.id));
    }
    let may_edit = access.is_admin(Scope::WriteBookings);
    let reader = Reader { access: &access, place: &place, visitors: visitors(app, &access, &views).await?, now, may_edit };
    let entries: Vec<Entry> = views.iter().map(|view| reader.entry(view)).collect();
    let colors = rooms.iter().map(|room| (room.resource.id, room.resource.color.clone())).collect();
    let (columns, parts) = columns(&access, &place, &rooms, only);
    let choice = |room: &Shown| Choice {
        id: room.resource.id.to_string(),
        name: room.resource.name.clone(),
        color: room.resource.color.clone(),
        chosen: only.is_some_and(|chosen| chosen.resource.id == room.resource.id),
    };
    let page = CalendarPage {
        frame: Frame::of(&visit).await?,
        title: title(&place),
        told: told(&asked.told),
        before: place.later(-1).address(),
        after: place.later(1).address(),
        today: place.at(access.today()).address(),
        by_day: place.with(false).address(),
        by_week: place.with(true).address(),
        plan: Plan::new(&access, columns, &entries, &blockers, &colors, now),
        groups: groups(&access, (first, last), &entries, &blockers),
        rooms: rooms.iter().map(choice).collect(),
        total: total.filter(|total| *total > u64::from(MOST)),
        parts,
        may_edit,
        new: form::address(&place, only.map(|room| room.resource.id), form::usual_start(&access, place.day, now)),
        seen,
        twelve: access.space().hour_format == 12,
        place,
    };
    Ok(visit.page(with_script(render(StatusCode::OK, &page))))
}

fn title(place: &Place) -> String {
    let (first, last) = place.days();
    if place.week { format!("{} – {} {}", day(first), day(last), last.year()) } else { format!("{} {}", day(first), first.year()) }
}

fn told(what: &str) -> Option<Text> {
    match what {
        "made" => Some(t("schedule-told-made")),
        "series" => Some(t("schedule-told-series")),
        "changed" => Some(t("schedule-told-changed")),
        "deleted" => Some(t("schedule-told-deleted")),
        "all" => Some(t("schedule-told-all")),
        _ => None,
    }
}

/// By day a column for each resource, by week one for each day; and the addresses of the parts where not all fit.
fn columns(access: &Access, place: &Place, rooms: &[Shown], only: Option<&Shown>) -> (Vec<Column>, Vec<(usize, String)>) {
    let (may_edit, today) = (access.is_admin(Scope::WriteBookings), access.today());
    let href = |resource, day| may_edit.then(|| form::address(place, resource, form::usual_start_of(day)));
    if place.week {
        let resource = only.map(|room| room.resource.id);
        let (first, last) = place.days();
        let days = first.series(jiff::Span::new().days(1)).take_while(|day| *day <= last);
        let column = |date: Date| Column { name: day(date), day: date, resource, href: href(resource, date), today: date == today };
        return (days.map(column).collect(), Vec::new());
    }
    let shown: Vec<&Shown> = match only {
        Some(room) => vec![room],
        None => rooms.iter().skip((place.part - 1) * COLUMNS).take(COLUMNS).collect(),
    };
    let column = |room: &Shown| Column {
        name: room.resource.name.clone(),
        day: place.day,
        resource: Some(room.resource.id),
        href: href(Some(room.resource.id), place.day),
        today: place.day == today,
    };
    let count = if only.is_some() { 1 } else { rooms.len().div_ceil(COLUMNS) };
    let parts = if count > 1 { (1..=count).map(|part| (part, Place { part, ..place.clone() }.address())).collect() } else { Vec::new() };
    (shown.into_iter().map(column).collect(), parts)
}

/// What is in the picture, as lists: for phones, and for who does not see pictures.
fn groups(access: &Access, (first, last): (Date, Date), entries: &[Entry], blockers: &[calendar_blockers::Shown]) -> Vec<Group> {
    let days = first.series(jiff::Span::new().days(1)).take_while(|day| *day <= last);
    let group = |date: Date| {
        let window = days_of(access, date, date);
        let blocked = blockers.iter().filter(|shown| shown.blocker.starts_at < window.to && shown.blocker.ends_at > window.from);
        Group {
            title: day(date),
            entries: entries.iter().filter(|entry| entry.from < window.to && entry.to > window.from).cloned().collect(),
            closed: blocked.map(|shown| closed(access, shown)).collect(),
        }
    };
    days.map(group).collect()
}

fn closed(access: &Access, shown: &calendar_blockers::Shown) -> String {
    let times = crate::inside::stretch(access, shown.blocker.starts_at, shown.blocker.ends_at);
    let which =
        if shown.blocker.all_resources { t("blockers-all-rooms") } else { t("schedule-of-the-rooms").with("count", shown.resources.len()) };
    t("schedule-blocked-line").with("title", &shown.blocker.title).with("times", times).with("rooms", which).into()
}
