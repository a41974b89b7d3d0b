//! What all pages share: how they are sent, and where they stand beside the APIs.

use crate::language::{self, t};
use crate::once;
use crate::visits::Desk;
use crate::{
    accounting, accounts, add_ons, admins, analytics, announcements, applications, asking, assets, bank, blockers, booking, booking_list,
    bots, calendars, check_ins, contacts, debits, desk, directory, discount_codes, external_bookings, help, home, home_sections, imports,
    invitations, invoices, invoicing, joining, look, mailbox, managing_events, membership, navigation, new_space, oauth, own_invoices,
    passes, payments, people, plans, portal, products, reference, resources, rooms_for_visitors, schedule, selling_passes, settings,
    spaces, tablets, teams, visiting, webhooks, widgets, writings,
};
use app::App;
use askama::Template;
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state, map_request};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::any;
use http_api::hosts::{Hosts, Subdomain};
use std::fmt::Display;
use tower::ServiceExt as _;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};

/// Only our own style sheet and images; no scripts where none is needed, no frames, forms to where they are named (CSP Level 3).
const POLICY: &str =
    "default-src 'none'; style-src 'self'; img-src 'self' https: data:; base-uri 'none'; frame-ancestors 'none'; form-action ";

/// The label of the developers' site; no space can have it.
pub(crate) const DEVELOPERS: &str = "dev";

/// The label of the site where bots run; no space can have it.
pub(crate) const BOTS: &str = "bots";

/// What the pages are to know of the server.
#[derive(Clone, Copy, Debug)]
pub struct Pages {
    /// Requests a minute, for the reference.
    pub requests_per_minute: u32,
    /// Whether mails that are not sent are shown to who sits at the machine.
    pub mailbox: bool,
}

/// Puts the pages beside the APIs: what belongs to an API or to OAuth stays with the API of the site, the rest are pages.
pub fn with_pages(hosts: Hosts, app: &App, pages: Pages) -> Hosts {
    let desk = Desk { app: app.clone(), mailbox: pages.mailbox };
    Hosts {
        www: beside(
            hosts.www,
            home::router(app)
                .merge(accounts::router(&desk))
                .merge(mailbox::router(&desk))
                .merge(oauth::router(&desk))
                .merge(applications::old_places(app))
                .merge(new_space::router(&desk))
                .merge(language::router(&desk)),
            Some(app),
        ),
        // What bots say is theirs.
        bots: beside(hosts.bots, bots::runner::router(app).merge(assets::for_bots()), None),
        dev: beside(
            hosts.dev,
            reference::router(app, pages.requests_per_minute).merge(
                // People sign in at this site, too, and its pages know that they are here.
                for_developers(&desk, pages).layer(map_request(async |mut request: Request| {
                    request.extensions_mut().insert(Subdomain(DEVELOPERS.into()));
                    request
                })),
            ),
            // For developers, in their language.
            None,
        ),
        space: beside(
            hosts.space,
            spaces::router(&desk)
                .merge(accounts::router(&desk))
                .merge(oauth::router(&desk))
                .merge(add_ons::for_spaces(&desk))
                .merge(admins::router(&desk))
                .merge(accounting::router(&desk))
                .merge(analytics::router(&desk))
                .merge(bank::router(&desk))
                .merge(debits::router(&desk))
                .merge(blockers::router(&desk))
                .merge(booking::router(&desk))
                .merge(booking_list::router(&desk))
                .merge(calendars::router(&desk))
                .merge(check_ins::router(&desk))
                .merge(desk::router(&desk))
                .merge(imports::router(&desk))
                .merge(joining::router(&desk))
                .merge(membership::router(&desk))
                .merge(people::router(&desk))
                .merge(plans::router(&desk))
                .merge(resources::router(&desk))
                .merge(schedule::router(&desk))
                .merge(invoices::router(&desk))
                .merge(invoicing::router(&desk))
                .merge(look::router(&desk))
                .merge(invitations::router(&desk))
                .merge(external_bookings::router(&desk))
                .merge(navigation::router(&desk))
                .merge(payments::router(&desk))
                .merge(teams::router(&desk))
                .merge(webhooks::router(&desk))
                .merge(writings::router(&desk))
                .merge(for_people(&desk))
                .merge(language::router(&desk)),
            Some(app),
        ),
        api: hosts.api,
    }
}

fn for_developers(desk: &Desk, pages: Pages) -> Router {
    accounts::router(desk)
        .merge(add_ons::for_developers(desk))
        .merge(applications::router(desk, pages.requests_per_minute))
        .merge(bots::router(desk))
        .merge(portal::router(desk))
}

/// Pages for visitors and members, and those where admins prepare them.
fn for_people(desk: &Desk) -> Router {
    visiting::router(desk)
        .merge(announcements::router(desk))
        .merge(asking::router(desk))
        .merge(contacts::router(desk))
        .merge(directory::router(desk))
        .merge(discount_codes::router(desk))
        .merge(help::router(desk))
        .merge(home_sections::router(desk))
        .merge(managing_events::router(desk))
        .merge(own_invoices::router(desk))
        .merge(passes::router(desk))
        .merge(products::router(desk))
        .merge(rooms_for_visitors::router(desk))
        .merge(selling_passes::router(desk))
        .merge(settings::router(desk))
        .merge(tablets::router(desk))
        .merge(widgets::router(desk))
}

