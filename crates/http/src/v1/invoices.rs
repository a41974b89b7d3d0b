//! Invoices, payment records and invoice settings in API 1: section 4.14.

mod object;

use crate::access::{ByHost, SpaceAccess};
use crate::downloads::{Pdf, Zip};
use crate::error::Error;
use crate::input::{Csv, Id, Ids, Query};
use crate::operation::Api;
use crate::scopes::{ReadInvoiceSettings, ReadInvoices, ReadPaymentRecords, WriteInvoices, WritePaymentRecords};
use crate::style::V1;
use crate::v1::{Body, Json, When};
use crate::v2::NoContent;
use app::invoices::{self, Create, For, NewItem, NewRecord, Payments};
use domain::ids::{InvoiceId, MembershipId, PaymentRecordId};
use domain::invoices::PaidStatus;
use domain::money::{self, Amount};
use domain::scopes::Scope;
use domain::taxes::Tax;
use jiff::civil::Date;
pub(super) use object::Invoice;
use object::{Record, Settings};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Deserialize;
use store::invoices::{Debitor, Wanted};

pub fn operations(api: &mut Api<V1>) {
    api.tag("Invoices");
    api.get("v1-list-invoices", "/api/invoices", list, "Invoices of the space, or one's own")
        .about("Newest first, by the day of issue. **Access**: admins see all, members their own.");
    api.get("v1-list-open-invoices", "/api/invoices/open", open, "Unpaid invoices").about("**Access**: admins.");
    api.get("v1-list-payment-records", "/api/invoices/payment_records", records, "What was paid for several invoices")
        .about("By the days on which the invoices were issued, or by their ids. **Access**: admins.");
    api.get("v1-get-invoices-zip", "/api/invoices.zip", zip, "PDFs of invoices as an archive")
        .about("The same as the list gives. **Access**: admins get all, members their own.");
    api.get("v1-get-invoice-pdf", "/api/invoices/{id}.pdf", pdf, "One invoice as PDF")
        .about("**Access**: admins, and whoever has the membership.");
    api.get("v1-get-invoice", "/api/invoices/{id}", get, "One invoice").about("**Access**: admins, and whoever has the membership.");
    api.delete("v1-delete-invoice", "/api/invoices/{id}", delete, "Delete an invoice")
        .about("In spaces that delete invoices. Its number stays unused; what was used is billed again. **Access**: admins.")
        .refuses(409, "The invoice is locked, being sent or corrected, or there are payments of it.");
    api.post("v1-request-e-invoice", "/api/invoices/{id}/e_invoice_request", request_e_invoice, "Ask for an e-invoice")
        .about("Locks it and tells who makes e-invoices (`requested_e_invoice`). **Access**: admins.")
        .refuses(409, "The invoice has its final PDF.")
        .refuses(422, "The e-invoice lacks something: a tax id, or a part of an address.");
    api.post("v1-create-payment-record", "/api/invoices/{id}/payment_records", pay, "Note a payment")
        .about("Without `amount`: all that is left. An invoice that is paid in full becomes paid. **Access**: admins.");
    api.delete(
        "v1-delete-payment-record",
        "/api/invoices/{invoiceId}/payment_records/{id}",
        unpay,
        "Take a payment back that was noted by mistake",
    )
    .about("**Access**: admins.")
    .refuses(409, "Some of it was paid back.");
    api.post("v1-charge-invoice", "/api/invoices/{invoiceNumber}/charges", charge, "Charge an invoice")
        .about(
            "By the payment method that the provider keeps for who has to pay; the invoice is named by its number or its id. It is pending \
             until the provider has answered. **Access**: admins who may edit invoices.",
        )
        .refuses(409, "It is being charged already.");
    api.get("v1-list-membership-invoices", "/api/memberships/{id}/invoices", of_membership, "Invoices of a membership")
        .about("**Access**: admins, the member and the members of the same team.");
    api.post("v1-create-membership-invoice", "/api/memberships/{id}/invoices", create, "Invoice a member").about("**Access**: admins.");
    api.get("v1-get-invoice-settings", "/api/invoice_settings", settings, "How the space writes invoices")
        .about("`next_default_invoice_date` is the first default invoice day on or after `after_date`, or today. **Access**: members; admins see more.");
}

