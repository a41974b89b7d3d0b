//! One-time charges and credits: put down for a member, billed with the next invoice (G1 to G3).

use crate::access::Access;
use crate::bookings::too_large;
use crate::memberships::person::Checker;
use crate::{App, Error, Event, FieldError, Result};
use domain::accounting::Account;
use domain::ids::{ChargeId, MembershipId};
use domain::memberships::check_day;
use domain::money::{self, Amount};
use domain::scopes::Scope;
use domain::taxes::{self, Rate, Tax};
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use store::charges::{self, Charge};
use store::memberships::{self, Membership};
use store::{Json, SpaceTx, billing};

/// How many charges a list gives at most.
const MOST: i64 = 5_000;

/// A charge to put down.
#[derive(Clone, Debug)]
pub struct Create {
    pub description: String,
    /// Net, of one; below zero gives something back.
    pub amount: Amount,
    pub quantity: Decimal,
    /// None: today.
    pub charged_on: Option<Date>,
    /// None: the taxes of the space.
    pub tax_rate: Option<Rate>,
    pub accounting_code: Option<String>,
    /// Its number.
    pub cost_center: Option<String>,
}

fn facts(charge: &Charge) -> Value {
    json!({
        "membership_id": charge.membership_id, "description": charge.description, "amount": charge.amount,
        "quantity": charge.quantity, "currency": charge.currency, "charged_at": charge.charged_on,
    })
}

/// Those of some days, both included. For admins of the space.
pub async fn list(app: &App, access: &Access, from: Date, to: Date) -> Result<Vec<Charge>> {
    access.require_admin(Scope::ReadCharges)?;
    if to < from {
        return Err(FieldError::parameter("to", "before_from", "must not be before from").into());
    }
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(charges::between(&mut access.bind(tx), from, to, MOST).await?)).await
}

/// Those of a membership that were not billed. For admins, and members for themselves.
pub async fn recent(app: &App, access: &Access, membership: MembershipId) -> Result<Vec<Charge>> {
    if !is_own(access, membership, Scope::ReadCharges) {
        access.require_admin(Scope::ReadCharges)?;
    }
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            memberships::find(&mut tx, membership).await?.ok_or(Error::NOT_FOUND)?;
            Ok(charges::unbilled(&mut tx, membership, MOST).await?)
        })
        .await
}

fn is_own(access: &Access, membership: MembershipId, scope: Scope) -> bool {
    access.members().iter().any(|member| member.id == membership) && access.allows(scope)
}

/// Puts a charge down. Admins any, for everybody; members for themselves what is more than nothing (G3).
///
/// # Errors
/// [`Error::Invalid`] with everything that is wrong.
pub async fn create(app: &App, access: &Access, membership: MembershipId, new: Create) -> Result<Charge> {
    let admin = access.is_admin(Scope::WriteCharges);
    if !admin && !is_own(access, membership, Scope::WriteCharges) {
        access.require_admin(Scope::WriteCharges)?;
    }
    let new = checked(access, new, admin)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        memberships::lock_one(&mut tx, membership).await?;
        let member = memberships::find(&mut tx, membership).await?.ok_or(Error::NOT_FOUND)?;
        let charge = charge(&app, &access, &member, &new)?;
        insert(&app, &mut tx, charge).await
    })
    .await
}

/// Puts it down in the caller's transaction, which holds the membership.
pub(crate) async fn insert(app: &App, tx: &mut SpaceTx<'_>, charge: Charge) -> Result<Charge> {
    charges::insert(tx, &charge).await?;
    billing::look_again(tx, charge.membership_id).await?;
    app.emit(tx, Event::CreatedCharge, charge.id.0, facts(&charge)).await?;
    Ok(charge)
}

fn checked(access: &Access, mut new: Create, admin: bool) -> Result<Create> {
    let mut check = Checker::default();
    let mut description = Some(std::mem::take(&mut new.description));
    check.lines("description", &mut description);
    match description {
        Some(text) => new.description = text,
        None if check.is_empty() => check.refuse("description".into(), "blank", "can't be blank"),
        None => {}
    }
    check.line("accounting_code", &mut new.accounting_code);
    check.line("cost_center", &mut new.cost_center);
    if new.quantity <= Decimal::ZERO || new.quantity > Decimal::from(1_000_000) || new.quantity.normalize().scale() > 6 {
        check.refuse("quantity".into(), "out_of_range", "must be above 0 and at most 1000000, with at most six decimals");
    }
    if new.amount == Amount::ZERO {
        check.refuse("amount".into(), "zero", "must not be 0");
    }
    if !admin && new.amount < Amount::ZERO {
        check.refuse("amount".into(), "negative", "must be above 0");
    }
    let day = new.charged_on.unwrap_or(access.today());
    if check_day("charged_at", day).is_err() {
        check.refuse("charged_at".into(), "absurd_date", "must be between the years 2000 and 2100");
    }
    check.done(new)
}

fn charge(app: &App, access: &Access, member: &Membership, new: &Create) -> Result<Charge> {
    let (space, now) = (access.space(), app.clock.now());
    let charged_on = new.charged_on.unwrap_or(access.today());
    if charged_on < member.starts_at.min(access.today()) {
        return Err(FieldError::field("charged_at", "before_start", "must not be before the start of the membership").into());
    }
    let name = || space.taxes.0.first().map_or_else(|| "Tax".to_owned(), |tax| tax.name.clone());
    let own = new.tax_rate.map(|rate| Tax { name: name(), rate });
    let taxes = taxes::applicable(&space.taxes.0, own.as_ref(), true, member.charge_taxes);
    // What could not be billed is not put down.
    taxes::line(new.amount, new.quantity, &taxes, space.price_display, space.currency).map_err(too_large)?;
    Ok(Charge {
        id: app.id(),
        membership_id: member.id,
        description: new.description.clone(),
        quantity: money::decimal_text(new.quantity),
        amount: new.amount,
        currency: space.currency,
        taxes: Json(taxes),
        charged_on,
        accounting_code: new.accounting_code.clone(),
        cost_center: new.cost_center.clone().map(|number| Json(Account { name: number.clone(), number })),
        invoice_id: None,
        created_by: access.user().map(|user| user.0),
        created_at: now,
        revenue_account: None,
    })
}

/// Takes a charge back that was not billed (G1). For admins of the space.
pub async fn delete(app: &App, access: &Access, id: ChargeId) -> Result<()> {
    access.require_admin(Scope::WriteCharges)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let found = charges::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        // Bills are made under the same lock.
        memberships::lock_one(&mut tx, found.membership_id).await?;
        let charge = charges::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        if charge.invoice_id.is_some() {
            return Err(Error::conflict("billed", "The charge is on an invoice."));
        }
        charges::delete(&mut tx, id).await?;
        app.emit(&mut tx, Event::DeletedCharge, id.0, facts(&charge)).await
    })
    .await
}
