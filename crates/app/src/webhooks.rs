//! Webhooks: applications and admins have a URL called when something happens (`api-v1`, sections 4.18 and 5).
//!
//! [`delivering`] is what the background does; here is what people and programs ask for.

pub mod delivering;
pub(crate) mod objects;
mod signatures;

use crate::access::Access;
use crate::{App, Error, FieldError, Result};
use domain::ids::{ClientId, UserId, WebhookDeliveryId, WebhookId};
use domain::links;
use domain::scopes::Scope;
use domain::webhooks::{OVERLAP, topic};
use serde_json::json;
use store::SpaceTx;
use store::webhooks::deliveries::{self, Attempt, Delivery};
use store::webhooks::{self, Endpoint, Webhook};

pub use signatures::Revealed;

/// What a trial is called: no event has the name.
pub const TRIAL: &str = "test";

/// Whose webhooks are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Those of the calling person and application: what an API shows.
    Own,
    /// All of the space: what the page for its admins shows.
    Space,
}

fn caller(access: &Access) -> Result<(UserId, Option<ClientId>)> {
    let caller = access.caller().ok_or(Error::Unauthenticated)?;
    Ok((caller.user, caller.client))
}

async fn load(tx: &mut SpaceTx<'_>, access: &Access, whose: Whose, id: WebhookId) -> Result<Webhook> {
    let (user, client) = caller(access)?;
    let own = |webhook: &Webhook| (webhook.user_id, webhook.client_id) == (user, client.map(|client| client.0));
    let found = webhooks::find(tx, id).await?;
    found.filter(|webhook| whose == Whose::Space || own(webhook)).ok_or(Error::NOT_FOUND)
}

/// Where API 1 has the webhook.
pub fn url(app: &App, access: &Access, id: WebhookId) -> String {
    format!("{}/api/subscriptions/{id}", app.hosts.at(&access.space().subdomain))
}

/// The public half of the key that signs; nothing secret.
pub fn public_key(webhook: &Webhook) -> Result<String> {
    signatures::public_key(&webhook.signing_key)
}

/// One webhook. For admins who may see add-ons.
pub async fn get(app: &App, access: &Access, whose: Whose, id: WebhookId) -> Result<Webhook> {
    access.require_admin(Scope::ReadSubscriptions)?;
    let access = access.clone();
    app.db.read(async move |tx| load(&mut access.bind(tx), &access, whose, id).await).await
}

/// All of them, oldest first. For admins who may see add-ons.
pub async fn list(app: &App, access: &Access, whose: Whose) -> Result<Vec<Webhook>> {
    access.require_admin(Scope::ReadSubscriptions)?;
    let (access, (user, client)) = (access.clone(), caller(access)?);
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            Ok::<_, Error>(match whose {
                Whose::Own => webhooks::of_caller(&mut tx, user, client).await?,
                Whose::Space => webhooks::all(&mut tx).await?,
            })
        })
        .await
}

/// Has the URL called at each such event from now on. For admins who may change add-ons. The secret is shown this once.
///
/// # Errors
/// [`Error::Conflict`] where the caller has one for the same event and URL, be it switched off.
pub async fn create(app: &App, access: &Access, event: &str, callback_url: &str) -> Result<(Webhook, Revealed)> {
    access.require_admin(Scope::WriteSubscriptions)?;
    let (user, client) = caller(access)?;
    let mut wrong = Vec::new();
    let event = topic(event.trim());
    if event.is_none() {
        wrong.push(FieldError::field("event", "unknown", "is no event that webhooks can be told of"));
    }
    let callback_url = links::web(callback_url).map_err(|bad| FieldError::field("callback_url", bad.code(), bad.to_string()));
    let (event, callback_url) = match (event, callback_url) {
        (Some(topic), Ok(url)) => (topic.event.to_owned(), url),
        (_, url) => {
            wrong.extend(url.err());
            return Err(Error::Invalid(wrong));
        }
    };
    let of_space = access.caller().is_some_and(|caller| caller.bound_to.is_some() && !caller.personal);
    let endpoint = Endpoint { id: app.id(), user, client, of_space, callback_url };
    let (id, keys, now, access) = (app.id::<WebhookId>(), signatures::fresh(app), app.clock.now(), access.clone());
    let revealed = signatures::reveal(&keys)?;
    let made = app.db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let endpoint = webhooks::ensure_endpoint(&mut tx, &endpoint).await?.ok_or(Error::Retry)?;
        if !webhooks::lock_endpoint(&mut tx, endpoint).await? {
            return Err(Error::Retry); // its last webhook was deleted this moment
        }
        let after = webhooks::start(&mut tx).await?;
        webhooks::insert(&mut tx, id, endpoint, &event, &keys, after, now).await?;
        webhooks::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)
    });
    Ok((made.await?, revealed))
}

/// Calls no more, and forgets what was sent. For admins who may change add-ons.
pub async fn delete(app: &App, access: &Access, whose: Whose, id: WebhookId) -> Result<()> {
    let now = app.clock.now();
    change(app, access, whose, id, async move |tx, webhook| {
        webhooks::delete(tx, webhook.id, webhook.endpoint_id).await?;
        Ok(deliveries::follow_all(tx, webhook.endpoint_id, now).await?)
    })
    .await
}

