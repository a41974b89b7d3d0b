//! Resources with what hangs on them, and what decides who sees them.

mod availability;
mod links;
pub(crate) mod openings;

pub(crate) use links::STATEMENTS as LINK_STATEMENTS;

pub use availability::booked;
pub use links::{
    Category, Links, Medium, categories, categories_of, insert_category, insert_medium, link_category, links, media_of, set_products,
};
pub use openings::{Open, Rules, list_open, rules};

use crate::json::{Json, json};
use crate::{SpaceTx, external_resources, statements, totals};
use db::{FromRow, Query, Result, Tx, Value, params};
use domain::accounting::Account;
use domain::ids::{MembershipId, ResourceId, SpaceId};
use domain::money::Currency;
use domain::pricing::Pricing;
use domain::resources::{Kind, Photo, Usage};
use domain::taxes::Tax;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeSet;
use uuid::Uuid;

db::row! {
    /// A resource as it is stored. Periods are hours, durations minutes.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Resource {
        pub space_id: SpaceId as Uuid,
        pub id: ResourceId as Uuid,
        pub name: String,
        pub kind: Option<Word<Kind>>,
        pub usage: Usage as String,
        pub description: Option<String>,
        pub hidden: bool,
        pub only_admins_can_book: bool,
        pub units: u32,
        pub capacity: Option<u32>,
        pub booking_cutoff: u32,
        pub cancellation_period: u32,
        pub min_booking_duration: u32,
        pub max_booking_duration: Option<u32>,
        pub color: String,
        pub photo: Option<Word<Photo>>,
        /// As the admin typed them; empty means always.
        pub booking_times: String,
        pub pricing: Json<Pricing>,
        pub currency: Currency as String,
        /// None: the space's. Empty: untaxed.
        pub taxes: Option<Json<Vec<Tax>>>,
        pub area_sqm: Option<i64>,
        pub accounting_code: Option<String>,
        pub cost_center: Option<Json<Account>>,
        pub revenue_account: Option<Json<Account>>,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

db::row! {
    /// When a resource can be booked, and by whom; units as in [`Resource`].
    #[derive(Clone, Debug, PartialEq)]
    pub struct Opening {
        pub space_id: SpaceId as Uuid,
        pub id: ResourceId as Uuid,
        pub usage: Usage as String,
        pub units: u32,
        pub only_admins_can_book: bool,
        pub booking_cutoff: u32,
        pub min_booking_duration: u32,
        pub max_booking_duration: Option<u32>,
        pub booking_times: String,
    }
}

/// A column of text that may be null and is read with `TryFrom<String>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word<T>(pub T);

impl<T: TryFrom<String>> db::Column for Word<T> {
    fn from_cell(cell: db::Cell<'_>) -> Option<Self> {
        match cell {
            db::Cell::Text(text) => T::try_from(text.to_owned()).ok().map(Self),
            _ => None,
        }
    }
}

/// The part of a space's resources that somebody sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View {
    pub space: SpaceId,
    /// Hidden ones as well.
    pub hidden: bool,
    /// No others than these.
    pub only: Option<Vec<ResourceId>>,
}

/// Which of the visible ones.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub usage: Option<Usage>,
    /// Unknown ids do no harm.
    pub ids: Option<Vec<ResourceId>>,
}

/// Part of a list: at most `limit` after the first `offset`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    pub limit: i64,
    pub offset: i64,
}

impl Slice {
    /// The whole list.
    pub const ALL: Self = Self { limit: i64::MAX, offset: 0 };
}

macro_rules! columns {
    () => {
        "space_id, id, name, resource_type AS kind, usage, description, hidden, only_admins_can_book, units, capacity, booking_cutoff,
        cancellation_period, min_booking_duration, max_booking_duration, color, photo, booking_times, pricing, currency, taxes, area_sqm,
        accounting_code, cost_center, revenue_account, created_at, updated_at"
    };
}
use columns;

