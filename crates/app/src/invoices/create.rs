//! Making invoices by hand: any items, for a member, a team, a contact or only an address; and corrections (V14, V20).

use super::e_invoices::{self, Making};
use super::{facts, seals, sending, settings};
use crate::access::Access;
use crate::jobs::Job;
use crate::memberships::person::{self, Checker};
use crate::{App, Error, Event, FieldError, Result, collecting};
use domain::accounting::Account;
use domain::ids::{ContactId, InvoiceId, MembershipId, TeamId};
use domain::invoices::{self as rules, Figures, Item, PaidStatus, Printed, ReminderStatus, Sending, SentStatus, Totals};
use domain::money::{Amount, Currency, OutOfRange};
use domain::scopes::Scope;
use domain::taxes::{self, Tax};
use jiff::ToSpan as _;
use jiff::civil::Date;
use rust_decimal::Decimal;
use store::invoices::settings::Row;
use store::invoices::{self, Invoice, Settled};
use store::spaces::{Address, Profile, Space};
use store::{Json, SpaceTx, contacts, memberships, spaces, teams};

const MOST_ITEMS: usize = 500;
const MOST_TAXES: usize = 5;

/// One line of a new invoice.
#[derive(Clone, Debug)]
pub struct NewItem {
    pub description: String,
    pub quantity: Decimal,
    /// Of one unit, with up to six decimals; negative gives back.
    pub net: Amount,
    /// None: those of the space.
    pub taxes: Option<Vec<Tax>>,
    pub paid: bool,
    pub accounting_code: Option<String>,
    pub cost_center: Option<Account>,
    pub revenue_account: Option<Account>,
}

/// Whom an invoice is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum For {
    Membership(MembershipId),
    Team(TeamId),
    Contact(ContactId),
}

/// An invoice to make.
#[derive(Clone, Debug, Default)]
pub struct Create {
    pub debitor: Option<For>,
    /// None: that of the debitor.
    pub recipient: Option<Address>,
    pub tax_id: Option<String>,
    /// None: those of the membership.
    pub billing_emails: Option<Vec<String>>,
    /// None: today.
    pub date: Option<Date>,
    /// None: as the settings have it.
    pub text: Option<String>,
    pub notes: Option<String>,
    pub items: Vec<NewItem>,
    pub corrects: Option<InvoiceId>,
    pub write_off_corrected: bool,
    /// None: that of the space.
    pub currency: Option<Currency>,
}

/// What the debitor gives to an invoice.
#[derive(Default)]
struct Payer {
    recipient: Address,
    tax_id: Option<String>,
    customer_number: Option<String>,
    billing_emails: Vec<String>,
    charge_taxes: Option<bool>,
    membership: Option<MembershipId>,
    team: Option<TeamId>,
    contact: Option<ContactId>,
}

/// Makes an invoice with the next number. For admins of the space.
///
/// # Errors
/// [`Error::Invalid`] with everything that is wrong.
pub async fn create(app: &App, access: &Access, new: Create) -> Result<Invoice> {
    access.require_admin(Scope::WriteInvoices)?;
    let new = checked(access, new)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| write(&app, &access, &mut access.bind(tx), &new).await).await
}

/// What [`create`] would make, to the coin, without a number; nothing is kept. For admins of the space.
///
/// # Errors
/// As [`create`].
pub async fn preview(app: &App, access: &Access, new: Create) -> Result<Invoice> {
    access.require_admin(Scope::WriteInvoices)?;
    let new = checked(access, new)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.read(async move |tx| Ok(filled(drafted(&app, &access, &mut access.bind(tx), &new).await?.1))).await
}

