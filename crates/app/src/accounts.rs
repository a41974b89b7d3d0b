//! Accounts of people: signing up, confirming the address, a forgotten password, changes.
//!
//! What a page says never tells whether an address has an account: the mail does, to whom it belongs.

use crate::access::Access;
use crate::mails::{self, NewMail};
use crate::sessions::Session;
use crate::throttles::{self, MAIL_ADDRESS, MAIL_PLACE};
use crate::tickets::{self, Purpose};
use crate::{App, Error, Event, FieldError, Result, passwords};
use db::Tx;
use domain::ids::{MembershipId, UserId};
use domain::scopes::Scope;
use oauth::Secret;
use serde_json::json;
use store::users::{self, User};
use store::{SpaceTx, access, memberships, sessions, spaces};

/// Where a request comes from and where its forms are.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The client's address.
    pub place: String,
    /// The site, without a trailing slash: links in mails lead there.
    pub at: String,
}

/// Signs up: mails a link that confirms the address, or tells its owner that there is an account already.
pub async fn sign_up(app: &App, origin: &Origin, email: &str, password: String) -> Result<()> {
    let email = normalized(email)?;
    domain::passwords::check(&password, &[&email])?;
    throttles::attempt(app, MAIL_PLACE, &origin.place).await?;
    let hash = app.hash_password(password).await?; // for those who have an account, too: it takes as long
    if limited(app, &email).await? {
        return Ok(());
    }
    let user = User { id: app.id(), email, password_hash: Some(hash), confirmed_at: None, created_at: app.clock.now() };
    let (all, at) = (app.clone(), origin.at.clone());
    let written = app.db.write(async move |tx| {
        if let Some(known) = users::find_by_email(tx, &user.email).await? {
            return already(&all, tx, &known, &at).await;
        }
        users::insert(tx, &user).await?;
        confirmation(&all, tx, &user, &at).await
    });
    match written.await {
        // Somebody else signed up with it this moment: that one has the mail.
        Err(Error::Invalid(fields)) if fields.iter().any(|field| field.code == "taken") => Ok(()),
        written => written,
    }
}

fn normalized(email: &str) -> Result<String> {
    domain::emails::normalize(email).ok_or_else(|| FieldError::field("email", "invalid", "is not an e-mail address").into())
}

/// Whether the address has had enough mails for now.
async fn limited(app: &App, email: &str) -> Result<bool> {
    match throttles::attempt(app, MAIL_ADDRESS, &email.to_lowercase()).await {
        Err(Error::RateLimited { .. }) => Ok(true),
        other => other.map(|()| false),
    }
}

async fn already(app: &App, tx: &mut Tx, user: &User, at: &str) -> Result<()> {
    if user.confirmed_at.is_none() {
        return confirmation(app, tx, user, at).await;
    }
    let body = format!(
        "Somebody, perhaps you, wanted to sign up with this address. You have an account already.\n\nSign in: {at}/session/new\nForgot your \
         password? {at}/password/forgotten\n\nIf it was not you, there is nothing to do."
    );
    post(app, tx, "account_exists_email", user.email.clone(), "You have an account already", body).await
}

async fn confirmation(app: &App, tx: &mut Tx, user: &User, at: &str) -> Result<()> {
    let secret = tickets::issue(app, tx, Purpose::Confirm, user.id, None).await?;
    let body = format!(
        "Welcome! Please confirm that this is your address:\n\n{at}/users/confirm?token={}\n\nThe link works for three days. If you did not sign \
         up, there is nothing to do.",
        secret.reveal()
    );
    post(app, tx, "account_email_confirmation_email", user.email.clone(), "Confirm your address", body).await
}

/// Mails the link again, unless the address has had enough.
pub(crate) async fn send_confirmation(app: &App, user: &User, at: &str) -> Result<()> {
    if limited(app, &user.email).await? {
        return Ok(());
    }
    let (all, user, at) = (app.clone(), user.clone(), at.to_owned());
    app.db.write(async move |tx| confirmation(&all, tx, &user, &at).await).await
}

