//! The token endpoint and its kin: what an application gets for a code, a refresh token, its own secret.

use crate::access::Caller;
use crate::authorizations::wanted;
use crate::issuers::{self, Failure, Issuer};
use crate::{App, Error, Result, keys, passwords};
use db::Tx;
use domain::ids::{ClientId, SpaceId, TokenId, UserId};
use domain::scopes::{Scope, Scopes};
use jiff::{SignedDuration, Timestamp};
use oauth::claims::{IdToken, Person, at_hash};
use oauth::client_auth::Credentials;
use oauth::token_request::{TokenRequest, TokenResponse};
use oauth::{Code, Refusal, Secret, pkce, redirect_uris};
use serde_json::{Value, json};
use store::clients::{self, Client};
use store::grants::{self, Connected, RefreshToken};
use store::tokens::NewToken;
use uuid::Uuid;

/// How long access tokens last that are refreshed, and ID tokens.
const LIFETIME: SignedDuration = SignedDuration::from_hours(1);
/// How long a refresh token waits to be used.
const REFRESH_LIFETIME: SignedDuration = SignedDuration::from_hours(24 * 60);

pub(crate) fn hour_from(now: Timestamp) -> Result<Timestamp> {
    now.checked_add(LIFETIME).map_err(Error::internal)
}

/// An access token to be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Issue {
    pub client: ClientId,
    pub user: UserId,
    /// The issuer, where it is a space: the token opens this one only.
    pub space: Option<SpaceId>,
    pub grant: Uuid,
    pub scopes: Scopes,
    pub expires_at: Option<Timestamp>,
}

impl Issue {
    pub fn prepare(self, app: &App) -> (Secret, NewToken) {
        let secret = Secret::new(app.chance.bytes());
        let row = NewToken {
            hash: secret.hash().to_vec(),
            id: app.id::<TokenId>(),
            user: self.user,
            client: Some(self.client),
            space: self.space,
            personal: self.space.is_some(),
            grant: Some(self.grant),
            scopes: self.scopes.to_string(),
            created_at: app.clock.now(),
            expires_at: self.expires_at,
        };
        (secret, row)
    }
}

fn invalid_client() -> Failure {
    Refusal::new(Code::InvalidClient, "the application is unknown, or its secret is wrong or missing").into()
}

/// The application behind credentials. One with a secret must show it; one without must not.
pub async fn authenticate(app: &App, credentials: &Credentials) -> Result<Client, Failure> {
    let id: ClientId = credentials.client_id.parse().map_err(|_| invalid_client())?;
    let client = app.db.read(async move |tx| Ok::<_, Error>(clients::find(tx, id).await?)).await?.ok_or_else(invalid_client)?;
    let good = match (&client.secret_hash, &credentials.secret) {
        (Some(hash), Some(secret)) => oauth::matches(secret, hash),
        (None, None) => client.public,
        _ => false,
    };
    if good { Ok(client) } else { Err(invalid_client()) }
}

/// Answers a request to the token endpoint of an issuer.
pub async fn exchange(app: &App, issuer: &Issuer, credentials: &Credentials, request: TokenRequest) -> Result<TokenResponse, Failure> {
    let client = authenticate(app, credentials).await?;
    match request {
        TokenRequest::Code { code, redirect_uri, verifier } => redeem(app, issuer, client, code, redirect_uri, verifier).await,
        TokenRequest::Refresh { token, scope } => refresh(app, issuer, client, token, scope).await,
        TokenRequest::ClientCredentials { scope } => as_itself(app, client, scope.as_deref()).await,
        TokenRequest::Password { username, password, scope } => by_password(app, issuer, client, username, password, scope).await,
    }
}

/// What a grant led to, before it is written down as an answer.
struct Granted {
    secret: Secret,
    refresh: Option<Secret>,
    issue: Issue,
    issuer: Issuer,
    person: Option<Person>,
    nonce: Option<String>,
    auth_time: Option<Timestamp>,
}

/// What came of a code or a refresh token. A replay is no error of the transaction: what it revokes must stay revoked.
enum Outcome {
    Granted(Box<Granted>),
    Replayed,
}

