//! What is brought in from files and from Cobot: the lines and things, and what became of each.

use crate::json::{Json, json};
use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::{BookingId, ImportId, MembershipId, ResourceId};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What somebody chose, and what is known of the whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Options {
    /// The names of the file's columns.
    pub header: Vec<String>,
    /// For each column the field that it holds.
    pub columns: Vec<Option<String>>,
    /// Members get a mail with the link to their membership.
    pub invite: bool,
    /// Bookings that are over come along.
    pub past: bool,
    /// The id of the space there.
    pub remote: String,
    /// What is read next there: the place of the list, and where it goes on.
    pub next: (usize, Option<String>),
    /// What stays at Cobot, and how much of it.
    pub left: Vec<(String, i64)>,
    /// Carried out as soon as it was looked through.
    pub at_once: bool,
}

db::row! {
    /// One import.
    #[derive(Clone, Debug)]
    pub struct Import {
        pub id: ImportId as Uuid,
        /// `members`, `plans`, `bookings` or `space`.
        pub kind: String,
        pub name: String,
        /// `fetching`, `checking`, `checked`, `running`, `done` or `failed`.
        pub state: String,
        pub options: Json<Options>,
        pub turn: i64,
        /// The last item that was looked at in this state.
        pub reached: i64,
        pub secret: Option<Vec<u8>>,
        pub error: Option<String>,
        pub created_by: Uuid,
        pub created_at: Timestamp,
        pub ended_at: Option<Timestamp>,
    }
}

db::row! {
    /// A line of a file, or a thing of Cobot.
    #[derive(Clone, Debug)]
    pub struct Item {
        pub position: i64,
        pub kind: String,
        pub remote_id: Option<String>,
        pub line: i64,
        pub content: serde_json::Value,
        pub outcome: Option<String>,
        pub place: Option<String>,
        pub reason: Option<String>,
        pub target_id: Option<Uuid>,
    }
}

/// What became of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fate {
    pub outcome: &'static str,
    pub place: Option<String>,
    pub reason: Option<String>,
    pub target: Option<Uuid>,
}

macro_rules! import_columns {
    () => {
        "SELECT id, kind, name, state, options, turn, reached, secret, error, created_by, created_at, ended_at FROM imports"
    };
}
macro_rules! item_columns {
    () => {
        "SELECT position, kind, remote_id, line, content, outcome, place, reason, target_id FROM import_items"
    };
}

