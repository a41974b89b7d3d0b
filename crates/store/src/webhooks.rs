//! Webhooks: an event and a URL to call, of a person and an application. Those with the same URL share an endpoint,
//! which is called by one process at a time; its row guards the queue of its deliveries (see [`deliveries`]).

pub mod deliveries;

use crate::{SpaceTx, statements};
use db::{Result, Tx, params};
use domain::ids::{ClientId, UserId, WebhookEndpointId, WebhookId};
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    /// With its secrets, so there is no `Debug`.
    #[derive(Clone)]
    pub struct Webhook {
        pub id: WebhookId as Uuid,
        pub endpoint_id: WebhookEndpointId as Uuid,
        pub user_id: UserId as Uuid,
        pub client_id: Option<Uuid>,
        pub callback_url: String,
        pub event: String,
        pub active: bool,
        /// Signs with HMAC-SHA256.
        pub secret: Vec<u8>,
        /// The seed of an Ed25519 key.
        pub signing_key: Vec<u8>,
        pub old_secret: Option<Vec<u8>>,
        pub old_signing_key: Option<Vec<u8>>,
        /// Until then the old ones are good, too.
        pub old_until: Option<Timestamp>,
        /// The last event before it was made.
        pub after_seq: i64,
        pub created_at: Timestamp,
        /// Of whose it is.
        pub email: String,
        /// Of the application that made it.
        pub client_name: Option<String>,
    }
}

/// Where to call, and for whom.
#[derive(Clone, Debug)]
pub struct Endpoint {
    pub id: WebhookEndpointId,
    pub user: UserId,
    pub client: Option<ClientId>,
    /// Made with a token of the space.
    pub of_space: bool,
    pub callback_url: String,
}

/// What signs.
#[derive(Clone)]
pub struct Keys {
    pub secret: Vec<u8>,
    pub signing_key: Vec<u8>,
}

macro_rules! columns {
    () => {
        "SELECT w.id, w.endpoint_id, e.user_id, e.client_id, e.callback_url, w.event, w.active, w.secret, w.signing_key, w.old_secret,
        w.old_signing_key, w.old_until, w.after_seq, w.created_at, u.email, c.name AS client_name FROM webhooks w
        JOIN webhook_endpoints e ON e.space_id = w.space_id AND e.id = w.endpoint_id JOIN users u ON u.id = e.user_id
        LEFT JOIN clients c ON c.id = e.client_id WHERE w.space_id = $1"
    };
}

statements! {
    FIND = concat!(columns!(), " AND w.id = $2");
    OF_CALLER = concat!(columns!(), " AND e.user_id = $2 AND COALESCE(e.client_id, e.user_id) = $3 ORDER BY w.id");
    ALL = concat!(columns!(), " ORDER BY w.id");
    ACTIVE = concat!(columns!(), " AND w.active = TRUE ORDER BY w.id");
    INSERT_ENDPOINT = "INSERT INTO webhook_endpoints (space_id, id, user_id, client_id, of_space, callback_url, failing)
        VALUES ($1, $2, $3, $4, $5, $6, FALSE) ON CONFLICT DO NOTHING";
    FIND_ENDPOINT = "SELECT id FROM webhook_endpoints
        WHERE space_id = $1 AND user_id = $2 AND COALESCE(client_id, user_id) = $3 AND callback_url = $4";
    LOCK_ENDPOINT = "SELECT id FROM webhook_endpoints WHERE space_id = $1 AND id = $2";
    LOCK_ENDPOINTS = "SELECT id FROM webhook_endpoints WHERE space_id = $1 ORDER BY id";
    DELETE_IDLE = "DELETE FROM webhook_endpoints WHERE space_id = $1 AND id = $2
        AND NOT EXISTS (SELECT 1 FROM webhooks w WHERE w.space_id = $1 AND w.endpoint_id = $2)";
    INSERT = "INSERT INTO webhooks (space_id, id, endpoint_id, event, active, secret, signing_key, after_seq, created_at)
        VALUES ($1, $2, $3, $4, TRUE, $5, $6, $7, $8)";
    DELETE = "DELETE FROM webhooks WHERE space_id = $1 AND id = $2";
    DEACTIVATE = "UPDATE webhooks SET active = FALSE WHERE space_id = $1 AND id = $2";
    ROTATE = "UPDATE webhooks SET old_secret = secret, old_signing_key = signing_key, old_until = $3, secret = $4, signing_key = $5
        WHERE space_id = $1 AND id = $2";
    LAST_EVENT = "SELECT event_seq FROM space_counters WHERE space_id = $1";
    START_CURSOR = "INSERT INTO webhook_cursors (space_id, seq) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    HAND_OVER = "UPDATE webhook_endpoints SET user_id = $3 WHERE space_id = $1 AND user_id = $2 AND of_space = TRUE
        AND NOT EXISTS (SELECT 1 FROM webhook_endpoints o WHERE o.space_id = $1 AND o.user_id = $3
            AND COALESCE(o.client_id, o.user_id) = COALESCE(webhook_endpoints.client_id, $3)
            AND o.callback_url = webhook_endpoints.callback_url)";
    LEAVE = "DELETE FROM webhook_endpoints WHERE space_id = $1 AND user_id = $2";
    DISCONNECT = "DELETE FROM webhook_endpoints WHERE user_id = $1 AND client_id = $2";
}