statements! {
    FIND = concat!("SELECT ", columns!(), " FROM resources WHERE space_id = $1 AND id = $2");
    INSERT = "INSERT INTO resources (space_id, id, name, resource_type, usage, description, hidden, only_admins_can_book, units, capacity,
        booking_cutoff, cancellation_period, min_booking_duration, max_booking_duration, color, photo, booking_times, pricing, currency,
        taxes, area_sqm, accounting_code, cost_center, revenue_account, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8,
        $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)";
    UPDATE = "UPDATE resources SET name = $3, resource_type = $4, usage = $5, description = $6, hidden = $7, only_admins_can_book = $8,
        units = $9, capacity = $10, booking_cutoff = $11, cancellation_period = $12, min_booking_duration = $13,
        max_booking_duration = $14, color = $15, photo = $16, booking_times = $17, pricing = $18, currency = $19, taxes = $20,
        area_sqm = $21, accounting_code = $22, cost_center = $23, revenue_account = $24, updated_at = $25
        WHERE space_id = $1 AND id = $2";
    DELETE = "UPDATE resources SET deleted_at = $3, updated_at = $3, photo = NULL WHERE space_id = $1 AND id = $2";
    HOLD = "UPDATE resources SET updated_at = updated_at WHERE space_id = $1 AND id = $2";
    SET_EXCLUSIVE = "UPDATE bookings SET exclusive = $4 WHERE space_id = $1 AND resource_id = $2 AND ends_at > $3";
    HAS_FUTURE = "SELECT EXISTS (SELECT 1 FROM bookings WHERE space_id = $1 AND resource_id = $2 AND ends_at > $3)
        OR EXISTS (SELECT 1 FROM allocations WHERE space_id = $1 AND resource_id = $2 AND (canceled_to >= $4 OR canceled_to IS NULL))";
}

fn text<T>(word: Option<&Word<T>>, written: impl Fn(&T) -> String) -> Value {
    word.map(|Word(word)| written(word)).into()
}

fn optional_json<T: serde::Serialize>(value: Option<&Json<T>>) -> Value {
    value.map_or(Value::Null, |Json(value)| json(value))
}

/// From the name on up to `revenue_account`.
fn values(resource: &Resource) -> Vec<Value> {
    let Resource { name, usage, description, hidden, only_admins_can_book, units, capacity, .. } = resource;
    let mut values = params![&**name, text(resource.kind.as_ref(), |kind| kind.name().into()), usage.name(), description.clone()];
    values.extend(params![*hidden, *only_admins_can_book, *units, *capacity, resource.booking_cutoff, resource.cancellation_period]);
    values.extend(params![resource.min_booking_duration, resource.max_booking_duration, &*resource.color]);
    values.extend(params![text(resource.photo.as_ref(), Photo::to_string), &*resource.booking_times]);
    values.extend([json(&resource.pricing.0), resource.currency.to_string().into(), optional_json(resource.taxes.as_ref())]);
    values.extend(params![resource.area_sqm, resource.accounting_code.clone()]);
    values.extend([optional_json(resource.cost_center.as_ref()), optional_json(resource.revenue_account.as_ref())]);
    values
}