statements! {
    INSERT = "INSERT INTO imports (space_id, id, kind, name, state, options, turn, reached, secret, created_by, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, 0, 0, $7, $8, $9)";
    FIND = concat!(import_columns!(), " WHERE space_id = $1 AND id = $2");
    LIST = concat!(import_columns!(), " WHERE space_id = $1 ORDER BY id DESC LIMIT $2");
    TURN = "UPDATE imports SET state = $4, options = $5, reached = $6, secret = $7, error = $8, ended_at = $9, turn = turn + 1
        WHERE space_id = $1 AND id = $2 AND turn = $3";
    DELETE = "DELETE FROM imports WHERE space_id = $1 AND id = $2";
    DELETE_OLD = "DELETE FROM imports WHERE space_id = $1 AND created_at < $2 AND state IN ('checked', 'done', 'failed')";
    NEXT = concat!(item_columns!(), " WHERE space_id = $1 AND import_id = $2 AND position > $3 AND outcome IS NULL ORDER BY position LIMIT $4");
    NEXT_OF = concat!(item_columns!(), " WHERE space_id = $1 AND import_id = $2 AND kind = $3 AND position > $4 ORDER BY position LIMIT 1");
    BY_REMOTE = concat!(item_columns!(), " WHERE space_id = $1 AND import_id = $2 AND kind = $3 AND remote_id = $4");
    OF_OUTCOME = concat!(item_columns!(), " WHERE space_id = $1 AND import_id = $2 AND outcome = $3 AND position > $4 ORDER BY position LIMIT $5");
    LAST = "SELECT COALESCE(MAX(position), 0) AS last FROM import_items WHERE space_id = $1 AND import_id = $2";
    NOTE = "UPDATE import_items SET outcome = $4, place = $5, reason = $6, target_id = $7 WHERE space_id = $1 AND import_id = $2 AND position = $3";
    FORGET = "UPDATE import_items SET outcome = NULL, place = NULL, reason = NULL, target_id = NULL WHERE space_id = $1 AND import_id = $2";
    EMPTY = "UPDATE import_items SET content = $3 WHERE space_id = $1 AND import_id = $2 AND outcome <> 'refused'";
    COUNTS = "SELECT kind, outcome, COUNT(*) AS items FROM import_items WHERE space_id = $1 AND import_id = $2 GROUP BY kind, outcome ORDER BY kind, outcome";
    MAPPED = "SELECT local_id FROM import_ids WHERE space_id = $1 AND source = $2 AND kind = $3 AND remote_id = $4";
    MAP = "INSERT INTO import_ids (space_id, source, kind, remote_id, local_id) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (space_id, source, kind, remote_id) DO UPDATE SET local_id = excluded.local_id";
    SAME_BOOKING = "SELECT id FROM bookings WHERE space_id = $1 AND resource_id = $2 AND starts_at = $3 AND ends_at = $4
        AND membership_id IS NOT DISTINCT FROM $5 ORDER BY id LIMIT 1";
    SAME_NAME = "SELECT id FROM memberships WHERE space_id = $1 AND email IS NULL AND COALESCE(name, '') = $2 AND COALESCE(company, '') = $3
        AND starts_at = $4 ORDER BY id LIMIT 1";
}

/// Begins one; its items follow.
pub async fn insert(tx: &mut SpaceTx<'_>, new: &Import) -> Result<()> {
    let values = params![new.id.0, &*new.kind, &*new.name, &*new.state, &new.options, new.secret.clone(), new.created_by, new.created_at];
    tx.execute(INSERT, values).await.map(drop)
}

