//! A tablet at the door of a room, and the same page for whoever is signed in: free or not, until when, what comes next.

use super::{as_tablet, bare};
use crate::accounts::Frame;
use crate::inside::{day, enter, failure, time};
use crate::language::t;
use crate::pages::{problem, render};
use crate::visits::{Desk, Visit};
use app::access::Access;
use app::bookings::{self, Page, Subject, View, WindowOf};
use app::{App, Error, resources};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::ids::ResourceId;
use jiff::{SignedDuration, Timestamp};

/// Bookings that are read: of the rest of the day, and the night.
const MOST: Page = Page { limit: 100, offset: 0 };
const AHEAD: SignedDuration = SignedDuration::from_hours(24);
/// Those to come that are shown.
const SHOWN: usize = 6;
/// Lengths that can be booked at once, in minutes.
const LENGTHS: [u32; 3] = [30, 60, 120];
/// Starts of bookings are multiples of this, in seconds (B1).
const STEP: i64 = 300;

pub(super) fn router() -> Router<Desk> {
    Router::new().route("/display", get(on_tablet)).route("/display/{id}", get(signed_in))
}

struct Line {
    time: String,
    title: String,
}

#[derive(Template)]
#[template(path = "tablets/display.html")]
struct DisplayPage {
    frame: Frame,
    name: String,
    now: String,
    free: bool,
    /// What it is used for.
    title: String,
    /// `until 14:00`; nothing where it stays so for a day.
    until: String,
    coming: Vec<Line>,
    /// Addresses where a member books it from now on, and for how long.
    book: Vec<(String, u32)>,
}

async fn on_tablet(visit: Visit) -> Result<Response, Response> {
    let (access, tablet, secret) = as_tablet(&visit).await?;
    let id = tablet.resource().ok_or_else(|| problem(&Error::NOT_FOUND))?;
    let frame = bare(&visit, &access.space().name);
    let page = page(visit.app(), &access, id, frame).await?;
    Ok(visit.hold_tablet(visit.page(render(StatusCode::OK, &page)), &secret))
}

async fn signed_in(visit: Visit, Path(id): Path<String>) -> Result<Response, Response> {
    let id: ResourceId = id.parse().map_err(|_| problem(&Error::NOT_FOUND))?;
    let access = enter(&visit, &format!("/display/{id}")).await?;
    let frame = Frame::of(&visit).await?;
    let page = page(visit.app(), &access, id, frame).await?;
    Ok(visit.page(render(StatusCode::OK, &page)))
}

async fn page(app: &App, access: &Access, id: ResourceId, frame: Frame) -> Result<DisplayPage, Response> {
    let resource = resources::get(app, access, id).await.map_err(failure)?.resource;
    let now = app.clock.now();
    let window = WindowOf { from: now, to: now.saturating_add(AHEAD).unwrap_or(now) };
    let found = bookings::list(app, access, Subject::Resource(id), window, MOST, false).await.map_err(failure)?.views;
    let (running, coming): (Vec<&View>, Vec<&View>) = found.iter().partition(|view| view.shown.booking.starts_at <= now);
    let taken: u32 = running.iter().map(|view| view.shown.booking.units).sum();
    let free = taken < resource.units;
    let change = if free { next_full(&found, resource.units, now) } else { next_free(&found, resource.units, now) };
    let start = Timestamp::from_second(now.as_second().div_euclid(STEP) * STEP + STEP).unwrap_or(now);
    let minutes = change.map_or(i64::MAX, |at| at.duration_since(start).as_mins());
    let book = LENGTHS.into_iter().filter(|length| free && frame.member && i64::from(*length) <= minutes);
    let local = access.zone().to_datetime(start);
    let query = |length| format!("/book/{id}?day={}&time={}&minutes={length}", local.date(), local.strftime("%H:%M"));
    Ok(DisplayPage {
        name: resource.name,
        now: time(access, now),
        free,
        title: running.first().filter(|_| !free).map(|view| title(view)).unwrap_or_default(),
        until: change.map(|at| t("tablets-until").with("time", time(access, at)).into()).unwrap_or_default(),
        coming: coming.into_iter().take(SHOWN).map(|view| line(access, view)).collect(),
        book: book.map(|length| (query(length), length)).collect(),
        frame,
    })
}

/// At a door stands what somebody called the booking, and never who booked it.
fn title(view: &View) -> String {
    view.shown.booking.title.clone().unwrap_or_else(|| t("tablets-booked").into())
}

fn line(access: &Access, view: &View) -> Line {
    let booking = &view.shown.booking;
    let (from, to) = (access.zone().to_datetime(booking.starts_at).date(), time(access, booking.ends_at));
    let other = if from == access.today() { String::new() } else { format!("{}, ", day(from)) };
    Line { time: format!("{other}{} – {to}", time(access, booking.starts_at)), title: title(view) }
}

/// How many units are taken at an instant.
fn taken(bookings: &[View], at: Timestamp) -> u32 {
    let at_once = bookings.iter().map(|view| &view.shown.booking).filter(|booking| booking.starts_at <= at && at < booking.ends_at);
    at_once.map(|booking| booking.units).sum()
}

/// When everything is taken next.
fn next_full(bookings: &[View], units: u32, now: Timestamp) -> Option<Timestamp> {
    let starts = bookings.iter().map(|view| view.shown.booking.starts_at).filter(|start| *start > now);
    starts.filter(|start| taken(bookings, *start) >= units).min()
}

/// When something is free next.
fn next_free(bookings: &[View], units: u32, now: Timestamp) -> Option<Timestamp> {
    let ends = bookings.iter().map(|view| view.shown.booking.ends_at).filter(|end| *end > now);
    ends.filter(|end| taken(bookings, *end) < units).min()
}
