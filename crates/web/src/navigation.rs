//! `SUBDOMAIN/navigation_links/ID` and `SUBDOMAIN/admin/navigation_links/ID`: what applications show in a space.
//!
//! Scripts of others never run as ours: a single page app stands in a sandboxed frame of no origin, which holds neither
//! cookies nor what our pages keep; framed pages are of their own origin. Bots run at a host of their own.

use crate::accounts::Frame;
use crate::bots::runner::ALONE;
use crate::oauth::{Group, groups};
use crate::pages::{BOTS, problem, refused, render, render_framing, with_script};
use crate::visits::{Desk, Posted, Visit, lead_to};
use app::access::{self, Access, Door, Place};
use app::admission::{self, Admission};
use app::bots::running::{self, Shown};
use app::{Error, navigation_links};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::NavigationLinkId;
use domain::navigation::LinkKind;
use serde::Deserialize;
use store::navigation_links::NavigationLink;
use store::single_page_apps::SinglePageApp;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route("/navigation_links/{id}", get(for_members))
        .route("/navigation_links/{id}/frame", get(frame_for_members))
        .route("/navigation_links/{id}/allow", post(allow_as_member))
        .route("/admin/navigation_links/{id}", get(for_admins))
        .route("/admin/navigation_links/{id}/frame", get(frame_for_admins))
        .route("/admin/navigation_links/{id}/allow", post(allow_as_admin))
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
async fn allow_as_member(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    allow(&visit, &id, false).await
}
async fn allow_as_admin(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    allow(&visit, &id, true).await
}

/// A form that says yes and nothing else.
#[derive(Deserialize)]
struct Nothing {}

struct Opened {
    access: Access,
    link: NavigationLink,
    app: Option<SinglePageApp>,
    /// What the frame shows is a bot.
    bot: Option<Shown>,
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
    if link.section.for_admins() != for_admins {
        return Err(missing());
    }
    let bot = match link.kind {
        LinkKind::Iframe => running::behind(visit.app(), &access, id).await.map_err(|error| problem(&error))?,
        LinkKind::External | LinkKind::SinglePageApp => None,
    };
    Ok(Opened { access, link, app, bot, here })
}

#[derive(Template)]
#[template(path = "navigation_link.html")]
struct Page {
    frame: Frame,
    label: String,
    source: String,
    sandbox: &'static str,
}

/// A single page app that wants to act for who looks, and was not let in yet.
#[derive(Template)]
#[template(path = "single_page_app_consent.html")]
struct Consent {
    frame: Frame,
    name: String,
    link: Option<String>,
    logo: Option<String>,
    description: Option<String>,
    groups: Vec<Group>,
    here: String,
}

/// The question, where the app has to be let in first.
async fn question(visit: &Visit, opened: &Opened) -> Result<Option<Response>, Response> {
    let admission = match (&opened.app, &opened.bot) {
        (Some(app), _) => admission::of(visit.app(), &opened.access, app).await,
        (None, Some(bot)) => running::admission(visit.app(), &opened.access, bot).await,
        (None, None) => return Ok(None),
    };
    let admission = admission.map_err(|error| problem(&error))?;
    let Admission::Ask(client, scopes) = admission else { return Ok(None) };
    let page = Consent {
        frame: Frame::of(visit).await?,
        name: client.name,
        link: client.link,
        logo: client.logo,
        description: client.description,
        groups: groups(scopes, Some(&opened.access.space().name)),
        here: opened.here.clone(),
    };
    Ok(Some(visit.page(render(StatusCode::OK, &page))))
}

async fn allow(visit: &Visit, id: &str, for_admins: bool) -> Result<Response, Response> {
    let Opened { access, app, bot, here, .. } = open(visit, id, for_admins).await?;
    let allowed = match (app, bot) {
        (Some(app), _) => admission::allow(visit.app(), &access, &app).await,
        (None, Some(bot)) => running::allow(visit.app(), &access, &bot).await,
        (None, None) => Err(Error::NOT_FOUND),
    };
    allowed.map_err(|error| problem(&error))?;
    Ok(lead_to(&here))
}

async fn page(visit: &Visit, id: &str, given: Given, for_admins: bool) -> Result<Response, Response> {
    let opened = open(visit, id, for_admins).await?;
    if let Some(question) = question(visit, &opened).await? {
        return Ok(question);
    }
    let Opened { access, link, bot, here, .. } = opened;
    let url = link.url.as_deref().unwrap_or_default();
    let runner = visit.app().hosts.at(BOTS);
    let (source, frames, sandbox) = match link.kind {
        LinkKind::External => return Ok(lead_to(url)),
        LinkKind::Iframe if bot.is_some() => {
            let bot = bot.ok_or_else(|| problem(&Error::NOT_FOUND))?;
            let code = running::begin(visit.app(), &access, &bot).await.map_err(|error| problem(&error))?;
            (format!("{runner}/run/{}", code.reveal()), &*runner, ALONE)
        }
        LinkKind::Iframe => {
            let all = "allow-scripts allow-forms allow-popups allow-downloads allow-modals allow-same-origin";
            (framed(url, &access, given.app_data.as_deref()), origin(url), all)
        }
        LinkKind::SinglePageApp => (format!("{here}/frame"), "'self'", ALONE),
    };
    let page = Page { frame: Frame::of(visit).await?, label: link.label, source, sandbox };
    Ok(visit.page(with_script(render_framing(&page, frames))))
}

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
    /// Empty where the app may not act for anybody.
    token: String,
}

async fn frame(visit: &Visit, id: &str, for_admins: bool) -> Result<Response, Response> {
    let Opened { access, app, .. } = open(visit, id, for_admins).await?;
    let app = app.ok_or_else(|| problem(&Error::NOT_FOUND))?;
    let token = match admission::of(visit.app(), &access, &app).await.map_err(|error| problem(&error))? {
        Admission::WithoutToken => String::new(),
        Admission::Ask(..) => return Err(refused(StatusCode::FORBIDDEN, &crate::language::t("oauth-not-let-in"))),
        Admission::Granted(client, scopes) => {
            let token = admission::token(visit.app(), &access, client, scopes).await.map_err(|error| problem(&error))?;
            token.reveal().to_owned()
        }
    };
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
        token,
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
        all.join(" ")
    };
    format!(
        "default-src 'none'; script-src {site}/assets/cobot.js {}; style-src 'unsafe-inline' {}; img-src https: data:; font-src https: data:; connect-src https: \
         {api} {site}; base-uri 'none'; frame-ancestors {site}; sandbox {ALONE}",
        origins(&app.js.0),
        origins(&app.css.0),
    )
}
