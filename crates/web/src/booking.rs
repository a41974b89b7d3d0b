//! `SUBDOMAIN/book` and `SUBDOMAIN/bookings`: members find what is free, see the price, book it and take it back.

pub(crate) mod slot;

use crate::accounts::{Frame, Nothing};
use crate::inside::{enter_member, failure, price, stretch};
use crate::language::t;
use crate::once::Once;
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::bookings::{self, Page, Preview, PreviewWish, Subject, View, WindowOf, Wish};
use app::{App, Error};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::{BookingId, MembershipId, ResourceId};
use domain::money::Amount;
use domain::resources::Usage;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use slot::{Asked, Slot};
use std::collections::HashMap;
use store::resources::Slice;

const BOOK: &str = "/book";
const OWN: &str = "/bookings";
/// Resources that one page offers: as many as one preview takes.
const MOST: i64 = 100;
/// Bookings listed of the time to come, and of the time past.
const LISTED: u32 = 100;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(BOOK, get(rooms))
        .route("/book/{resource}", get(room).post(book))
        .route(OWN, get(own))
        .route("/bookings/{id}/cancel", post(cancel))
        .with_state(desk.clone())
}

/// What can be booked, as a card.
struct Room {
    id: ResourceId,
    name: String,
    photo: Option<String>,
    /// People.
    capacity: Option<u32>,
    free: bool,
    price: String,
}

/// What a booking would cost, in words.
fn cost(access: &Access, preview: &Preview) -> String {
    let priced = &preview.priced;
    match (preview.used.price, preview.used.payable) {
        (Amount::ZERO, _) => t("bookings-free").into(),
        (_, Amount::ZERO) => t("bookings-covered").into(),
        (_, payable) => price(access, payable, &priced.taxes, priced.currency),
    }
}

async fn previews(app: &App, access: &Access, resources: Vec<ResourceId>, slot: &Slot) -> app::Result<Vec<Preview>> {
    if resources.is_empty() {
        return Ok(Vec::new());
    }
    let (from, to) = (slot.from, slot.to);
    let wish = PreviewWish { resources, membership: None, booking: None, from, to, units: None, extras: None, recurrence: None };
    Ok(bookings::preview(app, access, wish).await?.previews)
}

#[derive(Template)]
#[template(path = "booking/rooms.html")]
struct RoomsPage {
    frame: Frame,
    problems: Problems,
    slot: Slot,
    lengths: Vec<(u32, String)>,
    rooms: Vec<Room>,
}

async fn rooms(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter_member(&visit, &asked.address(BOOK)).await?;
    let (slot, problems) = Slot::read(&access, &asked, visit.app().clock.now());
    let (rooms, problems) = match (problems.any(), offered(visit.app(), &access, &slot).await) {
        (false, Ok(rooms)) => (rooms, problems),
        (false, Err(error)) => (Vec::new(), Problems::of(error)?),
        (true, _) => (Vec::new(), problems),
    };
    let (frame, status) = (Frame::of(&visit).await?, problems.status());
    let lengths = slot.lengths();
    Ok(visit.page(render(status, &RoomsPage { frame, problems, slot, lengths, rooms })))
}

/// Everything the member can book; what is free first.
async fn offered(app: &App, access: &Access, slot: &Slot) -> app::Result<Vec<Room>> {
    let wanted = app::resources::Wanted { usage: Some(Usage::Bookable), ..Default::default() };
    let found = app::resources::list(app, access, wanted, Slice { limit: MOST, offset: 0 }).await?;
    let open: Vec<_> = found.items.into_iter().filter(|shown| shown.can_book).map(|shown| shown.resource).collect();
    let previews = previews(app, access, open.iter().map(|resource| resource.id).collect(), slot).await?;
    let by_resource: HashMap<ResourceId, &Preview> = previews.iter().map(|preview| (preview.resource, preview)).collect();
    let mut rooms: Vec<Room> = open
        .into_iter()
        .filter_map(|resource| {
            let preview = by_resource.get(&resource.id)?;
            Some(Room {
                id: resource.id,
                photo: resource.photo.as_ref().map(|photo| app.picture(access.space(), &photo.0).url),
                name: resource.name,
                capacity: resource.capacity,
                free: !preview.conflict,
                price: cost(access, preview),
            })
        })
        .collect();
    rooms.sort_by_key(|room| !room.free);
    Ok(rooms)
}

