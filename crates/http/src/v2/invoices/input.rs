//! Bodies of invoices.

use crate::error::Error;
use crate::input::Day;
use crate::v2::price_lists::{Account, NewTax, taxes};
use crate::v2::prices::Number;
use crate::v2::{Contacts, Invoices, Link as _, Memberships, Spaces, Teams};
use app::invoices::{Create, For, NewItem};
use jsonapi::{Kind as _, One};
use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use std::borrow::Cow;
use store::spaces::Address;

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(rename = "createInvoice")]
pub struct CreateInvoice {
    /// Without them: those of the debitor.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    billing_emails: Option<Vec<String>>,
    /// For admins alone.
    #[serde(default)]
    notes: Option<String>,
    #[serde(default)]
    tax_id: Option<String>,
    #[serde(default)]
    #[schemars(with = "String")]
    invoice_text: Option<String>,
    /// Without it: today.
    #[serde(default)]
    #[schemars(with = "Day")]
    invoice_date: Option<Day>,
    /// Without it: that of the debitor.
    #[serde(default)]
    #[schemars(with = "Recipient")]
    recipient_address: Option<Recipient>,
    items: Vec<ItemInput>,
    #[serde(default)]
    write_off_corrected_invoice: bool,
}

// In parts or as written.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
enum Recipient {
    Parts(Parts),
    Whole(Whole),
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct Parts {
    #[schemars(required)]
    name: Option<String>,
    #[schemars(required)]
    company: Option<String>,
    street: String,
    post_code: String,
    city: String,
    #[serde(default)]
    #[schemars(with = "String")]
    state: Option<String>,
    country_code: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct Whole {
    #[schemars(required)]
    name: Option<String>,
    #[schemars(required)]
    company: Option<String>,
    full_address: String,
}

impl From<Recipient> for Address {
    fn from(recipient: Recipient) -> Self {
        match recipient {
            Recipient::Parts(Parts { name, company, street, post_code, city, state, country_code }) => Self {
                name,
                company,
                full_address: None,
                street: Some(street),
                post_code: Some(post_code),
                city: Some(city),
                state,
                country: Some(country_code),
            },
            Recipient::Whole(Whole { name, company, full_address }) => {
                Self { name, company, full_address: Some(full_address), ..Self::default() }
            }
        }
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct ItemInput {
    description: String,
    #[serde(default = "one")]
    quantity: Number,
    #[serde(default)]
    #[schemars(with = "String")]
    accounting_code: Option<String>,
    #[serde(default)]
    cost_center: Option<Account>,
    #[serde(default)]
    revenue_account: Option<Account>,
    amount: AmountInput,
    /// Paid before: it adds nothing to what is left to pay.
    #[serde(default)]
    paid: bool,
}

fn one() -> Number {
    Number(Decimal::ONE)
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct AmountInput {
    net: Number,
    /// Without them: those of the space.
    #[serde(default)]
    taxes: Option<Vec<NewTax>>,
}

/// Whom an invoice is for.
pub enum DebitorLink {
    Membership(One<Memberships>),
    Team(One<Teams>),
    Contact(One<Contacts>),
}

impl<'de> Deserialize<'de> for DebitorLink {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Any {
            Membership(One<Memberships>),
            Team(One<Teams>),
            Contact(One<Contacts>),
        }
        Ok(match Any::deserialize(from).map_err(|_| serde::de::Error::custom("must lead to a membership, a team or a contact"))? {
            Any::Membership(link) => Self::Membership(link),
            Any::Team(link) => Self::Team(link),
            Any::Contact(link) => Self::Contact(link),
        })
    }
}

impl JsonSchema for DebitorLink {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "DebitorLink".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        debitor_schema()
    }
}

/// A link to one of three types.
pub fn debitor_schema() -> Schema {
    json_schema!({
        "type": "object", "required": ["data"], "additionalProperties": false,
        "properties": {"data": {
            "type": "object", "required": ["id", "type"], "additionalProperties": false,
            "properties": {"id": {"type": "string"}, "type": {"type": "string", "enum": [Memberships::TYPE, Teams::TYPE, Contacts::TYPE]}}
        }}
    })
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
pub struct CreateLinks {
    pub space: One<Spaces>,
    /// The same as a debitor.
    #[serde(default)]
    #[schemars(with = "One<Memberships>")]
    membership: Option<One<Memberships>>,
    #[serde(default)]
    #[schemars(with = "DebitorLink")]
    debitor: Option<DebitorLink>,
    #[serde(default)]
    #[schemars(with = "One<Invoices>")]
    corrected_invoice: Option<One<Invoices>>,
}

/// The body as the use case takes it.
pub fn read(attributes: CreateInvoice, links: CreateLinks) -> Result<Create, Error> {
    let debitor = match (links.debitor, links.membership) {
        (Some(DebitorLink::Membership(link)), _) => Some(For::Membership(link.id("debitor")?)),
        (Some(DebitorLink::Team(link)), _) => Some(For::Team(link.id("debitor")?)),
        (Some(DebitorLink::Contact(link)), _) => Some(For::Contact(link.id("debitor")?)),
        (None, Some(link)) => Some(For::Membership(link.id("membership")?)),
        (None, None) => None,
    };
    let items = attributes.items.into_iter().enumerate().map(|(place, item)| read_item(place, item)).collect::<Result<Vec<_>, _>>()?;
    Ok(Create {
        debitor,
        recipient: attributes.recipient_address.map(Into::into),
        tax_id: attributes.tax_id,
        billing_emails: attributes.billing_emails,
        date: attributes.invoice_date.map(Into::into),
        text: attributes.invoice_text,
        notes: attributes.notes,
        items,
        corrects: links.corrected_invoice.map(|link| link.id("correctedInvoice")).transpose()?,
        write_off_corrected: attributes.write_off_corrected_invoice,
        currency: None,
    })
}

fn read_item(place: usize, item: ItemInput) -> Result<NewItem, Error> {
    let net = item.amount.net.exact().ok_or_else(|| {
        let message = "must be an amount with at most six decimals";
        app::FieldError::field(format!("items.{place}.amount.net"), "out_of_range", message)
    });
    Ok(NewItem {
        description: item.description,
        quantity: item.quantity.0,
        net: net?,
        taxes: item.amount.taxes.map(|new| taxes(new, &format!("items.{place}.amount.taxes"))).transpose()?,
        paid: item.paid,
        accounting_code: item.accounting_code,
        cost_center: item.cost_center.map(Into::into),
        revenue_account: item.revenue_account.map(Into::into),
    })
}
