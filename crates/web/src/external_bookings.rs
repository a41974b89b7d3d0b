//! `SUBDOMAIN/external_bookings/ID/cancellation`: visitors cancel, with a link that is mailed to them (E6);
//! `SUBDOMAIN/admin/external_bookings` and `…/ID`: admins look at bookings, say yes to them, or cancel them (E3, E7).

use crate::accounts::{Frame, Nothing, told};
use crate::admins::enter;
use crate::inside::stretch;
use crate::language::{self, Text, t};
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Visit, lead_to};
use app::access::{self, Access, Door, Place};
use app::external_bookings::{self, Offer, View};
use app::{Error, resources};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::bookings::{FIRST_DAY, LAST_DAY};
use domain::external_bookings::Status;
use domain::ids::{ExternalBookingId, ResourceId};
use domain::interval::Interval;
use domain::scopes::Scope;
use jiff::Timestamp;
use serde::Deserialize;
use std::collections::HashMap;
use store::resources::Slice;

const LIST: &str = "/admin/external_bookings";
/// Lines of one page.
const LINES: i64 = 50;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route("/external_bookings/{id}/cancellation", get(before_asking).post(ask))
        .route("/external_bookings/{id}/cancellation/{token}", get(before_canceling).post(cancel))
        .route(LIST, get(list))
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
    title: String,
    about: String,
    state: Text,
    /// Somebody has to say yes or no.
    waits: bool,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    page: String,
    /// Those that are over, the last first.
    #[serde(default)]
    past: String,
}

#[derive(Template)]
#[template(path = "external_bookings.html")]
struct ListPage {
    frame: Frame,
    lines: Vec<Line>,
    past: bool,
    total: i64,
    page: i64,
    more: bool,
}

async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter(&visit, LIST).await?;
    let page = asked.page.parse().ok().filter(|page| (1..=10_000).contains(page)).unwrap_or(1);
    let (past, app) = (!asked.past.is_empty(), visit.app());
    let midnight = |day| access.midnight(day).unwrap_or(app.clock.now());
    let today = midnight(access.today());
    let within = if past { Interval::new(midnight(FIRST_DAY), today) } else { Interval::new(today, midnight(LAST_DAY)) };
    let slice = Slice { limit: LINES, offset: (page - 1) * LINES };
    let found = external_bookings::list(app, &access, within, past, slice).await.map_err(|error| problem(&error))?;
    let ids = found.items.iter().map(|view| view.booking.resource_id).collect();
    let wanted = resources::Wanted { ids: Some(ids), ..resources::Wanted::default() };
    let rooms = resources::list(app, &access, wanted, Slice::ALL).await.map_err(|error| problem(&error))?.items;
    let rooms: HashMap<ResourceId, String> = rooms.into_iter().map(|room| (room.resource.id, room.resource.name)).collect();
    let line = |view: View| {
        let booking = view.booking;
        let room = rooms.get(&booking.resource_id).cloned().unwrap_or_else(|| t("external-no-room").to_string());
        let who = [booking.name, booking.company, booking.title].into_iter().flatten();
        let about: Vec<String> = std::iter::once(stretch(&access, booking.starts_at, booking.ends_at)).chain(who).collect();
        let waits = booking.status == Status::Pending;
        Line { id: booking.id, title: room, about: about.join(" · "), state: state(booking.status), waits }
    };
    let page = ListPage {
        frame: Frame::of(&visit).await?,
        past,
        total: found.total,
        more: page * LINES < found.total,
        lines: found.items.into_iter().map(line).collect(),
        page,
    };
    Ok(visit.page(render(StatusCode::OK, &page)))
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
