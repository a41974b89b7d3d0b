//! SEPA direct debits: mandates of members, files for the bank, and what became of them.
//!
//! A debit is a payment on its way (decision 11): an invoice is in one file at a time, is pending meanwhile, and is paid once
//! when somebody says that the bank has collected the file.

use crate::access::Access;
use crate::invoices::{facts, hold, note, settings, settle};
use crate::memberships::person::Checker;
use crate::{App, Error, Event, FieldError, Result};
use documents::debit::{self, Batch, Creditor, Debit};
use domain::ids::{InvoiceId, MembershipId, PaymentId, SepaFileId};
use domain::invoices::{Bookkeeping, InvoiceSettings, PaidStatus, bic, iban};
use domain::money::Amount;
use domain::payments::{PaymentKind, PaymentStatus};
use domain::permissions::Category;
use domain::scopes::Scope;
use jiff::ToSpan as _;
use jiff::civil::Date;
use store::debits::{self as kept, Due, File, Mandate};
use store::invoices::payments::Record;
use store::payments::{self, Payment};
use store::{SpaceTx, memberships, spaces};

/// Debits of one file.
const MOST: i64 = 1_000;
/// Mandates and files that are listed.
const SHOWN: i64 = 500;
const EURO: &str = "EUR";
const METHOD: &str = "SEPA direct debit";
const PROVIDER: &str = "sepa";

/// A mandate as somebody types it in.
#[derive(Clone, Debug, Default)]
pub struct NewMandate {
    /// The member's customer number, or the e-mail address.
    pub member: String,
    /// None: the member's name.
    pub holder: Option<String>,
    pub iban: String,
    pub bic: Option<String>,
    /// None: today.
    pub signed_on: Option<Date>,
}

fn may_edit(access: &Access) -> Result<()> {
    access.require_admin(Scope::ReadPaymentMethods)?;
    if access.edits(Category::PaymentMethods) {
        Ok(())
    } else {
        Err(Error::forbidden("not_permitted", "This admin may see payment methods and not change them."))
    }
}

/// What a page shows.
#[derive(Clone, Debug)]
pub struct Overview {
    pub mandates: Vec<Mandate>,
    /// Invoices that the next file would have.
    pub due: Vec<Due>,
    pub files: Vec<File>,
    /// The space's creditor identifier.
    pub creditor_id: Option<String>,
}

/// Mandates, what is due today and files. For admins who may see payment methods.
pub async fn overview(app: &App, access: &Access) -> Result<Overview> {
    access.require_admin(Scope::ReadPaymentMethods)?;
    let access = access.clone();
    app.db
        .snapshot(async move |tx| {
            let today = access.today();
            let mut tx = access.bind(tx);
            Ok::<_, Error>(Overview {
                mandates: kept::mandates(&mut tx, SHOWN).await?,
                due: kept::due(&mut tx, today, EURO, MOST).await?,
                files: kept::files(&mut tx, SHOWN).await?,
                creditor_id: settings::of(&mut tx).await?.settings.0.bookkeeping.creditor_id,
            })
        })
        .await
}

/// Sets the identifier under which the space collects.
///
/// # Errors
/// [`Error::Invalid`] for one that is none.
pub async fn set_creditor(app: &App, access: &Access, id: &str) -> Result<()> {
    may_edit(access)?;
    let id = debit::creditor_id(id).ok_or_else(|| FieldError::field("creditor_id", "invalid", "is not a creditor identifier"))?;
    let access = access.clone();
    app.db
        .write(async move |tx| {
            let year = i64::from(access.today().year());
            let mut tx = access.bind(tx);
            store::invoices::settings::begin(&mut tx, year).await?;
            let row = settings::of(&mut tx).await?;
            let (old, sender) = (row.settings.0, row.sender.map(|store::Json(sender)| sender));
            let bookkeeping = Bookkeeping { creditor_id: Some(id.clone()), ..old.bookkeeping.clone() };
            let new = InvoiceSettings { bookkeeping, ..old };
            Ok(store::invoices::settings::set(&mut tx, &new, sender.as_ref()).await?)
        })
        .await
}

