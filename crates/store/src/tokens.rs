//! Access tokens and the clients they were given to. Tokens and secrets are stored as SHA-256.

use crate::json::{Json, json};
use crate::{SpaceTx, statements};
use db::{Result, Tx, Value, params};
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
    /// Names separated by spaces.
    pub scopes: String,
    pub created_at: Timestamp,
    pub expires_at: Option<Timestamp>,
}

db::row! {
    /// An OAuth application.
    #[derive(Clone, Debug)]
    pub struct Client {
        pub id: ClientId as Uuid,
        pub name: String,
        pub secret_hash: Option<Vec<u8>>,
        pub public: bool,
        pub redirect_uris: Json<Vec<String>>,
        pub scopes: String,
        pub created_at: Timestamp,
    }
}

db::row! {
    /// A token as its holder may see it.
    #[derive(Clone, Debug)]
    pub struct Issued {
        pub id: TokenId as Uuid,
        pub user_id: UserId as Uuid,
        pub client_id: Option<Uuid>,
        pub space_id: Option<Uuid>,
        pub scopes: String,
        pub expires_at: Option<Timestamp>,
    }
}

/// A code that an application redeems for a token.
#[derive(Clone, Debug)]
pub struct NewCode {
    pub hash: Vec<u8>,
    pub client: Option<ClientId>,
    pub user: UserId,
    pub scopes: String,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

statements! {
    FIND = "SELECT id, user_id, client_id, space_id, scopes, expires_at FROM access_tokens WHERE hash = $1 AND (expires_at > $2 OR expires_at IS NULL)";
    HAND_OVER = "UPDATE access_tokens SET user_id = $3 WHERE space_id = $1 AND user_id = $2";
    DELETE = "DELETE FROM access_tokens WHERE id = $1";
    INSERT_CODE = "INSERT INTO authorization_codes (hash, client_id, user_id, scopes, created_at, expires_at) VALUES ($1, $2, $3, $4, $5, $6)";
    INSERT = "INSERT INTO access_tokens (hash, id, user_id, client_id, space_id, scopes, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    USED = "UPDATE access_tokens SET last_used_at = $2 WHERE id = $1 AND (last_used_at < $2 OR last_used_at IS NULL)";
    DELETE_EXPIRED = "DELETE FROM access_tokens WHERE id IN (SELECT id FROM access_tokens WHERE expires_at <= $1 ORDER BY id LIMIT $2)";
    INSERT_CLIENT = "INSERT INTO clients (id, name, secret_hash, public, redirect_uris, scopes, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    FIND_CLIENT = "SELECT id, name, secret_hash, public, redirect_uris, scopes, created_at FROM clients WHERE id = $1";
}

pub async fn insert(tx: &mut Tx, token: NewToken) -> Result<()> {
    let NewToken { hash, id, user, client, space, scopes, created_at, expires_at } = token;
    let values = params![hash, id.0, user.0, client.map(|c| c.0), space.map(|s| s.0), scopes, created_at, expires_at];
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

pub async fn insert_client(tx: &mut Tx, client: &Client) -> Result<()> {
    let Client { id, name, secret_hash, public, redirect_uris, scopes, created_at } = client.clone();
    let mut values = params![id.0, name, secret_hash, public];
    values.extend([json(&redirect_uris.0), Value::from(scopes), Value::from(created_at)]);
    tx.execute(INSERT_CLIENT, values).await.map(drop)
}

pub async fn find_client(tx: &mut Tx, id: ClientId) -> Result<Option<Client>> {
    tx.query_opt(FIND_CLIENT, params![id.0]).await
}

/// The token with this SHA-256, unless it has expired.
pub async fn find(tx: &mut Tx, hash: &[u8], now: Timestamp) -> Result<Option<Issued>> {
    tx.query_opt(FIND, params![hash.to_vec(), now]).await
}

/// Revokes a token: it is gone at once.
pub async fn delete(tx: &mut Tx, id: TokenId) -> Result<()> {
    tx.execute(DELETE, params![id.0]).await.map(drop)
}

pub async fn insert_code(tx: &mut Tx, code: NewCode) -> Result<()> {
    let NewCode { hash, client, user, scopes, created_at, expires_at } = code;
    tx.execute(INSERT_CODE, params![hash, client.map(|c| c.0), user.0, scopes, created_at, expires_at]).await.map(drop)
}

/// Gives the space's tokens that one user made to another.
pub async fn hand_over(tx: &mut SpaceTx<'_>, from: UserId, to: UserId) -> Result<()> {
    tx.execute(HAND_OVER, params![from.0, to.0]).await.map(drop)
}
