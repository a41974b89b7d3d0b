//! Events that the clock causes: bookings begin and end (B20), memberships end (L1), changes of plan take effect. Each is
//! told once, after a downtime, too: how far was told moves in the transaction that emits.

use crate::{App, Error, Event, Result};
use domain::ids::{BookingId, SpaceId};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use serde_json::json;
use store::clock_events::{self, Told, Window};
use store::{SpaceTx, bookings};

/// How long before a booking it is said that it begins (B20).
const AHEAD: SignedDuration = SignedDuration::from_mins(5);
/// How far back a space is looked at for the first time.
const BACK: SignedDuration = SignedDuration::from_mins(10);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Edge {
    Begin,
    End,
}

/// Tells of bookings that begin within five minutes, and of those that have ended.
pub async fn tell_bookings(app: &App) -> Result<()> {
    let now = app.clock.now();
    let floor = now.checked_sub(BACK).map_err(Error::internal)?;
    for (edge, to) in [(Edge::Begin, now.checked_add(AHEAD).map_err(Error::internal)?), (Edge::End, now)] {
        let window = Window { floor, to };
        let found = app.db.read(async move |tx| {
            Ok::<_, Error>(match edge {
                Edge::Begin => clock_events::beginning(tx, window).await?,
                Edge::End => clock_events::ending(tx, window).await?,
            })
        });
        for space in found.await? {
            let all = app.clone();
            app.db.write(async move |tx| tell_edge(&all, &mut SpaceTx::bind(tx, space), edge, window).await).await?;
        }
    }
    Ok(())
}

async fn tell_edge(app: &App, tx: &mut SpaceTx<'_>, edge: Edge, Window { floor, to }: Window) -> Result<()> {
    let Some(Told { begun_until, ended_until, .. }) = clock_events::hold(tx).await? else { return Ok(()) };
    let from = match edge {
        Edge::Begin => begun_until,
        Edge::End => ended_until,
    };
    let from = from.unwrap_or(floor);
    if from >= to {
        return Ok(()); // another process was here
    }
    let (event, found) = match edge {
        Edge::Begin => (Event::BookingWillBegin, clock_events::begin(tx, from, to).await?),
        Edge::End => (Event::BookingHasEnded, clock_events::end(tx, from, to).await?),
    };
    for id in found {
        if let Some(shown) = bookings::find(tx, BookingId(id)).await? {
            app.emit(tx, event, id, crate::bookings::told(&shown.booking)).await?;
        }
    }
    Ok(())
}

/// Tells what comes with a new day in the spaces where one has begun.
pub async fn tell_days(app: &App) -> Result<()> {
    let now = app.clock.now();
    // It is this day nowhere yet, or it has begun in the first zone.
    let latest = TimeZone::UTC.to_datetime(now).date().checked_add(1.day()).map_err(Error::internal)?;
    let waiting = app.db.read(async move |tx| Ok::<_, Error>(clock_events::waiting(tx, latest).await?)).await?;
    for space in waiting {
        let today = today(&space.time_zone, now);
        if space.day_until.is_none_or(|day| day < today) {
            tell_day(app, space.space, today).await?;
        }
    }
    Ok(())
}

fn today(zone: &str, now: Timestamp) -> Date {
    TimeZone::get(zone).unwrap_or(TimeZone::UTC).to_datetime(now).date()
}

async fn tell_day(app: &App, space: SpaceId, today: Date) -> Result<()> {
    let all = app.clone();
    app.db
        .write(async move |tx| {
            let mut tx = SpaceTx::bind(tx, space);
            let Some(told) = clock_events::hold(&mut tx).await? else { return Ok(()) };
            if told.day_until.is_some_and(|day| day >= today) {
                return Ok(()); // another process was here
            }
            clock_events::move_day(&mut tx, today).await?;
            let Some(from) = told.day_until else { return Ok(()) }; // what was before is over
            for id in clock_events::canceled(&mut tx, from, today).await? {
                all.emit(&mut tx, Event::MembershipCancellationDateReached, id.0, json!({})).await?;
            }
            for id in clock_events::changed_plan(&mut tx, from, today).await? {
                all.emit(&mut tx, Event::MembershipPlanChangeDateReached, id.0, json!({})).await?;
            }
            Ok::<_, Error>(())
        })
        .await
}
