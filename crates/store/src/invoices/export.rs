//! Invoices and payments in the order of their days, a page at a time, however many there are.

use super::{Invoice, columns};
use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::{InvoiceId, PaymentRecordId};
use domain::money::{Amount, Currency};
use jiff::civil::Date;
use uuid::Uuid;

db::row! {
    /// Money that came in or went back, with its invoice.
    #[derive(Clone, Debug)]
    pub struct Movement {
        pub id: PaymentRecordId as Uuid,
        pub refund: bool,
        pub amount: Amount as i64,
        pub paid_on: Date,
        pub method_name: String,
        pub note: Option<String>,
        pub invoice_id: InvoiceId as Uuid,
        pub number: String,
        pub currency: Currency as String,
        pub customer_number: Option<String>,
    }
}

statements! {
    ISSUED = concat!("SELECT ", columns!(), " FROM invoices WHERE space_id = $1 AND issued_on <= $2
        AND (issued_on, ordinal, id) > ($3, $4, $5) ORDER BY issued_on, ordinal, id LIMIT $6");
    MOVED = "SELECT p.id, p.refund, p.amount, p.paid_on, p.method_name, p.note, p.invoice_id, i.number, i.currency, i.customer_number
        FROM payment_records p JOIN invoices i ON i.space_id = p.space_id AND i.id = p.invoice_id
        WHERE p.space_id = $1 AND p.paid_on <= $2 AND (p.paid_on, p.id) > ($3, $4) ORDER BY p.paid_on, p.id LIMIT $5";
    OPEN = concat!("SELECT ", columns!(), " FROM invoices WHERE space_id = $1 AND paid_status IN ('unpaid', 'pending') AND issued_on <= $2
        AND (issued_on, ordinal, id) > ($3, $4, $5) ORDER BY issued_on, ordinal, id LIMIT $6");
}

/// Behind this one a list goes on.
#[derive(Clone, Copy, Debug)]
pub struct After {
    pub day: Date,
    pub ordinal: i64,
    pub id: Uuid,
}

impl After {
    /// Before everything of a day.
    pub fn day(day: Date) -> Self {
        Self { day, ordinal: i64::MIN, id: Uuid::nil() }
    }
    pub fn invoice(invoice: &Invoice) -> Self {
        Self { day: invoice.issued_on, ordinal: invoice.ordinal, id: invoice.id.0 }
    }
    pub fn movement(movement: &Movement) -> Self {
        Self { day: movement.paid_on, ordinal: 0, id: movement.id.0 }
    }
}

/// Invoices up to a day, by day and number.
pub async fn issued(tx: &mut SpaceTx<'_>, last: Date, after: After, limit: i64) -> Result<Vec<Invoice>> {
    tx.query(ISSUED, params![last, after.day, after.ordinal, after.id, limit]).await
}

/// The same of those that are not paid now.
pub async fn open(tx: &mut SpaceTx<'_>, last: Date, after: After, limit: i64) -> Result<Vec<Invoice>> {
    tx.query(OPEN, params![last, after.day, after.ordinal, after.id, limit]).await
}

/// Payments and refunds up to a day, by day.
pub async fn moved(tx: &mut SpaceTx<'_>, last: Date, after: After, limit: i64) -> Result<Vec<Movement>> {
    tx.query(MOVED, params![last, after.day, after.id, limit]).await
}
