//! Links that connect a login with a membership which an admin made (J8, J9).
//!
//! What an invitation is called is what opens it: the id is in the link, as API 1 has it, and only its SHA-256 is stored.

use crate::access::{Access, Place};
use crate::built_in_emails::{Letters, Recipient};
use crate::memberships::{facts, free, hold};
use crate::sessions::Session;
use crate::{App, Error, Event, FieldError, Result, authors};
use db::Tx;
use domain::ids::{InvitationId, MembershipId};
use domain::scopes::Scope;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use store::spaces::Space;
use store::{SpaceTx, invitations, memberships};
use uuid::Uuid;

/// An invitation works for so long (J9).
pub(crate) const LIFETIME: SignedDuration = SignedDuration::from_hours(24 * 30);

/// An invitation as admins see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    pub id: InvitationId,
    pub membership: MembershipId,
    pub accepted_at: Option<Timestamp>,
}

fn hash(id: InvitationId) -> [u8; 32] {
    oauth::hash(&id.to_string())
}

/// Makes a link for the membership; no mail is sent (J9).
///
/// # Errors
/// [`Error::Conflict`] when somebody has the membership already.
pub async fn create(app: &App, access: &Access, membership: MembershipId) -> Result<Invitation> {
    access.require_admin(Scope::WriteInvitations)?;
    // All of it is chance: an id in the order of time would tell too much of itself.
    let id = InvitationId(Uuid::from_bytes(app.chance.bytes()));
    let (access, now) = (access.clone(), app.clock.now());
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let found = hold(&mut tx, membership).await?;
            if found.user_id.is_some() {
                return Err(connected());
            }
            if found.of_team {
                return Err(Error::conflict("of_team", "The account of a team is nobody's: add members to the team."));
            }
            insert(&mut tx, id, membership, now).await?;
            Ok(Invitation { id, membership, accepted_at: None })
        })
        .await
}

async fn insert(tx: &mut SpaceTx<'_>, id: InvitationId, membership: MembershipId, now: Timestamp) -> Result<()> {
    let expires_at = now.checked_add(LIFETIME).map_err(Error::internal)?;
    Ok(invitations::insert(tx, &hash(id), membership, now, expires_at).await?)
}

/// The address of a page that connects the membership with whoever opens it.
pub(crate) async fn link(app: &App, access: &Access, tx: &mut SpaceTx<'_>, membership: MembershipId) -> Result<String> {
    let id = InvitationId(Uuid::from_bytes(app.chance.bytes()));
    insert(tx, id, membership, app.clock.now()).await?;
    Ok(format!("{}/invitations/{id}", app.site_of(access.space())))
}

/// Makes a link for the membership and mails it to the member, in the words of the space.
///
/// # Errors
/// [`Error::Invalid`] for a member without an address, else as [`create`].
pub async fn mail(app: &App, access: &Access, membership: MembershipId) -> Result<()> {
    access.require_admin(Scope::WriteInvitations)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let found = hold(&mut tx, membership).await?;
        if found.user_id.is_some() {
            return Err(connected());
        }
        let email = found.email.clone().ok_or_else(|| FieldError::field("email", "blank", "can't be blank"))?;
        let (url, admin) = (link(&app, &access, &mut tx, membership).await?, authors::name(&mut tx, &access).await?);
        let letters = Letters::new(&mut tx, "connect_membership_email", vec![("invitation_url", url), ("admin_name", admin)]).await?;
        letters.send(&app, &mut tx, access.space(), &Recipient { email, name: found.label().to_owned() }).await
    })
    .await
}

fn connected() -> Error {
    Error::conflict("connected", "This membership is connected with a login already.")
}

/// One of the space's invitations, whatever its state.
pub async fn get(app: &App, access: &Access, id: InvitationId) -> Result<Invitation> {
    access.require_admin(Scope::ReadInvitations)?;
    let access = access.clone();
    let found = app.db.read(async move |tx| Ok::<_, Error>(invitations::find(&mut access.bind(tx), &hash(id)).await?)).await?;
    let found = found.ok_or(Error::NOT_FOUND)?;
    Ok(Invitation { id, membership: found.membership_id, accepted_at: found.accepted_at })
}

/// What the holder of a link is told before it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    pub space: String,
    /// Whose membership it is.
    pub member: String,
}

/// What the link offers, as long as it works.
///
/// # Errors
/// [`Error::NOT_FOUND`] when it is unknown, too old or was used.
pub async fn look(app: &App, subdomain: &str, id: InvitationId) -> Result<Offer> {
    let (place, clock) = (Place::Subdomain(subdomain.to_owned()), app.clock.clone());
    app.db
        .read(async move |tx| {
            let space = space(tx, &place).await?;
            let now = clock.of(space.clock_ahead).now();
            let mut tx = SpaceTx::bind(tx, space.id);
            let found = invitations::find(&mut tx, &hash(id)).await?;
            let found = found.filter(|found| found.accepted_at.is_none() && found.expires_at > now).ok_or(Error::NOT_FOUND)?;
            let membership = memberships::find(&mut tx, found.membership_id).await?.filter(|membership| membership.user_id.is_none());
            Ok(Offer { space: space.name, member: membership.ok_or(Error::NOT_FOUND)?.label().to_owned() })
        })
        .await
}

pub(crate) async fn space(tx: &mut Tx, place: &Place) -> Result<Space> {
    Ok(store::access::enter(tx, place, None).await?.ok_or(Error::NOT_FOUND)?.space)
}

/// Connects the membership with who is signed in. The link does not work again.
///
/// # Errors
/// [`Error::NOT_FOUND`] as [`look`], [`Error::Invalid`] when the person is a member already (J10).
pub async fn accept(app: &App, session: &Session, subdomain: &str, id: InvitationId) -> Result<()> {
    let (all, session, place) = (app.clone(), session.clone(), Place::Subdomain(subdomain.to_owned()));
    app.db
        .write(async move |tx| {
            let space = space(tx, &place).await?;
            let all = all.clone().of(&space);
            let now = all.clock.now();
            let mut tx = SpaceTx::bind(tx, space.id);
            let used = invitations::accept(&mut tx, &hash(id), now).await?.ok_or(Error::NOT_FOUND)?;
            memberships::lock(&mut tx).await?;
            let membership = hold(&mut tx, used.membership_id).await?;
            let today = TimeZone::get(&space.time_zone).unwrap_or(TimeZone::UTC).to_datetime(now).date();
            free(&mut tx, today, Some(&session.email), Some(session.user), Some(membership.id)).await?;
            if !invitations::connect(&mut tx, membership.id, session.user, &session.email, now).await? {
                return Err(Error::NOT_FOUND);
            }
            let connected = memberships::find(&mut tx, membership.id).await?.ok_or(Error::NOT_FOUND)?;
            all.emit(&mut tx, Event::ConnectedUser, membership.id.0, facts(&connected, json!({}))).await
        })
        .await
}
