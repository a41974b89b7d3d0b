//! People who can sign in.

use crate::statements;
use db::{Result, Tx, params};
use domain::ids::UserId;
use jiff::Timestamp;
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

statements! {
    FIND = "SELECT id, email, password_hash, confirmed_at, created_at FROM users WHERE id = $1";
    FIND_BY_EMAIL = "SELECT id, email, password_hash, confirmed_at, created_at FROM users WHERE lower(email) = lower($1)";
    INSERT = "INSERT INTO users (id, email, password_hash, confirmed_at, created_at) VALUES ($1, $2, $3, $4, $5)";
}

pub async fn find(tx: &mut Tx, id: UserId) -> Result<Option<User>> {
    tx.query_opt(FIND, params![id.0]).await
}

pub async fn find_by_email(tx: &mut Tx, email: &str) -> Result<Option<User>> {
    tx.query_opt(FIND_BY_EMAIL, params![email]).await
}

/// Breaks `users_email` when the address is taken.
pub async fn insert(tx: &mut Tx, user: &User) -> Result<()> {
    let values = params![user.id.0, &*user.email, user.password_hash.clone(), user.confirmed_at, user.created_at];
    tx.execute(INSERT, values).await.map(drop)
}
