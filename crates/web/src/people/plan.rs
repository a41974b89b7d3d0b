//! Another plan for a member: what will be billed is shown before anything is done (N5).

use super::profile::{day, read};
use super::{Choice, HERE};
use crate::accounts::Frame;
use crate::inside::{enter_admin, failure};
use crate::language::date;
use crate::membership::ahead::Bill;
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::memberships::{self, Ahead, ChangePlan, View};
use app::{Error, FieldError, plans};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::post;
use domain::ids::MembershipId;
use domain::scopes::Scope;
use serde::Deserialize;

pub(super) fn router() -> Router<Desk> {
    Router::new().route("/admin/members/{id}/plan", post(change))
}

/// What the form had in it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    plan: String,
    change_date: String,
    first_invoice_at: String,
    /// The question was answered.
    sure: String,
}

impl Typed {
    fn wish(&self) -> Result<ChangePlan, FieldError> {
        Ok(ChangePlan {
            plan: self.plan.parse().map_err(|_| FieldError::field("plan", "blank", "must be chosen"))?,
            extras: Vec::new(),
            change_date: day("change_date", &self.change_date)?,
            first_invoice_at: day("first_invoice_at", &self.first_invoice_at)?,
        })
    }
}

#[derive(Template)]
#[template(path = "people/ahead.html")]
struct AheadPage {
    frame: Frame,
    id: MembershipId,
    name: String,
    plan: String,
    /// None where only the change that was scheduled goes.
    day: Option<String>,
    first_invoice: Option<String>,
    /// None for those who may not see invoices.
    bills: Option<Vec<Bill>>,
    typed: Typed,
}

/// What was typed, with what is wrong with it.
#[derive(Template)]
#[template(path = "people/plan.html")]
struct FormPage {
    frame: Frame,
    problems: Problems,
    id: MembershipId,
    name: String,
    plans: Vec<Choice>,
    typed: Typed,
}

async fn change(Path(id): Path<String>, Posted { visit, form: typed }: Posted<Typed>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, HERE, Scope::WriteMemberships).await?;
    let wish = match typed.wish() {
        Ok(wish) => wish,
        Err(wrong) => return again(&visit, &access, id, wrong.into(), typed).await,
    };
    if !typed.sure.is_empty() {
        return match memberships::change_plan(visit.app(), &access, id, wish).await {
            Ok(_) => Ok(lead_to(&format!("{HERE}/{id}"))),
            Err(error) => again(&visit, &access, id, error, typed).await,
        };
    }
    match memberships::foresee_change(visit.app(), &access, id, wish).await {
        Ok(ahead) => ask(&visit, &access, id, &ahead, typed).await,
        Err(error) => again(&visit, &access, id, error, typed).await,
    }
}

async fn viewed(visit: &Visit, access: &Access, id: MembershipId) -> Result<View, Response> {
    let found = memberships::get(visit.app(), access, id).await.map_err(failure)?.views.pop();
    found.ok_or_else(|| problem(&Error::NOT_FOUND))
}

async fn again(visit: &Visit, access: &Access, id: MembershipId, error: Error, typed: Typed) -> Result<Response, Response> {
    let problems = match error {
        Error::Conflict { message, .. } => Problems::base_only(message),
        error => Problems::of(error)?,
    };
    let name = viewed(visit, access, id).await?.membership.label().to_owned();
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    let plans = super::plans(visit.app(), access).await?;
    Ok(visit.page(render(status, &FormPage { frame, problems, id, name, plans, typed })))
}

async fn ask(visit: &Visit, access: &Access, id: MembershipId, ahead: &Ahead, typed: Typed) -> Result<Response, Response> {
    let view = viewed(visit, access, id).await?;
    let offer = plans::list(visit.app(), access).await.map_err(failure)?;
    let named = offer.plans.into_iter().find(|plan| plan.id.to_string() == typed.plan).map(|plan| plan.terms.0.name);
    // Back to the plan that holds: what was scheduled goes, and nothing comes.
    let goes_on = view.upcoming.is_some()
        && view.current.as_ref().is_some_and(|copy| copy.starts_at == ahead.day && copy.parent_plan_id.to_string() == typed.plan);
    let page = AheadPage {
        frame: Frame::of(visit).await?,
        id,
        name: view.membership.label().to_owned(),
        plan: named.unwrap_or_default(),
        day: (!goes_on).then(|| date(ahead.day)),
        first_invoice: ahead.first_invoice_at.map(date),
        bills: access.is_admin(Scope::ReadInvoices).then(|| Bill::of_change(ahead)),
        typed,
    };
    Ok(visit.page(render(StatusCode::OK, &page)))
}
