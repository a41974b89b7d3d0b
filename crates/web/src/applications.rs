//! `dev`: a developer's applications.

mod form;

use crate::pages::{missing, problem, refused, render};
use crate::visits::{Desk, Posted, Visit, lead_to};
use app::App;
use app::applications::{self, Figures};
use askama::Template;
use axum::extract::{Path, RawQuery};
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::response::{Redirect, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use domain::ids::{ClientId, UserId};
use form::Form;
use oauth::Secret;
use oauth::parameters::Parameters;
use store::clients::Client;

/// Requests a minute that each person has, as these pages show it.
#[derive(Clone, Copy)]
struct Limit(u32);

pub(crate) fn router(desk: &Desk, requests_per_minute: u32) -> Router {
    Router::new()
        .route("/applications", get(list).post(create))
        .route("/applications/new", get(new))
        .route("/applications/{id}", get(show).post(update))
        .route("/applications/{id}/secret", post(rotate))
        .route("/applications/{id}/token", post(token))
        .route("/applications/{id}/delete", post(delete))
        .layer(Extension(Limit(requests_per_minute)))
        .with_state(desk.clone())
}

/// The old places on `www`.
pub(crate) fn old_places(app: &App) -> Router {
    let to = |path: &'static str| {
        let dev = app.hosts.at("dev");
        get(async move |RawQuery(query): RawQuery| {
            let query = query.map(|query| format!("?{query}")).unwrap_or_default();
            Redirect::to(&format!("{dev}{path}{query}"))
        })
    };
    Router::new().route("/oauth2_clients", to("/applications")).route("/oauth2_clients/new", to("/applications/new"))
}

#[derive(Template)]
#[template(path = "applications.html")]
struct List {
    email: String,
    all: Vec<Line>,
}

struct Line {
    id: String,
    name: String,
    public: bool,
    since: String,
}

#[derive(Template)]
#[template(path = "application_new.html")]
struct New {
    form: Form,
    csrf: String,
}

#[derive(Template)]
#[template(path = "application.html")]
struct Page {
    id: String,
    name: String,
    public: bool,
    form: Form,
    csrf: String,
    users: i64,
    today: i64,
    busiest: i64,
    hours: Vec<(String, i64)>,
    limit: u32,
    www: String,
}

/// Something that is shown this once.
#[derive(Template)]
#[template(path = "application_secret.html")]
struct Shown<'a> {
    title: &'a str,
    id: String,
    client_id: Option<String>,
    secret: Option<(&'a str, &'a str)>,
    explained: &'a str,
}

type Pairs = Vec<(String, String)>;
type Answer = Result<Response, Response>;

fn id(text: &str) -> Result<ClientId, Response> {
    text.parse().map_err(|_| missing())
}

fn user(visit: &Visit, here: &str) -> Result<UserId, Response> {
    visit.signed_in(here).map(|session| session.user)
}

#[expect(clippy::needless_pass_by_value, reason = "for `map_err`")]
fn failure(error: app::Error) -> Response {
    problem(&error)
}

