//! Changing plans (N5 to N10).

use super::create::{copied, offered};
use super::{facts, hold};
use crate::access::Access;
use crate::plans::{credited, resource_names};
use crate::{App, Error, Event, FieldError, Result};
use domain::billing::{Move, settle};
use domain::ids::{MembershipId, MembershipPlanId, PlanExtraId, PlanId, ResourceId, SpaceId};
use domain::plans::{History, Kind, admin_change_date, check_first_invoice, check_member_choice, member_change_date};
use domain::scopes::Scope;
use jiff::civil::Date;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::Arc;
use store::membership_plans::{self, Copy};
use store::memberships::{self, Membership};
use store::{Json, SpaceTx, billing};

/// The plan to change to.
#[derive(Clone, Debug)]
pub struct ChangePlan {
    pub plan: PlanId,
    /// Chosen anew (N6, N13).
    pub extras: Vec<PlanExtraId>,
    /// From today on; the next renewal without one (N5). Members do not choose.
    pub change_date: Option<Date>,
    /// The day of the new plan's first invoice, from which cycles are counted then; the next renewal without one (N5). Members do not
    /// choose.
    pub first_invoice_at: Option<Date>,
}

/// What came of a change: the membership, the copy that holds from the change date on, names for its credits.
pub type Changed = (Membership, Copy, HashMap<ResourceId, String>);

/// An admin changes a member's plan.
pub async fn change_plan(app: &App, access: &Access, id: MembershipId, wish: ChangePlan) -> Result<Changed> {
    access.require_admin(Scope::WriteMemberships)?;
    change(app, access, id, wish, true).await
}

/// The caller changes the plan of the own membership, at the next possible date (N6), where the space lets
/// members do so (L8).
pub async fn change_own_plan(app: &App, access: &Access, wish: ChangePlan) -> Result<Changed> {
    let own = access.members().iter().find(|member| member.confirmed_at.is_some()).or_else(|| access.members().first());
    let id = own.ok_or(Error::NOT_FOUND)?.id;
    if !access.allows(Scope::WriteMemberships) {
        return Err(Error::scope(Scope::WriteMemberships.name()));
    }
    if access.space().settings.0.members_cannot_change_plan {
        return Err(Error::forbidden("members_cannot_change_plan", "Members cannot change their plan in this space."));
    }
    change(app, access, id, wish, false).await
}

/// For those who may; as admins do it, or at the date that members have (N6).
pub(crate) async fn change(app: &App, access: &Access, id: MembershipId, wish: ChangePlan, admin: bool) -> Result<Changed> {
    let (app, access, wish) = (app.clone(), access.clone(), Arc::new(wish));
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let membership = hold(&mut tx, id).await?;
        let copies = membership_plans::of(&mut tx, id).await?;
        let (wanted, renewal) = wanted(&mut tx, &app, &membership, &copies, &wish, Asked { admin, today: access.today() }).await?;
        let (new, chosen) = (wanted.id, wanted.first_invoice_at.or(renewal));
        let copy = schedule(&mut tx, &app, &membership, &copies, wanted, access.today()).await?;
        if chosen.is_some() && copy.id != new {
            return Err(FieldError::field("first_invoice_at", "same_plan", "is only for a change to something else").into());
        }
        let membership = match renewal {
            Some(day) => renewed(&mut tx, &app, membership, day, access.today()).await?,
            None => membership,
        };
        let names = resource_names(&mut tx, credited([&copy.terms.0].into_iter())).await?;
        tell_changed(&app, &mut tx, &membership, &copies, &copy, access.today()).await?;
        Ok((membership, copy, names))
    })
    .await
}

/// The membership with its renewal, where that moves at once. Otherwise the bills move it, or the day.
pub(crate) async fn renewed(
    tx: &mut SpaceTx<'_>,
    app: &App,
    membership: Membership,
    next_invoice_at: Date,
    today: Date,
) -> Result<Membership> {
    let moved = Membership { next_invoice_at, updated_at: app.clock.now(), ..membership };
    memberships::update(tx, &moved).await?;
    membership_plans::renewals_moved(tx, moved.id, today).await?;
    billing::see_anew(tx, moved.id).await?;
    Ok(moved)
}

