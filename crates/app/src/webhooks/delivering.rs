//! From the outbox to the queues of endpoints, and from there to those who are called.
//!
//! All of it may be broken off at any time, and done by several processes at once: a cursor moves in the transaction that
//! fills the queues, and a delivery stays in its queue until how it went is written down. So each event is sent *at
//! least once*. An endpoint is leased to one process, which sends one delivery after the other, and writes down several at
//! once: they are beside each other in each index.

use super::{signatures, waiting};
use crate::mails::{self, NewMail};
use crate::{App, Error, Result};
use domain::webhooks::{LOG_KEPT, Status, pause, topic};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use store::SpaceTx;
use store::outbox::{self, Event};
use store::spaces::{self, Space};
pub use store::webhooks::deliveries::Lease;
use store::webhooks::deliveries::{self, Attempt, Delivery};
use store::webhooks::{self, Webhook};

/// How long a process has an endpoint to itself without a word: longer than one call can take.
const LEASE: SignedDuration = SignedDuration::from_secs(20);
/// Events that one transaction gives to webhooks.
const EVENTS: i64 = 200;
/// It makes no more after so many deliveries: who writes shall not wait for long.
const DELIVERIES: usize = 5000;
/// Spaces that are seen to in one turn.
const SPACES: i64 = 100;
/// Rows that one transaction deletes.
const CHUNK: u32 = 1000;

/// Gives what has happened to the webhooks that want to know; whether there was anything. Trouble with one space keeps
/// no other waiting.
pub async fn fan_out(app: &App) -> Result<bool> {
    let found = app.db.read(async move |tx| Ok::<_, Error>(deliveries::spaces(tx, SPACES).await?)).await?;
    for space in &found {
        let (all, space) = (app.clone(), *space);
        let filled = app.db.write(async move |tx| fill_queues(&all, &mut SpaceTx::bind(tx, space)).await).await;
        if let Err(error) = filled {
            tracing::warn!(%space, error = &error as &dyn std::error::Error, "could not give events to webhooks");
        }
    }
    Ok(!found.is_empty())
}

async fn fill_queues(app: &App, tx: &mut SpaceTx<'_>) -> Result<()> {
    let Some(cursor) = deliveries::hold_cursor(tx).await? else { return Ok(()) };
    let events = outbox::after(tx, cursor, EVENTS).await?;
    let Some(mut last) = events.last().map(|event| event.seq) else { return Ok(()) };
    webhooks::lock_endpoints(tx).await?; // before it is read who is active
    let wanted = webhooks::active(tx).await?;
    if events.iter().any(|event| wanted.iter().any(|webhook| wants(webhook, event))) {
        let space = own_space(tx).await?;
        let (site, now, mut woken, mut made) = (app.hosts.at(&space.subdomain), app.clock.now(), BTreeSet::new(), 0);
        for event in &events {
            if made >= DELIVERIES {
                break;
            }
            last = event.seq;
            for webhook in wanted.iter().filter(|webhook| wants(webhook, event)) {
                let new = Delivery {
                    event_id: event.id,
                    seq: Some(event.seq),
                    subject_id: event.subject_id,
                    ..waiting(app.id(), webhook, body(&site, event), now)
                };
                deliveries::insert(tx, &new).await?;
                woken.insert(webhook.endpoint_id);
                made += 1;
            }
        }
        for endpoint in woken {
            deliveries::wake(tx, endpoint, now).await?;
        }
    }
    Ok(deliveries::move_cursor(tx, last).await?)
}

async fn own_space(tx: &mut SpaceTx<'_>) -> Result<Space> {
    let id = tx.space();
    spaces::find(tx.global(), id).await?.ok_or(Error::NOT_FOUND)
}

fn wants(webhook: &Webhook, event: &Event) -> bool {
    webhook.event == event.kind && webhook.after_seq < event.seq
}

/// What is sent: where the thing is, and the thing itself where it is gone.
fn body(site: &str, event: &Event) -> String {
    let Some(topic) = topic(&event.kind) else { return json!({}).to_string() };
    let mut body = json!({ "url": format!("{site}/api/{}/{}", topic.path, event.subject_id.simple()) });
    if let (Some(name), Some(object), Value::Object(body)) = (topic.object, event.body.get("object"), &mut body) {
        body.insert(name.to_owned(), object.clone());
    }
    body.to_string()
}

