//! Which invoices are charged or reminded of next, and who owes one for too long.

use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::{InvoiceId, MembershipId};
use jiff::civil::Date;
use uuid::Uuid;

db::row! {
    /// How far an invoice has come.
    #[derive(Clone, Copy, Debug)]
    pub struct Progress {
        /// The day of the next try.
        pub charge_on: Option<Date>,
        pub charges_tried: u32,
        /// Reminders that were sent by themselves.
        pub dunned: i64,
        pub dunned_on: Option<Date>,
    }
}

statements! {
    DUE_CHARGES = "SELECT charge_on, id FROM invoices i WHERE space_id = $1 AND paid_status = 'unpaid' AND charge_on <= $2
        AND (charge_on, id) > ($3, $4) AND EXISTS (SELECT 1 FROM payment_sources s WHERE s.space_id = i.space_id
            AND s.debitor_id = COALESCE(i.membership_id, i.team_id)) ORDER BY charge_on, id LIMIT $5";
    DUE_REMINDERS = "SELECT remind_on, id FROM invoices WHERE space_id = $1 AND paid_status = 'unpaid' AND remind_on <= $2
        AND (remind_on, id) > ($3, $4) AND dunned < $5 AND (dunned_on IS NULL OR dunned_on < $2) ORDER BY remind_on, id LIMIT $6";
    PROGRESS = "SELECT charge_on, charges_tried, dunned, dunned_on FROM invoices WHERE space_id = $1 AND id = $2";
    PLAN = "UPDATE invoices SET charge_on = $3 WHERE space_id = $1 AND id = $2";
    // Whoever moves it has it.
    TRY = "UPDATE invoices SET charge_on = NULL, charges_tried = charges_tried + 1 WHERE space_id = $1 AND id = $2 AND charge_on <= $3";
    TRY_AGAIN = "UPDATE invoices SET charge_on = $3 WHERE space_id = $1 AND (membership_id = $2 OR team_id = $2) AND paid_status = 'unpaid'
        AND charges_tried > 0";
    FORGET = "UPDATE invoices SET charge_on = NULL WHERE space_id = $1 AND charge_on < $2";
    DUN = "UPDATE invoices SET dunned = dunned + 1, dunned_on = $4 WHERE space_id = $1 AND id = $2 AND dunned = $3";
    OVERDUE = "SELECT number FROM invoices WHERE space_id = $1 AND paid_status = 'unpaid' AND due_on < $3 AND (membership_id = $2
        OR membership_id IN (SELECT p.id FROM memberships p JOIN memberships m ON m.space_id = p.space_id AND m.team_id = p.team_id
            WHERE m.space_id = $1 AND m.id = $2 AND m.team_role IN ('paid', 'manager') AND p.team_role = 'paying')
        OR team_id IN (SELECT t.team_id FROM memberships t WHERE t.space_id = $1 AND t.id = $2)) ORDER BY due_on, id LIMIT 1";
}

/// A place in a list: day and invoice.
pub type At = (Date, InvoiceId);

fn at(rows: Vec<(Date, Uuid)>) -> Vec<At> {
    rows.into_iter().map(|(day, id)| (day, InvoiceId(id))).collect()
}

/// Unpaid invoices to be charged up to a day, of whom somebody can be charged for, behind one of them.
pub async fn due_charges(tx: &mut SpaceTx<'_>, last: Date, after: At, limit: i64) -> Result<Vec<At>> {
    Ok(at(tx.query(DUE_CHARGES, params![last, after.0, after.1.0, limit]).await?))
}

/// Unpaid invoices that are late on a day, with less than so many reminders and none on that day, behind one of them.
pub async fn due_reminders(tx: &mut SpaceTx<'_>, today: Date, after: At, most: i64, limit: i64) -> Result<Vec<At>> {
    Ok(at(tx.query(DUE_REMINDERS, params![today, after.0, after.1.0, most, limit]).await?))
}

pub async fn progress(tx: &mut SpaceTx<'_>, id: InvoiceId) -> Result<Progress> {
    tx.query_one(PROGRESS, params![id.0]).await
}

/// Has it charged on a day, or no more.
pub async fn plan(tx: &mut SpaceTx<'_>, id: InvoiceId, day: Option<Date>) -> Result<()> {
    tx.execute(PLAN, params![id.0, day]).await.map(drop)
}

/// Counts a try that was due by a day; `false` where somebody else has made it.
pub async fn begin_try(tx: &mut SpaceTx<'_>, id: InvoiceId, last: Date) -> Result<bool> {
    Ok(tx.execute(TRY, params![id.0, last]).await? == 1)
}

/// What could not be charged to a membership or a team is tried again on a day (Y4).
pub async fn try_again(tx: &mut SpaceTx<'_>, debitor: Uuid, day: Date) -> Result<()> {
    tx.execute(TRY_AGAIN, params![debitor, day]).await.map(drop)
}

/// Tries that were due before a day are not made up for.
pub async fn forget_before(tx: &mut SpaceTx<'_>, day: Date) -> Result<()> {
    tx.execute(FORGET, params![day]).await.map(drop)
}

/// Counts a reminder that follows so many; `false` where somebody else has sent it.
pub async fn dun(tx: &mut SpaceTx<'_>, id: InvoiceId, sent: i64, today: Date) -> Result<bool> {
    Ok(tx.execute(DUN, params![id.0, sent, today]).await? == 1)
}

/// The number of the oldest unpaid invoice that was due before a day, of the membership, its team or whoever pays for it.
pub async fn overdue(tx: &mut SpaceTx<'_>, membership: MembershipId, before: Date) -> Result<Option<String>> {
    let found: Option<(String,)> = tx.query_opt(OVERDUE, params![membership.0, before]).await?;
    Ok(found.map(|(number,)| number))
}
