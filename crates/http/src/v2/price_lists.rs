//! What prices of a thing are made of: net prices, taxes and durations that come in, and how the prices are shown.

use crate::error::Error;
use crate::v2::prices::Price;
use domain::money::{Amount, Currency};
use domain::taxes::{PriceDisplay, Tax};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use store::spaces::Space;

/// A net price that comes in: a decimal number as text, not negative.
#[derive(Clone, Copy, Debug)]
pub struct Net(pub Amount);

impl<'de> Deserialize<'de> for Net {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(from)?;
        if !text.starts_with(|first: char| first.is_ascii_digit()) {
            return Err(D::Error::custom("must be a decimal number, not negative, as in \"12.5\""));
        }
        text.parse().map(Self).map_err(D::Error::custom)
    }
}
impl JsonSchema for Net {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Net".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "pattern": "^\\d+(\\.\\d+)?$"})
    }
}

/// An ISO 4217 code that comes in.
#[derive(Clone, Copy, Debug)]
pub struct Code(pub Currency);

impl<'de> Deserialize<'de> for Code {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Currency::deserialize(from).map(Self)
    }
}
impl JsonSchema for Code {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Code".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "pattern": "^[A-Z]{3}$"})
    }
}

// `{"net": "10.0"}`
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct NetPrice {
    pub net: Net,
}

// A tax that comes in.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct NewTax {
    #[schemars(extend("pattern" = "^\\d+(\\.\\d+)?$"))]
    rate: String,
    name: String,
}

/// The taxes as the domain knows them; a rate that is none is an error at `field`.
pub fn taxes(new: Vec<NewTax>, field: &str) -> Result<Vec<Tax>, Error> {
    let read = |(place, NewTax { rate, name }): (usize, NewTax)| match rate.parse() {
        Ok(rate) => Ok(Tax { name, rate }),
        Err(_) => Err(app::FieldError::field(format!("{field}.{place}.rate"), "invalid", "is not a rate between 0 and 100 percent").into()),
    };
    new.into_iter().enumerate().map(read).collect()
}

// Hours and minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct Duration {
    pub hours: u32,
    #[serde(deserialize_with = "minutes")]
    #[schemars(range(max = 59))]
    pub minutes: u32,
}

fn minutes<'de, D: Deserializer<'de>>(from: D) -> Result<u32, D::Error> {
    let minutes = u32::deserialize(from)?;
    if minutes < 60 { Ok(minutes) } else { Err(D::Error::custom("must be between 0 and 59")) }
}

impl Duration {
    pub fn of_minutes(minutes: u32) -> Self {
        Self { hours: minutes / 60, minutes: minutes % 60 }
    }
    /// More hours than a booking can have stay more.
    pub fn in_minutes(self) -> u32 {
        self.hours.saturating_mul(60).saturating_add(self.minutes)
    }
}

// A cost center or a revenue account.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub struct Account {
    pub name: String,
    pub number: String,
}
impl From<Account> for domain::accounting::Account {
    fn from(Account { name, number }: Account) -> Self {
        Self { name, number }
    }
}
impl From<&domain::accounting::Account> for Account {
    fn from(account: &domain::accounting::Account) -> Self {
        Self { name: account.name.clone(), number: account.number.clone() }
    }
}

// A tax without an amount: that of prices is with each of them.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
pub struct TaxShown {
    name: String,
    rate: String,
}
impl From<&Tax> for TaxShown {
    fn from(tax: &Tax) -> Self {
        Self { name: tax.name.clone(), rate: tax.rate.to_string() }
    }
}

/// How prices of one thing are shown.
pub struct Pricer {
    pub taxes: Vec<Tax>,
    pub currency: Currency,
    pub display: PriceDisplay,
}

impl Pricer {
    /// `own` are the taxes of the thing, if it has its own.
    pub fn new(space: &Space, own: Option<&[Tax]>, currency: Currency) -> Self {
        let taxes = domain::resources::taxes(&space.taxes.0, own, space.settings.0.multiple_tax_rates);
        Self { taxes, currency, display: space.price_display }
    }
    /// With the taxes of the thing as they were kept with it.
    pub fn kept(space: &Space, taxes: Vec<Tax>, currency: Currency) -> Self {
        Self { taxes, currency, display: space.price_display }
    }
    pub fn price(&self, net: Amount) -> Result<Price, Error> {
        Price::of(net, &self.taxes, self.display, self.currency)
    }
    pub fn taxes(&self) -> Vec<TaxShown> {
        self.taxes.iter().map(TaxShown::from).collect()
    }
}