/// Notes what a member has signed, in the place of an earlier mandate.
///
/// # Errors
/// [`Error::Invalid`] with everything that is wrong.
pub async fn add_mandate(app: &App, access: &Access, new: NewMandate) -> Result<()> {
    may_edit(access)?;
    let mut check = Checker::default();
    let mut holder = new.holder.clone();
    check.line("holder", &mut holder);
    let (account, bank) = (iban(&new.iban), new.bic.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(bic));
    if account.is_none() {
        check.refuse("iban".into(), "invalid", "is not an IBAN");
    }
    if bank == Some(None) {
        check.refuse("bic".into(), "invalid", "is not a BIC");
    }
    let signed_on = new.signed_on.unwrap_or(access.today());
    if signed_on > access.today() {
        check.refuse("signed_on".into(), "in_the_future", "must not be in the future");
    }
    check.done(())?;
    let (account, bank, member) = (account.unwrap_or_default(), bank.flatten(), new.member.trim().to_owned());
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let now = app.clock.now();
        let mut tx = access.bind(tx);
        let found = memberships::known_as(&mut tx, &member).await?;
        let id = found.ok_or_else(|| FieldError::field("member", "not_found", "belongs to no member"))?;
        let member = memberships::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        let holder = holder.clone().unwrap_or_else(|| member.label().to_owned());
        if holder.is_empty() {
            return Err(FieldError::field("holder", "blank", "can't be blank").into());
        }
        // Another signature is another mandate, and has another reference.
        let digits = app.id::<SepaFileId>().to_string();
        let reference = format!("M{}", digits.get(..24).unwrap_or(&digits)).to_uppercase();
        let mandate =
            Mandate { membership_id: id, reference, holder, iban: account.clone(), bic: bank.clone(), signed_on, created_at: now };
        Ok(kept::save(&mut tx, &mandate).await?)
    })
    .await
}

/// A member has taken the mandate back.
pub async fn remove_mandate(app: &App, access: &Access, membership: MembershipId) -> Result<()> {
    may_edit(access)?;
    let access = access.clone();
    let found = app.db.write(async move |tx| Ok::<_, Error>(kept::remove(&mut access.bind(tx), membership).await?)).await?;
    if found { Ok(()) } else { Err(Error::NOT_FOUND) }
}

/// Makes a file of what is due today, to be collected on a day. Its invoices are pending from then on.
///
/// # Errors
/// [`Error::Invalid`] where nothing is due, the space has no account or identifier, or the day is not to come.
pub async fn make_file(app: &App, access: &Access, collect_on: Date) -> Result<SepaFileId> {
    access.require_admin(Scope::WriteInvoices)?;
    let latest = access.today().saturating_add(60.days());
    if collect_on <= access.today() || collect_on > latest {
        return Err(FieldError::field("collect_on", "out_of_range", "must be within the next 60 days").into());
    }
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let (id, now, today) = (app.id::<SepaFileId>(), app.clock.now(), access.today());
        let made_at = access.zone().to_datetime(now);
        let mut tx = access.bind(tx);
        let creditor = creditor(&mut tx).await?;
        let mut debits = Vec::new();
        for due in kept::due(&mut tx, today, EURO, MOST).await? {
            debits.extend(begin(&app, &mut tx, id, &due).await?);
        }
        if debits.is_empty() {
            return Err(FieldError::field("collect_on", "nothing_due", "is not needed: nothing is due").into());
        }
        let total = Amount::sum(debits.iter().map(|debit| debit.amount)).map_err(Error::internal)?;
        let count = i64::try_from(debits.len()).map_err(Error::internal)?;
        let batch = Batch { id: id.to_string(), made_at, collect_on, creditor, debits };
        let body = debit::pain008(&batch).map_err(Error::internal)?;
        let file = File { id, collect_on, debits: count, total, status: "made".into(), created_at: now };
        kept::insert_file(&mut tx, &file, body, access.user().map(|user| user.0)).await?;
        Ok(id)
    })
    .await
}

/// The space as it is known at its bank.
async fn creditor(tx: &mut SpaceTx<'_>) -> Result<Creditor> {
    let settings = settings::of(tx).await?.settings.0;
    let missing = |text: &'static str| FieldError::field("creditor_id", "blank", text);
    let id = settings.bookkeeping.creditor_id.ok_or_else(|| missing("can't be blank"))?;
    let bank = settings.bank.ok_or_else(|| missing("is no use without a bank account: say at Invoicing which one is yours"))?;
    let space = tx.space();
    let name = spaces::find(tx.global(), space).await?.ok_or(Error::NOT_FOUND)?.name;
    Ok(Creditor { name: bank.holder.unwrap_or(name), iban: bank.iban, bic: bank.bic, id })
}

