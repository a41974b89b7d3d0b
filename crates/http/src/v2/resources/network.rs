//! Resources of all spaces of a network.

use super::free::{asked, resource, window};
use super::{UsageFilter, known, shape, slice, total};
use crate::access::NetworkAccess;
use crate::error::Error;
use crate::input::{Csv, DateTime, Page, Query};
use crate::operation::Api;
use crate::scopes::ReadResources;
use crate::style::JsonApi;
use crate::v2::{Collection, ResourceAvailabilities, Resources};
use app::resources::{self, Shown, Wanted};
use schemars::JsonSchema;
use serde::Deserialize;

const ANY_SPACE: &str = "**Access**: admins and members of any space in the network.";

pub fn operations(api: &mut Api<JsonApi>) {
    api.get("get-network-resources", "/networks/{networkId}/resources", list, "Resources of a network").about(ANY_SPACE);
    api.get("get-available-network-resources", "/networks/{networkId}/resources/available", available, "Free resources of a network")
        .about(ANY_SPACE);
    api.get(
        "get-network-resource-availabilities",
        "/networks/{networkId}/resource_availabilities",
        availabilities,
        "Free times of resources in a network",
    )
    .about(ANY_SPACE);
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct ListResources {
    /// By usage; without it those that are booked by the hour.
    #[serde(rename = "filter[usage]")]
    usage: UsageFilter,
    /// Only of these spaces, separated by commas.
    #[serde(rename = "filter[spaceIds]")]
    space_ids: Option<String>,
}

fn listed<T: std::str::FromStr>(text: Option<&str>) -> Option<Vec<T>> {
    text.map(|text| text.split(',').filter_map(|id| id.trim().parse().ok()).collect())
}

async fn list(
    access: NetworkAccess<ReadResources>,
    Query(query): Query<ListResources>,
    Page(page): Page,
) -> Result<Collection<Resources>, Error> {
    let wanted = Wanted { usage: query.usage.usage(), spaces: listed(query.space_ids.as_deref()), ids: None };
    let found = resources::list_in_network(access.app(), &access, wanted, slice(page)).await?;
    collection(&access, &found, page)
}

fn collection(
    access: &NetworkAccess<ReadResources>,
    found: &resources::Page<Shown>,
    page: jsonapi::Page,
) -> Result<Collection<Resources>, Error> {
    let mut shown = Vec::with_capacity(found.items.len());
    for item in &found.items {
        let space = access.spaces.iter().find(|space| space.space_id() == item.resource.space_id);
        let space = space.ok_or(app::Error::NOT_FOUND)?;
        shown.push(shape::resource(access.app(), space.space(), item)?);
    }
    Ok(Collection::new(shown, page, total(found.total)))
}

#[derive(Deserialize, JsonSchema)]
struct ListAvailable {
    /// Start of the time in question.
    #[serde(rename = "filter[from]")]
    from: DateTime,
    /// End of the time in question.
    #[serde(rename = "filter[to]")]
    to: DateTime,
    /// Only of these spaces, separated by commas.
    #[serde(rename = "filter[spaceIds]")]
    space_ids: Option<String>,
    /// A booking that is to be moved, and so does not count.
    #[serde(rename = "filter[ignoreBookingId]")]
    ignore_booking_id: Option<String>,
    /// Whether booking times and blockers count; for admins, and true for them unless said otherwise.
    #[serde(rename = "filter[ignoreBookingTimes]")]
    ignore_booking_times: Option<bool>,
    /// Only these resources.
    #[serde(rename = "filter[resourceIds]")]
    resource_ids: Option<Csv<String>>,
}

async fn available(
    access: NetworkAccess<ReadResources>,
    Query(query): Query<ListAvailable>,
    Page(page): Page,
) -> Result<Collection<Resources>, Error> {
    let asked = asked(query.from, query.to, query.ignore_booking_id.as_deref(), query.ignore_booking_times)?;
    let wanted = Wanted { ids: query.resource_ids.as_ref().map(known), spaces: listed(query.space_ids.as_deref()), usage: None };
    let found = resources::available_in_network(access.app(), &access, wanted, asked, slice(page)).await?;
    collection(&access, &found, page)
}

#[derive(Deserialize, JsonSchema)]
struct ListAvailabilities {
    /// Start of the time in question.
    #[serde(rename = "filter[from]")]
    from: DateTime,
    /// End of the time in question, at most 366 days later.
    #[serde(rename = "filter[to]")]
    to: DateTime,
    /// Only these resources.
    #[serde(rename = "filter[resourceIds]")]
    resource_ids: Option<Csv<String>>,
}

async fn availabilities(
    access: NetworkAccess<ReadResources>,
    Query(query): Query<ListAvailabilities>,
    Page(page): Page,
) -> Result<Collection<ResourceAvailabilities>, Error> {
    let window = window(query.from, query.to)?;
    let wanted = Wanted { ids: query.resource_ids.as_ref().map(known), ..Wanted::default() };
    let found = resources::availabilities_in_network(access.app(), &access, wanted, window, slice(page)).await?;
    Ok(Collection::new(found.items.iter().map(|(id, free)| resource(*id, free)), page, total(found.total)))
}
