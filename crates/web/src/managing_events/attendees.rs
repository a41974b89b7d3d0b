//! Who comes, and what those people are told.

use super::{HERE, Wrong, read, show};
use crate::inside::{day, enter_admin, money};
use crate::language::t;
use crate::once::Once;
use crate::pages::problem;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::{Error, event_attendances, event_messages};
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::post;
use domain::calendar_events::Trigger;
use domain::ids::{EventAttendanceId, EventId};
use domain::money::Amount;
use domain::scopes::Scope;
use serde::Deserialize;
use store::event_attendances::Attendance;
use store::resources::Slice;

pub(super) fn router() -> Router<Desk> {
    Router::new()
        .route("/admin/events/{id}/attendances/{attendance}/remove", post(remove))
        .route("/admin/events/{id}/letter", post(write))
        .route("/admin/events/{id}/messages/{trigger}", post(save_message))
}

/// Somebody who comes, as a line.
pub(super) struct Attendee {
    pub id: EventAttendanceId,
    pub name: String,
    pub about: String,
    /// The member's page.
    pub href: Option<String>,
    /// There may be something to give back.
    pub costs: bool,
}

impl Attendee {
    pub fn new(access: &Access, attendance: Attendance) -> Self {
        let since = day(access.zone().to_datetime(attendance.created_at).date());
        let who = if attendance.member().is_some() { t("managing-member") } else { t("managing-visitor") };
        let places = (attendance.number_of_attendees > 1)
            .then(|| t("managing-so-many-places").with("count", attendance.number_of_attendees).to_string());
        let display = access.space().price_display;
        let line = |net| {
            let (people, taxes) = (attendance.number_of_attendees.into(), &attendance.taxes.0);
            domain::taxes::line(Amount(net), people, taxes, display, attendance.currency).ok()
        };
        let price = attendance.price.and_then(line).map(|line| money(line.gross, attendance.currency));
        let about = [Some(who.to_string()), places, price, Some(t("desk-since").with("when", since).to_string())].into_iter().flatten();
        Self {
            id: attendance.id,
            costs: attendance.price.is_some_and(|price| price != 0),
            about: about.collect::<Vec<_>>().join(" · "),
            href: attendance.member().map(|member| format!("/admin/members/{member}")),
            name: attendance.name.unwrap_or_else(|| t("managing-nameless").into()),
        }
    }
}

#[derive(Default, Deserialize)]
struct Removal {
    /// Ticked where what was billed or paid is given back.
    #[serde(default)]
    refund: String,
}

async fn remove(Path((id, attendance)): Path<(String, String)>, Posted { visit, form }: Posted<Removal>) -> Result<Response, Response> {
    let id = read(&id)?;
    let attendance: EventAttendanceId = attendance.parse().map_err(|_| problem(&Error::NOT_FOUND))?;
    let access = enter_admin(&visit, HERE, Scope::WriteEventAttendances).await?;
    match event_attendances::remove(visit.app(), &access, attendance, !form.refund.is_empty()).await {
        Ok(()) => Ok(lead_to(&format!("{HERE}/{id}?told=removed"))),
        Err(error) => Err(problem(&error)),
    }
}

/// A letter to all who come.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Letter {
    #[serde(default)]
    pub subject: String,
    #[serde(default)]
    pub letter: String,
}

async fn write(Path(id): Path<String>, Once(Posted { visit, form }): Once<Letter>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, HERE, Scope::WriteEventMessages).await?;
    match event_messages::write_to_attendees(visit.app(), &access, id, &form.subject, &form.letter).await {
        Ok(count) => Ok(lead_to(&format!("{HERE}/{id}?told=sent-{count}"))),
        Err(error) => again(&visit, &access, id, (at_letter(error)?, form, None)).await,
    }
}

/// The text of the letter is another field than the text of a message.
fn at_letter(error: Error) -> Result<Problems, Response> {
    let Error::Invalid(fields) = error else { return Problems::of(error) };
    let there = |field: app::FieldError| match &field.at {
        app::At::Field(name) if name == "body" => app::FieldError { at: app::At::Field("letter".into()), ..field },
        _ => field,
    };
    Ok(Problems::from(fields.into_iter().map(there).collect::<Vec<_>>()))
}

async fn again(visit: &Visit, access: &Access, id: EventId, wrong: Wrong) -> Result<Response, Response> {
    show(visit, access, id, 1, None, wrong).await
}

#[derive(Deserialize)]
struct Text {
    #[serde(default)]
    body: String,
}

/// Writes the text that goes with a mail, or takes it away where nothing is left of it.
async fn save_message(Path((id, trigger)): Path<(String, String)>, Posted { visit, form }: Posted<Text>) -> Result<Response, Response> {
    let id = read(&id)?;
    let trigger = Trigger::try_from(trigger).map_err(|_| problem(&Error::NOT_FOUND))?;
    let access = enter_admin(&visit, HERE, Scope::WriteEventMessages).await?;
    let app = visit.app();
    let found = event_messages::list(app, &access, id, Slice { limit: 10, offset: 0 }).await.map_err(|error| problem(&error))?.items;
    let known = found.into_iter().find(|message| message.trigger == trigger);
    let saved = match (known, form.body.trim().is_empty()) {
        (Some(known), true) => event_messages::delete(app, &access, known.id).await,
        (None, true) => Ok(()),
        (Some(known), false) => event_messages::update(app, &access, known.id, None, Some(form.body.clone())).await.map(drop),
        (None, false) => event_messages::create(app, &access, id, trigger, form.body.clone()).await.map(drop),
    };
    match saved {
        Ok(()) => Ok(lead_to(&format!("{HERE}/{id}?told=message"))),
        Err(Error::NotFound { .. }) => Err(problem(&Error::NOT_FOUND)),
        Err(error) => again(&visit, &access, id, (Problems::of(error)?, Letter::default(), Some((trigger, form.body)))).await,
    }
}
