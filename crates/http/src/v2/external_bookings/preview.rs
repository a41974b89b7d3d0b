//! What a visitor's booking would cost.

use super::super::external_resources::at_resource;
use super::resource::DiscountShown;
use crate::access::UserAccess;
use crate::error::Error;
use crate::input::DateTime;
use crate::operation::Api;
use crate::scopes::ReadExternalResources;
use crate::style::JsonApi;
use crate::v2::bookings::input::{ExtraInput, extras as wishes};
use crate::v2::bookings::resource::{ExtraAttribute, extras};
use crate::v2::price_lists::Duration;
use crate::v2::prices::{Money, Price};
use crate::v2::{Body, DiscountCodes, Document, ExternalBookingPreviews, ExternalResources, Link as _, Spaces};
use app::access::{Place, Thing};
use app::external_bookings::{self, Preview, PreviewWish};
use domain::ids::ExternalResourceId;
use domain::pricing::{AppliedCap, Discount, FixedRate, PriceCap};
use domain::taxes::PriceDisplay;
use jsonapi::{Entity, New, One, Resource, one};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::spaces::Space;

pub fn operations(api: &mut Api<JsonApi>) {
    api.post("preview-external-booking", "/external_bookings_preview", preview, "Preview an external booking").about(
        "What the booking would cost, computed as booking does: `fullPrice` without discounts and caps, `finalPrice` with them, \
             `totalPrice` with extras.\n\n**Access**: any user.",
    );
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PreviewInput {
    from: DateTime,
    to: DateTime,
    #[serde(default)]
    booking_extras: Vec<ExtraInput>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PreviewLinks {
    resource: One<ExternalResources>,
    #[serde(default)]
    discount: Option<One<DiscountCodes>>,
}

async fn preview(
    access: UserAccess<ReadExternalResources>,
    Body(new): Body<New<ExternalBookingPreviews, PreviewInput, PreviewLinks>>,
) -> Result<Document<ExternalBookingPreviews>, Error> {
    let offer: ExternalResourceId = new.relationships.resource.id("resource")?;
    let place = access.visit(Place::Owner(Thing::ExternalResource, offer.0)).await.map_err(at_resource)?;
    let discount = new.relationships.discount.map(|link| link.id("discount")).transpose()?;
    let input = new.attributes;
    let wish = PreviewWish { offer, from: input.from.0, to: input.to.0, extras: wishes(&input.booking_extras)?, discount };
    let found = external_bookings::preview(place.app(), &place, wish).await?;
    Ok(Document::new(&resource(place.space(), found)?))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "externalBookingPreviewAttributes")]
pub struct PreviewAttributes {
    full_price: Price,
    final_price: Price,
    total_price: Price,
    applied_fixed_rates: Vec<AppliedRate>,
    applied_discounts: Vec<AppliedDiscount>,
    applied_price_caps: Vec<AppliedPriceCap>,
    /// After so long it costs no more.
    applied_price_cap: Option<AppliedPaidTime>,
    from: DateTime,
    to: DateTime,
    booking_extras: Vec<ExtraAttribute>,
    /// What a code takes off.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "DiscountShown")]
    discount: Option<DiscountShown>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct AppliedRate {
    /// As the space shows prices: with or without taxes.
    price: Money,
    maximum_duration: Duration,
    count: u32,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct AppliedDiscount {
    price_per_hour: Price,
    minimum_duration: Duration,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct AppliedPriceCap {
    price: Price,
    maximum_duration: Duration,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct AppliedPaidTime {
    maximum_duration: Duration,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "externalBookingPreviewRelationships")]
pub struct PreviewRelationships {
    resource: One<ExternalResources>,
    space: One<Spaces>,
}

impl Entity for ExternalBookingPreviews {
    type Attributes = PreviewAttributes;
    type Relationships = PreviewRelationships;
}

fn resource(space: &Space, preview: Preview) -> Result<Resource<ExternalBookingPreviews>, Error> {
    let (display, currency, taxes) = (space.price_display, preview.currency, &preview.taxes);
    let priced = |net| Price::of(net, taxes, display, currency);
    let discount = |discount: Discount| {
        priced(discount.price_per_hour)
            .map(|price_per_hour| AppliedDiscount { price_per_hour, minimum_duration: Duration::of_minutes(discount.minimum_minutes) })
    };
    let rate = |(rate, count): (FixedRate, u32)| {
        let line = domain::taxes::price(rate.price, taxes, display, currency).map_err(app::Error::internal)?;
        let price = Money(if display == PriceDisplay::Gross { line.gross } else { line.net });
        Ok::<_, Error>(AppliedRate { price, maximum_duration: Duration::of_minutes(rate.maximum_minutes), count })
    };
    let cap = |cap: PriceCap| {
        priced(cap.price).map(|price| AppliedPriceCap { price, maximum_duration: Duration::of_minutes(cap.maximum_minutes) })
    };
    let minutes = u32::try_from(preview.interval.minutes()).unwrap_or(u32::MAX);
    let quote = preview.quote;
    let (caps, paid_time) = match quote.applied_price_cap {
        Some(AppliedCap::Price(one)) => (vec![cap(one)?], None),
        Some(AppliedCap::PaidTime(minutes)) => (Vec::new(), Some(AppliedPaidTime { maximum_duration: Duration::of_minutes(minutes) })),
        None => (Vec::new(), None),
    };
    let attributes = PreviewAttributes {
        full_price: priced(preview.full)?,
        final_price: priced(quote.net)?,
        total_price: Price::line(preview.total, currency),
        applied_fixed_rates: quote.applied_fixed_rates.into_iter().map(rate).collect::<Result<_, _>>()?,
        applied_discounts: quote.applied_discount.map(discount).transpose()?.into_iter().collect(),
        applied_price_caps: caps,
        applied_price_cap: paid_time,
        from: preview.interval.from.into(),
        to: preview.interval.to.into(),
        booking_extras: extras(&preview.extras, minutes, display)?,
        discount: preview.discount.map(|discount| DiscountShown::new(&discount, preview.reductions, currency)),
    };
    Ok(Resource::new(preview.id, attributes, PreviewRelationships { resource: one(preview.offer), space: one(space.id) }))
}
