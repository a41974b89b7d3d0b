//! Resources that members or teams hold for long.

use super::event_attendances::at_link;
use super::resources::{slice, total};
use crate::access::{Of, SpaceAccess, UserAccess};
use crate::error::Error;
use crate::input::{Csv, Day, Id, Page, Query};
use crate::operation::Api;
use crate::patch::Patch;
use crate::scopes::{ReadAllocations, WriteResources};
use crate::style::JsonApi;
use crate::v2::price_lists::Pricer;
use crate::v2::prices::{Number, Price};
use crate::v2::{Allocations, Body, Collection, Created, Document, Link as _, Memberships, NoContent, Resources, Spaces, Teams};
use app::access::{Place, Thing};
use app::allocations::{self, Create, Holder, Holders, Terms};
use domain::ids::{AllocationId, MembershipId, ResourceId, TeamId};
use domain::money::Amount;
use jsonapi::{Change, Entity, New, One, OneOrNull, Resource, one, one_or_null};
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
    api.post("create-allocation", "/allocations", create, "Give a resource to somebody").about(
        "An addition of our own. A membership or a team holds the resource from a day on, and pays for it with its invoices. The price is \
         net, of a cycle, in the currency of the resource; without one the allocation only keeps track.\n\n\
         **Access**: admins of the space who may edit resources.",
    );
    api.patch("update-allocation", "/allocations/{id}", update, "Change or end an allocation")
        .about(
            "An addition of our own. `canceledTo` is the last day and ends it. What was billed already stays as it is, and so do the start \
             and the cycle once days were billed.\n\n**Access**: admins of the space who may edit resources.",
        )
        .refuses(409, "Days of it are on invoices.");
    api.delete("delete-allocation", "/allocations/{id}", delete, "Delete an allocation")
        .about("An addition of our own, for those that were not to be; others are ended.\n\n**Access**: admins of the space who may edit resources.")
        .refuses(409, "Days of it are on invoices.");
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

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct CreateAllocation {
    starts_at: Day,
    /// The last day.
    canceled_to: Option<Day>,
    /// Months, 1 to 36; 1 without it.
    cycle_duration: Option<u8>,
    /// Months.
    minimum_commitment: Option<u16>,
    recurring_minimum_commitment: Option<bool>,
    /// Days.
    cancellation_period: Option<u16>,
    price_per_cycle: Option<NetPrice>,
}

#[derive(Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct NetPrice {
    net: Number,
}

impl NetPrice {
    fn amount(&self) -> Result<Amount, Error> {
        self.net.amount("price_per_cycle.net")
    }
}

/// Who is to hold it.
#[derive(Deserialize)]
#[serde(untagged)]
enum Taker {
    Membership(One<Memberships>),
    Team(One<Teams>),
}

impl JsonSchema for Taker {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Taker".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one_of = [generator.subschema_for::<One<Memberships>>(), generator.subschema_for::<One<Teams>>()];
        schemars::json_schema!({"oneOf": one_of})
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct CreateLinks {
    resource: One<Resources>,
    allocatee: Taker,
}

async fn create(
    access: UserAccess<WriteResources>,
    Body(new): Body<New<Allocations, CreateAllocation, CreateLinks>>,
) -> Result<Created<Allocations>, Error> {
    let of: ResourceId = new.relationships.resource.id("resource")?;
    let access = access.enter(Place::Owner(Thing::Resource, of.0)).await.map_err(|error| at_link(error, "resource"))?;
    let holder = match new.relationships.allocatee {
        Taker::Membership(one) => Holder::Membership(one.id("allocatee")?),
        Taker::Team(one) => Holder::Team(one.id("allocatee")?),
    };
    let typed = new.attributes;
    let terms = Terms {
        starts_at: typed.starts_at.into(),
        canceled_to: typed.canceled_to.map(Into::into),
        price: typed.price_per_cycle.map_or(Ok(Amount::default()), |price| price.amount())?,
        cycle_months: typed.cycle_duration.unwrap_or(1),
        minimum_commitment_months: typed.minimum_commitment.unwrap_or(0),
        recurring_minimum_commitment: typed.recurring_minimum_commitment.unwrap_or(false),
        cancellation_period_days: typed.cancellation_period,
    };
    let made = allocations::create(access.app(), &access, Create { resource: of, holder, terms }).await?;
    Ok(Created::new(&resource(access.space(), made)?))
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct UpdateAllocation {
    starts_at: Patch<Day>,
    /// The last day.
    canceled_to: Patch<Option<Day>>,
    cycle_duration: Patch<u8>,
    minimum_commitment: Patch<u16>,
    recurring_minimum_commitment: Patch<bool>,
    cancellation_period: Patch<Option<u16>>,
    price_per_cycle: Patch<NetPrice>,
}

async fn update(
    access: SpaceAccess<WriteResources, Of<Allocations>>,
    Id(id): Id<AllocationId>,
    Body(change): Body<Change<Allocations, UpdateAllocation>>,
) -> Result<Document<Allocations>, Error> {
    let typed = change.attributes;
    let price = typed.price_per_cycle.set().map(|price| price.amount()).transpose()?;
    let (starts_at, canceled_to) = (typed.starts_at.map(Into::into), typed.canceled_to.map(|day| day.map(Into::into)));
    let (cycle, commitment) = (typed.cycle_duration, typed.minimum_commitment);
    let (recurring, period) = (typed.recurring_minimum_commitment, typed.cancellation_period);
    let changed = allocations::update(access.app(), &access, id, move |terms| {
        starts_at.clone().apply(&mut terms.starts_at);
        canceled_to.clone().apply(&mut terms.canceled_to);
        cycle.clone().apply(&mut terms.cycle_months);
        commitment.clone().apply(&mut terms.minimum_commitment_months);
        recurring.clone().apply(&mut terms.recurring_minimum_commitment);
        period.clone().apply(&mut terms.cancellation_period_days);
        terms.price = price.unwrap_or(terms.price);
    });
    Ok(Document::new(&resource(access.space(), changed.await?)?))
}

async fn delete(access: SpaceAccess<WriteResources, Of<Allocations>>, Id(id): Id<AllocationId>) -> Result<NoContent, Error> {
    allocations::delete(access.app(), &access, id).await?;
    Ok(NoContent)
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
