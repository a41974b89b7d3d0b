//! `SUBDOMAIN/admin/plans`: what people become members for.

mod parts;
mod updates;

use crate::accounts::{Frame, Nothing};
use crate::inside::{enter_admin, failure, plan_price};
use crate::once::Once;
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::{Error, FieldError, plan_updates, plans};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::PlanId;
use domain::money::Amount;
use domain::plans::{Kind, PlanTerms};
use domain::scopes::Scope;
use serde::Deserialize;

const HERE: &str = "/admin/plans";

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page))
        .route("/admin/plans/new", get(new).post(create))
        .route("/admin/plans/{id}", get(edit).post(update))
        .route("/admin/plans/{id}/delete", post(delete))
        .merge(parts::router())
        .merge(updates::router())
        .with_state(desk.clone())
}

struct Line {
    id: PlanId,
    name: String,
    price: String,
    about: String,
    hidden: bool,
}

impl Line {
    fn new(access: &Access, id: PlanId, terms: &PlanTerms) -> Self {
        Self {
            id,
            name: terms.name.clone(),
            price: plan_price(access, terms),
            about: terms.description.clone().unwrap_or_default(),
            hidden: terms.hidden,
        }
    }
}

#[derive(Template)]
#[template(path = "catalogue/plans.html")]
struct ListPage {
    frame: Frame,
    lines: Vec<Line>,
    may_edit: bool,
}

async fn page(visit: Visit) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadPlans).await?;
    let offer = plans::list(visit.app(), &access).await.map_err(failure)?;
    let lines = offer.plans.iter().map(|plan| Line::new(&access, plan.id, &plan.terms.0)).collect();
    let page = ListPage { frame: Frame::of(&visit).await?, lines, may_edit: access.is_admin(Scope::WritePlanExtras) };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

/// What the form of a plan had in it. Boxes that are not ticked are not sent.
#[derive(Default, Deserialize)]
struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    price_per_cycle: String,
    #[serde(default)]
    cycle_months: String,
    #[serde(default)]
    cancellation_period_days: String,
    #[serde(default)]
    minimum_commitment_months: String,
    #[serde(default)]
    hidden: Option<String>,
    #[serde(default)]
    needs_approval: Option<String>,
    /// Of a new plan.
    #[serde(default)]
    for_teams: Option<String>,
}

impl Typed {
    fn of(terms: &PlanTerms) -> Self {
        let tick = |on: bool| on.then(|| "yes".to_owned());
        Self {
            name: terms.name.clone(),
            description: terms.description.clone().unwrap_or_default(),
            price_per_cycle: terms.price_per_cycle.to_decimal().normalize().to_string(),
            cycle_months: terms.cycle_months.to_string(),
            cancellation_period_days: terms.cancellation_period_days.to_string(),
            minimum_commitment_months: terms.minimum_commitment_months.to_string(),
            hidden: tick(terms.hidden),
            needs_approval: tick(terms.needs_approval),
            for_teams: tick(terms.kind == Kind::Team),
        }
    }

    /// The terms with what was typed; what the form does not show stays.
    fn terms(&self, before: PlanTerms) -> Result<PlanTerms, Error> {
        let mut wrong = Vec::new();
        let price: Amount = number("price_per_cycle", &self.price_per_cycle, "must be an amount, such as 190 or 12.50", &mut wrong);
        let cycle_months = number("cycle_months", &self.cycle_months, "must be a number of months", &mut wrong);
        let notice = number("cancellation_period_days", &self.cancellation_period_days, "must be a number of days", &mut wrong);
        let commitment = number("minimum_commitment_months", &self.minimum_commitment_months, "must be a number of months", &mut wrong);
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        Ok(PlanTerms {
            name: self.name.trim().to_owned(),
            description: Some(self.description.trim().to_owned()).filter(|text| !text.is_empty()),
            price_per_cycle: price,
            cycle_months,
            cancellation_period_days: notice,
            minimum_commitment_months: commitment,
            hidden: self.hidden.is_some(),
            needs_approval: self.needs_approval.is_some(),
            kind: if self.for_teams.is_some() { Kind::Team } else { before.kind },
            ..before
        })
    }
}

