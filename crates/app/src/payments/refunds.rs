//! Money that came through a provider goes back the same way (Y7): noted at once, sent by a job.

use super::keys;
use super::reversals::warn;
use crate::jobs::Job;
use crate::{App, Error, Event, Result, invoices};
use ::payments::{Error as Failure, Keys};
use domain::ids::{InvoiceId, PaymentId, PaymentRecordId, SpaceId};
use domain::money::Amount;
use domain::payments::PaymentStatus;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::SpaceTx;
use store::invoices::Invoice;
use store::invoices::payments::{self as records, Record};
use store::payments::{self, Payment};
use uuid::Uuid;

/// A refund that was noted and has to reach the payer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Returning {
    pub space: SpaceId,
    pub payment: PaymentId,
    pub invoice: InvoiceId,
    pub record: PaymentRecordId,
    pub amount: Amount,
}

/// Sends a refund that the caller's transaction notes, where the money came through a provider.
pub(crate) async fn queue(app: &App, tx: &mut SpaceTx<'_>, record: &Record) -> Result<()> {
    let came = |payment: &Payment| payment.status == PaymentStatus::Settled && Some(payment.method_id.0) == record.method_id;
    let found = payments::of_invoice(tx, record.invoice_id).await?.into_iter().find(came);
    let Some(payment) = found else { return Ok(()) };
    let space = tx.space();
    let work = Returning { space, payment: payment.id, invoice: record.invoice_id, record: record.id, amount: record.amount };
    app.enqueue(tx.global(), Some(space), &Job::RefundPayment(work), app.clock.now()).await.map(drop)
}

/// Pays back in full what a booking or purchase was paid with through a provider (E6), in the caller's transaction.
pub(crate) async fn give_back_all(app: &App, tx: &mut SpaceTx<'_>, purchase: Uuid, today: Date) -> Result<()> {
    let bills = payments::invoices_of(tx, &[purchase]).await?.remove(&purchase).unwrap_or_default();
    for id in bills {
        give_back(app, tx, id, today).await?;
    }
    Ok(())
}

/// Pays back what an invoice was paid with through providers, in the caller's transaction: the invoice as it is then, and how much.
pub(crate) async fn give_back(app: &App, tx: &mut SpaceTx<'_>, id: InvoiceId, today: Date) -> Result<(Invoice, Amount)> {
    let mut invoice = invoices::hold(tx, id).await?;
    let before = invoice.paid;
    let settled = |payment: &Payment| payment.status == PaymentStatus::Settled;
    for payment in payments::of_invoice(tx, id).await?.into_iter().filter(settled) {
        let amount = payment.amount.min(invoice.paid);
        if amount > Amount::ZERO {
            invoice = note(app, tx, invoice, &payment, amount, today).await?;
        }
    }
    let returned = before.minus(invoice.paid).map_err(Error::internal)?;
    Ok((invoice, returned))
}

async fn note(app: &App, tx: &mut SpaceTx<'_>, invoice: Invoice, payment: &Payment, amount: Amount, today: Date) -> Result<Invoice> {
    let record = Record {
        id: app.id(),
        invoice_id: invoice.id,
        refund: true,
        amount,
        paid_on: today,
        method_id: Some(payment.method_id.0),
        method_name: payment.method_name.clone(),
        note: None,
        created_by: None,
        created_at: app.clock.now(),
    };
    records::insert(tx, &record).await?;
    queue(app, tx, &record).await?;
    let invoice = invoices::settle(app, tx, invoice).await?;
    app.emit(tx, Event::CreatedRefund, invoice.id.0, invoices::told(&invoice, &record)).await?;
    Ok(invoice)
}

/// Sends it. Harmless the second time; one that the provider refuses is taken back, and the space hears of it.
pub async fn perform(app: &App, work: &Returning) -> Result<()> {
    let Some((payment, keys)) = load(app, work).await? else { return Ok(()) };
    let sent = match (keys, payment.capture.clone()) {
        (None, _) => Err(Failure::Keys),
        (_, None) => Err(Failure::Refused("nothing was taken".into())),
        (Some(keys), Some(capture)) => app.gateway.refund(&keys, &capture, work.amount, payment.currency, &work.record.to_string()).await,
    };
    match sent {
        Ok(()) => Ok(()),
        Err(failure @ (Failure::Refused(_) | Failure::Keys)) => take_back(app, work, payment, failure).await,
        Err(failure) => Err(Error::internal(failure)),
    }
}

async fn load(app: &App, work: &Returning) -> Result<Option<(Payment, Option<Keys>)>> {
    let work = work.clone();
    app.db
        .read(async move |tx| {
            let mut tx = SpaceTx::bind(tx, work.space);
            let noted = records::records(&mut tx, work.invoice).await?.iter().any(|record| record.id == work.record);
            let Some(payment) = payments::find(&mut tx, work.payment).await?.filter(|_| noted) else { return Ok(None) };
            let keys = keys(&mut tx, &payment.provider).await?;
            Ok::<_, Error>(Some((payment, keys)))
        })
        .await
}

async fn take_back(app: &App, work: &Returning, payment: Payment, failure: Failure) -> Result<()> {
    let (app, work) = (app.clone(), work.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = SpaceTx::bind(tx, work.space);
        let invoice = invoices::hold(&mut tx, work.invoice).await?;
        if !records::delete(&mut tx, work.invoice, work.record).await? {
            return Ok(());
        }
        let invoice = invoices::settle(&app, &mut tx, invoice).await?;
        let what = format!("a refund of {} {} for invoice {}", work.amount, payment.currency, invoice.number);
        warn(&app, &mut tx, &payment.provider, &what, &failure).await?;
        app.emit(&mut tx, Event::UpdatedInvoice, invoice.id.0, invoices::facts(&invoice)).await
    })
    .await
}