/// One that was deleted is found, too: what was booked of it keeps its name.
pub async fn find(tx: &mut SpaceTx<'_>, id: ResourceId) -> Result<Option<Resource>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// The resource, which nobody else changes until the transaction ends; bookings that wait for the same row
/// come before or after. One that was deleted is not there.
pub async fn lock(tx: &mut SpaceTx<'_>, id: ResourceId) -> Result<Option<Resource>> {
    let lock = tx.global().dialect().for_update();
    let query = tx
        .select(concat!("SELECT ", columns!(), " FROM resources WHERE space_id = "))
        .sql(" AND deleted_at IS NULL AND id = ")
        .bind(id.0)
        .sql(lock);
    Ok(tx.run(query).await?.pop())
}

pub async fn insert(tx: &mut SpaceTx<'_>, resource: &Resource) -> Result<()> {
    let mut all = params![resource.id.0];
    all.extend(values(resource));
    all.extend(params![resource.created_at, resource.updated_at]);
    tx.execute(INSERT, all).await.map(drop)
}

/// Writes everything but id and time of creation.
pub async fn update(tx: &mut SpaceTx<'_>, resource: &Resource) -> Result<()> {
    let mut all = params![resource.id.0];
    all.extend(values(resource));
    all.push(resource.updated_at.into());
    tx.execute(UPDATE, all).await?;
    external_resources::refresh(tx, resource.id).await
}

/// Nobody sees, books or changes it any more.
pub async fn delete(tx: &mut SpaceTx<'_>, id: ResourceId, now: Timestamp) -> Result<()> {
    tx.execute(DELETE, params![id.0, now]).await?;
    external_resources::refresh(tx, id).await
}

/// Holds its row until the transaction ends, be it deleted.
pub async fn hold(tx: &mut SpaceTx<'_>, id: ResourceId) -> Result<()> {
    tx.execute(HOLD, params![id.0]).await.map(drop)
}

/// Whether all of them are there.
pub async fn are_there(tx: &mut SpaceTx<'_>, ids: &[ResourceId]) -> Result<bool> {
    let wanted: BTreeSet<_> = ids.iter().map(|id| id.0).collect();
    if wanted.is_empty() {
        return Ok(true);
    }
    let count = i64::try_from(wanted.len()).unwrap_or(i64::MAX);
    let query = tx.select("SELECT COUNT(*) FROM resources WHERE space_id = ").sql(" AND deleted_at IS NULL AND id IN ").list(wanted);
    Ok(tx.run::<(i64,)>(query).await?.first().is_some_and(|(found,)| *found == count))
}

/// Whether bookings of the resource that have not ended exclude each other. Breaks `bookings_no_overlap`
/// if they shall and overlap.
pub async fn set_exclusive(tx: &mut SpaceTx<'_>, id: ResourceId, now: Timestamp, exclusive: bool) -> Result<()> {
    tx.execute(SET_EXCLUSIVE, params![id.0, now, exclusive]).await.map(drop)
}

/// Whether it has bookings or allocations that have not ended.
pub async fn has_future(tx: &mut SpaceTx<'_>, id: ResourceId, now: Timestamp, today: Date) -> Result<bool> {
    Ok(tx.query_one::<(bool,)>(HAS_FUTURE, params![id.0, now, today]).await?.0)
}

fn condition(mut query: Query, views: &[View], filter: &Filter) -> Query {
    // In their order, as SQLite then builds the list faster and walks the index once.
    let ids = |ids: &[ResourceId]| ids.iter().map(|id| id.0).collect::<BTreeSet<_>>();
    query = query.sql("deleted_at IS NULL AND (");
    for (index, view) in views.iter().enumerate() {
        query = query.sql(if index == 0 { "(space_id = " } else { " OR (space_id = " }).bind(view.space.0);
        if !view.hidden {
            query = query.sql(" AND NOT hidden");
        }
        if let Some(only) = &view.only {
            query = query.sql(" AND id IN ").list(ids(only));
        }
        query = query.sql(")");
    }
    query = query.sql(if views.is_empty() { "1 = 0)" } else { ")" });
    if let Some(usage) = filter.usage {
        query = query.sql(" AND usage = ").bind(usage.name());
    }
    match &filter.ids {
        Some(wanted) => query.sql(" AND id IN ").list(ids(wanted)),
        None => query,
    }
}

/// The visible ones by name, part of them, and how many they are in all. At most one statement each, whatever
/// the number of spaces.
pub async fn list(tx: &mut Tx, views: &[View], filter: &Filter, slice: Slice) -> Result<(Vec<Resource>, i64)> {
    page(tx, concat!("SELECT ", columns!(), " FROM resources WHERE "), views, filter, slice).await
}

/// As [`list`], with no more of each than what says when it is open.
pub async fn list_opening(tx: &mut Tx, views: &[View], filter: &Filter, slice: Slice) -> Result<(Vec<Opening>, i64)> {
    const OPENING: &str = "SELECT space_id, id, usage, units, only_admins_can_book, booking_cutoff, min_booking_duration,
        max_booking_duration, booking_times FROM resources WHERE ";
    page(tx, OPENING, views, filter, slice).await
}

async fn page<T: FromRow>(tx: &mut Tx, select: &'static str, views: &[View], filter: &Filter, slice: Slice) -> Result<(Vec<T>, i64)> {
    let query = condition(Query::new(select), views, filter);
    let query = query.sql(" ORDER BY lower(name), id LIMIT ").bind(slice.limit).sql(" OFFSET ").bind(slice.offset);
    let found: Vec<T> = tx.query(query.text, query.params).await?;
    if let Some(total) = totals::seen(found.len(), slice) {
        return Ok((found, total));
    }
    if slice.offset == 0 && filter.ids.as_ref().is_some_and(|ids| found.len() >= ids.len()) {
        let all_that_were_named = i64::try_from(found.len()).unwrap_or(i64::MAX);
        return Ok((found, all_that_were_named));
    }
    let counted = filter.ids.is_some() || views.iter().any(|view| view.only.is_some());
    let query = if counted { condition(Query::new("SELECT COUNT(*) FROM resources WHERE "), views, filter) } else { kept(views, filter) };
    let (total,): (i64,) = tx.query_one(query.text, query.params).await?;
    Ok((found, total))
}

/// How many there are, as triggers keep count: a part of the total is called `bookable:hidden`, say.
fn kept(views: &[View], filter: &Filter) -> Query {
    let query = Query::new("SELECT CAST(COALESCE(SUM(total), 0) AS BIGINT) FROM list_totals WHERE list = 'resources' AND ");
    let (hidden, open): (Vec<_>, Vec<_>) = views.iter().partition(|view| view.hidden);
    let query = query.sql("(space_id IN ").list(hidden.iter().map(|view| view.space.0));
    let query = query.sql(" OR (space_id IN ").list(open.iter().map(|view| view.space.0)).sql(" AND part LIKE '%:open'))");
    match filter.usage {
        Some(usage) => query.sql(" AND part LIKE ").bind(format!("{}:%", usage.name())),
        None => query,
    }
}

db::row! {
    /// One plan of a membership, as far as it says which resources it opens.
    #[derive(Clone, Debug)]
    pub struct PlanOfMember {
        pub membership_id: MembershipId as Uuid,
        /// The member's own list, which wins.
        pub own: Option<Json<Vec<ResourceId>>>,
        pub starts_at: Option<Date>,
        pub terms: Option<Json<Terms>>,
    }
}

/// The part of a plan's terms that names resources (N15).
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub struct Terms {
    #[serde(default)]
    pub resource_access: Vec<ResourceId>,
}

/// All plans of the memberships, earliest first for each; those of the team where it has plans of its own (W4).
pub async fn plans_of_members(tx: &mut SpaceTx<'_>, members: &[MembershipId]) -> Result<Vec<PlanOfMember>> {
    let query = tx
        .select(
            "SELECT m.id AS membership_id, m.resource_access AS own, p.starts_at, p.terms FROM memberships m
            LEFT JOIN memberships t ON t.space_id = m.space_id AND t.team_id = m.team_id AND t.of_team
            LEFT JOIN membership_plans p ON p.space_id = m.space_id AND p.membership_id = COALESCE(t.id, m.id) WHERE m.space_id = ",
        )
        .sql(" AND m.id IN ")
        .list(members.iter().map(|member| member.0))
        .sql(" ORDER BY m.id, p.starts_at");
    tx.run(query).await
}
