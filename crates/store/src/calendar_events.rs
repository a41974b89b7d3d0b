//! Events of a space, and their tags.

use crate::event_attendances::{Seen, only_seen};
use crate::json::{Json, json};
use crate::resources::{Slice, Word};
use crate::{SpaceTx, statements, totals};
use db::{Query, Result, Value, params};
use domain::accounting::Account;
use domain::calendar_events::Audience;
use domain::ids::{BookingId, EventId, EventTagId, MembershipId, ResourceId};
use domain::interval::Interval;
use domain::money::Currency;
use domain::resources::Photo;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use uuid::Uuid;

db::row! {
    /// An event as it is stored; prices are net.
    #[derive(Clone, Debug, PartialEq)]
    pub struct CalendarEvent {
        pub id: EventId as Uuid,
        pub title: String,
        pub starts_at: Timestamp,
        pub ends_at: Timestamp,
        pub audience: Audience as String,
        pub public_page: bool,
        pub description: Option<String>,
        pub color: Option<String>,
        pub video_url: Option<String>,
        pub image: Option<Word<Photo>>,
        pub location: Option<String>,
        /// People; none: any number.
        pub capacity: Option<u32>,
        pub tags: Json<Vec<String>>,
        /// Of one place.
        pub price: Option<i64>,
        pub currency: Currency as String,
        /// Where it is none, visitors pay what members do.
        pub visitor_price: Option<i64>,
        pub visitor_currency: Currency as String,
        pub accounting_code: Option<String>,
        pub visitor_accounting_code: Option<String>,
        pub cost_center: Option<Json<Account>>,
        pub revenue_account: Option<Json<Account>>,
        pub visitor_cost_center: Option<Json<Account>>,
        pub visitor_revenue_account: Option<Json<Account>>,
        /// None for a draft.
        pub published_at: Option<Timestamp>,
        pub first_published_at: Option<Timestamp>,
        pub created_by: Option<Uuid>,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

macro_rules! fields {
    () => {
        "SELECT e.id, e.title, e.starts_at, e.ends_at, e.audience, e.public_page, e.description, e.color, e.video_url, e.image, e.location,
        e.capacity, e.tags, e.price, e.currency, e.visitor_price, e.visitor_currency, e.accounting_code, e.visitor_accounting_code,
        e.cost_center, e.revenue_account, e.visitor_cost_center, e.visitor_revenue_account, e.published_at, e.first_published_at,
        e.created_by, e.created_at, e.updated_at"
    };
}
macro_rules! columns {
    () => {
        concat!($crate::calendar_events::fields!(), " FROM events e")
    };
}
pub(crate) use {columns, fields};

statements! {
    FIND = concat!(columns!(), " WHERE e.space_id = $1 AND e.id = $2");
    LOCK = "SELECT id FROM events WHERE space_id = $1 AND id = $2";
    INSERT = "INSERT INTO events (space_id, id, title, starts_at, ends_at, audience, public_page, description, color, video_url, image,
        location, capacity, tags, price, currency, visitor_price, visitor_currency, accounting_code, visitor_accounting_code, cost_center,
        revenue_account, visitor_cost_center, visitor_revenue_account, published_at, first_published_at, created_by, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26,
        $27, $28, $29)";
    UPDATE = "UPDATE events SET title = $3, starts_at = $4, ends_at = $5, audience = $6, public_page = $7, description = $8, color = $9,
        video_url = $10, image = $11, location = $12, capacity = $13, tags = $14, price = $15, currency = $16, visitor_price = $17,
        visitor_currency = $18, accounting_code = $19, visitor_accounting_code = $20, cost_center = $21, revenue_account = $22,
        visitor_cost_center = $23, visitor_revenue_account = $24, updated_at = $25 WHERE space_id = $1 AND id = $2";
    PUBLISH = "UPDATE events SET published_at = $3, first_published_at = COALESCE(first_published_at, $3), updated_at = $4
        WHERE space_id = $1 AND id = $2";
    DELETE = "DELETE FROM events WHERE space_id = $1 AND id = $2";
    INSERT_TAG = "INSERT INTO event_tags (space_id, id, name) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    UNLINK_TAGS = "DELETE FROM event_tag_links WHERE space_id = $1 AND event_id = $2";
    LINK_TAG = "INSERT INTO event_tag_links (space_id, event_id, tag_id)
        SELECT t.space_id, $2, t.id FROM event_tags t WHERE t.space_id = $1 AND t.name = $3";
    POPULAR_TAGS = "SELECT t.id, t.name FROM events e JOIN event_tag_links l ON l.space_id = e.space_id AND l.event_id = e.id
        JOIN event_tags t ON t.space_id = l.space_id AND t.id = l.tag_id
        WHERE e.space_id = $1 AND e.starts_at >= $2 AND e.ends_at > $3 AND e.starts_at < $4 AND (e.published_at IS NOT NULL OR $5)
        GROUP BY t.id, t.name ORDER BY COUNT(*) DESC, t.name LIMIT $6";
}

/// Events are booked in resources, so they are as long as bookings at most (B1).
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * domain::bookings::MAX_DAYS);

