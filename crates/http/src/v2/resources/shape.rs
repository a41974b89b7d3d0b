//! How a resource is shown.

use super::{Category, Medium};
use crate::error::Error;
use crate::v2::price_lists::{Account, Duration, Pricer, TaxShown};
use crate::v2::prices::Price;
use crate::v2::{Products, ResourceCategories, ResourcePhotos, Resources, Spaces};
use app::App;
use app::files::Picture;
use app::resources::Shown;
use domain::booking_times::BookingTimes;
use domain::ids::ResourceCategoryId;
use domain::pricing::Pricing;
use domain::resources::{prefers_square_feet, square_feet};
use jsonapi::{Entity, Many, NoRelationships, One, Related, Resource, many, one, related};
use schemars::JsonSchema;
use serde::Serialize;
use store::Json;
use store::resources::{Resource as Row, Word};
use store::spaces::Space;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "resourceAttributes")]
pub struct ResourceAttributes {
    name: String,
    #[schemars(extend("enum" = ["room", "desk", "other", null]))]
    resource_type: Option<&'static str>,
    #[schemars(extend("enum" = ["bookable", "allocatable"]))]
    usage: &'static str,
    pricing: Prices,
    accounting_code: Option<String>,
    area: [Area; 2],
    #[schemars(extend("enum" = ["sqm", "sqft"]))]
    area_preferred_unit: &'static str,
    cost_center: Option<Account>,
    revenue_account: Option<Account>,
    description: Option<String>,
    hidden: bool,
    only_admins_can_book: bool,
    can_book: bool,
    #[schemars(range(min = 1))]
    units: u32,
    capacity: Option<u32>,
    cancellation_period: u32,
    booking_cutoff: u32,
    min_booking_duration: u32,
    max_booking_duration: Option<u32>,
    #[schemars(extend("pattern" = "^#[a-fA-F0-9]{6}$"))]
    color: String,
    photo: Option<Photo>,
    booking_times: Vec<Window>,
    booking_times_string: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub(in crate::v2) struct Area {
    #[schemars(extend("enum" = ["sqm", "sqft"]))]
    unit: &'static str,
    number: Option<i64>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
pub(in crate::v2) struct Prices {
    currency: String,
    price_per_hour: Price,
    discounts: Vec<Discount>,
    price_caps: Vec<PriceCap>,
    price_cap: Option<PaidTime>,
    taxes: Vec<TaxShown>,
    fixed_rates: Vec<FixedRate>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct Discount {
    price_per_hour: Price,
    minimum_duration: Duration,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct PriceCap {
    price: Price,
    maximum_duration: Duration,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct PaidTime {
    maximum_duration: Duration,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct FixedRate {
    price: Net,
    maximum_duration: Duration,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct Net {
    net: String,
}

// All sizes are the same file: it is shown as large as there is room.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Photo {
    icon: Image,
    default: Image,
    small: Image,
    medium: Image,
    large: Image,
}

#[derive(Clone, Serialize, JsonSchema)]
#[schemars(inline)]
struct Image {
    #[schemars(extend("format" = "uri-reference"))]
    url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
}

impl From<Picture> for Photo {
    fn from(Picture { url, size }: Picture) -> Self {
        let image = Image { url, width: size.map(|(width, _)| width), height: size.map(|(_, height)| height) };
        Self { icon: image.clone(), default: image.clone(), small: image.clone(), medium: image.clone(), large: image }
    }
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Window {
    #[schemars(extend("pattern" = "^\\d{2}:\\d{2}$"))]
    from: String,
    #[schemars(extend("pattern" = "^\\d{2}:\\d{2}$"))]
    to: String,
    weekdays: Vec<u8>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "resourceRelationships")]
pub struct ResourceRelationships {
    categories: Many<ResourceCategories>,
    media: Many<ResourcePhotos>,
    resource_availability: Related,
    space: One<Spaces>,
    products: Many<Products>,
}

impl Entity for Resources {
    type Attributes = ResourceAttributes;
    type Relationships = ResourceRelationships;
}

pub fn resource(app: &App, space: &Space, shown: &Shown) -> Result<Resource<Resources>, Error> {
    let Shown { resource, links, .. } = shown;
    let relationships = ResourceRelationships {
        categories: many(&links.categories),
        media: many(&links.media),
        resource_availability: related(format!("{}/resources/{}/availability", app.hosts.at("api"), resource.id)),
        space: one(resource.space_id),
        products: many(&links.products),
    };
    Ok(Resource::new(resource.id, attributes(app, space, shown)?, relationships))
}

fn attributes(app: &App, space: &Space, shown: &Shown) -> Result<ResourceAttributes, Error> {
    let row = &shown.resource;
    Ok(ResourceAttributes {
        name: row.name.clone(),
        resource_type: row.kind.as_ref().map(|Word(kind)| kind.name()),
        usage: row.usage.name(),
        pricing: prices(space, row)?,
        accounting_code: row.accounting_code.clone(),
        area: area(row.area_sqm),
        area_preferred_unit: preferred_unit(space),
        cost_center: row.cost_center.as_ref().map(|Json(account)| account.into()),
        revenue_account: row.revenue_account.as_ref().map(|Json(account)| account.into()),
        description: row.description.clone(),
        hidden: row.hidden,
        only_admins_can_book: row.only_admins_can_book,
        can_book: shown.can_book,
        units: row.units,
        capacity: row.capacity,
        cancellation_period: row.cancellation_period,
        booking_cutoff: row.booking_cutoff,
        min_booking_duration: row.min_booking_duration,
        max_booking_duration: row.max_booking_duration,
        color: row.color.clone(),
        photo: row.photo.as_ref().map(|Word(photo)| app.picture(space, photo).into()),
        booking_times: windows(&row.booking_times.parse().unwrap_or_default()),
        booking_times_string: Some(row.booking_times.clone()).filter(|text| !text.is_empty()),
    })
}

pub(in crate::v2) fn area(square_metres: Option<i64>) -> [Area; 2] {
    [Area { unit: "sqm", number: square_metres }, Area { unit: "sqft", number: square_metres.map(square_feet) }]
}

pub(in crate::v2) fn preferred_unit(space: &Space) -> &'static str {
    if prefers_square_feet(&space.country) { "sqft" } else { "sqm" }
}

pub fn windows(times: &BookingTimes) -> Vec<Window> {
    let time = |time: jiff::civil::Time| format!("{:02}:{:02}", time.hour(), time.minute());
    let window = |window: &domain::booking_times::Window| Window {
        from: time(window.from),
        to: time(window.to),
        weekdays: window.weekdays.iter().copied().collect(),
    };
    times.windows().iter().map(window).collect()
}

pub(in crate::v2) fn prices(space: &Space, row: &Row) -> Result<Prices, Error> {
    let pricer = Pricer::new(space, row.taxes.as_ref().map(|Json(taxes)| taxes.as_slice()), row.currency);
    let Pricing { price_per_hour, discounts, price_caps, paid_time_cap, fixed_rates, .. } = &row.pricing.0;
    let discount = |one: &domain::pricing::Discount| {
        let minimum_duration = Duration::of_minutes(one.minimum_minutes);
        pricer.price(one.price_per_hour).map(|price_per_hour| Discount { price_per_hour, minimum_duration })
    };
    let cap = |one: &domain::pricing::PriceCap| {
        let maximum_duration = Duration::of_minutes(one.maximum_minutes);
        pricer.price(one.price).map(|price| PriceCap { price, maximum_duration })
    };
    let rate = |one: &domain::pricing::FixedRate| FixedRate {
        price: Net { net: one.price.rounded(row.currency).to_string() },
        maximum_duration: Duration::of_minutes(one.maximum_minutes),
    };
    Ok(Prices {
        currency: row.currency.to_string(),
        price_per_hour: pricer.price(price_per_hour.unwrap_or_default())?,
        discounts: discounts.iter().map(discount).collect::<Result<_, _>>()?,
        price_caps: price_caps.iter().map(cap).collect::<Result<_, _>>()?,
        price_cap: paid_time_cap.map(|minutes| PaidTime { maximum_duration: Duration::of_minutes(minutes) }),
        taxes: pricer.taxes(),
        fixed_rates: fixed_rates.iter().map(rate).collect(),
    })
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "resourceCategoryAttributes")]
pub struct CategoryAttributes {
    name: String,
}
impl Entity for ResourceCategories {
    type Attributes = CategoryAttributes;
    type Relationships = NoRelationships;
}
pub fn category(id: ResourceCategoryId, name: String) -> Category {
    Resource::new(id, CategoryAttributes { name }, NoRelationships {})
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "resourcePhotoAttributes")]
pub struct MediumAttributes {
    photo: Photo,
}
impl Entity for ResourcePhotos {
    type Attributes = MediumAttributes;
    type Relationships = NoRelationships;
}
pub fn medium(app: &App, space: &Space, medium: &store::resources::Medium) -> Medium {
    Resource::new(medium.id, MediumAttributes { photo: app.picture(space, &medium.url).into() }, NoRelationships {})
}
