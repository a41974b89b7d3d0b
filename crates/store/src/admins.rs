//! Administrators of a space.

use crate::json::{Json, json};
use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::{AdminId, AdminInvitationId, UserId};
use domain::permissions::Permissions;
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    /// An admin with the user's address.
    #[derive(Clone, Debug)]
    pub struct Row {
        pub id: AdminId as Uuid,
        pub user_id: UserId as Uuid,
        pub name: String,
        pub email: String,
        pub permissions: Json<Permissions>,
        /// Whether the user has an authenticator app or a passkey.
        pub second_factor: bool,
    }
}

db::row! {
    /// Somebody who was invited to be an admin and has not opened the link yet.
    #[derive(Clone, Debug)]
    pub struct Invitation {
        pub id: AdminInvitationId as Uuid,
        pub name: String,
        pub email: String,
        pub created_at: Timestamp,
        pub expires_at: Timestamp,
    }
}

macro_rules! admin {
    ($end:literal) => {
        concat!(
            "SELECT a.id, a.user_id, a.name, u.email, a.permissions,
            EXISTS (SELECT 1 FROM authenticators f WHERE f.user_id = a.user_id AND f.confirmed_at IS NOT NULL)
            OR EXISTS (SELECT 1 FROM passkeys f WHERE f.user_id = a.user_id) AS second_factor
            FROM admins a JOIN users u ON u.id = a.user_id ",
            $end
        )
    };
}

statements! {
    REQUIRES = "SELECT second_factor_required FROM spaces WHERE id = $1";
    REQUIRE = "UPDATE spaces SET second_factor_required = $2 WHERE id = $1";
    OF_EMAIL = admin!("WHERE a.space_id = $1 AND lower(u.email) = lower($2)");
    INVITE = "INSERT INTO admin_invitations (space_id, id, hash, name, email, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7)";
    INVITED = "SELECT id, name, email, created_at, expires_at FROM admin_invitations WHERE space_id = $1 AND expires_at > $2
        ORDER BY lower(name), id";
    INVITATION = "SELECT id, name, email, created_at, expires_at FROM admin_invitations WHERE space_id = $1 AND hash = $2 AND expires_at > $3";
    TAKE_INVITATION = "DELETE FROM admin_invitations WHERE space_id = $1 AND hash = $2 AND expires_at > $3
        RETURNING id, name, email, created_at, expires_at";
    UNINVITE = "DELETE FROM admin_invitations WHERE space_id = $1 AND id = $2";
    UNINVITE_EMAIL = "DELETE FROM admin_invitations WHERE space_id = $1 AND lower(email) = lower($2)";
    HOLD_OWNER = "UPDATE spaces SET owner_id = owner_id WHERE id = $1 RETURNING owner_id";
    SET_OWNER = "UPDATE spaces SET owner_id = $2 WHERE id = $1 AND owner_id = $3";
    LIST = admin!("WHERE a.space_id = $1 ORDER BY lower(a.name), a.id");
    FIND = admin!("WHERE a.space_id = $1 AND a.id = $2");
    SET_PERMISSIONS = "UPDATE admins SET permissions = $3 WHERE space_id = $1 AND id = $2";
    RENAME = "UPDATE admins SET name = $3 WHERE space_id = $1 AND id = $2";
    DELETE = "DELETE FROM admins WHERE space_id = $1 AND id = $2";
}

/// By name.
pub async fn list(tx: &mut SpaceTx<'_>) -> Result<Vec<Row>> {
    tx.query(LIST, params![]).await
}

pub async fn find(tx: &mut SpaceTx<'_>, id: AdminId) -> Result<Option<Row>> {
    tx.query_opt(FIND, params![id.0]).await
}

pub async fn set_permissions(tx: &mut SpaceTx<'_>, id: AdminId, permissions: &Permissions) -> Result<()> {
    let mut values = params![id.0];
    values.push(json(permissions));
    tx.execute(SET_PERMISSIONS, values).await.map(drop)
}

pub async fn rename(tx: &mut SpaceTx<'_>, id: AdminId, name: &str) -> Result<()> {
    tx.execute(RENAME, params![id.0, name]).await.map(drop)
}

pub async fn delete(tx: &mut SpaceTx<'_>, id: AdminId) -> Result<()> {
    tx.execute(DELETE, params![id.0]).await.map(drop)
}

/// The admin who signs in with this address.
pub async fn find_by_email(tx: &mut SpaceTx<'_>, email: &str) -> Result<Option<Row>> {
    tx.query_opt(OF_EMAIL, params![email]).await
}

/// Stores an invitation; an earlier one for the same address does not work any more.
pub async fn invite(tx: &mut SpaceTx<'_>, hash: &[u8], new: &Invitation) -> Result<()> {
    tx.execute(UNINVITE_EMAIL, params![&*new.email]).await?;
    let values = params![new.id.0, hash.to_vec(), &*new.name, &*new.email, new.created_at, new.expires_at];
    tx.execute(INVITE, values).await.map(drop)
}

/// Invitations that still work, by name.
pub async fn invitations(tx: &mut SpaceTx<'_>, now: Timestamp) -> Result<Vec<Invitation>> {
    tx.query(INVITED, params![now]).await
}

/// Looks without using it.
pub async fn invitation(tx: &mut SpaceTx<'_>, hash: &[u8], now: Timestamp) -> Result<Option<Invitation>> {
    tx.query_opt(INVITATION, params![hash.to_vec(), now]).await
}

/// Uses it: of many who try at once, one gets it.
pub async fn take_invitation(tx: &mut SpaceTx<'_>, hash: &[u8], now: Timestamp) -> Result<Option<Invitation>> {
    tx.query_opt(TAKE_INVITATION, params![hash.to_vec(), now]).await
}

/// Whether there was such an invitation.
pub async fn uninvite(tx: &mut SpaceTx<'_>, id: AdminInvitationId) -> Result<bool> {
    Ok(tx.execute(UNINVITE, params![id.0]).await? > 0)
}

/// The owner of the space, who stays it until the transaction ends.
pub async fn hold_owner(tx: &mut SpaceTx<'_>) -> Result<UserId> {
    Ok(UserId(tx.query_one::<(Uuid,)>(HOLD_OWNER, params![]).await?.0))
}

/// Makes `to` the owner of the space, if `from` still is.
pub async fn set_owner(tx: &mut SpaceTx<'_>, from: UserId, to: UserId) -> Result<bool> {
    Ok(tx.execute(SET_OWNER, params![to.0, from.0]).await? > 0)
}

/// Whether the space wants a second factor of its admins.
pub async fn requires_second_factor(tx: &mut SpaceTx<'_>) -> Result<bool> {
    Ok(tx.query_one::<(bool,)>(REQUIRES, params![]).await?.0)
}

pub async fn require_second_factor(tx: &mut SpaceTx<'_>, required: bool) -> Result<()> {
    tx.execute(REQUIRE, params![required]).await.map(drop)
}
