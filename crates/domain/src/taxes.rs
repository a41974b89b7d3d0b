//! Taxes: rates, lines of an invoice, and the prices that the APIs show.
//!
//! Several taxes are all applied to the same net, not on top of each other (rule M10), and they are
//! rounded per line, never per invoice (rule M7).

use crate::money::{self, Amount, Currency, OutOfRange};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A tax rate in percent, in ten-thousandths of a percent: 19 % is 190 000.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rate(u32);

/// The text is not a percentage between 0 and 100 with at most four decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a rate between 0 and 100 percent")]
pub struct NotARate;

impl Rate {
    pub const ZERO: Self = Self(0);
    const SCALE: u32 = 4;

    /// `None` outside 0 to 100 or with more than four decimals.
    pub fn from_percent(percent: Decimal) -> Option<Self> {
        let mut percent = percent.normalize();
        if percent.is_sign_negative() && !percent.is_zero() || percent > Decimal::ONE_HUNDRED || percent.scale() > Self::SCALE {
            return None;
        }
        percent.rescale(Self::SCALE);
        u32::try_from(percent.mantissa()).ok().map(Self)
    }

    pub fn percent(self) -> Decimal {
        Decimal::new(i64::from(self.0), Self::SCALE)
    }
}

impl FromStr for Rate {
    type Err = NotARate;
    fn from_str(text: &str) -> Result<Self, NotARate> {
        money::decimal(text).and_then(Self::from_percent).ok_or(NotARate)
    }
}
/// At least one decimal: `19.0`.
impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&money::decimal_text(self.percent()))
    }
}
impl Serialize for Rate {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}
impl<'de> Deserialize<'de> for Rate {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

/// A tax with its name: `{"name": "VAT", "rate": "19.0"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tax {
    pub name: String,
    pub rate: Rate,
}

/// Which figure of a price people see, and which one is exact on invoices (rule M4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceDisplay {
    #[default]
    Net,
    Gross,
}
impl PriceDisplay {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Net => "net",
            Self::Gross => "gross",
        }
    }
}
impl TryFrom<String> for PriceDisplay {
    type Error = ();
    fn try_from(name: String) -> Result<Self, ()> {
        [Self::Net, Self::Gross].into_iter().find(|display| display.name() == name).ok_or(())
    }
}

/// The part of a gross figure that is this tax: `{"name", "rate", "amount"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxAmount {
    #[serde(flatten)]
    pub tax: Tax,
    pub amount: Amount,
}

/// The figures of one line, in whole coins; `net` and all taxes add up to `gross`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub net: Amount,
    pub gross: Amount,
    pub taxes: Vec<TaxAmount>,
}

/// The figures for one unit of something; API 1 shows them beside those of the [`Line`] (rule M9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnitPrice {
    pub amount: Amount,
    pub tax_amount: Amount,
    pub amount_with_tax: Amount,
}

/// A price as API 2 shows it; `net` and all taxes add up to `gross`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Price {
    pub net: Amount,
    pub gross: Amount,
    pub currency: Currency,
    pub taxes: Vec<TaxAmount>,
}

/// The taxes of a new line (rules M11, M14).
///
/// `own` is the tax of the thing sold, if it has one; it counts only in a space with custom tax rates. Who
/// is not charged taxes gets the same taxes at rate zero.
pub fn applicable(defaults: &[Tax], own: Option<&Tax>, custom_rates: bool, charge_taxes: bool) -> Vec<Tax> {
    let mut taxes = match own.filter(|_| custom_rates) {
        Some(own) => vec![own.clone()],
        None => defaults.to_vec(),
    };
    if !charge_taxes {
        for tax in &mut taxes {
            tax.rate = Rate::ZERO;
        }
    }
    taxes
}

/// All rates together, in percent: what is charged on top of a net price (rule M10).
pub fn percent(taxes: &[Tax]) -> Decimal {
    taxes.iter().map(|tax| tax.rate.percent()).sum()
}

