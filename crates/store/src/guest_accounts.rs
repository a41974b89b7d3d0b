//! Logins for the Wi-Fi that are no memberships (rule T16).

use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::GuestAccountId;
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct GuestAccount {
        pub id: GuestAccountId as Uuid,
        pub login: String,
        /// Argon2id, as that of a user.
        pub password_hash: String,
        /// None: it lasts.
        pub expires_after: Option<Timestamp>,
        pub created_at: Timestamp,
    }
}

macro_rules! columns {
    () => {
        "SELECT id, login, password_hash, expires_after, created_at FROM guest_accounts"
    };
}

statements! {
    FIND = concat!(columns!(), " WHERE space_id = $1 AND id = $2");
    BY_LOGIN = concat!(columns!(), " WHERE space_id = $1 AND folded = $2");
    LIST = concat!(columns!(), " WHERE space_id = $1 ORDER BY id LIMIT $2");
    INSERT = "INSERT INTO guest_accounts (space_id, id, login, folded, password_hash, expires_after, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    DELETE = "DELETE FROM guest_accounts WHERE space_id = $1 AND id = $2";
}

/// Oldest first.
pub async fn list(tx: &mut SpaceTx<'_>, most: i64) -> Result<Vec<GuestAccount>> {
    tx.query(LIST, params![most]).await
}

pub async fn find(tx: &mut SpaceTx<'_>, id: GuestAccountId) -> Result<Option<GuestAccount>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// Case does not matter.
pub async fn by_login(tx: &mut SpaceTx<'_>, login: &str) -> Result<Option<GuestAccount>> {
    tx.query_opt(BY_LOGIN, params![login.trim().to_lowercase()]).await
}

/// Breaks `guest_accounts_login` where the space has the login.
pub async fn insert(tx: &mut SpaceTx<'_>, new: &GuestAccount) -> Result<()> {
    let mut values = params![new.id.0, &*new.login, new.login.to_lowercase(), &*new.password_hash];
    values.extend(params![new.expires_after, new.created_at]);
    tx.execute(INSERT, values).await.map(drop)
}

/// Whether it was there.
pub async fn delete(tx: &mut SpaceTx<'_>, id: GuestAccountId) -> Result<bool> {
    Ok(tx.execute(DELETE, params![id.0]).await? == 1)
}
