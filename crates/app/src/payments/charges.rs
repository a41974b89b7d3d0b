//! Invoices are charged when nobody is there (Y4, Y5): asked for here, done by a job.

use super::keys;
use super::reversals::warn;
use crate::access::Access;
use crate::jobs::Job;
use crate::{App, Error, Event, FieldError, Result, collecting, invoices};
use ::payments::{Error as Failure, Keys, Order, Progress, Seen, Source};
use domain::ids::{InvoiceId, PaymentId, SpaceId};
use domain::invoices::PaidStatus;
use domain::payments::{PaymentKind, PaymentStatus};
use domain::scopes::Scope;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use store::invoices::Invoice;
use store::invoices::payments::Method;
use store::payments::{self, Payment};
use store::{SpaceTx, spaces};
use uuid::Uuid;

/// Until the next look at a provider that did not answer, or is at work.
const SOON: SignedDuration = SignedDuration::from_mins(10);
const LATER: SignedDuration = SignedDuration::from_hours(24);
/// A provider forgets keys after a day: it is not asked again for what it may have done.
const TRIED: SignedDuration = SignedDuration::from_hours(20);

/// A payment that is on its way for longer has failed (Y5).
const WAITED: SignedDuration = SignedDuration::from_hours(14 * 24);

/// A payment of an invoice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charging {
    pub space: SpaceId,
    pub payment: PaymentId,
}

/// Has invoices charged, all or none; each comes with its own access. For admins of the spaces. One that is being charged
/// already is not charged twice.
///
/// # Errors
/// [`Error::Invalid`] where one is not to be paid, or nobody can be charged for it.
pub async fn charge(app: &App, wanted: Vec<(Access, InvoiceId)>) -> Result<()> {
    for (access, _) in &wanted {
        access.require_admin(Scope::WriteInvoices)?;
    }
    let app = app.clone();
    let db = app.db.clone();
    db.write(async move |tx| {
        for (place, (access, id)) in wanted.iter().enumerate() {
            begin(&app, &mut access.bind(tx), place, *id).await?;
        }
        Ok(())
    })
    .await
}

/// Which of these can be charged now; none for who is no admin.
pub async fn chargeable(app: &App, access: &Access, invoices: &[Invoice]) -> Result<HashSet<InvoiceId>> {
    let open = invoices.iter().filter(|invoice| invoice.paid_status == PaidStatus::Unpaid);
    let wanted: Vec<_> = open.filter_map(|invoice| Some((invoice.id, debitor(invoice)?))).collect();
    if wanted.is_empty() || !access.is_admin(Scope::ReadInvoices) {
        return Ok(HashSet::new());
    }
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let debitors: Vec<_> = wanted.iter().map(|(_, debitor)| *debitor).collect();
            let known = payments::with_source(&mut access.bind(tx), &debitors).await?;
            Ok::<_, Error>(wanted.iter().filter(|(_, debitor)| known.contains(debitor)).map(|(id, _)| *id).collect())
        })
        .await
}

fn debitor(invoice: &Invoice) -> Option<Uuid> {
    invoice.membership_id.or(invoice.team_id).or(invoice.contact_id)
}

pub(super) async fn begin(app: &App, tx: &mut SpaceTx<'_>, place: usize, id: InvoiceId) -> Result<()> {
    let refused = |code, message: &'static str| FieldError::relation(format!("invoices.{place}"), code, message);
    let invoice = invoices::hold(tx, id).await?;
    if payments::charging(tx, id).await? {
        return Ok(());
    }
    if invoice.paid_status != PaidStatus::Unpaid {
        return Err(refused("not_unpaid", "is not to be paid").into());
    }
    let source = source_of(tx, &invoice).await?;
    let source = source.ok_or_else(|| refused("no_payment_method", "has nobody who can be charged for it"))?;
    let method = store::invoices::payments::method(tx, source.method_id).await?;
    let method = method.ok_or_else(|| refused("no_payment_method", "was to be paid by a method that is gone"))?;
    start(app, tx, invoice, method, false).await
}

