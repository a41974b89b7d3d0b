//! Resources and when they are free.

pub(super) mod details;
pub(super) mod free;
mod network;
pub(super) mod shape;

pub(in crate::v2) use shape::{Photo as Sizes, Window, windows};

use crate::access::{Of, SpaceAccess, UserAccess};
use crate::error::Error;
use crate::input::{Csv, Id, Page, Query};
use crate::operation::Api;
use crate::scopes::{ReadResources, WriteResources};
use crate::style::JsonApi;
use crate::v2::{
    Body, Collection, Created, Document, Link, LinkList, NoContent, PHOTOS, Products, ResourceCategories, ResourcePhotos, Resources, Spaces,
};
use app::access::{Access, Place};
use app::resources::{self, Shown, Wanted};
use details::ResourceDetails;
use domain::ids::{ResourceId, SpaceId};
use domain::resources::Usage;
use domain::scopes::Scope;
use jsonapi::{Change, Many, New, One, Resource};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::resources::Slice;

use crate::patch::Patch;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Resource");
    api.post("post-resources", "/resources", create, "Create resource")
        .about("**Access**: admins of the space who may edit resources.")
        .body_limit(PHOTOS);
    api.get("get-resource", "/resources/{id}", get, "Resource details").about(RELATED);
    api.patch("patch-resource", "/resources/{id}", update, "Update resource")
        .about(
            "Refused with `overlapping_bookings` while more units are booked at the same time than the resource would have.\n\n\
             **Access**: admins of the space who may edit resources.",
        )
        .body_limit(PHOTOS);
    api.delete("delete-resource", "/resources/{id}", delete, "Delete resource")
        .about(
            "An addition of our own. Nobody sees the resource any more; what was booked of it keeps its name. While it is booked or \
             held after now that is refused, unless `force` is true: then later bookings are deleted and allocations end today. What \
             events and visitors have booked is never undone here.\n\n**Access**: admins of the space who may edit resources.",
        )
        .refuses(409, "It is booked or held after now.");
    api.get("get-resources", "/spaces/{spaceId}/resources", list, "Resources of a space").about(RELATED);
    free::operations(api);
    network::operations(api);
}

