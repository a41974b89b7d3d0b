//! Credits that a membership has left in its billing month.

use crate::access::{ByMembershipId, Of, SpaceAccess};
use crate::error::Error;
use crate::input::Id;
use crate::operation::Api;
use crate::scopes::ReadBookingCredits;
use crate::style::JsonApi;
use crate::v2::prices::{Number, Price};
use crate::v2::{BookingCredits, List, Memberships, Resources, Spaces};
use app::bookings::{self, ResourceCredits};
use domain::ids::MembershipId;
use jsonapi::{Entity, One, Resource, one};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::Serialize;
use store::spaces::Space;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Booking Credit");
    api.get("get-membership-booking-credits", "/memberships/{membershipId}/booking_credits", list, "Booking credits of a membership")
        .about("What the plan includes for each resource this month, and what is left.\n\n**Access**: the owner of the membership, and admins of its space.");
}

async fn list(
    access: SpaceAccess<ReadBookingCredits, Of<Memberships, ByMembershipId>>,
    Id(membership): Id<MembershipId>,
) -> Result<List<BookingCredits>, Error> {
    let all = bookings::credits(access.app(), &access, membership).await?;
    let shown = all.iter().map(|credits| resource(access.space(), membership, credits)).collect::<Result<Vec<_>, _>>()?;
    Ok(List::new(shown))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "bookingCreditAttributes")]
pub struct BookingCreditAttributes {
    total_hours: Number,
    hours_remaining: Number,
    total_amount: Price,
    amount_remaining: Price,
    /// Of an hour once the hours are used up, if the plan says so.
    price_per_hour: Option<Price>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "bookingCreditRelationships")]
pub struct BookingCreditRelationships {
    membership: One<Memberships>,
    resource: One<Resources>,
    space: One<Spaces>,
}

impl Entity for BookingCredits {
    type Attributes = BookingCreditAttributes;
    type Relationships = BookingCreditRelationships;
}

/// Hours with two decimals at most.
pub fn hours(minutes: u64) -> Decimal {
    (Decimal::from(minutes) / Decimal::from(60)).round_dp(2)
}

fn resource(space: &Space, membership: MembershipId, credits: &ResourceCredits) -> Result<Resource<BookingCredits>, Error> {
    let left = &credits.remaining;
    let price = |net| Price::of(net, &space.taxes.0, space.price_display, credits.currency);
    let attributes = BookingCreditAttributes {
        total_hours: Number(hours(left.total_minutes)),
        hours_remaining: Number(hours(left.minutes_remaining)),
        total_amount: price(left.total_amount)?,
        amount_remaining: price(left.amount_remaining)?,
        price_per_hour: left.price_per_hour.map(price).transpose()?,
    };
    let relationships = BookingCreditRelationships { membership: one(membership), resource: one(credits.resource), space: one(space.id) };
    Ok(Resource::new(format!("{membership}-{}", credits.resource), attributes, relationships))
}
