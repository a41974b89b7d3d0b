//! How invoices get to their recipients (V24): a mail to each billing e-mail, with the PDF as it is when the mail leaves.
//!
//! A mail is written in the transaction that wants it and sent by a job. The invoice is sent when all of its mails are;
//! a job that is given up makes it one that could not be sent.

use super::documents::{self, Payments, Pdf};
use super::reminders::REMINDER;
use super::{facts, hold};
use crate::access::Access;
use crate::built_in_emails::{Letters, Recipient};
use crate::mails::Mail;
use crate::{App, Error, Event, FieldError, Result};
use db::Tx;
use domain::ids::InvoiceId;
use domain::invoices::{PaidStatus, ReminderStatus, Sending, SentStatus};
use domain::scopes::Scope;
use store::invoices::{self, Invoice};
use store::spaces::{self, Space};
use store::{SpaceTx, mails};

/// Has a new invoice sent, if the settings say so; gives it as it is then.
pub(super) async fn is_made(
    app: &App,
    tx: &mut SpaceTx<'_>,
    space: &Space,
    invoice: Invoice,
    sending: Sending,
    lock: bool,
) -> Result<Invoice> {
    if sending == Sending::ByHand || invoice.billing_emails.0.is_empty() {
        return Ok(invoice);
    }
    ask(app, tx, space, &invoice, lock, sending == Sending::Automatic).await?;
    hold(tx, invoice.id).await
}

/// The final PDF is there: what waited for it goes out.
pub(super) async fn pdf_is_there(app: &App, tx: &mut SpaceTx<'_>, space: &Space, invoice: &Invoice) -> Result<()> {
    let waits = invoice.sent_status == SentStatus::SendingRequested && mails::unsent_of(tx, invoice.id).await? == 0;
    if waits { write(app, tx, space, invoice).await } else { Ok(()) }
}

/// Notes that it is to be sent, and writes the mails now or when the PDF is there.
async fn ask(app: &App, tx: &mut SpaceTx<'_>, space: &Space, invoice: &Invoice, lock: bool, now: bool) -> Result<()> {
    let at = app.clock.now();
    invoices::set_sent(tx, invoice.id, SentStatus::SendingRequested, at).await?;
    if lock && invoice.locked_at.is_none() {
        invoices::set_locked(tx, invoice.id, Some(at), at).await?;
    }
    if now { write(app, tx, space, invoice).await } else { Ok(()) }
}

async fn write(app: &App, tx: &mut SpaceTx<'_>, space: &Space, invoice: &Invoice) -> Result<()> {
    let total = format!("{} {}", invoice.payable, invoice.currency);
    let url = format!("{}/invoices/{}", app.site_of(space), invoice.id);
    let paid = if invoice.paid_status == PaidStatus::Paid { "It is paid already." } else { "" };
    let corrected = match invoice.corrects_id {
        Some(id) => invoices::find(tx, InvoiceId(id)).await?.map(|original| original.number),
        None => None,
    };
    let key = if corrected.is_some() { "correction_invoice_email" } else { "invoice_email" };
    let values = vec![
        ("invoice_number", invoice.number.clone()),
        ("corrected_number", corrected.unwrap_or_default()),
        ("total", total),
        ("due_date", invoice.due_on.to_string()),
        ("invoice_url", url),
        ("payment_status", paid.to_owned()),
    ];
    let letters = Letters::new(tx, key, values).await?;
    let name = invoice.recipient.0.name.clone().or_else(|| invoice.recipient.0.company.clone()).unwrap_or_default();
    for email in &invoice.billing_emails.0 {
        let to = Recipient { email: email.clone(), name: name.clone() };
        letters.send_with_invoice(app, tx, space, &to, invoice.id).await?;
    }
    Ok(())
}

