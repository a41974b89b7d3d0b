//! Extras of plans (N13), each by itself: what API 1 calls plan extras.

use crate::access::Access;
use crate::{App, Error, FieldError, Result, plans as offers};
use domain::ids::{PlanExtraId, PlanId};
use domain::plans::PlanExtra;
use domain::scopes::Scope;
use store::plans::{self, Plan};

/// An extra, and the plan that offers it.
#[derive(Clone, Debug)]
pub struct Offered {
    pub plan: PlanId,
    pub plan_name: String,
    pub extra: PlanExtra,
}

fn offered(plan: &Plan, extra: &PlanExtra) -> Offered {
    Offered { plan: plan.id, plan_name: plan.terms.0.name.clone(), extra: extra.clone() }
}

/// All, in the order of the plans. For admins who may see plans.
pub async fn list(app: &App, access: &Access) -> Result<Vec<Offered>> {
    access.require_admin(Scope::ReadPlanExtras)?;
    let access = access.clone();
    let all = app.db.read(async move |tx| Ok::<_, Error>(plans::list(&mut access.bind(tx)).await?)).await?;
    Ok(all.iter().flat_map(|plan| plan.terms.0.extras.iter().map(|extra| offered(plan, extra))).collect())
}

/// For admins who may see plans.
pub async fn get(app: &App, access: &Access, id: PlanExtraId) -> Result<Offered> {
    list(app, access).await?.into_iter().find(|offered| offered.extra.id == id).ok_or(Error::NOT_FOUND)
}

/// Adds an extra to a plan; copies that members hold stay as they are (N2). For admins who may edit plans.
pub async fn create(app: &App, access: &Access, plan: PlanId, extra: PlanExtra) -> Result<Offered> {
    access.require_admin(Scope::WritePlanExtras)?;
    let access = access.clone();
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let unknown = || FieldError::field("plan_id", "unknown", "does not exist");
            let found = plans::lock(&mut tx, plan).await?.filter(|plan| plan.deleted_at.is_none());
            let mut plan = found.ok_or_else(unknown)?;
            plan.terms.0.extras.push(extra.clone());
            save(&mut tx, &access, &plan, plan.terms.0.extras.len() - 1).await?;
            Ok(offered(&plan, &extra))
        })
        .await
}

/// Changes what later members get. For admins who may edit plans.
pub async fn update(
    app: &App,
    access: &Access,
    id: PlanExtraId,
    change: impl Fn(&mut PlanExtra) + Send + Sync + 'static,
) -> Result<Offered> {
    access.require_admin(Scope::WritePlanExtras)?;
    let access = access.clone();
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let (mut plan, place) = holding(&mut tx, id).await?;
            let extra = plan.terms.0.extras.get_mut(place).ok_or(Error::NOT_FOUND)?;
            change(extra);
            let extra = extra.clone();
            save(&mut tx, &access, &plan, place).await?;
            Ok(offered(&plan, &extra))
        })
        .await
}

/// Takes it from the offer; members who have it keep it. For admins who may edit plans.
pub async fn delete(app: &App, access: &Access, id: PlanExtraId) -> Result<()> {
    access.require_admin(Scope::WritePlanExtras)?;
    let access = access.clone();
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let (mut plan, _) = holding(&mut tx, id).await?;
            plan.terms.0.extras.retain(|extra| extra.id != id);
            Ok::<_, Error>(plans::update(&mut tx, &plan).await?)
        })
        .await
}

/// The plan that offers it, locked, and where in it.
async fn holding(tx: &mut store::SpaceTx<'_>, id: PlanExtraId) -> Result<(Plan, usize)> {
    let all = plans::list(tx).await?;
    let plan = all.iter().find(|plan| plan.terms.0.extras.iter().any(|extra| extra.id == id)).ok_or(Error::NOT_FOUND)?;
    let plan = plans::lock(tx, plan.id).await?.filter(|plan| plan.deleted_at.is_none()).ok_or(Error::NOT_FOUND)?;
    let place = plan.terms.0.extras.iter().position(|extra| extra.id == id).ok_or(Error::NOT_FOUND)?;
    Ok((plan, place))
}

async fn save(tx: &mut store::SpaceTx<'_>, access: &Access, plan: &Plan, place: usize) -> Result<()> {
    let prefix = format!("extras.{place}.");
    offers::check(access, &plan.terms.0).map_err(|error| match error {
        // The rules speak of the plan; whoever asks has sent one extra.
        Error::Invalid(fields) => Error::Invalid(fields.into_iter().map(|field| inside(field, &prefix)).collect()),
        other => other,
    })?;
    Ok(plans::update(tx, plan).await?)
}

fn inside(field: FieldError, prefix: &str) -> FieldError {
    match &field.at {
        crate::At::Field(name) => match name.strip_prefix(prefix) {
            Some(own) => FieldError { at: crate::At::Field(own.to_owned().into()), ..field },
            None => field,
        },
        _ => field,
    }
}
