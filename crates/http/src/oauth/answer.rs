//! How these endpoints answer: JSON that nobody keeps, errors under their names (RFC 6749 section 5).

use crate::error::Error;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use oauth::{Code, Refusal};
use serde::Serialize;

/// JSON that must not be kept by anybody on the way.
pub fn secret(status: StatusCode, body: &impl Serialize) -> Response {
    let mut response = json(status, body);
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(header::PRAGMA, HeaderValue::from_static("no-cache"));
    response
}

pub fn json(status: StatusCode, body: &impl Serialize) -> Response {
    match serde_json::to_vec(body) {
        Ok(body) => (status, [(header::CONTENT_TYPE, "application/json")], body).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// 400, but for who is not known: 401 where a header said who it is (section 5.2).
pub fn refused(refusal: &Refusal, basic: bool) -> Response {
    let status = match refusal.code {
        Code::InvalidClient if basic => StatusCode::UNAUTHORIZED,
        Code::InvalidToken => StatusCode::UNAUTHORIZED,
        Code::InsufficientScope => StatusCode::FORBIDDEN,
        _ => StatusCode::BAD_REQUEST,
    };
    let mut response = secret(status, refusal);
    let challenge = match refusal.code {
        Code::InvalidClient if basic => Some("Basic realm=\"oauth\", charset=\"UTF-8\"".to_owned()),
        Code::InvalidToken | Code::InsufficientScope => Some(format!("Bearer error=\"{}\"", refusal.code.name())),
        _ => None,
    };
    if let Some(value) = challenge.and_then(|text| HeaderValue::from_str(&text).ok()) {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, value);
    }
    response
}

/// What the use cases refuse or cannot do.
pub fn failed(operation: &'static str, error: app::Error) -> Response {
    let error = Error::from(error);
    error.log(operation);
    let status = error.status();
    let code = match status {
        StatusCode::SERVICE_UNAVAILABLE => Code::TemporarilyUnavailable,
        status if status.is_server_error() => Code::ServerError,
        StatusCode::UNAUTHORIZED => Code::InvalidToken,
        StatusCode::FORBIDDEN => Code::InsufficientScope,
        _ => Code::InvalidRequest,
    };
    let refusal = Refusal::new(code, error.text());
    if status == StatusCode::UNAUTHORIZED || status == StatusCode::FORBIDDEN {
        return refused(&refusal, false);
    }
    let mut response = secret(status, &refusal);
    response.headers_mut().extend(error.headers());
    response
}

/// 429 with the seconds to wait.
pub fn too_often(seconds: u64) -> Response {
    let refusal = Refusal::new(Code::TemporarilyUnavailable, "too many requests from this address");
    let mut response = secret(StatusCode::TOO_MANY_REQUESTS, &refusal);
    response.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    response
}
