//! Allocations: resources that members or teams hold for long (R2).

use crate::access::Access;
use crate::resources::{Page, check_days};
use crate::{App, Error, Event, FieldError, Result};
use domain::bookings::{FIRST_DAY, LAST_DAY};
use domain::ids::{AllocationId, MembershipId, ResourceId, TeamId};
use domain::money::Amount;
use domain::resources::{Usage, taxes};
use domain::scopes::Scope;
use jiff::civil::Date;
use serde_json::json;
use store::allocations::{self, Allocation};
use store::memberships::Membership;
use store::resources::{self, Slice};
use store::teams::Team;
use store::{Json, SpaceTx, memberships, teams};

/// One allocation. For admins of the space.
pub async fn get(app: &App, access: &Access, id: AllocationId) -> Result<Allocation> {
    access.require_admin(Scope::ReadAllocations)?;
    let access = access.clone();
    app.db.read(async move |tx| allocations::find(&mut access.bind(tx), id).await?.ok_or(Error::NOT_FOUND)).await
}

/// Those that run on any day from `from` to `to`, both included, by start. For admins of the space,
/// or of another one in its network.
pub async fn list(app: &App, access: &Access, from: Date, to: Date, slice: Slice) -> Result<Page<Allocation>> {
    access.require_network_admin(Scope::ReadAllocations)?;
    check_days((from, to), "filter[from]", "filter[to]")?;
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let (items, total) = allocations::list(&mut access.bind(tx), from, to, slice).await?;
            Ok::<_, Error>(Page { items, total })
        })
        .await
}

/// The members and teams that hold something.
#[derive(Clone, Debug)]
pub struct Holders {
    pub memberships: Vec<Membership>,
    pub teams: Vec<Team>,
}

/// The holders of allocations that were shown, each once. Needs `read_memberships` and `read_teams`.
pub async fn holders_of(app: &App, access: &Access, shown: &[Allocation]) -> Result<Holders> {
    access.require_network_admin(Scope::ReadMemberships)?;
    access.require_network_admin(Scope::ReadTeams)?;
    let members: Vec<_> = shown.iter().filter_map(|one| one.membership_id.map(MembershipId)).collect();
    let teams: Vec<_> = shown.iter().filter_map(|one| one.team_id.map(TeamId)).collect();
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let memberships = memberships::some(&mut tx, members.clone()).await?;
            Ok::<_, Error>(Holders { memberships, teams: teams::some(&mut tx, teams.clone()).await? })
        })
        .await
}

/// Who holds a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    Membership(MembershipId),
    Team(TeamId),
}

/// An allocation to be; the price is net, in the currency of the resource.
#[derive(Clone, Debug)]
pub struct Create {
    pub resource: ResourceId,
    pub holder: Holder,
    pub starts_at: Date,
    /// The last day.
    pub canceled_to: Option<Date>,
    /// Zero only keeps track.
    pub price: Amount,
    /// 1 to 36.
    pub cycle_months: u8,
    pub minimum_commitment_months: u16,
    pub recurring_minimum_commitment: bool,
    pub cancellation_period_days: Option<u16>,
}

/// Gives a resource to a member or a team. For admins who may edit resources; one holder at a time.
pub async fn create(app: &App, access: &Access, new: Create) -> Result<AllocationId> {
    access.require_admin(Scope::WriteResources)?;
    let (first, last) = (new.starts_at, new.canceled_to.unwrap_or(new.starts_at));
    if ![first, last].iter().all(|day| (FIRST_DAY..=LAST_DAY).contains(day)) {
        return Err(FieldError::field("starts_at", "absurd_date", "must be between the years 2000 and 2100").into());
    }
    if new.price.is_negative() {
        return Err(FieldError::field("price", "negative", "must not be negative").into());
    }
    if !(1..=36).contains(&new.cycle_months) {
        return Err(FieldError::field("cycle_months", "out_of_range", "must be between 1 and 36").into());
    }
    if new.canceled_to.is_some_and(|last| last < new.starts_at) {
        return Err(FieldError::field("canceled_to", "before_start", "must not be before the start").into());
    }
    let (id, now, access, all) = (app.id::<AllocationId>(), app.clock.now(), access.clone(), app.clone());
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let resource = resources::lock(&mut tx, new.resource).await?.ok_or_else(|| Error::no_such("resource"))?;
            check(&mut tx, &resource, &new).await?;
            let (membership_id, team_id) = match new.holder {
                Holder::Membership(id) => (Some(id.0), None),
                Holder::Team(id) => (None, Some(id.0)),
            };
            let space = access.space();
            let own = resource.taxes.as_ref().map(|Json(own)| own.as_slice());
            let allocation = Allocation {
                id,
                resource_id: resource.id,
                membership_id,
                team_id,
                starts_at: new.starts_at,
                canceled_to: new.canceled_to,
                cycle_months: new.cycle_months.into(),
                minimum_commitment_months: new.minimum_commitment_months.into(),
                recurring_minimum_commitment: new.recurring_minimum_commitment,
                cancellation_period_days: new.cancellation_period_days.map(i64::from),
                price: new.price,
                currency: resource.currency,
                taxes: Json(taxes(&space.taxes.0, own, space.settings.0.multiple_tax_rates)),
                created_at: now,
            };
            match allocations::insert(&mut tx, &allocation).await {
                Err(db::Error::ForeignKey) => return Err(Error::no_such("allocatee")),
                done => done?,
            }
            all.emit(&mut tx, Event::CreatedAllocation, id.0, json!({"resource_id": allocation.resource_id})).await
        })
        .await?;
    Ok(id)
}

async fn check(tx: &mut SpaceTx<'_>, resource: &resources::Resource, new: &Create) -> Result<()> {
    if resource.usage != Usage::Allocatable {
        return Err(FieldError::relation("resource", "not_allocatable", "is booked by the hour and cannot be allocated").into());
    }
    if allocations::is_taken(tx, resource.id, new.starts_at, new.canceled_to).await? {
        return Err(FieldError::field("starts_at", "overlap", "overlaps with another allocation of the resource").into());
    }
    Ok(())
}
