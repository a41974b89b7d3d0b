//! Passes for visitors: what is on offer, who bought one, and for which day (section 16).

use crate::buyers::Buyer;
use crate::calendar_blockers::{since, touching};
use crate::json::{Json, json};
use crate::resources::{Slice, Word};
use crate::spaces::Address;
use crate::{SpaceTx, statements, totals};
use db::{Query, Result, Value, params};
use domain::booking_times::BookingTimes;
use domain::drop_in_passes::{self as rule, PassStatus};
use domain::ids::{ContactId, DropInPassId, DropInPassPurchaseId, DropInPassTemplateId, UserId};
use domain::interval::Interval;
use domain::money::{Amount, Currency};
use domain::resources::Photo;
use domain::taxes::Tax;
use jiff::{Timestamp, civil::Date};
use std::collections::HashMap;
use uuid::Uuid;

/// [`BookingTimes`] as they stand in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Times(pub BookingTimes);
impl TryFrom<String> for Times {
    type Error = domain::booking_times::NotBookingTimes;
    fn try_from(text: String) -> std::result::Result<Self, Self::Error> {
        text.parse().map(Self)
    }
}

db::row! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct Template {
        pub id: DropInPassTemplateId as Uuid,
        pub name: String,
        pub description: Option<String>,
        pub onboarding_instructions: Option<String>,
        pub times: Word<Times>,
        pub photo: Option<Word<Photo>>,
        pub color: String,
        pub price: i64,
        pub currency: Currency as String,
        pub tax: Option<Json<Tax>>,
        pub accounting_code: Option<String>,
        pub hidden: bool,
        pub max_per_day: Option<u32>,
    }
}

