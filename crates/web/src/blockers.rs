//! `SUBDOMAIN/admin/calendar_blockers`: times at which nobody books, for all rooms or for some (B18).

use crate::accounts::{Frame, Nothing};
use crate::inside::{enter_admin, failure, stretch};
use crate::language::t;
use crate::once::Once;
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::calendar_blockers::{self, Shown, Wish};
use app::{App, Error, FieldError, resources};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::bookings::LAST_DAY;
use domain::ids::{CalendarBlockerId, ResourceId};
use domain::interval::Interval;
use domain::scopes::Scope;
use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::Deserialize;
use std::collections::HashMap;
use store::resources::Slice;

const HERE: &str = "/admin/calendar_blockers";
/// Lines of one page, and rooms to choose from.
const LINES: i64 = 50;
const ROOMS: i64 = 500;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page))
        .route("/admin/calendar_blockers/new", get(new).post(create))
        .route("/admin/calendar_blockers/{id}", get(edit).post(update))
        .route("/admin/calendar_blockers/{id}/delete", post(delete))
        .with_state(desk.clone())
}

struct Line {
    id: CalendarBlockerId,
    title: String,
    about: String,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    page: String,
}

#[derive(Template)]
#[template(path = "blockers/list.html")]
struct ListPage {
    frame: Frame,
    lines: Vec<Line>,
    page: i64,
    more: bool,
    may_edit: bool,
}

/// Those that are not over.
async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadBookings).await?;
    let page = asked.page.parse().ok().filter(|page| (1..=10_000).contains(page)).unwrap_or(1);
    let slice = Slice { limit: LINES, offset: (page - 1) * LINES };
    let found = calendar_blockers::list(visit.app(), &access, access.today(), LAST_DAY, slice).await.map_err(failure)?;
    let line = |shown: Shown| {
        let blocker = shown.blocker;
        let rooms = if blocker.all_resources { t("blockers-all-rooms") } else { t("blockers-rooms").count("count", shown.resources.len()) };
        let whom = [
            (blocker.for_bookings, t("blockers-for-members")),
            (blocker.for_external_bookings, t("blockers-for-visitors")),
            (blocker.for_drop_in_passes, t("blockers-for-passes")),
        ];
        let whom = whom.into_iter().filter_map(|(on, name)| on.then(|| name.to_string())).collect::<Vec<_>>().join(", ");
        let when = stretch(&access, blocker.starts_at, blocker.ends_at);
        let about = t("blockers-about").with("when", when).with("rooms", rooms).with("whom", whom).to_string();
        Line { id: blocker.id, title: blocker.title, about }
    };
    let page = ListPage {
        frame: Frame::of(&visit).await?,
        more: page * LINES < found.total,
        lines: found.items.into_iter().map(line).collect(),
        page,
        may_edit: access.is_admin(Scope::WriteBookings),
    };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

/// A room to choose.
struct Choice {
    name: String,
    /// Of its box.
    field: String,
    chosen: bool,
}

/// What the form had in it: boxes that are not ticked are not sent, rooms are `room-ID`.
#[derive(Default)]
struct Typed(HashMap<String, String>);

impl Typed {
    fn text(&self, name: &str) -> &str {
        self.0.get(name).map(String::as_str).unwrap_or_default()
    }
    fn on(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }
    /// As boxes of forms want it.
    fn tick(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
    fn rooms(&self) -> impl Iterator<Item = &str> {
        self.0.keys().filter_map(|name| name.strip_prefix("room-"))
    }

    fn of(access: &Access, shown: &Shown) -> Self {
        let local = |at: Timestamp| access.zone().to_datetime(at).strftime("%Y-%m-%dT%H:%M").to_string();
        let blocker = &shown.blocker;
        let mut typed = HashMap::from([
            ("title".to_owned(), blocker.title.clone()),
            ("from".to_owned(), local(blocker.starts_at)),
            ("to".to_owned(), local(blocker.ends_at)),
        ]);
        let ticks = [
            ("members", blocker.for_bookings),
            ("visitors", blocker.for_external_bookings),
            ("passes", blocker.for_drop_in_passes),
            ("all", blocker.all_resources),
        ];
        typed.extend(ticks.into_iter().filter(|(_, on)| *on).map(|(name, _)| (name.to_owned(), "yes".to_owned())));
        typed.extend(shown.resources.iter().map(|id| (format!("room-{id}"), "yes".to_owned())));
        Self(typed)
    }

    fn wish(&self, access: &Access) -> Result<Wish, Error> {
        let mut wrong = Vec::new();
        let mut time = |name: &'static str| {
            let local = self.text(name).trim().parse::<DateTime>().ok();
            let at = local.and_then(|local| access.zone().to_timestamp(local).ok());
            at.unwrap_or_else(|| {
                wrong.push(FieldError::field(name, "invalid", "must be a day and a time, such as 2026-11-27 14:30"));
                Timestamp::UNIX_EPOCH
            })
        };
        let interval = Interval::new(time("from"), time("to"));
        let rooms: Result<Vec<ResourceId>, _> = self.rooms().map(str::parse).collect();
        let rooms = rooms.unwrap_or_else(|_| {
            wrong.push(FieldError::field("resources", "invalid", "must be chosen from the list"));
            Vec::new()
        });
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        Ok(Wish {
            title: self.text("title").to_owned(),
            interval,
            for_bookings: self.on("members"),
            for_external_bookings: self.on("visitors"),
            for_drop_in_passes: self.on("passes"),
            resources: (!self.on("all")).then_some(rooms),
        })
    }
}

