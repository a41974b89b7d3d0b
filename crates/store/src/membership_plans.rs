//! The copies of plans that memberships held, hold and will hold (rules N2, N7 to N9).

use crate::json::Json;
use crate::resources::Slice;
use crate::totals::open_up_to;
use crate::{SpaceTx, statements, totals};
use db::{Result, params};
use domain::billing::Move;
use domain::ids::{MembershipId, MembershipPlanId, PlanId};
use domain::plans::{PlanCopy, PlanTerms};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

db::row! {
    /// One copy. It holds from its first day to `canceled_to`.
    #[derive(Clone, Debug)]
    pub struct Copy {
        pub id: MembershipPlanId as Uuid,
        pub membership_id: MembershipId as Uuid,
        pub parent_plan_id: PlanId as Uuid,
        pub starts_at: Date,
        /// The last day, if a successor or the end of the membership is known (N9).
        pub canceled_to: Option<Date>,
        pub terms: Json<PlanTerms>,
        /// The day that was chosen for the first invoice of a changed plan (N5).
        pub first_invoice_at: Option<Date>,
        /// The membership's next invoice has still to move there.
        pub renewal_waits: bool,
    }
}

impl Copy {
    /// As the rules see it.
    pub fn rule(&self) -> PlanCopy {
        PlanCopy {
            id: self.id,
            parent: self.parent_plan_id,
            starts_at: self.starts_at,
            first_invoice_at: self.first_invoice_at,
            terms: self.terms.0.clone(),
        }
    }

    /// How the renewal is still to move with it.
    pub fn renewal_move(&self) -> Option<Move> {
        self.first_invoice_at.filter(|_| self.renewal_waits).map(|to| Move { on: self.starts_at, to })
    }
}

macro_rules! fields {
    () => {
        "SELECT p.id, p.membership_id, p.parent_plan_id, p.starts_at, p.canceled_to, p.terms, p.first_invoice_at, p.renewal_waits"
    };
}
macro_rules! columns {
    () => {
        concat!(fields!(), " FROM membership_plans p")
    };
}
macro_rules! open {
    () => {
        "p.space_id = $1 AND p.starts_at <= $3 AND p.canceled_to IS NULL"
    };
}
macro_rules! closed {
    () => {
        "p.space_id = $1 AND p.starts_at <= $3 AND p.canceled_to >= $2 AND p.canceled_to >= p.starts_at"
    };
}
macro_rules! confirmed {
    () => {
        " AND EXISTS (SELECT 1 FROM memberships m WHERE m.space_id = p.space_id AND m.id = p.membership_id AND m.confirmed_at IS NOT NULL)"
    };
}

statements! {
    OF_MEMBERSHIP = concat!(columns!(), " WHERE p.space_id = $1 AND p.membership_id = $2 ORDER BY p.starts_at, p.id");
    ALL = concat!(columns!(), " WHERE p.space_id = $1 ORDER BY p.membership_id, p.starts_at, p.id");
    NOT_ENDED = concat!(columns!(), " WHERE p.space_id = $1 AND (p.canceled_to IS NULL OR p.canceled_to >= $2)
        ORDER BY p.membership_id, p.starts_at, p.id");
    // Those without an end have an index in their order; the others that had not ended are few: a limit
    // that cuts nothing keeps SQLite from walking past all rows for the order.
    ACTIVE = concat!(fields!(), " FROM (SELECT w.id FROM (
            SELECT o.id FROM (SELECT p.id FROM membership_plans p WHERE ", open!(), confirmed!(), "
                ORDER BY p.id LIMIT CAST($4 AS BIGINT) + CAST($5 AS BIGINT)) o
            UNION ALL SELECT c.id FROM (SELECT p.id FROM membership_plans p WHERE ", closed!(), confirmed!(), "
                ORDER BY p.canceled_to LIMIT 9223372036854775807) c
        ) w ORDER BY w.id LIMIT $4 OFFSET $5) w CROSS JOIN membership_plans p WHERE p.space_id = $1 AND p.id = w.id ORDER BY p.id");
    // Of those without an end nothing says whether their membership is confirmed; the few that are not are taken off.
    COUNT_ACTIVE = concat!("SELECT ", open_up_to!("membership_plans_open", "$4"), "
        - (SELECT COUNT(*) FROM memberships m JOIN membership_plans p ON p.space_id = m.space_id AND p.membership_id = m.id
            WHERE m.space_id = $1 AND m.confirmed_at IS NULL AND ", open!(), ")
        + (SELECT COUNT(*) FROM membership_plans p WHERE ", closed!(), confirmed!(), ")");
    INSERT = "INSERT INTO membership_plans (space_id, id, membership_id, parent_plan_id, starts_at, canceled_to, terms, created_at,
        first_invoice_at, renewal_waits) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    SET_DAYS = "UPDATE membership_plans SET starts_at = $3, canceled_to = $4 WHERE space_id = $1 AND id = $2";
    DELETE = "DELETE FROM membership_plans WHERE space_id = $1 AND id = $2";
    WAITING = "SELECT DISTINCT p.membership_id FROM membership_plans p JOIN memberships m ON m.space_id = p.space_id AND m.id = p.membership_id
        WHERE p.space_id = $1 AND p.renewal_waits = TRUE AND p.starts_at <= $2 AND m.next_invoice_at >= p.starts_at ORDER BY p.membership_id";
    RENEWALS_MOVED = "UPDATE membership_plans SET renewal_waits = FALSE WHERE space_id = $1 AND membership_id = $2 AND renewal_waits = TRUE
        AND starts_at <= $3";
}

