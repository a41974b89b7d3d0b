//! How a resource for visitors is shown: with the values that count for them.

use crate::error::Error;
use crate::v2::price_lists::Account;
use crate::v2::resources::shape::{Area, Photo, Prices, Window, area, preferred_unit, prices, windows};
use crate::v2::{ExternalResources, Products, ResourcePhotos, Resources, Spaces};
use app::App;
use app::external_resources::Shown;
use jsonapi::{Entity, Many, One, Related, Resource, many, one, related};
use schemars::JsonSchema;
use serde::Serialize;
use store::Json;
use store::resources::Word;
use store::spaces::Space;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "externalResourceAttributes")]
pub struct ExternalResourceAttributes {
    name: String,
    #[schemars(extend("enum" = ["room", "desk", "other", null]))]
    resource_type: Option<&'static str>,
    area: [Area; 2],
    #[schemars(extend("enum" = ["sqm", "sqft"]))]
    area_preferred_unit: &'static str,
    accounting_code: Option<String>,
    cost_center: Option<Account>,
    revenue_account: Option<Account>,
    pricing: Prices,
    /// Hours before the start up to which visitors may cancel.
    cancellation_period: u32,
    /// Hours; null where it is as the resource has it.
    booking_cutoff: Option<u32>,
    /// Hours before the start up to which visitors may book.
    effective_booking_cutoff: u32,
    description: Option<String>,
    instructions: Option<String>,
    capacity: Option<u32>,
    min_booking_duration: u32,
    max_booking_duration: Option<u32>,
    #[schemars(extend("pattern" = "^#[a-fA-F0-9]{6}$"))]
    color: String,
    photo: Option<Photo>,
    booking_times: Vec<Window>,
    booking_times_string: Option<String>,
    /// Whether bookings wait for an admin's yes.
    bookings_require_approval: bool,
    pay_later: bool,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "externalResourceRelationships")]
pub struct ExternalResourceRelationships {
    resource_availability: Related,
    resource: One<Resources>,
    media: Many<ResourcePhotos>,
    space: One<Spaces>,
    products: Many<Products>,
}

impl Entity for ExternalResources {
    type Attributes = ExternalResourceAttributes;
    type Relationships = ExternalResourceRelationships;
}

pub fn resource(app: &App, space: &Space, shown: &Shown) -> Result<Resource<ExternalResources>, Error> {
    let (twin, row) = (&shown.twin, &shown.whole);
    let attributes = ExternalResourceAttributes {
        name: row.name.clone(),
        resource_type: row.kind.as_ref().map(|Word(kind)| kind.name()),
        area: area(row.area_sqm),
        area_preferred_unit: preferred_unit(space),
        accounting_code: row.accounting_code.clone(),
        cost_center: row.cost_center.as_ref().map(|Json(account)| account.into()),
        revenue_account: row.revenue_account.as_ref().map(|Json(account)| account.into()),
        pricing: prices(space, row)?,
        cancellation_period: row.cancellation_period,
        booking_cutoff: twin.booking_cutoff,
        effective_booking_cutoff: row.booking_cutoff,
        description: row.description.clone(),
        instructions: twin.instructions.clone(),
        capacity: row.capacity,
        min_booking_duration: row.min_booking_duration,
        max_booking_duration: row.max_booking_duration,
        color: row.color.clone(),
        photo: row.photo.as_ref().map(|Word(photo)| app.picture(space, photo).into()),
        booking_times: windows(&row.booking_times.parse().unwrap_or_default()),
        booking_times_string: Some(row.booking_times.clone()).filter(|text| !text.is_empty()),
        bookings_require_approval: twin.bookings_require_approval,
        pay_later: twin.pay_later,
    };
    let relationships = ExternalResourceRelationships {
        resource_availability: related(format!("{}/external_resources/{}/availability", app.hosts.at("api"), twin.id)),
        resource: one(twin.resource_id),
        media: many(&shown.media),
        space: one(space.id),
        products: many(&shown.products),
    };
    Ok(Resource::new(twin.id, attributes, relationships))
}
