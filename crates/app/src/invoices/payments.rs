//! Money for invoices: how a space wants to be paid, what came in, what went back (Y1, Y6, Y7).

use super::hold;
use crate::access::Access;
use crate::memberships::person::Checker;
use crate::{App, Error, Event, FieldError, Result};
use domain::ids::{InvoiceId, PaymentMethodId, PaymentRecordId};
use domain::invoices::{self as rules, Paid, PaidStatus};
use domain::money::{Amount, Currency};
use domain::permissions::Category;
use domain::scopes::Scope;
use jiff::civil::Date;
use serde_json::json;
use std::collections::HashMap;
use store::invoices::payments::{self, Method, Record};
use store::invoices::{self, Invoice, Settled, Wanted};
use store::payments::Payment;
use store::{Json, SpaceTx};

/// What a payment method can be used for.
pub const USES: [&str; 4] = ["members", "externalBookings", "dropInPasses", "publicEventTickets"];

/// A way to pay by hand: cash, a transfer, a card machine at the desk.
#[derive(Clone, Debug)]
pub struct NewMethod {
    pub name: String,
    pub instructions: Option<String>,
    /// Of [`USES`].
    pub enabled_for: Vec<String>,
}

/// All of the space, in the order they were made. For any user.
pub async fn methods(app: &App, access: &Access) -> Result<Vec<Method>> {
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(payments::methods(&mut access.bind(tx)).await?)).await
}

/// What an invoice was paid with, then what members may pay with otherwise. For admins of the invoice's space.
pub async fn methods_of(app: &App, access: &Access, invoice: InvoiceId) -> Result<Vec<Method>> {
    access.require_admin(Scope::ReadPaymentMethods)?;
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            invoices::find(&mut tx, invoice).await?.ok_or(Error::NOT_FOUND)?;
            let used: Vec<_> = payments::records(&mut tx, invoice).await?.iter().filter_map(|record| record.method_id).collect();
            let mut all = payments::methods(&mut tx).await?;
            all.retain(|one| used.contains(&one.id.0) || one.enabled_for.0.iter().any(|name| name == "members"));
            all.sort_by_key(|one| !used.contains(&one.id.0));
            Ok::<_, Error>(all)
        })
        .await
}

/// No scope writes payment methods: a page does, for admins who may edit them.
fn may_edit(access: &Access) -> Result<()> {
    access.require_admin(Scope::ReadPaymentMethods)?;
    if access.edits(Category::PaymentMethods) {
        Ok(())
    } else {
        Err(Error::forbidden("not_permitted", "This admin may see payment methods and not change them."))
    }
}

/// Adds a way to pay.
pub async fn add_method(app: &App, access: &Access, new: NewMethod) -> Result<PaymentMethodId> {
    may_edit(access)?;
    let mut check = Checker::default();
    let (mut name, mut instructions) = (Some(new.name), new.instructions);
    check.line("name", &mut name);
    check.lines("instructions", &mut instructions);
    if name.is_none() && check.is_empty() {
        check.refuse("name".into(), "blank", "can't be blank");
    }
    if new.enabled_for.iter().any(|one| !USES.contains(&one.as_str())) {
        check.refuse("enabled_for".into(), "unknown", "holds something that is not sold");
    }
    check.done(())?;
    let (id, now) = (app.id::<PaymentMethodId>(), app.clock.now());
    let name = name.unwrap_or_default();
    let method = Method { id, name, provider: None, instructions, enabled_for: Json(new.enabled_for), created_at: now };
    let access = access.clone();
    app.db.write(async move |tx| Ok::<_, Error>(payments::insert_method(&mut access.bind(tx), &method).await?)).await?;
    Ok(id)
}

