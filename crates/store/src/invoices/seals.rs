//! The chain of sealed invoices of a space: what each of them says for good, and the hash that holds it.

use crate::json::Json;
use crate::{SpaceTx, statements};
use db::{Result, Tx, params};
use domain::ids::{InvoiceId, SpaceId};
use jiff::{Timestamp, civil::Date};
use serde_json::Value;
use uuid::Uuid;

db::row! {
    /// Everything of an invoice that never changes, as the database has it.
    #[derive(Clone, Debug)]
    pub struct Content {
        pub id: InvoiceId as Uuid,
        pub ordinal: i64,
        pub number: String,
        pub currency: String,
        pub price_display: String,
        pub issued_on: Date,
        pub due_on: Date,
        pub corrects_id: Option<Uuid>,
        pub recipient: Json<Value>,
        pub sender: Json<Value>,
        pub tax_id: Option<String>,
        pub sender_tax_id: Option<String>,
        pub tax_id_name: Option<String>,
        pub customer_number: Option<String>,
        pub invoice_text: Option<String>,
        pub items: Json<Value>,
        pub net: i64,
        pub gross: i64,
        pub taxes: Json<Value>,
        pub payable: i64,
        pub printed: Json<Value>,
        pub created_at: Timestamp,
    }
}

db::row! {
    /// One link of the chain.
    #[derive(Clone, Debug)]
    pub struct Link {
        /// 1 for the first.
        pub position: i64,
        pub invoice_id: InvoiceId as Uuid,
        pub hash: Vec<u8>,
    }
}

db::row! {
    /// Where the chain ends.
    #[derive(Clone, Debug)]
    pub struct Head {
        /// How many links it has.
        pub sealed: i64,
        /// The hash of the last.
        pub seal: Option<Vec<u8>>,
        /// Invoices that were there before there were seals have none yet.
        pub seal_waits: bool,
    }
}

macro_rules! content {
    () => {
        "id, ordinal, number, currency, price_display, issued_on, due_on, corrects_id, recipient, sender, tax_id, sender_tax_id,
        tax_id_name, customer_number, invoice_text, items, net, gross, taxes, payable, printed, created_at"
    };
}

statements! {
    CONTENT = concat!("SELECT ", content!(), " FROM invoices WHERE space_id = $1 AND id = $2");
    HEAD = "SELECT sealed, seal, seal_waits FROM invoice_settings WHERE space_id = $1";
    // Whoever extends the chain holds its end.
    LOCK = "UPDATE invoice_settings SET sealed = sealed WHERE space_id = $1";
    MOVE = "UPDATE invoice_settings SET sealed = $2, seal = $3 WHERE space_id = $1";
    DONE = "UPDATE invoice_settings SET seal_waits = $2 WHERE space_id = $1";
    INSERT = "INSERT INTO invoice_seals (space_id, position, invoice_id, hash) VALUES ($1, $2, $3, $4)";
    LINKS = "SELECT position, invoice_id, hash FROM invoice_seals WHERE space_id = $1 AND position > $2 AND position <= $3
        ORDER BY position LIMIT $4";
    LEAVE = "INSERT INTO deleted_invoices (space_id, invoice_id, number, sealed, deleted_by, deleted_at) VALUES ($1, $2, $3, $4, $5, $6)";
    UNSEALED = "SELECT id FROM invoices i WHERE space_id = $1 AND id > $2 AND NOT EXISTS
        (SELECT 1 FROM invoice_seals s WHERE s.space_id = i.space_id AND s.invoice_id = i.id) ORDER BY id LIMIT $3";
    WAITING = "SELECT space_id FROM invoice_settings WHERE seal_waits = $1 ORDER BY space_id";
}

/// What one says.
pub async fn content(tx: &mut SpaceTx<'_>, id: InvoiceId) -> Result<Content> {
    tx.query_one(CONTENT, params![id.0]).await
}

/// What these say, in any order; those that are gone are left out.
pub async fn contents(tx: &mut SpaceTx<'_>, ids: impl IntoIterator<Item = InvoiceId>) -> Result<Vec<Content>> {
    let query = tx.select(concat!("SELECT ", content!(), " FROM invoices WHERE space_id = "));
    tx.run(query.sql(" AND id IN ").list(ids.into_iter().map(|id| id.0))).await
}

/// None while the space has never made an invoice.
pub async fn head(tx: &mut SpaceTx<'_>) -> Result<Option<Head>> {
    tx.query_opt(HEAD, params![]).await
}

/// The end of the chain, which nobody else moves before the transaction ends.
pub async fn hold(tx: &mut SpaceTx<'_>) -> Result<Option<Head>> {
    tx.execute(LOCK, params![]).await?;
    head(tx).await
}

/// Adds a link. Breaks `invoice_seals_invoice` where the invoice has one.
pub async fn append(tx: &mut SpaceTx<'_>, link: &Link) -> Result<()> {
    tx.execute(INSERT, params![link.position, link.invoice_id.0, link.hash.clone()]).await?;
    tx.execute(MOVE, params![link.position, link.hash.clone()]).await.map(drop)
}

/// All earlier invoices are sealed.
pub async fn done(tx: &mut SpaceTx<'_>) -> Result<()> {
    tx.execute(DONE, params![false]).await.map(drop)
}

/// Links behind a place, up to another one.
pub async fn links(tx: &mut SpaceTx<'_>, after: i64, last: i64, limit: i64) -> Result<Vec<Link>> {
    tx.query(LINKS, params![after, last, limit]).await
}

db::row! {
    /// What is left of a deleted invoice.
    #[derive(Clone, Debug)]
    pub struct Left {
        pub invoice_id: InvoiceId as Uuid,
        pub number: String,
        /// The very text that was hashed.
        pub sealed: String,
        pub deleted_by: Option<Uuid>,
        pub deleted_at: Timestamp,
    }
}

pub async fn leave(tx: &mut SpaceTx<'_>, left: &Left) -> Result<()> {
    let values = params![left.invoice_id.0, &*left.number, &*left.sealed, left.deleted_by, left.deleted_at];
    tx.execute(LEAVE, values).await.map(drop)
}

/// What is left of these, as far as they were deleted.
pub async fn left(tx: &mut SpaceTx<'_>, ids: impl IntoIterator<Item = InvoiceId>) -> Result<Vec<Left>> {
    let query = tx.select("SELECT invoice_id, number, sealed, deleted_by, deleted_at FROM deleted_invoices WHERE space_id = ");
    tx.run(query.sql(" AND invoice_id IN ").list(ids.into_iter().map(|id| id.0))).await
}

/// Invoices without a seal, behind one of them, by id.
pub async fn unsealed(tx: &mut SpaceTx<'_>, after: InvoiceId, limit: i64) -> Result<Vec<InvoiceId>> {
    let rows: Vec<(Uuid,)> = tx.query(UNSEALED, params![after.0, limit]).await?;
    Ok(rows.into_iter().map(|(id,)| InvoiceId(id)).collect())
}

/// Spaces with invoices that wait for their seals.
pub async fn waiting(tx: &mut Tx) -> Result<Vec<SpaceId>> {
    let rows: Vec<(Uuid,)> = tx.query(WAITING, params![true]).await?;
    Ok(rows.into_iter().map(|(id,)| SpaceId(id)).collect())
}
