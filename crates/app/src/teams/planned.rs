//! Teams with a plan of their own (W1 to W5). What they owe is the matter of their account: a membership that nobody has,
//! which holds the plan and pays for all who are in the team, as members who pay for others do.

use super::detail;
use crate::access::Access;
use crate::memberships::{self, Changed, Create, Person};
use crate::plans::{credited, resource_names};
use crate::{App, Error, Event, FieldError, Result};
use domain::ids::{MembershipId, PlanExtraId, PlanId, ResourceId, TeamId};
use domain::scopes::Scope;
use domain::teams::{Role, check_seats};
use jiff::civil::Date;
use std::collections::HashMap;
use std::sync::Arc;
use store::membership_plans::Copy;
use store::memberships::Membership;
use store::spaces::Address;
use store::teams::{self, Team, TeamMember};
use store::{Json, SpaceTx};

/// A team that an admin makes.
#[derive(Clone, Debug)]
pub struct NewTeam {
    pub name: String,
    /// One for teams (W5).
    pub plan: PlanId,
    pub extras: Vec<PlanExtraId>,
    /// The most members it may have.
    pub seats: u32,
    /// Today without one.
    pub starts_at: Option<Date>,
    /// Day of the first recurring invoice, as for memberships.
    pub first_invoice_at: Option<Date>,
    pub prorate_first_invoice: Option<bool>,
    pub discount_code: Option<String>,
    /// Name and address on invoices, the addresses that they are mailed to, tax id and whether taxes are charged; without
    /// a company the name of the team stands there. The rest is nobody's.
    pub billing: Person,
}

/// A team with what it has.
#[derive(Clone, Debug)]
pub struct Planned {
    pub team: Team,
    /// What holds the plan and pays.
    pub account: MembershipId,
    pub next_invoice_at: Date,
    pub starts_at: Date,
    /// Today's, or the first to come.
    pub plan: Option<Copy>,
    /// The scheduled change.
    pub upcoming: Option<Copy>,
    /// Those who have not left, managers first.
    pub members: Vec<TeamMember>,
    /// Of the resources that credits of the plans are good for.
    pub resource_names: HashMap<ResourceId, String>,
}

/// Makes a team with nobody in it. For admins.
pub async fn create(app: &App, access: &Access, new: NewTeam) -> Result<Planned> {
    access.require_admin(Scope::WriteTeamMember)?;
    let (app, access, new) = (app.clone(), access.clone(), Arc::new(new));
    let db = app.db.clone();
    let made = db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let (team, _) = found(&app, &access, &mut tx, NewTeam::clone(&new)).await?;
        let planned = load(&mut tx, &access, team.id).await?;
        app.emit(&mut tx, Event::ChangedTeam, team.id.0, detail(&planned.members)).await?;
        Ok(planned)
    });
    made.await
}

/// The team and its account.
pub(super) async fn found(app: &App, access: &Access, tx: &mut SpaceTx<'_>, new: NewTeam) -> Result<(Team, Membership)> {
    check_seats(new.seats, 0).map_err(FieldError::from)?;
    let NewTeam { plan, extras, starts_at, first_invoice_at, prorate_first_invoice, discount_code, .. } = new;
    let name = name(&new.name)?;
    let company = new.billing.company.or_else(|| Some(name.clone()));
    let person = Person { company, email: None, phone: None, ..new.billing };
    let wish = Create { plan, extras, person, starts_at, first_invoice_at, prorate_first_invoice, discount_code, confirmed: true };
    let account = memberships::account(app, access, tx, wish).await?;
    let team = Team {
        id: app.id(),
        name,
        billing_address: Json(address(&account)),
        billing_emails: account.billing_emails.clone(),
        tax_id: account.tax_id.clone(),
        customer_number: account.customer_number.clone(),
        photo: None,
        seats: Some(new.seats.into()),
        charge_taxes: account.charge_taxes,
        confirmed_at: account.confirmed_at,
        canceled_to: None,
        created_at: account.created_at,
    };
    teams::insert(tx, &team).await?;
    teams::join(tx, team.id, account.id, Role::Paying, account.created_at).await?;
    Ok((team, account))
}

fn name(text: &str) -> Result<String> {
    domain::texts::name(text).map_err(|bad| FieldError::field("name", bad.code(), bad.to_string()).into())
}

fn address(account: &Membership) -> Address {
    Address { name: account.name.clone(), company: account.company.clone(), ..account.address.0.clone() }
}

/// The team with its plan, members and seats. For admins, and managers of the team.
pub async fn planned(app: &App, access: &Access, id: TeamId) -> Result<Planned> {
    let bound = access.clone();
    let found = app.db.snapshot(async move |tx| load(&mut bound.bind(tx), &bound, id).await).await?;
    may_see(access, id)?;
    Ok(found)
}

fn manages(access: &Access, id: TeamId, scope: Scope) -> bool {
    access.allows(scope) && access.members().iter().any(|member| member.managed_team() == Some(id))
}

