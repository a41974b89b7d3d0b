//! Stripe: forms in, JSON out (<https://docs.stripe.com/api>).

use crate::notice::{Headers, Notice};
use crate::wire::{Wire, amount, answer, coins, currency, id, once};
use crate::{Begun, Error, Hosted, Order, Progress, Result, Seen, Shown, Source, StripeKeys, Way, signature};
use domain::money::{Amount, Currency};
use reqwest::RequestBuilder;
use reqwest::header::CONTENT_TYPE;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// The version whose words are spoken here, whatever the account's own is.
const VERSION: &str = "2024-06-20";

/// Decimals of amounts: the currency's own, but for two that have none and are written with two.
fn digits(currency: Currency) -> u32 {
    match currency.to_string().as_str() {
        "ISK" | "UGX" => 2,
        _ => currency.minor_digits(),
    }
}

fn refusal(body: &Value) -> Option<String> {
    body.pointer("/error/message").and_then(Value::as_str).map(str::to_owned)
}

async fn send<T: DeserializeOwned>(request: RequestBuilder, keys: &StripeKeys) -> Result<T> {
    answer(request.bearer_auth(&keys.secret).header("stripe-version", VERSION), refusal).await
}

async fn post<T: DeserializeOwned>(wire: &Wire, keys: &StripeKeys, path: &str, form: &[(&str, &str)], key: &str) -> Result<T> {
    let form = serde_urlencoded::to_string(form).map_err(|error| Error::Refused(error.to_string()))?;
    let request = wire.post(path)?.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(form);
    send(request.headers(once("idempotency-key", key)?), keys).await
}

#[derive(Deserialize)]
struct Intent {
    id: String,
    status: String,
    amount: i64,
    currency: String,
    #[serde(default)]
    client_secret: Option<String>,
}

impl Intent {
    fn seen(self) -> Result<Seen> {
        let currency = currency(&self.currency)?;
        let progress = match self.status.as_str() {
            "requires_capture" => Progress::Authorized,
            "processing" => Progress::Processing,
            "succeeded" => Progress::Succeeded,
            "canceled" => Progress::Ended,
            _ => Progress::Waiting,
        };
        let capture = Some(self.id.clone());
        Ok(Seen { reference: self.id, progress, amount: amount(self.amount, digits(currency))?, currency, capture })
    }
}

pub(crate) async fn test(wire: &Wire, keys: &StripeKeys) -> Result<()> {
    send::<Value>(wire.get("/v1/balance")?, keys).await.map(drop)
}

pub(crate) async fn begin(wire: &Wire, keys: &StripeKeys, order: Order<'_>) -> Result<Begun> {
    let (amount, currency) = (coins(order.amount, digits(order.currency))?.to_string(), order.currency.to_string().to_lowercase());
    let form = [
        ("amount", amount.as_str()),
        ("currency", &currency),
        ("capture_method", "manual"),
        ("automatic_payment_methods[enabled]", "true"),
        ("description", order.description),
    ];
    let made: Intent = post(wire, keys, "/v1/payment_intents", &form, order.key).await?;
    let client_secret = made.client_secret.ok_or_else(|| Error::Unreadable("an intent without its secret".into()))?;
    Ok(Begun::Intent { id: made.id, client_secret })
}

/// A page of Stripe's own (Checkout); the payment comes to be when somebody pays there.
#[derive(Deserialize)]
struct Session {
    id: String,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    status: Option<String>,
    #[serde(default)]
    amount_total: Option<i64>,
    #[serde(default)]
    currency: Option<String>,
    #[serde(default)]
    payment_intent: Option<String>,
    #[serde(default)]
    setup_intent: Option<String>,
}

impl Session {
    fn hosted(self) -> Result<Hosted> {
        let url = self.url.ok_or_else(|| Error::Unreadable("a page without its address".into()))?;
        Ok(Hosted { reference: self.id, url })
    }

    /// While nobody has paid.
    fn seen(self) -> Result<Seen> {
        let missing = || Error::Unreadable("a page without its amount".into());
        let currency = currency(&self.currency.ok_or_else(missing)?)?;
        let amount = amount(self.amount_total.ok_or_else(missing)?, digits(currency))?;
        let progress = if self.status.as_deref() == Some("expired") { Progress::Ended } else { Progress::Waiting };
        Ok(Seen { reference: self.id, progress, amount, currency, capture: None })
    }
}

