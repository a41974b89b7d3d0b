//! Resources that are assigned to a member or a team for long (R2).

use crate::json::{Json, json};
use crate::resources::Slice;
use crate::totals::open_up_to;
use crate::{SpaceTx, statements, totals};
use db::{Result, params};
use domain::ids::{AllocationId, ResourceId};
use domain::money::{Amount, Currency};
use domain::taxes::Tax;
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

db::row! {
    /// An allocation as it is stored. `canceled_to` is its last day; the price is net.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Allocation {
        pub id: AllocationId as Uuid,
        pub resource_id: ResourceId as Uuid,
        /// The holder, unless it is a team.
        pub membership_id: Option<Uuid>,
        pub team_id: Option<Uuid>,
        pub starts_at: Date,
        pub canceled_to: Option<Date>,
        pub cycle_months: i64,
        pub minimum_commitment_months: i64,
        pub recurring_minimum_commitment: bool,
        pub cancellation_period_days: Option<i64>,
        pub price: Amount as i64,
        pub currency: Currency as String,
        pub taxes: Json<Vec<Tax>>,
        pub created_at: Timestamp,
    }
}

macro_rules! columns {
    () => {
        "id, resource_id, membership_id, team_id, starts_at, canceled_to, cycle_months, minimum_commitment_months,
        recurring_minimum_commitment, cancellation_period_days, price, currency, taxes, created_at"
    };
}

statements! {
    FIND = concat!("SELECT ", columns!(), " FROM allocations WHERE space_id = $1 AND id = $2");
    // Those without an end have an index in their order; the others that had not ended are few.
    LIST = concat!("SELECT ", columns!(), " FROM allocations WHERE space_id = $1 AND id IN (SELECT w.id FROM (
            SELECT o.starts_at, o.id FROM (SELECT starts_at, id FROM allocations WHERE space_id = $1 AND canceled_to IS NULL AND starts_at <= $3
                ORDER BY starts_at, id LIMIT CAST($4 AS BIGINT) + CAST($5 AS BIGINT)) o
            UNION ALL SELECT starts_at, id FROM allocations WHERE space_id = $1 AND canceled_to >= $2 AND starts_at <= $3
        ) w ORDER BY w.starts_at, w.id LIMIT $4 OFFSET $5) ORDER BY starts_at, id");
    COUNT = concat!("SELECT ", open_up_to!("allocations_open", "$4"), " +
        (SELECT COUNT(*) FROM allocations WHERE space_id = $1 AND canceled_to >= $2 AND starts_at <= $3)");
    FROM_DAY = concat!("SELECT ", columns!(), " FROM allocations WHERE space_id = $1 AND resource_id = $2
        AND (canceled_to >= $3 OR canceled_to IS NULL) ORDER BY starts_at, id");
    TAKEN = "SELECT EXISTS (SELECT 1 FROM allocations WHERE space_id = $1 AND resource_id = $2 AND (canceled_to >= $3 OR canceled_to IS NULL)
        AND id <> $4)";
    TAKEN_UNTIL = "SELECT EXISTS (SELECT 1 FROM allocations WHERE space_id = $1 AND resource_id = $2
        AND starts_at <= $5 AND (canceled_to >= $3 OR canceled_to IS NULL) AND id <> $4)";
    UPDATE = "UPDATE allocations SET starts_at = $3, canceled_to = $4, cycle_months = $5, minimum_commitment_months = $6,
        recurring_minimum_commitment = $7, cancellation_period_days = $8, price = $9 WHERE space_id = $1 AND id = $2";
    DELETE = "DELETE FROM allocations WHERE space_id = $1 AND id = $2";
    INSERT = "INSERT INTO allocations (space_id, id, resource_id, membership_id, team_id, starts_at, canceled_to, cycle_months,
        minimum_commitment_months, recurring_minimum_commitment, cancellation_period_days, price, currency, taxes, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
}

pub async fn find(tx: &mut SpaceTx<'_>, id: AllocationId) -> Result<Option<Allocation>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// Those that run on any day from `from` to `to`, both included, by start; part of them, and how many they
/// are in all.
pub async fn list(tx: &mut SpaceTx<'_>, from: Date, to: Date, slice: Slice) -> Result<(Vec<Allocation>, i64)> {
    let allocations: Vec<_> = tx.query(LIST, params![from, to, slice.limit, slice.offset]).await?;
    if let Some(total) = totals::seen(allocations.len(), slice) {
        return Ok((allocations, total));
    }
    let (total,): (i64,) = tx.query_one(COUNT, params![from, to, to.to_string()]).await?;
    Ok((allocations, total))
}

/// Those of a resource that have not ended before a day.
pub async fn from_day(tx: &mut SpaceTx<'_>, resource: ResourceId, day: Date) -> Result<Vec<Allocation>> {
    tx.query(FROM_DAY, params![resource.0, day]).await
}

/// Whether somebody holds the resource on any of the days, the last of which may be open; one allocation does not count.
pub async fn is_taken(tx: &mut SpaceTx<'_>, resource: ResourceId, days: (Date, Option<Date>), other_than: AllocationId) -> Result<bool> {
    let (from, to) = days;
    let (taken,): (bool,) = match to {
        Some(to) => tx.query_one(TAKEN_UNTIL, params![resource.0, from, other_than.0, to]).await?,
        None => tx.query_one(TAKEN, params![resource.0, from, other_than.0]).await?,
    };
    Ok(taken)
}

/// Hold the resource's row while asking [`is_taken`] and inserting: no constraint stands behind it.
pub async fn insert(tx: &mut SpaceTx<'_>, allocation: &Allocation) -> Result<()> {
    let Allocation { id, resource_id, membership_id, team_id, starts_at, canceled_to, .. } = allocation;
    let mut values = params![id.0, resource_id.0, *membership_id, *team_id, *starts_at, *canceled_to];
    values.extend(params![allocation.cycle_months, allocation.minimum_commitment_months, allocation.recurring_minimum_commitment]);
    values.extend(params![allocation.cancellation_period_days, allocation.price.0, allocation.currency.to_string()]);
    values.extend([json(&allocation.taxes.0), allocation.created_at.into()]);
    tx.execute(INSERT, values).await.map(drop)
}

/// Writes what was agreed on.
pub async fn update(tx: &mut SpaceTx<'_>, now: &Allocation) -> Result<()> {
    let mut values = params![now.id.0, now.starts_at, now.canceled_to, now.cycle_months, now.minimum_commitment_months];
    values.extend(params![now.recurring_minimum_commitment, now.cancellation_period_days, now.price.0]);
    tx.execute(UPDATE, values).await.map(drop)
}

pub async fn delete(tx: &mut SpaceTx<'_>, id: AllocationId) -> Result<()> {
    tx.execute(DELETE, params![id.0]).await.map(drop)
}
