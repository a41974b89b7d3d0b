//! How many rows a list holds, where triggers keep count (`list_totals`, decision 20): lists tell their length with
//! every page, and counting rows costs more with each row.

use crate::memberships::MOST_COUNTED;
use crate::resources::Slice;
use crate::{SpaceTx, statements};
use db::{Query, Result, Tx, params};
use domain::ids::NetworkId;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};

statements! {
    ALL = "SELECT CAST(COALESCE(SUM(total), 0) AS BIGINT) FROM list_totals WHERE space_id = $1 AND list = $2";
    IN_NETWORK = "SELECT CAST(COALESCE(SUM(t.total), 0) AS BIGINT) FROM spaces s JOIN list_totals t ON t.space_id = s.id
        WHERE s.network_id = $1 AND t.list = $2";
}

/// The sum of what began up to and including a day and has no end: `open_up_to!("teams_open", "$4")`, where the
/// parameter is the day as text.
macro_rules! open_up_to {
    ($list:literal, $day:literal) => {
        concat!(
            "CAST((SELECT COALESCE(SUM(total), 0) FROM list_totals WHERE space_id = $1 AND list = '",
            $list,
            "' AND part <= ",
            $day,
            ") AS BIGINT)"
        )
    };
}
pub(crate) use open_up_to;

/// All rows of the list in the space.
pub(crate) async fn all(tx: &mut SpaceTx<'_>, list: &'static str) -> Result<i64> {
    Ok(tx.query_one::<(i64,)>(ALL, params![list]).await?.0)
}

/// All rows of the list in all spaces of the network.
pub(crate) async fn in_network(tx: &mut Tx, network: NetworkId, list: &'static str) -> Result<i64> {
    Ok(tx.query_one::<(i64,)>(IN_NETWORK, params![network.0, list]).await?.0)
}

/// Those in some of its parts.
pub(crate) async fn parts(tx: &mut SpaceTx<'_>, list: &'static str, parts: impl IntoIterator<Item = String>) -> Result<i64> {
    let query = tx.select("SELECT CAST(COALESCE(SUM(total), 0) AS BIGINT) FROM list_totals WHERE space_id = ");
    let query = query.sql(" AND list = ").bind(list).sql(" AND part IN ").list(parts);
    Ok(tx.run::<(i64,)>(query).await?.first().map_or(0, |(total,)| *total))
}

/// The last day that is over in UTC before an instant, and the instant at which it ends.
pub(crate) fn whole_days(before: Timestamp) -> (Date, Timestamp) {
    let today = TimeZone::UTC.to_datetime(before).date();
    let midnight = TimeZone::UTC.to_timestamp(today.at(0, 0, 0, 0)).unwrap_or(before);
    (today.saturating_sub(1.day()), midnight)
}

/// The length of a list whose first page is not full, which nobody needs to count.
pub(crate) fn seen(found: usize, slice: Slice) -> Option<i64> {
    i64::try_from(found).ok().filter(|found| slice.offset == 0 && *found < slice.limit)
}

/// What `SELECT COUNT(*) FROM (SELECT 1 …` counts, up to one more than [`MOST_COUNTED`].
pub(crate) async fn up_to_most(tx: &mut SpaceTx<'_>, count: Query) -> Result<i64> {
    let count = count.sql(" LIMIT ").bind(MOST_COUNTED + 1).sql(") c");
    Ok(tx.run::<(i64,)>(count).await?.first().map_or(0, |(total,)| *total))
}
