//! How often something was tried in a stretch of time, shared by all processes. The key is a digest.

use crate::statements;
use db::{Result, Tx, params};
use jiff::Timestamp;

statements! {
    COUNT = "INSERT INTO throttles (key, attempts, ends_at) VALUES ($1, 1, $2) ON CONFLICT (key) DO UPDATE SET
        attempts = CASE WHEN throttles.ends_at <= $3 THEN 1 ELSE throttles.attempts + 1 END,
        ends_at = CASE WHEN throttles.ends_at <= $3 THEN $2 ELSE throttles.ends_at END RETURNING attempts, ends_at";
    DELETE = "DELETE FROM throttles WHERE key = $1";
    DELETE_ENDED = "DELETE FROM throttles WHERE key IN (SELECT key FROM throttles WHERE ends_at <= $1 ORDER BY ends_at LIMIT $2)";
}

/// Counts one more; how many it are with this one, and when counting begins anew. A first one counts until `ends_at`.
pub async fn count(tx: &mut Tx, key: &[u8], ends_at: Timestamp, now: Timestamp) -> Result<(i64, Timestamp)> {
    tx.query_one(COUNT, params![key.to_vec(), ends_at, now]).await
}

pub async fn delete(tx: &mut Tx, key: &[u8]) -> Result<()> {
    tx.execute(DELETE, params![key.to_vec()]).await.map(drop)
}

/// Removes at most `limit` that ended before a time; how many it were.
pub async fn delete_ended(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<u64> {
    tx.execute(DELETE_ENDED, params![before, limit]).await
}
