//! `SUBDOMAIN/calendars`: calendars of one's own that other programs subscribe to.

use crate::accounts::{Frame, Nothing};
use crate::inside::{enter, failure};
use crate::language::{self, t};
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::Error;
use app::access::Access;
use app::calendar_feeds::{self, Wish};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use domain::calendar_feeds::Subject;
use domain::ids::CalendarFeedId;
use oauth::Secret;
use serde::Deserialize;
use store::calendar_feeds::CalendarFeed;

const HERE: &str = "/calendars";

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page).post(create))
        .route("/calendars/{id}/reset", post(reset))
        .route("/calendars/{id}/delete", post(delete))
        .with_state(desk.clone())
}

/// Whether the path is that of a calendar itself, which programs read, and not that of a page.
pub(crate) fn is_feed(path: &str) -> bool {
    path.strip_prefix("/calendars/").is_some_and(|rest| rest.split_once('.').is_some_and(|(_, kind)| kind == "ics"))
}

fn read(id: &str) -> Result<CalendarFeedId, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

/// What the form to make a calendar had in it: `own`, `space` or the id of a resource.
#[derive(Default, Deserialize)]
struct Typed {
    #[serde(default)]
    subject: String,
    #[serde(default)]
    label: String,
}

impl Typed {
    fn wish(&self) -> Result<Wish, Error> {
        let unknown = || app::FieldError::field("subject", "unknown", "must be chosen");
        let (subject, resource) = match Subject::try_from(self.subject.clone()) {
            Ok(subject @ (Subject::Own | Subject::Space)) => (subject, None),
            _ => (Subject::Resource, Some(self.subject.parse().map_err(|_| unknown())?)),
        };
        Ok(Wish { subject, resource, label: self.label.clone() })
    }
}

/// A choice of the form.
struct Choice {
    value: String,
    text: String,
}

/// A calendar as a line.
struct Line {
    id: CalendarFeedId,
    title: String,
    about: String,
}

/// What a calendar shows.
fn words(feed: &CalendarFeed) -> String {
    match feed.subject {
        Subject::Own => t("calendars-of-yours").into(),
        Subject::Space => t("calendars-of-all").into(),
        Subject::Resource => feed.resource_name.clone().unwrap_or_default(),
    }
}

impl Line {
    fn new(access: &Access, feed: CalendarFeed) -> Self {
        let day = |at| language::date(access.zone().to_datetime(at).date());
        let since = match feed.reset_at {
            Some(at) => t("calendars-address-of").with("day", day(at)).to_string(),
            None => t("calendars-since").with("day", day(feed.created_at)).to_string(),
        };
        let shows = words(&feed);
        let (title, about) = if feed.label.is_empty() { (shows, since) } else { (feed.label, format!("{shows}, {since}")) };
        Self { id: feed.id, title, about }
    }
}

#[derive(Template)]
#[template(path = "calendars.html")]
struct ListPage {
    frame: Frame,
    problems: Problems,
    lines: Vec<Line>,
    choices: Vec<Choice>,
    typed: Typed,
}

async fn page(visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    list(&visit, &access, Problems::default(), Typed::default()).await
}

async fn list(visit: &Visit, access: &Access, problems: Problems, typed: Typed) -> Result<Response, Response> {
    let feeds = calendar_feeds::list(visit.app(), access).await.map_err(failure)?;
    let lines = feeds.into_iter().map(|feed| Line::new(access, feed)).collect();
    let choices = choices(visit, access).await?;
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    Ok(visit.page(render(status, &ListPage { frame, problems, lines, choices, typed })))
}

async fn choices(visit: &Visit, access: &Access) -> Result<Vec<Choice>, Response> {
    let mut choices = Vec::new();
    for subject in calendar_feeds::subjects(access) {
        let text = match subject {
            Subject::Own => t("calendars-of-yours"),
            Subject::Space => t("calendars-of-all"),
            Subject::Resource => {
                let offered = calendar_feeds::offered(visit.app(), access).await.map_err(failure)?;
                choices.extend(offered.into_iter().map(|resource| Choice { value: resource.id.to_string(), text: resource.name }));
                continue;
            }
        };
        choices.push(Choice { value: subject.name().into(), text: text.into() });
    }
    Ok(choices)
}

#[derive(Template)]
#[template(path = "calendar_secret.html")]
struct SecretPage {
    frame: Frame,
    url: String,
    /// Opens the calendar program of the device.
    subscribe: String,
    again: bool,
}

/// Shown this once, and kept by nobody in between.
async fn reveal(visit: &Visit, access: &Access, secret: &Secret, again: bool) -> Result<Response, Response> {
    let url = calendar_feeds::url(visit.app(), access, secret);
    let subscribe = url.split_once("://").map_or_else(String::new, |(_, rest)| format!("webcal://{rest}"));
    let frame = Frame::of(visit).await?;
    let mut response = visit.page(render(StatusCode::OK, &SecretPage { frame, url, subscribe, again }));
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    Ok(response)
}

async fn create(Posted { visit, form }: Posted<Typed>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let made = match form.wish() {
        Ok(wish) => calendar_feeds::create(visit.app(), &access, wish).await,
        Err(error) => Err(error),
    };
    match made {
        Ok((_, secret)) => reveal(&visit, &access, &secret, false).await,
        Err(error) => list(&visit, &access, Problems::of(error)?, form).await,
    }
}

async fn reset(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let secret = calendar_feeds::reset(visit.app(), &access, read(&id)?).await.map_err(failure)?;
    reveal(&visit, &access, &secret, true).await
}

async fn delete(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    calendar_feeds::delete(visit.app(), &access, read(&id)?).await.map_err(failure)?;
    Ok(lead_to(HERE))
}
