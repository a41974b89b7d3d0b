//! What is sold along with bookings.

use super::resources::{slice, total};
use crate::access::{Of, VisitorAccess};
use crate::error::Error;
use crate::input::{Csv, Id, Page, Query};
use crate::operation::Api;
use crate::scopes::ReadProducts;
use crate::style::JsonApi;
use crate::v2::price_lists::{Account, Pricer};
use crate::v2::prices::Price;
use crate::v2::{Collection, Document, ProductCategories, Products, Spaces};
use domain::ids::ProductId;
use domain::products::ProductScope;
use jsonapi::{Entity, NoRelationships, One, OneOrNull, Resource, one, one_or_null};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::Json;
use store::products::Product;
use store::spaces::Space;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Product");
    api.get("get-product", "/products/{id}", get, "Single product").about("**Access**: any user.");
    api.get("get-products", "/spaces/{spaceId}/products", list, "Products of a space")
        .about("In the order of the admins.\n\n**Access**: any user.");
}

async fn get(access: VisitorAccess<ReadProducts, Of<Products>>, Id(id): Id<ProductId>) -> Result<Document<Products>, Error> {
    let product = app::products::get(access.app(), &access, id).await?;
    Ok(Document::new(&resource(access.space(), product)?))
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum Sold {
    ExternalBookings,
    Bookings,
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum Include {
    Category,
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct ListProducts {
    /// Those sold in any of these; without it all.
    #[serde(rename = "filter[scope]")]
    scope: Csv<Sold>,
    /// Linked resources to add: the categories, in the order of the admins.
    include: Option<Include>,
}

async fn list(
    access: VisitorAccess<ReadProducts>,
    Query(query): Query<ListProducts>,
    Page(page): Page,
) -> Result<Collection<Products>, Error> {
    let scope = |sold: &Sold| match sold {
        Sold::Bookings => ProductScope::Bookings,
        Sold::ExternalBookings => ProductScope::ExternalBookings,
    };
    let scopes = query.scope.0.iter().map(scope).collect();
    let found = app::products::list(access.app(), &access, scopes, slice(page)).await?;
    let used: Vec<_> = found.items.iter().filter_map(|product| product.category_id).collect();
    let shown = found.items.into_iter().map(|product| resource(access.space(), product)).collect::<Result<Vec<_>, _>>()?;
    let answer = Collection::new(shown, page, total(found.total));
    if query.include.is_none() {
        return Ok(answer);
    }
    let mut categories = app::products::categories(access.app(), &access).await?;
    categories.retain(|category| used.contains(&category.id.0));
    let category = |one: store::products::Category| {
        Resource::<ProductCategories>::new(one.id, CategoryAttributes { name: one.name }, NoRelationships {})
    };
    Ok(answer.include(categories.into_iter().map(category)))
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "productCategoryAttributes")]
pub struct CategoryAttributes {
    name: String,
}
impl Entity for ProductCategories {
    type Attributes = CategoryAttributes;
    type Relationships = NoRelationships;
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "productAttributes")]
pub struct ProductAttributes {
    name: String,
    description: Option<String>,
    accounting_code: Option<String>,
    cost_center: Option<Account>,
    revenue_account: Option<Account>,
    #[schemars(extend("items" = {"type": "string", "enum": ["bookings", "externalBookings"]}))]
    enabled_for_scopes: Vec<&'static str>,
    pricing: Pricing,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct Pricing {
    #[schemars(extend("enum" = ["fixed", "minute", "person", "item"]))]
    unit: &'static str,
    quantity: &'static str,
    price: Price,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "productRelationships")]
pub struct ProductRelationships {
    space: One<Spaces>,
    category: OneOrNull<ProductCategories>,
}

impl Entity for Products {
    type Attributes = ProductAttributes;
    type Relationships = ProductRelationships;
}

fn resource(space: &Space, product: Product) -> Result<Resource<Products>, Error> {
    let pricer = Pricer::new(space, product.taxes.as_ref().map(|Json(taxes)| taxes.as_slice()), product.currency);
    let scopes = [(product.for_bookings, "bookings"), (product.for_external_bookings, "externalBookings")];
    let category = product.category_id.map(domain::ids::ProductCategoryId);
    let attributes = ProductAttributes {
        name: product.name,
        description: product.description,
        accounting_code: product.accounting_code,
        cost_center: product.cost_center.as_ref().map(|Json(account)| account.into()),
        revenue_account: product.revenue_account.as_ref().map(|Json(account)| account.into()),
        enabled_for_scopes: scopes.into_iter().filter_map(|(enabled, scope)| enabled.then_some(scope)).collect(),
        pricing: Pricing { unit: product.unit.name(), quantity: "1.0", price: pricer.price(product.price)? },
    };
    let relationships = ProductRelationships { space: one(space.id), category: one_or_null(category) };
    Ok(Resource::new(product.id, attributes, relationships))
}
