//! Money: exact amounts and how they are written.

use rust_decimal::{Decimal, RoundingStrategy};
use std::fmt;

/// An amount in millionths of the currency unit (prices keep six decimals, rule M2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(pub i64);

const SCALE: u32 = 6;

/// The text is not an amount: not a decimal number, more than six decimals, or beyond ±9 billion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a decimal amount")]
pub struct NotAnAmount;

impl Amount {
    pub const ZERO: Self = Self(0);
    const MILLION: i64 = 1_000_000;

    /// Whole currency units.
    pub const fn units(units: i64) -> Self {
        Self(units * Self::MILLION)
    }

    pub fn to_decimal(self) -> Decimal {
        Decimal::new(self.0, SCALE)
    }

    /// Half away from zero to six decimals; `None` beyond the range.
    pub fn from_decimal(value: Decimal) -> Option<Self> {
        let mut value = value.round_dp_with_strategy(SCALE, RoundingStrategy::MidpointAwayFromZero);
        value.rescale(SCALE);
        i64::try_from(value.mantissa()).ok().filter(|n| n.unsigned_abs() < 9_000_000_000 * 1_000_000).map(Self)
    }
}

impl From<i64> for Amount {
    fn from(micros: i64) -> Self {
        Self(micros)
    }
}

impl std::str::FromStr for Amount {
    type Err = NotAnAmount;
    fn from_str(text: &str) -> Result<Self, NotAnAmount> {
        let value: Decimal = text.trim().parse().map_err(|_| NotAnAmount)?;
        if value.normalize().scale() > SCALE {
            return Err(NotAnAmount);
        }
        Self::from_decimal(value).ok_or(NotAnAmount)
    }
}

/// All digits that count, at least one decimal: `16.0`, `0.55`, `8.394958` (rule M3 after rounding).
impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.0.unsigned_abs() / 1_000_000, self.0.unsigned_abs() % 1_000_000);
        let sign = if self.0 < 0 { "-" } else { "" };
        let digits = format!("{part:06}");
        let digits = digits.trim_end_matches('0');
        write!(f, "{sign}{whole}.{}", if digits.is_empty() { "0" } else { digits })
    }
}
impl serde::Serialize for Amount {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}
impl<'de> serde::Deserialize<'de> for Amount {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_with_at_least_one_decimal() {
        for (text, shown) in [("16", "16.0"), ("17.60", "17.6"), ("-0.55", "-0.55"), ("8.394958", "8.394958"), ("0", "0.0")] {
            assert_eq!(text.parse::<Amount>().unwrap().to_string(), shown);
        }
        for text in ["", "a", "1e3", "0.1234567", "99999999999", "1,5"] {
            assert_eq!(text.parse::<Amount>(), Err(NotAnAmount), "{text}");
        }
    }
}
