//! Which invoices are charged or reminded of next, and who owes one for too long.

use crate::{SpaceTx, statements};
use db::{Query, Result, params};
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
        AND (charge_on, id) > ($3, $4) AND EXISTS (SELECT 1 FROM payment_sources WHERE space_id = $1)
        AND EXISTS (SELECT 1 FROM payment_sources s WHERE s.space_id = i.space_id
            AND s.debitor_id = COALESCE(i.membership_id, i.team_id)) ORDER BY charge_on, id LIMIT $5";
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

/// Unpaid invoices whose next reminder is due, behind one of them. `latest` has, for each number of reminders that were sent,
/// the last day on which the last one was, or for none the day they were late: whoever has had more gets no more.
pub async fn due_reminders(tx: &mut SpaceTx<'_>, latest: &[Date], after: At, limit: i64) -> Result<Vec<At>> {
    let mut query = Query::new("SELECT day, id FROM (");
    for (sent, last) in latest.iter().enumerate() {
        const LATE: &str = "SELECT COALESCE(dunned_on, remind_on) AS day, id FROM invoices WHERE paid_status = 'unpaid' AND space_id = ";
        query = query.sql(if sent == 0 { "" } else { " UNION ALL " }).sql(LATE).bind(tx.space().0);
        query = query.sql(" AND dunned = ").bind(i64::try_from(sent).unwrap_or(i64::MAX));
        query = query.sql(" AND COALESCE(dunned_on, remind_on) <= ").bind(*last);
        query = query.sql(" AND (COALESCE(dunned_on, remind_on), id) > (").bind(after.0).sql(", ").bind(after.1.0).sql(")");
    }
    let query = query.sql(") late ORDER BY day, id LIMIT ").bind(limit);
    Ok(at(tx.global().query(query.text, query.params).await?))
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
