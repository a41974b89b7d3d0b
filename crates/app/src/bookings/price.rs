//! What a booking costs before credits, and its extras.

use super::desk::{Desk, Facts};
use super::wish::ExtraWish;
use crate::{App, Error, FieldError, Result};
use domain::extras::{self, Extra};
use domain::ids::BookingExtraId;
use domain::money::{Amount, Currency, OutOfRange};
use domain::pricing::{self, Quote};
use domain::resources;
use domain::taxes::{Rate, Tax};
use store::SpaceTx;
use store::bookings::facts::{self, Offered};

/// A price without credits and extras, with the taxes of today (M12).
pub(super) struct Priced {
    pub quote: Quote,
    pub currency: Currency,
    pub taxes: Vec<Tax>,
}

/// A sum that is too large is the fault of the data.
pub(crate) fn too_large(_: OutOfRange) -> Error {
    FieldError::base("too_large", "The price is too large.").into()
}

/// Sections 10 and B5, B10: who books for nobody pays nothing.
pub(super) fn price(desk: &Desk, facts: &Facts, minutes: u32, units: u32, custom: Option<Amount>) -> Result<Priced> {
    let Facts { resource, payer } = facts;
    let custom = if payer.is_none() { custom.or(Some(Amount::ZERO)) } else { custom };
    let quote = pricing::quote(&resource.pricing.0, minutes, units, custom, resource.currency).map_err(too_large)?;
    let own = resource.taxes.as_ref().map(|taxes| taxes.0.as_slice());
    Ok(Priced { quote, currency: resource.currency, taxes: taxes(desk, facts, own) })
}

/// Rules M11 and M14.
fn taxes(desk: &Desk, facts: &Facts, own: Option<&[Tax]>) -> Vec<Tax> {
    let mut taxes = resources::taxes(&desk.space.taxes.0, own, desk.space.settings.0.multiple_tax_rates);
    if facts.payer.as_ref().is_some_and(|payer| !payer.booker.charge_taxes) {
        for tax in &mut taxes {
            tax.rate = Rate::ZERO;
        }
    }
    taxes
}

/// The extras as they are to be stored: kept ones with their old price, new ones with today's (B12).
pub(super) async fn extras(
    app: &App,
    tx: &mut SpaceTx<'_>,
    desk: &Desk,
    facts: &Facts,
    wishes: &[ExtraWish],
    existing: &[Extra],
) -> Result<Vec<Extra>> {
    let asks_for_new = wishes.iter().any(|wish| matches!(wish, ExtraWish::New { .. }));
    let offered = if asks_for_new { facts::products(tx, facts.resource.id).await? } else { Vec::new() };
    let mut all = Vec::with_capacity(wishes.len());
    for wish in wishes {
        let extra = match wish {
            ExtraWish::Kept { id, quantity } => {
                let kept = existing.iter().find(|extra| extra.id == *id && all.iter().all(|other: &Extra| other.id != *id));
                kept.map(|kept| Extra { quantity: *quantity, ..kept.clone() })
            }
            ExtraWish::New { product, quantity } => {
                let offered = offered.iter().find(|offered| offered.id == *product);
                offered.map(|offered| Extra { quantity: *quantity, ..fresh(app.id(), desk, facts, offered) })
            }
        };
        let unknown = || FieldError::field("booking_extras", "unknown", "must be extras of the booking or products of the resource");
        all.push(extra.ok_or_else(unknown)?);
    }
    Ok(all)
}

fn fresh(id: BookingExtraId, desk: &Desk, facts: &Facts, offered: &Offered) -> Extra {
    Extra {
        id,
        product_id: offered.id,
        name: offered.name.clone(),
        description: offered.description.clone(),
        accounting_code: offered.accounting_code.clone(),
        unit: offered.unit,
        quantity: rust_decimal::Decimal::ONE,
        amount: offered.price,
        taxes: taxes(desk, facts, offered.taxes.as_ref().map(|taxes| taxes.0.as_slice())),
        currency: offered.currency,
    }
}

/// Refuses extras whose figures could not be shown.
pub(super) fn check_totals(desk: &Desk, priced: &Priced, extras: &[Extra], minutes: u32) -> Result<()> {
    let display = desk.space.price_display;
    domain::taxes::price(priced.quote.net, &priced.taxes, display, priced.currency).map_err(too_large)?;
    for extra in extras {
        extras::total(extra, minutes, display).map_err(too_large)?;
    }
    Ok(())
}
