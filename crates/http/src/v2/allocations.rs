//! Resources that members or teams hold for long.

use super::resources::{slice, total};
use crate::access::{Of, SpaceAccess};
use crate::error::Error;
use crate::input::{Csv, Day, Id, Page, Query};
use crate::operation::Api;
use crate::scopes::ReadAllocations;
use crate::style::JsonApi;
use crate::v2::price_lists::Pricer;
use crate::v2::prices::Price;
use crate::v2::{Allocations, Collection, Document, Memberships, Resources, Spaces, Teams};
use app::allocations::{self, Holders};
use domain::ids::{AllocationId, MembershipId, TeamId};
use jsonapi::{Entity, One, OneOrNull, Resource, one, one_or_null};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use store::allocations::Allocation;
use store::spaces::Space;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Allocation");
    api.get("get-allocation", "/allocations/{id}", get, "Single allocation").about("**Access**: admins of the space.");
    api.get("get-space-allocations", "/spaces/{spaceId}/allocations", list, "Allocations of a space")
        .about("Those that run on any of the days.\n\n**Access**: admins of the space, or of a space in its network.");
}

async fn get(access: SpaceAccess<ReadAllocations, Of<Allocations>>, Id(id): Id<AllocationId>) -> Result<Document<Allocations>, Error> {
    let allocation = allocations::get(access.app(), &access, id).await?;
    Ok(Document::new(&resource(access.space(), allocation)?))
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum Include {
    Allocatee,
}

#[derive(Deserialize, JsonSchema)]
struct ListAllocations {
    /// First day.
    #[serde(rename = "filter[from]")]
    from: Day,
    /// Last day.
    #[serde(rename = "filter[to]")]
    to: Day,
    /// Linked resources to add: the members and teams. Needs the scopes `read_memberships` and `read_teams`.
    #[serde(default)]
    include: Csv<Include>,
}

async fn list(
    access: SpaceAccess<ReadAllocations>,
    Query(query): Query<ListAllocations>,
    Page(page): Page,
) -> Result<Collection<Allocations>, Error> {
    let found = allocations::list(access.app(), &access, query.from.0, query.to.0, slice(page)).await?;
    let holders = if query.include.has(&Include::Allocatee) {
        Some(allocations::holders_of(access.app(), &access, &found.items).await?)
    } else {
        None
    };
    let shown = found.items.into_iter().map(|allocation| resource(access.space(), allocation)).collect::<Result<Vec<_>, _>>()?;
    let answer = Collection::new(shown, page, total(found.total));
    let Some(Holders { memberships, teams }) = holders else { return Ok(answer) };
    let (app, space) = (access.app(), access.space());
    let answer = answer.include(memberships.iter().map(|one| super::memberships::resource(app, space, one)));
    Ok(answer.include(teams.into_iter().map(|one| super::teams::resource(app, space, one))))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "allocationAttributes")]
pub struct AllocationAttributes {
    starts_at: Day,
    canceled_to: Option<Day>,
    cycle_duration: i64,
    minimum_commitment: i64,
    recurring_minimum_commitment: bool,
    cancellation_period: Option<i64>,
    price_per_cycle: Price,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "allocationRelationships")]
pub struct AllocationRelationships {
    resource: One<Resources>,
    space: One<Spaces>,
    allocatee: Allocatee,
}

/// A membership or a team.
#[derive(Serialize)]
#[serde(untagged)]
enum Allocatee {
    Membership(OneOrNull<Memberships>),
    Team(One<Teams>),
}

impl JsonSchema for Allocatee {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Allocatee".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one_of = [generator.subschema_for::<OneOrNull<Memberships>>(), generator.subschema_for::<One<Teams>>()];
        schemars::json_schema!({"oneOf": one_of})
    }
}

impl Entity for Allocations {
    type Attributes = AllocationAttributes;
    type Relationships = AllocationRelationships;
}

fn resource(space: &Space, allocation: Allocation) -> Result<Resource<Allocations>, Error> {
    let pricer = Pricer::kept(space, allocation.taxes.0, allocation.currency);
    let attributes = AllocationAttributes {
        starts_at: allocation.starts_at.into(),
        canceled_to: allocation.canceled_to.map(Day),
        cycle_duration: allocation.cycle_months,
        minimum_commitment: allocation.minimum_commitment_months,
        recurring_minimum_commitment: allocation.recurring_minimum_commitment,
        cancellation_period: allocation.cancellation_period_days,
        price_per_cycle: pricer.price(allocation.price)?,
    };
    let allocatee = match allocation.team_id {
        Some(team) => Allocatee::Team(one(TeamId(team))),
        None => Allocatee::Membership(one_or_null(allocation.membership_id.map(MembershipId))),
    };
    let relationships = AllocationRelationships { resource: one(allocation.resource_id), space: one(space.id), allocatee };
    Ok(Resource::new(allocation.id, attributes, relationships))
}