/// Moves the renewals that go with changes of plan whose day has come (N5). A bill that comes to one before does the same.
pub(crate) async fn move_renewals(app: &App, space: SpaceId, today: Date) -> Result<()> {
    let waiting = app.db.read(async move |tx| Ok::<_, Error>(membership_plans::waiting(&mut SpaceTx::bind(tx, space), today).await?));
    for id in waiting.await? {
        let app = app.clone();
        let db = app.db.clone();
        db.write(async move |tx| {
            let mut tx = SpaceTx::bind(tx, space);
            memberships::lock_one(&mut tx, id).await?;
            let Some(membership) = memberships::find(&mut tx, id).await? else { return Ok(()) };
            let copies = membership_plans::of(&mut tx, id).await?;
            let moves: Vec<_> = copies.iter().filter_map(Copy::renewal_move).collect();
            let billed_on = billed_on(&mut tx, &membership).await?;
            let (next_invoice_at, done) = settle(&moves, membership.next_invoice_at, billed_on, today);
            let Some(last) = done.checked_sub(1).and_then(|place| moves.get(place)) else { return Ok(()) };
            memberships::update(&mut tx, &Membership { next_invoice_at, updated_at: app.clock.now(), ..membership }).await?;
            membership_plans::renewals_moved(&mut tx, id, last.on).await?;
            Ok::<_, Error>(billing::see_anew(&mut tx, id).await?)
        })
        .await?;
    }
    Ok(())
}

/// Tells of a change, last in its transaction; `copies` are those from before.
pub(crate) async fn tell_changed(
    app: &App,
    tx: &mut SpaceTx<'_>,
    membership: &Membership,
    copies: &[Copy],
    new: &Copy,
    today: Date,
) -> Result<()> {
    let (id, old) = (membership.id.0, History::new(copies.iter().map(Copy::rule).collect()));
    let detail = change_facts(membership, old.current(today).map(|copy| &copy.terms), new);
    let told = app.append(tx, Event::ChangedMembershipPlan, id, detail).await?;
    if copies.iter().any(|before| before.starts_at < new.starts_at) && told.day_until.is_some_and(|day| new.starts_at <= day) {
        app.emit(tx, Event::MembershipPlanChangeDateReached, id, json!({})).await?; // the clock has passed the day
    }
    Ok(())
}

#[derive(Clone, Copy)]
struct Asked {
    admin: bool,
    today: Date,
}

/// The wished copy, with the day it begins; and the next renewal, where that moves at once.
async fn wanted(
    tx: &mut SpaceTx<'_>,
    app: &App,
    membership: &Membership,
    copies: &[Copy],
    wish: &ChangePlan,
    Asked { admin, today }: Asked,
) -> Result<(Copy, Option<Date>)> {
    let history = History::new(copies.iter().map(Copy::rule).collect());
    let current = history.current(today).ok_or_else(|| Error::conflict("no_plan", "The membership has no plan of its own."))?;
    let plan = offered(tx, wish.plan).await?;
    if admin && plan.terms.0.kind != current.terms.kind {
        let whose = if plan.terms.0.kind == Kind::Team { "is for teams" } else { "is for single members" };
        return Err(FieldError::relation("plan", "wrong_kind", whose).into());
    }
    if membership.canceled_to.is_some_and(|last| last < today) {
        return Err(FieldError::base("ended", "The membership has ended; reactivate it first.").into());
    }
    let starts_at = if admin {
        let unconfirmed = membership.confirmed_at.is_none().then(|| membership.starts_at.max(today));
        let day = admin_change_date(wish.change_date.or(unconfirmed), membership.next_invoice_at, membership.canceled_to, today)?;
        day.max(membership.starts_at)
    } else {
        check_member_choice(current.terms.kind, &plan.terms.0).map_err(|refusal| FieldError {
            at: crate::At::Relation("plan".into()),
            code: refusal.code,
            message: refusal.message,
        })?;
        member_change_date(current, membership.next_invoice_at, membership.canceled_to, today)?
    };
    let chosen = wish.first_invoice_at.filter(|_| admin);
    let first = match chosen {
        Some(to) => {
            let billed_on = billed_on(tx, membership).await?;
            check_first_invoice(to, starts_at, billed_on)?;
            FirstInvoice::new(membership, Move { on: starts_at, to }, billed_on, today)
        }
        None => FirstInvoice::default(),
    };
    let mut terms = copied(&plan, &wish.extras)?;
    // What a code takes off belongs to the plan that it was redeemed for (N14).
    terms.discount = current.terms.discount.clone().filter(|_| current.parent == plan.id);
    let copy = Copy {
        id: app.id(),
        membership_id: membership.id,
        parent_plan_id: plan.id,
        starts_at,
        canceled_to: membership.canceled_to,
        terms: Json(terms),
        first_invoice_at: first.at,
        renewal_waits: first.waits,
    };
    Ok((copy, first.renewal))
}

