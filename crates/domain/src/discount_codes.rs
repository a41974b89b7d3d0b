//! Codes that lower a price (rules G5, G6 and, for plans, N14).

use crate::ids::{DiscountCodeId, DiscountedId, PlanId};
use crate::money::{self, Amount, Currency, OutOfRange};
use crate::refusal::Refusal;
use crate::taxes::{Line, Tax};
use crate::texts;
use jiff::ToSpan as _;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

crate::words::words! {
    /// What the value of a code is.
    DiscountUnit {
        Percentage = "percentage",
        Amount = "amount",
    }
    /// What a code is good for.
    DiscountCategory {
        MembershipPlans = "membershipPlans",
        ExternalBookings = "externalBookings",
    }
}

/// A code, as admins set it up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiscountCode {
    pub id: DiscountCodeId,
    /// For admins.
    pub name: String,
    /// What people type; case does not matter.
    pub code: String,
    pub unit: DiscountUnit,
    /// Percent, or money.
    pub value: Amount,
    /// Of an amount.
    pub currency: Currency,
    pub category: DiscountCategory,
    /// The first day.
    pub starts_on: Option<Date>,
    /// The last day.
    pub ends_on: Option<Date>,
    pub max_redemptions: Option<u32>,
    /// Plans or external resources; none: all of the category.
    pub objects: Vec<DiscountedId>,
    /// How long a plan's fee is lowered, from the first day of the membership; for ever without it (N14).
    #[serde(default)]
    pub months: Option<u16>,
}

/// The longest that a plan's fee is lowered for a time.
const MOST_MONTHS: u16 = 120;
const HUNDRED: Amount = Amount::units(100);

impl DiscountCode {
    /// Tidied up, or everything that is wrong.
    pub fn checked(mut self) -> Result<Self, Vec<Refusal>> {
        let mut wrong = Vec::new();
        for (field, text) in [("name", &mut self.name), ("code", &mut self.code)] {
            match texts::name(text) {
                Ok(tidy) => *text = tidy,
                Err(bad) => wrong.push(Refusal::new(field, bad.code(), bad.to_string())),
            }
        }
        if self.value <= Amount::ZERO {
            wrong.push(Refusal::new("value", "not_positive", "must be more than 0"));
        } else if self.unit == DiscountUnit::Percentage && self.value > HUNDRED {
            wrong.push(Refusal::new("value", "out_of_range", "must be at most 100"));
        }
        if self.starts_on.zip(self.ends_on).is_some_and(|(first, last)| last < first) {
            wrong.push(Refusal::new("ends_on", "before_start", "must not be before the first day"));
        }
        if self.max_redemptions == Some(0) {
            wrong.push(Refusal::new("max_redemptions", "out_of_range", "must be at least 1"));
        }
        if self.months.is_some_and(|months| !(1..=MOST_MONTHS).contains(&months)) {
            wrong.push(Refusal::new("months", "out_of_range", "must be between 1 and 120"));
        } else if self.months.is_some() && self.category != DiscountCategory::MembershipPlans {
            wrong.push(Refusal::new("months", "not_for_plans", "can only be set for membership plans"));
        }
        if self.category == DiscountCategory::ExternalBookings && self.objects.is_empty() {
            wrong.push(Refusal::new("objects", "blank", "must say which external resources it is good for"));
        }
        if wrong.is_empty() { Ok(self) } else { Err(wrong) }
    }

    /// Whether it may be used on a day, after so many redemptions.
    pub fn is_valid(&self, today: Date, redemptions: u32) -> bool {
        let begun = self.starts_on.is_none_or(|first| first <= today);
        let lasts = self.ends_on.is_none_or(|last| today <= last);
        begun && lasts && self.max_redemptions.is_none_or(|most| redemptions < most)
    }

