//! Visitors who buy something: where the bill goes, as they type it and as it is shown.

use crate::error::Error;
use crate::v2::prices::Price;
use crate::v2::{Link as _, PaymentMethods, Payments};
use app::FieldError;
use app::payments::Means;
use jsonapi::One;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::buyers::Buyer;
use store::spaces::Address;

/// In parts, as written, or only as written.
#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
pub enum BillingAddress {
    InParts(Parts),
    Written(Written),
    Plain(String),
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
pub struct Parts {
    name: Option<String>,
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
pub struct Written {
    name: Option<String>,
    company: Option<String>,
    full_address: String,
}

impl From<BillingAddress> for Address {
    fn from(address: BillingAddress) -> Self {
        match address {
            BillingAddress::InParts(parts) => Self {
                name: parts.name,
                company: parts.company,
                full_address: None,
                street: Some(parts.street),
                post_code: Some(parts.post_code),
                city: Some(parts.city),
                state: parts.state,
                country: Some(parts.country_code),
            },
            BillingAddress::Written(written) => {
                let Written { name, company, full_address } = written;
                Self { name, company, full_address: Some(full_address), ..Self::default() }
            }
            BillingAddress::Plain(text) => Self { full_address: Some(text), ..Self::default() },
        }
    }
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
pub struct StructuredAddress {
    name: Option<String>,
    company: Option<String>,
    full_address: String,
    street: Option<String>,
    post_code: Option<String>,
    city: Option<String>,
    state: Option<String>,
    country_code: Option<String>,
}

impl StructuredAddress {
    /// `name` and `company` are the buyer's, where the bill names nobody else.
    pub fn new(address: &Address, name: &str, company: Option<&str>) -> Self {
        Self {
            name: Some(address.name.clone().unwrap_or_else(|| name.to_owned())),
            company: address.company.clone().or_else(|| company.map(str::to_owned)),
            full_address: in_full(address),
            street: address.street.clone(),
            post_code: address.post_code.clone(),
            city: address.city.clone(),
            state: address.state.clone(),
            country_code: address.country.clone(),
        }
    }
}

/// As written, or put together.
pub fn in_full(address: &Address) -> String {
    address.in_full().map(std::borrow::Cow::into_owned).unwrap_or_default()
}

/// What every purchase of a visitor shows.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "purchaseAttributes")]
pub struct PurchaseAttributes {
    price: Price,
    accepted_terms: bool,
    name: String,
    company: Option<String>,
    billing_address: String,
    structured_billing_address: StructuredAddress,
    email: String,
    comments: Option<String>,
    phone: Option<String>,
    tax_id: Option<String>,
}

impl PurchaseAttributes {
    pub fn new(buyer: Buyer, price: Price) -> Self {
        Self {
            price,
            accepted_terms: true,
            billing_address: in_full(&buyer.address),
            structured_billing_address: StructuredAddress::new(&buyer.address, &buyer.name, buyer.company.as_deref()),
            name: buyer.name,
            company: buyer.company,
            email: buyer.email,
            comments: buyer.comments,
            phone: buyer.phone,
            tax_id: buyer.tax_id,
        }
    }
}

/// One of them, or neither where nothing is to be paid.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[schemars(inline)]
pub struct PaymentLinks {
    payment: Option<One<Payments>>,
    payment_method: Option<One<PaymentMethods>>,
}

impl PaymentLinks {
    /// How it is paid.
    pub fn means(&self) -> Result<Means, Error> {
        means(self.payment.as_ref(), self.payment_method.as_ref())
    }
}

/// What the links say of how it is paid.
pub fn means(payment: Option<&One<Payments>>, method: Option<&One<PaymentMethods>>) -> Result<Means, Error> {
    match (payment, method) {
        (None, None) => Ok(Means::Nothing),
        (Some(payment), None) => Ok(Means::Payment(payment.id("payment")?)),
        (None, Some(method)) => Ok(Means::Method(method.id("payment_method")?)),
        (Some(_), Some(_)) => Err(FieldError::relation("payment_method", "too_many", "must not be named together with a payment").into()),
    }
}

/// The terms must be accepted.
pub fn accepted(terms: bool) -> Result<(), Error> {
    if terms { Ok(()) } else { Err(FieldError::field("accepted_terms", "not_accepted", "must be accepted").into()) }
}
