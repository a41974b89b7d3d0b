//! A payment provider on this machine that speaks as Stripe and PayPal do: forms or JSON in, JSON out, ids of its own, and
//! the same answer for the same idempotency key. What a payer does in a browser is done by [`Provider::pay`].
#![expect(clippy::indexing_slicing, clippy::disallowed_types, reason = "of JSON, and no API of ours")]

use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::{get, post};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError, mpsc};

/// A payment method that every bank declines.
pub const DECLINED: &str = "pm_declined";
/// One whose bank takes its time, as with direct debits.
pub const SLOW: &str = "pm_slow";
/// A key that nobody has.
pub const WRONG_KEY: &str = "sk_wrong";

#[derive(Default)]
struct Books {
    /// Intents and orders, by id.
    payments: HashMap<String, Value>,
    /// Answers by key.
    answers: HashMap<String, (StatusCode, Value)>,
    refunds: Vec<(String, String)>,
    next: u64,
}

/// The provider of this process; it lives as long.
#[derive(Clone)]
pub struct Provider {
    url: String,
    books: Arc<Mutex<Books>>,
}

type Said = (StatusCode, axum::Json<Value>);

impl Provider {
    /// Starts it when it is first asked for.
    ///
    /// # Panics
    /// If this machine has no port left.
    pub fn shared() -> Self {
        static SHARED: OnceLock<Provider> = OnceLock::new();
        SHARED.get_or_init(start).clone()
    }

    /// Where both providers are.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    fn books(&self) -> std::sync::MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What a payer does in a browser.
    pub fn pay(&self, reference: &str) {
        if reference.starts_with("cs_") {
            return self.pay_on_page(reference);
        }
        let paid = if reference.starts_with("pi_") {
            "requires_capture"
        } else if reference.starts_with("seti_") {
            "succeeded"
        } else {
            "APPROVED"
        };
        self.set(reference, paid);
    }

    fn pay_on_page(&self, reference: &str) {
        let mut books = self.books();
        let Some(page) = books.payments.get(reference).cloned() else { return };
        let (part, made) = if page["mode"] == "setup" {
            ("setup_intent", books.add("seti", json!({"status": "succeeded", "customer": page["customer"], "payment_method": "pm_kept"})))
        } else {
            let paid = json!({"status": "requires_capture", "amount": page["amount_total"], "currency": page["currency"]});
            ("payment_intent", books.add("pi", paid))
        };
        if let Some(page) = books.payments.get_mut(reference) {
            page["status"] = "complete".into();
            page[part] = made["id"].clone();
        }
    }

    /// A bank has done its work.
    pub fn set(&self, reference: &str, status: &str) {
        if let Some(payment) = self.books().payments.get_mut(reference) {
            payment["status"] = status.into();
        }
    }

    #[must_use]
    pub fn status(&self, reference: &str) -> String {
        self.books().payments.get(reference).and_then(|payment| payment["status"].as_str()).unwrap_or_default().to_owned()
    }

    /// Amounts that went back for a payment.
    #[must_use]
    pub fn refunds(&self, reference: &str) -> Vec<String> {
        self.books().refunds.iter().filter(|(of, _)| of == reference).map(|(_, amount)| amount.clone()).collect()
    }

    /// The last payment that was begun.
    #[must_use]
    pub fn last(&self) -> String {
        let books = self.books();
        let numbered = books.payments.keys().filter_map(|id| Some((id.rsplit('_').next()?.parse::<u64>().ok()?, id.clone())));
        numbered.max().map(|(_, id)| id).unwrap_or_default()
    }
}

#[expect(clippy::panic, reason = "called by tests only")]
fn start() -> Provider {
    let books = Arc::<Mutex<Books>>::default();
    let (tell, told) = mpsc::channel();
    let shared = Arc::clone(&books);
    std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let Ok(runtime) = runtime else { return };
        runtime.block_on(async move {
            let Ok(listener) = tokio::net::TcpListener::bind("127.0.0.1:0").await else { return };
            let Ok(address) = listener.local_addr() else { return };
            let url = format!("http://{address}");
            if tell.send(url.clone()).is_ok() {
                let _ = axum::serve(listener, router(Provider { url, books: shared })).await;
            }
        });
    });
    match told.recv() {
        Ok(url) => Provider { url, books },
        Err(error) => panic!("the provider for tests does not start: {error}"),
    }
}

