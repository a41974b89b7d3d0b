//! How a space wants to be paid, and what was paid for an invoice or paid back.

use crate::json::Json;
use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::{InvoiceId, PaymentMethodId, PaymentRecordId};
use domain::money::Amount;
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

db::row! {
    /// A way to pay.
    #[derive(Clone, Debug)]
    pub struct Method {
        pub id: PaymentMethodId as Uuid,
        /// As the space calls it.
        pub name: String,
        /// Who moves the money; none where people do it by hand.
        pub provider: Option<String>,
        /// What a payer has to do.
        pub instructions: Option<String>,
        /// Of `members`, `externalBookings`, `dropInPasses`, `publicEventTickets`.
        pub enabled_for: Json<Vec<String>>,
        pub created_at: Timestamp,
    }
}

db::row! {
    /// Money that came in, or went back.
    #[derive(Clone, Debug)]
    pub struct Record {
        pub id: PaymentRecordId as Uuid,
        pub invoice_id: InvoiceId as Uuid,
        pub refund: bool,
        /// More than zero.
        pub amount: Amount as i64,
        pub paid_on: Date,
        pub method_id: Option<Uuid>,
        /// What the method was called then.
        pub method_name: String,
        pub note: Option<String>,
        pub created_by: Option<Uuid>,
        pub created_at: Timestamp,
    }
}

statements! {
    METHODS = "SELECT id, name, provider, instructions, enabled_for, created_at FROM payment_methods WHERE space_id = $1
        ORDER BY created_at, id LIMIT 200";
    METHOD = "SELECT id, name, provider, instructions, enabled_for, created_at FROM payment_methods WHERE space_id = $1 AND id = $2";
    INSERT_METHOD = "INSERT INTO payment_methods (space_id, id, name, provider, instructions, enabled_for, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    DELETE_METHOD = "DELETE FROM payment_methods WHERE space_id = $1 AND id = $2";
    RECORDS = "SELECT id, invoice_id, refund, amount, paid_on, method_id, method_name, note, created_by, created_at FROM payment_records
        WHERE space_id = $1 AND invoice_id = $2 ORDER BY id";
    INSERT = "INSERT INTO payment_records (space_id, id, invoice_id, refund, amount, paid_on, method_id, method_name, note, created_by,
        created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    DELETE = "DELETE FROM payment_records WHERE space_id = $1 AND invoice_id = $2 AND id = $3";
}

/// In the order they were made; 200 at most.
pub async fn methods(tx: &mut SpaceTx<'_>) -> Result<Vec<Method>> {
    tx.query(METHODS, params![]).await
}

pub async fn method(tx: &mut SpaceTx<'_>, id: PaymentMethodId) -> Result<Option<Method>> {
    tx.query_opt(METHOD, params![id.0]).await
}

pub async fn insert_method(tx: &mut SpaceTx<'_>, new: &Method) -> Result<()> {
    let mut values = params![new.id.0, &*new.name, new.provider.clone(), new.instructions.clone()];
    values.extend(params![&new.enabled_for, new.created_at]);
    tx.execute(INSERT_METHOD, values).await.map(drop)
}

/// Whether there was one. Payments made with it keep its name.
pub async fn delete_method(tx: &mut SpaceTx<'_>, id: PaymentMethodId) -> Result<bool> {
    Ok(tx.execute(DELETE_METHOD, params![id.0]).await? > 0)
}

/// Of one invoice, in the order they were made.
pub async fn records(tx: &mut SpaceTx<'_>, invoice: InvoiceId) -> Result<Vec<Record>> {
    tx.query(RECORDS, params![invoice.0]).await
}

/// Of these invoices, in the order they were made.
pub async fn records_of(tx: &mut SpaceTx<'_>, invoices: &[Uuid]) -> Result<Vec<Record>> {
    let query = tx.select(
        "SELECT id, invoice_id, refund, amount, paid_on, method_id, method_name, note, created_by, created_at FROM payment_records WHERE space_id = ",
    );
    tx.run(query.sql(" AND invoice_id IN ").list(invoices.iter().copied()).sql(" ORDER BY id")).await
}

pub async fn insert(tx: &mut SpaceTx<'_>, new: &Record) -> Result<()> {
    let mut values = params![new.id.0, new.invoice_id.0, new.refund, new.amount.0, new.paid_on, new.method_id];
    values.extend(params![&*new.method_name, new.note.clone(), new.created_by, new.created_at]);
    tx.execute(INSERT, values).await.map(drop)
}

/// Whether there was one.
pub async fn delete(tx: &mut SpaceTx<'_>, invoice: InvoiceId, id: PaymentRecordId) -> Result<bool> {
    Ok(tx.execute(DELETE, params![invoice.0, id.0]).await? > 0)
}
