//! One's own account: address, password, second factor, sessions, applications.

use super::passkeys::{self, Passkey};
use super::{Frame, HOME, Nothing, origin, told};
use crate::language::{self, t};
use crate::pages::{problem, render, with_script};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::Error;
use app::accounts;
use app::grants;
use app::second_factors::{self, Setup, State};
use app::sessions::{self, Session};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::{ClientId, SessionId};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::Deserialize;
use store::grants::Connected;

pub(super) fn router() -> Router<Desk> {
    Router::new()
        .route(HOME, get(page))
        .route("/account/email", post(email))
        .route("/account/password", post(password))
        .route("/account/sessions/end", post(end_others))
        .route("/account/sessions/{id}/end", post(end))
        .route("/account/applications/{id}/revoke", post(revoke))
        .route("/account/delete", post(delete))
        .route("/account/authenticator", post(begin_factor))
        .route("/account/authenticator/confirm", post(confirm_factor))
        .route("/account/authenticator/off", post(turn_off_factor))
}

#[derive(Template)]
#[template(path = "accounts/account.html")]
struct AccountPage {
    frame: Frame,
    problems: Problems,
    own: SessionId,
    sessions: Vec<Session>,
    applications: Vec<Connected>,
    factor: State,
    passkeys: Vec<Passkey>,
}

/// A day and a time, UTC, as people read it.
pub(super) fn shown(at: &Timestamp) -> String {
    format!("{} UTC", language::moment(TimeZone::UTC.to_datetime(*at)))
}

async fn page(visit: Visit) -> Result<Response, Response> {
    let session = visit.signed_in(HOME)?;
    account(&visit, session, Problems::default()).await
}

pub(super) async fn account(visit: &Visit, session: &Session, problems: Problems) -> Result<Response, Response> {
    let app = visit.app();
    let frame = Frame::of(visit).await?;
    let read = async {
        let (sessions, applications) = (sessions::list(app, session).await?, grants::connected(app, session.user).await?);
        let passkeys = passkeys::all(visit, session).await?;
        Ok::<_, Error>((sessions, applications, second_factors::state(app, session).await?, passkeys))
    };
    let (sessions, applications, factor, passkeys) = read.await.map_err(|error| problem(&error))?;
    let (status, own) = (problems.status(), session.id);
    let page = AccountPage { frame, problems, own, sessions, applications, factor, passkeys };
    Ok(visit.page(with_script(render(status, &page))))
}

#[derive(Deserialize)]
struct NewEmail {
    email: String,
    password: String,
}

async fn email(Posted { visit, form }: Posted<NewEmail>) -> Result<Response, Response> {
    let session = visit.signed_in(HOME)?;
    match accounts::ask_to_change_email(visit.app(), &origin(&visit), session, &form.email, form.password).await {
        Ok(()) => {
            let next = Some((HOME, t("accounts-own")));
            Ok(told(&visit, t("accounts-look-into-mail"), t("accounts-new-address-sent"), next).await)
        }
        Err(error) => account(&visit, session, Problems::of(error)?).await,
    }
}

#[derive(Deserialize)]
struct NewPassword {
    password: String,
    new_password: String,
}

async fn password(Posted { visit, form }: Posted<NewPassword>) -> Result<Response, Response> {
    let session = visit.signed_in(HOME)?;
    match accounts::change_password(visit.app(), session, form.password, form.new_password).await {
        Ok(()) => Ok(told(&visit, t("accounts-done"), t("accounts-password-changed"), Some((HOME, t("accounts-own")))).await),
        Err(error) => account(&visit, session, Problems::of(error)?).await,
    }
}

async fn end(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let session = visit.signed_in(HOME)?;
    let id: SessionId = id.parse().map_err(|_| problem(&Error::NOT_FOUND))?;
    sessions::end(visit.app(), session, id).await.map_err(|error| problem(&error))?;
    Ok(lead_to(HOME))
}

async fn end_others(Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let session = visit.signed_in(HOME)?;
    sessions::end_others(visit.app(), session).await.map_err(|error| problem(&error))?;
    Ok(lead_to(HOME))
}

async fn revoke(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let session = visit.signed_in(HOME)?;
    let id: ClientId = id.parse().map_err(|_| problem(&Error::NOT_FOUND))?;
    grants::disconnect(visit.app(), session.user, id).await.map_err(|error| problem(&error))?;
    Ok(lead_to(HOME))
}

#[derive(Template)]
#[template(path = "accounts/authenticator.html")]
struct AuthenticatorPage {
    frame: Frame,
    problems: Problems,
    setup: Setup,
}

#[derive(Template)]
#[template(path = "accounts/recovery.html")]
pub(super) struct RecoveryPage {
    pub frame: Frame,
    pub codes: Vec<String>,
}

async fn begin_factor(Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let session = visit.signed_in(HOME)?;
    let setup = second_factors::begin(visit.app(), session).await.map_err(|error| problem(&error))?;
    let page = AuthenticatorPage { frame: Frame::of(&visit).await?, problems: Problems::default(), setup };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

#[derive(Deserialize)]
struct FirstCode {
    code: String,
    secret: String,
    uri: String,
}

async fn confirm_factor(Posted { visit, form }: Posted<FirstCode>) -> Result<Response, Response> {
    let session = visit.signed_in(HOME)?;
    match second_factors::confirm(visit.app(), session, &form.code).await {
        Ok(codes) => Ok(visit.page(render(StatusCode::OK, &RecoveryPage { frame: Frame::of(&visit).await?, codes }))),
        Err(error) => {
            let (problems, frame) = (Problems::of(error)?, Frame::of(&visit).await?);
            let setup = Setup { secret: form.secret, uri: form.uri }; // only shown again; what counts is with us
            Ok(visit.page(render(problems.status(), &AuthenticatorPage { frame, problems, setup })))
        }
    }
}

#[derive(Deserialize)]
struct Password {
    password: String,
}

async fn turn_off_factor(Posted { visit, form }: Posted<Password>) -> Result<Response, Response> {
    let session = visit.signed_in(HOME)?;
    match second_factors::turn_off(visit.app(), session, form.password).await {
        Ok(()) => Ok(lead_to(HOME)),
        Err(error) => account(&visit, session, Problems::of(error)?).await,
    }
}

async fn delete(Posted { visit, form }: Posted<Password>) -> Result<Response, Response> {
    let session = visit.signed_in(HOME)?;
    match accounts::delete(visit.app(), session, form.password).await {
        Ok(()) => {
            let next = Some(("/", t("frame-start-page")));
            let page = told(&visit, t("accounts-deleted"), t("accounts-deleted-text"), next).await;
            Ok(visit.let_go(page))
        }
        Err(error) => account(&visit, session, Problems::of(error)?).await,
    }
}
