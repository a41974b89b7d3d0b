//! The job: changes some members in each turn, and moves renewals when their time has come.

use super::{Plot, when};
use crate::access::Access;
use crate::jobs::Job;
use crate::memberships::{facts, put_copy, tell_changed};
use crate::{App, Error, Event, Result, imports, invoices};
use db::Tx;
use domain::ids::{MembershipId, PlanUpdateId, SpaceId, UserId};
use domain::plan_updates::Revision;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use serde::{Deserialize, Serialize};
use serde_json::json;
use store::membership_plans::{self, Copy};
use store::memberships::{self, Membership};
use store::plan_updates::{self as stored, PlanUpdate};
use store::{Json, SpaceTx, plans};
use uuid::Uuid;

/// Members of one turn: less than a job has time for.
const TURN: i64 = 200;
/// How long after the day a renewal is waited for.
const DAYS_LATE: i64 = 7;
/// When renewals that wait are looked at again.
const AGAIN: SignedDuration = SignedDuration::from_hours(1);

/// A change that a job goes on with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Updating {
    pub space: SpaceId,
    pub update: PlanUpdateId,
    /// What was done in this turn already is not done again.
    pub turn: i64,
}

/// Takes a turn. Harmless the second time: the turn is over then, or goes on where it was.
///
/// # Errors
/// Trouble of the server; why a member is left out is noted with him or her.
pub async fn work(app: &App, work: &Updating) -> Result<()> {
    let Updating { space, update: id, turn } = *work;
    let found = app.db.read(async move |tx| {
        let mut tx = SpaceTx::bind(tx, space);
        let Some(update) = stored::find(&mut tx, id).await? else { return Ok(None) };
        let kind = plans::find(&mut tx, update.plan_id).await?.map(|plan| plan.terms.0.kind);
        Ok::<_, Error>(kind.map(|kind| (update, kind)))
    });
    let current = |update: &PlanUpdate| update.turn == turn && matches!(&*update.state, "running" | "waiting");
    let Some((update, kind)) = found.await?.filter(|(update, _)| current(update)) else { return Ok(()) };
    let access = match Box::pin(imports::of_admin(app, space, UserId(update.created_by))).await {
        Ok(access) if super::may(&access, kind) => access,
        Ok(_) | Err(Error::NotFound { .. } | Error::Forbidden { .. } | Error::PaymentRequired) => {
            return end(app, space, update, Some("Whoever began this may not do so any more.".into())).await;
        }
        Err(error) => return Err(error),
    };
    if update.state == "running" { part(app, &access, update).await } else { renewals(app, &access, update).await }
}

/// Some of the members whose turn has not come.
async fn part(app: &App, access: &Access, update: PlanUpdate) -> Result<()> {
    let (bound, id, nobody) = (access.clone(), update.id, MembershipId(Uuid::nil()));
    let items = app.db.read(async move |tx| Ok::<_, Error>(stored::open(&mut bound.bind(tx), id, nobody, TURN).await?)).await?;
    for item in &items {
        change(app, access, &update, item.membership_id).await?;
    }
    let (all, access) = (app.clone(), access.clone());
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let now = all.clock.now();
            if !items.is_empty() {
                return next(&all, &mut tx, &update, now).await.map(drop);
            }
            if stored::renewals(&mut tx, update.id, "waits").await? == 0 {
                return over(&mut tx, &update, now).await;
            }
            let at = renewals_at(&mut tx, &access, &update).await?.unwrap_or(now);
            let waiting = PlanUpdate { state: "waiting".into(), ..update.clone() };
            next(&all, &mut tx, &waiting, later(now, at)).await.map(drop)
        })
        .await
}

/// The time itself, if it is still to come; else in an hour.
fn later(now: Timestamp, at: Timestamp) -> Timestamp {
    if at > now { at } else { now.saturating_add(AGAIN).unwrap_or(at) }
}

/// When all renewals before the day have been billed: bills are made some days early (V8).
async fn renewals_at(tx: &mut SpaceTx<'_>, access: &Access, update: &PlanUpdate) -> Result<Option<Timestamp>> {
    let early = i64::from(invoices::settings::of(tx).await?.settings.0.days_early);
    Ok(update.starts_on.and_then(|day| access.midnight(day.saturating_sub(early.days()))))
}

/// Writes where it stands, and has the next turn taken at that time; `false` where another process has done so.
pub(super) async fn next(app: &App, tx: &mut SpaceTx<'_>, update: &PlanUpdate, at: Timestamp) -> Result<bool> {
    if !stored::turn(tx, update).await? {
        return Ok(false);
    }
    let work = Updating { space: tx.space(), update: update.id, turn: update.turn + 1 };
    app.enqueue(tx.global(), Some(work.space), &Job::UpdatePlans(work), at).await?;
    Ok(true)
}

async fn over(tx: &mut SpaceTx<'_>, update: &PlanUpdate, now: Timestamp) -> Result<()> {
    stored::turn(tx, &PlanUpdate { state: "done".into(), ended_at: Some(now), ..update.clone() }).await?;
    Ok(())
}

/// Nothing more is done.
async fn end(app: &App, space: SpaceId, update: PlanUpdate, error: Option<String>) -> Result<()> {
    let ended = PlanUpdate { state: "failed".into(), error, ended_at: Some(app.clock.now()), ..update };
    app.db.write(async move |tx| Ok::<_, Error>(stored::turn(&mut SpaceTx::bind(tx, space), &ended).await?)).await.map(drop)
}

