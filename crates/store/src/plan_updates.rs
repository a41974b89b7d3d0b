//! Changes of the copies that many members hold of a plan: what was chosen, and what became of each member (rule N3).

use crate::json::Json;
use crate::resources::Slice;
use crate::{SpaceTx, statements};
use db::{Query, Result, params};
use domain::ids::{MembershipId, PlanId, PlanUpdateId, UserId};
use domain::plan_updates::What;
use jiff::{Timestamp, civil::Date};
use std::collections::BTreeMap;
use uuid::Uuid;

db::row! {
    /// One change.
    #[derive(Clone, Debug)]
    pub struct PlanUpdate {
        pub id: PlanUpdateId as Uuid,
        pub plan_id: PlanId as Uuid,
        pub what: Json<What>,
        /// None: the next renewal of each member.
        pub starts_on: Option<Date>,
        pub next_invoice_on: Option<Date>,
        /// `draft`, `running`, `done` or `failed`.
        pub state: String,
        pub turn: i64,
        pub error: Option<String>,
        pub created_by: Uuid,
        pub author_name: String,
        pub created_at: Timestamp,
        pub ended_at: Option<Timestamp>,
    }
}

db::row! {
    /// A member who was chosen.
    #[derive(Clone, Debug)]
    pub struct Item {
        pub membership_id: MembershipId as Uuid,
        /// The person's name, else the company's.
        pub name: String,
        pub reason: Option<String>,
    }
}

db::row! {
    /// How many members are in a state, by reason.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Count {
        pub state: String,
        pub reason: Option<String>,
        pub members: i64,
    }
}

macro_rules! columns {
    () => {
        "SELECT id, plan_id, what, starts_on, next_invoice_on, state, turn, error, created_by, author_name, created_at, ended_at
        FROM plan_updates"
    };
}
macro_rules! items {
    () => {
        "SELECT i.membership_id, COALESCE(m.name, m.company, '') AS name, i.reason FROM plan_update_items i
        JOIN memberships m ON m.space_id = i.space_id AND m.id = i.membership_id WHERE i.space_id = $1 AND i.update_id = $2"
    };
}
/// Memberships that have not ended, and whose copy of today, or of their first day, is one of the plan.
macro_rules! holders {
    () => {
        " FROM membership_plans p JOIN memberships m ON m.space_id = p.space_id AND m.id = p.membership_id
        WHERE p.space_id = $1 AND p.parent_plan_id = $2 AND (p.starts_at <= $3 OR p.starts_at <= m.starts_at)
            AND (p.canceled_to IS NULL OR (p.canceled_to >= $3 AND p.canceled_to >= m.starts_at))
            AND (m.canceled_to IS NULL OR m.canceled_to >= $3)"
    };
}

