//! The clock of a sandbox, and how it is moved forward: from one time at which something falls due to the next, so that all of
//! it happens as it would have, in order.
//!
//! One process at a time moves a clock. It has a lease on it, and how far it is stands in the database after each step, so that
//! another one can go on where it was interrupted.

use crate::access::Access;
use crate::collecting::{self, Collecting, Errand};
use crate::jobs::Job;
use crate::operator::no_space;
use crate::{App, Error, FieldError, Result, billing, clock_events, mails};
use db::Tx;
use domain::ids::SpaceId;
use domain::permissions::Category;
use domain::sandboxes::next_turn;
use domain::scopes::Scope;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp, ToSpan as _};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::sandboxes::{self, Standing};
use store::spaces::{self, Space};
use store::{SpaceTx, jobs};
use uuid::Uuid;

/// How long a process has the moving to itself after each step.
const LEASE: SignedDuration = SignedDuration::from_mins(2);
/// No clock is further ahead of ours.
const FURTHEST_YEARS: i64 = 20;
/// How many sandboxes one look takes in.
const PAGE: i64 = 100;

/// What time it is in a space.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shown {
    pub now: Timestamp,
    /// Whether it has a clock of its own.
    pub sandbox: bool,
    /// What time the clock is being moved on to.
    pub until: Option<Timestamp>,
}

/// The clock of a space. For its admins.
///
/// # Errors
/// [`Error::Forbidden`] for anybody else.
pub async fn clock(app: &App, access: &Access) -> Result<Shown> {
    if access.admin_role().is_none() {
        return Err(Error::forbidden("admins_only", "Only admins of the space may do this."));
    }
    shown(app, access.space_id()).await
}

async fn shown(app: &App, space: SpaceId) -> Result<Shown> {
    let standing = app.db.read(async move |tx| Ok::<_, Error>(sandboxes::standing(tx, space).await?)).await?;
    let now = app.clock.of(standing.map(|standing| standing.clock_ahead)).now();
    Ok(Shown { now, sandbox: standing.is_some(), until: standing.and_then(|standing| standing.clock_until) })
}

/// The moving of a clock that a job goes on with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advance {
    pub space: SpaceId,
}

/// Has the clock of a sandbox moved forward in the background. For those who may edit the settings of the space.
///
/// # Errors
/// [`Error::Conflict`] where the space is no sandbox, or its clock is being moved already; [`Error::Invalid`] for a time that
/// does not lead forward, or leads too far.
pub async fn advance(app: &App, access: &Access, by: Span) -> Result<Shown> {
    access.require_admin(Scope::Write)?;
    if !access.edits(Category::SpaceSettings) {
        return Err(Error::forbidden("not_permitted", "This needs the permission to edit the settings of the space."));
    }
    let (all, space) = (app.clone(), access.space_id());
    app.db
        .write(async move |tx| {
            let real = all.clone().at(None);
            want(&real, tx, space, by, None).await?;
            // Of no space: it is done by our time, and not by the one that it moves.
            real.enqueue(tx, None, &Job::AdvanceClock(Advance { space }), real.clock.now()).await
        })
        .await?;
    shown(app, space).await
}

/// Notes what is wanted, after looking whether it can be had.
async fn want(app: &App, tx: &mut Tx, id: SpaceId, by: Span, lease: Option<Timestamp>) -> Result<Timestamp> {
    let space = spaces::find(tx, id).await?.ok_or(Error::NOT_FOUND)?;
    let no_sandbox = || Error::conflict("no_sandbox", "Only sandboxes have a clock that can be moved.");
    let standing = sandboxes::lock(tx, id).await?.ok_or_else(no_sandbox)?;
    let real = app.clock.real().now();
    if standing.clock_until.is_some() && standing.clock_lease.is_none_or(|lease| lease > real) {
        return Err(Error::conflict("advancing", "The clock is being moved forward already."));
    }
    let wrong = |code, message| Error::from(FieldError::field("by", code, message));
    let now = app.clock.of(Some(standing.clock_ahead)).now();
    let until = now.to_zoned_datetime(zone(&space)).checked_add(by).map_err(|_| wrong("too_far", "leads too far"))?.timestamp();
    let furthest = real.to_zoned_datetime(TimeZone::UTC).checked_add(FURTHEST_YEARS.years()).map_err(Error::internal)?.timestamp();
    if until <= now {
        return Err(wrong("not_forward", "must lead forward: no clock is put back"));
    }
    if until > furthest {
        return Err(wrong("too_far", "leads more than 20 years ahead of our time"));
    }
    sandboxes::want(tx, id, until, lease).await?;
    Ok(until)
}

