//! What bank statements tell of, and the unpaid invoices that it may have paid.

use crate::json::Json;
use crate::spaces::Address;
use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::{BankEntryId, ChargeId, InvoiceId};
use domain::money::{Amount, Currency};
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

db::row! {
    /// Money that came in.
    #[derive(Clone, Debug)]
    pub struct Entry {
        pub id: BankEntryId as Uuid,
        pub booked_on: Date,
        pub amount: Amount as i64,
        pub currency: Currency as String,
        /// Who paid, as the bank has it; perhaps empty.
        pub name: String,
        pub iban: Option<String>,
        pub text: String,
        /// `open`, `booked` or `set_aside`.
        pub status: String,
        pub invoice_id: Option<Uuid>,
        pub credit_id: Option<Uuid>,
    }
}

db::row! {
    /// An invoice that waits for money.
    #[derive(Clone, Debug)]
    pub struct Claim {
        pub id: InvoiceId as Uuid,
        pub number: String,
        pub currency: Currency as String,
        pub payable: Amount as i64,
        pub paid: Amount as i64,
        pub recipient: Json<Address>,
    }
}

/// Of whom an entry comes, and when.
#[derive(Clone, Copy, Debug)]
pub struct By {
    pub user: Option<Uuid>,
    pub at: Timestamp,
}

statements! {
    INSERT = "INSERT INTO bank_entries (space_id, id, hash, booked_on, amount, currency, name, iban, text, status, created_by, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (space_id, hash) DO NOTHING";
    FIND = "SELECT id, booked_on, amount, currency, name, iban, text, status, invoice_id, credit_id FROM bank_entries
        WHERE space_id = $1 AND id = $2";
    LIST = "SELECT id, booked_on, amount, currency, name, iban, text, status, invoice_id, credit_id FROM bank_entries
        WHERE space_id = $1 AND status = $2 ORDER BY booked_on, id LIMIT $3 OFFSET $4";
    COUNT = "SELECT COUNT(*) FROM bank_entries WHERE space_id = $1 AND status = $2";
    // Whoever decides first has decided.
    DECIDE = "UPDATE bank_entries SET status = $4, invoice_id = $5, credit_id = $6, decided_by = $7, decided_at = $8
        WHERE space_id = $1 AND id = $2 AND status = $3";
    CLAIMS = "SELECT id, number, currency, payable, paid, recipient FROM invoices WHERE space_id = $1 AND paid_status = 'unpaid'
        ORDER BY remind_on, id LIMIT $2";
    BY_NUMBER = "SELECT id FROM invoices WHERE space_id = $1 AND number = $2";
}

/// Whether it is new.
pub async fn insert(tx: &mut SpaceTx<'_>, new: &Entry, hash: &[u8], by: By) -> Result<bool> {
    let mut values = params![new.id.0, hash.to_vec(), new.booked_on, new.amount.0, new.currency.to_string(), &*new.name];
    values.extend(params![new.iban.clone(), &*new.text, &*new.status, by.user, by.at]);
    Ok(tx.execute(INSERT, values).await? == 1)
}

pub async fn find(tx: &mut SpaceTx<'_>, id: BankEntryId) -> Result<Option<Entry>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// Part of those in a state, the oldest first, and how many there are.
pub async fn list(tx: &mut SpaceTx<'_>, status: &str, limit: i64, offset: i64) -> Result<(Vec<Entry>, i64)> {
    let (total,): (i64,) = tx.query_one(COUNT, params![status]).await?;
    Ok((tx.query(LIST, params![status, limit, offset]).await?, total))
}

/// What becomes of an entry.
#[derive(Clone, Copy, Debug)]
pub enum Fate {
    Open,
    Booked(InvoiceId, Option<ChargeId>),
    SetAside,
}

/// Decides about an entry that is in a state; `false` where it is in another one.
pub async fn decide(tx: &mut SpaceTx<'_>, id: BankEntryId, from: &str, fate: Fate, by: By) -> Result<bool> {
    let (status, invoice, credit) = match fate {
        Fate::Open => ("open", None, None),
        Fate::Booked(invoice, credit) => ("booked", Some(invoice.0), credit.map(|id| id.0)),
        Fate::SetAside => ("set_aside", None, None),
    };
    Ok(tx.execute(DECIDE, params![id.0, from, status, invoice, credit, by.user, by.at]).await? == 1)
}

/// Invoices that nobody has paid, those that are late for longest first.
pub async fn claims(tx: &mut SpaceTx<'_>, limit: i64) -> Result<Vec<Claim>> {
    tx.query(CLAIMS, params![limit]).await
}

/// The invoice with a number.
pub async fn by_number(tx: &mut SpaceTx<'_>, number: &str) -> Result<Option<InvoiceId>> {
    Ok(tx.query_opt::<(Uuid,)>(BY_NUMBER, params![number]).await?.map(|(id,)| InvoiceId(id)))
}
