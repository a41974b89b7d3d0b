//! `SUBDOMAIN/external_bookings/ID/cancellation`: visitors cancel, with a link that is mailed to them (E6);
//! `SUBDOMAIN/admin/external_bookings` and `…/ID`: admins look at bookings, say yes to them, or cancel them (E3, E7).

use crate::accounts::{Frame, Nothing, told};
use crate::admins::enter;
use crate::inside::{days_of, failure, money, stretch};
use crate::language::{self, Text, t};
use crate::lists::{self, Listing, Shape, Timed, WHEN};
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Visit, lead_to};
use app::access::{self, Access, Door, Place};
use app::external_bookings::{self, Offer, View};
use app::resources;
use app::{Error, FieldError};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use domain::external_bookings::Status;
use domain::ids::{ExternalBookingId, ResourceId};
use domain::interval::Interval;
use domain::scopes::Scope;
use http_api::downloads::Download;
use jiff::Timestamp;
use std::collections::HashMap;
use store::external_bookings::{ExternalBooking, OnDesk, SortBy};

const LIST: &str = "/admin/external_bookings";
const FILE: &str = "/admin/external_bookings/export.csv";
/// Lines of one page.
const LINES: i64 = 50;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route("/external_bookings/{id}/cancellation", get(before_asking).post(ask))
        .route("/external_bookings/{id}/cancellation/{token}", get(before_canceling).post(cancel))
        .route(LIST, get(list))
        .route(FILE, get(file))
        .route("/admin/external_bookings/{id}", get(look))
        .route("/admin/external_bookings/{id}/approval", post(approve))
        .route("/admin/external_bookings/{id}/cancellation", post(decline))
        .with_state(desk.clone())
}

/// Asks before anything is done: programs that look into mails open links.
#[derive(Template)]
#[template(path = "question.html")]
struct Question {
    frame: Frame,
    title: Text,
    text: Text,
    button: Text,
    /// Where the form goes.
    here: String,
}

async fn question(visit: &Visit, title: Text, text: Text, button: Text, here: String) -> Result<Response, Response> {
    let frame = Frame::of(visit).await?;
    Ok(visit.page(render(StatusCode::OK, &Question { frame, title, text, button, here })))
}

fn read(id: &str) -> Result<ExternalBookingId, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

fn subdomain(visit: &Visit) -> Result<String, Response> {
    visit.subdomain.clone().ok_or_else(|| problem(&Error::NOT_FOUND))
}

/// The space, for somebody who has no account.
async fn come_in(visit: &Visit) -> Result<Access, Response> {
    let place = Place::Subdomain(subdomain(visit)?);
    let access = access::enter(visit.app(), None, place, &[], Door::Public).await;
    access.map(|access| visit.in_space(access)).map_err(|error| problem(&error))
}

async fn no_link(visit: &Visit) -> Response {
    told(visit, t("accounts-dead-link"), t("accounts-dead-link-renew"), None).await
}

/// The page for what stands in the way, in words for visitors.
async fn refused(visit: &Visit, error: Error) -> Response {
    match error {
        Error::Conflict { message, .. } => told(visit, t("external-impossible"), language::sentence(&message), None).await,
        Error::NotFound { .. } => no_link(visit).await,
        error => problem(&error),
    }
}

async fn before_asking(visit: Visit, Path(id): Path<String>) -> Result<Response, Response> {
    let (id, access) = (read(&id)?, come_in(&visit).await?);
    external_bookings::get(visit.app(), &access, id).await.map_err(|error| problem(&error))?;
    let here = format!("/external_bookings/{id}/cancellation");
    question(&visit, t("external-ask-title"), t("external-ask"), t("external-send-link"), here).await
}

async fn ask(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let (id, access) = (read(&id)?, come_in(&visit).await?);
    match external_bookings::ask_to_cancel(visit.app(), &access, id).await {
        Ok(()) => Ok(told(&visit, t("external-look-title"), t("external-look"), None).await),
        Err(error) => Ok(refused(&visit, error).await),
    }
}

