//! What people granted: consents, and the codes and refresh tokens that come of them. All that one authorization led
//! to has the same `grant_id`, so that it can be revoked together.

use crate::statements;
use db::{Result, Tx, params};
use domain::ids::{ClientId, SpaceId, UserId};
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    /// A code that an application redeems for a token.
    #[derive(Clone, Debug)]
    pub struct Code {
        pub hash: Vec<u8>,
        pub client_id: Option<Uuid>,
        pub user_id: UserId as Uuid,
        /// Set by the issuer of a space.
        pub space_id: Option<Uuid>,
        pub grant_id: Uuid,
        /// Names separated by spaces.
        pub scopes: String,
        /// As it was asked for; none if it was left out then.
        pub redirect_uri: Option<String>,
        pub code_challenge: Option<String>,
        pub nonce: Option<String>,
        pub auth_time: Option<Timestamp>,
        pub created_at: Timestamp,
        pub expires_at: Timestamp,
        pub used_at: Option<Timestamp>,
    }
}

db::row! {
    #[derive(Clone, Debug)]
    pub struct RefreshToken {
        pub hash: Vec<u8>,
        pub client_id: ClientId as Uuid,
        pub user_id: UserId as Uuid,
        pub space_id: Option<Uuid>,
        pub grant_id: Uuid,
        pub scopes: String,
        pub auth_time: Option<Timestamp>,
        pub created_at: Timestamp,
        pub expires_at: Timestamp,
        pub used_at: Option<Timestamp>,
    }
}

db::row! {
    /// An application that a user let in.
    #[derive(Clone, Debug)]
    pub struct Connected {
        pub client_id: ClientId as Uuid,
        pub audience: Uuid,
        pub scopes: String,
        pub updated_at: Timestamp,
        pub name: String,
        pub link: Option<String>,
    }
}

statements! {
    INSERT_CODE = "INSERT INTO authorization_codes (hash, client_id, user_id, space_id, grant_id, scopes, redirect_uri, code_challenge,
        nonce, auth_time, created_at, expires_at, used_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    FIND_CODE = "SELECT hash, client_id, user_id, space_id, grant_id, scopes, redirect_uri, code_challenge, nonce, auth_time, created_at,
        expires_at, used_at FROM authorization_codes WHERE hash = $1";
    USE_CODE = "UPDATE authorization_codes SET used_at = $2 WHERE hash = $1 AND used_at IS NULL";
    DELETE_CODES = "DELETE FROM authorization_codes WHERE expires_at <= $1";
    INSERT_REFRESH = "INSERT INTO refresh_tokens (hash, client_id, user_id, space_id, grant_id, scopes, auth_time, created_at, expires_at,
        used_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    FIND_REFRESH = "SELECT hash, client_id, user_id, space_id, grant_id, scopes, auth_time, created_at, expires_at, used_at
        FROM refresh_tokens WHERE hash = $1";
    USE_REFRESH = "UPDATE refresh_tokens SET used_at = $2 WHERE hash = $1 AND used_at IS NULL";
    DELETE_REFRESH = "DELETE FROM refresh_tokens WHERE expires_at <= $1";
    REVOKE_TOKENS = "DELETE FROM access_tokens WHERE grant_id = $1";
    REVOKE_REFRESH = "DELETE FROM refresh_tokens WHERE grant_id = $1";
    CONSENT = "SELECT scopes FROM consents WHERE user_id = $1 AND client_id = $2 AND audience = $3";
    REMEMBER = "INSERT INTO consents (user_id, client_id, audience, scopes, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $5)
        ON CONFLICT (user_id, client_id, audience) DO UPDATE SET scopes = excluded.scopes, updated_at = excluded.updated_at";
    CONNECTED = "SELECT s.client_id, s.audience, s.scopes, s.updated_at, c.name, c.link FROM consents s JOIN clients c ON c.id = s.client_id
        WHERE s.user_id = $1 ORDER BY s.updated_at DESC LIMIT 500";
    FORGET = "DELETE FROM consents WHERE user_id = $1 AND client_id = $2";
    FORGET_TOKENS = "DELETE FROM access_tokens WHERE user_id = $1 AND client_id = $2";
    FORGET_REFRESH = "DELETE FROM refresh_tokens WHERE user_id = $1 AND client_id = $2";
    FORGET_CODES = "DELETE FROM authorization_codes WHERE user_id = $1 AND client_id = $2";
}

