//! What charts are drawn from: narrow rows and sums, however many there are.

use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::{MembershipId, ResourceId};
use domain::interval::Interval;
use domain::money::{Amount, Currency};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

db::row! {
    /// What invoices of one day come to.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Earned {
        pub issued_on: Date,
        pub currency: Currency as String,
        pub net: Amount as i64,
    }
}

db::row! {
    /// What is left to pay.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Open {
        pub currency: Currency as String,
        pub invoices: i64,
        pub amount: Amount as i64,
    }
}

db::row! {
    /// When something was booked.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Booked {
        pub id: Uuid,
        pub resource_id: ResourceId as Uuid,
        pub starts_at: Timestamp,
        pub ends_at: Timestamp,
        pub units: u32,
    }
}

db::row! {
    /// When somebody came.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Visit {
        pub id: Uuid,
        pub membership_id: MembershipId as Uuid,
        pub valid_from: Timestamp,
        /// Brought by the member.
        pub guest_name: Option<String>,
    }
}

db::row! {
    /// Whose membership begins.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Joining {
        pub id: MembershipId as Uuid,
        pub name: String,
        pub starts_at: Date,
    }
}

statements! {
    EARNED = "SELECT issued_on, currency, CAST(SUM(net) AS BIGINT) AS net FROM invoices
        WHERE space_id = $1 AND issued_on >= $2 AND issued_on <= $3 AND written_off = FALSE GROUP BY issued_on, currency
        ORDER BY issued_on, currency";
    OPEN = "SELECT currency, COUNT(*) AS invoices, CAST(SUM(payable - paid) AS BIGINT) AS amount FROM invoices
        WHERE space_id = $1 AND paid_status IN ('unpaid', 'pending') GROUP BY currency ORDER BY currency";
    BOOKED = "SELECT id, resource_id, starts_at, ends_at, units FROM bookings WHERE space_id = $1 AND (starts_at, id) > ($2, $3)
        AND starts_at < $4 AND ends_at > $5 ORDER BY starts_at, id LIMIT $6";
    UNITS = "SELECT id, units FROM resources WHERE space_id = $1 AND usage = 'bookable' AND deleted_at IS NULL ORDER BY id";
    VISITS = "SELECT id, membership_id, valid_from, guest_name FROM check_ins WHERE at_space_id = $1 AND (valid_from, id) > ($2, $3)
        AND valid_from < $4 ORDER BY valid_from, id LIMIT $5";
    JOINING = "SELECT id, COALESCE(name, company, '') AS name, starts_at FROM memberships WHERE space_id = $1 AND confirmed_at IS NOT NULL
        AND starts_at BETWEEN $2 AND $3 ORDER BY starts_at DESC, id DESC LIMIT $4";
    COUNT_JOINING = "SELECT COUNT(*) FROM memberships WHERE space_id = $1 AND confirmed_at IS NOT NULL AND starts_at BETWEEN $2 AND $3";
}

/// Net of the invoices made on the days from one to another, by day and currency; what was written off earns nothing (V21).
pub async fn earned(tx: &mut SpaceTx<'_>, from: Date, to: Date) -> Result<Vec<Earned>> {
    tx.query(EARNED, params![from, to]).await
}

/// What is left to pay now, by currency.
pub async fn open(tx: &mut SpaceTx<'_>) -> Result<Vec<Open>> {
    tx.query(OPEN, params![]).await
}

/// Behind this a list goes on: an instant, and the id of the row that was there.
pub type After = (Timestamp, Uuid);

/// Where [`booked`] begins, so that what reaches into the time is among them.
pub fn first_booking(within: Interval) -> After {
    let longest = SignedDuration::from_hours(24 * domain::bookings::MAX_DAYS);
    (within.from.saturating_sub(longest).unwrap_or(Timestamp::MIN), Uuid::nil())
}

/// Bookings that overlap a time, by start.
pub async fn booked(tx: &mut SpaceTx<'_>, within: Interval, after: After, limit: i64) -> Result<Vec<Booked>> {
    tx.query(BOOKED, params![after.0, after.1, within.to, within.from, limit]).await
}

/// How many units of each resource can be booked by the hour.
pub async fn units(tx: &mut SpaceTx<'_>) -> Result<Vec<(ResourceId, u32)>> {
    let rows: Vec<(Uuid, u32)> = tx.query(UNITS, params![]).await?;
    Ok(rows.into_iter().map(|(id, units)| (ResourceId(id), units)).collect())
}

/// Who came to the space before an instant.
pub async fn visits(tx: &mut SpaceTx<'_>, before: Timestamp, after: After, limit: i64) -> Result<Vec<Visit>> {
    tx.query(VISITS, params![after.0, after.1, before, limit]).await
}

/// Memberships that begin on the days, the last first, and how many they are.
pub async fn joining(tx: &mut SpaceTx<'_>, from: Date, to: Date, limit: i64) -> Result<(Vec<Joining>, i64)> {
    let found = tx.query(JOINING, params![from, to, limit]).await?;
    let (total,): (i64,) = tx.query_one(COUNT_JOINING, params![from, to]).await?;
    Ok((found, total))
}