/// Sends an invoice because somebody says so. For admins of the space.
///
/// # Errors
/// [`Error::Invalid`] where it has no billing e-mails, [`Error::Conflict`] where it is on its way.
pub async fn send(app: &App, access: &Access, id: InvoiceId) -> Result<Invoice> {
    access.require_admin(Scope::WriteInvoices)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let invoice = hold(&mut tx, id).await?;
        if invoice.billing_emails.0.is_empty() {
            return Err(FieldError::field("billing_emails", "blank", "can't be blank").into());
        }
        let waiting = mails::unsent_of(&mut tx, id).await? > 0;
        if waiting && matches!(invoice.sent_status, SentStatus::SendingRequested | SentStatus::Sending) {
            return Err(Error::conflict("being_sent", "The invoice is being sent."));
        }
        // What failed last time is not tried once more beside the new mails.
        mails::drop_unsent_of(&mut tx, id).await?;
        let lock = super::settings::of(&mut tx).await?.settings.0.lock_on_sending;
        ask(&app, &mut tx, access.space(), &invoice, lock, true).await?;
        let invoice = hold(&mut tx, id).await?;
        app.emit(&mut tx, Event::UpdatedInvoice, id.0, facts(&invoice)).await?;
        Ok(invoice)
    })
    .await
}

/// The PDF that goes with a mail, if one does. From here on the invoice is being sent.
pub async fn enclosed(app: &App, mail: &Mail) -> Result<Option<Pdf>> {
    let (Some(id), Some(space)) = (mail.invoice_id.map(InvoiceId), mail.space()) else { return Ok(None) };
    let (now, reminds) = (app.clock.now(), mail.kind == REMINDER);
    let found = app.db.write(async move |tx| {
        let Some(found) = spaces::find(tx, space).await? else { return Ok(None) };
        let mut tx = SpaceTx::bind(tx, space);
        let Some(invoice) = invoices::hold(&mut tx, id).await? else { return Ok(None) };
        if invoice.sent_status == SentStatus::SendingRequested && !reminds {
            invoices::set_sent(&mut tx, id, SentStatus::Sending, now).await?;
        }
        Ok::<_, Error>(Some((found, invoice)))
    });
    match found.await? {
        Some((space, invoice)) => documents::printed(app, &space, invoice, Payments::Shown).await.map(Some),
        None => Ok(None),
    }
}

/// A mail with an invoice has left: with the last one the invoice is sent.
pub(crate) async fn mail_has_left(app: &App, tx: &mut Tx, mail: &Mail) -> Result<()> {
    let (Some(id), Some(space)) = (mail.invoice_id.map(InvoiceId), mail.space()) else {
        return Ok(mails::sent(tx, mail.id, app.clock.now()).await?);
    };
    // The invoice is held before the mails are counted: of two mails that leave at once one is the last.
    let held = invoices::hold(&mut SpaceTx::bind(tx, space), id).await?;
    mails::sent(tx, mail.id, app.clock.now()).await?;
    let mut tx = SpaceTx::bind(tx, space);
    let Some(invoice) = held.filter(|_| mail.kind != REMINDER) else { return Ok(()) };
    if mails::unsent_of(&mut tx, id).await? > 0 || invoice.sent_status == SentStatus::Sent {
        return Ok(());
    }
    invoices::set_sent(&mut tx, id, SentStatus::Sent, app.clock.now()).await?;
    app.emit(&mut tx, Event::SentInvoice, id.0, facts(&Invoice { sent_status: SentStatus::Sent, ..invoice })).await
}

/// A mail was given up: its invoice could not be sent to all.
pub(crate) async fn mail_is_given_up(app: &App, tx: &mut Tx, mail: &Mail) -> Result<()> {
    let (Some(id), Some(space)) = (mail.invoice_id.map(InvoiceId), mail.space()) else { return Ok(()) };
    let mut tx = SpaceTx::bind(tx, space);
    let Some(invoice) = invoices::hold(&mut tx, id).await? else { return Ok(()) };
    let reminds = mail.kind == REMINDER;
    if mail.sent_at.is_some() || (invoice.sent_status == SentStatus::FailedToSend && !reminds) {
        return Ok(());
    }
    if reminds {
        invoices::set_reminder_status(&mut tx, id, ReminderStatus::FailedToSend, app.clock.now()).await?;
        return app.emit(&mut tx, Event::UpdatedInvoice, id.0, facts(&invoice)).await;
    }
    invoices::set_sent(&mut tx, id, SentStatus::FailedToSend, app.clock.now()).await?;
    app.emit(&mut tx, Event::UpdatedInvoice, id.0, facts(&Invoice { sent_status: SentStatus::FailedToSend, ..invoice })).await
}
