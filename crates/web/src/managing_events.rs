//! `SUBDOMAIN/admin/events`: events are drafted, published, changed and canceled; who comes; what those people are told
//! (section 17).

mod attendees;
mod form;

use crate::accounts::{Frame, Nothing};
use crate::inside::{enter_admin, failure, money, stretch};
use crate::language::{Text, t};
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::calendar_events::{self, Asked, View, Wanted};
use app::{Error, event_attendances, event_messages};
use askama::Template;
use attendees::Attendee;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::calendar_events::{Audience, Trigger};
use domain::ids::EventId;
use domain::interval::Interval;
use domain::scopes::Scope;
use jiff::SignedDuration;
use serde::Deserialize;
use store::resources::Slice;

pub(crate) const HERE: &str = "/admin/events";
const PAGE: i64 = 30;
/// How far the lists look ahead and back: five years.
const YEARS: SignedDuration = SignedDuration::from_hours(24 * 365 * 5);

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page))
        .route("/admin/events/{id}/publish", post(publish))
        .route("/admin/events/{id}/unpublish", post(unpublish))
        .route("/admin/events/{id}/delete", get(before_deleting).post(delete))
        .route("/admin/events/{id}", get(one))
        .merge(form::router())
        .merge(attendees::router())
        .with_state(desk.clone())
}

/// An event as a line.
struct Line {
    id: EventId,
    title: String,
    about: String,
    draft: bool,
}

impl Line {
    fn new(access: &Access, view: &View) -> Self {
        let event = &view.event;
        let audience = if event.audience == Audience::Public { t("managing-for-all") } else { t("managing-for-members") };
        let come = match view.attendances {
            0 => t("managing-nobody-yet"),
            count => t("managing-sign-ups").count("count", count),
        };
        let about = format!("{} · {audience} · {come}", stretch(access, event.starts_at, event.ends_at));
        Self { id: event.id, title: event.title.clone(), about, draft: event.published_at.is_none() }
    }
}

#[derive(Deserialize)]
struct Where {
    #[serde(default)]
    page: String,
    /// Set for events that are over.
    #[serde(default)]
    past: String,
}

#[derive(Template)]
#[template(path = "events/list.html")]
struct ListPage {
    frame: Frame,
    lines: Vec<Line>,
    past: bool,
    page: i64,
    more: bool,
    may_edit: bool,
}

async fn page(visit: Visit, Query(asked): Query<Where>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadEvents).await?;
    let (now, past) = (visit.app().clock.now(), !asked.past.is_empty());
    let far = if past { now.saturating_sub(YEARS) } else { now.saturating_add(YEARS) }.unwrap_or(now);
    let wanted = Wanted {
        within: if past { Interval::new(far, now) } else { Interval::new(now, far) },
        drafts: true,
        published: true,
        tags: None,
        resources: None,
        attendees: None,
        with_page: false,
        descending: past,
    };
    let page = asked.page.parse::<i64>().unwrap_or(1).clamp(1, 10_000);
    let slice = Slice { limit: PAGE, offset: (page - 1) * PAGE };
    let found = calendar_events::list(visit.app(), &access, wanted, Asked::default(), slice).await.map_err(failure)?.found;
    let page = ListPage {
        frame: Frame::of(&visit).await?,
        lines: found.items.iter().map(|view| Line::new(&access, view)).collect(),
        past,
        page,
        more: page * PAGE < found.total,
        may_edit: access.is_admin(Scope::WriteEvents),
    };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

/// A text that goes with a mail of ours.
struct Message {
    trigger: &'static str,
    label: Text,
    hint: Text,
    body: String,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "events/one.html")]
