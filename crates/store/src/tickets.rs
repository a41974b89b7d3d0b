//! Links that work once: what they are for and whose they are, found by the SHA-256 of what they carry.

use crate::statements;
use db::{Result, Tx, params};
use domain::ids::UserId;
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    /// A ticket that can be used.
    #[derive(Clone, Debug)]
    pub struct Ticket {
        pub user_id: UserId as Uuid,
        pub data: Option<String>,
    }
}

/// A ticket to be stored.
#[derive(Clone, Debug)]
pub struct NewTicket {
    pub hash: Vec<u8>,
    pub purpose: &'static str,
    pub user: UserId,
    pub data: Option<String>,
    pub now: Timestamp,
    pub expires_at: Timestamp,
}

statements! {
    INSERT = "INSERT INTO tickets (hash, purpose, user_id, data, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)";
    FIND = "SELECT user_id, data FROM tickets WHERE hash = $1 AND purpose = $2 AND expires_at > $3 AND used_at IS NULL";
    USE = "UPDATE tickets SET used_at = $3 WHERE hash = $1 AND purpose = $2 AND expires_at > $3 AND used_at IS NULL RETURNING user_id, data";
    DELETE = "DELETE FROM tickets WHERE user_id = $1 AND purpose = $2";
    DELETE_EXPIRED = "DELETE FROM tickets WHERE hash IN (SELECT hash FROM tickets WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)";
}

pub async fn insert(tx: &mut Tx, new: &NewTicket) -> Result<()> {
    let values = params![new.hash.clone(), new.purpose, new.user.0, new.data.clone(), new.now, new.expires_at];
    tx.execute(INSERT, values).await.map(drop)
}

/// Looks without using it.
pub async fn find(tx: &mut Tx, hash: &[u8], purpose: &'static str, now: Timestamp) -> Result<Option<Ticket>> {
    tx.query_opt(FIND, params![hash.to_vec(), purpose, now]).await
}

/// Uses it: of many who try at once, one gets it.
pub async fn take(tx: &mut Tx, hash: &[u8], purpose: &'static str, now: Timestamp) -> Result<Option<Ticket>> {
    tx.query_opt(USE, params![hash.to_vec(), purpose, now]).await
}

/// All of a user for one purpose: earlier links do not work any more.
pub async fn delete(tx: &mut Tx, user: UserId, purpose: &'static str) -> Result<()> {
    tx.execute(DELETE, params![user.0, purpose]).await.map(drop)
}

/// Removes at most `limit` that ended before a time; how many it were.
pub async fn delete_expired(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<u64> {
    tx.execute(DELETE_EXPIRED, params![before, limit]).await
}
