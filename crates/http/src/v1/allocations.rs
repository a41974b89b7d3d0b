//! Resources that members or teams hold for long.

use super::invoices::Typed;
use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::input::{Id, Query};
use crate::operation::Api;
use crate::patch::Patch;
use crate::scopes::{ReadAllocations, WriteResources};
use crate::style::V1;
use crate::v1::{Body, Day, Json, When};
use crate::v2::NoContent;
use app::FieldError;
use app::allocations::{self, Create, Holder, Terms};
use domain::ids::AllocationId;
use domain::money::{Amount, decimal_text};
use domain::taxes::percent;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::resources::Slice;

const SEE: &str = "**Access**: admins who may see resources.";

pub fn operations(api: &mut Api<V1>) {
    api.tag("Allocations");
    api.get("v1-list-allocations", "/api/allocations", list, "Who holds resources for long")
        .about("Those that run on any of the days. **Access**: admins who may see resources.");
    api.post("v1-create-allocation", "/api/allocations", create, "Give a resource to a member or a team").about(
        "It is paid with the holder's invoices; `price_per_cycle` is net, in the currency of the resource. \
         **Access**: admins who may edit resources.",
    );
    api.get("v1-get-allocation", "/api/allocations/{id}", get, "One allocation").about(SEE);
    api.put("v1-update-allocation", "/api/allocations/{id}", update, "Change or end an allocation")
        .about("What is not given stays; `canceled_to` is the last day. **Access**: admins who may edit resources.")
        .refuses(409, "Days of it are on invoices, so start and cycle stay.");
    api.delete("v1-delete-allocation", "/api/allocations/{id}", delete, "Delete an allocation")
        .about("**Access**: admins who may edit resources.")
        .refuses(409, "Days of it are on invoices.");
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "NewAllocation")]
struct New {
    resource_id: String,
    /// The holder, unless it is a team.
    #[serde(default)]
    membership_id: Option<String>,
    #[serde(default)]
    team_id: Option<String>,
    starts_at: When,
    /// The last day.
    #[serde(default)]
    canceled_to: Option<When>,
    /// Months, 1 to 36; 1 without it.
    #[serde(default)]
    cycle_duration: Option<u8>,
    /// Months.
    #[serde(default)]
    minimum_commitment: Option<u16>,
    #[serde(default)]
    recurring_minimum_commitment: Option<bool>,
    /// Days.
    #[serde(default)]
    cancellation_period: Option<u16>,
    #[serde(default)]
    price_per_cycle: Option<Typed>,
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "AllocationChange")]
struct Change {
    starts_at: Patch<When>,
    canceled_to: Patch<Option<When>>,
    cycle_duration: Patch<u8>,
    minimum_commitment: Patch<u16>,
    recurring_minimum_commitment: Patch<bool>,
    cancellation_period: Patch<Option<u16>>,
    price_per_cycle: Patch<Typed>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Allocation")]
struct Allocation {
    id: String,
    resource_id: String,
    membership_id: Option<String>,
    team_id: Option<String>,
    starts_at: Day,
    canceled_to: Option<Day>,
    cycle_duration: i64,
    minimum_commitment: i64,
    recurring_minimum_commitment: bool,
    cancellation_period: Option<i64>,
    /// Net.
    price_per_cycle: String,
    currency: String,
    tax_rate: String,
}

impl From<store::allocations::Allocation> for Allocation {
    fn from(one: store::allocations::Allocation) -> Self {
        Self {
            id: one.id.to_string(),
            resource_id: one.resource_id.to_string(),
            membership_id: one.membership_id.map(|id| id.as_simple().to_string()),
            team_id: one.team_id.map(|id| id.as_simple().to_string()),
            starts_at: one.starts_at.into(),
            canceled_to: one.canceled_to.map(Day),
            cycle_duration: one.cycle_months,
            minimum_commitment: one.minimum_commitment_months,
            recurring_minimum_commitment: one.recurring_minimum_commitment,
            cancellation_period: one.cancellation_period_days,
            price_per_cycle: one.price.rounded(one.currency).to_string(),
            currency: one.currency.to_string(),
            tax_rate: decimal_text(percent(&one.taxes.0)),
        }
    }
}

#[derive(Deserialize, JsonSchema)]
struct Days {
    /// The first day.
    from: When,
    /// The last.
    to: When,
}

async fn list(access: SpaceAccess<ReadAllocations, ByHost>, Query(query): Query<Days>) -> Result<Json<Vec<Allocation>>, Error> {
    let (from, to) = (query.from.day(access.zone()), query.to.day(access.zone()));
    let found = allocations::list(access.app(), &access, from, to, Slice::ALL).await?;
    Ok(Json(found.items.into_iter().map(Allocation::from).collect()))
}

async fn get(access: SpaceAccess<ReadAllocations, ByHost>, Id(id): Id<AllocationId>) -> Result<Json<Allocation>, Error> {
    Ok(Json(allocations::get(access.app(), &access, id).await?.into()))
}

fn holder(new: &New) -> Result<Holder, Error> {
    let no_such = |_| app::Error::no_such("allocatee");
    match (&new.membership_id, &new.team_id) {
        (Some(id), None) => Ok(Holder::Membership(id.parse().map_err(no_such)?)),
        (None, Some(id)) => Ok(Holder::Team(id.parse().map_err(no_such)?)),
        _ => Err(FieldError::field("membership_id", "blank", "or team_id must be given, and not both").into()),
    }
}

async fn create(access: SpaceAccess<WriteResources, ByHost>, Body(new): Body<New>) -> Result<Json<Allocation, 201>, Error> {
    let day = |when: When| when.day(access.zone());
    let (resource, holder) = (new.resource_id.parse().map_err(|_| app::Error::no_such("resource"))?, holder(&new)?);
    let terms = Terms {
        starts_at: day(new.starts_at),
        canceled_to: new.canceled_to.map(day),
        price: new.price_per_cycle.map_or(Ok(Amount::default()), |price| price.amount("price_per_cycle"))?,
        cycle_months: new.cycle_duration.unwrap_or(1),
        minimum_commitment_months: new.minimum_commitment.unwrap_or(0),
        recurring_minimum_commitment: new.recurring_minimum_commitment.unwrap_or(false),
        cancellation_period_days: new.cancellation_period,
    };
    Ok(Json(allocations::create(access.app(), &access, Create { resource, holder, terms }).await?.into()))
}

async fn update(
    access: SpaceAccess<WriteResources, ByHost>,
    Id(id): Id<AllocationId>,
    Body(change): Body<Change>,
) -> Result<Json<Allocation>, Error> {
    let zone = access.zone().clone();
    let price = change.price_per_cycle.set().map(|price| price.amount("price_per_cycle")).transpose()?;
    let (starts_at, canceled_to) =
        (change.starts_at.map(|when| when.day(&zone)), change.canceled_to.map(|when| when.map(|when| when.day(&zone))));
    let (cycle, commitment) = (change.cycle_duration, change.minimum_commitment);
    let (recurring, period) = (change.recurring_minimum_commitment, change.cancellation_period);
    let changed = allocations::update(access.app(), &access, id, move |terms| {
        starts_at.clone().apply(&mut terms.starts_at);
        canceled_to.clone().apply(&mut terms.canceled_to);
        cycle.clone().apply(&mut terms.cycle_months);
        commitment.clone().apply(&mut terms.minimum_commitment_months);
        recurring.clone().apply(&mut terms.recurring_minimum_commitment);
        period.clone().apply(&mut terms.cancellation_period_days);
        terms.price = price.unwrap_or(terms.price);
    });
    Ok(Json(changed.await?.into()))
}

async fn delete(access: SpaceAccess<WriteResources, ByHost>, Id(id): Id<AllocationId>) -> Result<NoContent, Error> {
    allocations::delete(access.app(), &access, id).await?;
    Ok(NoContent)
}