fn is_page(reference: &str) -> bool {
    reference.starts_with("cs_")
}

async fn session(wire: &Wire, keys: &StripeKeys, reference: &str) -> Result<Session> {
    let path = format!("/v1/checkout/sessions/{}", id(reference)?);
    send(wire.get(&path)?, keys).await
}

pub(crate) async fn begin_page(wire: &Wire, keys: &StripeKeys, order: Order<'_>, way: Way<'_>) -> Result<Hosted> {
    let (amount, currency) = (coins(order.amount, digits(order.currency))?.to_string(), order.currency.to_string().to_lowercase());
    let form = [
        ("mode", "payment"),
        ("success_url", way.done),
        ("cancel_url", way.canceled),
        ("line_items[0][quantity]", "1"),
        ("line_items[0][price_data][currency]", &currency),
        ("line_items[0][price_data][unit_amount]", &amount),
        ("line_items[0][price_data][product_data][name]", order.description),
        ("payment_intent_data[capture_method]", "manual"),
        ("payment_intent_data[description]", order.description),
    ];
    post::<Session>(wire, keys, "/v1/checkout/sessions", &form, order.key).await?.hosted()
}

pub(crate) async fn set_up_page(wire: &Wire, keys: &StripeKeys, customer: &str, order: Order<'_>, way: Way<'_>) -> Result<Hosted> {
    let currency = order.currency.to_string().to_lowercase();
    let form =
        [("mode", "setup"), ("success_url", way.done), ("cancel_url", way.canceled), ("customer", customer), ("currency", &currency)];
    post::<Session>(wire, keys, "/v1/checkout/sessions", &form, order.key).await?.hosted()
}

pub(crate) async fn look(wire: &Wire, keys: &StripeKeys, reference: &str) -> Result<Seen> {
    let mut reference = std::borrow::Cow::Borrowed(reference);
    if is_page(&reference) {
        let mut page = session(wire, keys, &reference).await?;
        match page.payment_intent.take() {
            Some(intent) => reference = intent.into(),
            None => return page.seen(),
        }
    }
    let reference = &*reference;
    let path = format!("/v1/payment_intents/{}", id(reference)?);
    send::<Intent>(wire.get(&path)?, keys).await?.seen()
}

pub(crate) async fn capture(wire: &Wire, keys: &StripeKeys, reference: &str, key: &str) -> Result<Seen> {
    let mut reference = std::borrow::Cow::Borrowed(reference);
    if is_page(&reference) {
        let paid = session(wire, keys, &reference).await?.payment_intent;
        reference = paid.ok_or_else(|| Error::Refused("nobody has paid on the page".into()))?.into();
    }
    let reference = &*reference;
    let path = format!("/v1/payment_intents/{}/capture", id(reference)?);
    post::<Intent>(wire, keys, &path, &[], key).await?.seen()
}

pub(crate) async fn refund(wire: &Wire, keys: &StripeKeys, capture: &str, amount: Amount, currency: Currency, key: &str) -> Result<()> {
    #[derive(Deserialize)]
    struct Refund {
        id: String,
        status: String,
    }
    let amount = coins(amount, digits(currency))?.to_string();
    let made: Refund = post(wire, keys, "/v1/refunds", &[("payment_intent", capture), ("amount", &amount)], key).await?;
    match made.status.as_str() {
        "failed" | "canceled" => Err(Error::Refused(format!("refund {} is {}", made.id, made.status))),
        _ => Ok(()),
    }
}

pub(crate) async fn cancel(wire: &Wire, keys: &StripeKeys, reference: &str, key: &str) -> Result<()> {
    let mut reference = std::borrow::Cow::Borrowed(reference);
    if is_page(&reference) {
        let Some(intent) = session(wire, keys, &reference).await?.payment_intent else {
            let path = format!("/v1/checkout/sessions/{}/expire", id(&reference)?);
            return post::<Value>(wire, keys, &path, &[], key).await.map(drop);
        };
        reference = intent.into();
    }
    let reference = &*reference;
    let path = format!("/v1/payment_intents/{}/cancel", id(reference)?);
    post::<Value>(wire, keys, &path, &[("cancellation_reason", "abandoned")], key).await.map(drop)
}

#[derive(Deserialize)]
struct SetupIntent {
    id: String,
    status: String,
    #[serde(default)]
    client_secret: Option<String>,
    #[serde(default)]
    customer: Option<String>,
    #[serde(default)]
    payment_method: Option<String>,
}