type Reader = SpaceAccess<ReadInvoices, ByHost>;

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct ListQuery {
    /// The first day of issue.
    from: Option<When>,
    /// The last.
    to: Option<When>,
    /// Only these invoices.
    ids: Option<Csv<String>>,
    /// Only of this membership.
    membership_id: Option<String>,
    /// Only those; `late` are unpaid ones whose day to be reminded of has come.
    paid_status: Csv<Status>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Status {
    Unpaid,
    Paid,
    Pending,
    Canceled,
    #[serde(alias = "writtenOff")]
    WrittenOff,
    Late,
}

impl Status {
    fn stored(self) -> PaidStatus {
        match self {
            Self::Unpaid | Self::Late => PaidStatus::Unpaid,
            Self::Paid => PaidStatus::Paid,
            Self::Pending => PaidStatus::Pending,
            Self::Canceled => PaidStatus::Canceled,
            Self::WrittenOff => PaidStatus::WrittenOff,
        }
    }
}

/// `late` is told by the day, the others by what is stored.
fn shown(invoices: Vec<store::invoices::Invoice>, statuses: &[Status], today: Date) -> Vec<store::invoices::Invoice> {
    let only_late = statuses.contains(&Status::Late) && !statuses.contains(&Status::Unpaid);
    let late = |invoice: &store::invoices::Invoice| invoice.paid_status != PaidStatus::Unpaid || invoice.remind_on < today;
    invoices.into_iter().filter(|invoice| !only_late || late(invoice)).collect()
}

impl ListQuery {
    fn wanted(self, zone: &jiff::tz::TimeZone) -> Wanted {
        let day = |when: Option<When>| when.map(|when| when.day(zone));
        Wanted {
            ids: self.ids.map(|Csv(ids)| ids.iter().filter_map(|id| id.parse().ok()).collect()),
            // What is no id belongs to nobody.
            debitor: self.membership_id.map(|id| Debitor::Membership(id.parse().unwrap_or_default())),
            from: day(self.from),
            to: day(self.to),
            paid_status: self.paid_status.0.into_iter().map(Status::stored).collect(),
            ..Wanted::default()
        }
    }
}

async fn list(access: Reader, Query(query): Query<ListQuery>) -> Result<Json<Vec<Invoice>>, Error> {
    let statuses = query.paid_status.0.clone();
    let wanted = query.wanted(access.zone());
    let found = shown(invoices::visible(access.app(), &access, wanted).await?, &statuses, access.today());
    Ok(Json(found.into_iter().map(|invoice| Invoice::new(access.app(), &access, invoice)).collect::<Result<_, _>>()?))
}

async fn open(access: Reader) -> Result<Json<Vec<Invoice>>, Error> {
    access.require_admin(Scope::ReadInvoices)?;
    let wanted = Wanted { paid_status: vec![PaidStatus::Unpaid], ..Wanted::default() };
    let found = invoices::visible(access.app(), &access, wanted).await?;
    Ok(Json(found.into_iter().map(|invoice| Invoice::new(access.app(), &access, invoice)).collect::<Result<_, _>>()?))
}

async fn get(access: Reader, Id(id): Id<InvoiceId>) -> Result<Json<Invoice>, Error> {
    let found = invoices::get(access.app(), &access, id).await?;
    Ok(Json(Invoice::new(access.app(), &access, found)?))
}

async fn charge(access: SpaceAccess<WriteInvoices, ByHost>, Id(name): Id<String>) -> Result<Json<Invoice, 201>, Error> {
    let id = invoices::named(access.app(), &access, &name).await?;
    app::payments::charge(access.app(), vec![((*access).clone(), id)]).await?;
    let found = invoices::get(access.app(), &access, id).await?;
    Ok(Json(Invoice::new(access.app(), &access, found)?))
}

async fn delete(access: SpaceAccess<WriteInvoices, ByHost>, Id(id): Id<InvoiceId>) -> Result<NoContent, Error> {
    invoices::delete(access.app(), &access, id).await?;
    Ok(NoContent)
}

async fn request_e_invoice(access: SpaceAccess<WriteInvoices, ByHost>, Id(id): Id<InvoiceId>) -> Result<Json<Invoice, 202>, Error> {
    let asked = invoices::request_e_invoice(access.app(), &access, id).await?;
    Ok(Json(Invoice::new(access.app(), &access, asked)?))
}

async fn pdf(access: Reader, Id(id): Id<InvoiceId>) -> Result<Pdf, Error> {
    Ok(Pdf(invoices::pdf(access.app(), &access, id, Payments::Shown).await?))
}

async fn zip(access: Reader, Query(query): Query<ListQuery>) -> Result<Zip, Error> {
    let wanted = query.wanted(access.zone());
    let pieces = invoices::archive(access.app(), &access, wanted).await?;
    Ok(Zip { name: "invoices.zip", pieces })
}

async fn of_membership(access: Reader, Id(id): Id<MembershipId>) -> Result<Json<Vec<Invoice>>, Error> {
    let found = invoices::of_membership(access.app(), &access, id).await?;
    Ok(Json(found.into_iter().map(|invoice| Invoice::new(access.app(), &access, invoice)).collect::<Result<_, _>>()?))
}

/// A number, or a text with one.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
pub(super) enum Typed {
    Text(String),
    Number(serde_json::Number),
}

impl Typed {
    pub(super) fn decimal(&self, field: &str) -> Result<Decimal, Error> {
        let text = match self {
            Self::Text(text) => text.trim().to_owned(),
            Self::Number(number) => number.to_string(),
        };
        money::decimal(&text).ok_or_else(|| app::FieldError::field(field.to_owned(), "invalid", "must be a decimal number").into())
    }

    pub(super) fn amount(&self, field: &str) -> Result<Amount, Error> {
        let decimal = self.decimal(field)?;
        let exact = Amount::from_decimal(decimal).filter(|amount| amount.to_decimal() == decimal);
        exact.ok_or_else(|| app::FieldError::field(field.to_owned(), "out_of_range", "must be an amount with at most six decimals").into())
    }
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "NewInvoice")]
struct NewInvoice {
    items: Vec<NewInvoiceItem>,
}

