//! Access tokens: made here, whatever flow leads to it, and noted when used.

use crate::access::{Access, Caller};
use crate::{App, Error, FieldError, Result};
use domain::ids::{ClientId, SpaceId, TokenId, UserId};
use domain::scopes::Scopes;
use jiff::{SignedDuration, Timestamp};
use oauth::Secret;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};
use store::Json;
use store::access::Token;
use store::tokens::{self, Client, Issued, NewCode, NewToken};

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
    let (hash, id, now) = (secret.hash().to_vec(), app.id::<TokenId>(), app.clock.now());
    let Grant { user, client, space, scopes, expires_at } = grant;
    let row = NewToken { hash, id, user, client, space, scopes: scopes.to_string(), created_at: now, expires_at };
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

/// Removes tokens that have expired. Harmless when repeated.
pub async fn delete_expired(app: &App, Expired { before }: Expired) -> Result<()> {
    loop {
        let deleted = app.db.write(async move |tx| Ok::<_, Error>(tokens::delete_expired(tx, before, CHUNK).await?)).await?;
        if deleted < u64::from(CHUNK) {
            return Ok(());
        }
    }
}

/// An application to register.
#[derive(Clone, Debug)]
pub struct NewClient {
    pub name: String,
    pub redirect_uris: Vec<String>,
    pub scopes: Scopes,
    /// Without a secret: apps that run in browsers or on phones (RFC 6749 section 2.1).
    pub public: bool,
}

/// Registers an application: its id, and its secret unless it is public.
pub async fn create_client(app: &App, new: NewClient) -> Result<(ClientId, Option<Secret>)> {
    if new.name.trim().is_empty() || new.name.chars().count() > 255 || new.name.contains(char::is_control) {
        return Err(FieldError::field("name", "invalid", "must be a line of 1 to 255 characters").into());
    }
    if new.redirect_uris.is_empty() {
        return Err(FieldError::field("redirect_uris", "blank", "must be given").into());
    }
    let unfit = |uri: &String| oauth::redirect_uris::check(uri).err().map(|why| format!("{uri} {why}"));
    if let Some(why) = new.redirect_uris.iter().find_map(unfit) {
        return Err(FieldError::field("redirect_uris", "invalid", why).into());
    }
    let (id, secret) = (app.id::<ClientId>(), (!new.public).then(|| Secret::new(app.chance.bytes())));
    let client = Client {
        id,
        name: new.name,
        secret_hash: secret.as_ref().map(|secret| secret.hash().to_vec()),
        public: new.public,
        redirect_uris: Json(new.redirect_uris),
        scopes: new.scopes.to_string(),
        created_at: app.clock.now(),
    };
    app.db.write(async move |tx| Ok::<_, Error>(tokens::insert_client(tx, &client).await?)).await?;
    Ok((id, secret))
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
pub(crate) fn grant_code(app: &App, caller: &Caller, user: UserId) -> Result<(Secret, NewCode)> {
    let (secret, now) = (Secret::new(app.chance.bytes()), app.clock.now());
    let expires_at = now.checked_add(GRANT_CODE_LIFETIME).map_err(Error::internal)?;
    let (hash, scopes) = (secret.hash().to_vec(), caller.scopes.to_string());
    let code = NewCode { hash, client: caller.client, user, scopes, created_at: now, expires_at };
    Ok((secret, code))
}

/// When tokens were last used, gathered here and written by a job: a request that reads writes nothing.
#[derive(Clone, Debug, Default)]
pub struct UsedTokens(Arc<Mutex<HashMap<TokenId, Timestamp>>>);

/// How exact the time of last use is.
const EXACTNESS: SignedDuration = SignedDuration::from_mins(1);

impl UsedTokens {
    pub(crate) fn note(&self, token: &Token, now: Timestamp) {
        if token.last_used_at.is_none_or(|last| now.duration_since(last) > EXACTNESS) {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(token.id, now);
        }
    }
}

/// Writes down what was noted since the last call.
pub async fn write_used(app: &App) -> Result<()> {
    let noted = mem::take(&mut *app.used.0.lock().unwrap_or_else(PoisonError::into_inner));
    if noted.is_empty() {
        return Ok(());
    }
    let mut noted: Vec<_> = noted.into_iter().collect();
    noted.sort_unstable_by_key(|(id, _)| *id); // one order for all processes, so that they cannot deadlock
    app.db.write(async move |tx| Ok::<_, Error>(tokens::used(tx, &noted).await?)).await
}
