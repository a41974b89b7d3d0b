//! Invoices as API 1 shows them.

use crate::error::Error;
use crate::v1::{Day, Time};
use app::App;
use app::access::Access;
use domain::invoices::Item;
use domain::money::{Amount, Currency};
use domain::scopes::Scope;
use domain::taxes;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;
use store::invoices::payments;
use store::spaces::Address;
use uuid::Uuid;

fn id(id: Option<Uuid>) -> Option<String> {
    id.map(|id| id.as_simple().to_string())
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Invoice")]
#[expect(clippy::struct_field_names, reason = "the names of API 1")]
pub struct Invoice {
    id: String,
    url: String,
    created_at: Day,
    paid_at: Option<Day>,
    /// Nothing is charged without somebody doing it.
    charge_at: Option<Time>,
    due_date: Day,
    #[serde(rename = "eInvoicingReady")]
    e_invoicing_ready: bool,
    currency: String,
    membership_id: Option<String>,
    contact_id: Option<String>,
    address: InvoiceAddress,
    space_address: InvoiceAddress,
    invoice_text: Option<String>,
    tax_name: Option<String>,
    tax_id_name: Option<String>,
    tax_id: Option<String>,
    invoice_number: i64,
    formatted_invoice_number: String,
    customer_number: Option<String>,
    items: Vec<InvoiceItem>,
    remind_at: Day,
    reminder_sent: bool,
    reminder_status: &'static str,
    last_reminder_sent_at: Option<Time>,
    sent_reminders_count: i64,
    paid_status: &'static str,
    total_amount: String,
    total_tax_amount: String,
    total_amount_with_tax: String,
    payable_amount: String,
    paid_amount: String,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "InvoiceAddress")]
struct InvoiceAddress {
    name: Option<String>,
    full_address: Option<String>,
    company: Option<String>,
    country: Option<String>,
}

impl From<&Address> for InvoiceAddress {
    fn from(address: &Address) -> Self {
        let country =
            address.country.as_deref().map(|code| code.parse::<domain::countries::Country>().map_or(code, |c| c.name()).to_owned());
        Self {
            name: address.name.clone(),
            full_address: address.in_full().map(std::borrow::Cow::into_owned),
            company: address.company.clone(),
            country,
        }
    }
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "InvoiceItem")]
struct InvoiceItem {
    /// Counts within the invoice.
    id: String,
    paid: bool,
    description: String,
    quantity: String,
    /// Net, of one unit.
    amount: String,
    tax_rate: String,
    tax_amount: String,
    amount_with_tax: String,
    total_amount: String,
    total_tax_amount: String,
    total_amount_with_tax: String,
    accounting_code: Option<String>,
    cost_center: Option<String>,
    membership_id: Option<String>,
}

/// What could be computed when it was stored can be computed when it is shown.
fn internal(error: domain::money::OutOfRange) -> Error {
    app::Error::internal(error).into()
}

fn item(place: usize, item: &Item, currency: Currency, membership: Option<Uuid>) -> Result<InvoiceItem, Error> {
    let unit = taxes::unit(item.unit_net, &item.taxes, currency).map_err(internal)?;
    Ok(InvoiceItem {
        id: (place + 1).to_string(),
        paid: item.paid,
        description: item.description.clone(),
        quantity: domain::money::decimal_text(item.quantity),
        amount: unit.amount.to_string(),
        tax_rate: domain::money::decimal_text(taxes::percent(&item.taxes)),
        tax_amount: unit.tax_amount.to_string(),
        amount_with_tax: unit.amount_with_tax.to_string(),
        total_amount: item.line.net.to_string(),
        total_tax_amount: item.line.gross.minus(item.line.net).map_err(internal)?.to_string(),
        total_amount_with_tax: item.line.gross.to_string(),
        accounting_code: item.accounting_code.clone(),
        cost_center: item.cost_center.as_ref().map(|account| account.number.clone()),
        membership_id: id(membership),
    })
}

