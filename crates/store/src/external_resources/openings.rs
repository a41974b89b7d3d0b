//! What visitors can book for a whole time, by the rules that count for them (R7), which each row keeps: see
//! [`crate::resources::rules`].

use super::ExternalResource;
use crate::resources::Slice;
use crate::resources::openings::{Rules, Taken, key, narrowed};
use crate::{SpaceTx, statements};
use db::{Query, Result, params};
use domain::ids::ResourceId;
use std::collections::BTreeSet;

statements! {
    KEPT = "SELECT part, total FROM list_totals WHERE space_id = $1 AND list = 'open_twins' AND total > 0";
    REFRESH = concat!("UPDATE external_resources SET rules = (SELECT ", key!(
            "COALESCE(external_resources.booking_times, r.booking_times)",
            "COALESCE(external_resources.booking_cutoff, r.booking_cutoff)",
            "COALESCE(external_resources.min_booking_duration, r.min_booking_duration)",
            "COALESCE(external_resources.max_booking_duration, r.max_booking_duration)"
        ), " FROM resources r WHERE r.space_id = $1 AND r.id = $2 AND r.deleted_at IS NULL AND r.usage = 'bookable')
        WHERE space_id = $1 AND resource_id = $2");
}

// SQLite goes in the order in which they are named: by the names of resources until the page is full, or from the few that
// have the rules. Either finds all that is asked of the other in an index.
macro_rules! by_name {
    () => {
        " FROM resources r CROSS JOIN external_resources x WHERE x.space_id = r.space_id AND x.resource_id = r.id AND r.space_id = "
    };
}
macro_rules! by_rules {
    () => {
        " FROM external_resources x CROSS JOIN resources r WHERE r.space_id = x.space_id AND r.id = x.resource_id AND x.space_id = "
    };
}
macro_rules! page {
    ($twins:ident) => {
        concat!("SELECT ", super::columns!(), " FROM (SELECT r.space_id, lower(r.name) AS name, x.resource_id, x.id", $twins!())
    };
}

const ROWS: &str = ") p CROSS JOIN external_resources e WHERE e.space_id = p.space_id AND e.id = p.id ORDER BY p.name, p.resource_id, p.id";

/// So many are sorted sooner than found among all by name.
const FEW: i64 = 1000;

/// Notes the rules of the twins of a resource. To be called after each change of either.
pub(crate) async fn refresh(tx: &mut SpaceTx<'_>, resource: ResourceId) -> Result<()> {
    tx.execute(REFRESH, params![resource.0]).await.map(drop)
}

fn large(query: Query, minimum_capacity: Option<u32>) -> Query {
    match minimum_capacity {
        Some(least) => query.sql(" AND r.capacity >= ").bind(least),
        None => query,
    }
}

/// The kinds of rules among what visitors may book, where there is room for so many people.
pub async fn rules(tx: &mut SpaceTx<'_>, minimum_capacity: Option<u32>) -> Result<Vec<Rules>> {
    const LARGE: &str = "SELECT e.rules, COUNT(*) FROM external_resources e JOIN resources r ON r.space_id = e.space_id
        AND r.id = e.resource_id WHERE e.space_id = ";
    let kinds: Vec<(String, i64)> = match minimum_capacity {
        // How many are of which kind is kept by triggers (decision 20).
        None => tx.query(KEPT, params![]).await?,
        least => tx.run(large(tx.select(LARGE), least).sql(" AND e.rules IS NOT NULL GROUP BY e.rules")).await?,
    };
    Ok(kinds.into_iter().filter_map(|(key, total)| Rules::read(tx.space(), &key, total)).collect())
}

/// Those with one of the rules that are not taken: by the names of their resources, part of them, and how many there are.
pub async fn list_open(
    tx: &mut SpaceTx<'_>,
    minimum_capacity: Option<u32>,
    rules: &[Rules],
    taken: &BTreeSet<ResourceId>,
    slice: Slice,
) -> Result<(Vec<ExternalResource>, i64)> {
    let mut total = Rules::count(rules);
    if total == 0 {
        return Ok((Vec::new(), 0));
    }
    // The page first: a row with all its columns is read for those alone that are on it.
    let query = tx.select(if total <= FEW { page!(by_rules) } else { page!(by_name) });
    let query = narrowed(open(query, minimum_capacity, rules), " AND r.id", taken, Taken::Out);
    let query = query.sql(" ORDER BY lower(r.name), r.id, x.id LIMIT ").bind(slice.limit).sql(" OFFSET ").bind(slice.offset);
    let found = tx.run(query.sql(ROWS)).await?;
    if !taken.is_empty() {
        let query = tx.select(concat!("SELECT COUNT(*)", by_name!()));
        let query = narrowed(open(query, minimum_capacity, rules), " AND r.id", taken, Taken::Only);
        total -= tx.run::<(i64,)>(query).await?.first().map_or(0, |(taken,)| *taken);
    }
    Ok((found, total))
}

fn open(query: Query, minimum_capacity: Option<u32>, rules: &[Rules]) -> Query {
    large(query, minimum_capacity).sql(" AND x.rules IN ").list(rules.iter().map(Rules::key))
}
