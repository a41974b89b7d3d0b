//! The keys that sign ID tokens. All processes share those of the database.

use crate::statements;
use db::{Result, Tx, params};
use jiff::Timestamp;

db::row! {
    /// A key with its private part. No `Debug`.
    #[derive(Clone)]
    pub struct Key {
        pub kid: String,
        pub algorithm: String,
        /// DER.
        pub private_key: Vec<u8>,
        /// `current`, `next` or `retired`.
        pub state: String,
        pub created_at: Timestamp,
        pub retired_at: Option<Timestamp>,
    }
}

statements! {
    ALL = "SELECT kid, algorithm, private_key, state, created_at, retired_at FROM signing_keys ORDER BY algorithm DESC, state, created_at DESC";
    CURRENT = "SELECT kid, algorithm, private_key, state, created_at, retired_at FROM signing_keys WHERE algorithm = $1 AND state = 'current'";
    INSERT = "INSERT INTO signing_keys (kid, algorithm, private_key, state, created_at, retired_at) VALUES ($1, $2, $3, $4, $5, $6)";
    RETIRE = "UPDATE signing_keys SET state = 'retired', retired_at = $2 WHERE algorithm = $1 AND state = 'current'";
    PROMOTE = "UPDATE signing_keys SET state = 'current' WHERE algorithm = $1 AND state = 'next'";
    DELETE_RETIRED = "DELETE FROM signing_keys WHERE state = 'retired' AND retired_at < $1";
}

/// All keys, RS256 before ES256, the current one of each before the next and the retired ones.
pub async fn all(tx: &mut Tx) -> Result<Vec<Key>> {
    tx.query(ALL, params![]).await
}

pub async fn current(tx: &mut Tx, algorithm: &str) -> Result<Option<Key>> {
    tx.query_opt(CURRENT, params![algorithm]).await
}

/// Breaks `signing_keys_one` when the algorithm has a key in that state.
pub async fn insert(tx: &mut Tx, key: Key) -> Result<()> {
    let Key { kid, algorithm, private_key, state, created_at, retired_at } = key;
    tx.execute(INSERT, params![kid, algorithm, private_key, state, created_at, retired_at]).await.map(drop)
}

/// The current key retires, the next one becomes current.
pub async fn rotate(tx: &mut Tx, algorithm: &str, now: Timestamp) -> Result<()> {
    tx.execute(RETIRE, params![algorithm, now]).await?;
    tx.execute(PROMOTE, params![algorithm]).await.map(drop)
}

pub async fn delete_retired(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    tx.execute(DELETE_RETIRED, params![before]).await
}
