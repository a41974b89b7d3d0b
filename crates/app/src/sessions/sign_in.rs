//! Signing in: by password, then by code where there is a second factor; by a link that a program asked for.

use super::{Session, begin, digest};
use crate::access::Caller;
use crate::throttles::{self, ACCOUNT, CODE, PAIR, PLACE};
use crate::tickets::Purpose;
use crate::{App, Error, FieldError, Result, accounts, passwords, second_factors, space_domains, tickets};
use domain::ids::UserId;
use domain::scopes::Scope;
use oauth::Secret;
use store::sessions;
use store::users::{self, User};

/// What somebody who wants to sign in sent.
#[derive(Clone, Debug)]
pub struct Attempt {
    pub email: String,
    pub password: String,
    /// The client's address.
    pub place: String,
    /// The cookie of a browser that signed in before.
    pub device: Option<String>,
    pub user_agent: Option<String>,
    /// Where the forms are, without a trailing slash: links in mails lead there.
    pub at: String,
}

/// How an attempt ended that was right.
pub enum SignedIn {
    /// The session's token, and one by which the browser is known from now on.
    Yes { session: Secret, device: Secret },
    /// The token of a session that waits for the second factor.
    CodeNeeded(Secret),
}

/// The same whatever was wrong, so that nobody learns which addresses have accounts.
fn wrong() -> Error {
    FieldError::base("wrong", "The address or the password is not right.").into()
}

/// Signs in by address and password. Takes as long for an address that nobody has.
///
/// # Errors
/// [`Error::Invalid`] when something is wrong, [`Error::RateLimited`] after too many attempts.
pub async fn sign_in(app: &App, attempt: Attempt) -> Result<SignedIn> {
    let address = attempt.email.trim().to_lowercase();
    let pair = format!("{address}\n{}", attempt.place);
    throttles::attempt(app, PLACE, &attempt.place).await?;
    throttles::attempt(app, PAIR, &pair).await?;
    let user = find(app, &address).await?;
    if !known(app, user.as_ref(), attempt.device.as_deref()).await? {
        throttles::attempt(app, ACCOUNT, &address).await?;
    }
    let hash = user.as_ref().and_then(|user| user.password_hash.clone());
    let right = passwords::verify(attempt.password, hash.unwrap_or_else(|| passwords::NOBODY.into())).await?;
    let user = user.filter(|_| right).ok_or_else(wrong)?;
    throttles::forgive(app, PAIR, &pair).await?;
    if user.confirmed_at.is_none() {
        accounts::send_confirmation(app, &user, &attempt.at).await?;
        let said = "The address is not confirmed yet. We have sent a new link to it.";
        return Err(FieldError::base("unconfirmed", said).into());
    }
    whole_or_pending(app, user.id, "pwd", attempt.user_agent).await
}

async fn find(app: &App, address: &str) -> Result<Option<User>> {
    let address = address.to_owned();
    app.db.read(async move |tx| Ok::<_, Error>(users::find_by_email(tx, &address).await?)).await
}

async fn known(app: &App, user: Option<&User>, device: Option<&str>) -> Result<bool> {
    let (Some(user), Some(device)) = (user, device) else { return Ok(false) };
    let (user, hash) = (user.id, digest(app, device));
    app.db.read(async move |tx| Ok::<_, Error>(sessions::knows_device(tx, user, &hash).await?)).await
}

/// A session that is whole, unless the user has a second factor.
async fn whole_or_pending(app: &App, user: UserId, methods: &str, user_agent: Option<String>) -> Result<SignedIn> {
    let (all, methods) = (app.clone(), methods.to_owned());
    app.db
        .write(async move |tx| {
            if second_factors::on(tx, user).await? {
                return Ok(SignedIn::CodeNeeded(begin(&all, tx, user, &methods, true, user_agent.clone()).await?));
            }
            whole(&all, tx, user, &methods, user_agent.clone()).await
        })
        .await
}