async fn post(app: &App, tx: &mut Tx, kind: &'static str, to: String, subject: &str, body: String) -> Result<()> {
    let mail = NewMail { space: None, kind, to, subject: subject.into(), body };
    mails::queue(app, tx, mail).await.map(drop)
}

/// The address is confirmed by the link that was mailed to it.
pub async fn confirm(app: &App, secret: &str) -> Result<()> {
    let (all, secret) = (app.clone(), secret.to_owned());
    app.db
        .write(async move |tx| {
            let user = tickets::take(&all, tx, Purpose::Confirm, &secret).await?.user_id;
            Ok(users::confirm(tx, user, all.clock.now()).await?)
        })
        .await
}

/// Mails a link for a new password, if the address has an account.
pub async fn forgot_password(app: &App, origin: &Origin, email: &str) -> Result<()> {
    let email = normalized(email)?;
    throttles::attempt(app, MAIL_PLACE, &origin.place).await?;
    if limited(app, &email).await? {
        return Ok(());
    }
    let (all, at) = (app.clone(), origin.at.clone());
    app.db
        .write(async move |tx| {
            let Some(user) = users::find_by_email(tx, &email).await? else { return Ok(()) };
            let secret: Secret = tickets::issue(&all, tx, Purpose::Reset, user.id, None).await?;
            let body = format!(
                "Choose a new password here:\n\n{at}/password/reset?token={}\n\nThe link works for two hours. If you did not ask for it, there is \
                 nothing to do: your password is as it was.",
                secret.reveal()
            );
            post(&all, tx, "password_reset_email", user.email, "A new password", body).await
        })
        .await
}

/// Mails a member such a link, for an admin who was asked for help. The admin does not see it.
///
/// # Errors
/// [`Error::Conflict`] where the membership has no login, [`Error::RateLimited`] after too many mails.
pub async fn reset_for_member(app: &App, access: &Access, membership: MembershipId) -> Result<(MembershipId, String)> {
    access.require_admin(Scope::WritePasswordResets)?;
    let id = membership;
    let (space, bound) = (access.space_id().to_string(), access.clone());
    let found = app.db.read(async move |tx| memberships::find(&mut bound.bind(tx), id).await?.ok_or(Error::NOT_FOUND)).await?;
    let none = || Error::conflict("no_login", "Nobody has connected a login with this membership.");
    let email = found.user_email.ok_or_else(none)?;
    let origin = Origin { place: space, at: app.hosts.at("www") };
    forgot_password(app, &origin, &email).await?;
    Ok((membership, email))
}

/// Sets the password by such a link: all sessions end, the link has shown that the address is right.
pub async fn reset_password(app: &App, secret: &str, password: String) -> Result<()> {
    domain::passwords::check(&password, &[])?;
    if !tickets::works(app, Purpose::Reset, secret).await? {
        return Err(Error::NOT_FOUND);
    }
    let hash = app.hash_password(password).await?;
    let (all, secret) = (app.clone(), secret.to_owned());
    app.db
        .write(async move |tx| {
            let user = tickets::take(&all, tx, Purpose::Reset, &secret).await?.user_id;
            users::set_password(tx, user, &hash).await?;
            users::confirm(tx, user, all.clock.now()).await?;
            sessions::delete_others(tx, user, all.id()).await?; // none is kept: no session has a new id
            sessions::forget_devices(tx, user).await?;
            told_of_password(&all, tx, user).await
        })
        .await
}

async fn told_of_password(app: &App, tx: &mut Tx, user: UserId) -> Result<()> {
    let Some(user) = users::find(tx, user).await? else { return Ok(()) };
    let body = "Your password was changed. If it was not you, ask for a new one at once.".to_owned();
    post(app, tx, "password_changed_email", user.email, "Your password was changed", body).await
}