async fn before_canceling(visit: Visit, Path((id, token)): Path<(String, String)>) -> Result<Response, Response> {
    let id = read(&id)?;
    match external_bookings::look_at_link(visit.app(), &subdomain(&visit)?, id, &token).await {
        Ok(Offer { too_late: Some(reason), .. }) => Ok(told(&visit, t("external-impossible"), language::sentence(&reason), None).await),
        Ok(offer) => {
            let text = t("external-cancel-text").with("resource", offer.resource).with("space", offer.space).with("when", offer.when);
            let here = format!("/external_bookings/{id}/cancellation/{token}");
            question(&visit, t("external-cancel-title"), text, t("external-cancel"), here).await
        }
        Err(error) => Ok(refused(&visit, error).await),
    }
}

async fn cancel(Path((id, token)): Path<(String, String)>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let id = read(&id)?;
    match external_bookings::cancel_by_link(visit.app(), &subdomain(&visit)?, id, &token).await {
        Ok(()) => Ok(told(&visit, t("external-canceled-title"), t("external-canceled"), None).await),
        Err(error) => Ok(refused(&visit, error).await),
    }
}

/// A booking as a line.
struct Line {
    id: ExternalBookingId,
    when: String,
    room: String,
    who: String,
    title: String,
    price: String,
    state: Text,
    /// Somebody has to say yes or no.
    waits: bool,
}

impl Line {
    fn new(access: &Access, rooms: &HashMap<ResourceId, String>, booking: ExternalBooking) -> Self {
        let total = external_bookings::total(access.space(), &booking).map(|total| money(total.gross, booking.currency));
        Self {
            id: booking.id,
            when: stretch(access, booking.starts_at, booking.ends_at),
            room: rooms.get(&booking.resource_id).cloned().unwrap_or_else(|| t("external-no-room").to_string()),
            who: [booking.name, booking.company].into_iter().flatten().collect::<Vec<_>>().join(" · "),
            title: booking.title.unwrap_or_default(),
            price: total.unwrap_or_default(),
            state: state(booking.status),
            waits: booking.status == Status::Pending,
        }
    }
}

const STATES: [Status; 3] = [Status::Pending, Status::Approved, Status::Canceled];

/// The state that is asked for.
fn status(asked: &Timed) -> Option<Status> {
    STATES.into_iter().find(|status| status.name() == asked.state)
}

/// What the list can be sorted by, as its address says it.
const SORTS: [(&str, SortBy); 3] = [(WHEN, SortBy::Start), ("who", SortBy::Label), ("price", SortBy::Gross)];

fn wanted(access: &Access, asked: &Timed) -> Result<OnDesk, Vec<FieldError>> {
    let (from, to) = asked.span(access)?;
    let (days, (_, sort, descending)) = (days_of(access, from, to), asked.sorted(&SORTS, SortBy::Start));
    Ok(OnDesk { within: Interval::new(days.from, days.to), status: status(asked), sort, descending })
}

