//! When memberships are billed, what was billed, and what was used and not billed yet.
//!
//! Nothing can be billed twice: days are a key of `billed_periods`, and a use is marked only while it is not marked.

use crate::json::Json;
use crate::{SpaceTx, statements};
use db::{Query, Result, Tx, params};
use domain::accounting::Account;
use domain::billing::{Covered, Key, Used};
use domain::extras::Extra;
use domain::ids::{AllocationId, BookingId, ChargeId, EventAttendanceId, InvoiceId, MembershipId, SpaceId, TeamId, TimePassId};
use domain::money::{Amount, Currency};
use domain::taxes::Tax;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

/// On this day nobody is billed any more: there is nothing to come.
pub const NEVER: Date = jiff::civil::date(9999, 12, 31);

db::row! {
    /// How far the bills of a membership are.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct Standing {
        pub id: MembershipId as Uuid,
        /// Due date of the next bill; none while nobody has looked since something changed.
        pub bill_on: Option<Date>,
        /// Due date of the last.
        pub billed_on: Option<Date>,
        /// What is older was billed elsewhere.
        pub bill_since: Option<Date>,
    }
}

impl Standing {
    /// The last day up to which there are bills, here or elsewhere.
    pub fn last_bill(&self) -> Option<Date> {
        self.billed_on.or_else(|| self.bill_since?.yesterday().ok())
    }
}

db::row! {
    /// Up to when an item was billed.
    #[derive(Clone, Debug)]
    pub struct Billed {
        pub membership_id: MembershipId as Uuid,
        pub item: String,
        /// The day after the last.
        pub ends_on: Date,
    }
}

db::row! {
    /// A booking with a price.
    #[derive(Clone, Debug)]
    pub struct Booked {
        pub membership_id: MembershipId as Uuid,
        pub space_id: SpaceId as Uuid,
        pub id: BookingId as Uuid,
        pub starts_at: Timestamp,
        pub ends_at: Timestamp,
        pub units: u32,
        pub price: Amount as i64,
        pub payable: Amount as i64,
        pub credit_minutes: u32,
        pub currency: Currency as String,
        pub taxes: Json<Vec<Tax>>,
        pub extras: Json<Vec<Extra>>,
        pub accounting_code: Option<String>,
        pub resource_name: String,
        pub cost_center: Option<Json<Account>>,
        pub revenue_account: Option<Json<Account>>,
    }
}

db::row! {
    /// A time pass that was bought.
    #[derive(Clone, Debug)]
    pub struct Bought {
        pub membership_id: MembershipId as Uuid,
        pub id: TimePassId as Uuid,
        pub name: String,
        pub created_at: Timestamp,
        pub price: Amount as i64,
        pub currency: Currency as String,
        pub taxes: Json<Vec<Tax>>,
        pub accounting_code: Option<String>,
    }
}

db::row! {
    /// An attendance with a price.
    #[derive(Clone, Debug)]
    pub struct Attended {
        pub membership_id: MembershipId as Uuid,
        pub id: EventAttendanceId as Uuid,
        pub title: String,
        /// Of the event.
        pub starts_at: Timestamp,
        pub number_of_attendees: u32,
        pub price: Amount as i64,
        pub currency: Currency as String,
        pub taxes: Json<Vec<Tax>>,
        pub accounting_code: Option<String>,
        pub cost_center: Option<Json<Account>>,
        pub revenue_account: Option<Json<Account>>,
    }
}

db::row! {
    /// A charge that was put down.
    #[derive(Clone, Debug)]
    pub struct Charged {
        pub membership_id: MembershipId as Uuid,
        pub id: ChargeId as Uuid,
        pub description: String,
        pub charged_on: Date,
        pub quantity: String,
        pub amount: Amount as i64,
        pub currency: Currency as String,
        pub taxes: Json<Vec<Tax>>,
        pub accounting_code: Option<String>,
        pub cost_center: Option<Json<Account>>,
        pub revenue_account: Option<Json<Account>>,
    }
}

db::row! {
    /// A resource that is held, by a member or by the team of a payer.
    #[derive(Clone, Debug)]
    pub struct Holding {
        pub membership_id: MembershipId as Uuid,
        pub id: AllocationId as Uuid,
        pub resource_name: String,
        pub starts_at: Date,
        pub canceled_to: Option<Date>,
        pub cycle_months: i64,
        pub price: Amount as i64,
        pub currency: Currency as String,
        pub taxes: Json<Vec<Tax>>,
        pub accounting_code: Option<String>,
        pub cost_center: Option<Json<Account>>,
        pub revenue_account: Option<Json<Account>>,
    }
}

