//! Times at which nobody books.

use super::event_attendances::at_link;
use super::resources::{slice, total};
use crate::access::{Of, SpaceAccess, UserAccess, VisitorAccess};
use crate::error::Error;
use crate::input::{DateTime, Day, Id, Page, Query};
use crate::operation::Api;
use crate::patch::Patch;
use crate::scopes::{ReadCalendarBlockers, WriteBookings};
use crate::style::JsonApi;
use crate::v2::{Body, CalendarBlockers, Collection, Created, Document, Link as _, LinkList as _, NoContent, Resources, Spaces};
use app::access::Place;
use app::calendar_blockers::{self, Shown, Wish};
use domain::ids::{CalendarBlockerId, ResourceId, SpaceId};
use domain::interval::Interval;
use jsonapi::{Change, Entity, Many, New, One, Resource, many, one};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Calendar Blocker");
    api.get("get-calendar-blocker", "/calendar_blockers/{id}", get, "Single calendar blocker").about("**Access**: any user.");
    api.get("get-space-calendar-blockers", "/spaces/{spaceId}/calendar_blockers", list, "Calendar blockers of a space")
        .about("Those that touch any of the days, in the zone of the space. A blocker that names no resources is for all.\n\n**Access**: any user.");
    api.post("create-calendar-blocker", "/calendar_blockers", create, "Block a time").about(
        "An addition of our own. Without `resources` it is for all of the space, those to come included. What is booked already \
         stays.\n\n**Access**: admins of the space who may edit bookings.",
    );
    api.patch("update-calendar-blocker", "/calendar_blockers/{id}", update, "Change a calendar blocker").about(
        "An addition of our own. An empty list of `resources` makes it one for all.\n\n\
         **Access**: admins of the space who may edit bookings.",
    );
    api.delete("delete-calendar-blocker", "/calendar_blockers/{id}", delete, "Delete a calendar blocker")
        .about("An addition of our own: from now on people may book again.\n\n**Access**: admins of the space who may edit bookings.");
}

async fn get(
    access: VisitorAccess<ReadCalendarBlockers, Of<CalendarBlockers>>,
    Id(id): Id<CalendarBlockerId>,
) -> Result<Document<CalendarBlockers>, Error> {
    let shown = calendar_blockers::get(access.app(), &access, id).await?;
    Ok(Document::new(&resource(access.space_id(), shown)))
}

#[derive(Deserialize, JsonSchema)]
struct Days {
    /// First day.
    #[serde(rename = "filter[from]")]
    from: Day,
    /// Last day.
    #[serde(rename = "filter[to]")]
    to: Day,
}

async fn list(
    access: VisitorAccess<ReadCalendarBlockers>,
    Query(Days { from, to }): Query<Days>,
    Page(page): Page,
) -> Result<Collection<CalendarBlockers>, Error> {
    let found = calendar_blockers::list(access.app(), &access, from.0, to.0, slice(page)).await?;
    let shown = found.items.into_iter().map(|shown| resource(access.space_id(), shown));
    Ok(Collection::new(shown, page, total(found.total)))
}

/// Who is kept out.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum Blocked {
    Bookings,
    ExternalBookings,
    DropInPasses,
}

fn block(wish: &mut Wish, whom: &[Blocked]) {
    wish.for_bookings = whom.contains(&Blocked::Bookings);
    wish.for_external_bookings = whom.contains(&Blocked::ExternalBookings);
    wish.for_drop_in_passes = whom.contains(&Blocked::DropInPasses);
}

