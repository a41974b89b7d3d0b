//! Links that connect a login with a membership, found by the SHA-256 of what they carry.

use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::{MembershipId, UserId};
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug)]
    pub struct Invitation {
        pub membership_id: MembershipId as Uuid,
        pub expires_at: Timestamp,
        pub accepted_at: Option<Timestamp>,
    }
}

statements! {
    INSERT = "INSERT INTO invitations (space_id, hash, membership_id, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)";
    FIND = "SELECT membership_id, expires_at, accepted_at FROM invitations WHERE space_id = $1 AND hash = $2";
    ACCEPT = "UPDATE invitations SET accepted_at = $3 WHERE space_id = $1 AND hash = $2 AND accepted_at IS NULL AND expires_at > $3
        RETURNING membership_id, expires_at, accepted_at";
    CONNECT = "UPDATE memberships SET user_id = $3, email = $4, updated_at = $5 WHERE space_id = $1 AND id = $2 AND user_id IS NULL";
}

pub async fn insert(tx: &mut SpaceTx<'_>, hash: &[u8], membership: MembershipId, now: Timestamp, expires_at: Timestamp) -> Result<()> {
    tx.execute(INSERT, params![hash.to_vec(), membership.0, now, expires_at]).await.map(drop)
}

/// Whatever its state.
pub async fn find(tx: &mut SpaceTx<'_>, hash: &[u8]) -> Result<Option<Invitation>> {
    tx.query_opt(FIND, params![hash.to_vec()]).await
}

/// Uses it, unless it was used or is too old: of many who try at once, one gets it.
pub async fn accept(tx: &mut SpaceTx<'_>, hash: &[u8], now: Timestamp) -> Result<Option<Invitation>> {
    tx.query_opt(ACCEPT, params![hash.to_vec(), now]).await
}

/// Gives the membership to a user; false when somebody has it already.
pub async fn connect(tx: &mut SpaceTx<'_>, membership: MembershipId, user: UserId, email: &str, now: Timestamp) -> Result<bool> {
    Ok(tx.execute(CONNECT, params![membership.0, user.0, email, now]).await? > 0)
}
