//! `SUBDOMAIN/admin/webhooks`: who is called when something happens, what was sent, and what came back.

use crate::accounts::{Frame, Nothing};
use crate::admins::enter;
use crate::language::{Text, date, t};
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::webhooks::{self, Revealed, Whose};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::{WebhookDeliveryId, WebhookId};
use domain::scopes::Scope;
use domain::webhooks::{Status, TOPICS};
use jiff::Timestamp;
use serde::Deserialize;
use store::webhooks::Webhook;
use store::webhooks::deliveries::{Attempt, Delivery};

const HERE: &str = "/admin/webhooks";
/// Deliveries that a page shows.
const SHOWN: u32 = 50;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page).post(create))
        .route("/admin/webhooks/{id}", get(one))
        .route("/admin/webhooks/{id}/test", post(test))
        .route("/admin/webhooks/{id}/secret", post(rotate))
        .route("/admin/webhooks/{id}/delete", post(delete))
        .route("/admin/webhooks/{id}/deliveries/{delivery}", get(delivery))
        .route("/admin/webhooks/{id}/deliveries/{delivery}/resend", post(resend))
        .with_state(desk.clone())
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn failure(error: app::Error) -> Response {
    problem(&error)
}

fn read<T: std::str::FromStr>(id: &str) -> Result<T, Response> {
    id.parse().map_err(|_| problem(&app::Error::NOT_FOUND))
}

fn local(access: &Access, at: Timestamp) -> String {
    let at = access.zone().to_datetime(at);
    format!("{} {}", date(at.date()), at.strftime("%H:%M:%S"))
}

#[derive(Default, Deserialize)]
struct Typed {
    #[serde(default)]
    event: String,
    #[serde(default)]
    callback_url: String,
}

#[derive(Template)]
#[template(path = "admins/webhooks.html")]
struct ListPage {
    frame: Frame,
    problems: Problems,
    webhooks: Vec<Webhook>,
    events: Vec<&'static str>,
    typed: Typed,
    may_edit: bool,
}

async fn page(visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    list(&visit, &access, Problems::default(), Typed::default()).await
}

async fn list(visit: &Visit, access: &Access, problems: Problems, typed: Typed) -> Result<Response, Response> {
    let webhooks = webhooks::list(visit.app(), access, Whose::Space).await.map_err(failure)?;
    let events = TOPICS.iter().map(|topic| topic.event).collect();
    let (frame, status, may_edit) = (Frame::of(visit).await?, problems.status(), access.is_admin(Scope::WriteSubscriptions));
    Ok(visit.page(render(status, &ListPage { frame, problems, webhooks, events, typed, may_edit })))
}

#[derive(Template)]
#[template(path = "admins/webhook_secret.html")]
struct SecretPage {
    frame: Frame,
    keys: Revealed,
    id: WebhookId,
    rotated: bool,
}

/// Shown this once, and kept by nobody in between.
async fn reveal(visit: &Visit, id: WebhookId, keys: Revealed, rotated: bool) -> Result<Response, Response> {
    let frame = Frame::of(visit).await?;
    let mut response = visit.page(render(StatusCode::OK, &SecretPage { frame, keys, id, rotated }));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
}

async fn create(Posted { visit, form }: Posted<Typed>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    match webhooks::create(visit.app(), &access, &form.event, &form.callback_url).await {
        Ok((webhook, keys)) => reveal(&visit, webhook.id, keys, false).await,
        Err(error) => list(&visit, &access, Problems::of(error)?, form).await,
    }
}

fn said(status: Status) -> Text {
    match status {
        Status::Waiting => t("webhooks-status-waiting"),
        Status::Delivered => t("webhooks-status-delivered"),
        Status::Failed => t("webhooks-status-failed"),
    }
}

/// A delivery as one line.
struct Line {
    id: WebhookDeliveryId,
    event: String,
    status: Text,
    at: String,
    sequence: Option<i64>,
}

impl Line {
    fn new(access: &Access, delivery: Delivery) -> Self {
        Self {
            id: delivery.id,
            status: said(delivery.status),
            at: local(access, delivery.created_at),
            event: delivery.event,
            sequence: delivery.seq,
        }
    }
}