struct EventPage {
    frame: Frame,
    problems: Problems,
    told: Option<String>,
    id: EventId,
    title: String,
    draft: bool,
    /// What and the value.
    facts: Vec<(Text, String)>,
    /// Its address, for those who may see it.
    public: bool,
    attendees: Vec<Attendee>,
    total: i64,
    page: i64,
    more: bool,
    sees_attendees: bool,
    messages: Vec<Message>,
    typed: attendees::Letter,
    may_edit: bool,
    may_remove: bool,
    /// Then money goes back unless the admin says otherwise.
    ahead: bool,
    may_write: bool,
    can_depublish: bool,
}

fn read(id: &str) -> Result<EventId, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

#[derive(Default, Deserialize)]
struct Shown {
    #[serde(default)]
    page: String,
    #[serde(default)]
    told: String,
}

async fn one(visit: Visit, Path(id): Path<String>, Query(shown): Query<Shown>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, &format!("{HERE}/{id}"), Scope::ReadEvents).await?;
    let told = match shown.told.as_str() {
        "saved" => Some(t("running-saved").into()),
        "published" => Some(t("managing-told-published").into()),
        "draft" => Some(t("managing-told-draft").into()),
        "removed" => Some(t("managing-told-removed").into()),
        "message" => Some(t("managing-told-message").into()),
        count => count
            .strip_prefix("sent-")
            .and_then(|count| count.parse::<u32>().ok())
            .map(|count| t("managing-told-sent").with("count", count).into()),
    };
    let page = shown.page.parse().unwrap_or(1);
    show(&visit, &access, id, page, told, (Problems::default(), attendees::Letter::default(), None)).await
}

/// What went wrong, with which letter or which message of a trigger.
type Wrong = (Problems, attendees::Letter, Option<(Trigger, String)>);

async fn show(
    visit: &Visit,
    access: &Access,
    id: EventId,
    page: i64,
    told: Option<String>,
    (problems, typed, message): Wrong,
) -> Result<Response, Response> {
    let app = visit.app();
    let view = calendar_events::get(app, access, id, Asked::default()).await.map_err(failure)?.found;
    let sees_attendees = access.is_admin(Scope::ReadEventAttendances);
    let page = page.clamp(1, 10_000);
    let (attendees, total) = if sees_attendees {
        let slice = Slice { limit: PAGE, offset: (page - 1) * PAGE };
        let found = event_attendances::list(app, access, id, false, slice).await.map_err(failure)?.found;
        (found.items.into_iter().map(|one| Attendee::new(access, one)).collect(), found.total)
    } else {
        (Vec::new(), 0)
    };
    let may_write = access.is_admin(Scope::WriteEventMessages);
    let messages = if may_write { messages(visit, access, id, message, &problems).await? } else { Vec::new() };
    let event = &view.event;
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    let page = EventPage {
        frame,
        problems,
        told,
        id,
        title: event.title.clone(),
        draft: event.published_at.is_none(),
        facts: facts(access, &view),
        public: event.public_page && event.audience == Audience::Public,
        attendees,
        total,
        page,
        more: page * PAGE < total,
        sees_attendees,
        messages,
        typed,
        may_edit: access.is_admin(Scope::WriteEvents),
        may_remove: access.is_admin(Scope::WriteEventAttendances),
        ahead: event.starts_at > app.clock.now(),
        may_write,
        can_depublish: view.can_depublish,
    };
    Ok(visit.page(render(status, &page)))
}

fn facts(access: &Access, view: &View) -> Vec<(Text, String)> {
    let event = &view.event;
    let revenue = view.revenue.iter().flatten().map(|sum| money(sum.line.gross, sum.currency)).collect::<Vec<_>>().join(", ");
    let cost = |net: Option<i64>, currency| match net {
        None | Some(0) => t("resources-free").to_string(),
        Some(net) => {
            let space = access.space();
            let taxes = domain::resources::taxes(&space.taxes.0, None, space.settings.0.multiple_tax_rates);
            crate::inside::price(access, domain::money::Amount(net), &taxes, currency)
        }
    };
    let visitors = event.visitor_price.map_or((event.price, event.currency), |net| (Some(net), event.visitor_currency));
    let public = event.audience == Audience::Public;
    let all = [
        (t("schedule-when"), Some(stretch(access, event.starts_at, event.ends_at))),
        (t("managing-where"), event.location.clone()),
        (t("managing-for"), Some(if public { t("managing-everybody").to_string() } else { t("managing-the-members").to_string() })),
        (t("managing-places"), event.capacity.map(|places| places.to_string())),
        (t("managing-members-pay"), Some(cost(event.price, event.currency))),
        (t("managing-visitors-pay"), public.then(|| cost(visitors.0, visitors.1))),
        (t("managing-sold"), Some(revenue).filter(|text| !text.is_empty())),
    ];
    all.into_iter().filter_map(|(name, value)| Some((name, value?))).collect()
}

