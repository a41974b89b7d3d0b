//! Sessions of browsers, found by the SHA-256 of what the cookie holds; and the browsers known from before.

use crate::statements;
use db::{Result, Tx, params};
use domain::ids::{SessionId, UserId};
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    /// A session that has not ended.
    #[derive(Clone, Debug)]
    pub struct Session {
        pub id: SessionId as Uuid,
        pub user_id: UserId as Uuid,
        /// The user's address.
        pub email: String,
        /// Waits for the second factor.
        pub pending: bool,
        /// How the person proved who it is, separated by spaces (RFC 8176): `pwd otp`.
        pub methods: String,
        pub user_agent: Option<String>,
        pub authenticated_at: Timestamp,
        pub created_at: Timestamp,
        pub last_used_at: Timestamp,
        pub expires_at: Timestamp,
    }
}

/// What a new session is stored with.
#[derive(Clone, Debug)]
pub struct NewSession {
    pub hash: Vec<u8>,
    pub id: SessionId,
    pub user: UserId,
    pub pending: bool,
    pub methods: String,
    pub user_agent: Option<String>,
    pub now: Timestamp,
    pub expires_at: Timestamp,
}

macro_rules! session {
    ($end:literal) => {
        concat!(
            "SELECT s.id, s.user_id, u.email, s.pending, s.methods, s.user_agent, s.authenticated_at, s.created_at, s.last_used_at, s.expires_at
            FROM sessions s JOIN users u ON u.id = s.user_id ",
            $end
        )
    };
}

statements! {
    INSERT = "INSERT INTO sessions (hash, id, user_id, pending, methods, user_agent, authenticated_at, created_at, last_used_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $7, $7, $8)";
    FIND = session!("WHERE s.hash = $1 AND s.expires_at > $2");
    LIST = session!("WHERE s.user_id = $1 AND s.expires_at > $2 AND NOT s.pending ORDER BY s.last_used_at DESC, s.id LIMIT 100");
    USED = "UPDATE sessions SET last_used_at = $2, expires_at = $3 WHERE id = $1";
    DELETE = "DELETE FROM sessions WHERE id = $1 AND user_id = $2";
    DELETE_OTHERS = "DELETE FROM sessions WHERE user_id = $1 AND id <> $2";
    DELETE_EXPIRED = "DELETE FROM sessions WHERE hash IN (SELECT hash FROM sessions WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)";
    KNOW_DEVICE = "INSERT INTO known_devices (hash, user_id, created_at) VALUES ($1, $2, $3)";
    KNOWS_DEVICE = "SELECT 1 FROM known_devices WHERE hash = $1 AND user_id = $2";
    FORGET_DEVICES = "DELETE FROM known_devices WHERE user_id = $1";
}

pub async fn insert(tx: &mut Tx, new: &NewSession) -> Result<()> {
    let mut values = params![new.hash.clone(), new.id.0, new.user.0, new.pending, &*new.methods, new.user_agent.clone()];
    values.extend(params![new.now, new.expires_at]);
    tx.execute(INSERT, values).await.map(drop)
}

/// Pending ones, too.
pub async fn find(tx: &mut Tx, hash: &[u8], now: Timestamp) -> Result<Option<Session>> {
    tx.query_opt(FIND, params![hash.to_vec(), now]).await
}

/// Of one user, those used last first; 100 at most.
pub async fn list(tx: &mut Tx, user: UserId, now: Timestamp) -> Result<Vec<Session>> {
    tx.query(LIST, params![user.0, now]).await
}

/// Notes the use, and when the session ends if it is not used again.
pub async fn used(tx: &mut Tx, id: SessionId, now: Timestamp, expires_at: Timestamp) -> Result<()> {
    tx.execute(USED, params![id.0, now, expires_at]).await.map(drop)
}

/// Whether there was one.
pub async fn delete(tx: &mut Tx, user: UserId, id: SessionId) -> Result<bool> {
    Ok(tx.execute(DELETE, params![id.0, user.0]).await? > 0)
}

/// All of the user but one.
pub async fn delete_others(tx: &mut Tx, user: UserId, kept: SessionId) -> Result<()> {
    tx.execute(DELETE_OTHERS, params![user.0, kept.0]).await.map(drop)
}

/// Removes at most `limit` that ended before a time; how many it were.
pub async fn delete_expired(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<u64> {
    tx.execute(DELETE_EXPIRED, params![before, limit]).await
}

pub async fn know_device(tx: &mut Tx, user: UserId, hash: &[u8], now: Timestamp) -> Result<()> {
    tx.execute(KNOW_DEVICE, params![hash.to_vec(), user.0, now]).await.map(drop)
}

pub async fn knows_device(tx: &mut Tx, user: UserId, hash: &[u8]) -> Result<bool> {
    Ok(tx.query_opt::<(i64,)>(KNOWS_DEVICE, params![hash.to_vec(), user.0]).await?.is_some())
}

pub async fn forget_devices(tx: &mut Tx, user: UserId) -> Result<()> {
    tx.execute(FORGET_DEVICES, params![user.0]).await.map(drop)
}
