//! Inviting admins: by name and address; who opens the link is one (P1).

use crate::access::{Access, Place};
use crate::invitations::{LIFETIME, space};
use crate::mails::{self, NewMail};
use crate::sessions::Session;
use crate::throttles::{self, MAIL_ADDRESS, MAIL_PLACE};
use crate::{App, Error, Event, FieldError, Result};
use domain::ids::{AdminId, AdminInvitationId};
use domain::permissions::Permissions;
use domain::scopes::Scope;
use domain::{emails, texts};
use oauth::Secret;
use serde_json::json;
use store::SpaceTx;
use store::access::{self as rows, Admin};
use store::admins::{self, Invitation};

/// Whom to invite.
#[derive(Clone, Debug)]
pub struct Invite {
    pub name: String,
    pub email: String,
}

/// Mails somebody the link that makes an admin. An earlier one for the same address does not work any more.
///
/// # Errors
/// [`Error::Invalid`] when the data is wrong or the person is an admin already, [`Error::RateLimited`] after too many mails.
pub async fn invite(app: &App, access: &Access, wish: Invite) -> Result<Invitation> {
    access.require_admin(Scope::WriteAdmins)?;
    let mut wrong = Vec::new();
    let name = texts::name(&wish.name).map_err(|bad| wrong.push(FieldError::field("name", bad.code(), bad.to_string())));
    let email = emails::normalize(&wish.email);
    if email.is_none() {
        wrong.push(FieldError::field("email", "invalid", "is not an e-mail address"));
    }
    let (Ok(name), Some(email)) = (name, email) else { return Err(Error::Invalid(wrong)) };
    throttles::attempt(app, MAIL_PLACE, &access.space_id().to_string()).await?;
    throttles::attempt(app, MAIL_ADDRESS, &email.to_lowercase()).await?;
    let (all, access, secret, now) = (app.clone(), access.clone(), Secret::new(app.chance.bytes()), app.clock.now());
    let expires_at = now.checked_add(LIFETIME).map_err(Error::internal)?;
    let new = Invitation { id: app.id::<AdminInvitationId>(), name, email, created_at: now, expires_at };
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            if admins::find_by_email(&mut tx, &new.email).await?.is_some() {
                return Err(FieldError::field("email", "taken", "belongs to an admin of this space").into());
            }
            admins::invite(&mut tx, &secret.hash(), &new).await?;
            mails::queue(&all, tx.global(), mail(&all, &access, &new, &secret)).await?;
            Ok(new.clone())
        })
        .await
}

fn mail(app: &App, access: &Access, new: &Invitation, secret: &Secret) -> NewMail {
    let space = access.space();
    let inviter = access.admin_role().map_or("An admin", |role| &*role.admin.name);
    let body = format!(
        "Hello {},\n\n{inviter} invites you to run {} together. Open this link to become an admin:\n\n{}/admin/invitations/{}\n\nIt works once, \
         for 30 days. If you do not know what this is about, there is nothing to do.",
        new.name,
        space.name,
        app.site_of(space),
        secret.reveal()
    );
    let subject = format!("You are invited to run {}", space.name);
    NewMail { space: Some(space.id), kind: "admin_invitation_email", to: new.email.clone(), subject, body }
}

/// Who was invited and has not come yet.
pub async fn invitations(app: &App, access: &Access) -> Result<Vec<Invitation>> {
    access.require_admin(Scope::ReadAdmins)?;
    let (access, now) = (access.clone(), app.clock.now());
    app.db.read(async move |tx| Ok::<_, Error>(admins::invitations(&mut access.bind(tx), now).await?)).await
}

/// Takes an invitation back: its link does not work any more.
pub async fn uninvite(app: &App, access: &Access, id: AdminInvitationId) -> Result<()> {
    access.require_admin(Scope::WriteAdmins)?;
    let access = access.clone();
    let found = app.db.write(async move |tx| Ok::<_, Error>(admins::uninvite(&mut access.bind(tx), id).await?)).await?;
    if found { Ok(()) } else { Err(Error::NOT_FOUND) }
}

/// What the holder of a link is told before it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invited {
    pub space: String,
    /// What the admin will be called.
    pub name: String,
}

/// What the link offers, as long as it works.
///
/// # Errors
/// [`Error::NOT_FOUND`] when it is unknown, too old, was used or taken back.
pub async fn look(app: &App, subdomain: &str, secret: &str) -> Result<Invited> {
    let (place, hash, now) = (Place::Subdomain(subdomain.to_owned()), oauth::hash(secret), app.clock.now());
    app.db
        .read(async move |tx| {
            let space = space(tx, &place).await?;
            let found = admins::invitation(&mut SpaceTx::bind(tx, space.id), &hash, now).await?.ok_or(Error::NOT_FOUND)?;
            Ok(Invited { space: space.name, name: found.name })
        })
        .await
}

/// Makes who is signed in an admin with every permission (P1). The link does not work again.
///
/// # Errors
/// [`Error::NOT_FOUND`] as [`look`], [`Error::Conflict`] when the person is an admin already.
pub async fn accept(app: &App, session: &Session, subdomain: &str, secret: &str) -> Result<()> {
    let (place, hash, now) = (Place::Subdomain(subdomain.to_owned()), oauth::hash(secret), app.clock.now());
    let (id, user, all) = (app.id::<AdminId>(), session.user, app.clone());
    app.db
        .write(async move |tx| {
            let space = space(tx, &place).await?;
            let mut tx = SpaceTx::bind(tx, space.id);
            let invitation = admins::take_invitation(&mut tx, &hash, now).await?.ok_or(Error::NOT_FOUND)?;
            let admin = Admin { id, name: invitation.name, permissions: Permissions::default() };
            rows::insert_admin(tx.global(), space.id, user, &admin, now).await?;
            all.emit(&mut tx, Event::CreatedAdmin, id.0, json!({"user_id": user})).await
        })
        .await
}
