//! Who is in a team with a plan: as many as it has seats, one of them at least a manager (W3, W4).

use super::detail;
use super::planned::{Planned, load, may_change};
use crate::access::Access;
use crate::built_in_emails::{Letters, Recipient};
use crate::memberships::{self, Cancel, Person, facts};
use crate::{App, Error, Event, FieldError, Result, invitations};
use domain::ids::{MembershipId, TeamId};
use domain::teams::{Role, check_free_seat, check_managers_left};
use serde_json::json;
use std::sync::Arc;
use store::SpaceTx;
use store::memberships::Membership;
use store::teams::{self, TeamMember};

/// Somebody who comes into the team today.
#[derive(Clone, Debug)]
pub struct NewSeat {
    pub name: Option<String>,
    /// Gets an invitation (W3); without one an admin can make a link later.
    pub email: Option<String>,
    /// Admins only.
    pub manager: bool,
}

/// Adds a member, as long as there are seats. For admins and managers.
pub async fn add_seat(app: &App, access: &Access, id: TeamId, new: NewSeat) -> Result<Planned> {
    let (app, access, new) = (app.clone(), access.clone(), Arc::new(new));
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        teams::lock(&mut tx, id).await?;
        let found = load(&mut tx, &access, id).await?;
        let admin = may_change(&access, id)?;
        if new.manager && !admin {
            return Err(only_admins());
        }
        if found.team.canceled_to.is_some_and(|last| last < access.today()) {
            return Err(FieldError::base("ended", "The team has ended.").into());
        }
        check_free_seat(u32::try_from(found.team.seats.unwrap_or_default()).unwrap_or(0), found.members.len()).map_err(FieldError::from)?;
        let person = Person { name: new.name.clone(), email: new.email.clone(), ..Person::default() }.checked(access.space())?;
        let starts_at = access.today().max(found.starts_at);
        let member = memberships::seated(&app, &access, &mut tx, person, starts_at).await?;
        sit(&app, &mut tx, &found, &member, new.manager || found.members.is_empty() && admin).await?;
        invite(&app, &access, &mut tx, &found.team.name, &member).await?;
        let planned = load(&mut tx, &access, id).await?;
        app.emit(&mut tx, Event::CreatedMembership, member.id.0, facts(&member, json!({}))).await?;
        app.emit(&mut tx, Event::ConfirmedMembership, member.id.0, facts(&member, json!({}))).await?;
        app.emit(&mut tx, Event::ChangedTeam, id.0, detail(&planned.members)).await?;
        Ok(planned)
    })
    .await
}

fn only_admins() -> Error {
    Error::forbidden("admins_only", "Only admins choose managers.")
}

/// Puts a new membership into the team, to leave with it where that has an end already.
pub(super) async fn sit(app: &App, tx: &mut SpaceTx<'_>, found: &Planned, member: &Membership, manager: bool) -> Result<()> {
    let now = app.clock.now();
    teams::join(tx, found.team.id, member.id, Role::Paid, now).await?;
    teams::set_manager(tx, member.id, manager, now).await?;
    if let Some(last) = found.team.canceled_to {
        let ends = Membership { canceled_to: Some(last), canceled_at: Some(now), ..member.clone() };
        store::memberships::update(tx, &ends).await?;
    }
    Ok(store::billing::look_again(tx, found.account).await?)
}

async fn invite(app: &App, access: &Access, tx: &mut SpaceTx<'_>, team: &str, member: &Membership) -> Result<()> {
    let Some(email) = member.email.clone() else { return Ok(()) };
    let link = invitations::link(app, access, tx, member.id).await?;
    let letters = Letters::new(tx, "team_invitation_email", vec![("team", team.to_owned()), ("invitation_url", link)]).await?;
    letters.send(app, tx, access.space(), &Recipient { email, name: member.label().to_owned() }).await
}

/// Makes somebody a manager, or takes that back. For admins.
pub async fn set_manager(app: &App, access: &Access, id: TeamId, member: MembershipId, manager: bool) -> Result<Planned> {
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        teams::lock(&mut tx, id).await?;
        let found = load(&mut tx, &access, id).await?;
        if !may_change(&access, id)? {
            return Err(only_admins());
        }
        if found.members.iter().all(|one| one.id != member) {
            return Err(Error::NOT_FOUND);
        }
        if !manager {
            spare(&found.members, member)?;
        }
        teams::set_manager(&mut tx, member, manager, app.clock.now()).await?;
        let planned = load(&mut tx, &access, id).await?;
        app.emit(&mut tx, Event::ChangedTeam, id.0, detail(&planned.members)).await?;
        Ok(planned)
    })
    .await
}

/// Refuses to let go the last manager, as long as others are in the team.
pub(super) fn spare(members: &[TeamMember], member: MembershipId) -> Result<()> {
    let here = || members.iter().filter(|one| !one.of_team && one.canceled_to.is_none());
    let managers: Vec<_> = here().filter(|one| one.team_role == "manager").map(|one| one.id).collect();
    if !managers.contains(&member) {
        return Ok(());
    }
    check_managers_left(managers.len(), here().count()).map_err(|why| Error::conflict("last_manager", why.to_string()))
}

/// Takes somebody out: the membership ends today, and with it what was booked for later (W4). What was used until then
/// stays with the team. For admins and managers.
pub async fn remove_seat(app: &App, access: &Access, id: TeamId, member: MembershipId) -> Result<Planned> {
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        teams::lock(&mut tx, id).await?;
        let found = load(&mut tx, &access, id).await?;
        may_change(&access, id)?;
        let today = access.today();
        if found.members.iter().all(|one| one.id != member || one.canceled_to.is_some_and(|last| last <= today)) {
            return Err(Error::NOT_FOUND);
        }
        spare(&found.members, member)?;
        let how = Cancel { canceled_to: Some(today), delete_later_bookings: true };
        let ended = memberships::end_in(&app, &access, &mut tx, member, how).await?;
        let planned = load(&mut tx, &access, id).await?;
        memberships::tell_ended(&app, &mut tx, &ended).await?;
        app.emit(&mut tx, Event::ChangedTeam, id.0, detail(&planned.members)).await?;
        Ok(planned)
    })
    .await
}