async fn source_of(tx: &mut SpaceTx<'_>, invoice: &Invoice) -> Result<Option<payments::Source>> {
    match debitor(invoice) {
        Some(debitor) => Ok(payments::source(tx, debitor).await?),
        None => Ok(None),
    }
}

/// Charges an unpaid invoice that is held and due by a day, unless it is being charged or nobody can be charged for it (Y3).
pub(crate) async fn begin_due(app: &App, tx: &mut SpaceTx<'_>, invoice: Invoice, day: Date) -> Result<()> {
    if payments::charging(tx, invoice.id).await? {
        return Ok(());
    }
    let Some(source) = source_of(tx, &invoice).await? else { return Ok(()) };
    let Some(method) = store::invoices::payments::method(tx, source.method_id).await? else { return Ok(()) };
    if store::invoices::collecting::begin_try(tx, invoice.id, day).await? {
        start(app, tx, invoice, method, true).await?;
    }
    Ok(())
}

async fn start(app: &App, tx: &mut SpaceTx<'_>, invoice: Invoice, method: Method, automatic: bool) -> Result<()> {
    let id = invoice.id;
    let (payment, now, space) = (app.id::<PaymentId>(), app.clock.now(), tx.space());
    let row = Payment {
        id: payment,
        kind: PaymentKind::Charge,
        status: PaymentStatus::Charging,
        provider: method.provider.unwrap_or_default(),
        reference: payment.to_string(), // until the provider has a name for it
        capture: None,
        method_id: method.id,
        method_name: method.name,
        amount: invoice.payable.minus(invoice.paid).map_err(Error::internal)?,
        currency: invoice.currency,
        invoice_id: Some(id.0),
        created_by: None,
        created_at: now,
    };
    payments::insert(tx, &row).await?;
    if automatic {
        payments::note_automatic(tx, payment).await?;
    }
    app.enqueue(tx.global(), Some(space), &Job::ChargeInvoice(Charging { space, payment }), now).await?;
    let invoice = invoices::settle(app, tx, invoice).await?;
    app.emit(tx, Event::UpdatedInvoice, id.0, invoices::facts(&invoice)).await
}

/// What one attempt needs.
struct Attempt {
    payment: Payment,
    keys: Option<Keys>,
    source: Option<Source>,
    what: String,
}

/// Charges, or looks how a charge stands. Harmless the second time.
pub async fn perform(app: &App, work: &Charging) -> Result<()> {
    let Some(attempt) = attempt(app, work).await? else { return Ok(()) };
    let asked = ask(app, &attempt).await;
    note(app, work, attempt.payment, asked).await
}

async fn attempt(app: &App, work: &Charging) -> Result<Option<Attempt>> {
    let work = work.clone();
    app.db
        .read(async move |tx| {
            let mut tx = SpaceTx::bind(tx, work.space);
            let running = |payment: &Payment| payment.status == PaymentStatus::Charging;
            let Some(payment) = payments::find(&mut tx, work.payment).await?.filter(running) else { return Ok(None) };
            let Some(id) = payment.invoice_id.map(InvoiceId) else { return Ok(None) };
            let Some(invoice) = store::invoices::find(&mut tx, id).await? else { return Ok(None) };
            let source = source_of(&mut tx, &invoice).await?.map(|source| Source { customer: source.customer, method: source.method });
            let keys = keys(&mut tx, &payment.provider).await?;
            Ok::<_, Error>(Some(Attempt { payment, keys, source, what: format!("Invoice {}", invoice.number) }))
        })
        .await
}

async fn ask(app: &App, attempt: &Attempt) -> ::payments::Result<Seen> {
    let Attempt { payment, keys, source, what } = attempt;
    let Some(keys) = keys else { return Err(Failure::Keys) };
    let key = payment.id.to_string();
    if payment.reference != key {
        return app.gateway.look(keys, &payment.reference).await;
    }
    let (Keys::Stripe(keys), Some(source)) = (keys, source) else {
        return Err(Failure::Refused("nobody can be charged for it".into()));
    };
    let order = Order { key: &key, amount: payment.amount, currency: payment.currency, description: what };
    app.gateway.charge(keys, source, order).await
}

