//! `SUBDOMAIN/events`: what happens at the space, for whoever may see it; members sign up here (X2, X4).

use super::come_in;
use crate::accounts::{Frame, Nothing};
use crate::inside::{enter_member, failure, price, stretch};
use crate::language::{Text, t};
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::calendar_events::{self, Asked, View, Wanted};
use app::{App, Error, event_attendances};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::calendar_events::{Audience, Visibility};
use domain::ids::{EventAttendanceId, EventId};
use domain::interval::Interval;
use domain::money::Amount;
use domain::scopes::Scope;
use jiff::SignedDuration;
use serde::Deserialize;
use std::collections::HashMap;
use store::calendar_events::CalendarEvent;
use store::event_attendances::Attendance;
use store::resources::Slice;

const HERE: &str = "/events";
const PAGE: i64 = 24;
/// How far ahead the list looks: two years.
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 731);

pub(super) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page))
        .route("/events/{id}", get(one))
        .route("/events/{id}/attend", post(attend))
        .route("/events/{id}/leave", post(leave))
        .with_state(desk.clone())
}

/// What an event costs whoever looks: members their price, others that of visitors.
pub(crate) fn price_of(access: &Access, event: &CalendarEvent) -> String {
    let (net, currency) = match event.visitor_price {
        Some(net) if !access.is_member() => (Some(net), event.visitor_currency),
        _ => (event.price, event.currency),
    };
    let Some(net) = net.map(Amount).filter(|net| *net > Amount::ZERO) else { return t("visiting-free").into() };
    let space = access.space();
    let taxes = domain::resources::taxes(&space.taxes.0, None, space.settings.0.multiple_tax_rates);
    price(access, net, &taxes, currency)
}

/// An event as a card.
pub(crate) struct Card {
    pub id: EventId,
    pub title: String,
    pub when: String,
    pub location: Option<String>,
    pub image: Option<String>,
    pub price: String,
    /// `3 places left`, `sold out`; nothing where there is room for any number.
    pub left: Option<String>,
    pub attending: bool,
    pub members_only: bool,
}

impl Card {
    fn new(app: &App, access: &Access, view: View, left: &HashMap<EventId, u32>) -> Self {
        let attending = own(access, &view).is_some();
        let event = view.event;
        Self {
            id: event.id,
            when: stretch(access, event.starts_at, event.ends_at),
            price: price_of(access, &event),
            image: picture(app, access, &event),
            title: event.title,
            location: event.location,
            left: left.get(&event.id).map(|left| t("visiting-left").count("left", left).into()),
            attending,
            members_only: event.audience == Audience::MembersOnly,
        }
    }
}

fn picture(app: &App, access: &Access, event: &CalendarEvent) -> Option<String> {
    event.image.as_ref().map(|image| app.picture(access.space(), &image.0).url)
}

/// The attendance of who looks, if that person attends.
fn own<'a>(access: &Access, view: &'a View) -> Option<&'a Attendance> {
    view.attending.iter().flatten().find(|one| one.member().is_some_and(|member| access.owns(member)))
}

/// Events to come that who looks may see, and how many they are in all. Strangers find those that have a public page.
pub(crate) async fn coming(app: &App, access: &Access, slice: Slice) -> app::Result<(Vec<Card>, i64)> {
    let now = app.clock.now();
    let wanted = Wanted {
        within: Interval::new(now, now.saturating_add(AHEAD).unwrap_or(now)),
        drafts: false,
        published: true,
        tags: None,
        resources: None,
        attendees: None,
        with_page: !access.related(),
        descending: false,
    };
    let asked = Asked { attendances: access.related(), attendees: false };
    let found = calendar_events::list(app, access, wanted, asked, slice).await?.found;
    let events: Vec<CalendarEvent> = found.items.iter().map(|view| view.event.clone()).collect();
    let left = calendar_events::left(app, access, &events).await?;
    let cards = found.items.into_iter().map(|view| Card::new(app, access, view, &left)).collect();
    Ok((cards, found.total))
}

#[derive(Deserialize)]
struct Where {
    #[serde(default)]
    page: String,
}

#[derive(Template)]
#[template(path = "visiting/events.html")]
struct ListPage {
    frame: Frame,
    cards: Vec<Card>,
    page: i64,
    more: bool,
    may_edit: bool,
}

async fn page(visit: Visit, Query(asked): Query<Where>) -> Result<Response, Response> {
    let access = come_in(&visit).await?;
    let page = asked.page.parse::<i64>().unwrap_or(1).clamp(1, 10_000);
    let slice = Slice { limit: PAGE, offset: (page - 1) * PAGE };
    let (cards, total) = coming(visit.app(), &access, slice).await.map_err(failure)?;
    let (frame, may_edit) = (Frame::of(&visit).await?, access.is_admin(Scope::WriteEvents));
    Ok(visit.page(render(StatusCode::OK, &ListPage { frame, cards, page, more: page * PAGE < total, may_edit })))
}

