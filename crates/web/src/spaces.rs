//! `SUBDOMAIN`: the public page of a space.

use crate::accounts::Frame;
use crate::inside::{failure, plan_price};
use crate::pages::{missing, problem, render};
use crate::visits::{Desk, Visit};
use app::access::{self, Door, Place};
use app::{App, plans, spaces};
use askama::Template;
use axum::Router;
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::ids::PlanId;
use domain::plans::PlanTerms;
use http_api::hosts::Subdomain;

#[derive(Template)]
#[template(path = "space.html")]
struct Page {
    frame: Frame,
    description: Option<String>,
    location: Option<String>,
    phone: Option<String>,
    email: String,
    time_zone: String,
    hours: Vec<Hours>,
    plans: Vec<Plan>,
}

struct Hours {
    day: &'static str,
    times: String,
}

struct Plan {
    id: PlanId,
    name: String,
    price: String,
    description: Option<String>,
}

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new().route("/", get(page)).route("/terms", get(terms)).with_state(desk.clone())
}

async fn page(visit: Visit) -> Result<Response, Response> {
    let frame = Frame::of(&visit).await?;
    let subdomain = visit.subdomain.clone().ok_or_else(missing)?;
    let page = read(visit.app(), subdomain, frame).await.map_err(failure)?;
    Ok(visit.page(render(StatusCode::OK, &page)))
}

#[derive(Template)]
#[template(path = "terms.html")]
struct TermsPage {
    name: String,
    terms: Vec<Terms>,
}

struct Terms {
    title: String,
    since: String,
    /// HTML made of what was typed as text.
    body: String,
}

/// What members approve, as it holds now.
async fn terms(State(Desk { app, .. }): State<Desk>, Extension(Subdomain(name)): Extension<Subdomain>) -> Response {
    let read = async || {
        let visitor = access::enter(&app, None, Place::Subdomain(name), &[], Door::Public).await?;
        let terms = app::terms::current(&app, &visitor).await?.into_iter().map(|terms| Terms {
            title: title(&terms.kind),
            since: visitor.zone().to_datetime(terms.created_at).date().to_string(),
            body: domain::articles::html(&terms.body),
        });
        Ok::<_, app::Error>(TermsPage { name: visitor.space().name.clone(), terms: terms.collect() })
    };
    match read().await {
        Ok(page) => render(StatusCode::OK, &page),
        Err(error) => problem(&error),
    }
}

/// `space_privacy` as people read it.
fn title(kind: &str) -> String {
    let words = kind.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

async fn read(app: &App, subdomain: String, frame: Frame) -> app::Result<Page> {
    let visitor = access::enter(app, None, Place::Subdomain(subdomain), &[], Door::Public).await?;
    let (space, profile, offer) = (visitor.space(), spaces::profile(app, &visitor).await?, plans::list(app, &visitor).await?);
    let hours = profile.open_hours.iter().filter_map(|hours| {
        let day = DAYS.get(usize::from(hours.weekday).checked_sub(1)?)?;
        Some(Hours { day, times: format!("{} – {}", hours.from.as_deref()?, hours.to.as_deref()?) })
    });
    let shown = |id, terms: &PlanTerms| Plan {
        id,
        name: terms.name.clone(),
        price: plan_price(&visitor, terms),
        description: terms.description.clone(),
    };
    Ok(Page {
        frame,
        description: space.description.clone(),
        location: profile.location,
        phone: profile.phone,
        email: profile.contact_email.unwrap_or_else(|| space.email.clone()),
        time_zone: space.time_zone.clone(),
        hours: hours.collect(),
        plans: offer.plans.iter().map(|plan| shown(plan.id, &plan.terms.0)).collect(),
    })
}

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
