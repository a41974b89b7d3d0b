//! Allocations: resources that members or teams hold for long (R2).

use crate::access::Access;
use crate::resources::{Page, check_days};
use crate::webhooks::objects;
use crate::{App, Error, Event, FieldError, Result};
use domain::bookings::{FIRST_DAY, LAST_DAY};
use domain::ids::{AllocationId, MembershipId, ResourceId, TeamId};
use domain::money::Amount;
use domain::resources::{Usage, taxes};
use domain::scopes::Scope;
use jiff::civil::Date;
use serde_json::{Value, json};
use store::allocations::{self, Allocation};
use store::memberships::Membership;
use store::resources::{self, Slice};
use store::teams::Team;
use store::{Json, SpaceTx, billing, memberships, teams};

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

/// What somebody agreed on with the holder; the price is net, in the currency of the resource.
#[derive(Clone, Debug)]
pub struct Terms {
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

impl Terms {
    fn check(&self) -> Result<()> {
        let (first, last) = (self.starts_at, self.canceled_to.unwrap_or(self.starts_at));
        for (name, day) in [("starts_at", first), ("canceled_to", last)] {
            if !(FIRST_DAY..=LAST_DAY).contains(&day) {
                return Err(FieldError::field(name, "absurd_date", "must be between the years 2000 and 2100").into());
            }
        }
        if self.price.is_negative() {
            return Err(FieldError::field("price_per_cycle", "negative", "must not be negative").into());
        }
        if !(1..=36).contains(&self.cycle_months) {
            return Err(FieldError::field("cycle_duration", "out_of_range", "must be between 1 and 36").into());
        }
        if last < first {
            return Err(FieldError::field("canceled_to", "before_start", "must not be before the start").into());
        }
        Ok(())
    }

    fn of(allocation: &Allocation) -> Self {
        let small = |number: i64| u16::try_from(number).unwrap_or(u16::MAX);
        Self {
            starts_at: allocation.starts_at,
            canceled_to: allocation.canceled_to,
            price: allocation.price,
            cycle_months: u8::try_from(allocation.cycle_months).unwrap_or(u8::MAX),
            minimum_commitment_months: small(allocation.minimum_commitment_months),
            recurring_minimum_commitment: allocation.recurring_minimum_commitment,
            cancellation_period_days: allocation.cancellation_period_days.map(small),
        }
    }

    fn put(self, allocation: &mut Allocation) {
        allocation.starts_at = self.starts_at;
        allocation.canceled_to = self.canceled_to;
        allocation.price = self.price;
        allocation.cycle_months = self.cycle_months.into();
        allocation.minimum_commitment_months = self.minimum_commitment_months.into();
        allocation.recurring_minimum_commitment = self.recurring_minimum_commitment;
        allocation.cancellation_period_days = self.cancellation_period_days.map(i64::from);
    }
}

/// An allocation to be.
#[derive(Clone, Debug)]
pub struct Create {
    pub resource: ResourceId,
    pub holder: Holder,
    pub terms: Terms,
}

/// Gives a resource to a member or a team. For admins who may edit resources; one holder at a time.
pub async fn create(app: &App, access: &Access, new: Create) -> Result<Allocation> {
    access.require_admin(Scope::WriteResources)?;
    new.terms.check()?;
    let (id, now, access, app) = (app.id::<AllocationId>(), app.clock.now(), access.clone(), app.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let resource = resources::lock(&mut tx, new.resource).await?.ok_or_else(|| Error::no_such("resource"))?;
        if resource.usage != Usage::Allocatable {
            return Err(FieldError::relation("resource", "not_allocatable", "is booked by the hour and cannot be allocated").into());
        }
        let (membership_id, team_id) = match new.holder {
            Holder::Membership(id) => (Some(id.0), None),
            Holder::Team(id) => (None, Some(id.0)),
        };
        let space = access.space();
        let own = resource.taxes.as_ref().map(|Json(own)| own.as_slice());
        let mut allocation = Allocation {
            id,
            resource_id: resource.id,
            membership_id,
            team_id,
            starts_at: new.terms.starts_at,
            canceled_to: None,
            cycle_months: 1,
            minimum_commitment_months: 0,
            recurring_minimum_commitment: false,
            cancellation_period_days: None,
            price: Amount::default(),
            currency: resource.currency,
            taxes: Json(taxes(&space.taxes.0, own, space.settings.0.multiple_tax_rates)),
            created_at: now,
        };
        new.terms.clone().put(&mut allocation);
        only_holder(&mut tx, &allocation).await?;
        match allocations::insert(&mut tx, &allocation).await {
            Err(db::Error::ForeignKey) => return Err(Error::no_such("allocatee")),
            done => done?,
        }
        bill_anew(&mut tx, &allocation).await?;
        app.emit(&mut tx, Event::CreatedAllocation, id.0, facts(&allocation)).await?;
        Ok(allocation)
    })
    .await
}

