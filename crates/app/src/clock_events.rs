//! Events that the clock causes: bookings begin and end (B20), memberships end (L1), changes of plan take effect. Each is
//! told once, after a downtime, too: how far was told moves in the transaction that emits.

use crate::{App, Error, Event, Result, memberships};
use domain::ids::{BookingId, SpaceId};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use serde_json::json;
use store::clock_events::{self, Told, Window};
use store::spaces::Space;
use store::{SpaceTx, bookings, check_ins};

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
    for (edge, window) in windows(app)? {
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

fn windows(app: &App) -> Result<[(Edge, Window); 2]> {
    let now = app.clock.now();
    let floor = now.checked_sub(BACK).map_err(Error::internal)?;
    let begins = now.checked_add(AHEAD).map_err(Error::internal)?;
    Ok([(Edge::Begin, Window { floor, to: begins }), (Edge::End, Window { floor, to: now })])
}

/// Tells in one space, by its own clock, what [`tell_bookings`], [`tell_days`] and the ends of check-ins tell everywhere.
pub(crate) async fn tell_space(app: &App, space: &Space) -> Result<()> {
    let (id, windows, today) = (space.id, windows(app)?, today(&space.time_zone, app.clock.now()));
    let due = app.db.read(async move |tx| due_in(&mut SpaceTx::bind(tx, id), windows, today).await).await?;
    for (edge, window) in due.edges {
        let all = app.clone();
        app.db.write(async move |tx| tell_edge(&all, &mut SpaceTx::bind(tx, id), edge, window).await).await?;
    }
    crate::check_ins::tell_over_in(app, id).await?;
    if due.day { tell_day(app, id, today).await } else { Ok(()) }
}

/// What is to be told in a space.
struct Due {
    edges: Vec<(Edge, Window)>,
    day: bool,
}

async fn due_in(tx: &mut SpaceTx<'_>, windows: [(Edge, Window); 2], today: Date) -> Result<Due> {
    let mut due = Due { edges: vec![], day: false };
    let Some(told) = clock_events::told(tx).await? else { return Ok(due) };
    due.day = told.day_until.is_none_or(|day| day < today);
    for (edge, window) in windows {
        let next = match edge {
            Edge::Begin => clock_events::next_begin(tx, told.begun_until.unwrap_or(window.floor)).await?,
            Edge::End => clock_events::next_end(tx, told.ended_until.unwrap_or(window.floor)).await?,
        };
        if next.is_some_and(|at| at <= window.to) {
            due.edges.push((edge, window));
        }
    }
    Ok(due)
}

/// When the next booking of a space is told to begin or to have ended, or the next check-in is over.
pub(crate) async fn next_in(tx: &mut SpaceTx<'_>, now: Timestamp) -> Result<Option<Timestamp>> {
    let soon = now.checked_add(AHEAD).map_err(Error::internal)?;
    let begins = clock_events::next_begin(tx, soon).await?.and_then(|at| at.checked_sub(AHEAD).ok());
    let ends = clock_events::next_end(tx, now).await?;
    Ok([begins, ends, check_ins::next_over(tx, now).await?].into_iter().flatten().min())
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
    // Before it is told that a plan has changed, its next invoice is where it belongs.
    memberships::move_renewals(app, space, today).await?;
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
