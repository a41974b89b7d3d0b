//! How a space writes its invoices, and its charts of accounts (V16, V17, V22, V24, V26).

use crate::access::Access;
use crate::memberships::person::{self, Checker};
use crate::resources::Page;
use crate::{App, Error, FieldError, Result};
use domain::ids::AccountId;
use domain::invoices::{Bank, Bookkeeping, InvoiceSettings, bic, check_format, iban};
use domain::permissions::Category;
use domain::scopes::Scope;
use store::invoices::settings::{self, Account, Chart, Row};
use store::resources::Slice;
use store::spaces::Address;
use store::{Json, SpaceTx};

/// Settings, and the number that the next invoice gets.
#[derive(Clone, Debug)]
pub struct Settings {
    pub settings: InvoiceSettings,
    /// None: name and address of the space.
    pub sender: Option<Address>,
    pub next_number: i64,
}

/// How the next number is set.
#[derive(Clone, Copy, Debug)]
pub struct Numbering {
    /// Above every number that was given.
    pub next: i64,
}

/// The row, or what it would say.
pub(crate) async fn of(tx: &mut SpaceTx<'_>) -> Result<Row> {
    let unset = Row { next_number: 1, numbered_year: 0, settings: Json(InvoiceSettings::default()), sender: None };
    Ok(settings::find(tx).await?.unwrap_or(unset))
}

/// For admins who may see how the space does its accounts.
pub async fn settings(app: &App, access: &Access) -> Result<Settings> {
    access.require_admin(Scope::ReadInvoiceSettings)?;
    settings_for_members(app, access).await
}

/// The same for use cases that show members a part of it.
pub async fn settings_for_members(app: &App, access: &Access) -> Result<Settings> {
    let access = access.clone();
    let row = app.db.read(async move |tx| of(&mut access.bind(tx)).await).await?;
    Ok(Settings { settings: row.settings.0, sender: row.sender.map(|Json(sender)| sender), next_number: row.next_number })
}

/// No scope writes these settings: a page does, for admins who may edit the accounts.
fn may_edit(access: &Access) -> Result<()> {
    access.require_admin(Scope::ReadInvoiceSettings)?;
    if access.edits(Category::Accounting) {
        Ok(())
    } else {
        Err(Error::forbidden("not_permitted", "This admin may see these settings and not change them."))
    }
}

/// Changes how invoices are written from now on; those that are there stay as they are.
///
/// # Errors
/// [`Error::Invalid`] with every field that cannot be used.
pub async fn set_settings(app: &App, access: &Access, mut new: InvoiceSettings, sender: Option<Address>) -> Result<()> {
    may_edit(access)?;
    let mut check = Checker::default();
    check.line("tax_id", &mut new.tax_id);
    check.line("tax_id_name", &mut new.tax_id_name);
    check.lines("text", &mut new.text);
    check.line("tax_note", &mut new.tax_note);
    if let Some(bank) = &mut new.bank {
        checked_bank(&mut check, bank);
    }
    let sender = sender.map(|sender| checked_sender(&mut check, sender));
    check.done(())?;
    check_format(&new.number_format, new.yearly_restart).map_err(|bad| FieldError::field("number_format", "invalid", bad.to_string()))?;
    for (field, days, most) in
        [("payment_term", new.payment_term, 365), ("late_days", new.late_days, 365), ("days_early", new.days_early, 28)]
    {
        if days > most {
            return Err(FieldError::field(field, "out_of_range", format!("must be at most {most} days")).into());
        }
    }
    new.collecting.check().map_err(|(field, text)| FieldError::field(field, "out_of_range", text))?;
    let access = access.clone();
    app.db
        .write(async move |tx| {
            let (year, today) = (i64::from(access.today().year()), access.today());
            let mut tx = access.bind(tx);
            settings::begin(&mut tx, year).await?;
            let old = of(&mut tx).await?.settings.0;
            let new = InvoiceSettings { bookkeeping: old.bookkeeping, ..new.clone() };
            if new.collecting.charge && !old.collecting.charge {
                // Nobody is charged at once for all that was left to people.
                store::invoices::collecting::forget_before(&mut tx, today).await?;
            }
            Ok(settings::set(&mut tx, &new, sender.as_ref()).await?)
        })
        .await
}

fn checked_bank(check: &mut Checker, bank: &mut Bank) {
    check.line("account_holder", &mut bank.holder);
    match iban(&bank.iban) {
        Some(iban) => bank.iban = iban,
        None => check.refuse("iban".into(), "invalid", "is not an IBAN"),
    }
    if let Some(text) = &bank.bic {
        match bic(text) {
            Some(bic) => bank.bic = Some(bic),
            None => check.refuse("bic".into(), "invalid", "is not a BIC"),
        }
    }
}