#[derive(Template)]
#[template(path = "visiting/event.html")]
struct EventPage {
    frame: Frame,
    problems: Problems,
    told: Option<Text>,
    card: Card,
    draft: bool,
    started: bool,
    full: bool,
    /// HTML made of what was typed as text.
    description: Option<String>,
    /// For those who attend.
    video: Option<String>,
    tags: Vec<String>,
    /// Of others, as far as they may be seen.
    names: Vec<String>,
    attendance: Option<EventAttendanceId>,
    /// Visitors may come, too.
    open: bool,
    may_edit: bool,
}

/// The event that an address names.
pub(super) fn read(id: &str) -> Result<EventId, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

#[derive(Default, Deserialize)]
struct Told {
    #[serde(default)]
    told: String,
}

async fn one(visit: Visit, Path(id): Path<String>, Query(told): Query<Told>) -> Result<Response, Response> {
    let (id, access) = (read(&id)?, come_in(&visit).await?);
    let told = match told.told.as_str() {
        "in" => Some(t("visiting-told-in")),
        "out" => Some(t("visiting-told-out")),
        _ => None,
    };
    show(&visit, &access, id, Problems::default(), told).await
}

/// One event; strangers find those that have a page for everybody.
pub(super) async fn look(app: &App, access: &Access, id: EventId, asked: Asked) -> Result<View, Response> {
    let view = calendar_events::get(app, access, id, asked).await.map_err(failure)?.found;
    if view.event.public_page || access.related() { Ok(view) } else { Err(problem(&Error::NOT_FOUND)) }
}

async fn show(visit: &Visit, access: &Access, id: EventId, problems: Problems, told: Option<Text>) -> Result<Response, Response> {
    let app = visit.app();
    let asked = Asked { attendances: access.related(), attendees: false };
    let view = look(app, access, id, asked).await?;
    let left = calendar_events::left(app, access, std::slice::from_ref(&view.event)).await.map_err(failure)?;
    let attendance = own(access, &view).map(|one| one.id);
    let others = view.attending.iter().flatten().filter(|one| Some(one.id) != attendance);
    let names = others.filter_map(|one| one.name.clone()).collect();
    let may_edit = access.is_admin(Scope::WriteEvents);
    let event = view.event.clone();
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    let page = EventPage {
        frame,
        problems,
        told,
        draft: event.published_at.is_none(),
        started: event.starts_at <= app.clock.now(),
        full: left.get(&id) == Some(&0),
        description: event.description.as_deref().map(domain::articles::html),
        video: event.video_url.clone().filter(|_| attendance.is_some() || may_edit),
        tags: event.tags.0.clone(),
        names,
        attendance,
        open: event.audience == Audience::Public,
        may_edit,
        card: Card::new(app, access, view, &left),
    };
    Ok(visit.page(render(status, &page)))
}

/// Back to the page, or the page with what was wrong.
async fn done(visit: &Visit, access: &Access, id: EventId, result: app::Result<()>, told: &str) -> Result<Response, Response> {
    match result {
        Ok(()) => Ok(lead_to(&format!("{HERE}/{id}?told={told}"))),
        Err(Error::Conflict { message, .. }) => show(visit, access, id, Problems::base_only(message), None).await,
        Err(error) => show(visit, access, id, Problems::of(error)?, None).await,
    }
}

#[derive(Deserialize)]
struct Attend {
    /// Set where the others may see it.
    #[serde(default)]
    visible: Option<String>,
}

async fn attend(Path(id): Path<String>, Posted { visit, form }: Posted<Attend>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_member(&visit, &format!("{HERE}/{id}")).await?;
    let member = access.members().iter().min_by_key(|member| (member.confirmed_at.is_none(), member.id));
    let member = member.map(|member| member.id).ok_or_else(|| problem(&Error::NOT_FOUND))?;
    let visibility = if form.visible.is_some() { Visibility::Members } else { Visibility::Admins };
    let made = event_attendances::attend(visit.app(), &access, id, member, visibility).await.map(drop);
    done(&visit, &access, id, made, "in").await
}

async fn leave(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_member(&visit, &format!("{HERE}/{id}")).await?;
    let asked = Asked { attendances: true, attendees: false };
    let view = calendar_events::get(visit.app(), &access, id, asked).await.map_err(failure)?.found;
    let left = match own(&access, &view) {
        Some(one) => event_attendances::leave(visit.app(), &access, one.id).await,
        None => Err(Error::conflict("not_attending", "You do not take part in it.")),
    };
    done(&visit, &access, id, left, "out").await
}
