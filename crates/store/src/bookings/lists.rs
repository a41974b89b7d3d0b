//! Lists of bookings and how many there are. A page is found in indexes alone, by start and id; only then are its
//! rows read. What began before the window and reaches into it comes first, and is looked for by class of length
//! (`span`); how many begin within it is kept by the hour (`booking_hours`). So neither costs more when more is booked.

use super::Shown;
use crate::{SpaceTx, statements};
use db::{Result, Value, params};
use domain::ids::{BookingId, MembershipId, RecurrenceId, ResourceId};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

/// Bookings are at most this long (B1), so that a window need not look further back.
const LONGEST: SignedDuration = SignedDuration::from_hours(24 * domain::bookings::MAX_DAYS);
/// The longest of each class of the column `span`, in hours; those of the last one are as long as bookings may be.
const SPANS: [i64; 4] = [1, 4, 24, 168];

/// A stretch of time; bookings that overlap it are in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    pub from: Timestamp,
    pub to: Timestamp,
}

impl Window {
    fn back(self, by: SignedDuration) -> Timestamp {
        self.from.saturating_sub(by).unwrap_or(Timestamp::MIN)
    }
    fn earliest_start(self) -> Timestamp {
        self.back(LONGEST)
    }
    pub(super) fn latest_end(self) -> Timestamp {
        self.to.saturating_add(LONGEST).unwrap_or(Timestamp::MAX)
    }
    /// How far to look back for each class of length.
    fn looks_back(self) -> impl Iterator<Item = Value> {
        let spans = SPANS.into_iter().map(SignedDuration::from_hours).chain([LONGEST]);
        spans.map(move |longest| self.back(longest).into())
    }
}

/// Whose bookings to list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// With those of hidden resources, which only admins see (R4).
    Space,
    /// Without them.
    OpenSpace,
    Resource(ResourceId),
    /// In all spaces of the network; the transaction is bound to the membership's own space.
    Membership(MembershipId),
    Recurrence(RecurrenceId),
}

/// Part of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    pub limit: i64,
    pub offset: i64,
}

/// A page from the start of a list has a statement of its own, with this limit written out: PostgreSQL plans for a
/// tenth of all rows where the limit is a parameter.
const SHORT: i64 = 200;

macro_rules! page {
    (short $from:expr, $limit:literal) => {
        page!(@ $from, " ORDER BY b.starts_at, b.id LIMIT 200) f LIMIT ", $limit, "")
    };
    (any $from:expr, $limit:literal, $offset:literal) => {
        page!(@ $from, concat!(" ORDER BY b.starts_at, b.id LIMIT ", $limit, " OFFSET ", $offset, ") f LIMIT "), $limit, "")
    };
    (last short $from:expr, $limit:literal) => {
        page!(@ $from, " ORDER BY b.starts_at DESC, b.id DESC LIMIT 200) f LIMIT ", $limit, " DESC")
    };
    (last any $from:expr, $limit:literal, $offset:literal) => {
        page!(@ $from, concat!(" ORDER BY b.starts_at DESC, b.id DESC LIMIT ", $limit, " OFFSET ", $offset, ") f LIMIT "), $limit, " DESC")
    };
    // The limit around the bookings cuts nothing. It keeps PostgreSQL from joining all else first, as it will where it
    // has no statistics yet.
    (@ $from:expr, $part:expr, $limit:literal, $down:literal) => {
        concat!(
            super::shown_columns!(), " FROM (SELECT b.* FROM (SELECT f.space_id, f.id FROM (SELECT b.space_id, b.starts_at, b.id FROM ",
            $from, $part, $limit, ") p JOIN bookings b ON b.space_id = p.space_id AND b.id = p.id LIMIT ", $limit, ") b",
            super::shown_joins!(), " ORDER BY b.starts_at", $down, ", b.id", $down
        )
    };
}

