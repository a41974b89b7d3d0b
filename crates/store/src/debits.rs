//! Mandates of members, and files of direct debits for the bank.

use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::{InvoiceId, MembershipId, PaymentId, SepaFileId};
use domain::money::Amount;
use jiff::{Timestamp, civil::Date};
use uuid::Uuid;

db::row! {
    /// What a member has signed.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Mandate {
        pub membership_id: MembershipId as Uuid,
        pub reference: String,
        pub holder: String,
        pub iban: String,
        pub bic: Option<String>,
        pub signed_on: Date,
        pub created_at: Timestamp,
    }
}

db::row! {
    /// An invoice that can be collected, with the mandate for it.
    #[derive(Clone, Debug)]
    pub struct Due {
        pub id: InvoiceId as Uuid,
        pub number: String,
        pub due_on: Date,
        pub payable: Amount as i64,
        pub paid: Amount as i64,
        pub reference: String,
        pub holder: String,
        pub iban: String,
        pub bic: Option<String>,
        pub signed_on: Date,
    }
}

db::row! {
    /// A file, without its content.
    #[derive(Clone, Debug)]
    pub struct File {
        pub id: SepaFileId as Uuid,
        pub collect_on: Date,
        pub debits: i64,
        pub total: Amount as i64,
        /// `made`, `collected` or `withdrawn`.
        pub status: String,
        pub created_at: Timestamp,
    }
}

statements! {
    SAVE = "INSERT INTO sepa_mandates (space_id, membership_id, reference, holder, iban, bic, signed_on, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (space_id, membership_id) DO UPDATE SET reference = excluded.reference,
            holder = excluded.holder, iban = excluded.iban, bic = excluded.bic, signed_on = excluded.signed_on,
            created_at = excluded.created_at";
    REMOVE = "DELETE FROM sepa_mandates WHERE space_id = $1 AND membership_id = $2";
    MANDATES = "SELECT membership_id, reference, holder, iban, bic, signed_on, created_at FROM sepa_mandates WHERE space_id = $1
        ORDER BY holder, membership_id LIMIT $2";
    DUE = "SELECT i.id, i.number, i.due_on, i.payable, i.paid, m.reference, m.holder, m.iban, m.bic, m.signed_on
        FROM invoices i JOIN sepa_mandates m ON m.space_id = i.space_id AND m.membership_id = i.membership_id
        WHERE i.space_id = $1 AND i.paid_status = 'unpaid' AND i.due_on <= $2 AND i.currency = $3 ORDER BY i.due_on, i.id LIMIT $4";
    INSERT_FILE = "INSERT INTO sepa_files (space_id, id, collect_on, debits, total, status, body, created_by, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    FILES = "SELECT id, collect_on, debits, total, status, created_at FROM sepa_files WHERE space_id = $1 ORDER BY id DESC LIMIT $2";
    FILE = "SELECT id, collect_on, debits, total, status, created_at FROM sepa_files WHERE space_id = $1 AND id = $2";
    BODY = "SELECT body FROM sepa_files WHERE space_id = $1 AND id = $2";
    MOVE_FILE = "UPDATE sepa_files SET status = $4 WHERE space_id = $1 AND id = $2 AND status = $3";
    PAYMENTS = "SELECT id FROM payments WHERE space_id = $1 AND method_id = $2 AND status = 'charging' ORDER BY id";
}

/// In the place of the one that the member had.
pub async fn save(tx: &mut SpaceTx<'_>, new: &Mandate) -> Result<()> {
    let values = params![new.membership_id.0, &*new.reference, &*new.holder, &*new.iban, new.bic.clone(), new.signed_on, new.created_at];
    tx.execute(SAVE, values).await.map(drop)
}

/// Whether there was one.
pub async fn remove(tx: &mut SpaceTx<'_>, membership: MembershipId) -> Result<bool> {
    Ok(tx.execute(REMOVE, params![membership.0]).await? == 1)
}

/// By the holder of the account.
pub async fn mandates(tx: &mut SpaceTx<'_>, limit: i64) -> Result<Vec<Mandate>> {
    tx.query(MANDATES, params![limit]).await
}

/// Unpaid invoices in a currency that are due up to a day and can be collected, the oldest first.
pub async fn due(tx: &mut SpaceTx<'_>, last: Date, currency: &str, limit: i64) -> Result<Vec<Due>> {
    tx.query(DUE, params![last, currency, limit]).await
}

pub async fn insert_file(tx: &mut SpaceTx<'_>, new: &File, body: Vec<u8>, by: Option<Uuid>) -> Result<()> {
    let values = params![new.id.0, new.collect_on, new.debits, new.total.0, &*new.status, body, by, new.created_at];
    tx.execute(INSERT_FILE, values).await.map(drop)
}

/// The newest first.
pub async fn files(tx: &mut SpaceTx<'_>, limit: i64) -> Result<Vec<File>> {
    tx.query(FILES, params![limit]).await
}

pub async fn file(tx: &mut SpaceTx<'_>, id: SepaFileId) -> Result<Option<File>> {
    tx.query_opt(FILE, params![id.0]).await
}

pub async fn body(tx: &mut SpaceTx<'_>, id: SepaFileId) -> Result<Option<Vec<u8>>> {
    Ok(tx.query_opt::<(Vec<u8>,)>(BODY, params![id.0]).await?.map(|(body,)| body))
}

/// Takes a file from one state to another; whether it was there.
pub async fn move_file(tx: &mut SpaceTx<'_>, id: SepaFileId, from: &str, to: &str) -> Result<bool> {
    Ok(tx.execute(MOVE_FILE, params![id.0, from, to]).await? == 1)
}

/// The payments of a file of which nobody has heard yet.
pub async fn payments(tx: &mut SpaceTx<'_>, id: SepaFileId) -> Result<Vec<PaymentId>> {
    let rows: Vec<(Uuid,)> = tx.query(PAYMENTS, params![id.0]).await?;
    Ok(rows.into_iter().map(|(id,)| PaymentId(id)).collect())
}
