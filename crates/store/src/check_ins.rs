//! Who is or was in a space. A check-in belongs to the space of the membership, wherever in the network it happens (T18).

use crate::resources::Slice;
use crate::{SpaceTx, statements, totals};
use db::{Query, Result, Tx, params};
use domain::ids::{CheckInId, CheckInTokenId, MembershipId, NetworkId, SpaceId, TimePassId};
use domain::interval::Interval;
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    /// One visit.
    #[derive(Clone, Debug, PartialEq)]
    pub struct CheckIn {
        pub id: CheckInId as Uuid,
        pub membership_id: MembershipId as Uuid,
        /// Where the member is; the membership may be of another space of the network.
        pub at_space_id: SpaceId as Uuid,
        pub valid_from: Timestamp,
        pub valid_until: Timestamp,
        /// None where the plan needs none.
        pub time_pass_id: Option<Uuid>,
        /// Whom the member has brought (T13); none where it is the member.
        pub guest_name: Option<String>,
        pub created_at: Timestamp,
        /// The member's, else the company's; kept with the membership.
        pub name: Option<String>,
    }
}

db::row! {
    /// A visit to the space, as those who run it list it.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Came {
        pub id: CheckInId as Uuid,
        pub membership_id: MembershipId as Uuid,
        /// The membership's: this one, or another of its network.
        pub home_space_id: SpaceId as Uuid,
        pub valid_from: Timestamp,
        pub valid_until: Timestamp,
        pub time_pass_id: Option<Uuid>,
        pub guest_name: Option<String>,
        pub name: Option<String>,
        pub email: Option<String>,
    }
}

db::row! {
    /// What a card or a device shows to check its owner in.
    #[derive(Clone, Debug, PartialEq)]
    pub struct Token {
        pub id: CheckInTokenId as Uuid,
        pub membership_id: MembershipId as Uuid,
        pub token: String,
        pub created_at: Timestamp,
        /// The member's, else the company's; kept with the membership.
        pub name: Option<String>,
    }
}

macro_rules! columns {
    () => {
        "SELECT c.id, c.membership_id, c.at_space_id, c.valid_from, c.valid_until, c.time_pass_id, c.guest_name, c.created_at,
        COALESCE(m.name, m.company) AS name FROM check_ins c JOIN memberships m ON m.space_id = c.space_id AND m.id = c.membership_id"
    };
}
macro_rules! token_columns {
    () => {
        "SELECT t.id, t.membership_id, t.token, t.created_at, COALESCE(m.name, m.company) AS name FROM check_in_tokens t
        JOIN memberships m ON m.space_id = t.space_id AND m.id = t.membership_id"
    };
}
macro_rules! of_member {
    () => {
        " WHERE c.space_id = $1 AND c.membership_id = $2 AND c.valid_from >= $3 AND c.valid_from < $4"
    };
}
macro_rules! came {
    () => {
        "SELECT c.id, c.membership_id, c.space_id AS home_space_id, c.valid_from, c.valid_until, c.time_pass_id, c.guest_name,
        COALESCE(m.name, m.company) AS name, m.email FROM check_ins c JOIN memberships m ON m.space_id = c.space_id
        AND m.id = c.membership_id WHERE c.at_space_id = $1 AND c.valid_from >= $2 AND c.valid_from < $3 ORDER BY "
    };
}
macro_rules! running {
    () => {
        " WHERE c.space_id = $1 AND c.membership_id = $2 AND c.at_space_id = $3 AND c.valid_until > $4"
    };
}

