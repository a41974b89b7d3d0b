//! The feed of events: pages for who reads it again, a stream for who listens.

mod stream;

use self::stream::Stream;
use crate::accept::accepts;
use crate::access::SpaceAccess;
use crate::call::Call;
use crate::error::Error;
use crate::input::{Csv, DateTime, Query};
use crate::openapi::Docs;
use crate::operation::{Api, Input, Output};
use crate::scopes::ReadSubscriptions;
use crate::style::JsonApi;
use crate::v2::{FeedEvents, Following, Spaces};
use app::feed::{self, Part, Told, Wanted};
use axum::http::HeaderName;
use axum::response::Response;
use domain::ids::SpaceId;
use jsonapi::{Entity, MAX_SIZE, One, Resource, USUAL_SIZE, one};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a stream is sent as.
pub const STREAM: &str = "text/event-stream";
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Events feed");
    api.get("get-space-events-feed", "/spaces/{spaceId}/events_feed", read, "Events of a space, in order and without gaps")
        .about(
            "All that happened in the space, oldest first, each event once. `sequence` grows by one from event to event; ask with the \
             `meta.seen` of the answer before as `after`, and nothing is missed. Events are kept for 30 days, or as long as the operator \
             says. What they are is told by the catalogue of events and by `/asyncapi.json` at the site for developers.\n\n\
             With `Accept: text/event-stream` the answer is a stream that does not end (server-sent events): each event as it happens, \
             `id` is its sequence and `data` a document with the event. It begins after `Last-Event-ID`, else after `after`, else with \
             what happens from now on. Where nothing happens it says every 15 seconds that it lives, and how far it has looked. It ends when \
             the token does.\n\n\
             An addition of our own. **Access**: admins who may see add-ons, as they can be told of the same by webhooks.",
        )
        .refuses(409, "Events after the number are not kept any more.");
}

#[derive(Deserialize, JsonSchema)]
struct Ask {
    /// Events after this sequence; without it from the first that is kept.
    #[schemars(range(min = 0))]
    after: Option<i64>,
    /// Events with these names alone, as `created_booking,deleted_booking`.
    #[serde(rename = "filter[type]", default)]
    names: Csv<String>,
    /// How many at most; more than 200 are cut to 200.
    #[serde(rename = "page[size]", default = "usual")]
    #[schemars(range(min = 1))]
    size: u32,
}

fn usual() -> u32 {
    USUAL_SIZE
}

/// Whether a stream is wanted, and after which event.
struct Live {
    wanted: bool,
    last: Option<i64>,
}

impl Input<JsonApi> for Live {
    fn describe(docs: &mut Docs) {
        docs.header::<i64>("Last-Event-ID", "Of a stream: the sequence of the last event that was seen.");
    }
    fn take(call: &Call) -> Result<Self, Error> {
        let headers = &call.parts.headers;
        let wanted = headers.contains_key(axum::http::header::ACCEPT) && accepts(headers, STREAM) && !accepts(headers, jsonapi::MEDIA);
        let last = headers.get(LAST_EVENT_ID).filter(|_| wanted).map(|value| value.to_str().ok().and_then(|text| text.trim().parse().ok()));
        let invalid = || Error::Parameter { name: "Last-Event-ID".into(), message: "is not the sequence of an event".into() };
        Ok(Self { wanted, last: last.map(|last| last.ok_or_else(invalid)).transpose()? })
    }
}

async fn read(access: SpaceAccess<ReadSubscriptions>, Query(ask): Query<Ask>, live: Live) -> Result<Feed, Error> {
    if ask.size == 0 {
        return Err(Error::Parameter { name: "page[size]".into(), message: "must be at least 1".into() });
    }
    let (app, names) = (access.app(), feed::names(ask.names.0)?);
    if live.wanted {
        let after = feed::begin(app, &access, live.last.or(ask.after)).await?;
        return Ok(Feed::Live(Box::new(Stream::new(app.clone(), access.access().clone(), names, after))));
    }
    let most = ask.size.min(MAX_SIZE);
    let part = feed::read(app, &access, Wanted { after: ask.after, names, most }).await?;
    let space = access.space_id();
    let next = Some(part.seen).filter(|_| part.more());
    let Part { events, seen, extent } = part;
    let page = Following::new(events.into_iter().map(|event| resource(space, event)).collect::<Vec<_>>(), most, next);
    Ok(Feed::Page(page.meta("seen", seen).meta("first", extent.first).meta("last", extent.last)))
}

/// One of the two answers.
enum Feed {
    Page(Following<FeedEvents>),
    Live(Box<Stream>),
}

impl Output<JsonApi> for Feed {
    const MEDIA: &'static str = STREAM;
    fn describe(docs: &mut Docs) {
        Following::<FeedEvents>::describe(docs);
        docs.also(200, STREAM);
    }
    fn respond(self, call: &Call) -> Result<Response, Error> {
        match self {
            Self::Page(page) => page.respond(call),
            Self::Live(stream) => Ok(stream.respond(call)),
        }
    }
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "feedEventAttributes")]
pub struct FeedEventAttributes {
    /// Grows by one from event to event of the space.
    #[schemars(range(min = 1))]
    sequence: i64,
    /// What happened, as webhooks call it: `created_booking`.
    name: String,
    created_at: DateTime,
    /// What it happened to: `bookings`, `memberships`.
    subject_type: Option<&'static str>,
    subject_id: String,
    /// Where that is; null where it cannot be had by itself.
    url: Option<String>,
    /// That as it was, where it is deleted and webhooks are told of it; else null.
    object: Option<serde_json::Map<String, serde_json::Value>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "feedEventRelationships")]
pub struct FeedEventRelationships {
    space: One<Spaces>,
}

impl Entity for FeedEvents {
    type Attributes = FeedEventAttributes;
    type Relationships = FeedEventRelationships;
}

/// An event as the feed shows it.
pub(crate) fn resource(space: SpaceId, event: Told) -> Resource<FeedEvents> {
    let attributes = FeedEventAttributes {
        sequence: event.seq,
        name: event.name,
        created_at: event.at.into(),
        subject_type: event.kind,
        subject_id: event.subject.simple().to_string(),
        url: event.url,
        object: event.object.and_then(|object| object.as_object().cloned()),
    };
    Resource::new(event.id.simple(), attributes, FeedEventRelationships { space: one(space) })
}
