//! Events of a space.

mod filter;
mod input;
mod resource;

use super::resources::{slice, total};
use crate::access::{Of, SpaceAccess, UserAccess, VisitorAccess};
use crate::error::Error;
use crate::input::{Csv, DateTime, Id, Page, Query};
use crate::operation::Api;
use crate::scopes::{ReadEvents, WriteBookings, WriteEvents};
use crate::style::JsonApi;
use crate::v2::event_attendances::{self, resource as attendance};
use crate::v2::{Body, Collection, Created, Document, EventTags, Events, Link as _, List, NoContent, PHOTOS, contacts, memberships};
use app::access::{Access, Place};
use app::calendar_events::{self, Asked, View};
use domain::ids::{EventId, SpaceId};
use filter::{ListEvents, Range};
use input::{CreateEvent, CreateLinks, UpdateEvent, UpdateLinks};
use jsonapi::{Change, Entity, New, NoRelationships, Resource};
pub use resource::resource;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

const TAKEN: &str = "A resource cannot be booked, or not at that time.";
const ADMINS: &str = "**Access**: admins of the space.";

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Event");
    api.post("create-admin-event", "/events", create, "Create event")
        .about("Makes a draft and books its resources for the time, all units of them unless `meta.units` says how many.\n\n**Access**: admins of the space.")
        .refuses(400, TAKEN)
        .body_limit(PHOTOS);
    api.get("get-event", "/events/{id}", get, "Single event").about(
        "At most five attendances are included, the caller's own first; `attendances.meta.count` counts all.\n\n\
         `attendances` needs the scope `read_event_attendances`, `attendances.attendee` needs `read_memberships` and `read_contacts` as well.\n\n\
         **Access**: any user for events with a public audience, else admins and members of the space or its network; drafts are for admins of the space.",
    );
    api.get("list-events", "/spaces/{spaceId}/events", list, "Events of a space").about(
        "Events that overlap the time range. `include` as for a single event.\n\n\
         **Access**: any user; who has nothing to do with the space sees those with a public audience. Drafts are for admins of the space.",
    );
    api.patch("update-event", "/events/{id}", update, "Update event")
        .about("Bookings of resources move along, or nothing changes.\n\n**Access**: admins of the space.")
        .refuses(400, TAKEN)
        .body_limit(PHOTOS);
    api.delete("delete-event", "/events/{id}", delete, "Delete event")
        .about("With its bookings, attendances and messages.\n\n**Access**: admins of the space.");
    api.post("publish-admin-event", "/events/{id}/publication", publish, "Publish event")
        .about(ADMINS)
        .refuses(409, "The event is published already.");
    api.delete("depublish-admin-event", "/events/{id}/publication", unpublish, "Make an event a draft again")
        .about(ADMINS)
        .refuses(409, "The event is not published, or people attend it.");
    api.get("list-event-tags", "/spaces/{spaceId}/events/tags", tags, "Popular tags").about(
        "The 20 tags that most events of the time have.\n\n**Access**: admins and members of the space, or of a space in its network.",
    );
}

/// What stands beside events.
#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[schemars(inline)]
enum Include {
    #[serde(rename = "attendances")]
    Attendances,
    #[serde(rename = "attendances.attendee")]
    Attendees,
}