pub async fn insert_code(tx: &mut Tx, code: Code) -> Result<()> {
    let c = code;
    let mut values = params![c.hash, c.client_id, c.user_id.0, c.space_id, c.grant_id, c.scopes, c.redirect_uri, c.code_challenge];
    values.extend(params![c.nonce, c.auth_time, c.created_at, c.expires_at, c.used_at]);
    tx.execute(INSERT_CODE, values).await.map(drop)
}

/// The code, used or not, expired or not.
pub async fn find_code(tx: &mut Tx, hash: &[u8]) -> Result<Option<Code>> {
    tx.query_opt(FIND_CODE, params![hash.to_vec()]).await
}

/// Takes the code: true for one caller only, however many try.
pub async fn use_code(tx: &mut Tx, hash: &[u8], now: Timestamp) -> Result<bool> {
    Ok(tx.execute(USE_CODE, params![hash.to_vec(), now]).await? == 1)
}

pub async fn insert_refresh(tx: &mut Tx, token: RefreshToken) -> Result<()> {
    let t = token;
    let mut values = params![t.hash, t.client_id.0, t.user_id.0, t.space_id, t.grant_id, t.scopes, t.auth_time, t.created_at];
    values.extend(params![t.expires_at, t.used_at]);
    tx.execute(INSERT_REFRESH, values).await.map(drop)
}

/// The refresh token, used or not, expired or not.
pub async fn find_refresh(tx: &mut Tx, hash: &[u8]) -> Result<Option<RefreshToken>> {
    tx.query_opt(FIND_REFRESH, params![hash.to_vec()]).await
}

/// As [`use_code`].
pub async fn use_refresh(tx: &mut Tx, hash: &[u8], now: Timestamp) -> Result<bool> {
    Ok(tx.execute(USE_REFRESH, params![hash.to_vec(), now]).await? == 1)
}

/// Revokes all that one authorization led to.
pub async fn revoke(tx: &mut Tx, grant: Uuid) -> Result<()> {
    tx.execute(REVOKE_TOKENS, params![grant]).await?;
    tx.execute(REVOKE_REFRESH, params![grant]).await.map(drop)
}

/// Removes codes and refresh tokens that nobody can use any more.
pub async fn delete_expired(tx: &mut Tx, before: Timestamp) -> Result<()> {
    tx.execute(DELETE_CODES, params![before]).await?;
    tx.execute(DELETE_REFRESH, params![before]).await.map(drop)
}

/// The audience of a consent: a space, or the platform.
fn audience(space: Option<SpaceId>) -> Uuid {
    space.map_or(Uuid::nil(), |space| space.0)
}

/// What the user granted the application before.
pub async fn consent(tx: &mut Tx, user: UserId, client: ClientId, space: Option<SpaceId>) -> Result<Option<String>> {
    let row: Option<(String,)> = tx.query_opt(CONSENT, params![user.0, client.0, audience(space)]).await?;
    Ok(row.map(|(scopes,)| scopes))
}

pub async fn remember(tx: &mut Tx, user: UserId, client: ClientId, space: Option<SpaceId>, scopes: &str, now: Timestamp) -> Result<()> {
    tx.execute(REMEMBER, params![user.0, client.0, audience(space), scopes, now]).await.map(drop)
}

/// The applications that the user let in, the latest first.
pub async fn connected(tx: &mut Tx, user: UserId) -> Result<Vec<Connected>> {
    tx.query(CONNECTED, params![user.0]).await
}

/// Forgets that the user let the application in, with everything it got.
pub async fn disconnect(tx: &mut Tx, user: UserId, client: ClientId) -> Result<()> {
    for statement in [FORGET, FORGET_CODES, FORGET_REFRESH, FORGET_TOKENS] {
        tx.execute(statement, params![user.0, client.0]).await?;
    }
    Ok(())
}