pub async fn find(tx: &mut SpaceTx<'_>, id: ImportId) -> Result<Option<Import>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// The latest, newest first.
pub async fn list(tx: &mut SpaceTx<'_>, limit: i64) -> Result<Vec<Import>> {
    tx.query(LIST, params![limit]).await
}

/// Writes how far it is, and begins the next turn; `false` where another process has done so.
pub async fn turn(tx: &mut SpaceTx<'_>, now: &Import) -> Result<bool> {
    let mut values = params![now.id.0, now.turn, &*now.state, &now.options, now.reached, now.secret.clone()];
    values.extend(params![now.error.clone(), now.ended_at]);
    Ok(tx.execute(TURN, values).await? == 1)
}

/// With its items.
pub async fn delete(tx: &mut SpaceTx<'_>, id: ImportId) -> Result<bool> {
    Ok(tx.execute(DELETE, params![id.0]).await? == 1)
}

/// Those that were begun before a time and on which nobody works.
pub async fn delete_old(tx: &mut SpaceTx<'_>, before: Timestamp) -> Result<()> {
    tx.execute(DELETE_OLD, params![before]).await.map(drop)
}

/// An item to put in.
#[derive(Clone, Debug)]
pub struct NewItem {
    pub kind: String,
    pub remote_id: Option<String>,
    pub line: i64,
    pub content: serde_json::Value,
}

/// Items in one statement.
const AT_ONCE: usize = 100;

/// Puts items behind those there are; what is there already by its id at Cobot is passed over.
pub async fn insert_items(tx: &mut SpaceTx<'_>, import: ImportId, items: &[NewItem]) -> Result<()> {
    let (mut position,): (i64,) = tx.query_one(LAST, params![import.0]).await?;
    for part in items.chunks(AT_ONCE) {
        let mut query = tx.select("INSERT INTO import_items (space_id, import_id, position, kind, remote_id, line, content) VALUES (");
        for (place, item) in part.iter().enumerate() {
            position += 1;
            if place > 0 {
                query = query.sql("), ($1");
            }
            for value in params![import.0, position, &*item.kind, item.remote_id.clone(), item.line, item.content.clone()] {
                query = query.sql(", ").bind(value);
            }
        }
        tx.change(query.sql(") ON CONFLICT (space_id, import_id, kind, remote_id) DO NOTHING")).await?;
    }
    Ok(())
}

/// The next items that nobody has looked at.
pub async fn next(tx: &mut SpaceTx<'_>, import: ImportId, after: i64, limit: i64) -> Result<Vec<Item>> {
    tx.query(NEXT, params![import.0, after, limit]).await
}

/// The next of a kind.
pub async fn next_of(tx: &mut SpaceTx<'_>, import: ImportId, kind: &str, after: i64) -> Result<Option<Item>> {
    tx.query_opt(NEXT_OF, params![import.0, kind, after]).await
}

pub async fn by_remote(tx: &mut SpaceTx<'_>, import: ImportId, kind: &str, remote: &str) -> Result<Option<Item>> {
    tx.query_opt(BY_REMOTE, params![import.0, kind, remote]).await
}

/// Those with an outcome, behind a position.
pub async fn of_outcome(tx: &mut SpaceTx<'_>, import: ImportId, outcome: &str, after: i64, limit: i64) -> Result<Vec<Item>> {
    tx.query(OF_OUTCOME, params![import.0, outcome, after, limit]).await
}

pub async fn note(tx: &mut SpaceTx<'_>, import: ImportId, position: i64, fate: &Fate) -> Result<()> {
    tx.execute(NOTE, params![import.0, position, fate.outcome, fate.place.clone(), fate.reason.clone(), fate.target]).await.map(drop)
}

/// All are to be looked at anew.
pub async fn forget(tx: &mut SpaceTx<'_>, import: ImportId) -> Result<()> {
    tx.execute(FORGET, params![import.0]).await.map(drop)
}

/// What was taken over is not kept twice.
pub async fn empty(tx: &mut SpaceTx<'_>, import: ImportId) -> Result<()> {
    tx.execute(EMPTY, params![import.0, json(&serde_json::json!({}))]).await.map(drop)
}

db::row! {
    /// How many items of a kind have come to an end.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Count {
        pub kind: String,
        pub outcome: Option<String>,
        pub items: i64,
    }
}

pub async fn counts(tx: &mut SpaceTx<'_>, import: ImportId) -> Result<Vec<Count>> {
    tx.query(COUNTS, params![import.0]).await
}

/// What a thing of Cobot has become here.
pub async fn mapped(tx: &mut SpaceTx<'_>, source: &str, kind: &str, remote: &str) -> Result<Option<Uuid>> {
    Ok(tx.query_opt::<(Uuid,)>(MAPPED, params![source, kind, remote]).await?.map(|(id,)| id))
}

pub async fn map(tx: &mut SpaceTx<'_>, source: &str, kind: &str, remote: &str, local: Uuid) -> Result<()> {
    tx.execute(MAP, params![source, kind, remote, local]).await.map(drop)
}

/// A booking of the same member, or of nobody, at the same time.
pub async fn same_booking(
    tx: &mut SpaceTx<'_>,
    resource: ResourceId,
    from: Timestamp,
    to: Timestamp,
    member: Option<MembershipId>,
) -> Result<Option<BookingId>> {
    let values = params![resource.0, from, to, member.map(|id| id.0)];
    Ok(tx.query_opt::<(Uuid,)>(SAME_BOOKING, values).await?.map(|(id,)| BookingId(id)))
}

/// A member without an address who is called so and began that day.
pub async fn same_name(tx: &mut SpaceTx<'_>, name: &str, company: &str, starts_at: Date) -> Result<Option<MembershipId>> {
    Ok(tx.query_opt::<(Uuid,)>(SAME_NAME, params![name, company, starts_at]).await?.map(|(id,)| MembershipId(id)))
}
