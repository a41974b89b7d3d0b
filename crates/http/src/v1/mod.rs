//! API 1: plain JSON out, JSON or forms in. Served on `SUBDOMAIN.H` and `www.H` below `/api`.

pub mod access_tokens;
pub mod accounting_codes;
pub mod activities;
pub mod admins;
pub mod allocations;
pub mod announcements;
mod body;
pub mod booking_credits;
pub mod bookings;
pub mod calendar_blockers;
pub mod charges;
pub mod check_ins;
pub mod custom_fields;
pub mod discounts;
pub mod email_customizations;
pub mod guest_accounts;
pub mod invitations;
pub mod invoices;
pub mod issues;
pub mod memberships;
pub mod navigation_links;
pub mod notes;
pub mod password_resets;
pub mod plan_extras;
pub mod plans;
pub mod questions;
pub mod resources;
pub mod sessions;
pub mod spaces;
pub mod teams;
mod time;
pub mod time_passes;
pub mod users;
pub mod webhooks;

pub use body::Body;
pub(crate) use body::read_body;
pub use time::{Day, Time, When};

mod reference;
pub use reference::document;

use crate::call::Call;
use crate::error::Error;
use crate::openapi::Docs;
use crate::operation::Output;
use crate::style::{JSON, V1};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

/// A JSON answer with the status `CODE`.
pub struct Json<T, const CODE: u16 = 200>(pub T);

impl<T: Serialize + JsonSchema + Send, const CODE: u16> Output<V1> for Json<T, CODE> {
    fn describe(docs: &mut Docs) {
        docs.response::<T>(CODE, JSON);
    }
    fn respond(self, _: &Call) -> Result<Response, Error> {
        let status = StatusCode::from_u16(CODE).unwrap_or_default();
        let bytes = serde_json::to_vec(&self.0).map_err(app::Error::internal)?;
        Ok((status, [(header::CONTENT_TYPE, JSON)], bytes).into_response())
    }
}

/// 302: it is there.
pub struct Found(pub String);

impl Output<V1> for Found {
    fn describe(docs: &mut Docs) {
        docs.empty(302);
    }
    fn respond(self, _: &Call) -> Result<Response, Error> {
        Ok((StatusCode::FOUND, [(header::LOCATION, self.0)]).into_response())
    }
}