    /// Whether it is good for something; `plan` is the plan of the space that has this id, if there is one.
    pub fn is_good_for(&self, object: DiscountedId, plan: Option<PlanId>) -> bool {
        match self.category {
            DiscountCategory::MembershipPlans if self.objects.is_empty() => plan.is_some_and(|plan| plan.0 == object.0),
            _ => self.objects.contains(&object),
        }
    }
}

/// A code as it was redeemed: what it was worth then stays. Stored as JSON, so the names must stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Redeemed {
    pub id: DiscountCodeId,
    pub code: String,
    pub name: String,
    pub unit: DiscountUnit,
    pub value: Amount,
}

/// What a code takes off the fee of one copy of a plan (N14). Stored in the copy, so the names must stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanDiscount {
    #[serde(flatten)]
    pub code: Redeemed,
    /// The first day that is not lowered any more; for ever without one.
    #[serde(default)]
    pub until: Option<Date>,
}

impl PlanDiscount {
    /// From the first day of a membership on.
    pub fn new(code: DiscountCode, first: Date) -> Self {
        let until = code.months.map(|months| first.saturating_add(i32::from(months).months()));
        Self { until, code: code.into() }
    }

    /// Net, for each cycle at a price: never more than the price.
    ///
    /// # Errors
    /// More than an [`Amount`] holds.
    pub fn off(&self, price: Amount, currency: Currency) -> Result<Amount, OutOfRange> {
        off(self.code.unit, self.code.value, price, currency)
    }
}

/// What a code of that value takes off a price.
pub(crate) fn off(unit: DiscountUnit, value: Amount, price: Amount, currency: Currency) -> Result<Amount, OutOfRange> {
    match unit {
        _ if price <= Amount::ZERO => Ok(Amount::ZERO),
        DiscountUnit::Percentage => share(price, value, HUNDRED, currency),
        DiscountUnit::Amount => Ok(value.min(price)),
    }
}

impl From<DiscountCode> for Redeemed {
    fn from(code: DiscountCode) -> Self {
        let DiscountCode { id, code, name, unit, value, .. } = code;
        Self { id, code, name, unit, value }
    }
}

impl Redeemed {
    /// What it takes off each set of taxes, net and less than zero (G6): off all lines in proportion to their net, the last
    /// one takes the remainder.
    pub fn cuts(&self, lines: &[(&[Tax], &Line)], currency: Currency) -> Result<Vec<(Vec<Tax>, Amount)>, OutOfRange> {
        let total = Amount::sum(lines.iter().map(|(_, line)| line.net))?;
        let off = off(self.unit, self.value, total, currency)?;
        let (mut cuts, mut left): (Vec<(Vec<Tax>, Amount)>, _) = (Vec::new(), off);
        for (place, (taxes, line)) in lines.iter().enumerate() {
            let last = place + 1 == lines.len();
            let part = if last || off == Amount::ZERO { left } else { share(off, line.net, total, currency)? };
            left = left.minus(part)?;
            match cuts.iter_mut().find(|(known, _)| known == taxes) {
                Some((_, sum)) => *sum = sum.minus(part)?,
                None => cuts.push((taxes.to_vec(), part.negated()?)),
            }
        }
        cuts.retain(|(_, cut)| *cut != Amount::ZERO);
        Ok(cuts)
    }
}

