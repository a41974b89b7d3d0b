//! What a booking of a resource costs, before taxes, credits and extras (business rules, section 10).
//!
//! Everything up to the last rounding is counted in whole sixtieths of a millionth of the currency unit:
//! an hourly price times minutes is a whole number of those, so that no step loses a digit.

mod check;

use crate::money::{self, Amount, Currency, OutOfRange};
use crate::taxes::PriceDisplay;
use serde::{Deserialize, Serialize};

/// The prices of a resource; all amounts are net. Stored as JSON, so the names must stay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pricing {
    /// `None` is free, unless there are fixed rates.
    pub price_per_hour: Option<Amount>,
    pub discounts: Vec<Discount>,
    pub price_caps: Vec<PriceCap>,
    /// Minutes after which a booking costs no more.
    pub paid_time_cap: Option<u32>,
    /// When there are any, all other prices are ignored.
    pub fixed_rates: Vec<FixedRate>,
    /// For bookings: keep millionths, as the price with taxes is the one that is rounded (see [`Pricing::shown_as`]).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub exact: bool,
}

impl Pricing {
    /// As a space prices bookings that shows prices so. Where people see prices with taxes, a net price rounded to
    /// coins would show 16.01 for what was typed as 16.00; there the net keeps its six decimals, and rule M6 rounds.
    #[must_use]
    pub fn shown_as(mut self, display: PriceDisplay) -> Self {
        self.exact = display == PriceDisplay::Gross;
        self
    }
}

/// Another hourly price, for all minutes of a booking that is long enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discount {
    pub price_per_hour: Amount,
    pub minimum_minutes: u32,
}

/// The most that any stretch of up to so many minutes costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceCap {
    pub price: Amount,
    pub maximum_minutes: u32,
}

/// A price for any booking of up to so many minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FixedRate {
    pub price: Amount,
    pub maximum_minutes: u32,
}

/// The cap that made a booking cheaper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppliedCap {
    Price(PriceCap),
    /// Minutes that are paid.
    PaidTime(u32),
}

impl AppliedCap {
    pub const fn maximum_minutes(self) -> u32 {
        match self {
            Self::Price(cap) => cap.maximum_minutes,
            Self::PaidTime(minutes) => minutes,
        }
    }
}

/// A price and how it came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// In whole coins, or millionths where prices are exact; a custom price as it was set, with up to six decimals.
    pub net: Amount,
    pub applied_discount: Option<Discount>,
    /// Each used rate and how often, longest first.
    pub applied_fixed_rates: Vec<(FixedRate, u32)>,
    /// The paid-time cap when it cut the time, else the longest price cap that lowered the price.
    pub applied_price_cap: Option<AppliedCap>,
}

impl Quote {
    const fn plain(net: Amount) -> Self {
        Self { net, applied_discount: None, applied_fixed_rates: Vec::new(), applied_price_cap: None }
    }
}

/// The net price of a booking of `minutes` on `units` units; a custom price stands for the whole booking.
///
/// # Errors
/// A price beyond what an [`Amount`] holds.
pub fn quote(pricing: &Pricing, minutes: u32, units: u32, custom: Option<Amount>, currency: Currency) -> Result<Quote, OutOfRange> {
    match custom {
        Some(net) => Ok(Quote::plain(net)),
        None => quote_rest(pricing, minutes, Stretch::whole(minutes, units), currency),
    }
}

/// The part of a booking that is to be paid, in minutes summed over all units; it need not be whole minutes
/// of each unit.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch {
    unit_minutes: i128,
    units: i128,
}

impl Stretch {
    pub(crate) fn whole(minutes: u32, units: u32) -> Self {
        Self::rest(minutes, units, 0)
    }

    /// What is left when `taken` minutes, summed over the units, need not be paid.
    pub(crate) fn rest(minutes: u32, units: u32, taken: u64) -> Self {
        let unit_minutes = i128::from(minutes) * i128::from(units) - i128::from(taken);
        Self { unit_minutes: unit_minutes.max(0), units: units.into() }
    }

    /// How often a period of so many minutes fits, and what is left after that.
    fn split(self, period: u32) -> (i128, Self) {
        let all_units = self.scaled(period).max(1);
        (self.unit_minutes / all_units, Self { unit_minutes: self.unit_minutes % all_units, ..self })
    }

    fn at_most(self, minutes: u32) -> Self {
        Self { unit_minutes: self.unit_minutes.min(self.scaled(minutes)), ..self }
    }

    fn fits(self, minutes: u32) -> bool {
        self.unit_minutes <= self.scaled(minutes)
    }

    fn is_empty(self) -> bool {
        self.unit_minutes == 0
    }

    fn scaled(self, minutes: u32) -> i128 {
        i128::from(minutes) * self.units
    }
}

