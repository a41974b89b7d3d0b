//! `SUBDOMAIN/admin/bookings/new` and `…/ID`: a booking is made, looked at, changed and deleted, with no script at all.

use super::place::{Asked, HERE, Place};
use super::rooms;
use super::typed::{Outlook, Typed, field, outlook, repeats};
use crate::accounts::Frame;
use crate::inside::{enter_admin, failure, money, stretch};
use crate::language::{Text, t};
use crate::once::Once;
use crate::pages::{problem, render, with_script};
use crate::visits::{Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::bookings::{self, Change, View, Wish};
use app::memberships::{self, Days, Selection};
use app::{App, Error, FieldError};
use askama::Template;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use domain::ids::{BookingId, ResourceId};
use domain::scopes::Scope;
use jiff::civil::{Date, DateTime, Time};
use jiff::{Timestamp, ToSpan as _};
use serde::Deserialize;
use store::memberships::Membership;
use store::resources::Slice;

/// Members that are offered at once.
pub(super) const OFFERED: i64 = 50;
/// How long a booking is where nobody says.
const HOURS: i64 = 1;

/// Nine in the morning.
pub(super) fn usual_start_of(day: Date) -> DateTime {
    day.to_datetime(Time::constant(9, 0, 0, 0))
}

/// Today the next half hour, on other days the morning.
pub(super) fn usual_start(access: &Access, day: Date, now: Timestamp) -> DateTime {
    let local = access.zone().to_datetime(now);
    if local.date() != day {
        return usual_start_of(day);
    }
    let minute = if local.minute() < 30 { 30 } else { 0 };
    let whole = day
        .to_datetime(Time::constant(0, 0, 0, 0))
        .saturating_add((i64::from(local.hour())).hours())
        .saturating_add(i64::from(minute).minutes());
    if minute == 30 { whole } else { whole.saturating_add(1.hour()) }
}

/// The form for a new booking at this time.
pub(super) fn address(place: &Place, resource: Option<ResourceId>, from: DateTime) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("from", &field(from)).append_pair("to", &field(from.saturating_add(HOURS.hours())));
    if let Some(id) = resource {
        query.append_pair("resource", &id.to_string());
    }
    let rest = place.rest();
    let joint = if rest.is_empty() { "" } else { "&" };
    format!("{HERE}/new?{}{joint}{rest}", query.finish())
}

/// A choice of a list.
struct Choice {
    id: String,
    text: String,
}