statements! {
    SPACES = "SELECT id FROM spaces WHERE id > $1 AND clock_until IS NULL ORDER BY id LIMIT $2";
    IS_DUE = "SELECT EXISTS (SELECT 1 FROM memberships WHERE space_id = $1 AND bill_on <= $2)
        OR EXISTS (SELECT 1 FROM memberships WHERE space_id = $1 AND bill_on IS NULL)";
    DUE = "SELECT bill_on, id FROM memberships WHERE space_id = $1 AND bill_on <= $2 AND (bill_on, id) > ($3, $4)
        ORDER BY bill_on, id LIMIT $5";
    UNSEEN = "SELECT id FROM memberships WHERE space_id = $1 AND bill_on IS NULL ORDER BY id LIMIT $2";
    COMING = "SELECT id FROM memberships WHERE space_id = $1 AND id > $3 AND (bill_on <= $2 OR bill_on IS NULL) ORDER BY id LIMIT $4";
    SEE = "UPDATE memberships SET bill_on = $3 WHERE space_id = $1 AND id = $2 AND bill_on IS NULL";
    SET_NEXT = "UPDATE memberships SET bill_on = $3 WHERE space_id = $1 AND id = $2";
    MOVE = "UPDATE memberships SET bill_on = $3, billed_on = $4, next_invoice_at = $5 WHERE space_id = $1 AND id = $2";
    PASS_OVER = "UPDATE memberships SET billed_on = $3 WHERE space_id = $1 AND id = $2 AND (billed_on IS NULL OR billed_on < $3)";
    SINCE = "UPDATE memberships SET bill_since = $3 WHERE space_id = $1 AND id = $2";
    LOOK_AGAIN = "UPDATE memberships SET bill_on = NULL WHERE space_id = $1 AND bill_on = $3 AND (id = $2 OR (team_role = 'paying'
        AND team_id = (SELECT team_id FROM memberships WHERE space_id = $1 AND id = $2)))";
    SEE_ANEW = "UPDATE memberships SET bill_on = NULL WHERE space_id = $1 AND (id = $2 OR (team_role = 'paying'
        AND team_id = (SELECT team_id FROM memberships WHERE space_id = $1 AND id = $2)))";
    SEE_TEAM_ANEW = "UPDATE memberships SET bill_on = NULL WHERE space_id = $1 AND team_id = $2 AND team_role = 'paying'";
    WAS_BILLED = "SELECT EXISTS (SELECT 1 FROM billed_periods WHERE space_id = $1 AND item = $2)";
    BILL = "INSERT INTO bills (space_id, membership_id, due_on, currency, invoice_id) VALUES ($1, $2, $3, $4, $5)";
    COVER = "INSERT INTO billed_periods (space_id, membership_id, item, starts_on, ends_on, invoice_id) VALUES ($1, $2, $3, $4, $5, $6)";
    USED_BOOKING = "UPDATE bookings SET invoice_id = $4 WHERE membership_space_id = $1 AND space_id = $2 AND id = $3 AND invoice_id IS NULL";
    USED_PASS = "UPDATE time_passes SET invoice_id = $3 WHERE space_id = $1 AND id = $2 AND invoice_id IS NULL";
    USED_ATTENDANCE = "UPDATE event_attendances SET invoice_id = $3 WHERE space_id = $1 AND id = $2 AND invoice_id IS NULL";
    FREE_BOOKINGS = "UPDATE bookings SET invoice_id = NULL WHERE membership_space_id = $1 AND invoice_id = $2";
    FREE_PASSES = "UPDATE time_passes SET invoice_id = NULL WHERE space_id = $1 AND invoice_id = $2";
    FREE_ATTENDANCES = "UPDATE event_attendances SET invoice_id = NULL WHERE space_id = $1 AND invoice_id = $2";
    FREE_CHARGES = "UPDATE charges SET invoice_id = NULL WHERE space_id = $1 AND invoice_id = $2";
    USED_CHARGE = "UPDATE charges SET invoice_id = $3 WHERE space_id = $1 AND id = $2 AND invoice_id IS NULL";
}

