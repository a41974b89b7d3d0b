//! API 2: one module a tag, and what they share.

pub mod accounting_reports;
pub mod accounts;
pub mod allocations;
pub mod articles;
mod body;
pub mod booking_credits;
pub mod bookings;
pub mod built_in_emails;
mod buyers;
pub mod calendar_blockers;
pub mod calendar_events;
pub mod check_ins;
pub mod clocks;
pub mod contacts;
pub mod customers;
pub mod discount_codes;
mod document;
pub mod drop_in_passes;
pub mod event_attendances;
pub mod event_messages;
pub mod event_tickets;
pub mod events_feed;
pub mod external_bookings;
pub mod external_resources;
pub mod invoice_charges;
pub mod invoice_previews;
pub mod invoice_reminders;
pub mod invoices;
mod kinds;
pub mod membership_plans;
pub mod membership_profiles;
pub mod memberships;
pub mod navigation_links;
pub mod networks;
pub mod payment_methods;
pub mod payments;
mod photos;
mod price_lists;
pub mod prices;
pub mod products;
pub mod refunds;
pub mod resources;
pub mod single_page_apps;
pub mod space_billing_details;
pub mod space_profiles;
pub mod spaces;
pub mod subscriptions;
pub mod teams;
pub mod terms_approvals;
pub mod urls;
pub mod users;

pub(crate) use body::same as same_id;
pub use body::{Body, Link, LinkList, LinkOrNull};
pub use document::{Accepted, Collection, Created, Document, Either, Following, List, MadeNothing, NoContent, OpenCollection};
pub use kinds::*;
pub use photos::{EventImage, Photo};

use crate::edge::Edge;
use crate::openapi::Info;
use crate::style::JsonApi;
use crate::{cors, dispatch, mcp};
use app::BaseUrl;
use axum::Router;
use axum::body::Bytes;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use axum::routing::get;

/// Bytes a body with a photo as a data URI may have, see `More::body_limit`.
pub const PHOTOS: usize = 14 << 20;

const DESCRIPTION: &str = include_str!("description.md");

/// What the document says of API 2 as a whole.
pub fn info(hosts: &BaseUrl, requests_per_minute: u32) -> Info {
    Info { title: "Kontor API 2", description: DESCRIPTION, server: hosts.at("api"), sign_in: hosts.at("www"), requests_per_minute }
}

/// The OpenAPI document of API 2.
pub fn document(hosts: &BaseUrl, requests_per_minute: u32) -> serde_json::Value {
    crate::api2().openapi(&info(hosts, requests_per_minute))
}

/// `api.H`: the operations, the document about them, the same for assistants, `/health`.
pub(crate) fn site(edge: &Edge) -> Router {
    let api = crate::api2();
    let (table, described) = (api.table(), api.openapi(&info(&edge.app.hosts, edge.limits.usual())));
    let document = Bytes::from(described.to_string());
    let openapi = move || {
        let document = document.clone();
        async move { cors::open(([(header::CONTENT_TYPE, "application/json")], document).into_response()) }
    };
    let api = api.router(edge);
    let mcp = mcp::endpoint(edge, &table, &described, api.clone());
    api.route("/mcp", mcp)
        .route("/openapi.json", get(openapi))
        .route("/health", get(async || StatusCode::NO_CONTENT))
        .fallback(dispatch::nowhere::<JsonApi>)
}