pub(crate) async fn set_up(wire: &Wire, keys: &StripeKeys, customer: &str, key: &str) -> Result<Begun> {
    let form = [("customer", customer), ("usage", "off_session"), ("automatic_payment_methods[enabled]", "true")];
    let made: SetupIntent = post(wire, keys, "/v1/setup_intents", &form, key).await?;
    let client_secret = made.client_secret.ok_or_else(|| Error::Unreadable("an intent without its secret".into()))?;
    Ok(Begun::Setup { id: made.id, client_secret })
}

pub(crate) async fn kept(wire: &Wire, keys: &StripeKeys, setup: &str) -> Result<Option<Source>> {
    let mut setup = std::borrow::Cow::Borrowed(setup);
    if is_page(&setup) {
        let Some(intent) = session(wire, keys, &setup).await?.setup_intent else { return Ok(None) };
        setup = intent.into();
    }
    let setup = &*setup;
    let path = format!("/v1/setup_intents/{}", id(setup)?);
    let found: SetupIntent = send(wire.get(&path)?, keys).await?;
    let source = found.customer.zip(found.payment_method).filter(|_| found.status == "succeeded");
    Ok(source.map(|(customer, method)| Source { customer, method }))
}

pub(crate) async fn charge(wire: &Wire, keys: &StripeKeys, source: &Source, order: Order<'_>) -> Result<Seen> {
    let (amount, currency) = (coins(order.amount, digits(order.currency))?.to_string(), order.currency.to_string().to_lowercase());
    let form = [
        ("amount", amount.as_str()),
        ("currency", &currency),
        ("customer", &source.customer),
        ("payment_method", &source.method),
        ("confirm", "true"),
        ("off_session", "true"),
        ("description", order.description),
    ];
    post::<Intent>(wire, keys, "/v1/payment_intents", &form, order.key).await?.seen()
}

#[derive(Deserialize)]
struct Customer {
    id: String,
}

pub(crate) async fn customer(wire: &Wire, keys: &StripeKeys, name: &str, email: Option<&str>, key: &str) -> Result<String> {
    let mut form = vec![("name", name)];
    form.extend(email.map(|email| ("email", email)));
    Ok(post::<Customer>(wire, keys, "/v1/customers", &form, key).await?.id)
}

pub(crate) async fn attach(wire: &Wire, keys: &StripeKeys, source: &Source, key: &str) -> Result<Shown> {
    #[derive(Deserialize)]
    struct Method {
        #[serde(default)]
        card: Option<Card>,
        #[serde(default)]
        sepa_debit: Option<Account>,
    }
    #[derive(Deserialize)]
    struct Card {
        last4: String,
        exp_month: u8,
        exp_year: u16,
    }
    #[derive(Deserialize)]
    struct Account {
        last4: String,
    }
    let path = format!("/v1/payment_methods/{}/attach", id(&source.method)?);
    let found: Method = post(wire, keys, &path, &[("customer", &source.customer)], key).await?;
    match (found.card, found.sepa_debit) {
        (Some(Card { last4, exp_month, exp_year }), _) => Ok(Shown::Card { last4, month: exp_month, year: exp_year }),
        (None, Some(Account { last4 })) => Ok(Shown::SepaDebit { last4 }),
        (None, None) => Err(Error::Refused("neither a card nor a SEPA direct debit".into())),
    }
}

pub(crate) fn notice(keys: &StripeKeys, headers: Headers<'_>, body: &[u8], now: i64) -> Result<Notice> {
    #[derive(Deserialize)]
    struct Event {
        id: String,
        #[serde(rename = "type")]
        kind: String,
        data: Data,
    }
    #[derive(Deserialize)]
    struct Data {
        object: Object,
    }
    #[derive(Deserialize)]
    struct Object {
        #[serde(default)]
        id: Option<String>,
        /// Of charges, refunds and disputes.
        #[serde(default)]
        payment_intent: Option<String>,
    }
    let secret = keys.webhook_secret.as_deref().ok_or(Error::Forged)?;
    let header = headers("stripe-signature").ok_or(Error::Forged)?;
    if !signature::is_good(&header, body, secret, now) {
        return Err(Error::Forged);
    }
    let event: Event = serde_json::from_slice(body).map_err(|error| Error::Unreadable(error.to_string()))?;
    let reference = event.data.object.payment_intent.or(event.data.object.id);
    Ok(Notice { id: event.id, kind: event.kind, reference })
}
