//! `SUBDOMAIN/admin/members/ID/cards`: what a member holds to the reader at the entrance.

use crate::accounts::{Frame, Nothing};
use crate::inside::{day, enter_admin, failure};
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::{Error, check_in_tokens, memberships};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::{CheckInTokenId, MembershipId};
use domain::scopes::Scope;
use serde::Deserialize;

pub(super) fn router() -> Router<Desk> {
    Router::new().route("/admin/members/{id}/cards", get(page).post(add)).route("/admin/members/{id}/cards/{card}/delete", post(delete))
}

struct Card {
    id: CheckInTokenId,
    token: String,
    since: String,
}

#[derive(Template)]
#[template(path = "tablets/cards.html")]
struct CardsPage {
    frame: Frame,
    problems: Problems,
    id: MembershipId,
    name: String,
    cards: Vec<Card>,
    typed: String,
}

fn read(id: &str) -> Result<MembershipId, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

async fn page(visit: Visit, Path(id): Path<String>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, &format!("/admin/members/{id}/cards"), Scope::CheckinTokens).await?;
    show(&visit, &access, id, Problems::default(), String::new()).await
}

async fn show(visit: &Visit, access: &Access, id: MembershipId, problems: Problems, typed: String) -> Result<Response, Response> {
    let view = memberships::get(visit.app(), access, id).await.map_err(failure)?.views.pop();
    let membership = view.ok_or_else(|| problem(&Error::NOT_FOUND))?.membership;
    let found = check_in_tokens::list(visit.app(), access).await.map_err(failure)?;
    let own = found.into_iter().filter(|token| token.membership_id == id);
    let card = |token: store::check_ins::Token| {
        let since = day(access.zone().to_datetime(token.created_at).date());
        Card { id: token.id, token: token.token, since }
    };
    let cards = own.map(card).collect();
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    let name = membership.label().to_owned();
    Ok(visit.page(render(status, &CardsPage { frame, problems, id, name, cards, typed })))
}

#[derive(Deserialize)]
struct New {
    #[serde(default)]
    token: String,
}

async fn add(Path(id): Path<String>, Posted { visit, form }: Posted<New>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, &format!("/admin/members/{id}/cards"), Scope::CheckinTokens).await?;
    match check_in_tokens::create(visit.app(), &access, id, &form.token).await {
        Ok(_) => Ok(lead_to(&format!("/admin/members/{id}/cards"))),
        Err(Error::Conflict { message, .. }) => show(&visit, &access, id, Problems::base_only(message), form.token).await,
        Err(error) => show(&visit, &access, id, Problems::of(error)?, form.token).await,
    }
}

async fn delete(Path((id, card)): Path<(String, String)>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let id = read(&id)?;
    let card: CheckInTokenId = card.parse().map_err(|_| problem(&Error::NOT_FOUND))?;
    let here = format!("/admin/members/{id}/cards");
    let access = enter_admin(&visit, &here, Scope::CheckinTokens).await?;
    check_in_tokens::delete(visit.app(), &access, card).await.map_err(failure)?;
    Ok(lead_to(&here))
}
