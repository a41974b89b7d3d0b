//! Writing repeated bookings in the background (B15, B16).

use super::create::{load_facts, write};
use super::desk::Desk;
use super::telling::tell;
use super::wish::Draft;
use crate::{App, Error, Event, Result};
use domain::ids::{RecurrenceId, SpaceId, UserId};
use domain::interval::Interval;
use domain::recurrence::occurrences;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::sync::Arc;
use store::recurrences::{self, Recurrence, Skipped};
use store::{SpaceTx, spaces};

/// Repeated bookings to write: everything but the times, which the rule gives.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Repetition {
    space: SpaceId,
    draft: Draft,
    from: Timestamp,
    to: Timestamp,
    /// Whether an admin asked, who is free from the rules for members.
    admin: bool,
    user: Option<UserId>,
}

impl Repetition {
    pub(super) fn new(desk: &Desk, draft: Draft, first: Interval) -> Self {
        Self { space: desk.space.id, draft, from: first.from, to: first.to, admin: desk.admin, user: desk.user }
    }
}

/// Written in one transaction.
const CHUNK: usize = 50;

/// Writes the next chunk; `true` when all is written. Doing it twice does no harm: how far it got is noted
/// in the same transaction.
pub async fn write_next(app: &App, work: Repetition) -> Result<bool> {
    let (app, db) = (app.clone(), app.db.clone());
    db.write(async move |tx| {
        let Some(space) = spaces::find(tx, work.space).await? else { return Ok(true) };
        let zone = TimeZone::get(&space.time_zone).unwrap_or(TimeZone::UTC);
        let desk = Desk { space: Arc::new(space), zone, now: app.clock.now(), admin: work.admin, user: work.user };
        let mut tx = SpaceTx::bind(tx, work.space);
        let Some(id) = work.draft.recurrence else { return Ok(true) };
        write_chunk(&app, &mut tx, &desk, id, &work).await
    })
    .await
}

async fn write_chunk(app: &App, tx: &mut SpaceTx<'_>, desk: &Desk, id: RecurrenceId, work: &Repetition) -> Result<bool> {
    let Some(mut recurrence) = recurrences::lock(tx, id).await?.filter(|recurrence| !recurrence.done) else { return Ok(true) };
    let all = occurrences(&recurrence.rule.0, &desk.zone, work.from, work.to);
    let reached = usize::try_from(recurrence.reached).unwrap_or(usize::MAX);
    let mut written = Vec::new();
    match load_facts(tx, desk, work.draft.resource, work.draft.owner, true).await {
        Ok(facts) => {
            for interval in all.iter().skip(reached).take(CHUNK) {
                recurrence.reached += 1;
                match write(app, tx, desk, &facts, &work.draft, *interval).await {
                    Ok(shown) => written.push(shown.booking),
                    Err(error) => recurrence.skipped.0.push(skipped(*interval, error)?),
                }
            }
        }
        // The resource or the membership is gone: so is the place of all that is left.
        Err(Error::NotFound { .. }) => {
            recurrence.skipped.0.extend(all.iter().skip(reached).map(|interval| gone(*interval)));
            recurrence.reached = i64::try_from(all.len()).unwrap_or(i64::MAX);
        }
        Err(error) => return Err(error),
    }
    recurrence.done = usize::try_from(recurrence.reached).is_ok_and(|reached| reached >= all.len());
    recurrences::advance(tx, &recurrence).await?;
    for booking in &written {
        tell(app, tx, Event::CreatedBooking, booking).await?;
    }
    if recurrence.done {
        completed(app, tx, &recurrence).await?;
    }
    Ok(recurrence.done)
}

fn gone(interval: Interval) -> Skipped {
    Skipped { from: interval.from, to: interval.to, reason: "not_found".into() }
}

/// What stands in the way of one occurrence does not stop the others; trouble of the server does.
fn skipped(interval: Interval, error: Error) -> Result<Skipped> {
    let reason = match &error {
        Error::Invalid(fields) => fields.first().map_or("invalid", |field| field.code),
        Error::Unbookable { .. } | Error::Forbidden { .. } | Error::NotFound { .. } | Error::Conflict { .. } => error.code(),
        _ => return Err(error),
    };
    Ok(Skipped { from: interval.from, to: interval.to, reason: reason.into() })
}

async fn completed(app: &App, tx: &mut SpaceTx<'_>, recurrence: &Recurrence) -> Result<()> {
    let detail = json!({ "expected": recurrence.expected, "skipped": recurrence.skipped.0 });
    app.emit(tx, Event::CompletedRecurrence, recurrence.id.0, detail).await
}
