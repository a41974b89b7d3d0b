//! Codes that lower a price (G5).

use crate::access::Access;
use crate::{App, At, Error, FieldError, Result};
use domain::discount_codes::DiscountCode;
use domain::ids::{DiscountedId, PlanId};
use domain::scopes::Scope;
use store::{discount_codes, plans};

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

/// Adds a code. For admins who may edit what the space sells.
pub async fn create(app: &App, access: &Access, new: DiscountCode) -> Result<DiscountCode> {
    access.require_admin(Scope::WriteDiscounts)?;
    let wrong = |refusals: Vec<_>| Error::Invalid(refusals.into_iter().map(FieldError::from).collect());
    let new = new.checked().map_err(wrong)?;
    if new.currency != access.space().currency && !access.space().settings.0.multiple_currencies {
        return Err(FieldError::field("currency", "other_currency", "must be the currency of the space").into());
    }
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        discount_codes::insert(&mut access.bind(tx), &new, app.clock.now()).await?;
        Ok(new.clone())
    })
    .await
}