statements! {
    INSERT = "INSERT INTO plan_updates (space_id, id, plan_id, what, starts_on, next_invoice_on, state, turn, created_by, author_name,
        created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, $9, $10)";
    FIND = concat!(columns!(), " WHERE space_id = $1 AND id = $2");
    LIST = concat!(columns!(), " WHERE space_id = $1 AND plan_id = $2 ORDER BY id DESC LIMIT $3");
    TURN = "UPDATE plan_updates SET state = $4, error = $5, ended_at = $6, turn = turn + 1 WHERE space_id = $1 AND id = $2 AND turn = $3";
    SET_AUTHOR = "UPDATE plan_updates SET created_by = $3, author_name = $4 WHERE space_id = $1 AND id = $2";
    DELETE = "DELETE FROM plan_updates WHERE space_id = $1 AND id = $2 AND turn = $3";
    DELETE_DRAFTS = "DELETE FROM plan_updates WHERE space_id = $1 AND plan_id = $2 AND created_by = $3 AND state = 'draft'";
    DELETE_OLD = "DELETE FROM plan_updates WHERE space_id = $1
        AND ((state = 'draft' AND created_at < $2) OR (state IN ('done', 'failed') AND ended_at < $3))";
    HOLDERS = concat!("SELECT DISTINCT p.membership_id", holders!(), " AND p.membership_id > $4 ORDER BY p.membership_id LIMIT $5");
    HOLDERS_BY_NAME = concat!("SELECT m.id, COALESCE(m.name, m.company, '') AS name", holders!(), "
        GROUP BY m.id, m.name, m.company ORDER BY lower(COALESCE(m.name, m.company, '')), m.id LIMIT $4 OFFSET $5");
    COUNT_HOLDERS = concat!("SELECT COUNT(DISTINCT p.membership_id)", holders!());
    OPEN = concat!(items!(), " AND i.state = 'open' AND i.membership_id > $3 ORDER BY i.membership_id LIMIT $4");
    LEFT_OUT = concat!(items!(), " AND i.state = 'left_out' AND i.membership_id > $3 ORDER BY i.membership_id LIMIT $4");
    FIND_OPEN = concat!(items!(), " AND i.membership_id = $3 AND i.state = 'open'");
    COUNTS = "SELECT state, reason, COUNT(*) AS members FROM plan_update_items WHERE space_id = $1 AND update_id = $2
        GROUP BY state, reason ORDER BY state, reason";
    NOTE = "UPDATE plan_update_items SET state = $4, reason = $5
        WHERE space_id = $1 AND update_id = $2 AND membership_id = $3";
}

/// A draft; its members follow.
pub async fn insert(tx: &mut SpaceTx<'_>, new: &PlanUpdate) -> Result<()> {
    let mut values = params![new.id.0, new.plan_id.0, &new.what, new.starts_on, new.next_invoice_on, &*new.state];
    values.extend(params![new.created_by, &*new.author_name, new.created_at]);
    tx.execute(INSERT, values).await.map(drop)
}

