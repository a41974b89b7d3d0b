//! Mails: written with what they tell of, sent afterwards, kept.

use crate::{SpaceTx, statements};
use db::{Result, Tx, params};
use domain::ids::{InvoiceId, MailId, SpaceId};
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug)]
    pub struct Mail {
        pub id: MailId as Uuid,
        pub space_id: Option<Uuid>,
        /// What it is about, as `password_reset_email`.
        pub kind: String,
        pub recipient: String,
        pub subject: String,
        /// Plain text.
        pub body: String,
        pub created_at: Timestamp,
        pub sent_at: Option<Timestamp>,
        /// The invoice that goes with it.
        pub invoice_id: Option<Uuid>,
    }
}

impl Mail {
    pub fn space(&self) -> Option<SpaceId> {
        self.space_id.map(SpaceId)
    }
}

statements! {
    INSERT = "INSERT INTO mails (id, space_id, kind, recipient, subject, body, created_at, invoice_id) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    FIND = "SELECT id, space_id, kind, recipient, subject, body, created_at, sent_at, invoice_id FROM mails WHERE id = $1";
    LATEST = "SELECT id, space_id, kind, recipient, subject, body, created_at, sent_at, invoice_id FROM mails ORDER BY id DESC LIMIT $1";
    SENT = "UPDATE mails SET sent_at = $2 WHERE id = $1";
    UNSENT = "SELECT COUNT(*) FROM mails WHERE space_id = $1 AND invoice_id = $2 AND sent_at IS NULL
        AND kind <> 'invoice_reminder_email'";
    DROP_UNSENT = "DELETE FROM mails WHERE space_id = $1 AND invoice_id = $2 AND sent_at IS NULL
        AND kind <> 'invoice_reminder_email'";
}

pub async fn insert(tx: &mut Tx, mail: &Mail) -> Result<()> {
    let mut values = params![mail.id.0, mail.space_id, &*mail.kind, &*mail.recipient, &*mail.subject];
    values.extend(params![&*mail.body, mail.created_at, mail.invoice_id]);
    tx.execute(INSERT, values).await.map(drop)
}

pub async fn find(tx: &mut Tx, id: MailId) -> Result<Option<Mail>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// The newest, newest first.
pub async fn latest(tx: &mut Tx, limit: u32) -> Result<Vec<Mail>> {
    tx.query(LATEST, params![limit]).await
}

pub async fn sent(tx: &mut Tx, id: MailId, at: Timestamp) -> Result<()> {
    tx.execute(SENT, params![id.0, at]).await.map(drop)
}

/// How many mails that bring the invoice are still to be sent; reminders do not count.
pub async fn unsent_of(tx: &mut SpaceTx<'_>, invoice: InvoiceId) -> Result<i64> {
    Ok(tx.query_one::<(i64,)>(UNSENT, params![invoice.0]).await?.0)
}

/// Takes back mails that bring the invoice and were not sent.
pub async fn drop_unsent_of(tx: &mut SpaceTx<'_>, invoice: InvoiceId) -> Result<()> {
    tx.execute(DROP_UNSENT, params![invoice.0]).await.map(drop)
}
