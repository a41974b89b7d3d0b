//! What a visitor's booking costs: the time by section 10, the extras by B12. Visitors have no credits.

use crate::bookings::{ExtraWish, Wrong, too_large};
use crate::{App, FieldError, Result};
use domain::external_bookings::total;
use domain::extras::{self, Extra};
use domain::interval::Interval;
use domain::money::{Amount, Currency};
use domain::pricing::{self, Quote};
use domain::resources;
use domain::taxes::{self, Line, PriceDisplay, Tax};
use rust_decimal::Decimal;
use store::SpaceTx;
use store::bookings::facts::Offered;
use store::external_bookings::ExternalBooking;
use store::external_resources::{self, ExternalResource};
use store::resources::Resource;
use store::spaces::Space;

/// The price of the time, with the taxes of today (M12).
pub(super) struct Priced {
    pub quote: Quote,
    pub currency: Currency,
    pub taxes: Vec<Tax>,
}

/// `whole` has the values for visitors.
pub(super) fn price(space: &Space, whole: &Resource, interval: Interval, custom: Option<Amount>) -> Result<Priced> {
    let prices = whole.pricing.0.clone().shown_as(space.price_display);
    let quote = pricing::quote(&prices, minutes(interval), 1, custom, whole.currency).map_err(too_large)?;
    Ok(Priced { quote, currency: whole.currency, taxes: own_taxes(space, whole.taxes.as_ref().map(|taxes| taxes.0.as_slice())) })
}

/// Rule M11.
fn own_taxes(space: &Space, own: Option<&[Tax]>) -> Vec<Tax> {
    resources::taxes(&space.taxes.0, own, space.settings.0.multiple_tax_rates)
}

pub(super) fn minutes(interval: Interval) -> u32 {
    u32::try_from(interval.minutes()).unwrap_or(u32::MAX)
}

/// The time and all extras together.
pub(super) fn sum(net: Amount, taxes: &[Tax], currency: Currency, extras: &[Extra], minutes: u32, display: PriceDisplay) -> Result<Line> {
    let mut lines = vec![taxes::line(net, Decimal::ONE, taxes, display, currency).map_err(too_large)?];
    for extra in extras {
        lines.push(extras::total(extra, minutes, display).map_err(too_large)?);
    }
    total(&lines).map_err(too_large)
}

/// What a booking costs in all, as the space shows prices.
pub fn total_of(space: &Space, booking: &ExternalBooking) -> Result<Line> {
    let (taxes, minutes) = (&booking.taxes.0, minutes(booking.interval()));
    sum(booking.price, taxes, booking.currency, &booking.extras.0, minutes, space.price_display)
}

/// Products that visitors can book with it, as extras with today's prices. All of one booking is in one currency.
pub(super) async fn new_extras(
    app: &App,
    tx: &mut SpaceTx<'_>,
    space: &Space,
    twin: &ExternalResource,
    currency: Currency,
    wishes: &[ExtraWish],
) -> Result<Vec<Extra>> {
    let mut wrong = Wrong::default();
    wrong.extras(wishes);
    wrong.verdict()?;
    let offered = if wishes.is_empty() { Vec::new() } else { external_resources::offered(tx, twin).await? };
    let mut all = Vec::with_capacity(wishes.len());
    for wish in wishes {
        let found = match wish {
            ExtraWish::New { product, .. } => offered.iter().find(|offered| offered.id == *product),
            ExtraWish::Kept { .. } => None,
        };
        let found =
            found.ok_or_else(|| FieldError::field("booking_extras", "unknown", "must name products that visitors can book with it"))?;
        if found.currency != currency {
            return Err(FieldError::field("booking_extras", "other_currency", "must be in the currency of the booking").into());
        }
        all.push(fresh(app, space, found, wish.quantity()));
    }
    Ok(all)
}

fn fresh(app: &App, space: &Space, offered: &Offered, quantity: Decimal) -> Extra {
    Extra {
        id: app.id(),
        product_id: offered.id,
        name: offered.name.clone(),
        description: offered.description.clone(),
        accounting_code: offered.accounting_code.clone(),
        unit: offered.unit,
        quantity,
        amount: offered.price,
        taxes: own_taxes(space, offered.taxes.as_ref().map(|taxes| taxes.0.as_slice())),
        currency: offered.currency,
    }
}