pub async fn find(tx: &mut SpaceTx<'_>, id: WebhookId) -> Result<Option<Webhook>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// Those that a person made with an application, or with tokens of none; oldest first.
pub async fn of_caller(tx: &mut SpaceTx<'_>, user: UserId, client: Option<ClientId>) -> Result<Vec<Webhook>> {
    tx.query(OF_CALLER, params![user.0, owner(user, client)]).await
}

/// All of the space, oldest first.
pub async fn all(tx: &mut SpaceTx<'_>) -> Result<Vec<Webhook>> {
    tx.query(ALL, params![]).await
}

pub async fn active(tx: &mut SpaceTx<'_>) -> Result<Vec<Webhook>> {
    tx.query(ACTIVE, params![]).await
}

/// As the index over it has it, where no application has none.
fn owner(user: UserId, client: Option<ClientId>) -> Uuid {
    client.map_or(user.0, |client| client.0)
}

/// The endpoint with this URL of the person and the application: the one that is there, else a new one. None if it was
/// deleted this moment.
pub async fn ensure_endpoint(tx: &mut SpaceTx<'_>, new: &Endpoint) -> Result<Option<WebhookEndpointId>> {
    let client = new.client.map(|client| client.0);
    tx.execute(INSERT_ENDPOINT, params![new.id.0, new.user.0, client, new.of_space, &new.callback_url]).await?;
    let key = params![new.user.0, owner(new.user, new.client), &new.callback_url];
    Ok(tx.query_opt::<(Uuid,)>(FIND_ENDPOINT, key).await?.map(|(id,)| id.into()))
}

/// Holds the endpoint and its queue until the transaction ends. `false` if it is gone.
pub async fn lock_endpoint(tx: &mut SpaceTx<'_>, id: WebhookEndpointId) -> Result<bool> {
    let lock = tx.global().dialect().for_update();
    Ok(tx.query_opt::<(Uuid,)>(format!("{LOCK_ENDPOINT}{lock}"), params![id.0]).await?.is_some())
}

/// The same for all of the space, always in the same order.
pub async fn lock_endpoints(tx: &mut SpaceTx<'_>) -> Result<()> {
    let lock = tx.global().dialect().for_update();
    tx.query::<(Uuid,)>(format!("{LOCK_ENDPOINTS}{lock}"), params![]).await.map(drop)
}

/// Breaks `webhooks_one` where the endpoint has one for the event.
pub async fn insert(
    tx: &mut SpaceTx<'_>,
    id: WebhookId,
    endpoint: WebhookEndpointId,
    event: &str,
    keys: &Keys,
    after_seq: i64,
    at: Timestamp,
) -> Result<()> {
    let values = params![id.0, endpoint.0, event, keys.secret.clone(), keys.signing_key.clone(), after_seq, at];
    tx.execute(INSERT, values).await.map(drop)
}

/// With its deliveries, and its endpoint if that has no other.
pub async fn delete(tx: &mut SpaceTx<'_>, id: WebhookId, endpoint: WebhookEndpointId) -> Result<()> {
    tx.execute(DELETE, params![id.0]).await?;
    tx.execute(DELETE_IDLE, params![endpoint.0]).await.map(drop)
}

pub async fn deactivate(tx: &mut SpaceTx<'_>, id: WebhookId) -> Result<()> {
    tx.execute(DEACTIVATE, params![id.0]).await.map(drop)
}

/// New keys; the ones before stay good until a time.
pub async fn rotate(tx: &mut SpaceTx<'_>, id: WebhookId, keys: &Keys, old_until: Timestamp) -> Result<()> {
    tx.execute(ROTATE, params![id.0, old_until, keys.secret.clone(), keys.signing_key.clone()]).await.map(drop)
}

/// The number of the last event; events that come after it are given to webhooks from now on.
pub async fn start(tx: &mut SpaceTx<'_>) -> Result<i64> {
    let (seq,): (i64,) = tx.query_one(LAST_EVENT, params![]).await?;
    tx.execute(START_CURSOR, params![seq]).await?;
    Ok(seq)
}

/// An admin leaves: what was made with the space's own tokens goes to another, as these do, the rest is deleted.
pub async fn hand_over(tx: &mut SpaceTx<'_>, from: UserId, to: UserId) -> Result<()> {
    tx.execute(HAND_OVER, params![from.0, to.0]).await?;
    tx.execute(LEAVE, params![from.0]).await.map(drop)
}

/// A person no longer lets an application in: its webhooks go.
pub async fn disconnect(tx: &mut Tx, user: UserId, client: ClientId) -> Result<()> {
    tx.execute(DISCONNECT, params![user.0, client.0]).await.map(drop)
}
