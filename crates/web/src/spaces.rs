//! `SUBDOMAIN`: the public page of a space.

use crate::accounts::Frame;
use crate::inside::{failure, plan_price};
use crate::language::{self, Text, t};
use crate::pages::{missing, problem, render};
use crate::visiting::{events, legal, passes, rooms};
use crate::visits::{Desk, Visit};
use app::access::{self, Access, Door, Place};
use app::{App, plans, spaces};
use askama::Template;
use axum::Router;
use axum::extract::{Extension, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::ids::PlanId;
use domain::plans::PlanTerms;
use domain::settings::HomeSection;
use http_api::hosts::Subdomain;
use store::resources::Slice;

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
    offer: Offer,
    /// Pages of law: path and title.
    legal: Vec<(&'static str, Text)>,
}

struct Hours {
    day: &'static str,
    times: String,
}

pub(crate) struct Plan {
    pub id: PlanId,
    pub name: String,
    pub price: String,
    pub description: Option<String>,
}

/// Which parts of the offer are shown.
pub(crate) struct Sections(Vec<HomeSection>);

impl Sections {
    pub fn only(section: HomeSection) -> Self {
        Self(vec![section])
    }

    /// What the space has not switched off (J1).
    fn of(space: &store::spaces::Space) -> Self {
        let shown = |section: &HomeSection| !space.settings.0.home_hides.contains(section);
        Self(HomeSection::ALL.into_iter().filter(shown).collect())
    }

    fn has(&self, section: HomeSection) -> bool {
        self.0.contains(&section)
    }
}

/// What a space offers to whoever comes by.
#[derive(Default)]
pub(crate) struct Offer {
    pub plans: Vec<Plan>,
    pub passes: Vec<passes::Card>,
    pub rooms: Vec<rooms::Card>,
    pub more_rooms: bool,
    pub events: Vec<events::Card>,
    pub more_events: bool,
}

/// Rooms, and events, that are shown at most; the rest is on pages of its own.
const FEW: usize = 6;

impl Offer {
    pub async fn read(app: &App, visitor: &Access, sections: Sections) -> app::Result<Self> {
        let mut offer = Self::default();
        if sections.has(HomeSection::Plans) {
            let plan = |plan: &store::plans::Plan| {
                let terms: &PlanTerms = &plan.terms.0;
                let price = plan_price(visitor, terms);
                Plan { id: plan.id, name: terms.name.clone(), price, description: terms.description.clone() }
            };
            offer.plans = plans::list(app, visitor).await?.plans.iter().map(plan).collect();
        }
        if sections.has(HomeSection::DayPasses) {
            offer.passes = passes::offered(app, visitor).await?;
        }
        if sections.has(HomeSection::Rooms) {
            let rooms = rooms::offered(app, visitor).await?;
            offer.more_rooms = rooms.len() > FEW;
            offer.rooms = rooms.iter().take(FEW).map(|room| rooms::Card::new(app, visitor, room, true)).collect();
        }
        if sections.has(HomeSection::Events) {
            let few = i64::try_from(FEW).unwrap_or(1);
            let (cards, total) = events::coming(app, visitor, Slice { limit: few, offset: 0 }).await?;
            (offer.events, offer.more_events) = (cards, total > few);
        }
        Ok(offer)
    }

    pub fn is_empty(&self) -> bool {
        self.plans.is_empty() && self.passes.is_empty() && self.rooms.is_empty() && self.events.is_empty()
    }
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
            since: language::date(visitor.zone().to_datetime(terms.created_at).date()),
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
    match kind {
        "space_terms" => return t("spaces-kind-terms").into(),
        "space_privacy" => return t("spaces-kind-privacy").into(),
        "space_imprint" => return t("spaces-kind-imprint").into(),
        "terms" => return t("spaces-terms").into(),
        "privacy" => return t("spaces-privacy").into(),
        "imprint" => return t("spaces-imprint").into(),
        _ => {}
    }
    let words = kind.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

async fn read(app: &App, subdomain: String, frame: Frame) -> app::Result<Page> {
    let visitor = access::enter(app, None, Place::Subdomain(subdomain), &[], Door::Public).await?;
    let space = visitor.space();
    // Also a sandbox goes by its own clock here.
    let app = &app.clone().of(space);
    let profile = spaces::profile(app, &visitor).await?;
    let sections = if space.settings.0.suspended { Sections(Vec::new()) } else { Sections::of(space) };
    let (offer, legal) = (Offer::read(app, &visitor, sections).await?, legal::links(app, &visitor).await?);
    let hours = profile.open_hours.iter().filter_map(|hours| {
        let day = language::weekdays_in_full().get(usize::from(hours.weekday).checked_sub(1)?).copied()?;
        Some(Hours { day, times: format!("{} – {}", hours.from.as_deref()?, hours.to.as_deref()?) })
    });
    Ok(Page {
        frame,
        description: space.description.clone(),
        location: profile.location,
        phone: profile.phone,
        email: profile.contact_email.unwrap_or_else(|| space.email.clone()),
        time_zone: space.time_zone.clone(),
        hours: hours.collect(),
        offer,
        legal,
    })
}
