//! `SUBDOMAIN/navigation_links/ID` and `SUBDOMAIN/admin/navigation_links/ID`: what applications show in a space.
//!
//! Scripts of others never run as ours: a single page app stands in a sandboxed frame of no origin, which holds neither
//! cookies nor what our pages keep; framed pages are of their own origin.

use crate::accounts::Frame;
use crate::pages::{problem, render, render_framing};
use crate::visits::{Desk, Visit, lead_to};
use app::access::{self, Access, Door, Place};
use app::{Error, navigation_links};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::get;
use domain::ids::NavigationLinkId;
use domain::navigation::LinkKind;
use serde::Deserialize;
use store::navigation_links::NavigationLink;
use store::single_page_apps::SinglePageApp;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route("/navigation_links/{id}", get(for_members))
        .route("/navigation_links/{id}/frame", get(frame_for_members))
        .route("/admin/navigation_links/{id}", get(for_admins))
        .route("/admin/navigation_links/{id}/frame", get(frame_for_admins))
        .with_state(desk.clone())
}

#[derive(Deserialize)]
struct Given {
    /// Handed on to the framed page.
    app_data: Option<String>,
}

async fn for_members(visit: Visit, Path(id): Path<String>, Query(given): Query<Given>) -> Result<Response, Response> {
    page(&visit, &id, given, false).await
}
async fn for_admins(visit: Visit, Path(id): Path<String>, Query(given): Query<Given>) -> Result<Response, Response> {
    page(&visit, &id, given, true).await
}
async fn frame_for_members(visit: Visit, Path(id): Path<String>) -> Result<Response, Response> {
    frame(&visit, &id, false).await
}
async fn frame_for_admins(visit: Visit, Path(id): Path<String>) -> Result<Response, Response> {
    frame(&visit, &id, true).await
}

struct Opened {
    access: Access,
    link: NavigationLink,
    app: Option<SinglePageApp>,
    /// The page's own path.
    here: String,
}

/// The link, for somebody signed in who may see it at this place.
async fn open(visit: &Visit, id: &str, for_admins: bool) -> Result<Opened, Response> {
    let missing = || problem(&Error::NOT_FOUND);
    let id: NavigationLinkId = id.parse().map_err(|_| missing())?;
    let here = format!("{}/navigation_links/{id}", if for_admins { "/admin" } else { "" });
    let session = visit.signed_in(&here)?;
    let subdomain = visit.subdomain.clone().ok_or_else(missing)?;
    let access = access::enter_signed_in(visit.app(), session, Place::Subdomain(subdomain), Door::Related).await;
    let access = visit.in_space(access.map_err(|error| problem(&error))?);
    let (link, app) = navigation_links::open(visit.app(), &access, id).await.map_err(|error| problem(&error))?;
    if link.section.for_admins() == for_admins { Ok(Opened { access, link, app, here }) } else { Err(missing()) }
}

#[derive(Template)]
#[template(path = "navigation_link.html")]
struct Page {
    frame: Frame,
    label: String,
    source: String,
    sandbox: &'static str,
}

async fn page(visit: &Visit, id: &str, given: Given, for_admins: bool) -> Result<Response, Response> {
    let Opened { access, link, here, .. } = open(visit, id, for_admins).await?;
    let url = link.url.as_deref().unwrap_or_default();
    let (source, frames, sandbox) = match link.kind {
        LinkKind::External => return Ok(lead_to(url)),
        LinkKind::Iframe => {
            let all = "allow-scripts allow-forms allow-popups allow-downloads allow-modals allow-same-origin";
            (framed(url, &access, given.app_data.as_deref()), origin(url), all)
        }
        LinkKind::SinglePageApp => (format!("{here}/frame"), "'self'", ALONE),
    };
    let page = Page { frame: Frame::of(visit).await?, label: link.label, source, sandbox };
    Ok(visit.page(render_framing(&page, frames)))
}

/// What a single page app may do in its frame.
const ALONE: &str = "allow-scripts allow-forms allow-popups allow-downloads allow-modals";

/// The URL of a framed page with what it is told of who looks (`api-v1`, 4.17).
fn framed(url: &str, access: &Access, app_data: Option<&str>) -> String {
    let (address, fragment) = url.split_once('#').map_or((url, None), |(address, fragment)| (address, Some(fragment)));
    let mut told = form_urlencoded::Serializer::new(String::new());
    told.append_pair("cobot_embed", "true").append_pair("cobot_subdomain", &access.space().subdomain);
    if let Some(user) = access.user() {
        told.append_pair("cobot_user_id", &user.to_string());
    }
    told.append_pair("cobot_locale", language(access));
    if let Some(data) = app_data {
        told.append_pair("app_data", data);
    }
    let joint = if address.contains('?') { '&' } else { '?' };
    let mut whole = format!("{address}{joint}{}", told.finish());
    if let Some(fragment) = fragment {
        whole.extend(["#", fragment]);
    }
    whole
}

/// `de` of `de-DE`.
fn language(access: &Access) -> &str {
    access.space().locale.split('-').next().unwrap_or("en")
}

/// Scheme, host and port of a URL, which was checked when it was kept.
fn origin(url: &str) -> &str {
    let start = url.find("://").map_or(0, |at| at + 3);
    let end = url.get(start..).and_then(|rest| rest.find(['/', '?', '#'])).map_or(url.len(), |at| start + at);
    url.get(..end).unwrap_or(url)
}

#[derive(Template)]
#[template(path = "single_page_app.html")]
struct Embedded {
    name: String,
    js: Vec<String>,
    css: Vec<String>,
    subdomain: String,
    user: String,
    locale: String,
    api: String,
}

async fn frame(visit: &Visit, id: &str, for_admins: bool) -> Result<Response, Response> {
    let Opened { access, app, .. } = open(visit, id, for_admins).await?;
    let app = app.ok_or_else(|| problem(&Error::NOT_FOUND))?;
    let api = visit.app().hosts.at("api");
    let policy = policy(&app, &visit.site, &api);
    let page = Embedded {
        name: app.name,
        js: app.js.0,
        css: app.css.0,
        subdomain: access.space().subdomain.clone(),
        user: access.user().map(|user| user.to_string()).unwrap_or_default(),
        locale: language(&access).to_owned(),
        api,
    };
    let mut response = visit.page(render(StatusCode::OK, &page));
    let policy = HeaderValue::from_str(&policy).map_err(|error| problem(&Error::internal(error)))?;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(response)
}

/// Scripts and styles from where the app has them and nowhere else; shown by our own page alone, without our origin even
/// if somebody opens it by itself.
fn policy(app: &SinglePageApp, site: &str, api: &str) -> String {
    let origins = |urls: &[String]| {
        let mut all: Vec<&str> = urls.iter().map(|url| origin(url)).collect();
        all.sort_unstable();
        all.dedup();
        if all.is_empty() { "'none'".to_owned() } else { all.join(" ") }
    };
    format!(
        "default-src 'none'; script-src {}; style-src 'unsafe-inline' {}; img-src https: data:; font-src https: data:; connect-src https: \
         {api} {site}; base-uri 'none'; frame-ancestors {site}; sandbox {ALONE}",
        origins(&app.js.0),
        if app.css.0.is_empty() { String::new() } else { origins(&app.css.0) },
    )
}
