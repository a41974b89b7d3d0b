//! Invoices, each with all that it says: nothing on it changes when the space, the debitor or a tax does.

pub mod collecting;
pub mod documents;
pub mod export;
mod lists;
pub mod payments;
pub mod seals;
pub mod settings;

pub(crate) use lists::STATEMENTS as LIST_STATEMENTS;
pub use lists::{DateField, Debitor, Search, Sort, Wanted, list, search};

use crate::json::{Json, json};
use crate::spaces::Address;
use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::{InvoiceId, MembershipId};
use domain::invoices::{Item, PaidStatus, Printed, ReminderStatus, SentStatus};
use domain::money::{Amount, Currency};
use domain::taxes::{PriceDisplay, TaxAmount};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug)]
    pub struct Invoice {
        pub id: InvoiceId as Uuid,
        /// Counts the invoices of the space, as the number does.
        pub ordinal: i64,
        /// As people see it.
        pub number: String,
        pub currency: Currency as String,
        pub price_display: PriceDisplay as String,
        pub issued_on: Date,
        pub due_on: Date,
        /// Unpaid after this day it is late.
        pub remind_on: Date,
        pub membership_id: Option<Uuid>,
        pub team_id: Option<Uuid>,
        pub contact_id: Option<Uuid>,
        /// The invoice that this one corrects.
        pub corrects_id: Option<Uuid>,
        /// With name and company.
        pub recipient: Json<Address>,
        pub sender: Json<Address>,
        pub tax_id: Option<String>,
        pub sender_tax_id: Option<String>,
        pub tax_id_name: Option<String>,
        pub customer_number: Option<String>,
        pub billing_emails: Json<Vec<String>>,
        pub invoice_text: Option<String>,
        /// For admins alone.
        pub notes: Option<String>,
        pub items: Json<Vec<Item>>,
        pub net: Amount as i64,
        pub gross: Amount as i64,
        pub taxes: Json<Vec<TaxAmount>>,
        pub payable: Amount as i64,
        /// What came in, without what went back.
        pub paid: Amount as i64,
        pub written_off: bool,
        pub paid_status: PaidStatus as String,
        pub paid_on: Option<Date>,
        pub sent_status: SentStatus as String,
        pub reminder_status: ReminderStatus as String,
        pub reminders_sent: i64,
        pub last_reminder_at: Option<Timestamp>,
        /// Set when nothing on it may change any more.
        pub locked_at: Option<Timestamp>,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
        pub printed: Json<Printed>,
        /// Its final PDF is there.
        pub archived: bool,
        /// The final PDF is an e-invoice.
        pub e_invoice: bool,
        pub e_invoice_standard: Option<String>,
        /// The number under which Poland's KSeF has it, and since when.
        pub ksef_reference: Option<String>,
        pub ksef_accepted_at: Option<Timestamp>,
    }
}

macro_rules! columns {
    () => {
        "id, ordinal, number, currency, price_display, issued_on, due_on, remind_on, membership_id, team_id, contact_id, corrects_id,
        recipient, sender, tax_id, sender_tax_id, tax_id_name, customer_number, billing_emails, invoice_text, notes, items, net, gross,
        taxes, payable, paid, written_off, paid_status, paid_on, sent_status, reminder_status, reminders_sent, last_reminder_at,
        locked_at, created_at, updated_at, printed, archived, e_invoice, e_invoice_standard, ksef_reference, ksef_accepted_at"
    };
}
use columns;

statements! {
    FIND = concat!("SELECT ", columns!(), " FROM invoices WHERE space_id = $1 AND id = $2");
    BY_NUMBER = concat!("SELECT ", columns!(), " FROM invoices WHERE space_id = $1 AND number = $2");
    // Whoever changes an invoice holds it from here on.
    LOCK = "UPDATE invoices SET updated_at = updated_at WHERE space_id = $1 AND id = $2";
    INSERT = concat!("INSERT INTO invoices (space_id, ", columns!(), ", words) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,
        $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43, $44, $45)");
    SETTLE = "UPDATE invoices SET paid = $3, paid_status = $4, paid_on = $5, written_off = $6, updated_at = $7
        WHERE space_id = $1 AND id = $2";
    SET_LOCKED = "UPDATE invoices SET locked_at = $3, updated_at = $4 WHERE space_id = $1 AND id = $2";
    REMINDED = "UPDATE invoices SET reminders_sent = reminders_sent + 1, last_reminder_at = $3, reminder_status = $4, updated_at = $3
        WHERE space_id = $1 AND id = $2";
    SET_REMINDER_STATUS = "UPDATE invoices SET reminder_status = $3, updated_at = $4 WHERE space_id = $1 AND id = $2";
    SET_SENT = "UPDATE invoices SET sent_status = $3, updated_at = $4 WHERE space_id = $1 AND id = $2";
    DELETE = "DELETE FROM invoices WHERE space_id = $1 AND id = $2";
    CORRECTIONS = concat!("SELECT ", columns!(), " FROM invoices WHERE space_id = $1 AND corrects_id = $2 ORDER BY ordinal LIMIT $3");
    IS_CORRECTED = "SELECT EXISTS (SELECT 1 FROM invoices WHERE space_id = $1 AND corrects_id = $2)";
    FORGET_MEMBERSHIP = "UPDATE invoices SET membership_id = NULL WHERE space_id = $1 AND membership_id = $2";
    FORGET_TEAM = "UPDATE invoices SET team_id = NULL WHERE space_id = $1 AND team_id = $2";
}

