//! Which resources can be booked for a whole time, without a look at each: they are told apart by the rules they have,
//! few kinds even where there are thousands of resources, and by what is taken at that time.

use super::{Resource, Slice, View};
use db::{Query, Result, Tx};
use domain::ids::{ResourceId, SpaceId};
use std::collections::BTreeSet;
use uuid::Uuid;

db::row! {
    /// The rules that some resources of a space have in common, and the number of those. Cutoff in hours, durations in
    /// minutes.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Rules {
        pub space_id: SpaceId as Uuid,
        /// As the admin typed them; empty means always.
        pub booking_times: String,
        pub booking_cutoff: u32,
        pub min_booking_duration: u32,
        pub max_booking_duration: Option<u32>,
        pub total: i64,
    }
}

impl Rules {
    /// As `key!` has it.
    pub(crate) fn key(&self) -> String {
        let most = self.max_booking_duration.map(|most| most.to_string()).unwrap_or_default();
        format!("{}|{}|{}|{most}", self.booking_times, self.booking_cutoff, self.min_booking_duration)
    }

    /// The reverse; times may have the sign that parts them.
    pub(crate) fn read(space_id: SpaceId, key: &str, total: i64) -> Option<Self> {
        let mut parts = key.rsplitn(4, '|');
        let max_booking_duration = parts.next().filter(|most| !most.is_empty()).map(str::parse).transpose().ok()?;
        let min_booking_duration = parts.next()?.parse().ok()?;
        let booking_cutoff = parts.next()?.parse().ok()?;
        let booking_times = parts.next()?.to_owned();
        Some(Self { space_id, booking_times, booking_cutoff, min_booking_duration, max_booking_duration, total })
    }

    pub(crate) fn count(rules: &[Self]) -> i64 {
        rules.iter().map(|rules| rules.total).sum()
    }
}

/// Rules as one text, of these columns.
macro_rules! key {
    ($times:literal, $cutoff:literal, $least:literal, $most:literal) => {
        concat!($times, " || '|' || ", $cutoff, " || '|' || ", $least, " || '|' || COALESCE(CAST(", $most, " AS TEXT), '')")
    };
}
pub(crate) use key;

/// What can be booked of a part of a space's resources.
#[derive(Clone, Debug)]
pub struct Open {
    pub view: View,
    /// Those with other rules are closed.
    pub rules: Vec<Rules>,
    /// Not these, be they seen or not.
    pub taken: BTreeSet<ResourceId>,
}

/// Whether what is taken is left out, or all that is wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    Out,
    Only,
}

/// Bookable ones that the view shows: those that are only for admins where hidden ones are shown, too.
fn seen(mut query: Query, view: &View) -> Query {
    query = query.sql("space_id = ").bind(view.space.0);
    if !view.hidden {
        query = query.sql(" AND NOT hidden AND NOT only_admins_can_book");
    }
    match &view.only {
        Some(only) => query.sql(" AND id IN ").list(only.iter().map(|id| id.0).collect::<BTreeSet<_>>()),
        None => query,
    }
}

fn any_of<T>(mut query: Query, parts: &[T], mut each: impl FnMut(Query, &T) -> Query, ids: Option<&[ResourceId]>) -> Query {
    query = query.sql("deleted_at IS NULL AND usage = 'bookable' AND ");
    // A single condition, where there is but one, lets SQLite use an index.
    for (place, part) in parts.iter().enumerate() {
        query = each(query.sql(if place == 0 { "((" } else { " OR (" }), part).sql(")");
    }
    query = query.sql(if parts.is_empty() { "1 = 0" } else { ")" });
    match ids {
        Some(ids) => query.sql(" AND id IN ").list(ids.iter().map(|id| id.0).collect::<BTreeSet<_>>()),
        None => query,
    }
}

/// The kinds of rules among bookable resources that the views show; of those that are named, if any are.
pub async fn rules(tx: &mut Tx, views: &[View], ids: Option<&[ResourceId]>) -> Result<Vec<Rules>> {
    if ids.is_none() && views.iter().all(|view| view.only.is_none()) { kept(tx, views).await } else { counted(tx, views, ids).await }
}

/// How many are of which kind is kept by triggers (decision 20), apart for those that not everybody sees.
async fn kept(tx: &mut Tx, views: &[View]) -> Result<Vec<Rules>> {
    let mut query = Query::new("SELECT space_id, part, total FROM list_totals WHERE list = 'open_resources' AND total > 0 AND (1 = 0");
    for view in views {
        query = query.sql(" OR (space_id = ").bind(view.space.0).sql(if view.hidden { ")" } else { " AND part LIKE 's|%')" });
    }
    let query = query.sql(")");
    let kinds: Vec<(Uuid, String, i64)> = tx.query(query.text, query.params).await?;
    let read = |(space, part, total): (Uuid, String, i64)| Rules::read(SpaceId(space), part.split_once('|')?.1, total);
    Ok(kinds.into_iter().filter_map(read).collect())
}

async fn counted(tx: &mut Tx, views: &[View], ids: Option<&[ResourceId]>) -> Result<Vec<Rules>> {
    const KINDS: &str = "SELECT space_id, booking_times, booking_cutoff, min_booking_duration, max_booking_duration, COUNT(*) AS total
        FROM resources WHERE ";
    let query = any_of(Query::new(KINDS), views, seen, ids);
    let query = query.sql(" GROUP BY space_id, booking_times, booking_cutoff, min_booking_duration, max_booking_duration");
    tx.query(query.text, query.params).await
}

fn open(query: Query, open: &Open, taken: Taken) -> Query {
    let keys = open.rules.iter().map(Rules::key);
    let query = seen(query, &open.view)
        .sql(concat!(" AND (", key!("booking_times", "booking_cutoff", "min_booking_duration", "max_booking_duration"), ") IN "))
        .list(keys);
    narrowed(query, " AND id", &open.taken, taken)
}

pub(crate) fn narrowed(query: Query, id: &'static str, taken: &BTreeSet<ResourceId>, how: Taken) -> Query {
    match how {
        Taken::Out if taken.is_empty() => query, // what is not in an empty list is nothing in SQL
        Taken::Out => query.sql(id).sql(" NOT IN ").list(taken.iter().map(|id| id.0)),
        Taken::Only => query.sql(id).sql(" IN ").list(taken.iter().map(|id| id.0)),
    }
}

/// What is open by name, part of it, and how many there are in all.
pub async fn list_open(tx: &mut Tx, opens: &[Open], ids: Option<&[ResourceId]>, slice: Slice) -> Result<(Vec<Resource>, i64)> {
    let mut total = opens.iter().map(|open| Rules::count(&open.rules)).sum();
    if total == 0 {
        return Ok((Vec::new(), 0));
    }
    let select = concat!("SELECT ", super::columns!(), " FROM resources WHERE ");
    let query = any_of(Query::new(select), opens, |query, part| open(query, part, Taken::Out), ids);
    let query = query.sql(" ORDER BY lower(name), id LIMIT ").bind(slice.limit).sql(" OFFSET ").bind(slice.offset);
    let found = tx.query(query.text, query.params).await?;
    if opens.iter().any(|open| !open.taken.is_empty()) {
        let query = Query::new("SELECT COUNT(*) FROM resources WHERE ");
        let query = any_of(query, opens, |query, part| open(query, part, Taken::Only), ids);
        total -= tx.query_one::<(i64,)>(query.text, query.params).await?.0;
    }
    Ok((found, total))
}