#[derive(Template)]
#[template(path = "blockers/form.html")]
struct FormPage {
    frame: Frame,
    problems: Problems,
    /// None for a new one.
    id: Option<CalendarBlockerId>,
    rooms: Vec<Choice>,
    typed: Typed,
}

async fn rooms(app: &App, access: &Access, typed: &Typed) -> Result<Vec<Choice>, Response> {
    let slice = Slice { limit: ROOMS, offset: 0 };
    let found = resources::list(app, access, resources::Wanted::default(), slice).await.map_err(failure)?;
    let choice = |shown: resources::Shown| {
        let field = format!("room-{}", shown.resource.id);
        Choice { chosen: typed.on(&field), name: shown.resource.name, field }
    };
    Ok(found.items.into_iter().map(choice).collect())
}

async fn form(
    visit: &Visit,
    access: &Access,
    id: Option<CalendarBlockerId>,
    problems: Problems,
    typed: Typed,
) -> Result<Response, Response> {
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    let rooms = rooms(visit.app(), access, &typed).await?;
    Ok(visit.page(render(status, &FormPage { frame, problems, id, rooms, typed })))
}

async fn new(visit: Visit) -> Result<Response, Response> {
    let access = enter_admin(&visit, "/admin/calendar_blockers/new", Scope::WriteBookings).await?;
    let day = access.today().tomorrow().unwrap_or(access.today());
    let typed = [("from", format!("{day}T00:00")), ("to", format!("{day}T23:55")), ("all", "yes".into()), ("members", "yes".into())];
    let mut typed = Typed(typed.into_iter().map(|(name, value)| (name.to_owned(), value)).collect());
    typed.0.insert("visitors".into(), "yes".into());
    typed.0.insert("passes".into(), "yes".into());
    form(&visit, &access, None, Problems::default(), typed).await
}

/// A room that went meanwhile is said at the form.
fn refusal(error: Error) -> Result<Problems, Response> {
    match error {
        Error::NotFound { at: Some(_) } => Ok(Problems::base_only("One of the rooms is not there any more. Choose again.")),
        Error::Invalid(fields) => {
            // Rooms and whom it blocks are boxes of the form.
            let named = |field: FieldError| match &field.at {
                app::At::Relation(_) => FieldError { at: app::At::Field("resources".into()), ..field },
                _ => field,
            };
            Ok(fields.into_iter().map(named).collect::<Vec<_>>().into())
        }
        error => Problems::of(error),
    }
}

async fn create(Once(Posted { visit, form: typed }): Once<HashMap<String, String>>) -> Result<Response, Response> {
    let (access, typed) = (enter_admin(&visit, "/admin/calendar_blockers/new", Scope::WriteBookings).await?, Typed(typed));
    let made = match typed.wish(&access) {
        Ok(wish) => calendar_blockers::create(visit.app(), &access, wish).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(_) => Ok(lead_to(HERE)),
        Err(error) => form(&visit, &access, None, refusal(error)?, typed).await,
    }
}

fn read(id: &str) -> Result<CalendarBlockerId, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

async fn edit(Path(id): Path<String>, visit: Visit) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, &format!("{HERE}/{id}"), Scope::WriteBookings).await?;
    let shown = calendar_blockers::get(visit.app(), &access, id).await.map_err(failure)?;
    form(&visit, &access, Some(id), Problems::default(), Typed::of(&access, &shown)).await
}

async fn update(Path(id): Path<String>, Posted { visit, form: typed }: Posted<HashMap<String, String>>) -> Result<Response, Response> {
    let id = read(&id)?;
    let (access, typed) = (enter_admin(&visit, HERE, Scope::WriteBookings).await?, Typed(typed));
    let saved = match typed.wish(&access) {
        Ok(wish) => calendar_blockers::update(visit.app(), &access, id, move |now| now.clone_from(&wish)).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(_) => Ok(lead_to(HERE)),
        Err(Error::NotFound { at: None }) => Err(problem(&Error::NOT_FOUND)),
        Err(error) => form(&visit, &access, Some(id), refusal(error)?, typed).await,
    }
}

async fn delete(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, HERE, Scope::WriteBookings).await?;
    calendar_blockers::delete(visit.app(), &access, id).await.map_err(failure)?;
    Ok(lead_to(HERE))
}
