//! Times at which nobody books.

use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::input::{Id, Query};
use crate::operation::Api;
use crate::patch::Patch;
use crate::scopes::{ReadCalendarBlockers, WriteBookings};
use crate::style::V1;
use crate::v1::{Body, Json, Time, When};
use crate::v2::NoContent;
use app::calendar_blockers::{self, Shown, Wish};
use domain::ids::{CalendarBlockerId, ResourceId};
use domain::interval::Interval;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::resources::Slice;

const SEE: &str = "**Access**: admins and members.";
const EDIT: &str = "**Access**: admins who may edit bookings.";

pub fn operations(api: &mut Api<V1>) {
    api.tag("Calendar blockers");
    api.get("v1-list-calendar-blockers", "/api/calendar_blockers", list, "Blocked times")
        .about("Those that touch any of the days. **Access**: admins and members.");
    api.post("v1-create-calendar-blocker", "/api/calendar_blockers", create, "Block a time").about(
        "Without `resources` it is for all of the space, without `blocked_for` for everybody. What is booked already stays. \
         **Access**: admins who may edit bookings.",
    );
    api.get("v1-get-calendar-blocker", "/api/calendar_blockers/{id}", get, "One blocked time").about(SEE);
    api.put("v1-update-calendar-blocker", "/api/calendar_blockers/{id}", update, "Change a blocked time")
        .about("What is not given stays; an empty list of `resources` makes it one for all. **Access**: admins who may edit bookings.");
    api.delete("v1-delete-calendar-blocker", "/api/calendar_blockers/{id}", delete, "Delete a blocked time").about(EDIT);
}

/// Who is kept out.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Blocked {
    Bookings,
    ExternalBookings,
    DropInPasses,
}

const EVERYBODY: [Blocked; 3] = [Blocked::Bookings, Blocked::ExternalBookings, Blocked::DropInPasses];

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "NewCalendarBlocker")]
struct New {
    title: String,
    from: When,
    to: When,
    #[serde(default)]
    blocked_for: Option<Vec<Blocked>>,
    /// Ids.
    #[serde(default)]
    resources: Vec<String>,
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "CalendarBlockerChange")]
struct Change {
    title: Patch<String>,
    from: Patch<When>,
    to: Patch<When>,
    blocked_for: Patch<Vec<Blocked>>,
    /// Ids.
    resources: Patch<Vec<String>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CalendarBlocker")]
struct Blocker {
    id: String,
    title: String,
    #[schemars(with = "String")]
    from: Time,
    #[schemars(with = "String")]
    to: Time,
    blocked_for: Vec<Blocked>,
    /// None: all.
    resources: Vec<BlockedResource>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct BlockedResource {
    id: String,
}

impl From<Shown> for Blocker {
    fn from(Shown { blocker, resources }: Shown) -> Self {
        let whom = [blocker.for_bookings, blocker.for_external_bookings, blocker.for_drop_in_passes];
        Self {
            id: blocker.id.to_string(),
            title: blocker.title,
            from: blocker.starts_at.into(),
            to: blocker.ends_at.into(),
            blocked_for: EVERYBODY.into_iter().zip(whom).filter_map(|(one, blocked)| blocked.then_some(one)).collect(),
            resources: resources.into_iter().map(|id| BlockedResource { id: id.to_string() }).collect(),
        }
    }
}

fn block(wish: &mut Wish, whom: &[Blocked]) {
    wish.for_bookings = whom.contains(&Blocked::Bookings);
    wish.for_external_bookings = whom.contains(&Blocked::ExternalBookings);
    wish.for_drop_in_passes = whom.contains(&Blocked::DropInPasses);
}

/// None named: all.
fn named(ids: &[String]) -> Result<Option<Vec<ResourceId>>, Error> {
    let read = |id: &String| id.parse::<ResourceId>().map_err(|_| app::Error::no_such("resources"));
    let ids = ids.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    Ok(Some(ids).filter(|ids| !ids.is_empty()))
}

#[derive(Deserialize, JsonSchema)]
struct Days {
    /// The first day.
    from: When,
    /// The last.
    to: When,
}

async fn list(access: SpaceAccess<ReadCalendarBlockers, ByHost>, Query(query): Query<Days>) -> Result<Json<Vec<Blocker>>, Error> {
    let (from, to) = (query.from.day(access.zone()), query.to.day(access.zone()));
    let found = calendar_blockers::list(access.app(), &access, from, to, Slice::ALL).await?;
    Ok(Json(found.items.into_iter().map(Blocker::from).collect()))
}

async fn get(access: SpaceAccess<ReadCalendarBlockers, ByHost>, Id(id): Id<CalendarBlockerId>) -> Result<Json<Blocker>, Error> {
    Ok(Json(calendar_blockers::get(access.app(), &access, id).await?.into()))
}

async fn create(access: SpaceAccess<WriteBookings, ByHost>, Body(new): Body<New>) -> Result<Json<Blocker, 201>, Error> {
    let mut wish = Wish {
        title: new.title,
        interval: Interval::new(new.from.instant(access.zone()), new.to.end(access.zone())),
        for_bookings: false,
        for_external_bookings: false,
        for_drop_in_passes: false,
        resources: named(&new.resources)?,
    };
    block(&mut wish, new.blocked_for.as_deref().unwrap_or(&EVERYBODY));
    Ok(Json(calendar_blockers::create(access.app(), &access, wish).await?.into()))
}

async fn update(
    access: SpaceAccess<WriteBookings, ByHost>,
    Id(id): Id<CalendarBlockerId>,
    Body(change): Body<Change>,
) -> Result<Json<Blocker>, Error> {
    let zone = access.zone().clone();
    let (from, to) = (change.from.map(|when| when.instant(&zone)), change.to.map(|when| when.end(&zone)));
    let (title, whom) = (change.title, change.blocked_for);
    let resources = match change.resources {
        Patch::Keep => Patch::Keep,
        Patch::Set(ids) => Patch::Set(named(&ids)?),
    };
    let changed = calendar_blockers::update(access.app(), &access, id, move |wish| {
        title.clone().apply(&mut wish.title);
        from.clone().apply(&mut wish.interval.from);
        to.clone().apply(&mut wish.interval.to);
        if let Patch::Set(whom) = &whom {
            block(wish, whom);
        }
        resources.clone().apply(&mut wish.resources);
    });
    Ok(Json(changed.await?.into()))
}

async fn delete(access: SpaceAccess<WriteBookings, ByHost>, Id(id): Id<CalendarBlockerId>) -> Result<NoContent, Error> {
    calendar_blockers::delete(access.app(), &access, id).await?;
    Ok(NoContent)
}
