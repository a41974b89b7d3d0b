//! Members pay by themselves: they have a card kept, and an open invoice charged to it.

use super::charges::begin;
use super::claims::{Paying, claim};
use super::{Led, accounts, automated, keep, refused};
use crate::access::Access;
use crate::{App, Error, FieldError, Result, invoices};
use ::payments::{Keys, Order, Way};
use domain::ids::{InvoiceId, MembershipId, PaymentId, PaymentMethodId};
use domain::money::Amount;
use domain::payments::{PaymentKind, PaymentStatus};
use store::memberships;
use store::payments::{self, Payment};

/// What a method has to be good for.
const USE: &str = "members";

/// Begins to keep a card on a page of the provider, which leads to `done` or `canceled`. For members, for themselves.
///
/// # Errors
/// [`Error::Invalid`] where the method keeps no cards, or the provider says no.
pub async fn set_up(app: &App, access: &Access, id: MembershipId, method: PaymentMethodId, way: Way<'_>) -> Result<Led> {
    require_own(access, id)?;
    let (method, keys) = automated(app, access, method, USE).await?;
    let Keys::Stripe(stripe) = &keys else {
        return Err(FieldError::relation("payment_method", "keeps_none", "cannot be charged later").into());
    };
    let bound = access.clone();
    let found = app.db.read(async move |tx| {
        let mut tx = bound.bind(tx);
        let member = memberships::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        Ok::<_, Error>((member, payments::source(&mut tx, id.0).await?))
    });
    let ((member, source), payment) = (found.await?, app.id::<PaymentId>());
    let (key, failed) = (payment.to_string(), |error: ::payments::Error| refused(&error, "payment_method"));
    let customer = if let Some(source) = source.filter(|source| source.method_id == method.id) {
        source.customer
    } else {
        let key = format!("{key}-customer");
        app.gateway.customer(stripe, member.label(), member.email.as_deref(), &key).await.map_err(failed)?
    };
    let (amount, currency) = (Amount::ZERO, access.space().currency);
    let order = Order { key: &key, amount, currency, description: &method.name };
    let hosted = app.gateway.set_up_page(stripe, &customer, order, way).await.map_err(failed)?;
    let row = Payment {
        id: payment,
        kind: PaymentKind::Setup,
        status: PaymentStatus::Open,
        provider: keys.provider().into(),
        reference: hosted.reference,
        capture: None,
        method_id: method.id,
        method_name: method.name,
        amount,
        currency,
        invoice_id: None,
        created_by: access.user().map(|user| user.0),
        created_at: app.clock.now(),
    };
    keep(app, access, row).await?;
    Ok(Led { payment, url: hosted.url })
}

/// The card that was typed on the provider's page is charged from now on. For the member who has begun it.
///
/// # Errors
/// [`Error::Invalid`] where it was not completed, or was done with before.
pub async fn set_up_done(app: &App, access: &Access, id: MembershipId, payment: PaymentId) -> Result<()> {
    require_own(access, id)?;
    let used = || FieldError::relation("payment", "used", "was used, or has gone back");
    let Paying::Later(begun, source) = claim(app, access, super::Means::Payment(payment), USE, false).await? else {
        return Err(used().into());
    };
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        accounts::charged_by(&app, &access, &mut tx, id, &source, begun.method_name.clone()).await?;
        payments::advance(&mut tx, begun.id, PaymentStatus::Claimed, PaymentStatus::Settled, app.clock.now()).await.map(drop)?;
        Ok(())
    })
    .await
}

fn require_own(access: &Access, id: MembershipId) -> Result<()> {
    if access.members().iter().any(|member| member.id == id) { Ok(()) } else { Err(Error::NOT_FOUND) }
}

/// Has the card that is kept charged for an open invoice. For whoever has the membership that pays it.
///
/// # Errors
/// [`Error::Invalid`] where it is not to be paid, or no card is kept.
pub async fn pay(app: &App, access: &Access, id: InvoiceId) -> Result<()> {
    let seen = invoices::get(app, access, id).await?;
    require_own(access, seen.membership_id.map(MembershipId).ok_or(Error::NOT_FOUND)?)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| begin(&app, &mut access.bind(tx), 0, id).await).await
}