/// What began before `$2` and ends after it; `$4` to `$8` say how far each class of length goes back.
macro_rules! early {
    ($select:literal, $joint:literal, $end:expr) => {
        concat!(early!(@ $select, "0", "$4", $end), $joint, early!(@ $select, "1", "$5", $end), $joint, early!(@ $select, "2", "$6", $end),
            $joint, early!(@ $select, "3", "$7", $end), $joint, early!(@ $select, "4", "$8", $end))
    };
    (@ $select:literal, $span:literal, $since:literal, $end:expr) => {
        concat!($select, " FROM bookings b WHERE b.space_id = $1 AND b.span = ", $span, " AND b.starts_at >= ", $since,
            " AND b.starts_at < $2 AND b.ends_at > $2", $end)
    };
}
/// Of what begins within the window no more is read than the page can need.
macro_rules! in_space {
    (last $end:expr, $need:literal) => {
        in_space!(@ $end, $need, " DESC")
    };
    (@ $end:expr, $need:literal, $down:literal) => {
        concat!(
            "(",
            early!("SELECT b.space_id, b.starts_at, b.id", " UNION ALL ", $end),
            " UNION ALL SELECT w.space_id, w.starts_at, w.id FROM (SELECT b.space_id, b.starts_at, b.id FROM bookings b
            WHERE b.space_id = $1 AND b.starts_at >= $2 AND b.starts_at < $3",
            $end,
            " ORDER BY b.starts_at",
            $down,
            ", b.id",
            $down,
            " LIMIT ",
            $need,
            ") w) b"
        )
    };
    ($end:expr, $need:literal) => {
        in_space!(@ $end, $need, "")
    };
}
macro_rules! open {
    () => {
        " AND NOT EXISTS (SELECT 1 FROM resources h WHERE h.space_id = b.space_id AND h.hidden = TRUE AND h.id = b.resource_id)"
    };
}
/// `$9` and `$10` are the first whole hour and the first that is none any more; the rest of the window is before `$11`
/// and from `$12` on.
macro_rules! count_in_space {
    () => {
        concat!(
            "SELECT CAST((SELECT COALESCE(SUM(bookings), 0) FROM booking_hours WHERE space_id = $1 AND hour >= $9 AND hour < $10) AS BIGINT)
            + (SELECT COUNT(*) FROM bookings b WHERE b.space_id = $1 AND b.starts_at >= $2 AND b.starts_at < $11)
            + (SELECT COUNT(*) FROM bookings b WHERE b.space_id = $1 AND b.starts_at >= $12 AND b.starts_at < $3) + ",
            early!("(SELECT COUNT(*)", " + ", ")")
        )
    };
}
macro_rules! of_resource {
    () => {
        "bookings b WHERE b.space_id = $1 AND b.resource_id = $2 AND b.ends_at > $3 AND b.starts_at < $4 AND b.ends_at < $5"
    };
}
macro_rules! of_membership {
    () => {
        "bookings b WHERE b.membership_space_id = $1 AND b.membership_id = $2 AND b.starts_at >= $3 AND b.ends_at > $4 AND b.starts_at < $5"
    };
}
macro_rules! of_recurrence {
    () => {
        "bookings b WHERE b.space_id = $1 AND b.recurrence_id = $2"
    };
}

statements! {
    IN_SPACE_SHORT = page!(short in_space!("", "200"), "$9");
    IN_SPACE = page!(any in_space!("", "CAST($9 AS BIGINT) + CAST($10 AS BIGINT)"), "$9", "$10");
    IN_SPACE_LAST_SHORT = page!(last short in_space!(last "", "200"), "$9");
    IN_SPACE_LAST = page!(last any in_space!(last "", "CAST($9 AS BIGINT) + CAST($10 AS BIGINT)"), "$9", "$10");
    COUNT_IN_SPACE = count_in_space!();
    IN_OPEN_SPACE_SHORT = page!(short in_space!(open!(), "200"), "$9");
    IN_OPEN_SPACE = page!(any in_space!(open!(), "CAST($9 AS BIGINT) + CAST($10 AS BIGINT)"), "$9", "$10");
    COUNT_IN_OPEN_SPACE = concat!(count_in_space!(), " - (SELECT COUNT(*) FROM resources h JOIN bookings b ON b.space_id = h.space_id
        AND b.resource_id = h.id WHERE h.space_id = $1 AND h.hidden = TRUE AND b.ends_at > $2 AND b.starts_at < $3 AND b.ends_at < $13)");
    TAKEN = concat!(
        "SELECT o.id, b.resource_id, r.units AS of, b.starts_at, b.ends_at, b.units FROM (",
        early!("SELECT b.space_id, b.id", " UNION ALL ", ""),
        " UNION ALL SELECT b.space_id, b.id FROM bookings b WHERE b.space_id = $1 AND b.starts_at >= $2 AND b.starts_at < $3) o
        JOIN bookings b ON b.space_id = o.space_id AND b.id = o.id JOIN resources r ON r.space_id = b.space_id AND r.id = b.resource_id"
    );
    OF_RESOURCE_SHORT = page!(short of_resource!(), "$6");
    OF_RESOURCE = page!(any of_resource!(), "$6", "$7");
    OF_RESOURCE_LAST_SHORT = page!(last short of_resource!(), "$6");
    OF_RESOURCE_LAST = page!(last any of_resource!(), "$6", "$7");
    COUNT_OF_RESOURCE = concat!("SELECT COUNT(*) FROM ", of_resource!());
    OF_MEMBERSHIP_SHORT = page!(short of_membership!(), "$6");
    OF_MEMBERSHIP = page!(any of_membership!(), "$6", "$7");
    COUNT_OF_MEMBERSHIP = concat!("SELECT COUNT(*) FROM ", of_membership!());
    OF_RECURRENCE_SHORT = page!(short of_recurrence!(), "$3");
    OF_RECURRENCE = page!(any of_recurrence!(), "$3", "$4");
    COUNT_OF_RECURRENCE = concat!("SELECT COUNT(*) FROM ", of_recurrence!());
}