/// Changes one's own password; the other sessions end.
pub async fn change_password(app: &App, session: &Session, old: String, new: String) -> Result<()> {
    domain::passwords::check(&new, &[&session.email])
        .map_err(|refusal| Error::from(FieldError::field("new_password", refusal.code, refusal.message)))?;
    passwords::ask_again(app, session.user, old).await?;
    let hash = app.hash_password(new).await?;
    let (all, user, kept) = (app.clone(), session.user, session.id);
    app.db
        .write(async move |tx| {
            users::set_password(tx, user, &hash).await?;
            sessions::delete_others(tx, user, kept).await?;
            sessions::forget_devices(tx, user).await?;
            told_of_password(&all, tx, user).await
        })
        .await
}

/// Mails a link to the new address; the old one is told. Nothing changes before the link is used.
pub async fn ask_to_change_email(app: &App, origin: &Origin, session: &Session, email: &str, password: String) -> Result<()> {
    let email = normalized(email)?;
    passwords::ask_again(app, session.user, password).await?;
    throttles::attempt(app, MAIL_PLACE, &origin.place).await?;
    let (all, at, user, old) = (app.clone(), origin.at.clone(), session.user, session.email.clone());
    app.db
        .write(async move |tx| {
            let told = format!(
                "Somebody, we hope you, wants to use {email} in the place of this address. If it was not you, change your password."
            );
            post(&all, tx, "email_changed_email", old.clone(), "Your address is to be changed", told).await?;
            if users::find_by_email(tx, &email).await?.is_some() {
                let body =
                    "Somebody wanted to use this address for another account. It has one already, so nothing was changed.".to_owned();
                return post(&all, tx, "email_changed_email", email.clone(), "This address has an account", body).await;
            }
            let secret = tickets::issue(&all, tx, Purpose::ChangeEmail, user, Some(email.clone())).await?;
            let body =
                format!("Confirm your new address here:\n\n{at}/users/email?token={}\n\nThe link works for two hours.", secret.reveal());
            post(&all, tx, "email_changed_email", email.clone(), "Confirm your new address", body).await
        })
        .await
}

/// Deletes one's own account for good, with its sessions and tokens.
///
/// # Errors
/// [`Error::Conflict`] while the person is an admin or a member anywhere (S13), or has applications.
pub async fn delete(app: &App, session: &Session, password: String) -> Result<()> {
    session.require_recent(app)?;
    passwords::ask_again(app, session.user, password).await?;
    let (user, now) = (session.user, app.clock.now());
    app.db
        .write(async move |tx| {
            if !access::admin_names(tx, user).await?.is_empty() {
                return Err(Error::conflict("still_admin", "You run a space. Hand it over or leave it first."));
            }
            let spaces = spaces::joined(tx, user).await?;
            let running = users::memberships(tx, user).await?.into_iter().any(|member| {
                let space = spaces.iter().find(|space| space.id == member.space_id);
                space.is_some_and(|space| member.canceled_to.is_none_or(|last| last >= crate::users::today(space, now)))
            });
            if running {
                return Err(Error::conflict("still_member", "You are a member of a space. Cancel your membership first."));
            }
            if users::owns_applications(tx, user).await? {
                return Err(Error::conflict("has_applications", "You have registered applications. Delete them first."));
            }
            Ok(users::delete(tx, user).await?)
        })
        .await
}

/// The new address counts from now on.
pub async fn change_email(app: &App, secret: &str) -> Result<()> {
    let (all, secret) = (app.clone(), secret.to_owned());
    app.db
        .write(async move |tx| {
            let ticket = tickets::take(&all, tx, Purpose::ChangeEmail, &secret).await?;
            let email = ticket.data.ok_or_else(|| Error::internal("a link for a new address without one"))?;
            users::set_email(tx, ticket.user_id, &email, all.clock.now()).await?;
            for (space, membership) in memberships::of_user(tx, ticket.user_id).await? {
                all.emit(&mut SpaceTx::bind(tx, space), Event::UpdatedConnectedUser, membership.0, json!({"email": email})).await?;
            }
            Ok(())
        })
        .await
}