/// All rates together, as a factor of the net price: 0.19.
fn factor(taxes: &[Tax]) -> Result<Decimal, OutOfRange> {
    let percent = taxes.iter().try_fold(Decimal::ZERO, |sum, tax| sum.checked_add(tax.rate.percent()));
    percent.and_then(|percent| percent.checked_div(Decimal::ONE_HUNDRED)).ok_or(OutOfRange)
}

fn times(left: Decimal, right: Decimal) -> Result<Decimal, OutOfRange> {
    left.checked_mul(right).ok_or(OutOfRange)
}

/// The net, with six decimals, of a price that was typed as gross (rule M2).
pub fn net_of_gross(gross: Amount, taxes: &[Tax]) -> Result<Amount, OutOfRange> {
    let with_taxes = Decimal::ONE.checked_add(factor(taxes)?).ok_or(OutOfRange)?;
    gross.to_decimal().checked_div(with_taxes).and_then(Amount::from_decimal).ok_or(OutOfRange)
}

/// The figures of one line: `unit_net` with up to six decimals, times a quantity of up to six decimals
/// (rules M5 and M6).
pub fn line(unit_net: Amount, quantity: Decimal, taxes: &[Tax], display: PriceDisplay, currency: Currency) -> Result<Line, OutOfRange> {
    match display {
        PriceDisplay::Net => net_line(unit_net, quantity, taxes, currency),
        PriceDisplay::Gross => gross_line(unit_net, quantity, taxes, currency),
    }
}

fn net_line(unit_net: Amount, quantity: Decimal, taxes: &[Tax], currency: Currency) -> Result<Line, OutOfRange> {
    let net = money::round(times(unit_net.to_decimal(), quantity)?, currency)?;
    let taxes = taxes.iter().map(|tax| tax_of(net, tax, currency)).collect::<Result<Vec<_>, _>>()?;
    let gross = Amount::sum(taxes.iter().map(|tax| tax.amount).chain([net]))?;
    Ok(Line { net, gross, taxes })
}

fn gross_line(unit_net: Amount, quantity: Decimal, taxes: &[Tax], currency: Currency) -> Result<Line, OutOfRange> {
    let with_taxes = Decimal::ONE.checked_add(factor(taxes)?).ok_or(OutOfRange)?;
    let unit_gross = money::round(times(unit_net.to_decimal(), with_taxes)?, currency)?;
    let gross = money::round(times(unit_gross.to_decimal(), quantity)?, currency)?;
    let net = money::round(gross.to_decimal().checked_div(with_taxes).ok_or(OutOfRange)?, currency)?;
    let mut left = gross.minus(net)?;
    let last = taxes.len().saturating_sub(1);
    let mut amounts = Vec::with_capacity(taxes.len());
    for (place, tax) in taxes.iter().enumerate() {
        let own = if place == last { left } else { tax_of(net, tax, currency)?.amount };
        left = left.minus(own)?;
        amounts.push(TaxAmount { tax: tax.clone(), amount: own });
    }
    Ok(Line { net, gross, taxes: amounts })
}

fn tax_of(net: Amount, tax: &Tax, currency: Currency) -> Result<TaxAmount, OutOfRange> {
    let amount = times(net.to_decimal(), tax.rate.percent())?.checked_div(Decimal::ONE_HUNDRED).ok_or(OutOfRange)?;
    Ok(TaxAmount { tax: tax.clone(), amount: money::round(amount, currency)? })
}

/// What one unit costs; not what a line divided by its quantity gives (rule M9).
pub fn unit(unit_net: Amount, taxes: &[Tax], currency: Currency) -> Result<UnitPrice, OutOfRange> {
    let amount = unit_net.rounded(currency);
    let tax_amount = money::round(times(unit_net.to_decimal(), factor(taxes)?)?, currency)?;
    Ok(UnitPrice { amount, tax_amount, amount_with_tax: amount.plus(tax_amount)? })
}

/// A net price with up to six decimals as people see it: the line of one such thing.
pub fn price(net: Amount, taxes: &[Tax], display: PriceDisplay, currency: Currency) -> Result<Price, OutOfRange> {
    let Line { net, gross, taxes } = line(net, Decimal::ONE, taxes, display, currency)?;
    Ok(Price { net, gross, currency, taxes })
}

#[cfg(test)]
mod tests;