fn zone(space: &Space) -> TimeZone {
    TimeZone::get(&space.time_zone).unwrap_or(TimeZone::UTC)
}

/// The moving of a clock by this process.
#[derive(Clone, Debug)]
pub struct Journey {
    pub space: Arc<Space>,
    pub until: Timestamp,
    lease: Timestamp,
    /// What the clock showed when all that was due had been done; none before the first step.
    done_at: Option<Timestamp>,
}

/// Begins to move the clock of the sandbox with a subdomain, for the operator.
///
/// # Errors
/// As [`advance`].
pub async fn begin(app: &App, subdomain: &str, by: Span) -> Result<Journey> {
    let (all, name) = (app.clone(), subdomain.to_owned());
    app.db
        .write(async move |tx| {
            let space = spaces::find_by_subdomain(tx, &name).await?.ok_or_else(|| no_space(&name))?;
            let lease = leased(&all)?;
            let until = want(&all, tx, space.id, by, Some(lease)).await?;
            Ok(Journey { space: Arc::new(space), until, lease, done_at: None })
        })
        .await
}

fn leased(app: &App) -> Result<Timestamp> {
    app.clock.real().now().checked_add(LEASE).map_err(Error::internal)
}

/// Goes on with what is wanted. Nothing where nothing is, or another process has it.
pub async fn take_up(app: &App, space: SpaceId) -> Result<Option<Journey>> {
    let all = app.clone();
    app.db
        .write(async move |tx| {
            let lease = leased(&all)?;
            if !sandboxes::hold(tx, space, all.clock.real().now(), lease).await? {
                return Ok(None);
            }
            let standing = sandboxes::standing(tx, space).await?;
            let until = standing.and_then(|standing| standing.clock_until);
            let space = spaces::find(tx, space).await?;
            Ok::<_, Error>(space.zip(until).map(|(space, until)| Journey { space: Arc::new(space), until, lease, done_at: None }))
        })
        .await
}

/// Whether the clock of a space still waits to be moved.
pub async fn any(app: &App, space: SpaceId) -> Result<bool> {
    Ok(shown(app, space).await?.until.is_some())
}

/// Leaves the rest of the way to a job: another one, if it is `to_another`.
pub async fn let_go(app: &App, journey: &Journey, to_another: bool) -> Result<()> {
    let (all, space, lease) = (app.clone().at(None), journey.space.id, journey.lease);
    app.db
        .write(async move |tx| {
            sandboxes::let_go(tx, space, lease).await?;
            if to_another {
                all.enqueue(tx, None, &Job::AdvanceClock(Advance { space }), all.clock.now()).await?;
            }
            Ok(())
        })
        .await
}

/// Has another job look after a while whether whoever moves the clock is still there.
pub async fn look_again(app: &App, work: &Advance) -> Result<()> {
    let (all, job) = (app.clone().at(None), Job::AdvanceClock(work.clone()));
    let at = leased(&all)?;
    app.db.write(async move |tx| all.enqueue(tx, None, &job, at).await.map(drop)).await
}

/// Ends a journey whose every step is taken.
pub async fn arrive(app: &App, journey: &Journey) -> Result<()> {
    let (space, lease) = (journey.space.id, journey.lease);
    app.db.write(async move |tx| Ok::<_, Error>(sandboxes::arrive(tx, space, lease).await?)).await
}

/// A time at which something falls due in a sandbox.
#[derive(Clone)]
pub struct Step {
    /// What to do it with.
    pub app: App,
    pub at: Timestamp,
    /// A day has begun in the space, or charges are to be made, since the step before.
    turn: bool,
}