fn earliest_start(from: Timestamp) -> Timestamp {
    from.saturating_sub(LONGEST).unwrap_or(Timestamp::MIN)
}

pub async fn find(tx: &mut SpaceTx<'_>, id: EventId) -> Result<Option<CalendarEvent>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// As [`find`], locked until the transaction ends: one writer at a time attends, publishes or moves it.
pub async fn lock(tx: &mut SpaceTx<'_>, id: EventId) -> Result<Option<CalendarEvent>> {
    let lock = tx.global().dialect().for_update();
    tx.query_opt::<(Uuid,)>(format!("{LOCK}{lock}"), params![id.0]).await?;
    find(tx, id).await
}

/// Those with these ids.
pub async fn some(tx: &mut SpaceTx<'_>, ids: &[EventId]) -> Result<Vec<CalendarEvent>> {
    let query = tx.select(concat!(columns!(), " WHERE e.space_id = ")).sql(" AND e.id IN ").list(ids.iter().map(|id| id.0));
    tx.run(query.sql(" ORDER BY e.id")).await
}

/// Any of these, or those that have none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Any<T> {
    pub of: Vec<T>,
    pub none: bool,
}

/// Which events to list.
#[derive(Clone, Debug)]
pub struct Filter {
    /// They overlap it.
    pub within: Interval,
    pub drafts: bool,
    pub published: bool,
    /// Whether those for members are listed.
    pub members_only: bool,
    /// Only those that have a page for everybody.
    pub with_page: bool,
    pub tags: Option<Any<String>>,
    pub resources: Option<Any<ResourceId>>,
    /// With one of these attending, as far as it can be seen.
    pub attendees: Option<Vec<MembershipId>>,
    pub seen: Seen,
    /// The last first.
    pub descending: bool,
}

const PAGE: &str = concat!(fields!(), " FROM (SELECT e.id FROM (SELECT e.id, e.starts_at FROM events e WHERE e.space_id = ");

/// By start and id; part of them, and how many they are in all.
pub async fn list(tx: &mut SpaceTx<'_>, filter: &Filter, slice: Slice) -> Result<(Vec<CalendarEvent>, i64)> {
    let order = if filter.descending { " ORDER BY e.starts_at DESC, e.id DESC" } else { " ORDER BY e.starts_at, e.id" };
    // What begins in the time is read in order, no further than needed; what began before and goes on is in another index.
    let query = filtered(early(tx.select(PAGE), filter), filter);
    let query = query.sql(" UNION ALL SELECT o.id, o.starts_at FROM (SELECT e.id, e.starts_at FROM events e WHERE e.space_id = ");
    let query = filtered(beginning(query.bind(tx.space().0), filter), filter).sql(order);
    let query = query.sql(" LIMIT ").bind(slice.limit.saturating_add(slice.offset)).sql(") o) e").sql(order);
    let query = query.sql(" LIMIT ").bind(slice.limit).sql(" OFFSET ").bind(slice.offset);
    let query = query.sql(") w CROSS JOIN events e WHERE e.space_id = ").bind(tx.space().0).sql(" AND e.id = w.id").sql(order);
    let events: Vec<CalendarEvent> = tx.run(query).await?;
    if let Some(total) = totals::seen(events.len(), slice) {
        return Ok((events, total));
    }
    let query = tx.select("SELECT COUNT(*) FROM events e WHERE e.space_id = ");
    let early: Vec<(i64,)> = tx.run(filtered(early(query, filter), filter)).await?;
    let query = tx.select("SELECT COUNT(*) FROM events e WHERE e.space_id = ");
    let beginning: Vec<(i64,)> = tx.run(filtered(beginning(query, filter), filter)).await?;
    Ok((events, early.iter().chain(&beginning).map(|(total,)| total).sum()))
}

