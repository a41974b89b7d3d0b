//! Administrators of a space: one owner, any number of admins, each with permissions (P1 to P6).

mod invitations;

pub use invitations::{Invite, Invited, accept, invitations, invite, look, uninvite};

use crate::access::Access;
use crate::webhooks::objects;
use crate::{App, Error, Event, FieldError, Result, passwords};
use domain::ids::{AdminId, SpaceId, UserId};
use domain::permissions::{Category, Level, Permissions};
use domain::scopes::Scope;
use domain::texts;
use serde_json::{Value, json};
use store::access::{self, Admin};
use store::{SpaceTx, admins, tokens, users, webhooks};

/// An admin with the address he or she signs in with.
#[derive(Clone, Debug)]
pub struct Listed {
    pub id: AdminId,
    pub user: UserId,
    pub name: String,
    pub email: String,
    pub owner: bool,
    pub permissions: Permissions,
    /// Whether he or she has an authenticator app or a passkey.
    pub second_factor: bool,
}

/// Makes a user an admin with every permission (P1): what invitations, the CLI and seeds do.
pub async fn create(app: &App, space: SpaceId, user: UserId, name: &str, permissions: Permissions) -> Result<AdminId> {
    let (id, now, name, all) = (app.id::<AdminId>(), app.clock.now(), name.to_owned(), app.clone());
    app.db
        .write(async move |tx| {
            let admin = Admin { id, name: name.clone(), permissions: permissions.clone() };
            access::insert_admin(tx, space, user, &admin, now).await?;
            all.emit(&mut SpaceTx::bind(tx, space), Event::CreatedAdmin, id.0, json!({"user_id": user})).await
        })
        .await?;
    Ok(id)
}

/// All admins of the space, by name.
pub async fn list(app: &App, access: &Access) -> Result<Vec<Listed>> {
    access.require_admin(Scope::ReadAdmins)?;
    let (access, owner) = (access.clone(), access.space().owner_id);
    let rows = app.db.read(async move |tx| Ok::<_, Error>(admins::list(&mut access.bind(tx)).await?)).await?;
    Ok(rows.into_iter().map(|row| listed(row, owner)).collect())
}

fn listed(row: admins::Row, owner: UserId) -> Listed {
    Listed {
        id: row.id,
        user: row.user_id,
        name: row.name,
        email: row.email,
        owner: row.user_id == owner,
        permissions: row.permissions.0,
        second_factor: row.second_factor,
    }
}

/// One admin.
pub async fn get(app: &App, access: &Access, id: AdminId) -> Result<Listed> {
    access.require_admin(Scope::ReadAdmins)?;
    let (access, owner) = (access.clone(), access.space().owner_id);
    let row = app.db.read(async move |tx| admins::find(&mut access.bind(tx), id).await?.ok_or(Error::NOT_FOUND)).await?;
    Ok(listed(row, owner))
}

/// Changes name and permissions, where they are given. The owner's permissions cannot be limited (P2), the name can be
/// changed by the owner alone.
pub async fn update(app: &App, access: &Access, id: AdminId, name: Option<String>, permissions: Option<Permissions>) -> Result<Listed> {
    access.require_admin(Scope::WriteAdmins)?;
    let name = name.map(|name| texts::name(&name)).transpose();
    let name = name.map_err(|bad| FieldError::field("name", bad.code(), bad.to_string()))?;
    let (access, user) = (access.clone(), access.user());
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let found = admins::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
            let owner = admins::hold_owner(&mut tx).await?;
            if found.user_id == owner && (permissions.is_some() || user != Some(owner)) {
                return Err(Error::conflict("is_owner", "The owner has all rights, and changes the own name alone."));
            }
            if let Some(name) = &name {
                admins::rename(&mut tx, id, name).await?;
            }
            if let Some(permissions) = &permissions {
                admins::set_permissions(&mut tx, id, permissions).await?;
            }
            Ok(listed(admins::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?, owner))
        })
        .await
}

/// Whether the space wants a second factor of its admins.
pub async fn requires_second_factor(app: &App, access: &Access) -> Result<bool> {
    access.require_admin(Scope::ReadAdmins)?;
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(admins::requires_second_factor(&mut access.bind(tx)).await?)).await
}