/// A job was given up: nobody waits for it.
pub(crate) async fn give_up(tx: &mut Tx, work: &Updating, now: Timestamp) -> Result<()> {
    let mut tx = SpaceTx::bind(tx, work.space);
    let Some(update) = stored::find(&mut tx, work.update).await?.filter(|update| update.turn == work.turn) else { return Ok(()) };
    let error = Some("Something went wrong with us again and again. What was done so far is noted.".to_owned());
    stored::turn(&mut tx, &PlanUpdate { state: "failed".into(), error, ended_at: Some(now), ..update }).await?;
    Ok(())
}

/// Changes one member's plan, and notes that in the same transaction; or notes why not.
async fn change(app: &App, access: &Access, update: &PlanUpdate, id: MembershipId) -> Result<()> {
    let (app, access, update) = (app.clone(), access.clone(), update.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        memberships::lock_one(&mut tx, id).await?;
        let Some(membership) = memberships::find(&mut tx, id).await? else { return Ok(()) };
        if stored::find_open(&mut tx, update.id, id).await?.is_none() {
            return Ok(()); // an earlier attempt has come so far
        }
        let copies = membership_plans::of(&mut tx, id).await?;
        let plot = Plot { plan: update.plan_id, what: &update.what.0, when: when(&update), today: access.today() };
        let Revision { starts_at, terms, remove, insert, .. } = match plot.revise(&membership, &copies) {
            Ok(revision) => revision,
            Err(reason) => return Ok(stored::note_left_out(&mut tx, update.id, id, reason.name()).await?),
        };
        // What was chosen for a change that this one is taken together with holds, unless another day comes with it.
        let replaced = copies.iter().find(|copy| update.next_invoice_on.is_none() && remove.contains(&copy.id));
        let wanted = Copy {
            id: app.id(),
            membership_id: id,
            parent_plan_id: update.plan_id,
            starts_at,
            canceled_to: membership.canceled_to,
            terms: Json(terms),
            first_invoice_at: replaced.and_then(|copy| copy.first_invoice_at),
            renewal_waits: replaced.is_some_and(|copy| copy.renewal_waits),
        };
        let copy = put_copy(&mut tx, &app, &membership, &copies, wanted, (&remove, insert)).await?;
        let renewal = match update.next_invoice_on {
            Some(next) if ready(&membership, starts_at) => {
                move_renewal(&app, &mut tx, membership.clone(), next).await?;
                Some("moved")
            }
            Some(_) => Some("waits"),
            None => None,
        };
        stored::note_done(&mut tx, update.id, id, copy.id, renewal).await?;
        tell_changed(&app, &mut tx, &membership, &copies, &copy, access.today()).await
    })
    .await
}

/// Whether all renewals before the day are billed, so that none is lost by moving the next.
fn ready(membership: &Membership, day: Date) -> bool {
    membership.next_invoice_at >= day
}

async fn move_renewal(app: &App, tx: &mut SpaceTx<'_>, membership: Membership, next: Date) -> Result<Membership> {
    let moved = Membership { next_invoice_at: next, updated_at: app.clock.now(), ..membership };
    memberships::update(tx, &moved).await?;
    Ok(moved)
}

/// Moves renewals whose time has come.
async fn renewals(app: &App, access: &Access, update: PlanUpdate) -> Result<()> {
    let (Some(day), Some(next_invoice)) = (update.starts_on, update.next_invoice_on) else {
        return Err(Error::internal(format!("plan update {} waits for no day", update.id)));
    };
    let (bound, id) = (access.clone(), update.id);
    let items = app.db.read(async move |tx| Ok::<_, Error>(stored::ready(&mut bound.bind(tx), id, day, TURN).await?)).await?;
    for item in &items {
        renewal(app, access, (id, item.membership_id), (day, next_invoice)).await?;
    }
    let (all, access) = (app.clone(), access.clone());
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let now = all.clock.now();
            if !items.is_empty() {
                return next(&all, &mut tx, &update, now).await.map(drop);
            }
            let late = access.today() > day.saturating_add(DAYS_LATE.days());
            if late {
                stored::drop_renewals(&mut tx, update.id).await?;
            }
            if late || stored::renewals(&mut tx, update.id, "waits").await? == 0 {
                return over(&mut tx, &update, now).await;
            }
            next(&all, &mut tx, &update, later(now, now)).await.map(drop)
        })
        .await
}

/// Moves the renewal of one member, unless the change was called off meanwhile or the membership ends before.
async fn renewal(app: &App, access: &Access, (update, id): (PlanUpdateId, MembershipId), (day, next_invoice): (Date, Date)) -> Result<()> {
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        memberships::lock_one(&mut tx, id).await?;
        let Some(membership) = memberships::find(&mut tx, id).await? else { return Ok(()) };
        let Some(item) = stored::find_waiting(&mut tx, update, id).await? else { return Ok(()) };
        let history = membership_plans::of(&mut tx, id).await?;
        let holds = history.iter().any(|copy| Some(copy.id.0) == item.copy_id);
        if !holds || membership.canceled_to.is_some_and(|last| last < day) {
            return Ok(stored::note_renewal(&mut tx, update, id, "dropped").await?);
        }
        if !ready(&membership, day) {
            return Ok(());
        }
        let moved = move_renewal(&app, &mut tx, membership, next_invoice).await?;
        stored::note_renewal(&mut tx, update, id, "moved").await?;
        app.emit(&mut tx, Event::UpdatedMembershipDetails, id.0, facts(&moved, json!({}))).await
    })
    .await
}
