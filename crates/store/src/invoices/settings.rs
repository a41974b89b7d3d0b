//! How a space writes invoices: its settings, the next number, and its charts of accounts.

use crate::json::{Json, json};
use crate::spaces::Address;
use crate::{SpaceTx, statements, totals};
use db::{Result, params};
use domain::ids::AccountId;
use domain::invoices::InvoiceSettings;
use uuid::Uuid;

db::row! {
    /// The settings, and what comes next.
    #[derive(Clone, Debug)]
    pub struct Row {
        pub next_number: i64,
        pub numbered_year: i64,
        pub settings: Json<InvoiceSettings>,
        /// None: the space's own address.
        pub sender: Option<Json<Address>>,
    }
}

db::row! {
    /// A cost center, a revenue account or an accounting code, whose number is the code.
    #[derive(Clone, Debug)]
    pub struct Account {
        pub id: AccountId as Uuid,
        pub name: String,
        pub number: String,
    }
}

/// Which chart an account belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Chart {
    CostCenters,
    RevenueAccounts,
    /// What can be chosen where an accounting code is typed (V26).
    AccountingCodes,
}

impl Chart {
    fn name(self) -> &'static str {
        match self {
            Self::CostCenters => "cost_center",
            Self::RevenueAccounts => "revenue_account",
            Self::AccountingCodes => "accounting_code",
        }
    }
}

statements! {
    FIND = "SELECT next_number, numbered_year, settings, sender FROM invoice_settings WHERE space_id = $1";
    BEGIN = "INSERT INTO invoice_settings (space_id, next_number, numbered_year, settings, sender) VALUES ($1, 1, $2, $3, NULL)
        ON CONFLICT DO NOTHING";
    SET = "UPDATE invoice_settings SET settings = $2, sender = $3 WHERE space_id = $1";
    SET_NEXT = "UPDATE invoice_settings SET next_number = $2 WHERE space_id = $1 AND next_number < $2";
    // Whoever takes a number holds the row until its invoice is there: no number is lost or given twice.
    TAKE = "UPDATE invoice_settings SET next_number = next_number + 1 WHERE space_id = $1 RETURNING next_number - 1";
    TAKE_YEARLY = "UPDATE invoice_settings SET next_number = CASE WHEN numbered_year < $2 THEN 2 ELSE next_number + 1 END,
        numbered_year = CASE WHEN numbered_year < $2 THEN $2 ELSE numbered_year END WHERE space_id = $1 RETURNING next_number - 1";
    ACCOUNTS = "SELECT id, name, number FROM accounts WHERE space_id = $1 AND kind = $2 ORDER BY number, id LIMIT $3 OFFSET $4";
    INSERT_ACCOUNT = "INSERT INTO accounts (space_id, id, kind, name, number) VALUES ($1, $2, $3, $4, $5)";
    FIND_ACCOUNT = "SELECT id, name, number FROM accounts WHERE space_id = $1 AND kind = $2 AND id = $3";
    UPDATE_ACCOUNT = "UPDATE accounts SET name = $4, number = $5 WHERE space_id = $1 AND kind = $2 AND id = $3";
    DELETE_ACCOUNT = "DELETE FROM accounts WHERE space_id = $1 AND kind = $2 AND id = $3";
}

/// None while the space has never set anything nor made an invoice.
pub async fn find(tx: &mut SpaceTx<'_>) -> Result<Option<Row>> {
    tx.query_opt(FIND, params![]).await
}

/// Makes the row with its defaults, unless it is there.
pub async fn begin(tx: &mut SpaceTx<'_>, year: i64) -> Result<()> {
    let mut values = params![year];
    values.push(json(&InvoiceSettings::default()));
    tx.execute(BEGIN, values).await.map(drop)
}

pub async fn set(tx: &mut SpaceTx<'_>, settings: &InvoiceSettings, sender: Option<&Address>) -> Result<()> {
    let mut values = vec![json(settings)];
    values.extend(params![sender.map(|sender| Json(sender.clone()))]);
    tx.execute(SET, values).await.map(drop)
}

/// Moves the next number up; `false` where that would be down.
pub async fn set_next(tx: &mut SpaceTx<'_>, next: i64) -> Result<bool> {
    Ok(tx.execute(SET_NEXT, params![next]).await? > 0)
}

/// Takes the next number; with `yearly`, the first one of a new year is 1.
pub async fn take_number(tx: &mut SpaceTx<'_>, yearly: bool, year: i64) -> Result<i64> {
    let (number,): (i64,) = if yearly { tx.query_one(TAKE_YEARLY, params![year]).await? } else { tx.query_one(TAKE, params![]).await? };
    Ok(number)
}

/// Part of a chart, by number, and how many accounts it has.
pub async fn accounts(tx: &mut SpaceTx<'_>, chart: Chart, limit: i64, offset: i64) -> Result<(Vec<Account>, i64)> {
    let total = totals::parts(tx, "accounts", [chart.name().to_owned()]).await?;
    Ok((tx.query(ACCOUNTS, params![chart.name(), limit, offset]).await?, total))
}

/// Breaks `accounts_number` where the chart has the number.
pub async fn insert_account(tx: &mut SpaceTx<'_>, chart: Chart, new: &Account) -> Result<()> {
    tx.execute(INSERT_ACCOUNT, params![new.id.0, chart.name(), &*new.name, &*new.number]).await.map(drop)
}

pub async fn find_account(tx: &mut SpaceTx<'_>, chart: Chart, id: AccountId) -> Result<Option<Account>> {
    tx.query_opt(FIND_ACCOUNT, params![chart.name(), id.0]).await
}

/// As [`find_account`], locked until the transaction ends.
pub async fn lock_account(tx: &mut SpaceTx<'_>, chart: Chart, id: AccountId) -> Result<Option<Account>> {
    let lock = tx.global().dialect().for_update();
    tx.query_opt(format!("{FIND_ACCOUNT}{lock}"), params![chart.name(), id.0]).await
}

/// Breaks `accounts_number` where the chart has the number.
pub async fn update_account(tx: &mut SpaceTx<'_>, chart: Chart, now: &Account) -> Result<()> {
    tx.execute(UPDATE_ACCOUNT, params![chart.name(), now.id.0, &*now.name, &*now.number]).await.map(drop)
}

/// Whether there was one. Invoices keep its name and number.
pub async fn delete_account(tx: &mut SpaceTx<'_>, chart: Chart, id: AccountId) -> Result<bool> {
    Ok(tx.execute(DELETE_ACCOUNT, params![chart.name(), id.0]).await? > 0)
}
