//! Second factors: the secret shared with an authenticator app, and codes for when it is lost.

use crate::statements;
use db::{Result, Tx, params};
use domain::ids::UserId;
use jiff::Timestamp;

db::row! {
    /// What an authenticator app shares with us (RFC 6238).
    #[derive(Clone, Debug)]
    pub struct Authenticator {
        pub secret: Vec<u8>,
        /// None until a first code has shown that the app has the secret.
        pub confirmed_at: Option<Timestamp>,
        /// The step of the last code that was used.
        pub last_step: i64,
    }
}

statements! {
    ON = "SELECT 1 FROM authenticators WHERE user_id = $1 AND confirmed_at IS NOT NULL UNION ALL SELECT 1 FROM passkeys WHERE user_id = $1";
    FIND = "SELECT secret, confirmed_at, last_step FROM authenticators WHERE user_id = $1";
    PUT = "INSERT INTO authenticators (user_id, secret, confirmed_at, last_step, created_at) VALUES ($1, $2, NULL, 0, $3)
        ON CONFLICT (user_id) DO UPDATE SET secret = $2, last_step = 0, created_at = $3 WHERE authenticators.confirmed_at IS NULL";
    CONFIRM = "UPDATE authenticators SET confirmed_at = $2 WHERE user_id = $1 AND confirmed_at IS NULL";
    STEP = "UPDATE authenticators SET last_step = $2 WHERE user_id = $1 AND last_step < $2";
    DELETE = "DELETE FROM authenticators WHERE user_id = $1";
    INSERT_CODE = "INSERT INTO recovery_codes (user_id, hash) VALUES ($1, $2)";
    USE_CODE = "UPDATE recovery_codes SET used_at = $3 WHERE user_id = $1 AND hash = $2 AND used_at IS NULL";
    COUNT_CODES = "SELECT COUNT(*) FROM recovery_codes WHERE user_id = $1 AND used_at IS NULL";
    DELETE_CODES = "DELETE FROM recovery_codes WHERE user_id = $1";
}

pub async fn find(tx: &mut Tx, user: UserId) -> Result<Option<Authenticator>> {
    tx.query_opt(FIND, params![user.0]).await
}

/// Replaces one that was never confirmed; a confirmed one stays. Whether it was written.
pub async fn put(tx: &mut Tx, user: UserId, secret: &[u8], now: Timestamp) -> Result<bool> {
    Ok(tx.execute(PUT, params![user.0, secret.to_vec(), now]).await? > 0)
}

/// Whether it was waiting for that.
pub async fn confirm(tx: &mut Tx, user: UserId, now: Timestamp) -> Result<bool> {
    Ok(tx.execute(CONFIRM, params![user.0, now]).await? > 0)
}

/// Takes a step; `false` if it, or a later one, was taken before.
pub async fn take_step(tx: &mut Tx, user: UserId, step: i64) -> Result<bool> {
    Ok(tx.execute(STEP, params![user.0, step]).await? > 0)
}

/// Whether a password alone is not enough: there is an authenticator that was confirmed, or a passkey.
pub async fn on(tx: &mut Tx, user: UserId) -> Result<bool> {
    Ok(tx.query_opt::<(i64,)>(ON, params![user.0]).await?.is_some())
}

/// Forgets the authenticator; its recovery codes stay.
pub async fn delete(tx: &mut Tx, user: UserId) -> Result<()> {
    tx.execute(DELETE, params![user.0]).await.map(drop)
}

pub async fn delete_codes(tx: &mut Tx, user: UserId) -> Result<()> {
    tx.execute(DELETE_CODES, params![user.0]).await.map(drop)
}

/// Puts new codes in the place of all old ones.
pub async fn replace_codes(tx: &mut Tx, user: UserId, hashes: &[Vec<u8>]) -> Result<()> {
    tx.execute(DELETE_CODES, params![user.0]).await?;
    for hash in hashes {
        tx.execute(INSERT_CODE, params![user.0, hash.clone()]).await?;
    }
    Ok(())
}

/// Whether the code is one that was not used yet.
pub async fn use_code(tx: &mut Tx, user: UserId, hash: &[u8], now: Timestamp) -> Result<bool> {
    Ok(tx.execute(USE_CODE, params![user.0, hash.to_vec(), now]).await? > 0)
}

/// How many codes are left.
pub async fn count_codes(tx: &mut Tx, user: UserId) -> Result<i64> {
    Ok(tx.query_one::<(i64,)>(COUNT_CODES, params![user.0]).await?.0)
}
