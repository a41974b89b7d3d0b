//! What the operator of the server does at its command line. Whoever can start the program may do all
//! of it, so there is no access to check.

use crate::access::{Access, Caller, Door, enter_as};
use crate::tokens::{self, Grant};
use crate::{App, Error, FieldError, Result, admins, users};
use domain::ids::{AdminId, UserId};
use domain::permissions::Permissions;
use domain::scopes::Scopes;
use oauth::Secret;
use store::access::{self, Admin, Place};
use store::spaces;

/// Makes a user, at once an admin of the spaces with these subdomains: all of it or nothing.
pub async fn create_user(app: &App, email: &str, password: Option<String>, admin_of: Vec<String>) -> Result<UserId> {
    let user = users::prepare(app, email, password).await?;
    let (id, all) = (user.id, app.clone());
    let name = user.email.split('@').next().unwrap_or_default().to_owned();
    app.db
        .write(async move |tx| {
            store::users::insert(tx, &user).await?;
            for subdomain in &admin_of {
                let space = spaces::find_by_subdomain(tx, subdomain).await?.ok_or_else(|| no_space(subdomain))?;
                let admin = Admin { id: all.id::<AdminId>(), name: name.clone(), permissions: Permissions::default() };
                access::insert_admin(tx, space.id, id, &admin, all.clock.now()).await?;
                let detail = serde_json::json!({"user_id": id});
                all.emit(&mut store::SpaceTx::bind(tx, space.id), crate::Event::CreatedAdmin, admin.id.0, detail).await?;
            }
            Ok::<_, Error>(())
        })
        .await?;
    Ok(id)
}

/// Makes a token for the user with this address; with a subdomain one that opens this space only, of
/// which the user must be an admin.
pub async fn create_token(app: &App, email: &str, scopes: Scopes, space: Option<String>) -> Result<Secret> {
    let user = admins::user_by_email(app, email).await?;
    let space = match space {
        Some(subdomain) => {
            let place = Place::Subdomain(subdomain.clone());
            let found = app.db.read(async move |tx| Ok::<_, Error>(access::enter(tx, &place, Some(user)).await?)).await?;
            let entered = found.ok_or_else(|| no_space(&subdomain))?;
            if entered.admin.is_none() {
                return Err(FieldError::field("email", "no_admin", format!("is not the address of an admin of {subdomain}")).into());
            }
            Some(entered.space.id)
        }
        None => None,
    };
    tokens::create(app, Grant { user, client: None, space, scopes, expires_at: None }).await
}

/// Closes a space to all but those who pay for it, or opens it again (S2, S6).
pub async fn suspend(app: &App, subdomain: &str, suspended: bool) -> Result<()> {
    let (name, all) = (subdomain.to_owned(), app.clone());
    app.db
        .write(async move |tx| {
            let mut space = spaces::find_by_subdomain(tx, &name).await?.ok_or_else(|| no_space(&name))?;
            space.settings.0.suspended = suspended;
            let tx = &mut store::SpaceTx::bind(tx, space.id);
            spaces::update(tx, &space).await?;
            all.emit(tx, crate::Event::ChangedSpaceSubscription, space.id.0, serde_json::Value::Null).await
        })
        .await
}

/// Whoever owns the space, with all that an owner may do: the operator acts for that person.
pub async fn as_owner(app: &App, subdomain: &str) -> Result<Access> {
    let name = subdomain.to_owned();
    let found = app.db.read(async move |tx| Ok::<_, Error>(spaces::find_by_subdomain(tx, &name).await?)).await?;
    let space = found.ok_or_else(|| no_space(subdomain))?;
    let scopes = Scopes::all();
    let caller = Caller { user: space.owner_id, token: app.id(), client: None, scopes, bound_to: None, personal: true };
    enter_as(app, &caller, Place::Space(space.id), &[], Door::Related).await
}

pub(crate) fn no_space(subdomain: &str) -> Error {
    FieldError::field("subdomain", "unknown", format!("{subdomain} belongs to no space")).into()
}
