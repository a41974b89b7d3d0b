//! What the script of the calendar asks for: whether a time is free, members by name, and to put a booking elsewhere.
//! Each answer is a small document; a refusal has its reason in `message`.

use super::form::find_members;
use super::typed::{Typed, instant, outlook};
use crate::inside::{enter_admin, failure};
use crate::language::{sentence, t};
use crate::pages::problem;
use crate::visits::{Posted, Visit};
use app::bookings::{self, Change};
use app::{Error, FieldError};
use axum::extract::{Path, Query};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use domain::ids::BookingId;
use domain::scopes::Scope;
use serde::Deserialize;
use serde_json::json;

/// Kept by nobody on the way.
fn answer(visit: &Visit, status: StatusCode, body: &serde_json::Value) -> Response {
    let mut response = visit.page((status, [(header::CONTENT_TYPE, "application/json")], body.to_string()).into_response());
    response.headers_mut().insert(header::X_CONTENT_TYPE_OPTIONS, header::HeaderValue::from_static("nosniff"));
    response
}

#[derive(Deserialize)]
pub(super) struct Of {
    /// The booking that would be changed.
    #[serde(default)]
    booking: String,
}

/// The same answer that the form shows; nothing is written.
pub(super) async fn preview(visit: Visit, Query(of): Query<Of>, Query(typed): Query<Typed>) -> Result<Response, Response> {
    let access = enter_admin(&visit, "/admin/bookings", Scope::WriteBookings).await?;
    let booking: Option<BookingId> = of.booking.parse().ok();
    let found = match typed.ask(&access) {
        Ok(ask) => outlook(visit.app(), &access, &ask, booking).await?.unwrap_or_default(),
        // What is not typed yet is no conflict.
        Err(_) => super::typed::Outlook::default(),
    };
    Ok(answer(&visit, StatusCode::OK, &json!({"conflict": found.conflict, "text": found.text})))
}

#[derive(Deserialize)]
pub(super) struct Name {
    #[serde(default)]
    q: String,
}

pub(super) async fn members(visit: Visit, Query(name): Query<Name>) -> Result<Response, Response> {
    let access = enter_admin(&visit, "/admin/bookings", Scope::ReadMemberships).await?;
    let (mut found, total) = find_members(visit.app(), &access, &name.q).await?;
    found.sort_by_key(|member| member.label().to_lowercase());
    let members: Vec<_> = found.iter().map(|member| json!({"id": member.id.to_string(), "name": member.label()})).collect();
    Ok(answer(&visit, StatusCode::OK, &json!({"members": members, "total": total})))
}

/// Where a booking is put. What is absent stays.
#[derive(Deserialize)]
pub(super) struct Target {
    from: Option<String>,
    to: Option<String>,
    resource: Option<String>,
}

pub(super) async fn put(Path(id): Path<String>, Posted { visit, form }: Posted<Target>) -> Result<Response, Response> {
    let id: BookingId = id.parse().map_err(|_| problem(&Error::NOT_FOUND))?;
    let access = enter_admin(&visit, "/admin/bookings", Scope::WriteBookings).await?;
    let mut wrong = Vec::new();
    let mut time = |name: &'static str, text: Option<String>| {
        let text = text?;
        let read = instant(&access, &text);
        if read.is_none() {
            wrong.push(FieldError::field(name, "invalid", "must be a day and a time"));
        }
        read
    };
    let (from, to) = (time("from", form.from), time("to", form.to));
    let resource = form.resource.map(|id| id.parse().map_err(|_| problem(&Error::NOT_FOUND))).transpose()?;
    let put = if wrong.is_empty() {
        bookings::change(visit.app(), &access, id, Change { from, to, resource, ..Change::default() }).await
    } else {
        Err(Error::Invalid(wrong))
    };
    let (status, message) = match put {
        Ok(_) => return Ok(answer(&visit, StatusCode::OK, &json!({}))),
        Err(Error::NotFound { .. }) => (StatusCode::NOT_FOUND, t("schedule-gone").to_string()),
        Err(Error::Conflict { message, .. } | Error::Unbookable { message, .. }) => (StatusCode::CONFLICT, sentence(&message)),
        Err(Error::Forbidden { message, .. }) => (StatusCode::FORBIDDEN, sentence(&message)),
        Err(Error::Invalid(fields)) => {
            let said: Vec<String> = fields.iter().map(super::typed::words).collect();
            (StatusCode::UNPROCESSABLE_ENTITY, said.join(" "))
        }
        Err(error) => return Err(failure(error)),
    };
    Ok(answer(&visit, status, &json!({"message": message})))
}
