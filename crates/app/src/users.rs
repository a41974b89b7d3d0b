//! People: making an account, finding oneself.

use crate::access::Caller;
use crate::{App, Error, FieldError, Result};
use domain::ids::{SpaceId, UserId};
use store::access::Member;
use store::spaces::Space;
use store::users::{self, User};
use store::{access, spaces};

/// Makes an account whose address counts as confirmed (API 1, `POST users`; the CLI).
pub async fn create(app: &App, email: &str, password: Option<String>) -> Result<UserId> {
    let email = domain::emails::normalize(email).ok_or_else(|| FieldError::field("email", "invalid", "is not an e-mail address"))?;
    let password_hash = match password {
        Some(password) => Some(app.hash_password(password).await?),
        None => None,
    };
    let (id, now) = (app.id::<UserId>(), app.clock.now());
    let user = User { id, email, password_hash, confirmed_at: Some(now), created_at: now };
    app.db.write(async move |tx| Ok::<_, Error>(users::insert(tx, &user).await?)).await?;
    Ok(id)
}

/// A user with the spaces of which he or she is an admin, and the memberships.
pub struct Myself {
    pub user: User,
    pub admin_of: Vec<Space>,
    /// The name as an admin, space by space.
    pub admin_names: Vec<(SpaceId, String)>,
    pub member_of: Vec<Space>,
    pub memberships: Vec<Member>,
}

/// The caller. A space token sees its own space only.
pub async fn me(app: &App, caller: &Caller) -> Result<Myself> {
    let (id, bound_to) = (caller.user, caller.bound_to);
    app.db
        .read(async move |tx| {
            let user = users::find(tx, id).await?.ok_or(Error::Unauthenticated)?;
            let visible = |space: &Space| bound_to.is_none_or(|bound| bound == space.id);
            let mut admin_of = spaces::administered(tx, id).await?;
            admin_of.retain(visible);
            let mut member_of = spaces::joined(tx, id).await?;
            member_of.retain(visible);
            let mut memberships = access::memberships_of(tx, id).await?;
            memberships.retain(|member| bound_to.is_none_or(|bound| bound == member.space_id));
            let admin_names = access::admin_names(tx, id).await?;
            Ok(Myself { user, admin_of, admin_names, member_of, memberships })
        })
        .await
}
