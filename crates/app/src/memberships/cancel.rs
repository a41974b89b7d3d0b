//! The end of a membership: set, taken back, undone (L4 to L10).

use super::list::{Listed, end_of, one};
use super::{facts, hold};
use crate::access::Access;
use crate::bookings::{take_away, tell_deleted};
use crate::{App, Error, Event, FieldError, Result};
use domain::ids::{MembershipId, MembershipPlanId, TeamId};
use domain::memberships::{self as rules, check_cancellation, check_uncancel};
use domain::plans::{History, member_change_date};
use domain::scopes::Scope;
use jiff::civil::Date;
use serde_json::json;
use std::collections::BTreeSet;
use store::SpaceTx;
use store::bookings::Booking;
use store::membership_plans::{self, Copy};
use store::memberships::{self, Membership};
use store::teams::{self, Team};

/// An admin ends a membership.
#[derive(Clone, Copy, Debug)]
pub struct Cancel {
    /// The last active day. Without one, the first that keeps notice and commitment (L4).
    pub canceled_to: Option<Date>,
    /// Takes away bookings that begin after that day (L7).
    pub delete_later_bookings: bool,
}

/// Ends it on any day (L6).
pub async fn cancel(app: &App, access: &Access, id: MembershipId, how: Cancel) -> Result<Listed> {
    access.require_admin(Scope::WriteMemberships)?;
    end(app, access, id, how).await
}

/// The member ends it, with notice (L4), where the space lets members do so (L8).
pub async fn cancel_own(app: &App, access: &Access, id: MembershipId) -> Result<Listed> {
    if !access.owns(id) || !access.allows(Scope::WriteMemberships) {
        return Err(Error::scope(Scope::WriteMemberships.name()));
    }
    if access.space().settings.0.members_cannot_cancel {
        return Err(Error::forbidden("members_cannot_cancel", "Members cannot cancel by themselves in this space."));
    }
    end(app, access, id, Cancel { canceled_to: None, delete_later_bookings: false }).await
}

async fn end(app: &App, access: &Access, id: MembershipId, how: Cancel) -> Result<Listed> {
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let ended = end_in(&app, &access, &mut tx, id, how).await?;
        let listed = one(&mut tx, id, access.today()).await?;
        tell_ended(&app, &mut tx, &ended).await?;
        Ok(listed)
    })
    .await
}

/// A membership that has its last day now, and what was booked for later.
pub(crate) struct Ended {
    membership: Membership,
    deleted: Vec<Booking>,
}

/// Ends a membership, and with the account of a team all that are in it (W4). Whoever calls has to [`tell_ended`] as the last
/// thing of the transaction.
pub(crate) async fn end_in(app: &App, access: &Access, tx: &mut SpaceTx<'_>, id: MembershipId, how: Cancel) -> Result<Vec<Ended>> {
    let seats = seats(tx, id).await?;
    let first = end_one(app, access, tx, id, how).await?;
    let last = first.membership.canceled_to;
    let mut ended = vec![first];
    for seat in seats.into_iter().filter(|seat| seat.canceled_to.is_none_or(|day| Some(day) > last)) {
        let canceled_to = last.map(|last| last.max(seat.starts_at));
        ended.push(end_one(app, access, tx, seat.id, Cancel { canceled_to, ..how }).await?);
    }
    if let Some(team) = ended.first().and_then(|first| first.membership.account_of()) {
        end_team(tx, team, last).await?;
    }
    Ok(ended)
}

/// Those in the team whose account this is, all of them held in the order of their ids; nobody for other memberships.
async fn seats(tx: &mut SpaceTx<'_>, id: MembershipId) -> Result<Vec<Membership>> {
    let team = memberships::find(tx, id).await?.and_then(|membership| membership.account_of());
    let Some(team) = team else { return Ok(vec![]) };
    teams::lock(tx, team).await?;
    let ids: Vec<_> = teams::members(tx, team).await?.iter().map(|member| member.id).collect();
    for id in ids.iter().copied().collect::<BTreeSet<_>>() {
        memberships::lock_one(tx, id).await?;
    }
    let mut all = memberships::some(tx, ids).await?;
    all.retain(|membership| !membership.of_team);
    Ok(all)
}

