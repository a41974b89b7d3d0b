//! `SUBDOMAIN/admin/members`: who is a member, on what plan; taking somebody in, confirming, inviting, letting go.

mod charges;
mod edit;
mod more;
mod profile;

pub(crate) use profile::day;
use profile::read;

use crate::accounts::Frame;
use crate::inside::{enter_admin, failure, plan_price};
use crate::language::{date, t};
use crate::pages::render;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::memberships::{self, Create, Days, Person};
use app::{App, Error, FieldError};
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::ids::{MembershipId, PlanId};
use domain::scopes::Scope;
use jiff::civil::Date;
use serde::Deserialize;
use store::memberships::Membership;
use store::resources::Slice;

const HERE: &str = "/admin/members";
const PAGE: i64 = 50;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page))
        .route("/admin/members/new", get(new).post(create))
        .merge(charges::router())
        .merge(edit::router())
        .merge(more::router())
        .merge(profile::router())
        .with_state(desk.clone())
}

/// A member as a line.
struct Line {
    id: MembershipId,
    name: String,
    about: String,
    waits: bool,
}

impl Line {
    fn new(membership: &Membership) -> Self {
        let mut about: Vec<String> = [membership.company.clone(), membership.email.clone()].into_iter().flatten().collect();
        if membership.name.is_none() {
            about.retain(|text| Some(text) != membership.company.as_ref());
        }
        about.push(match membership.canceled_to {
            Some(day) => t("desk-until").with("day", date(day)).into(),
            None => t("desk-since").with("when", date(membership.starts_at)).into(),
        });
        let waits = membership.confirmed_at.is_none();
        Self { id: membership.id, name: membership.label().to_owned(), about: about.join(" · "), waits }
    }
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    q: String,
    #[serde(default)]
    page: String,
}

#[derive(Template)]
#[template(path = "people/list.html")]
struct ListPage {
    frame: Frame,
    q: String,
    /// The same as part of an address.
    encoded: String,
    lines: Vec<Line>,
    waiting: Vec<Line>,
    total: i64,
    page: i64,
    more: bool,
    may_edit: bool,
}

async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadMemberships).await?;
    let (app, page) = (visit.app(), asked.page.parse::<i64>().unwrap_or(1).clamp(1, 1_000_000));
    let slice = Slice { limit: PAGE, offset: (page - 1) * PAGE };
    let text = asked.q.trim().to_owned();
    let (found, total) = if text.is_empty() {
        let days = Days { from: access.today(), to: access.today() };
        memberships::page(app, &access, days, slice.limit, slice.offset).await.map_err(failure)?
    } else {
        let found = memberships::search(app, &access, &text, slice).await.map_err(failure)?;
        (found.items, found.total)
    };
    let waiting = if text.is_empty() && page == 1 {
        memberships::unconfirmed(app, &access, Slice { limit: PAGE, offset: 0 }).await.map_err(failure)?
    } else {
        Vec::new()
    };
    let lines = |of: &[Membership]| of.iter().map(Line::new).collect();
    let page = ListPage {
        frame: Frame::of(&visit).await?,
        encoded: form_urlencoded::byte_serialize(text.as_bytes()).collect(),
        q: text,
        lines: lines(&found),
        waiting: lines(&waiting),
        total,
        page,
        more: page * PAGE < total,
        may_edit: access.is_admin(Scope::WriteMemberships),
    };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

/// A plan to choose.
pub(crate) struct Choice {
    pub id: PlanId,
    pub text: String,
}

/// All plans of the space for single members.
pub(crate) async fn plans(app: &App, access: &Access) -> Result<Vec<Choice>, Response> {
    let offer = app::plans::list(app, access).await.map_err(failure)?;
    let individual = offer.plans.into_iter().filter(|plan| plan.terms.0.kind == domain::plans::Kind::Individual);
    let text = |terms: &domain::plans::PlanTerms| format!("{}, {}", terms.name, plan_price(access, terms));
    Ok(individual.map(|plan| Choice { id: plan.id, text: text(&plan.terms.0) }).collect())
}

/// What the form for a new member had in it.
#[derive(Default, Deserialize)]
struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    company: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    phone: String,
    #[serde(default)]
    plan: String,
    #[serde(default)]
    starts_at: String,
    #[serde(default)]
    discount_code: String,
}

impl Typed {
    fn wish(&self) -> Result<Create, Error> {
        let mut wrong = Vec::new();
        let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let plan = self.plan.parse().map_err(|_| wrong.push(FieldError::field("plan", "blank", "must be chosen"))).ok();
        let starts_at: Option<Date> = match said(&self.starts_at).map(|day| day.parse()) {
            None => None,
            Some(Ok(day)) => Some(day),
            Some(Err(_)) => {
                wrong.push(FieldError::field("starts_at", "invalid", "must be a day, such as 2026-11-27"));
                None
            }
        };
        let Some(plan) = plan.filter(|_| wrong.is_empty()) else { return Err(Error::Invalid(wrong)) };
        let (name, company, email, phone) = (said(&self.name), said(&self.company), said(&self.email), said(&self.phone));
        let person = Person { name, company, email, phone, ..Person::default() };
        let (first_invoice_at, prorate_first_invoice, discount_code) = (None, None, said(&self.discount_code));
        let extras = Vec::new();
        Ok(Create { plan, extras, person, starts_at, first_invoice_at, prorate_first_invoice, confirmed: true, discount_code })
    }
}

#[derive(Template)]
#[template(path = "people/new.html")]
struct NewPage {
    frame: Frame,
    problems: Problems,
    plans: Vec<Choice>,
    typed: Typed,
}

async fn new(visit: Visit) -> Result<Response, Response> {
    let access = enter_admin(&visit, "/admin/members/new", Scope::WriteMemberships).await?;
    let typed = Typed { starts_at: access.today().to_string(), ..Typed::default() };
    form(&visit, &access, Problems::default(), typed).await
}

async fn form(visit: &Visit, access: &Access, problems: Problems, typed: Typed) -> Result<Response, Response> {
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    let plans = plans(visit.app(), access).await?;
    Ok(visit.page(render(status, &NewPage { frame, problems, plans, typed })))
}

async fn create(Posted { visit, form: typed }: Posted<Typed>) -> Result<Response, Response> {
    let access = enter_admin(&visit, "/admin/members/new", Scope::WriteMemberships).await?;
    let made = match typed.wish() {
        Ok(wish) => memberships::create(visit.app(), &access, wish).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(listed) => {
            let id = listed.views.first().map(|view| view.membership.id.to_string()).unwrap_or_default();
            Ok(lead_to(&format!("{HERE}/{id}")))
        }
        Err(error) => form(&visit, &access, Problems::of(error)?, typed).await,
    }
}
