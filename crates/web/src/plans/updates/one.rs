//! One change: what would happen to whom, and what became of it.

use super::{HERE, MOST_ROOMS, PAGE, enter, read};
use crate::accounts::{Frame, Nothing};
use crate::inside::{failure, money, plan_price};
use crate::language::{self, Text, t};
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Visit, lead_to};
use app::Error;
use app::access::Access;
use app::plan_updates::{self, Kept, Looked, Standing};
use app::resources::{self, Wanted};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::{MembershipId, PlanId, PlanUpdateId, ResourceId};
use domain::plan_updates::{LeftOut, What, When};
use domain::plans::{Kind, PlanTerms};
use domain::scopes::Scope;
use serde::Deserialize;
use std::collections::HashMap;

/// Seconds until a page with work under way is loaded again.
const AGAIN: HeaderValue = HeaderValue::from_static("2");

pub(super) fn router() -> Router<Desk> {
    Router::new()
        .route("/admin/plans/{id}/updates/{update}", get(page))
        .route("/admin/plans/{id}/updates/{update}/run", post(run))
        .route("/admin/plans/{id}/updates/{update}/delete", post(delete))
}

/// A member who would change.
struct Row {
    id: MembershipId,
    name: String,
    from: String,
    before: String,
    then: String,
    /// The next invoice as it is of, and as it would be.
    next: String,
}

/// A member who keeps what he or she has.
struct Left {
    id: MembershipId,
    name: String,
    why: Text,
}

#[derive(Template)]
#[template(path = "plan_updates/one.html")]
struct OnePage {
    frame: Frame,
    plan: PlanId,
    id: PlanUpdateId,
    name: String,
    what: String,
    when: String,
    state: String,
    /// Why it broke off.
    error: Option<String>,
    busy: bool,
    /// Whether the page is loaded again by itself.
    still: bool,
    open: i64,
    done: i64,
    total: i64,
    left: i64,
    /// Members have pages of their own; accounts of teams do not.
    linked: bool,
    rows: Vec<Row>,
    /// Whether the next invoice is of another day afterwards.
    moves: bool,
    more: Option<MembershipId>,
    kept: Vec<Left>,
    more_kept: Option<MembershipId>,
    announce: bool,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    after: String,
    left: String,
    still: String,
}

fn why(reason: LeftOut) -> Text {
    match reason {
        LeftOut::Ends => t("plans-update-left-ends"),
        LeftOut::Scheduled => t("plans-update-left-scheduled"),
        LeftOut::Unchanged => t("plans-update-left-unchanged"),
        LeftOut::OtherPlan => t("plans-update-left-plan"),
        LeftOut::OtherCycle => t("plans-update-left-cycle"),
        LeftOut::OtherCurrency => t("plans-update-left-currency"),
        LeftOut::Billed => t("plans-update-left-billed"),
    }
}

fn rooms(of: &[ResourceId], names: &HashMap<ResourceId, String>) -> String {
    if of.is_empty() {
        return t("plans-update-all-rooms").into();
    }
    of.iter().filter_map(|id| names.get(id).cloned()).collect::<Vec<_>>().join(", ")
}

fn what(access: &Access, standing: &Standing) -> String {
    match &standing.update.what.0 {
        What::Price { price, currency, cycle_months } => {
            t("plans-update-becomes").with("price", money(*price, *currency)).count("months", cycle_months).into()
        }
        What::Access(resources) => t("plans-update-may-book").with("rooms", rooms(resources, &standing.resource_names)).into(),
        What::Plan(terms) => t("plans-update-as-it-is").with("price", plan_price(access, terms)).into(),
    }
}

fn when(standing: &Standing) -> String {
    match plan_updates::when(&standing.update) {
        When::NextRenewal => t("plans-update-with-renewal").into(),
        When::On { day, next_invoice_at: None } => t("plans-update-from-day").with("day", language::date(day)).into(),
        When::On { day, next_invoice_at: Some(next) } => {
            t("plans-update-from-day-next").with("day", language::date(day)).with("next", language::date(next)).into()
        }
    }
}

fn read_update(id: &str) -> Result<PlanUpdateId, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

/// The change, if it is one of this plan.
async fn standing(visit: &Visit, access: &Access, plan: PlanId, id: PlanUpdateId) -> Result<Standing, Response> {
    let found = plan_updates::get(visit.app(), access, id).await.map_err(failure)?;
    if found.update.plan_id == plan { Ok(found) } else { Err(problem(&Error::NOT_FOUND)) }
}

