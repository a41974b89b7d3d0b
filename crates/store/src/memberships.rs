//! Memberships: a person or company in one space.

mod search;

pub use search::{Found, MOST_COUNTED, OnDesk, Order, SortBy, Stage, network};

use crate::json::Json;
use crate::resources::{Slice, Word};
use crate::spaces::Address;
use crate::totals::open_up_to;
use crate::{SpaceTx, search as search_in, statements, teams, totals};
use db::{Query, Result, Tx, params};
use domain::ids::{MembershipId, ResourceId, SpaceId, TeamId, UserId};
use domain::memberships::Life;
use domain::resources::Photo;
use domain::teams::Role;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug)]
    pub struct Membership {
        pub id: MembershipId as Uuid,
        /// None while nobody has connected a login (J8, J9).
        pub user_id: Option<Uuid>,
        /// The address of that login.
        pub user_email: Option<String>,
        pub team_id: Option<Uuid>,
        pub team_role: Option<String>,
        pub name: Option<String>,
        pub company: Option<String>,
        pub email: Option<String>,
        pub phone: Option<String>,
        /// Without name and company, which stand beside it.
        pub address: Json<Address>,
        pub billing_emails: Json<Vec<String>>,
        pub charge_taxes: bool,
        /// Given at confirmation (J13).
        pub customer_number: Option<String>,
        pub tax_id: Option<String>,
        pub photo: Option<Word<Photo>>,
        pub payment_method: Option<Json<PaymentMethod>>,
        /// What this member may book, whatever the plan says (N15).
        pub resource_access: Option<Json<Vec<ResourceId>>>,
        pub confirmed_at: Option<Timestamp>,
        pub starts_at: Date,
        /// The last active day (L1).
        pub canceled_to: Option<Date>,
        /// When that was decided.
        pub canceled_at: Option<Timestamp>,
        pub next_invoice_at: Date,
        pub prorate_first_invoice: bool,
        /// The account of a team with a plan of its own (W1): nobody has it, and it is no member.
        pub of_team: bool,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

/// How a membership pays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentMethod {
    pub name: String,
    /// Whether invoices are charged without the member doing anything.
    #[serde(default)]
    pub automated: bool,
}

impl Membership {
    pub fn user(&self) -> Option<UserId> {
        self.user_id.map(UserId)
    }
    pub fn team(&self) -> Option<TeamId> {
        self.team_id.map(TeamId)
    }
    /// The team and the part in it.
    pub fn role(&self) -> Option<(TeamId, Role)> {
        Some((self.team()?, teams::role(self.team_role.as_deref()?)?))
    }
    /// The team whose account this is.
    pub fn account_of(&self) -> Option<TeamId> {
        self.team().filter(|_| self.of_team)
    }
    /// As the rules see it.
    pub fn life(&self) -> Life {
        Life { confirmed_at: self.confirmed_at, starts_at: self.starts_at, canceled_to: self.canceled_to }
    }
    /// The person's name, else the company's.
    pub fn label(&self) -> &str {
        self.name.as_deref().or(self.company.as_deref()).unwrap_or_default()
    }
}

macro_rules! fields {
    () => {
        "SELECT m.id, m.user_id, u.email AS user_email, m.team_id, m.team_role, m.name, m.company, m.email, m.phone, m.address,
        m.billing_emails, m.charge_taxes, m.customer_number, m.tax_id, m.photo, m.payment_method, m.resource_access, m.confirmed_at,
        m.starts_at, m.canceled_to, m.canceled_at, m.next_invoice_at, m.prorate_first_invoice, m.of_team, m.created_at, m.updated_at"
    };
}
macro_rules! columns {
    () => {
        concat!(fields!(), " FROM memberships m LEFT JOIN users u ON u.id = m.user_id")
    };
}
/// The ids of a page. Those without an end have an index in their order; the others that had not ended are few: a limit that
/// cuts nothing keeps SQLite from walking past all rows for the order.
macro_rules! page {
    () => {
        "(SELECT w.id FROM (
            SELECT o.id FROM (SELECT id FROM memberships WHERE space_id = $1 AND canceled_to IS NULL AND confirmed_at < $3
                AND NOT of_team ORDER BY id LIMIT CAST($4 AS BIGINT) + CAST($5 AS BIGINT)) o
            UNION ALL SELECT c.id FROM (SELECT id FROM memberships WHERE space_id = $1 AND canceled_to >= $2 AND confirmed_at < $3
                AND NOT of_team ORDER BY canceled_to LIMIT 9223372036854775807) c
        ) w ORDER BY w.id LIMIT $4 OFFSET $5) p CROSS JOIN memberships m"
    };
}

