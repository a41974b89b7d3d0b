//! What comes in of a resource, in both forms that prices may have.

use crate::error::Error;
use crate::patch::Patch;
use crate::v2::price_lists::{Account, Code, Duration, NetPrice, NewTax, taxes};
use app::resources::{Details, NewPhoto, PriceDetails};
use app::{At, FieldError};
use domain::pricing;
use schemars::JsonSchema;
use serde::Deserialize;

// Members that stand beside `pricing` are the older form of the same; `pricing` wins.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
pub struct ResourceDetails {
    name: Patch<String>,
    resource_type: Patch<Option<Kind>>,
    price_per_hour: Patch<FullPrice>,
    description: Patch<Option<String>>,
    hidden: Patch<bool>,
    only_admins_can_book: Patch<bool>,
    units: Patch<Option<u32>>,
    capacity: Patch<Option<u32>>,
    booking_cutoff: Patch<Option<u32>>,
    cancellation_period: Patch<Option<u32>>,
    min_booking_duration: Patch<Option<u32>>,
    max_booking_duration: Patch<Option<u32>>,
    color: Patch<Option<String>>,
    photo: Patch<Option<Photo>>,
    booking_times_string: Patch<Option<String>>,
    accounting_code: Patch<Option<String>>,
    cost_center: Patch<Option<Account>>,
    revenue_account: Patch<Option<Account>>,
    discounts: Patch<Vec<Discount>>,
    price_caps: Patch<Vec<PriceCap>>,
    pricing: Patch<Prices>,
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum Kind {
    Room,
    Desk,
    Other,
}

impl From<Kind> for domain::resources::Kind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Room => Self::Room,
            Kind::Desk => Self::Desk,
            Kind::Other => Self::Other,
        }
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct Photo {
    #[schemars(extend("pattern" = "^data:image/\\w+;base64,\\S+$"))]
    data: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
pub(in crate::v2) struct FullPrice {
    net: crate::v2::price_lists::Net,
    currency: Code,
    #[serde(default)]
    taxes: Patch<Option<Vec<NewTax>>>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
pub(in crate::v2) struct Discount {
    price_per_hour: NetPrice,
    minimum_duration: Duration,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
pub(in crate::v2) struct PriceCap {
    price: NetPrice,
    maximum_duration: Duration,
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
pub(in crate::v2) struct PaidTime {
    maximum_duration: Option<Duration>,
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
pub(in crate::v2) struct Prices {
    pub(in crate::v2) currency: Patch<Code>,
    pub(in crate::v2) price_per_hour: Patch<Option<NetPrice>>,
    pub(in crate::v2) price_cap: Patch<Option<PaidTime>>,
    pub(in crate::v2) discounts: Patch<Vec<Discount>>,
    pub(in crate::v2) price_caps: Patch<Vec<PriceCap>>,
    pub(in crate::v2) taxes: Patch<Option<Vec<NewTax>>>,
    pub(in crate::v2) fixed_rates: Patch<Vec<PriceCap>>,
}

fn discounts(list: Vec<Discount>) -> Vec<pricing::Discount> {
    let read =
        |one: Discount| pricing::Discount { price_per_hour: one.price_per_hour.net.0, minimum_minutes: one.minimum_duration.in_minutes() };
    list.into_iter().map(read).collect()
}

fn price_caps(list: Vec<PriceCap>) -> Vec<pricing::PriceCap> {
    let read = |one: PriceCap| pricing::PriceCap { price: one.price.net.0, maximum_minutes: one.maximum_duration.in_minutes() };
    list.into_iter().map(read).collect()
}

fn fixed_rates(list: Vec<PriceCap>) -> Vec<pricing::FixedRate> {
    let read = |one: PriceCap| pricing::FixedRate { price: one.price.net.0, maximum_minutes: one.maximum_duration.in_minutes() };
    list.into_iter().map(read).collect()
}

fn read_taxes(new: Option<Vec<NewTax>>, field: &str) -> Result<Option<Vec<domain::taxes::Tax>>, Error> {
    new.map(|new| taxes(new, field)).transpose()
}

/// In which form the prices came, so that errors point at what was sent.
pub struct Places {
    pub(in crate::v2) flat: bool,
}

impl ResourceDetails {
    pub fn read(self) -> Result<(Details, Places), Error> {
        let flat = matches!(self.pricing, Patch::Keep);
        let pricing = prices(self.price_per_hour, self.discounts, self.price_caps, self.pricing)?;
        let zero = |period: Patch<Option<u32>>| period.set().map(Option::unwrap_or_default);
        let details = Details {
            name: self.name.set(),
            kind: self.resource_type.set().map(|kind| kind.map(Into::into)),
            usage: None,
            description: self.description.set(),
            hidden: self.hidden.set(),
            only_admins_can_book: self.only_admins_can_book.set(),
            units: self.units.set().map(|units| units.unwrap_or(1)),
            capacity: self.capacity.set(),
            booking_cutoff: zero(self.booking_cutoff),
            cancellation_period: zero(self.cancellation_period),
            min_booking_duration: zero(self.min_booking_duration),
            max_booking_duration: self.max_booking_duration.set(),
            color: self.color.set(),
            photo: self.photo.set().map(|photo| photo.map(|photo| NewPhoto::Data(photo.data))),
            booking_times: self.booking_times_string.set().map(Option::unwrap_or_default),
            pricing,
            accounting_code: self.accounting_code.set(),
            cost_center: self.cost_center.set().map(|account| account.map(Into::into)),
            revenue_account: self.revenue_account.set().map(|account| account.map(Into::into)),
            area: None,
            products: None,
        };
        Ok((details, Places { flat }))
    }
}

pub(in crate::v2) fn prices(
    full: Patch<FullPrice>,
    flat_discounts: Patch<Vec<Discount>>,
    flat_caps: Patch<Vec<PriceCap>>,
    nested: Patch<Prices>,
) -> Result<PriceDetails, Error> {
    let mut details = PriceDetails {
        discounts: flat_discounts.set().map(discounts),
        price_caps: flat_caps.set().map(price_caps),
        ..PriceDetails::default()
    };
    if let Patch::Set(FullPrice { net, currency, taxes }) = full {
        details.price_per_hour = Some(Some(net.0));
        details.currency = Some(currency.0);
        details.taxes = taxes.set().map(|taxes| read_taxes(taxes, "price_per_hour.taxes")).transpose()?;
    }
    let Patch::Set(nested) = nested else { return Ok(details) };
    let price = nested.price_per_hour.set().map(|price| price.map(|price| price.net.0));
    let cap = nested.price_cap.set().map(|cap| cap.and_then(|cap| cap.maximum_duration).map(Duration::in_minutes));
    let taxes = nested.taxes.set().map(|taxes| read_taxes(taxes, "pricing.taxes")).transpose()?;
    Ok(PriceDetails {
        price_per_hour: price.or(details.price_per_hour),
        discounts: nested.discounts.set().map(discounts).or(details.discounts),
        price_caps: nested.price_caps.set().map(price_caps).or(details.price_caps),
        paid_time_cap: cap,
        fixed_rates: nested.fixed_rates.set().map(fixed_rates),
        currency: nested.currency.set().map(|code| code.0).or(details.currency),
        taxes: taxes.or(details.taxes),
    })
}

impl Places {
    /// Names what is wrong as the body named it.
    pub fn named(&self, error: app::Error) -> Error {
        let app::Error::Invalid(fields) = error else { return error.into() };
        let named = |field: FieldError| match field.at {
            At::Field(name) => FieldError { at: At::Field(self.name(&name).into()), ..field },
            _ => field,
        };
        app::Error::Invalid(fields.into_iter().map(named).collect()).into()
    }

    fn name(&self, name: &str) -> String {
        if name == "booking_times" {
            return "booking_times_string".into();
        }
        let Some(place) = name.strip_prefix("pricing.") else { return name.into() };
        let place = match place.rsplit_once('.').unwrap_or(("", place)) {
            (list, "minimum_minutes") => format!("{list}.minimum_duration"),
            (list, "maximum_minutes") => format!("{list}.maximum_duration"),
            (_, "paid_time_cap") => "price_cap.maximum_duration".into(),
            (_, "price_per_hour" | "price") => format!("{place}.net"),
            _ => place.to_owned(),
        };
        match place.split('.').next() {
            _ if !self.flat => format!("pricing.{place}"),
            Some("currency" | "taxes") => format!("price_per_hour.{place}"),
            _ => place,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_point_at_the_form_that_was_sent() {
        let name = |flat, name| Places { flat }.name(name);
        assert_eq!(name(true, "pricing.discounts.0.minimum_minutes"), "discounts.0.minimum_duration");
        assert_eq!(name(false, "pricing.fixed_rates.2.price"), "pricing.fixed_rates.2.price.net");
        assert_eq!(name(true, "pricing.price_per_hour"), "price_per_hour.net");
        assert_eq!(name(true, "pricing.taxes.0.name"), "price_per_hour.taxes.0.name");
        assert_eq!(name(false, "pricing.paid_time_cap"), "pricing.price_cap.maximum_duration");
        assert_eq!(name(false, "booking_times"), "booking_times_string");
        assert_eq!(name(false, "units"), "units");
    }
}
