//! Which prices of a resource cannot be stored.

use super::Pricing;
use crate::money::Amount;

impl Pricing {
    /// What is wrong, as paths of field names (`discounts/0/minimum_minutes`) and messages; empty when all is well.
    pub fn validate(&self) -> Vec<(String, &'static str)> {
        let mut wrong = Vec::new();
        if self.price_per_hour.is_some_and(Amount::is_negative) {
            wrong.push(("price_per_hour".into(), NEGATIVE));
        }
        if self.paid_time_cap == Some(0) {
            wrong.push(("paid_time_cap".into(), ZERO_DURATION));
        }
        let discounts = self.discounts.iter().map(|discount| (discount.price_per_hour, discount.minimum_minutes));
        entries(&mut wrong, "discounts", ["price_per_hour", "minimum_minutes"], discounts);
        let caps = self.price_caps.iter().map(|cap| (cap.price, cap.maximum_minutes));
        entries(&mut wrong, "price_caps", ["price", "maximum_minutes"], caps);
        let rates = self.fixed_rates.iter().map(|rate| (rate.price, rate.maximum_minutes));
        entries(&mut wrong, "fixed_rates", ["price", "maximum_minutes"], rates);
        wrong
    }
}

const NEGATIVE: &str = "must not be negative";
const ZERO_DURATION: &str = "must be longer than zero";
const DUPLICATE: &str = "is given twice";

fn entries(
    wrong: &mut Vec<(String, &'static str)>,
    list: &str,
    [price_name, duration_name]: [&str; 2],
    entries: impl Iterator<Item = (Amount, u32)>,
) {
    let mut seen = std::collections::BTreeSet::new();
    for (place, (price, minutes)) in entries.enumerate() {
        let duration = format!("{list}/{place}/{duration_name}");
        if price.is_negative() {
            wrong.push((format!("{list}/{place}/{price_name}"), NEGATIVE));
        }
        if minutes == 0 {
            wrong.push((duration, ZERO_DURATION));
        } else if !seen.insert(minutes) {
            wrong.push((duration, DUPLICATE));
        }
    }
}