pub(super) const RELATED: &str = "**Access**: admins and members of the space, or of a space in its network.";

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
pub(super) enum Include {
    Categories,
    Media,
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
pub(super) enum IncludeMedia {
    Media,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
pub(super) enum UsageFilter {
    #[default]
    Bookable,
    Allocatable,
    All,
}

impl UsageFilter {
    pub fn usage(self) -> Option<Usage> {
        match self {
            Self::Bookable => Some(Usage::Bookable),
            Self::Allocatable => Some(Usage::Allocatable),
            Self::All => None,
        }
    }
}

pub(super) fn slice(page: jsonapi::Page) -> Slice {
    Slice { limit: page.size.into(), offset: i64::try_from(page.offset()).unwrap_or(i64::MAX) }
}

pub(super) fn total(total: i64) -> u64 {
    u64::try_from(total).unwrap_or_default()
}

/// Ids that cannot be read are of nothing, so they are left out as unknown ones are.
pub(super) fn known<T: std::str::FromStr>(ids: &Csv<String>) -> Vec<T> {
    ids.0.iter().filter_map(|id| id.parse().ok()).collect()
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct ListResources {
    /// By usage; without it those that are booked by the hour.
    #[serde(rename = "filter[usage]")]
    usage: UsageFilter,
    /// Linked resources to add; `categories` needs the scope `read_resource_categories`. Without it the categories come
    /// where the token has that scope.
    include: Option<Csv<Include>>,
}

async fn list(
    access: SpaceAccess<ReadResources>,
    Query(query): Query<ListResources>,
    Page(page): Page,
) -> Result<Collection<Resources>, Error> {
    let wanted = Wanted { usage: query.usage.usage(), ..Wanted::default() };
    let found = resources::list(access.app(), &access, wanted, slice(page)).await?;
    collection(access.app(), &access, &found, page, query.include).await
}

/// A page of resources of one space with what is included.
pub(super) async fn collection(
    app: &app::App,
    access: &Access,
    found: &resources::Page<Shown>,
    page: jsonapi::Page,
    include: Option<Csv<Include>>,
) -> Result<Collection<Resources>, Error> {
    let shown = found.items.iter().map(|shown| shape::resource(app, access.space(), shown)).collect::<Result<Vec<_>, _>>()?;
    let usual = || if access.allows(Scope::ReadResourceCategories) { vec![Include::Categories] } else { vec![] };
    let include = include.map_or_else(usual, |include| include.0);
    let mut answer = Collection::new(shown, page, total(found.total));
    if include.contains(&Include::Categories) {
        let categories = resources::categories_of(app, access, &found.items).await?;
        answer = answer.include(categories.into_iter().map(|one| shape::category(one.id, one.name)));
    }
    if include.contains(&Include::Media) {
        let media = resources::media_of(app, &found.items).await?;
        answer = answer.include(media.iter().map(|medium| shape::medium(app, access.space(), medium)));
    }
    Ok(answer)
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct GetResource {
    /// Linked resources to add: the further photos.
    include: Csv<IncludeMedia>,
}

async fn get(
    access: SpaceAccess<ReadResources, Of<Resources>>,
    Id(id): Id<ResourceId>,
    Query(query): Query<GetResource>,
) -> Result<Document<Resources>, Error> {
    let shown = resources::get(access.app(), &access, id).await?;
    let answer = Document::new(&shape::resource(access.app(), access.space(), &shown)?);
    if !query.include.has(&IncludeMedia::Media) {
        return Ok(answer);
    }
    let media = resources::media_of(access.app(), std::slice::from_ref(&shown)).await?;
    Ok(answer.include(media.iter().map(|medium| shape::medium(access.app(), access.space(), medium))))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct CreateLinks {
    space: One<Spaces>,
    products: Option<Many<Products>>,
}

async fn create(
    access: UserAccess<WriteResources>,
    Body(new): Body<New<Resources, ResourceDetails, CreateLinks>>,
) -> Result<Created<Resources>, Error> {
    let space: SpaceId = new.relationships.space.id("space")?;
    let access = access.enter(Place::Space(space)).await.map_err(at_space)?;
    let products = new.relationships.products.map(|products| products.ids("products")).transpose()?;
    let (mut details, places) = new.attributes.read()?;
    details.products = products;
    let shown = resources::create(access.app(), &access, details).await.map_err(|error| places.named(error))?;
    Ok(Created::new(&shape::resource(access.app(), access.space(), &shown)?))
}

/// The body named the space, so a space that is not there points at it.
fn at_space(error: Error) -> Error {
    match error {
        Error::App(app::Error::NotFound { at: None }) => app::Error::no_such("space").into(),
        other => other,
    }
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
struct UpdateLinks {
    products: Patch<Many<Products>>,
}

async fn update(
    access: SpaceAccess<WriteResources, Of<Resources>>,
    Id(id): Id<ResourceId>,
    Body(change): Body<Change<Resources, ResourceDetails, UpdateLinks>>,
) -> Result<Document<Resources>, Error> {
    let products = change.relationships.products.set().map(|products| products.ids("products")).transpose()?;
    let (mut details, places) = change.attributes.read()?;
    details.products = products;
    let shown = resources::update(access.app(), &access, id, details).await.map_err(|error| places.named(error))?;
    Ok(Document::new(&shape::resource(access.app(), access.space(), &shown)?))
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct DeleteResource {
    /// Undoes what is booked of it.
    force: bool,
}

async fn delete(
    access: SpaceAccess<WriteResources, Of<Resources>>,
    Id(id): Id<ResourceId>,
    Query(query): Query<DeleteResource>,
) -> Result<NoContent, Error> {
    resources::delete(access.app(), &access, id, query.force).await?;
    Ok(NoContent)
}

/// What is shown of kinds that have no operations of their own.
type Category = Resource<ResourceCategories>;
type Medium = Resource<ResourcePhotos>;
