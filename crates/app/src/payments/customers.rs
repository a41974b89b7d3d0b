//! Spaces pay the operator of the platform (S4): how, and from when on. The operator's own account at Stripe is a setting.

use super::refused;
use crate::access::Access;
use crate::{App, Error, FieldError, Result, subscriptions};
use ::payments::{Shown, Source};
use domain::money::Amount;
use domain::scopes::Scope;
use jiff::civil::Date;
use store::space_customers::{self as customers, Shown as Stored};

/// How a space pays the operator.
#[derive(Clone, Debug)]
pub struct SpaceMethod {
    /// Of the provider.
    pub id: String,
    pub shown: Stored,
}

/// For admins of the space.
pub async fn space_method(app: &App, access: &Access) -> Result<SpaceMethod> {
    access.require_admin(Scope::ReadSpacePaymentMethod)?;
    let access = access.clone();
    let found = app.db.read(async move |tx| Ok::<_, Error>(customers::find(&mut access.bind(tx)).await?)).await?;
    let (id, shown) = found.method.zip(found.shown).ok_or(Error::NOT_FOUND)?;
    Ok(SpaceMethod { id, shown: shown.0 })
}

/// Where the request names the method.
const AT: &str = "stripe_payment_method_id";

/// Has the operator charge another card or account from now on. For admins of the space.
///
/// # Errors
/// [`Error::Invalid`] where Stripe refuses it, or the operator takes none.
pub async fn set_space_method(app: &App, access: &Access, method: String) -> Result<SpaceMethod> {
    access.require_admin(Scope::WriteSpacePaymentMethod)?;
    let no_account = || FieldError::field(AT, "not_connected", "cannot be used: the operator has no account at Stripe");
    let keys = app.operator_keys.clone().ok_or_else(no_account)?;
    let failed = |error: ::payments::Error| match refused(&error, AT) {
        Error::Invalid(fields) => Error::Invalid(fields.into_iter().map(|one| FieldError::field(AT, one.code, one.message)).collect()),
        other => other,
    };
    let bound = access.clone();
    let known = app.db.read(async move |tx| Ok::<_, Error>(customers::find(&mut bound.bind(tx)).await?)).await?.customer;
    let customer = if let Some(customer) = known {
        customer
    } else {
        let (space, key) = (access.space(), format!("{}-customer", access.space_id()));
        app.gateway.customer(&keys, &space.name, Some(&space.email), &key).await.map_err(failed)?
    };
    let source = Source { customer, method };
    let key = app.id::<domain::ids::PaymentId>().to_string();
    let shown = match app.gateway.attach(&keys, &source, &key).await.map_err(failed)? {
        Shown::Card { last4, month, year } => Stored::Card { last4, month, year },
        Shown::SepaDebit { last4 } => Stored::SepaDebit { last4 },
    };
    let access = access.clone();
    app.db
        .write(async move |tx| {
            customers::set_method(&mut access.bind(tx), &source.customer, &source.method, &shown).await?;
            Ok(SpaceMethod { id: source.method.clone(), shown: shown.clone() })
        })
        .await
}

/// Ends the trial: from today on the space is a customer. For admins of the space.
///
/// # Errors
/// [`Error::Unbookable`] without billing details, or without a payment method where the subscription costs something;
/// [`Error::Conflict`] for one that is a customer already.
pub async fn convert(app: &App, access: &Access) -> Result<Date> {
    access.require_admin(Scope::WriteCustomers)?;
    let access = access.clone();
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let billing = store::subscriptions::billing(&mut tx).await?;
            if billing.is_none_or(|details| details.company.is_none() || details.address.is_none()) {
                return Err(Error::unbookable("missing_billing_details", "Space is missing billing details."));
            }
            let price = subscriptions::price(&access, &mut tx).await?;
            if price > Amount::ZERO && customers::find(&mut tx).await?.method.is_none() {
                return Err(Error::unbookable("missing_payment_method", "Space is missing a payment method."));
            }
            let today = access.today();
            if !customers::convert(&mut tx, today).await? {
                return Err(Error::conflict("already_customer", "The space is a customer already."));
            }
            Ok(today)
        })
        .await
}