/// A new secret and a new key; those before sign beside them for a day. For admins who may change add-ons.
pub async fn rotate(app: &App, access: &Access, whose: Whose, id: WebhookId) -> Result<(Webhook, Revealed)> {
    let keys = signatures::fresh(app);
    let revealed = signatures::reveal(&keys)?;
    let until = app.clock.now().checked_add(OVERLAP).map_err(Error::internal)?;
    let rotated = change(app, access, whose, id, async move |tx, webhook| {
        webhooks::rotate(tx, webhook.id, &keys, until).await?;
        webhooks::find(tx, webhook.id).await?.ok_or(Error::NOT_FOUND)
    });
    Ok((rotated.await?, revealed))
}

fn require_active(webhook: &Webhook) -> Result<()> {
    let inactive = || Error::conflict("inactive", "The subscription is switched off: delete it and make it anew.");
    if webhook.active { Ok(()) } else { Err(inactive()) }
}

/// Sends something that is no event, to see whether it arrives. For admins who may change add-ons.
pub async fn test(app: &App, access: &Access, whose: Whose, id: WebhookId) -> Result<Delivery> {
    let (new, now) = (app.id::<WebhookDeliveryId>(), app.clock.now());
    let body = json!({ "url": url(app, access, id) }).to_string();
    let sent = change(app, access, whose, id, async move |tx, webhook| {
        require_active(&webhook)?;
        let trial = Delivery {
            event_id: new.0,
            seq: None,
            event: TRIAL.to_owned(),
            subject_id: new.0, // nothing waits for it, and it waits for nothing
            ..waiting(new, &webhook, body.clone(), now)
        };
        deliveries::insert(tx, &trial).await?;
        deliveries::wake(tx, webhook.endpoint_id, now).await?;
        Ok(trial)
    });
    let sent = sent.await?;
    app.webhooks.wake();
    Ok(sent)
}

fn waiting(id: WebhookDeliveryId, webhook: &Webhook, body: String, now: jiff::Timestamp) -> Delivery {
    Delivery {
        id,
        webhook_id: webhook.id,
        endpoint_id: webhook.endpoint_id,
        event_id: id.0,
        seq: None,
        event: webhook.event.clone(),
        subject_id: id.0,
        body,
        status: domain::webhooks::Status::Waiting,
        attempts: 0,
        due_at: Some(now),
        created_at: now,
        finished_at: None,
    }
}

/// Changes a webhook while nobody sends on its endpoint's queue.
async fn change<T, F>(app: &App, access: &Access, whose: Whose, id: WebhookId, work: F) -> Result<T>
where
    T: Send + 'static,
    F: AsyncFn(&mut SpaceTx<'_>, Webhook) -> Result<T> + Send + 'static,
{
    access.require_admin(Scope::WriteSubscriptions)?;
    let access = access.clone();
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let endpoint = load(&mut tx, &access, whose, id).await?.endpoint_id;
            webhooks::lock_endpoint(&mut tx, endpoint).await?;
            let webhook = load(&mut tx, &access, whose, id).await?;
            work(&mut tx, webhook).await
        })
        .await
}

/// What was sent lately, and waits to be sent: newest first, those made before another one. For admins who may see add-ons.
pub async fn log(
    app: &App,
    access: &Access,
    whose: Whose,
    id: WebhookId,
    before: Option<WebhookDeliveryId>,
    most: u32,
) -> Result<Vec<Delivery>> {
    access.require_admin(Scope::ReadSubscriptions)?;
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let webhook = load(&mut tx, &access, whose, id).await?;
            Ok(deliveries::latest(&mut tx, webhook.id, before, most.into()).await?)
        })
        .await
}

/// One delivery, with every call that was made for it. For admins who may see add-ons.
pub async fn delivery(
    app: &App,
    access: &Access,
    whose: Whose,
    id: WebhookId,
    delivery: WebhookDeliveryId,
) -> Result<(Delivery, Vec<Attempt>)> {
    access.require_admin(Scope::ReadSubscriptions)?;
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            let webhook = load(&mut tx, &access, whose, id).await?;
            let found = deliveries::find(&mut tx, webhook.id, delivery).await?.ok_or(Error::NOT_FOUND)?;
            Ok((found, deliveries::attempts(&mut tx, delivery).await?))
        })
        .await
}

/// Sends it once more, at once; all retries are before it again. What has to wait for an earlier delivery goes on waiting.
/// For admins who may change add-ons.
pub async fn resend(app: &App, access: &Access, whose: Whose, id: WebhookId, delivery: WebhookDeliveryId) -> Result<Delivery> {
    let now = app.clock.now();
    let sent = change(app, access, whose, id, async move |tx, webhook| {
        require_active(&webhook)?;
        let found = deliveries::find(tx, webhook.id, delivery).await?.ok_or(Error::NOT_FOUND)?;
        deliveries::again(tx, &found, now).await?;
        deliveries::find(tx, webhook.id, delivery).await?.ok_or(Error::NOT_FOUND)
    });
    let sent = sent.await?;
    app.webhooks.wake();
    Ok(sent)
}
