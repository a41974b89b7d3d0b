//! Keys that all processes of the server share.

use crate::statements;
use db::{Result, Tx, params};
use jiff::Timestamp;

statements! {
    FIND = "SELECT value FROM secrets WHERE name = $1";
    INSERT = "INSERT INTO secrets (name, value, created_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
}

pub async fn find(tx: &mut Tx, name: &str) -> Result<Option<Vec<u8>>> {
    Ok(tx.query_opt::<(Vec<u8>,)>(FIND, params![name]).await?.map(|(value,)| value))
}

/// Keeps it, unless there is one of this name.
pub async fn insert(tx: &mut Tx, name: &str, value: Vec<u8>, now: Timestamp) -> Result<()> {
    tx.execute(INSERT, params![name, value, now]).await.map(drop)
}
