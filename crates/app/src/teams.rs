//! Teams: with a plan and seats of their own (W1 to W5, W7), or members who pay for others (W6).

mod convert;
mod planned;
mod seats;

pub use convert::{Convert, convert};
pub use planned::{Change, NewTeam, Planned, cancel, change, change_plan, create, planned};
pub use seats::{NewSeat, add_seat, remove_seat, set_manager};

use crate::access::Access;
use crate::memberships::Days;
use crate::{App, Error, Event, Result};
use domain::ids::{MembershipId, TeamId};
use domain::scopes::Scope;
use domain::teams::{Role, check_pay_for};
use jiff::Timestamp;
use serde_json::json;
use store::memberships::{self, Membership};
use store::teams::{self, Team, TeamMember};
use store::{Json, SpaceTx, spaces};

/// The members of each team, those who pay first.
pub async fn list(app: &App, access: &Access) -> Result<Vec<Vec<TeamMember>>> {
    access.require_admin(Scope::ReadTeams)?;
    let access = access.clone();
    let mut members = app.db.read(async move |tx| Ok::<_, Error>(teams::all_members(&mut access.bind(tx)).await?)).await?;
    members.retain(|one| !one.of_team);
    Ok(members.chunk_by(|one, next| one.team_id == next.team_id).map(<[TeamMember]>::to_vec).collect())
}

/// The members of the caller's team; nobody without one.
pub async fn own(app: &App, access: &Access) -> Result<Vec<TeamMember>> {
    let ended = |member: &store::access::Member| member.canceled_to.is_some_and(|last| last < access.today());
    let own = access.members().iter().min_by_key(|member| (member.team_id.is_none(), ended(member), member.id)).ok_or(Error::NOT_FOUND)?;
    let Some(team) = own.team() else { return Ok(vec![]) };
    let access = access.clone();
    let mut members = app.db.read(async move |tx| Ok::<_, Error>(teams::members(&mut access.bind(tx), team).await?)).await?;
    members.retain(|one| !one.of_team);
    Ok(members)
}

/// Who is in a team, its account among them. For admins of the space.
pub async fn members(app: &App, access: &Access, id: TeamId) -> Result<Vec<TeamMember>> {
    access.require_admin(Scope::ReadTeams)?;
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(teams::members(&mut access.bind(tx), id).await?)).await
}

/// A page of the teams that had not ended before the window and were confirmed by its end, and how many there are.
pub async fn page(app: &App, access: &Access, days: Days, limit: i64, offset: i64) -> Result<(Vec<Team>, i64)> {
    access.require_admin(Scope::ReadTeams)?;
    let (before, access) = (days.end(access)?, access.clone());
    app.db.snapshot(async move |tx| Ok::<_, Error>(teams::within(&mut access.bind(tx), days.from, before, limit, offset).await?)).await
}

pub async fn get(app: &App, access: &Access, id: TeamId) -> Result<Team> {
    let bound = access.clone();
    let team = app.db.read(async move |tx| Ok::<_, Error>(teams::find(&mut bound.bind(tx), id).await?)).await?;
    let team = team.ok_or(Error::NOT_FOUND)?;
    access.require_admin(Scope::ReadTeams)?;
    Ok(team)
}

/// Lets one membership pay for another; it makes the payer's team when there is none yet.
pub async fn add_member(app: &App, access: &Access, payer: MembershipId, member: MembershipId) -> Result<Vec<TeamMember>> {
    access.require_admin(Scope::WriteTeamMember)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let (paying, paid) = hold_both(&mut tx, payer, member).await?;
        if paying.of_team || paid.of_team {
            return Err(Error::conflict("team_with_plan", "A team with a plan has seats: add members to the team."));
        }
        check_pay_for((payer, paying.role()), (member, paid.role())).map_err(|why| Error::conflict(why.code(), why.to_string()))?;
        let now = app.clock.now();
        let team = match paying.team() {
            Some(team) => team,
            None => found(&mut tx, app.id(), &paying, now).await?,
        };
        teams::join(&mut tx, team, member, Role::Paid, now).await?;
        store::billing::look_again(&mut tx, payer).await?;
        let members = teams::members(&mut tx, team).await?;
        app.emit(&mut tx, Event::ChangedTeam, team.0, detail(&members)).await?;
        Ok(members)
    })
    .await
}

