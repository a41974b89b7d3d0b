//! Forms that were sent, and where that led: a second time leads there, too. The key is a digest.

use crate::statements;
use db::{Result, Tx, params};
use jiff::Timestamp;

statements! {
    CLAIM = "INSERT INTO sent_forms (hash, created_at) VALUES ($1, $2)
        ON CONFLICT (hash) DO UPDATE SET created_at = $2, location = NULL WHERE sent_forms.created_at <= $3";
    ANSWER = "UPDATE sent_forms SET location = $2 WHERE hash = $1";
    FIND = "SELECT location FROM sent_forms WHERE hash = $1 AND created_at > $2 AND location IS NOT NULL";
    DELETE = "DELETE FROM sent_forms WHERE hash = $1";
    DELETE_OLD = "DELETE FROM sent_forms WHERE hash IN (SELECT hash FROM sent_forms WHERE created_at <= $1 ORDER BY created_at LIMIT $2)";
}

/// Takes the form for this transaction; `false` if it was sent before. Waits for another transaction that has it. One from
/// before `kept_since` is free again.
pub async fn claim(tx: &mut Tx, hash: &[u8], now: Timestamp, kept_since: Timestamp) -> Result<bool> {
    Ok(tx.execute(CLAIM, params![hash.to_vec(), now, kept_since]).await? == 1)
}

/// Writes down where it led, in the transaction that took it.
pub async fn answer(tx: &mut Tx, hash: &[u8], location: String) -> Result<()> {
    tx.execute(ANSWER, params![hash.to_vec(), location]).await.map(drop)
}

/// Where it led.
pub async fn find(tx: &mut Tx, hash: &[u8], kept_since: Timestamp) -> Result<Option<String>> {
    Ok(tx.query_opt::<(String,)>(FIND, params![hash.to_vec(), kept_since]).await?.map(|(location,)| location))
}

/// It may be sent again.
pub async fn delete(tx: &mut Tx, hash: &[u8]) -> Result<()> {
    tx.execute(DELETE, params![hash.to_vec()]).await.map(drop)
}

/// Removes at most `limit` that are not kept any more; how many it were.
pub async fn delete_old(tx: &mut Tx, kept_since: Timestamp, limit: u32) -> Result<u64> {
    tx.execute(DELETE_OLD, params![kept_since, limit]).await
}