/// Takes a way to pay away; what was paid with it keeps its name.
pub async fn remove_method(app: &App, access: &Access, id: PaymentMethodId) -> Result<()> {
    may_edit(access)?;
    let access = access.clone();
    let found = app.db.write(async move |tx| Ok::<_, Error>(payments::delete_method(&mut access.bind(tx), id).await?)).await?;
    if found { Ok(()) } else { Err(Error::NOT_FOUND) }
}

/// Money that came in by hand.
#[derive(Clone, Debug)]
pub struct NewRecord {
    /// None: all that is left.
    pub amount: Option<Amount>,
    pub paid_on: Date,
    pub method: Option<PaymentMethodId>,
    /// Where the method is none of the space's.
    pub method_name: Option<String>,
    pub note: Option<String>,
}

/// What was paid for an invoice, in the order it was noted. For admins of the space.
pub async fn records(app: &App, access: &Access, invoice: InvoiceId) -> Result<Vec<Record>> {
    access.require_admin(Scope::ReadPaymentRecords)?;
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            invoices::find(&mut tx, invoice).await?.ok_or(Error::NOT_FOUND)?;
            Ok(payments::records(&mut tx, invoice).await?)
        })
        .await
}

/// Payments of the invoices that a list holds, without what went back. For admins of the space.
pub async fn records_in(app: &App, access: &Access, wanted: Wanted) -> Result<Vec<(Record, Currency)>> {
    access.require_admin(Scope::ReadPaymentRecords)?;
    let access = access.clone();
    app.db
        .snapshot(async move |tx| {
            let mut tx = access.bind(tx);
            let (found, _) = invoices::list(&mut tx, &wanted, super::MOST, 0).await?;
            let ids: Vec<_> = found.iter().map(|invoice| invoice.id.0).collect();
            let mut all = Vec::new();
            for some in ids.chunks(500) {
                all.extend(payments::records_of(&mut tx, some).await?);
            }
            let currencies: HashMap<_, _> = found.iter().map(|one| (one.id, one.currency)).collect();
            let shown = all.into_iter().filter(|record| !record.refund);
            Ok::<_, Error>(shown.filter_map(|record| currencies.get(&record.invoice_id).map(|currency| (record, *currency))).collect())
        })
        .await
}

/// Notes money that came in (Y6), in the currency of the invoice, which comes with it. For admins of the space.
///
/// # Errors
/// [`Error::Invalid`] for a day to come, for nothing or less, and for more than twice what the invoice is over.
pub async fn record(app: &App, access: &Access, id: InvoiceId, new: NewRecord) -> Result<(Record, Currency)> {
    access.require_admin(Scope::WritePaymentRecords)?;
    if new.paid_on > access.today() {
        return Err(FieldError::field("paid_at", "in_the_future", "must not be in the future").into());
    }
    let mut check = Checker::default();
    let (mut note, mut method_name) = (new.note.clone(), new.method_name.clone());
    check.lines("note", &mut note);
    check.line("payment_method.name", &mut method_name);
    check.done(())?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let invoice = hold(&mut tx, id).await?;
        let before = payments::records(&mut tx, id).await?;
        let amount = amount(&invoice, &before, new.amount)?;
        let (method_id, method_name) = named(&mut tx, new.method, method_name.clone()).await?;
        let record = Record {
            id: app.id(),
            invoice_id: id,
            refund: false,
            amount,
            paid_on: new.paid_on,
            method_id: method_id.map(|id| id.0),
            method_name,
            note: note.clone(),
            created_by: access.user().map(|user| user.0),
            created_at: app.clock.now(),
        };
        payments::insert(&mut tx, &record).await?;
        let invoice = settle(&app, &mut tx, invoice).await?;
        app.emit(&mut tx, Event::CreatedPaymentRecord, id.0, told(&invoice, &record)).await?;
        Ok((record, invoice.currency))
    })
    .await
}

