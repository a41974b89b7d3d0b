//! Signing out where an application sends people for it.

use super::{either, go, house, issuer, parameters, posted, private, refused};
use crate::pages::{problem, render_with};
use crate::visits::{Posted, Visit};
use app::issuers::{Failure, Issuer};
use app::logouts::{self, Logout};
use app::sessions;
use askama::Template;
use axum::body::Body;
use axum::extract::RawQuery;
use axum::http::StatusCode;
use axum::response::Response;
use oauth::parameters::Parameters;

#[derive(Template)]
#[template(path = "logout.html")]
struct Page {
    house: String,
    /// Who is signed in; none: nobody is any more.
    email: Option<String>,
    request: String,
    csrf: String,
}

async fn read(visit: &Visit, issuer: &Issuer, wish: &Parameters) -> Result<Logout, Response> {
    logouts::read(visit.app(), issuer, wish).await.map_err(|failure| match failure {
        Failure::Refused(refusal) => refused(&refusal),
        Failure::Failed(error) => problem(&error),
    })
}

/// The application's own form; as with the authorization endpoint, it comes without our cookies.
pub async fn ask_by_form(RawQuery(query): RawQuery, body: Body) -> Response {
    let form = parameters(query, body).await;
    either(form.map(|form| go(&format!("/oauth/logout?{}", form.to_query(&[])))))
}

/// Asks, unless the application knows who it is: anybody can send a browser here.
pub async fn ask(visit: Visit, RawQuery(query): RawQuery) -> Response {
    let outcome = async {
        let (issuer, parameters) = (issuer(&visit).await?, parameters(query, Body::empty()).await?);
        let logout = read(&visit, &issuer, &parameters).await?;
        let meant = |user: String| logout.sub.as_ref() == Some(&user);
        match &visit.session {
            Some(session) if !meant(session.user.to_string()) => {
                let (email, csrf) = (Some(session.email.clone()), visit.csrf.clone());
                let page = Page { house: house(&issuer), email, request: parameters.to_query(&[]), csrf };
                // The answer may lead to the application.
                let response = render_with(StatusCode::OK, &page, "'self' https: http://localhost:* http://127.0.0.1:*");
                Ok(private(visit.page(response)))
            }
            _ => done(&visit, &issuer, logout).await,
        }
    };
    either(outcome.await)
}

/// The form of that page.
pub async fn answer(Posted { visit, form }: Posted<Vec<(String, String)>>) -> Response {
    let outcome = async {
        let (issuer, (_, parameters)) = (issuer(&visit).await?, posted(form)?);
        let logout = read(&visit, &issuer, &parameters).await?;
        done(&visit, &issuer, logout).await
    };
    either(outcome.await)
}

async fn done(visit: &Visit, issuer: &Issuer, logout: Logout) -> Result<Response, Response> {
    if let Some(session) = &visit.session {
        match sessions::end(visit.app(), session, session.id).await {
            Ok(()) | Err(app::Error::NotFound { .. }) => {}
            Err(error) => return Err(problem(&error)),
        }
    }
    let page = Page { house: house(issuer), email: None, request: String::new(), csrf: String::new() };
    let response = match &logout.target {
        Some(target) => go(target),
        None => private(render_with(StatusCode::OK, &page, "'self'")),
    };
    Ok(visit.let_go(response))
}
