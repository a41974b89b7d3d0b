//! A forgotten password.

use super::{Frame, Link, dead, origin, told};
use crate::language::t;
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit};
use app::Error;
use app::accounts;
use app::tickets::{self, Purpose};
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use serde::Deserialize;

pub(super) fn router() -> Router<Desk> {
    Router::new().route("/password/forgotten", get(forgotten_page).post(forgotten)).route("/password/reset", get(reset_page).post(reset))
}

#[derive(Template)]
#[template(path = "accounts/forgotten.html")]
struct ForgottenPage {
    frame: Frame,
    problems: Problems,
    email: String,
}

async fn forgotten_page(visit: Visit) -> Result<Response, Response> {
    let (problems, email) = (Problems::default(), String::new());
    Ok(visit.page(render(StatusCode::OK, &ForgottenPage { frame: Frame::of(&visit).await?, problems, email })))
}

#[derive(Deserialize)]
struct Forgotten {
    email: String,
}

async fn forgotten(Posted { visit, form }: Posted<Forgotten>) -> Result<Response, Response> {
    match accounts::forgot_password(visit.app(), &origin(&visit), &form.email).await {
        Ok(()) => {
            let text = t("accounts-forgotten-sent").with("email", form.email.trim());
            Ok(told(&visit, t("accounts-look-into-mail"), text, None).await)
        }
        Err(error) => {
            let (problems, frame) = (Problems::of(error)?, Frame::of(&visit).await?);
            Ok(visit.page(render(problems.status(), &ForgottenPage { frame, problems, email: form.email })))
        }
    }
}

#[derive(Template)]
#[template(path = "accounts/reset.html")]
struct ResetPage {
    frame: Frame,
    problems: Problems,
    token: String,
}

async fn reset_page(visit: Visit, Query(link): Query<Link>) -> Result<Response, Response> {
    if !tickets::works(visit.app(), Purpose::Reset, &link.token).await.map_err(|error| problem(&error))? {
        return Ok(dead(&visit).await);
    }
    let page = ResetPage { frame: Frame::of(&visit).await?, problems: Problems::default(), token: link.token };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

#[derive(Deserialize)]
struct Reset {
    token: String,
    password: String,
}

async fn reset(Posted { visit, form }: Posted<Reset>) -> Result<Response, Response> {
    match accounts::reset_password(visit.app(), &form.token, form.password).await {
        Ok(()) => Ok(told(&visit, t("accounts-done"), t("accounts-reset-done"), Some(("/session/new", t("accounts-sign-in")))).await),
        Err(Error::NotFound { .. }) => Ok(dead(&visit).await),
        Err(error) => {
            let (problems, frame) = (Problems::of(error)?, Frame::of(&visit).await?);
            Ok(visit.page(render(problems.status(), &ResetPage { frame, problems, token: form.token })))
        }
    }
}