/// Steps 2 to 6 for the part `rest` of a booking that takes `minutes` in all; the discount goes by the latter.
pub(crate) fn quote_rest(pricing: &Pricing, minutes: u32, rest: Stretch, currency: Currency) -> Result<Quote, OutOfRange> {
    let mut rates: Vec<_> = pricing.fixed_rates.iter().filter(|rate| rate.maximum_minutes > 0).copied().collect();
    rates.sort_by_key(|rate| (rate.maximum_minutes, rate.price));
    rates.dedup_by_key(|rate| rate.maximum_minutes);
    if let Some(longest) = rates.last().copied() {
        let (cost, applied_fixed_rates) = fixed(&rates, longest, rest)?;
        return Ok(Quote { applied_fixed_rates, ..Quote::plain(cost.rounded(pricing, currency)?) });
    }

    let applied_discount = discount(pricing, minutes);
    let per_hour = applied_discount.map_or(pricing.price_per_hour.unwrap_or_default(), |discount| discount.price_per_hour);
    let paid = pricing.paid_time_cap.map_or(rest, |cap| rest.at_most(cap));
    let (cost, lowered_by) = capped(&pricing.price_caps, per_hour, paid)?;
    let cut = pricing.paid_time_cap.filter(|cap| !rest.fits(*cap)).map(AppliedCap::PaidTime);
    let applied_price_cap = cut.or(lowered_by.map(AppliedCap::Price));
    Ok(Quote { applied_discount, applied_price_cap, ..Quote::plain(cost.rounded(pricing, currency)?) })
}

/// The price of a stretch at an hourly price that no discount touches, with the price caps as ceilings.
pub(crate) fn at_reduced_price(pricing: &Pricing, per_hour: Amount, rest: Stretch, currency: Currency) -> Result<Amount, OutOfRange> {
    capped(&pricing.price_caps, per_hour, rest)?.0.rounded(pricing, currency)
}

fn discount(pricing: &Pricing, minutes: u32) -> Option<Discount> {
    let reached = pricing.discounts.iter().filter(|discount| discount.minimum_minutes <= minutes);
    reached.max_by_key(|discount| (discount.minimum_minutes, std::cmp::Reverse(discount.price_per_hour))).copied()
}

/// Step 2; `rates` is sorted by duration and `longest` its last.
fn fixed(rates: &[FixedRate], longest: FixedRate, time: Stretch) -> Result<(Cost, Vec<(FixedRate, u32)>), OutOfRange> {
    let (times, rest) = time.split(longest.maximum_minutes);
    let mut applied = Vec::new();
    if times > 0 {
        applied.push((longest, u32::try_from(times).map_err(|_| OutOfRange)?));
    }
    if let Some(rate) = rates.iter().find(|rate| !rest.is_empty() && rest.fits(rate.maximum_minutes)) {
        match applied.first_mut().filter(|(used, _)| used == rate) {
            Some((_, count)) => *count = count.saturating_add(1),
            None => applied.push((*rate, 1)),
        }
    }
    let cost =
        applied.iter().try_fold(Cost::ZERO, |sum, (rate, count)| sum.plus(Cost::of(rate.price, time.units)?.times(i128::from(*count))?))?;
    Ok((cost, applied))
}

/// Step 5 for all units, and the longest cap that made a difference.
fn capped(caps: &[PriceCap], per_hour: Amount, time: Stretch) -> Result<(Cost, Option<PriceCap>), OutOfRange> {
    let mut caps: Vec<_> = caps.iter().filter(|cap| cap.maximum_minutes > 0).copied().collect();
    caps.sort_by_key(|cap| (cap.maximum_minutes, std::cmp::Reverse(cap.price)));
    let Some(longest) = caps.last().copied() else {
        return Ok((Cost::hourly(per_hour, time.unit_minutes)?, None));
    };

    let (times, rest) = time.split(longest.maximum_minutes);
    let uncapped = Cost::hourly(per_hour, time.scaled(longest.maximum_minutes))?;
    let ceiling = Cost::of(longest.price, time.units)?;
    let lowered = (times > 0 && ceiling < uncapped).then_some(longest);
    let periods = uncapped.min(ceiling).times(times)?;

    let mut last = (Cost::hourly(per_hour, rest.unit_minutes)?, None);
    for cap in caps.into_iter().filter(|cap| rest.fits(cap.maximum_minutes)) {
        let ceiling = Cost::of(cap.price, time.units)?;
        if ceiling < last.0 {
            last = (ceiling, Some(cap));
        }
    }
    Ok((periods.plus(last.0)?, lowered.or(last.1)))
}

/// An exact cost, in sixtieths of a millionth of the currency unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Cost(i128);

impl Cost {
    const ZERO: Self = Self(0);
    const SIXTIETHS: i128 = 60;

    fn of(price: Amount, units: i128) -> Result<Self, OutOfRange> {
        Self(i128::from(price.0) * Self::SIXTIETHS).times(units)
    }

    fn hourly(per_hour: Amount, unit_minutes: i128) -> Result<Self, OutOfRange> {
        Self(per_hour.0.into()).times(unit_minutes)
    }

    fn times(self, count: i128) -> Result<Self, OutOfRange> {
        self.0.checked_mul(count).map(Self).ok_or(OutOfRange)
    }

    fn plus(self, other: Self) -> Result<Self, OutOfRange> {
        self.0.checked_add(other.0).map(Self).ok_or(OutOfRange)
    }

    /// Rounded once, straight to the coins of the currency, or to millionths.
    fn rounded(self, pricing: &Pricing, currency: Currency) -> Result<Amount, OutOfRange> {
        let step = if pricing.exact { 1 } else { money::coin(currency) };
        let micros = money::divide(self.0, step * Self::SIXTIETHS).checked_mul(step);
        let amount = micros.and_then(|micros| i64::try_from(micros).ok()).map(Amount).ok_or(OutOfRange)?;
        amount.plus(Amount::ZERO)
    }
}

#[cfg(test)]
mod tests;