async fn messages(
    visit: &Visit,
    access: &Access,
    id: EventId,
    typed: Option<(Trigger, String)>,
    problems: &Problems,
) -> Result<Vec<Message>, Response> {
    let found = event_messages::list(visit.app(), access, id, Slice { limit: 10, offset: 0 }).await.map_err(failure)?.items;
    let message = |trigger: Trigger, label, hint| {
        let stored = found.iter().find(|message| message.trigger == trigger).map(|message| message.body.clone());
        let here = typed.as_ref().filter(|(at, _)| *at == trigger);
        Message {
            trigger: trigger.name(),
            label,
            hint,
            body: here.map(|(_, body)| body.clone()).or(stored).unwrap_or_default(),
            problem: here.and_then(|_| problems.at("body")),
        }
    };
    Ok(vec![
        message(Trigger::Published, t("managing-when-published"), t("managing-when-published-hint")),
        message(Trigger::Attended, t("managing-when-attended"), t("managing-when-attended-hint")),
    ])
}

/// Back to the event, or the page with what stands in the way.
async fn done(visit: &Visit, access: &Access, id: EventId, result: app::Result<()>, told: &str) -> Result<Response, Response> {
    match result {
        Ok(()) => Ok(lead_to(&format!("{HERE}/{id}?told={told}"))),
        Err(Error::Conflict { message, .. } | Error::Unbookable { message, .. }) => {
            show(visit, access, id, 1, None, (Problems::base_only(message), attendees::Letter::default(), None)).await
        }
        Err(error) => Err(problem(&error)),
    }
}

async fn publish(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, HERE, Scope::WriteEvents).await?;
    let result = calendar_events::publish(visit.app(), &access, id).await.map(drop);
    done(&visit, &access, id, result, "published").await
}

async fn unpublish(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, HERE, Scope::WriteEvents).await?;
    let result = calendar_events::unpublish(visit.app(), &access, id).await.map(drop);
    done(&visit, &access, id, result, "draft").await
}

/// Asks before something is done that cannot be undone.
#[derive(Template)]
#[template(path = "question.html")]
struct Question {
    frame: Frame,
    title: String,
    text: String,
    button: Text,
    here: String,
}

async fn before_deleting(visit: Visit, Path(id): Path<String>) -> Result<Response, Response> {
    let id = read(&id)?;
    let here = format!("{HERE}/{id}/delete");
    let access = enter_admin(&visit, &here, Scope::WriteEvents).await?;
    let view = calendar_events::get(visit.app(), &access, id, Asked::default()).await.map_err(failure)?.found;
    let text = if view.event.starts_at <= visit.app().clock.now() {
        t("managing-cancel-what-begun").with("count", view.attendances)
    } else {
        t("managing-cancel-what").with("count", view.attendances)
    };
    let text = text.into();
    let title = t("managing-cancel-title").with("title", &view.event.title).into();
    let page = Question { frame: Frame::of(&visit).await?, title, text, button: t("managing-cancel-button"), here };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

async fn delete(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, HERE, Scope::WriteEvents).await?;
    calendar_events::delete(visit.app(), &access, id).await.map_err(failure)?;
    Ok(lead_to(HERE))
}