/// Writes an access token and, if the application wants it so, a refresh token.
async fn write(app: &App, tx: &mut Tx, client: &Client, issue: Issue, auth_time: Option<Timestamp>) -> Result<(Secret, Option<Secret>)> {
    let (secret, row) = issue.prepare(app);
    store::tokens::insert(tx, row).await?;
    if !client.expiring_tokens {
        return Ok((secret, None));
    }
    let (refresh, now) = (Secret::new(app.chance.bytes()), app.clock.now());
    let row = RefreshToken {
        hash: refresh.hash().to_vec(),
        client_id: client.id,
        user_id: issue.user,
        space_id: issue.space.map(|space| space.0),
        grant_id: issue.grant,
        scopes: issue.scopes.to_string(),
        auth_time,
        created_at: now,
        expires_at: now.checked_add(REFRESH_LIFETIME).map_err(Error::internal)?,
        used_at: None,
    };
    grants::insert_refresh(tx, row).await?;
    Ok((secret, Some(refresh)))
}

fn expiry(app: &App, client: &Client) -> Result<Option<Timestamp>> {
    if client.expiring_tokens { hour_from(app.clock.now()).map(Some) } else { Ok(None) }
}

/// The ID token, where signing in was granted, and the answer.
async fn respond(app: &App, client: &Client, granted: Granted) -> Result<TokenResponse, Failure> {
    let Granted { secret, refresh, issue, issuer, person, nonce, auth_time } = granted;
    let now = app.clock.now().as_second();
    let id_token = match person {
        Some(person) => {
            let algorithm = client.signing_algorithm.parse().map_err(Error::internal)?;
            let key = keys::signer(app, algorithm).await?;
            let claims = IdToken {
                iss: issuer.url,
                aud: client.id.to_string(),
                exp: now + LIFETIME.as_secs(),
                iat: now,
                auth_time: auth_time.map_or(now, Timestamp::as_second),
                nonce,
                at_hash: at_hash(secret.reveal()),
                person,
            };
            Some(key.sign(&claims).map_err(Error::internal)?)
        }
        None => None,
    };
    Ok(TokenResponse {
        access_token: secret.reveal().to_owned(),
        token_type: "bearer",
        expires_in: issue.expires_at.map(|at| at.as_second() - now),
        refresh_token: refresh.map(|refresh| refresh.reveal().to_owned()),
        scope: issue.scopes.to_string(),
        id_token,
    })
}

const NO_CODE: &str = "the code is unknown, used, expired, or not for this application";

/// RFC 6749 section 4.1.3. A code that comes a second time revokes what it led to (section 4.1.2).
async fn redeem(
    app: &App,
    issuer: &Issuer,
    client: Client,
    code: String,
    redirect_uri: Option<String>,
    verifier: Option<String>,
) -> Result<TokenResponse, Failure> {
    let (own, at, by) = (app.clone(), issuer.clone(), client.clone());
    let hash = oauth::hash(&code);
    let outcome = app
        .db
        .write(async move |tx| {
            let refused = || Failure::from(Refusal::invalid_grant(NO_CODE));
            let code = grants::find_code(tx, &hash).await?.filter(|code| code.client_id == Some(by.id.0)).ok_or_else(refused)?;
            let now = own.clock.now();
            if code.used_at.is_some() {
                grants::revoke(tx, code.grant_id).await?;
                return Ok(Outcome::Replayed);
            }
            if code.expires_at <= now {
                return Err(refused());
            }
            bound(&code, &by, redirect_uri.as_deref(), verifier.as_deref())?;
            let scopes: Scopes = code.scopes.parse().map_err(Error::internal)?;
            let space = code.space_id.map(SpaceId);
            // Old applications fetch at `www` what a space's page gave them; signing in is between one issuer and them.
            if space != at.space_id() && (at.space.is_some() || scopes.allows(Scope::Openid)) {
                return Err(Refusal::invalid_grant("the code was given by another issuer").into());
            }
            if !grants::use_code(tx, &hash, now).await? {
                grants::revoke(tx, code.grant_id).await?;
                return Ok(Outcome::Replayed);
            }
            let issue = Issue { client: by.id, user: code.user_id, space, grant: code.grant_id, scopes, expires_at: expiry(&own, &by)? };
            let (secret, refresh) = write(&own, tx, &by, issue, code.auth_time).await?;
            granted(&own, tx, issue, secret, refresh, code.nonce, code.auth_time).await
        })
        .await?;
    match outcome {
        Outcome::Granted(granted) => respond(app, &client, *granted).await,
        Outcome::Replayed => Err(Refusal::invalid_grant(NO_CODE).into()),
    }
}

