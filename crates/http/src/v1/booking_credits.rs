//! Booking credits, keyed by resource.

use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::input::Id;
use crate::operation::Api;
use crate::scopes::ReadBookingCredits;
use crate::style::V1;
use crate::v1::Json;
use crate::v2::booking_credits::hours;
use app::bookings;
use domain::ids::MembershipId;
use domain::money;
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

pub fn operations(api: &mut Api<V1>) {
    api.tag("Booking credits");
    api.get("v1-own-booking-credits", "/api/booking_credits", own, "The member's own booking credits");
    api.get("v1-membership-booking-credits", "/api/memberships/{id}/booking_credits", list, "Booking credits of a membership");
}

type Credits = BTreeMap<String, Credit>;

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "BookingCredit")]
struct Credit {
    total_hours: String,
    total_amount: String,
    hours_remaining: String,
    amount_remaining: String,
    resource_name: String,
    price_per_hour: Option<String>,
}

async fn own(access: SpaceAccess<ReadBookingCredits, ByHost>) -> Result<Json<Credits>, Error> {
    let none = || app::Error::forbidden("members_only", "Only members have booking credits of their own.");
    let membership = access.members().first().ok_or_else(none)?.id;
    of(&access, access.app(), membership).await
}

async fn list(access: SpaceAccess<ReadBookingCredits, ByHost>, Id(membership): Id<MembershipId>) -> Result<Json<Credits>, Error> {
    of(&access, access.app(), membership).await
}

async fn of(access: &app::access::Access, app: &app::App, membership: MembershipId) -> Result<Json<Credits>, Error> {
    let all = bookings::credits(app, access, membership).await?;
    let credit = |credits: bookings::ResourceCredits| {
        let left = credits.remaining;
        let shown = Credit {
            total_hours: money::decimal_text(hours(left.total_minutes)),
            total_amount: left.total_amount.to_string(),
            hours_remaining: money::decimal_text(hours(left.minutes_remaining)),
            amount_remaining: left.amount_remaining.to_string(),
            resource_name: credits.resource_name,
            price_per_hour: left.price_per_hour.map(|price| price.to_string()),
        };
        (credits.resource.to_string(), shown)
    };
    Ok(Json(all.into_iter().map(credit).collect()))
}
