//! Mails leave through SMTP, or stay where the mailbox page shows them.

use app::invoices::{self, Pdf};
use app::mails::{self, Mail, Posting};
use app::{App, Error, Result};
use lettre::message::header::ContentType;
use lettre::message::{Attachment, Mailbox, MultiPart, SinglePart};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};

/// Where mails go. Cheap to clone.
#[derive(Clone)]
pub enum Post {
    /// Nowhere: they are kept.
    Kept,
    /// To a mail server, from one address.
    Smtp { server: AsyncSmtpTransport<Tokio1Executor>, from: Mailbox },
}

impl Post {
    /// `smtps://user:password@host` (TLS from the start), `smtp://…?tls=required` (STARTTLS) or `smtp://…`; `from` is
    /// an address, with or without a name.
    ///
    /// # Errors
    /// A text that says which of the two cannot be used.
    pub fn smtp(url: &str, from: &str) -> Result<Self, String> {
        let server =
            AsyncSmtpTransport::<Tokio1Executor>::from_url(url).map_err(|error| format!("the SMTP URL cannot be used ({error})"))?;
        let from = from.parse().map_err(|error| format!("{from} is no sender's address ({error})"))?;
        Ok(Self::Smtp { server: server.build(), from })
    }

    /// Sends a mail that was not sent yet. Once in a long while a mail goes out twice: the server took it, and this
    /// process died before it noted that.
    pub(crate) async fn send(&self, app: &App, posting: &Posting) -> Result<()> {
        let Self::Smtp { server, from } = self else { return mails::note_kept(app, posting).await };
        if mails::stays(app, posting).await? {
            return mails::note_kept(app, posting).await;
        }
        let Some(mail) = mails::unsent(app, posting).await? else { return Ok(()) };
        let enclosed = invoices::enclosed(app, &mail).await?;
        let message = message(&mail, from, enclosed).map_err(Error::internal)?;
        server.send(message).await.map_err(Error::internal)?;
        mails::note_sent(app, mail).await
    }
}

fn message(mail: &Mail, from: &Mailbox, enclosed: Option<Pdf>) -> std::result::Result<Message, Box<dyn std::error::Error + Send + Sync>> {
    let id = format!("<{}@{}>", mail.id, from.email.domain());
    let message = Message::builder().from(from.clone()).to(Mailbox::new(None, mail.recipient.parse()?)).message_id(Some(id));
    let message = message.subject(&mail.subject);
    let Some(Pdf { name, body }) = enclosed else { return Ok(message.header(ContentType::TEXT_PLAIN).body(mail.body.clone())?) };
    let pdf = Attachment::new(name).body(body, ContentType::parse("application/pdf")?);
    Ok(message.multipart(MultiPart::mixed().singlepart(SinglePart::plain(mail.body.clone())).singlepart(pdf))?)
}