/// What the form of a booking had in it.
#[derive(Default, Deserialize)]
struct Typed {
    #[serde(flatten)]
    asked: Asked,
    #[serde(default)]
    title: String,
    #[serde(default)]
    comments: String,
}

#[derive(Template)]
#[template(path = "booking/room.html")]
struct RoomPage {
    frame: Frame,
    problems: Problems,
    id: ResourceId,
    name: String,
    about: Option<String>,
    photo: Option<String>,
    when: String,
    slot: Slot,
    free: bool,
    price: String,
    /// What of the price credits pay.
    credits: Option<String>,
    /// Hours before the start until which it can be taken back.
    cancellation_period: u32,
    title: String,
    comments: String,
}

async fn room(visit: Visit, Path(id): Path<String>, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let id: ResourceId = id.parse().map_err(|_| problem(&Error::NOT_FOUND))?;
    let access = enter_member(&visit, &asked.address(&format!("{BOOK}/{id}"))).await?;
    show(&visit, &access, id, Problems::default(), Typed { asked, ..Typed::default() }).await
}

async fn show(visit: &Visit, access: &Access, id: ResourceId, problems: Problems, typed: Typed) -> Result<Response, Response> {
    let app = visit.app();
    let (slot, wrong) = Slot::read(access, &typed.asked, app.clock.now());
    if wrong.any() {
        return Err(lead_to(&typed.asked.address(BOOK)));
    }
    let resource = app::resources::get(app, access, id).await.map_err(failure)?.resource;
    let preview = match previews(app, access, vec![id], &slot).await {
        Ok(previews) => previews.into_iter().next().ok_or_else(|| problem(&Error::NOT_FOUND))?,
        Err(Error::Invalid(_)) => return Err(lead_to(&typed.asked.address(BOOK))),
        Err(error) => return Err(problem(&error)),
    };
    let covered = preview.used.price.minus(preview.used.payable).unwrap_or(Amount::ZERO);
    let credits = (covered > Amount::ZERO).then(|| crate::inside::money(covered, preview.priced.currency));
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    let page = RoomPage {
        frame,
        problems,
        id,
        photo: resource.photo.as_ref().map(|photo| app.picture(access.space(), &photo.0).url),
        name: resource.name,
        about: resource.description,
        when: stretch(access, slot.from, slot.to),
        slot,
        free: !preview.conflict,
        price: cost(access, &preview),
        credits,
        cancellation_period: preview.cancellation_period,
        title: typed.title,
        comments: typed.comments,
    };
    Ok(visit.page(render(status, &page)))
}

async fn book(Path(id): Path<String>, Once(Posted { visit, form }): Once<Typed>) -> Result<Response, Response> {
    let id: ResourceId = id.parse().map_err(|_| problem(&Error::NOT_FOUND))?;
    let access = enter_member(&visit, &form.asked.address(&format!("{BOOK}/{id}"))).await?;
    let (slot, wrong) = Slot::read(&access, &form.asked, visit.app().clock.now());
    if wrong.any() {
        return Err(lead_to(&form.asked.address(BOOK)));
    }
    let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let wish = Wish {
        resource: id,
        membership: None,
        from: slot.from,
        to: slot.to,
        units: 1,
        title: said(&form.title),
        url: None,
        comments: said(&form.comments),
        attendees_message: None,
        attendees: Vec::new(),
        extras: Vec::new(),
        custom_price: None,
        recurrence: None,
    };
    match bookings::create(visit.app(), &access, wish).await {
        Ok(made) => Ok(lead_to(&format!("{OWN}?made={}", made.view.shown.booking.id))),
        // Somebody was faster: the page says so and knows it is taken.
        Err(Error::Conflict { message, .. } | Error::Unbookable { message, .. }) => {
            let problems = Problems::base_only(message);
            show(&visit, &access, id, problems, form).await
        }
        Err(error) => show(&visit, &access, id, Problems::of(error)?, form).await,
    }
}

