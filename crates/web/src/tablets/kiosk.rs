//! The tablet at the entrance: somebody holds a card to the reader, or signs in once, and is here.

use super::{as_tablet, bare};
use crate::accounts::Frame;
use crate::inside::{failure, time};
use crate::language::{self, t};
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Visit};
use app::access::Access;
use app::tablets::{self, Done, Sign};
use app::{Error, check_ins};
use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;
use store::tablets::Tablet;

pub(super) fn router() -> Router<Desk> {
    Router::new().route("/kiosk", get(page)).route("/kiosk/card", post(card)).route("/kiosk/login", post(login))
}

#[derive(Template)]
#[template(path = "tablets/kiosk.html")]
struct KioskPage {
    frame: Frame,
    /// How many are here.
    here: usize,
}

/// The tablet, if it is one for an entrance.
async fn entrance(visit: &Visit) -> Result<(Access, Tablet, String), Response> {
    let found = as_tablet(visit).await?;
    if found.1.resource_id.is_some() { Err(problem(&Error::NOT_FOUND)) } else { Ok(found) }
}

async fn page(visit: Visit) -> Result<Response, Response> {
    let (access, _, secret) = entrance(&visit).await?;
    let here = check_ins::present(visit.app(), &access).await.map_err(failure)?.len();
    let page = KioskPage { frame: bare(&visit, &access.space().name), here };
    Ok(visit.hold_tablet(visit.page(render(StatusCode::OK, &page)), &secret))
}

#[derive(Template)]
#[template(path = "tablets/answer.html")]
struct Answer {
    frame: Frame,
    title: String,
    text: String,
    good: bool,
}

async fn done(visit: &Visit, sign: Sign, leaves: bool) -> Result<Response, Response> {
    let (access, tablet, _) = entrance(visit).await?;
    let by_card = matches!(sign, Sign::Card(_));
    let came = tablets::come(visit.app(), &access, tablet.token_id, sign, leaves).await;
    let (status, title, text) = match came {
        Ok(Some(Done::In(entered))) => {
            let who = entered.name.clone().unwrap_or_default();
            let until = time(&access, entered.valid_until);
            (StatusCode::OK, t("tablets-welcome-name").with("name", who), t("tablets-in-until").with("time", until).to_string())
        }
        Ok(Some(Done::Out)) => (StatusCode::OK, t("tablets-goodbye"), t("tablets-out").into()),
        Ok(None) if by_card => (StatusCode::UNPROCESSABLE_ENTITY, t("tablets-unknown-card"), t("tablets-ask").into()),
        Ok(None) => (StatusCode::UNPROCESSABLE_ENTITY, t("tablets-not-right"), t("tablets-look-again").into()),
        Err(Error::NotFound { .. }) => (StatusCode::UNPROCESSABLE_ENTITY, t("tablets-not-in"), String::new()),
        Err(Error::Invalid(fields)) => {
            let said: Vec<String> = fields.iter().map(|field| language::at_field(field.code, &field.message)).collect();
            (StatusCode::UNPROCESSABLE_ENTITY, t("tablets-cannot-come-in"), said.join(" "))
        }
        Err(error) => return Err(problem(&error)),
    };
    let page = Answer { frame: bare(visit, &access.space().name), title: title.into(), text, good: status == StatusCode::OK };
    Ok(visit.page(render(status, &page)))
}

#[derive(Deserialize)]
struct Card {
    #[serde(default)]
    token: String,
    /// Set by the button for those who leave.
    #[serde(default)]
    leaves: Option<String>,
}

async fn card(Posted { visit, form }: Posted<Card>) -> Result<Response, Response> {
    done(&visit, Sign::Card(form.token), form.leaves.is_some()).await
}

#[derive(Deserialize)]
struct Login {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    leaves: Option<String>,
}

async fn login(Posted { visit, form }: Posted<Login>) -> Result<Response, Response> {
    done(&visit, Sign::Login { email: form.email, password: form.password }, form.leaves.is_some()).await
}