async fn granted(
    app: &App,
    tx: &mut Tx,
    issue: Issue,
    secret: Secret,
    refresh: Option<Secret>,
    nonce: Option<String>,
    auth_time: Option<Timestamp>,
) -> Result<Outcome, Failure> {
    let issuer = issuers::by_id(app, tx, issue.space).await?;
    if !issuers::may_have(app, tx, &issuer, issue.user, issue.scopes).await? {
        return Err(Refusal::invalid_grant("the person is no member of this space any more").into());
    }
    let person =
        if issue.scopes.allows(Scope::Openid) { Some(issuers::person(app, tx, &issuer, issue.user, issue.scopes).await?) } else { None };
    Ok(Outcome::Granted(Box::new(Granted { secret, refresh, issue, issuer, person, nonce, auth_time })))
}

/// Whether the request is by the one who asked for the code: the same address (RFC 6749 section 4.1.3), and the proof
/// (RFC 7636). A client that authenticated may leave the address out: the code is bound to it.
fn bound(code: &grants::Code, client: &Client, redirect_uri: Option<&str>, verifier: Option<&str>) -> Result<(), Refusal> {
    let same = match (&code.redirect_uri, redirect_uri) {
        (Some(asked), Some(given)) => asked == given,
        (Some(_), None) => !client.public,
        (None, Some(given)) => redirect_uris::allowed(&client.redirect_uris.0, given),
        (None, None) => true,
    };
    if !same {
        return Err(Refusal::invalid_grant("redirect_uri is not the one that the code was asked for with"));
    }
    match (&code.code_challenge, verifier) {
        (Some(challenge), Some(verifier)) if pkce::proves(verifier, challenge) => Ok(()),
        (Some(_), _) => Err(Refusal::invalid_grant("code_verifier does not prove who asked")),
        // A proof that nobody asked for: somebody took the challenge out of the request (RFC 9700 section 4.8.2).
        (None, Some(_)) => Err(Refusal::invalid_grant("the code was asked for without code_challenge")),
        (None, None) if client.public => Err(Refusal::invalid_grant("a public application must prove that it asked")),
        (None, None) => Ok(()),
    }
}

const NO_REFRESH: &str = "the refresh token is unknown, used, expired, or not for this application";

/// RFC 6749 section 6, with rotation: each is used once. One that comes a second time was stolen, from the application
/// or by it: all of its family is revoked (RFC 9700 section 4.14.2).
async fn refresh(app: &App, issuer: &Issuer, client: Client, token: String, scope: Option<String>) -> Result<TokenResponse, Failure> {
    let (own, at, by) = (app.clone(), issuer.clone(), client.clone());
    let hash = oauth::hash(&token);
    let outcome = app
        .db
        .write(async move |tx| {
            let refused = || Failure::from(Refusal::invalid_grant(NO_REFRESH));
            let found = grants::find_refresh(tx, &hash).await?.filter(|token| token.client_id == by.id).ok_or_else(refused)?;
            let now = own.clock.now();
            if found.used_at.is_some() {
                grants::revoke(tx, found.grant_id).await?;
                return Ok(Outcome::Replayed);
            }
            if found.expires_at <= now {
                return Err(refused());
            }
            let all: Scopes = found.scopes.parse().map_err(Error::internal)?;
            let scopes = match &scope {
                None => all,
                Some(text) => narrower(text, all)?,
            };
            let space = found.space_id.map(SpaceId);
            if space != at.space_id() && (at.space.is_some() || all.allows(Scope::Openid)) {
                return Err(Refusal::invalid_grant("the refresh token was given by another issuer").into());
            }
            if !grants::use_refresh(tx, &hash, now).await? {
                grants::revoke(tx, found.grant_id).await?;
                return Ok(Outcome::Replayed);
            }
            let expires_at = Some(hour_from(now)?);
            let issue = Issue { client: by.id, user: found.user_id, space, grant: found.grant_id, scopes: all, expires_at };
            // The refresh token keeps all scopes, the access token may have fewer.
            let (secret, row) = Issue { scopes, ..issue }.prepare(&own);
            store::tokens::insert(tx, row).await?;
            let next = Secret::new(own.chance.bytes());
            let expires_at = now.checked_add(REFRESH_LIFETIME).map_err(Error::internal)?;
            let row = RefreshToken { hash: next.hash().to_vec(), created_at: now, expires_at, used_at: None, ..found.clone() };
            grants::insert_refresh(tx, row).await?;
            granted(&own, tx, Issue { scopes, ..issue }, secret, Some(next), None, found.auth_time).await
        })
        .await?;
    match outcome {
        Outcome::Granted(granted) => respond(app, &client, *granted).await,
        Outcome::Replayed => Err(Refusal::invalid_grant(NO_REFRESH).into()),
    }
}