/// What a payment comes to: what was said, or what is left (Y6).
fn amount(invoice: &Invoice, before: &[Record], said: Option<Amount>) -> Result<Amount> {
    let came = Amount::sum(before.iter().filter(|record| !record.refund).map(|record| record.amount)).map_err(Error::internal)?;
    let left = invoice.payable.minus(came).map_err(Error::internal)?;
    let amount = said.unwrap_or(left);
    let refused = |code, message: &'static str| FieldError::field("amount", code, message);
    if amount <= Amount::default() {
        return Err(refused("out_of_range", "must be more than zero").into());
    }
    if amount != amount.rounded(invoice.currency) {
        return Err(refused("not_whole", "must be in whole coins of the currency").into());
    }
    let all = came.plus(amount).map_err(|_| refused("out_of_range", "is too large"))?;
    let most = invoice.payable.plus(invoice.payable).map_err(Error::internal)?;
    if all > most { Err(refused("overpaid", "must not bring the sum above twice the invoice").into()) } else { Ok(amount) }
}

/// The method and what it is called.
async fn named(tx: &mut SpaceTx<'_>, id: Option<PaymentMethodId>, name: Option<String>) -> Result<(Option<PaymentMethodId>, String)> {
    match id {
        Some(id) => {
            let method = payments::method(tx, id).await?;
            let unknown = || FieldError::relation("paymentMethod", "not_found", "does not exist in this space");
            Ok((Some(id), method.ok_or_else(unknown)?.name))
        }
        None => Ok((None, name.unwrap_or_else(|| "Other".into()))),
    }
}

pub(crate) fn told(invoice: &Invoice, record: &Record) -> serde_json::Value {
    json!({"record_id": record.id, "amount": record.amount, "currency": invoice.currency.to_string(), "paid_status": invoice.paid_status.name()})
}

/// Notes what a provider has taken for an invoice that is held; of one payment once, for it has the payment's id.
pub(crate) async fn book(app: &App, tx: &mut SpaceTx<'_>, invoice: Invoice, payment: &Payment, paid_on: Date) -> Result<Invoice> {
    let record = Record {
        id: payment.id.0.into(),
        invoice_id: invoice.id,
        refund: false,
        amount: payment.amount,
        paid_on,
        method_id: Some(payment.method_id.0),
        method_name: payment.method_name.clone(),
        note: None,
        created_by: payment.created_by,
        created_at: app.clock.now(),
    };
    note(app, tx, invoice, record).await
}

/// Notes a payment of an invoice that is held; of one with the same id once.
pub(crate) async fn note(app: &App, tx: &mut SpaceTx<'_>, invoice: Invoice, record: Record) -> Result<Invoice> {
    payments::insert(tx, &record).await?;
    let invoice = settle(app, tx, invoice).await?;
    app.emit(tx, Event::CreatedPaymentRecord, invoice.id.0, told(&invoice, &record)).await?;
    Ok(invoice)
}

/// Computes anew what the payments make of an invoice.
pub(crate) async fn settle(app: &App, tx: &mut SpaceTx<'_>, invoice: Invoice) -> Result<Invoice> {
    let records = payments::records(tx, invoice.id).await?;
    let paid: Vec<_> = records.iter().map(|one| Paid { amount: one.amount, on: one.paid_on, refund: one.refund }).collect();
    let settled = rules::settled(invoice.payable, invoice.issued_on, invoice.written_off, &paid);
    let (mut status, paid, paid_on) = settled.map_err(Error::internal)?;
    if status == PaidStatus::Unpaid && store::payments::charging(tx, invoice.id).await? {
        status = PaidStatus::Pending;
    }
    let settled = Settled { paid, status, paid_on, written_off: invoice.written_off };
    invoices::settle(tx, invoice.id, &settled, app.clock.now()).await?;
    Ok(Invoice { paid, paid_status: status, paid_on, ..invoice })
}

