//! OAuth applications.

use crate::json::Json;
use crate::statements;
use db::{Result, Tx, params};
use domain::ids::{ClientId, UserId};
use jiff::Timestamp;
use uuid::Uuid;

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
        /// None: made at the command line, or by itself.
        pub owner_id: Option<Uuid>,
        pub created_at: Timestamp,
        pub link: Option<String>,
        pub description: Option<String>,
        /// URL.
        pub logo: Option<String>,
        /// Where people may be sent after they signed out.
        pub logout_uris: Json<Vec<String>>,
        pub auth_method: String,
        pub signing_algorithm: String,
        /// Whether it may use the password and implicit grants.
        pub legacy_grants: bool,
        /// Short tokens with a refresh token instead of one that lasts.
        pub expiring_tokens: bool,
        /// Of the token with which it manages its registration (RFC 7592).
        pub registration_hash: Option<Vec<u8>>,
    }
}

db::row! {
    /// How much an application asked of the APIs in an hour.
    #[derive(Clone, Debug)]
    pub struct Usage {
        pub hour: Timestamp,
        pub requests: i64,
    }
}

macro_rules! columns {
    () => {
        "id, name, secret_hash, public, redirect_uris, scopes, owner_id, created_at, link, description, logo, logout_uris, auth_method,
            signing_algorithm, legacy_grants, expiring_tokens, registration_hash"
    };
}

statements! {
    INSERT = concat!("INSERT INTO clients (", columns!(), ")
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)");
    FIND = concat!("SELECT ", columns!(), " FROM clients WHERE id = $1");
    OF_OWNER = concat!("SELECT ", columns!(), " FROM clients WHERE owner_id = $1 ORDER BY id DESC LIMIT $2");
    UPDATE = "UPDATE clients SET name = $2, secret_hash = $3, public = $4, redirect_uris = $5, scopes = $6, link = $7, description = $8,
        logo = $9, logout_uris = $10, auth_method = $11, signing_algorithm = $12, legacy_grants = $13, expiring_tokens = $14 WHERE id = $1";
    SET_SECRET = "UPDATE clients SET secret_hash = $2 WHERE id = $1";
    DELETE = "DELETE FROM clients WHERE id = $1";
    USERS = "SELECT COUNT(DISTINCT user_id) FROM access_tokens WHERE client_id = $1 AND (expires_at > $2 OR expires_at IS NULL)";
    USED = "INSERT INTO client_usage (client_id, hour, requests) SELECT id, $2, $3 FROM clients WHERE id = $1
        ON CONFLICT (client_id, hour) DO UPDATE SET requests = client_usage.requests + excluded.requests";
    USAGE = "SELECT hour, requests FROM client_usage WHERE client_id = $1 AND hour >= $2 ORDER BY hour DESC LIMIT 200";
    FORGET_USAGE = "DELETE FROM client_usage WHERE hour < $1";
    INSERT_TOKEN = "INSERT INTO client_tokens (hash, client_id, created_at, expires_at) VALUES ($1, $2, $3, $4)";
    FIND_BY_TOKEN = "SELECT client_id, created_at, expires_at FROM client_tokens WHERE hash = $1 AND expires_at > $2";
    DELETE_TOKEN = "DELETE FROM client_tokens WHERE hash = $1 AND client_id = $2";
    DELETE_EXPIRED = "DELETE FROM client_tokens WHERE expires_at <= $1";
}

pub async fn insert(tx: &mut Tx, client: &Client) -> Result<()> {
    let c = client.clone();
    let mut values = params![c.id.0, c.name, c.secret_hash, c.public, &c.redirect_uris, c.scopes, c.owner_id, c.created_at, c.link];
    values.extend(params![c.description, c.logo, &c.logout_uris, c.auth_method, c.signing_algorithm, c.legacy_grants]);
    values.extend(params![c.expiring_tokens, c.registration_hash]);
    tx.execute(INSERT, values).await.map(drop)
}

pub async fn find(tx: &mut Tx, id: ClientId) -> Result<Option<Client>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// The user's applications, the newest first.
pub async fn of_owner(tx: &mut Tx, owner: UserId, limit: u32) -> Result<Vec<Client>> {
    tx.query(OF_OWNER, params![owner.0, limit]).await
}

/// Writes all but the owner, the time and the registration token.
pub async fn update(tx: &mut Tx, client: &Client) -> Result<()> {
    let c = client.clone();
    let mut values = params![c.id.0, c.name, c.secret_hash, c.public, &c.redirect_uris, c.scopes, c.link, c.description, c.logo];
    values.extend(params![&c.logout_uris, c.auth_method, c.signing_algorithm, c.legacy_grants, c.expiring_tokens]);
    tx.execute(UPDATE, values).await.map(drop)
}

pub async fn set_secret(tx: &mut Tx, id: ClientId, hash: Vec<u8>) -> Result<()> {
    tx.execute(SET_SECRET, params![id.0, hash]).await.map(drop)
}

/// With all its codes, tokens and consents.
pub async fn delete(tx: &mut Tx, id: ClientId) -> Result<()> {
    tx.execute(DELETE, params![id.0]).await.map(drop)
}

/// How many people have let it in, by tokens that are still good.
pub async fn users(tx: &mut Tx, id: ClientId, now: Timestamp) -> Result<i64> {
    Ok(tx.query_one::<(i64,)>(USERS, params![id.0, now]).await?.0)
}

/// Adds to the count of an hour. An application that is gone by now is left out.
pub async fn used(tx: &mut Tx, id: ClientId, hour: Timestamp, requests: i64) -> Result<()> {
    tx.execute(USED, params![id.0, hour, requests]).await.map(drop)
}

/// Hour by hour since an instant, the latest first.
pub async fn usage(tx: &mut Tx, id: ClientId, since: Timestamp) -> Result<Vec<Usage>> {
    tx.query(USAGE, params![id.0, since]).await
}

/// Drops the counts of hours before one.
pub async fn forget_usage(tx: &mut Tx, before: Timestamp) -> Result<()> {
    tx.execute(FORGET_USAGE, params![before]).await.map(drop)
}

/// A token of the application itself.
pub async fn insert_token(tx: &mut Tx, hash: Vec<u8>, client: ClientId, created_at: Timestamp, expires_at: Timestamp) -> Result<()> {
    tx.execute(INSERT_TOKEN, params![hash, client.0, created_at, expires_at]).await.map(drop)
}

db::row! {
    /// A token of an application itself.
    #[derive(Clone, Debug)]
    pub struct OwnToken {
        pub client_id: ClientId as Uuid,
        pub created_at: Timestamp,
        pub expires_at: Timestamp,
    }
}

pub async fn find_token(tx: &mut Tx, hash: &[u8], now: Timestamp) -> Result<Option<OwnToken>> {
    tx.query_opt(FIND_BY_TOKEN, params![hash.to_vec(), now]).await
}

pub async fn delete_token(tx: &mut Tx, hash: &[u8], client: ClientId) -> Result<u64> {
    tx.execute(DELETE_TOKEN, params![hash.to_vec(), client.0]).await
}

pub async fn delete_expired_tokens(tx: &mut Tx, before: Timestamp) -> Result<()> {
    tx.execute(DELETE_EXPIRED, params![before]).await.map(drop)
}
