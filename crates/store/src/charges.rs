//! Charges and credits that people put down for a member (G1).

use crate::json::{Json, json};
use crate::{SpaceTx, statements};
use db::{Result, Value, params};
use domain::accounting::Account;
use domain::ids::{ChargeId, MembershipId};
use domain::money::{Amount, Currency};
use domain::taxes::Tax;
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct Charge {
        pub id: ChargeId as Uuid,
        pub membership_id: MembershipId as Uuid,
        pub description: String,
        /// A decimal number above zero.
        pub quantity: String,
        /// Net, of one; below zero it is a credit.
        pub amount: Amount as i64,
        pub currency: Currency as String,
        /// Of the day it was put down (M12).
        pub taxes: Json<Vec<Tax>>,
        pub charged_on: Date,
        pub accounting_code: Option<String>,
        pub cost_center: Option<Json<Account>>,
        /// Set once it is billed.
        pub invoice_id: Option<Uuid>,
        pub created_by: Option<Uuid>,
        pub created_at: Timestamp,
        pub revenue_account: Option<Json<Account>>,
    }
}

macro_rules! columns {
    () => {
        "id, membership_id, description, quantity, amount, currency, taxes, charged_on, accounting_code, cost_center, invoice_id,
        created_by, created_at, revenue_account"
    };
}

statements! {
    FIND = concat!("SELECT ", columns!(), " FROM charges WHERE space_id = $1 AND id = $2");
    BETWEEN = concat!("SELECT ", columns!(), " FROM charges WHERE space_id = $1 AND charged_on BETWEEN $2 AND $3
        ORDER BY charged_on, id LIMIT $4");
    UNBILLED = concat!("SELECT ", columns!(), " FROM charges WHERE space_id = $1 AND membership_id = $2 AND invoice_id IS NULL
        ORDER BY charged_on, id LIMIT $3");
    INSERT = concat!("INSERT INTO charges (space_id, ", columns!(), ") VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)");
    DELETE = "DELETE FROM charges WHERE space_id = $1 AND id = $2";
}

pub async fn find(tx: &mut SpaceTx<'_>, id: ChargeId) -> Result<Option<Charge>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// Those of some days, both included, in their order.
pub async fn between(tx: &mut SpaceTx<'_>, from: Date, to: Date, limit: i64) -> Result<Vec<Charge>> {
    tx.query(BETWEEN, params![from, to, limit]).await
}

/// Those of a membership that were not billed, by day.
pub async fn unbilled(tx: &mut SpaceTx<'_>, membership: MembershipId, limit: i64) -> Result<Vec<Charge>> {
    tx.query(UNBILLED, params![membership.0, limit]).await
}

pub async fn insert(tx: &mut SpaceTx<'_>, new: &Charge) -> Result<()> {
    let mut values = params![new.id.0, new.membership_id.0, &new.description, &new.quantity, new.amount.0, new.currency.to_string()];
    values.extend(params![&new.taxes, new.charged_on, new.accounting_code.clone()]);
    let account = |account: Option<&Json<Account>>| account.map_or(Value::Null, |account| json(&account.0));
    values.push(account(new.cost_center.as_ref()));
    values.extend(params![new.invoice_id, new.created_by, new.created_at]);
    values.push(account(new.revenue_account.as_ref()));
    tx.execute(INSERT, values).await.map(drop)
}

pub async fn delete(tx: &mut SpaceTx<'_>, id: ChargeId) -> Result<()> {
    tx.execute(DELETE, params![id.0]).await.map(drop)
}