/// Moves the clock on to the next time at which something falls due, and not further than wanted. Nothing when it is there and
/// all is done.
///
/// # Errors
/// [`Error::Conflict`] when another process has taken the moving over.
pub async fn step(app: &App, journey: &mut Journey) -> Result<Option<Step>> {
    let (all, own) = (app.clone().at(None), journey.clone());
    let moved = app.db.write(async move |tx| move_on(&all, tx, &own).await).await?;
    let Some(Moved { step, lease }) = moved else { return Ok(None) };
    (journey.lease, journey.done_at) = (lease, Some(step.at));
    Ok(Some(step))
}

struct Moved {
    step: Step,
    lease: Timestamp,
}

async fn move_on(app: &App, tx: &mut Tx, journey: &Journey) -> Result<Option<Moved>> {
    let space = journey.space.id;
    let lost = || Error::conflict("advancing", "Another process moves the clock now.");
    let standing = sandboxes::lock(tx, space).await?.filter(|standing| standing.clock_lease == Some(journey.lease)).ok_or_else(lost)?;
    let now = app.clock.of(Some(standing.clock_ahead)).now();
    let at = match journey.done_at {
        // What was due before anybody moved the clock.
        None => now,
        Some(done) if done >= journey.until => return Ok(None),
        Some(done) => next(app, tx, journey, standing, done).await?.clamp(done, journey.until).max(now),
    };
    let zone = zone(&journey.space);
    let turn = journey.done_at.is_none_or(|done| next_turn(done, &zone).is_some_and(|turn| turn <= at));
    let by = at.duration_since(now).as_micros();
    let by = i64::try_from(by).map_err(Error::internal)?;
    let (ahead, lease) = (standing.clock_ahead + by, leased(app)?);
    if !sandboxes::move_clock(tx, space, journey.lease, ahead, lease).await? {
        return Err(lost());
    }
    if by > 0 {
        jobs::bring_forward(tx, space, by).await?;
    }
    Ok(Some(Moved { step: Step { app: app.clone().at(Some(ahead)), at, turn }, lease }))
}

/// The first time after `done` at which something falls due in the space.
async fn next(app: &App, tx: &mut Tx, journey: &Journey, standing: Standing, done: Timestamp) -> Result<Timestamp> {
    let clock = app.clock.of(Some(standing.clock_ahead));
    let job = jobs::next_of(tx, standing.space).await?;
    let job = job.and_then(|at| at.checked_add(SignedDuration::from_micros(standing.clock_ahead)).ok());
    let told = clock_events::next_in(&mut SpaceTx::bind(tx, standing.space), done).await?;
    let times = [job.filter(|at| *at > clock.now()), told, next_turn(done, &zone(&journey.space))];
    Ok(times.into_iter().flatten().min().unwrap_or(journey.until))
}

/// Does what is due at a step, but for jobs that are more than a mail.
pub async fn work(journey: &Journey, step: &Step) -> Result<()> {
    let space = journey.space.id;
    clock_events::tell_space(&step.app, &journey.space).await?;
    if step.turn {
        billing::work_if_due(&step.app, space).await?;
        for errand in [Errand::Charge, Errand::Remind] {
            collecting::work(&step.app, Collecting { space, errand, after: None }).await?;
        }
    }
    mails::keep_due(&step.app, space).await
}

/// Tells in each sandbox what its clock causes, as it runs on by itself.
pub async fn tell(app: &App) -> Result<()> {
    let mut last = SpaceId(Uuid::nil());
    loop {
        let found = app.db.read(async move |tx| Ok::<_, Error>(sandboxes::all(tx, last, PAGE).await?)).await?;
        let Some(end) = found.last() else { return Ok(()) };
        last = end.space;
        for Standing { space, clock_ahead, clock_until, .. } in found {
            if clock_until.is_some() {
                continue; // whoever moves the clock tells it, too
            }
            let Some(space) = app.db.read(async move |tx| Ok::<_, Error>(spaces::find(tx, space).await?)).await? else { continue };
            clock_events::tell_space(&app.clone().at(Some(clock_ahead)), &space).await?;
        }
    }
}

/// What there is in a space, to be compared with what there was before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    pub invoices: i64,
    pub mails: i64,
    pub events: i64,
}

/// Invoices, mails and events of a space.
pub async fn sums(app: &App, space: SpaceId) -> Result<Sums> {
    let (invoices, mails, events) = app.db.read(async move |tx| Ok::<_, Error>(sandboxes::sums(tx, space).await?)).await?;
    Ok(Sums { invoices, mails, events })
}
