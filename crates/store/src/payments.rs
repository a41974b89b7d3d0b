//! Payments through providers, and the invoices that purchases of visitors were billed by.

mod providers;

pub(crate) use providers::STATEMENTS as PROVIDER_STATEMENTS;
pub use providers::{NewNotice, Source, forget_source, keep_source, keys, note, providers, remove_keys, set_keys, source, with_source};

use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::{InvoiceId, PaymentId, PaymentMethodId, UserId};
use domain::money::{Amount, Currency};
use domain::payments::{PaymentKind, PaymentStatus};
use jiff::Timestamp;
use std::collections::HashMap;
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug)]
    pub struct Payment {
        pub id: PaymentId as Uuid,
        pub kind: PaymentKind as String,
        pub status: PaymentStatus as String,
        pub provider: String,
        /// What the provider calls it.
        pub reference: String,
        /// What a refund names.
        pub capture: Option<String>,
        pub method_id: PaymentMethodId as Uuid,
        /// What the method was called then.
        pub method_name: String,
        pub amount: Amount as i64,
        pub currency: Currency as String,
        pub invoice_id: Option<Uuid>,
        pub created_by: Option<Uuid>,
        pub created_at: Timestamp,
    }
}

impl Payment {
    pub fn created_by(&self) -> Option<UserId> {
        self.created_by.map(UserId)
    }
}

macro_rules! columns {
    () => {
        "id, kind, status, provider, reference, capture, method_id, method_name, amount, currency, invoice_id, created_by, created_at"
    };
}

statements! {
    FIND = concat!("SELECT ", columns!(), " FROM payments WHERE space_id = $1 AND id = $2");
    BY_REFERENCE = concat!("SELECT ", columns!(), " FROM payments WHERE space_id = $1 AND reference = $2 ORDER BY id");
    OF_INVOICE = concat!("SELECT ", columns!(), " FROM payments WHERE space_id = $1 AND invoice_id = $2 ORDER BY id");
    INSERT = concat!("INSERT INTO payments (space_id, ", columns!(), ", updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $14)");
    // Whoever moves it first has it: the others see that it is not where it was.
    MOVE = "UPDATE payments SET status = $4, updated_at = $5 WHERE space_id = $1 AND id = $2 AND status = $3";
    NOTE_TAKEN = "UPDATE payments SET reference = $3, capture = $4 WHERE space_id = $1 AND id = $2";
    NOTE_INVOICE = "UPDATE payments SET invoice_id = $3 WHERE space_id = $1 AND id = $2";
    NOTE_AUTOMATIC = "UPDATE payments SET automatic = $3 WHERE space_id = $1 AND id = $2";
    IS_AUTOMATIC = "SELECT automatic FROM payments WHERE space_id = $1 AND id = $2";
    CHARGING = "SELECT 1 FROM payments WHERE space_id = $1 AND invoice_id = $2 AND status = 'charging' LIMIT 1";
    LINK = "INSERT INTO purchase_invoices (space_id, purchase_id, invoice_id) VALUES ($1, $2, $3)";
}

pub async fn find(tx: &mut SpaceTx<'_>, id: PaymentId) -> Result<Option<Payment>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// Those that the provider calls so.
pub async fn by_reference(tx: &mut SpaceTx<'_>, reference: &str) -> Result<Vec<Payment>> {
    tx.query(BY_REFERENCE, params![reference]).await
}

/// In the order they were made.
pub async fn of_invoice(tx: &mut SpaceTx<'_>, invoice: InvoiceId) -> Result<Vec<Payment>> {
    tx.query(OF_INVOICE, params![invoice.0]).await
}

/// Breaks `payments_charging` where the invoice is being charged.
pub async fn insert(tx: &mut SpaceTx<'_>, new: &Payment) -> Result<()> {
    let mut values = params![new.id.0, new.kind.name(), new.status.name(), &*new.provider, &*new.reference, new.capture.clone()];
    values.extend(params![new.method_id.0, &*new.method_name, new.amount.0, new.currency.to_string(), new.invoice_id]);
    values.extend(params![new.created_by, new.created_at]);
    tx.execute(INSERT, values).await.map(drop)
}

/// Takes it from one state to another; whether it was there.
pub async fn advance(tx: &mut SpaceTx<'_>, id: PaymentId, from: PaymentStatus, to: PaymentStatus, now: Timestamp) -> Result<bool> {
    Ok(tx.execute(MOVE, params![id.0, from.name(), to.name(), now]).await? == 1)
}

/// The provider has taken the money.
pub async fn note_taken(tx: &mut SpaceTx<'_>, id: PaymentId, reference: &str, capture: Option<String>) -> Result<()> {
    tx.execute(NOTE_TAKEN, params![id.0, reference, capture]).await.map(drop)
}

pub async fn note_invoice(tx: &mut SpaceTx<'_>, id: PaymentId, invoice: InvoiceId) -> Result<()> {
    tx.execute(NOTE_INVOICE, params![id.0, invoice.0]).await.map(drop)
}

/// Nobody asked for it: it was due.
pub async fn note_automatic(tx: &mut SpaceTx<'_>, id: PaymentId) -> Result<()> {
    tx.execute(NOTE_AUTOMATIC, params![id.0, true]).await.map(drop)
}

pub async fn is_automatic(tx: &mut SpaceTx<'_>, id: PaymentId) -> Result<bool> {
    Ok(tx.query_opt::<(bool,)>(IS_AUTOMATIC, params![id.0]).await?.is_some_and(|(automatic,)| automatic))
}

/// Whether the provider works on a payment of the invoice.
pub async fn charging(tx: &mut SpaceTx<'_>, invoice: InvoiceId) -> Result<bool> {
    Ok(tx.query_opt::<(i64,)>(CHARGING, params![invoice.0]).await?.is_some())
}

/// The invoice bills the booking or the purchase.
pub async fn link(tx: &mut SpaceTx<'_>, purchase: Uuid, invoice: InvoiceId) -> Result<()> {
    tx.execute(LINK, params![purchase, invoice.0]).await.map(drop)
}

/// The invoices of bookings or purchases, by what they bill, oldest first.
pub async fn invoices_of(tx: &mut SpaceTx<'_>, purchases: &[Uuid]) -> Result<HashMap<Uuid, Vec<InvoiceId>>> {
    let query = tx.select("SELECT purchase_id, invoice_id FROM purchase_invoices WHERE space_id = ");
    let rows: Vec<(Uuid, Uuid)> =
        tx.run(query.sql(" AND purchase_id IN ").list(purchases.iter().copied()).sql(" ORDER BY invoice_id")).await?;
    let mut found: HashMap<_, Vec<_>> = HashMap::new();
    for (purchase, invoice) in rows {
        found.entry(purchase).or_default().push(InvoiceId(invoice));
    }
    Ok(found)
}
