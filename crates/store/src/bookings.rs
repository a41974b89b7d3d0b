//! Bookings: written with their price, read with what showing them needs.
//!
//! A booking stands in the space of its resource. Its membership is nearly always of the same space; in a
//! booking network it may be of another one (K3), so it is named by space and id.

pub mod credits;
pub mod facts;
mod lists;

pub(crate) use lists::STATEMENTS as LIST_STATEMENTS;
pub use lists::{Of, Slice, Taken, Window, count, list, list_last_first, taken};

use crate::json::{Json, json};
use crate::{SpaceTx, statements};
use credits::Draws;
use db::{FromRow, Result, Row, Value, params};
use domain::extras::Extra;
use domain::ids::{BookingId, EventId, ExternalBookingId, MembershipId, RecurrenceId, ResourceId, SpaceId};
use domain::money::{Amount, Currency};
use domain::pricing::Pricing;
use domain::recurrence::Rule;
use domain::taxes::Tax;
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    /// A booking without what only its price is computed from.
    #[derive(Clone, Debug)]
    pub struct Booking {
        pub id: BookingId as Uuid,
        pub space_id: SpaceId as Uuid,
        pub resource_id: ResourceId as Uuid,
        pub membership_space_id: Option<Uuid>,
        pub membership_id: Option<Uuid>,
        pub recurrence_id: Option<Uuid>,
        pub event_id: Option<Uuid>,
        pub external_booking_id: Option<Uuid>,
        pub starts_at: Timestamp,
        pub ends_at: Timestamp,
        pub units: u32,
        pub title: Option<String>,
        pub url: Option<String>,
        pub comments: Option<String>,
        pub attendees_message: Option<String>,
        /// E-mail addresses.
        pub attendees: Json<Vec<String>>,
        pub extras: Json<Vec<Extra>>,
        /// Net (B10).
        pub custom_price: Option<i64>,
        /// Net, without credits and extras.
        pub price: Amount as i64,
        pub currency: Currency as String,
        /// With the rates of the day it was made (M12).
        pub taxes: Json<Vec<Tax>>,
        /// Paid with hour credits, summed over the units.
        pub credit_minutes: u32,
        /// Net; paid with money credits.
        pub credit_amount: Amount as i64,
        /// Net; left to pay after credits, without extras.
        pub payable: Amount as i64,
        pub accounting_code: Option<String>,
        pub invoice_id: Option<Uuid>,
        /// The user who made it.
        pub created_by: Option<Uuid>,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

impl Booking {
    pub fn resource(&self) -> ResourceId {
        self.resource_id
    }

    /// The membership that pays, with its space.
    pub fn membership(&self) -> Option<(SpaceId, MembershipId)> {
        Some((SpaceId(self.membership_space_id?), MembershipId(self.membership_id?)))
    }

    pub fn custom_price(&self) -> Option<Amount> {
        self.custom_price.map(Amount)
    }
}

/// A booking with what showing it needs of other tables.
#[derive(Clone, Debug)]
pub struct Shown {
    pub booking: Booking,
    pub resource_name: String,
    /// Whether only admins see the resource (R4).
    pub resource_hidden: bool,
    /// Hours.
    pub cancellation_period: u32,
    pub membership_name: Option<String>,
    /// The team of the membership: its managers may change the booking.
    pub team_id: Option<Uuid>,
    pub rule: Option<Rule>,
}

impl FromRow for Shown {
    const COLUMNS: &'static [&'static str] = &[];
    fn from_row(row: &Row<'_>) -> Result<Self> {
        let at = Booking::COLUMNS.len();
        Ok(Self {
            booking: Booking::from_row(row)?,
            resource_name: row.at(at)?,
            resource_hidden: row.at(at + 1)?,
            cancellation_period: row.at(at + 2)?,
            membership_name: row.at(at + 3)?,
            team_id: row.at(at + 4)?,
            rule: row.at::<Option<Json<Rule>>>(at + 5)?.map(|Json(rule)| rule),
        })
    }
}

