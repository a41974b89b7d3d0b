//! Mails. A use case queues one in its transaction; a job sends it afterwards, or it is kept to be looked at.

use crate::invoices;
use crate::jobs::{Job, SEND_MAIL};
use crate::{App, Error, Result};
use db::Tx;
use domain::ids::{InvoiceId, MailId, SpaceId};
use serde::{Deserialize, Serialize};
pub use store::mails::Mail;
use store::{jobs, mails};

/// How many mails of a sandbox one transaction keeps.
const AT_ONCE: u32 = 100;

/// A mail to write.
#[derive(Clone, Debug)]
pub struct NewMail {
    /// On behalf of a space, or of the platform.
    pub space: Option<SpaceId>,
    /// What it is about, as `password_reset_email`.
    pub kind: &'static str,
    pub to: String,
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// The mail that a job sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posting {
    pub mail: MailId,
}

/// Has the mail sent when the transaction is committed.
pub async fn queue(app: &App, tx: &mut Tx, new: NewMail) -> Result<MailId> {
    insert(app, tx, new, None).await
}

/// The same, with the PDF of an invoice of the mail's space.
pub(crate) async fn queue_with_invoice(app: &App, tx: &mut Tx, new: NewMail, invoice: InvoiceId) -> Result<MailId> {
    insert(app, tx, new, Some(invoice)).await
}

async fn insert(app: &App, tx: &mut Tx, new: NewMail, invoice: Option<InvoiceId>) -> Result<MailId> {
    let (id, now) = (app.id::<MailId>(), app.clock.now());
    let NewMail { space, kind, to, subject, body } = new;
    let subject = subject.replace(char::is_control, " "); // a header is one line
    let (space_id, invoice_id) = (space.map(|space| space.0), invoice.map(|invoice| invoice.0));
    let mail = Mail { id, space_id, kind: kind.into(), recipient: to, subject, body, created_at: now, sent_at: None, invoice_id };
    mails::insert(tx, &mail).await?;
    app.enqueue(tx, space, &Job::SendMail(Posting { mail: id }), now).await?;
    Ok(id)
}

/// A mail that still has to be sent.
pub async fn unsent(app: &App, Posting { mail }: &Posting) -> Result<Option<Mail>> {
    let id = *mail;
    let found = app.db.read(async move |tx| Ok::<_, Error>(mails::find(tx, id).await?)).await?;
    Ok(found.filter(|mail| mail.sent_at.is_none()))
}

/// Whether a mail goes to nobody wherever mails go: one of a sandbox is kept.
pub async fn stays(app: &App, Posting { mail }: &Posting) -> Result<bool> {
    let id = *mail;
    app.db
        .read(async move |tx| {
            let Some(space) = mails::find(tx, id).await?.and_then(|mail| mail.space()) else { return Ok(false) };
            Ok(store::sandboxes::standing(tx, space).await?.is_some())
        })
        .await
}

/// Notes that it was handed over to a mail server.
pub async fn note_sent(app: &App, mail: Mail) -> Result<()> {
    let app = app.clone();
    app.db.clone().write(async move |tx| invoices::mail_has_left(&app, tx, &mail).await).await
}

/// Where mails go nowhere: an invoice has arrived with them all the same.
pub async fn note_kept(app: &App, posting: &Posting) -> Result<()> {
    let (app, posting) = (app.clone(), posting.clone());
    app.db.clone().write(async move |tx| keep(&app, tx, &posting).await).await
}

async fn keep(app: &App, tx: &mut Tx, Posting { mail }: &Posting) -> Result<()> {
    match mails::find(tx, *mail).await?.filter(|mail| mail.sent_at.is_none() && mail.invoice_id.is_some()) {
        Some(mail) => invoices::mail_has_left(app, tx, &mail).await,
        None => Ok(()),
    }
}

/// Does all jobs of a sandbox that send mails and are due, many in one transaction: a year that goes by in seconds
/// brings thousands of mails, and none of them leaves.
pub async fn keep_due(app: &App, space: SpaceId) -> Result<()> {
    loop {
        let (one, now) = (app.clone(), app.clock.real().now());
        if !app.db.read(async move |tx| Ok::<_, Error>(jobs::waiting_of(tx, space, now).await? > 0)).await? {
            return Ok(());
        }
        let kept = app.db.write(async move |tx| {
            let due = jobs::take_out(tx, SEND_MAIL, space, now, AT_ONCE).await?;
            for payload in &due {
                keep(&one, tx, &Posting::deserialize(payload).map_err(Error::internal)?).await?;
            }
            Ok::<_, Error>(due.len())
        });
        if kept.await? < usize::try_from(AT_ONCE).unwrap_or(usize::MAX) {
            return Ok(());
        }
    }
}

/// A mail that no server takes is given up.
pub(crate) async fn give_up(app: &App, tx: &mut Tx, Posting { mail }: &Posting) -> Result<()> {
    match mails::find(tx, *mail).await? {
        Some(mail) => invoices::mail_is_given_up(app, tx, &mail).await,
        None => Ok(()),
    }
}

/// The newest, newest first: for the mailbox of a server that sends none.
pub async fn latest(app: &App, limit: u32) -> Result<Vec<Mail>> {
    app.db.read(async move |tx| Ok::<_, Error>(mails::latest(tx, limit).await?)).await
}
