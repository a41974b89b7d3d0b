//! Subscriptions to events (`api-v1`, 4.18), and what we add: secrets, the log of deliveries, sending again, trials.

use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::input::{Id, Ids, Query};
use crate::operation::Api;
use crate::scopes::{ReadSubscriptions, WriteSubscriptions};
use crate::style::V1;
use crate::v1::{Body, Json, Time};
use crate::v2::NoContent;
use app::App;
use app::access::Access;
use app::webhooks::{self, Revealed, Whose};
use domain::ids::{WebhookDeliveryId, WebhookId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::webhooks::Webhook;
use store::webhooks::deliveries;

pub fn operations(api: &mut Api<V1>) {
    const READ: &str = "**Access**: admins who may see add-ons; each application has its own.";
    const WRITE: &str = "**Access**: admins who may change add-ons, for the application that made it.";
    api.tag("Subscriptions");
    api.get("v1-list-subscriptions", "/api/subscriptions", list, "Subscriptions that the application has made").about(READ);
    api.post("v1-create-subscription", "/api/subscriptions", create, "Have a URL called at each event of a kind")
        .about(concat!(
            "The URL gets a POST with `{\"url\": …}`; of what was deleted the whole object, too. Any 2xx is a success; else there are ",
            "ten more calls within 20 hours, then the subscription is switched off, as it is at once by the status 410. Calls are ",
            "signed as [Standard Webhooks](https://www.standardwebhooks.com) says, and carry the event's name and number in ",
            "`webhook-event` and `webhook-sequence`. `secret` is shown this once. **Access**: admins who may change add-ons.",
        ))
        .refuses(409, "There is one for this event and URL.");
    api.get("v1-get-subscription", "/api/subscriptions/{id}", get, "Single subscription").about(READ);
    api.delete("v1-delete-subscription", "/api/subscriptions/{id}", delete, "End a subscription").about(WRITE);
    api.post("v1-rotate-subscription-secret", "/api/subscriptions/{id}/secret", rotate, "New secret of a subscription")
        .about("Calls are signed with the secret before, too, for 24 hours. **Access**: admins who may change add-ons, for the application that made it.");
    api.post("v1-test-subscription", "/api/subscriptions/{id}/test", test, "Call the URL once, to try it")
        .about("The name of the event is `test`, its URL that of the subscription. **Access**: admins who may change add-ons, for the application that made it.")
        .refuses(409, "The subscription is switched off.");
    api.get("v1-list-deliveries", "/api/subscriptions/{id}/deliveries", log, "What was sent lately, newest first")
        .about("Deliveries are kept for 30 days. **Access**: admins who may see add-ons; each application has its own.");
    api.get("v1-get-delivery", "/api/subscriptions/{subscriptionId}/deliveries/{id}", delivery, "Single delivery with each call")
        .about(READ);
    api.post("v1-resend-delivery", "/api/subscriptions/{subscriptionId}/deliveries/{id}/resend", resend, "Send it once more")
        .about(WRITE)
        .refuses(409, "The subscription is switched off.");
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "CreateSubscription")]
struct New {
    /// `created_booking`, for example; see the list of events.
    event: String,
    /// Begins with `http://` or `https://`.
    callback_url: String,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Subscription")]
struct Subscription {
    id: String,
    event: String,
    url: String,
    /// False once the receiver is gone or could not be reached for 20 hours.
    active: bool,
    callback_url: String,
    /// Checks the signatures `v1a`.
    public_key: String,
}

/// With what is shown once.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SubscriptionWithSecret")]
struct WithSecret {
    #[serde(flatten)]
    subscription: Subscription,
    /// Checks the signatures `v1`. Shown this once.
    secret: String,
}

fn shown(app: &App, access: &Access, webhook: Webhook) -> Result<Subscription, Error> {
    Ok(Subscription {
        id: webhook.id.to_string(),
        url: webhooks::url(app, access, webhook.id),
        active: webhook.active,
        public_key: webhooks::public_key(&webhook)?,
        event: webhook.event,
        callback_url: webhook.callback_url,
    })
}

fn revealed(app: &App, access: &Access, (webhook, keys): (Webhook, Revealed)) -> Result<WithSecret, Error> {
    Ok(WithSecret { subscription: shown(app, access, webhook)?, secret: keys.secret })
}

/// One event on its way to the URL.
#[derive(Serialize, JsonSchema)]
struct Delivery {
    id: String,
    /// As in the header `webhook-id`.
    event_id: String,
    event: String,
    /// Of the event within the space; null for a trial.
    sequence: Option<i64>,
    /// `waiting`, `delivered` or `failed`.
    status: &'static str,
    /// When it is sent next; null where it is over, or an earlier one about the same thing is not.
    next_attempt_at: Option<Time>,
    created_at: Time,
    finished_at: Option<Time>,
    /// As it is sent.
    body: String,
}

impl From<deliveries::Delivery> for Delivery {
    fn from(it: deliveries::Delivery) -> Self {
        Self {
            id: it.id.to_string(),
            event_id: it.event_id.simple().to_string(),
            event: it.event,
            sequence: it.seq,
            status: it.status.name(),
            next_attempt_at: it.due_at.map(Time),
            created_at: Time(it.created_at),
            finished_at: it.finished_at.map(Time),
            body: it.body,
        }
    }
}

/// One call of the URL.
#[derive(Serialize, JsonSchema)]
struct Attempt {
    number: i64,
    at: Time,
    milliseconds: i64,
    /// Of the answer; null where there was none.
    status: Option<i64>,
    /// How the answer begins.
    answer: Option<String>,
    /// Why there was no answer.
    error: Option<String>,
}

impl From<deliveries::Attempt> for Attempt {
    fn from(it: deliveries::Attempt) -> Self {
        let deliveries::Attempt { number, at, milliseconds, status, answer, error } = it;
        Self { number, at: Time(at), milliseconds, status, answer, error }
    }
}

#[derive(Serialize, JsonSchema)]
struct DeliveryWithAttempts {
    #[serde(flatten)]
    delivery: Delivery,
    attempts: Vec<Attempt>,
}

#[derive(Deserialize, JsonSchema)]
struct Part {
    /// Those that were made before this one.
    before: Option<String>,
    /// 100 at most, which is the default.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u32>,
}

async fn list(access: SpaceAccess<ReadSubscriptions, ByHost>) -> Result<Json<Vec<Subscription>>, Error> {
    let found = webhooks::list(access.app(), &access, Whose::Own).await?;
    let all = found.into_iter().map(|webhook| shown(access.app(), &access, webhook));
    Ok(Json(all.collect::<Result<_, _>>()?))
}

async fn create(access: SpaceAccess<WriteSubscriptions, ByHost>, Body(new): Body<New>) -> Result<Json<WithSecret, 201>, Error> {
    let made = webhooks::create(access.app(), &access, &new.event, &new.callback_url).await?;
    Ok(Json(revealed(access.app(), &access, made)?))
}

async fn get(access: SpaceAccess<ReadSubscriptions, ByHost>, Id(id): Id<WebhookId>) -> Result<Json<Subscription>, Error> {
    let found = webhooks::get(access.app(), &access, Whose::Own, id).await?;
    Ok(Json(shown(access.app(), &access, found)?))
}

async fn delete(access: SpaceAccess<WriteSubscriptions, ByHost>, Id(id): Id<WebhookId>) -> Result<NoContent, Error> {
    webhooks::delete(access.app(), &access, Whose::Own, id).await?;
    Ok(NoContent)
}

async fn rotate(access: SpaceAccess<WriteSubscriptions, ByHost>, Id(id): Id<WebhookId>) -> Result<Json<WithSecret, 201>, Error> {
    let rotated = webhooks::rotate(access.app(), &access, Whose::Own, id).await?;
    Ok(Json(revealed(access.app(), &access, rotated)?))
}

async fn test(access: SpaceAccess<WriteSubscriptions, ByHost>, Id(id): Id<WebhookId>) -> Result<Json<Delivery, 201>, Error> {
    Ok(Json(webhooks::test(access.app(), &access, Whose::Own, id).await?.into()))
}

async fn log(
    access: SpaceAccess<ReadSubscriptions, ByHost>,
    Id(id): Id<WebhookId>,
    Query(part): Query<Part>,
) -> Result<Json<Vec<Delivery>>, Error> {
    let invalid = |name, message: &'static str| app::Error::from(app::FieldError::parameter(name, "invalid", message));
    let before = part.before.map(|id| id.parse::<WebhookDeliveryId>()).transpose().map_err(|_| invalid("before", "is not an id"))?;
    let most = part.limit.unwrap_or(100);
    if !(1..=100).contains(&most) {
        return Err(invalid("limit", "must be between 1 and 100").into());
    }
    let found = webhooks::log(access.app(), &access, Whose::Own, id, before, most).await?;
    Ok(Json(found.into_iter().map(Delivery::from).collect()))
}

async fn delivery(
    access: SpaceAccess<ReadSubscriptions, ByHost>,
    Ids(subscription, id): Ids<WebhookId, WebhookDeliveryId>,
) -> Result<Json<DeliveryWithAttempts>, Error> {
    let (delivery, attempts) = webhooks::delivery(access.app(), &access, Whose::Own, subscription, id).await?;
    Ok(Json(DeliveryWithAttempts { delivery: delivery.into(), attempts: attempts.into_iter().map(Attempt::from).collect() }))
}

async fn resend(
    access: SpaceAccess<WriteSubscriptions, ByHost>,
    Ids(subscription, id): Ids<WebhookId, WebhookDeliveryId>,
) -> Result<Json<Delivery, 201>, Error> {
    Ok(Json(webhooks::resend(access.app(), &access, Whose::Own, subscription, id).await?.into()))
}
