//! How a booking is shown.

use super::input::{Attendee, FrequencyName};
use crate::error::Error;
use crate::input::{DateTime, Day};
use crate::v2::prices::{Number, Price, UnitName};
use crate::v2::{Bookings, Events, ExternalBookings, Memberships, Resources, Spaces};
use app::bookings::View;
use domain::extras::{self, Extra};
use domain::interval::Interval;
use domain::money::{Amount, Currency};
use domain::recurrence::Rule;
use domain::taxes::{PriceDisplay, Tax};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use jsonapi::{Entity, One, OneOrNull, Related, Resource, one, one_or_null, related};
use schemars::JsonSchema;
use serde::Serialize;
use store::spaces::Space;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "bookingAttributes")]
pub struct BookingAttributes {
    /// Of the membership.
    name: Option<String>,
    title: Option<String>,
    /// A link to a video call, say.
    url: Option<String>,
    comments: Option<String>,
    #[serde(flatten)]
    inside: Option<Inside>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recurrence: Option<RecurrenceAttribute>,
    /// The same for all bookings of a recurrence.
    #[serde(skip_serializing_if = "Option::is_none")]
    recurring_id: Option<String>,
    from: DateTime,
    to: DateTime,
    units: u32,
    /// Whether the caller may change it.
    can_update: bool,
    /// Hours before the start up to which members may change it.
    cancellation_period: u32,
}

// What only those see who pay, and admins.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Inside {
    attendees_message: Option<String>,
    has_custom_price: bool,
    price: Price,
    /// After credits.
    estimated_payable_price: Price,
    booking_credits: UsedCredits,
    booking_passes: UsedPasses,
    booking_extras: Vec<ExtraAttribute>,
    attendees: Vec<Attendee>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
pub struct UsedCredits {
    estimated_minutes_used: u32,
    estimated_amount_used: Price,
}

impl UsedCredits {
    pub fn new(minutes: u32, amount: Amount, taxes: &[Tax], display: PriceDisplay, currency: Currency) -> Result<Self, Error> {
        Ok(Self { estimated_minutes_used: minutes, estimated_amount_used: Price::of(amount, taxes, display, currency)? })
    }
}

#[derive(Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
pub struct UsedPasses {
    estimated_minutes_used: u32,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub struct RecurrenceAttribute {
    rule: RuleAttribute,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct RuleAttribute {
    frequency: FrequencyName,
    from: Day,
    until: Option<Day>,
    interval: u32,
    count: Option<u32>,
    weekdays: Option<Vec<u8>>,
}

/// `start` is that of the booking, for rules that do not say when they begin.
pub fn recurrence(rule: &Rule, start: Timestamp, zone: &TimeZone) -> RecurrenceAttribute {
    let from = rule.from.unwrap_or_else(|| zone.to_datetime(start).date());
    let weekdays = (!rule.weekdays.is_empty()).then(|| rule.weekdays.clone());
    let (until, count) = (rule.until.map(Day), rule.count);
    RecurrenceAttribute {
        rule: RuleAttribute { frequency: rule.frequency.into(), from: Day(from), until, interval: rule.interval, count, weekdays },
    }
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "bookingExtra")]
pub struct ExtraAttribute {
    id: String,
    product_id: String,
    name: String,
    description: Option<String>,
    accounting_code: Option<String>,
    pricing: ExtraPricing,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct ExtraPricing {
    /// For one unit.
    amount: Price,
    total_amount: Price,
    unit: UnitName,
    quantity: Number,
}

/// Extras of a booking of so many minutes.
pub fn extras(extras: &[Extra], minutes: u32, display: PriceDisplay) -> Result<Vec<ExtraAttribute>, Error> {
    let shown = |extra: &Extra| {
        let total = extras::total(extra, minutes, display).map_err(app::Error::internal)?;
        Ok(ExtraAttribute {
            id: extra.id.to_string(),
            product_id: extra.product_id.to_string(),
            name: extra.name.clone(),
            description: extra.description.clone(),
            accounting_code: extra.accounting_code.clone(),
            pricing: ExtraPricing {
                amount: Price::of(extra.amount, &extra.taxes, display, extra.currency)?,
                total_amount: Price::line(total, extra.currency),
                unit: extra.unit.into(),
                quantity: Number(extra.quantity),
            },
        })
    };
    extras.iter().map(shown).collect()
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "bookingRelationships")]
pub struct BookingRelationships {
    membership: OneOrNull<Memberships>,
    space: One<Spaces>,
    resource: One<Resources>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<One<Events>>,
    external_booking: OneOrNull<ExternalBookings>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recurring_bookings: Option<Related>,
    #[serde(skip_serializing_if = "Option::is_none")]
    following_recurring_bookings: Option<Related>,
}

impl Entity for Bookings {
    type Attributes = BookingAttributes;
    type Relationships = BookingRelationships;
}

/// In the prices of its space.
pub fn resource(space: &Space, view: View) -> Result<Resource<Bookings>, Error> {
    let View { shown, can_update, money } = view;
    let (booking, display) = (shown.booking, space.price_display);
    let recurring = booking.recurrence_id.map(|id| id.simple().to_string());
    let minutes = u32::try_from(Interval::new(booking.starts_at, booking.ends_at).minutes()).unwrap_or(u32::MAX);
    let inside = if money {
        let (taxes, currency) = (&booking.taxes.0, booking.currency);
        Some(Inside {
            attendees_message: booking.attendees_message,
            has_custom_price: booking.custom_price.is_some(),
            price: Price::of(booking.price, taxes, display, currency)?,
            estimated_payable_price: Price::of(booking.payable, taxes, display, currency)?,
            booking_credits: UsedCredits::new(booking.credit_minutes, booking.credit_amount, taxes, display, currency)?,
            booking_passes: UsedPasses::default(),
            booking_extras: extras(&booking.extras.0, minutes, display)?,
            attendees: booking.attendees.0.into_iter().map(|email| Attendee { email }).collect(),
        })
    } else {
        None
    };
    let zone = || TimeZone::get(&space.time_zone).unwrap_or(TimeZone::UTC);
    let attributes = BookingAttributes {
        name: shown.membership_name,
        title: booking.title,
        url: booking.url,
        comments: booking.comments,
        inside,
        recurrence: shown.rule.as_ref().map(|rule| recurrence(rule, booking.starts_at, &zone())),
        recurring_id: recurring.clone(),
        from: booking.starts_at.into(),
        to: booking.ends_at.into(),
        units: booking.units,
        can_update,
        cancellation_period: shown.cancellation_period,
    };
    let id = booking.id;
    let relationships = BookingRelationships {
        membership: one_or_null(booking.membership_id.map(uuid::Uuid::simple)),
        space: one(booking.space_id),
        resource: one(booking.resource_id),
        event: booking.event_id.map(|event| one(event.simple())),
        external_booking: one_or_null(booking.external_booking_id.map(uuid::Uuid::simple)),
        recurring_bookings: recurring.as_ref().map(|recurring| related(format!("/recurring_bookings/{recurring}"))),
        following_recurring_bookings: recurring.map(|_| related(format!("/recurring_bookings/{id}/following"))),
    };
    Ok(Resource::new(id, attributes, relationships))
}