/// What began before the time and goes on in it.
fn early(query: Query, filter: &Filter) -> Query {
    let from = filter.within.from;
    let query = query.sql(" AND e.starts_at >= ").bind(earliest_start(from)).sql(" AND e.starts_at < ").bind(from);
    query.sql(" AND e.ends_at > ").bind(from)
}

fn beginning(query: Query, filter: &Filter) -> Query {
    query.sql(" AND e.starts_at >= ").bind(filter.within.from).sql(" AND e.starts_at < ").bind(filter.within.to)
}

fn filtered(mut query: Query, filter: &Filter) -> Query {
    query = match (filter.drafts, filter.published) {
        (true, true) => query,
        (false, true) => query.sql(" AND e.published_at IS NOT NULL"),
        (true, false) => query.sql(" AND e.published_at IS NULL"),
        (false, false) => query.sql(" AND e.published_at IS NULL AND e.published_at IS NOT NULL"),
    };
    if !filter.members_only {
        query = query.sql(" AND e.audience = 'public'");
    }
    if filter.with_page {
        query = query.sql(" AND e.public_page");
    }
    if let Some(tags) = &filter.tags {
        const LINKS: &str = "SELECT 1 FROM event_tag_links l JOIN event_tags t ON t.space_id = l.space_id AND t.id = l.tag_id
            WHERE l.space_id = e.space_id AND l.event_id = e.id";
        query = query.sql(" AND (EXISTS (").sql(LINKS).sql(" AND t.name IN ").list(tags.of.iter().map(String::as_str)).sql(")");
        if tags.none {
            query = query.sql(" OR NOT EXISTS (").sql(LINKS).sql(")");
        }
        query = query.sql(")");
    }
    if let Some(resources) = &filter.resources {
        const BOOKED: &str = "SELECT 1 FROM bookings b WHERE b.space_id = e.space_id AND b.event_id = e.id";
        query = query.sql(" AND (EXISTS (").sql(BOOKED).sql(" AND b.resource_id IN ").list(resources.of.iter().map(|id| id.0)).sql(")");
        if resources.none {
            query = query.sql(" OR NOT EXISTS (").sql(BOOKED).sql(")");
        }
        query = query.sql(")");
    }
    if let Some(attendees) = &filter.attendees {
        query = query.sql(" AND EXISTS (SELECT 1 FROM event_attendances a WHERE a.space_id = e.space_id AND a.event_id = e.id");
        query = query.sql(" AND a.membership_id IN ").list(attendees.iter().map(|id| id.0));
        query = only_seen(query, &filter.seen).sql(")");
    }
    query
}

fn account(account: Option<&Json<Account>>) -> Value {
    account.map_or(Value::Null, |Json(account)| json(account))
}

