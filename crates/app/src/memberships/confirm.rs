//! Confirming members who had to be looked at first (J6, J7).

use super::create::first_invoice;
use super::list::{Listed, one};
use super::{facts, hold};
use crate::access::Access;
use crate::{App, Event, Result};
use domain::ids::MembershipId;
use domain::memberships::{check_day, first_recurring};
use domain::scopes::Scope;
use jiff::civil::Date;
use serde_json::json;
use store::{membership_plans, memberships, spaces};

/// What an admin may set before.
#[derive(Clone, Copy, Debug, Default)]
pub struct Confirm {
    pub starts_at: Option<Date>,
    /// Day of the first recurring invoice.
    pub first_invoice_at: Option<Date>,
    pub prorate_first_invoice: Option<bool>,
}

/// Confirms, which gives the customer number (J13). Confirming again changes nothing.
pub async fn confirm(app: &App, access: &Access, id: MembershipId, how: Confirm) -> Result<Listed> {
    access.require_admin(Scope::WriteMemberships)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let today = access.today();
        let mut membership = hold(&mut tx, id).await?;
        if membership.confirmed_at.is_some() {
            return one(&mut tx, id, today).await;
        }
        if let Some(day) = how.starts_at.filter(|day| *day != membership.starts_at) {
            check_day("starts_at", day)?;
            if let Some(first) = membership_plans::of(&mut tx, id).await?.first() {
                membership_plans::set_days(&mut tx, first.id, day, first.canceled_to).await?;
            }
            membership.starts_at = day;
            membership.next_invoice_at = first_recurring(day, access.space().settings.0.default_invoice_day);
        }
        if let Some(day) = how.first_invoice_at {
            membership.next_invoice_at = first_invoice(day, membership.starts_at)?;
            membership_plans::renewals_moved(&mut tx, id, today).await?;
        }
        membership.prorate_first_invoice = how.prorate_first_invoice.unwrap_or(membership.prorate_first_invoice);
        let now = app.clock.now();
        (membership.confirmed_at, membership.updated_at) = (Some(now), now);
        if membership.customer_number.is_none() {
            membership.customer_number = Some(spaces::next_customer_number(&mut tx).await?.to_string());
        }
        memberships::update(&mut tx, &membership).await?;
        let listed = one(&mut tx, id, today).await?;
        app.emit(&mut tx, Event::ConfirmedMembership, id.0, facts(&membership, json!({}))).await?;
        Ok(listed)
    })
    .await
}
