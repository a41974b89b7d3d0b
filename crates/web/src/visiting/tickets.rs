//! `SUBDOMAIN/events/ID/tickets`: visitors see what tickets cost, and take them (X4, Y8, Y9).

use super::buyer::{self, FIELDS, Method, Typed};
use super::events::{look, read};
use super::{Cost, checkout, come_in};
use crate::accounts::Frame;
use crate::inside::{failure, stretch};
use crate::language::{self, Text, t};
use crate::once::Once;
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::calendar_events::{self, Asked};
use app::event_tickets::{self, Order};
use app::payments::{Means, Payable};
use app::{Error, FieldError};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::ids::EventId;
use serde::{Deserialize, Serialize};
use store::calendar_events::CalendarEvent;

/// What payment methods are enabled for.
const USE: &str = "publicEventTickets";
/// In one purchase.
const MOST: u32 = 10;

pub(super) fn router(desk: &Desk) -> Router {
    Router::new()
        .route("/events/{id}/tickets", get(page).post(buy))
        .route("/events/{id}/tickets/done", get(bought))
        .with_state(desk.clone())
}

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
struct People {
    #[serde(default)]
    people: String,
}

impl People {
    fn count(&self) -> Option<u32> {
        if self.people.is_empty() { Some(1) } else { self.people.parse().ok().filter(|people| (1..=MOST).contains(people)) }
    }
}

#[derive(Template)]
#[template(path = "visiting/tickets.html")]
struct TicketsPage {
    frame: Frame,
    problems: Problems,
    id: EventId,
    title: String,
    when: String,
    people: u32,
    /// How many can be taken at once.
    choices: Vec<u32>,
    /// None where there are no places for so many.
    cost: Option<Cost>,
    closed: Option<String>,
    methods: Vec<Method>,
    besides: Vec<String>,
    typed: Typed,
}

async fn event(visit: &Visit, access: &Access, id: EventId) -> Result<CalendarEvent, Response> {
    Ok(look(visit.app(), access, id, Asked::default()).await?.event)
}

async fn page(visit: Visit, Path(id): Path<String>, Query(asked): Query<People>) -> Result<Response, Response> {
    let (id, access) = (read(&id)?, come_in(&visit).await?);
    let typed = Typed::blank(&visit);
    match asked.count() {
        Some(people) => form(&visit, &access, id, people, Problems::default(), typed).await,
        None => form(&visit, &access, id, 1, too_many(), typed).await,
    }
}

fn too_many() -> Problems {
    Problems::from(vec![FieldError::field("people", "out_of_range", format!("must be from 1 to {MOST}"))])
}

async fn form(visit: &Visit, access: &Access, id: EventId, people: u32, problems: Problems, typed: Typed) -> Result<Response, Response> {
    let event = event(visit, access, id).await?;
    let left = calendar_events::left(visit.app(), access, std::slice::from_ref(&event)).await.map_err(failure)?;
    let (cost, closed) = match event_tickets::quote(visit.app(), access, id, people).await {
        Ok(quote) => (Some(Cost::of(&quote.line, quote.currency)), None),
        Err(Error::Conflict { message, .. } | Error::Forbidden { message, .. }) => (None, Some(language::sentence(&message))),
        Err(error) => return Err(problem(&error)),
    };
    let known: Vec<&str> = FIELDS.into_iter().chain(["people"]).collect();
    let (besides, status) = (problems.besides(&known), problems.status());
    let most = left.get(&id).copied().unwrap_or(MOST).clamp(1, MOST);
    let page = TicketsPage {
        frame: Frame::of(visit).await?,
        besides,
        problems,
        id,
        when: stretch(access, event.starts_at, event.ends_at),
        title: event.title,
        people,
        choices: (1..=most).collect(),
        cost,
        closed,
        methods: buyer::methods(visit, access, USE).await?,
        typed,
    };
    Ok(visit.page(render(status, &page)))
}

