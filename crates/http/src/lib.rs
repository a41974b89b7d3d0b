//! API 1, API 2 and the operation table they are declared in. `docs/adding-an-operation.md` shows the way.
//!
//! A handler without an access as its first argument does not compile:
//! ```compile_fail
//! use http_api::{error::Error, input::Id, operation::Api, style::JsonApi, v2::NoContent};
//! async fn open_door(Id(_): Id<String>) -> Result<NoContent, Error> { Ok(NoContent) }
//! Api::<JsonApi>::default().get("open-door", "/doors/{id}", open_door, "Open");
//! ```
//! The same with one does:
//! ```
//! use http_api::{access::Public, error::Error, input::Id, operation::Api, style::JsonApi, v2::NoContent};
//! async fn open_door(_: Public, Id(_): Id<String>) -> Result<NoContent, Error> { Ok(NoContent) }
//! Api::<JsonApi>::default().get("open-door", "/doors/{id}", open_door, "Open");
//! ```

mod accept;
pub mod access;
pub mod asyncapi;
pub mod calendar_feeds;
mod call;
mod cors;
mod dispatch;
pub mod downloads;
pub mod edge;
pub mod error;
pub mod files;
pub mod hosts;
mod idempotency;
pub mod input;
pub mod lenient;
pub mod limits;
pub mod mcp;
pub mod multipart;
mod oauth;
pub mod observe;
pub mod openapi;
pub mod operation;
pub mod patch;
mod payment_webhooks;
mod precondition;
pub mod scopes;
mod space_domains;
pub mod style;
mod tags;
pub mod v1;
pub mod v2;

pub use call::{Call, Client};
pub use dispatch::nowhere as not_found;
pub use error::Error;

use axum::Router;
use edge::{Edge, HttpConfig};
use hosts::Hosts;
use operation::Api;
use style::{JsonApi, V1};

/// The table of API 2.
pub fn api2() -> Api<JsonApi> {
    let mut api = Api::default();
    v2::allocations::operations(&mut api);
    v2::articles::operations(&mut api);
    v2::built_in_emails::operations(&mut api);
    v2::calendar_blockers::operations(&mut api);
    v2::check_ins::operations(&mut api);
    v2::discount_codes::operations(&mut api);
    v2::drop_in_passes::operations(&mut api);
    v2::clocks::operations(&mut api);
    v2::contacts::operations(&mut api);
    v2::accounts::operations(&mut api);
    v2::invoices::operations(&mut api);
    v2::invoice_charges::operations(&mut api);
    v2::invoice_previews::operations(&mut api);
    v2::accounting_reports::operations(&mut api);
    v2::invoice_reminders::operations(&mut api);
    v2::payment_methods::operations(&mut api);
    v2::payments::operations(&mut api);
    v2::refunds::operations(&mut api);
    v2::calendar_events::operations(&mut api);
    v2::event_attendances::operations(&mut api);
    v2::event_tickets::operations(&mut api);
    v2::event_messages::operations(&mut api);
    v2::events_feed::operations(&mut api);
    v2::external_resources::operations(&mut api);
    v2::external_bookings::operations(&mut api);
    v2::membership_plans::operations(&mut api);
    v2::membership_profiles::operations(&mut api);
    v2::memberships::operations(&mut api);
    v2::navigation_links::operations(&mut api);
    v2::networks::operations(&mut api);
    v2::products::operations(&mut api);
    v2::resources::operations(&mut api);
    v2::single_page_apps::operations(&mut api);
    v2::space_profiles::operations(&mut api);
    v2::spaces::operations(&mut api);
    v2::space_billing_details::operations(&mut api);
    v2::subscriptions::operations(&mut api);
    v2::customers::operations(&mut api);
    v2::teams::operations(&mut api);
    v2::terms_approvals::operations(&mut api);
    v2::urls::operations(&mut api);
    v2::booking_credits::operations(&mut api);
    v2::bookings::operations(&mut api);
    v2::users::operations(&mut api);
    api
}

/// API 1 of a space: `SUBDOMAIN.H/api/…`.
pub fn api1_space() -> Api<V1> {
    let mut api = Api::default();
    files::operations(&mut api);
    calendar_feeds::operations(&mut api);
    v1::admins::operations(&mut api);
    v1::invitations::operations(&mut api);
    v1::invoices::operations(&mut api);
    v1::memberships::operations(&mut api);
    v1::navigation_links::operations(&mut api);
    v1::plans::operations(&mut api);
    v1::resources::operations(&mut api);
    v1::teams::operations(&mut api);
    v1::booking_credits::operations(&mut api);
    v1::bookings::operations(&mut api);
    v1::charges::operations(&mut api);
    v1::check_ins::operations(&mut api);
    v1::time_passes::operations(&mut api);
    v1::webhooks::operations(&mut api);
    v1::notes::operations(&mut api);
    v1::custom_fields::operations(&mut api);
    v1::questions::operations(&mut api);
    v1::guest_accounts::operations(&mut api);
    v1::allocations::operations(&mut api);
    v1::calendar_blockers::operations(&mut api);
    v1::announcements::operations(&mut api);
    v1::issues::operations(&mut api);
    v1::activities::operations(&mut api);
    v1::plan_extras::operations(&mut api);
    v1::discounts::operations(&mut api);
    v1::accounting_codes::operations(&mut api);
    v1::email_customizations::operations(&mut api);
    v1::password_resets::operations(&mut api);
    api
}

/// API 1 outside a space: `www.H/api/…`.
pub fn api1_www() -> Api<V1> {
    let mut api = Api::default();
    v1::access_tokens::operations(&mut api);
    v1::sessions::operations(&mut api);
    v1::spaces::operations(&mut api);
    v1::users::operations(&mut api);
    api
}

/// The sites with both APIs in place; the pages are merged into them.
pub fn sites(edge: &Edge) -> Hosts {
    let first = |api: Api<V1>| api.router(edge).fallback(dispatch::nowhere::<V1>);
    Hosts {
        www: first(api1_www())
            .merge(v1::users::pictures())
            .merge(oauth::www(edge))
            .merge(payment_webhooks::www(edge))
            .merge(space_domains::www(edge)),
        api: v2::site(edge).merge(oauth::api(edge)),
        dev: Router::new(),
        bots: Router::new(),
        space: first(api1_space()).merge(oauth::space(edge)),
    }
}

/// One router for everything this crate serves. Serve it with `ConnectInfo<SocketAddr>`, so that callers without a
/// token can be told apart. Needs a running tokio runtime when the limits are shared.
pub fn server(app: &app::App, config: &HttpConfig) -> Result<Router, String> {
    let edge = Edge::new(app.clone(), config)?;
    Ok(sites(&edge).router(&edge))
}
