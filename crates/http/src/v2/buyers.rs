//! Visitors who buy something: where the bill goes, as they type it and as it is shown.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
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