/// What an answer makes of a charge.
enum Outcome {
    Paid(Seen),
    /// Looked at again at this time; with the name that the provider has for it.
    Again(Timestamp, Option<String>),
    Failed(Failure),
}

fn outcome(app: &App, payment: &Payment, asked: ::payments::Result<Seen>) -> Result<Outcome> {
    let now = app.clock.now();
    let after = |pause| now.checked_add(pause).map_err(Error::internal);
    Ok(match asked {
        Ok(seen) if seen.progress == Progress::Succeeded => Outcome::Paid(seen),
        Ok(seen) if seen.progress == Progress::Processing && now.duration_since(payment.created_at) > WAITED => {
            Outcome::Failed(Failure::Refused("the bank has not said anything for 14 days".into()))
        }
        Ok(seen) if seen.progress == Progress::Processing => Outcome::Again(after(LATER)?, Some(seen.reference)),
        Ok(_) => Outcome::Failed(Failure::Refused("the payer has to do something, and nobody is there".into())),
        Err(failure @ (Failure::Refused(_) | Failure::Keys | Failure::Forged)) => Outcome::Failed(failure),
        Err(failure) if now.duration_since(payment.created_at) > TRIED && payment.reference == payment.id.to_string() => {
            Outcome::Failed(failure)
        }
        Err(failure) => {
            tracing::warn!(error = &failure as &dyn std::error::Error, payment = %payment.id, "an invoice is charged later");
            Outcome::Again(after(SOON)?, None)
        }
    })
}

async fn note(app: &App, work: &Charging, payment: Payment, asked: ::payments::Result<Seen>) -> Result<()> {
    let outcome = outcome(app, &payment, asked)?;
    let (app, work) = (app.clone(), work.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let (now, mut tx) = (app.clock.now(), SpaceTx::bind(tx, work.space));
        let Some(id) = payment.invoice_id.map(InvoiceId) else { return Ok(()) };
        let invoice = invoices::hold(&mut tx, id).await?;
        match &outcome {
            Outcome::Again(at, reference) => {
                if let Some(reference) = reference {
                    payments::note_taken(&mut tx, payment.id, reference, None).await?;
                }
                app.enqueue(tx.global(), Some(work.space), &Job::ChargeInvoice(work.clone()), *at).await.map(drop)
            }
            Outcome::Paid(seen) => {
                if payments::advance(&mut tx, payment.id, PaymentStatus::Charging, PaymentStatus::Settled, now).await? {
                    payments::note_taken(&mut tx, payment.id, &seen.reference, seen.capture.clone()).await?;
                    let today = today(&mut tx, now).await?;
                    invoices::book(&app, &mut tx, invoice, &payment, today).await?;
                }
                Ok(())
            }
            Outcome::Failed(failure) => {
                if payments::advance(&mut tx, payment.id, PaymentStatus::Charging, PaymentStatus::Failed, now).await? {
                    let invoice = invoices::settle(&app, &mut tx, invoice).await?;
                    let automatic = payments::is_automatic(&mut tx, payment.id).await?;
                    // The space is told of what needs it: of keys that fail, and when nobody is charged any more.
                    let last = !automatic || collecting::has_failed(&app, &mut tx, &invoice).await?;
                    if last || matches!(failure, Failure::Keys) {
                        warn(&app, &mut tx, &payment.provider, &format!("invoice {}", invoice.number), failure).await?;
                    }
                    app.emit(&mut tx, Event::UpdatedInvoice, id.0, invoices::facts(&invoice)).await?;
                }
                Ok(())
            }
        }
    })
    .await
}

/// The day it is in the space.
pub(crate) async fn today(tx: &mut SpaceTx<'_>, now: Timestamp) -> Result<Date> {
    let id = tx.space();
    let zone = spaces::find(tx.global(), id).await?.and_then(|space| TimeZone::get(&space.time_zone).ok());
    Ok(zone.unwrap_or(TimeZone::UTC).to_datetime(now).date())
}
