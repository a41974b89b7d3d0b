//! PayPal: JSON in and out, behind a token of an hour (<https://developer.paypal.com/docs/api/orders/v2/>).

use crate::notice::{Headers, Notice};
use crate::wire::{Wire, answer, currency, id, once};
use crate::{Begun, Error, Hosted, Order, PayPalKeys, Progress, Result, Seen, Way};
use domain::money::{Amount, Currency};
use reqwest::RequestBuilder;
use reqwest::header::{CONTENT_TYPE, HeaderMap};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn refusal(body: &Value) -> Option<String> {
    let said = body.pointer("/details/0/description").or_else(|| body.get("message")).or_else(|| body.get("error_description"));
    said.and_then(Value::as_str).map(str::to_owned)
}

#[derive(Deserialize)]
pub(crate) struct Token {
    access_token: String,
}

pub(crate) async fn token(wire: &Wire, keys: &PayPalKeys) -> Result<Token> {
    let request = wire.post("/v1/oauth2/token")?.basic_auth(&keys.client_id, Some(&keys.secret));
    let form = request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body("grant_type=client_credentials");
    answer(form, refusal).await
}

async fn send<T: DeserializeOwned>(wire: &Wire, keys: &PayPalKeys, request: RequestBuilder) -> Result<T> {
    let token = token(wire, keys).await?;
    answer(request.bearer_auth(token.access_token), refusal).await
}

async fn post<T: DeserializeOwned>(wire: &Wire, keys: &PayPalKeys, path: &str, body: &Value, headers: HeaderMap) -> Result<T> {
    let request = wire.post(path)?.header(CONTENT_TYPE, "application/json").header("prefer", "return=representation");
    send(wire, keys, request.headers(headers).body(body.to_string())).await
}

fn key(key: &str) -> Result<HeaderMap> {
    once("paypal-request-id", key)
}

/// With as many decimals as the currency has, and no more.
fn money(amount: Amount, currency: Currency) -> Value {
    let mut value = amount.to_decimal();
    value.rescale(currency.minor_digits());
    json!({"currency_code": currency.to_string(), "value": value.to_string()})
}

#[derive(Deserialize)]
struct Placed {
    id: String,
    status: String,
    #[serde(default)]
    purchase_units: Vec<Unit>,
    #[serde(default)]
    links: Vec<Link>,
}

#[derive(Deserialize)]
struct Link {
    rel: String,
    href: String,
}

#[derive(Deserialize)]
struct Unit {
    #[serde(default)]
    amount: Option<Money>,
    #[serde(default)]
    payments: Option<Payments>,
}

#[derive(Deserialize)]
struct Payments {
    #[serde(default)]
    captures: Vec<Capture>,
}

#[derive(Deserialize)]
struct Capture {
    id: String,
    status: String,
    amount: Money,
}

#[derive(Clone, Deserialize)]
struct Money {
    currency_code: String,
    value: String,
}

impl Placed {
    fn seen(mut self) -> Result<Seen> {
        let missing = || Error::Unreadable("an order without its amount".into());
        let unit = self.purchase_units.pop().ok_or_else(missing)?;
        let capture = unit.payments.and_then(|mut payments| payments.captures.pop());
        let progress = match (self.status.as_str(), capture.as_ref().map(|capture| capture.status.as_str())) {
            ("COMPLETED", Some("PENDING")) => Progress::Processing,
            ("COMPLETED", Some("DECLINED" | "FAILED")) | ("VOIDED", _) => Progress::Ended,
            ("COMPLETED", _) => Progress::Succeeded,
            ("APPROVED", _) => Progress::Authorized,
            _ => Progress::Waiting,
        };
        let money = capture.as_ref().map(|capture| capture.amount.clone()).or(unit.amount).ok_or_else(missing)?;
        let amount = money.value.parse().map_err(|_| Error::Unreadable(format!("the amount {}", money.value)))?;
        let capture = capture.map(|capture| capture.id);
        Ok(Seen { reference: self.id, progress, amount, currency: currency(&money.currency_code)?, capture })
    }
}

fn order_of(keys: &PayPalKeys, order: &Order<'_>) -> serde_json::Value {
    let description: String = order.description.chars().take(127).collect();
    let unit =
        json!({"amount": money(order.amount, order.currency), "description": description, "payee": {"merchant_id": keys.merchant_id}});
    json!({"intent": "CAPTURE", "purchase_units": [unit]})
}

