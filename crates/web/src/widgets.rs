//! `SUBDOMAIN/widgets/…`: what the space offers, to be shown within pages of others. These pages know nobody: they read no
//! cookie, and nothing is done on them but following links, which open pages of ours.

use crate::inside::failure;
use crate::pages::{missing, render, with_script};
use crate::spaces::{Offer, Sections};
use crate::visits::Desk;
use app::access::{self, Door, Place};
use askama::Template;
use axum::Router;
use axum::extract::{Extension, Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::get;
use domain::settings::HomeSection;
use http_api::hosts::Subdomain;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new().route("/widgets/{section}", get(page)).with_state(desk.clone())
}

#[derive(Template)]
#[template(path = "widget.html")]
struct Widget {
    name: String,
    offer: Offer,
}

/// Any page may frame it: there is nothing on it to be clicked by mistake.
fn embeddable(mut page: Response) -> Response {
    if let Some(policy) = page.headers_mut().get_mut(header::CONTENT_SECURITY_POLICY)
        && let Ok(text) = policy.to_str()
        && let Ok(open) = HeaderValue::from_str(&text.replace("frame-ancestors 'none'", "frame-ancestors *"))
    {
        *policy = open;
    }
    page.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=60"));
    page
}

async fn page(
    State(desk): State<Desk>,
    Extension(Subdomain(subdomain)): Extension<Subdomain>,
    Path(section): Path<String>,
) -> Result<Response, Response> {
    let section = HomeSection::try_from(section).map_err(|_| missing())?;
    let visitor = access::enter(&desk.app, None, Place::Subdomain(subdomain), &[], Door::Public).await.map_err(failure)?;
    let space = visitor.space();
    if space.settings.0.suspended {
        return Err(missing());
    }
    let app = desk.app.clone().of(space);
    let offer = Offer::read(&app, &visitor, Sections::only(section)).await.map_err(failure)?;
    Ok(embeddable(with_script(render(StatusCode::OK, &Widget { name: space.name.clone(), offer }))))
}
