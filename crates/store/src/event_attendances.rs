//! Who attends events. An attendance with a price is what is billed to the member.

use crate::json::{Json, json};
use crate::resources::Slice;
use crate::{SpaceTx, statements, totals};
use db::{Query, Result, Value, params};
use domain::accounting::Account;
use domain::calendar_events::Visibility;
use domain::ids::{ContactId, EventAttendanceId, EventId, MembershipId};
use domain::money::Currency;
use domain::taxes::Tax;
use jiff::Timestamp;
use std::collections::HashMap;
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct Attendance {
        pub id: EventAttendanceId as Uuid,
        pub event_id: EventId as Uuid,
        /// None where a contact attends.
        pub membership_id: Option<Uuid>,
        pub number_of_attendees: u32,
        pub visibility: Visibility as String,
        /// Net, of one place; none where it costs nothing.
        pub price: Option<i64>,
        pub currency: Currency as String,
        /// Of the day it was made (M12).
        pub taxes: Json<Vec<Tax>>,
        pub accounting_code: Option<String>,
        pub cost_center: Option<Json<Account>>,
        pub revenue_account: Option<Json<Account>>,
        pub created_at: Timestamp,
        /// None where a member attends.
        pub contact_id: Option<Uuid>,
        /// Of the contact.
        pub purchase_id: Option<Uuid>,
        /// The attendee's, else the company's; kept with the membership or the contact.
        pub name: Option<String>,
    }
}

impl Attendance {
    pub fn member(&self) -> Option<MembershipId> {
        self.membership_id.map(MembershipId)
    }

    pub fn contact(&self) -> Option<ContactId> {
        self.contact_id.map(ContactId)
    }
}

/// Which attendances somebody sees (X8): public ones always.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    pub all: bool,
    /// Those that members see.
    pub members: bool,
    pub own: Vec<MembershipId>,
}

impl Seen {
    /// Whether those of other people are seen that have this visibility.
    fn shows(&self, visibility: Visibility) -> bool {
        self.all || visibility == Visibility::Public || (self.members && visibility == Visibility::Members)
    }
    pub fn sees(&self, attendance: &Attendance) -> bool {
        self.shows(attendance.visibility) || attendance.member().is_some_and(|member| self.own.contains(&member))
    }
}

/// The same as a condition on `event_attendances a`.
pub(crate) fn only_seen(query: Query, seen: &Seen) -> Query {
    if seen.all {
        return query;
    }
    let query = if seen.members { query.sql(" AND (a.visibility <> 'admins'") } else { query.sql(" AND (a.visibility = 'public'") };
    query.sql(" OR a.membership_id IN ").list(seen.own.iter().map(|id| id.0)).sql(")")
}

macro_rules! columns {
    () => {
        "a.id, a.event_id, a.membership_id, a.number_of_attendees, a.visibility, a.price, a.currency, a.taxes, a.accounting_code,
        a.cost_center, a.revenue_account, a.created_at, a.contact_id, a.purchase_id, COALESCE(m.name, m.company, t.name, t.company) AS name"
    };
}
macro_rules! joined {
    () => {
        " LEFT JOIN memberships m ON m.space_id = a.space_id AND m.id = a.membership_id
        LEFT JOIN contacts t ON t.space_id = a.space_id AND t.id = a.contact_id"
    };
}

/// Of members, and on an invoice.
macro_rules! billed {
    () => {
        "SELECT a.id, i.number AS invoice_number, i.membership_id AS billed_to, i.paid_status IN ('canceled', 'writtenOff')
            OR EXISTS (SELECT 1 FROM invoices c WHERE c.space_id = i.space_id AND c.corrects_id = i.id) AS touched
        FROM event_attendances a JOIN invoices i ON i.space_id = a.space_id AND i.id = a.invoice_id
        WHERE a.space_id = $1 AND a.membership_id IS NOT NULL AND a.price <> 0"
    };
}

db::row! {
    /// An attendance of a member that stands on an invoice.
    #[derive(Clone, Debug)]
    pub struct Billed {
        pub id: EventAttendanceId as Uuid,
        pub invoice_number: String,
        /// Whoever has that invoice: the member, or who paid for him or her.
        pub billed_to: Option<Uuid>,
        /// Somebody has corrected that, paid it back or written it off.
        pub touched: bool,
    }
}