fn router(provider: Provider) -> Router {
    let stripe = Router::new()
        .route("/v1/balance", get(async |headers: HeaderMap| stripe(&headers, || ok(json!({"object": "balance"})))))
        .route("/v1/customers", post(customer))
        .route("/v1/payment_intents", post(intent))
        .route("/v1/payment_intents/{id}", get(look))
        .route("/v1/payment_intents/{id}/{act}", post(act))
        .route("/v1/checkout/sessions", post(page))
        .route("/v1/checkout/sessions/{id}", get(look))
        .route("/v1/checkout/sessions/{id}/expire", post(expire))
        .route("/v1/setup_intents", post(set_up))
        .route("/v1/setup_intents/{id}", get(look))
        .route("/v1/refunds", post(refund))
        .route("/v1/payment_methods/{id}/attach", post(attach));
    let paypal = Router::new()
        .route("/v1/oauth2/token", post(async || ok(json!({"access_token": "token"}))))
        .route("/v1/notifications/verify-webhook-signature", post(verify))
        .route("/v2/checkout/orders", post(order))
        .route("/v2/checkout/orders/{id}", get(look))
        .route("/v2/checkout/orders/{id}/capture", post(capture_order))
        .route("/v2/payments/captures/{id}/refund", post(refund_capture));
    stripe.merge(paypal).with_state(provider)
}

fn ok(body: Value) -> Said {
    (StatusCode::OK, axum::Json(body))
}

