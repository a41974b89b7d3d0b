//! What is mailed about events.

use super::event_attendances::at_link;
use super::resources::{slice, total};
use crate::access::{Of, SpaceAccess, UserAccess};
use crate::error::Error;
use crate::input::{Id, Page};
use crate::operation::Api;
use crate::patch::Patch;
use crate::scopes::{ReadEventMessages, WriteEventMessages};
use crate::style::JsonApi;
use crate::v2::{Body, Collection, Created, Document, EventMessages, Events, Link as _, NoContent};
use app::access::{Place, Thing};
use app::event_messages;
use domain::calendar_events::Trigger;
use domain::ids::{EventId, EventMessageId};
use jsonapi::{Change, Entity, New, One, Resource, one};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::event_messages::Message;

const ADMINS: &str = "**Access**: admins of the space.";

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Event");
    api.post("create-event-messages", "/event_messages", create, "Create message")
        .about("A text for the mail that is sent when the event is published, or when somebody attends it; one for each.\n\n**Access**: admins of the space.");
    api.get("get-event-message", "/event_messages/{id}", get, "Single message").about(ADMINS);
    api.patch("update-event-message", "/event_messages/{id}", update, "Update message").about(ADMINS);
    api.delete("delete-event-message", "/event_messages/{id}", delete, "Delete message").about(ADMINS);
    api.get("get-event-event-messages", "/events/{id}/messages", list, "Messages of an event").about(ADMINS);
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum TriggerName {
    Attended,
    Published,
}
impl From<TriggerName> for Trigger {
    fn from(name: TriggerName) -> Self {
        match name {
            TriggerName::Attended => Self::Attended,
            TriggerName::Published => Self::Published,
        }
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct CreateMessage {
    trigger: TriggerName,
    body: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct CreateLinks {
    event: One<Events>,
}

async fn create(
    access: UserAccess<WriteEventMessages>,
    Body(new): Body<New<EventMessages, CreateMessage, CreateLinks>>,
) -> Result<Created<EventMessages>, Error> {
    let event: EventId = new.relationships.event.id("event")?;
    let access = access.enter(Place::Owner(Thing::Event, event.0)).await.map_err(|error| at_link(error, "event"))?;
    let CreateMessage { trigger, body } = new.attributes;
    let made = event_messages::create(access.app(), &access, event, trigger.into(), body).await?;
    Ok(Created::new(&resource(made)))
}

async fn get(
    access: SpaceAccess<ReadEventMessages, Of<EventMessages>>,
    Id(id): Id<EventMessageId>,
) -> Result<Document<EventMessages>, Error> {
    Ok(Document::new(&resource(event_messages::get(access.app(), &access, id).await?)))
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
struct UpdateMessage {
    trigger: Patch<TriggerName>,
    body: Patch<String>,
}

async fn update(
    access: SpaceAccess<WriteEventMessages, Of<EventMessages>>,
    Id(id): Id<EventMessageId>,
    Body(change): Body<Change<EventMessages, UpdateMessage>>,
) -> Result<Document<EventMessages>, Error> {
    let UpdateMessage { trigger, body } = change.attributes;
    let message = event_messages::update(access.app(), &access, id, trigger.set().map(Into::into), body.set()).await?;
    Ok(Document::new(&resource(message)))
}

async fn delete(access: SpaceAccess<WriteEventMessages, Of<EventMessages>>, Id(id): Id<EventMessageId>) -> Result<NoContent, Error> {
    event_messages::delete(access.app(), &access, id).await?;
    Ok(NoContent)
}

async fn list(
    access: SpaceAccess<ReadEventMessages, Of<Events>>,
    Id(event): Id<EventId>,
    Page(page): Page,
) -> Result<Collection<EventMessages>, Error> {
    let found = event_messages::list(access.app(), &access, event, slice(page)).await?;
    Ok(Collection::new(found.items.into_iter().map(resource), page, total(found.total)))
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "eventMessageAttributes")]
pub struct MessageAttributes {
    trigger: TriggerName,
    body: String,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "eventMessageRelationships")]
pub struct MessageRelationships {
    event: One<Events>,
}

impl Entity for EventMessages {
    type Attributes = MessageAttributes;
    type Relationships = MessageRelationships;
}

fn resource(message: Message) -> Resource<EventMessages> {
    let trigger = match message.trigger {
        Trigger::Attended => TriggerName::Attended,
        Trigger::Published => TriggerName::Published,
    };
    Resource::new(message.id, MessageAttributes { trigger, body: message.body }, MessageRelationships { event: one(message.event_id) })
}
