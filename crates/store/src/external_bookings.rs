//! Bookings of visitors. Each that is not canceled has its place in `bookings`, where all conflicts are found.

use crate::json::{Json, json};
use crate::resources::{Slice, Word};
use crate::spaces::Address;
use crate::{SpaceTx, statements, totals};
use db::{Query, Result, Value, params};
use domain::accounting::Account;
use domain::discount_codes::Redeemed;
use domain::external_bookings::{CanceledBy, Life, Status};
use domain::extras::Extra;
use domain::ids::{ContactId, ExternalBookingId, ExternalResourceId, ResourceId};
use domain::interval::Interval;
use domain::money::{Amount, Currency};
use domain::taxes::Tax;
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug)]
    pub struct ExternalBooking {
        pub id: ExternalBookingId as Uuid,
        pub resource_id: ResourceId as Uuid,
        /// None when it is offered no more.
        pub external_resource_id: Option<Uuid>,
        pub status: Status as String,
        pub canceled_by: Option<Word<CanceledBy>>,
        pub starts_at: Timestamp,
        pub ends_at: Timestamp,
        pub number_of_visitors: u32,
        pub title: Option<String>,
        pub name: Option<String>,
        pub company: Option<String>,
        pub email: String,
        pub phone: Option<String>,
        pub tax_id: Option<String>,
        /// For the invoice, with the name and the company that stand there.
        pub address: Json<Address>,
        pub comments: Option<String>,
        pub admin_comments: Option<String>,
        pub contact_id: Option<Uuid>,
        pub extras: Json<Vec<Extra>>,
        /// Net (B10).
        pub custom_price: Option<i64>,
        /// Net, without extras.
        pub price: Amount as i64,
        pub currency: Currency as String,
        /// With the rates of the day it was made (M12).
        pub taxes: Json<Vec<Tax>>,
        pub accounting_code: Option<String>,
        pub cost_center: Option<Json<Account>>,
        pub revenue_account: Option<Json<Account>>,
        /// How to get there, as it was when the booking was made.
        pub instructions: Option<String>,
        /// Hours.
        pub cancellation_period: u32,
        /// Charged by hand, before or after the visit (E4).
        pub pay_later: bool,
        /// What pays for it. None: free, or settled with the space.
        pub payment_id: Option<Uuid>,
        pub payment_method_id: Option<Uuid>,
        /// SHA-256 of what the link to cancel carries.
        pub cancel_hash: Option<Vec<u8>>,
        pub cancel_expires_at: Option<Timestamp>,
        pub created_by: Option<Uuid>,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
        pub discount: Option<Json<Redeemed>>,
        /// All of it with taxes, for lists in the order of prices.
        pub gross: Amount as i64,
    }
}

impl ExternalBooking {
    pub fn external_resource(&self) -> Option<ExternalResourceId> {
        self.external_resource_id.map(ExternalResourceId)
    }

    pub fn contact(&self) -> Option<ContactId> {
        self.contact_id.map(ContactId)
    }

    pub fn interval(&self) -> Interval {
        Interval::new(self.starts_at, self.ends_at)
    }

    /// As far as it decides what may be done.
    pub fn life(&self) -> Life {
        Life { status: self.status, starts_at: self.starts_at }
    }
}

macro_rules! columns {
    () => {
        "SELECT id, resource_id, external_resource_id, status, canceled_by, starts_at, ends_at, number_of_visitors, title, name, company,
        email, phone, tax_id, address, comments, admin_comments, contact_id, extras, custom_price, price, currency, taxes, accounting_code,
        cost_center, revenue_account, instructions, cancellation_period, pay_later, payment_id, payment_method_id, cancel_hash,
        cancel_expires_at, created_by, created_at, updated_at, discount, gross FROM external_bookings"
    };
}

