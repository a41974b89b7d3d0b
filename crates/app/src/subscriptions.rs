//! The operator's tiers, which of them a space has, and to whom it is billed (S4, S8). Nothing is charged by the program: the
//! operator sets the tiers and writes the bills; the one tier that is there at first is free.

use crate::access::Access;
use crate::memberships::person::Checker;
use crate::{App, Error, Event, FieldError, Result};
use domain::countries::Country;
use domain::ids::SubscriptionId;
use domain::money::{Amount, Currency};
use domain::scopes::Scope;
use domain::subscriptions::{self as rules, BillingDetails};
use domain::tax_ids;
use serde_json::json;
use store::SpaceTx;
use store::subscriptions::{self, Subscription};

/// A tier as a space sees it.
#[derive(Clone, Debug)]
pub struct Tier {
    pub subscription: Subscription,
    /// Whether the space is small enough for it.
    pub available: bool,
}

async fn tiers(access: &Access, tx: &mut SpaceTx<'_>) -> Result<(Vec<Tier>, i64)> {
    let count = subscriptions::memberships(tx, access.today()).await?;
    let tiers = subscriptions::list(tx.global()).await?.into_iter().map(|subscription| {
        let available = rules::available(subscription.maximum_memberships, count);
        Tier { subscription, available }
    });
    Ok((tiers.collect(), count))
}

/// All tiers, the cheapest first. For admins of the space.
pub async fn list(app: &App, access: &Access) -> Result<Vec<Tier>> {
    access.require_admin(Scope::ReadSpaceSubscriptions)?;
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(tiers(&access, &mut access.bind(tx)).await?.0)).await
}

/// The one that the space has chosen, else the first that fits. For admins of the space.
pub async fn current(app: &App, access: &Access) -> Result<Tier> {
    access.require_admin(Scope::ReadSpaceSubscriptions)?;
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let (all, count) = tiers(&access, &mut tx).await?;
            match subscriptions::of_space(&mut tx).await? {
                Some(subscription) => Ok(Tier { available: rules::available(subscription.maximum_memberships, count), subscription }),
                None => fitting(all, count),
            }
        })
        .await
}

/// What a cycle of the space's tier costs.
pub(crate) async fn price(access: &Access, tx: &mut SpaceTx<'_>) -> Result<Amount> {
    if let Some(subscription) = subscriptions::of_space(tx).await? {
        return Ok(subscription.net);
    }
    let (all, count) = tiers(access, tx).await?;
    Ok(fitting(all, count)?.subscription.net)
}

fn fitting(mut all: Vec<Tier>, memberships: i64) -> Result<Tier> {
    let maximums: Vec<_> = all.iter().map(|tier| tier.subscription.maximum_memberships).collect();
    let place = rules::tier_for(&maximums, memberships).ok_or_else(|| Error::internal("the operator has no tiers"))?;
    Ok(all.swap_remove(place))
}

/// The tier for so many members.
pub async fn preview(app: &App, access: &Access, memberships: u32) -> Result<Tier> {
    access.require_admin(Scope::ReadSpaceSubscriptions)?;
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let (all, _) = tiers(&access, &mut access.bind(tx)).await?;
            fitting(all, memberships.into())
        })
        .await
}

/// Chooses a tier. For admins of the space.
///
/// # Errors
/// [`Error::Invalid`] where there is no such tier, or the space has too many members for it.
pub async fn change(app: &App, access: &Access, id: SubscriptionId) -> Result<Tier> {
    access.require_admin(Scope::WriteSpaceSubscriptions)?;
    let (all, access) = (app.clone(), access.clone());
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let (found, _) = tiers(&access, &mut tx).await?;
            let refused = |code, message: &'static str| FieldError::relation("chosenSubscription", code, message);
            let tier = found.into_iter().find(|tier| tier.subscription.id == id);
            let tier = tier.ok_or_else(|| refused("not_found", "does not exist"))?;
            if !tier.available {
                return Err(refused("too_small", "is for fewer members than the space has").into());
            }
            subscriptions::choose(&mut tx, id).await?;
            let space = access.space_id();
            all.emit(&mut tx, Event::ChangedSpaceSubscription, space.0, json!({"subscription_id": id})).await?;
            Ok(tier)
        })
        .await
}