/// A page that nobody keeps, as it may show a secret.
fn private(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

fn pairs(form: Pairs) -> Result<Parameters, Response> {
    Parameters::of(form).map_err(|refusal| refused(StatusCode::BAD_REQUEST, &refusal.description))
}

async fn list(visit: Visit) -> Answer {
    let session = visit.signed_in("/applications")?;
    let all = applications::list(visit.app(), session.user).await.map_err(failure)?;
    let line = |client: &Client| Line {
        id: client.id.to_string(),
        name: client.name.clone(),
        public: client.public,
        since: client.created_at.strftime("%Y-%m-%d").to_string(),
    };
    let page = List { email: session.email.clone(), all: all.iter().map(line).collect() };
    Ok(private(render(StatusCode::OK, &page)))
}

/// The form, filled in by the query: `name`, `link`, `scope`, `redirect_uri`, `description`.
async fn new(visit: Visit, uri: Uri) -> Answer {
    visit.signed_in(uri.path_and_query().map_or("/applications/new", |all| all.as_str()))?;
    let query = Parameters::parse(uri.query().unwrap_or_default(), b"");
    let query = query.map_err(|refusal| refused(StatusCode::BAD_REQUEST, &refusal.description))?;
    Ok(visit.page(render(StatusCode::OK, &New { form: Form::prefilled(&query), csrf: visit.csrf.clone() })))
}

async fn create(Posted { visit, form }: Posted<Pairs>) -> Answer {
    let user = user(&visit, "/applications/new")?;
    let mut form = Form::posted(&pairs(form)?);
    let made = match form.details() {
        Ok(details) => applications::create(visit.app(), Some(user), details).await,
        Err(error) => Err(error),
    };
    match made {
        Ok((id, secret)) => Ok(shown("Your application is registered", id, true, "Client secret", secret.as_ref(), KEEP)),
        Err(app::Error::Invalid(fields)) => {
            form.problems = fields.into();
            Ok(visit.page(render(StatusCode::UNPROCESSABLE_ENTITY, &New { form, csrf: visit.csrf.clone() })))
        }
        Err(error) => Err(failure(error)),
    }
}

const KEEP: &str = "It is shown this once. Keep it where your program runs, never in a page or an app on a phone.";

fn shown(title: &str, id: ClientId, with_id: bool, what: &str, secret: Option<&Secret>, explained: &str) -> Response {
    let id = id.to_string();
    let client_id = with_id.then(|| id.clone());
    let secret = secret.map(|secret| (what, secret.reveal()));
    private(render(StatusCode::OK, &Shown { title, id, client_id, secret, explained }))
}

async fn show(visit: Visit, Extension(Limit(limit)): Extension<Limit>, Path(text): Path<String>) -> Answer {
    let id = id(&text)?;
    let user = user(&visit, &format!("/applications/{id}"))?;
    let client = applications::get(visit.app(), user, id).await.map_err(failure)?;
    let figures = applications::figures(visit.app(), user, id).await.map_err(failure)?;
    let form = Form::of(&client);
    Ok(private(visit.page(render(StatusCode::OK, &page(&visit, client, form, &figures, limit)))))
}

fn page(visit: &Visit, client: Client, form: Form, figures: &Figures, limit: u32) -> Page {
    let hours = figures.hours.iter().map(|hour| (hour.hour.strftime("%Y-%m-%d %H:00").to_string(), hour.requests)).collect();
    Page {
        id: client.id.to_string(),
        name: client.name,
        public: client.public,
        form,
        csrf: visit.csrf.clone(),
        users: figures.users,
        today: figures.hours.iter().map(|hour| hour.requests).sum(),
        busiest: figures.hours.iter().map(|hour| hour.requests).max().unwrap_or_default(),
        hours,
        limit,
        www: visit.app().hosts.at("www"),
    }
}

async fn update(Extension(Limit(limit)): Extension<Limit>, Path(text): Path<String>, Posted { visit, form }: Posted<Pairs>) -> Answer {
    let id = id(&text)?;
    let user = user(&visit, &format!("/applications/{id}"))?;
    let mut form = Form::posted(&pairs(form)?);
    let done = match form.details() {
        Ok(details) => applications::update(visit.app(), user, id, details).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(Some(secret)) => Ok(shown("The application has a secret now", id, false, "Client secret", Some(&secret), KEEP)),
        Ok(None) => Ok(lead_to(&format!("/applications/{id}"))),
        Err(app::Error::Invalid(fields)) => {
            form.problems = fields.into();
            let client = applications::get(visit.app(), user, id).await.map_err(failure)?;
            let figures = applications::figures(visit.app(), user, id).await.map_err(failure)?;
            let page = page(&visit, client, form, &figures, limit);
            Ok(private(visit.page(render(StatusCode::UNPROCESSABLE_ENTITY, &page))))
        }
        Err(error) => Err(failure(error)),
    }
}

/// A form with nothing in it, about an application of one's own.
async fn rotate(Path(text): Path<String>, Posted { visit, .. }: Posted<Pairs>) -> Answer {
    let id = id(&text)?;
    let user = user(&visit, &format!("/applications/{id}"))?;
    let secret = applications::rotate_secret(visit.app(), user, id).await.map_err(failure)?;
    let explained = "The old one is worth nothing any more. This one is shown this once.";
    Ok(shown("The secret was replaced", id, false, "Client secret", Some(&secret), explained))
}

async fn token(Path(text): Path<String>, Posted { visit, .. }: Posted<Pairs>) -> Answer {
    let id = id(&text)?;
    let user = user(&visit, &format!("/applications/{id}"))?;
    let secret = applications::test_token(visit.app(), user, id).await.map_err(failure)?;
    let explained = "It acts for your own account, with all scopes of the application, until you revoke it. It is shown this once.";
    Ok(shown("A token to try things with", id, false, "Access token", Some(&secret), explained))
}

async fn delete(Path(text): Path<String>, Posted { visit, .. }: Posted<Pairs>) -> Answer {
    let id = id(&text)?;
    let user = user(&visit, &format!("/applications/{id}"))?;
    applications::delete(visit.app(), user, id).await.map_err(failure)?;
    Ok(lead_to("/applications"))
}