/// What a change may touch, from the title on.
fn details(event: &CalendarEvent) -> Vec<Value> {
    let e = event;
    let mut values = params![&*e.title, e.starts_at, e.ends_at, e.audience.name(), e.public_page, e.description.clone()];
    values.extend(params![e.color.clone(), e.video_url.clone(), e.image.as_ref().map(|Word(image)| image.to_string())]);
    values.extend(params![e.location.clone(), e.capacity, &e.tags, e.price, e.currency.to_string(), e.visitor_price]);
    values.extend(params![e.visitor_currency.to_string(), e.accounting_code.clone(), e.visitor_accounting_code.clone()]);
    values
        .extend([&e.cost_center, &e.revenue_account, &e.visitor_cost_center, &e.visitor_revenue_account].map(|one| account(one.as_ref())));
    values
}

/// Tags are linked by [`set_tags`].
pub async fn insert(tx: &mut SpaceTx<'_>, event: &CalendarEvent) -> Result<()> {
    let mut values = params![event.id.0];
    values.extend(details(event));
    values.extend(params![event.published_at, event.first_published_at, event.created_by, event.created_at, event.updated_at]);
    tx.execute(INSERT, values).await.map(drop)
}

/// Writes everything but whether it is published. Tags are linked by [`set_tags`].
pub async fn update(tx: &mut SpaceTx<'_>, event: &CalendarEvent) -> Result<()> {
    let mut values = params![event.id.0];
    values.extend(details(event));
    values.push(event.updated_at.into());
    tx.execute(UPDATE, values).await.map(drop)
}

/// Publishes it, or makes it a draft.
pub async fn publish(tx: &mut SpaceTx<'_>, id: EventId, published_at: Option<Timestamp>, now: Timestamp) -> Result<()> {
    tx.execute(PUBLISH, params![id.0, published_at, now]).await.map(drop)
}

/// With tags, attendances and messages; bookings are left to the caller.
pub async fn delete(tx: &mut SpaceTx<'_>, id: EventId) -> Result<()> {
    tx.execute(DELETE, params![id.0]).await.map(drop)
}

/// Makes these the tags of the event; those the space does not know get the ids. Writers of the same tags meet in
/// the order of their names.
pub async fn set_tags(tx: &mut SpaceTx<'_>, event: EventId, mut tags: Vec<(EventTagId, String)>) -> Result<()> {
    tags.sort_unstable_by(|one, other| one.1.cmp(&other.1));
    tx.execute(UNLINK_TAGS, params![event.0]).await?;
    for (id, name) in tags {
        tx.execute(INSERT_TAG, params![id.0, &*name]).await?;
        tx.execute(LINK_TAG, params![event.0, name]).await?;
    }
    Ok(())
}

/// The tags that most events within the time have, those first; of published ones, or also of drafts.
pub async fn popular_tags(tx: &mut SpaceTx<'_>, within: Interval, drafts: bool, most: i64) -> Result<Vec<(EventTagId, String)>> {
    let values = params![earliest_start(within.from), within.from, within.to, drafts, most];
    let rows: Vec<(Uuid, String)> = tx.query(POPULAR_TAGS, values).await?;
    Ok(rows.into_iter().map(|(id, name)| (EventTagId(id), name)).collect())
}

/// What is booked for each of the events, by resource; hidden resources only if `hidden`.
pub async fn bookings_of(tx: &mut SpaceTx<'_>, events: &[EventId], hidden: bool) -> Result<HashMap<EventId, Vec<(BookingId, ResourceId)>>> {
    let mut booked: HashMap<_, Vec<_>> = HashMap::new();
    if events.is_empty() {
        return Ok(booked);
    }
    let query = tx
        .select(
            "SELECT b.event_id, b.id, b.resource_id FROM bookings b JOIN resources r ON r.space_id = b.space_id AND r.id = b.resource_id
            WHERE b.space_id = ",
        )
        .sql(" AND (NOT r.hidden OR ")
        .bind(hidden)
        .sql(") AND b.event_id IN ")
        .list(events.iter().map(|id| id.0))
        .sql(" ORDER BY b.event_id, b.resource_id");
    for (event, booking, resource) in tx.run::<(Uuid, Uuid, Uuid)>(query).await? {
        booked.entry(EventId(event)).or_default().push((BookingId(booking), ResourceId(resource)));
    }
    Ok(booked)
}