#[derive(Deserialize, JsonSchema)]
#[schemars(inline)]
struct NewInvoiceItem {
    description: String,
    /// Net, of one unit.
    amount: Typed,
    #[serde(default)]
    quantity: Option<Typed>,
    /// Percent; without it the taxes of the space.
    #[serde(default)]
    tax_rate: Option<Typed>,
    #[serde(default)]
    accounting_code: Option<String>,
}

fn item(access: &app::access::Access, place: usize, new: &NewInvoiceItem) -> Result<NewItem, Error> {
    let at = |field: &str| format!("items.{place}.{field}");
    let name = access.space().taxes.0.first().map_or_else(|| "Tax".to_owned(), |tax| tax.name.clone());
    let taxes = match &new.tax_rate {
        Some(rate) => {
            let rate = domain::taxes::Rate::from_percent(rate.decimal(&at("tax_rate"))?);
            let bad = || app::FieldError::field(at("tax_rate"), "invalid", "is not a rate between 0 and 100 percent");
            Some(vec![Tax { name, rate: rate.ok_or_else(bad)? }])
        }
        None => None,
    };
    Ok(NewItem {
        description: new.description.clone(),
        quantity: new.quantity.as_ref().map_or(Ok(Decimal::ONE), |quantity| quantity.decimal(&at("quantity")))?,
        net: new.amount.amount(&at("amount"))?,
        taxes,
        paid: false,
        accounting_code: new.accounting_code.clone(),
        cost_center: None,
        revenue_account: None,
    })
}

async fn create(
    access: SpaceAccess<WriteInvoices, ByHost>,
    Id(id): Id<MembershipId>,
    Body(new): Body<NewInvoice>,
) -> Result<Json<Invoice, 201>, Error> {
    app::memberships::exists(access.app(), &access, id).await?;
    let items = new.items.iter().enumerate().map(|(place, new)| item(&access, place, new)).collect::<Result<_, _>>()?;
    let made = invoices::create(access.app(), &access, Create { debitor: Some(For::Membership(id)), items, ..Create::default() }).await?;
    Ok(Json(Invoice::new(access.app(), &access, made)?))
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "NewPaymentRecord")]
struct NewPayment {
    /// The day, not one to come.
    paid_at: When,
    #[serde(default)]
    amount: Option<Typed>,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    payment_method: Option<MethodRef>,
}

// A method of the space by its id, or any name.
#[derive(Deserialize, JsonSchema)]
#[schemars(inline)]
struct MethodRef {
    #[serde(default)]
    id: Option<String>,
    #[serde(default)]
    name: Option<String>,
}

async fn pay(
    access: SpaceAccess<WritePaymentRecords, ByHost>,
    Id(id): Id<InvoiceId>,
    Body(new): Body<NewPayment>,
) -> Result<Json<Record, 201>, Error> {
    let (method, method_name) = new.payment_method.map_or((None, None), |method| (method.id, method.name));
    let unknown = |_| app::FieldError::field("payment_method", "not_found", "does not exist in this space");
    let record = NewRecord {
        amount: new.amount.map(|amount| amount.amount("amount")).transpose()?,
        paid_on: new.paid_at.day(access.zone()),
        method: method.filter(|id| !id.is_empty()).map(|id| id.parse()).transpose().map_err(unknown)?,
        method_name,
        note: new.note,
    };
    let (made, currency) = invoices::record(access.app(), &access, id, record).await?;
    Ok(Json(Record::new(made, currency)))
}

async fn unpay(
    access: SpaceAccess<WritePaymentRecords, ByHost>,
    Ids(invoice, record): Ids<InvoiceId, PaymentRecordId>,
) -> Result<NoContent, Error> {
    invoices::remove_record(access.app(), &access, invoice, record).await?;
    Ok(NoContent)
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct RecordsQuery {
    from: Option<When>,
    to: Option<When>,
    invoice_ids: Option<Csv<String>>,
}

async fn records(access: SpaceAccess<ReadPaymentRecords, ByHost>, Query(query): Query<RecordsQuery>) -> Result<Json<Vec<Record>>, Error> {
    let query = ListQuery { from: query.from, to: query.to, ids: query.invoice_ids, ..ListQuery::default() };
    let wanted = query.wanted(access.zone());
    let found = invoices::records_in(access.app(), &access, wanted).await?;
    Ok(Json(found.into_iter().map(|(record, currency)| Record::new(record, currency)).collect()))
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct SettingsQuery {
    after_date: Option<When>,
}

async fn settings(access: SpaceAccess<ReadInvoiceSettings, ByHost>, Query(query): Query<SettingsQuery>) -> Result<Json<Settings>, Error> {
    let found = invoices::settings_for_members(access.app(), &access).await?;
    let after: Date = query.after_date.map_or(access.today(), |when| when.day(access.zone()));
    Ok(Json(Settings::new(&access, found, after)))
}
