//! Codes that lower a price (rule G5), and how often each was used.

use crate::json::Json;
use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::discount_codes::{self as rule, DiscountCategory, DiscountUnit};
use domain::ids::{DiscountCodeId, DiscountedId};
use domain::money::{Amount, Currency};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct DiscountCode {
        pub id: DiscountCodeId as Uuid,
        pub name: String,
        pub code: String,
        pub unit: DiscountUnit as String,
        pub value: i64,
        pub currency: Currency as String,
        pub category: DiscountCategory as String,
        pub starts_on: Option<Date>,
        pub ends_on: Option<Date>,
        pub max_redemptions: Option<u32>,
        /// How often it was used.
        pub redemptions: u32,
        pub objects: Json<Vec<DiscountedId>>,
        pub months: Option<u32>,
    }
}

impl DiscountCode {
    /// As the rules see it.
    pub fn rule(self) -> rule::DiscountCode {
        rule::DiscountCode {
            id: self.id,
            name: self.name,
            code: self.code,
            unit: self.unit,
            value: Amount(self.value),
            currency: self.currency,
            category: self.category,
            starts_on: self.starts_on,
            ends_on: self.ends_on,
            max_redemptions: self.max_redemptions,
            objects: self.objects.0,
            months: self.months.and_then(|months| u16::try_from(months).ok()),
        }
    }
}

statements! {
    BY_CODE = "SELECT id, name, code, unit, value, currency, category, starts_on, ends_on, max_redemptions, redemptions, objects, months
        FROM discount_codes WHERE space_id = $1 AND folded = $2";
    FIND = "SELECT id, name, code, unit, value, currency, category, starts_on, ends_on, max_redemptions, redemptions, objects, months
        FROM discount_codes WHERE space_id = $1 AND id = $2";
    LIST = "SELECT id, name, code, unit, value, currency, category, starts_on, ends_on, max_redemptions, redemptions, objects, months
        FROM discount_codes WHERE space_id = $1 ORDER BY id LIMIT $2";
    UPDATE = "UPDATE discount_codes SET name = $3, code = $4, folded = $5, unit = $6, value = $7, currency = $8, category = $9,
        starts_on = $10, ends_on = $11, max_redemptions = $12, objects = $13, months = $14 WHERE space_id = $1 AND id = $2";
    DELETE = "DELETE FROM discount_codes WHERE space_id = $1 AND id = $2";
    REDEEM = "UPDATE discount_codes SET redemptions = redemptions + 1 WHERE space_id = $1 AND id = $2
        AND (max_redemptions IS NULL OR redemptions < max_redemptions)";
    GIVE_BACK = "UPDATE discount_codes SET redemptions = redemptions - 1 WHERE space_id = $1 AND id = $2 AND redemptions > 0";
    INSERT = "INSERT INTO discount_codes (space_id, id, name, code, folded, unit, value, currency, category, starts_on, ends_on,
        max_redemptions, redemptions, objects, created_at, months)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 0, $13, $14, $15)";
}

/// Case does not matter.
pub async fn by_code(tx: &mut SpaceTx<'_>, code: &str) -> Result<Option<DiscountCode>> {
    tx.query_opt(BY_CODE, params![code.trim().to_lowercase()]).await
}

pub async fn find(tx: &mut SpaceTx<'_>, id: DiscountCodeId) -> Result<Option<DiscountCode>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// As [`find`], locked until the transaction ends.
pub async fn lock(tx: &mut SpaceTx<'_>, id: DiscountCodeId) -> Result<Option<DiscountCode>> {
    let lock = tx.global().dialect().for_update();
    tx.query_opt(format!("{FIND}{lock}"), params![id.0]).await
}

/// Oldest first.
pub async fn list(tx: &mut SpaceTx<'_>, most: i64) -> Result<Vec<DiscountCode>> {
    tx.query(LIST, params![most]).await
}

/// Writes all but how often it was used. Breaks `discount_codes_code` where the space has the code already.
pub async fn update(tx: &mut SpaceTx<'_>, now: &rule::DiscountCode) -> Result<()> {
    let mut values = params![now.id.0, &*now.name, &*now.code, now.code.to_lowercase(), now.unit.name(), now.value.0];
    values.extend(params![now.currency.to_string(), now.category.name(), now.starts_on, now.ends_on, now.max_redemptions]);
    values.extend(params![&Json(now.objects.clone()), now.months.map(u32::from)]);
    tx.execute(UPDATE, values).await.map(drop)
}

/// What was bought with it keeps its price; whether it was there.
pub async fn delete(tx: &mut SpaceTx<'_>, id: DiscountCodeId) -> Result<bool> {
    Ok(tx.execute(DELETE, params![id.0]).await? == 1)
}

/// Uses it once; whether it could be.
pub async fn redeem(tx: &mut SpaceTx<'_>, id: DiscountCodeId) -> Result<bool> {
    Ok(tx.execute(REDEEM, params![id.0]).await? == 1)
}

/// What it was used for was canceled.
pub async fn give_back(tx: &mut SpaceTx<'_>, id: DiscountCodeId) -> Result<()> {
    tx.execute(GIVE_BACK, params![id.0]).await.map(drop)
}

/// Breaks `discount_codes_code` where the space has the code already.
pub async fn insert(tx: &mut SpaceTx<'_>, new: &rule::DiscountCode, at: Timestamp) -> Result<()> {
    let mut values = params![new.id.0, &*new.name, &*new.code, new.code.to_lowercase(), new.unit.name(), new.value.0];
    values.extend(params![new.currency.to_string(), new.category.name(), new.starts_on, new.ends_on, new.max_redemptions]);
    values.extend(params![&Json(new.objects.clone()), at, new.months.map(u32::from)]);
    tx.execute(INSERT, values).await.map(drop)
}
