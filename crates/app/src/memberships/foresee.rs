//! What a change of a membership would bring, before anything is done: it is done, looked at and undone.

use super::{ChangePlan, cancel_own, change_own_plan, change_plan};
use crate::access::Access;
use crate::rehearsals::Rehearsal;
use crate::{App, Error, Result, billing};
use domain::ids::MembershipId;
use domain::scopes::Scope;
use jiff::ToSpan as _;
use jiff::civil::Date;
use store::invoices::Invoice;
use store::membership_plans::Copy;

/// How long after the change bills are foreseen.
const MONTHS: i32 = 3;

/// What would come.
#[derive(Clone, Debug)]
pub struct Ahead {
    /// The first day of the new plan, or the last day of the membership.
    pub day: Date,
    /// The day that was chosen for the first invoice of the new plan (N5).
    pub first_invoice_at: Option<Date>,
    /// The bills from today on: with a change of plan for a few months behind it, with an end all that there are.
    pub invoices: Vec<Invoice>,
}

/// The day on which another plan of one's own would begin, and what would be billed.
///
/// # Errors
/// As [`change_own_plan`].
pub async fn foresee_plan(app: &App, access: &Access, id: MembershipId, wish: ChangePlan) -> Result<Ahead> {
    let (app, rehearsal) = Rehearsal::new(app);
    let ahead = async {
        let (_, copy, _) = change_own_plan(&app, access, wish).await?;
        behind(&app, access, id, &copy, true).await
    };
    let ahead = ahead.await;
    rehearsal.end().await;
    ahead
}

/// The day on which a member's other plan would begin, and what would be billed, as far as the admin may see that.
///
/// # Errors
/// As [`change_plan`].
pub async fn foresee_change(app: &App, access: &Access, id: MembershipId, wish: ChangePlan) -> Result<Ahead> {
    let (app, rehearsal) = Rehearsal::new(app);
    let ahead = async {
        let (_, copy, _) = change_plan(&app, access, id, wish).await?;
        behind(&app, access, id, &copy, access.is_admin(Scope::ReadInvoices)).await
    };
    let ahead = ahead.await;
    rehearsal.end().await;
    ahead
}

/// What comes of a change that was made.
async fn behind(app: &App, access: &Access, id: MembershipId, copy: &Copy, sees_invoices: bool) -> Result<Ahead> {
    let first = copy.first_invoice_at.unwrap_or(copy.starts_at).max(copy.starts_at);
    let last = first.saturating_add((MONTHS.max(i32::from(copy.terms.0.cycle_months))).months());
    let invoices = if sees_invoices { billing::coming(app, access, id, last).await? } else { Vec::new() };
    Ok(Ahead { day: copy.starts_at, first_invoice_at: copy.first_invoice_at, invoices })
}

/// The last day if one's own membership were cancelled now, and what would still be billed.
///
/// # Errors
/// As [`cancel_own`].
pub async fn foresee_end(app: &App, access: &Access, id: MembershipId) -> Result<Ahead> {
    let (app, rehearsal) = Rehearsal::new(app);
    let ahead = async {
        let ended = cancel_own(&app, access, id).await?;
        let day = ended.views.first().and_then(|view| view.membership.canceled_to).ok_or(Error::NOT_FOUND)?;
        let last = day.saturating_add(1.months());
        Ok(Ahead { day, first_invoice_at: None, invoices: billing::coming(&app, access, id, last).await? })
    };
    let ahead = ahead.await;
    rehearsal.end().await;
    ahead
}
