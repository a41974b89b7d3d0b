//! What visitors may book: twins of resources with values of their own (R7).

mod openings;

pub(crate) use openings::{STATEMENTS as OPENING_STATEMENTS, refresh};
pub use openings::{list_open, rules};

use crate::bookings::facts::Offered;
use crate::json::{Json, json};
use crate::resources::Slice;
use crate::{SpaceTx, statements, totals};
use db::{Result, Value, params};
use domain::accounting::Account;
use domain::external_resources::OwnPricing;
use domain::ids::{ExternalResourceId, ProductId, ResourceId};
use domain::taxes::Tax;
use jiff::Timestamp;
use std::collections::HashMap;
use uuid::Uuid;

db::row! {
    /// A twin as it is stored; what is `None` is as the resource has it. Periods are hours, durations minutes.
    #[derive(Clone, Debug, PartialEq)]
    pub struct ExternalResource {
        pub id: ExternalResourceId as Uuid,
        pub resource_id: ResourceId as Uuid,
        pub description: Option<String>,
        pub booking_cutoff: Option<u32>,
        pub cancellation_period: Option<u32>,
        pub min_booking_duration: Option<u32>,
        pub max_booking_duration: Option<u32>,
        pub booking_times: Option<String>,
        pub pricing: Json<OwnPricing>,
        pub taxes: Option<Json<Vec<Tax>>>,
        pub accounting_code: Option<String>,
        pub cost_center: Option<Json<Account>>,
        pub revenue_account: Option<Json<Account>>,
        /// False: the products of the resource are offered.
        pub own_products: bool,
        pub instructions: Option<String>,
        pub bookings_require_approval: bool,
        pub pay_later: bool,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

macro_rules! columns {
    () => {
        "e.id, e.resource_id, e.description, e.booking_cutoff, e.cancellation_period, e.min_booking_duration, e.max_booking_duration,
        e.booking_times, e.pricing, e.taxes, e.accounting_code, e.cost_center, e.revenue_account, e.own_products, e.instructions,
        e.bookings_require_approval, e.pay_later, e.created_at, e.updated_at"
    };
}
use columns;
macro_rules! offered {
    ($from:literal) => {
        concat!(
            "SELECT p.id, p.name, p.description, p.unit, p.price, p.currency, p.taxes, p.accounting_code FROM ",
            $from,
            " AND p.for_external_bookings ORDER BY p.position, p.id"
        )
    };
}

statements! {
    FIND = concat!("SELECT ", columns!(), " FROM external_resources e WHERE e.space_id = $1 AND e.id = $2");
    LIST = concat!("SELECT ", columns!(), " FROM external_resources e JOIN resources r ON r.space_id = e.space_id AND r.id = e.resource_id
        WHERE e.space_id = $1 ORDER BY lower(r.name), r.id, e.id LIMIT $2 OFFSET $3");
    COUNT = "SELECT COUNT(*) FROM external_resources WHERE space_id = $1";
    INSERT = "INSERT INTO external_resources (space_id, id, resource_id, description, booking_cutoff, cancellation_period,
        min_booking_duration, max_booking_duration, booking_times, pricing, taxes, accounting_code, cost_center, revenue_account,
        own_products, instructions, bookings_require_approval, pay_later, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";
    UPDATE = "UPDATE external_resources SET description = $3, booking_cutoff = $4, cancellation_period = $5, min_booking_duration = $6,
        max_booking_duration = $7, booking_times = $8, pricing = $9, taxes = $10, accounting_code = $11, cost_center = $12,
        revenue_account = $13, own_products = $14, instructions = $15, bookings_require_approval = $16, pay_later = $17, updated_at = $18
        WHERE space_id = $1 AND id = $2";
    OF_RESOURCE = "SELECT id FROM external_resources WHERE space_id = $1 AND resource_id = $2 ORDER BY id";
    DELETE = "DELETE FROM external_resources WHERE space_id = $1 AND id = $2";
    UNLINK_PRODUCTS = "DELETE FROM external_resource_products WHERE space_id = $1 AND external_resource_id = $2";
    LINK_PRODUCT = "INSERT INTO external_resource_products (space_id, external_resource_id, product_id) VALUES ($1, $2, $3)
        ON CONFLICT DO NOTHING";
    OFFERED_BY_TWIN = offered!("external_resource_products l JOIN products p ON p.space_id = l.space_id AND p.id = l.product_id
        WHERE l.space_id = $1 AND l.external_resource_id = $2");
    OFFERED_BY_RESOURCE = offered!("resource_products l JOIN products p ON p.space_id = l.space_id AND p.id = l.product_id
        WHERE l.space_id = $1 AND l.resource_id = $2");
}

/// From the description on up to `pay_later`.
fn values(twin: &ExternalResource) -> Vec<Value> {
    let optional = |account: &Option<Json<Account>>| account.as_ref().map_or(Value::Null, |Json(account)| json(account));
    let mut values = params![twin.description.clone(), twin.booking_cutoff, twin.cancellation_period, twin.min_booking_duration];
    values.extend(params![twin.max_booking_duration, twin.booking_times.clone(), &twin.pricing]);
    values.push(twin.taxes.as_ref().map_or(Value::Null, |Json(taxes)| json(taxes)));
    values.extend([twin.accounting_code.clone().into(), optional(&twin.cost_center), optional(&twin.revenue_account)]);
    values.extend(params![twin.own_products, twin.instructions.clone(), twin.bookings_require_approval, twin.pay_later]);
    values
}

pub async fn find(tx: &mut SpaceTx<'_>, id: ExternalResourceId) -> Result<Option<ExternalResource>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// By the names of their resources; part of them, and how many they are in all.
pub async fn list(tx: &mut SpaceTx<'_>, slice: Slice) -> Result<(Vec<ExternalResource>, i64)> {
    let found: Vec<ExternalResource> = tx.query(LIST, params![slice.limit, slice.offset]).await?;
    if let Some(total) = totals::seen(found.len(), slice) {
        return Ok((found, total));
    }
    let (total,): (i64,) = tx.query_one(COUNT, params![]).await?;
    Ok((found, total))
}

pub async fn insert(tx: &mut SpaceTx<'_>, twin: &ExternalResource) -> Result<()> {
    let mut all = params![twin.id.0, twin.resource_id.0];
    all.extend(values(twin));
    all.extend(params![twin.created_at, twin.updated_at]);
    tx.execute(INSERT, all).await?;
    refresh(tx, twin.resource_id).await
}

/// Writes everything but id, resource and time of creation.
pub async fn update(tx: &mut SpaceTx<'_>, twin: &ExternalResource) -> Result<()> {
    let mut all = params![twin.id.0];
    all.extend(values(twin));
    all.push(twin.updated_at.into());
    tx.execute(UPDATE, all).await?;
    refresh(tx, twin.resource_id).await
}

/// The twins of a resource.
pub async fn of_resource(tx: &mut SpaceTx<'_>, resource: ResourceId) -> Result<Vec<ExternalResourceId>> {
    let rows: Vec<(Uuid,)> = tx.query(OF_RESOURCE, params![resource.0]).await?;
    Ok(rows.into_iter().map(|(id,)| ExternalResourceId(id)).collect())
}

/// Whether it was there. Bookings that name it are a broken foreign key.
pub async fn delete(tx: &mut SpaceTx<'_>, id: ExternalResourceId) -> Result<bool> {
    Ok(tx.execute(DELETE, params![id.0]).await? == 1)
}

/// Links exactly these; an unknown product is a broken foreign key.
pub async fn set_products(tx: &mut SpaceTx<'_>, id: ExternalResourceId, products: &[ProductId]) -> Result<()> {
    tx.execute(UNLINK_PRODUCTS, params![id.0]).await?;
    for product in products {
        tx.execute(LINK_PRODUCT, params![id.0, product.0]).await?;
    }
    Ok(())
}

/// What visitors can book along with it (B12, R7).
pub async fn offered(tx: &mut SpaceTx<'_>, twin: &ExternalResource) -> Result<Vec<Offered>> {
    if twin.own_products {
        tx.query(OFFERED_BY_TWIN, params![twin.id.0]).await
    } else {
        tx.query(OFFERED_BY_RESOURCE, params![twin.resource_id.0]).await
    }
}

/// The same of many, as ids in the order of the admins; one statement.
pub async fn products_of(tx: &mut SpaceTx<'_>, ids: &[ExternalResourceId]) -> Result<HashMap<ExternalResourceId, Vec<ProductId>>> {
    let mut products: HashMap<_, Vec<_>> = HashMap::with_capacity(ids.len());
    if ids.is_empty() {
        return Ok(products);
    }
    let query = tx
        .select(
            "SELECT e.id, p.id, p.position FROM external_resources e
            JOIN external_resource_products l ON l.space_id = e.space_id AND l.external_resource_id = e.id
            JOIN products p ON p.space_id = l.space_id AND p.id = l.product_id
            WHERE e.own_products AND p.for_external_bookings AND e.space_id = ",
        )
        .sql(" AND e.id IN ")
        .list(ids.iter().map(|id| id.0))
        .sql(
            " UNION ALL SELECT e.id, p.id, p.position FROM external_resources e
            JOIN resource_products l ON l.space_id = e.space_id AND l.resource_id = e.resource_id
            JOIN products p ON p.space_id = l.space_id AND p.id = l.product_id
            WHERE NOT e.own_products AND p.for_external_bookings AND e.space_id = $1 AND e.id IN ",
        )
        .list(ids.iter().map(|id| id.0))
        .sql(" ORDER BY 3, 2");
    for (twin, product, _) in tx.run::<(Uuid, Uuid, i64)>(query).await? {
        products.entry(ExternalResourceId(twin)).or_default().push(ProductId(product));
    }
    Ok(products)
}