/// Changes what was agreed on; a last day ends it (R2). Days and cycle of what was billed already stay, but for the last
/// day. For admins who may edit resources.
///
/// # Errors
/// [`Error::Invalid`] where another holder is in the way, [`Error::Conflict`] where bills stand against it.
pub async fn update(
    app: &App,
    access: &Access,
    id: AllocationId,
    change: impl Fn(&mut Terms) + Send + Sync + 'static,
) -> Result<Allocation> {
    access.require_admin(Scope::WriteResources)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let before = hold(&mut tx, id).await?;
        let mut terms = Terms::of(&before);
        change(&mut terms);
        terms.check()?;
        let mut after = before.clone();
        terms.put(&mut after);
        let rhythm = |one: &Allocation| (one.starts_at, one.cycle_months);
        if rhythm(&before) != rhythm(&after) && billing::was_billed(&mut tx, id).await? {
            return Err(Error::conflict("billed", "Days of it are on invoices: its start and its cycle stay."));
        }
        only_holder(&mut tx, &after).await?;
        allocations::update(&mut tx, &after).await?;
        bill_anew(&mut tx, &after).await?;
        app.emit(&mut tx, Event::UpdatedAllocation, id.0, facts(&after)).await?;
        Ok(after)
    })
    .await
}

/// Takes an allocation out as if it had never been. For admins who may edit resources.
///
/// # Errors
/// [`Error::Conflict`] where days of it are on invoices: it can be ended.
pub async fn delete(app: &App, access: &Access, id: AllocationId) -> Result<()> {
    access.require_admin(Scope::WriteResources)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let allocation = hold(&mut tx, id).await?;
        if billing::was_billed(&mut tx, id).await? {
            return Err(Error::conflict("billed", "Days of it are on invoices: give it a last day instead."));
        }
        remove(&app, &mut tx, &allocation).await
    })
    .await
}

/// The allocation, with the row of its resource: who gives that to somebody waits for it.
async fn hold(tx: &mut SpaceTx<'_>, id: AllocationId) -> Result<Allocation> {
    let resource = allocations::find(tx, id).await?.ok_or(Error::NOT_FOUND)?.resource_id;
    resources::hold(tx, resource).await?;
    allocations::find(tx, id).await?.ok_or(Error::NOT_FOUND)
}

/// The last thing of the transaction.
async fn remove(app: &App, tx: &mut SpaceTx<'_>, allocation: &Allocation) -> Result<()> {
    allocations::delete(tx, allocation.id).await?;
    bill_anew(tx, allocation).await?;
    let mut detail = facts(allocation);
    if let Value::Object(detail) = &mut detail {
        detail.insert("object".into(), objects::allocation(allocation));
    }
    app.emit(tx, Event::DeletedAllocation, allocation.id.0, detail).await
}

/// Ends what holds a resource that goes: it ends with this day, and what would begin later is gone. Gives back what is to be
/// told of; whoever calls has to [`tell_ended`] as the last thing of the transaction.
pub(crate) async fn end_all(tx: &mut SpaceTx<'_>, resource: ResourceId, today: Date) -> Result<Vec<Ended>> {
    let mut ended = Vec::new();
    for mut allocation in allocations::from_day(tx, resource, today).await? {
        if allocation.starts_at > today && !billing::was_billed(tx, allocation.id).await? {
            allocations::delete(tx, allocation.id).await?;
            ended.push(Ended::Gone(allocation));
        } else {
            allocation.canceled_to = Some(today.max(allocation.starts_at));
            allocations::update(tx, &allocation).await?;
            ended.push(Ended::Closed(allocation));
        }
    }
    for Ended::Gone(one) | Ended::Closed(one) in &ended {
        bill_anew(tx, one).await?;
    }
    Ok(ended)
}

/// What became of an allocation whose resource is no more.
pub(crate) enum Ended {
    /// It had not begun.
    Gone(Allocation),
    Closed(Allocation),
}

pub(crate) async fn tell_ended(app: &App, tx: &mut SpaceTx<'_>, ended: &[Ended]) -> Result<()> {
    for one in ended {
        match one {
            Ended::Gone(allocation) => {
                let detail = json!({"resource_id": allocation.resource_id, "object": objects::allocation(allocation)});
                app.emit(tx, Event::DeletedAllocation, allocation.id.0, detail).await?;
            }
            Ended::Closed(allocation) => app.emit(tx, Event::UpdatedAllocation, allocation.id.0, facts(allocation)).await?,
        }
    }
    Ok(())
}

fn facts(allocation: &Allocation) -> Value {
    json!({"resource_id": allocation.resource_id, "from": allocation.starts_at, "until": allocation.canceled_to})
}

async fn only_holder(tx: &mut SpaceTx<'_>, one: &Allocation) -> Result<()> {
    if allocations::is_taken(tx, one.resource_id, (one.starts_at, one.canceled_to), one.id).await? {
        return Err(FieldError::field("starts_at", "overlap", "overlaps with another allocation of the resource").into());
    }
    Ok(())
}

/// Who pays for it may have something else to pay next.
async fn bill_anew(tx: &mut SpaceTx<'_>, allocation: &Allocation) -> Result<()> {
    match (allocation.membership_id, allocation.team_id) {
        (Some(id), _) => Ok(billing::see_anew(tx, MembershipId(id)).await?),
        (None, Some(team)) => Ok(billing::see_team_anew(tx, TeamId(team)).await?),
        (None, None) => Ok(()),
    }
}