/// A booking as a line.
struct Line {
    id: BookingId,
    name: String,
    when: String,
    title: Option<String>,
    price: String,
    can_cancel: bool,
}

impl Line {
    fn new(access: &Access, now: Timestamp, view: View) -> Self {
        let booking = view.shown.booking;
        let price = match (view.money, booking.payable) {
            (false, _) => String::new(),
            (true, Amount::ZERO) => t("bookings-nothing-to-pay").into(),
            (true, payable) => price(access, payable, &booking.taxes.0, booking.currency),
        };
        Self {
            id: booking.id,
            name: view.shown.resource_name,
            when: stretch(access, booking.starts_at, booking.ends_at),
            title: booking.title,
            price,
            can_cancel: view.can_update && booking.starts_at > now,
        }
    }
}

#[derive(Template)]
#[template(path = "booking/own.html")]
struct OwnPage {
    frame: Frame,
    /// The one that was just made.
    made: Option<String>,
    canceled: bool,
    coming: Vec<Line>,
    past: Vec<Line>,
    /// The page before this one, if there is one.
    sooner: Option<u32>,
    /// The page after this one.
    later: Option<u32>,
}

#[derive(Deserialize)]
struct Told {
    made: Option<String>,
    canceled: Option<String>,
    page: Option<u32>,
}

async fn own(visit: Visit, Query(told): Query<Told>) -> Result<Response, Response> {
    let access = enter_member(&visit, OWN).await?;
    let (app, now) = (visit.app(), visit.app().clock.now());
    let around = |hours| now.saturating_add(SignedDuration::from_hours(hours)).unwrap_or(now);
    let number = told.page.unwrap_or(1).clamp(1, 10_000);
    let (mut coming, mut past, mut more) = (Vec::new(), Vec::new(), false);
    for member in access.members() {
        let found = listed(app, &access, member.id, WindowOf { from: now, to: around(24 * 366 * 3) }, number).await?;
        more |= u32::try_from(found.len()).is_ok_and(|found| found == LISTED);
        coming.extend(found);
        if number == 1 {
            past.extend(listed(app, &access, member.id, WindowOf { from: around(-24 * 30), to: now }, 1).await?);
        }
    }
    past.retain(|view| view.shown.booking.ends_at <= now);
    past.reverse();
    // It may be on a later page.
    let made = match told.made.and_then(|id| id.parse::<BookingId>().ok()) {
        Some(id) => bookings::get(app, &access, id).await.ok().map(|view| {
            let booking = &view.shown.booking;
            let when = stretch(&access, booking.starts_at, booking.ends_at);
            t("bookings-made").with("room", &view.shown.resource_name).with("when", when).into()
        }),
        None => None,
    };
    let lines = |views: Vec<View>| views.into_iter().map(|view| Line::new(&access, now, view)).collect();
    let page = OwnPage {
        frame: Frame::of(&visit).await?,
        made,
        canceled: told.canceled.is_some(),
        coming: lines(coming),
        past: lines(past),
        sooner: (number > 1).then(|| number - 1),
        later: more.then_some(number + 1),
    };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

async fn listed(app: &App, access: &Access, member: MembershipId, window: WindowOf, number: u32) -> Result<Vec<View>, Response> {
    let page = Page { limit: LISTED, offset: u64::from(LISTED) * u64::from(number - 1) };
    Ok(bookings::list(app, access, Subject::Membership(member), window, page, false).await.map_err(failure)?.views)
}

async fn cancel(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let access = enter_member(&visit, OWN).await?;
    let id: BookingId = id.parse().map_err(|_| problem(&Error::NOT_FOUND))?;
    bookings::delete(visit.app(), &access, id).await.map_err(failure)?;
    Ok(lead_to("/bookings?canceled=yes"))
}