/// Some spaces behind one.
pub async fn spaces(tx: &mut Tx, after: SpaceId, limit: i64) -> Result<Vec<SpaceId>> {
    let rows: Vec<(Uuid,)> = tx.query(SPACES, params![after.0, limit]).await?;
    Ok(rows.into_iter().map(|(id,)| SpaceId(id)).collect())
}

/// Whether there is anything to do for bills that are due up to a day.
pub async fn is_due(tx: &mut SpaceTx<'_>, last: Date) -> Result<bool> {
    Ok(tx.query_one::<(bool,)>(IS_DUE, params![last]).await?.0)
}

/// Memberships whose next bill is due up to a day, behind one of them, in their order.
pub async fn due(tx: &mut SpaceTx<'_>, last: Date, after: (Date, MembershipId), limit: i64) -> Result<Vec<(Date, MembershipId)>> {
    let rows: Vec<(Date, Uuid)> = tx.query(DUE, params![last, after.0, after.1.0, limit]).await?;
    Ok(rows.into_iter().map(|(day, id)| (day, MembershipId(id))).collect())
}

/// Memberships of which nobody knows when they are billed next.
pub async fn unseen(tx: &mut SpaceTx<'_>, limit: i64) -> Result<Vec<MembershipId>> {
    let lock = tx.global().dialect().for_update();
    Ok(ids(tx.query(format!("{UNSEEN}{lock}"), params![limit]).await?))
}

/// All that may be billed up to a day, behind one of them, by id.
pub async fn coming(tx: &mut SpaceTx<'_>, last: Date, after: MembershipId, limit: i64) -> Result<Vec<MembershipId>> {
    Ok(ids(tx.query(COMING, params![last, after.0, limit]).await?))
}

fn ids(rows: Vec<(Uuid,)>) -> Vec<MembershipId> {
    rows.into_iter().map(|(id,)| MembershipId(id)).collect()
}

/// Notes when one is billed next, unless somebody has done so.
pub async fn see(tx: &mut SpaceTx<'_>, id: MembershipId, next: Option<Date>) -> Result<()> {
    tx.execute(SEE, params![id.0, next.unwrap_or(NEVER)]).await.map(drop)
}

/// The same of one that is held.
pub async fn set_next(tx: &mut SpaceTx<'_>, id: MembershipId, next: Option<Date>) -> Result<()> {
    tx.execute(SET_NEXT, params![id.0, next.unwrap_or(NEVER)]).await.map(drop)
}

/// Moves a membership on after a bill.
pub async fn move_on(tx: &mut SpaceTx<'_>, id: MembershipId, next: Option<Date>, billed: Option<Date>, renewal: Date) -> Result<()> {
    tx.execute(MOVE, params![id.0, next.unwrap_or(NEVER), billed, renewal]).await.map(drop)
}

/// Nothing that comes time and again is billed for the days up to this one; what was used then is (L10).
pub async fn pass_over(tx: &mut SpaceTx<'_>, id: MembershipId, day: Date) -> Result<()> {
    tx.execute(PASS_OVER, params![id.0, day]).await.map(drop)
}

/// What is older than the day was billed elsewhere.
pub async fn set_since(tx: &mut SpaceTx<'_>, id: MembershipId, day: Date) -> Result<()> {
    tx.execute(SINCE, params![id.0, day]).await.map(drop)
}

/// Something was used: who pays for it is looked at again, if there was nothing to come.
pub async fn look_again(tx: &mut SpaceTx<'_>, id: MembershipId) -> Result<()> {
    tx.execute(LOOK_AGAIN, params![id.0, NEVER]).await.map(drop)
}

/// What a membership has to pay has changed: its next bill is looked for anew, and that of who pays for it.
pub async fn see_anew(tx: &mut SpaceTx<'_>, id: MembershipId) -> Result<()> {
    tx.execute(SEE_ANEW, params![id.0]).await.map(drop)
}

/// The same of who pays for a team.
pub async fn see_team_anew(tx: &mut SpaceTx<'_>, team: TeamId) -> Result<()> {
    tx.execute(SEE_TEAM_ANEW, params![team.0]).await.map(drop)
}

/// Whether days of an allocation are on an invoice, whoever paid for it then.
pub async fn was_billed(tx: &mut SpaceTx<'_>, id: AllocationId) -> Result<bool> {
    Ok(tx.query_one::<(bool,)>(WAS_BILLED, params![Key::allocation(id).0]).await?.0)
}