/// The history of one membership, in order.
pub async fn of(tx: &mut SpaceTx<'_>, membership: MembershipId) -> Result<Vec<Copy>> {
    tx.query(OF_MEMBERSHIP, params![membership.0]).await
}

/// The histories of some memberships, one after another, each in order.
pub async fn of_many(tx: &mut SpaceTx<'_>, memberships: Vec<MembershipId>) -> Result<Vec<Copy>> {
    let query = tx.select(concat!(columns!(), " WHERE p.space_id = ")).sql(" AND p.membership_id IN ");
    let query = query.list(memberships.into_iter().map(|id| id.0)).sql(" ORDER BY p.membership_id, p.starts_at, p.id");
    tx.run(query).await
}

/// The histories of all memberships of the space.
pub async fn all(tx: &mut SpaceTx<'_>) -> Result<Vec<Copy>> {
    tx.query(ALL, params![]).await
}

/// The same without copies that ended before the day.
pub async fn not_ended(tx: &mut SpaceTx<'_>, day: Date) -> Result<Vec<Copy>> {
    tx.query(NOT_ENDED, params![day]).await
}

/// A page of the copies of confirmed memberships that were active on some day of the window, and how many
/// there are.
pub async fn active(tx: &mut SpaceTx<'_>, from: Date, to: Date, limit: i64, offset: i64) -> Result<(Vec<Copy>, i64)> {
    let found: Vec<_> = tx.query(ACTIVE, params![from, to, limit, offset]).await?;
    if let Some(total) = totals::seen(found.len(), Slice { limit, offset }) {
        return Ok((found, total));
    }
    let (total,): (i64,) = tx.query_one(COUNT_ACTIVE, params![from, to, to.to_string()]).await?;
    Ok((found, total))
}

pub async fn insert(tx: &mut SpaceTx<'_>, copy: &Copy, at: Timestamp) -> Result<()> {
    let mut values = params![copy.id.0, copy.membership_id.0, copy.parent_plan_id.0, copy.starts_at, copy.canceled_to];
    values.extend(params![&copy.terms, at, copy.first_invoice_at, copy.renewal_waits]);
    tx.execute(INSERT, values).await.map(drop)
}

/// Moves the first and the last day.
pub async fn set_days(tx: &mut SpaceTx<'_>, id: MembershipPlanId, starts_at: Date, canceled_to: Option<Date>) -> Result<()> {
    tx.execute(SET_DAYS, params![id.0, starts_at, canceled_to]).await.map(drop)
}

/// Memberships whose renewal is to move with a change of plan that holds by the day, where all before the change is billed (N5).
pub async fn waiting(tx: &mut SpaceTx<'_>, day: Date) -> Result<Vec<MembershipId>> {
    let rows: Vec<(Uuid,)> = tx.query(WAITING, params![day]).await?;
    Ok(rows.into_iter().map(|(id,)| MembershipId(id)).collect())
}

/// The renewal has moved with all changes up to the day, or was set anew by hand.
pub async fn renewals_moved(tx: &mut SpaceTx<'_>, membership: MembershipId, day: Date) -> Result<()> {
    tx.execute(RENEWALS_MOVED, params![membership.0, day]).await.map(drop)
}

/// A scheduled change that does not come (N7).
pub async fn delete(tx: &mut SpaceTx<'_>, id: MembershipPlanId) -> Result<()> {
    tx.execute(DELETE, params![id.0]).await.map(drop)
}
