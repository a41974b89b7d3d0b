//! Spaces as customers of the platform's operator.

use crate::json::Json;
use crate::{SpaceTx, statements};
use db::{Result, params};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What may be shown of how a space pays the operator. Stored as JSON, so the names must stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shown {
    Card { last4: String, month: u8, year: u16 },
    SepaDebit { last4: String },
}

db::row! {
    #[derive(Clone, Debug, Default)]
    pub struct Customer {
        /// The ids of the operator's provider.
        pub customer: Option<String>,
        pub method: Option<String>,
        pub shown: Option<Json<Shown>>,
        /// The day on which the trial ended by the space becoming a customer.
        pub since: Option<Date>,
    }
}

statements! {
    FIND = "SELECT customer, method, shown, since FROM space_customers WHERE space_id = $1";
    SET_METHOD = "INSERT INTO space_customers (space_id, customer, method, shown) VALUES ($1, $2, $3, $4)
        ON CONFLICT (space_id) DO UPDATE SET customer = excluded.customer, method = excluded.method, shown = excluded.shown";
    BEGIN = "INSERT INTO space_customers (space_id) VALUES ($1) ON CONFLICT (space_id) DO NOTHING";
    CONVERT = "UPDATE space_customers SET since = $2 WHERE space_id = $1 AND since IS NULL";
}

pub async fn find(tx: &mut SpaceTx<'_>) -> Result<Customer> {
    Ok(tx.query_opt(FIND, params![]).await?.unwrap_or_default())
}

pub async fn set_method(tx: &mut SpaceTx<'_>, customer: &str, method: &str, shown: &Shown) -> Result<()> {
    tx.execute(SET_METHOD, params![customer, method, &Json(shown.clone())]).await.map(drop)
}

/// Whether the space was none until now.
pub async fn convert(tx: &mut SpaceTx<'_>, since: Date) -> Result<bool> {
    tx.execute(BEGIN, params![]).await?;
    Ok(tx.execute(CONVERT, params![since]).await? == 1)
}
