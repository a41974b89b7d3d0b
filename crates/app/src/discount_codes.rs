//! Codes that lower a price (G5).

use crate::access::Access;
use crate::{App, At, Error, FieldError, Result};
use domain::discount_codes::{DiscountCategory, DiscountCode, DiscountUnit};
use domain::ids::{DiscountCodeId, DiscountedId, PlanId};
use domain::scopes::Scope;
use jiff::civil::Date;
use store::plans::{self, Plan};
use store::{SpaceTx, discount_codes};

/// More than anybody keeps in mind.
const MOST: i64 = 10_000;

/// All of the space with how often each was used, oldest first. For admins who may see what the space sells.
pub async fn list(app: &App, access: &Access) -> Result<Vec<(DiscountCode, u32)>> {
    access.require_admin(Scope::ReadDiscounts)?;
    let access = access.clone();
    let all = app.db.read(async move |tx| Ok::<_, Error>(discount_codes::list(&mut access.bind(tx), MOST).await?)).await?;
    Ok(all.into_iter().map(used).collect())
}

fn used(found: discount_codes::DiscountCode) -> (DiscountCode, u32) {
    let redemptions = found.redemptions;
    (found.rule(), redemptions)
}

/// One, with how often it was used. For admins who may see what the space sells.
pub async fn get(app: &App, access: &Access, id: DiscountCodeId) -> Result<(DiscountCode, u32)> {
    access.require_admin(Scope::ReadDiscounts)?;
    let access = access.clone();
    let found = app.db.read(async move |tx| discount_codes::find(&mut access.bind(tx), id).await?.ok_or(Error::NOT_FOUND)).await?;
    Ok(used(found))
}

/// Changes a code; what was bought with it stays. For admins who may edit what the space sells.
pub async fn update(
    app: &App,
    access: &Access,
    id: DiscountCodeId,
    change: impl Fn(&mut DiscountCode) + Send + Sync + 'static,
) -> Result<(DiscountCode, u32)> {
    access.require_admin(Scope::WriteDiscounts)?;
    let access = access.clone();
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let (mut code, redemptions) = used(discount_codes::lock(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?);
            change(&mut code);
            let code = checked(&access, code)?;
            discount_codes::update(&mut tx, &code).await?;
            Ok((code, redemptions))
        })
        .await
}

/// What was bought with it keeps its price. For admins who may edit what the space sells.
pub async fn delete(app: &App, access: &Access, id: DiscountCodeId) -> Result<()> {
    access.require_admin(Scope::WriteDiscounts)?;
    let access = access.clone();
    let gone = app.db.write(async move |tx| Ok::<_, Error>(discount_codes::delete(&mut access.bind(tx), id).await?)).await?;
    if gone { Ok(()) } else { Err(Error::NOT_FOUND) }
}

fn checked(access: &Access, code: DiscountCode) -> Result<DiscountCode> {
    let wrong = |refusals: Vec<_>| Error::Invalid(refusals.into_iter().map(FieldError::from).collect());
    let code = code.checked().map_err(wrong)?;
    if code.currency != access.space().currency && !access.space().settings.0.multiple_currencies {
        return Err(FieldError::field("currency", "other_currency", "must be the currency of the space").into());
    }
    Ok(code)
}

/// The code that somebody typed, where it is good for the thing now; what is wrong with it otherwise is nobody's concern.
/// For any user.
pub async fn find(app: &App, access: &Access, code: &str, object: DiscountedId) -> Result<DiscountCode> {
    let (access, code) = (access.clone(), code.to_owned());
    app.db
        .read(async move |tx| {
            let none = || Error::NotFound { at: Some(At::Parameter("filter[code]".into())) };
            let mut tx = access.bind(tx);
            let found = discount_codes::by_code(&mut tx, &code).await?.ok_or_else(none)?;
            let redemptions = found.redemptions;
            let plan = plans::find(&mut tx, PlanId(object.0)).await?.filter(|plan| plan.deleted_at.is_none());
            let code = found.rule();
            if code.is_valid(access.today(), redemptions) && code.is_good_for(object, plan.map(|plan| plan.id)) {
                Ok(code)
            } else {
                Err(none())
            }
        })
        .await
}

/// Uses the code once for somebody who joins on the plan (N14).
pub(crate) async fn redeem(tx: &mut SpaceTx<'_>, code: &str, plan: &Plan, today: Date) -> Result<DiscountCode> {
    let not = |code: &'static str, message: &'static str| Error::from(FieldError::field("discount_code", code, message));
    let invalid = || not("invalid", "is not valid for this plan");
    let found = discount_codes::by_code(tx, code).await?.ok_or_else(invalid)?;
    let redemptions = found.redemptions;
    let code = found.rule();
    let good = code.category == DiscountCategory::MembershipPlans && code.is_good_for(DiscountedId(plan.id.0), Some(plan.id));
    if !good || !code.is_valid(today, redemptions) {
        return Err(invalid());
    }
    if code.unit == DiscountUnit::Amount && code.currency != plan.terms.0.currency {
        return Err(not("other_currency", "is in another currency than the plan"));
    }
    if !discount_codes::redeem(tx, code.id).await? {
        return Err(invalid()); // somebody was quicker
    }
    Ok(code)
}

/// Adds a code. For admins who may edit what the space sells.
pub async fn create(app: &App, access: &Access, new: DiscountCode) -> Result<DiscountCode> {
    access.require_admin(Scope::WriteDiscounts)?;
    let new = checked(access, new)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        discount_codes::insert(&mut access.bind(tx), &new, app.clock.now()).await?;
        Ok(new.clone())
    })
    .await
}