/// The same in the caller's transaction, for whoever may; what is in it is not checked again.
pub(crate) async fn write(app: &App, access: &Access, tx: &mut SpaceTx<'_>, new: &Create) -> Result<Invoice> {
    store::invoices::settings::begin(tx, i64::from(access.today().year())).await?;
    let corrected = corrected(app, tx, new).await?;
    let (row, invoice) = drafted(app, access, tx, new).await?;
    let invoice = numbered(tx, &row, invoice).await?;
    invoices::insert(tx, &invoice).await?;
    seals::seal(tx, invoice.id).await?;
    collecting::is_made(tx, &invoice).await?;
    let invoice = on_its_way(app, tx, access.space(), &row, invoice).await?;
    if let Some(original) = corrected {
        app.emit(tx, Event::WroteOffInvoice, original.id.0, facts(&original)).await?;
    }
    app.emit(tx, Event::CreatedInvoice, invoice.id.0, facts(&invoice)).await?;
    Ok(invoice)
}

/// The invoice without its number, and the settings that it goes by.
async fn drafted(app: &App, access: &Access, tx: &mut SpaceTx<'_>, new: &Create) -> Result<(Row, Invoice)> {
    let payer = payer(tx, new.debitor).await?;
    if new.debitor.is_none() && new.recipient.is_none() {
        return Err(FieldError::field("recipientAddress", "blank", "can't be blank without a debitor").into());
    }
    let row = settings::of(tx).await?;
    let profile = spaces::profile(tx.global(), access.space_id()).await?.unwrap_or_default();
    let space = access.space();
    let figures = Figures { currency: new.currency.unwrap_or(space.currency), display: space.price_display };
    let items = new.items.iter().enumerate().map(|(place, item)| line(space, &payer, figures, place, item)).collect::<Result<_>>()?;
    let content = Content { figures, issued_on: new.date.unwrap_or(access.today()), items };
    let invoice = draft(app, space, &row, profile, payer, (new, content))?;
    Ok((row, invoice))
}

/// Has an e-invoice made of it, where that goes by itself, and has it sent, where the settings say so (V24, V25).
async fn on_its_way(app: &App, tx: &mut SpaceTx<'_>, space: &Space, row: &Row, invoice: Invoice) -> Result<Invoice> {
    let (settings, automatic, id) = (&row.settings.0, e_invoices::is_automatic(&invoice), invoice.id);
    let when = if automatic && settings.sending == Sending::Automatic { Sending::WithPdf } else { settings.sending };
    let invoice = sending::is_made(app, tx, space, invoice, when, settings.lock_on_sending).await?;
    if automatic {
        let job = Job::MakeEInvoice(Making { space: space.id, invoice: id });
        app.enqueue(tx.global(), Some(space.id), &job, app.clock.now()).await?;
    }
    Ok(invoice)
}

/// Texts tidied up and limits kept, before the database is asked for anything.
fn checked(access: &Access, mut new: Create) -> Result<Create> {
    let mut check = Checker::default();
    check.line("taxId", &mut new.tax_id);
    check.lines("invoiceText", &mut new.text);
    check.lines("notes", &mut new.notes);
    if let Some(recipient) = &mut new.recipient {
        let (mut name, mut company) = (recipient.name.take(), recipient.company.take());
        check.line("recipientAddress.name", &mut name);
        check.line("recipientAddress.company", &mut company);
        person::address(&mut check, recipient);
        (recipient.name, recipient.company) = (name, company);
    }
    if let Some(emails) = new.billing_emails.take() {
        if emails.len() > 20 {
            check.refuse("billingEmails".into(), "too_many", "must have at most 20 entries");
        }
        let kept = emails.into_iter().enumerate().filter_map(|(at, email)| check.email(format!("billingEmails.{at}"), &email));
        new.billing_emails = Some(kept.collect());
    }
    if new.items.is_empty() {
        check.refuse("items".into(), "blank", "can't be empty");
    }
    if new.items.len() > MOST_ITEMS {
        check.refuse("items".into(), "too_many", "must have at most 500 entries");
    }
    for (place, item) in new.items.iter_mut().enumerate() {
        item_checked(&mut check, place, item);
    }
    let ten_years = 10.years();
    let (today, day) = (access.today(), new.date.unwrap_or(access.today()));
    if day < today.saturating_sub(ten_years) || day > today.saturating_add(ten_years) {
        check.refuse("invoiceDate".into(), "out_of_range", "must be within ten years of today");
    }
    check.done(new)
}

