//! The invoice of a purchase, written with it: both or neither.

use super::claims::{Paying, Taken, mismatch, used};
use crate::access::Access;
use crate::invoices::{self, Create, For, NewItem};
use crate::{App, Error, FieldError, Result};
use domain::accounting::Account;
use domain::ids::ContactId;
use domain::money::{Amount, Currency};
use domain::payments::{self as rules, PaymentStatus};
use domain::scopes::Scope;
use domain::taxes::Tax;
use rust_decimal::Decimal;
use store::SpaceTx;
use store::buyers::Buyer;
use store::invoices::Invoice;
use store::payments::{self, Payment};
use store::spaces::Address;
use uuid::Uuid;

/// What was bought, by whom, for how much.
pub(crate) struct Bill {
    /// The booking or the purchase.
    pub purchase: Uuid,
    pub contact: ContactId,
    pub recipient: Address,
    pub tax_id: Option<String>,
    pub email: String,
    pub items: Vec<NewItem>,
    pub currency: Currency,
    pub gross: Amount,
    /// An approval comes first, and the invoice after it.
    pub waits: bool,
}

/// One line of a bill.
pub(crate) fn item(description: String, net: Amount, quantity: Decimal, taxes: Vec<Tax>) -> NewItem {
    let (accounting_code, cost_center, revenue_account): (_, Option<Account>, Option<Account>) = (None, None, None);
    NewItem { description, quantity, net, taxes: Some(taxes), paid: false, accounting_code, cost_center, revenue_account }
}

/// Rule E2; a space that has not said how visitors pay settles it with them itself.
pub(crate) async fn check_named(access: &Access, tx: &mut SpaceTx<'_>, paying: &Paying, gross: Amount, used_for: &str) -> Result<()> {
    let admin = access.is_admin(Scope::WriteExternalBookings);
    let methods = store::invoices::payments::methods(tx).await?;
    let offered = methods.iter().any(|method| method.enabled_for.0.iter().any(|name| name == used_for));
    let relation = if matches!(paying, Paying::Method(_)) { "payment_method" } else { "payment" };
    rules::check(paying.named(), gross, offered && !admin).map_err(|why| FieldError::relation(relation, why.code(), why.to_string()).into())
}

/// Writes the invoice and books the payment; none where nothing was named, and where approval comes first.
pub(crate) async fn bill(app: &App, access: &Access, tx: &mut SpaceTx<'_>, paying: &Paying, bill: Bill) -> Result<Option<Invoice>> {
    let now = app.clock.now();
    if let Some(payment) = paying.payment() {
        if (payment.amount, payment.currency) != (bill.gross, bill.currency) {
            return Err(mismatch());
        }
        let to = if matches!(paying, Paying::Held(_)) { PaymentStatus::Held } else { PaymentStatus::Settled };
        if !payments::advance(tx, payment.id, PaymentStatus::Claimed, to, now).await? {
            return Err(used());
        }
    }
    match paying {
        Paying::Nothing | Paying::Held(_) => Ok(None),
        Paying::Later(_, source) => {
            payments::keep_source(tx, bill.contact.0, source, now).await?;
            later(app, access, tx, bill).await
        }
        Paying::Method(_) => later(app, access, tx, bill).await,
        Paying::Taken(payment) => {
            payments::note_taken(tx, payment.id, &payment.reference, payment.capture.clone()).await?;
            let invoice = write(app, access, tx, bill).await?;
            book(app, access, tx, invoice, payment).await.map(Some)
        }
    }
}

/// The invoice of what is paid afterwards.
async fn later(app: &App, access: &Access, tx: &mut SpaceTx<'_>, bill: Bill) -> Result<Option<Invoice>> {
    if bill.waits { Ok(None) } else { write(app, access, tx, bill).await.map(Some) }
}

/// The invoice of a booking that was approved, when the money that was set aside has been taken.
pub(crate) async fn bill_approved(
    app: &App,
    access: &Access,
    tx: &mut SpaceTx<'_>,
    taken: Option<Taken>,
    billed: bool,
    bill: Bill,
) -> Result<Option<Invoice>> {
    let Some(Taken { payment: id, capture }) = taken else {
        return if billed { write(app, access, tx, bill).await.map(Some) } else { Ok(None) };
    };
    if !payments::advance(tx, id, PaymentStatus::Held, PaymentStatus::Settled, app.clock.now()).await? {
        return Err(Error::conflict("payment_gone", "The payment has gone back."));
    }
    let payment = payments::find(tx, id).await?.ok_or(Error::NOT_FOUND)?;
    payments::note_taken(tx, id, &payment.reference, capture).await?;
    let invoice = write(app, access, tx, bill).await?;
    book(app, access, tx, invoice, &payment).await.map(Some)
}

async fn write(app: &App, access: &Access, tx: &mut SpaceTx<'_>, bill: Bill) -> Result<Invoice> {
    let new = Create {
        debitor: Some(For::Contact(bill.contact)),
        recipient: Some(bill.recipient),
        tax_id: bill.tax_id,
        billing_emails: Some(vec![bill.email]),
        items: bill.items,
        currency: Some(bill.currency),
        ..Create::default()
    };
    let invoice = invoices::write(app, access, tx, &new).await?;
    payments::link(tx, bill.purchase, invoice.id).await?;
    Ok(invoice)
}

async fn book(app: &App, access: &Access, tx: &mut SpaceTx<'_>, invoice: Invoice, payment: &Payment) -> Result<Invoice> {
    payments::note_invoice(tx, payment.id, invoice.id).await?;
    invoices::book(app, tx, invoice, payment, access.today()).await
}

/// The address of a bill with the buyer's name, where it names nobody.
pub(crate) fn addressed(buyer: &Buyer) -> Address {
    let named = buyer.address.name.is_some() || buyer.address.company.is_some();
    if named {
        return buyer.address.clone();
    }
    Address { name: Some(buyer.name.clone()), company: buyer.company.clone(), ..buyer.address.clone() }
}