pub async fn find(tx: &mut SpaceTx<'_>, id: InvoiceId) -> Result<Option<Invoice>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// By the number that people see.
pub async fn by_number(tx: &mut SpaceTx<'_>, number: &str) -> Result<Option<Invoice>> {
    tx.query_opt(BY_NUMBER, params![number]).await
}

/// Those with these ids.
pub async fn some(tx: &mut SpaceTx<'_>, ids: &[InvoiceId]) -> Result<Vec<Invoice>> {
    let query = tx.select(concat!("SELECT ", columns!(), " FROM invoices WHERE space_id = "));
    tx.run(query.sql(" AND id IN ").list(ids.iter().map(|id| id.0)).sql(" ORDER BY ordinal, id")).await
}

/// The invoice, which nobody else changes before the transaction ends.
pub async fn hold(tx: &mut SpaceTx<'_>, id: InvoiceId) -> Result<Option<Invoice>> {
    tx.execute(LOCK, params![id.0]).await?;
    find(tx, id).await
}

/// Payments of it are a broken foreign key.
pub async fn delete(tx: &mut SpaceTx<'_>, id: InvoiceId) -> Result<()> {
    tx.execute(DELETE, params![id.0]).await.map(drop)
}

/// The first that correct it.
pub async fn corrections(tx: &mut SpaceTx<'_>, id: InvoiceId, limit: i64) -> Result<Vec<Invoice>> {
    tx.query(CORRECTIONS, params![id.0, limit]).await
}

/// Whether another invoice corrects it.
pub async fn is_corrected(tx: &mut SpaceTx<'_>, id: InvoiceId) -> Result<bool> {
    Ok(tx.query_one::<(bool,)>(IS_CORRECTED, params![id.0]).await?.0)
}

/// Breaks `invoices_number` where the space has an invoice with this number.
pub async fn insert(tx: &mut SpaceTx<'_>, new: &Invoice) -> Result<()> {
    let mut values = params![new.id.0, new.ordinal, &*new.number, &*new.currency.to_string(), new.price_display.name()];
    values.extend(params![new.issued_on, new.due_on, new.remind_on, new.membership_id, new.team_id, new.contact_id, new.corrects_id]);
    values.extend(params![&new.recipient, &new.sender, new.tax_id.clone(), new.sender_tax_id.clone(), new.tax_id_name.clone()]);
    values.extend(params![new.customer_number.clone(), &new.billing_emails, new.invoice_text.clone(), new.notes.clone()]);
    values.push(json(&new.items.0));
    values.extend(params![new.net.0, new.gross.0]);
    values.push(json(&new.taxes.0));
    values.extend(params![new.payable.0, new.paid.0, new.written_off, new.paid_status.name(), new.paid_on, new.sent_status.name()]);
    values.extend(params![new.reminder_status.name(), new.reminders_sent, new.last_reminder_at, new.locked_at]);
    values.extend(params![new.created_at, new.updated_at, &new.printed, new.archived, new.e_invoice, new.e_invoice_standard.clone()]);
    values.extend(params![new.ksef_reference.clone(), new.ksef_accepted_at, words(new)]);
    tx.execute(INSERT, values).await.map(drop)
}

/// What a search looks in.
fn words(invoice: &Invoice) -> String {
    let recipient = &invoice.recipient.0;
    let named = [Some(invoice.number.as_str()), recipient.name.as_deref(), recipient.company.as_deref()];
    let items = invoice.items.0.iter().map(|item| item.description.as_str());
    named.into_iter().flatten().chain(items).collect::<Vec<_>>().join("\n").to_lowercase()
}

/// What payments make of it.
#[derive(Clone, Copy, Debug)]
pub struct Settled {
    pub paid: Amount,
    pub status: PaidStatus,
    pub paid_on: Option<Date>,
    pub written_off: bool,
}

pub async fn settle(tx: &mut SpaceTx<'_>, id: InvoiceId, settled: &Settled, now: Timestamp) -> Result<()> {
    let values = params![id.0, settled.paid.0, settled.status.name(), settled.paid_on, settled.written_off, now];
    tx.execute(SETTLE, values).await.map(drop)
}

/// Locks at an instant, or unlocks.
pub async fn set_locked(tx: &mut SpaceTx<'_>, id: InvoiceId, at: Option<Timestamp>, now: Timestamp) -> Result<()> {
    tx.execute(SET_LOCKED, params![id.0, at, now]).await.map(drop)
}

/// How far it got on its way to its recipient.
pub async fn set_sent(tx: &mut SpaceTx<'_>, id: InvoiceId, status: SentStatus, now: Timestamp) -> Result<()> {
    tx.execute(SET_SENT, params![id.0, status.name(), now]).await.map(drop)
}

/// What became of the last reminder.
pub async fn set_reminder_status(tx: &mut SpaceTx<'_>, id: InvoiceId, status: ReminderStatus, now: Timestamp) -> Result<()> {
    tx.execute(SET_REMINDER_STATUS, params![id.0, status.name(), now]).await.map(drop)
}

/// Counts a reminder.
pub async fn reminded(tx: &mut SpaceTx<'_>, id: InvoiceId, status: ReminderStatus, now: Timestamp) -> Result<()> {
    tx.execute(REMINDED, params![id.0, now, status.name()]).await.map(drop)
}

/// The membership goes; its invoices stay, to whom they are addressed.
pub async fn forget_membership(tx: &mut SpaceTx<'_>, membership: MembershipId) -> Result<()> {
    tx.execute(FORGET_MEMBERSHIP, params![membership.0]).await.map(drop)
}

/// The team goes; its invoices stay.
pub async fn forget_team(tx: &mut SpaceTx<'_>, team: domain::ids::TeamId) -> Result<()> {
    tx.execute(FORGET_TEAM, params![team.0]).await.map(drop)
}
