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
use store::{SpaceTx, membership_plans, memberships, spaces};

/// What an admin may set before.
#[derive(Clone, Copy, Debug, Default)]
pub struct Confirm {
    pub starts_at: Option<Date>,
    /// Day of the first recurring invoice.
    pub first_invoice_at: Option<Date>,
    pub prorate_first_invoice: Option<bool>,
}

/// Lets the plans begin on a day: the one that holds then is the first, and those before it never held. The day that was chosen for
/// its first invoice, if that is still to come.
async fn begin_on(tx: &mut SpaceTx<'_>, id: MembershipId, day: Date) -> Result<Option<Date>> {
    let copies = membership_plans::of(tx, id).await?;
    let first = copies.iter().rposition(|copy| copy.starts_at <= day).unwrap_or_default();
    for never in copies.iter().take(first) {
        membership_plans::delete(tx, never.id).await?;
    }
    let Some(copy) = copies.get(first) else { return Ok(None) };
    membership_plans::set_days(tx, copy.id, day, copy.canceled_to).await?;
    membership_plans::renewals_moved(tx, id, day).await?;
    Ok(copy.first_invoice_at.filter(|chosen| *chosen >= day))
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
            membership.starts_at = day;
            let chosen = begin_on(&mut tx, id, day).await?;
            membership.next_invoice_at = chosen.unwrap_or_else(|| first_recurring(day, access.space().settings.0.default_invoice_day));
        }
        if let Some(day) = how.first_invoice_at {
            membership.next_invoice_at = first_invoice(day, membership.starts_at)?;
            membership_plans::renewals_moved(&mut tx, id, today.max(day)).await?;
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
