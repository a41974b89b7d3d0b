//! Answers to requests that were sent with an idempotency key. The key is a digest.

use crate::statements;
use db::{Result, Tx, params, row};
use domain::ids::UserId;
use jiff::Timestamp;

row! {
    /// What was answered.
    #[derive(Clone, Debug, Default)]
    pub struct Answer {
        /// Digest of the request that was answered so.
        pub request: Vec<u8>,
        pub status: Option<i64>,
        pub content_type: Option<String>,
        pub location: Option<String>,
        pub body: Option<Vec<u8>>,
    }
}

statements! {
    CLAIM = "INSERT INTO idempotency_keys (user_id, hash, request, created_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (user_id, hash) DO UPDATE SET request = $3, created_at = $4 WHERE idempotency_keys.created_at <= $5";
    ANSWER = "UPDATE idempotency_keys SET status = $3, content_type = $4, location = $5, body = $6 WHERE user_id = $1 AND hash = $2";
    FIND = "SELECT request, status, content_type, location, body FROM idempotency_keys
        WHERE user_id = $1 AND hash = $2 AND created_at > $3";
    DELETE_OLD = "DELETE FROM idempotency_keys WHERE (user_id, hash) IN
        (SELECT user_id, hash FROM idempotency_keys WHERE created_at <= $1 ORDER BY created_at LIMIT $2)";
}

/// Takes the key for this transaction; `false` if it is taken. Waits for another transaction that has it. One from before
/// `kept_since` is free again.
pub async fn claim(tx: &mut Tx, user: UserId, hash: &[u8], request: &[u8], now: Timestamp, kept_since: Timestamp) -> Result<bool> {
    Ok(tx.execute(CLAIM, params![user.0, hash.to_vec(), request.to_vec(), now, kept_since]).await? == 1)
}

/// Writes the answer down, in the transaction that took the key.
pub async fn answer(tx: &mut Tx, user: UserId, hash: &[u8], answer: Answer) -> Result<()> {
    let Answer { status, content_type, location, body, .. } = answer;
    tx.execute(ANSWER, params![user.0, hash.to_vec(), status, content_type, location, body]).await.map(drop)
}

pub async fn find(tx: &mut Tx, user: UserId, hash: &[u8], kept_since: Timestamp) -> Result<Option<Answer>> {
    tx.query_opt(FIND, params![user.0, hash.to_vec(), kept_since]).await
}

/// Removes at most `limit` that are not kept any more; how many it were.
pub async fn delete_old(tx: &mut Tx, kept_since: Timestamp, limit: u32) -> Result<u64> {
    tx.execute(DELETE_OLD, params![kept_since, limit]).await
}
