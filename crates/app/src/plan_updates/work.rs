//! The job: changes some members in each turn.

use super::{Plot, when};
use crate::access::Access;
use crate::jobs::Job;
use crate::memberships::{FirstInvoice, billed_on, put_copy, renewed, tell_changed};
use crate::{App, Error, Result, imports};
use db::Tx;
use domain::billing::Move;
use domain::ids::{MembershipId, PlanUpdateId, SpaceId, UserId};
use domain::plan_updates::Revision;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::membership_plans::{self, Copy};
use store::memberships;
use store::plan_updates::{self as stored, PlanUpdate};
use store::{Json, SpaceTx, plans};
use uuid::Uuid;

/// Members of one turn: less than a job has time for.
const TURN: i64 = 200;

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
    let current = |update: &PlanUpdate| update.turn == turn && update.state == "running";
    let Some((update, kind)) = found.await?.filter(|(update, _)| current(update)) else { return Ok(()) };
    let access = match Box::pin(imports::of_admin(app, space, UserId(update.created_by))).await {
        Ok(access) if super::may(&access, kind) => access,
        Ok(_) | Err(Error::NotFound { .. } | Error::Forbidden { .. } | Error::PaymentRequired) => {
            return end(app, space, update, Some("Whoever began this may not do so any more.".into())).await;
        }
        Err(error) => return Err(error),
    };
    part(app, &access, update).await
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
            stored::turn(&mut tx, &PlanUpdate { state: "done".into(), ended_at: Some(now), ..update.clone() }).await?;
            Ok(())
        })
        .await
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
        let (copies, billed_on) = (membership_plans::of(&mut tx, id).await?, billed_on(&mut tx, &membership).await?);
        let plot = Plot { plan: update.plan_id, what: &update.what.0, when: when(&update), today: access.today() };
        let Revision { starts_at, terms, first_invoice_at, remove, insert, .. } = match plot.revise(&membership, &copies, billed_on) {
            Ok(revision) => revision,
            Err(reason) => return Ok(stored::note_left_out(&mut tx, update.id, id, reason.name()).await?),
        };
        let first = first_invoice_at
            .map(|to| FirstInvoice::new(&membership, Move { on: starts_at, to }, billed_on, access.today()))
            .unwrap_or_default();
        let wanted = Copy {
            id: app.id(),
            membership_id: id,
            parent_plan_id: update.plan_id,
            starts_at,
            canceled_to: membership.canceled_to,
            terms: Json(terms),
            first_invoice_at: first.at,
            renewal_waits: first.waits,
        };
        let copy = put_copy(&mut tx, &app, &membership, &copies, wanted, (&remove, insert)).await?;
        let membership = match first.renewal {
            Some(day) => renewed(&mut tx, &app, membership, day, access.today()).await?,
            None => membership,
        };
        stored::note_done(&mut tx, update.id, id).await?;
        tell_changed(&app, &mut tx, &membership, &copies, &copy, access.today()).await
    })
    .await
}