/// None named: all.
fn named(resources: &Many<Resources>) -> Result<Option<Vec<ResourceId>>, Error> {
    let ids: Vec<ResourceId> = resources.ids("resources")?;
    Ok(Some(ids).filter(|ids| !ids.is_empty()))
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct CreateBlocker {
    from: DateTime,
    to: DateTime,
    title: String,
    blocked_for: Vec<Blocked>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct CreateLinks {
    space: One<Spaces>,
    resources: Option<Many<Resources>>,
}

async fn create(
    access: UserAccess<WriteBookings>,
    Body(new): Body<New<CalendarBlockers, CreateBlocker, CreateLinks>>,
) -> Result<Created<CalendarBlockers>, Error> {
    let space: SpaceId = new.relationships.space.id("space")?;
    let access = access.enter(Place::Space(space)).await.map_err(|error| at_link(error, "space"))?;
    let CreateBlocker { from, to, title, blocked_for } = new.attributes;
    let mut wish = Wish {
        title,
        interval: Interval::new(from.into(), to.into()),
        for_bookings: false,
        for_external_bookings: false,
        for_drop_in_passes: false,
        resources: new.relationships.resources.as_ref().map(named).transpose()?.flatten(),
    };
    block(&mut wish, &blocked_for);
    let shown = calendar_blockers::create(access.app(), &access, wish).await?;
    Ok(Created::new(&resource(access.space_id(), shown)))
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct UpdateBlocker {
    from: Patch<DateTime>,
    to: Patch<DateTime>,
    title: Patch<String>,
    blocked_for: Patch<Vec<Blocked>>,
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
struct UpdateLinks {
    resources: Patch<Many<Resources>>,
}

async fn update(
    access: SpaceAccess<WriteBookings, Of<CalendarBlockers>>,
    Id(id): Id<CalendarBlockerId>,
    Body(change): Body<Change<CalendarBlockers, UpdateBlocker, UpdateLinks>>,
) -> Result<Document<CalendarBlockers>, Error> {
    let UpdateBlocker { from, to, title, blocked_for } = change.attributes;
    let resources = match change.relationships.resources {
        Patch::Keep => Patch::Keep,
        Patch::Set(resources) => Patch::Set(named(&resources)?),
    };
    let changed = calendar_blockers::update(access.app(), &access, id, move |wish| {
        from.clone().map(Into::into).apply(&mut wish.interval.from);
        to.clone().map(Into::into).apply(&mut wish.interval.to);
        title.clone().apply(&mut wish.title);
        if let Patch::Set(whom) = &blocked_for {
            block(wish, whom);
        }
        resources.clone().apply(&mut wish.resources);
    });
    Ok(Document::new(&resource(access.space_id(), changed.await?)))
}

async fn delete(access: SpaceAccess<WriteBookings, Of<CalendarBlockers>>, Id(id): Id<CalendarBlockerId>) -> Result<NoContent, Error> {
    calendar_blockers::delete(access.app(), &access, id).await?;
    Ok(NoContent)
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "calendarBlockerAttributes")]
pub struct CalendarBlockerAttributes {
    from: DateTime,
    to: DateTime,
    title: String,
    #[schemars(extend("items" = {"type": "string", "enum": ["bookings", "externalBookings", "dropInPasses"]}))]
    blocked_for: Vec<&'static str>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "calendarBlockerRelationships")]
pub struct CalendarBlockerRelationships {
    space: One<Spaces>,
    resources: Many<Resources>,
}

impl Entity for CalendarBlockers {
    type Attributes = CalendarBlockerAttributes;
    type Relationships = CalendarBlockerRelationships;
}

fn resource(space: SpaceId, Shown { blocker, resources }: Shown) -> Resource<CalendarBlockers> {
    let blocked = [
        (blocker.for_bookings, "bookings"),
        (blocker.for_external_bookings, "externalBookings"),
        (blocker.for_drop_in_passes, "dropInPasses"),
    ];
    let attributes = CalendarBlockerAttributes {
        from: blocker.starts_at.into(),
        to: blocker.ends_at.into(),
        title: blocker.title,
        blocked_for: blocked.into_iter().filter_map(|(blocked, what)| blocked.then_some(what)).collect(),
    };
    Resource::new(blocker.id, attributes, CalendarBlockerRelationships { space: one(space), resources: many(resources) })
}
