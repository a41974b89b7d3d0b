//! Resources that visitors may book: twins with values of their own (rule R7).

use crate::money::{Amount, Currency};
use crate::pricing::{Discount, FixedRate, PriceCap, Pricing};
use serde::{Deserialize, Serialize};

/// Prices for visitors; what is `None` is as the resource has it. Stored as JSON, so the names must stay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnPricing {
    pub price_per_hour: Option<Amount>,
    pub discounts: Option<Vec<Discount>>,
    pub price_caps: Option<Vec<PriceCap>>,
    /// Minutes.
    pub paid_time_cap: Option<u32>,
    pub fixed_rates: Option<Vec<FixedRate>>,
    pub currency: Option<Currency>,
}

impl OwnPricing {
    /// What visitors pay, and in which currency.
    ///
    /// Amounts of the resource do not count in another currency. An hourly price for visitors counts although the
    /// resource has fixed rates, which would make it void.
    pub fn over(&self, resource: &Pricing, currency: Currency) -> (Pricing, Currency) {
        let own = self.currency.unwrap_or(currency);
        let nothing = Pricing { paid_time_cap: resource.paid_time_cap, ..Pricing::default() };
        let below = if own == currency { resource } else { &nothing };
        let rates = if self.price_per_hour.is_some() { &[][..] } else { &below.fixed_rates };
        let pricing = Pricing {
            price_per_hour: self.price_per_hour.or(below.price_per_hour),
            discounts: self.discounts.clone().unwrap_or_else(|| below.discounts.clone()),
            price_caps: self.price_caps.clone().unwrap_or_else(|| below.price_caps.clone()),
            paid_time_cap: self.paid_time_cap.or(below.paid_time_cap),
            fixed_rates: self.fixed_rates.clone().unwrap_or_else(|| rates.to_vec()),
            exact: resource.exact,
        };
        (pricing, own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn amount(text: &str) -> Amount {
        text.parse().unwrap()
    }

    fn resource() -> Pricing {
        Pricing {
            price_per_hour: Some(amount("20")),
            discounts: vec![Discount { price_per_hour: amount("15"), minimum_minutes: 240 }],
            price_caps: vec![PriceCap { price: amount("100"), maximum_minutes: 480 }],
            paid_time_cap: Some(600),
            fixed_rates: Vec::new(),
            exact: false,
        }
    }

    #[test]
    fn what_the_twin_leaves_open_is_as_the_resource_has_it() {
        assert_eq!(OwnPricing::default().over(&resource(), Currency::EUR), (resource(), Currency::EUR));
        let own = OwnPricing { price_per_hour: Some(amount("30")), discounts: Some(vec![]), ..OwnPricing::default() };
        let (pricing, _) = own.over(&resource(), Currency::EUR);
        assert_eq!((pricing.price_per_hour, pricing.discounts.len(), pricing.price_caps.len()), (Some(amount("30")), 0, 1));
    }

    #[test]
    fn an_own_hourly_price_beats_fixed_rates_of_the_resource() {
        let rates = vec![FixedRate { price: amount("50"), maximum_minutes: 240 }];
        let resource = Pricing { fixed_rates: rates.clone(), ..resource() };
        assert_eq!(OwnPricing::default().over(&resource, Currency::EUR).0.fixed_rates, rates);
        let hourly = OwnPricing { price_per_hour: Some(amount("30")), ..OwnPricing::default() };
        assert!(hourly.over(&resource, Currency::EUR).0.fixed_rates.is_empty());
        let both = OwnPricing { fixed_rates: Some(rates.clone()), ..hourly };
        assert_eq!(both.over(&resource, Currency::EUR).0.fixed_rates, rates);
    }

    #[test]
    fn amounts_are_not_taken_over_into_another_currency() {
        let own = OwnPricing { currency: Some("USD".parse().unwrap()), ..OwnPricing::default() };
        let (pricing, currency) = own.over(&resource(), Currency::EUR);
        assert_eq!((currency.to_string().as_str(), pricing.price_per_hour, pricing.discounts.len()), ("USD", None, 0));
        assert_eq!(pricing.paid_time_cap, Some(600));
    }

    #[test]
    fn stored_prices_read_on() {
        assert_eq!(serde_json::from_str::<OwnPricing>("{}").unwrap(), OwnPricing::default());
    }
}
