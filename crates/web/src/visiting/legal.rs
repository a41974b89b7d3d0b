//! `SUBDOMAIN/privacy` and `SUBDOMAIN/imprint`: what the space has published of its kinds of terms under these names (S15).

use super::come_in;
use crate::accounts::Frame;
use crate::inside::failure;
use crate::language::{self, Text, t};
use crate::pages::{missing, render};
use crate::visits::{Desk, Visit};
use app::App;
use app::access::Access;
use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;

/// A page of law: its path, its title, and the kinds of terms it shows, the first that there is.
struct Legal {
    path: &'static str,
    title: fn() -> Text,
    kinds: &'static [&'static str],
}

const PRIVACY: Legal = Legal { path: "/privacy", title: || t("spaces-privacy"), kinds: &["space_privacy", "privacy"] };
const IMPRINT: Legal = Legal { path: "/imprint", title: || t("spaces-imprint"), kinds: &["space_imprint", "imprint"] };

pub(super) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(PRIVACY.path, get(async |visit: Visit| page(&visit, &PRIVACY).await))
        .route(IMPRINT.path, get(async |visit: Visit| page(&visit, &IMPRINT).await))
        .with_state(desk.clone())
}

/// The pages of this sort that the space has: path and title, for the home page.
pub(crate) async fn links(app: &App, access: &Access) -> app::Result<Vec<(&'static str, Text)>> {
    let current = app::terms::current(app, access).await?;
    let has = |legal: &&Legal| current.iter().any(|terms| legal.kinds.contains(&&*terms.kind));
    let mut links: Vec<_> = [&PRIVACY, &IMPRINT].into_iter().filter(has).map(|legal| (legal.path, (legal.title)())).collect();
    if !current.is_empty() {
        links.insert(0, ("/terms", t("spaces-terms")));
    }
    Ok(links)
}

#[derive(Template)]
#[template(path = "visiting/legal.html")]
struct LegalPage {
    frame: Frame,
    title: Text,
    /// HTML made of what was typed as text.
    body: String,
    since: String,
}

async fn page(visit: &Visit, legal: &Legal) -> Result<Response, Response> {
    let access = come_in(visit).await?;
    let current = app::terms::current(visit.app(), &access).await.map_err(failure)?;
    let found = legal.kinds.iter().find_map(|kind| current.iter().find(|terms| terms.kind == *kind));
    let terms = found.ok_or_else(missing)?;
    let page = LegalPage {
        frame: Frame::of(visit).await?,
        title: (legal.title)(),
        body: domain::articles::html(&terms.body),
        since: language::date(access.zone().to_datetime(terms.created_at).date()),
    };
    Ok(visit.page(render(StatusCode::OK, &page)))
}