/// `amount * part / whole` in whole coins (M1).
fn share(amount: Amount, part: Amount, whole: Amount, currency: Currency) -> Result<Amount, OutOfRange> {
    let product = amount.to_decimal().checked_mul(part.to_decimal()).ok_or(OutOfRange)?;
    money::round(product.checked_div(whole.to_decimal()).unwrap_or(Decimal::ZERO), currency)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn code() -> DiscountCode {
        DiscountCode {
            id: DiscountCodeId(Uuid::nil()),
            name: " Summer ".into(),
            code: "SUN".into(),
            unit: DiscountUnit::Percentage,
            value: Amount::units(10),
            currency: "EUR".parse().unwrap(),
            category: DiscountCategory::MembershipPlans,
            starts_on: Some(date(2026, 3, 1)),
            ends_on: Some(date(2026, 3, 31)),
            max_redemptions: Some(2),
            objects: vec![],
            months: None,
        }
    }

    #[test]
    fn days_and_redemptions_limit_it() {
        for (day, redemptions, valid) in
            [(1, 0, true), (31, 1, true), (31, 2, false)].map(|(day, used, valid)| (date(2026, 3, day), used, valid))
        {
            assert_eq!(code().is_valid(day, redemptions), valid, "{day} {redemptions}");
        }
        assert!(!code().is_valid(date(2026, 2, 28), 0) && !code().is_valid(date(2026, 4, 1), 0));
        let free = DiscountCode { starts_on: None, ends_on: None, max_redemptions: None, ..code() };
        assert!(free.is_valid(date(1999, 1, 1), u32::MAX));
    }

    #[test]
    fn all_plans_or_chosen_ones() {
        let (one, other) = (DiscountedId(Uuid::from_u128(1)), DiscountedId(Uuid::from_u128(2)));
        assert!(code().is_good_for(one, Some(PlanId(one.0))) && !code().is_good_for(one, None));
        let chosen = DiscountCode { objects: vec![one], ..code() };
        assert!(chosen.is_good_for(one, Some(PlanId(one.0))) && !chosen.is_good_for(other, Some(PlanId(other.0))));
    }

    #[test]
    fn a_code_takes_its_part_off_every_line() {
        let tax = |rate: &str| vec![Tax { name: "VAT".into(), rate: rate.parse().unwrap() }];
        let (high, low) = (tax("19"), tax("7"));
        let line = |net: &str| Line { net: net.parse().unwrap(), gross: Amount::ZERO, taxes: vec![] };
        let (room, coffee, cake) = (line("30"), line("1"), line("2.33"));
        let lines = [(high.as_slice(), &room), (low.as_slice(), &coffee), (high.as_slice(), &cake)];
        let cuts = |unit, value: &str| {
            let code = Redeemed::from(DiscountCode { unit, value: value.parse().unwrap(), ..code() });
            let cuts = code.cuts(&lines, "EUR".parse().unwrap()).unwrap();
            cuts.into_iter().map(|(_, cut)| cut.to_string()).collect::<Vec<_>>()
        };
        assert_eq!(cuts(DiscountUnit::Percentage, "10"), ["-3.23", "-0.1"], "3.33 in all: 3.00, 0.10 and the rest");
        assert_eq!(cuts(DiscountUnit::Percentage, "100"), ["-32.33", "-1.0"]);
        assert_eq!(cuts(DiscountUnit::Amount, "500"), ["-32.33", "-1.0"], "never more than there is");
        assert_eq!(cuts(DiscountUnit::Amount, "0.01"), ["-0.01"]);
        let free = Redeemed::from(code()).cuts(&[(high.as_slice(), &line("0"))], "EUR".parse().unwrap());
        assert_eq!(free, Ok(vec![]));
    }

    #[test]
    fn nonsense_is_refused() {
        assert_eq!(code().checked().unwrap().name, "Summer");
        let amount = DiscountCode { unit: DiscountUnit::Amount, value: Amount::units(500), ..code() };
        assert!(amount.checked().is_ok());
        let bad = DiscountCode {
            name: String::new(),
            value: Amount::units(101),
            ends_on: Some(date(2026, 2, 1)),
            max_redemptions: Some(0),
            category: DiscountCategory::ExternalBookings,
            ..code()
        };
        let wrong: Vec<_> = bad.checked().unwrap_err().into_iter().map(|refusal| refusal.to_string()).collect();
        assert_eq!(wrong.len(), 5, "{wrong:?}");
        assert!(DiscountCode { value: Amount::ZERO, ..code() }.checked().is_err());
    }
}
