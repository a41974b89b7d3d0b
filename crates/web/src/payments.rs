//! `SUBDOMAIN/admin/payments`: a space's accounts at payment providers. Secrets are typed and never shown.

use crate::accounts::{Frame, Nothing};
use crate::admins::enter;
use crate::language::{Text, t};
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use ::payments::Keys;
use app::access::Access;
use app::payments::{self, Account};
use app::{App, Error};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Response;
use axum::routing::{get, post};
use domain::permissions::Category;
use serde::Deserialize;

const HERE: &str = "/admin/payments";

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page))
        .route("/admin/payments/{provider}", post(connect))
        .route("/admin/payments/{provider}/test", post(test))
        .route("/admin/payments/{provider}/delete", post(disconnect))
        .with_state(desk.clone())
}

/// One provider, as the page has it.
struct Card {
    name: &'static str,
    label: &'static str,
    public_label: Text,
    secret_label: Text,
    webhook_label: Text,
    connected: bool,
    public: String,
    merchant: Option<String>,
    has_webhook: bool,
    /// Where the provider sends its messages.
    hook: String,
}

#[derive(Template)]
#[template(path = "admins/payments.html")]
struct Page {
    frame: Frame,
    problems: Problems,
    cards: [Card; 2],
    may_edit: bool,
    /// The provider that has answered.
    works: String,
}

fn cards(app: &App, access: &Access, accounts: Vec<Keys>) -> [Card; 2] {
    let hook = |name: &str| format!("{}/api/payment_webhooks/{name}/{}", app.hosts.at("www"), access.space_id());
    let mut stripe = Card {
        name: "stripe",
        label: "Stripe",
        public_label: t("payments-stripe-public"),
        secret_label: t("payments-stripe-secret"),
        webhook_label: t("payments-stripe-webhook"),
        connected: false,
        public: String::new(),
        merchant: None,
        has_webhook: false,
        hook: hook("stripe"),
    };
    let mut paypal = Card {
        name: "paypal",
        label: "PayPal",
        public_label: t("payments-paypal-public"),
        secret_label: t("payments-paypal-secret"),
        webhook_label: t("payments-paypal-webhook"),
        connected: false,
        public: String::new(),
        merchant: Some(String::new()),
        has_webhook: false,
        hook: hook("paypal"),
    };
    for account in accounts {
        match account {
            Keys::Stripe(keys) => {
                stripe = Card { connected: true, public: keys.publishable, has_webhook: keys.webhook_secret.is_some(), ..stripe };
            }
            Keys::PayPal(keys) => {
                let (merchant, has_webhook) = (Some(keys.merchant_id), keys.webhook_id.is_some());
                paypal = Card { connected: true, public: keys.client_id, merchant, has_webhook, ..paypal };
            }
        }
    }
    [stripe, paypal]
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Tested {
    works: String,
}

async fn page(visit: Visit, Query(tested): Query<Tested>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    show(&visit, &access, Problems::default(), tested.works).await
}

async fn show(visit: &Visit, access: &Access, problems: Problems, works: String) -> Result<Response, Response> {
    let accounts = payments::connected(visit.app(), access).await.map_err(|error| problem(&error))?;
    let (cards, may_edit) = (cards(visit.app(), access, accounts), access.edits(Category::PaymentMethods));
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    Ok(visit.page(render(status, &Page { frame, problems, cards, may_edit, works })))
}

fn provider(name: &str) -> Result<&'static str, Response> {
    match name {
        "stripe" => Ok("stripe"),
        "paypal" => Ok("paypal"),
        _ => Err(problem(&Error::NOT_FOUND)),
    }
}

#[derive(Deserialize)]
struct Typed {
    public: String,
    #[serde(default)]
    secret: String,
    #[serde(default)]
    merchant: String,
    #[serde(default)]
    webhook: String,
}

async fn connect(Path(name): Path<String>, Posted { visit, form }: Posted<Typed>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let account = Account { public: form.public, secret: Some(form.secret), merchant: Some(form.merchant), webhook: Some(form.webhook) };
    match payments::connect(visit.app(), &access, provider(&name)?, account).await {
        Ok(()) => Ok(lead_to(HERE)),
        Err(error) => show(&visit, &access, Problems::of(error)?, String::new()).await,
    }
}

async fn test(Path(name): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let name = provider(&name)?;
    match payments::test(visit.app(), &access, name).await {
        Ok(()) => Ok(lead_to(&format!("{HERE}?works={name}"))),
        Err(error) => show(&visit, &access, Problems::of(error)?, String::new()).await,
    }
}

async fn disconnect(Path(name): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    payments::disconnect(visit.app(), &access, provider(&name)?).await.map_err(|error| problem(&error))?;
    Ok(lead_to(HERE))
}