/// A number; an empty field is zero.
pub(crate) fn number<T: std::str::FromStr + Default>(
    field: &'static str,
    text: &str,
    message: &'static str,
    wrong: &mut Vec<FieldError>,
) -> T {
    // People write `12,50` as often as `12.50`. What could be thousands as well is not guessed.
    let text = text.trim().replace(',', ".");
    if text.is_empty() {
        return T::default();
    }
    let thousands = text.rsplit_once('.').is_some_and(|(_, end)| end.len() == 3);
    if thousands {
        wrong.push(FieldError::field(field, "ambiguous", "can be read in two ways: write no thousands separator"));
        return T::default();
    }
    text.parse().unwrap_or_else(|_| {
        wrong.push(FieldError::field(field, "invalid", message));
        T::default()
    })
}

/// A new plan before anything is said of it.
fn blank(access: &Access) -> Result<PlanTerms, Error> {
    let terms = serde_json::json!({ "name": "", "price_per_cycle": "0", "currency": access.space().currency, "cycle_months": 1 });
    serde_json::from_value(terms).map_err(Error::internal)
}

#[derive(Template)]
#[template(path = "catalogue/plan.html")]
struct FormPage {
    frame: Frame,
    problems: Problems,
    /// None for a new one.
    id: Option<PlanId>,
    currency: String,
    typed: Typed,
    /// Whether it can be changed for those who are on it.
    may_update: bool,
}

async fn form(visit: &Visit, access: &Access, id: Option<PlanId>, problems: Problems, typed: Typed) -> Result<Response, Response> {
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    let kind = if typed.for_teams.is_some() { Kind::Team } else { Kind::Individual };
    let (currency, may_update) = (access.space().currency.to_string(), plan_updates::may(access, kind));
    Ok(visit.page(render(status, &FormPage { frame, problems, id, currency, typed, may_update })))
}

async fn new(visit: Visit) -> Result<Response, Response> {
    let access = enter_admin(&visit, "/admin/plans/new", Scope::WritePlanExtras).await?;
    let typed = Typed { cycle_months: "1".into(), ..Typed::default() };
    form(&visit, &access, None, Problems::default(), typed).await
}

async fn create(Once(Posted { visit, form: typed }): Once<Typed>) -> Result<Response, Response> {
    let access = enter_admin(&visit, "/admin/plans/new", Scope::WritePlanExtras).await?;
    let made = match blank(&access).and_then(|blank| typed.terms(blank)) {
        Ok(terms) => plans::create(visit.app(), &access, terms).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(_) => Ok(lead_to(HERE)),
        Err(error) => form(&visit, &access, None, Problems::of(error)?, typed).await,
    }
}

async fn terms(visit: &Visit, access: &Access, id: PlanId) -> Result<PlanTerms, Response> {
    let plan = plans::get(visit.app(), access, id).await.map_err(failure)?.plans.pop();
    plan.map(|plan| plan.terms.0).ok_or_else(|| problem(&Error::NOT_FOUND))
}

fn read(id: &str) -> Result<PlanId, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

async fn edit(Path(id): Path<String>, visit: Visit) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, &format!("{HERE}/{id}"), Scope::WritePlanExtras).await?;
    let typed = Typed::of(&terms(&visit, &access, id).await?);
    form(&visit, &access, Some(id), Problems::default(), typed).await
}

async fn update(Path(id): Path<String>, Posted { visit, form: typed }: Posted<Typed>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, HERE, Scope::WritePlanExtras).await?;
    let before = terms(&visit, &access, id).await?;
    let saved = match typed.terms(before) {
        Ok(terms) => plans::update(visit.app(), &access, id, terms).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => Ok(lead_to(HERE)),
        Err(error) => form(&visit, &access, Some(id), Problems::of(error)?, typed).await,
    }
}

async fn delete(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::WritePlanExtras).await?;
    plans::delete(visit.app(), &access, read(&id)?).await.map_err(failure)?;
    Ok(lead_to(HERE))
}