#[derive(Template)]
#[template(path = "schedule/form.html")]
struct FormPage {
    frame: Frame,
    problems: Problems,
    /// None for a new one.
    id: Option<BookingId>,
    title: String,
    typed: Typed,
    rooms: Vec<Choice>,
    /// None for who may not see members.
    members: Option<Vec<Choice>>,
    /// There are more members than are offered.
    more: bool,
    repeats: [(&'static str, Text); 7],
    /// How a booking of a series repeats.
    series: bool,
    outlook: Outlook,
    /// Back to the calendar.
    back: String,
    /// Where the form goes, and where it is deleted.
    here: String,
    delete: String,
}

/// The calendar as it was, on the day of a booking.
fn place(access: &Access, typed: &Typed) -> Place {
    let day = typed.from.get(..10).unwrap_or_default().to_owned();
    let asked = Asked { day, view: typed.view.clone(), only: typed.only.clone(), part: typed.part.clone(), told: String::new() };
    Place::of(&asked, access.today())
}

async fn show(
    visit: &Visit,
    access: &Access,
    booking: Option<&View>,
    mut problems: Problems,
    mut typed: Typed,
) -> Result<Response, Response> {
    let app = visit.app();
    let rooms = rooms(app, access).await?;
    if typed.resource.is_empty() {
        // What the list of rooms would show as chosen.
        typed.resource = rooms.first().map(|room| room.resource.id.to_string()).unwrap_or_default();
    }
    let ask = typed.ask(access);
    let outlook = match &ask {
        Ok(ask) => outlook(app, access, ask, booking.map(|view| view.shown.booking.id)).await?.unwrap_or_default(),
        Err(_) => Outlook::default(),
    };
    if let (Err(wrong), false, true) = (ask, problems.any(), !typed.look.is_empty()) {
        problems = Problems::from(wrong);
    }
    let (members, more) = if access.is_admin(Scope::ReadMemberships) {
        let (found, more) = offered(app, access, &typed, booking).await?;
        (Some(found), more)
    } else {
        (None, false)
    };
    let place = place(access, &typed);
    let id = booking.map(|view| view.shown.booking.id);
    let here = id.map_or_else(|| "new".to_owned(), |id| id.to_string());
    let page = FormPage {
        frame: Frame::of(visit).await?,
        id,
        title: booking.map_or_else(|| t("schedule-new").to_string(), |view| heading(access, view)),
        rooms: rooms.iter().map(|room| Choice { id: room.resource.id.to_string(), text: room.resource.name.clone() }).collect(),
        members,
        more,
        repeats: repeats(),
        series: booking.is_some_and(|view| view.shown.booking.recurrence_id.is_some()),
        outlook,
        back: place.address(),
        delete: place.below(&format!("{here}/delete")),
        here: format!("{HERE}/{here}"),
        typed,
        problems,
    };
    let status = page.problems.status();
    Ok(visit.page(with_script(render(status, &page))))
}

fn heading(access: &Access, view: &View) -> String {
    let booking = &view.shown.booking;
    format!("{}, {}", view.shown.resource_name, stretch(access, booking.starts_at, booking.ends_at))
}

/// Members to choose from: those found, else the first ones, and who is chosen already.
async fn offered(app: &App, access: &Access, typed: &Typed, booking: Option<&View>) -> Result<(Vec<Choice>, bool), Response> {
    let (mut found, total) = find_members(app, access, &typed.q).await?;
    let shown = i64::try_from(found.len()).unwrap_or(i64::MAX);
    let chosen = typed.member.parse().ok().filter(|id| !found.iter().any(|member| member.id == *id));
    if let Some(id) = chosen {
        let listed = memberships::list(app, access, Selection::Some(vec![id])).await.map_err(failure)?;
        found.extend(listed.views.into_iter().map(|view| view.membership));
    }
    let mut choices: Vec<Choice> =
        found.iter().map(|member| Choice { id: member.id.to_string(), text: member.label().to_owned() }).collect();
    // Of another space of the network: it is not in the list, and stays as it is.
    if let Some((view, id)) = booking.and_then(|view| Some((view, view.shown.booking.membership()?.1.to_string())))
        && typed.member == id
        && !choices.iter().any(|choice| choice.id == id)
    {
        choices.push(Choice { id, text: view.shown.membership_name.clone().unwrap_or_default() });
    }
    choices.sort_by_key(|choice| choice.text.to_lowercase());
    Ok((choices, total > shown))
}

/// Members whose name, company or address contains the text; the first ones without it. And how many they are.
pub(super) async fn find_members(app: &App, access: &Access, text: &str) -> Result<(Vec<Membership>, i64), Response> {
    let (text, today) = (text.trim(), access.today());
    if text.is_empty() {
        return memberships::page(app, access, Days { from: today, to: today }, OFFERED, 0).await.map_err(failure);
    }
    match memberships::search(app, access, text, Slice { limit: OFFERED, offset: 0 }).await {
        Ok(found) => Ok((found.items, found.total)),
        // No name is that long, or has such letters.
        Err(Error::Invalid(_)) => Ok((Vec::new(), 0)),
        Err(error) => Err(failure(error)),
    }
}

/// Somebody was looked for and nobody chosen: who is the only one is meant.
async fn settle(app: &App, access: &Access, typed: &mut Typed) -> Result<Option<FieldError>, Response> {
    if typed.q.trim().is_empty() || !typed.member.is_empty() || !access.is_admin(Scope::ReadMemberships) {
        return Ok(None);
    }
    match find_members(app, access, &typed.q).await?.0.as_slice() {
        [one] => {
            typed.member = one.id.to_string();
            Ok(None)
        }
        [] => Ok(Some(FieldError::field("member", "unknown", "is not found by this name"))),
        _ => Ok(Some(FieldError::field("member", "ambiguous", "must be chosen: several have this name"))),
    }
}

pub(super) async fn new(visit: Visit, Query(mut typed): Query<Typed>) -> Result<Response, Response> {
    let access = enter_admin(&visit, "/admin/bookings/new", Scope::WriteBookings).await?;
    let from = usual_start(&access, access.today(), visit.app().clock.now());
    if typed.from.is_empty() {
        typed.from = field(from);
    }
    if typed.to.is_empty() {
        let from = typed.from.parse().unwrap_or(from);
        typed.to = field(from.saturating_add(HOURS.hours()));
    }
    if typed.resource.is_empty() {
        typed.resource.clone_from(&typed.only);
    }
    show(&visit, &access, None, Problems::default(), typed).await
}

fn said(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// What a use case refuses about the whole is shown over the form.
fn refusal(error: Error) -> Result<Problems, Response> {
    match error {
        Error::Conflict { message, .. } | Error::Unbookable { message, .. } => Ok(Problems::base_only(message)),
        Error::NotFound { at: Some(app::At::Relation(name)) } => {
            Ok(vec![FieldError::field(if name == "membership" { "member" } else { "resource" }, "unknown", "is not there any more")].into())
        }
        error => Problems::of(error),
    }
}

pub(super) async fn create(Once(Posted { visit, form: mut typed }): Once<Typed>) -> Result<Response, Response> {
    let access = enter_admin(&visit, "/admin/bookings/new", Scope::WriteBookings).await?;
    if !typed.look.is_empty() {
        return show(&visit, &access, None, Problems::default(), typed).await;
    }
    let ambiguous = settle(visit.app(), &access, &mut typed).await?;
    let ask = match (typed.ask(&access), ambiguous) {
        (Ok(ask), None) => ask,
        (asked, more) => {
            let wrong: Vec<FieldError> = asked.err().into_iter().flatten().chain(more).collect();
            return show(&visit, &access, None, wrong.into(), typed).await;
        }
    };
    let wish = Wish {
        resource: ask.resource,
        membership: ask.member,
        from: ask.from,
        to: ask.to,
        units: ask.units,
        title: said(&typed.title),
        url: None,
        comments: said(&typed.comments),
        attendees_message: None,
        attendees: Vec::new(),
        extras: Vec::new(),
        custom_price: None,
        recurrence: ask.rule,
    };
    match bookings::create(visit.app(), &access, wish).await {
        Ok(made) => Ok(done(&place(&access, &typed), if made.repeats { "series" } else { "made" })),
        Err(error) => show(&visit, &access, None, refusal(error)?, typed).await,
    }
}

/// Back to the calendar, which says what was done.
fn done(place: &Place, told: &str) -> Response {
    lead_to(&format!("{}&told={told}", place.address()))
}

fn read(id: &str) -> Result<BookingId, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

#[derive(Template)]
#[template(path = "schedule/look.html")]
struct LookPage {
    frame: Frame,
    title: String,
    facts: Vec<(Text, String)>,
    /// Why it cannot be changed here.
    reason: Text,
    back: String,
}

fn facts(access: &Access, view: &View) -> Vec<(Text, String)> {
    let booking = &view.shown.booking;
    let units = (booking.units > 1).then(|| booking.units.to_string());
    let price = view.money.then(|| money(booking.payable, booking.currency));
    let facts = [
        (t("schedule-member"), view.shown.membership_name.clone()),
        (t("running-title"), booking.title.clone()),
        (t("schedule-when"), Some(stretch(access, booking.starts_at, booking.ends_at))),
        (t("schedule-units"), units),
        (t("schedule-to-pay"), price),
        (t("schedule-comments"), booking.comments.clone()),
    ];
    facts.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

pub(super) async fn look(visit: Visit, Path(id): Path<String>, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, &format!("{HERE}/{id}"), Scope::ReadBookings).await?;
    let view = bookings::get(visit.app(), &access, id).await.map_err(failure)?;
    let booking = &view.shown.booking;
    let typed = Typed { view: asked.view, only: asked.only, part: asked.part, ..Typed::of(&access, &view) };
    if view.can_update && access.is_admin(Scope::WriteBookings) {
        return show(&visit, &access, Some(&view), Problems::default(), typed).await;
    }
    let reason = match (booking.event_id, booking.external_booking_id) {
        (Some(_), _) => t("schedule-reason-event"),
        (_, Some(_)) => t("schedule-reason-visitor"),
        _ if booking.invoice_id.is_some() => t("schedule-reason-invoice"),
        _ => t("schedule-reason-look"),
    };
    let page = LookPage {
        frame: Frame::of(&visit).await?,
        title: heading(&access, &view),
        facts: facts(&access, &view),
        reason,
        back: place(&access, &typed).address(),
    };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

/// Only what is another than before, so that nobody overwrites what somebody else changed meanwhile.
fn changed(before: &Typed, typed: &Typed, ask: &super::typed::Ask) -> Change {
    let text = |before: &str, after: &str| (before.trim() != after.trim()).then(|| said(after));
    Change {
        from: (before.from != typed.from).then_some(ask.from),
        to: (before.to != typed.to).then_some(ask.to),
        units: (before.units.trim() != typed.units.trim()).then_some(ask.units),
        resource: (before.resource != typed.resource).then_some(ask.resource),
        membership: (before.member != typed.member).then_some(ask.member),
        title: text(&before.title, &typed.title),
        comments: if typed.following.is_empty() { text(&before.comments, &typed.comments) } else { Some(said(&typed.comments)) },
        update_following: !typed.following.is_empty(),
        ..Change::default()
    }
}

pub(super) async fn change(Path(id): Path<String>, Posted { visit, form: mut typed }: Posted<Typed>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, &format!("{HERE}/{id}"), Scope::WriteBookings).await?;
    let view = bookings::get(visit.app(), &access, id).await.map_err(failure)?;
    let before = Typed::of(&access, &view);
    if !access.is_admin(Scope::ReadMemberships) {
        // The form had no field for it.
        typed.member.clone_from(&before.member);
    }
    if !typed.look.is_empty() {
        return show(&visit, &access, Some(&view), Problems::default(), typed).await;
    }
    let ambiguous = settle(visit.app(), &access, &mut typed).await?;
    let ask = match (typed.ask(&access), ambiguous) {
        (Ok(ask), None) => ask,
        (asked, more) => {
            let wrong: Vec<FieldError> = asked.err().into_iter().flatten().chain(more).collect();
            return show(&visit, &access, Some(&view), wrong.into(), typed).await;
        }
    };
    match bookings::change(visit.app(), &access, id, changed(&before, &typed, &ask)).await {
        Ok(_) => Ok(done(&place(&access, &typed), "changed")),
        Err(error) => show(&visit, &access, Some(&view), refusal(error)?, typed).await,
    }
}

/// Asks before anything is gone.
#[derive(Template)]
#[template(path = "schedule/delete.html")]
struct DeletePage {
    frame: Frame,
    title: String,
    who: String,
    series: bool,
    here: String,
    form: String,
    typed: Asked,
}

pub(super) async fn before_deleting(visit: Visit, Path(id): Path<String>, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let id = read(&id)?;
    let here = format!("{HERE}/{id}/delete");
    let access = enter_admin(&visit, &here, Scope::WriteBookings).await?;
    let view = bookings::get(visit.app(), &access, id).await.map_err(failure)?;
    let page = DeletePage {
        frame: Frame::of(&visit).await?,
        title: heading(&access, &view),
        who: view.shown.membership_name.clone().or_else(|| view.shown.booking.title.clone()).unwrap_or_default(),
        series: view.shown.booking.recurrence_id.is_some(),
        form: here,
        here: Place::of(&asked, access.today()).below(&id.to_string()),
        typed: asked,
    };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

#[derive(Deserialize)]
pub(super) struct Which {
    /// Set by the button that deletes those that follow, too.
    #[serde(default)]
    following: String,
    #[serde(default)]
    view: String,
    #[serde(default)]
    only: String,
    #[serde(default)]
    part: String,
}

pub(super) async fn delete(Path(id): Path<String>, Posted { visit, form }: Posted<Which>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, &format!("{HERE}/{id}/delete"), Scope::WriteBookings).await?;
    let (app, all) = (visit.app(), !form.following.is_empty());
    let view = bookings::get(app, &access, id).await.map_err(failure)?;
    let gone = if all { bookings::delete_following(app, &access, id).await.map(drop) } else { bookings::delete(app, &access, id).await };
    gone.map_err(failure)?;
    let day = access.zone().to_datetime(view.shown.booking.starts_at).date().to_string();
    let asked = Asked { day, view: form.view, only: form.only, part: form.part, told: String::new() };
    Ok(done(&Place::of(&asked, access.today()), if all { "all" } else { "deleted" }))
}