async fn end_team(tx: &mut SpaceTx<'_>, team: TeamId, last: Option<Date>) -> Result<()> {
    let team = teams::find(tx, team).await?.ok_or(Error::NOT_FOUND)?;
    Ok(teams::update(tx, &Team { canceled_to: last, ..team }).await?)
}

async fn end_one(app: &App, access: &Access, tx: &mut SpaceTx<'_>, id: MembershipId, how: Cancel) -> Result<Ended> {
    let today = access.today();
    let mut membership = hold(tx, id).await?;
    let copies = membership_plans::of(tx, id).await?;
    let last = match how.canceled_to {
        Some(day) => day,
        None => earliest_end(&membership, &copies, today),
    };
    check_cancellation(&membership.life(), last, today)?;
    let now = app.clock.now();
    (membership.canceled_to, membership.canceled_at, membership.updated_at) = (Some(last), Some(now), now);
    memberships::update(tx, &membership).await?;
    end_plans(tx, &copies, last, today).await?;
    let deleted = if how.delete_later_bookings {
        let after = end_of(access, last);
        let after = after.ok_or_else(|| FieldError::field("canceled_to", "absurd_date", "is too far in the future"))?;
        take_away(app, access, tx, id, after).await?
    } else {
        vec![]
    };
    Ok(Ended { membership, deleted })
}

pub(crate) async fn tell_ended(app: &App, tx: &mut SpaceTx<'_>, ended: &[Ended]) -> Result<()> {
    for Ended { membership, deleted } in ended {
        tell_deleted(app, tx, deleted).await?;
        let told = app.append(tx, Event::CanceledMembership, membership.id.0, facts(membership, json!({}))).await?;
        if membership.canceled_to.is_some_and(|last| told.day_until.is_some_and(|day| last < day)) {
            app.emit(tx, Event::MembershipCancellationDateReached, membership.id.0, json!({})).await?; // midnight was this moment
        }
    }
    Ok(())
}

/// What a member may change, and from when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// The first day of another plan (N5, N6); none where it cannot be changed.
    pub plan_from: Option<Date>,
    /// The last day if it is cancelled today (L4); none where it has one already, or the space does not let members cancel.
    pub ends_on: Option<Date>,
}

/// What the member may do with the own membership today. Nothing is changed.
pub async fn choices(app: &App, access: &Access, id: MembershipId) -> Result<Choices> {
    if !access.owns(id) {
        return Err(Error::NOT_FOUND);
    }
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let (today, settings) = (access.today(), &access.space().settings.0);
            let mut tx = access.bind(tx);
            let membership = memberships::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
            let copies = membership_plans::of(&mut tx, id).await?;
            let history = History::new(copies.iter().map(Copy::rule).collect());
            let day = |current| member_change_date(current, membership.next_invoice_at, membership.canceled_to, today).ok();
            let plan_from = history.current(today).filter(|_| !settings.members_cannot_change_plan).and_then(day);
            let free = membership.canceled_to.is_none() && !settings.members_cannot_cancel;
            Ok::<_, Error>(Choices { plan_from, ends_on: free.then(|| earliest_end(&membership, &copies, today)) })
        })
        .await
}

/// Rule L4 under the plan of today; without a plan (W4) the end of this day.
pub(crate) fn earliest_end(membership: &Membership, copies: &[Copy], today: Date) -> Date {
    let history = History::new(copies.iter().map(Copy::rule).collect());
    let Some(current) = history.current(today) else { return today.max(membership.starts_at) };
    let terms = &current.terms;
    let (notice, commitment) = (terms.cancellation_period_days, terms.minimum_commitment_months);
    rules::earliest_end(membership.next_invoice_at, terms.cycle_months, notice, commitment, current.starts_at, today)
}

