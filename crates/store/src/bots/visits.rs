//! Pages of bots that somebody has before him or her. A code, which stands in an address once, begins one; what the page gets for it
//! opens the storage. Both are stored as SHA-256.

use crate::statements;
use db::{Result, Tx, params};
use domain::ids::{BotId, SpaceId, UserId};
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Visit {
        pub space_id: SpaceId as Uuid,
        pub bot_id: BotId as Uuid,
        pub user_id: UserId as Uuid,
        pub expires_at: Timestamp,
    }
}

statements! {
    INSERT = "INSERT INTO bot_visits (code_hash, storage_hash, space_id, bot_id, user_id, expires_at) VALUES ($1, NULL, $2, $3, $4, $5)";
    BY_CODE = "SELECT space_id, bot_id, user_id, expires_at FROM bot_visits WHERE code_hash = $1 AND storage_hash IS NULL AND expires_at > $2";
    BY_STORAGE = "SELECT space_id, bot_id, user_id, expires_at FROM bot_visits WHERE storage_hash = $1 AND expires_at > $2";
    REDEEM = "UPDATE bot_visits SET storage_hash = $2, expires_at = $3 WHERE code_hash = $1 AND storage_hash IS NULL";
    DELETE_EXPIRED = "DELETE FROM bot_visits WHERE code_hash IN (SELECT code_hash FROM bot_visits WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2)";
}

pub async fn insert(tx: &mut Tx, code: &[u8], new: &Visit) -> Result<()> {
    tx.execute(INSERT, params![code.to_vec(), new.space_id.0, new.bot_id.0, new.user_id.0, new.expires_at]).await.map(drop)
}

/// The visit that a code begins, unless it was begun already.
pub async fn find_by_code(tx: &mut Tx, code: &[u8], now: Timestamp) -> Result<Option<Visit>> {
    tx.query_opt(BY_CODE, params![code.to_vec(), now]).await
}

pub async fn find_by_storage(tx: &mut Tx, storage: &[u8], now: Timestamp) -> Result<Option<Visit>> {
    tx.query_opt(BY_STORAGE, params![storage.to_vec(), now]).await
}

/// Takes the code: true for one caller only, however many try.
pub async fn redeem(tx: &mut Tx, code: &[u8], storage: &[u8], expires_at: Timestamp) -> Result<bool> {
    Ok(tx.execute(REDEEM, params![code.to_vec(), storage.to_vec(), expires_at]).await? == 1)
}

/// Removes at most `limit` that ended before a time; how many it were.
pub async fn delete_expired(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<u64> {
    tx.execute(DELETE_EXPIRED, params![before, limit]).await
}