pub async fn find(tx: &mut SpaceTx<'_>, id: PlanUpdateId) -> Result<Option<PlanUpdate>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// The latest of a plan, newest first.
pub async fn list(tx: &mut SpaceTx<'_>, plan: PlanId, limit: i64) -> Result<Vec<PlanUpdate>> {
    tx.query(LIST, params![plan.0, limit]).await
}

/// Writes where it stands, and begins the next turn; `false` where another process has done so.
pub async fn turn(tx: &mut SpaceTx<'_>, now: &PlanUpdate) -> Result<bool> {
    let values = params![now.id.0, now.turn, &*now.state, now.error.clone(), now.ended_at];
    Ok(tx.execute(TURN, values).await? == 1)
}

/// Whoever says that it shall be done.
pub async fn set_author(tx: &mut SpaceTx<'_>, id: PlanUpdateId, by: UserId, name: &str) -> Result<()> {
    tx.execute(SET_AUTHOR, params![id.0, by.0, name]).await.map(drop)
}

/// With what became of each member; `false` if its next turn has begun meanwhile.
pub async fn delete(tx: &mut SpaceTx<'_>, id: PlanUpdateId, turn: i64) -> Result<bool> {
    Ok(tx.execute(DELETE, params![id.0, turn]).await? == 1)
}

/// What somebody looked at and did not carry out.
pub async fn delete_drafts(tx: &mut SpaceTx<'_>, plan: PlanId, by: Uuid) -> Result<()> {
    tx.execute(DELETE_DRAFTS, params![plan.0, by]).await.map(drop)
}

/// Drafts that were begun before one time, and what ended before the other.
pub async fn delete_old(tx: &mut SpaceTx<'_>, drafts: Timestamp, ended: Timestamp) -> Result<()> {
    tx.execute(DELETE_OLD, params![drafts, ended]).await.map(drop)
}

/// Some who hold the plan, behind one of them, by id.
pub async fn holders(tx: &mut SpaceTx<'_>, plan: PlanId, today: Date, after: MembershipId, limit: i64) -> Result<Vec<MembershipId>> {
    let rows: Vec<(Uuid,)> = tx.query(HOLDERS, params![plan.0, today, after.0, limit]).await?;
    Ok(rows.into_iter().map(|(id,)| MembershipId(id)).collect())
}

/// The same with names, by name; and how many hold it.
pub async fn holders_by_name(tx: &mut SpaceTx<'_>, plan: PlanId, today: Date, slice: Slice) -> Result<(Vec<(MembershipId, String)>, i64)> {
    let rows: Vec<(Uuid, String)> = tx.query(HOLDERS_BY_NAME, params![plan.0, today, slice.limit, slice.offset]).await?;
    let (total,): (i64,) = tx.query_one(COUNT_HOLDERS, params![plan.0, today]).await?;
    Ok((rows.into_iter().map(|(id, name)| (MembershipId(id), name)).collect(), total))
}

/// A member who is chosen; with a reason one who is left out.
#[derive(Clone, Copy, Debug)]
pub struct NewItem {
    pub membership: MembershipId,
    pub reason: Option<&'static str>,
}

/// Members in one statement.
const AT_ONCE: usize = 200;

/// Those who were deleted meanwhile are left out.
pub async fn insert_items(tx: &mut SpaceTx<'_>, update: PlanUpdateId, items: &[NewItem]) -> Result<()> {
    let mut by_reason: BTreeMap<_, Vec<Uuid>> = BTreeMap::new();
    for item in items {
        by_reason.entry(item.reason).or_default().push(item.membership.0);
    }
    for (reason, members) in by_reason {
        let state = if reason.is_some() { "left_out" } else { "open" };
        for part in members.chunks(AT_ONCE) {
            let query = Query::new(
                "INSERT INTO plan_update_items (space_id, update_id, membership_id, state, reason)
                SELECT u.space_id, u.id, m.id, CAST(",
            );
            let query = query.bind(state).sql(" AS TEXT), CAST(").bind(reason.map(str::to_owned)).sql(
                " AS TEXT) FROM plan_updates u
                JOIN memberships m ON m.space_id = u.space_id WHERE u.space_id = ",
            );
            let query = query.bind(tx.space().0).sql(" AND u.id = ").bind(update.0).sql(" AND m.id IN ").list(part.iter().copied());
            tx.change(query).await?;
        }
    }
    Ok(())
}

/// Members whose turn has not come, behind one of them.
pub async fn open(tx: &mut SpaceTx<'_>, id: PlanUpdateId, after: MembershipId, limit: i64) -> Result<Vec<Item>> {
    tx.query(OPEN, params![id.0, after.0, limit]).await
}

/// Those who keep what they have, behind one of them.
pub async fn left_out(tx: &mut SpaceTx<'_>, id: PlanUpdateId, after: MembershipId, limit: i64) -> Result<Vec<Item>> {
    tx.query(LEFT_OUT, params![id.0, after.0, limit]).await
}

/// The member, unless his or her turn has come.
pub async fn find_open(tx: &mut SpaceTx<'_>, id: PlanUpdateId, member: MembershipId) -> Result<Option<Item>> {
    tx.query_opt(FIND_OPEN, params![id.0, member.0]).await
}

pub async fn counts(tx: &mut SpaceTx<'_>, id: PlanUpdateId) -> Result<Vec<Count>> {
    tx.query(COUNTS, params![id.0]).await
}

/// The member's plan was changed.
pub async fn note_done(tx: &mut SpaceTx<'_>, id: PlanUpdateId, member: MembershipId) -> Result<()> {
    tx.execute(NOTE, params![id.0, member.0, "done", None::<String>]).await.map(drop)
}

/// The member keeps what he or she has.
pub async fn note_left_out(tx: &mut SpaceTx<'_>, id: PlanUpdateId, member: MembershipId, reason: &'static str) -> Result<()> {
    let values = params![id.0, member.0, "left_out", reason];
    tx.execute(NOTE, values).await.map(drop)
}
