//! A space's accounts at providers, and what visitors and members may pay with.

use super::keys;
use crate::access::Access;
use crate::memberships::person::Checker;
use crate::{App, Error, Event, FieldError, Result};
use ::payments::{Keys, PayPalKeys, StripeKeys};
use domain::ids::{MembershipId, PaymentMethodId};
use domain::permissions::Category;
use domain::scopes::Scope;
use store::invoices::payments::{self as methods, Method};
use store::payments::{self, Source};
use store::{Json, SpaceTx, memberships};

/// An account as it is typed; secrets that are left out stay as they are.
#[derive(Clone, Default)]
pub struct Account {
    /// The publishable key of Stripe, the client id of PayPal.
    pub public: String,
    pub secret: Option<String>,
    /// Of PayPal.
    pub merchant: Option<String>,
    /// What messages are checked with: a secret of Stripe, an id of PayPal.
    pub webhook: Option<String>,
}

/// No scope writes this: a page does, for admins who may edit payment methods.
fn may_edit(access: &Access) -> Result<()> {
    access.require_admin(Scope::ReadPaymentMethods)?;
    if access.edits(Category::PaymentMethods) {
        Ok(())
    } else {
        Err(Error::forbidden("not_permitted", "This admin may see payment methods and not change them."))
    }
}

/// The accounts that there are. For admins.
pub async fn connected(app: &App, access: &Access) -> Result<Vec<Keys>> {
    access.require_admin(Scope::ReadPaymentMethods)?;
    let access = access.clone();
    app.db.read(async move |tx| all(&mut access.bind(tx)).await).await
}

async fn all(tx: &mut SpaceTx<'_>) -> Result<Vec<Keys>> {
    let found = payments::providers(tx).await?;
    found.into_iter().map(|keys| serde_json::from_value(keys).map_err(Error::internal)).collect()
}

/// Connects an account, or changes its keys; with the first one comes a payment method.
///
/// # Errors
/// [`Error::Invalid`] for keys that are missing or cannot be any; [`Error::Conflict`] in a sandbox.
pub async fn connect(app: &App, access: &Access, provider: &str, new: Account) -> Result<()> {
    may_edit(access)?;
    if access.space().clock_ahead.is_some() {
        return Err(Error::conflict("sandbox", "A sandbox reaches no payment provider."));
    }
    let (app, access, provider) = (app.clone(), access.clone(), provider.to_owned());
    let db = app.db.clone();
    db.write(async move |tx| {
        let (now, mut tx) = (app.clock.now(), access.bind(tx));
        let old = keys(&mut tx, &provider).await?;
        let keys = checked(&provider, new.clone(), old)?;
        payments::set_keys(&mut tx, &provider, serde_json::to_value(&keys).map_err(Error::internal)?, now).await?;
        let known = methods::methods(&mut tx).await?;
        if known.iter().any(|method| method.provider.as_ref() == Some(&provider)) {
            return Ok(());
        }
        let (name, enabled_for) = match keys {
            Keys::Stripe(_) => ("Card", crate::invoices::USES.to_vec()),
            Keys::PayPal(_) => ("PayPal", vec!["externalBookings", "dropInPasses", "publicEventTickets"]),
        };
        let enabled_for = Json(enabled_for.into_iter().map(str::to_owned).collect());
        let method =
            Method { id: app.id(), name: name.into(), provider: Some(provider.clone()), instructions: None, enabled_for, created_at: now };
        Ok(methods::insert_method(&mut tx, &method).await?)
    })
    .await
}

/// All of them are letters, digits and signs on one line.
fn checked(provider: &str, new: Account, old: Option<Keys>) -> Result<Keys> {
    let mut check = Checker::default();
    let mut part = |field: &'static str, typed: Option<String>, old: Option<String>| {
        let typed = typed.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        if typed.as_ref().is_some_and(|text| text.len() > 255 || !text.bytes().all(|byte| byte.is_ascii_graphic())) {
            check.refuse(field.into(), "invalid", "cannot be a key");
        }
        typed.or(old)
    };
    let (old_secret, old_webhook) = match old {
        Some(Keys::Stripe(keys)) => (Some(keys.secret), keys.webhook_secret),
        Some(Keys::PayPal(keys)) => (Some(keys.secret), keys.webhook_id),
        None => (None, None),
    };
    let public = part("public", Some(new.public), None);
    let (secret, webhook) = (part("secret", new.secret, old_secret), part("webhook", new.webhook, old_webhook));
    let merchant = part("merchant", new.merchant, None);
    let needs = [("public", &public, true), ("secret", &secret, true), ("merchant", &merchant, provider == "paypal")];
    for (field, value, needed) in needs {
        if needed && value.is_none() && check.is_empty() {
            check.refuse(field.into(), "blank", "can't be blank");
        }
    }
    check.done(())?;
    let (public, secret, merchant) = (public.unwrap_or_default(), secret.unwrap_or_default(), merchant.unwrap_or_default());
    Ok(match provider {
        "paypal" => Keys::PayPal(PayPalKeys { client_id: public, secret, merchant_id: merchant, webhook_id: webhook }),
        _ => Keys::Stripe(StripeKeys { secret, publishable: public, webhook_secret: webhook }),
    })
}

