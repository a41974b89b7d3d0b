//! Deleting an invoice that was not to be (V19).

use super::{hold, seals, settings};
use crate::access::Access;
use crate::webhooks::objects;
use crate::{App, Error, Event, Result};
use domain::ids::{InvoiceId, MembershipId};
use domain::invoices::{PaidStatus, SentStatus};
use domain::scopes::Scope;
use serde_json::Value;
use store::invoices::{self, Invoice, payments};
use store::{SpaceTx, billing, mails};

/// Deletes an invoice. Its number stays unused; what was used and stood on it is billed again, fees are not. What was sealed
/// of it is kept, so that the chain of seals goes on. For admins of a space that deletes invoices.
///
/// # Errors
/// [`Error::Forbidden`] where the space deletes none, [`Error::Conflict`] where it is locked, paid in part, corrected, or on
/// its way.
pub async fn delete(app: &App, access: &Access, id: InvoiceId) -> Result<()> {
    access.require_admin(Scope::WriteInvoices)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let now = app.clock.now();
        let mut tx = access.bind(tx);
        let invoice = hold(&mut tx, id).await?;
        let deleting = settings::of(&mut tx).await?.settings.0.deleting;
        if !deleting.is_allowed(access.space().country.parse().ok()) {
            return Err(Error::forbidden("deleting_forbidden", "This space deletes no invoices: correct it, or write it off."));
        }
        nothing_against(&mut tx, &invoice).await?;
        mails::drop_unsent_of(&mut tx, id).await?;
        seals::leave(&mut tx, &invoice, access.caller().map(|caller| caller.user), now).await?;
        invoices::delete(&mut tx, id).await?;
        billing::unmark(&mut tx, id).await?;
        if let Some(payer) = invoice.membership_id {
            billing::see_anew(&mut tx, MembershipId(payer)).await?;
        }
        let mut detail = super::facts(&invoice);
        if let Value::Object(detail) = &mut detail {
            detail.insert("object".into(), objects::invoice(&invoice));
        }
        app.emit(&mut tx, Event::DeletedInvoice, id.0, detail).await
    })
    .await
}

async fn nothing_against(tx: &mut SpaceTx<'_>, invoice: &Invoice) -> Result<()> {
    let conflict = |code, message: &'static str| Err(Error::conflict(code, message));
    if invoice.locked_at.is_some() {
        return conflict("locked", "The invoice is locked.");
    }
    if invoice.sent_status == SentStatus::Sending {
        return conflict("being_sent", "The invoice is being sent.");
    }
    let moving = invoice.paid_status == PaidStatus::Pending || store::payments::charging(tx, invoice.id).await?;
    if moving || !payments::records(tx, invoice.id).await?.is_empty() {
        return conflict("has_payments", "There are payments of it.");
    }
    if invoices::is_corrected(tx, invoice.id).await? {
        return conflict("corrected", "Another invoice corrects it.");
    }
    Ok(())
}
