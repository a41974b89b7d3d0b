//! Who gives tokens: the platform at `www`, and each space at its own address; and what they say of a person.

use crate::access::Caller;
use crate::{App, Error, Result};
use db::{Retryable, Tx};
use domain::ids::{SpaceId, UserId};
use domain::scopes::{Scope, Scopes};
use jiff::tz::TimeZone;
use oauth::Refusal;
use oauth::claims::Person;
use std::sync::Arc;
use store::access::Place;
use store::spaces::{self, Space};
use store::{SpaceTx, access, memberships, users};

/// What the endpoints of OAuth answer when they do not do what was asked.
#[derive(Debug)]
pub enum Failure {
    /// As the protocol names it.
    Refused(Refusal),
    Failed(Error),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Failed(error)
    }
}
impl From<db::Error> for Failure {
    fn from(error: db::Error) -> Self {
        Self::Failed(error.into())
    }
}
impl Retryable for Failure {
    fn retryable(&self) -> bool {
        matches!(self, Self::Failed(error) if error.retryable())
    }
}

/// An issuer of tokens.
#[derive(Clone, Debug)]
pub struct Issuer {
    /// Without a slash at the end: `https://www.example.com`.
    pub url: String,
    /// None: the platform.
    pub space: Option<Arc<Space>>,
}

impl Issuer {
    pub fn platform(app: &App) -> Self {
        Self { url: app.hosts.at("www"), space: None }
    }

    /// The issuer at a host: that of a space by its subdomain.
    pub async fn find(app: &App, subdomain: Option<String>) -> Result<Self> {
        let Some(subdomain) = subdomain else { return Ok(Self::platform(app)) };
        let space = app.db.read(async move |tx| Ok::<_, Error>(spaces::find_by_subdomain(tx, &subdomain).await?)).await?;
        Ok(Self::of(app, space.ok_or(Error::NOT_FOUND)?))
    }

    fn of(app: &App, space: Space) -> Self {
        Self { url: app.hosts.at(&space.subdomain), space: Some(Arc::new(space)) }
    }

    pub fn space_id(&self) -> Option<SpaceId> {
        self.space.as_ref().map(|space| space.id)
    }
}

/// The space's issuer, or the platform's, by the id that codes and tokens carry.
pub(crate) async fn by_id(app: &App, tx: &mut Tx, space: Option<SpaceId>) -> Result<Issuer> {
    match space {
        None => Ok(Issuer::platform(app)),
        Some(id) => Ok(Issuer::of(app, spaces::find(tx, id).await?.ok_or(Error::NOT_FOUND)?)),
    }
}

/// A user's running, confirmed membership in the space, the first if there are several.
async fn membership(app: &App, tx: &mut Tx, space: &Space, user: UserId) -> Result<Option<memberships::Membership>> {
    let zone = TimeZone::get(&space.time_zone).unwrap_or(TimeZone::UTC);
    let today = zone.to_datetime(app.clock.now()).date();
    let entered = access::enter(tx, &Place::Space(space.id), Some(user)).await?.ok_or(Error::NOT_FOUND)?;
    let running =
        entered.members.into_iter().find(|member| member.confirmed_at.is_some() && member.canceled_to.is_none_or(|last| last >= today));
    match running {
        Some(member) => Ok(memberships::find(&mut SpaceTx::bind(tx, space.id), member.id).await?),
        None => Ok(None),
    }
}

/// Whether an issuer may give the user a token: the platform to everybody, a space to its members, and to its admins
/// for what is not a sign-in (their applications inside the space's pages).
pub(crate) async fn may_have(app: &App, tx: &mut Tx, issuer: &Issuer, user: UserId, scopes: Scopes) -> Result<bool> {
    let Some(space) = &issuer.space else { return Ok(true) };
    if membership(app, tx, space, user).await?.is_some() {
        return Ok(true);
    }
    let admin = access::enter(tx, &Place::Space(space.id), Some(user)).await?.is_some_and(|entered| entered.admin.is_some());
    Ok(admin && !scopes.allows(Scope::Openid))
}

/// What an issuer says of a user to whom has been granted these scopes. The issuer of a space tells the name, the picture
/// and the phone number of the membership, too.
pub(crate) async fn person(app: &App, tx: &mut Tx, issuer: &Issuer, user: UserId, scopes: Scopes) -> Result<Person> {
    let found = users::find(tx, user).await?.ok_or(Error::Unauthenticated)?;
    let with_email = scopes.allows(Scope::Email);
    let mut person = Person {
        sub: user.to_string(),
        email: with_email.then(|| found.email.clone()),
        email_verified: with_email.then_some(found.confirmed_at.is_some()),
        name: None,
        picture: None,
        phone_number: None,
    };
    if let Some(space) = &issuer.space
        && let Some(membership) = membership(app, tx, space, user).await?
    {
        person.name = Some(membership.label().to_owned());
        person.picture = membership.photo.as_ref().map(|photo| app.picture(space, &photo.0).url);
        person.phone_number = membership.phone;
    }
    Ok(person)
}

/// Userinfo (OpenID Connect Core 5.3): what the issuer says of the token's user. What another issuer gave is no token
/// here; one that belongs to a space as a whole says who made it to the platform.
pub async fn userinfo(app: &App, issuer: &Issuer, caller: &Caller) -> Result<Person> {
    caller.require(&[Scope::Openid])?;
    let given_here = caller.bound_to == issuer.space_id() && caller.personal == issuer.space.is_some();
    if !given_here && (issuer.space.is_some() || caller.personal) {
        return Err(Error::Unauthenticated);
    }
    let (app, issuer, user, scopes) = (app.clone(), issuer.clone(), caller.user, caller.scopes);
    app.db
        .clone()
        .read(async move |tx| {
            if !may_have(&app, tx, &issuer, user, scopes).await? {
                return Err(Error::Unauthenticated);
            }
            person(&app, tx, &issuer, user, scopes).await
        })
        .await
}
