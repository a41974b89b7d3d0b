//! The authorization endpoint: sign in, consent, back to the application.

use super::{Group, either, go, groups, house, issuer, parameters, posted, private, refused};
use crate::pages::{problem, render_with};
use crate::visits::{Posted, Visit};
use app::authorizations::{self, Asked, Halt, Next, Presence};
use app::issuers::Issuer;
use app::sessions::Session;
use askama::Template;
use axum::body::Body;
use axum::extract::RawQuery;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use domain::scopes::Scopes;
use jiff::Timestamp;
use oauth::parameters::{Parameters, append};

/// Ours, in the address that the sign-in page leads back to: when the person was sent there. Who forges it spares
/// himself the page; the application learns the true time from `auth_time`.
const AFTER: &str = "signed_in_after";

#[derive(Template)]
#[template(path = "consent.html")]
struct Consent<'a> {
    house: String,
    name: &'a str,
    link: Option<&'a str>,
    logo: Option<&'a str>,
    description: Option<&'a str>,
    email: &'a str,
    groups: Vec<Group>,
    /// Some things were granted before.
    more: bool,
    destination: &'a str,
    request: String,
    csrf: &'a str,
}

#[derive(Template)]
#[template(path = "stranger.html")]
struct Stranger<'a> {
    house: String,
    name: &'a str,
    email: &'a str,
    back: String,
}

/// A request with a form is one with a query (OpenID Connect Core 3.1.2.1). It is asked again with GET: a form from
/// another site comes without our cookies.
pub async fn ask_by_form(uri: Uri, RawQuery(query): RawQuery, body: Body) -> Response {
    let form = parameters(query, body).await;
    either(form.map(|form| go(&format!("{}?{}", uri.path(), form.to_query(&[])))))
}

pub async fn ask(visit: Visit, uri: Uri, RawQuery(query): RawQuery) -> Response {
    let outcome = async {
        let (issuer, parameters) = (issuer(&visit).await?, parameters(query, Body::empty()).await?);
        let asked = read(&visit, issuer, &parameters).await?;
        let next = authorizations::next(visit.app(), &asked, visit.session.as_ref().map(of), after(&parameters)).await;
        follow(&visit, &asked, uri.path(), &parameters, next)
    };
    either(outcome.await)
}

async fn read(visit: &Visit, issuer: Issuer, parameters: &Parameters) -> Result<Asked, Response> {
    authorizations::read(visit.app(), issuer, parameters).await.map_err(|halt| match halt {
        Halt::Shown(refusal) => refused(&refusal),
        Halt::Sent(url) => go(&url),
        Halt::Failed(error) => problem(&error),
    })
}

fn of(session: &Session) -> Presence {
    Presence { user: session.user, authenticated_at: session.authenticated_at }
}

fn after(parameters: &Parameters) -> Option<Timestamp> {
    Timestamp::from_microsecond(parameters.get(AFTER)?.parse().ok()?).ok()
}

fn follow(visit: &Visit, asked: &Asked, path: &str, parameters: &Parameters, next: app::Result<Next>) -> Result<Response, Response> {
    let again = match (next.map_err(|error| problem(&error))?, &visit.session) {
        (Next::Answer(url), _) => return Ok(go(&url)),
        (Next::Consent { scopes }, Some(session)) => return Ok(consent(visit, asked, session, scopes, parameters)),
        (Next::Stranger, Some(session)) => return Ok(stranger(asked, session)),
        (Next::SignIn { again }, _) => again,
        (_, None) => false,
    };
    Ok(go(&sign_in(visit, asked, path, parameters, again)))
}

/// The sign-in page, which leads back here.
fn sign_in(visit: &Visit, asked: &Asked, path: &str, parameters: &Parameters, again: bool) -> String {
    let mut back = format!("{path}?{}", parameters.to_query(&[AFTER]));
    if again {
        back = append(&back, [(AFTER, visit.app().clock.now().as_microsecond().to_string().as_str())], false);
    }
    let hint = asked.request.login_hint.as_deref().map(|hint| ("login_hint", hint));
    append("/session/new", [("return_to", back.as_str())].into_iter().chain(hint), false)
}

fn consent(visit: &Visit, asked: &Asked, session: &Session, scopes: Scopes, parameters: &Parameters) -> Response {
    let client = &asked.client;
    let page = Consent {
        house: house(&asked.issuer),
        name: &client.name,
        link: client.link.as_deref(),
        logo: client.logo.as_deref(),
        description: client.description.as_deref(),
        email: &session.email,
        groups: groups(scopes, asked.issuer.space.as_ref().map(|space| space.name.as_str())),
        more: scopes != asked.scopes,
        destination: asked.destination(),
        request: parameters.to_query(&[]),
        csrf: &visit.csrf,
    };
    // Browsers hold the policy against the address that the form leads to in the end, too.
    let response = render_with(StatusCode::OK, &page, &format!("'self' {}", asked.form_target()));
    private(visit.page(response))
}

fn stranger(asked: &Asked, session: &Session) -> Response {
    let (house, back) = (house(&asked.issuer), authorizations::deny(asked));
    let page = Stranger { house, name: &asked.client.name, email: &session.email, back };
    private(render_with(StatusCode::FORBIDDEN, &page, "'self'"))
}

/// The form of the consent page: what was asked, and yes or no.
pub async fn answer(Posted { visit, form }: Posted<Vec<(String, String)>>) -> Response {
    let outcome = async {
        let (issuer, (form, parameters)) = (issuer(&visit).await?, posted(form)?);
        let asked = read(&visit, issuer, &parameters).await?;
        let path = "/oauth/authorize";
        let Some(session) = &visit.session else { return Ok(go(&sign_in(&visit, &asked, path, &parameters, false))) };
        if form.get("decision") != Some("allow") {
            return Ok(go(&authorizations::deny(&asked)));
        }
        let next = authorizations::allow(visit.app(), &asked, of(session), after(&parameters)).await;
        follow(&visit, &asked, path, &parameters, next)
    };
    either(outcome.await)
}