fn item_checked(check: &mut Checker, place: usize, item: &mut NewItem) {
    let at = |field: &str| format!("items.{place}.{field}");
    let mut description = Some(std::mem::take(&mut item.description));
    check.lines(&at("description"), &mut description);
    match description {
        Some(text) => item.description = text,
        None if check.is_empty() => check.refuse(at("description"), "blank", "can't be blank"),
        None => {}
    }
    if item.quantity <= Decimal::ZERO || item.quantity > Decimal::from(1_000_000) || item.quantity.normalize().scale() > 6 {
        check.refuse(at("quantity"), "out_of_range", "must be above 0 and at most 1000000, with at most six decimals");
    }
    if item.taxes.as_ref().is_some_and(|taxes| taxes.len() > MOST_TAXES) {
        check.refuse(at("amount.taxes"), "too_many", "must have at most 5 entries");
    }
    check.line(&at("accountingCode"), &mut item.accounting_code);
}

/// The debitor as it is now: an invoice keeps what it says of it (V17).
async fn payer(tx: &mut SpaceTx<'_>, debitor: Option<For>) -> Result<Payer> {
    let unknown = || FieldError::relation("debitor", "not_found", "does not exist in this space");
    Ok(match debitor {
        None => Payer::default(),
        Some(For::Membership(id)) => of_membership(&memberships::find(tx, id).await?.ok_or_else(unknown)?),
        Some(For::Team(id)) => {
            let team = teams::find(tx, id).await?.ok_or_else(unknown)?;
            Payer {
                recipient: Address { company: Some(team.name), ..team.billing_address.0 },
                tax_id: team.tax_id,
                customer_number: team.customer_number,
                billing_emails: team.billing_emails.0,
                charge_taxes: Some(team.charge_taxes),
                team: Some(id),
                ..Payer::default()
            }
        }
        Some(For::Contact(id)) => {
            let contact = contacts::find(tx, id).await?.ok_or_else(unknown)?;
            let recipient = Address { name: contact.name, company: contact.company, ..contact.address.0 };
            let billing_emails = contact.email.into_iter().collect();
            Payer { recipient, billing_emails, contact: Some(id), ..Payer::default() }
        }
    })
}

fn of_membership(membership: &memberships::Membership) -> Payer {
    let recipient = Address { name: membership.name.clone(), company: membership.company.clone(), ..membership.address.0.clone() };
    let billing_emails = match &*membership.billing_emails.0 {
        [] => membership.email.clone().into_iter().collect(),
        some => some.to_vec(),
    };
    Payer {
        recipient,
        tax_id: membership.tax_id.clone(),
        customer_number: membership.customer_number.clone(),
        billing_emails,
        charge_taxes: Some(membership.charge_taxes),
        membership: Some(membership.id),
        ..Payer::default()
    }
}

/// The invoice that is corrected, where it is written off with that (V20, V21).
async fn corrected(app: &App, tx: &mut SpaceTx<'_>, new: &Create) -> Result<Option<Invoice>> {
    let refused = |code, message: &'static str| FieldError::relation("correctedInvoice", code, message);
    let Some(id) = new.corrects else {
        if new.write_off_corrected {
            return Err(FieldError::field("writeOffCorrectedInvoice", "invalid", "needs an invoice that is corrected").into());
        }
        return Ok(None);
    };
    let original = invoices::hold(tx, id).await?.ok_or_else(|| refused("not_found", "does not exist in this space"))?;
    if original.corrects_id.is_some() {
        return Err(refused("is_correction", "is a correction itself").into());
    }
    if !new.write_off_corrected {
        return Ok(None);
    }
    if original.paid_status != PaidStatus::Unpaid {
        return Err(refused("not_unpaid", "can only be written off while it is unpaid").into());
    }
    Ok(Some(write_off_held(app, tx, original).await?))
}

async fn write_off_held(app: &App, tx: &mut SpaceTx<'_>, invoice: Invoice) -> Result<Invoice> {
    let settled = Settled { paid: invoice.paid, status: PaidStatus::WrittenOff, paid_on: None, written_off: true };
    invoices::settle(tx, invoice.id, &settled, app.clock.now()).await?;
    Ok(Invoice { paid_status: PaidStatus::WrittenOff, written_off: true, ..invoice })
}

