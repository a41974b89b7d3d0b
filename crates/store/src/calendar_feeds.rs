//! Calendars that other programs subscribe to, each a secret address of somebody.

use crate::calendar_events::CalendarEvent;
use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::calendar_feeds::Subject;
use domain::ids::{CalendarFeedId, ExternalBookingId, MembershipId, UserId};
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    /// A feed, without its secret.
    #[derive(Clone, Debug, PartialEq)]
    pub struct CalendarFeed {
        pub id: CalendarFeedId as Uuid,
        pub user_id: UserId as Uuid,
        pub subject: Subject as String,
        /// Whose bookings, where the subject is one resource.
        pub resource_id: Option<Uuid>,
        pub label: String,
        pub created_at: Timestamp,
        /// When its address was last replaced.
        pub reset_at: Option<Timestamp>,
        pub resource_name: Option<String>,
    }
}

macro_rules! feeds {
    ($end:literal) => {
        concat!(
            "SELECT f.id, f.user_id, f.subject, f.resource_id, f.label, f.created_at, f.reset_at, r.name AS resource_name
            FROM calendar_feeds f LEFT JOIN resources r ON r.space_id = f.space_id AND r.id = f.resource_id WHERE f.space_id = $1 ",
            $end
        )
    };
}

statements! {
    BEHIND = feeds!("AND f.secret = $2");
    LIST = feeds!("AND f.user_id = $2 ORDER BY f.id");
    COUNT = "SELECT COUNT(*) FROM calendar_feeds WHERE space_id = $1 AND user_id = $2";
    INSERT = "INSERT INTO calendar_feeds (space_id, id, user_id, subject, resource_id, label, secret, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    RESET = "UPDATE calendar_feeds SET secret = $4, reset_at = $5 WHERE space_id = $1 AND user_id = $2 AND id = $3";
    DELETE = "DELETE FROM calendar_feeds WHERE space_id = $1 AND user_id = $2 AND id = $3";
    PENDING = "SELECT id FROM external_bookings WHERE space_id = $1 AND status = 'pending' AND starts_at > $2 AND starts_at < $3
        ORDER BY starts_at, id LIMIT $4";
    ATTENDED = concat!(crate::calendar_events::columns!(), " JOIN event_attendances a ON a.space_id = e.space_id AND a.event_id = e.id
        WHERE a.space_id = $1 AND a.membership_id = $2 AND e.published_at IS NOT NULL AND e.ends_at > $3 AND e.starts_at < $4
        ORDER BY e.starts_at, e.id LIMIT $5");
}

/// The feed whose address has this secret (its digest).
pub async fn behind(tx: &mut SpaceTx<'_>, secret: &[u8]) -> Result<Option<CalendarFeed>> {
    tx.query_opt(BEHIND, params![secret.to_vec()]).await
}

/// Those of a user, oldest first.
pub async fn list(tx: &mut SpaceTx<'_>, user: UserId) -> Result<Vec<CalendarFeed>> {
    tx.query(LIST, params![user.0]).await
}

pub async fn count(tx: &mut SpaceTx<'_>, user: UserId) -> Result<i64> {
    Ok(tx.query_one::<(i64,)>(COUNT, params![user.0]).await?.0)
}

pub async fn insert(tx: &mut SpaceTx<'_>, feed: &CalendarFeed, secret: &[u8]) -> Result<()> {
    let CalendarFeed { id, user_id, subject, resource_id, label, created_at, .. } = feed;
    let values = params![id.0, user_id.0, subject.name(), *resource_id, label.clone(), secret.to_vec(), *created_at];
    tx.execute(INSERT, values).await.map(drop)
}

/// Another address instead of the one it has; whether the user has such a feed.
pub async fn reset(tx: &mut SpaceTx<'_>, user: UserId, id: CalendarFeedId, secret: &[u8], now: Timestamp) -> Result<bool> {
    Ok(tx.execute(RESET, params![user.0, id.0, secret.to_vec(), now]).await? == 1)
}

/// Whether the user had such a feed.
pub async fn delete(tx: &mut SpaceTx<'_>, user: UserId, id: CalendarFeedId) -> Result<bool> {
    Ok(tx.execute(DELETE, params![user.0, id.0]).await? == 1)
}

/// Bookings of visitors that wait for the space and begin within the window; those that have begun wait no more.
pub async fn pending(tx: &mut SpaceTx<'_>, from: Timestamp, to: Timestamp, limit: i64) -> Result<Vec<ExternalBookingId>> {
    let rows: Vec<(Uuid,)> = tx.query(PENDING, params![from, to, limit]).await?;
    Ok(rows.into_iter().map(|(id,)| ExternalBookingId(id)).collect())
}

/// Published events that a member attends and that overlap the window, by start.
pub async fn attended(
    tx: &mut SpaceTx<'_>,
    member: MembershipId,
    from: Timestamp,
    to: Timestamp,
    limit: i64,
) -> Result<Vec<CalendarEvent>> {
    tx.query(ATTENDED, params![member.0, from, to, limit]).await
}
