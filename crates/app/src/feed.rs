//! The feed of events: what happened in a space, in order and without gaps, to be read once more or to be listened to.

mod calendar;
mod listening;

pub use calendar::{Seen, calendar};
pub use listening::{Heard, Listener, Listening};

use crate::access::Access;
use crate::{App, Error, Event, FieldError, Result};
use domain::scopes::Scope;
use domain::webhooks::topic;
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::SpaceTx;
use store::outbox::{self, Extent};
use uuid::Uuid;

/// How long events are kept where the operator does not say.
pub const KEPT: SignedDuration = SignedDuration::from_hours(24 * 30);
/// Rows that one transaction deletes.
const CHUNK: u32 = 1000;

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Those after this number; from the first that is kept, if there is none.
    pub after: Option<i64>,
    /// Those with these names; all, if there is none.
    pub names: Vec<String>,
    /// So many at most.
    pub most: u32,
}

/// One event, as it is told.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// Grows by one from event to event of a space.
    pub seq: i64,
    /// The same that webhooks have in `webhook-id`.
    pub id: Uuid,
    pub name: String,
    /// What it happened to; none for events of another version.
    pub kind: Option<&'static str>,
    pub subject: Uuid,
    /// Where that is.
    pub url: Option<String>,
    /// That itself, where it is deleted.
    pub object: Option<Value>,
    pub at: Timestamp,
}

/// A part of the feed.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    pub events: Vec<Told>,
    /// All events up to this number were looked at: where to go on.
    pub seen: i64,
    /// The first and the last number that can be read.
    pub extent: Extent,
}

impl Part {
    /// Whether there is more already.
    pub fn more(&self) -> bool {
        self.seen < self.extent.last
    }
}

/// The names as the feed knows them.
///
/// # Errors
/// [`Error::Invalid`] where one is no name of an event.
pub fn names(names: Vec<String>) -> Result<Vec<String>> {
    match names.iter().find(|name| Event::named(name).is_none() && topic(name).is_none()) {
        Some(unknown) => Err(FieldError::parameter("filter[type]", "unknown", format!("{unknown} is no event")).into()),
        None => Ok(names),
    }
}

/// A part of the feed, oldest first. For admins who may see add-ons, as they are told by webhooks.
///
/// # Errors
/// [`Error::Conflict`] where events after the number are not kept any more, so that some would be missed;
/// [`Error::Invalid`] where no event has the number yet.
pub async fn read(app: &App, access: &Access, wanted: Wanted) -> Result<Part> {
    access.require_admin(Scope::ReadSubscriptions)?;
    let bound = access.clone();
    let (extent, found, most) = app
        .db
        .snapshot(async move |tx| {
            let mut tx = bound.bind(tx);
            let extent = outbox::extent(&mut tx).await?;
            let after = start(wanted.after, extent)?;
            Ok::<_, Error>((extent, outbox::named(&mut tx, after, &wanted.names, wanted.most).await?, wanted.most))
        })
        .await?;
    let full = u32::try_from(found.len()).is_ok_and(|count| count >= most);
    let seen = found.last().filter(|_| full).map_or(extent.last, |event| event.seq);
    let site = app.hosts.at(&access.space().subdomain);
    Ok(Part { events: found.into_iter().map(|event| tell(app, &site, event)).collect(), seen, extent })
}

fn start(after: Option<i64>, extent: Extent) -> Result<i64> {
    let Some(after) = after else { return Ok(extent.first - 1) };
    if !(0..=extent.last).contains(&after) {
        return Err(FieldError::parameter("after", "unknown", "is the number of no event").into());
    }
    if after < extent.first - 1 {
        let message =
            format!("Events up to number {} are not kept any more. Read what they were about, and go on after it.", extent.first - 1);
        return Err(Error::conflict("events_gone", message));
    }
    Ok(after)
}

/// Where to begin to listen: after the number, or else with what happens from now on. Errors are those of [`read`].
pub async fn begin(app: &App, access: &Access, after: Option<i64>) -> Result<i64> {
    access.require_admin(Scope::ReadSubscriptions)?;
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let extent = outbox::extent(&mut access.bind(tx)).await?;
            start(Some(after.unwrap_or(extent.last)), extent)
        })
        .await
}

fn tell(app: &App, site: &str, event: outbox::Event) -> Told {
    let known = Event::named(&event.kind);
    Told {
        seq: event.seq,
        id: event.id,
        kind: known.map(Event::kind),
        url: known.and_then(|known| known.url(&app.hosts, site, event.subject_id)),
        subject: event.subject_id,
        object: event.body.get("object").cloned(),
        name: event.kind,
        at: event.created_at,
    }
}

/// What a job removes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aged {
    pub at: Timestamp,
}

/// Removes events that were kept for long enough, but not what webhooks have still to be told. Harmless when repeated.
pub async fn delete_old(app: &App, aged: Aged) -> Result<()> {
    let before = aged.at.checked_sub(app.events_kept).map_err(Error::internal)?;
    for space in app.db.read(async move |tx| Ok::<_, Error>(outbox::aged(tx, before).await?)).await? {
        let delete =
            || app.db.write(async move |tx| Ok::<_, Error>(outbox::delete_aged(&mut SpaceTx::bind(tx, space), before, CHUNK).await?));
        while delete().await? == u64::from(CHUNK) {}
    }
    Ok(())
}