#[derive(Template)]
#[template(path = "external_bookings.html")]
struct ListPage {
    frame: Frame,
    past: bool,
    states: Vec<(&'static str, Text, bool)>,
    list: Listing<Line>,
}

async fn list(visit: Visit, Query(asked): Query<Timed>) -> Result<Response, Response> {
    let access = enter(&visit, LIST).await?;
    access.require_admin(Scope::ReadExternalBookings).map_err(failure)?;
    let (app, slice) = (visit.app(), asked.slice(LINES));
    let found = lists::read(wanted(&access, &asked), |wanted| external_bookings::on_desk(app, &access, wanted, slice)).await?;
    let rooms = external_bookings::rooms(app, &access, &found.1.items).await.map_err(failure)?;
    let frame = Frame::of(&visit).await?;
    let columns = [
        (WHEN, t("bookings-when")),
        ("", t("schedule-room")),
        ("who", t("bookings-list-who")),
        ("price", t("external-price")),
        ("", t("external-state")),
    ];
    let chosen = status(&asked).map(Status::name).unwrap_or_default();
    let (sort, _, descending) = asked.sorted(&SORTS, SortBy::Start);
    let shape = Shape {
        here: LIST,
        file: FILE,
        size: LINES,
        columns: &columns,
        sort,
        descending,
        chosen: ("state", chosen),
        days: None,
        narrowed: asked.narrowed(chosen),
    };
    let page = ListPage {
        frame,
        past: asked.past(),
        states: STATES.into_iter().map(|status| (status.name(), state(status), status.name() == chosen)).collect(),
        list: shape.listing(&asked, found, |view| Line::new(&access, &rooms, view.booking)),
    };
    Ok(visit.page(render(page.list.problems.status(), &page)))
}

/// The same list, all of it.
async fn file(visit: Visit, Query(asked): Query<Timed>) -> Result<Response, Response> {
    let access = enter(&visit, LIST).await?;
    let wanted = wanted(&access, &asked).map_err(|wrong| problem(&Error::Invalid(wrong)))?;
    let pieces = external_bookings::csv(visit.app(), &access, wanted).await.map_err(failure)?;
    let name = format!("visitors_{}.csv", access.today());
    Ok(visit.page(Download { name, media: "text/csv; charset=utf-8", pieces }.into_response()))
}

#[derive(Template)]
#[template(path = "external_booking.html")]
struct BookingPage {
    frame: Frame,
    title: String,
    /// What and the value.
    facts: Vec<(Text, String)>,
    here: String,
    may_approve: bool,
    may_cancel: bool,
    waits: bool,
}

async fn look(visit: Visit, Path(id): Path<String>) -> Result<Response, Response> {
    let id = read(&id)?;
    let here = format!("/admin/external_bookings/{id}");
    let access = enter(&visit, &here).await?;
    access.require_admin(Scope::ReadExternalBookings).map_err(|error| problem(&error))?;
    let found = load(&visit, &access, id).await.map_err(|error| problem(&error))?;
    let (view, resource) = found;
    let (life, now, edits) = (view.booking.life(), visit.app().clock.now(), access.is_admin(Scope::WriteExternalBookings));
    let page = BookingPage {
        frame: Frame::of(&visit).await?,
        title: resource,
        facts: facts(&access, &view),
        here,
        may_approve: edits && life.may_approve(now).is_ok(),
        may_cancel: edits && life.may_be_canceled_by_space(now).is_ok(),
        waits: view.booking.status == Status::Pending,
    };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

/// The booking and the name of what is booked.
async fn load(visit: &Visit, access: &Access, id: ExternalBookingId) -> app::Result<(View, String)> {
    let view = external_bookings::get(visit.app(), access, id).await?;
    let name = resources::get(visit.app(), access, view.booking.resource_id).await.map(|shown| shown.resource.name);
    // Who may not see resources sees the bookings all the same.
    Ok((view, name.unwrap_or_else(|_| t("external-a-booking").to_string())))
}

fn state(status: Status) -> Text {
    match status {
        Status::Pending => t("external-state-pending"),
        Status::Approved => t("external-state-approved"),
        Status::Canceled => t("external-state-canceled"),
    }
}

fn facts(access: &Access, view: &View) -> Vec<(Text, String)> {
    let booking = &view.booking;
    let local = |at: Timestamp| language::moment(access.zone().to_datetime(at));
    let address = booking.address.0.in_full().map(std::borrow::Cow::into_owned);
    let price = external_bookings::total(access.space(), booking)
        .ok()
        .map(|total| language::decimal(&format!("{} {}", total.gross, booking.currency)));
    let optional = [
        (t("running-title"), booking.title.clone()),
        (t("running-name"), booking.name.clone()),
        (t("running-company"), booking.company.clone()),
        (t("running-email"), Some(booking.email.clone())),
        (t("running-phone"), booking.phone.clone()),
        (t("running-address"), address),
        (t("running-tax-id"), booking.tax_id.clone()),
        (t("external-price"), price),
        (t("schedule-comments"), booking.comments.clone()),
        (t("external-admin-comments"), booking.admin_comments.clone()),
    ];
    let mut facts = vec![
        (t("external-state"), state(booking.status).to_string()),
        (t("running-from"), local(booking.starts_at)),
        (t("running-to"), local(booking.ends_at)),
        (t("external-visitors"), booking.number_of_visitors.to_string()),
    ];
    facts.extend(optional.into_iter().filter_map(|(name, value)| Some((name, value?))));
    facts
}

async fn approve(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let id = read(&id)?;
    let here = format!("/admin/external_bookings/{id}");
    let access = enter(&visit, &here).await?;
    match external_bookings::approve(visit.app(), &access, id).await {
        Ok(_) => Ok(lead_to(&here)),
        Err(error) => Err(problem(&error)),
    }
}

async fn decline(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let id = read(&id)?;
    let here = format!("/admin/external_bookings/{id}");
    let access = enter(&visit, &here).await?;
    match external_bookings::cancel(visit.app(), &access, id).await {
        Ok(_) => Ok(lead_to(&here)),
        Err(error) => Err(problem(&error)),
    }
}
