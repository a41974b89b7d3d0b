//! An invoice as it is shown.

use super::input::debitor_schema;
use crate::error::Error;
use crate::input::{DateTime, Day};
use crate::v2::price_lists::Account;
use crate::v2::prices::{Money, Number, Price};
use crate::v2::{Contacts, Invoices, Memberships, Spaces, Teams};
use app::App;
use app::access::Access;
use app::invoices::Links;
use domain::ids::{ContactId, InvoiceId, MembershipId, TeamId};
use domain::invoices::{Figures, Item};
use domain::money::OutOfRange;
use domain::taxes::Line;
use jsonapi::{Entity, One, Related, Resource, one, related};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Serialize, Serializer};
use std::borrow::Cow;
use store::invoices::Invoice;
use store::spaces::Address;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "invoiceAttributes")]
pub struct InvoiceAttributes {
    invoice_text: Option<String>,
    billing_emails: Vec<String>,
    invoice_date: Day,
    paid_date: Option<Day>,
    #[schemars(extend("enum" = ["unpaid", "paid", "pending", "canceled", "writtenOff"]))]
    paid_status: &'static str,
    due_date: Day,
    e_invoicing_ready: bool,
    remind_at: Day,
    number: String,
    #[schemars(extend("enum" = ["unsent", "sent", "sending", "sendingRequested", "failedToSend"]))]
    sent_status: &'static str,
    /// Of the last reminder.
    #[schemars(extend("enum" = ["notSent", "sending", "sent", "failedToSend"]))]
    reminder_status: &'static str,
    #[schemars(range(min = 0))]
    sent_reminders_count: i64,
    last_reminder_sent_at: Option<DateTime>,
    sender_tax_id: Option<String>,
    tax_id: Option<String>,
    /// What a tax id is called in the country of the space.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    tax_id_name: Option<String>,
    /// Absent where there is none yet: in previews.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "PdfShown")]
    pdf: Option<PdfShown>,
    charge_at: Option<DateTime>,
    can_charge: bool,
    can_update: bool,
    customer_number: Option<String>,
    recipient_address: AddressShown,
    sender_address: AddressShown,
    notes: Option<String>,
    items: Vec<ItemShown>,
    payable_amount: Money,
    paid_amount: Money,
    total_amount: Price,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct PdfShown {
    e_invoice: bool,
    e_invoice_standard: Option<String>,
    /// Works for some minutes, without authentication; the next one is another.
    #[schemars(extend("format" = "uri"))]
    url: String,
    /// Whether it is final. Until then it is made anew each time.
    archived: bool,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct AddressShown {
    name: Option<String>,
    company: Option<String>,
    full_address: String,
    street: Option<String>,
    post_code: Option<String>,
    city: Option<String>,
    state: Option<String>,
    country_code: Option<String>,
}

impl From<Address> for AddressShown {
    fn from(address: Address) -> Self {
        let full_address = address.in_full().map(Cow::into_owned).unwrap_or_default();
        let Address { name, company, street, post_code, city, state, country, .. } = address;
        Self { name, company, full_address, street, post_code, city, state, country_code: country }
    }
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct ItemShown {
    description: String,
    paid: bool,
    quantity: Number,
    accounting_code: Option<String>,
    cost_center: Option<Account>,
    revenue_account: Option<Account>,
    amount: Price,
    total_amount: Price,
}

/// Whom the invoice is for.
pub struct Debitor(&'static str, String);

impl Serialize for Debitor {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        serde_json::json!({"data": {"type": self.0, "id": self.1}}).serialize(to)
    }
}
impl JsonSchema for Debitor {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Debitor".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        debitor_schema()
    }
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "invoiceRelationships")]
pub struct InvoiceRelationships {
    space: One<Spaces>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Debitor")]
    debitor: Option<Debitor>,
    /// Deprecated: see `debitor`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "One<Contacts>")]
    contact: Option<One<Contacts>>,
    /// Deprecated: see `debitor`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "One<Memberships>")]
    membership: Option<One<Memberships>>,
    /// Deprecated: see `debitor`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "One<Teams>")]
    team: Option<One<Teams>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "One<Invoices>")]
    corrected_invoice: Option<One<Invoices>>,
    payment_methods: Related,
}