/// Both memberships, held in the order of their ids, so that two calls cannot wait for each other.
async fn hold_both(tx: &mut SpaceTx<'_>, payer: MembershipId, member: MembershipId) -> Result<(Membership, Membership)> {
    memberships::lock_one(tx, payer.min(member)).await?;
    memberships::lock_one(tx, payer.max(member)).await?;
    let paying = memberships::find(tx, payer).await?.ok_or(Error::NOT_FOUND)?;
    let paid = memberships::find(tx, member).await?.ok_or(Error::no_such("membership"))?;
    Ok((paying, paid))
}

/// A team with the payer alone, under the payer's name and address.
async fn found(tx: &mut SpaceTx<'_>, id: TeamId, payer: &Membership, now: Timestamp) -> Result<TeamId> {
    let mut address = payer.address.0.clone();
    (address.name, address.company) = (payer.name.clone(), payer.company.clone());
    let emails = if payer.billing_emails.0.is_empty() { payer.email.iter().cloned().collect() } else { payer.billing_emails.0.clone() };
    let team = Team {
        id,
        name: payer.company.as_deref().unwrap_or(payer.label()).to_owned(),
        billing_address: Json(address),
        billing_emails: Json(emails),
        tax_id: payer.tax_id.clone(),
        customer_number: Some(format!("t-{}", spaces::next_customer_number(tx).await?)),
        photo: None,
        seats: None,
        charge_taxes: payer.charge_taxes,
        confirmed_at: Some(now),
        canceled_to: None,
        created_at: now,
    };
    teams::insert(tx, &team).await?;
    teams::join(tx, id, payer.id, Role::Paying, now).await?;
    Ok(id)
}

/// Ends that one membership pays for another.
pub async fn remove_member(app: &App, access: &Access, payer: MembershipId, member: MembershipId) -> Result<()> {
    access.require_admin(Scope::WriteTeamMember)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let (paying, paid) = hold_both(&mut tx, payer, member).await?;
        let team = match (paying.role(), paid.role()) {
            (Some((team, Role::Paying)), Some((other, Role::Paid))) if team == other && !paying.of_team => team,
            _ => return Err(Error::NOT_FOUND),
        };
        take_out(&mut tx, team, member, app.clock.now()).await?;
        let members = teams::members(&mut tx, team).await?;
        app.emit(&mut tx, Event::ChangedTeam, team.0, detail(&members)).await
    })
    .await
}

/// Takes a membership out of its team. Who would be left to pay for nobody goes too, and the team with it.
pub(crate) async fn take_out(tx: &mut SpaceTx<'_>, team: TeamId, member: MembershipId, now: Timestamp) -> Result<()> {
    let before = teams::members(tx, team).await?;
    if before.iter().any(|one| one.of_team && one.id != member) {
        seats::spare(&before, member)?;
        return Ok(teams::leave(tx, member, now).await?); // a team with a plan stands by itself
    }
    teams::leave(tx, member, now).await?;
    let left = teams::members(tx, team).await?;
    let alone = left.iter().all(|one| one.role() == Some(Role::Paying));
    if !alone {
        return Ok(());
    }
    for payer in &left {
        teams::leave(tx, payer.id, now).await?;
    }
    store::invoices::forget_team(tx, team).await?;
    Ok(teams::delete(tx, team).await?)
}

fn detail(members: &[TeamMember]) -> serde_json::Value {
    let members = members.iter().filter(|one| !one.of_team);
    json!({"memberships": members.map(|one| json!({"id": one.id, "role": one.team_role})).collect::<Vec<_>>()})
}
