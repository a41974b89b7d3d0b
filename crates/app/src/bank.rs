//! Bank statements: read, held against unpaid invoices, and booked when somebody has said so (Y6).
//!
//! An entry is kept under a hash of what it says, so that a statement that comes twice, or overlaps another one, brings
//! nothing twice. Its payment has the id of the entry: it is booked once, whoever confirms it how often.

use crate::access::Access;
use crate::invoices::note;
use crate::resources::Page;
use crate::{App, Error, Event, FieldError, Result};
use ::domain::bank::{Certainty, Claim, Payment, best};
use documents::statements;
use domain::ids::{BankEntryId, ChargeId, InvoiceId, MembershipId, PaymentRecordId};
use domain::money::Amount;
use domain::scopes::Scope;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use store::bank::{self, By, Entry, Fate};
use store::charges::{self, Charge};
use store::invoices::payments::Record;
use store::invoices::{self, Invoice};
use store::resources::Slice;
use store::{Json, SpaceTx, billing, memberships};

/// Bytes that a statement may have.
pub const MOST_BYTES: usize = 5 << 20;
/// Unpaid invoices that entries are held against.
const MOST_CLAIMS: i64 = 5_000;
/// What the payments are called.
const TRANSFER: &str = "Bank transfer";

/// What a statement brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    pub new: usize,
    /// They were there before.
    pub known: usize,
    /// Money that went out, which pays no invoice.
    pub outgoing: usize,
}

fn by(app: &App, access: &Access) -> By {
    By { user: access.user().map(|user| user.0), at: app.clock.now() }
}

/// Takes in a statement; nothing is booked by that. For admins who may note payments.
///
/// # Errors
/// [`Error::Invalid`] for a file that cannot be read, with what it lacks and where.
pub async fn import(app: &App, access: &Access, file: &[u8]) -> Result<Imported> {
    access.require_admin(Scope::WritePaymentRecords)?;
    if file.len() > MOST_BYTES {
        return Err(FieldError::field("file", "too_large", "must have at most 5 MB").into());
    }
    let found = statements::read(file).map_err(|why| FieldError::field("file", "unreadable", why.to_string()))?;
    let (mut seen, mut outgoing, mut entries) = (HashMap::<[u8; 32], u32>::new(), 0, Vec::new());
    for entry in found {
        if entry.amount <= Amount::ZERO {
            outgoing += 1;
            continue;
        }
        let currency = entry.currency.unwrap_or(access.space().currency);
        let alike = hash(&[
            &entry.booked_on.to_string(),
            &entry.amount.to_string(),
            &currency.to_string(),
            &entry.name,
            &entry.text,
            &entry.reference,
        ]);
        let count = seen.entry(alike).or_default();
        *count += 1;
        let row = Entry {
            id: app.id(),
            booked_on: entry.booked_on,
            amount: entry.amount,
            currency,
            name: entry.name,
            iban: entry.iban,
            text: entry.text,
            status: "open".into(),
            invoice_id: None,
            credit_id: None,
        };
        let mut whole = alike.to_vec();
        whole.extend(count.to_be_bytes());
        entries.push((row, whole));
    }
    let (access, by) = (access.clone(), by(app, access));
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let mut imported = Imported { outgoing, ..Imported::default() };
            for (row, hash) in &entries {
                if bank::insert(&mut tx, row, hash, by).await? {
                    imported.new += 1;
                } else {
                    imported.known += 1;
                }
            }
            Ok::<_, Error>(imported)
        })
        .await
}

/// Of texts that cannot run into each other.
fn hash(parts: &[&str]) -> [u8; 32] {
    let digest = parts.iter().fold(Sha256::new(), |digest, part| digest.chain_update(part.len().to_be_bytes()).chain_update(part));
    digest.finalize().into()
}

/// An entry that waits, with the invoice that it may have paid.
#[derive(Clone, Debug)]
pub struct Waiting {
    pub entry: Entry,
    /// Number and what is left to pay.
    pub suggestion: Option<(String, Amount, Certainty)>,
}

