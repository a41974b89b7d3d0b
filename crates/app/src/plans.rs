//! What a space offers to its members (rule N1).

use crate::access::Access;
use crate::{App, Error, FieldError, Result};
use domain::ids::{PlanId, ResourceId};
use domain::plans::PlanTerms;
use domain::scopes::Scope;
use std::collections::HashMap;
use store::plans::{self, Plan};
use store::{Json, SpaceTx};
use uuid::Uuid;

/// Plans, with the names of the resources that their credits are good for.
#[derive(Clone, Debug)]
pub struct Offer {
    pub plans: Vec<Plan>,
    pub resource_names: HashMap<ResourceId, String>,
    /// Whether hidden plans and welcome messages may be shown.
    pub complete: bool,
}

/// Whether the caller sees hidden plans: admins with view on plans (J1).
fn sees_all(access: &Access) -> bool {
    access.is_admin(Scope::ReadPlans)
}

/// The plans on offer; those for individuals that are not hidden, unless the caller may read plans.
pub async fn list(app: &App, access: &Access) -> Result<Offer> {
    let (access, complete) = (access.clone(), sees_all(access));
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let mut plans = plans::list(&mut tx).await?;
            plans.retain(|plan| complete || plan.terms.0.is_open());
            let resource_names = resource_names(&mut tx, credited(plans.iter().map(|plan| &plan.terms.0))).await?;
            Ok::<_, Error>(Offer { plans, resource_names, complete })
        })
        .await
}

/// One plan. Whoever has its link may see a hidden one (J1).
pub async fn get(app: &App, access: &Access, id: PlanId) -> Result<Offer> {
    let (access, complete) = (access.clone(), sees_all(access));
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let plan = plans::find(&mut tx, id).await?.filter(|plan| plan.deleted_at.is_none()).ok_or(Error::NOT_FOUND)?;
            let resource_names = resource_names(&mut tx, credited([&plan.terms.0].into_iter())).await?;
            Ok::<_, Error>(Offer { plans: vec![plan], resource_names, complete })
        })
        .await
}

/// All resources that the credits of the plans name, each once.
pub(crate) fn credited<'a>(terms: impl Iterator<Item = &'a PlanTerms>) -> Vec<Uuid> {
    let mut ids: Vec<_> = terms.flat_map(|terms| &terms.booking_credits).flat_map(|entry| &entry.resources).map(|id| id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The names of resources; no statement without any.
pub(crate) async fn resource_names(tx: &mut SpaceTx<'_>, ids: Vec<Uuid>) -> Result<HashMap<ResourceId, String>> {
    Ok(plans::resource_names(tx, ids).await?.into_iter().map(|(id, name)| (ResourceId(id), name)).collect())
}

/// Who may change plans: there is no scope for it in either API, so admins with edit on plans.
fn require_editor(access: &Access) -> Result<()> {
    access.require_admin(Scope::WritePlanExtras)
}

pub(crate) fn check(access: &Access, terms: &PlanTerms) -> Result<()> {
    let wrong = |refusals: Vec<_>| Error::Invalid(refusals.into_iter().map(FieldError::from).collect());
    terms.validate().map_err(wrong)?;
    let space = access.space();
    if terms.currency != space.currency && !space.settings.0.multiple_currencies {
        return Err(FieldError::field("currency", "other_currency", "must be the currency of the space").into());
    }
    Ok(())
}

/// Offers a plan, behind those there are.
pub async fn create(app: &App, access: &Access, terms: PlanTerms) -> Result<PlanId> {
    require_editor(access)?;
    check(access, &terms)?;
    let (id, now, access) = (app.id::<PlanId>(), app.clock.now(), access.clone());
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let position = plans::last_position(&mut tx).await? + 1;
            let plan = Plan { id, position, terms: Json(terms.clone()), created_at: now, deleted_at: None };
            Ok::<_, Error>(plans::insert(&mut tx, &plan).await?)
        })
        .await?;
    Ok(id)
}

/// Changes what later members get (N2).
pub async fn update(app: &App, access: &Access, id: PlanId, terms: PlanTerms) -> Result<()> {
    require_editor(access)?;
    check(access, &terms)?;
    let access = access.clone();
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let mut plan = plans::find(&mut tx, id).await?.filter(|plan| plan.deleted_at.is_none()).ok_or(Error::NOT_FOUND)?;
            plan.terms = Json(terms.clone());
            Ok::<_, Error>(plans::update(&mut tx, &plan).await?)
        })
        .await
}

/// Takes a plan from the offer; copies live on (N11).
pub async fn delete(app: &App, access: &Access, id: PlanId) -> Result<()> {
    require_editor(access)?;
    let (access, now) = (access.clone(), app.clock.now());
    let deleted = app.db.write(async move |tx| Ok::<_, Error>(plans::delete(&mut access.bind(tx), id, now).await?)).await?;
    if deleted { Ok(()) } else { Err(Error::NOT_FOUND) }
}