/// Gives up on an invoice that nobody has paid (V21). For admins of the space.
pub async fn write_off(app: &App, access: &Access, id: InvoiceId) -> Result<Invoice> {
    access.require_admin(Scope::WriteInvoices)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let invoice = super::hold(&mut tx, id).await?;
        if invoice.paid_status != PaidStatus::Unpaid {
            return Err(Error::conflict("not_unpaid", "Only an unpaid invoice can be written off."));
        }
        let invoice = write_off_held(&app, &mut tx, invoice).await?;
        app.emit(&mut tx, Event::WroteOffInvoice, id.0, facts(&invoice)).await?;
        Ok(invoice)
    })
    .await
}

/// What another use case wants to be paid.
#[derive(Clone, Debug)]
pub(crate) struct Demand {
    pub debitor: For,
    pub currency: Currency,
    pub issued_on: Date,
    /// None: as the settings have it.
    pub due_on: Option<Date>,
    pub items: Vec<Item>,
}

/// The invoice as [`make`] would make it, without a number (V15).
pub(crate) async fn foresee(app: &App, tx: &mut SpaceTx<'_>, space: &Space, demand: Demand) -> Result<Invoice> {
    Ok(filled(demanded(app, tx, space, demand).await?.1))
}

/// Makes an invoice with the next number, in the caller's transaction.
pub(crate) async fn make(app: &App, tx: &mut SpaceTx<'_>, space: &Space, demand: Demand) -> Result<Invoice> {
    store::invoices::settings::begin(tx, i64::from(demand.issued_on.year())).await?;
    let (row, invoice) = demanded(app, tx, space, demand).await?;
    let invoice = numbered(tx, &row, invoice).await?;
    invoices::insert(tx, &invoice).await?;
    seals::seal(tx, invoice.id).await?;
    collecting::is_made(tx, &invoice).await?;
    let invoice = on_its_way(app, tx, space, &row, invoice).await?;
    app.emit(tx, Event::CreatedInvoice, invoice.id.0, facts(&invoice)).await?;
    Ok(invoice)
}

async fn demanded(app: &App, tx: &mut SpaceTx<'_>, space: &Space, demand: Demand) -> Result<(Row, Invoice)> {
    let Demand { debitor, currency, issued_on, due_on, items } = demand;
    let payer = payer(tx, Some(debitor)).await?;
    let row = settings::of(tx).await?;
    let profile = spaces::profile(tx.global(), space.id).await?.unwrap_or_default();
    let content = Content { figures: Figures { currency, display: space.price_display }, issued_on, items };
    let mut invoice = draft(app, space, &row, profile, payer, (&Create::default(), content))?;
    if let Some(day) = due_on {
        let late = i64::from(row.settings.0.late_days).days();
        (invoice.due_on, invoice.remind_on) = (day, day.saturating_add(late));
    }
    Ok((row, invoice))
}

/// What stands on an invoice.
struct Content {
    figures: Figures,
    issued_on: Date,
    items: Vec<Item>,
}

