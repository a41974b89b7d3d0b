//! `SUBDOMAIN/admin/tablets`: devices are set up; `SUBDOMAIN/kiosk`: one at the entrance checks people in (T15);
//! `SUBDOMAIN/display`: one at a door shows whether the room is free.

mod cards;
mod display;
mod kiosk;

use crate::accounts::{Frame, Nothing};
use crate::inside::{day, enter_admin, failure};
use crate::language::{Text, t};
use crate::pages::{missing, problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::resources::{self, Wanted};
use app::{Error, FieldError, tablets};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::{ResourceId, TokenId};
use domain::resources::Usage;
use domain::scopes::Scope;
use serde::Deserialize;
use store::resources::Slice;
use store::tablets::Tablet;

const HERE: &str = "/admin/tablets";
/// Rooms that can be chosen.
const MOST_ROOMS: Slice = Slice { limit: 500, offset: 0 };

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page).post(create))
        .route("/admin/tablets/{id}/delete", post(delete))
        .route("/tablets/{secret}", get(before_becoming).post(become_one))
        .merge(cards::router())
        .merge(kiosk::router())
        .merge(display::router())
        .with_state(desk.clone())
}

struct Line {
    id: TokenId,
    name: String,
    about: String,
}

struct Room {
    id: ResourceId,
    name: String,
}

#[derive(Template)]
#[template(path = "tablets/list.html")]
struct ListPage {
    frame: Frame,
    problems: Problems,
    lines: Vec<Line>,
    rooms: Vec<Room>,
    typed: Typed,
    /// Shown this once.
    link: Option<String>,
}

/// What the form for a new one had in it.
#[derive(Default, Deserialize)]
struct Typed {
    #[serde(default)]
    name: String,
    /// The room at whose door it is; empty at an entrance.
    #[serde(default)]
    resource: String,
}

async fn rooms(visit: &Visit, access: &Access) -> Result<Vec<Room>, Response> {
    if !access.is_admin(Scope::ReadResources) || !access.is_admin(Scope::ReadBookings) {
        return Ok(Vec::new());
    }
    let wanted = Wanted { usage: Some(Usage::Bookable), ..Wanted::default() };
    let found = resources::list(visit.app(), access, wanted, MOST_ROOMS).await.map_err(failure)?;
    Ok(found.items.into_iter().map(|shown| Room { id: shown.resource.id, name: shown.resource.name }).collect())
}

async fn page(visit: Visit) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::WriteCheckIns).await?;
    show(&visit, &access, Problems::default(), Typed::default(), None).await
}

async fn show(visit: &Visit, access: &Access, problems: Problems, typed: Typed, link: Option<String>) -> Result<Response, Response> {
    let found = tablets::list(visit.app(), access).await.map_err(failure)?;
    let rooms = rooms(visit, access).await?;
    let shown = |tablet: Tablet| {
        let place = match tablet.resource() {
            None => t("tablets-at-entrance"),
            Some(id) => {
                let name = rooms.iter().find(|room| room.id == id).map(|room| room.name.clone());
                name.map_or_else(|| t("tablets-at-a-door"), |name| t("tablets-at-door-of").with("room", name))
            }
        };
        let date = |at| day(access.zone().to_datetime(at).date());
        let since = date(tablet.created_at);
        let about = match tablet.last_used_at.map(date) {
            None => t("tablets-line").with("place", place).with("since", since),
            Some(used) => t("tablets-line-used").with("place", place).with("since", since).with("used", used),
        };
        Line { id: tablet.token_id, name: tablet.name, about: about.into() }
    };
    let lines = found.into_iter().map(shown).collect();
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    Ok(visit.page(render(status, &ListPage { frame, problems, lines, rooms, typed, link })))
}

async fn create(Posted { visit, form: typed }: Posted<Typed>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::WriteCheckIns).await?;
    let resource = match typed.resource.as_str() {
        "" => Ok(None),
        id => id.parse().map(Some).map_err(|_| FieldError::field("resource", "unknown", "must be chosen")),
    };
    let made = match resource {
        Ok(resource) => tablets::create(visit.app(), &access, &typed.name, resource).await,
        Err(wrong) => Err(wrong.into()),
    };
    match made {
        Ok((_, secret)) => {
            let link = format!("{}/tablets/{}", visit.site, secret.reveal());
            show(&visit, &access, Problems::default(), Typed::default(), Some(link)).await
        }
        Err(error) => show(&visit, &access, Problems::of(error)?, typed, None).await,
    }
}

async fn delete(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let id: TokenId = id.parse().map_err(|_| problem(&Error::NOT_FOUND))?;
    let access = enter_admin(&visit, HERE, Scope::WriteCheckIns).await?;
    tablets::delete(visit.app(), &access, id).await.map_err(failure)?;
    Ok(lead_to(HERE))
}

/// What a tablet shows; it has no account, and the page no way to one.
fn bare(visit: &Visit, name: &str) -> Frame {
    let name = name.to_owned();
    let csrf = visit.csrf.clone();
    Frame {
        name,
        csrf,
        email: None,
        of_space: true,
        member: false,
        admin: false,
        sections: 0,
        sandbox: None,
        links: Vec::new(),
        passkeys_at: None,
    }
}

/// The space and the tablet, for a device that was set up; others get a page that says so.
async fn as_tablet(visit: &Visit) -> Result<(Access, Tablet, String), Response> {
    let subdomain = visit.subdomain.clone().ok_or_else(missing)?;
    let secret = visit.cookie("tablet").unwrap_or_default().to_owned();
    let entered = if secret.is_empty() { Err(Error::Unauthenticated) } else { tablets::enter(visit.app(), subdomain, &secret).await };
    match entered {
        Ok((access, tablet)) => Ok((visit.in_space(access), tablet, secret)),
        Err(Error::Unauthenticated) => {
            let frame = Frame::of(visit).await?;
            Err(visit.page(render(StatusCode::FORBIDDEN, &NoTablet { frame })))
        }
        Err(error) => Err(problem(&error)),
    }
}

#[derive(Template)]
#[template(path = "tablets/none.html")]
struct NoTablet {
    frame: Frame,
}

/// Asks before the device becomes one: programs that look at links open them.
#[derive(Template)]
#[template(path = "question.html")]
struct Question {
    frame: Frame,
    title: String,
    text: String,
    button: Text,
    here: String,
}

async fn before_becoming(visit: Visit, Path(secret): Path<String>) -> Result<Response, Response> {
    let subdomain = visit.subdomain.clone().ok_or_else(missing)?;
    let (access, tablet) = tablets::enter(visit.app(), subdomain, &secret).await.map_err(|_| missing())?;
    let frame = bare(&visit, &access.space().name);
    let text = if tablet.resource_id.is_some() { t("tablets-will-show") } else { t("tablets-will-check-in") };
    let page = Question {
        frame,
        title: t("tablets-is-this").with("tablet", tablet.name).into(),
        text: text.into(),
        button: t("tablets-yes"),
        here: format!("/tablets/{secret}"),
    };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

async fn become_one(Path(secret): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let subdomain = visit.subdomain.clone().ok_or_else(missing)?;
    let (_, tablet) = tablets::enter(visit.app(), subdomain, &secret).await.map_err(|_| missing())?;
    let target = if tablet.resource_id.is_some() { "/display" } else { "/kiosk" };
    Ok(visit.hold_tablet(lead_to(target), &secret))
}
