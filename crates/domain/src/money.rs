//! Money: exact amounts, how they are rounded and how they are written.

pub use crate::currency::{Currency, NotACurrency};
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

/// A sum or product is beyond ±9 billion currency units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is too large an amount")]
pub struct OutOfRange;

/// Half away from zero to the decimals that the currency has (rule M1).
pub fn round(value: Decimal, currency: Currency) -> Result<Amount, OutOfRange> {
    Amount::from_decimal(value.round_dp_with_strategy(currency.minor_digits(), RoundingStrategy::MidpointAwayFromZero)).ok_or(OutOfRange)
}

/// A number as people and the APIs write it: a sign, digits, a point; no exponents, no groups of digits, and
/// none that would have to be rounded.
pub fn decimal(text: &str) -> Option<Decimal> {
    let text = text.trim();
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
    Decimal::from_str_exact(text).ok().filter(|_| plain)
}

/// A quantity or rate as the APIs write it: all digits that count, at least one decimal (`2.0`, `0.25`).
pub fn decimal_text(value: Decimal) -> String {
    let mut value = value.normalize();
    if value.scale() == 0 {
        value.rescale(1);
    }
    value.to_string()
}

impl Amount {
    pub const ZERO: Self = Self(0);
    const MILLION: i64 = 1_000_000;
    /// Amounts lie between minus and plus this, both excluded.
    const LIMIT: u64 = 9_000_000_000 * 1_000_000;

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
        i64::try_from(value.mantissa()).ok().and_then(Self::within)
    }

    fn within(micros: i64) -> Option<Self> {
        (micros.unsigned_abs() < Self::LIMIT).then_some(Self(micros))
    }

    /// Half away from zero to the decimals that the currency has (rule M1).
    pub fn rounded(self, currency: Currency) -> Self {
        let step = coin(currency);
        let steps = divide(i128::from(self.0), step);
        // Only an amount within half a step of what an i64 holds does not fit; those are beyond the range anyway.
        i64::try_from(steps * step).map_or(self, Self)
    }

    pub fn plus(self, other: Self) -> Result<Self, OutOfRange> {
        self.0.checked_add(other.0).and_then(Self::within).ok_or(OutOfRange)
    }

    pub fn minus(self, other: Self) -> Result<Self, OutOfRange> {
        self.0.checked_sub(other.0).and_then(Self::within).ok_or(OutOfRange)
    }

    pub fn negated(self) -> Result<Self, OutOfRange> {
        self.0.checked_neg().and_then(Self::within).ok_or(OutOfRange)
    }

    /// The sum; the order of the amounts does not matter for whether it is in range.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self, OutOfRange> {
        let sum = amounts.into_iter().try_fold(0_i128, |sum, amount| sum.checked_add(i128::from(amount.0)));
        sum.and_then(|sum| i64::try_from(sum).ok()).and_then(Self::within).ok_or(OutOfRange)
    }

    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }
}

/// The smallest coin of the currency, in millionths.
pub(crate) fn coin(currency: Currency) -> i128 {
    10_i128.pow(SCALE.saturating_sub(currency.minor_digits()))
}

/// Half away from zero; `by` is positive.
pub(crate) const fn divide(value: i128, by: i128) -> i128 {
    let (whole, rest) = (value / by, value % by);
    if rest.unsigned_abs() >= by.unsigned_abs().div_ceil(2) { whole + rest.signum() } else { whole }
}

impl From<i64> for Amount {
    fn from(micros: i64) -> Self {
        Self(micros)
    }
}

impl std::str::FromStr for Amount {
    type Err = NotAnAmount;
    fn from_str(text: &str) -> Result<Self, NotAnAmount> {
        let value = decimal(text).ok_or(NotAnAmount)?;
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
        for text in [
            "",
            "a",
            "1e3",
            "0.1234567",
            "99999999999",
            "1,5",
            "1_000",
            "1E3",
            "0.10000000000000000000000000000000001",
            "79228162514264337593543950335",
            "1 0",
        ] {
            assert_eq!(text.parse::<Amount>(), Err(NotAnAmount), "{text}");
        }
    }

    fn amount(text: &str) -> Amount {
        text.parse().unwrap()
    }

    #[test]
    fn rounded_half_away_from_zero_to_the_coins_of_the_currency() {
        let jpy = "JPY".parse().unwrap();
        let kwd = "KWD".parse().unwrap();
        for (exact, currency, coins) in [
            ("0.005", Currency::EUR, "0.01"),
            ("-0.005", Currency::EUR, "-0.01"),
            ("0.004999", Currency::EUR, "0.0"),
            ("8.394958", Currency::EUR, "8.39"),
            ("99.5", jpy, "100.0"),
            ("-99.499999", jpy, "-99.0"),
            ("1.0005", kwd, "1.001"),
        ] {
            assert_eq!(amount(exact).rounded(currency), amount(coins), "{exact} {currency}");
            assert_eq!(round(amount(exact).to_decimal(), currency), Ok(amount(coins)), "{exact} {currency}");
        }
        assert_eq!(round(Decimal::MAX, jpy), Err(OutOfRange));
        assert_eq!(round(Decimal::MIN, kwd), Err(OutOfRange));
    }

    #[test]
    fn arithmetic_stops_at_the_range() {
        let (most, cent) = (Amount(8_999_999_999_999_999), Amount(10_000));
        assert_eq!(most.plus(cent), Err(OutOfRange));
        assert_eq!(most.negated().unwrap().minus(cent), Err(OutOfRange));
        assert_eq!(Amount::sum([most, cent, most.negated().unwrap()]), Ok(cent));
        assert_eq!(Amount::sum([most, most]), Err(OutOfRange));
        assert_eq!(Amount(i64::MIN).negated(), Err(OutOfRange));
        assert_eq!(Amount(i64::MAX).plus(Amount(1)), Err(OutOfRange));
        assert_eq!(Amount(i64::MIN).rounded(Currency::EUR), Amount(i64::MIN));
        assert_eq!(Amount(i64::MIN).to_string(), "-9223372036854.775808");
    }

    #[test]
    fn quantities_are_written_with_at_least_one_decimal() {
        for (value, text) in [("2", "2.0"), ("1.50", "1.5"), ("0", "0.0"), ("0.25", "0.25")] {
            assert_eq!(decimal_text(value.parse().unwrap()), text);
        }
    }
}
