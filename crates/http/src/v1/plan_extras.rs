//! Extras of plans, each by itself.

use super::invoices::Typed;
use super::plans::{ExtraObject, NamedObject, Shop};
use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::input::Id;
use crate::operation::Api;
use crate::patch::Patch;
use crate::scopes::{ReadPlanExtras, WritePlanExtras};
use crate::style::V1;
use crate::v1::{Body, Json};
use crate::v2::NoContent;
use app::FieldError;
use app::access::Access;
use app::plan_extras::{self, Offered};
use domain::ids::{PlanExtraId, PlanId};
use domain::plans::PlanExtra;
use domain::taxes::{Rate, Tax};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

pub fn operations(api: &mut Api<V1>) {
    api.tag("Plan extras");
    api.get("v1-list-plan-extras", "/api/plan_extras", list, "Extras that plans offer").about("**Access**: admins who may see plans.");
    api.post("v1-create-plan-extra", "/api/plan_extras", create, "Add an extra to a plan").about(
        "It is billed with the plan's fee, every `cycle_duration` months, as often as the fee without it; a negative price is a running \
         discount. Members who are there stay as they are. **Access**: admins who may edit plans.",
    );
    api.get("v1-get-plan-extra", "/api/plan_extras/{id}", get, "One extra").about("**Access**: admins who may see plans.");
    api.put("v1-update-plan-extra", "/api/plan_extras/{id}", update, "Change an extra")
        .about("What is not given stays; so do the extras that members have. **Access**: admins who may edit plans.");
    api.delete("v1-delete-plan-extra", "/api/plan_extras/{id}", delete, "Take an extra from the offer")
        .about("Members who have it keep it. **Access**: admins who may edit plans.");
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "NewPlanExtra")]
struct New {
    plan_id: String,
    name: String,
    /// Net.
    price: Typed,
    /// The plan's without it.
    #[serde(default)]
    currency: Option<String>,
    /// Months.
    #[serde(default)]
    cycle_duration: Option<u8>,
    /// Percent; without it the taxes of the space.
    #[serde(default)]
    tax_rate: Option<Typed>,
    #[serde(default)]
    accounting_code: Option<String>,
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "PlanExtraChange")]
struct Change {
    name: Patch<String>,
    price: Patch<Typed>,
    cycle_duration: Patch<u8>,
    tax_rate: Patch<Option<Typed>>,
    accounting_code: Patch<Option<String>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "OfferedPlanExtra")]
struct OfferedObject {
    #[serde(flatten)]
    extra: ExtraObject,
    /// Months.
    cycle_duration: u8,
    accounting_code: Option<String>,
    plan: NamedObject,
}

impl OfferedObject {
    fn new(access: &Access, offered: &Offered) -> Self {
        let names = HashMap::new();
        let shop = Shop { space: access.space(), names: &names, charge_taxes: true };
        Self {
            extra: shop.extra(&offered.extra),
            cycle_duration: offered.extra.cycle_months,
            accounting_code: offered.extra.accounting_code.clone(),
            plan: NamedObject { id: offered.plan.to_string(), name: Some(offered.plan_name.clone()) },
        }
    }
}

/// A rate of one's own, under the name of the space's first tax.
fn tax(access: &Access, typed: &Typed) -> Result<Tax, Error> {
    let bad = || FieldError::field("tax_rate", "invalid", "is not a rate between 0 and 100 percent");
    let rate = Rate::from_percent(typed.decimal("tax_rate")?).ok_or_else(bad)?;
    let name = access.space().taxes.0.first().map_or_else(|| "Tax".to_owned(), |tax| tax.name.clone());
    Ok(Tax { name, rate })
}

async fn list(access: SpaceAccess<ReadPlanExtras, ByHost>) -> Result<Json<Vec<OfferedObject>>, Error> {
    let found = plan_extras::list(access.app(), &access).await?;
    Ok(Json(found.iter().map(|offered| OfferedObject::new(&access, offered)).collect()))
}

async fn get(access: SpaceAccess<ReadPlanExtras, ByHost>, Id(id): Id<PlanExtraId>) -> Result<Json<OfferedObject>, Error> {
    Ok(Json(OfferedObject::new(&access, &plan_extras::get(access.app(), &access, id).await?)))
}

async fn create(access: SpaceAccess<WritePlanExtras, ByHost>, Body(new): Body<New>) -> Result<Json<OfferedObject, 201>, Error> {
    let unknown = |_| FieldError::field("plan_id", "unknown", "does not exist");
    let plan: PlanId = new.plan_id.parse().map_err(unknown)?;
    let bad = |_| FieldError::field("currency", "unknown", "is not a currency");
    let currency = new.currency.filter(|text| !text.is_empty()).map(|text| text.parse()).transpose().map_err(bad)?;
    let extra = PlanExtra {
        id: access.app().id(),
        name: new.name,
        price: new.price.amount("price")?,
        currency: currency.unwrap_or(access.space().currency),
        cycle_months: new.cycle_duration.unwrap_or(1),
        tax: new.tax_rate.as_ref().map(|rate| tax(&access, rate)).transpose()?,
        accounting_code: new.accounting_code,
    };
    Ok(Json(OfferedObject::new(&access, &plan_extras::create(access.app(), &access, plan, extra).await?)))
}

async fn update(
    access: SpaceAccess<WritePlanExtras, ByHost>,
    Id(id): Id<PlanExtraId>,
    Body(change): Body<Change>,
) -> Result<Json<OfferedObject>, Error> {
    let price = change.price.set().map(|price| price.amount("price")).transpose()?;
    let rate = change.tax_rate.set().map(|rate| rate.as_ref().map(|rate| tax(&access, rate)).transpose()).transpose()?;
    let (name, months, code) = (change.name, change.cycle_duration, change.accounting_code);
    let changed = plan_extras::update(access.app(), &access, id, move |extra| {
        name.clone().apply(&mut extra.name);
        months.clone().apply(&mut extra.cycle_months);
        code.clone().apply(&mut extra.accounting_code);
        if let Some(price) = price {
            extra.price = price;
        }
        if let Some(rate) = &rate {
            extra.tax.clone_from(rate);
        }
    });
    Ok(Json(OfferedObject::new(&access, &changed.await?)))
}

async fn delete(access: SpaceAccess<WritePlanExtras, ByHost>, Id(id): Id<PlanExtraId>) -> Result<NoContent, Error> {
    plan_extras::delete(access.app(), &access, id).await?;
    Ok(NoContent)
}
