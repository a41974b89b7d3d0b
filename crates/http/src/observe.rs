//! What every request gets, whatever answers it: an id, a line in the log, its place in the metrics, and an answer
//! even when something panics.

use app::Chance;
use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::ids::UserId;
use futures_util::FutureExt;
use std::panic::AssertUnwindSafe;
use std::time::Instant;
use tracing::{Instrument, field::Empty};

/// In and out.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Which operation answered, and whom: an extension of the response.
#[derive(Clone, Copy, Debug)]
pub struct Served {
    pub operation: &'static str,
    pub user: Option<UserId>,
}

/// The id of a request: an extension of the request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestId(pub String);

/// One that a caller sent is kept if it is harmless.
fn request_id(request: &Request, chance: &Chance) -> String {
    let harmless =
        |text: &&str| (1..=100).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte));
    let sent = request.headers().get(REQUEST_ID).and_then(|id| id.to_str().ok()).filter(harmless);
    sent.map_or_else(|| uuid::Builder::from_random_bytes(chance.bytes()).into_uuid().simple().to_string(), str::to_owned)
}

/// Neither path nor query is logged: both may hold tokens.
pub(crate) async fn observe(
    host: &'static str,
    chance: &Chance,
    mut request: Request,
    serve: impl AsyncFnOnce(Request) -> Response,
) -> Response {
    let (started, method, id) = (Instant::now(), request.method().clone(), request_id(&request, chance));
    request.extensions_mut().insert(RequestId(id.clone()));
    let span = tracing::info_span!("request", request_id = id, %method, host, operation = Empty, user = Empty, status = Empty, ms = Empty);
    let served = AssertUnwindSafe(serve(request)).catch_unwind().instrument(span.clone()).await;
    let mut response = served.unwrap_or_else(|_| {
        span.in_scope(|| tracing::error!("a handler panicked"));
        (StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on our side. It has been logged.\n").into_response()
    });
    let served = response.extensions().get::<Served>().copied();
    let (operation, status, taken) = (served.map_or(host, |served| served.operation), response.status(), started.elapsed());
    span.record("operation", operation)
        .record("status", status.as_u16())
        .record("ms", u64::try_from(taken.as_millis()).unwrap_or(u64::MAX));
    if let Some(user) = served.and_then(|served| served.user) {
        span.record("user", tracing::field::display(user));
    }
    span.in_scope(|| tracing::info!("served"));
    let labels = [("operation", operation.to_owned()), ("status", status.as_str().to_owned())];
    metrics::counter!("kontor_http_requests_total", &labels).increment(1);
    metrics::histogram!("kontor_http_request_seconds", "operation" => operation).record(taken.as_secs_f64());
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}