fn no(status: StatusCode, message: &str) -> Said {
    (status, axum::Json(json!({"error": {"message": message}, "message": message})))
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn stripe(headers: &HeaderMap, answer: impl FnOnce() -> Said) -> Said {
    match header(headers, "authorization").strip_prefix("Bearer ") {
        Some(key) if key.starts_with("sk_") && key != WRONG_KEY => answer(),
        _ => no(StatusCode::UNAUTHORIZED, "Invalid API Key"),
    }
}

/// The same answer for the same key.
fn once(provider: &Provider, headers: &HeaderMap, answer: impl FnOnce(&mut Books) -> Said) -> Said {
    let key = [header(headers, "idempotency-key"), header(headers, "paypal-request-id")].concat();
    let mut books = provider.books();
    if let Some((status, body)) = books.answers.get(&key).filter(|_| !key.is_empty()) {
        return (*status, axum::Json(body.clone()));
    }
    let (status, body) = answer(&mut books);
    books.answers.insert(key, (status, body.0.clone()));
    (status, body)
}

fn form(body: &Bytes) -> HashMap<String, String> {
    form_urlencoded::parse(body).into_owned().collect()
}

impl Books {
    fn add(&mut self, prefix: &str, mut payment: Value) -> Value {
        self.next += 1;
        let id = format!("{prefix}_{}", self.next);
        payment["id"] = id.clone().into();
        self.payments.insert(id, payment.clone());
        payment
    }
}

async fn customer(State(provider): State<Provider>, headers: HeaderMap) -> Said {
    stripe(&headers, || once(&provider, &headers, |books| ok(books.add("cus", json!({})))))
}

async fn intent(State(provider): State<Provider>, headers: HeaderMap, body: Bytes) -> Said {
    let form = form(&body);
    let text = |name: &str| form.get(name).cloned().unwrap_or_default();
    let confirmed = text("confirm") == "true";
    let status = match text("payment_method").as_str() {
        DECLINED => return stripe(&headers, || no(StatusCode::PAYMENT_REQUIRED, "Your card was declined.")),
        SLOW => "processing",
        _ if confirmed => "succeeded",
        _ => "requires_payment_method",
    };
    let amount: i64 = text("amount").parse().unwrap_or_default();
    let made = json!({"status": status, "amount": amount, "currency": text("currency"), "client_secret": "pi_secret"});
    stripe(&headers, || once(&provider, &headers, |books| ok(books.add("pi", made))))
}

async fn set_up(State(provider): State<Provider>, headers: HeaderMap, body: Bytes) -> Said {
    let made = json!({"status": "requires_payment_method", "customer": form(&body).get("customer"), "payment_method": "pm_kept",
        "client_secret": "seti_secret"});
    stripe(&headers, || once(&provider, &headers, |books| ok(books.add("seti", made))))
}

/// A page of the provider: the payment comes to be when somebody pays there ([`Provider::pay`]).
async fn page(State(provider): State<Provider>, headers: HeaderMap, body: Bytes) -> Said {
    let form = form(&body);
    let text = |name: &str| form.get(name).cloned().unwrap_or_default();
    let amount: i64 = text("line_items[0][price_data][unit_amount]").parse().unwrap_or_default();
    let currency = if text("mode") == "setup" { text("currency") } else { text("line_items[0][price_data][currency]") };
    let made = json!({"status": "open", "mode": text("mode"), "amount_total": amount, "currency": currency, "customer": form.get("customer"),
        "success_url": text("success_url"), "url": "https://checkout.stripe.test/pay"});
    stripe(&headers, || once(&provider, &headers, |books| ok(books.add("cs", made))))
}

async fn expire(State(provider): State<Provider>, Path(id): Path<String>) -> Said {
    provider.set(&id, "expired");
    ok(json!({"id": id}))
}

async fn look(State(provider): State<Provider>, Path(id): Path<String>) -> Said {
    provider.books().payments.get(&id).map_or_else(|| no(StatusCode::NOT_FOUND, "No such payment"), |payment| ok(payment.clone()))
}

async fn act(State(provider): State<Provider>, Path((id, act)): Path<(String, String)>, headers: HeaderMap) -> Said {
    once(&provider, &headers, |books| {
        let Some(payment) = books.payments.get_mut(&id) else { return no(StatusCode::NOT_FOUND, "No such payment") };
        let next = match (act.as_str(), payment["status"].as_str()) {
            ("capture", Some("requires_capture")) => "succeeded",
            ("cancel", Some("requires_capture" | "requires_payment_method")) => "canceled",
            _ => return no(StatusCode::BAD_REQUEST, "The payment is in another state"),
        };
        payment["status"] = next.into();
        ok(payment.clone())
    })
}

async fn refund(State(provider): State<Provider>, headers: HeaderMap, body: Bytes) -> Said {
    let form = form(&body);
    let text = |name: &str| form.get(name).cloned().unwrap_or_default();
    once(&provider, &headers, |books| {
        books.refunds.push((text("payment_intent"), text("amount")));
        ok(json!({"id": "re_1", "status": "succeeded"}))
    })
}

async fn attach(Path(id): Path<String>) -> Said {
    match id.as_str() {
        DECLINED => no(StatusCode::PAYMENT_REQUIRED, "Your card was declined."),
        "pm_sepa" => ok(json!({"id": id, "sepa_debit": {"last4": "9372"}})),
        _ => ok(json!({"id": id, "card": {"last4": "4242", "exp_month": 2, "exp_year": 2030}})),
    }
}

async fn order(State(provider): State<Provider>, headers: HeaderMap, axum::Json(body): axum::Json<Value>) -> Said {
    let unit = json!({"amount": body["purchase_units"][0]["amount"]});
    let links = json!([{"rel": "approve", "href": "https://paypal.test/approve"}]);
    once(&provider, &headers, |books| ok(books.add("ORDER", json!({"status": "CREATED", "purchase_units": [unit], "links": links}))))
}

async fn capture_order(State(provider): State<Provider>, Path(id): Path<String>, headers: HeaderMap) -> Said {
    once(&provider, &headers, |books| {
        let found = books.payments.get_mut(&id).filter(|order| order["status"] == "APPROVED");
        let Some(order) = found else { return no(StatusCode::UNPROCESSABLE_ENTITY, "Order is not approved") };
        order["status"] = "COMPLETED".into();
        let amount = order["purchase_units"][0]["amount"].clone();
        order["purchase_units"][0]["payments"] =
            json!({"captures": [{"id": format!("CAPTURE-{id}"), "status": "COMPLETED", "amount": amount}]});
        ok(order.clone())
    })
}

async fn refund_capture(
    State(provider): State<Provider>,
    Path(id): Path<String>,
    headers: HeaderMap,
    axum::Json(body): axum::Json<Value>,
) -> Said {
    once(&provider, &headers, |books| {
        let amount = body["amount"]["value"].as_str().unwrap_or_default().to_owned();
        books.refunds.push((id.trim_start_matches("CAPTURE-").to_owned(), amount));
        ok(json!({"id": "R1", "status": "COMPLETED"}))
    })
}

async fn verify(axum::Json(body): axum::Json<Value>) -> Said {
    let good = body["transmission_sig"] == "good";
    ok(json!({"verification_status": if good { "SUCCESS" } else { "FAILURE" }}))
}

/// As Stripe signs its messages.
#[must_use]
pub fn signature(secret: &str, at: i64, body: &str) -> String {
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA256, secret.as_bytes());
    let tag = ring::hmac::sign(&key, format!("{at}.{body}").as_bytes());
    let hex = tag.as_ref().iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"));
    format!("t={at},v1={hex}")
}