#[derive(Template)]
#[template(path = "admins/webhook.html")]
struct OnePage {
    frame: Frame,
    webhook: Webhook,
    public_key: String,
    lines: Vec<Line>,
    may_edit: bool,
}

async fn one(visit: Visit, Path(id): Path<String>) -> Result<Response, Response> {
    let access = enter(&visit, &format!("{HERE}/{id}")).await?;
    let (app, id) = (visit.app(), read(&id)?);
    let webhook = webhooks::get(app, &access, Whose::Space, id).await.map_err(failure)?;
    let log = webhooks::log(app, &access, Whose::Space, id, None, SHOWN).await.map_err(failure)?;
    let lines = log.into_iter().map(|delivery| Line::new(&access, delivery)).collect();
    let public_key = webhooks::public_key(&webhook).map_err(failure)?;
    let (frame, may_edit) = (Frame::of(&visit).await?, access.is_admin(Scope::WriteSubscriptions));
    Ok(visit.page(render(StatusCode::OK, &OnePage { frame, webhook, public_key, lines, may_edit })))
}

/// A call as people read it.
struct CallLine {
    number: i64,
    at: String,
    outcome: String,
    answer: Option<String>,
}

impl CallLine {
    fn new(access: &Access, attempt: Attempt) -> Self {
        let Attempt { number, at, milliseconds, status, answer, error } = attempt;
        let outcome = match (status, error) {
            (Some(status), _) => t("webhooks-answered").with("status", status).with("count", milliseconds).into(),
            (None, error) => t("webhooks-failed").with("error", error.unwrap_or_default()).with("count", milliseconds).into(),
        };
        Self { number, at: local(access, at), outcome, answer: answer.filter(|answer| !answer.is_empty()) }
    }
}

#[derive(Template)]
#[template(path = "admins/webhook_delivery.html")]
struct DeliveryPage {
    frame: Frame,
    webhook: Webhook,
    body: String,
    line: Line,
    event_id: String,
    next: Option<String>,
    calls: Vec<CallLine>,
    may_resend: bool,
}

async fn delivery(visit: Visit, Path((id, delivery)): Path<(String, String)>) -> Result<Response, Response> {
    let access = enter(&visit, &format!("{HERE}/{id}/deliveries/{delivery}")).await?;
    let (app, id, delivery) = (visit.app(), read(&id)?, read(&delivery)?);
    let webhook = webhooks::get(app, &access, Whose::Space, id).await.map_err(failure)?;
    let (found, attempts) = webhooks::delivery(app, &access, Whose::Space, id, delivery).await.map_err(failure)?;
    let page = DeliveryPage {
        frame: Frame::of(&visit).await?,
        body: found.body.clone(),
        event_id: found.event_id.simple().to_string(),
        next: found.due_at.filter(|_| found.status == Status::Waiting).map(|at| local(&access, at)),
        line: Line::new(&access, found),
        calls: attempts.into_iter().map(|attempt| CallLine::new(&access, attempt)).collect(),
        may_resend: webhook.active && access.is_admin(Scope::WriteSubscriptions),
        webhook,
    };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

async fn test(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let here = format!("{HERE}/{id}");
    let access = enter(&visit, &here).await?;
    webhooks::test(visit.app(), &access, Whose::Space, read(&id)?).await.map_err(failure)?;
    Ok(lead_to(&here))
}

async fn rotate(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let access = enter(&visit, &format!("{HERE}/{id}")).await?;
    let (webhook, keys) = webhooks::rotate(visit.app(), &access, Whose::Space, read(&id)?).await.map_err(failure)?;
    reveal(&visit, webhook.id, keys, true).await
}

async fn delete(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    webhooks::delete(visit.app(), &access, Whose::Space, read(&id)?).await.map_err(failure)?;
    Ok(lead_to(HERE))
}

async fn resend(Path((id, delivery)): Path<(String, String)>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let here = format!("{HERE}/{id}/deliveries/{delivery}");
    let access = enter(&visit, &here).await?;
    webhooks::resend(visit.app(), &access, Whose::Space, read(&id)?, read(&delivery)?).await.map_err(failure)?;
    Ok(lead_to(&here))
}
