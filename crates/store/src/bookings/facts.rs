//! What a booking needs to know of its resource, its membership and the time it wants: narrow rows, read in
//! the transaction that books.

use super::Window;
use crate::calendar_blockers::{since, touching};
use crate::json::Json;
use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::credits::CreditEntry;
use domain::extras::Unit;
use domain::ids::{BookingId, MembershipId, MembershipPlanId, ProductId, ResourceId, TeamId};
use domain::interval::Interval;
use domain::money::{Amount, Currency};
use domain::pricing::Pricing;
use domain::resources::Usage;
use domain::taxes::Tax;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use uuid::Uuid;

db::row! {
    /// A resource as far as booking it goes.
    #[derive(Clone, Debug)]
    pub struct Bookable {
        pub id: ResourceId as Uuid,
        pub name: String,
        pub usage: Usage as String,
        pub hidden: bool,
        pub only_admins_can_book: bool,
        pub units: u32,
        /// Hours.
        pub booking_cutoff: u32,
        /// Hours.
        pub cancellation_period: u32,
        /// Minutes.
        pub min_booking_duration: u32,
        /// Minutes.
        pub max_booking_duration: Option<u32>,
        pub booking_times: String,
        pub pricing: Json<Pricing>,
        pub currency: Currency as String,
        pub taxes: Option<Json<Vec<Tax>>>,
        pub accounting_code: Option<String>,
    }
}

db::row! {
    /// A membership as far as booking for it goes.
    #[derive(Clone, Debug)]
    pub struct Booker {
        pub id: MembershipId as Uuid,
        pub team_id: Option<Uuid>,
        pub name: Option<String>,
        pub charge_taxes: bool,
        /// The member's own list; it wins over the plan's (N15).
        pub resource_access: Option<Json<Vec<ResourceId>>>,
        pub confirmed_at: Option<Timestamp>,
        pub starts_at: Date,
        pub canceled_to: Option<Date>,
        pub next_invoice_at: Date,
    }
}

impl Booker {
    pub fn team(&self) -> Option<TeamId> {
        self.team_id.map(TeamId)
    }
}

/// The part of a plan's terms that bookings go by; the rest is skipped when it is read.
#[derive(Clone, Debug, Deserialize)]
pub struct BookingTerms {
    pub currency: Currency,
    #[serde(default)]
    pub booking_credits: Vec<CreditEntry>,
    /// Empty: all that are not hidden (N15).
    #[serde(default)]
    pub resource_access: Vec<ResourceId>,
}

db::row! {
    /// A membership's copy of a plan.
    #[derive(Clone, Debug)]
    pub struct PlanCopy {
        pub id: MembershipPlanId as Uuid,
        pub membership_id: MembershipId as Uuid,
        pub terms: Json<BookingTerms>,
    }
}

db::row! {
    /// A product that can be booked with a resource.
    #[derive(Clone, Debug)]
    pub struct Offered {
        pub id: ProductId as Uuid,
        pub name: String,
        pub description: Option<String>,
        pub unit: Unit as String,
        pub price: Amount as i64,
        pub currency: Currency as String,
        pub taxes: Option<Json<Vec<Tax>>>,
        pub accounting_code: Option<String>,
    }
}

macro_rules! booker {
    ($end:literal) => {
        concat!(
            "SELECT id, team_id, COALESCE(name, company) AS name, charge_taxes, resource_access, confirmed_at, starts_at, canceled_to, next_invoice_at
            FROM memberships WHERE space_id = $1 AND ",
            $end
        )
    };
}