fn may_see(access: &Access, id: TeamId) -> Result<()> {
    if manages(access, id, Scope::ReadTeams) { Ok(()) } else { access.require_admin(Scope::ReadTeams) }
}

/// Admins and the team's managers; whether it is an admin.
pub(super) fn may_change(access: &Access, id: TeamId) -> Result<bool> {
    if access.is_admin(Scope::WriteTeamMember) {
        return Ok(true);
    }
    if manages(access, id, Scope::WriteTeamMember) { Ok(false) } else { access.require_admin(Scope::WriteTeamMember).map(|()| true) }
}

/// 404 for teams without a plan of their own: members pay for each other there.
pub(super) async fn load(tx: &mut SpaceTx<'_>, access: &Access, id: TeamId) -> Result<Planned> {
    let team = teams::find(tx, id).await?.ok_or(Error::NOT_FOUND)?;
    let mut members = teams::members(tx, id).await?;
    let account = members.iter().find(|one| one.of_team).map(|one| one.id).ok_or(Error::NOT_FOUND)?;
    members.retain(|one| !one.of_team && one.canceled_to.is_none_or(|last| last >= access.today()));
    members.sort_by_key(|one| (one.team_role != "manager", one.id));
    let view = memberships::view(tx, account, access.today()).await?;
    let plans = [&view.current, &view.upcoming].into_iter().flatten().map(|copy| &copy.terms.0);
    let resource_names = resource_names(tx, credited(plans)).await?;
    let (starts_at, next_invoice_at) = (view.membership.starts_at, view.membership.next_invoice_at);
    Ok(Planned { team, account, next_invoice_at, starts_at, plan: view.current, upcoming: view.upcoming, members, resource_names })
}

/// What to change: `None` keeps.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Admins only.
    pub name: Option<String>,
    /// No fewer than there are members. Admins only.
    pub seats: Option<u32>,
    /// Name, company, address, billing addresses and tax id; taxes are charged or not as admins say.
    pub billing: memberships::Change,
}

/// Changes billing data, and for admins name and seats (W3).
pub async fn change(app: &App, access: &Access, id: TeamId, wish: Change) -> Result<Planned> {
    let (app, access, wish) = (app.clone(), access.clone(), Arc::new(wish));
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        teams::lock(&mut tx, id).await?;
        let found = load(&mut tx, &access, id).await?;
        let admin = may_change(&access, id)?;
        if !admin && (wish.name.is_some() || wish.seats.is_some() || wish.billing.charge_taxes.is_some()) {
            return Err(Error::forbidden("admins_only", "Only admins change name, seats and taxes of a team."));
        }
        if let Some(seats) = wish.seats {
            check_seats(seats, found.members.len()).map_err(FieldError::from)?;
        }
        let account = memberships::set_billing(&app, &mut tx, &access, found.account, &wish.billing).await?;
        let team = Team {
            name: wish.name.as_deref().map_or(Ok(found.team.name), name)?,
            billing_address: Json(address(&account)),
            billing_emails: account.billing_emails,
            tax_id: account.tax_id,
            charge_taxes: account.charge_taxes,
            seats: wish.seats.map(i64::from).or(found.team.seats),
            ..found.team
        };
        teams::update(&mut tx, &team).await?;
        let planned = load(&mut tx, &access, id).await?;
        app.emit(&mut tx, Event::ChangedTeam, id.0, detail(&planned.members)).await?;
        Ok(planned)
    })
    .await
}

/// Changes the plan: admins as for members (N5), managers at the next date that notice and commitment leave (N6), where
/// members may change theirs (W3).
pub async fn change_plan(app: &App, access: &Access, id: TeamId, wish: memberships::ChangePlan) -> Result<Changed> {
    let bound = access.clone();
    let account = app.db.read(async move |tx| Ok::<_, Error>(load(&mut bound.bind(tx), &bound, id).await?.account)).await?;
    let admin = may_change(access, id)?;
    if !admin && access.space().settings.0.members_cannot_change_plan {
        return Err(Error::forbidden("members_cannot_change_plan", "Members cannot change their plan in this space."));
    }
    memberships::change_any_plan(app, access, account, wish, admin).await
}

/// Ends the team with all who are in it (W4): admins on any day, managers with notice where members may cancel (L4, L8).
pub async fn cancel(app: &App, access: &Access, id: TeamId, last: Option<Date>) -> Result<Planned> {
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let account = load(&mut tx, &access, id).await?.account;
        let admin = may_change(&access, id)?;
        if !admin && access.space().settings.0.members_cannot_cancel {
            return Err(Error::forbidden("members_cannot_cancel", "Members cannot cancel by themselves in this space."));
        }
        let how = memberships::Cancel { canceled_to: last.filter(|_| admin), delete_later_bookings: false };
        let ended = memberships::end_in(&app, &access, &mut tx, account, how).await?;
        let planned = load(&mut tx, &access, id).await?;
        memberships::tell_ended(&app, &mut tx, &ended).await?;
        app.emit(&mut tx, Event::ChangedTeam, id.0, detail(&planned.members)).await?;
        Ok(planned)
    })
    .await
}