fn asked(include: &Csv<Include>) -> Asked {
    Asked { attendances: !include.0.is_empty(), attendees: include.has(&Include::Attendees) }
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct GetEvent {
    /// Linked resources to add.
    include: Csv<Include>,
}

/// A document of one event, as those who edit it get it.
fn document<const CODE: u16>(app: &app::App, access: &Access, view: &View) -> Result<Document<Events, CODE>, Error> {
    Ok(Document::new(&resource(app, access.space(), view)?))
}

async fn create(
    access: UserAccess<(WriteEvents, WriteBookings)>,
    Body(new): Body<New<Events, CreateEvent, CreateLinks>>,
) -> Result<Created<Events>, Error> {
    let space: SpaceId = new.relationships.space.id("space")?;
    let access = access.enter(Place::Space(space)).await.map_err(|error| event_attendances::at_link(error, "space"))?;
    let details = input::create(new.attributes, new.relationships)?;
    document(access.app(), &access, &calendar_events::create(access.app(), &access, details).await?)
}

async fn get(
    access: VisitorAccess<ReadEvents, Of<Events>>,
    Id(id): Id<EventId>,
    Query(query): Query<GetEvent>,
) -> Result<Document<Events>, Error> {
    let asked = asked(&query.include);
    let found = calendar_events::get(access.app(), &access, id, asked).await?;
    let mut answer = document(access.app(), &access, &found.found)?;
    if asked.attendances {
        answer = answer.include(included(&access, std::slice::from_ref(&found.found))?);
    }
    if asked.attendees {
        answer = answer.include(found.members.iter().map(|member| memberships::resource(access.app(), access.space(), member)));
        // The contract knows no contacts beside a single event, only beside lists and attendances.
    }
    Ok(answer)
}

/// The attendances that stand with the events.
fn included(access: &Access, views: &[View]) -> Result<Vec<Resource<crate::v2::EventAttendances>>, Error> {
    let all = views.iter().flat_map(|view| view.attending.iter().flatten());
    all.map(|one| attendance(access.space(), one)).collect()
}

async fn list(
    access: VisitorAccess<ReadEvents>,
    Id(_): Id<SpaceId>,
    Query(query): Query<ListEvents>,
    Page(page): Page,
) -> Result<Collection<Events>, Error> {
    let asked = asked(&query.include);
    let found = calendar_events::list(access.app(), &access, query.wanted(), asked, slice(page)).await?;
    let views = found.found.items;
    let shown = views.iter().map(|view| resource(access.app(), access.space(), view)).collect::<Result<Vec<_>, _>>()?;
    let mut answer = Collection::new(shown, page, total(found.found.total));
    if asked.attendances {
        answer = answer.include(included(&access, &views)?);
    }
    if asked.attendees {
        answer = answer.include(found.members.iter().map(|member| memberships::resource(access.app(), access.space(), member)));
        answer = answer.include(found.contacts.into_iter().map(|contact| contacts::resource(access.app(), access.space(), contact)));
    }
    Ok(answer)
}

async fn update(
    access: SpaceAccess<WriteEvents, Of<Events>>,
    Id(id): Id<EventId>,
    Body(change): Body<Change<Events, UpdateEvent, UpdateLinks>>,
) -> Result<Document<Events>, Error> {
    let details = input::update(change.attributes, change.relationships)?;
    document(access.app(), &access, &calendar_events::update(access.app(), &access, id, details).await?)
}

async fn delete(access: SpaceAccess<WriteEvents, Of<Events>>, Id(id): Id<EventId>) -> Result<NoContent, Error> {
    calendar_events::delete(access.app(), &access, id).await?;
    Ok(NoContent)
}

async fn publish(access: SpaceAccess<WriteEvents, Of<Events>>, Id(id): Id<EventId>) -> Result<Created<Events>, Error> {
    document(access.app(), &access, &calendar_events::publish(access.app(), &access, id).await?)
}

async fn unpublish(access: SpaceAccess<WriteEvents, Of<Events>>, Id(id): Id<EventId>) -> Result<Document<Events>, Error> {
    document(access.app(), &access, &calendar_events::unpublish(access.app(), &access, id).await?)
}

async fn tags(access: SpaceAccess<ReadEvents>, Id(_): Id<SpaceId>, Query(range): Query<Range>) -> Result<List<EventTags>, Error> {
    let instant = |time: Option<DateTime>| time.map(|time| time.0);
    let found = calendar_events::tags(access.app(), &access, instant(range.from), instant(range.to)).await?;
    Ok(List::new(found.into_iter().map(|(id, name)| Resource::new(id, TagAttributes { name }, NoRelationships {}))))
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "eventTagAttributes")]
pub struct TagAttributes {
    name: String,
}
impl Entity for EventTags {
    type Attributes = TagAttributes;
    type Relationships = NoRelationships;
}
