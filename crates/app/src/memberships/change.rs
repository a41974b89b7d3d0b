//! Changing what is known of a member.

use super::create::{free, invoice_day};
use super::list::{Listed, one};
use super::{Person, facts, hold};
use crate::access::Access;
use crate::{App, Error, Event, FieldError, Result};
use domain::ids::MembershipId;
use domain::memberships::check_day;
use domain::scopes::Scope;
use jiff::civil::Date;
use serde_json::json;
use std::sync::Arc;
use store::memberships::{self, Membership};
use store::{Json, SpaceTx, membership_plans};

/// What to change: `None` keeps, `Some(None)` clears.
#[derive(Clone, Debug, Default)]
pub struct Change {
    pub name: Option<Option<String>>,
    pub company: Option<Option<String>>,
    pub email: Option<Option<String>>,
    pub phone: Option<Option<String>>,
    pub address: Option<AddressChange>,
    pub billing_emails: Option<Vec<String>>,
    pub tax_id: Option<Option<String>>,
    /// Admins only.
    pub charge_taxes: Option<bool>,
    /// Moves the renewal (L16). Admins only.
    pub next_invoice_at: Option<Date>,
}

/// As [`Change`], of an address.
#[derive(Clone, Debug, Default)]
pub struct AddressChange {
    pub full_address: Option<Option<String>>,
    pub street: Option<Option<String>>,
    pub post_code: Option<Option<String>>,
    pub city: Option<Option<String>>,
    pub state: Option<Option<String>>,
    pub country: Option<Option<String>>,
}

impl Change {
    fn apply(&self, person: &mut Person) {
        let set = |to: &mut Option<String>, from: &Option<Option<String>>| {
            if let Some(value) = from {
                to.clone_from(value);
            }
        };
        set(&mut person.name, &self.name);
        set(&mut person.company, &self.company);
        set(&mut person.email, &self.email);
        set(&mut person.phone, &self.phone);
        set(&mut person.tax_id, &self.tax_id);
        if let Some(change) = &self.address {
            let address = &mut person.address;
            set(&mut address.full_address, &change.full_address);
            set(&mut address.street, &change.street);
            set(&mut address.post_code, &change.post_code);
            set(&mut address.city, &change.city);
            set(&mut address.state, &change.state);
            set(&mut address.country, &change.country);
        }
        if let Some(emails) = &self.billing_emails {
            person.billing_emails.clone_from(emails);
        }
        person.charge_taxes = self.charge_taxes.unwrap_or(person.charge_taxes);
    }
}

/// Admins, and members for themselves.
fn require_writer(access: &Access, id: MembershipId, scope: Scope) -> Result<bool> {
    if access.is_admin(scope) {
        return Ok(true);
    }
    if access.owns(id) && access.allows(scope) { Ok(false) } else { access.require_admin(scope).map(|()| true) }
}

/// Changes contact and billing data.
pub async fn change(app: &App, access: &Access, id: MembershipId, wish: Change) -> Result<Listed> {
    let (app, access, wish) = (app.clone(), access.clone(), Arc::new(wish));
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let before = hold(&mut tx, id).await?;
        let admin = require_writer(&access, id, Scope::WriteMemberships)?;
        let after = changed(&mut tx, &access, &before, &wish, admin).await?;
        let after = Membership { updated_at: app.clock.now(), ..after };
        memberships::update(&mut tx, &after).await?;
        if wish.next_invoice_at.is_some() {
            membership_plans::renewals_moved(&mut tx, id, access.today()).await?;
        }
        let listed = one(&mut tx, id, access.today()).await?;
        app.emit(&mut tx, Event::UpdatedMembershipDetails, id.0, facts(&after, json!({}))).await?;
        Ok(listed)
    })
    .await
}

/// Changes the billing data of a team's account (W3); the rest of it is nobody's.
pub(crate) async fn set_billing(
    app: &App,
    tx: &mut SpaceTx<'_>,
    access: &Access,
    account: MembershipId,
    wish: &Change,
) -> Result<Membership> {
    let before = hold(tx, account).await?;
    let wish = Change { email: None, phone: None, next_invoice_at: None, ..wish.clone() };
    let after = changed(tx, access, &before, &wish, true).await?;
    let after = Membership { updated_at: app.clock.now(), ..after };
    memberships::update(tx, &after).await?;
    Ok(after)
}

async fn changed(tx: &mut SpaceTx<'_>, access: &Access, before: &Membership, wish: &Change, admin: bool) -> Result<Membership> {
    if !admin && (wish.charge_taxes.is_some() || wish.next_invoice_at.is_some()) {
        return Err(Error::forbidden("admins_only", "Only admins may change taxes and invoice dates."));
    }
    let mut person = Person::from(before);
    wish.apply(&mut person);
    let person = person.checked(access.space())?;
    if person.email != before.email {
        // The login is the same person's in every space, so only that person changes its address (J11).
        if before.user_id.is_some() && !access.owns(before.id) {
            return Err(FieldError::field("email", "connected", "can only be changed by the member").into());
        }
        if let Some(email) = person.email.as_deref() {
            memberships::lock(tx).await?;
            free(tx, access.today(), Some(email), None, Some(before.id)).await?;
        }
    }
    let mut after = before.clone();
    if let Some(day) = wish.next_invoice_at {
        check_day("next_invoice_at", day)?;
        if day < access.today() {
            return Err(FieldError::field("next_invoice_at", "in_the_past", "must not be in the past").into());
        }
        after.next_invoice_at = invoice_day("next_invoice_at", day)?;
    }
    let Person { name, company, email, phone, address, billing_emails, tax_id, charge_taxes } = person;
    let (address, billing_emails) = (Json(address), Json(billing_emails));
    Ok(Membership { name, company, email, phone, address, billing_emails, tax_id, charge_taxes, ..after })
}