/// Takes at most `limit` endpoints that have something due: those where the last call failed, or the others.
pub async fn lease(app: &App, failing: bool, limit: u32) -> Result<Vec<Lease>> {
    let now = app.clock.now();
    if limit == 0 || !app.db.read(async move |tx| Ok::<_, Error>(deliveries::is_due(tx, failing, now).await?)).await? {
        return Ok(vec![]);
    }
    let until = now.checked_add(LEASE).map_err(Error::internal)?;
    app.db.write(async move |tx| Ok::<_, Error>(deliveries::lease(tx, failing, now, until, limit).await?)).await
}

/// A call to make.
#[derive(Clone)]
pub struct Call {
    delivery: Delivery,
    webhook: Arc<Webhook>,
    /// Of the request, but for those that every request has.
    pub headers: Vec<(&'static str, String)>,
}

impl Call {
    pub fn url(&self) -> &str {
        &self.webhook.callback_url
    }

    /// JSON.
    pub fn body(&self) -> &str {
        &self.delivery.body
    }
}

/// Deliveries that are read at once.
const AHEAD: i64 = 16;

/// What an endpoint is to be sent next, and by which webhook. Not to be kept for long: what is read may be given up.
pub type Due = VecDeque<(Delivery, Arc<Webhook>)>;

/// The next ones that are due, in their order.
pub async fn next(app: &App, lease: Lease) -> Result<Due> {
    let now = app.clock.now();
    app.db
        .read(async move |tx| {
            let mut tx = SpaceTx::bind(tx, lease.space);
            let mut webhooks: Vec<Arc<Webhook>> = Vec::new();
            let mut due = Due::new();
            for delivery in deliveries::due(&mut tx, lease.endpoint, now, AHEAD).await? {
                let known = webhooks.iter().find(|webhook| webhook.id == delivery.webhook_id).cloned();
                let webhook = if let Some(webhook) = known {
                    webhook
                } else {
                    let Some(found) = webhooks::find(&mut tx, delivery.webhook_id).await? else { continue };
                    let found = Arc::new(found);
                    webhooks.push(Arc::clone(&found));
                    found
                };
                due.push_back((delivery, webhook));
            }
            Ok::<_, Error>(due)
        })
        .await
}

/// A delivery signed for this moment.
pub fn call(app: &App, (delivery, webhook): (Delivery, Arc<Webhook>)) -> Result<Call> {
    let now = app.clock.now();
    let id = delivery.event_id.simple().to_string();
    let mut headers = vec![
        ("webhook-timestamp", now.as_second().to_string()),
        ("webhook-signature", signatures::sign(&webhook, &id, &delivery.body, now)?),
        ("webhook-id", id),
        ("webhook-event", delivery.event.clone()),
    ];
    headers.extend(delivery.seq.map(|seq| ("webhook-sequence", seq.to_string())));
    Ok(Call { delivery, webhook, headers })
}

/// How a call went: status and the beginning of the answer, or why there is none.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub at: Timestamp,
    pub milliseconds: i64,
    pub answer: Result<(u16, String), String>,
}

impl Outcome {
    /// The receiver has it.
    pub fn is_good(&self) -> bool {
        matches!(self.answer, Ok((200..=299, _)))
    }
}

/// What follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    Done,
    Again(Timestamp),
    /// The receiver is gone, or did not answer in all the time.
    SwitchOff(&'static str),
}

/// A call that was made, and how it went.
pub type Made = (Call, Outcome);

/// Writes down how calls to one endpoint went, in their order, and keeps the endpoint for the next ones. None if another
/// process has it by now: it will send the same once more. `first` is the pause before the first retry.
pub async fn note(app: &App, lease: Lease, made: Vec<Made>, first: SignedDuration) -> Result<Option<Lease>> {
    let now = app.clock.now();
    let until = now.checked_add(LEASE).map_err(Error::internal)?;
    let mut notes = Vec::with_capacity(made.len());
    for (call, outcome) in made {
        let next = next_step(app, now, &call, &outcome, first)?;
        notes.push((call, next, attempt(outcome)));
    }
    let failing = notes.last().is_some_and(|(_, next, _)| *next != Next::Done);
    let renewed = Lease { until, failing, ..lease };
    let (app, notes) = (app.clone(), Arc::new(notes));
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = SpaceTx::bind(tx, lease.space);
        if !deliveries::renew(&mut tx, lease, renewed).await? {
            return Ok(None);
        }
        let mut active = BTreeMap::new();
        for (call, next, attempt) in &*notes {
            let webhook = call.webhook.id;
            if let Entry::Vacant(unknown) = active.entry(webhook) {
                unknown.insert(webhooks::find(&mut tx, webhook).await?.is_some_and(|webhook| webhook.active));
            }
            if active.get(&webhook) == Some(&true) {
                deliveries::insert_attempt(&mut tx, call.delivery.id, attempt).await?;
                write(&app, &mut tx, call, *next).await?;
                active.insert(webhook, !matches!(next, Next::SwitchOff(_)));
            } // else it was given up, or is gone, while we called
        }
        Ok(Some(renewed))
    })
    .await
}

