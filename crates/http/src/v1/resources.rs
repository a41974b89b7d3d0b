//! What can be booked by the hour (`api-v1`, section 4.10).

use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::input::{Csv, Id, Query};
use crate::operation::Api;
use crate::scopes::{ReadResourceCategories, ReadResources, WriteResources};
use crate::style::V1;
use crate::v1::Json;
use crate::v2::NoContent;
use app::App;
use app::access::Access;
use app::resources::{self, Shown, Wanted};
use domain::booking_times::{self, BookingTimes};
use domain::ids::ResourceId;
use domain::money::decimal_text;
use domain::resources::{Usage, taxes};
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::resources::{Slice, Word};

pub fn operations(api: &mut Api<V1>) {
    api.tag("Resources");
    api.get("v1-get-resources", "/api/resources", list, "Resources of the space");
    api.get("v1-get-resource", "/api/resources/{id}", get, "Single resource");
    api.delete("v1-delete-resource", "/api/resources/{id}", delete, "Delete a resource")
        .about(
            "What was booked of it keeps its name. `force` deletes later bookings and ends allocations, but not what events and visitors \
             have booked. **Access**: admins who may edit resources.",
        )
        .refuses(409, "It is booked or held after now.");
    api.get("v1-get-resource-categories", "/api/resource_categories", categories, "Categories of resources");
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct ListResources {
    /// Only these.
    ids: Option<Csv<String>>,
}

async fn list(access: SpaceAccess<ReadResources, ByHost>, Query(query): Query<ListResources>) -> Result<Json<Vec<Resource>>, Error> {
    let ids = query.ids.map(|ids| ids.0.iter().filter_map(|id| id.parse().ok()).collect());
    let wanted = Wanted { usage: Some(Usage::Bookable), ids, spaces: None };
    let found = resources::list(access.app(), &access, wanted, Slice::ALL).await?;
    Ok(Json(found.items.into_iter().map(|shown| resource(access.app(), &access, shown)).collect()))
}

async fn get(access: SpaceAccess<ReadResources, ByHost>, Id(id): Id<ResourceId>) -> Result<Json<Resource>, Error> {
    let shown = resources::get(access.app(), &access, id).await?;
    Ok(Json(resource(access.app(), &access, shown)))
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct DeleteResource {
    /// Undoes what is booked of it.
    force: bool,
}

async fn delete(
    access: SpaceAccess<WriteResources, ByHost>,
    Id(id): Id<ResourceId>,
    Query(query): Query<DeleteResource>,
) -> Result<NoContent, Error> {
    resources::delete(access.app(), &access, id, query.force).await?;
    Ok(NoContent)
}

async fn categories(access: SpaceAccess<ReadResourceCategories, ByHost>) -> Result<Json<Vec<Category>>, Error> {
    let found = resources::categories(access.app(), &access).await?;
    Ok(Json(found.into_iter().map(|category| Category { id: category.id.to_string(), name: category.name }).collect()))
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "ResourceCategory")]
struct Category {
    id: String,
    name: String,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Resource")]
struct Resource {
    id: String,
    name: String,
    price_per_hour: String,
    tax_rate: String,
    hidden: bool,
    capacity: Option<u32>,
    currency: String,
    description: Option<String>,
    /// Hours before the start until which members may change or delete a booking.
    cancellation_period: u32,
    can_book: bool,
    color: Option<String>,
    photo: Option<String>,
    /// Minutes.
    min_booking_duration: Option<u32>,
    /// Minutes.
    max_booking_duration: Option<u32>,
    booking_url: String,
    booking_times: Vec<Window>,
    /// The older name of `booking_times`.
    timespans: Vec<Window>,
}

#[derive(Clone, Serialize, JsonSchema)]
#[schemars(rename = "BookingTime")]
struct Window {
    from: String,
    to: String,
    /// 1 is Monday; none are all.
    weekdays: Vec<u8>,
}

fn resource(app: &App, access: &Access, Shown { resource, can_book, .. }: Shown) -> Resource {
    let space = access.space();
    let own = resource.taxes.as_ref().map(|store::Json(taxes)| taxes.as_slice());
    let rate: Decimal = taxes(&space.taxes.0, own, space.settings.0.multiple_tax_rates).iter().map(|tax| tax.rate.percent()).sum();
    let windows = windows(&resource.booking_times);
    Resource {
        id: resource.id.to_string(),
        name: resource.name,
        price_per_hour: resource.pricing.0.price_per_hour.unwrap_or_default().rounded(resource.currency).to_string(),
        tax_rate: decimal_text(rate),
        hidden: resource.hidden,
        capacity: resource.capacity,
        currency: resource.currency.to_string(),
        description: resource.description,
        cancellation_period: resource.cancellation_period,
        can_book,
        color: Some(resource.color),
        photo: resource.photo.map(|Word(photo)| app.picture(space, &photo).url),
        min_booking_duration: Some(resource.min_booking_duration).filter(|minutes| *minutes > 0),
        max_booking_duration: resource.max_booking_duration,
        booking_url: format!("{}/api/resources/{}/bookings", app.hosts.at(&space.subdomain), resource.id),
        booking_times: windows.clone(),
        timespans: windows,
    }
}

fn windows(text: &str) -> Vec<Window> {
    let times: BookingTimes = text.parse().unwrap_or_default();
    let time = |time: jiff::civil::Time| format!("{:02}:{:02}", time.hour(), time.minute());
    let window = |window: &booking_times::Window| Window {
        from: time(window.from),
        to: time(window.to),
        weekdays: window.weekdays.iter().copied().collect(),
    };
    times.windows().iter().map(window).collect()
}
