//! Calendar blockers: times at which nobody books (B18).

use crate::access::Access;
use crate::resources::{Page, check_days};
use crate::{App, Error, Event, FieldError, Result};
use domain::ids::{CalendarBlockerId, ResourceId};
use domain::interval::Interval;
use domain::scopes::Scope;
use domain::texts;
use jiff::civil::{Date, Time};
use serde_json::json;
use store::SpaceTx;
use store::calendar_blockers::{self, CalendarBlocker};
use store::resources::Slice;

/// A blocker with the resources it names; those for all name none.
#[derive(Clone, Debug)]
pub struct Shown {
    pub blocker: CalendarBlocker,
    pub resources: Vec<ResourceId>,
}

/// One blocker; any user sees them all.
pub async fn get(app: &App, access: &Access, id: CalendarBlockerId) -> Result<Shown> {
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let blocker = calendar_blockers::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
            show(&mut tx, vec![blocker]).await?.pop().ok_or(Error::NOT_FOUND)
        })
        .await
}

/// Those that touch any of the local days from `from` to `to`, both included, by start.
pub async fn list(app: &App, access: &Access, from: Date, to: Date, slice: Slice) -> Result<Page<Shown>> {
    let midnight = |day: Date| access.zone().to_timestamp(day.to_datetime(Time::midnight()));
    check_days((from, to), "filter[from]", "filter[to]")?;
    let start = midnight(from).map_err(Error::internal)?;
    let end = to.tomorrow().and_then(midnight).map_err(Error::internal)?;
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let (blockers, total) = calendar_blockers::list(&mut tx, Interval::new(start, end), slice).await?;
            Ok::<_, Error>(Page { items: show(&mut tx, blockers).await?, total })
        })
        .await
}

async fn show(tx: &mut SpaceTx<'_>, blockers: Vec<CalendarBlocker>) -> Result<Vec<Shown>> {
    let ids: Vec<_> = blockers.iter().map(|blocker| blocker.id).collect();
    let mut resources = calendar_blockers::resources_of(tx, &ids).await?;
    let shown = blockers.into_iter().map(|blocker| Shown { resources: resources.remove(&blocker.id).unwrap_or_default(), blocker });
    Ok(shown.collect())
}

/// A blocker to be. It blocks members, visitors and drop-in passes, each or all.
#[derive(Clone, Debug)]
pub struct Create {
    pub title: String,
    pub interval: Interval,
    pub for_bookings: bool,
    pub for_external_bookings: bool,
    pub for_drop_in_passes: bool,
    /// None: all of the space, those to come included.
    pub resources: Option<Vec<ResourceId>>,
}

/// Blocks a time; bookings that are there stay. For admins who may edit the calendar.
pub async fn create(app: &App, access: &Access, new: Create) -> Result<CalendarBlockerId> {
    access.require_admin(Scope::WriteBookings)?;
    let title = texts::name(&new.title).map_err(|bad| FieldError::field("title", bad.code(), bad.to_string()))?;
    if new.interval.is_empty() {
        return Err(FieldError::field("to", "not_after_from", "must be after the start").into());
    }
    let blocker = CalendarBlocker {
        id: app.id::<CalendarBlockerId>(),
        title,
        starts_at: new.interval.from,
        ends_at: new.interval.to,
        for_bookings: new.for_bookings,
        for_external_bookings: new.for_external_bookings,
        for_drop_in_passes: new.for_drop_in_passes,
        all_resources: new.resources.is_none(),
        created_at: app.clock.now(),
    };
    let (id, resources, access, all) = (blocker.id, new.resources.unwrap_or_default(), access.clone(), app.clone());
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            match calendar_blockers::insert(&mut tx, &blocker, &resources).await {
                Err(db::Error::ForeignKey) => return Err(Error::no_such("resources")),
                done => done?,
            }
            let times = json!({"from": blocker.starts_at, "to": blocker.ends_at});
            all.emit(&mut tx, Event::CreatedCalendarBlocker, id.0, times).await
        })
        .await?;
    Ok(id)
}
