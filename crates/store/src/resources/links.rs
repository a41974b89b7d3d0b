//! What hangs on resources: categories, further photos, products.

use crate::{SpaceTx, statements};
use db::{Query, Result, Tx, params};
use domain::ids::{MediumId, ProductId, ResourceCategoryId, ResourceId, SpaceId};
use domain::resources::Photo;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// The ids of what hangs on one resource.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    /// By name.
    pub categories: Vec<ResourceCategoryId>,
    /// In the order of the admins.
    pub media: Vec<MediumId>,
    /// In the order of the admins.
    pub products: Vec<ProductId>,
}

db::row! {
    /// A further photo of a resource.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Medium {
        pub id: MediumId as Uuid,
        pub resource_id: ResourceId as Uuid,
        pub url: Photo as String,
        pub position: i64,
    }
}

db::row! {
    /// Groups resources for display (R5).
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Category {
        pub id: ResourceCategoryId as Uuid,
        pub name: String,
    }
}

statements! {
    INSERT_CATEGORY = "INSERT INTO resource_categories (space_id, id, name) VALUES ($1, $2, $3)";
    CATEGORIES = "SELECT id, name FROM resource_categories WHERE space_id = $1 ORDER BY lower(name), id";
    LINK_CATEGORY = "INSERT INTO resource_category_links (space_id, resource_id, category_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    INSERT_MEDIUM = "INSERT INTO media (space_id, id, resource_id, url, position)
        VALUES ($1, $2, $3, $4, (SELECT COUNT(*) FROM media WHERE space_id = $1 AND resource_id = $3))";
    UNLINK_PRODUCTS = "DELETE FROM resource_products WHERE space_id = $1 AND resource_id = $2";
    LINK_PRODUCT = "INSERT INTO resource_products (space_id, resource_id, product_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
}

/// Breaks `resource_categories_name` when the space has the name.
pub async fn insert_category(tx: &mut SpaceTx<'_>, category: &Category) -> Result<()> {
    tx.execute(INSERT_CATEGORY, params![category.id.0, &*category.name]).await.map(drop)
}

/// All of the space, by name.
pub async fn categories(tx: &mut SpaceTx<'_>) -> Result<Vec<Category>> {
    tx.query(CATEGORIES, params![]).await
}

/// Linked already is fine; an unknown category is a broken foreign key.
pub async fn link_category(tx: &mut SpaceTx<'_>, resource: ResourceId, category: ResourceCategoryId) -> Result<()> {
    tx.execute(LINK_CATEGORY, params![resource.0, category.0]).await.map(drop)
}

/// Appends a photo behind those that are there.
pub async fn insert_medium(tx: &mut SpaceTx<'_>, id: MediumId, resource: ResourceId, photo: &Photo) -> Result<()> {
    tx.execute(INSERT_MEDIUM, params![id.0, resource.0, photo.to_string()]).await.map(drop)
}

/// Links exactly these; an unknown product is a broken foreign key.
pub async fn set_products(tx: &mut SpaceTx<'_>, resource: ResourceId, products: &[ProductId]) -> Result<()> {
    tx.execute(UNLINK_PRODUCTS, params![resource.0]).await?;
    for product in products {
        tx.execute(LINK_PRODUCT, params![resource.0, product.0]).await?;
    }
    Ok(())
}

/// `of` names resources of which the caller knows that they may be seen, with their spaces.
fn of_resources(query: Query, space: &'static str, resource: &'static str, of: &[(SpaceId, ResourceId)]) -> Query {
    let spaces: BTreeSet<Uuid> = of.iter().map(|(space, _)| space.0).collect();
    query.sql(space).sql(" IN ").list(spaces).sql(" AND ").sql(resource).sql(" IN ").list(of.iter().map(|(_, resource)| resource.0))
}

/// What hangs on the resources; three statements, whatever their number.
pub async fn links(tx: &mut Tx, of: &[(SpaceId, ResourceId)]) -> Result<HashMap<ResourceId, Links>> {
    let mut links: HashMap<ResourceId, Links> = HashMap::with_capacity(of.len());
    if of.is_empty() {
        return Ok(links);
    }
    let query = Query::new(
        "SELECT l.resource_id, c.id FROM resource_category_links l
        JOIN resource_categories c ON c.space_id = l.space_id AND c.id = l.category_id WHERE ",
    );
    for (resource, id) in ids(tx, of_resources(query, "l.space_id", "l.resource_id", of).sql(" ORDER BY lower(c.name), c.id")).await? {
        links.entry(resource).or_default().categories.push(ResourceCategoryId(id));
    }
    let query = Query::new("SELECT resource_id, id FROM media WHERE ");
    for (resource, id) in ids(tx, of_resources(query, "space_id", "resource_id", of).sql(" ORDER BY position, id")).await? {
        links.entry(resource).or_default().media.push(MediumId(id));
    }
    let query = Query::new(
        "SELECT l.resource_id, p.id FROM resource_products l
        JOIN products p ON p.space_id = l.space_id AND p.id = l.product_id WHERE ",
    );
    for (resource, id) in ids(tx, of_resources(query, "l.space_id", "l.resource_id", of).sql(" ORDER BY p.position, p.id")).await? {
        links.entry(resource).or_default().products.push(ProductId(id));
    }
    Ok(links)
}

async fn ids(tx: &mut Tx, query: Query) -> Result<Vec<(ResourceId, Uuid)>> {
    let rows: Vec<(Uuid, Uuid)> = tx.query(query.text, query.params).await?;
    Ok(rows.into_iter().map(|(resource, id)| (ResourceId(resource), id)).collect())
}

/// The categories of the resources, each once, by name.
pub async fn categories_of(tx: &mut Tx, of: &[(SpaceId, ResourceId)]) -> Result<Vec<Category>> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let query = Query::new(
        "SELECT c.id, c.name FROM resource_categories c
        WHERE EXISTS (SELECT 1 FROM resource_category_links l WHERE l.space_id = c.space_id AND l.category_id = c.id AND ",
    );
    let query = of_resources(query, "l.space_id", "l.resource_id", of);
    let spaces: BTreeSet<Uuid> = of.iter().map(|(space, _)| space.0).collect();
    let query = query.sql(") AND c.space_id IN ").list(spaces).sql(" ORDER BY lower(c.name), c.id");
    tx.query(query.text, query.params).await
}

/// The further photos of the resources, in their order.
pub async fn media_of(tx: &mut Tx, of: &[(SpaceId, ResourceId)]) -> Result<Vec<Medium>> {
    if of.is_empty() {
        return Ok(Vec::new());
    }
    let query = of_resources(Query::new("SELECT id, resource_id, url, position FROM media WHERE "), "space_id", "resource_id", of);
    let query = query.sql(" ORDER BY resource_id, position, id");
    tx.query(query.text, query.params).await
}
