//! Mails. A use case queues one in its transaction; a job sends it afterwards, or it is kept to be looked at.

use crate::jobs::Job;
use crate::{App, Error, Result};
use db::Tx;
use domain::ids::{MailId, SpaceId};
use serde::{Deserialize, Serialize};
use store::mails;
pub use store::mails::Mail;

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
    let (id, now) = (app.id::<MailId>(), app.clock.now());
    let NewMail { space, kind, to, subject, body } = new;
    let subject = subject.replace(char::is_control, " "); // a header is one line
    let mail = Mail { id, space_id: space.map(|s| s.0), kind: kind.into(), recipient: to, subject, body, created_at: now, sent_at: None };
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

/// Notes that it was handed over to a mail server.
pub async fn note_sent(app: &App, id: MailId) -> Result<()> {
    let now = app.clock.now();
    app.db.write(async move |tx| Ok::<_, Error>(mails::sent(tx, id, now).await?)).await
}

/// The newest, newest first: for the mailbox of a server that sends none.
pub async fn latest(app: &App, limit: u32) -> Result<Vec<Mail>> {
    app.db.read(async move |tx| Ok::<_, Error>(mails::latest(tx, limit).await?)).await
}
