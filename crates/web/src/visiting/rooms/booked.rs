//! `SUBDOMAIN/external_bookings/ID`: what a visitor has booked, for whoever has the link; and `/external_bookings/new`, where
//! programs lead visitors to.

use super::HERE;
use crate::accounts::Frame;
use crate::inside::{failure, money, stretch};
use crate::language::t;
use crate::pages::{problem, render};
use crate::visiting::come_in;
use crate::visits::{Desk, Visit, lead_to};
use app::Error;
use app::{external_bookings, external_resources};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::external_bookings::Status;
use domain::ids::{ExternalBookingId, ExternalResourceId};
use domain::money::Amount;
use jiff::Timestamp;
use serde::Deserialize;

pub(super) fn router(desk: &Desk) -> Router {
    Router::new().route("/external_bookings/new", get(new)).route("/external_bookings/{id}", get(page)).with_state(desk.clone())
}

#[derive(Template)]
#[template(path = "visiting/booked.html")]
struct BookedPage {
    frame: Frame,
    id: ExternalBookingId,
    made: bool,
    name: String,
    when: String,
    people: u32,
    price: String,
    pending: bool,
    canceled: bool,
    may_cancel: bool,
    space_email: String,
}

#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    made: String,
}

async fn page(visit: Visit, Path(id): Path<String>, Query(told): Query<Told>) -> Result<Response, Response> {
    let id: ExternalBookingId = id.parse().map_err(|_| problem(&Error::NOT_FOUND))?;
    let access = come_in(&visit).await?;
    let booking = external_bookings::get(visit.app(), &access, id).await.map_err(failure)?.booking;
    let offer = booking.external_resource_id.map(ExternalResourceId);
    let name = match offer {
        Some(offer) => external_resources::get(visit.app(), &access, offer).await.map(|shown| shown.whole.name),
        None => Err(Error::NOT_FOUND),
    };
    let total = external_bookings::total(access.space(), &booking).map_err(failure)?;
    let page = BookedPage {
        frame: Frame::of(&visit).await?,
        id,
        made: !told.made.is_empty(),
        // What is offered no more is still booked.
        name: name.unwrap_or_else(|_| t("visiting-your-booking").into()),
        when: stretch(&access, booking.starts_at, booking.ends_at),
        people: booking.number_of_visitors,
        price: if total.gross == Amount::ZERO { t("visiting-room-free").into() } else { money(total.gross, booking.currency) },
        pending: booking.status == Status::Pending,
        canceled: booking.status == Status::Canceled,
        may_cancel: booking.status != Status::Canceled && booking.starts_at > visit.app().clock.now(),
        space_email: access.space().email.clone(),
    };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

/// As programs write the address: a resource for visitors, and instants.
#[derive(Deserialize)]
struct Given {
    #[serde(default)]
    resource_id: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
}

async fn new(visit: Visit, Query(given): Query<Given>) -> Result<Response, Response> {
    let access = come_in(&visit).await?;
    let room = given.resource_id.parse::<ExternalResourceId>().map_or_else(|_| HERE.to_owned(), |id| format!("{HERE}/{id}"));
    let (Ok(from), Ok(to)) = (given.from.parse::<Timestamp>(), given.to.parse::<Timestamp>()) else { return Ok(lead_to(&room)) };
    let local = access.zone().to_datetime(from);
    let minutes = to.duration_since(from).as_mins().max(1);
    Ok(lead_to(&format!("{room}?day={}&time={}&minutes={minutes}", local.date(), local.strftime("%H:%M"))))
}