#[derive(Default, Deserialize, Serialize)]
struct Ordered {
    #[serde(flatten)]
    people: People,
    #[serde(flatten)]
    typed: Typed,
}

async fn buy(Path(id): Path<String>, Once(Posted { visit, form: ordered }): Once<Ordered>) -> Result<Response, Response> {
    let (id, access) = (read(&id)?, come_in(&visit).await?);
    let Some(people) = ordered.people.count() else { return form(&visit, &access, id, 1, too_many(), ordered.typed).await };
    event(&visit, &access, id).await?;
    let done = match ordered.typed.means() {
        Ok(means) => {
            ordered.typed.slowly(&visit).await?;
            match buyer::automated(&visit, &access, USE, means).await? {
                Some(method) => {
                    let payable = Payable::EventAttendance { event: id, people };
                    checkout::lead(&visit, &access, (payable, method), ("ticket", id.to_string()), &ordered.typed, &ordered).await
                }
                None => take(&visit, &access, id, (people, &ordered.typed), means).await.map(|place| lead_to(&place)),
            }
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(done) => Ok(done),
        Err(error) => form(&visit, &access, id, people, buyer::problems(error)?, ordered.typed).await,
    }
}

/// Buys, and says where that is told.
async fn take(visit: &Visit, access: &Access, id: EventId, (people, typed): (u32, &Typed), means: Means) -> app::Result<String> {
    let order = Order { event: id, people, buyer: typed.buyer(), means };
    let bought = Box::pin(event_tickets::buy(visit.app(), access, order)).await?;
    let method = bought.method.map(|id| format!("?method={id}")).unwrap_or_default();
    Ok(format!("/events/{id}/tickets/done{method}"))
}

/// Buys what was ordered before it was paid.
pub(super) async fn complete(visit: &Visit, access: &Access, id: &str, kept: &str, means: Means) -> app::Result<String> {
    let id = id.parse().map_err(|_| Error::NOT_FOUND)?;
    let ordered: Ordered = serde_urlencoded::from_str(kept).map_err(|_| Error::NOT_FOUND)?;
    let people = ordered.people.count().ok_or(Error::NOT_FOUND)?;
    take(visit, access, id, (people, &ordered.typed), means).await
}

#[derive(Template)]
#[template(path = "visiting/bought.html")]
pub(super) struct BoughtPage {
    pub frame: Frame,
    pub title: String,
    pub what: String,
    pub when: String,
    /// How to pay, and what to know on the day.
    pub notes: Vec<String>,
    pub back: (&'static str, Text),
}

#[derive(Deserialize)]
pub(super) struct PaidBy {
    #[serde(default)]
    method: String,
}

impl PaidBy {
    /// What whoever buys has to do to pay.
    pub async fn instructions(&self, visit: &Visit, access: &Access, used_for: &str) -> Result<Vec<String>, Response> {
        let methods = buyer::methods(visit, access, used_for).await?;
        let method = methods.into_iter().find(|method| method.id.to_string() == self.method);
        let said =
            |method: Method| if method.automated { t("visiting-is-paid").to_string() } else { method.instructions.unwrap_or(method.name) };
        Ok(method.map(said).into_iter().collect())
    }
}

async fn bought(visit: Visit, Path(id): Path<String>, Query(paid): Query<PaidBy>) -> Result<Response, Response> {
    let (id, access) = (read(&id)?, come_in(&visit).await?);
    let event = event(&visit, &access, id).await?;
    let page = BoughtPage {
        frame: Frame::of(&visit).await?,
        title: t("visiting-have-ticket").into(),
        when: stretch(&access, event.starts_at, event.ends_at),
        what: event.title,
        notes: paid.instructions(&visit, &access, USE).await?,
        back: ("/events", t("visiting-more-events")),
    };
    Ok(visit.page(render(StatusCode::OK, &page)))
}
