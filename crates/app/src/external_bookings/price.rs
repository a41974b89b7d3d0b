//! What a visitor's booking costs: the time by section 10, the extras by B12. Visitors have no credits.

use crate::access::Access;
use crate::bookings::{ExtraWish, Wrong, too_large};
use crate::invoices::NewItem;
use crate::payments::item;
use crate::{App, Error, FieldError, Result};
use domain::discount_codes::{DiscountCategory, DiscountUnit, Redeemed};
use domain::external_bookings::total;
use domain::extras::{self, Extra};
use domain::ids::{DiscountCodeId, DiscountedId, ExternalResourceId};
use domain::interval::Interval;
use domain::money::{Amount, Currency, OutOfRange};
use domain::pricing::{self, Quote};
use domain::resources;
use domain::taxes::{self, Line, PriceDisplay, Tax};
use rust_decimal::Decimal;
use store::bookings::facts::Offered;
use store::external_bookings::ExternalBooking;
use store::external_resources::{self, ExternalResource};
use store::resources::Resource;
use store::spaces::Space;
use store::{Json, SpaceTx, discount_codes};

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

/// What a booking costs, line by line.
#[derive(Clone, Copy)]
pub(super) struct Costs<'a> {
    /// Of the time.
    pub net: Amount,
    pub taxes: &'a [Tax],
    pub currency: Currency,
    pub extras: &'a [Extra],
    pub minutes: u32,
    pub display: PriceDisplay,
    pub discount: Option<&'a Redeemed>,
}

impl<'a> Costs<'a> {
    fn of(space: &Space, booking: &'a ExternalBooking) -> Self {
        Self {
            net: booking.price,
            taxes: &booking.taxes.0,
            currency: booking.currency,
            extras: &booking.extras.0,
            minutes: minutes(booking.interval()),
            display: space.price_display,
            discount: booking.discount.as_ref().map(|Json(discount)| discount),
        }
    }

    fn line(&self, net: Amount, taxes: &[Tax]) -> Result<Line, OutOfRange> {
        taxes::line(net, Decimal::ONE, taxes, self.display, self.currency)
    }

    /// The time, then each extra, without the discount.
    fn lines(&self) -> Result<Vec<(&'a [Tax], Line)>, OutOfRange> {
        let mut lines = vec![(self.taxes, self.line(self.net, self.taxes)?)];
        for extra in self.extras {
            lines.push((extra.taxes.as_slice(), extras::total(extra, self.minutes, self.display)?));
        }
        Ok(lines)
    }

    /// What the discount takes off, net, for each set of taxes (G6).
    fn cuts(&self) -> Result<Vec<(Vec<Tax>, Amount)>, OutOfRange> {
        let Some(discount) = self.discount else { return Ok(Vec::new()) };
        let lines = self.lines()?;
        let lent: Vec<_> = lines.iter().map(|(taxes, line)| (*taxes, line)).collect();
        discount.cuts(&lent, self.currency)
    }

    fn total(&self) -> Result<Line, OutOfRange> {
        let mut lines: Vec<_> = self.lines()?.into_iter().map(|(_, line)| line).collect();
        for (taxes, cut) in self.cuts()? {
            lines.push(self.line(cut, &taxes)?);
        }
        total(&lines)
    }

    /// What the discount takes off, as prices more than zero.
    pub fn reductions(&self) -> Result<Vec<Line>> {
        let cuts = self.cuts().map_err(too_large)?;
        cuts.iter().map(|(taxes, cut)| self.line(cut.negated()?, taxes)).collect::<Result<_, _>>().map_err(too_large)
    }

    /// All of it together.
    pub fn sum(&self) -> Result<Line> {
        self.total().map_err(too_large)
    }
}

/// What a booking costs in all, as the space shows prices.
pub fn total_of(space: &Space, booking: &ExternalBooking) -> Result<Line> {
    Costs::of(space, booking).sum()
}

/// What its discount takes off, as prices more than zero.
pub fn reductions_of(space: &Space, booking: &ExternalBooking) -> Result<Vec<Line>> {
    Costs::of(space, booking).reductions()
}

/// The lines of its invoice: they come to what it costs, for they are computed from the same figures.
pub(super) fn items_of(space: &Space, booking: &ExternalBooking, resource: &str, when: &str) -> Result<Vec<NewItem>> {
    let costs = Costs::of(space, booking);
    let time = item(format!("{resource}, {when}"), booking.price, Decimal::ONE, booking.taxes.0.clone());
    let accounts = (booking.cost_center.clone().map(|Json(account)| account), booking.revenue_account.clone().map(|Json(account)| account));
    let mut items =
        vec![NewItem { accounting_code: booking.accounting_code.clone(), cost_center: accounts.0, revenue_account: accounts.1, ..time }];
    for extra in &booking.extras.0 {
        let (net, quantity) = extras::billed(extra, costs.minutes).map_err(too_large)?;
        if quantity > Decimal::ZERO {
            let line = item(extra.name.clone(), net, quantity, extra.taxes.clone());
            items.push(NewItem { accounting_code: extra.accounting_code.clone(), ..line });
        }
    }
    let name = costs.discount.map(|discount| format!("Discount {}", discount.code)).unwrap_or_default();
    let cuts = costs.cuts().map_err(too_large)?;
    items.extend(cuts.into_iter().map(|(taxes, cut)| item(name.clone(), cut, Decimal::ONE, taxes)));
    Ok(items)
}

/// The code that somebody names, where it is good for the offer now; else 404 (G5).
pub(super) async fn discount(
    access: &Access,
    tx: &mut SpaceTx<'_>,
    id: Option<DiscountCodeId>,
    offer: ExternalResourceId,
    currency: Currency,
) -> Result<Option<Redeemed>> {
    let Some(id) = id else { return Ok(None) };
    let none = || Error::no_such("discount");
    let found = discount_codes::find(tx, id).await?.ok_or_else(none)?;
    let redemptions = found.redemptions;
    let code = found.rule();
    let fits = code.unit == DiscountUnit::Percentage || code.currency == currency;
    let good = code.category == DiscountCategory::ExternalBookings && code.is_good_for(DiscountedId(offer.0), None);
    if good && fits && code.is_valid(access.today(), redemptions) { Ok(Some(code.into())) } else { Err(none()) }
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
