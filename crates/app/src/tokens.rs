//! Access tokens: made here, whatever flow leads to it, and noted when used.

use crate::access::{Access, Caller};
use crate::{App, Error, Result, grants};
use domain::ids::{ClientId, SpaceId, TokenId, UserId};
use domain::scopes::Scopes;
use jiff::{SignedDuration, Timestamp};
use oauth::Secret;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};
use store::access::Token;
use store::clients;
use store::grants::Code;
use store::tokens::{self, Issued, NewToken};

/// What a token is to grant.
#[derive(Clone, Debug)]
pub struct Grant {
    pub user: UserId,
    pub client: Option<ClientId>,
    /// Makes a space token.
    pub space: Option<SpaceId>,
    pub scopes: Scopes,
    /// None: it does not expire, as clients of API 1 expect.
    pub expires_at: Option<Timestamp>,
}

/// Makes a token. Its text is in the answer and nowhere else.
pub async fn create(app: &App, grant: Grant) -> Result<Secret> {
    let secret = Secret::new(app.chance.bytes());
    let (hash, id, now) = (secret.hash().to_vec(), app.id::<TokenId>(), app.clock.real().now());
    let Grant { user, client, space, scopes, expires_at } = grant;
    let scopes = scopes.to_string();
    let row = NewToken { hash, id, user, client, space, personal: false, grant: None, scopes, created_at: now, expires_at };
    app.db.write(async move |tx| Ok::<_, Error>(tokens::insert(tx, row.clone()).await?)).await?;
    Ok(secret)
}

/// Which tokens to remove.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expired {
    pub before: Timestamp,
}

/// How many tokens one transaction removes.
const CHUNK: u32 = 1000;

/// Removes tokens and codes that have expired. Harmless when repeated.
pub async fn delete_expired(app: &App, Expired { before }: Expired) -> Result<()> {
    loop {
        let deleted = app.db.write(async move |tx| Ok::<_, Error>(tokens::delete_expired(tx, before, CHUNK).await?)).await?;
        if deleted < u64::from(CHUNK) {
            break;
        }
    }
    app.db
        .write(async move |tx| {
            store::grants::delete_expired(tx, before).await?;
            Ok::<_, Error>(clients::delete_expired_tokens(tx, before).await?)
        })
        .await
}

/// What a token of one's own grants (API 1, 2.4). Somebody else's token does not exist.
pub async fn inspect(app: &App, caller: &Caller, token: &str) -> Result<Scopes> {
    own(app, caller, token).await?.scopes.parse().map_err(Error::internal)
}

/// Revokes a token of one's own; it opens nothing from then on.
pub async fn revoke(app: &App, caller: &Caller, token: &str) -> Result<()> {
    let id = own(app, caller, token).await?.id;
    app.db.write(async move |tx| Ok::<_, Error>(tokens::delete(tx, id).await?)).await
}

/// A token for one space from a token of one's own, with the same scopes and the same end. The caller must be an
/// admin there; a space token gives none for another space.
pub async fn for_space(app: &App, access: &Access, token: &str) -> Result<(Issued, Secret)> {
    let caller = access.caller().ok_or(Error::Unauthenticated)?;
    if access.admin_role().is_none() {
        return Err(Error::forbidden("admins_only", "Only admins of the space may make a token for it."));
    }
    let issued = own(app, caller, token).await?;
    if issued.space_id.is_some_and(|space| space != access.space_id().0) {
        return Err(Error::forbidden("space_token", "A token of one space opens no other."));
    }
    let scopes = issued.scopes.parse().map_err(Error::internal)?;
    let client = issued.client_id.map(ClientId);
    let grant = Grant { user: caller.user, client, space: Some(access.space_id()), scopes, expires_at: issued.expires_at };
    Ok((issued, create(app, grant).await?))
}

async fn own(app: &App, caller: &Caller, token: &str) -> Result<Issued> {
    let (hash, now) = (oauth::hash(token), app.clock.now());
    let found = app.db.read(async move |tx| Ok::<_, Error>(tokens::find(tx, &hash, now).await?)).await?;
    found.filter(|issued| issued.user_id == caller.user).ok_or(Error::NOT_FOUND)
}

/// How long an application has to redeem the code for a user it made (API 1, 4.1).
const GRANT_CODE_LIFETIME: SignedDuration = SignedDuration::from_mins(10);

/// A code with which the caller's application gets a token for the user, with the caller's scopes; and the row to
/// store.
pub(crate) fn grant_code(app: &App, caller: &Caller, user: UserId) -> Result<(Secret, Code)> {
    grants::grant_code(app, caller, user, GRANT_CODE_LIFETIME)
}

/// When tokens were last used and how much applications asked, gathered here and written by a job: a request that reads
/// writes nothing.
#[derive(Clone, Debug, Default)]
pub struct UsedTokens(Arc<Mutex<Noted>>);

#[derive(Debug, Default)]
struct Noted {
    tokens: HashMap<TokenId, Timestamp>,
    requests: HashMap<ClientId, i64>,
}

/// How exact the time of last use is.
const EXACTNESS: SignedDuration = SignedDuration::from_mins(1);
/// How long the counts of applications are kept.
const USAGE_KEPT: SignedDuration = SignedDuration::from_hours(24 * 7);

impl UsedTokens {
    pub(crate) fn note(&self, token: &Token, now: Timestamp) {
        let stale = token.last_used_at.is_none_or(|last| now.duration_since(last) > EXACTNESS);
        let client = token.client();
        if !stale && client.is_none() {
            return;
        }
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if stale {
            noted.tokens.insert(token.id, now);
        }
        if let Some(client) = client {
            *noted.requests.entry(client).or_default() += 1;
        }
    }
}

/// Writes down what was noted since the last call.
pub async fn write_used(app: &App) -> Result<()> {
    let Noted { tokens, requests } = mem::take(&mut *app.used.0.lock().unwrap_or_else(PoisonError::into_inner));
    if tokens.is_empty() && requests.is_empty() {
        return Ok(());
    }
    // One order for all processes, so that they cannot deadlock.
    let (mut tokens, mut requests): (Vec<_>, Vec<_>) = (tokens.into_iter().collect(), requests.into_iter().collect());
    tokens.sort_unstable_by_key(|(id, _)| *id);
    requests.sort_unstable_by_key(|(id, _)| *id);
    let now = app.clock.now();
    let hour = Timestamp::from_second(now.as_second().div_euclid(3600) * 3600).map_err(Error::internal)?;
    let old = now.checked_sub(USAGE_KEPT).map_err(Error::internal)?;
    app.db
        .write(async move |tx| {
            tokens::used(tx, &tokens).await?;
            for (client, count) in &requests {
                clients::used(tx, *client, hour, *count).await?;
            }
            Ok::<_, Error>(clients::forget_usage(tx, old).await?)
        })
        .await
}
