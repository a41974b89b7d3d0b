//! What is sold along with bookings, in the order of the admins.

use crate::json::{Json, json};
use crate::resources::Slice;
use crate::{SpaceTx, statements, totals};
use db::{Query, Result, Value, params};
use domain::accounting::Account;
use domain::extras::Unit;
use domain::ids::{ProductCategoryId, ProductId};
use domain::money::{Amount, Currency};
use domain::products::ProductScope;
use domain::taxes::Tax;
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    /// A product as it is stored; the price is net.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Product {
        pub id: ProductId as Uuid,
        pub category_id: Option<Uuid>,
        pub position: i64,
        pub name: String,
        pub description: Option<String>,
        pub unit: Unit as String,
        pub price: Amount as i64,
        pub currency: Currency as String,
        /// None: the space's. Empty: untaxed.
        pub taxes: Option<Json<Vec<Tax>>>,
        pub for_bookings: bool,
        pub for_external_bookings: bool,
        pub accounting_code: Option<String>,
        pub cost_center: Option<Json<Account>>,
        pub revenue_account: Option<Json<Account>>,
        pub created_at: Timestamp,
    }
}

db::row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Category {
        pub id: ProductCategoryId as Uuid,
        pub name: String,
        pub position: i64,
    }
}

macro_rules! columns {
    () => {
        "id, category_id, position, name, description, unit, price, currency, taxes, for_bookings, for_external_bookings, accounting_code,
        cost_center, revenue_account, created_at"
    };
}

statements! {
    FIND = concat!("SELECT ", columns!(), " FROM products WHERE space_id = $1 AND id = $2");
    INSERT = "INSERT INTO products (space_id, id, category_id, position, name, description, unit, price, currency, taxes, for_bookings,
        for_external_bookings, accounting_code, cost_center, revenue_account, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    LAST = "SELECT COALESCE(MAX(position), -1) FROM products WHERE space_id = $1";
    UPDATE = "UPDATE products SET name = $3, description = $4, unit = $5, price = $6, currency = $7, taxes = $8, for_bookings = $9,
        for_external_bookings = $10 WHERE space_id = $1 AND id = $2";
    DELETE = "DELETE FROM products WHERE space_id = $1 AND id = $2";
    CATEGORIES = "SELECT id, name, position FROM product_categories WHERE space_id = $1 ORDER BY position, id";
    INSERT_CATEGORY = "INSERT INTO product_categories (space_id, id, name, position)
        VALUES ($1, $2, $3, (SELECT COUNT(*) FROM product_categories WHERE space_id = $1))";
}

pub async fn find(tx: &mut SpaceTx<'_>, id: ProductId) -> Result<Option<Product>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// Those sold in any of the scopes, or all when none is named; part of them, and how many they are in all.
pub async fn list(tx: &mut SpaceTx<'_>, scopes: &[ProductScope], slice: Slice) -> Result<(Vec<Product>, i64)> {
    let condition = |query: Query| match (scopes.contains(&ProductScope::Bookings), scopes.contains(&ProductScope::ExternalBookings)) {
        (true, false) => query.sql(" AND for_bookings"),
        (false, true) => query.sql(" AND for_external_bookings"),
        (true, true) => query.sql(" AND (for_bookings OR for_external_bookings)"),
        (false, false) => query,
    };
    let query = condition(tx.select(concat!("SELECT ", columns!(), " FROM products WHERE space_id = ")));
    let query = query.sql(" ORDER BY position, id LIMIT ").bind(slice.limit).sql(" OFFSET ").bind(slice.offset);
    let products: Vec<Product> = tx.run(query).await?;
    let total = match scopes {
        [] => totals::all(tx, "products").await?,
        _ => totals::parts(tx, "products", parts(scopes)).await?,
    };
    Ok((products, total))
}

/// The parts of the total that are sold in any of the scopes.
fn parts(scopes: &[ProductScope]) -> impl Iterator<Item = String> + use<> {
    let wanted = (scopes.contains(&ProductScope::Bookings), scopes.contains(&ProductScope::ExternalBookings));
    let sold = |part: &&str| (wanted.0 && part.contains('b')) || (wanted.1 && part.contains('e'));
    ["b", "e", "be"].into_iter().filter(sold).map(str::to_owned).collect::<Vec<_>>().into_iter()
}

/// All categories of the space, in order.
pub async fn categories(tx: &mut SpaceTx<'_>) -> Result<Vec<Category>> {
    tx.query(CATEGORIES, params![]).await
}

/// Of these products, those that the space has.
pub async fn known(tx: &mut SpaceTx<'_>, ids: &[ProductId]) -> Result<Vec<ProductId>> {
    let query = tx.select("SELECT id FROM products WHERE space_id = ").sql(" AND id IN ").list(ids.iter().map(|id| id.0));
    Ok(tx.run::<(Uuid,)>(query).await?.into_iter().map(|(id,)| ProductId(id)).collect())
}

/// Behind the last one; `position` is not read.
pub async fn append(tx: &mut SpaceTx<'_>, product: &Product) -> Result<()> {
    let (last,): (i64,) = tx.query_one(LAST, params![]).await?;
    let optional = |account: &Option<Json<Account>>| account.as_ref().map_or(Value::Null, |Json(account)| json(account));
    let mut values = params![product.id.0, product.category_id, last + 1, &*product.name, product.description.clone()];
    values.extend(params![product.unit.name(), product.price.0, product.currency.to_string()]);
    values.push(product.taxes.as_ref().map_or(Value::Null, |Json(taxes)| json(taxes)));
    values.extend(params![product.for_bookings, product.for_external_bookings, product.accounting_code.clone()]);
    values.extend([optional(&product.cost_center), optional(&product.revenue_account), product.created_at.into()]);
    tx.execute(INSERT, values).await.map(drop)
}

/// Writes name, description, price, taxes and scopes.
pub async fn update(tx: &mut SpaceTx<'_>, now: &Product) -> Result<()> {
    let mut values = params![now.id.0, &*now.name, now.description.clone(), now.unit.name(), now.price.0, now.currency.to_string()];
    values.push(now.taxes.as_ref().map_or(Value::Null, |Json(taxes)| json(taxes)));
    values.extend(params![now.for_bookings, now.for_external_bookings]);
    tx.execute(UPDATE, values).await.map(drop)
}

/// Whether there was one.
pub async fn delete(tx: &mut SpaceTx<'_>, id: ProductId) -> Result<bool> {
    Ok(tx.execute(DELETE, params![id.0]).await? > 0)
}

/// Behind the last one.
pub async fn append_category(tx: &mut SpaceTx<'_>, id: ProductCategoryId, name: &str) -> Result<()> {
    tx.execute(INSERT_CATEGORY, params![id.0, name]).await.map(drop)
}