pub(crate) async fn begin(wire: &Wire, keys: &PayPalKeys, order: Order<'_>) -> Result<Begun> {
    let body = order_of(keys, &order);
    let placed: Placed = post(wire, keys, "/v2/checkout/orders", &body, key(order.key)?).await?;
    Ok(Begun::Order { id: placed.id })
}

pub(crate) async fn begin_page(wire: &Wire, keys: &PayPalKeys, order: Order<'_>, way: Way<'_>) -> Result<Hosted> {
    let mut body = order_of(keys, &order);
    let context =
        json!({"return_url": way.done, "cancel_url": way.canceled, "shipping_preference": "NO_SHIPPING", "user_action": "PAY_NOW"});
    if let Some(members) = body.as_object_mut() {
        members.insert("application_context".into(), context);
    }
    let placed: Placed = post(wire, keys, "/v2/checkout/orders", &body, key(order.key)?).await?;
    let link = placed.links.into_iter().find(|link| matches!(&*link.rel, "approve" | "payer-action"));
    let url = link.ok_or_else(|| Error::Unreadable("an order without its page".into()))?.href;
    Ok(Hosted { reference: placed.id, url })
}

pub(crate) async fn look(wire: &Wire, keys: &PayPalKeys, reference: &str) -> Result<Seen> {
    let path = format!("/v2/checkout/orders/{}", id(reference)?);
    send::<Placed>(wire, keys, wire.get(&path)?).await?.seen()
}

pub(crate) async fn capture(wire: &Wire, keys: &PayPalKeys, reference: &str, once: &str) -> Result<Seen> {
    let path = format!("/v2/checkout/orders/{}/capture", id(reference)?);
    post::<Placed>(wire, keys, &path, &json!({}), key(once)?).await?.seen()
}

pub(crate) async fn refund(wire: &Wire, keys: &PayPalKeys, capture: &str, amount: Amount, currency: Currency, once: &str) -> Result<()> {
    #[derive(Deserialize)]
    struct Refund {
        id: String,
        status: String,
    }
    let path = format!("/v2/payments/captures/{}/refund", id(capture)?);
    let made: Refund = post(wire, keys, &path, &json!({"amount": money(amount, currency)}), key(once)?).await?;
    match made.status.as_str() {
        "FAILED" | "CANCELLED" => Err(Error::Refused(format!("refund {} is {}", made.id, made.status))),
        _ => Ok(()),
    }
}

/// PayPal itself says whether a message is one of its own.
pub(crate) async fn notice(wire: &Wire, keys: &PayPalKeys, headers: Headers<'_>, body: &[u8]) -> Result<Notice> {
    #[derive(Deserialize)]
    struct Event {
        id: String,
        #[serde(rename = "event_type")]
        kind: String,
        resource: Value,
    }
    #[derive(Deserialize)]
    struct Verdict {
        verification_status: String,
    }
    let webhook = keys.webhook_id.as_deref().ok_or(Error::Forged)?;
    let header = |name: &str| headers(name).ok_or(Error::Forged);
    let event: Value = serde_json::from_slice(body).map_err(|error| Error::Unreadable(error.to_string()))?;
    let asked = json!({
        "auth_algo": header("paypal-auth-algo")?, "cert_url": header("paypal-cert-url")?,
        "transmission_id": header("paypal-transmission-id")?, "transmission_sig": header("paypal-transmission-sig")?,
        "transmission_time": header("paypal-transmission-time")?, "webhook_id": webhook, "webhook_event": event,
    });
    let verdict: Verdict = post(wire, keys, "/v1/notifications/verify-webhook-signature", &asked, HeaderMap::new()).await?;
    if verdict.verification_status != "SUCCESS" {
        return Err(Error::Forged);
    }
    let Event { id, kind, resource } = serde_json::from_value(event).map_err(|error| Error::Unreadable(error.to_string()))?;
    let order = resource.pointer("/supplementary_data/related_ids/order_id").or_else(|| resource.get("id"));
    Ok(Notice { id, kind, reference: order.and_then(Value::as_str).map(str::to_owned) })
}
