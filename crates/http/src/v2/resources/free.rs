//! When resources of one space are free.

use super::{Include, RELATED, collection, known, slice, total};
use crate::access::{Of, SpaceAccess};
use crate::error::Error;
use crate::input::{Csv, DateTime, Id, Page, Query};
use crate::operation::Api;
use crate::scopes::ReadResources;
use crate::style::JsonApi;
use crate::v2::{Collection, Document, ResourceAvailabilities, Resources};
use app::resources::{self, Asked, Wanted, check_window};
use domain::ids::ResourceId;
use domain::interval::Interval;
use jsonapi::{Entity, One, Resource, one};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn operations(api: &mut Api<JsonApi>) {
    api.get("get-resource-availbility", "/resources/{id}/availability", availability, "Free times of a resource")
        .about(RELATED)
        .refuses(422, "The resource is not booked by the hour.");
    api.get("get-available-resources", "/spaces/{spaceId}/resources/available", available, "Free resources of a space").about(RELATED);
    api.get("get-resource-availabilities", "/spaces/{spaceId}/resource_availabilities", availabilities, "Free times of resources")
        .about(RELATED);
}

#[derive(Deserialize, JsonSchema)]
pub(in crate::v2) struct Window {
    /// Start of the time in question.
    #[serde(rename = "filter[from]")]
    pub(in crate::v2) from: DateTime,
    /// End of the time in question, at most 366 days later.
    #[serde(rename = "filter[to]")]
    pub(in crate::v2) to: DateTime,
}

pub(in crate::v2) fn window(from: DateTime, to: DateTime) -> Result<Interval, Error> {
    let window = Interval::new(from.0, to.0);
    check_window(window, "filter[from]", "filter[to]")?;
    Ok(window)
}

async fn availability(
    access: SpaceAccess<ReadResources, Of<Resources>>,
    Id(id): Id<ResourceId>,
    Query(Window { from, to }): Query<Window>,
) -> Result<Document<ResourceAvailabilities>, Error> {
    let free = resources::availability(access.app(), &access, id, window(from, to)?).await?;
    Ok(Document::new(&resource(id, &free)))
}

#[derive(Deserialize, JsonSchema)]
struct ListAvailabilities {
    /// Start of the time in question.
    #[serde(rename = "filter[from]")]
    from: DateTime,
    /// End of the time in question, at most 366 days later.
    #[serde(rename = "filter[to]")]
    to: DateTime,
    /// Of these resources.
    #[serde(rename = "filter[resource_ids]")]
    resource_ids: Csv<String>,
}

async fn availabilities(
    access: SpaceAccess<ReadResources>,
    Query(query): Query<ListAvailabilities>,
    Page(page): Page,
) -> Result<Collection<ResourceAvailabilities>, Error> {
    let (window, ids) = (window(query.from, query.to)?, known(&query.resource_ids));
    let found = resources::availabilities(access.app(), &access, ids, window, slice(page)).await?;
    Ok(Collection::new(found.items.iter().map(|(id, free)| resource(*id, free)), page, total(found.total)))
}

#[derive(Deserialize, JsonSchema)]
struct ListAvailable {
    /// Start of the time in question.
    #[serde(rename = "filter[from]")]
    from: DateTime,
    /// End of the time in question.
    #[serde(rename = "filter[to]")]
    to: DateTime,
    /// A booking that is to be moved, and so does not count.
    #[serde(rename = "filter[ignoreBookingId]")]
    ignore_booking_id: Option<String>,
    /// Whether booking times and blockers count; for admins, and true for them unless said otherwise.
    #[serde(rename = "filter[ignoreBookingTimes]")]
    ignore_booking_times: Option<bool>,
    /// Only these resources.
    #[serde(rename = "filter[resourceIds]")]
    resource_ids: Option<Csv<String>>,
    /// Linked resources to add; `categories` needs the scope `read_resource_categories`.
    include: Option<Csv<Include>>,
}

async fn available(
    access: SpaceAccess<ReadResources>,
    Query(query): Query<ListAvailable>,
    Page(page): Page,
) -> Result<Collection<Resources>, Error> {
    let asked = asked(query.from, query.to, query.ignore_booking_id.as_deref(), query.ignore_booking_times)?;
    let wanted = Wanted { ids: query.resource_ids.as_ref().map(known), ..Wanted::default() };
    let found = resources::available(access.app(), &access, wanted, asked, slice(page)).await?;
    collection(access.app(), &access, &found, page, query.include).await
}

pub(super) fn asked(from: DateTime, to: DateTime, ignored: Option<&str>, ignore_times: Option<bool>) -> Result<Asked, Error> {
    Ok(Asked { window: window(from, to)?, other_than: ignored.and_then(|id| id.parse().ok()), ignore_times })
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "resourceAvailabilityAttributes")]
pub struct AvailabilityAttributes {
    available_times: Vec<Free>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub(in crate::v2) struct Free {
    from: DateTime,
    to: DateTime,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "resourceAvailabilityRelationships")]
pub struct AvailabilityRelationships {
    resource: One<Resources>,
}

impl Entity for ResourceAvailabilities {
    type Attributes = AvailabilityAttributes;
    type Relationships = AvailabilityRelationships;
}

pub(super) fn resource(id: ResourceId, free: &[Interval]) -> Resource<ResourceAvailabilities> {
    Resource::new(id, AvailabilityAttributes::of(free), AvailabilityRelationships { resource: one(id) })
}

impl AvailabilityAttributes {
    pub(in crate::v2) fn of(free: &[Interval]) -> Self {
        Self { available_times: free.iter().map(|free| Free { from: free.from.into(), to: free.to.into() }).collect() }
    }
}
