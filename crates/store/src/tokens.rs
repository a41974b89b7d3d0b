//! Access tokens, stored as SHA-256.

use crate::{SpaceTx, statements};
use db::{Result, Tx, params};
use domain::ids::{ClientId, SpaceId, TokenId, UserId};
use jiff::Timestamp;
use uuid::Uuid;

/// A token as it is stored.
#[derive(Clone, Debug)]
pub struct NewToken {
    pub hash: Vec<u8>,
    pub id: TokenId,
    pub user: UserId,
    pub client: Option<ClientId>,
    /// A space token opens this space only.
    pub space: Option<SpaceId>,
    /// Acts for its user alone, also where it opens one space only: given by the space's issuer.
    pub personal: bool,
    /// The authorization that led to it.
    pub grant: Option<Uuid>,
    /// Names separated by spaces.
    pub scopes: String,
    pub created_at: Timestamp,
    pub expires_at: Option<Timestamp>,
}

db::row! {
    /// A token as its holder may see it.
    #[derive(Clone, Debug)]
    pub struct Issued {
        pub id: TokenId as Uuid,
        pub user_id: UserId as Uuid,
        pub client_id: Option<Uuid>,
        pub space_id: Option<Uuid>,
        pub personal: bool,
        pub grant_id: Option<Uuid>,
        pub scopes: String,
        pub created_at: Timestamp,
        pub expires_at: Option<Timestamp>,
    }
}

statements! {
    FIND = "SELECT id, user_id, client_id, space_id, personal, grant_id, scopes, created_at, expires_at FROM access_tokens
        WHERE hash = $1 AND (expires_at > $2 OR expires_at IS NULL)";
    SCOPES = "SELECT scopes FROM access_tokens WHERE id = $1 AND (expires_at > $2 OR expires_at IS NULL)";
    HAND_OVER = "UPDATE access_tokens SET user_id = $3 WHERE space_id = $1 AND user_id = $2 AND NOT personal";
    DELETE = "DELETE FROM access_tokens WHERE id = $1";
    INSERT = "INSERT INTO access_tokens (hash, id, user_id, client_id, space_id, personal, grant_id, scopes, created_at,
        expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    USED = "UPDATE access_tokens SET last_used_at = $2 WHERE id = $1 AND (last_used_at < $2 OR last_used_at IS NULL)";
    DELETE_EXPIRED = "DELETE FROM access_tokens WHERE id IN (SELECT id FROM access_tokens WHERE expires_at <= $1 ORDER BY id LIMIT $2)";
}

pub async fn insert(tx: &mut Tx, token: NewToken) -> Result<()> {
    let NewToken { hash, id, user, client, space, personal, grant, scopes, created_at, expires_at } = token;
    let mut values = params![hash, id.0, user.0, client.map(|c| c.0), space.map(|s| s.0), personal, grant];
    values.extend(params![scopes, created_at, expires_at]);
    tx.execute(INSERT, values).await.map(drop)
}

/// Notes when tokens were last used. Called for many at once, now and then.
pub async fn used(tx: &mut Tx, tokens: &[(TokenId, Timestamp)]) -> Result<()> {
    for (id, at) in tokens {
        tx.execute(USED, params![id.0, *at]).await?;
    }
    Ok(())
}

/// Removes at most `limit` tokens that expired before a time; how many it were.
pub async fn delete_expired(tx: &mut Tx, before: Timestamp, limit: u32) -> Result<u64> {
    tx.execute(DELETE_EXPIRED, params![before, limit]).await
}

/// The token with this SHA-256, unless it has expired.
pub async fn find(tx: &mut Tx, hash: &[u8], now: Timestamp) -> Result<Option<Issued>> {
    tx.query_opt(FIND, params![hash.to_vec(), now]).await
}

/// The scopes of a token, unless it is gone or has expired.
pub async fn scopes(tx: &mut Tx, id: TokenId, now: Timestamp) -> Result<Option<String>> {
    Ok(tx.query_opt::<(String,)>(SCOPES, params![id.0, now]).await?.map(|(scopes,)| scopes))
}

/// Revokes a token: it is gone at once.
pub async fn delete(tx: &mut Tx, id: TokenId) -> Result<()> {
    tx.execute(DELETE, params![id.0]).await.map(drop)
}

/// Gives the space's tokens that one user made to another.
pub async fn hand_over(tx: &mut SpaceTx<'_>, from: UserId, to: UserId) -> Result<()> {
    tx.execute(HAND_OVER, params![from.0, to.0]).await.map(drop)
}