async fn whole(app: &App, tx: &mut db::Tx, user: UserId, methods: &str, user_agent: Option<String>) -> Result<SignedIn> {
    let session = begin(app, tx, user, methods, false, user_agent).await?;
    let device = Secret::new(app.chance.bytes());
    sessions::know_device(tx, user, &digest(app, device.reveal()), app.clock.now()).await?;
    Ok(SignedIn::Yes { session, device })
}

/// Begins a whole session for who has shown a passkey (RFC 8176: `pop`), in the place of one that waits.
pub(crate) async fn begin_by_passkey(
    app: &App,
    tx: &mut db::Tx,
    user: UserId,
    pending: Option<&str>,
    user_agent: Option<String>,
) -> Result<SignedIn> {
    if let Some(pending) = pending
        && let Some(row) = sessions::find(tx, &digest(app, pending), app.clock.now()).await?
        && row.pending
    {
        sessions::delete(tx, row.user_id, row.id).await?;
    }
    whole(app, tx, user, "pop mfa", user_agent).await
}

/// Completes a pending session with the code of an authenticator app, or one of the recovery codes. The session gets
/// another token.
///
/// # Errors
/// [`Error::Unauthenticated`] when no session is pending, [`Error::Invalid`] when the code is wrong,
/// [`Error::RateLimited`] after too many.
pub async fn enter_code(app: &App, pending: &str, code: &str) -> Result<SignedIn> {
    let (hash, now) = (digest(app, pending), app.clock.now());
    let found = app.db.read(async move |tx| Ok::<_, Error>(sessions::find(tx, &hash, now).await?)).await?;
    let row = found.filter(|row| row.pending).ok_or(Error::Unauthenticated)?;
    throttles::attempt(app, CODE, &row.user_id.to_string()).await?;
    let (all, code) = (app.clone(), code.to_owned());
    let done = app.db.write(async move |tx| {
        if !second_factors::takes(&all, tx, row.user_id, &code).await? {
            return Err(FieldError::field("code", "wrong", "is not right, or was used already").into());
        }
        if !sessions::delete(tx, row.user_id, row.id).await? {
            return Err(Error::Unauthenticated);
        }
        let methods = format!("{} otp", row.methods);
        Ok((row.user_id, whole(&all, tx, row.user_id, &methods, row.user_agent.clone()).await?))
    });
    let (user, signed_in) = done.await?;
    throttles::forgive(app, CODE, &user.to_string()).await?;
    Ok(signed_in)
}

/// The secret of a link that signs the caller's browser in once, within five minutes, and then leads to `redirect`
/// (API 1, 4.2),
/// which must be one of our own pages.
pub async fn link(app: &App, caller: &Caller, redirect: Option<String>) -> Result<Secret> {
    caller.require(&[Scope::Signin])?;
    if caller.bound_to.is_some() {
        return Err(Error::forbidden("space_token", "A token of a space signs nobody in."));
    }
    if let Some(target) = &redirect
        && space_domains::within(app, target).await?.is_none()
    {
        return Err(FieldError::field("redirect", "elsewhere", "must be an address on this server").into());
    }
    let (all, user) = (app.clone(), caller.user);
    app.db.write(async move |tx| tickets::issue(&all, tx, Purpose::SignIn, user, redirect.clone()).await).await
}

/// Signs in by such a link; and where it leads. A second factor is asked for none the less.
pub async fn sign_in_by_link(app: &App, secret: &str, user_agent: Option<String>) -> Result<(SignedIn, Option<String>)> {
    let (all, secret) = (app.clone(), secret.to_owned());
    let ticket = app.db.write(async move |tx| tickets::take(&all, tx, Purpose::SignIn, &secret).await).await?;
    Ok((whole_or_pending(app, ticket.user_id, "mca", user_agent).await?, ticket.data))
}

impl Session {
    /// Refuses what is done with somebody's account when the last proof of who it is lies too far back.
    pub fn require_recent(&self, app: &App) -> Result<()> {
        let age = app.clock.now().duration_since(self.authenticated_at);
        if age > jiff::SignedDuration::from_hours(12) {
            return Err(Error::forbidden("sign_in_again", "Please sign in again before you change this."));
        }
        Ok(())
    }
}
