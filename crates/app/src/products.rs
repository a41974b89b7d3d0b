//! Products: what is sold along with bookings.

use crate::access::Access;
use crate::resources::Page;
use crate::{App, Error, FieldError, Result};
use domain::accounting::Account;
use domain::extras::Unit;
use domain::ids::{ProductCategoryId, ProductId};
use domain::money::Amount;
use domain::products::ProductScope;
use domain::scopes::Scope;
use domain::taxes::Tax;
use domain::texts;
use store::products::{self, Category, Product};
use store::resources::Slice;
use store::{Json, SpaceTx};

/// One product; any user sees them all.
pub async fn get(app: &App, access: &Access, id: ProductId) -> Result<Product> {
    let access = access.clone();
    app.db.read(async move |tx| products::find(&mut access.bind(tx), id).await?.ok_or(Error::NOT_FOUND)).await
}

/// Those sold in any of the scopes, or all, in the order of the admins.
pub async fn list(app: &App, access: &Access, scopes: Vec<ProductScope>, slice: Slice) -> Result<Page<Product>> {
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let (items, total) = products::list(&mut access.bind(tx), &scopes, slice).await?;
            Ok::<_, Error>(Page { items, total })
        })
        .await
}

/// All categories of the space, in the order of the admins.
pub async fn categories(app: &App, access: &Access) -> Result<Vec<Category>> {
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(products::categories(&mut access.bind(tx)).await?)).await
}

/// A product to be; the price is net, in the currency of the space.
#[derive(Clone, Debug)]
pub struct Create {
    pub name: String,
    pub description: Option<String>,
    pub category: Option<ProductCategoryId>,
    pub unit: Unit,
    pub price: Amount,
    /// None: the space's.
    pub taxes: Option<Vec<Tax>>,
    pub scopes: Vec<ProductScope>,
    pub accounting_code: Option<String>,
    pub cost_center: Option<Account>,
    pub revenue_account: Option<Account>,
}

/// Puts a product behind the others. For admins of the space who are not limited in products.
pub async fn create(app: &App, access: &Access, new: Create) -> Result<ProductId> {
    may_edit(access)?;
    let product = checked(app, access, new)?;
    let (id, access) = (product.id, access.clone());
    app.db
        .write(async move |tx| match products::append(&mut access.bind(tx), &product).await {
            Err(db::Error::ForeignKey) => Err(Error::no_such("category")),
            done => Ok(done?),
        })
        .await?;
    Ok(id)
}

fn checked(app: &App, access: &Access, new: Create) -> Result<Product> {
    let name = name(&new.name)?;
    if new.price.is_negative() {
        return Err(FieldError::field("price", "negative", "must not be negative").into());
    }
    if let Some(Err(bad)) = new.description.as_deref().map(texts::text) {
        return Err(FieldError::field("description", bad.code(), bad.to_string()).into());
    }
    Ok(Product {
        id: app.id::<ProductId>(),
        category_id: new.category.map(|category| category.0),
        position: 0,
        name,
        description: new.description,
        unit: new.unit,
        price: new.price,
        currency: access.space().currency,
        taxes: new.taxes.map(Json),
        for_bookings: new.scopes.contains(&ProductScope::Bookings),
        for_external_bookings: new.scopes.contains(&ProductScope::ExternalBookings),
        accounting_code: new.accounting_code,
        cost_center: new.cost_center.map(Json),
        revenue_account: new.revenue_account.map(Json),
        created_at: app.clock.now(),
    })
}

/// Changes name, description, price and to whom it is offered; category, accounts and place stay. What was booked keeps its
/// price. For admins who may edit products.
pub async fn update(app: &App, access: &Access, id: ProductId, new: Create) -> Result<()> {
    may_edit(access)?;
    let new = checked(app, access, new)?;
    let access = access.clone();
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            products::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
            Ok(products::update(&mut tx, &Product { id, ..new.clone() }).await?)
        })
        .await
}

/// No resource offers it any more; what was booked stays. For admins who may edit products.
pub async fn delete(app: &App, access: &Access, id: ProductId) -> Result<()> {
    may_edit(access)?;
    let access = access.clone();
    let gone = app.db.write(async move |tx| Ok::<_, Error>(products::delete(&mut access.bind(tx), id).await?)).await?;
    if gone { Ok(()) } else { Err(Error::NOT_FOUND) }
}

/// Puts a category behind the others.
pub async fn create_category(app: &App, access: &Access, text: &str) -> Result<ProductCategoryId> {
    may_edit(access)?;
    let (id, name, access) = (app.id::<ProductCategoryId>(), name(text)?, access.clone());
    app.db
        .write(async move |tx| {
            let mut tx: SpaceTx<'_> = access.bind(tx);
            Ok::<_, Error>(products::append_category(&mut tx, id, &name).await?)
        })
        .await?;
    Ok(id)
}

/// No scope writes products, so the one that writes discounts, of the same category of permissions, stands in.
fn may_edit(access: &Access) -> Result<()> {
    access.require_admin(Scope::WriteDiscounts)
}

fn name(text: &str) -> Result<String> {
    texts::name(text).map_err(|bad| FieldError::field("name", bad.code(), bad.to_string()).into())
}