impl Template {
    /// As the rules see it.
    pub fn rule(&self) -> rule::Template {
        rule::Template {
            id: self.id,
            name: self.name.clone(),
            description: self.description.clone(),
            onboarding_instructions: self.onboarding_instructions.clone(),
            times: self.times.0.0.clone(),
            price: Amount(self.price),
            currency: self.currency,
            tax: self.tax.as_ref().map(|Json(tax)| tax.clone()),
            accounting_code: self.accounting_code.clone(),
            hidden: self.hidden,
            max_per_day: self.max_per_day,
            color: self.color.clone(),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Purchase {
    pub id: DropInPassPurchaseId,
    pub contact: ContactId,
    pub buyer: Buyer,
    pub created_by: Option<UserId>,
    pub created_at: Timestamp,
}

db::row! {
    /// A pass with what its purchase says.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Pass {
        pub id: DropInPassId as Uuid,
        pub purchase_id: DropInPassPurchaseId as Uuid,
        pub template_id: DropInPassTemplateId as Uuid,
        /// The template's, on the day of the purchase; so are times, instructions and price.
        pub name: String,
        pub valid_on: Date,
        pub times: Word<Times>,
        pub onboarding_instructions: Option<String>,
        /// Net.
        pub price: i64,
        pub currency: Currency as String,
        pub taxes: Json<Vec<Tax>>,
        pub accounting_code: Option<String>,
        pub status: PassStatus as String,
        pub canceled_at: Option<Timestamp>,
        pub created_at: Timestamp,
        pub contact_id: ContactId as Uuid,
        pub buyer: String,
        pub company: Option<String>,
        pub email: String,
        pub phone: Option<String>,
        pub tax_id: Option<String>,
        pub address: Json<Address>,
        pub comments: Option<String>,
    }
}

macro_rules! columns {
    () => {
        "SELECT d.id, d.purchase_id, d.template_id, d.name, d.valid_on, d.times, d.onboarding_instructions, d.price, d.currency, d.taxes,
        d.accounting_code, d.status, d.canceled_at, d.created_at, p.contact_id, p.name AS buyer, p.company, p.email, p.phone, p.tax_id,
        p.address, p.comments FROM drop_in_passes d JOIN drop_in_pass_purchases p ON p.space_id = d.space_id AND p.id = d.purchase_id"
    };
}
macro_rules! within {
    () => {
        " WHERE d.space_id = $1 AND d.valid_on >= $2 AND d.valid_on <= $3"
    };
}

statements! {
    FIND_TEMPLATE = "SELECT id, name, description, onboarding_instructions, times, photo, color, price, currency, tax, accounting_code,
        hidden, max_per_day FROM drop_in_pass_templates WHERE space_id = $1 AND id = $2";
    LOCK_TEMPLATE = "SELECT id FROM drop_in_pass_templates WHERE space_id = $1 AND id = $2";
    INSERT_TEMPLATE = "INSERT INTO drop_in_pass_templates (space_id, id, name, description, onboarding_instructions, times, photo, color,
        price, currency, tax, accounting_code, hidden, max_per_day, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $15)";
    LIST_TEMPLATES = "SELECT id, name, description, onboarding_instructions, times, photo, color, price, currency, tax, accounting_code,
        hidden, max_per_day FROM drop_in_pass_templates WHERE space_id = $1 AND (NOT hidden OR $2) ORDER BY name, id LIMIT $3";
    UPDATE_TEMPLATE = "UPDATE drop_in_pass_templates SET name = $3, description = $4, onboarding_instructions = $5, times = $6, color = $7,
        price = $8, hidden = $9, max_per_day = $10, updated_at = $11 WHERE space_id = $1 AND id = $2";
    SOLD = "SELECT valid_on, COUNT(*) FROM drop_in_passes WHERE space_id = $1 AND template_id = $2 AND valid_on >= $3 AND valid_on <= $4
        AND status = 'confirmed' GROUP BY valid_on";
    BLOCKED = concat!("SELECT b.starts_at, b.ends_at FROM (", touching!("$4"), ") t
        JOIN calendar_blockers b ON b.space_id = $1 AND b.id = t.id WHERE b.for_drop_in_passes ORDER BY b.starts_at");
    INSERT_PURCHASE = "INSERT INTO drop_in_pass_purchases (space_id, id, contact_id, name, company, email, phone, tax_id, address, comments,
        created_by, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    INSERT = "INSERT INTO drop_in_passes (space_id, id, purchase_id, template_id, name, valid_on, times, onboarding_instructions, price,
        currency, taxes, accounting_code, status, canceled_at, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    FIND = concat!(columns!(), " WHERE d.space_id = $1 AND d.id = $2");
    LIST = concat!(columns!(), within!(), " ORDER BY d.valid_on, d.id LIMIT $4 OFFSET $5");
    LIST_DOWN = concat!(columns!(), within!(), " ORDER BY d.valid_on DESC, d.id DESC LIMIT $4 OFFSET $5");
    COUNT = concat!("SELECT COUNT(*) FROM drop_in_passes d", within!());
    CANCEL = "UPDATE drop_in_passes SET status = 'canceled', canceled_at = $3 WHERE space_id = $1 AND id = $2 AND status = 'confirmed'";
}

pub async fn find_template(tx: &mut SpaceTx<'_>, id: DropInPassTemplateId) -> Result<Option<Template>> {
    tx.query_opt(FIND_TEMPLATE, params![id.0]).await
}

/// By name, `most` at most; hidden ones only where they are wanted.
pub async fn templates(tx: &mut SpaceTx<'_>, hidden: bool, most: i64) -> Result<Vec<Template>> {
    tx.query(LIST_TEMPLATES, params![hidden, most]).await
}

/// Whether it was there. Picture, currency, tax and accounting code stay.
pub async fn update_template(tx: &mut SpaceTx<'_>, new: &rule::Template, at: Timestamp) -> Result<bool> {
    let mut values = params![new.id.0, &*new.name, new.description.clone(), new.onboarding_instructions.clone(), new.times.to_string()];
    values.extend(params![&*new.color, new.price.0, new.hidden, new.max_per_day, at]);
    Ok(tx.execute(UPDATE_TEMPLATE, values).await? == 1)
}

/// The same, locked until the transaction ends: one buyer at a time takes a place.
pub async fn lock_template(tx: &mut SpaceTx<'_>, id: DropInPassTemplateId) -> Result<Option<Template>> {
    let lock = tx.global().dialect().for_update();
    tx.query_opt::<(Uuid,)>(format!("{LOCK_TEMPLATE}{lock}"), params![id.0]).await?;
    find_template(tx, id).await
}

pub async fn insert_template(tx: &mut SpaceTx<'_>, new: &rule::Template, photo: Option<&Photo>, at: Timestamp) -> Result<()> {
    let mut values = params![new.id.0, &*new.name, new.description.clone(), new.onboarding_instructions.clone(), new.times.to_string()];
    values.extend(params![photo.map(Photo::to_string), &*new.color, new.price.0, new.currency.to_string()]);
    values.push(new.tax.as_ref().map_or(Value::Null, json));
    values.extend(params![new.accounting_code.clone(), new.hidden, new.max_per_day, at]);
    tx.execute(INSERT_TEMPLATE, values).await.map(drop)
}

/// How many are sold for each day; days without any are left out.
pub async fn sold(tx: &mut SpaceTx<'_>, template: DropInPassTemplateId, from: Date, to: Date) -> Result<HashMap<Date, u32>> {
    let rows: Vec<(Date, i64)> = tx.query(SOLD, params![template.0, from, to]).await?;
    Ok(rows.into_iter().map(|(day, count)| (day, u32::try_from(count).unwrap_or(u32::MAX))).collect())
}

/// When the space sells no passes.
pub async fn blocked(tx: &mut SpaceTx<'_>, within: Interval) -> Result<Vec<Interval>> {
    let rows: Vec<(Timestamp, Timestamp)> = tx.query(BLOCKED, params![within.from, within.to, since(within.from)]).await?;
    Ok(rows.into_iter().map(|(from, to)| Interval::new(from, to)).collect())
}

pub async fn insert_purchase(tx: &mut SpaceTx<'_>, new: &Purchase) -> Result<()> {
    let mut values = params![new.id.0, new.contact.0];
    values.extend(new.buyer.values());
    values.extend(params![new.created_by.map(|user| user.0), new.created_at]);
    tx.execute(INSERT_PURCHASE, values).await.map(drop)
}

/// What stands with the purchase is not read.
pub async fn insert(tx: &mut SpaceTx<'_>, new: &Pass) -> Result<()> {
    let p = new;
    let mut values = params![p.id.0, p.purchase_id.0, p.template_id.0, &*p.name, p.valid_on, p.times.0.0.to_string()];
    values.extend(params![p.onboarding_instructions.clone(), p.price, p.currency.to_string(), &p.taxes, p.accounting_code.clone()]);
    values.extend(params![p.status.name(), p.canceled_at, p.created_at]);
    tx.execute(INSERT, values).await.map(drop)
}

pub async fn find(tx: &mut SpaceTx<'_>, id: DropInPassId) -> Result<Option<Pass>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// Those for days of a range, both ends included, by day; part of them, and how many they are in all.
pub async fn list(tx: &mut SpaceTx<'_>, (from, to): (Date, Date), descending: bool, slice: Slice) -> Result<(Vec<Pass>, i64)> {
    let statement = if descending { LIST_DOWN } else { LIST };
    let found: Vec<_> = tx.query(statement, params![from, to, slice.limit, slice.offset]).await?;
    if let Some(total) = totals::seen(found.len(), slice) {
        return Ok((found, total));
    }
    let (total,): (i64,) = tx.query_one(COUNT, params![from, to]).await?;
    Ok((found, total))
}

/// Which passes an admin looks at, by their day: index `drop_in_passes_day`, and of one state `drop_in_passes_status`.
#[derive(Clone, Copy, Debug)]
pub struct OnDesk {
    pub from: Date,
    /// The last day.
    pub to: Date,
    pub status: Option<PassStatus>,
    pub descending: bool,
}

/// Part of them, and how many they are in all, up to one more than [`MOST_COUNTED`](crate::memberships::MOST_COUNTED).
pub async fn on_desk(tx: &mut SpaceTx<'_>, wanted: OnDesk, slice: Slice) -> Result<(Vec<Pass>, i64)> {
    let only = |query: Query| {
        let query = query.sql(" AND d.valid_on >= ").bind(wanted.from).sql(" AND d.valid_on <= ").bind(wanted.to);
        match wanted.status {
            Some(status) => query.sql(" AND d.status = ").bind(status.name()),
            None => query,
        }
    };
    let page = only(tx.select(concat!(columns!(), " WHERE d.space_id = ")));
    let page =
        page.sql(if wanted.descending { " ORDER BY d.valid_on DESC, d.id DESC LIMIT " } else { " ORDER BY d.valid_on, d.id LIMIT " });
    let found: Vec<_> = tx.run(page.bind(slice.limit).sql(" OFFSET ").bind(slice.offset)).await?;
    if let Some(total) = totals::seen(found.len(), slice) {
        return Ok((found, total));
    }
    let count = only(tx.select("SELECT COUNT(*) FROM (SELECT 1 FROM drop_in_passes d WHERE d.space_id = "));
    Ok((found, totals::up_to_most(tx, count).await?))
}

/// Whether it was confirmed until now.
pub async fn cancel(tx: &mut SpaceTx<'_>, id: DropInPassId, at: Timestamp) -> Result<bool> {
    Ok(tx.execute(CANCEL, params![id.0, at]).await? == 1)
}
