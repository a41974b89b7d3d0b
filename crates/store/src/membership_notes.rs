//! What admins note about a membership; members never see it.

use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::{MembershipId, NoteId};
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Note {
        pub id: NoteId as Uuid,
        pub membership_id: MembershipId as Uuid,
        pub text: String,
        /// Stays on top.
        pub sticky: bool,
        /// The admin's, as it was when the note was written.
        pub author_name: String,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

macro_rules! columns {
    () => {
        "SELECT id, membership_id, text, sticky, author_name, created_at, updated_at FROM membership_notes"
    };
}

statements! {
    FIND = concat!(columns!(), " WHERE space_id = $1 AND id = $2 AND membership_id = $3");
    LIST = concat!(columns!(), " WHERE space_id = $1 AND membership_id = $2 ORDER BY sticky DESC, id DESC LIMIT $3");
    INSERT = "INSERT INTO membership_notes (space_id, id, membership_id, text, sticky, author_name, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    UPDATE = "UPDATE membership_notes SET text = $3, sticky = $4, updated_at = $5 WHERE space_id = $1 AND id = $2";
    DELETE = "DELETE FROM membership_notes WHERE space_id = $1 AND id = $2 AND membership_id = $3";
}

/// Sticky ones first, then the newest.
pub async fn list(tx: &mut SpaceTx<'_>, membership: MembershipId, most: i64) -> Result<Vec<Note>> {
    tx.query(LIST, params![membership.0, most]).await
}

/// Locked until the transaction ends.
pub async fn lock(tx: &mut SpaceTx<'_>, membership: MembershipId, id: NoteId) -> Result<Option<Note>> {
    let lock = tx.global().dialect().for_update();
    tx.query_opt(format!("{FIND}{lock}"), params![id.0, membership.0]).await
}

pub async fn insert(tx: &mut SpaceTx<'_>, new: &Note) -> Result<()> {
    let mut values = params![new.id.0, new.membership_id.0, &*new.text, new.sticky, &*new.author_name];
    values.extend(params![new.created_at, new.updated_at]);
    tx.execute(INSERT, values).await.map(drop)
}

/// Writes text and stickiness.
pub async fn update(tx: &mut SpaceTx<'_>, now: &Note) -> Result<()> {
    tx.execute(UPDATE, params![now.id.0, &*now.text, now.sticky, now.updated_at]).await.map(drop)
}

/// Whether it was there.
pub async fn delete(tx: &mut SpaceTx<'_>, membership: MembershipId, id: NoteId) -> Result<bool> {
    Ok(tx.execute(DELETE, params![id.0, membership.0]).await? == 1)
}
