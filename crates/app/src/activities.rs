//! What happened in a space, for people to read (O7; `api-v1`, 4.16). Written where events are, and by applications.

use crate::access::Access;
use crate::{App, Error, Event, FieldError, Result};
use domain::activities::{Channel, KEPT, Level, html};
use domain::ids::ActivityId;
use domain::scopes::Scope;
use domain::texts;
use domain::webhooks::topic;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use store::activities::{self, Activity, Filter};
use store::{Json, SpaceTx};
use uuid::Uuid;

/// More than anybody reads at once.
const MOST: i64 = 1_000;
/// Things that one note can be about.
const MOST_SOURCES: usize = 50;
/// What applications write.
pub const TEXT: &str = "text";

/// What the feed calls an event; none for what the clock says of each booking.
fn kind(event: Event) -> Option<&'static str> {
    match event {
        Event::BookingWillBegin | Event::BookingHasEnded => None,
        Event::CreatedInvoice => Some("new_invoice"),
        Event::ChangedMembershipPlan => Some("plan_change"),
        other => Some(other.name()),
    }
}

/// Notes an event, in the transaction that emits it.
pub(crate) async fn note(app: &App, tx: &mut SpaceTx<'_>, event: Event, subject: Uuid, detail: &Value, at: Timestamp) -> Result<()> {
    let Some(kind) = kind(event) else { return Ok(()) };
    let named = detail.get("membership_id").and_then(Value::as_str).and_then(|id| Uuid::try_parse(id).ok());
    let itself = topic(event.name()).is_some_and(|topic| topic.path == "memberships").then_some(subject);
    let membership_id = itself.or(named);
    let channels = if membership_id.is_some() { vec![Channel::Admin, Channel::Membership] } else { vec![Channel::Admin] };
    let activity = Activity {
        id: app.id(),
        kind: kind.to_owned(),
        level: None,
        channels: Json(channels),
        attributes: attributes(event, subject, detail),
        source_id: Some(subject),
        membership_id,
        membership_name: None,
        created_at: at,
    };
    Ok(activities::insert(tx, &activity, &[]).await?)
}

/// The facts of an event under the names that readers of activities know.
fn attributes(event: Event, subject: Uuid, detail: &Value) -> Value {
    let of = |name: &str| detail.get(name).cloned().unwrap_or_default();
    match event {
        Event::CreatedInvoice => json!({
            "invoice_number": of("number"), "invoice_id": subject.as_simple().to_string(), "amount": of("gross"), "currency": of("currency"),
        }),
        _ => match detail {
            Value::Object(members) => members.iter().filter(|(name, _)| *name != "object").map(|(n, v)| (n.clone(), v.clone())).collect(),
            _ => json!({}),
        },
    }
}

/// Which activities are asked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    /// Empty: all.
    pub kinds: Vec<String>,
    /// What they are about; empty: anything.
    pub sources: Vec<Uuid>,
    /// At most so many.
    pub last: Option<u32>,
}

/// The newest first. For admins who may see activities.
pub async fn list(app: &App, access: &Access, wanted: Wanted) -> Result<Vec<Activity>> {
    access.require_admin(Scope::ReadActivities)?;
    let Wanted { from, to, kinds, sources, last } = wanted;
    if sources.len() > MOST_SOURCES || kinds.len() > MOST_SOURCES {
        return Err(FieldError::parameter("source_ids", "too_many", "must be at most 50").into());
    }
    let most = last.map_or(MOST, |last| i64::from(last).min(MOST));
    let (access, filter) = (access.clone(), Filter { from, to, kinds, sources });
    app.db.read(async move |tx| Ok::<_, Error>(activities::list(&mut access.bind(tx), filter.clone(), most).await?)).await
}

/// A note of an application.
#[derive(Clone, Debug)]
pub struct Create {
    pub text: String,
    pub level: Option<Level>,
    /// Empty: admins.
    pub channels: Vec<Channel>,
    pub sources: Vec<Uuid>,
}

/// Writes a note: links stay in it, other tags go. For admins who may edit activities.
pub async fn create(app: &App, access: &Access, wish: Create) -> Result<Activity> {
    access.require_admin(Scope::WriteActivities)?;
    let text = wish.text.trim();
    if text.is_empty() {
        return Err(FieldError::field("text", "blank", "can't be blank").into());
    }
    texts::text(text).map_err(|bad| FieldError::field("text", bad.code(), bad.to_string()))?;
    if wish.sources.len() > MOST_SOURCES {
        return Err(FieldError::field("source_ids", "too_many", "must be at most 50").into());
    }
    let mut channels = wish.channels;
    channels.sort_unstable();
    channels.dedup();
    if channels.is_empty() {
        channels.push(Channel::Admin);
    }
    let activity = Activity {
        id: app.id::<ActivityId>(),
        kind: TEXT.to_owned(),
        level: wish.level.map(|level| level.name().to_owned()),
        channels: Json(channels),
        attributes: json!({"text": html(text)}),
        source_id: None,
        membership_id: None,
        membership_name: None,
        created_at: app.clock.now(),
    };
    let (access, sources) = (access.clone(), wish.sources);
    app.db
        .write(async move |tx| {
            activities::insert(&mut access.bind(tx), &activity, &sources).await?;
            Ok::<_, Error>(activity.clone())
        })
        .await
}

/// When old activities are removed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aged {
    pub at: Timestamp,
}

/// Removes activities that are older than they are kept.
pub async fn delete_old(app: &App, Aged { at }: &Aged) -> Result<()> {
    let before = at.checked_sub(KEPT).map_err(Error::internal)?;
    app.db.write(async move |tx| Ok::<_, Error>(activities::delete_old(tx, before).await?)).await.map(drop)
}
