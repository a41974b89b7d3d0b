//! `bots`: where bots run. Nobody is ever signed in at this host, and each page of it is in a sandbox without an origin, so that one
//! bot learns nothing of another and none of our cookies. The page of a bot is had for a code, once.

use crate::pages::{BOTS, DEVELOPERS, missing, problem, refused};
use app::bots::running::{self, Opened, Page};
use app::bots::{keeping, running::open_storage};
use app::{App, Error};
use askama::Template;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use domain::bots::MOST_VALUE;
use domain::ids::BotId;
use serde::Deserialize;
use serde_json::{Value, json};

/// What a bot may do in its frame.
pub(crate) const ALONE: &str = "allow-scripts allow-forms allow-popups allow-downloads allow-modals";
/// Bytes that a request of a bot may have: a value, and what may stand around it.
const MOST_BODY: usize = MOST_VALUE + 1024;

pub(crate) fn router(app: &App) -> Router {
    let editor = format!("{}/bots", app.hosts.at(DEVELOPERS));
    Router::new()
        .route("/", get(async move || Redirect::to(&editor)))
        .route("/{bot}", get(async || refused(StatusCode::NOT_FOUND, "Bots are shown on pages of a space: open it from the menu there.")))
        .route("/run/{code}", get(run))
        .route("/preview", get(preview))
        .route("/code/{bot}/{version}/script.js", get(script))
        .route("/code/{bot}/{version}/style.css", get(style))
        .route("/storage", get(list).options(preflight))
        .route("/storage/entry", get(read).put(write).delete(remove).options(preflight))
        .route("/log", post(log).options(preflight))
        .with_state(app.clone())
}

#[derive(Template)]
#[template(path = "bots/run.html")]
struct Running<'a> {
    page: &'a Page,
    id: String,
    user: String,
    locale: String,
    api: String,
    www: String,
    space: String,
    bots: String,
    access_token: &'a str,
}

/// The page of a bot, for a code.
async fn run(State(app): State<App>, Path(code): Path<String>) -> Response {
    let page = match running::redeem(&app, &code).await {
        Ok(page) => page,
        Err(Error::NotFound { .. }) => return worn_out(),
        Err(error) => return problem(&error),
    };
    let hosts = &app.hosts;
    let (space, bots) = (hosts.at(&page.access.space().subdomain), hosts.at(BOTS));
    // The page around it may be at the space's own domain.
    let around = page.access.space().domain.as_ref().map_or_else(|| space.clone(), |own| format!("{space} {}", hosts.beside(own)));
    let shown = Running {
        id: page.shown.install.bot_id.to_string(),
        user: page.access.user().map(|user| user.to_string()).unwrap_or_default(),
        locale: page.access.space().locale.split('-').next().unwrap_or("en").to_owned(),
        api: hosts.at("api"),
        www: hosts.at("www"),
        access_token: page.access_token.as_ref().map(oauth::Secret::reveal).unwrap_or_default(),
        page: &page,
        space: space.clone(),
        bots: bots.clone(),
    };
    let (www, api) = (&shown.www, &shown.api);
    let policy = format!(
        "default-src 'none'; script-src {bots}/assets/ {bots}/code/; style-src 'unsafe-inline' {bots}/code/; img-src {bots} {space} {www} data: \
         blob:; font-src data:; media-src data: blob:; connect-src {bots}/storage {bots}/storage/ {bots}/log {api} {www} {space}; form-action \
         'none'; base-uri 'none'; frame-ancestors {around}; sandbox {ALONE}"
    );
    framed(&shown, &policy)
}

