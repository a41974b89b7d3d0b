//! What comes in of a resource for visitors.

use crate::error::Error;
use crate::patch::Patch;
use crate::v2::price_lists::{Account, NetPrice, NewTax};
use crate::v2::resources::details::{Discount, FullPrice, PaidTime, Places, PriceCap, Prices, prices};
use app::external_resources::Details;
use schemars::JsonSchema;
use serde::Deserialize;

// Members that stand beside `pricing` are the older form of the same; `pricing` wins.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
pub struct ExternalDetails {
    description: Patch<Option<String>>,
    /// How visitors get there and use it.
    instructions: Patch<Option<String>>,
    price_per_hour: Patch<Option<FullPrice>>,
    accounting_code: Patch<Option<String>>,
    cost_center: Patch<Option<Account>>,
    revenue_account: Patch<Option<Account>>,
    max_booking_duration: Patch<Option<u32>>,
    /// Hours before the start up to which visitors may cancel.
    cancellation_period: Patch<Option<u32>>,
    /// Hours before the start up to which visitors may book.
    booking_cutoff: Patch<Option<u32>>,
    min_booking_duration: Patch<Option<u32>>,
    discounts: Patch<Vec<Discount>>,
    price_caps: Patch<Vec<PriceCap>>,
    pricing: Patch<ExternalPrices>,
    booking_times_string: Patch<Option<String>>,
    /// Whether bookings wait for an admin's yes.
    bookings_require_approval: Patch<bool>,
    /// Whether means of payment are kept, to be charged by hand.
    pay_later: Patch<bool>,
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct ExternalPrices {
    price_per_hour: Patch<Option<NetPrice>>,
    discounts: Patch<Vec<Discount>>,
    price_cap: Patch<Option<PaidTime>>,
    price_caps: Patch<Vec<PriceCap>>,
    taxes: Patch<Option<Vec<NewTax>>>,
    fixed_rates: Patch<Vec<PriceCap>>,
}

impl From<ExternalPrices> for Prices {
    fn from(own: ExternalPrices) -> Self {
        Self {
            currency: Patch::Keep,
            price_per_hour: own.price_per_hour,
            price_cap: own.price_cap,
            discounts: own.discounts,
            price_caps: own.price_caps,
            taxes: own.taxes,
            fixed_rates: own.fixed_rates,
        }
    }
}

impl ExternalDetails {
    pub fn read(self) -> Result<(Details, Places), Error> {
        let flat = matches!(self.pricing, Patch::Keep);
        let (full, none) = match self.price_per_hour {
            Patch::Set(Some(full)) => (Patch::Set(full), false),
            Patch::Set(None) => (Patch::Keep, true),
            Patch::Keep => (Patch::Keep, false),
        };
        let mut pricing = prices(full, self.discounts, self.price_caps, self.pricing.map(Prices::from))?;
        if none && pricing.price_per_hour.is_none() {
            pricing.price_per_hour = Some(None);
        }
        let details = Details {
            description: self.description.set(),
            instructions: self.instructions.set(),
            booking_cutoff: self.booking_cutoff.set(),
            cancellation_period: self.cancellation_period.set(),
            min_booking_duration: self.min_booking_duration.set(),
            max_booking_duration: self.max_booking_duration.set(),
            booking_times: self.booking_times_string.set(),
            accounting_code: self.accounting_code.set(),
            cost_center: self.cost_center.set().map(|account| account.map(Into::into)),
            revenue_account: self.revenue_account.set().map(|account| account.map(Into::into)),
            pricing,
            bookings_require_approval: self.bookings_require_approval.set(),
            pay_later: self.pay_later.set(),
            products: None,
        };
        Ok((details, Places { flat }))
    }
}
