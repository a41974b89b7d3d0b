//! `SUBDOMAIN/admin/members`: who is a member, on what plan; taking somebody in, confirming, inviting, letting go.

mod charges;
mod edit;
mod files;
mod more;
mod plan;
mod profile;

pub(crate) use profile::day;
use profile::read;

use crate::accounts::Frame;
use crate::inside::{enter_admin, failure, plan_price};
use crate::language::{Text, t};
use crate::lists::{self, Head, Sorting};
use crate::once::Once;
use crate::pages::render;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::memberships::{self, Create, Person};
use app::{App, Error, FieldError};
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use domain::ids::{MembershipId, PlanId};
use domain::scopes::Scope;
use http_api::downloads::Download;
use jiff::civil::Date;
use serde::Deserialize;
use store::memberships::{Membership, OnDesk, SortBy, Stage};
use store::resources::Slice;

const HERE: &str = "/admin/members";
const PAGE: i64 = 50;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page))
        .route("/admin/members/new", get(new).post(create))
        .route("/admin/members/export.csv", get(export))
        .merge(charges::router())
        .merge(edit::router())
        .merge(files::router())
        .merge(more::router())
        .merge(plan::router())
        .merge(profile::router())
        .with_state(desk.clone())
}

/// A member as a line.
struct Line {
    id: MembershipId,
    name: String,
    company: String,
    email: String,
    plan: String,
    since: Date,
    until: Option<Date>,
    waits: bool,
}

impl Line {
    fn new(membership: &Membership, plan: Option<&domain::plans::PlanTerms>) -> Self {
        Self {
            id: membership.id,
            name: membership.label().to_owned(),
            company: membership.company.clone().filter(|_| membership.name.is_some()).unwrap_or_default(),
            email: membership.email.clone().unwrap_or_default(),
            plan: plan.map(|terms| terms.name.clone()).unwrap_or_default(),
            since: membership.starts_at,
            until: membership.canceled_to,
            waits: membership.confirmed_at.is_none(),
        }
    }
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    q: String,
    page: String,
    stage: String,
    plan: String,
    sort: String,
    order: String,
}

/// As the form names them.
type Choosable = (&'static str, fn() -> Text, Stage);
const STAGES: [Choosable; 5] = [
    ("current", || t("people-stage-today"), Stage::Current),
    ("waiting", || t("people-not-confirmed"), Stage::Waiting),
    ("leaving", || t("people-leaving"), Stage::Leaving),
    ("former", || t("people-stage-former"), Stage::Former),
    ("all", || t("people-stage-all"), Stage::All),
];
const SORTS: [(&str, SortBy); 3] = [("name", SortBy::Label), ("email", SortBy::Email), ("since", SortBy::Start)];

impl Asked {
    /// What cannot be read is as if nothing was said.
    fn wanted(&self) -> OnDesk {
        let text = Some(self.q.trim().to_owned()).filter(|text| !text.is_empty());
        // Whoever looks for somebody looks everywhere, unless something else was chosen.
        let usual = if text.is_some() { Stage::All } else { Stage::Current };
        let stage = STAGES.iter().find(|(name, ..)| *name == self.stage).map_or(usual, |(.., stage)| *stage);
        let sort = SORTS.iter().find(|(name, _)| *name == self.sort).map_or(SortBy::Label, |(_, sort)| *sort);
        OnDesk { stage, text, plan: self.plan.parse().ok(), sort, descending: self.order == "desc" }
    }
}

#[derive(Template)]
#[template(path = "people/list.html")]
struct ListPage {
    frame: Frame,
    q: String,
    stages: Vec<(&'static str, Text, bool)>,
    plans: Vec<(String, String, bool)>,
    heads: Vec<Head>,
    lines: Vec<Line>,
    waiting: Vec<Line>,
    total: String,
    filtered: bool,
    before: Option<String>,
    after: Option<String>,
    file: String,
    may_edit: bool,
}

async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadMemberships).await?;
    let (app, number, wanted) = (visit.app(), lists::page(&asked.page), asked.wanted());
    let slice = Slice { limit: PAGE, offset: (number - 1) * PAGE };
    let filtered = wanted.text.is_some() || wanted.plan.is_some() || wanted.stage != Stage::Current;
    let found = memberships::on_desk(app, &access, wanted.clone(), slice).await.map_err(failure)?;
    let waiting = if filtered || number > 1 {
        Vec::new()
    } else {
        memberships::unconfirmed(app, &access, Slice { limit: PAGE, offset: 0 }).await.map_err(failure)?
    };
    let offer = if access.is_admin(Scope::ReadPlans) { app::plans::list(app, &access).await.map_err(failure)?.plans } else { Vec::new() };
    let said = [("q", asked.q.trim()), ("stage", &asked.stage), ("plan", &asked.plan)];
    let sort = SORTS.iter().find(|(_, sort)| *sort == wanted.sort).map_or("name", |(name, _)| name);
    let sorting = Sorting { here: HERE, asked: &said, sort, descending: wanted.descending };
    let many = found.total > store::memberships::MOST_COUNTED;
    let page = ListPage {
        frame: Frame::of(&visit).await?,
        stages: STAGES.iter().map(|(name, label, stage)| (*name, label(), *stage == wanted.stage)).collect(),
        plans: offer.into_iter().map(|plan| (plan.id.to_string(), plan.terms.0.name, Some(plan.id) == wanted.plan)).collect(),
        heads: sorting.heads(&[
            ("name", t("people-name")),
            ("email", t("people-email")),
            ("", t("people-plan")),
            ("since", t("people-member")),
        ]),
        lines: found.items.iter().map(|view| Line::new(&view.membership, view.current.as_ref().map(|copy| &copy.terms.0))).collect(),
        waiting: waiting.iter().map(|membership| Line::new(membership, None)).collect(),
        total: match (many, filtered) {
            (true, _) => t("people-very-many").into(),
            (false, true) => t("people-found").with("count", found.total).into(),
            (false, false) => t("people-today").with("count", found.total).into(),
        },
        before: (number > 1).then(|| sorting.page(number - 1)),
        after: (number * PAGE < found.total || many && !found.items.is_empty()).then(|| sorting.page(number + 1)),
        file: sorting.file("/admin/members/export.csv"),
        q: asked.q.trim().to_owned(),
        filtered,
        may_edit: access.is_admin(Scope::WriteMemberships),
    };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

/// The same list, all of it.
async fn export(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadMemberships).await?;
    let pieces = memberships::csv(visit.app(), &access, asked.wanted()).await.map_err(failure)?;
    let name = format!("members_{}.csv", access.today());
    Ok(visit.page(Download { name, media: "text/csv; charset=utf-8", pieces }.into_response()))
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

async fn create(Once(Posted { visit, form: typed }): Once<Typed>) -> Result<Response, Response> {
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
