//! Access tokens and the clients they were given to. Tokens and secrets are stored as SHA-256.

use crate::json::{Json, json};
use crate::statements;
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

statements! {
    INSERT = "INSERT INTO access_tokens (hash, id, user_id, client_id, space_id, scopes, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    USED = "UPDATE access_tokens SET last_used_at = $2 WHERE id = $1 AND (last_used_at < $2 OR last_used_at IS NULL)";
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

pub async fn insert_client(tx: &mut Tx, client: &Client) -> Result<()> {
    let Client { id, name, secret_hash, public, redirect_uris, scopes, created_at } = client.clone();
    let mut values = params![id.0, name, secret_hash, public];
    values.extend([json(&redirect_uris.0), Value::from(scopes), Value::from(created_at)]);
    tx.execute(INSERT_CLIENT, values).await.map(drop)
}

pub async fn find_client(tx: &mut Tx, id: ClientId) -> Result<Option<Client>> {
    tx.query_opt(FIND_CLIENT, params![id.0]).await
}
