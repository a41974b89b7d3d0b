//! Money of API 2: decimal numbers as text, and prices with their taxes.

use crate::error::Error;
use app::FieldError;
use domain::extras::Unit;
use domain::money::{self, Amount, Currency, OutOfRange};
use domain::taxes::{self, Line, PriceDisplay, Tax, TaxAmount};
use rust_decimal::Decimal;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;

/// A decimal number in a text: `"12.5"`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Number(pub Decimal);

impl Number {
    /// As money, with up to six decimals.
    pub fn amount(self, field: &'static str) -> Result<Amount, Error> {
        self.exact().ok_or_else(|| FieldError::field(field, "out_of_range", "must be an amount with at most six decimals").into())
    }
}
impl Number {
    /// As money, unless it is too large or has more than six decimals.
    pub fn exact(self) -> Option<Amount> {
        Amount::from_decimal(self.0).filter(|amount| amount.to_decimal() == self.0)
    }
}
impl Serialize for Number {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&money::decimal_text(self.0))
    }
}
impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(from)?;
        let plain = !text.starts_with('+') && !text.starts_with('.') && !text.ends_with('.');
        money::decimal(&text)
            .filter(|_| plain)
            .map(Self)
            .ok_or_else(|| D::Error::custom("must be a decimal number in a text, as in \"12.5\""))
    }
}
impl JsonSchema for Number {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "pattern": "^-?\\d+(\\.\\d+)?$"})
    }
}

/// An amount as a decimal number in a text.
#[derive(Clone, Copy, Debug)]
pub struct Money(pub Amount);
impl Serialize for Money {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(to)
    }
}
impl JsonSchema for Money {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Money".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Number::json_schema(generator)
    }
}

// Net, gross, currency and taxes.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(rename = "price")]
pub struct Price {
    net: Money,
    gross: Money,
    /// ISO 4217.
    #[schemars(regex(pattern = "^[A-Z]{3}$"))]
    currency: String,
    taxes: Vec<PriceTax>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
#[schemars(inline)]
struct PriceTax {
    name: String,
    rate: Number,
    amount: Money,
}

/// What was priced when it was stored can be priced when it is shown.
fn too_large(error: OutOfRange) -> Error {
    app::Error::internal(error).into()
}

impl Price {
    /// A net price with up to six decimals, as the space shows prices.
    pub fn of(net: Amount, taxes: &[Tax], display: PriceDisplay, currency: Currency) -> Result<Self, Error> {
        taxes::price(net, taxes, display, currency)
            .map(|price| Self::new(price.net, price.gross, price.taxes, price.currency))
            .map_err(too_large)
    }

    /// The figures of a line.
    pub fn line(line: Line, currency: Currency) -> Self {
        Self::new(line.net, line.gross, line.taxes, currency)
    }

    fn new(net: Amount, gross: Amount, taxes: Vec<TaxAmount>, currency: Currency) -> Self {
        let tax =
            |TaxAmount { tax, amount }: TaxAmount| PriceTax { name: tax.name, rate: Number(tax.rate.percent()), amount: Money(amount) };
        Self { net: Money(net), gross: Money(gross), currency: currency.to_string(), taxes: taxes.into_iter().map(tax).collect() }
    }
}

/// What the amount of an extra is for.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[schemars(inline)]
pub enum UnitName {
    Fixed,
    Minute,
    Person,
    Item,
}
impl From<Unit> for UnitName {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Fixed => Self::Fixed,
            Unit::Minute => Self::Minute,
            Unit::Person => Self::Person,
            Unit::Item => Self::Item,
        }
    }
}