/// Takes a payment back that was noted by mistake. For admins of the space.
///
/// # Errors
/// [`Error::Conflict`] where money of it went back.
pub async fn remove_record(app: &App, access: &Access, id: InvoiceId, record: PaymentRecordId) -> Result<()> {
    access.require_admin(Scope::WritePaymentRecords)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let invoice = hold(&mut tx, id).await?;
        let records = payments::records(&mut tx, id).await?;
        let gone = records.iter().find(|one| one.id == record && !one.refund).ok_or(Error::NOT_FOUND)?;
        let of_method = |refund| records.iter().filter(move |one| one.refund == refund && one.method_name == gone.method_name);
        let came = Amount::sum(of_method(false).map(|one| one.amount)).map_err(Error::internal)?;
        let back = Amount::sum(of_method(true).map(|one| one.amount)).map_err(Error::internal)?;
        if came.minus(gone.amount).map_err(Error::internal)? < back {
            return Err(Error::conflict("refunded", "Some of this payment was paid back."));
        }
        payments::delete(&mut tx, id, record).await?;
        crate::bank::reopen(&app, &mut tx, &access, record).await?;
        let invoice = settle(&app, &mut tx, invoice).await?;
        app.emit(&mut tx, Event::DeletedPaymentRecord, id.0, told(&invoice, gone)).await
    })
    .await
}

/// Money to pay back.
#[derive(Clone, Debug)]
pub struct Refund {
    pub invoice: InvoiceId,
    pub amount: Amount,
    /// Needed where an invoice was paid with several.
    pub method: Option<PaymentMethodId>,
}

/// Notes money that goes back, by hand or through the provider that it came through (Y7). For admins of the space.
///
/// # Errors
/// [`Error::Unbookable`] where it does not match what was paid, [`Error::Invalid`] for nothing or less.
pub async fn refund(app: &App, access: &Access, new: Refund) -> Result<Record> {
    access.require_admin(Scope::WritePayments)?;
    if new.amount <= Amount::default() {
        return Err(FieldError::field("amount", "out_of_range", "must be more than zero").into());
    }
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let unknown = || FieldError::relation("invoice", "not_found", "does not exist in this space");
        let invoice = invoices::hold(&mut tx, new.invoice).await?.ok_or_else(unknown)?;
        let records = payments::records(&mut tx, invoice.id).await?;
        let (method_id, method_name) = refundable(&records, &new)?;
        let record = Record {
            id: app.id(),
            invoice_id: invoice.id,
            refund: true,
            amount: new.amount,
            paid_on: access.today(),
            method_id,
            method_name,
            note: None,
            created_by: access.user().map(|user| user.0),
            created_at: app.clock.now(),
        };
        payments::insert(&mut tx, &record).await?;
        crate::payments::queue_refund(&app, &mut tx, &record).await?;
        let invoice = settle(&app, &mut tx, invoice).await?;
        app.emit(&mut tx, Event::CreatedRefund, invoice.id.0, told(&invoice, &record)).await?;
        Ok(record)
    })
    .await
}

/// The method that the money came with, if enough of it is there.
fn refundable(records: &[Record], new: &Refund) -> Result<(Option<uuid::Uuid>, String)> {
    let mismatch = |message: &'static str| Error::unbookable("refund_mismatch", message);
    let wanted = |one: &&Record| !one.refund && new.method.is_none_or(|id| one.method_id == Some(id.0));
    let first = records.iter().find(wanted).ok_or_else(|| mismatch("The invoice was not paid in this way."))?;
    if new.method.is_none() && records.iter().any(|one| !one.refund && one.method_name != first.method_name) {
        return Err(mismatch("The invoice was paid in several ways: say which."));
    }
    let sum = |refund| {
        Amount::sum(records.iter().filter(|one| one.refund == refund && one.method_name == first.method_name).map(|one| one.amount))
    };
    let left = sum(false).and_then(|came| came.minus(sum(true)?)).map_err(Error::internal)?;
    if new.amount > left {
        return Err(mismatch("More cannot be paid back than was paid."));
    }
    Ok((first.method_id, first.method_name.clone()))
}
