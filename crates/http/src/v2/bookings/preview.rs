//! What bookings would cost.

use super::input::{Attendee, ExtraInput, Recurrence, extras as wishes};
use super::resource::{ExtraAttribute, RecurrenceAttribute, UsedCredits, UsedPasses, extras, recurrence};
use crate::access::UserAccess;
use crate::error::Error;
use crate::input::DateTime;
use crate::operation::Api;
use crate::scopes::{ReadMemberships, ReadResources};
use crate::style::JsonApi;
use crate::v2::prices::{Money, Price};
use crate::v2::{Body, BookingPreviews, Bookings, Collection, ExternalBookings, Link as _, LinkList as _, Memberships, Resources, Spaces};
use app::access::{Place, Thing};
use app::bookings::{self, Preview, PreviewPrice, PreviewWish};
use app::{Error as AppError, FieldError};
use domain::ids::ResourceId;
use domain::pricing::{Discount, FixedRate};
use domain::recurrence::Rule;
use jiff::tz::TimeZone;
use jsonapi::{Entity, Many, New, One, OneOrNull, Resource, none, one, one_or_null};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::spaces::Space;

pub fn operations(api: &mut Api<JsonApi>) {
    api.post("post-bookings-preview", "/bookings_preview", preview, "Preview bookings").about(
        "What bookings of the resources would cost at that time, computed as booking them does, and whether they could be made. \
         `membership` says who would pay; `booking` that it would be changed.\n\n\
         **Access**: the owner of the membership, and admins of the space or its network.",
    );
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct PreviewInput {
    from: DateTime,
    to: DateTime,
    #[serde(default)]
    #[schemars(range(min = 1))]
    units: Option<u32>,
    #[serde(default)]
    recurrence: Option<Recurrence>,
    #[serde(default)]
    booking_extras: Option<Vec<ExtraInput>>,
}

#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PreviewLinks {
    resources: Many<Resources>,
    #[serde(default)]
    membership: Option<One<Memberships>>,
    #[serde(default)]
    booking: Option<One<Bookings>>,
}

async fn preview(
    access: UserAccess<(ReadResources, ReadMemberships)>,
    Body(new): Body<New<BookingPreviews, PreviewInput, PreviewLinks>>,
) -> Result<Collection<BookingPreviews>, Error> {
    let links = new.relationships;
    let resources: Vec<ResourceId> = links.resources.ids("resources")?;
    let missing = || FieldError::relation("resources", "blank", "must name at least one resource");
    let first = resources.first().ok_or_else(missing)?;
    let place = access.enter(Place::Owner(Thing::Resource, first.0)).await.map_err(|error| match error {
        Error::App(AppError::NotFound { at: None }) => AppError::no_such("resources").into(),
        other => other,
    })?;
    let input = new.attributes;
    let rule = input.recurrence.map(Recurrence::rule);
    let wish = PreviewWish {
        resources,
        membership: links.membership.map(|membership| membership.id("membership")).transpose()?,
        booking: links.booking.map(|booking| booking.id("booking")).transpose()?,
        from: input.from.0,
        to: input.to.0,
        units: input.units,
        extras: input.booking_extras.map(|inputs| wishes(&inputs)).transpose()?,
        recurrence: rule,
    };
    let found = bookings::preview(place.app(), &place, wish).await?;
    let total = found.previews.len();
    let possible = found.previews.iter().filter(|preview| !preview.conflict).count();
    let shown = found.previews.into_iter().map(|preview| resource(place.space(), preview)).collect::<Result<Vec<_>, _>>()?;
    let size = u32::try_from(total.max(1)).unwrap_or(u32::MAX);
    let page = jsonapi::Page { number: 1, size };
    let all = Collection::new(shown, page, u64::try_from(total).unwrap_or(u64::MAX));
    Ok(all.meta("totalBookings", possible).meta("totalPrice", found.total_price.to_string()))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "bookingPreviewAttributes")]
pub struct PreviewAttributes {
    name: Option<String>,
    title: Option<String>,
    comments: Option<String>,
    has_custom_price: bool,
    price: Price,
    /// After credits.
    estimated_payable_price: Price,
    errors: Errors,
    #[serde(skip_serializing_if = "Option::is_none")]
    recurrence: Option<RecurrenceAttribute>,
    applied_discounts: Vec<AppliedDiscount>,
    applied_fixed_rates: Vec<AppliedRate>,
    applied_price_cap: Option<AppliedCap>,
    from: DateTime,
    to: DateTime,
    units: u32,
    can_update: bool,
    /// Hours before the start up to which members may change it.
    cancellation_period: u32,
    booking_credits: UsedCredits,
    booking_passes: UsedPasses,
    booking_extras: Vec<ExtraAttribute>,
    attendees: Vec<Attendee>,
    attendees_message: Option<String>,
}