/// What a price is computed from when credits are spread anew.
#[derive(Clone, Debug)]
pub struct Basis {
    /// The resource's prices of the day the booking was made or priced anew (B11).
    pub pricing: Pricing,
    /// `None` without a membership.
    pub credits: Option<Draws>,
}

macro_rules! shown_columns {
    () => {
        "SELECT b.id, b.space_id, b.resource_id, b.membership_space_id, b.membership_id, b.recurrence_id, b.event_id,
            b.external_booking_id, b.starts_at, b.ends_at, b.units, b.title, b.url, b.comments, b.attendees_message, b.attendees, b.extras,
            b.custom_price, b.price, b.currency, b.taxes, b.credit_minutes, b.credit_amount, b.payable, b.accounting_code, b.invoice_id,
            b.created_by, b.created_at, b.updated_at, r.name AS resource_name, r.hidden, r.cancellation_period,
            COALESCE(m.name, m.company) AS membership_name, m.team_id, c.rule"
    };
}
macro_rules! shown_joins {
    () => {
        " JOIN resources r ON r.space_id = b.space_id AND r.id = b.resource_id
            LEFT JOIN memberships m ON m.space_id = b.membership_space_id AND m.id = b.membership_id
            LEFT JOIN recurrences c ON c.space_id = b.space_id AND c.id = b.recurrence_id"
    };
}
use {shown_columns, shown_joins};
macro_rules! shown {
    ($end:literal) => {
        concat!(shown_columns!(), " FROM bookings b", shown_joins!(), $end)
    };
}

macro_rules! inserted {
    () => {
        "space_id, id, resource_id, membership_space_id, membership_id, recurrence_id, event_id, external_booking_id, starts_at, ends_at,
        units, exclusive, title, url, comments, attendees_message, attendees, extras, custom_price, price, currency, taxes, pricing,
        credit_entries, credit_minutes, credit_amount, payable, accounting_code, invoice_id, created_by, created_at, updated_at"
    };
}

