//! What visitors may book: resources with values of their own for them (business rule R7). They are offered on purpose,
//! so it does not matter whether members see or book the resource.

mod change;
mod free;
mod twin;

pub(crate) use change::withdraw;
pub use change::{Details, create, delete, update};
pub use free::{Asked, availability, available};
pub(crate) use free::{blocking, for_visitors, times};
pub(crate) use twin::over;

use crate::access::Access;
use crate::resources::Page;
use crate::{App, Error, Result};
use domain::ids::{ExternalResourceId, MediumId, ProductId, ResourceId, SpaceId};
use std::collections::HashMap;
use store::SpaceTx;
use store::external_resources::{self, ExternalResource};
use store::resources::{self, Filter, Medium, Resource, Slice, View};

/// What visitors may book.
#[derive(Clone, Debug)]
pub struct Shown {
    pub twin: ExternalResource,
    /// The resource with the values that count for visitors.
    pub whole: Resource,
    pub media: Vec<MediumId>,
    pub products: Vec<ProductId>,
}

/// One of them; any user may see it.
pub async fn get(app: &App, access: &Access, id: ExternalResourceId) -> Result<Shown> {
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let twin = external_resources::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
            show(&mut tx, access.space_id(), vec![twin]).await?.pop().ok_or(Error::NOT_FOUND)
        })
        .await
}

/// All of a space, by name; any user may see them.
pub async fn list(app: &App, access: &Access, slice: Slice) -> Result<Page<Shown>> {
    let access = access.clone();
    app.db
        .snapshot(async move |tx| {
            let mut tx = access.bind(tx);
            let (twins, total) = external_resources::list(&mut tx, slice).await?;
            Ok::<_, Error>(Page { items: show(&mut tx, access.space_id(), twins).await?, total })
        })
        .await
}

/// The further photos of what was shown.
pub async fn media_of(app: &App, access: &Access, shown: &[Shown]) -> Result<Vec<Medium>> {
    let of: Vec<_> = shown.iter().map(|shown| (access.space_id(), shown.twin.resource_id)).collect();
    app.db.read(async move |tx| Ok::<_, Error>(resources::media_of(tx, &of).await?)).await
}

/// The resources behind the twins; one statement.
async fn behind(tx: &mut SpaceTx<'_>, space: SpaceId, twins: &[ExternalResource]) -> Result<HashMap<ResourceId, Resource>> {
    let everything = View { space, hidden: true, only: None };
    let filter = Filter { usage: None, ids: Some(twins.iter().map(|twin| twin.resource_id).collect()) };
    let (found, _) = resources::list(tx.global(), &[everything], &filter, Slice::ALL).await?;
    Ok(found.into_iter().map(|resource| (resource.id, resource)).collect())
}

async fn show(tx: &mut SpaceTx<'_>, space: SpaceId, twins: Vec<ExternalResource>) -> Result<Vec<Shown>> {
    let resources = behind(tx, space, &twins).await?;
    let ids: Vec<_> = twins.iter().map(|twin| twin.id).collect();
    let mut products = external_resources::products_of(tx, &ids).await?;
    let places: Vec<_> = resources.keys().map(|id| (space, *id)).collect();
    let links = resources::links(tx.global(), &places).await?;
    let shown = twins.into_iter().filter_map(|twin| {
        let resource = resources.get(&twin.resource_id)?;
        Some(Shown {
            whole: over(&twin, resource),
            media: links.get(&resource.id).map(|links| links.media.clone()).unwrap_or_default(),
            products: products.remove(&twin.id).unwrap_or_default(),
            twin,
        })
    });
    Ok(shown.collect())
}