/// Entries about which nobody has decided, the oldest first. For admins who may see payments.
pub async fn review(app: &App, access: &Access, slice: Slice) -> Result<Page<Waiting>> {
    access.require_admin(Scope::ReadPaymentRecords)?;
    let access = access.clone();
    let found = app.db.snapshot(async move |tx| {
        let mut tx = access.bind(tx);
        let (entries, total) = bank::list(&mut tx, "open", slice.limit, slice.offset).await?;
        let claims = if entries.is_empty() { vec![] } else { bank::claims(&mut tx, MOST_CLAIMS).await? };
        Ok::<_, Error>((entries, total, claims))
    });
    let (entries, total, claims) = found.await?;
    let known: Vec<Claim> = claims
        .iter()
        .map(|claim| Claim {
            number: &claim.number,
            left: claim.payable.minus(claim.paid).unwrap_or(claim.payable),
            currency: claim.currency,
            name: claim.recipient.0.name.as_deref(),
            company: claim.recipient.0.company.as_deref(),
        })
        .collect();
    let suggest = |entry: &Entry| {
        let payment = Payment { amount: entry.amount, currency: entry.currency, name: &entry.name, text: &entry.text };
        let (place, certainty) = best(payment, &known)?;
        known.get(place).map(|claim| (claim.number.to_owned(), claim.left, certainty))
    };
    let items = entries.into_iter().map(|entry| Waiting { suggestion: suggest(&entry), entry }).collect();
    Ok(Page { items, total })
}

/// Books an entry as a payment of the invoice with a number. What is more than is left of it becomes a credit on the member's
/// next invoice; without a member it stays with the invoice, up to twice what that is over (Y6). For admins of the space.
///
/// # Errors
/// [`Error::Conflict`] where somebody has decided about it, [`Error::Invalid`] for another currency, or an invoice that is paid.
pub async fn book(app: &App, access: &Access, id: BankEntryId, number: &str) -> Result<()> {
    access.require_admin(Scope::WritePaymentRecords)?;
    let (app, access, number) = (app.clone(), access.clone(), number.trim().to_owned());
    let db = app.db.clone();
    db.write(async move |tx| {
        let by = by(&app, &access);
        let mut tx = access.bind(tx);
        let entry = bank::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        let invoice = wanted(&mut tx, &entry, &number).await?;
        let (paid, excess) = split(&entry, &invoice)?;
        let credit = if excess > Amount::ZERO { credit(&app, &mut tx, by, &invoice, excess).await? } else { None };
        if !bank::decide(&mut tx, id, "open", Fate::Booked(invoice.id, credit), by).await? {
            return Err(Error::conflict("decided", "Somebody has decided about this payment already."));
        }
        let record = Record {
            id: id.0.into(),
            invoice_id: invoice.id,
            refund: false,
            amount: paid,
            paid_on: entry.booked_on,
            method_id: None,
            method_name: TRANSFER.into(),
            note: Some(format!("{} {}", entry.name, entry.text).trim().to_owned()).filter(|note| !note.is_empty()),
            created_by: by.user,
            created_at: by.at,
        };
        note(&app, &mut tx, invoice, record).await.map(drop)
    })
    .await
}

/// The invoice, held, and its member before it.
async fn wanted(tx: &mut SpaceTx<'_>, entry: &Entry, number: &str) -> Result<Invoice> {
    let refused = |code, message: &'static str| Error::from(FieldError::field("number", code, message));
    let unknown = || refused("not_found", "belongs to no invoice");
    let id = bank::by_number(tx, number).await?.ok_or_else(unknown)?;
    let seen = invoices::find(tx, id).await?.ok_or_else(unknown)?;
    if let Some(member) = seen.membership_id {
        memberships::lock_one(tx, MembershipId(member)).await?;
    }
    let invoice = invoices::hold(tx, id).await?.ok_or_else(unknown)?;
    if invoice.currency != entry.currency {
        return Err(refused("currency", "is an invoice in another currency"));
    }
    if entry.amount != entry.amount.rounded(entry.currency) {
        return Err(refused("not_whole", "cannot be paid with parts of a coin"));
    }
    Ok(invoice)
}

