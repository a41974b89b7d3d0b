//! From members who pay for others to a team with a plan (W7).

use super::detail;
use super::planned::{NewTeam, Planned, found, load};
use super::seats::sit;
use crate::access::Access;
use crate::memberships::{self, Cancel, Person};
use crate::{App, Error, Event, FieldError, Result};
use domain::ids::{MembershipId, PlanId};
use domain::scopes::Scope;
use domain::teams::{Role, check_seats};
use jiff::ToSpan as _;
use serde_json::json;
use store::SpaceTx;
use store::memberships::Membership;
use store::teams;

/// The plan that the team gets.
#[derive(Clone, Copy, Debug)]
pub struct Convert {
    pub plan: PlanId,
    /// The most members it may have.
    pub seats: u32,
}

/// Makes a team with a plan of a member who pays for others, from tomorrow on: all of them end today and begin anew in the
/// team, the payer as its manager. Their logins and what they booked for later come with them; credits of their old plans do
/// not. For admins.
pub async fn convert(app: &App, access: &Access, payer: MembershipId, wish: Convert) -> Result<Planned> {
    access.require_admin(Scope::WriteTeamMember)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let old = group(&mut tx, payer).await?;
        check_seats(wish.seats, old.len()).map_err(FieldError::from)?;
        let tomorrow = access.today().saturating_add(1.day());
        let (team, _) = found(&app, &access, &mut tx, new_team(&old, wish, tomorrow)).await?;
        let planned = load(&mut tx, &access, team.id).await?;
        let mut ended = Vec::new();
        let mut come = Vec::new();
        for member in &old {
            let how = Cancel { canceled_to: Some(access.today().max(member.starts_at)), delete_later_bookings: false };
            ended.extend(memberships::end_in(&app, &access, &mut tx, member.id, how).await?);
            let new = again(&app, &mut tx, member, &planned).await?;
            sit(&app, &mut tx, &planned, &new, member.id == payer).await?;
            store::bookings::move_later(&mut tx, member.id, new.id, access.midnight(tomorrow).ok_or(Error::NOT_FOUND)?).await?;
            come.push(new);
        }
        let planned = load(&mut tx, &access, team.id).await?;
        memberships::tell_ended(&app, &mut tx, &ended).await?;
        for new in &come {
            app.emit(&mut tx, Event::CreatedMembership, new.id.0, memberships::facts(new, json!({}))).await?;
            app.emit(&mut tx, Event::ConfirmedMembership, new.id.0, memberships::facts(new, json!({}))).await?;
        }
        app.emit(&mut tx, Event::ChangedTeam, team.id.0, detail(&planned.members)).await?;
        Ok(planned)
    })
    .await
}

/// The payer first, all of them held in the order of their ids.
async fn group(tx: &mut SpaceTx<'_>, payer: MembershipId) -> Result<Vec<Membership>> {
    let paying = store::memberships::find(tx, payer).await?.ok_or(Error::NOT_FOUND)?;
    let Some((team, Role::Paying)) = paying.role().filter(|_| !paying.of_team) else {
        return Err(Error::conflict("not_paying", "The membership does not pay for others."));
    };
    let mut ids: Vec<_> = teams::members(tx, team).await?.iter().map(|one| one.id).collect();
    ids.sort_unstable();
    for id in &ids {
        store::memberships::lock_one(tx, *id).await?;
    }
    let mut members = store::memberships::some(tx, ids).await?;
    members.retain(|member| member.canceled_to.is_none());
    members.sort_by_key(|member| (member.id != payer, member.id));
    if members.first().is_none_or(|first| first.id != payer) {
        return Err(Error::conflict("canceled", "The membership that pays has an end already."));
    }
    Ok(members)
}

fn new_team(old: &[Membership], wish: Convert, tomorrow: jiff::civil::Date) -> NewTeam {
    let payer = old.first();
    let billing = payer.map(Person::from).unwrap_or_default();
    let emails = if billing.billing_emails.is_empty() { billing.email.iter().cloned().collect() } else { billing.billing_emails.clone() };
    NewTeam {
        name: payer.map(|payer| payer.company.as_deref().unwrap_or(payer.label()).to_owned()).unwrap_or_default(),
        plan: wish.plan,
        extras: vec![],
        seats: wish.seats,
        starts_at: Some(tomorrow),
        first_invoice_at: None,
        prorate_first_invoice: None,
        discount_code: None,
        billing: Person { billing_emails: emails, ..billing },
    }
}

/// The same person in the team.
async fn again(app: &App, tx: &mut SpaceTx<'_>, member: &Membership, team: &Planned) -> Result<Membership> {
    let now = app.clock.now();
    let new = Membership {
        id: app.id(),
        team_id: None,
        team_role: None,
        customer_number: Some(store::spaces::next_customer_number(tx).await?.to_string()),
        confirmed_at: Some(now),
        starts_at: team.starts_at,
        canceled_to: None,
        canceled_at: None,
        next_invoice_at: team.next_invoice_at,
        prorate_first_invoice: false,
        created_at: now,
        updated_at: now,
        ..member.clone()
    };
    store::memberships::insert(tx, &new).await?;
    Ok(new)
}
