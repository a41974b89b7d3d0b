//! Who attends events.

use super::resources::{slice, total};
use crate::access::{Of, SpaceAccess, UserAccess, VisitorAccess};
use crate::error::Error;
use crate::input::{Csv, DateTime, Id, Page, Query};
use crate::operation::Api;
use crate::scopes::{ReadEventAttendances, WriteEventAttendances};
use crate::style::JsonApi;
use crate::v2::prices::Price;
use crate::v2::{
    Body, Collection, Contacts, Created, Document, EventAttendances, Events, Link as _, Memberships, NoContent, contacts, memberships,
};
use app::access::{Place, Thing};
use app::event_attendances;
use domain::calendar_events::Visibility;
use domain::ids::{EventAttendanceId, EventId, MembershipId};
use domain::money::Amount;
use jsonapi::{Entity, NewLinked, One, Ref, Resource, one, reference};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use store::event_attendances::Attendance;
use store::spaces::Space;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Event");
    api.post("attend-event", "/event_attendances", attend, "Attend event")
        .about("The price of the event is kept with the attendance and billed with the next invoice.\n\n**Access**: members of the space, each for himself or herself.")
        .refuses(409, "The member attends already, no places are left, or the event has started.");
    api.get("get-event-attendance", "/event_attendances/{id}", get, "Single event attendance").about(
        "`attendee` needs the scopes `read_memberships` and `read_contacts`.\n\n\
         **Access**: admins of the space and the attendee; members where the visibility is `members`; any user where it is `public`.",
    );
    api.delete("unattend-event", "/event_attendances/{id}", leave, "Unattend event")
        .about("What was to be paid is not billed; what was billed is a credit on the next invoice.\n\n**Access**: the owner of the membership.")
        .refuses(409, "The event has started.");
    api.get("list-event-attendances", "/events/{id}/attendances", list, "Attendances of an event").about(
        "Those that the caller may see. `attendee` needs the scope `read_memberships`.\n\n**Access**: admins and members of the space.",
    );
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum Include {
    Attendee,
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct Including {
    /// Linked resources to add.
    include: Csv<Include>,
}

#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum VisibilityName {
    #[default]
    Admins,
    Members,
    Public,
}
impl From<VisibilityName> for Visibility {
    fn from(name: VisibilityName) -> Self {
        match name {
            VisibilityName::Admins => Self::Admins,
            VisibilityName::Members => Self::Members,
            VisibilityName::Public => Self::Public,
        }
    }
}
impl From<Visibility> for VisibilityName {
    fn from(visibility: Visibility) -> Self {
        match visibility {
            Visibility::Admins => Self::Admins,
            Visibility::Members => Self::Members,
            Visibility::Public => Self::Public,
        }
    }
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
struct AttendInput {
    /// Who sees that the member attends.
    visibility: VisibilityName,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct AttendLinks {
    attendee: One<Memberships>,
    event: One<Events>,
}

/// The body named the place, so a place that is not there points at the link.
pub(super) fn at_link(error: Error, link: &'static str) -> Error {
    match error {
        Error::App(app::Error::NotFound { at: None }) => app::Error::no_such(link).into(),
        other => other,
    }
}

async fn attend(
    access: UserAccess<WriteEventAttendances>,
    Body(new): Body<NewLinked<EventAttendances, AttendInput, AttendLinks>>,
) -> Result<Created<EventAttendances>, Error> {
    let event: EventId = new.relationships.event.id("event")?;
    let access = access.enter(Place::Owner(Thing::Event, event.0)).await.map_err(|error| at_link(error, "event"))?;
    let attendee: MembershipId = new.relationships.attendee.id("attendee")?;
    let visibility = new.attributes.visibility.into();
    let made = event_attendances::attend(access.app(), &access, event, attendee, visibility).await?;
    Ok(Created::new(&resource(access.space(), &made)?))
}

async fn get(
    access: VisitorAccess<ReadEventAttendances, Of<EventAttendances>>,
    Id(id): Id<EventAttendanceId>,
    Query(query): Query<Including>,
) -> Result<Document<EventAttendances>, Error> {
    let with_attendee = query.include.has(&Include::Attendee);
    let found = event_attendances::get(access.app(), &access, id, with_attendee).await?;
    let answer = Document::new(&resource(access.space(), &found.found)?);
    if !with_attendee {
        return Ok(answer);
    }
    let answer = answer.include(found.members.iter().map(|member| memberships::resource(access.app(), access.space(), member)));
    Ok(answer.include(found.contacts.into_iter().map(|contact| contacts::resource(access.app(), access.space(), contact))))
}

async fn leave(
    access: SpaceAccess<WriteEventAttendances, Of<EventAttendances>>,
    Id(id): Id<EventAttendanceId>,
) -> Result<NoContent, Error> {
    event_attendances::leave(access.app(), &access, id).await?;
    Ok(NoContent)
}

async fn list(
    access: SpaceAccess<ReadEventAttendances, Of<Events>>,
    Id(event): Id<EventId>,
    Query(query): Query<Including>,
    Page(page): Page,
) -> Result<Collection<EventAttendances>, Error> {
    let with_attendees = query.include.has(&Include::Attendee);
    let found = event_attendances::list(access.app(), &access, event, with_attendees, slice(page)).await?;
    let shown = found.found.items.iter().map(|one| resource(access.space(), one)).collect::<Result<Vec<_>, _>>()?;
    let answer = Collection::new(shown, page, total(found.found.total));
    if !with_attendees {
        return Ok(answer);
    }
    let answer = answer.include(found.members.iter().map(|member| memberships::resource(access.app(), access.space(), member)));
    Ok(answer.include(found.contacts.into_iter().map(|contact| contacts::resource(access.app(), access.space(), contact))))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "eventAttendanceAttributes")]
pub struct AttendanceAttributes {
    created_at: DateTime,
    /// Of all places together, as it was when they were taken.
    price: Option<Price>,
    accounting_code: Option<String>,
    #[schemars(range(min = 1))]
    number_of_attendees: u32,
    visibility: VisibilityName,
    name: Option<String>,
}

/// A member, or a contact.
#[derive(Debug, Serialize)]
pub struct AttendeeLink {
    data: Attendee,
}
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Attendee {
    Member(Ref<Memberships>),
    Contact(Ref<Contacts>),
}
impl AttendeeLink {
    fn new(attendance: &Attendance) -> Option<Self> {
        let member = attendance.member().map(|id| Attendee::Member(reference(id)));
        let data = member.or_else(|| attendance.contact().map(|id| Attendee::Contact(reference(id))))?;
        Some(Self { data })
    }
}
impl JsonSchema for AttendeeLink {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "AttendeeLink".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object", "required": ["data"], "additionalProperties": false,
            "properties": {"data": {
                "type": "object", "required": ["id", "type"], "additionalProperties": false,
                "properties": {"id": {"type": "string"}, "type": {"type": "string", "enum": ["memberships", "contacts"]}},
            }},
        })
    }
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "eventAttendanceRelationships")]
pub struct AttendanceRelationships {
    event: One<Events>,
    attendee: AttendeeLink,
}

impl Entity for EventAttendances {
    type Attributes = AttendanceAttributes;
    type Relationships = AttendanceRelationships;
}

/// In the prices of its space.
pub fn resource(space: &Space, attendance: &Attendance) -> Result<Resource<EventAttendances>, Error> {
    let line = |net: i64| {
        let places = attendance.number_of_attendees.into();
        domain::taxes::line(Amount(net), places, &attendance.taxes.0, space.price_display, attendance.currency)
    };
    let line = attendance.price.map(line).transpose().map_err(app::Error::internal)?;
    let attributes = AttendanceAttributes {
        created_at: attendance.created_at.into(),
        price: line.map(|line| Price::line(line, attendance.currency)),
        accounting_code: attendance.accounting_code.clone(),
        number_of_attendees: attendance.number_of_attendees,
        visibility: attendance.visibility.into(),
        name: attendance.name.clone(),
    };
    let nobody = || app::Error::internal("an attendance is nobody's");
    let attendee = AttendeeLink::new(attendance).ok_or_else(nobody)?;
    Ok(Resource::new(attendance.id, attributes, AttendanceRelationships { event: one(attendance.event_id), attendee }))
}
