//! A space's accounts at providers, whom they may charge, and what they told us.

use crate::json::Json;
use crate::{SpaceTx, statements};
use db::{Result, Value, params};
use domain::ids::PaymentMethodId;
use jiff::Timestamp;
use std::collections::HashSet;
use uuid::Uuid;

statements! {
    KEYS = "SELECT keys FROM payment_providers WHERE space_id = $1 AND provider = $2";
    PROVIDERS = "SELECT keys FROM payment_providers WHERE space_id = $1 ORDER BY provider";
    SET_KEYS = "INSERT INTO payment_providers (space_id, provider, keys, updated_at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (space_id, provider) DO UPDATE SET keys = excluded.keys, updated_at = excluded.updated_at";
    REMOVE_KEYS = "DELETE FROM payment_providers WHERE space_id = $1 AND provider = $2";
    SOURCE = "SELECT method_id, customer, method FROM payment_sources WHERE space_id = $1 AND debitor_id = $2";
    KEEP_SOURCE = "INSERT INTO payment_sources (space_id, debitor_id, method_id, customer, method, updated_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (space_id, debitor_id) DO UPDATE SET method_id = excluded.method_id, customer = excluded.customer,
            method = excluded.method, updated_at = excluded.updated_at";
    FORGET_SOURCE = "DELETE FROM payment_sources WHERE space_id = $1 AND debitor_id = $2";
    NOTE = "INSERT INTO payment_notices (space_id, provider, id, kind, reference, created_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (space_id, provider, id) DO NOTHING";
}

/// The JSON of the keys to an account.
pub async fn keys(tx: &mut SpaceTx<'_>, provider: &str) -> Result<Option<serde_json::Value>> {
    let found: Option<(Json<serde_json::Value>,)> = tx.query_opt(KEYS, params![provider]).await?;
    Ok(found.map(|(Json(keys),)| keys))
}

/// Of all accounts.
pub async fn providers(tx: &mut SpaceTx<'_>) -> Result<Vec<serde_json::Value>> {
    let found: Vec<(Json<serde_json::Value>,)> = tx.query(PROVIDERS, params![]).await?;
    Ok(found.into_iter().map(|(Json(keys),)| keys).collect())
}

pub async fn set_keys(tx: &mut SpaceTx<'_>, provider: &str, keys: serde_json::Value, now: Timestamp) -> Result<()> {
    let mut values = params![provider];
    values.push(Value::Json(keys));
    values.push(now.into());
    tx.execute(SET_KEYS, values).await.map(drop)
}

/// Whether there was an account.
pub async fn remove_keys(tx: &mut SpaceTx<'_>, provider: &str) -> Result<bool> {
    Ok(tx.execute(REMOVE_KEYS, params![provider]).await? > 0)
}

db::row! {
    /// Whom a provider may charge.
    #[derive(Clone, Debug)]
    pub struct Source {
        pub method_id: PaymentMethodId as Uuid,
        /// The provider's ids.
        pub customer: String,
        pub method: String,
    }
}

/// Of a membership, a team or a contact.
pub async fn source(tx: &mut SpaceTx<'_>, debitor: Uuid) -> Result<Option<Source>> {
    tx.query_opt(SOURCE, params![debitor]).await
}

/// Those of the memberships, teams and contacts that can be charged.
pub async fn with_source(tx: &mut SpaceTx<'_>, debitors: &[Uuid]) -> Result<HashSet<Uuid>> {
    let query = tx.select("SELECT debitor_id FROM payment_sources WHERE space_id = ");
    let found: Vec<(Uuid,)> = tx.run(query.sql(" AND debitor_id IN ").list(debitors.iter().copied())).await?;
    Ok(found.into_iter().map(|(id,)| id).collect())
}

/// In the place of what was known.
pub async fn keep_source(tx: &mut SpaceTx<'_>, debitor: Uuid, new: &Source, now: Timestamp) -> Result<()> {
    tx.execute(KEEP_SOURCE, params![debitor, new.method_id.0, &*new.customer, &*new.method, now]).await.map(drop)
}

pub async fn forget_source(tx: &mut SpaceTx<'_>, debitor: Uuid) -> Result<()> {
    tx.execute(FORGET_SOURCE, params![debitor]).await.map(drop)
}

/// A message of a provider.
#[derive(Clone, Debug)]
pub struct NewNotice {
    pub provider: String,
    pub id: String,
    pub kind: String,
    pub reference: Option<String>,
}

/// Whether it is new.
pub async fn note(tx: &mut SpaceTx<'_>, new: &NewNotice, now: Timestamp) -> Result<bool> {
    let values = params![&*new.provider, &*new.id, &*new.kind, new.reference.clone(), now];
    Ok(tx.execute(NOTE, values).await? == 1)
}
