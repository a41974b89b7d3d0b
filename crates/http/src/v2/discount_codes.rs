//! Codes that lower a price.

use crate::access::VisitorAccess;
use crate::error::Error;
use crate::input::{Id, Query};
use crate::operation::Api;
use crate::scopes::ReadDiscountCodes;
use crate::style::JsonApi;
use crate::v2::{DiscountCodes, Document};
use app::discount_codes;
use domain::discount_codes::{DiscountCode, DiscountUnit};
use domain::ids::{DiscountedId, SpaceId};
use domain::money;
use jsonapi::{Entity, NoRelationships, Resource};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Discount code");
    api.get("find-space-discount-code", "/spaces/{spaceId}/discount_codes/find", find, "Find discount code")
        .about("404 where there is no such code, or it is not valid now, used up or not good for the thing.\n\n**Access**: any user.");
}

#[derive(Deserialize, JsonSchema)]
struct Find {
    /// What somebody typed; case does not matter.
    #[serde(rename = "filter[code]")]
    code: String,
    /// A plan or an external resource.
    #[serde(rename = "filter[discounted_id]")]
    discounted_id: String,
}

async fn find(
    access: VisitorAccess<ReadDiscountCodes>,
    Id(_): Id<SpaceId>,
    Query(query): Query<Find>,
) -> Result<Document<DiscountCodes>, Error> {
    let object: DiscountedId = query.discounted_id.parse().map_err(|_| Error::NOT_FOUND)?;
    let found = discount_codes::find(access.app(), &access, &query.code, object).await?;
    Ok(Document::new(&resource(found)))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum UnitName {
    Percentage,
    Amount,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "discountCodeAttributes")]
pub struct DiscountCodeAttributes {
    name: String,
    unit: UnitName,
    /// Percent, or money in the currency of the space.
    value: String,
}

impl Entity for DiscountCodes {
    type Attributes = DiscountCodeAttributes;
    type Relationships = NoRelationships;
}

fn resource(code: DiscountCode) -> Resource<DiscountCodes> {
    let (unit, value) = match code.unit {
        DiscountUnit::Percentage => (UnitName::Percentage, money::decimal_text(code.value.to_decimal())),
        DiscountUnit::Amount => (UnitName::Amount, code.value.to_string()),
    };
    Resource::new(code.id, DiscountCodeAttributes { name: code.name, unit, value }, NoRelationships {})
}
