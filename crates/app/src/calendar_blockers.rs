//! Calendar blockers: times at which nobody books (B18).

use crate::access::Access;
use crate::resources::{Page, check_days};
use crate::webhooks::objects;
use crate::{App, Error, Event, FieldError, Result};
use domain::ids::{CalendarBlockerId, ResourceId};
use domain::interval::Interval;
use domain::scopes::Scope;
use domain::texts;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde_json::{Value, json};
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

/// What somebody wants of a blocker. It blocks members, visitors and drop-in passes, each or all.
#[derive(Clone, Debug)]
pub struct Wish {
    pub title: String,
    pub interval: Interval,
    pub for_bookings: bool,
    pub for_external_bookings: bool,
    pub for_drop_in_passes: bool,
    /// None: all of the space, those to come included.
    pub resources: Option<Vec<ResourceId>>,
}

impl Wish {
    fn of(Shown { blocker, resources }: &Shown) -> Self {
        Self {
            title: blocker.title.clone(),
            interval: Interval::new(blocker.starts_at, blocker.ends_at),
            for_bookings: blocker.for_bookings,
            for_external_bookings: blocker.for_external_bookings,
            for_drop_in_passes: blocker.for_drop_in_passes,
            resources: (!blocker.all_resources).then(|| resources.clone()),
        }
    }

    fn checked(&self, id: CalendarBlockerId, created_at: Timestamp) -> Result<CalendarBlocker> {
        let title = texts::name(&self.title).map_err(|bad| FieldError::field("title", bad.code(), bad.to_string()))?;
        if self.interval.is_empty() {
            return Err(FieldError::field("to", "not_after_from", "must be after the start").into());
        }
        if !(self.for_bookings || self.for_external_bookings || self.for_drop_in_passes) {
            return Err(FieldError::field("blocked_for", "blank", "must name what is blocked").into());
        }
        if self.resources.as_ref().is_some_and(|resources| resources.is_empty() || resources.len() > MOST) {
            let message = "must name at least one resource and at most 1000; without it all are blocked";
            return Err(FieldError::relation("resources", "out_of_range", message).into());
        }
        Ok(CalendarBlocker {
            id,
            title,
            starts_at: self.interval.from,
            ends_at: self.interval.to,
            for_bookings: self.for_bookings,
            for_external_bookings: self.for_external_bookings,
            for_drop_in_passes: self.for_drop_in_passes,
            all_resources: self.resources.is_none(),
            created_at,
        })
    }
}

/// How many resources a blocker names at most.
const MOST: usize = 1000;

/// Blocks a time; bookings that are there stay. For admins who may edit the calendar.
pub async fn create(app: &App, access: &Access, new: Wish) -> Result<Shown> {
    access.require_admin(Scope::WriteBookings)?;
    let blocker = new.checked(app.id::<CalendarBlockerId>(), app.clock.now())?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        calendar_blockers::insert(&mut tx, &blocker).await?;
        let shown = name(&mut tx, blocker.clone(), new.resources.as_deref()).await?;
        app.emit(&mut tx, Event::CreatedCalendarBlocker, blocker.id.0, times(&blocker)).await?;
        Ok(shown)
    })
    .await
}

/// Blocks another time, or something else; bookings that are there stay. For admins who may edit the calendar.
pub async fn update(
    app: &App,
    access: &Access,
    id: CalendarBlockerId,
    change: impl Fn(&mut Wish) + Send + Sync + 'static,
) -> Result<Shown> {
    access.require_admin(Scope::WriteBookings)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let before = hold(&mut tx, id).await?;
        let mut wish = Wish::of(&before);
        change(&mut wish);
        let after = wish.checked(id, before.blocker.created_at)?;
        calendar_blockers::update(&mut tx, &after).await?;
        let shown = name(&mut tx, after.clone(), wish.resources.as_deref()).await?;
        app.emit(&mut tx, Event::UpdatedCalendarBlocker, id.0, times(&after)).await?;
        Ok(shown)
    })
    .await
}

/// Lets people book again. For admins who may edit the calendar.
pub async fn delete(app: &App, access: &Access, id: CalendarBlockerId) -> Result<()> {
    access.require_admin(Scope::WriteBookings)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let gone = hold(&mut tx, id).await?;
        calendar_blockers::delete(&mut tx, id).await?;
        let mut detail = times(&gone.blocker);
        if let Value::Object(detail) = &mut detail {
            detail.insert("object".into(), objects::calendar_blocker(&gone));
        }
        app.emit(&mut tx, Event::DeletedCalendarBlocker, id.0, detail).await
    })
    .await
}

async fn hold(tx: &mut SpaceTx<'_>, id: CalendarBlockerId) -> Result<Shown> {
    let blocker = calendar_blockers::lock(tx, id).await?.ok_or(Error::NOT_FOUND)?;
    show(tx, vec![blocker]).await?.pop().ok_or(Error::NOT_FOUND)
}

/// Writes which resources it is for; all of them are in the space.
async fn name(tx: &mut SpaceTx<'_>, blocker: CalendarBlocker, resources: Option<&[ResourceId]>) -> Result<Shown> {
    let wanted = resources.unwrap_or_default();
    if !store::resources::are_there(tx, wanted).await? {
        return Err(Error::no_such("resources"));
    }
    calendar_blockers::set_resources(tx, blocker.id, wanted).await?;
    show(tx, vec![blocker]).await?.pop().ok_or(Error::NOT_FOUND)
}

fn times(blocker: &CalendarBlocker) -> Value {
    json!({"from": blocker.starts_at, "to": blocker.ends_at})
}