/// Who is paid for by each payer, by id; true for who pays.
pub async fn groups(tx: &mut SpaceTx<'_>, of: &[MembershipId]) -> Result<Vec<(Uuid, MembershipId, bool)>> {
    let query = tx.select("SELECT team_id, id, team_role FROM memberships WHERE space_id = ").sql(" AND team_role IS NOT NULL AND team_id IN (SELECT team_id FROM memberships WHERE space_id = $1 AND team_role = 'paying' AND id IN ");
    let query = query.list(of.iter().map(|id| id.0)).sql(") ORDER BY team_id, id");
    let rows: Vec<(Uuid, Uuid, String)> = tx.run(query).await?;
    Ok(rows.into_iter().map(|(team, id, role)| (team, MembershipId(id), role == "paying")).collect())
}

fn of<'a>(query: Query, members: impl IntoIterator<Item = &'a MembershipId>) -> Query {
    query.list(members.into_iter().map(|id| id.0))
}

pub async fn standings(tx: &mut SpaceTx<'_>, members: &[MembershipId]) -> Result<Vec<Standing>> {
    let query = tx.select("SELECT id, bill_on, billed_on, bill_since FROM memberships WHERE space_id = ").sql(" AND id IN ");
    tx.run(of(query, members)).await
}

/// Up to when each item was billed.
pub async fn billed(tx: &mut SpaceTx<'_>, members: &[MembershipId]) -> Result<Vec<Billed>> {
    let query = tx.select("SELECT membership_id, item, MAX(ends_on) AS ends_on FROM billed_periods WHERE space_id = ");
    let query = of(query.sql(" AND membership_id IN "), members);
    tx.run(query.sql(" GROUP BY membership_id, item")).await
}

/// Which of them are of somebody who has paid a sign-up charge in the space, perhaps with another membership (N12, L11).
pub async fn signed_up(tx: &mut SpaceTx<'_>, members: &[MembershipId]) -> Result<Vec<MembershipId>> {
    let query = tx.select("SELECT m.id FROM memberships m WHERE m.space_id = ").sql(" AND m.id IN ");
    let query = of(query, members).sql(
        " AND EXISTS (SELECT 1 FROM billed_periods p JOIN memberships o ON o.space_id = p.space_id AND o.id = p.membership_id
            WHERE p.space_id = m.space_id AND p.item = 'signup' AND (o.id = m.id OR o.user_id = m.user_id OR lower(o.email) = lower(m.email)))",
    );
    Ok(ids(tx.run(query).await?))
}

/// Bookings that begin in `[from, before)`, wherever they are (K3).
pub async fn bookings(tx: &mut SpaceTx<'_>, members: &[MembershipId], from: Timestamp, before: Timestamp) -> Result<Vec<Booked>> {
    let query = tx.select(
        "SELECT b.membership_id, b.space_id, b.id, b.starts_at, b.ends_at, b.units, b.price, b.payable, b.credit_minutes, b.currency,
        b.taxes, b.extras, b.accounting_code, r.name AS resource_name, r.cost_center, r.revenue_account
        FROM bookings b JOIN resources r ON r.space_id = b.space_id AND r.id = b.resource_id
        WHERE b.invoice_id IS NULL AND b.membership_id IS NOT NULL AND (b.price <> 0 OR b.extras <> '[]') AND b.membership_space_id = ",
    );
    let query = of(query.sql(" AND b.membership_id IN "), members);
    let query = query.sql(" AND b.starts_at >= ").bind(from).sql(" AND b.starts_at < ").bind(before);
    tx.run(query.sql(" ORDER BY b.starts_at, b.id")).await
}

/// Which of them have bookings from an instant on that are not billed.
pub async fn with_later_bookings(tx: &mut SpaceTx<'_>, members: &[MembershipId], from: Timestamp) -> Result<Vec<MembershipId>> {
    let query = tx.select(
        "SELECT DISTINCT b.membership_id FROM bookings b WHERE b.invoice_id IS NULL AND b.membership_id IS NOT NULL
        AND (b.price <> 0 OR b.extras <> '[]') AND b.membership_space_id = ",
    );
    let query = of(query.sql(" AND b.membership_id IN "), members);
    Ok(ids(tx.run(query.sql(" AND b.starts_at >= ").bind(from)).await?))
}