impl Invoice {
    pub fn new(app: &App, access: &Access, invoice: store::invoices::Invoice) -> Result<Self, Error> {
        let items = invoice.items.0.iter().enumerate();
        let items = items.map(|(place, one)| item(place, one, invoice.currency, invoice.membership_id)).collect::<Result<_, _>>()?;
        let name = invoice.taxes.0.first().map(|part| part.tax.name.clone());
        Ok(Self {
            url: format!("{}/api/invoices/{}", app.hosts.at(&access.space().subdomain), invoice.id),
            e_invoicing_ready: app::invoices::e_invoicing_ready(&invoice),
            id: invoice.id.to_string(),
            created_at: Day(invoice.issued_on),
            paid_at: invoice.paid_on.map(Day),
            charge_at: None,
            due_date: Day(invoice.due_on),
            currency: invoice.currency.to_string(),
            membership_id: id(invoice.membership_id),
            contact_id: id(invoice.contact_id),
            address: (&invoice.recipient.0).into(),
            space_address: (&invoice.sender.0).into(),
            invoice_text: invoice.invoice_text,
            tax_name: name.or_else(|| access.space().taxes.0.first().map(|tax| tax.name.clone())),
            tax_id_name: invoice.tax_id_name,
            tax_id: invoice.tax_id,
            invoice_number: invoice.ordinal,
            formatted_invoice_number: invoice.number,
            customer_number: invoice.customer_number,
            items,
            remind_at: Day(invoice.remind_on),
            reminder_sent: invoice.reminders_sent > 0,
            reminder_status: invoice.reminder_status.name(),
            last_reminder_sent_at: invoice.last_reminder_at.map(Time),
            sent_reminders_count: invoice.reminders_sent,
            paid_status: invoice.paid_status.name(),
            total_amount: invoice.net.to_string(),
            total_tax_amount: invoice.gross.minus(invoice.net).map_err(internal)?.to_string(),
            total_amount_with_tax: invoice.gross.to_string(),
            payable_amount: invoice.payable.to_string(),
            paid_amount: invoice.paid.to_string(),
        })
    }
}

/// A payment; the day has dashes here.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PaymentRecord")]
pub struct Record {
    id: String,
    invoice_id: String,
    note: Option<String>,
    paid_at: String,
    amount: String,
    currency: String,
    payment_method: RecordMethod,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PaymentRecordMethod")]
struct RecordMethod {
    id: Option<String>,
    name: String,
}

impl Record {
    pub fn new(record: payments::Record, currency: Currency) -> Self {
        let amount: Amount = record.amount;
        Self {
            id: record.id.to_string(),
            invoice_id: record.invoice_id.to_string(),
            note: record.note,
            paid_at: record.paid_on.to_string(),
            amount: amount.to_string(),
            currency: currency.to_string(),
            payment_method: RecordMethod { id: id(record.method_id), name: record.method_name },
        }
    }
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "InvoiceSettings")]
pub struct Settings {
    accounting_codes: bool,
    default_currency: String,
    multiple_currencies: bool,
    multiple_tax_rates: bool,
    tax_id_name: Option<String>,
    #[serde(flatten)]
    of_admins: Option<OfAdmins>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct OfAdmins {
    generate_invoices_days_early: u16,
    default_invoice_day: Option<u8>,
    next_default_invoice_date: Option<Day>,
    invoice_text: Option<String>,
}

impl Settings {
    pub fn new(access: &Access, found: app::invoices::Settings, after: Date) -> Self {
        let space = access.space();
        let switches = &space.settings.0;
        let admin = access.is_admin(Scope::ReadInvoiceSettings);
        Self {
            accounting_codes: true,
            default_currency: space.currency.to_string(),
            multiple_currencies: switches.multiple_currencies,
            multiple_tax_rates: switches.multiple_tax_rates,
            tax_id_name: found.settings.tax_id_name,
            of_admins: admin.then(|| OfAdmins {
                generate_invoices_days_early: found.settings.days_early,
                default_invoice_day: switches.default_invoice_day,
                next_default_invoice_date: switches.default_invoice_day.and_then(|day| next(after, day)).map(Day),
                invoice_text: found.settings.text,
            }),
        }
    }
}

/// The first such day of a month on or after a day.
fn next(after: Date, day: u8) -> Option<Date> {
    let this = after.with().day(i8::try_from(day).ok()?).build().ok()?;
    if this >= after { Some(this) } else { this.checked_add(jiff::ToSpan::month(1)).ok() }
}
