//! Tablets that a space sets up (T15): one at its entrance checks members in by their cards or logins, one at a door shows what
//! is booked there. Each holds a token of the space that is good for nothing else, and can be taken back from afar.

use crate::access::{self, Access, Door, Place};
use crate::throttles::{self, CODE};
use crate::{App, Error, FieldError, Result, check_ins, passwords};
use domain::ids::{MembershipId, ResourceId, TokenId};
use domain::scopes::{Scope, Scopes};
use domain::texts;
use oauth::Secret;
use store::check_ins::CheckIn;
use store::tablets::{self, Tablet};
use store::tokens::{self, NewToken};
use store::{memberships, resources};

/// What a tablet at an entrance may do, and what one at a door.
const ENTRANCE: &str = "read_check_ins write_check_ins";
const DOOR: &str = "read_bookings read_resources";

/// All of the space, oldest first. For admins who may edit check-ins.
pub async fn list(app: &App, access: &Access) -> Result<Vec<Tablet>> {
    access.require_admin(Scope::WriteCheckIns)?;
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(tablets::list(&mut access.bind(tx)).await?)).await
}

/// Sets one up, at the door of a resource or at an entrance; the secret is in the answer and nowhere else. For admins who may
/// edit check-ins, and see bookings where it is for a door: it shows no more than they see.
pub async fn create(app: &App, access: &Access, name: &str, resource: Option<ResourceId>) -> Result<(Tablet, Secret)> {
    access.require_admin(Scope::WriteCheckIns)?;
    if resource.is_some() {
        access.require_admin(Scope::ReadBookings)?;
    }
    let user = access.user().ok_or(Error::Unauthenticated)?;
    let name = texts::name(name).map_err(|bad| FieldError::field("name", bad.code(), bad.to_string()))?;
    let secret = Secret::new(app.chance.bytes());
    let now = app.clock.real().now();
    let scopes: Scopes = if resource.is_some() { DOOR } else { ENTRANCE }.parse().map_err(Error::internal)?;
    let token = NewToken {
        hash: secret.hash().to_vec(),
        id: app.id(),
        user,
        client: None,
        space: Some(access.space_id()),
        personal: false,
        grant: None,
        scopes: scopes.to_string(),
        created_at: now,
        expires_at: None,
    };
    let resource_id = resource.map(|resource| resource.0);
    let tablet = Tablet { token_id: token.id, name, resource_id, created_at: now, last_used_at: None };
    let access = access.clone();
    let made = app.db.write(async move |tx| {
        if let Some(resource) = resource {
            let unknown = || FieldError::field("resource", "unknown", "does not exist");
            resources::find(&mut access.bind(tx), resource).await?.ok_or_else(unknown)?;
        }
        tokens::insert(tx, token.clone()).await?;
        tablets::insert(&mut access.bind(tx), &tablet).await?;
        Ok::<_, Error>(tablet.clone())
    });
    Ok((made.await?, secret))
}

/// It opens nothing from then on. For admins who may edit check-ins.
pub async fn delete(app: &App, access: &Access, id: TokenId) -> Result<()> {
    access.require_admin(Scope::WriteCheckIns)?;
    let access = access.clone();
    app.db
        .write(async move |tx| {
            tablets::find(&mut access.bind(tx), id).await?.ok_or(Error::NOT_FOUND)?;
            Ok::<_, Error>(tokens::delete(tx, id).await?)
        })
        .await
}

/// Lets a tablet in with its secret.
///
/// # Errors
/// [`Error::Unauthenticated`] where no tablet of this space has it (any more).
pub async fn enter(app: &App, subdomain: String, secret: &str) -> Result<(Access, Tablet)> {
    let entered = access::enter(app, Some(secret), Place::Subdomain(subdomain), &[], Door::Related).await;
    let access = entered.map_err(|error| if matches!(error, Error::NotFound { .. }) { Error::Unauthenticated } else { error })?;
    let token = access.caller().map(|caller| caller.token).ok_or(Error::Unauthenticated)?;
    let bound = access.clone();
    let found = app.db.read(async move |tx| Ok::<_, Error>(tablets::find(&mut bound.bind(tx), token).await?)).await?;
    Ok((access, found.ok_or(Error::Unauthenticated)?))
}

/// How somebody says at the entrance who he or she is.
pub enum Sign {
    /// What a card reader types.
    Card(String),
    Login {
        email: String,
        password: String,
    },
}

/// What came of it.
#[derive(Debug)]
pub enum Done {
    In(Box<CheckIn>),
    Out,
}

/// Checks somebody in or out at the entrance. None where nobody is known by that. Who tries many cards is slowed down.
///
/// # Errors
/// As [`check_ins::check_in`]; [`Error::NotFound`] for who leaves and was not checked in.
pub async fn come(app: &App, at: &Access, tablet: TokenId, sign: Sign, leaves: bool) -> Result<Option<Done>> {
    at.require_admin(Scope::WriteCheckIns)?;
    let subject = format!("tablet {tablet}");
    throttles::attempt(app, CODE, &subject).await?;
    let found = match sign {
        Sign::Card(token) => check_ins::behind(app, at, &token, Scope::WriteCheckIns).await?,
        Sign::Login { email, password } => member(app, at, &email, password).await?.map(|member| (at.clone(), member)),
    };
    let Some((home, membership)) = found else { return Ok(None) };
    throttles::forgive(app, CODE, &subject).await?;
    if leaves {
        check_ins::check_out_now(app, &home, membership).await?;
        return Ok(Some(Done::Out));
    }
    let entered = check_ins::check_in(app, &home, at.space_id(), membership, false).await?;
    Ok(Some(Done::In(Box::new(entered))))
}

/// The membership here of whose address and password these are.
async fn member(app: &App, at: &Access, email: &str, password: String) -> Result<Option<MembershipId>> {
    let Some(user) = passwords::prove(app, email, password).await? else { return Ok(None) };
    let at = at.clone();
    let found = app.db.read(async move |tx| {
        let today = at.today();
        Ok::<_, Error>(memberships::running_with(&mut at.bind(tx), today, None, Some(user)).await?)
    });
    Ok(found.await?.into_iter().next())
}