statements! {
    RESOURCE = "SELECT id, name, usage, hidden, only_admins_can_book, units, booking_cutoff, cancellation_period, min_booking_duration,
        max_booking_duration, booking_times, pricing, currency, taxes, accounting_code FROM resources WHERE space_id = $1 AND id = $2
        AND deleted_at IS NULL";
    MEMBERSHIP = booker!("id = $2");
    /// Those who share credits with a member (C14): the payer's invoice day counts for all.
    POOL = booker!("team_id = $2 ORDER BY CASE WHEN team_role = 'paying' THEN 0 ELSE 1 END, id");
    TEAM = "SELECT id FROM teams WHERE space_id = $1 AND id = $2";
    TAKEN = "SELECT starts_at, ends_at, units FROM bookings WHERE space_id = $1 AND resource_id = $2 AND ends_at > $3 AND starts_at < $4
        AND ends_at < $5 AND id <> $6";
    BLOCKERS = concat!("SELECT k.starts_at, k.ends_at FROM (", touching!("$5"), ") t
        JOIN calendar_blockers k ON k.space_id = $1 AND k.id = t.id
        WHERE k.for_bookings AND (k.all_resources OR EXISTS (SELECT 1 FROM calendar_blocker_resources l
        WHERE l.space_id = k.space_id AND l.blocker_id = k.id AND l.resource_id = $4))");
    PRODUCTS = "SELECT p.id, p.name, p.description, p.unit, p.price, p.currency, p.taxes, p.accounting_code
        FROM resource_products l JOIN products p ON p.space_id = l.space_id AND p.id = l.product_id
        WHERE l.space_id = $1 AND l.resource_id = $2 AND p.for_bookings ORDER BY p.position, p.id";
}

/// The resource, without a lock: for previews.
pub async fn find_resource(tx: &mut SpaceTx<'_>, id: ResourceId) -> Result<Option<Bookable>> {
    tx.query_opt(RESOURCE, params![id.0]).await
}

/// The resource, locked until the transaction ends: one writer at a time books it (B2).
pub async fn lock_resource(tx: &mut SpaceTx<'_>, id: ResourceId) -> Result<Option<Bookable>> {
    let lock = tx.global().dialect().for_update();
    tx.query_opt(format!("{RESOURCE}{lock}"), params![id.0]).await
}

/// The membership, without a lock: for previews.
pub async fn find_membership(tx: &mut SpaceTx<'_>, id: MembershipId) -> Result<Option<Booker>> {
    tx.query_opt(MEMBERSHIP, params![id.0]).await
}

/// The membership, locked until the transaction ends, so that credits are spread by one writer at a time.
pub async fn lock_membership(tx: &mut SpaceTx<'_>, id: MembershipId) -> Result<Option<Booker>> {
    let lock = tx.global().dialect().for_update();
    tx.query_opt(format!("{MEMBERSHIP}{lock}"), params![id.0]).await
}

/// Locks a team until the transaction ends: its members share credits. To be called with the lock on one of
/// its members, never the other way round.
pub async fn lock_team(tx: &mut SpaceTx<'_>, team: TeamId) -> Result<()> {
    let lock = tx.global().dialect().for_update();
    tx.query_opt::<(Uuid,)>(format!("{TEAM}{lock}"), params![team.0]).await.map(drop)
}

/// All members of a team, the payer first.
pub async fn pool(tx: &mut SpaceTx<'_>, team: TeamId) -> Result<Vec<Booker>> {
    tx.query(POOL, params![team.0]).await
}

/// Of each membership the plan copy of a day: the last that began by then, else the first that will.
pub async fn copies_on(tx: &mut SpaceTx<'_>, memberships: &[MembershipId], day: Date) -> Result<Vec<PlanCopy>> {
    let query = tx
        .select("SELECT p.id, p.membership_id, p.terms FROM membership_plans p WHERE p.space_id = ")
        .sql(" AND p.membership_id IN ")
        .list(memberships.iter().map(|id| id.0))
        .sql(" AND p.starts_at = (SELECT COALESCE(MAX(CASE WHEN q.starts_at <= ")
        .bind(day)
        .sql(
            " THEN q.starts_at END), MIN(q.starts_at)) FROM membership_plans q
            WHERE q.space_id = p.space_id AND q.membership_id = p.membership_id) ORDER BY p.membership_id",
        );
    tx.run(query).await
}

/// Plan copies by id.
pub async fn copies(tx: &mut SpaceTx<'_>, ids: &[MembershipPlanId]) -> Result<Vec<PlanCopy>> {
    let query = tx
        .select("SELECT p.id, p.membership_id, p.terms FROM membership_plans p WHERE p.space_id = ")
        .sql(" AND p.id IN ")
        .list(ids.iter().map(|id| id.0));
    tx.run(query).await
}

/// Bookings of a resource that overlap the window, with their units; without the booking `other_than`.
pub async fn taken(tx: &mut SpaceTx<'_>, resource: ResourceId, window: Window, other_than: BookingId) -> Result<Vec<(Interval, u32)>> {
    let values = params![resource.0, window.from, window.to, window.latest_end(), other_than.0];
    let rows: Vec<(Timestamp, Timestamp, u32)> = tx.query(TAKEN, values).await?;
    Ok(rows.into_iter().map(|(from, to, units)| (Interval::new(from, to), units)).collect())
}

/// Blockers for members' bookings of a resource that overlap the window (B18).
pub async fn blockers(tx: &mut SpaceTx<'_>, resource: ResourceId, window: Window) -> Result<Vec<Interval>> {
    let rows: Vec<(Timestamp, Timestamp)> = tx.query(BLOCKERS, params![window.from, window.to, resource.0, since(window.from)]).await?;
    Ok(rows.into_iter().map(|(from, to)| Interval::new(from, to)).collect())
}

/// What can be booked along with a resource (B12).
pub async fn products(tx: &mut SpaceTx<'_>, resource: ResourceId) -> Result<Vec<Offered>> {
    tx.query(PRODUCTS, params![resource.0]).await
}

/// Names of resources; ids that are none are left out.
pub async fn names(tx: &mut SpaceTx<'_>, ids: impl IntoIterator<Item = ResourceId>) -> Result<Vec<(ResourceId, String)>> {
    let query =
        tx.select("SELECT r.id, r.name FROM resources r WHERE r.space_id = ").sql(" AND r.id IN ").list(ids.into_iter().map(|id| id.0));
    let rows: Vec<(Uuid, String)> = tx.run(query).await?;
    Ok(rows.into_iter().map(|(id, name)| (ResourceId(id), name)).collect())
}