/// Names of all rooms, where they are what changes.
async fn names(visit: &Visit, access: &Access, what: &What) -> Result<HashMap<ResourceId, String>, Response> {
    if !matches!(what, What::Access(_)) {
        return Ok(HashMap::new());
    }
    let found = resources::list(visit.app(), access, Wanted::default(), MOST_ROOMS).await.map_err(failure)?;
    Ok(found.items.into_iter().map(|shown| (shown.resource.id, shown.resource.name)).collect())
}

/// The last of a full page, behind which there may be more.
fn more<T>(found: &[T], id: fn(&T) -> MembershipId) -> Option<MembershipId> {
    found.last().filter(|_| i64::try_from(found.len()) == Ok(PAGE)).map(id)
}

fn row(access: &Access, what: &What, names: &HashMap<ResourceId, String>, looked: &Looked) -> Row {
    let shown = |terms: &PlanTerms| match what {
        What::Access(_) => rooms(&terms.resource_access, names),
        What::Price { .. } | What::Plan(_) => plan_price(access, terms),
    };
    let (from, before, then) = match &looked.verdict {
        Ok(revision) => (language::date(revision.starts_at), shown(&revision.before), shown(&revision.terms)),
        Err(reason) => (String::new(), String::new(), why(*reason).into()),
    };
    let moved = looked.verdict.as_ref().ok().and_then(|revision| revision.first_invoice_at).filter(|day| *day != looked.next_invoice_at);
    let now = language::date(looked.next_invoice_at);
    let next = moved.map_or_else(|| now.clone(), |day| format!("{now} → {}", language::date(day)));
    Row { id: looked.member, name: looked.name.clone(), from, before, then, next }
}

async fn page(Path((plan, id)): Path<(String, String)>, Query(asked): Query<Asked>, visit: Visit) -> Result<Response, Response> {
    let (plan, id) = (read(&plan)?, read_update(&id)?);
    let access = enter(&visit, &format!("{HERE}/{plan}/updates/{id}")).await?;
    let (app, standing) = (visit.app(), standing(&visit, &access, plan, id).await?);
    let update = &standing.update;
    let (after, behind) = (asked.after.parse().ok(), asked.left.parse().ok());
    let ahead = match &*update.state {
        "draft" => plan_updates::ahead(app, &access, id, after, PAGE).await.map_err(failure)?,
        _ => Vec::new(),
    };
    let kept = plan_updates::left_out(app, &access, id, behind, PAGE).await.map_err(failure)?;
    let names = names(&visit, &access, &update.what.0).await?;
    let (busy, still) = (standing.busy(), !asked.still.is_empty());
    let page = OnePage {
        frame: Frame::of(&visit).await?,
        plan,
        id,
        name: standing.plan.name.clone(),
        what: what(&access, &standing),
        when: when(&standing),
        state: update.state.clone(),
        error: update.error.as_deref().map(language::sentence),
        busy,
        still,
        open: standing.open,
        done: standing.done,
        total: standing.total(),
        left: standing.left_out(),
        moves: update.next_invoice_on.is_some(),
        linked: standing.plan.kind == Kind::Individual,
        rows: ahead.iter().map(|looked| row(&access, &update.what.0, &names, looked)).collect(),
        more: more(&ahead, |looked| looked.member),
        more_kept: more(&kept, |one| one.member),
        kept: kept.into_iter().map(|Kept { member, name, reason }| Left { id: member, name, why: why(reason) }).collect(),
        announce: access.is_admin(Scope::WriteAnnouncements),
    };
    let mut response = visit.page(render(StatusCode::OK, &page));
    if busy && !still {
        response.headers_mut().insert(header::REFRESH, AGAIN);
    }
    Ok(response)
}

async fn run(Path((plan, id)): Path<(String, String)>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let (plan, id) = (read(&plan)?, read_update(&id)?);
    let here = format!("{HERE}/{plan}/updates/{id}");
    let access = enter(&visit, &here).await?;
    standing(&visit, &access, plan, id).await?;
    plan_updates::carry_out(visit.app(), &access, id).await.map_err(failure)?;
    Ok(lead_to(&here))
}

async fn delete(Path((plan, id)): Path<(String, String)>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let (plan, id) = (read(&plan)?, read_update(&id)?);
    let access = enter(&visit, &format!("{HERE}/{plan}/updates/{id}")).await?;
    standing(&visit, &access, plan, id).await?;
    plan_updates::discard(visit.app(), &access, id).await.map_err(failure)?;
    Ok(lead_to(&format!("{HERE}/{plan}/updates")))
}