/// One debit, and its payment on the way; none where somebody has paid or charges meanwhile.
async fn begin(app: &App, tx: &mut SpaceTx<'_>, file: SepaFileId, due: &Due) -> Result<Option<Debit>> {
    let invoice = hold(tx, due.id).await?;
    if invoice.paid_status != PaidStatus::Unpaid || payments::charging(tx, due.id).await? {
        return Ok(None);
    }
    let (payment, now) = (app.id::<PaymentId>(), app.clock.now());
    let amount = invoice.payable.minus(invoice.paid).map_err(Error::internal)?;
    let row = Payment {
        id: payment,
        kind: PaymentKind::Charge,
        status: PaymentStatus::Charging,
        provider: PROVIDER.into(),
        reference: payment.to_string(),
        capture: None,
        method_id: file.0.into(),
        method_name: METHOD.into(),
        amount,
        currency: invoice.currency,
        invoice_id: Some(due.id.0),
        created_by: None,
        created_at: now,
    };
    payments::insert(tx, &row).await?;
    let invoice = settle(app, tx, invoice).await?;
    app.emit(tx, Event::UpdatedInvoice, due.id.0, facts(&invoice)).await?;
    Ok(Some(Debit {
        end_to_end: payment.to_string(),
        amount,
        mandate: due.reference.clone(),
        signed_on: due.signed_on,
        holder: due.holder.clone(),
        iban: due.iban.clone(),
        bic: due.bic.clone(),
        text: format!("Invoice {}", due.number),
    }))
}

/// The file, as it was made. For admins who may have files made.
pub async fn file(app: &App, access: &Access, id: SepaFileId) -> Result<Vec<u8>> {
    access.require_admin(Scope::WriteInvoices)?;
    let access = access.clone();
    let body = app.db.read(async move |tx| Ok::<_, Error>(kept::body(&mut access.bind(tx), id).await?)).await?;
    body.ok_or(Error::NOT_FOUND)
}

/// What became of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The bank has collected it: its invoices are paid on the day.
    Collected,
    /// It never went to the bank: its invoices are unpaid again.
    Withdrawn,
}

/// Says what became of a file.
///
/// # Errors
/// [`Error::Conflict`] where somebody has said so.
pub async fn close(app: &App, access: &Access, id: SepaFileId, outcome: Outcome) -> Result<()> {
    access.require_admin(Scope::WritePaymentRecords)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let today = access.today();
        let mut tx = access.bind(tx);
        let file = kept::file(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        let to = if outcome == Outcome::Collected { "collected" } else { "withdrawn" };
        if !kept::move_file(&mut tx, id, "made", to).await? {
            return Err(Error::conflict("closed", "Somebody has said already what became of the file."));
        }
        for payment in kept::payments(&mut tx, id).await? {
            match outcome {
                Outcome::Collected => collected(&app, &mut tx, payment, file.collect_on.min(today)).await?,
                Outcome::Withdrawn => failed(&app, &mut tx, payment).await?,
            }
        }
        Ok(())
    })
    .await
}

async fn collected(app: &App, tx: &mut SpaceTx<'_>, id: PaymentId, paid_on: Date) -> Result<()> {
    let now = app.clock.now();
    let Some(payment) = payments::find(tx, id).await? else { return Ok(()) };
    let Some(invoice) = payment.invoice_id.map(InvoiceId) else { return Ok(()) };
    let invoice = hold(tx, invoice).await?;
    if !payments::advance(tx, id, PaymentStatus::Charging, PaymentStatus::Settled, now).await? {
        return Ok(());
    }
    let record = Record {
        id: id.0.into(),
        invoice_id: invoice.id,
        refund: false,
        amount: payment.amount,
        paid_on,
        method_id: None,
        method_name: METHOD.into(),
        note: None,
        created_by: None,
        created_at: now,
    };
    note(app, tx, invoice, record).await.map(drop)
}

async fn failed(app: &App, tx: &mut SpaceTx<'_>, id: PaymentId) -> Result<()> {
    let Some(payment) = payments::find(tx, id).await? else { return Ok(()) };
    let Some(invoice) = payment.invoice_id.map(InvoiceId) else { return Ok(()) };
    let invoice = hold(tx, invoice).await?;
    if payments::advance(tx, id, PaymentStatus::Charging, PaymentStatus::Failed, app.clock.now()).await? {
        let invoice = settle(app, tx, invoice).await?;
        app.emit(tx, Event::UpdatedInvoice, invoice.id.0, facts(&invoice)).await?;
    }
    Ok(())
}

/// A bank has sent one back, before the file was said to be collected: the invoice is unpaid again. One that comes back later
/// is taken back as every payment is.
///
/// # Errors
/// [`Error::Invalid`] where the number belongs to no invoice with a debit on its way.
pub async fn return_one(app: &App, access: &Access, number: &str) -> Result<()> {
    access.require_admin(Scope::WritePaymentRecords)?;
    let (app, access, number) = (app.clone(), access.clone(), number.trim().to_owned());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let unknown = || FieldError::field("number", "not_found", "belongs to no invoice with a debit on its way");
        let invoice = store::bank::by_number(&mut tx, &number).await?.ok_or_else(unknown)?;
        let underway = |payment: &Payment| payment.status == PaymentStatus::Charging && payment.provider == PROVIDER;
        let payment = payments::of_invoice(&mut tx, invoice).await?.into_iter().find(underway).ok_or_else(unknown)?;
        failed(&app, &mut tx, payment.id).await
    })
    .await
}
