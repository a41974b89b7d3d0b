//! People: making an account, finding oneself.

use crate::access::Caller;
use crate::{App, Error, FieldError, Result, tokens};
use domain::ids::{SpaceId, UserId};
use domain::scopes::Scope;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use oauth::Secret;
use store::spaces::Space;
use store::users::{self, Membership, User};
use store::{access, spaces};

/// Makes an account whose address counts as confirmed (API 1, `POST users`; the CLI).
pub async fn create(app: &App, email: &str, password: Option<String>) -> Result<UserId> {
    let user = prepare(app, email, password).await?;
    let id = user.id;
    app.db.write(async move |tx| Ok::<_, Error>(users::insert(tx, &user).await?)).await?;
    Ok(id)
}

/// The account to be, its password hashed: that takes too long for a transaction.
pub(crate) async fn prepare(app: &App, email: &str, password: Option<String>) -> Result<User> {
    let email = domain::emails::normalize(email).ok_or_else(|| FieldError::field("email", "invalid", "is not an e-mail address"))?;
    let password_hash = match password {
        Some(password) => Some(app.hash_password(password).await?),
        None => None,
    };
    let (id, now) = (app.id::<UserId>(), app.clock.now());
    Ok(User { id, email, password_hash, confirmed_at: Some(now), created_at: now })
}

/// A user whom an application made, and the code with which it gets a token for that user.
pub struct Invited {
    pub id: UserId,
    pub email: String,
    pub grant_code: Secret,
}

/// Makes an account on behalf of an application (API 1, `POST users`). Without a password nobody signs in by one
/// before it is set.
pub async fn create_for(app: &App, caller: &Caller, email: &str, password: Option<String>) -> Result<Invited> {
    caller.require(&[Scope::Write])?;
    password.as_deref().map_or(Ok(()), |password| domain::passwords::check(password, &[email]))?;
    let user = prepare(app, email, password).await?;
    let (grant_code, code) = tokens::grant_code(app, caller, user.id)?;
    let invited = Invited { id: user.id, email: user.email.clone(), grant_code };
    app.db
        .write(async move |tx| {
            users::insert(tx, &user).await?;
            Ok::<_, Error>(store::grants::insert_code(tx, code.clone()).await?)
        })
        .await?;
    Ok(invited)
}

/// Whether the address is free for a new account, or else a conflict.
pub async fn check_free(app: &App, email: &str) -> Result<()> {
    let email = domain::emails::normalize(email).ok_or_else(|| FieldError::field("email", "invalid", "is not an e-mail address"))?;
    let found = app.db.read(async move |tx| Ok::<_, Error>(users::find_by_email(tx, &email).await?)).await?;
    if found.is_none() { Ok(()) } else { Err(Error::conflict("taken", "Somebody has an account with this address.")) }
}

/// The user behind a token.
pub async fn find(app: &App, id: UserId) -> Result<User> {
    let found = app.db.read(async move |tx| Ok::<_, Error>(users::find(tx, id).await?)).await?;
    found.ok_or(Error::Unauthenticated)
}

/// A user with the spaces of which he or she is an admin, and the memberships.
pub struct Myself {
    pub user: User,
    pub admin_of: Vec<Space>,
    /// The name as an admin, space by space.
    pub admin_names: Vec<(SpaceId, String)>,
    /// Spaces with a membership that has not ended.
    pub member_of: Vec<Space>,
    /// Those memberships, perhaps not confirmed yet.
    pub memberships: Vec<Membership>,
}

/// The caller. A space token sees its own space only.
pub async fn me(app: &App, caller: &Caller) -> Result<Myself> {
    let (id, bound_to, now) = (caller.user, caller.bound_to, app.clock.now());
    app.db
        .read(async move |tx| {
            let user = users::find(tx, id).await?.ok_or(Error::Unauthenticated)?;
            let visible = |space: &Space| bound_to.is_none_or(|bound| bound == space.id);
            let mut admin_of = spaces::administered(tx, id).await?;
            admin_of.retain(visible);
            let mut member_of = spaces::joined(tx, id).await?;
            member_of.retain(visible);
            let mut memberships = users::memberships(tx, id).await?;
            memberships.retain(|membership| {
                let space = member_of.iter().find(|space| space.id == membership.space_id);
                space.is_some_and(|space| membership.canceled_to.is_none_or(|last| last >= today(space, now)))
            });
            member_of.retain(|space| memberships.iter().any(|membership| membership.space_id == space.id));
            let admin_names = access::admin_names(tx, id).await?;
            Ok(Myself { user, admin_of, admin_names, member_of, memberships })
        })
        .await
}

/// The day it is in the space.
pub(crate) fn today(space: &Space, now: Timestamp) -> Date {
    TimeZone::get(&space.time_zone).unwrap_or(TimeZone::UTC).to_datetime(now).date()
}