impl Entity for Invoices {
    type Attributes = InvoiceAttributes;
    type Relationships = InvoiceRelationships;
}

/// What could be computed when it was stored can be computed when it is shown.
fn too_large(error: OutOfRange) -> Error {
    app::Error::internal(error).into()
}

fn item(item: Item, figures: Figures) -> Result<ItemShown, Error> {
    let unit = item.unit(figures).map_err(too_large)?;
    let unit = Line { net: unit.net, gross: unit.gross, taxes: unit.taxes };
    Ok(ItemShown {
        amount: Price::line(unit, figures.currency),
        total_amount: Price::line(item.line, figures.currency),
        description: item.description,
        paid: item.paid,
        quantity: Number(item.quantity),
        accounting_code: item.accounting_code,
        cost_center: item.cost_center.as_ref().map(Into::into),
        revenue_account: item.revenue_account.as_ref().map(Into::into),
    })
}

pub(in crate::v2) fn resource(
    app: &App,
    access: &Access,
    links: Option<&Links>,
    invoice: Invoice,
    can_charge: bool,
) -> Result<Resource<Invoices>, Error> {
    let figures = Figures { currency: invoice.currency, display: invoice.price_display };
    let relationships = relationships(app, access, &invoice);
    let total = Line { net: invoice.net, gross: invoice.gross, taxes: invoice.taxes.0.clone() };
    let pdf = |url| PdfShown {
        e_invoice: invoice.e_invoice,
        e_invoice_standard: invoice.e_invoice_standard.clone(),
        url,
        archived: invoice.archived,
    };
    let pdf = links.map(|links| links.pdf(invoice.id)).transpose()?.map(pdf);
    let attributes = InvoiceAttributes {
        e_invoicing_ready: app::invoices::e_invoicing_ready(&invoice),
        pdf,
        invoice_text: invoice.invoice_text,
        billing_emails: invoice.billing_emails.0,
        invoice_date: invoice.issued_on.into(),
        paid_date: invoice.paid_on.map(Into::into),
        paid_status: invoice.paid_status.name(),
        due_date: invoice.due_on.into(),
        remind_at: invoice.remind_on.into(),
        number: invoice.number,
        sent_status: invoice.sent_status.name(),
        reminder_status: invoice.reminder_status.name(),
        sent_reminders_count: invoice.reminders_sent,
        last_reminder_sent_at: invoice.last_reminder_at.map(Into::into),
        sender_tax_id: invoice.sender_tax_id,
        tax_id: invoice.tax_id,
        tax_id_name: invoice.tax_id_name,
        // Nothing is charged without somebody asking for it.
        charge_at: None,
        can_charge,
        can_update: invoice.locked_at.is_none(),
        customer_number: invoice.customer_number,
        recipient_address: invoice.recipient.0.into(),
        sender_address: invoice.sender.0.into(),
        notes: invoice.notes,
        items: invoice.items.0.into_iter().map(|one| item(one, figures)).collect::<Result<_, _>>()?,
        payable_amount: Money(invoice.payable),
        paid_amount: Money(invoice.paid),
        total_amount: Price::line(total, figures.currency),
    };
    Ok(Resource::new(invoice.id, attributes, relationships))
}

fn relationships(app: &App, access: &Access, invoice: &Invoice) -> InvoiceRelationships {
    let (membership, team) = (invoice.membership_id.map(MembershipId), invoice.team_id.map(TeamId));
    let contact = invoice.contact_id.map(ContactId);
    let debitor = membership.map(|id| Debitor("memberships", id.to_string()));
    let debitor = debitor.or(team.map(|id| Debitor("teams", id.to_string())));
    InvoiceRelationships {
        space: one(access.space_id()),
        debitor: debitor.or(contact.map(|id| Debitor("contacts", id.to_string()))),
        contact: contact.map(one),
        membership: membership.map(one),
        team: team.map(one),
        corrected_invoice: invoice.corrects_id.map(|id| one(InvoiceId(id))),
        payment_methods: related(format!("{}/invoices/{}/payment_methods", app.hosts.at("api"), invoice.id)),
    }
}
