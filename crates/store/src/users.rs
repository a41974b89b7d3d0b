//! People who can sign in.

use crate::statements;
use db::{Result, Tx, params};
use domain::ids::{MembershipId, SpaceId, UserId};
use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

db::row! {
    /// A user. The address is compared without regard to case.
    #[derive(Clone, Debug)]
    pub struct User {
        pub id: UserId as Uuid,
        pub email: String,
        /// Argon2id in PHC format; none for people who cannot sign in by password.
        pub password_hash: Option<String>,
        pub confirmed_at: Option<Timestamp>,
        pub created_at: Timestamp,
    }
}

db::row! {
    /// A membership as its user sees it in the list of all.
    #[derive(Clone, Debug)]
    pub struct Membership {
        pub id: MembershipId as Uuid,
        pub space_id: SpaceId as Uuid,
        pub name: Option<String>,
        /// The last active day (L1).
        pub canceled_to: Option<Date>,
    }
}

statements! {
    MEMBERSHIPS = "SELECT id, space_id, name, canceled_to FROM memberships WHERE user_id = $1 ORDER BY id";
    FIND = "SELECT id, email, password_hash, confirmed_at, created_at FROM users WHERE id = $1";
    FIND_BY_EMAIL = "SELECT id, email, password_hash, confirmed_at, created_at FROM users WHERE lower(email) = lower($1)";
    ANY = "SELECT EXISTS (SELECT 1 FROM users)";
    INSERT = "INSERT INTO users (id, email, password_hash, confirmed_at, created_at) VALUES ($1, $2, $3, $4, $5)";
    SET_PASSWORD = "UPDATE users SET password_hash = $2 WHERE id = $1";
    CONFIRM = "UPDATE users SET confirmed_at = $2 WHERE id = $1 AND confirmed_at IS NULL";
    OWNS_APPLICATIONS = "SELECT EXISTS (SELECT 1 FROM clients WHERE owner_id = $1)";
    DISCONNECT = "UPDATE memberships SET user_id = NULL WHERE user_id = $1";
    DELETE = "DELETE FROM users WHERE id = $1";
    SET_EMAIL = "UPDATE users SET email = $2, confirmed_at = $3 WHERE id = $1";
}

pub async fn find(tx: &mut Tx, id: UserId) -> Result<Option<User>> {
    tx.query_opt(FIND, params![id.0]).await
}

pub async fn find_by_email(tx: &mut Tx, email: &str) -> Result<Option<User>> {
    tx.query_opt(FIND_BY_EMAIL, params![email]).await
}

/// Whether there is anybody at all; an empty database has nobody.
pub async fn any(tx: &mut Tx) -> Result<bool> {
    Ok(tx.query_one::<(bool,)>(ANY, params![]).await?.0)
}

/// Breaks `users_email` when the address is taken.
pub async fn insert(tx: &mut Tx, user: &User) -> Result<()> {
    let values = params![user.id.0, &*user.email, user.password_hash.clone(), user.confirmed_at, user.created_at];
    tx.execute(INSERT, values).await.map(drop)
}

/// The user's memberships everywhere, whatever their state.
pub async fn memberships(tx: &mut Tx, user: UserId) -> Result<Vec<Membership>> {
    tx.query(MEMBERSHIPS, params![user.0]).await
}

pub async fn set_password(tx: &mut Tx, id: UserId, hash: &str) -> Result<()> {
    tx.execute(SET_PASSWORD, params![id.0, hash]).await.map(drop)
}

/// The address is the user's; does nothing when that was known.
pub async fn confirm(tx: &mut Tx, id: UserId, now: Timestamp) -> Result<()> {
    tx.execute(CONFIRM, params![id.0, now]).await.map(drop)
}

/// A confirmed address. Breaks `users_email` when it is taken.
pub async fn set_email(tx: &mut Tx, id: UserId, email: &str, now: Timestamp) -> Result<()> {
    tx.execute(SET_EMAIL, params![id.0, email, now]).await.map(drop)
}

/// Whether applications belong to the user.
pub async fn owns_applications(tx: &mut Tx, id: UserId) -> Result<bool> {
    Ok(tx.query_one::<(bool,)>(OWNS_APPLICATIONS, params![id.0]).await?.0)
}

/// Removes the user with sessions, tokens and second factors; memberships stay without a login. Breaks a foreign key while the
/// user is an admin or has applications.
pub async fn delete(tx: &mut Tx, id: UserId) -> Result<()> {
    tx.execute(DISCONNECT, params![id.0]).await?;
    tx.execute(DELETE, params![id.0]).await.map(drop)
}