pub async fn passes(tx: &mut SpaceTx<'_>, members: &[MembershipId]) -> Result<Vec<Bought>> {
    let query = tx.select(
        "SELECT p.membership_id, p.id, p.name, p.created_at, p.price, p.currency, p.taxes, p.accounting_code FROM time_passes p
        WHERE p.invoice_id IS NULL AND p.source = 'bought' AND p.price <> 0 AND p.space_id = ",
    );
    tx.run(of(query.sql(" AND p.membership_id IN "), members).sql(" ORDER BY p.id")).await
}

pub async fn attendances(tx: &mut SpaceTx<'_>, members: &[MembershipId]) -> Result<Vec<Attended>> {
    let query = tx.select(
        "SELECT a.membership_id, a.id, e.title, e.starts_at, a.number_of_attendees, a.price, a.currency, a.taxes, a.accounting_code,
        a.cost_center, a.revenue_account FROM event_attendances a JOIN events e ON e.space_id = a.space_id AND e.id = a.event_id
        WHERE a.invoice_id IS NULL AND a.membership_id IS NOT NULL AND a.price <> 0 AND a.space_id = ",
    );
    tx.run(of(query.sql(" AND a.membership_id IN "), members).sql(" ORDER BY a.id")).await
}

pub async fn charges(tx: &mut SpaceTx<'_>, members: &[MembershipId]) -> Result<Vec<Charged>> {
    let query = tx.select(
        "SELECT c.membership_id, c.id, c.description, c.charged_on, c.quantity, c.amount, c.currency, c.taxes, c.accounting_code,
        c.cost_center, c.revenue_account FROM charges c WHERE c.invoice_id IS NULL AND c.space_id = ",
    );
    tx.run(of(query.sql(" AND c.membership_id IN "), members).sql(" ORDER BY c.id")).await
}

/// Resources that the members hold, and that teams hold whose payers are among them.
pub async fn holdings(tx: &mut SpaceTx<'_>, members: &[MembershipId]) -> Result<Vec<Holding>> {
    let query = tx
        .select(
            "SELECT m.id AS membership_id, a.id, r.name AS resource_name, a.starts_at, a.canceled_to, a.cycle_months, a.price, a.currency,
            a.taxes, r.accounting_code, r.cost_center, r.revenue_account
            FROM allocations a JOIN resources r ON r.space_id = a.space_id AND r.id = a.resource_id
            JOIN memberships m ON m.space_id = a.space_id AND (m.id = a.membership_id OR (m.team_id = a.team_id AND m.team_role = 'paying'))
            WHERE a.price <> 0 AND a.space_id = ",
        )
        .sql(" AND m.id IN ");
    tx.run(of(query, members).sql(" ORDER BY a.id")).await
}

/// Notes an invoice under its payer, due date and currency. Breaks `bills_pkey` where there is one.
pub async fn bill(tx: &mut SpaceTx<'_>, payer: MembershipId, due: Date, currency: Currency, invoice: InvoiceId) -> Result<()> {
    tx.execute(BILL, params![payer.0, due, currency.to_string(), invoice.0]).await.map(drop)
}

/// Notes days that were billed. Breaks `billed_periods_pkey` where they were.
pub async fn cover(tx: &mut SpaceTx<'_>, covered: &Covered, invoice: InvoiceId) -> Result<()> {
    let Covered { member, key: Key(item), span } = covered;
    tx.execute(COVER, params![member.0, item, span.from, span.until, invoice.0]).await.map(drop)
}

/// What was used and stood on an invoice is billed again (V19).
pub async fn unmark(tx: &mut SpaceTx<'_>, invoice: InvoiceId) -> Result<()> {
    for statement in [FREE_BOOKINGS, FREE_PASSES, FREE_ATTENDANCES, FREE_CHARGES] {
        tx.execute(statement, params![invoice.0]).await?;
    }
    Ok(())
}

/// Notes the invoice on what was used; `false` where it has one or is gone.
pub async fn mark(tx: &mut SpaceTx<'_>, used: Used, invoice: InvoiceId) -> Result<bool> {
    let changed = match used {
        Used::Booking(space, id) => tx.execute(USED_BOOKING, params![space.0, id.0, invoice.0]).await?,
        Used::Pass(id) => tx.execute(USED_PASS, params![id.0, invoice.0]).await?,
        Used::Attendance(id) => tx.execute(USED_ATTENDANCE, params![id.0, invoice.0]).await?,
        Used::Charge(id) => tx.execute(USED_CHARGE, params![id.0, invoice.0]).await?,
    };
    Ok(changed == 1)
}