fn checked_sender(check: &mut Checker, mut sender: Address) -> Address {
    let (mut name, mut company) = (sender.name.take(), sender.company.take());
    check.line("name", &mut name);
    check.line("company", &mut company);
    person::address(check, &mut sender);
    Address { name, company, ..sender }
}

/// Changes which accounts the space books on.
///
/// # Errors
/// [`Error::Invalid`] with every field that cannot be used.
pub async fn set_bookkeeping(app: &App, access: &Access, new: Bookkeeping) -> Result<()> {
    may_edit(access)?;
    let bad = new.check();
    if !bad.is_empty() {
        return Err(Error::Invalid(bad.into_iter().map(|(field, text)| FieldError::field(field, "invalid", text)).collect()));
    }
    let access = access.clone();
    app.db
        .write(async move |tx| {
            let year = i64::from(access.today().year());
            let mut tx = access.bind(tx);
            settings::begin(&mut tx, year).await?;
            let row = of(&mut tx).await?;
            let (old, sender) = (row.settings.0, row.sender.map(|Json(sender)| sender));
            let creditor_id = old.bookkeeping.creditor_id.clone();
            let settings = InvoiceSettings { bookkeeping: Bookkeeping { creditor_id, ..new.clone() }, ..old };
            Ok(settings::set(&mut tx, &settings, sender.as_ref()).await?)
        })
        .await
}

/// Lets the next invoice have a higher number (V16).
///
/// # Errors
/// [`Error::Invalid`] where a number as high was given already.
pub async fn move_number(app: &App, access: &Access, to: Numbering) -> Result<()> {
    may_edit(access)?;
    let taken = || FieldError::field("next_number", "taken", "must be above every number that was given").into();
    if to.next < 1 || to.next > 999_999_999 {
        return Err(FieldError::field("next_number", "out_of_range", "must be between 1 and 999999999").into());
    }
    let access = access.clone();
    app.db
        .write(async move |tx| {
            let year = i64::from(access.today().year());
            let mut tx = access.bind(tx);
            settings::begin(&mut tx, year).await?;
            let moved = settings::set_next(&mut tx, to.next).await?;
            if moved || of(&mut tx).await?.next_number == to.next { Ok(()) } else { Err(taken()) }
        })
        .await
}

/// Part of a chart of accounts, by number. For admins of the space.
pub async fn accounts(app: &App, access: &Access, chart: Chart, slice: Slice) -> Result<Page<Account>> {
    access.require_admin(match chart {
        Chart::CostCenters => Scope::ReadCostCenters,
        Chart::RevenueAccounts => Scope::ReadRevenueAccounts,
        Chart::AccountingCodes => Scope::ReadAccountingCodes,
    })?;
    let access = access.clone();
    app.db
        .snapshot(async move |tx| {
            let (items, total) = settings::accounts(&mut access.bind(tx), chart, slice.limit, slice.offset).await?;
            Ok::<_, Error>(Page { items, total })
        })
        .await
}

/// A cost center or revenue account to add.
#[derive(Clone, Debug)]
pub struct NewAccount {
    pub name: String,
    pub number: String,
}

/// Adds an account to a chart.
///
/// # Errors
/// [`Error::Invalid`] where name or number are missing, or the chart has the number.
pub async fn add_account(app: &App, access: &Access, chart: Chart, new: NewAccount) -> Result<AccountId> {
    may_edit(access)?;
    let mut check = Checker::default();
    let (mut name, mut number) = (Some(new.name), Some(new.number));
    check.line("name", &mut name);
    check.line("number", &mut number);
    for (field, missing) in [("name", name.is_none()), ("number", number.is_none())] {
        if missing && check.is_empty() {
            check.refuse(field.into(), "blank", "can't be blank");
        }
    }
    check.done(())?;
    let id = app.id::<AccountId>();
    let (access, account) = (access.clone(), Account { id, name: name.unwrap_or_default(), number: number.unwrap_or_default() });
    app.db.write(async move |tx| Ok::<_, Error>(settings::insert_account(&mut access.bind(tx), chart, &account).await?)).await?;
    Ok(id)
}

/// Takes an account out of its chart; invoices that name it keep it.
pub async fn remove_account(app: &App, access: &Access, chart: Chart, id: AccountId) -> Result<()> {
    may_edit(access)?;
    let access = access.clone();
    let found = app.db.write(async move |tx| Ok::<_, Error>(settings::delete_account(&mut access.bind(tx), chart, id).await?)).await?;
    if found { Ok(()) } else { Err(Error::NOT_FOUND) }
}