/// Where a day leads that was chosen for the first invoice of a changed plan (N5).
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct FirstInvoice {
    /// What the copy keeps of it.
    pub at: Option<Date>,
    /// The renewal moves there when all before the change is billed.
    pub waits: bool,
    /// The renewal that the membership has at once.
    pub renewal: Option<Date>,
}

impl FirstInvoice {
    pub(crate) fn new(membership: &Membership, to: Move, billed_on: Option<Date>, today: Date) -> Self {
        // The first plan of all begins with the membership, whose first invoice that is.
        let upcoming = to.on == membership.starts_at && to.on > today;
        let (_, done) = settle(&[to], membership.next_invoice_at, billed_on, today);
        let now = upcoming || done == 1;
        Self { at: Some(to.to).filter(|_| !upcoming), waits: !now, renewal: Some(to.to).filter(|_| now) }
    }
}

/// The due date of the last bill that the membership was on, here or elsewhere; none while its first days are open.
pub(crate) async fn billed_on(tx: &mut SpaceTx<'_>, membership: &Membership) -> Result<Option<Date>> {
    let standing = billing::standings(tx, &[membership.id]).await?.pop();
    Ok(standing.and_then(|standing| standing.last_bill()).filter(|day| *day >= membership.starts_at))
}

/// Makes it the only scheduled change, or the plan of today, and gives what holds from then on (N7, N8).
async fn schedule(tx: &mut SpaceTx<'_>, app: &App, membership: &Membership, copies: &[Copy], wanted: Copy, today: Date) -> Result<Copy> {
    let history = History::new(copies.iter().map(Copy::rule).collect());
    let schedule = history.replace_scheduled(&wanted.rule(), today);
    let mut gone = schedule.remove;
    // What never began leaves no trace in the history.
    if schedule.insert && wanted.starts_at == membership.starts_at && membership.starts_at > today {
        gone.extend(copies.iter().map(|copy| copy.id));
    }
    put(tx, app, membership, copies, wanted, (&gone, schedule.insert)).await
}

/// Takes copies out that will never hold, and puts the wanted one in; or else what is left before it goes on. What holds then.
pub(crate) async fn put(
    tx: &mut SpaceTx<'_>,
    app: &App,
    membership: &Membership,
    copies: &[Copy],
    wanted: Copy,
    (gone, insert): (&[MembershipPlanId], bool),
) -> Result<Copy> {
    for id in gone {
        membership_plans::delete(tx, *id).await?;
    }
    if wanted.renewal_waits || copies.iter().any(|copy| copy.renewal_waits && gone.contains(&copy.id)) {
        billing::see_anew(tx, membership.id).await?;
    }
    let before = copies.iter().rev().find(|copy| !gone.contains(&copy.id));
    if !insert {
        let mut stays = before.cloned().unwrap_or(wanted);
        stays.canceled_to = membership.canceled_to;
        membership_plans::set_days(tx, stays.id, stays.starts_at, stays.canceled_to).await?;
        return Ok(stays);
    }
    if let Some(before) = before {
        membership_plans::set_days(tx, before.id, before.starts_at, wanted.starts_at.yesterday().ok()).await?;
    }
    membership_plans::insert(tx, &wanted, app.clock.now()).await?;
    Ok(wanted)
}

/// What activities tell of a change (API 1, 4.16).
fn change_facts(membership: &Membership, old: Option<&domain::plans::PlanTerms>, new: &Copy) -> Value {
    let terms = &new.terms.0;
    let more = json!({
        "old_plan_name": old.map(|terms| &terms.name), "old_plan_price": old.map(|terms| terms.price_per_cycle),
        "old_plan_currency": old.map(|terms| terms.currency), "new_plan_name": terms.name, "new_plan_price": terms.price_per_cycle,
        "new_plan_currency": terms.currency, "change_date": new.starts_at,
        "new_plan_extras": terms.extras.iter().map(|extra| &extra.name).collect::<Vec<_>>(),
    });
    facts(membership, more)
}