statements! {
    FIND = concat!("SELECT ", columns!(), " FROM event_attendances a", joined!(), " WHERE a.space_id = $1 AND a.id = $2");
    ALL = concat!("SELECT ", columns!(), " FROM event_attendances a", joined!(), " WHERE a.space_id = $1 AND a.event_id = $2 ORDER BY a.id");
    BILLED = concat!(billed!(), " AND a.event_id = $2 ORDER BY a.id");
    BILLED_ONE = concat!(billed!(), " AND a.id = $2");
    OF_MEMBER = "SELECT id FROM event_attendances WHERE space_id = $1 AND event_id = $2 AND membership_id = $3";
    TAKEN = "SELECT CAST(COALESCE(SUM(number_of_attendees), 0) AS BIGINT) FROM event_attendances WHERE space_id = $1 AND event_id = $2";
    INSERT = "INSERT INTO event_attendances (space_id, id, event_id, membership_id, number_of_attendees, visibility, price, currency, taxes,
        accounting_code, cost_center, revenue_account, created_at, contact_id, purchase_id)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    DELETE = "DELETE FROM event_attendances WHERE space_id = $1 AND id = $2";
}

pub async fn find(tx: &mut SpaceTx<'_>, id: EventAttendanceId) -> Result<Option<Attendance>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// All of an event, in the order they were made.
pub async fn all(tx: &mut SpaceTx<'_>, event: EventId) -> Result<Vec<Attendance>> {
    tx.query(ALL, params![event.0]).await
}

/// Those of members that stand on an invoice. They hold only under the lock of these memberships.
pub async fn billed(tx: &mut SpaceTx<'_>, event: EventId) -> Result<Vec<Billed>> {
    tx.query(BILLED, params![event.0]).await
}

/// The same of one attendance, under the lock of its membership.
pub async fn billed_one(tx: &mut SpaceTx<'_>, id: EventAttendanceId) -> Result<Option<Billed>> {
    tx.query_opt(BILLED_ONE, params![id.0]).await
}

/// Whether the member attends.
pub async fn attends(tx: &mut SpaceTx<'_>, event: EventId, membership: MembershipId) -> Result<bool> {
    Ok(tx.query_opt::<(Uuid,)>(OF_MEMBER, params![event.0, membership.0]).await?.is_some())
}

/// How many people attend. The event must be locked if the number is to hold.
pub async fn taken(tx: &mut SpaceTx<'_>, event: EventId) -> Result<u32> {
    let (people,): (i64,) = tx.query_one(TAKEN, params![event.0]).await?;
    Ok(u32::try_from(people).unwrap_or(u32::MAX))
}

/// `name` is not read. Breaks `event_attendances_member` when the member attends already.
pub async fn insert(tx: &mut SpaceTx<'_>, attendance: &Attendance) -> Result<()> {
    let a = attendance;
    let account = |account: &Option<Json<Account>>| account.as_ref().map_or(Value::Null, |Json(account)| json(account));
    let mut values = params![a.id.0, a.event_id.0, a.membership_id, a.number_of_attendees, a.visibility.name(), a.price];
    values.extend(params![a.currency.to_string(), &a.taxes, a.accounting_code.clone()]);
    values.extend([account(&a.cost_center), account(&a.revenue_account), a.created_at.into(), a.contact_id.into(), a.purchase_id.into()]);
    tx.execute(INSERT, values).await.map(drop)
}

/// Whether it was there.
pub async fn delete(tx: &mut SpaceTx<'_>, id: EventAttendanceId) -> Result<bool> {
    Ok(tx.execute(DELETE, params![id.0]).await? == 1)
}

/// Those of an event that can be seen, in the order they were made; part of them, and how many they are in all.
pub async fn list(tx: &mut SpaceTx<'_>, event: EventId, seen: &Seen, slice: Slice) -> Result<(Vec<Attendance>, i64)> {
    let of_event = |query: Query| only_seen(query.sql(" AND a.event_id = ").bind(event.0), seen);
    let query = of_event(tx.select(concat!("SELECT ", columns!(), " FROM event_attendances a", joined!(), " WHERE a.space_id = ")));
    let query = query.sql(" ORDER BY a.id LIMIT ").bind(slice.limit).sql(" OFFSET ").bind(slice.offset);
    let attendances = tx.run(query).await?;
    Ok((attendances, count(tx, event, seen).await?))
}

async fn count(tx: &mut SpaceTx<'_>, event: EventId, seen: &Seen) -> Result<i64> {
    let all = [Visibility::Admins, Visibility::Members, Visibility::Public];
    let (shown, hidden): (Vec<Visibility>, Vec<_>) = all.into_iter().partition(|visibility| seen.shows(*visibility));
    let part = |visibility: Visibility| format!("{}:{}", event.0.simple(), visibility.name());
    let total = totals::parts(tx, "event_attendances", shown.into_iter().map(part)).await?;
    if hidden.is_empty() || seen.own.is_empty() {
        return Ok(total);
    }
    // Own ones are seen, whoever else may.
    let query = tx.select("SELECT COUNT(*) FROM event_attendances a WHERE a.space_id = ").sql(" AND a.event_id = ").bind(event.0);
    let query = query.sql(" AND a.visibility IN ").list(hidden.into_iter().map(Visibility::name));
    let query = query.sql(" AND a.membership_id IN ").list(seen.own.iter().map(|id| id.0));
    Ok(total + tx.run::<(i64,)>(query).await?.first().map_or(0, |(total,)| *total))
}

/// Of each event at most so many that can be seen, own ones first.
pub async fn first_of(tx: &mut SpaceTx<'_>, events: &[EventId], seen: &Seen, most: i64) -> Result<Vec<Attendance>> {
    let query = Query::new(concat!(
        "SELECT ",
        columns!(),
        " FROM (SELECT a.*, ROW_NUMBER() OVER (PARTITION BY a.event_id ORDER BY CASE WHEN a.membership_id IN "
    ));
    let query =
        query.list(seen.own.iter().map(|id| id.0)).sql(" THEN 0 ELSE 1 END, a.id) AS place FROM event_attendances a WHERE a.space_id = ");
    let query = query.bind(tx.space().0).sql(" AND a.event_id IN ").list(events.iter().map(|id| id.0));
    let query = only_seen(query, seen).sql(concat!(") a", joined!(), " WHERE a.place <= ")).bind(most);
    tx.run(query.sql(" ORDER BY a.event_id, a.place")).await
}

/// How many attendances each event has; those without are left out.
pub async fn counts(tx: &mut SpaceTx<'_>, events: &[EventId]) -> Result<HashMap<EventId, i64>> {
    if events.is_empty() {
        return Ok(HashMap::new());
    }
    let query = tx.select("SELECT a.event_id, COUNT(*) FROM event_attendances a WHERE a.space_id = ").sql(" AND a.event_id IN ");
    let query = query.list(events.iter().map(|id| id.0)).sql(" GROUP BY a.event_id");
    Ok(tx.run::<(Uuid, i64)>(query).await?.into_iter().map(|(event, count)| (EventId(event), count)).collect())
}

/// How many people attend each event; events without any are left out.
pub async fn people(tx: &mut SpaceTx<'_>, events: &[EventId]) -> Result<HashMap<EventId, u32>> {
    if events.is_empty() {
        return Ok(HashMap::new());
    }
    let query = tx.select("SELECT a.event_id, CAST(SUM(a.number_of_attendees) AS BIGINT) FROM event_attendances a WHERE a.space_id = ");
    let query = query.sql(" AND a.event_id IN ").list(events.iter().map(|id| id.0)).sql(" GROUP BY a.event_id");
    let rows = tx.run::<(Uuid, i64)>(query).await?;
    Ok(rows.into_iter().map(|(event, people)| (EventId(event), u32::try_from(people).unwrap_or(u32::MAX))).collect())
}

db::row! {
    /// Attendances of one event that cost the same.
    #[derive(Clone, Debug)]
    pub struct Sold {
        pub event_id: EventId as Uuid,
        pub currency: Currency as String,
        /// Net, of one place.
        pub price: i64,
        pub taxes: Json<Vec<Tax>>,
        /// Places of one attendance.
        pub number_of_attendees: u32,
        /// Attendances.
        pub count: u32,
    }
}

/// What attendances of the events cost.
pub async fn sold(tx: &mut SpaceTx<'_>, events: &[EventId]) -> Result<Vec<Sold>> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let query = tx
        .select("SELECT a.event_id, a.currency, a.price, a.taxes, a.number_of_attendees, COUNT(*) AS count FROM event_attendances a WHERE a.space_id = ")
        .sql(" AND a.price IS NOT NULL AND a.event_id IN ")
        .list(events.iter().map(|id| id.0))
        .sql(
            " GROUP BY a.event_id, a.currency, a.price, a.taxes, a.number_of_attendees
            ORDER BY a.event_id, a.currency, a.price, a.number_of_attendees",
        );
    tx.run(query).await
}
