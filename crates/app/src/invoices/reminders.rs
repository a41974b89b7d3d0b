//! Reminders of invoices that nobody has paid (V23).

use super::{facts, hold};
use crate::access::Access;
use crate::mails::{self, NewMail};
use crate::memberships::person::Checker;
use crate::{App, Event, FieldError, Result, collecting};
use domain::ids::InvoiceId;
use domain::invoices::{PaidStatus, ReminderStatus};
use domain::scopes::Scope;
use store::invoices;

/// What the mails are.
pub(super) const REMINDER: &str = "invoice_reminder_email";

/// A reminder, as the admin has written it.
#[derive(Clone, Debug)]
pub struct Reminder {
    pub invoice: InvoiceId,
    pub to: String,
    /// Gets the same mail, unseen by the other.
    pub bcc: Option<String>,
    pub subject: String,
    /// Plain text.
    pub body: String,
}

/// A reminder as the space words it, to begin with. For admins of the space.
pub async fn reminder(app: &App, access: &Access, id: InvoiceId) -> Result<Reminder> {
    access.require_admin(Scope::WriteInvoiceReminders)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    let mail = db.read(async move |tx| {
        let mut tx = access.bind(tx);
        let invoice = invoices::find(&mut tx, id).await?.ok_or(crate::Error::NOT_FOUND)?;
        collecting::reminder(&app, &mut tx, access.space(), &invoice, access.today()).await
    });
    let mail = mail.await?;
    Ok(Reminder { invoice: id, to: mail.to, bcc: None, subject: mail.subject, body: mail.body })
}

/// Mails a reminder, with the PDF of the invoice, and counts it. For admins of the space.
///
/// # Errors
/// [`crate::Error::Invalid`] where something is missing, or the invoice is neither unpaid nor overdue.
pub async fn remind(app: &App, access: &Access, new: Reminder) -> Result<()> {
    access.require_admin(Scope::WriteInvoiceReminders)?;
    let mut check = Checker::default();
    let to = check.email("to".into(), &new.to);
    let bcc = new.bcc.filter(|bcc| !bcc.trim().is_empty()).and_then(|bcc| check.email("bcc".into(), &bcc));
    let (mut subject, mut body) = (Some(new.subject), Some(new.body));
    check.line("subject", &mut subject);
    check.lines("body", &mut body);
    for (field, missing) in [("subject", subject.is_none()), ("body", body.is_none())] {
        if missing && check.is_empty() {
            check.refuse(field.into(), "blank", "can't be blank");
        }
    }
    check.done(())?;
    let (subject, body, id) = (subject.unwrap_or_default(), body.unwrap_or_default(), new.invoice);
    let recipients: Vec<String> = to.into_iter().chain(bcc).collect();
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut bound = access.bind(tx);
        let invoice = hold(&mut bound, id).await?;
        let refused = |code, message: &'static str| FieldError::relation("invoice", code, message);
        if invoice.paid_status != PaidStatus::Unpaid {
            return Err(refused("not_unpaid", "is not unpaid").into());
        }
        if invoice.due_on >= access.today() {
            return Err(refused("not_overdue", "is not overdue").into());
        }
        for recipient in &recipients {
            let (to, subject, body) = (recipient.clone(), subject.clone(), body.clone());
            let mail = NewMail { space: Some(access.space_id()), kind: REMINDER, to, subject, body };
            mails::queue_with_invoice(&app, bound.global(), mail, id).await?;
        }
        invoices::reminded(&mut bound, id, ReminderStatus::Sent, app.clock.now()).await?;
        let invoice = hold(&mut bound, id).await?;
        app.emit(&mut bound, Event::UpdatedInvoice, id.0, facts(&invoice)).await
    })
    .await
}
