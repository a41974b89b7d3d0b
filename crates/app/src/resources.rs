//! Resources: who sees which, what they are, when they are free (business rules, section 8).

mod availability;
mod change;
mod checks;
mod delete;
pub(crate) mod openings;
mod viewer;

pub use availability::{
    Asked, availabilities, availabilities_in_network, availability, available, available_in_network, check_days, check_window,
};
pub use change::{create, update};
pub(crate) use checks::apply;
pub use checks::{Details, NewPhoto, PriceDetails};
pub use delete::delete;

use crate::access::{Access, NetworkAccess};
use crate::{App, Error, FieldError, Result};
use db::Tx;
use domain::ids::{MediumId, ResourceCategoryId, ResourceId, SpaceId};
use domain::resources::{Photo, Usage};
use domain::scopes::Scope;
use domain::texts;
use std::collections::HashMap;
use store::resources::{self, Category, Filter, Links, Medium, Resource, Slice};
use viewer::Viewer;

/// A resource as somebody sees it.
#[derive(Clone, Debug)]
pub struct Shown {
    pub resource: Resource,
    pub links: Links,
    /// Whether this viewer can book it at all (R4).
    pub can_book: bool,
}

/// Part of a list.
#[derive(Clone, Debug)]
pub struct Page<T> {
    pub items: Vec<T>,
    /// Of the whole list.
    pub total: i64,
}

/// Which lists of resources are wanted.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// None: of any usage.
    pub usage: Option<Usage>,
    /// Unknown ones are left out.
    pub ids: Option<Vec<ResourceId>>,
    /// Only in these spaces; unknown ones are left out.
    pub spaces: Option<Vec<SpaceId>>,
}

/// One resource. What one may not see does not exist.
pub async fn get(app: &App, access: &Access, id: ResourceId) -> Result<Shown> {
    let wanted = Wanted { ids: Some(vec![id]), ..Wanted::default() };
    list(app, access, wanted, Slice::ALL).await?.items.pop().ok_or(Error::NOT_FOUND)
}

/// The resources of a space that the caller sees, by name.
pub async fn list(app: &App, access: &Access, wanted: Wanted, slice: Slice) -> Result<Page<Shown>> {
    list_in(app, vec![Viewer::new(access)], wanted, slice).await
}

/// The resources of all spaces of a network that the caller sees, by name.
pub async fn list_in_network(app: &App, access: &NetworkAccess, wanted: Wanted, slice: Slice) -> Result<Page<Shown>> {
    list_in(app, access.spaces.iter().map(Viewer::new).collect(), wanted, slice).await
}

async fn list_in(app: &App, viewers: Vec<Viewer>, wanted: Wanted, slice: Slice) -> Result<Page<Shown>> {
    app.db
        .read(async move |tx| {
            let viewers = of_spaces(&viewers, wanted.spaces.as_deref());
            let views = viewer::views(tx, &viewers).await?;
            let filter = Filter { usage: wanted.usage, ids: wanted.ids.clone() };
            let (found, total) = resources::list(tx, &views, &filter, slice).await?;
            Ok::<_, Error>(Page { items: show(tx, &viewers, found).await?, total })
        })
        .await
}

fn of_spaces<'a>(viewers: &'a [Viewer], spaces: Option<&[SpaceId]>) -> Vec<&'a Viewer> {
    viewers.iter().filter(|viewer| spaces.is_none_or(|spaces| spaces.contains(&viewer.space))).collect()
}

async fn show(tx: &mut Tx, viewers: &[&Viewer], found: Vec<Resource>) -> Result<Vec<Shown>> {
    let places: Vec<_> = found.iter().map(|resource| (resource.space_id, resource.id)).collect();
    let mut links = resources::links(tx, &places).await?;
    let viewers: HashMap<SpaceId, &Viewer> = viewers.iter().map(|viewer| (viewer.space, *viewer)).collect();
    let shown = found.into_iter().map(|resource| Shown {
        can_book: viewers.get(&resource.space_id).is_some_and(|viewer| viewer.can_book(resource.usage, resource.only_admins_can_book)),
        links: links.remove(&resource.id).unwrap_or_default(),
        resource,
    });
    Ok(shown.collect())
}

fn places(shown: &[Shown]) -> Vec<(SpaceId, ResourceId)> {
    shown.iter().map(|shown| (shown.resource.space_id, shown.resource.id)).collect()
}

/// The categories of resources that were shown, each once, by name. Needs `read_resource_categories`.
pub async fn categories_of(app: &App, access: &Access, shown: &[Shown]) -> Result<Vec<Category>> {
    if !access.allows(Scope::ReadResourceCategories) {
        return Err(Error::scope(Scope::ReadResourceCategories.name()));
    }
    let of = places(shown);
    app.db.read(async move |tx| Ok::<_, Error>(resources::categories_of(tx, &of).await?)).await
}

/// The further photos of resources that were shown.
pub async fn media_of(app: &App, shown: &[Shown]) -> Result<Vec<Medium>> {
    let of = places(shown);
    app.db.read(async move |tx| Ok::<_, Error>(resources::media_of(tx, &of).await?)).await
}

/// All categories of a space, by name.
pub async fn categories(app: &App, access: &Access) -> Result<Vec<Category>> {
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(resources::categories(&mut access.bind(tx)).await?)).await
}

/// Makes a category of resources (R5). Its name is not taken yet, whatever the case of its letters.
pub async fn create_category(app: &App, access: &Access, name: &str) -> Result<ResourceCategoryId> {
    access.require_admin(Scope::WriteResources)?;
    let (id, access) = (app.id::<ResourceCategoryId>(), access.clone());
    let name = texts::name(name).map_err(|bad| FieldError::field("name", bad.code(), bad.to_string()))?;
    app.db
        .write(async move |tx| {
            Ok::<_, Error>(resources::insert_category(&mut access.bind(tx), &Category { id, name: name.clone() }).await?)
        })
        .await?;
    Ok(id)
}

/// Puts a resource into a category, besides those it is in.
pub async fn categorize(app: &App, access: &Access, resource: ResourceId, category: ResourceCategoryId) -> Result<()> {
    access.require_admin(Scope::WriteResources)?;
    let access = access.clone();
    app.db
        .write(async move |tx| match resources::link_category(&mut access.bind(tx), resource, category).await {
            Err(db::Error::ForeignKey) => Err(Error::no_such("category")),
            done => Ok(done?),
        })
        .await
}

/// Adds a photo to a resource, behind those it has.
pub async fn add_medium(app: &App, access: &Access, resource: ResourceId, photo: Photo) -> Result<MediumId> {
    access.require_admin(Scope::WriteResources)?;
    let (id, access) = (app.id::<MediumId>(), access.clone());
    app.db
        .write(async move |tx| match resources::insert_medium(&mut access.bind(tx), id, resource, &photo).await {
            Err(db::Error::ForeignKey) => Err(Error::NOT_FOUND),
            done => Ok(done?),
        })
        .await?;
    Ok(id)
}