/// Wants a second factor of all admins, or no longer. It holds at once, on pages and for tokens: whoever has none is
/// refused until there is one.
///
/// # Errors
/// [`Error::Conflict`] where the caller has none: that would lock everybody out who decides.
pub async fn require_second_factor(app: &App, access: &Access, required: bool) -> Result<()> {
    access.require_admin(Scope::WriteAdmins)?;
    let user = access.user().ok_or(Error::Unauthenticated)?;
    let (all, access) = (app.clone(), access.clone());
    app.db
        .write(async move |tx| {
            if required && !crate::second_factors::on(tx, user).await? {
                return Err(Error::conflict("second_factor_missing", "Set up a second factor of your own first, under /account."));
            }
            let mut tx = access.bind(tx);
            admins::require_second_factor(&mut tx, required).await?;
            all.emit(&mut tx, Event::UpdatedSpace, access.space_id().0, Value::Null).await
        })
        .await
}

/// Sets all permissions of an admin at once, as [`permit`] does one.
pub async fn permit_all(app: &App, access: &Access, admin: AdminId, permissions: Permissions) -> Result<()> {
    access.require_admin(Scope::WriteAdmins)?;
    let access = access.clone();
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            changeable(&mut tx, admin).await?;
            Ok(admins::set_permissions(&mut tx, admin, &permissions).await?)
        })
        .await
}

/// Sets one permission. The owner's cannot be limited (P2); edit on administrators lets its holder
/// give himself the rest (P3).
pub async fn permit(app: &App, access: &Access, admin: AdminId, category: Category, level: Level) -> Result<()> {
    access.require_admin(Scope::WriteAdmins)?;
    let access = access.clone();
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let row = changeable(&mut tx, admin).await?;
            let mut permissions = row.permissions.0;
            permissions.set(category, level);
            Ok(admins::set_permissions(&mut tx, admin, &permissions).await?)
        })
        .await
}

/// Takes an admin out of the space; the memberships stay (P6), and the space tokens that the admin made go to the owner (P5).
pub async fn remove(app: &App, access: &Access, admin: AdminId) -> Result<()> {
    let own = access.admin_role().is_some_and(|role| role.admin.id == admin);
    if !own {
        access.require_admin(Scope::WriteAdmins)?; // to leave needs no permission
    }
    let (all, access) = (app.clone(), access.clone());
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let row = changeable(&mut tx, admin).await?;
            let owner = admins::hold_owner(&mut tx).await?;
            tokens::hand_over(&mut tx, row.user_id, owner).await?;
            webhooks::hand_over(&mut tx, row.user_id, owner).await?;
            admins::delete(&mut tx, admin).await?;
            let detail = json!({"user_id": row.user_id, "object": objects::admin(&row)});
            all.emit(&mut tx, Event::DeletedAdmin, admin.0, detail).await
        })
        .await
}

/// An admin who is not the owner, and does not become it before the transaction ends.
async fn changeable(tx: &mut SpaceTx<'_>, admin: AdminId) -> Result<admins::Row> {
    let row = admins::find(tx, admin).await?.ok_or(Error::NOT_FOUND)?;
    if row.user_id == admins::hold_owner(tx).await? {
        return Err(Error::conflict("is_owner", "The owner has all rights and cannot be removed."));
    }
    Ok(row)
}

/// Makes another admin the owner; who was it stays an admin. The owner alone does that, and types the password (P2).
pub async fn hand_over(app: &App, access: &Access, admin: AdminId, password: String) -> Result<()> {
    let caller = access.caller().ok_or(Error::Unauthenticated)?;
    if caller.user != access.space().owner_id || caller.bound_to.is_some() || !access.is_admin(Scope::WriteAdmins) {
        return Err(Error::forbidden("owner_only", "Only the owner may make somebody else the owner."));
    }
    passwords::ask_again(app, caller.user, password).await?;
    let (all, access, from) = (app.clone(), access.clone(), caller.user);
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let row = changeable(&mut tx, admin).await?;
            if !admins::set_owner(&mut tx, from, row.user_id).await? {
                return Err(Error::conflict("not_owner", "The space has another owner by now."));
            }
            all.emit(&mut tx, Event::UpdatedSpace, access.space_id().0, Value::Null).await
        })
        .await
}

/// The user with this address, for commands that name people by it.
pub async fn user_by_email(app: &App, email: &str) -> Result<UserId> {
    let email = email.to_owned();
    let found = app.db.read(async move |tx| Ok::<_, Error>(users::find_by_email(tx, &email).await?)).await?;
    found.map(|user| user.id).ok_or_else(|| FieldError::field("email", "unknown", "belongs to no user").into())
}
