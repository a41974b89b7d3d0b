//! What visitors may book, and when.

mod details;
mod shape;

use super::resources::free::{AvailabilityAttributes, Window, window};
use super::resources::shape::medium;
use super::resources::{IncludeMedia, slice, total};
use crate::access::{Of, SpaceAccess, UserAccess, VisitorAccess};
use crate::error::Error;
use crate::input::{Csv, DateTime, Id, Page, Query};
use crate::operation::Api;
use crate::patch::Patch;
use crate::scopes::{ReadExternalResources, WriteExternalResources};
use crate::style::JsonApi;
use crate::v2::{
    Body, Collection, Created, Document, ExternalAvailabilities, ExternalResources, Link as _, LinkList as _, NoContent, Products,
    Resources,
};
use app::access::{Access, Place, Thing};
use app::external_resources::{self, Asked, Shown};
use app::{App, Error as AppError};
use details::ExternalDetails;
use domain::ids::{ExternalResourceId, ResourceId};
use jsonapi::{Change, Entity, Many, NewLinked, One, Resource, one};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use shape::resource;

const ADMINS: &str = "**Access**: admins of the space who may edit resources.";
const ANYBODY: &str = "**Access**: any user.";

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("External resource");
    api.post("create-external-resource", "/external_resources", create, "Offer a resource to visitors")
        .about("What is not said, or null, is as the resource has it.\n\n**Access**: admins of the space who may edit resources.");
    api.get("get-external-resource", "/external_resources/{id}", get, "What visitors may book").about(ANYBODY);
    api.patch("patch-external-resource", "/external_resources/{id}", update, "Update what visitors may book").about(ADMINS);
    api.delete("delete-external-resource", "/external_resources/{id}", delete, "Offer it no more")
        .about("The resource stays, and so do the bookings of visitors.\n\n**Access**: admins of the space who may edit resources.");
    api.get("get-external-resource-availbility", "/external_resources/{id}/availability", availability, "Free times for visitors")
        .about(ANYBODY);
    api.get("get-external-resources", "/spaces/{spaceId}/external_resources", list, "What visitors may book in a space")
        .about("By name.\n\n**Access**: any user.");
    api.get(
        "get-available-external-resources",
        "/spaces/{spaceId}/external_resources/available",
        available,
        "What visitors can book at a time",
    )
    .about("By name: what a visitor could book for all of the time.\n\n**Access**: any user.");
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct Including {
    /// Linked resources to add: the further photos.
    include: Csv<IncludeMedia>,
}

async fn get(
    access: VisitorAccess<ReadExternalResources, Of<ExternalResources>>,
    Id(id): Id<ExternalResourceId>,
    Query(query): Query<Including>,
) -> Result<Document<ExternalResources>, Error> {
    let shown = external_resources::get(access.app(), &access, id).await?;
    let answer = Document::new(&resource(access.app(), access.space(), &shown)?);
    if !query.include.has(&IncludeMedia::Media) {
        return Ok(answer);
    }
    let media = external_resources::media_of(access.app(), &access, std::slice::from_ref(&shown)).await?;
    Ok(answer.include(media.iter().map(|one| medium(access.app(), access.space(), one))))
}

async fn list(
    access: VisitorAccess<ReadExternalResources>,
    Query(query): Query<Including>,
    Page(page): Page,
) -> Result<Collection<ExternalResources>, Error> {
    let found = external_resources::list(access.app(), &access, slice(page)).await?;
    collection(access.app(), &access, &found, page, &query.include).await
}

async fn collection(
    app: &App,
    access: &Access,
    found: &app::resources::Page<Shown>,
    page: jsonapi::Page,
    include: &Csv<IncludeMedia>,
) -> Result<Collection<ExternalResources>, Error> {
    let shown = found.items.iter().map(|shown| resource(app, access.space(), shown)).collect::<Result<Vec<_>, _>>()?;
    let answer = Collection::new(shown, page, total(found.total));
    if !include.has(&IncludeMedia::Media) {
        return Ok(answer);
    }
    let media = external_resources::media_of(app, access, &found.items).await?;
    Ok(answer.include(media.iter().map(|one| medium(app, access.space(), one))))
}