/// A page for a frame: kept nowhere, and its address told to nobody.
fn framed(page: &impl Template, policy: &str) -> Response {
    let (Ok(text), Ok(policy)) = (page.render(), HeaderValue::from_str(policy)) else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let mut response = Html(text).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// Within a page of a space, which one sees: the code was used, or it is too old.
fn worn_out() -> Response {
    let mut response = refused(StatusCode::GONE, "This view is over. Load the page around it again.");
    // The space may be at a domain of its own, and which one it was is not known any more. There is nothing to be clicked.
    let policy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *";
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[derive(Template)]
#[template(path = "bots/preview.html")]
struct Preview {
    dev: String,
    api: String,
    www: String,
    space: String,
    bots: String,
}

/// An empty page that shows what the editor tells it. It has no token and may ask nobody.
async fn preview(State(app): State<App>) -> Response {
    let at = |label: &str| app.hosts.at(label);
    let page = Preview { dev: at(DEVELOPERS), api: at("api"), www: at("www"), space: at("your-space"), bots: at(BOTS) };
    let policy = format!(
        "default-src 'none'; script-src 'unsafe-inline' {}/assets/; style-src 'unsafe-inline'; img-src data: blob:; font-src data:; base-uri \
         'none'; form-action 'none'; frame-ancestors {}; sandbox allow-scripts allow-forms allow-modals",
        page.bots, page.dev
    );
    framed(&page, &policy)
}

async fn script(state: State<App>, path: Path<(String, i64)>) -> Response {
    file(state, path, "text/javascript; charset=utf-8", |version| version.javascript).await
}
async fn style(state: State<App>, path: Path<(String, i64)>) -> Response {
    file(state, path, "text/css; charset=utf-8", |version| version.css).await
}

/// A version never changes.
async fn file(
    State(app): State<App>,
    Path((bot, number)): Path<(String, i64)>,
    media: &'static str,
    part: fn(store::bots::Version) -> String,
) -> Response {
    let Ok(bot) = bot.parse::<BotId>() else { return missing() };
    match running::file(&app, bot, number).await {
        Ok(version) => {
            let headers = [
                (header::CONTENT_TYPE, media),
                (header::CACHE_CONTROL, "private, max-age=31536000, immutable"),
                (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            ];
            (headers, part(version)).into_response()
        }
        Err(error) => problem(&error),
    }
}

/// Pages of bots have no origin, so everybody may ask: what is answered hangs on the token.
const OPEN: [(HeaderName, &str); 4] = [
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, PUT, POST, DELETE, OPTIONS"),
    (header::ACCESS_CONTROL_ALLOW_HEADERS, "authorization, content-type"),
    (header::ACCESS_CONTROL_MAX_AGE, "86400"),
];

async fn preflight() -> Response {
    (StatusCode::NO_CONTENT, OPEN).into_response()
}

/// What a bot is answered.
fn answer(outcome: Result<Option<Value>, Error>) -> Response {
    let mut response = match outcome {
        Ok(None) => StatusCode::NO_CONTENT.into_response(),
        Ok(Some(value)) => ([(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response(),
        Err(error) => {
            let (status, message) = said(&error);
            let body = json!({"error": error.code(), "message": message}).to_string();
            (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
        }
    };
    for (name, value) in OPEN {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn said(error: &Error) -> (StatusCode, String) {
    match error {
        Error::Unauthenticated => (StatusCode::UNAUTHORIZED, "The storage token is not good any more. Load the page again.".into()),
        Error::Invalid(fields) => {
            let said: Vec<&str> = fields.iter().map(|field| &*field.message).collect();
            (StatusCode::UNPROCESSABLE_ENTITY, said.join(" "))
        }
        Error::RateLimited { retry_after } => {
            (StatusCode::TOO_MANY_REQUESTS, format!("That is too often. Wait for {retry_after} seconds."))
        }
        Error::NotFound { .. } => (StatusCode::NOT_FOUND, "This is not there any more.".into()),
        Error::PaymentRequired => (StatusCode::PAYMENT_REQUIRED, "The space is closed.".into()),
        other => {
            tracing::error!(error = other as &dyn std::error::Error, "a bot");
            (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong with us.".into())
        }
    }
}

/// Whose storage it is, from the `Authorization` header.
async fn opened(app: &App, headers: &HeaderMap) -> Result<Opened, Error> {
    let header = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = header.and_then(|value| value.split_once(' ')).filter(|(kind, _)| kind.eq_ignore_ascii_case("bearer"));
    let (_, token) = token.ok_or(Error::Unauthenticated)?;
    open_storage(app, token.trim()).await
}

#[derive(Deserialize)]
struct Which {
    #[serde(default)]
    key: String,
    #[serde(default)]
    prefix: String,
}

async fn list(State(app): State<App>, Query(which): Query<Which>, headers: HeaderMap) -> Response {
    let keys = async { keeping::list(&app, &opened(&app, &headers).await?, &which.prefix).await };
    answer(keys.await.map(|keys| Some(json!({"keys": keys}))))
}

async fn read(State(app): State<App>, Query(which): Query<Which>, headers: HeaderMap) -> Response {
    let value = async { keeping::get(&app, &opened(&app, &headers).await?, &which.key).await };
    answer(value.await.map(|value| Some(json!({"value": value}))))
}

async fn remove(State(app): State<App>, Query(which): Query<Which>, headers: HeaderMap) -> Response {
    let done = async { keeping::remove(&app, &opened(&app, &headers).await?, &which.key).await };
    answer(done.await.map(|()| None))
}

fn unreadable(message: &'static str) -> Error {
    app::FieldError::field("value", "unreadable", message).into()
}

async fn body(body: Body) -> Result<Value, Error> {
    let bytes = to_bytes(body, MOST_BODY).await.map_err(|_| unreadable("A value has at most 65,536 bytes as JSON."))?;
    serde_json::from_slice(&bytes).map_err(|_| unreadable("The body is not JSON."))
}

async fn write(State(app): State<App>, Query(which): Query<Which>, headers: HeaderMap, sent: Body) -> Response {
    let done = async {
        let opened = opened(&app, &headers).await?;
        keeping::set(&app, &opened, &which.key, &body(sent).await?).await
    };
    answer(done.await.map(|()| None))
}

async fn log(State(app): State<App>, headers: HeaderMap, sent: Body) -> Response {
    let done = async {
        let opened = opened(&app, &headers).await?;
        let sent = body(sent).await?;
        keeping::log(&app, &opened, sent.get("text").and_then(Value::as_str).unwrap_or_default()).await
    };
    answer(done.await.map(|()| None))
}