statements! {
    FIND = shown!(" WHERE b.space_id = $1 AND b.id = $2");
    LOCK = "SELECT id FROM bookings WHERE space_id = $1 AND id = $2";
    FIND_BASIS = "SELECT pricing, credit_entries FROM bookings WHERE space_id = $1 AND id = $2";
    RECENT = shown!(" WHERE b.membership_space_id = $1 AND b.membership_id = $2 AND b.starts_at >= $3
        ORDER BY b.created_at DESC, b.id DESC LIMIT $4");
    FOLLOWING = shown!(" WHERE b.space_id = $1 AND b.recurrence_id = $2 AND b.starts_at >= $3 ORDER BY b.starts_at, b.id");
    MOVE_LATER = "UPDATE bookings SET membership_id = $3, credit_entries = NULL, credit_minutes = 0, credit_amount = 0, payable = price
        WHERE membership_space_id = $1 AND membership_id = $2 AND starts_at >= $4 AND invoice_id IS NULL";
    INSERT = concat!("INSERT INTO bookings (", inserted!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15,
        $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32)");
    UPDATE = "UPDATE bookings SET resource_id = $3, membership_space_id = $4, membership_id = $5, starts_at = $6, ends_at = $7, units = $8,
        exclusive = $9, title = $10, url = $11, comments = $12, attendees_message = $13, attendees = $14, extras = $15, custom_price = $16,
        price = $17, currency = $18, taxes = $19, pricing = $20, credit_entries = $21, credit_minutes = $22, credit_amount = $23,
        payable = $24, accounting_code = $25, updated_at = $26 WHERE space_id = $1 AND id = $2";
    UPDATE_TEXTS = "UPDATE bookings SET title = $3, url = $4, comments = $5, attendees_message = $6, attendees = $7, updated_at = $8
        WHERE space_id = $1 AND id = $2";
    DELETE = "DELETE FROM bookings WHERE space_id = $1 AND id = $2";
    FORGET_MEMBERSHIP = "UPDATE bookings SET membership_space_id = NULL, membership_id = NULL, credit_entries = NULL, attendees_message = NULL,
        attendees = $3 WHERE membership_space_id = $1 AND membership_id = $2";
    OF_VISITOR = shown!(" WHERE b.space_id = $1 AND b.external_booking_id = $2");
    OF_EVENT = shown!(" WHERE b.space_id = $1 AND b.event_id = $2 ORDER BY b.resource_id");
    OF_RESOURCE_AFTER = shown!(" WHERE b.space_id = $1 AND b.resource_id = $2 AND b.ends_at > $3 AND b.starts_at >= $3 ORDER BY b.starts_at, b.id");
    STARTING_AFTER = shown!(" WHERE b.membership_space_id = $1 AND b.membership_id = $2 AND b.starts_at >= $3 ORDER BY b.starts_at, b.id");
}

pub async fn find(tx: &mut SpaceTx<'_>, id: BookingId) -> Result<Option<Shown>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// As [`find`], locked until the transaction ends. To be called with the locks on resource and membership,
/// never before them: who has those writes bookings, too.
pub async fn lock(tx: &mut SpaceTx<'_>, id: BookingId) -> Result<Option<Shown>> {
    let lock = tx.global().dialect().for_update();
    tx.query_opt::<(Uuid,)>(format!("{LOCK}{lock}"), params![id.0]).await?;
    find(tx, id).await
}

db::row! {
    struct BasisRow { pricing: Json<Pricing>, credit_entries: Option<Json<Draws>> }
}

/// What the price of a booking was computed from.
pub async fn find_basis(tx: &mut SpaceTx<'_>, id: BookingId) -> Result<Option<Basis>> {
    let row: Option<BasisRow> = tx.query_opt(FIND_BASIS, params![id.0]).await?;
    Ok(row.map(|row| Basis { pricing: row.pricing.0, credits: row.credit_entries.map(|Json(draws)| draws) }))
}

/// A membership's bookings that start at `since` or later, those made last first.
pub async fn recent(tx: &mut SpaceTx<'_>, membership: MembershipId, since: Timestamp, limit: i64) -> Result<Vec<Shown>> {
    tx.query(RECENT, params![membership.0, since, limit]).await
}

/// The bookings of a recurrence that start at `from` or later.
pub async fn following(tx: &mut SpaceTx<'_>, recurrence: RecurrenceId, from: Timestamp) -> Result<Vec<Shown>> {
    tx.query(FOLLOWING, params![recurrence.0, from]).await
}

/// What an event booked, by resource.
pub async fn of_event(tx: &mut SpaceTx<'_>, event: EventId) -> Result<Vec<Booking>> {
    let rows: Vec<Shown> = tx.query(OF_EVENT, params![event.0]).await?;
    Ok(rows.into_iter().map(|shown| shown.booking).collect())
}

/// The place that a visitor's booking has in the calendar.
pub async fn of_visitor(tx: &mut SpaceTx<'_>, external: ExternalBookingId) -> Result<Option<Booking>> {
    Ok(tx.query_opt::<Shown>(OF_VISITOR, params![external.0]).await?.map(|shown| shown.booking))
}

/// The bookings of a resource that start at `from` or later.
pub async fn of_resource_after(tx: &mut SpaceTx<'_>, resource: ResourceId, from: Timestamp) -> Result<Vec<Booking>> {
    let rows: Vec<Shown> = tx.query(OF_RESOURCE_AFTER, params![resource.0, from]).await?;
    Ok(rows.into_iter().map(|shown| shown.booking).collect())
}

/// A membership's bookings in all spaces that start at `from` or later (L7).
pub async fn starting_after(tx: &mut SpaceTx<'_>, membership: MembershipId, from: Timestamp) -> Result<Vec<Shown>> {
    tx.query(STARTING_AFTER, params![membership.0, from]).await
}

/// Gives what begins from an instant on to another membership of the space, without the credits that it had (W7).
pub async fn move_later(tx: &mut SpaceTx<'_>, from: MembershipId, to: MembershipId, since: Timestamp) -> Result<()> {
    tx.execute(MOVE_LATER, params![from.0, to.0, since]).await.map(drop)
}

/// `exclusive` where the resource has one unit: then `bookings_no_overlap` breaks when the slot is taken.
pub async fn insert(tx: &mut SpaceTx<'_>, booking: &Booking, basis: &Basis, exclusive: bool) -> Result<()> {
    tx.execute(INSERT, inserted(booking, basis, exclusive)).await.map(drop)
}

/// A booking to be written with others; see [`insert`].
#[derive(Clone, Debug)]
pub struct New {
    pub booking: Booking,
    pub basis: Basis,
    pub exclusive: bool,
}

/// How many rows one statement of [`insert_all`] writes: SQLite binds 32,766 values at most.
const ROWS: usize = 250;

/// As [`insert`], for many at once, with few statements.
pub async fn insert_all(tx: &mut SpaceTx<'_>, new: &[New]) -> Result<()> {
    for rows in new.chunks(ROWS) {
        let mut query = tx.select(concat!("INSERT INTO bookings (", inserted!(), ") VALUES ("));
        for (row, New { booking, basis, exclusive }) in rows.iter().enumerate() {
            if row > 0 {
                query = query.sql("), ($1");
            }
            for value in inserted(booking, basis, *exclusive) {
                query = query.sql(", ").bind(value);
            }
        }
        tx.change(query.sql(")")).await?;
    }
    Ok(())
}

/// The columns behind `space_id`.
fn inserted(b: &Booking, basis: &Basis, exclusive: bool) -> Vec<Value> {
    let mut values = params![b.id.0, b.resource_id.0, b.membership_space_id, b.membership_id, b.recurrence_id, b.event_id];
    values.extend(params![b.external_booking_id, b.starts_at, b.ends_at, b.units, exclusive]);
    values.extend(params![b.title.clone(), b.url.clone(), b.comments.clone(), b.attendees_message.clone()]);
    values.extend([json(&b.attendees.0), json(&b.extras.0), b.custom_price.into(), b.price.0.into(), b.currency.to_string().into()]);
    values.extend(figures(b, basis));
    values.extend(params![b.accounting_code.clone(), b.invoice_id, b.created_by, b.created_at, b.updated_at]);
    values
}

fn figures(b: &Booking, basis: &Basis) -> [Value; 6] {
    let credits = basis.credits.as_ref().map_or(Value::Null, json);
    [json(&b.taxes.0), json(&basis.pricing), credits, b.credit_minutes.into(), b.credit_amount.0.into(), b.payable.0.into()]
}

/// Writes everything that a change may touch. May break `bookings_no_overlap`, as [`insert`] may.
pub async fn update(tx: &mut SpaceTx<'_>, booking: &Booking, basis: &Basis, exclusive: bool) -> Result<()> {
    let b = booking;
    let mut values = params![b.id.0, b.resource_id.0, b.membership_space_id, b.membership_id, b.starts_at, b.ends_at, b.units, exclusive];
    values.extend(params![b.title.clone(), b.url.clone(), b.comments.clone(), b.attendees_message.clone()]);
    values.extend([json(&b.attendees.0), json(&b.extras.0), b.custom_price.into(), b.price.0.into(), b.currency.to_string().into()]);
    values.extend(figures(b, basis));
    values.extend(params![b.accounting_code.clone(), b.updated_at]);
    tx.execute(UPDATE, values).await.map(drop)
}

/// Writes title, url, comments and attendees only: what changes neither time nor price.
pub async fn update_texts(tx: &mut SpaceTx<'_>, booking: &Booking) -> Result<()> {
    let b = booking;
    let mut values = params![b.id.0, b.title.clone(), b.url.clone(), b.comments.clone(), b.attendees_message.clone()];
    values.extend([json(&b.attendees.0), b.updated_at.into()]);
    tx.execute(UPDATE_TEXTS, values).await.map(drop)
}

/// Whether it was there.
pub async fn delete(tx: &mut SpaceTx<'_>, id: BookingId) -> Result<bool> {
    Ok(tx.execute(DELETE, params![id.0]).await? == 1)
}

/// Leaves the bookings of a membership that is deleted without it (L12).
pub async fn forget_membership(tx: &mut SpaceTx<'_>, membership: MembershipId) -> Result<()> {
    let nobody: [String; 0] = [];
    tx.execute(FORGET_MEMBERSHIP, vec![membership.0.into(), json(&nobody)]).await.map(drop)
}