fn next_step(app: &App, now: Timestamp, call: &Call, outcome: &Outcome, first: SignedDuration) -> Result<Next> {
    Ok(match outcome.answer {
        _ if outcome.is_good() => Next::Done,
        Ok((410, _)) => Next::SwitchOff("The receiver answered that it is gone (410)."),
        _ => match pause(first, call.delivery.attempts + 1, u16::from_be_bytes(app.chance.bytes())) {
            Some(pause) => Next::Again(now.checked_add(pause).map_err(Error::internal)?),
            None => Next::SwitchOff("The receiver could not be reached, or answered with an error, for about 20 hours."),
        },
    })
}

async fn write(app: &App, tx: &mut SpaceTx<'_>, call: &Call, next: Next) -> Result<()> {
    let (now, delivery) = (app.clock.now(), &call.delivery);
    match next {
        Next::Done => deliveries::finish(tx, delivery, Status::Delivered, now).await?,
        Next::Again(at) => deliveries::postpone(tx, delivery.id, at).await?,
        Next::SwitchOff(why) => {
            deliveries::finish(tx, delivery, Status::Failed, now).await?;
            webhooks::deactivate(tx, call.webhook.id).await?;
            deliveries::give_up(tx, call.webhook.id, now).await?;
            deliveries::follow_all(tx, delivery.endpoint_id, now).await?;
            tell_owner(app, tx, &call.webhook, why).await?;
        }
    }
    Ok(())
}

/// PostgreSQL keeps no text with a zero byte.
fn attempt(Outcome { at, milliseconds, answer }: Outcome) -> Attempt {
    let clean = |text: String| text.replace('\0', "\u{fffd}");
    let (status, answer, error) = match answer {
        Ok((status, answer)) => (Some(status.into()), Some(clean(answer)), None),
        Err(error) => (None, None, Some(clean(error))),
    };
    Attempt { number: 0, at, milliseconds, status, answer, error }
}

/// The mail `webhook_deactivated_email` (section 23).
async fn tell_owner(app: &App, tx: &mut SpaceTx<'_>, webhook: &Webhook, why: &str) -> Result<()> {
    let space = own_space(tx).await?;
    let by = webhook.client_name.as_ref().map(|name| format!(" by {name}")).unwrap_or_default();
    let body = format!(
        "The webhook for {} of {}, made{by} on {}, is switched off:\n\n{}\n\n{why}\n\nWhat happens from now on is not sent there. To have it \
         sent again, delete the webhook and make it anew. What was sent, and what came back:\n\n{}/admin/webhooks\n",
        webhook.event,
        space.name,
        webhook.created_at.strftime("%Y-%m-%d"),
        webhook.callback_url,
        app.site_of(&space),
    );
    let subject = format!("{}: a webhook is switched off", space.name);
    let mail = NewMail { space: Some(space.id), kind: "webhook_deactivated_email", to: webhook.email.clone(), subject, body };
    mails::queue(app, tx.global(), mail).await.map(drop)
}

/// Gives the endpoint back.
pub async fn let_go(app: &App, lease: Lease) -> Result<()> {
    app.db.write(async move |tx| Ok::<_, Error>(deliveries::let_go(&mut SpaceTx::bind(tx, lease.space), lease).await?)).await
}

/// What a job removes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outdated {
    pub at: Timestamp,
}

/// Removes deliveries that were over 30 days before. Harmless when repeated.
pub async fn delete_old(app: &App, outdated: Outdated) -> Result<()> {
    let before = outdated.at.checked_sub(LOG_KEPT).map_err(Error::internal)?;
    while app.db.write(async move |tx| Ok::<_, Error>(deliveries::delete_old(tx, before, CHUNK).await?)).await? == u64::from(CHUNK) {}
    Ok(())
}