statements! {
    FIND = concat!(columns!(), " WHERE c.space_id = $1 AND c.id = $2");
    RUNNING = concat!(columns!(), " WHERE c.space_id = $1 AND c.membership_id = $2 AND c.valid_until > $3 ORDER BY c.valid_from, c.id");
    RUNNING_AT = concat!(columns!(), running!(), " ORDER BY c.valid_from, c.id LIMIT $5 OFFSET $6");
    COUNT_RUNNING_AT = concat!("SELECT COUNT(*) FROM check_ins c", running!());
    OF_MEMBER = concat!(columns!(), of_member!(), " ORDER BY c.valid_from, c.id LIMIT $5 OFFSET $6");
    COUNT_OF_MEMBER = concat!("SELECT COUNT(*) FROM check_ins c", of_member!());
    HERE = concat!(columns!(), " WHERE c.at_space_id = $1 AND c.valid_from >= $2 AND c.valid_from < $3
        ORDER BY c.valid_from, c.id LIMIT $4");
    // In index `check_ins_at`.
    CAME = concat!(came!(), "c.valid_from, c.id LIMIT $4 OFFSET $5");
    CAME_LATEST_FIRST = concat!(came!(), "c.valid_from DESC, c.id DESC LIMIT $4 OFFSET $5");
    INSERT = "INSERT INTO check_ins (space_id, id, membership_id, at_space_id, valid_from, valid_until, time_pass_id, guest_name, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    END = "UPDATE check_ins SET valid_until = $3, checked_out_at = $4 WHERE space_id = $1 AND id = $2";
    // Whose time is over and nobody has said so.
    OVER = "SELECT c.space_id, c.id FROM check_ins c JOIN spaces s ON s.id = c.space_id
        WHERE c.checked_out_at IS NULL AND c.valid_until <= $1 AND s.clock_ahead IS NULL ORDER BY c.valid_until, c.id LIMIT $2";
    OVER_IN = "SELECT id FROM check_ins WHERE space_id = $1 AND checked_out_at IS NULL AND valid_until <= $2
        ORDER BY valid_until, id LIMIT $3";
    NEXT_OVER = "SELECT MIN(valid_until) FROM check_ins WHERE space_id = $1 AND checked_out_at IS NULL AND valid_until > $2";
    CHECK_OUT = "UPDATE check_ins SET checked_out_at = $3 WHERE space_id = $1 AND id = $2 AND checked_out_at IS NULL
        AND valid_until <= $3";
    PRESENT = concat!(columns!(), " WHERE c.at_space_id = $1 AND c.valid_from <= $2 AND c.valid_until > $2
        ORDER BY c.valid_from, c.id LIMIT $3");
    FIND_TOKEN = concat!(token_columns!(), " WHERE t.space_id = $1 AND t.id = $2");
    TOKENS = concat!(token_columns!(), " WHERE t.space_id = $1 ORDER BY t.id");
    INSERT_TOKEN = "INSERT INTO check_in_tokens (space_id, id, membership_id, token, created_at) VALUES ($1, $2, $3, $4, $5)";
    DELETE_TOKEN = "DELETE FROM check_in_tokens WHERE space_id = $1 AND id = $2";
    DROP_TOKEN = "DELETE FROM check_in_tokens WHERE space_id = $1 AND token = $2";
    KNOWN_TOKEN = concat!(token_columns!(), " WHERE t.space_id = $1 AND t.token = $2");
    // The space's own token first, then the oldest of the network.
    OWNER = "SELECT t.space_id, t.membership_id FROM spaces s JOIN check_in_tokens t ON t.space_id = s.id AND t.token = $1
        WHERE s.id = $2 OR s.network_id = $3 ORDER BY CASE WHEN s.id = $2 THEN 0 ELSE 1 END, t.id";
}

pub async fn find(tx: &mut SpaceTx<'_>, id: CheckInId) -> Result<Option<CheckIn>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// Those of a member that have not ended.
pub async fn running(tx: &mut SpaceTx<'_>, membership: MembershipId, now: Timestamp) -> Result<Vec<CheckIn>> {
    tx.query(RUNNING, params![membership.0, now]).await
}

/// The same at one space; part of them, and how many they are in all.
pub async fn running_at(
    tx: &mut SpaceTx<'_>,
    membership: MembershipId,
    at: SpaceId,
    now: Timestamp,
    slice: Slice,
) -> Result<(Vec<CheckIn>, i64)> {
    let found = tx.query(RUNNING_AT, params![membership.0, at.0, now, slice.limit, slice.offset]).await?;
    let (total,): (i64,) = tx.query_one(COUNT_RUNNING_AT, params![membership.0, at.0, now]).await?;
    Ok((found, total))
}

/// Those of a member that began within a time; part of them, and how many they are in all.
pub async fn of_member(tx: &mut SpaceTx<'_>, membership: MembershipId, within: Interval, slice: Slice) -> Result<(Vec<CheckIn>, i64)> {
    let found = tx.query(OF_MEMBER, params![membership.0, within.from, within.to, slice.limit, slice.offset]).await?;
    let (total,): (i64,) = tx.query_one(COUNT_OF_MEMBER, params![membership.0, within.from, within.to]).await?;
    Ok((found, total))
}

/// Everybody who came to this space within a time, members of other spaces of its network too.
pub async fn here(tx: &mut SpaceTx<'_>, within: Interval, most: i64) -> Result<Vec<CheckIn>> {
    tx.query(HERE, params![within.from, within.to, most]).await
}

/// The same, a part of them in either order, and how many they are in all, up to one more than
/// [`MOST_COUNTED`](crate::memberships::MOST_COUNTED).
pub async fn came(tx: &mut SpaceTx<'_>, within: Interval, latest_first: bool, slice: Slice) -> Result<(Vec<Came>, i64)> {
    let statement = if latest_first { CAME_LATEST_FIRST } else { CAME };
    let found: Vec<_> = tx.query(statement, params![within.from, within.to, slice.limit, slice.offset]).await?;
    if let Some(total) = totals::seen(found.len(), slice) {
        return Ok((found, total));
    }
    let count = tx.select("SELECT COUNT(*) FROM (SELECT 1 FROM check_ins c WHERE c.at_space_id = ");
    let count = count.sql(" AND c.valid_from >= ").bind(within.from).sql(" AND c.valid_from < ").bind(within.to);
    Ok((found, totals::up_to_most(tx, count).await?))
}

/// `name` is not read.
pub async fn insert(tx: &mut SpaceTx<'_>, c: &CheckIn) -> Result<()> {
    let who = params![c.id.0, c.membership_id.0, c.at_space_id.0];
    let what = params![c.valid_from, c.valid_until, c.time_pass_id, c.guest_name.as_deref(), c.created_at];
    tx.execute(INSERT, [who, what].concat()).await.map(drop)
}

/// It is told to be over, too.
pub async fn end(tx: &mut SpaceTx<'_>, id: CheckInId, at: Timestamp) -> Result<()> {
    tx.execute(END, params![id.0, at, at]).await.map(drop)
}

/// Check-ins of all spaces but sandboxes whose time is over and who were not told to be; the longest ones first.
pub async fn over(tx: &mut Tx, now: Timestamp, most: i64) -> Result<Vec<(SpaceId, CheckInId)>> {
    let rows: Vec<(Uuid, Uuid)> = tx.query(OVER, params![now, most]).await?;
    Ok(rows.into_iter().map(|(space, id)| (SpaceId(space), CheckInId(id))).collect())
}

/// Those of one space.
pub async fn over_in(tx: &mut SpaceTx<'_>, now: Timestamp, most: i64) -> Result<Vec<CheckInId>> {
    Ok(tx.query::<(Uuid,)>(OVER_IN, params![now, most]).await?.into_iter().map(|(id,)| CheckInId(id)).collect())
}

/// When the time of the first one after `from` is over.
pub async fn next_over(tx: &mut SpaceTx<'_>, from: Timestamp) -> Result<Option<Timestamp>> {
    Ok(tx.query_one::<(Option<Timestamp>,)>(NEXT_OVER, params![from]).await?.0)
}

/// Notes that it was told to be over; of many who try at once, one does. It may have been made longer meanwhile.
pub async fn check_out(tx: &mut SpaceTx<'_>, id: CheckInId, now: Timestamp) -> Result<bool> {
    Ok(tx.execute(CHECK_OUT, params![id.0, now]).await? == 1)
}

/// Everybody who is at this space now, members of other spaces of its network too.
pub async fn present(tx: &mut SpaceTx<'_>, now: Timestamp, most: i64) -> Result<Vec<CheckIn>> {
    tx.query(PRESENT, params![now, most]).await
}

/// Check-ins of passes that were given back are those of the pass that is used for them now (T8).
pub async fn relink(tx: &mut SpaceTx<'_>, from: &[TimePassId], to: TimePassId) -> Result<()> {
    let query = Query::new("UPDATE check_ins SET time_pass_id = ").bind(to.0).sql(" WHERE space_id = ").bind(tx.space().0);
    tx.change(query.sql(" AND time_pass_id IN ").list(from.iter().map(|id| id.0))).await.map(drop)
}

/// Those of the space, oldest first.
pub async fn tokens(tx: &mut SpaceTx<'_>) -> Result<Vec<Token>> {
    tx.query(TOKENS, params![]).await
}

pub async fn find_token(tx: &mut SpaceTx<'_>, id: CheckInTokenId) -> Result<Option<Token>> {
    tx.query_opt(FIND_TOKEN, params![id.0]).await
}

/// The one that reads like this.
pub async fn known_token(tx: &mut SpaceTx<'_>, token: &str) -> Result<Option<Token>> {
    tx.query_opt(KNOWN_TOKEN, params![token]).await
}

/// `name` is not read. Breaks `check_in_tokens_token` where somebody has it already.
pub async fn insert_token(tx: &mut SpaceTx<'_>, new: &Token) -> Result<()> {
    tx.execute(INSERT_TOKEN, params![new.id.0, new.membership_id.0, &*new.token, new.created_at]).await.map(drop)
}

/// Whether it was there.
pub async fn delete_token(tx: &mut SpaceTx<'_>, id: CheckInTokenId) -> Result<bool> {
    Ok(tx.execute(DELETE_TOKEN, params![id.0]).await? == 1)
}

/// Nobody has this token any more.
pub async fn drop_token(tx: &mut SpaceTx<'_>, token: &str) -> Result<()> {
    tx.execute(DROP_TOKEN, params![token]).await.map(drop)
}

/// Whose token it is, in the space or elsewhere in its network; the caller has still to be let in there.
pub async fn owner(tx: &mut Tx, token: &str, space: SpaceId, network: Option<NetworkId>) -> Result<Option<(SpaceId, MembershipId)>> {
    let row: Option<(Uuid, Uuid)> = tx.query_opt(OWNER, params![token, space.0, network.map(|id| id.0)]).await?;
    Ok(row.map(|(space, membership)| (SpaceId(space), MembershipId(membership))))
}
