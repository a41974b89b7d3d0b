//! E-invoices (V25): made as ZUGFeRD when somebody asks, and in Germany by themselves; those of Poland are made in KSeF.

use super::documents::{Payments, archive, has_one, sheet};
use super::{e_invoicing_ready, facts, hold, sending, settings};
use crate::access::Access;
use crate::jobs::Job;
use crate::{App, Error, Event, FieldError, Result};
use documents::Unfit;
use domain::ids::{InvoiceId, SpaceId};
use domain::invoices::{KSEF, Sending, ZUGFERD};
use domain::scopes::Scope;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::SpaceTx;
use store::invoices::documents::Final;
use store::invoices::{self, Invoice};
use store::spaces::{self, Space};

pub use store::invoices::documents::Ksef;

/// Makes an e-invoice of it, locks it and keeps the PDF as its final one. With `ksef` it was made elsewhere, and the PDF
/// says where. For admins of the space.
///
/// # Errors
/// [`Error::Invalid`] where something is missing on the invoice, [`Error::Conflict`] where it has a final PDF.
pub async fn e_invoice(app: &App, access: &Access, id: InvoiceId, ksef: Option<Ksef>) -> Result<Invoice> {
    access.require_admin(Scope::WriteInvoices)?;
    let bound = access.clone();
    let invoice = app.db.read(async move |tx| invoices::find(&mut bound.bind(tx), id).await?.ok_or(Error::NOT_FOUND)).await?;
    if invoice.archived {
        return Err(has_one());
    }
    let polish = invoice.sender.0.country.as_deref() == Some("PL");
    let read_at = invoice.updated_at;
    let new = match ksef {
        Some(ksef) if polish => with_ksef(app, access.space(), invoice, ksef).await?,
        Some(_) => return Err(FieldError::field("e_invoice_standard", "invalid", "is for invoices from Poland").into()),
        None if polish => {
            return Err(FieldError::base("ksef_missing", "From Poland, the number and time that KSeF gave are needed.").into());
        }
        None => hybrid(app, access.space(), invoice).await?,
    };
    archive(app, access.shared_space(), id, new, unchanged_since(read_at)).await
}

/// Asks for an e-invoice of it. The invoice is locked, and everybody who listens is told: where they are made elsewhere (KSeF, or a
/// service of the space's own), that is the sign to make one and to attach it. Elsewhere than in Poland it is made here in a
/// moment, unless somebody was faster. For admins of the space.
///
/// # Errors
/// [`Error::Invalid`] where something is missing on the invoice, [`Error::Conflict`] where it has a final PDF.
pub async fn request_e_invoice(app: &App, access: &Access, id: InvoiceId) -> Result<Invoice> {
    access.require_admin(Scope::WriteInvoices)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let now = app.clock.now();
        let mut tx = access.bind(tx);
        let invoice = hold(&mut tx, id).await?;
        if invoice.archived {
            return Err(has_one());
        }
        if !e_invoicing_ready(&invoice) {
            return Err(not_ready().into());
        }
        if invoice.locked_at.is_none() {
            invoices::set_locked(&mut tx, id, Some(now), now).await?;
        }
        if invoice.sender.0.country.as_deref() != Some("PL") {
            let job = Job::MakeEInvoice(Making { space: access.space_id(), invoice: id });
            app.enqueue(tx.global(), Some(access.space_id()), &job, now).await?;
        }
        let invoice = hold(&mut tx, id).await?;
        app.emit(&mut tx, Event::RequestedEInvoice, id.0, facts(&invoice)).await?;
        Ok(invoice)
    })
    .await
}

fn not_ready() -> FieldError {
    let message =
        "The tax ids of both sides, the address of the sender, and street, city, post code and country of the recipient are needed.";
    FieldError::base("not_ready", message)
}

/// The PDF says what the invoice said when it was read.
fn unchanged_since(read_at: Timestamp) -> impl Fn(&Invoice) -> Result<()> + Send + Sync + 'static {
    move |invoice| {
        if invoice.updated_at == read_at {
            Ok(())
        } else {
            Err(Error::conflict("changed_meanwhile", "Somebody changed the invoice this moment. Try again."))
        }
    }
}

async fn with_ksef(app: &App, space: &Space, invoice: Invoice, ksef: Ksef) -> Result<Final> {
    let invoice = Invoice { ksef_reference: Some(ksef.reference.clone()), ..invoice };
    let sheet = sheet(app, space, invoice, Payments::Shown).await?;
    let body = app.printer.run(move || documents::pdf(&sheet, None)).await?.map_err(Error::internal)?;
    Ok(Final { body, e_invoice: true, standard: Some(KSEF.into()), ksef: Some(ksef) })
}

/// A PDF with the XML inside.
async fn hybrid(app: &App, space: &Space, invoice: Invoice) -> Result<Final> {
    if !e_invoicing_ready(&invoice) {
        return Err(not_ready().into());
    }
    let sheet = sheet(app, space, invoice, Payments::Shown).await?;
    let work = move || documents::e_invoice(&sheet)?.map_or_else(|why| Ok(Err(why)), |xml| documents::pdf(&sheet, Some(&xml)).map(Ok));
    let made = app.printer.run(work).await?.map_err(Error::internal)?;
    let body = made.map_err(unfit)?;
    Ok(Final { body, e_invoice: true, standard: Some(ZUGFERD.into()), ksef: None })
}

/// What a caller is told.
pub(super) fn unfit(why: Unfit) -> FieldError {
    match why {
        Unfit::SeveralTaxes => FieldError::base("several_taxes", "An e-invoice has one tax for each item."),
        Unfit::Currency => FieldError::base("currency", "An e-invoice has no currency with more than two decimals."),
        Unfit::Parties => FieldError::base("not_ready", "A name, a country and a VAT id of both sides are needed."),
    }
}

/// Whether one is made of a new invoice without anybody asking.
pub(super) fn is_automatic(invoice: &Invoice) -> bool {
    invoice.sender.0.country.as_deref() == Some("DE") && e_invoicing_ready(invoice)
}

/// An e-invoice to make, as a job keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Making {
    pub space: SpaceId,
    pub invoice: InvoiceId,
}

/// Makes the e-invoice of a new invoice; harmless where there is one. What the norm has no words for stays an invoice, and is
/// sent as one.
pub async fn make(app: &App, making: &Making) -> Result<()> {
    let Making { space, invoice: id } = *making;
    let found = app.db.read(async move |tx| {
        let found = spaces::find(tx, space).await?;
        Ok::<_, Error>(found.zip(invoices::find(&mut SpaceTx::bind(tx, space), id).await?))
    });
    let Some((space, invoice)) = found.await?.filter(|(_, invoice)| !invoice.archived) else { return Ok(()) };
    let (space, read_at) = (Arc::new(space), invoice.updated_at);
    let made = match hybrid(app, &space, invoice).await {
        Ok(new) => archive(app, space, id, new, unchanged_since(read_at)).await.map(drop),
        Err(Error::Invalid(_)) => send_without(app, space, id).await,
        Err(error) => Err(error),
    };
    match made {
        Err(Error::Conflict { code: "archived", .. }) => Ok(()),
        other => other,
    }
}

async fn send_without(app: &App, space: Arc<Space>, id: InvoiceId) -> Result<()> {
    let app = app.clone();
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = SpaceTx::bind(tx, space.id);
        let invoice = hold(&mut tx, id).await?;
        if settings::of(&mut tx).await?.settings.0.sending == Sending::Automatic {
            sending::pdf_is_there(&app, &mut tx, &space, &invoice).await?;
        }
        Ok(())
    })
    .await
}