/// What goes to the invoice, and what is left over for a member.
fn split(entry: &Entry, invoice: &Invoice) -> Result<(Amount, Amount)> {
    let refused = |code, message: &'static str| Error::from(FieldError::field("number", code, message));
    let left = invoice.payable.minus(invoice.paid).map_err(Error::internal)?;
    if left <= Amount::ZERO {
        return Err(refused("paid", "is an invoice that is paid"));
    }
    let excess = entry.amount.minus(left).map_err(Error::internal)?;
    if excess <= Amount::ZERO {
        return Ok((entry.amount, Amount::ZERO));
    }
    if invoice.membership_id.is_some() {
        return Ok((left, excess));
    }
    let all = invoice.paid.plus(entry.amount).map_err(Error::internal)?;
    let most = invoice.payable.plus(invoice.payable).map_err(Error::internal)?;
    if all > most { Err(refused("overpaid", "must not be paid more than twice over")) } else { Ok((entry.amount, Amount::ZERO)) }
}

/// A charge below zero, without taxes, for the member's next invoice (G1).
async fn credit(app: &App, tx: &mut SpaceTx<'_>, by: By, invoice: &Invoice, excess: Amount) -> Result<Option<ChargeId>> {
    let Some(member) = invoice.membership_id.map(MembershipId) else { return Ok(None) };
    let charge = Charge {
        id: app.id(),
        membership_id: member,
        description: format!("Overpayment of invoice {}", invoice.number),
        quantity: "1".into(),
        amount: Amount::ZERO.minus(excess).map_err(Error::internal)?,
        currency: invoice.currency,
        taxes: Json(vec![]),
        charged_on: crate::payments::today(tx, by.at).await?,
        accounting_code: None,
        cost_center: None,
        invoice_id: None,
        created_by: by.user,
        created_at: by.at,
        revenue_account: None,
    };
    charges::insert(tx, &charge).await?;
    billing::look_again(tx, member).await?;
    let told = json!({"membership_id": member, "description": charge.description, "amount": charge.amount, "currency": charge.currency.to_string()});
    app.emit(tx, Event::CreatedCharge, charge.id.0, told).await?;
    Ok(Some(charge.id))
}

/// Notes that an entry pays no invoice. For admins of the space.
///
/// # Errors
/// [`Error::Conflict`] where somebody has decided about it.
pub async fn set_aside(app: &App, access: &Access, id: BankEntryId) -> Result<()> {
    access.require_admin(Scope::WritePaymentRecords)?;
    let (access, by) = (access.clone(), by(app, access));
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            bank::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
            let done = bank::decide(&mut tx, id, "open", Fate::SetAside, by).await?;
            if done { Ok(()) } else { Err(Error::conflict("decided", "Somebody has decided about this payment already.")) }
        })
        .await
}

/// The payment of an entry was taken back: somebody decides about it anew, and its credit is gone, too.
///
/// # Errors
/// [`Error::Conflict`] where the credit is on an invoice.
pub(crate) async fn reopen(app: &App, tx: &mut SpaceTx<'_>, access: &Access, record: PaymentRecordId) -> Result<()> {
    let id = BankEntryId(record.0);
    let Some(entry) = bank::find(tx, id).await? else { return Ok(()) };
    if let Some(credit) = entry.credit_id.map(ChargeId) {
        if charges::find(tx, credit).await?.is_some_and(|charge| charge.invoice_id.is_some()) {
            return Err(Error::conflict("credit_used", "What was paid too much is on an invoice as a credit."));
        }
        charges::delete(tx, credit).await?;
    }
    bank::decide(tx, id, "booked", Fate::Open, by(app, access)).await?;
    Ok(())
}

/// The invoice that an entry was booked to.
pub fn booked_to(entry: &Entry) -> Option<InvoiceId> {
    entry.invoice_id.map(InvoiceId)
}