/// Scopes among those that were granted.
fn narrower(text: &str, all: Scopes) -> Result<Scopes, Refusal> {
    let invalid = |text: &'static str| Refusal::new(Code::InvalidScope, text);
    let scopes: Scopes = text.parse().map_err(|_| invalid("a scope is not known here"))?;
    if scopes == Scopes::NONE || scopes.iter().any(|scope| !all.allows(scope)) {
        return Err(invalid("a scope was not granted before"));
    }
    Ok(scopes)
}

/// RFC 6749 section 4.4. Such a token has no user, and opens what is the application's own: its registration, and the
/// introspection of its tokens.
async fn as_itself(app: &App, client: Client, scope: Option<&str>) -> Result<TokenResponse, Failure> {
    if client.public {
        return Err(Refusal::new(Code::UnauthorizedClient, "a public application has no data of its own").into());
    }
    if scope.is_some() {
        return Err(Refusal::new(Code::InvalidScope, "scopes are granted by people, and none is here").into());
    }
    let (secret, now) = (Secret::new(app.chance.bytes()), app.clock.now());
    let (hash, expires_at) = (secret.hash().to_vec(), hour_from(now)?);
    app.db.write(async move |tx| Ok::<_, Error>(clients::insert_token(tx, hash.clone(), client.id, now, expires_at).await?)).await?;
    Ok(TokenResponse {
        access_token: secret.reveal().to_owned(),
        token_type: "bearer",
        expires_in: Some(LIFETIME.as_secs()),
        refresh_token: None,
        scope: String::new(),
        id_token: None,
    })
}

/// RFC 6749 section 4.3, for applications whose registration has it. Says the same whatever is wrong.
async fn by_password(
    app: &App,
    issuer: &Issuer,
    client: Client,
    username: String,
    password: String,
    scope: Option<String>,
) -> Result<TokenResponse, Failure> {
    if !client.legacy_grants {
        return Err(Refusal::new(Code::UnauthorizedClient, "this application may not use the password grant").into());
    }
    let scopes = wanted(&client, scope.as_deref())?;
    let user =
        passwords::prove(app, &username, password).await?.ok_or_else(|| Refusal::invalid_grant("the address or the password is wrong"))?;
    let (own, at, by) = (app.clone(), issuer.clone(), client.clone());
    let outcome = app
        .db
        .write(async move |tx| {
            let issue = Issue { client: by.id, user, space: at.space_id(), grant: own.id(), scopes, expires_at: expiry(&own, &by)? };
            let now = own.clock.now();
            let (secret, refresh) = write(&own, tx, &by, issue, Some(now)).await?;
            granted(&own, tx, issue, secret, refresh, None, Some(now)).await
        })
        .await?;
    match outcome {
        Outcome::Granted(granted) => respond(app, &client, *granted).await,
        Outcome::Replayed => Err(Error::internal("a password is no code").into()),
    }
}

/// Revocation (RFC 7009): of an access token, or of a refresh token with all of its family. What is unknown or somebody
/// else's is gone for the one who asks, and so is no error.
pub async fn revoke(app: &App, credentials: &Credentials, token: &str) -> Result<(), Failure> {
    let client = authenticate(app, credentials).await?.id;
    let (hash, now) = (oauth::hash(token), app.clock.now());
    app.db
        .write(async move |tx| {
            if let Some(found) = store::tokens::find(tx, &hash, now).await?.filter(|token| token.client_id == Some(client.0)) {
                store::tokens::delete(tx, found.id).await?;
            }
            if let Some(found) = grants::find_refresh(tx, &hash).await?.filter(|token| token.client_id == client) {
                grants::revoke(tx, found.grant_id).await?;
            }
            clients::delete_token(tx, &hash, client).await?;
            Ok::<_, Failure>(())
        })
        .await
}

