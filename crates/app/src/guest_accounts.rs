//! Logins for the Wi-Fi and readers that are no memberships (T16; `api-v1`, 4.12).

use crate::access::Access;
use crate::passwords::{self, NOBODY};
use crate::throttles::{self, ACCOUNT};
use crate::{App, Error, Event, FieldError, Result};
use domain::ids::GuestAccountId;
use domain::scopes::Scope;
use domain::texts;
use jiff::Timestamp;
use serde_json::json;
use store::guest_accounts::{self, GuestAccount};

const MOST: i64 = 10_000;
/// Letters of a password, so that hashing one takes no longer than another.
const LONGEST: usize = 255;

/// A login to be.
#[derive(Clone, Debug)]
pub struct Create {
    pub login: String,
    pub password: String,
    /// None: it lasts.
    pub expires_after: Option<Timestamp>,
}

/// All of the space, oldest first. For admins who may see check-ins.
pub async fn list(app: &App, access: &Access) -> Result<Vec<GuestAccount>> {
    access.require_admin(Scope::ReadGuestAccounts)?;
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(guest_accounts::list(&mut access.bind(tx), MOST).await?)).await
}

/// For admins who may see check-ins.
pub async fn get(app: &App, access: &Access, id: GuestAccountId) -> Result<GuestAccount> {
    access.require_admin(Scope::ReadGuestAccounts)?;
    let access = access.clone();
    app.db.read(async move |tx| guest_accounts::find(&mut access.bind(tx), id).await?.ok_or(Error::NOT_FOUND)).await
}

/// For admins who may edit check-ins. The password is kept as a hash.
pub async fn create(app: &App, access: &Access, wish: Create) -> Result<GuestAccount> {
    access.require_admin(Scope::WriteGuestAccounts)?;
    let now = app.clock.now();
    let login = texts::name(&wish.login).map_err(|bad| FieldError::field("login", bad.code(), bad.to_string()))?;
    if wish.password.is_empty() {
        return Err(FieldError::field("password", "blank", "can't be blank").into());
    }
    if wish.password.chars().count() > LONGEST {
        return Err(FieldError::field("password", "too_long", "is too long").into());
    }
    if wish.expires_after.is_some_and(|at| at <= now) {
        return Err(FieldError::field("expires_after", "in_the_past", "must be in the future").into());
    }
    let password_hash = app.hash_password(wish.password).await?;
    let new = GuestAccount { id: app.id(), login, password_hash, expires_after: wish.expires_after, created_at: now };
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        guest_accounts::insert(&mut tx, &new).await?;
        app.emit(&mut tx, Event::CreatedGuestAccount, new.id.0, json!({"login": new.login})).await?;
        Ok(new.clone())
    })
    .await
}

/// For admins who may edit check-ins.
pub async fn delete(app: &App, access: &Access, id: GuestAccountId) -> Result<()> {
    access.require_admin(Scope::WriteGuestAccounts)?;
    let access = access.clone();
    let gone = app.db.write(async move |tx| Ok::<_, Error>(guest_accounts::delete(&mut access.bind(tx), id).await?)).await?;
    if gone { Ok(()) } else { Err(Error::NOT_FOUND) }
}

/// A guest who was let in; nothing is kept of it.
#[derive(Clone, Debug)]
pub struct Visit {
    pub account: GuestAccount,
    pub from: Timestamp,
    /// The end of the day, or when the login expires.
    pub until: Timestamp,
}

/// Lets a guest in whose login and password these are, for admins who may edit check-ins: captive portals ask (T16).
/// None where they are nobody's.
pub async fn enter(app: &App, access: &Access, login: &str, password: String) -> Result<Option<Visit>> {
    access.require_admin(Scope::WriteCheckIns)?;
    let Some(account) = prove(app, access, login, password).await? else { return Ok(None) };
    let from = app.clock.now();
    let day = domain::check_ins::day_end(from, access.zone());
    let until = account.expires_after.map_or(day, |end| end.min(day));
    Ok(Some(Visit { account, from, until }))
}

/// The guest whose login and password these are, as long as the login lasts. Takes as long where it is nobody's.
async fn prove(app: &App, access: &Access, login: &str, password: String) -> Result<Option<GuestAccount>> {
    throttles::attempt(app, ACCOUNT, &format!("{} {}", access.space_id(), login.trim().to_lowercase())).await?;
    let (access, login) = (access.clone(), login.to_owned());
    let found = app.db.read(async move |tx| Ok::<_, Error>(guest_accounts::by_login(&mut access.bind(tx), &login).await?)).await?;
    let now = app.clock.now();
    let lasting = found.filter(|guest| guest.expires_after.is_none_or(|end| now < end));
    let hash = lasting.as_ref().map_or(NOBODY, |guest| &guest.password_hash).to_owned();
    let right = passwords::verify(password, hash).await?;
    Ok(lasting.filter(|_| right))
}