statements! {
    FIND = concat!(columns!(), " WHERE space_id = $1 AND id = $2");
    LIST = concat!(columns!(), " WHERE space_id = $1 AND starts_at >= $2 AND starts_at < $3 ORDER BY starts_at, id LIMIT $4 OFFSET $5");
    LIST_DESCENDING = concat!(columns!(), " WHERE space_id = $1 AND starts_at >= $2 AND starts_at < $3
        ORDER BY starts_at DESC, id DESC LIMIT $4 OFFSET $5");
    COUNT = "SELECT COUNT(*) FROM external_bookings WHERE space_id = $1 AND starts_at >= $2 AND starts_at < $3";
    INSERT = "INSERT INTO external_bookings (space_id, id, resource_id, external_resource_id, status, canceled_by, starts_at, ends_at,
        number_of_visitors, title, name, company, email, phone, tax_id, address, comments, admin_comments, contact_id, extras,
        custom_price, price, currency, taxes, accounting_code, cost_center, revenue_account, instructions, cancellation_period, pay_later,
        payment_id, payment_method_id, cancel_hash, cancel_expires_at, created_by, created_at, updated_at, discount, gross)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26,
        $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39)";
    UPDATE = "UPDATE external_bookings SET status = $3, canceled_by = $4, starts_at = $5, ends_at = $6, number_of_visitors = $7,
        title = $8, admin_comments = $9, extras = $10, custom_price = $11, price = $12, currency = $13, taxes = $14, accounting_code = $15,
        cancel_hash = $16, cancel_expires_at = $17, updated_at = $18, gross = $19 WHERE space_id = $1 AND id = $2";
    FORGET_OFFER = "UPDATE external_bookings SET external_resource_id = NULL WHERE space_id = $1 AND external_resource_id = $2";
}

pub async fn find(tx: &mut SpaceTx<'_>, id: ExternalBookingId) -> Result<Option<ExternalBooking>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// As [`find`], locked until the transaction ends. To be called before the lock on a resource, never after it.
pub async fn lock(tx: &mut SpaceTx<'_>, id: ExternalBookingId) -> Result<Option<ExternalBooking>> {
    let lock = tx.global().dialect().for_update();
    tx.query_opt(format!("{FIND}{lock}"), params![id.0]).await
}

/// Those with these ids.
pub async fn some(tx: &mut SpaceTx<'_>, ids: &[ExternalBookingId]) -> Result<Vec<ExternalBooking>> {
    let query = tx.select(concat!(columns!(), " WHERE space_id = ")).sql(" AND id IN ").list(ids.iter().map(|id| id.0));
    tx.run(query.sql(" ORDER BY starts_at, id")).await
}

/// Those that start within the time, the first or the last first; part of them, and how many they are in all.
pub async fn list(tx: &mut SpaceTx<'_>, within: Interval, descending: bool, slice: Slice) -> Result<(Vec<ExternalBooking>, i64)> {
    let statement = if descending { LIST_DESCENDING } else { LIST };
    let found = tx.query(statement, params![within.from, within.to, slice.limit, slice.offset]).await?;
    let (total,): (i64,) = tx.query_one(COUNT, params![within.from, within.to]).await?;
    Ok((found, total))
}

/// What such a list is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    /// Indexes `external_bookings_start` and, of one state, `external_bookings_status`.
    #[default]
    Start,
    /// Who comes: `external_bookings_label` and `external_bookings_status_label`.
    Label,
    /// What it costs in all: `external_bookings_gross` and `external_bookings_status_gross`.
    Gross,
}

/// Which bookings an admin looks at.
#[derive(Clone, Copy, Debug)]
pub struct OnDesk {
    /// They start within it.
    pub within: Interval,
    pub status: Option<Status>,
    pub sort: SortBy,
    pub descending: bool,
}

impl OnDesk {
    fn order(&self) -> &'static str {
        match (self.sort, self.descending) {
            (SortBy::Start, false) => " ORDER BY starts_at, id LIMIT ",
            (SortBy::Start, true) => " ORDER BY starts_at DESC, id DESC LIMIT ",
            (SortBy::Label, false) => " ORDER BY lower(COALESCE(name, company, email)), id LIMIT ",
            (SortBy::Label, true) => " ORDER BY lower(COALESCE(name, company, email)) DESC, id DESC LIMIT ",
            (SortBy::Gross, false) => " ORDER BY gross, id LIMIT ",
            (SortBy::Gross, true) => " ORDER BY gross DESC, id DESC LIMIT ",
        }
    }

    /// `starts`: the column, as the statement shall see it.
    fn only(&self, query: Query, starts: &'static str) -> Query {
        let query = query.sql(" AND ").sql(starts).sql(" >= ").bind(self.within.from);
        let query = query.sql(" AND ").sql(starts).sql(" < ").bind(self.within.to);
        match self.status {
            Some(status) => query.sql(" AND status = ").bind(status.name()),
            None => query,
        }
    }
}

