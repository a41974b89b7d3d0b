//! What a visitor's booking would cost, computed as [`create`](super::create) does, and written nowhere.

use super::price::{minutes, new_extras, price, sum};
use crate::access::Access;
use crate::bookings::{ExtraWish, refused};
use crate::external_resources::over;
use crate::{App, Error, Result};
use domain::extras::Extra;
use domain::ids::{ExternalBookingId, ExternalResourceId};
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
    /// With extras.
    pub total: Line,
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
        sum(full, &priced.taxes, priced.currency, &[], minutes(interval), space.price_display)?;
        let total = sum(priced.quote.net, &priced.taxes, priced.currency, &extras, minutes(interval), space.price_display)?;
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
        })
    })
    .await
}

/// Fixed rates are no discount.
fn undiscounted(whole: &Resource) -> Resource {
    let Pricing { price_per_hour, fixed_rates, exact, .. } = whole.pricing.0.clone();
    Resource { pricing: Json(Pricing { price_per_hour, fixed_rates, exact, ..Pricing::default() }), ..whole.clone() }
}