/// By start and id. A recurrence is listed whole, whatever the window.
pub async fn list(tx: &mut SpaceTx<'_>, of: Of, window: Window, slice: Slice) -> Result<Vec<Shown>> {
    let (short, any, values) = match of {
        Of::Space => (IN_SPACE_SHORT, IN_SPACE, in_space(window)),
        Of::OpenSpace => (IN_OPEN_SPACE_SHORT, IN_OPEN_SPACE, in_space(window)),
        Of::Resource(id) => (OF_RESOURCE_SHORT, OF_RESOURCE, of_resource(id, window)),
        Of::Membership(id) => (OF_MEMBERSHIP_SHORT, OF_MEMBERSHIP, of_membership(id, window)),
        Of::Recurrence(id) => (OF_RECURRENCE_SHORT, OF_RECURRENCE, params![id.0]),
    };
    part(tx, (short, any), values, slice).await
}

/// All bookings of the space, or of one resource, the last first: the same indexes (`bookings_start`, `bookings_overlap`) read
/// from their end.
pub async fn list_last_first(tx: &mut SpaceTx<'_>, resource: Option<ResourceId>, window: Window, slice: Slice) -> Result<Vec<Shown>> {
    match resource {
        None => part(tx, (IN_SPACE_LAST_SHORT, IN_SPACE_LAST), in_space(window), slice).await,
        Some(id) => part(tx, (OF_RESOURCE_LAST_SHORT, OF_RESOURCE_LAST), of_resource(id, window), slice).await,
    }
}

async fn part(
    tx: &mut SpaceTx<'_>,
    (short, any): (&'static str, &'static str),
    mut values: Vec<Value>,
    slice: Slice,
) -> Result<Vec<Shown>> {
    values.push(slice.limit.into());
    if slice.offset == 0 && slice.limit <= SHORT {
        return tx.query(short, values).await;
    }
    values.push(slice.offset.into());
    tx.query(any, values).await
}

/// How many [`list`] would give without limit.
pub async fn count(tx: &mut SpaceTx<'_>, of: Of, window: Window) -> Result<i64> {
    let (sql, values) = match of {
        Of::Space => (COUNT_IN_SPACE, counted(window)),
        Of::OpenSpace => {
            let mut values = counted(window);
            values.push(window.latest_end().into());
            (COUNT_IN_OPEN_SPACE, values)
        }
        Of::Resource(id) => (COUNT_OF_RESOURCE, of_resource(id, window)),
        Of::Membership(id) => (COUNT_OF_MEMBERSHIP, of_membership(id, window)),
        Of::Recurrence(id) => (COUNT_OF_RECURRENCE, params![id.0]),
    };
    Ok(tx.query_one::<(i64,)>(sql, values).await?.0)
}

db::row! {
    /// A booking as far as it takes units of its resource, of which there are `of`.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Taken {
        pub id: BookingId as Uuid,
        pub resource_id: ResourceId as Uuid,
        pub of: u32,
        pub starts_at: Timestamp,
        pub ends_at: Timestamp,
        pub units: u32,
    }
}

/// What is booked in the space within the window, in no order.
pub async fn taken(tx: &mut SpaceTx<'_>, window: Window) -> Result<Vec<Taken>> {
    tx.query(TAKEN, in_space(window)).await
}

fn in_space(window: Window) -> Vec<Value> {
    let mut values = params![window.from, window.to];
    values.extend(window.looks_back());
    values
}
fn of_resource(id: ResourceId, window: Window) -> Vec<Value> {
    params![id.0, window.from, window.to, window.latest_end()]
}
fn of_membership(id: MembershipId, window: Window) -> Vec<Value> {
    params![id.0, window.earliest_start(), window.from, window.to]
}

const HOUR: i64 = 3_600_000_000;

fn counted(window: Window) -> Vec<Value> {
    let (from, to) = (window.from.as_microsecond(), window.to.as_microsecond());
    let (first, last) = (from.div_euclid(HOUR) + i64::from(from.rem_euclid(HOUR) > 0), to.div_euclid(HOUR));
    let at = |hour: i64| Timestamp::from_microsecond(hour * HOUR).unwrap_or(Timestamp::MIN);
    let mut values = in_space(window);
    // A window within one hour has no whole one: all of it is its first part.
    values.extend(if first < last { params![first, last, at(first), at(last)] } else { params![0_i64, 0_i64, window.to, window.to] });
    values
}