/// To whom the space is billed, the space itself where nothing was said; and how many memberships count. For admins.
pub async fn billing(app: &App, access: &Access) -> Result<(BillingDetails, i64)> {
    access.require_admin(Scope::ReadSpaceBillingDetails)?;
    let access = access.clone();
    app.db.read(async move |tx| known(&access, &mut access.bind(tx)).await).await
}

async fn known(access: &Access, tx: &mut SpaceTx<'_>) -> Result<(BillingDetails, i64)> {
    let space = || BillingDetails { company: Some(access.space().name.clone()), ..BillingDetails::default() };
    let details = subscriptions::billing(tx).await?.unwrap_or_else(space);
    Ok((details, subscriptions::memberships(tx, access.today()).await?))
}

/// Says to whom the space is billed. For admins of the space.
///
/// # Errors
/// [`Error::Invalid`] with everything that is wrong.
pub async fn set_billing(app: &App, access: &Access, mut new: BillingDetails) -> Result<(BillingDetails, i64)> {
    access.require_admin(Scope::WriteSpaceBillingDetails)?;
    let mut check = Checker::default();
    check.line("company", &mut new.company);
    check.line("name", &mut new.name);
    check.lines("address", &mut new.address);
    let email = new.email.take().filter(|email| !email.trim().is_empty());
    new.email = email.and_then(|email| check.email("billingEmail".into(), &email));
    check.line("vatIdentificationNumber", &mut new.vat_id);
    for (field, missing) in [("company", new.company.is_none()), ("address", new.address.is_none())] {
        if missing && check.is_empty() {
            check.refuse(field.into(), "blank", "can't be blank");
        }
    }
    let home: Option<Country> = access.space().country.parse().ok().filter(|country: &Country| country.in_eu());
    if let (Some(home), Some(typed)) = (home, new.vat_id.as_deref()) {
        new.vat_id = tax_ids::in_eu(typed, home);
        if new.vat_id.is_none() {
            check.refuse("vatIdentificationNumber".into(), "invalid", "is not a tax id of the European Union");
        }
    }
    check.done(())?;
    let access = access.clone();
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            subscriptions::set_billing(&mut tx, &new).await?;
            known(&access, &mut tx).await
        })
        .await
}

/// A tier that the operator wants.
#[derive(Clone, Debug)]
pub struct NewTier {
    pub net: Amount,
    pub currency: Currency,
    pub cycle_months: u32,
    pub maximum_memberships: Option<u32>,
}

/// Adds a tier. For the operator, who sits at the machine.
pub async fn add(app: &App, new: NewTier) -> Result<SubscriptionId> {
    if new.net < Amount::default() || new.cycle_months == 0 || new.cycle_months > 36 || new.maximum_memberships == Some(0) {
        return Err(FieldError::base(
            "out_of_range",
            "A price must not be negative, a cycle has 1 to 36 months, and a tier is for 1 member at least.",
        )
        .into());
    }
    let id = app.id::<SubscriptionId>();
    let tier = Subscription {
        id,
        net: new.net,
        currency: new.currency,
        cycle_months: new.cycle_months.into(),
        maximum_memberships: new.maximum_memberships.map(Into::into),
        created_at: app.clock.now(),
    };
    app.db.write(async move |tx| Ok::<_, Error>(subscriptions::insert(tx, &tier).await?)).await?;
    Ok(id)
}

/// All tiers, for the operator.
pub async fn all(app: &App) -> Result<Vec<Subscription>> {
    app.db.read(async move |tx| Ok::<_, Error>(subscriptions::list(tx).await?)).await
}

/// Takes a tier away. For the operator.
///
/// # Errors
/// [`Error::Conflict`] for the last one, and for one that a space has chosen.
pub async fn remove(app: &App, id: SubscriptionId) -> Result<()> {
    app.db
        .write(async move |tx| {
            let all = subscriptions::list(tx).await?;
            if !all.iter().any(|tier| tier.id == id) {
                return Err(Error::NOT_FOUND);
            }
            if all.len() == 1 {
                return Err(Error::conflict("last_subscription", "This is the last one: add another first."));
            }
            if subscriptions::chosen(tx, id).await? {
                return Err(Error::conflict("subscription_in_use", "A space has chosen it."));
            }
            subscriptions::delete(tx, id).await?;
            Ok(())
        })
        .await
}
