//! What a visitor's booking would cost, computed as [`create`](super::create) does, and written nowhere.

use super::price::{Costs, discount, minutes, new_extras, price};
use crate::access::Access;
use crate::bookings::{ExtraWish, refused};
use crate::external_resources::over;
use crate::payments::Price;
use crate::{App, Error, Result};
use domain::discount_codes::Redeemed;
use domain::extras::Extra;
use domain::ids::{DiscountCodeId, ExternalBookingId, ExternalResourceId};
use domain::interval::Interval;
use domain::money::{Amount, Currency};
use domain::pricing::{Pricing, Quote};
use domain::taxes::{Line, Tax};
use jiff::Timestamp;
use store::resources::Resource;
use store::{Json, external_resources, resources};

/// Which booking.
#[derive(Clone, Debug)]
pub struct PreviewWish {
    pub offer: ExternalResourceId,
    pub from: Timestamp,
    pub to: Timestamp,
    pub extras: Vec<ExtraWish>,
    pub discount: Option<DiscountCodeId>,
}

/// A booking that is not made.
#[derive(Clone, Debug)]
pub struct Preview {
    /// Of this preview only.
    pub id: ExternalBookingId,
    pub offer: ExternalResourceId,
    pub interval: Interval,
    /// Net, had nothing made it cheaper.
    pub full: Amount,
    pub quote: Quote,
    pub currency: Currency,
    pub taxes: Vec<Tax>,
    pub extras: Vec<Extra>,
    /// With extras, less the discount.
    pub total: Line,
    pub discount: Option<Redeemed>,
    /// What the discount takes off, as prices more than zero.
    pub reductions: Vec<Line>,
    /// What visitors book, by name.
    pub resource: String,
    /// A card is kept and charged later (E4).
    pub pay_later: bool,
    /// It waits for an approval (E3).
    pub needs_approval: bool,
}

/// Any user may ask.
pub async fn preview(app: &App, access: &Access, wish: PreviewWish) -> Result<Preview> {
    let interval = domain::bookings::check_times(wish.from, wish.to).map_err(refused)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.read(async move |tx| {
        let mut tx = access.bind(tx);
        let twin = external_resources::find(&mut tx, wish.offer).await?.ok_or(Error::no_such("resource"))?;
        let resource = resources::find(&mut tx, twin.resource_id).await?.ok_or(Error::no_such("resource"))?;
        let (space, whole) = (access.space(), over(&twin, &resource));
        let priced = price(space, &whole, interval, None)?;
        let full = price(space, &undiscounted(&whole), interval, None)?.quote.net;
        let extras = new_extras(&app, &mut tx, space, &twin, priced.currency, &wish.extras).await?;
        let discount = discount(&access, &mut tx, wish.discount, wish.offer, priced.currency).await?;
        let costs = Costs {
            net: priced.quote.net,
            taxes: &priced.taxes,
            currency: priced.currency,
            extras: &extras,
            minutes: minutes(interval),
            display: space.price_display,
            discount: discount.as_ref(),
        };
        Costs { net: full, extras: &[], discount: None, ..costs }.sum()?; // it can be shown
        let (total, reductions) = (costs.sum()?, costs.reductions()?);
        Ok(Preview {
            id: app.id(),
            offer: twin.id,
            interval,
            full,
            quote: priced.quote,
            currency: priced.currency,
            taxes: priced.taxes,
            extras,
            total,
            discount,
            reductions,
            resource: whole.name.clone(),
            pay_later: twin.pay_later,
            needs_approval: twin.bookings_require_approval,
        })
    })
    .await
}

/// What a visitor pays for it (Y8).
pub(crate) async fn price_of(app: &App, access: &Access, wish: PreviewWish) -> Result<Price> {
    let found = preview(app, access, wish).await?;
    let what = format!("{} at {}", found.resource, access.space().name);
    Ok(Price { gross: found.total.gross, currency: found.currency, what, later: found.pay_later, held: found.needs_approval })
}

/// Fixed rates are no discount.
fn undiscounted(whole: &Resource) -> Resource {
    let Pricing { price_per_hour, fixed_rates, exact, .. } = whole.pricing.0.clone();
    Resource { pricing: Json(Pricing { price_per_hour, fixed_rates, exact, ..Pricing::default() }), ..whole.clone() }
}
