//! The tablet at the entrance: somebody holds a card to the reader, or signs in once, and is here.

use super::{as_tablet, bare};
use crate::accounts::Frame;
use crate::inside::{failure, time};
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
            (StatusCode::OK, format!("Welcome, {who}"), format!("You are checked in until {}.", time(&access, entered.valid_until)))
        }
        Ok(Some(Done::Out)) => (StatusCode::OK, "Goodbye".to_owned(), "You are checked out.".to_owned()),
        Ok(None) if by_card => (StatusCode::UNPROCESSABLE_ENTITY, "Nobody has this card".to_owned(), "Ask those who run the space.".into()),
        Ok(None) => {
            (StatusCode::UNPROCESSABLE_ENTITY, "This is not right".to_owned(), "Look at the address and the password again.".into())
        }
        Err(Error::NotFound { .. }) => (StatusCode::UNPROCESSABLE_ENTITY, "You are not checked in".to_owned(), String::new()),
        Err(Error::Invalid(fields)) => {
            let said: Vec<&str> = fields.iter().map(|field| &*field.message).collect();
            (StatusCode::UNPROCESSABLE_ENTITY, "You cannot come in".to_owned(), said.join(" "))
        }
        Err(error) => return Err(problem(&error)),
    };
    let page = Answer { frame: bare(visit, &access.space().name), title, text, good: status == StatusCode::OK };
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