/// All of an invoice but its number.
fn draft(app: &App, space: &Space, row: &Row, profile: Profile, payer: Payer, (new, content): (&Create, Content)) -> Result<Invoice> {
    let (settings, now) = (&row.settings.0, app.clock.now());
    let Content { figures, issued_on, items } = content;
    let totals = Totals::of(&items).map_err(|OutOfRange| FieldError::field("items", "out_of_range", "come to too much"))?;
    let (due_on, remind_on) = rules::dates(settings, issued_on);
    let (paid_status, paid, paid_on) = rules::settled(totals.payable, issued_on, false, &[]).map_err(Error::internal)?;
    Ok(Invoice {
        id: app.id(),
        ordinal: 0,
        number: String::new(),
        currency: figures.currency,
        price_display: figures.display,
        issued_on,
        due_on,
        remind_on,
        membership_id: payer.membership.map(|id| id.0),
        team_id: payer.team.map(|id| id.0),
        contact_id: payer.contact.map(|id| id.0),
        corrects_id: new.corrects.map(|id| id.0),
        recipient: Json(new.recipient.clone().unwrap_or(payer.recipient)),
        sender: Json(sender(space, row, profile)),
        tax_id: new.tax_id.clone().or(payer.tax_id),
        sender_tax_id: settings.tax_id.clone(),
        tax_id_name: settings.tax_id_name.clone(),
        customer_number: payer.customer_number,
        billing_emails: Json(new.billing_emails.clone().unwrap_or(payer.billing_emails)),
        invoice_text: new.text.clone().or_else(|| settings.text.clone()),
        notes: new.notes.clone(),
        items: Json(items),
        net: totals.net,
        gross: totals.gross,
        taxes: Json(totals.taxes),
        payable: totals.payable,
        paid,
        written_off: false,
        paid_status,
        paid_on,
        sent_status: SentStatus::Unsent,
        reminder_status: ReminderStatus::NotSent,
        reminders_sent: 0,
        last_reminder_at: None,
        locked_at: None,
        created_at: now,
        updated_at: now,
        printed: Json(Printed { locale: Some(space.locale.clone()), bank: settings.bank.clone(), tax_note: settings.tax_note.clone() }),
        archived: false,
        e_invoice: false,
        e_invoice_standard: None,
        ksef_reference: None,
        ksef_accepted_at: None,
    })
}

fn line(space: &Space, payer: &Payer, figures: Figures, place: usize, new: &NewItem) -> Result<Item> {
    let taxes = match &new.taxes {
        Some(taxes) => taxes.clone(),
        None => taxes::applicable(&space.taxes.0, None, false, payer.charge_taxes.unwrap_or(true)),
    };
    let too_much = |OutOfRange| FieldError::field(format!("items.{place}.amount.net"), "out_of_range", "is too large");
    let line = taxes::line(new.net, new.quantity, &taxes, figures.display, figures.currency).map_err(too_much)?;
    Ok(Item {
        description: new.description.clone(),
        quantity: new.quantity,
        unit_net: new.net,
        taxes,
        line,
        paid: new.paid,
        accounting_code: new.accounting_code.clone(),
        cost_center: new.cost_center.clone(),
        revenue_account: new.revenue_account.clone(),
        explanation: None,
    })
}

/// Who writes the invoice: what the settings say, else the space with the address of its profile.
fn sender(space: &Space, row: &Row, profile: Profile) -> Address {
    if let Some(Json(sender)) = &row.sender {
        return sender.clone();
    }
    let address = profile.address.unwrap_or_default();
    let country = Some(address.country.unwrap_or_else(|| space.country.clone()));
    let full_address = address.full_address.or(profile.location);
    Address { name: None, company: Some(space.name.clone()), full_address, country, ..address }
}

/// Takes the next number, and fills in what depends on it.
async fn numbered(tx: &mut SpaceTx<'_>, row: &Row, mut invoice: Invoice) -> Result<Invoice> {
    let (settings, day) = (&row.settings.0, invoice.issued_on);
    invoice.ordinal = store::invoices::settings::take_number(tx, settings.yearly_restart, i64::from(day.year())).await?;
    invoice.number = rules::number(&settings.number_format, invoice.ordinal, day, invoice.customer_number.as_deref());
    Ok(filled(invoice))
}

/// With its text's placeholders filled in (V17).
fn filled(mut invoice: Invoice) -> Invoice {
    let total = format!("{} {}", invoice.payable, invoice.currency);
    invoice.invoice_text = invoice.invoice_text.map(|text| {
        rules::fill(&text, |name| match name {
            "due_date" | "charge_date" => Some(invoice.due_on.to_string()),
            "member_name" => invoice.recipient.0.name.clone(),
            "company" => invoice.recipient.0.company.clone(),
            "customer_number" => invoice.customer_number.clone(),
            "invoice_number" => Some(invoice.number.clone()),
            "total" => Some(total.clone()),
            _ => None,
        })
    });
    invoice
}
