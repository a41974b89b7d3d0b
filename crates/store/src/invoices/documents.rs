//! Final PDFs of invoices.

use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::InvoiceId;
use jiff::Timestamp;

/// A PDF that never changes again.
#[derive(Clone, Debug)]
pub struct Final {
    pub body: Vec<u8>,
    pub e_invoice: bool,
    pub standard: Option<String>,
    pub ksef: Option<Ksef>,
}

/// What Poland's KSeF says of an invoice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ksef {
    pub reference: String,
    pub accepted_at: Timestamp,
}

statements! {
    FIND = "SELECT body FROM invoice_pdfs WHERE space_id = $1 AND invoice_id = $2";
    INSERT = "INSERT INTO invoice_pdfs (space_id, invoice_id, body, created_at) VALUES ($1, $2, $3, $4)";
    ARCHIVE = "UPDATE invoices SET archived = $3, e_invoice = $4, e_invoice_standard = $5, ksef_reference = $6, ksef_accepted_at = $7,
        locked_at = COALESCE(locked_at, $8), updated_at = $8 WHERE space_id = $1 AND id = $2";
}

pub async fn find(tx: &mut SpaceTx<'_>, id: InvoiceId) -> Result<Option<Vec<u8>>> {
    Ok(tx.query_opt::<(Vec<u8>,)>(FIND, params![id.0]).await?.map(|(body,)| body))
}

/// Keeps the PDF, and locks the invoice with that.
pub async fn insert(tx: &mut SpaceTx<'_>, id: InvoiceId, new: Final, now: Timestamp) -> Result<()> {
    let Final { body, e_invoice, standard, ksef } = new;
    let (reference, accepted_at) = ksef.map(|ksef| (ksef.reference, ksef.accepted_at)).unzip();
    tx.execute(INSERT, params![id.0, body, now]).await?;
    tx.execute(ARCHIVE, params![id.0, true, e_invoice, standard, reference, accepted_at, now]).await.map(drop)
}