/// With `speaking`, pages are in the language of who reads them.
fn beside(api: Router, pages: Router, speaking: Option<&App>) -> Router {
    let mut pages = pages.merge(assets::router()).fallback(async || render(StatusCode::NOT_FOUND, &Missing));
    pages = pages.layer(from_fn(without_nulls));
    pages = pages.layer(from_fn(once::keep));
    if let Some(app) = speaking {
        pages = pages.layer(from_fn_with_state(app.clone(), language::speak));
    }
    // What is packed already is left as it is, and so are events as they happen.
    let packs = DefaultPredicate::new()
        .and(NotForContentType::const_new("application/pdf"))
        .and(NotForContentType::const_new("application/zip"))
        .and(NotForContentType::const_new("application/vnd.openxmlformats"));
    let pages = pages.layer(CompressionLayer::new().compress_when(packs));
    Router::new().fallback(any(move |request: Request| {
        let path = request.uri().path();
        let for_api = ["/api", "/files", "/oauth", "/oauth2", "/jwks.json", "/.well-known"]
            .iter()
            .any(|prefix| path.strip_prefix(prefix).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
            && !oauth::has(path)
            || calendars::is_feed(path);
        let site = if for_api { api.clone() } else { pages.clone() };
        async move { site.oneshot(request).await.into_response() }
    }))
}

/// No text has a null character, and PostgreSQL takes none: whatever a page would look for with one is refused.
async fn without_nulls(request: Request, next: Next) -> Response {
    if request.uri().query().is_some_and(|query| query.contains("%00")) {
        return refused(StatusCode::UNPROCESSABLE_ENTITY, &t("frame-null"));
    }
    next.run(request).await
}

#[derive(Template)]
#[template(path = "missing.html")]
struct Missing;

/// The page for what does not exist.
pub(crate) fn missing() -> Response {
    render(StatusCode::NOT_FOUND, &Missing)
}

#[derive(Template)]
#[template(path = "refused.html")]
struct Refused {
    text: String,
}

/// A page that says why something was not done.
pub(crate) fn refused(status: StatusCode, text: &(impl Display + ?Sized)) -> Response {
    render(status, &Refused { text: text.to_string() })
}

/// The page for an error of a use case. What went wrong with us is in the log alone.
pub(crate) fn problem(error: &app::Error) -> Response {
    use app::Error as E;
    match error {
        E::NotFound { .. } => missing(),
        E::Unauthenticated => refused(StatusCode::UNAUTHORIZED, &t("frame-please-sign-in")),
        E::RateLimited { retry_after } => {
            let minutes = retry_after.div_ceil(60);
            let mut response = refused(StatusCode::TOO_MANY_REQUESTS, &t("frame-too-often").count("minutes", minutes));
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(*retry_after));
            response
        }
        E::Forbidden { message, .. } => refused(StatusCode::FORBIDDEN, &language::sentence(message)),
        E::Conflict { message, .. } | E::Unbookable { message, .. } => refused(StatusCode::CONFLICT, &language::sentence(message)),
        E::Invalid(fields) => {
            let said: Vec<String> = fields.iter().map(|field| language::at_field(field.code, &field.message)).collect();
            refused(StatusCode::UNPROCESSABLE_ENTITY, &said.join(" "))
        }
        E::PaymentRequired => refused(StatusCode::PAYMENT_REQUIRED, &t("frame-payment-due")),
        E::Unavailable(_) | E::Retry => {
            tracing::error!(error = error as &dyn std::error::Error, "a page");
            refused(StatusCode::SERVICE_UNAVAILABLE, &t("frame-unavailable"))
        }
        E::Internal(_) => {
            tracing::error!(error = error as &dyn std::error::Error, "a page");
            refused(StatusCode::INTERNAL_SERVER_ERROR, &t("frame-broken"))
        }
    }
}

/// Lets the page load our own script and ask our own server.
pub(crate) fn with_script(page: Response) -> Response {
    allowing(page, "script-src 'self'; connect-src 'self'")
}

/// Lets the page load our own script, if it may not yet.
pub(crate) fn with_own_script(page: Response) -> Response {
    let policy = page.headers().get(header::CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok());
    if policy.is_some_and(|policy| policy.contains("script-src")) { page } else { allowing(page, "script-src 'self'") }
}

fn allowing(mut page: Response, more: &str) -> Response {
    if let Some(policy) = page.headers_mut().get_mut(header::CONTENT_SECURITY_POLICY)
        && let Ok(text) = policy.to_str()
        && let Ok(more) = HeaderValue::from_str(&format!("{text}; {more}"))
    {
        *policy = more;
    }
    page
}

/// A page with the headers that each has.
pub(crate) fn render(status: StatusCode, page: &impl Template) -> Response {
    render_with(status, page, "'self'")
}

/// The same, which may show pages of these places within it (CSP, `frame-src`).
pub(crate) fn render_framing(page: &impl Template, frames: &str) -> Response {
    render_with(StatusCode::OK, page, &format!("'self'; frame-src {frames}"))
}

/// The same, whose forms may lead to these places in the end (CSP, `form-action`).
pub(crate) fn render_with(status: StatusCode, page: &impl Template, forms: &str) -> Response {
    let Ok(text) = page.render() else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let mut response = (status, Html(text)).into_response();
    let headers = response.headers_mut();
    let policy = HeaderValue::from_str(&format!("{POLICY}{forms}")).unwrap_or(HeaderValue::from_static("default-src 'none'"));
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin"));
    response
}