/// Part of them, and how many they are in all, up to one more than [`MOST_COUNTED`](crate::memberships::MOST_COUNTED). Of a
/// `long` time most of what is there is wanted, so that it is read in the order of the list and what starts at other times is
/// passed over; what starts within a shorter one is read by its start and put in order then.
pub async fn on_desk(tx: &mut SpaceTx<'_>, wanted: OnDesk, long: bool, slice: Slice) -> Result<(Vec<ExternalBooking>, i64)> {
    let page = match (wanted.sort, long) {
        (SortBy::Start, _) => wanted.only(tx.select(concat!(columns!(), " WHERE space_id = ")), "starts_at"),
        // No index has it like this, so that none leads away from that of the order.
        (_, true) => wanted.only(tx.select(concat!(columns!(), " WHERE space_id = ")), "COALESCE(starts_at, starts_at)"),
        // A limit that cuts nothing keeps the databases from walking through the index of the order.
        (_, false) => wanted
            .only(tx.select(concat!("SELECT * FROM (", columns!(), " WHERE space_id = ")), "starts_at")
            .sql(" ORDER BY starts_at LIMIT 9223372036854775807) b"),
    };
    let found: Vec<_> = tx.run(page.sql(wanted.order()).bind(slice.limit).sql(" OFFSET ").bind(slice.offset)).await?;
    if let Some(total) = totals::seen(found.len(), slice) {
        return Ok((found, total));
    }
    let count = wanted.only(tx.select("SELECT COUNT(*) FROM (SELECT 1 FROM external_bookings WHERE space_id = "), "starts_at");
    Ok((found, totals::up_to_most(tx, count).await?))
}

fn account(account: Option<&Json<Account>>) -> Value {
    account.map_or(Value::Null, |Json(account)| json(account))
}

pub async fn insert(tx: &mut SpaceTx<'_>, new: &ExternalBooking) -> Result<()> {
    let canceled_by = new.canceled_by.as_ref().map(|Word(by)| by.name());
    let mut values = params![new.id.0, new.resource_id.0, new.external_resource_id, new.status.name(), canceled_by];
    values.extend(params![new.starts_at, new.ends_at, new.number_of_visitors, new.title.clone(), new.name.clone(), new.company.clone()]);
    values.extend(params![&*new.email, new.phone.clone(), new.tax_id.clone(), &new.address, new.comments.clone()]);
    values.extend(params![new.admin_comments.clone(), new.contact_id, &new.extras, new.custom_price, new.price.0]);
    values.extend(params![new.currency.to_string(), &new.taxes, new.accounting_code.clone()]);
    values.extend([account(new.cost_center.as_ref()), account(new.revenue_account.as_ref())]);
    values.extend(params![new.instructions.clone(), new.cancellation_period, new.pay_later, new.payment_id, new.payment_method_id]);
    values.extend(params![new.cancel_hash.clone(), new.cancel_expires_at, new.created_by, new.created_at, new.updated_at]);
    values.push(new.discount.clone().into());
    values.push(new.gross.0.into());
    tx.execute(INSERT, values).await.map(drop)
}

/// Writes what may change: state, time, what admins set, the price and the link to cancel.
pub async fn update(tx: &mut SpaceTx<'_>, changed: &ExternalBooking) -> Result<()> {
    let canceled_by = changed.canceled_by.as_ref().map(|Word(by)| by.name());
    let mut values = params![changed.id.0, changed.status.name(), canceled_by, changed.starts_at, changed.ends_at];
    values.extend(params![changed.number_of_visitors, changed.title.clone(), changed.admin_comments.clone(), &changed.extras]);
    values.extend(params![changed.custom_price, changed.price.0, changed.currency.to_string(), &changed.taxes]);
    values.extend(params![changed.accounting_code.clone(), changed.cancel_hash.clone(), changed.cancel_expires_at]);
    values.extend(params![changed.updated_at, changed.gross.0]);
    tx.execute(UPDATE, values).await.map(drop)
}

/// Leaves the bookings of what is offered no more without it.
pub async fn forget_offer(tx: &mut SpaceTx<'_>, external_resource: ExternalResourceId) -> Result<()> {
    tx.execute(FORGET_OFFER, params![external_resource.0]).await.map(drop)
}