#[derive(Deserialize, JsonSchema)]
struct ListAvailable {
    /// Start of the time in question.
    #[serde(rename = "filter[from]")]
    from: DateTime,
    /// End of the time in question.
    #[serde(rename = "filter[to]")]
    to: DateTime,
    /// For admins: only what is booked counts, not booking times, blockers and the like.
    #[serde(rename = "filter[ignoreBookingTimes]")]
    ignore_booking_times: Option<bool>,
    /// An external booking that is to be moved, and so does not count.
    #[serde(rename = "filter[ignoreExternalBookingId]")]
    ignore_external_booking_id: Option<String>,
    /// For at least so many people.
    #[serde(rename = "filter[minimumCapacity]")]
    minimum_capacity: Option<u32>,
    /// Linked resources to add: the further photos.
    #[serde(default)]
    include: Csv<IncludeMedia>,
}

async fn available(
    access: VisitorAccess<ReadExternalResources>,
    Query(query): Query<ListAvailable>,
    Page(page): Page,
) -> Result<Collection<ExternalResources>, Error> {
    let asked = Asked {
        window: window(query.from, query.to)?,
        other_than: query.ignore_external_booking_id.and_then(|id| id.parse().ok()),
        ignore_times: query.ignore_booking_times.unwrap_or_default(),
        minimum_capacity: query.minimum_capacity,
    };
    let found = external_resources::available(access.app(), &access, asked, slice(page)).await?;
    collection(access.app(), &access, &found, page, &query.include).await
}

async fn availability(
    access: VisitorAccess<ReadExternalResources, Of<ExternalResources>>,
    Id(id): Id<ExternalResourceId>,
    Query(Window { from, to }): Query<Window>,
) -> Result<Document<ExternalAvailabilities>, Error> {
    let free = external_resources::availability(access.app(), &access, id, window(from, to)?).await?;
    Ok(Document::new(&Resource::new(id, AvailabilityAttributes::of(&free), AvailabilityRelationships { resource: one(id) })))
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "externalAvailabilityRelationships")]
pub struct AvailabilityRelationships {
    resource: One<ExternalResources>,
}

impl Entity for ExternalAvailabilities {
    type Attributes = AvailabilityAttributes;
    type Relationships = AvailabilityRelationships;
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct CreateLinks {
    resource: One<Resources>,
    /// What visitors can book along with it; without it the products of the resource.
    products: Option<Many<Products>>,
}

async fn create(
    access: UserAccess<WriteExternalResources>,
    Body(new): Body<NewLinked<ExternalResources, ExternalDetails, CreateLinks>>,
) -> Result<Created<ExternalResources>, Error> {
    let of: ResourceId = new.relationships.resource.id("resource")?;
    let access = access.enter(Place::Owner(Thing::Resource, of.0)).await.map_err(at_resource)?;
    let products = new.relationships.products.map(|products| products.ids("products")).transpose()?;
    let (mut details, places) = new.attributes.read()?;
    details.products = products;
    let shown = external_resources::create(access.app(), &access, of, details).await.map_err(|error| places.named(error))?;
    Ok(Created::new(&resource(access.app(), access.space(), &shown)?))
}

/// The body named the resource, so one that is not there points at it.
pub(super) fn at_resource(error: Error) -> Error {
    match error {
        Error::App(AppError::NotFound { at: None }) => AppError::no_such("resource").into(),
        other => other,
    }
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
struct UpdateLinks {
    /// What visitors can book along with it.
    products: Patch<Many<Products>>,
}

async fn update(
    access: SpaceAccess<WriteExternalResources, Of<ExternalResources>>,
    Id(id): Id<ExternalResourceId>,
    Body(change): Body<Change<ExternalResources, ExternalDetails, UpdateLinks>>,
) -> Result<Document<ExternalResources>, Error> {
    let products = change.relationships.products.set().map(|products| products.ids("products")).transpose()?;
    let (mut details, places) = change.attributes.read()?;
    details.products = products;
    let shown = external_resources::update(access.app(), &access, id, details).await.map_err(|error| places.named(error))?;
    Ok(Document::new(&resource(access.app(), access.space(), &shown)?))
}

async fn delete(
    access: SpaceAccess<WriteExternalResources, Of<ExternalResources>>,
    Id(id): Id<ExternalResourceId>,
) -> Result<NoContent, Error> {
    external_resources::delete(access.app(), &access, id).await?;
    Ok(NoContent)
}