/// Introspection (RFC 7662), for the application that a token was given to; all others learn that it is not active.
pub async fn introspect(app: &App, issuer: &Issuer, client: &Client, token: &str) -> Result<Value, Failure> {
    let (hash, now, by) = (oauth::hash(token), app.clock.now(), client.id);
    let (access, refresh, own) = app
        .db
        .read(async move |tx| {
            let access = store::tokens::find(tx, &hash, now).await?.filter(|token| token.client_id == Some(by.0));
            let refresh = grants::find_refresh(tx, &hash).await?;
            let refresh = refresh.filter(|token| token.client_id == by && token.used_at.is_none() && token.expires_at > now);
            let own = clients::find_token(tx, &hash, now).await?.filter(|token| token.client_id == by);
            Ok::<_, Error>((access, refresh, own))
        })
        .await?;
    let here = |space: Option<Uuid>| space == issuer.space_id().map(|space| space.0) || issuer.space.is_none();
    let told = |scope: &str, user: Option<UserId>, from: Timestamp, to: Option<Timestamp>| {
        let mut all = json!({"active": true, "client_id": by.to_string(), "scope": scope, "token_type": "bearer", "iat": from.as_second(), "iss": issuer.url});
        if let Some(members) = all.as_object_mut() {
            members.extend(user.map(|user| ("sub".to_owned(), user.to_string().into())));
            members.extend(to.map(|to| ("exp".to_owned(), to.as_second().into())));
        }
        all
    };
    Ok(match (access, refresh, own) {
        (Some(t), ..) if here(t.space_id) => told(&t.scopes, Some(t.user_id), t.created_at, t.expires_at),
        (_, Some(t), _) if here(t.space_id) => told(&t.scopes, Some(t.user_id), t.created_at, Some(t.expires_at)),
        (_, _, Some(t)) => told("", None, t.created_at, Some(t.expires_at)),
        _ => json!({"active": false}),
    })
}

/// The application behind a token that it got as itself.
pub async fn itself(app: &App, token: &str) -> Result<Client, Failure> {
    let (hash, now) = (oauth::hash(token), app.clock.now());
    let found = app
        .db
        .read(async move |tx| match clients::find_token(tx, &hash, now).await? {
            Some(own) => Ok::<_, Error>(clients::find(tx, own.client_id).await?),
            None => Ok(None),
        })
        .await?;
    found.ok_or_else(invalid_client)
}

/// The applications that a user let in, the latest first.
pub async fn connected(app: &App, user: UserId) -> Result<Vec<Connected>> {
    app.db.read(async move |tx| Ok::<_, Error>(grants::connected(tx, user).await?)).await
}

/// Takes back what a user granted an application: the consents, and every token.
pub async fn disconnect(app: &App, user: UserId, client: ClientId) -> Result<()> {
    app.db
        .write(async move |tx| {
            store::webhooks::disconnect(tx, user, client).await?;
            Ok::<_, Error>(grants::disconnect(tx, user, client).await?)
        })
        .await
}

/// What an application is told by a code that it can redeem for a user it made (API 1, `POST users`).
pub(crate) fn grant_code(app: &App, caller: &Caller, user: UserId, lifetime: SignedDuration) -> Result<(Secret, grants::Code)> {
    let (secret, now) = (Secret::new(app.chance.bytes()), app.clock.now());
    let code = grants::Code {
        hash: secret.hash().to_vec(),
        client_id: caller.client.map(|client| client.0),
        user_id: user,
        space_id: None,
        grant_id: app.id(),
        scopes: caller.scopes.to_string(),
        redirect_uri: None,
        code_challenge: None,
        nonce: None,
        auth_time: None,
        created_at: now,
        expires_at: now.checked_add(lifetime).map_err(Error::internal)?,
        used_at: None,
    };
    Ok((secret, code))
}