statements! {
    FIND = concat!(columns!(), " WHERE m.space_id = $1 AND m.id = $2");
    ALL = concat!(columns!(), " WHERE m.space_id = $1 AND NOT m.of_team ORDER BY m.id");
    CURRENT = concat!(columns!(), " WHERE m.space_id = $1 AND NOT m.of_team AND m.confirmed_at IS NOT NULL AND (m.canceled_to IS NULL OR m.canceled_to >= $2)
        ORDER BY m.id");
    CONFIRMED = concat!(columns!(), " WHERE m.space_id = $1 AND m.id > $2 AND m.confirmed_at IS NOT NULL ORDER BY m.id LIMIT $3");
    KNOWN_AS = "SELECT id FROM memberships WHERE space_id = $1 AND (customer_number = $2 OR lower(email) = lower($2))
        ORDER BY CASE WHEN canceled_to IS NULL THEN 0 ELSE 1 END, id DESC LIMIT 1";
    UNCONFIRMED = concat!(columns!(), " WHERE m.space_id = $1 AND m.confirmed_at IS NULL ORDER BY m.id LIMIT $2 OFFSET $3");
    OF_USER = "SELECT space_id, id FROM memberships WHERE user_id = $1 ORDER BY space_id, id";
    ENDING = concat!(columns!(), " WHERE m.space_id = $1 AND NOT m.of_team AND m.canceled_to BETWEEN $2 AND $3 ORDER BY m.canceled_to, m.id");
    WITHIN = concat!(fields!(), " FROM ", page!(), " LEFT JOIN users u ON u.id = m.user_id WHERE m.space_id = $1 AND m.id = p.id ORDER BY m.id");
    // $4 is the last whole day before $3, in UTC; $5 the instant after it.
    COUNT_WITHIN = concat!("SELECT ", open_up_to!("memberships_open", "$4"), " +
        (SELECT COUNT(*) FROM memberships WHERE space_id = $1 AND canceled_to IS NULL AND confirmed_at >= $5 AND confirmed_at < $3
            AND NOT of_team) +
        (SELECT COUNT(*) FROM memberships WHERE space_id = $1 AND canceled_to >= $2 AND confirmed_at < $3 AND NOT of_team)");
    // Whoever makes or changes a membership holds this row to the end, so that no two can take the same address.
    LOCK = "UPDATE space_counters SET customer_number = customer_number WHERE space_id = $1";
    HOLD = "SELECT id FROM memberships WHERE space_id = $1 AND id = $2";
    RUNNING_WITH = "SELECT id FROM memberships WHERE space_id = $1 AND (canceled_to IS NULL OR canceled_to >= $2)
        AND (lower(email) = lower($3) OR user_id = $4) ORDER BY id";
    INSERT = "INSERT INTO memberships (space_id, id, user_id, team_id, team_role, name, company, email, phone, address, billing_emails,
        charge_taxes, customer_number, tax_id, photo, payment_method, resource_access, confirmed_at, starts_at, canceled_to, canceled_at,
        next_invoice_at, prorate_first_invoice, of_team, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,
        $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)";
    UPDATE = "UPDATE memberships SET name = $3, company = $4, email = $5, phone = $6, address = $7, billing_emails = $8,
        charge_taxes = $9, customer_number = $10, tax_id = $11, photo = $12, payment_method = $13, resource_access = $14,
        confirmed_at = $15, starts_at = $16, canceled_to = $17, canceled_at = $18, next_invoice_at = $19, prorate_first_invoice = $20,
        updated_at = $21, bill_on = NULL WHERE space_id = $1 AND id = $2";
    DELETE = "DELETE FROM memberships WHERE space_id = $1 AND id = $2";
}

fn photo(membership: &Membership) -> Option<String> {
    membership.photo.as_ref().map(|Word(photo)| photo.to_string())
}

pub async fn find(tx: &mut SpaceTx<'_>, id: MembershipId) -> Result<Option<Membership>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// All of the space, unconfirmed and ended ones too, oldest first.
pub async fn all(tx: &mut SpaceTx<'_>) -> Result<Vec<Membership>> {
    tx.query(ALL, params![]).await
}

/// Confirmed ones that have not ended before the day, oldest first.
pub async fn current(tx: &mut SpaceTx<'_>, today: Date) -> Result<Vec<Membership>> {
    tx.query(CURRENT, params![today]).await
}

/// Those with these ids, whatever their state, oldest first.
pub async fn some(tx: &mut SpaceTx<'_>, ids: Vec<MembershipId>) -> Result<Vec<Membership>> {
    let query = tx.select(concat!(columns!(), " WHERE m.space_id = ")).sql(" AND m.id IN ").list(ids.into_iter().map(|id| id.0));
    tx.run(query.sql(" ORDER BY m.id")).await
}

/// The one with a customer number or an e-mail address; rather one that goes on.
pub async fn known_as(tx: &mut SpaceTx<'_>, text: &str) -> Result<Option<MembershipId>> {
    Ok(tx.query_opt::<(Uuid,)>(KNOWN_AS, params![text]).await?.map(|(id,)| MembershipId(id)))
}

/// Some that are or were members, behind one of them, by id.
pub async fn confirmed(tx: &mut SpaceTx<'_>, after: MembershipId, limit: i64) -> Result<Vec<Membership>> {
    tx.query(CONFIRMED, params![after.0, limit]).await
}

/// Those that are connected with a person, in whatever space.
pub async fn of_user(tx: &mut Tx, user: UserId) -> Result<Vec<(SpaceId, MembershipId)>> {
    let rows: Vec<(Uuid, Uuid)> = tx.query(OF_USER, params![user.0]).await?;
    Ok(rows.into_iter().map(|(space, id)| (SpaceId(space), MembershipId(id))).collect())
}

/// Those whose last day is in the window, in the order of that day.
pub async fn ending(tx: &mut SpaceTx<'_>, from: Date, to: Date) -> Result<Vec<Membership>> {
    tx.query(ENDING, params![from, to]).await
}

/// A page of those that had not ended before the day and were confirmed before the instant, and how many there are.
pub async fn within(tx: &mut SpaceTx<'_>, from: Date, before: Timestamp, limit: i64, offset: i64) -> Result<(Vec<Membership>, i64)> {
    let found: Vec<_> = tx.query(WITHIN, params![from, before, limit, offset]).await?;
    if let Some(total) = totals::seen(found.len(), Slice { limit, offset }) {
        return Ok((found, total));
    }
    let (day, edge) = totals::whole_days(before);
    let (total,): (i64,) = tx.query_one(COUNT_WITHIN, params![from, before, day.to_string(), edge]).await?;
    Ok((found, total))
}

/// Those that nobody has confirmed yet, oldest first.
pub async fn unconfirmed(tx: &mut SpaceTx<'_>, slice: Slice) -> Result<Vec<Membership>> {
    tx.query(UNCONFIRMED, params![slice.limit, slice.offset]).await
}

/// Those whose name, company or e-mail address contains the text, oldest first; part of them, and how many they are in all.
pub async fn matching(tx: &mut SpaceTx<'_>, text: &str, slice: Slice) -> Result<(Vec<Membership>, i64)> {
    let dialect = tx.global().dialect();
    let found = |query: Query| search_in::containing(query.sql(" AND "), dialect, search_in::In::Memberships, text);
    let page =
        found(tx.select(concat!(columns!(), " WHERE NOT m.of_team AND m.space_id = "))).sql(" ORDER BY m.id LIMIT ").bind(slice.limit);
    let rows: Vec<Membership> = tx.run(page.sql(" OFFSET ").bind(slice.offset)).await?;
    if let Some(total) = totals::seen(rows.len(), slice) {
        return Ok((rows, total));
    }
    let count = found(tx.select("SELECT COUNT(*) FROM memberships m WHERE NOT m.of_team AND m.space_id = "));
    let total = tx.run::<(i64,)>(count).await?.first().map_or(0, |(total,)| *total);
    Ok((rows, total))
}

/// Keeps others from making or changing memberships of the space until the transaction ends.
pub async fn lock(tx: &mut SpaceTx<'_>) -> Result<()> {
    tx.execute(LOCK, params![]).await.map(drop)
}

/// Keeps others from changing this one until the transaction ends.
pub async fn lock_one(tx: &mut SpaceTx<'_>, id: MembershipId) -> Result<()> {
    let lock = tx.global().dialect().for_update();
    tx.query_opt::<(Uuid,)>(format!("{HOLD}{lock}"), params![id.0]).await.map(drop)
}

/// Memberships that have not ended and belong to the address or to the login (J10).
pub async fn running_with(tx: &mut SpaceTx<'_>, today: Date, email: Option<&str>, user: Option<UserId>) -> Result<Vec<MembershipId>> {
    let rows: Vec<(Uuid,)> = tx.query(RUNNING_WITH, params![today, email, user.map(|user| user.0)]).await?;
    Ok(rows.into_iter().map(|(id,)| MembershipId(id)).collect())
}

pub async fn insert(tx: &mut SpaceTx<'_>, new: &Membership) -> Result<()> {
    let mut values = params![new.id.0, new.user_id, new.team_id, new.team_role.clone(), new.name.clone(), new.company.clone()];
    values.extend(params![new.email.clone(), new.phone.clone(), &new.address, &new.billing_emails, new.charge_taxes]);
    values.extend(params![new.customer_number.clone(), new.tax_id.clone(), photo(new), new.payment_method.clone()]);
    values.extend(params![new.resource_access.clone(), new.confirmed_at, new.starts_at, new.canceled_to, new.canceled_at]);
    values.extend(params![new.next_invoice_at, new.prorate_first_invoice, new.of_team, new.created_at, new.updated_at]);
    tx.execute(INSERT, values).await.map(drop)
}

/// Writes everything but login, team and time of creation. When it is billed next is to be found out anew.
pub async fn update(tx: &mut SpaceTx<'_>, now: &Membership) -> Result<()> {
    let mut values = params![now.id.0, now.name.clone(), now.company.clone(), now.email.clone(), now.phone.clone(), &now.address];
    values.extend(params![&now.billing_emails, now.charge_taxes, now.customer_number.clone(), now.tax_id.clone(), photo(now)]);
    values.extend(params![now.payment_method.clone(), now.resource_access.clone(), now.confirmed_at, now.starts_at, now.canceled_to]);
    values.extend(params![now.canceled_at, now.next_invoice_at, now.prorate_first_invoice, now.updated_at]);
    tx.execute(UPDATE, values).await.map(drop)
}

/// With its copies of plans. Fails while bookings name it.
pub async fn delete(tx: &mut SpaceTx<'_>, id: MembershipId) -> Result<()> {
    tx.execute(DELETE, params![id.0]).await.map(drop)
}

fn on_desk_where(query: Query, dialect: db::Dialect, wanted: &OnDesk, today: Date) -> Query {
    let query = match wanted.stage {
        Stage::Current => query.sql(" AND m.confirmed_at IS NOT NULL AND (m.canceled_to IS NULL OR m.canceled_to >= ").bind(today).sql(")"),
        Stage::Waiting => query.sql(" AND m.confirmed_at IS NULL"),
        Stage::Leaving => query.sql(" AND m.canceled_to >= ").bind(today),
        Stage::Former => query.sql(" AND m.canceled_to < ").bind(today),
        Stage::All => query,
    };
    let query = match wanted.plan {
        Some(plan) => query
            .sql(" AND EXISTS (SELECT 1 FROM membership_plans p WHERE p.space_id = m.space_id AND p.membership_id = m.id AND p.parent_plan_id = ")
            .bind(plan.0)
            .sql(" AND (p.canceled_to IS NULL OR p.canceled_to >= ")
            .bind(today)
            .sql("))"),
        None => query,
    };
    match &wanted.text {
        Some(text) => search_in::containing(query.sql(" AND "), dialect, search_in::In::Memberships, text),
        None => query,
    }
}

/// Part of a list of members; and how many they are in all, up to one more than [`MOST_COUNTED`].
pub async fn on_desk(tx: &mut SpaceTx<'_>, wanted: &OnDesk, today: Date, slice: Slice) -> Result<(Vec<Membership>, i64)> {
    let dialect = tx.global().dialect();
    let query = on_desk_where(tx.select(concat!(columns!(), " WHERE NOT m.of_team AND m.space_id = ")), dialect, wanted, today);
    let query = query.sql(match (wanted.sort, wanted.descending) {
        (SortBy::Label, false) => " ORDER BY lower(COALESCE(m.name, m.company, '')), m.id",
        (SortBy::Label, true) => " ORDER BY lower(COALESCE(m.name, m.company, '')) DESC, m.id DESC",
        (SortBy::Email, false) => " ORDER BY lower(COALESCE(m.email, '')), m.id",
        (SortBy::Email, true) => " ORDER BY lower(COALESCE(m.email, '')) DESC, m.id DESC",
        (SortBy::Start, false) => " ORDER BY m.starts_at, m.id",
        (SortBy::Start, true) => " ORDER BY m.starts_at DESC, m.id DESC",
    });
    let found: Vec<Membership> = tx.run(query.sql(" LIMIT ").bind(slice.limit).sql(" OFFSET ").bind(slice.offset)).await?;
    if let Some(total) = totals::seen(found.len(), slice) {
        return Ok((found, total));
    }
    let count = tx.select("SELECT COUNT(*) FROM (SELECT 1 FROM memberships m WHERE NOT m.of_team AND m.space_id = ");
    let count = on_desk_where(count, dialect, wanted, today);
    Ok((found, totals::up_to_most(tx, count).await?))
}