/// Takes away scheduled changes that never come (N7) and ends the last copy with the membership (N9).
async fn end_plans(tx: &mut SpaceTx<'_>, copies: &[Copy], last: Date, today: Date) -> Result<()> {
    let history = History::new(copies.iter().map(Copy::rule).collect());
    let gone: Vec<MembershipPlanId> = history.after_end(last, today);
    for id in &gone {
        membership_plans::delete(tx, *id).await?;
    }
    let stays = copies.iter().rev().find(|copy| !gone.contains(&copy.id));
    if let Some(copy) = stays {
        membership_plans::set_days(tx, copy.id, copy.starts_at, Some(last)).await?;
    }
    Ok(())
}

/// Takes a cancellation back while the membership still runs (L9).
pub async fn uncancel(app: &App, access: &Access, id: MembershipId) -> Result<Listed> {
    access.require_admin(Scope::WriteMemberships)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let today = access.today();
        let seats = seats(&mut tx, id).await?;
        let mut membership = hold(&mut tx, id).await?;
        check_uncancel(&membership.life(), today)?;
        let with_it = seats.into_iter().filter(|seat| seat.canceled_to == membership.canceled_to);
        for seat in with_it {
            memberships::update(&mut tx, &Membership { canceled_to: None, canceled_at: None, updated_at: app.clock.now(), ..seat }).await?;
        }
        if let Some(team) = membership.account_of() {
            end_team(&mut tx, team, None).await?;
        }
        (membership.canceled_to, membership.canceled_at, membership.updated_at) = (None, None, app.clock.now());
        memberships::update(&mut tx, &membership).await?;
        if let Some(last) = membership_plans::of(&mut tx, id).await?.last() {
            membership_plans::set_days(&mut tx, last.id, last.starts_at, None).await?;
        }
        let listed = one(&mut tx, id, today).await?;
        app.emit(&mut tx, Event::UncanceledMembership, id.0, facts(&membership, json!({}))).await?;
        Ok(listed)
    })
    .await
}

/// Begins a membership that has ended anew, on its latest plan (L10). The gap stays in the history.
pub async fn reactivate(app: &App, access: &Access, id: MembershipId) -> Result<Listed> {
    access.require_admin(Scope::WriteMemberships)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let today = access.today();
        let mut membership = hold(&mut tx, id).await?;
        let default_day = access.space().settings.0.default_invoice_day;
        membership.next_invoice_at = rules::reactivate(&membership.life(), membership.next_invoice_at, default_day, today)?;
        memberships::lock(&mut tx).await?;
        super::create::free(&mut tx, today, membership.email.as_deref(), membership.user(), Some(id)).await?;
        if let Some(team) = membership.account_of() {
            end_team(&mut tx, team, None).await?;
        }
        let now = app.clock.now();
        (membership.canceled_to, membership.canceled_at, membership.updated_at) = (None, None, now);
        memberships::update(&mut tx, &membership).await?;
        store::billing::pass_over(&mut tx, id, today.yesterday().unwrap_or(today)).await?;
        if let Some(latest) = membership_plans::of(&mut tx, id).await?.pop() {
            membership_plans::renewals_moved(&mut tx, id, today).await?;
            let (first_invoice_at, renewal_waits) = (None, false);
            let again = Copy { id: app.id(), starts_at: today, canceled_to: None, first_invoice_at, renewal_waits, ..latest };
            membership_plans::insert(&mut tx, &again, now).await?;
        }
        let listed = one(&mut tx, id, today).await?;
        app.emit(&mut tx, Event::ReactivatedMembership, id.0, facts(&membership, json!({"next_invoice_at": membership.next_invoice_at})))
            .await?;
        Ok(listed)
    })
    .await
}
