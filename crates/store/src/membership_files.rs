//! Files that admins keep with a membership; members never see them. They never change.

use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::{MembershipFileId, MembershipId};
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    /// What is known of a file without its bytes.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct File {
        pub id: MembershipFileId as Uuid,
        pub membership_id: MembershipId as Uuid,
        pub name: String,
        /// Bytes.
        pub size: u32,
        /// The admin's, as it was when the file was attached.
        pub author_name: String,
        pub created_at: Timestamp,
    }
}

macro_rules! columns {
    () => {
        "SELECT id, membership_id, name, size, author_name, created_at FROM membership_files"
    };
}

statements! {
    FIND = concat!(columns!(), " WHERE space_id = $1 AND id = $2 AND membership_id = $3");
    LIST = concat!(columns!(), " WHERE space_id = $1 AND membership_id = $2 ORDER BY id DESC LIMIT $3");
    COUNT = "SELECT COUNT(*) FROM membership_files WHERE space_id = $1 AND membership_id = $2";
    BODY = "SELECT body FROM membership_files WHERE space_id = $1 AND id = $2";
    INSERT = "INSERT INTO membership_files (space_id, id, membership_id, name, size, author_name, created_at, body)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    DELETE = "DELETE FROM membership_files WHERE space_id = $1 AND id = $2 AND membership_id = $3";
}

/// The newest first.
pub async fn list(tx: &mut SpaceTx<'_>, membership: MembershipId, most: i64) -> Result<Vec<File>> {
    tx.query(LIST, params![membership.0, most]).await
}

pub async fn count(tx: &mut SpaceTx<'_>, membership: MembershipId) -> Result<i64> {
    Ok(tx.query_one::<(i64,)>(COUNT, params![membership.0]).await?.0)
}

pub async fn find(tx: &mut SpaceTx<'_>, membership: MembershipId, id: MembershipFileId) -> Result<Option<File>> {
    tx.query_opt(FIND, params![id.0, membership.0]).await
}

pub async fn body(tx: &mut SpaceTx<'_>, id: MembershipFileId) -> Result<Option<Vec<u8>>> {
    Ok(tx.query_opt::<(Vec<u8>,)>(BODY, params![id.0]).await?.map(|(body,)| body))
}

pub async fn insert(tx: &mut SpaceTx<'_>, new: &File, body: Vec<u8>) -> Result<()> {
    let mut values = params![new.id.0, new.membership_id.0, &*new.name, new.size, &*new.author_name];
    values.extend(params![new.created_at, body]);
    tx.execute(INSERT, values).await.map(drop)
}

/// Whether it was there.
pub async fn delete(tx: &mut SpaceTx<'_>, membership: MembershipId, id: MembershipFileId) -> Result<bool> {
    Ok(tx.execute(DELETE, params![id.0, membership.0]).await? == 1)
}
