//! `…/domain`: an address of its own for the space.

use super::Saved;
use crate::accounts::{Frame, Nothing};
use crate::admins::enter;
use crate::inside::failure;
use crate::language;
use crate::pages::render_with;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::space_domains;
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::{get, post};
use serde::Deserialize;

const PATH: &str = "/admin/settings/domain";

pub(super) fn router() -> Router<Desk> {
    Router::new()
        .route(PATH, get(page).post(claim))
        .route("/admin/settings/domain/check", post(check))
        .route("/admin/settings/domain/remove", post(remove))
}

/// What the space has or claims.
struct Own {
    host: String,
    url: String,
    /// The day since which it works.
    since: Option<String>,
}

#[derive(Template)]
#[template(path = "settings/domain.html")]
struct Page {
    frame: Frame,
    problems: Problems,
    saved: bool,
    /// The domain that a problem is about, or what was typed.
    typed: String,
    own: Option<Own>,
    /// The address that the space has anyway, and its host.
    home: String,
    target: String,
    may_edit: bool,
}

async fn page(visit: Visit, Query(told): Query<Saved>) -> Result<Response, Response> {
    let access = enter(&visit, PATH).await?;
    show(&visit, &access, Problems::default(), None, !told.saved.is_empty()).await
}

async fn show(visit: &Visit, access: &Access, problems: Problems, typed: Option<String>, saved: bool) -> Result<Response, Response> {
    let hosts = &visit.app().hosts;
    let found = space_domains::get(visit.app(), access).await.map_err(failure)?;
    let own = found.map(|domain| Own {
        url: hosts.beside(&domain.host),
        since: domain.verified_at.map(|at| language::date(access.zone().to_datetime(at).date())),
        host: domain.host,
    });
    let (home, below) = (hosts.at(&access.space().subdomain), hosts.host(&access.space().subdomain));
    let target = below.split(':').next().unwrap_or_default().to_owned();
    let typed = typed.or_else(|| own.as_ref().map(|own| own.host.clone())).unwrap_or_default();
    let (frame, status, may_edit) = (Frame::of(visit).await?, problems.status(), space_domains::may_edit(access));
    // Whoever removes the domain while at it is led away from it.
    let forms = format!("'self' {home}");
    Ok(visit.page(render_with(status, &Page { frame, problems, saved, typed, own, home, target, may_edit }, &forms)))
}

#[derive(Deserialize)]
struct Typed {
    host: String,
}

async fn claim(Posted { visit, form }: Posted<Typed>) -> Result<Response, Response> {
    let access = enter(&visit, PATH).await?;
    match space_domains::claim(visit.app(), &access, &form.host).await {
        Ok(()) => Ok(lead_to(PATH)),
        Err(error) => show(&visit, &access, Problems::of(error)?, Some(form.host), false).await,
    }
}

async fn check(Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let access = enter(&visit, PATH).await?;
    match space_domains::check(visit.app(), &access).await {
        Ok(()) => Ok(lead_to(PATH)),
        Err(error) => show(&visit, &access, Problems::of(error)?, None, false).await,
    }
}

/// From the domain itself the way leads to the address that stays.
async fn remove(Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let access = enter(&visit, PATH).await?;
    space_domains::remove(visit.app(), &access).await.map_err(failure)?;
    Ok(lead_to(&format!("{}{PATH}?saved=yes", visit.home().unwrap_or_default())))
}
