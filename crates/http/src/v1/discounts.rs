//! Codes that lower a price (G5), as API 1 shows them.

use super::invoices::Typed;
use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::input::Id;
use crate::operation::Api;
use crate::patch::Patch;
use crate::scopes::{ReadDiscounts, WriteDiscounts};
use crate::style::V1;
use crate::v1::{Body, Day, Json, When};
use crate::v2::NoContent;
use app::FieldError;
use app::discount_codes;
use domain::discount_codes::{DiscountCategory, DiscountCode, DiscountUnit};
use domain::ids::{DiscountCodeId, DiscountedId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn operations(api: &mut Api<V1>) {
    api.tag("Discounts");
    api.get("v1-list-discounts", "/api/discounts", list, "Discount codes").about("**Access**: admins who may see products.");
    api.post("v1-create-discount", "/api/discounts", create, "Make a discount code")
        .about("Letters of a code are equal in either case; it is there once in a space. **Access**: admins who may edit products.");
    api.get("v1-get-discount", "/api/discounts/{id}", get, "One discount code").about("**Access**: admins who may see products.");
    api.put("v1-update-discount", "/api/discounts/{id}", update, "Change a discount code")
        .about("What is not given stays, and what was bought with it. **Access**: admins who may edit products.");
    api.delete("v1-delete-discount", "/api/discounts/{id}", delete, "Delete a discount code")
        .about("What was bought with it keeps its price. **Access**: admins who may edit products.");
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Unit {
    /// Percent.
    Percentage,
    /// Money.
    Amount,
}

#[derive(Clone, Copy, Debug, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Category {
    MembershipPlans,
    ExternalBookings,
}

impl From<Unit> for DiscountUnit {
    fn from(unit: Unit) -> Self {
        match unit {
            Unit::Percentage => Self::Percentage,
            Unit::Amount => Self::Amount,
        }
    }
}
impl From<Category> for DiscountCategory {
    fn from(category: Category) -> Self {
        match category {
            Category::MembershipPlans => Self::MembershipPlans,
            Category::ExternalBookings => Self::ExternalBookings,
        }
    }
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "NewDiscount")]
struct New {
    /// For admins.
    name: String,
    code: String,
    #[serde(default)]
    unit: Option<Unit>,
    /// Percent, or money.
    value: Typed,
    /// The space's without it.
    #[serde(default)]
    currency: Option<String>,
    #[serde(default)]
    category: Option<Category>,
    /// The first day.
    #[serde(default)]
    valid_from: Option<When>,
    /// The last day.
    #[serde(default)]
    valid_until: Option<When>,
    #[serde(default)]
    max_redemptions: Option<u32>,
    /// Ids of plans or of external resources; none: all plans.
    #[serde(default)]
    object_ids: Vec<String>,
    /// For so many months from the first day of a membership the fee of the plan is lowered; for ever without it.
    #[serde(default)]
    months: Option<u16>,
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "DiscountChange")]
struct Change {
    name: Patch<String>,
    code: Patch<String>,
    unit: Patch<Unit>,
    value: Patch<Typed>,
    valid_from: Patch<Option<When>>,
    valid_until: Patch<Option<When>>,
    max_redemptions: Patch<Option<u32>>,
    object_ids: Patch<Vec<String>>,
    months: Patch<Option<u16>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Discount")]
struct DiscountObject {
    id: String,
    name: String,
    code: String,
    unit: Unit,
    value: String,
    currency: String,
    category: Category,
    valid_from: Option<Day>,
    valid_until: Option<Day>,
    max_redemptions: Option<u32>,
    /// How often it was used.
    redemptions: u32,
    object_ids: Vec<String>,
    months: Option<u16>,
}

impl DiscountObject {
    fn new((code, redemptions): (DiscountCode, u32)) -> Self {
        Self {
            id: code.id.to_string(),
            name: code.name,
            code: code.code,
            unit: match code.unit {
                DiscountUnit::Percentage => Unit::Percentage,
                DiscountUnit::Amount => Unit::Amount,
            },
            value: code.value.to_string(),
            currency: code.currency.to_string(),
            category: match code.category {
                DiscountCategory::MembershipPlans => Category::MembershipPlans,
                DiscountCategory::ExternalBookings => Category::ExternalBookings,
            },
            valid_from: code.starts_on.map(Day),
            valid_until: code.ends_on.map(Day),
            max_redemptions: code.max_redemptions,
            redemptions,
            object_ids: code.objects.iter().map(ToString::to_string).collect(),
            months: code.months,
        }
    }
}

/// The rules name days and objects in words of their own.
fn renamed(error: app::Error) -> app::Error {
    let app::Error::Invalid(fields) = error else { return error };
    let own = |mut field: FieldError| {
        if let app::At::Field(name) = &field.at {
            let told = match name.as_ref() {
                "ends_on" => "valid_until",
                "objects" => "object_ids",
                _ => return field,
            };
            field.at = app::At::Field(told.into());
        }
        field
    };
    app::Error::Invalid(fields.into_iter().map(own).collect())
}

fn objects(ids: &[String]) -> Result<Vec<DiscountedId>, Error> {
    let unknown = |_| app::Error::from(FieldError::field("object_ids", "unknown", "has something that does not exist"));
    Ok(ids.iter().map(|id| id.parse()).collect::<Result<_, _>>().map_err(unknown)?)
}

async fn list(access: SpaceAccess<ReadDiscounts, ByHost>) -> Result<Json<Vec<DiscountObject>>, Error> {
    let found = discount_codes::list(access.app(), &access).await?;
    Ok(Json(found.into_iter().map(DiscountObject::new).collect()))
}

async fn get(access: SpaceAccess<ReadDiscounts, ByHost>, Id(id): Id<DiscountCodeId>) -> Result<Json<DiscountObject>, Error> {
    Ok(Json(DiscountObject::new(discount_codes::get(access.app(), &access, id).await?)))
}

async fn create(access: SpaceAccess<WriteDiscounts, ByHost>, Body(new): Body<New>) -> Result<Json<DiscountObject, 201>, Error> {
    let bad = |_| FieldError::field("currency", "unknown", "is not a currency");
    let currency = new.currency.filter(|text| !text.is_empty()).map(|text| text.parse()).transpose().map_err(bad)?;
    let code = DiscountCode {
        id: access.app().id(),
        name: new.name,
        code: new.code,
        unit: new.unit.unwrap_or(Unit::Percentage).into(),
        value: new.value.amount("value")?,
        currency: currency.unwrap_or(access.space().currency),
        category: new.category.unwrap_or(Category::MembershipPlans).into(),
        starts_on: new.valid_from.map(|when| when.day(access.zone())),
        ends_on: new.valid_until.map(|when| when.day(access.zone())),
        max_redemptions: new.max_redemptions,
        objects: objects(&new.object_ids)?,
        months: new.months,
    };
    let made = discount_codes::create(access.app(), &access, code).await.map_err(renamed)?;
    Ok(Json(DiscountObject::new((made, 0))))
}

async fn update(
    access: SpaceAccess<WriteDiscounts, ByHost>,
    Id(id): Id<DiscountCodeId>,
    Body(change): Body<Change>,
) -> Result<Json<DiscountObject>, Error> {
    let zone = access.zone().clone();
    let value = change.value.set().map(|value| value.amount("value")).transpose()?;
    let chosen = change.object_ids.set().map(|ids| objects(&ids)).transpose()?;
    let (first, last) =
        (change.valid_from.map(|when| when.map(|when| when.day(&zone))), change.valid_until.map(|when| when.map(|when| when.day(&zone))));
    let (name, code, unit, most, months) = (change.name, change.code, change.unit, change.max_redemptions, change.months);
    let changed = discount_codes::update(access.app(), &access, id, move |wish| {
        name.clone().apply(&mut wish.name);
        code.clone().apply(&mut wish.code);
        unit.clone().map(DiscountUnit::from).apply(&mut wish.unit);
        first.clone().apply(&mut wish.starts_on);
        last.clone().apply(&mut wish.ends_on);
        most.clone().apply(&mut wish.max_redemptions);
        months.clone().apply(&mut wish.months);
        if let Some(value) = value {
            wish.value = value;
        }
        if let Some(chosen) = &chosen {
            wish.objects.clone_from(chosen);
        }
    });
    Ok(Json(DiscountObject::new(changed.await.map_err(renamed)?)))
}

async fn delete(access: SpaceAccess<WriteDiscounts, ByHost>, Id(id): Id<DiscountCodeId>) -> Result<NoContent, Error> {
    discount_codes::delete(access.app(), &access, id).await?;
    Ok(NoContent)
}