/// Asks the provider whether it knows the keys.
///
/// # Errors
/// [`Error::Invalid`] with what it says.
pub async fn test(app: &App, access: &Access, provider: &str) -> Result<()> {
    may_edit(access)?;
    let (bound, name) = (access.clone(), provider.to_owned());
    let found = app.db.read(async move |tx| keys(&mut bound.bind(tx), &name).await).await?;
    let keys = found.ok_or(Error::NOT_FOUND)?;
    app.gateway.test(&keys).await.map_err(|error| FieldError::base("provider", format!("It does not work: {error}.")).into())
}

/// Takes an account away. Payments that are under way stay at the provider.
pub async fn disconnect(app: &App, access: &Access, provider: &str) -> Result<()> {
    may_edit(access)?;
    let (access, name) = (access.clone(), provider.to_owned());
    let found = app.db.write(async move |tx| Ok::<_, Error>(payments::remove_keys(&mut access.bind(tx), &name).await?)).await?;
    if found { Ok(()) } else { Err(Error::NOT_FOUND) }
}

/// What one may pay with, all of it or for one use, with the account that a browser is to speak to. For any user.
pub async fn offers(app: &App, access: &Access, used_for: Option<&str>) -> Result<Vec<(Method, Option<Keys>)>> {
    let (access, used_for) = (access.clone(), used_for.map(str::to_owned));
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let keys = all(&mut tx).await?;
            let enabled = |method: &Method| used_for.as_ref().is_none_or(|name| method.enabled_for.0.contains(name));
            let found = methods::methods(&mut tx).await?.into_iter().filter(enabled).map(|method| {
                let account = keys.iter().find(|keys| Some(keys.provider()) == method.provider.as_deref()).cloned();
                (method, account)
            });
            // What no account is behind cannot be used.
            Ok::<_, Error>(found.filter(|(method, account)| used_for.is_none() || method.provider.is_none() || account.is_some()).collect())
        })
        .await
}

/// Has a membership charged at Stripe from now on (Y2), by ids that Stripe gave. For admins who may edit payment methods.
///
/// # Errors
/// [`Error::Invalid`] where the method is none of Stripe.
pub async fn keep_source(app: &App, access: &Access, id: MembershipId, method: PaymentMethodId, at: ::payments::Source) -> Result<()> {
    access.require_admin(Scope::WriteMembershipPaymentMethod)?;
    for (field, text) in [("customer_id", &at.customer), ("stripe_payment_method_id", &at.method)] {
        if text.is_empty() || text.len() > 255 || !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
            return Err(FieldError::field(field, "invalid", "is no id of Stripe").into());
        }
    }
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        memberships::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        let found = methods::method(&mut tx, method).await?.filter(|method| method.provider.as_deref() == Some("stripe"));
        let name = found.ok_or_else(|| FieldError::field("payment_method_id", "not_found", "is no method of Stripe"))?.name;
        let source = Source { method_id: method, customer: at.customer.clone(), method: at.method.clone() };
        charged_by(&app, &access, &mut tx, id, &source, name).await
    })
    .await
}

/// The membership's invoices are charged to this from now on, in the caller's transaction.
pub(super) async fn charged_by(
    app: &App,
    access: &Access,
    tx: &mut SpaceTx<'_>,
    id: MembershipId,
    source: &Source,
    name: String,
) -> Result<()> {
    let now = app.clock.now();
    let mut membership = memberships::find(tx, id).await?.ok_or(Error::NOT_FOUND)?;
    payments::keep_source(tx, id.0, source, now).await?;
    crate::collecting::has_new_method(tx, id.0, access.today()).await?;
    membership.payment_method = Some(Json(memberships::PaymentMethod { name, automated: true }));
    membership.updated_at = now;
    memberships::update(tx, &membership).await?;
    app.emit(tx, Event::UpdatedPaymentMethod, id.0, serde_json::Value::Null).await
}

/// By which method a membership's invoices are charged when they are due; none where nobody has kept one. For admins, and
/// members for themselves.
pub async fn source_name(app: &App, access: &Access, id: MembershipId) -> Result<Option<String>> {
    if !access.owns(id) && !access.is_admin(Scope::ReadPaymentMethods) {
        return Ok(None);
    }
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let Some(source) = store::payments::source(&mut tx, id.0).await? else { return Ok(None) };
            let method = store::invoices::payments::method(&mut tx, source.method_id).await?;
            Ok::<_, Error>(method.map(|method| method.name))
        })
        .await
}