#[derive(Default, Serialize, JsonSchema)]
#[schemars(inline)]
struct Errors {
    /// It cannot be booked then.
    #[serde(skip_serializing_if = "Option::is_none")]
    conflict: Option<bool>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct Duration {
    hours: u32,
    #[schemars(range(max = 59))]
    minutes: u32,
}
impl Duration {
    fn of(minutes: u32) -> Self {
        Self { hours: minutes / 60, minutes: minutes % 60 }
    }
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
struct AppliedRate {
    /// As the space shows prices: with or without taxes.
    price: Money,
    maximum_duration: Duration,
    count: u32,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct AppliedCap {
    maximum_duration: Duration,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "bookingPreviewRelationships")]
pub struct PreviewRelationships {
    membership: OneOrNull<Memberships>,
    space: One<Spaces>,
    resource: One<Resources>,
    external_booking: OneOrNull<ExternalBookings>,
}

impl Entity for BookingPreviews {
    type Attributes = PreviewAttributes;
    type Relationships = PreviewRelationships;
}

fn resource(space: &Space, preview: Preview) -> Result<Resource<BookingPreviews>, Error> {
    let display = space.price_display;
    let PreviewPrice { quote, currency, taxes } = preview.priced;
    let priced = |net| Price::of(net, &taxes, display, currency);
    let discount = |discount: Discount| {
        Ok::<_, Error>(AppliedDiscount {
            price_per_hour: priced(discount.price_per_hour)?,
            minimum_duration: Duration::of(discount.minimum_minutes),
        })
    };
    let rate = |(rate, count): (FixedRate, u32)| {
        let line = domain::taxes::price(rate.price, &taxes, display, currency).map_err(AppError::internal)?;
        let price = Money(if display == domain::taxes::PriceDisplay::Gross { line.gross } else { line.net });
        Ok::<_, Error>(AppliedRate { price, maximum_duration: Duration::of(rate.maximum_minutes), count })
    };
    let zone = || TimeZone::get(&space.time_zone).unwrap_or(TimeZone::UTC);
    let shown_rule = |rule: &Rule| recurrence(rule, preview.interval.from, &zone());
    let old = preview.changes;
    let minutes = u32::try_from(preview.interval.minutes()).unwrap_or(u32::MAX);
    let attendees = old.iter().flat_map(|booking| &booking.attendees.0).map(|email| Attendee { email: email.clone() });
    let attributes = PreviewAttributes {
        name: preview.membership_name,
        title: old.as_ref().and_then(|booking| booking.title.clone()),
        comments: old.as_ref().and_then(|booking| booking.comments.clone()),
        has_custom_price: old.as_ref().is_some_and(|booking| booking.custom_price.is_some()),
        price: priced(preview.used.price)?,
        estimated_payable_price: priced(preview.used.payable)?,
        errors: Errors { conflict: preview.conflict.then_some(true) },
        recurrence: preview.rule.as_ref().map(shown_rule),
        applied_discounts: quote.applied_discount.map(discount).transpose()?.into_iter().collect(),
        applied_fixed_rates: quote.applied_fixed_rates.into_iter().map(rate).collect::<Result<_, _>>()?,
        applied_price_cap: quote.applied_price_cap.map(|cap| AppliedCap { maximum_duration: Duration::of(cap.maximum_minutes()) }),
        from: preview.interval.from.into(),
        to: preview.interval.to.into(),
        units: preview.units,
        can_update: true,
        cancellation_period: preview.cancellation_period,
        booking_credits: UsedCredits::new(preview.used.minutes, preview.used.amount, &taxes, display, currency)?,
        booking_passes: UsedPasses::default(),
        booking_extras: extras(&preview.extras, minutes, display)?,
        attendees: attendees.collect(),
        attendees_message: old.as_ref().and_then(|booking| booking.attendees_message.clone()),
    };
    let relationships = PreviewRelationships {
        membership: one_or_null(preview.membership),
        space: one(space.id),
        resource: one(preview.resource),
        external_booking: none(),
    };
    Ok(Resource::new(preview.id, attributes, relationships))
}
