//! Both APIs may be called from any web page: they know callers by their tokens, never by cookies.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;

const OPEN: [(HeaderName, &str); 5] = [
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS"),
    (
        header::ACCESS_CONTROL_ALLOW_HEADERS,
        "authorization, content-type, accept, idempotency-key, if-match, if-none-match, x-request-id, mcp-protocol-version, mcp-method, mcp-name",
    ),
    (
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        "ratelimit, ratelimit-policy, retry-after, x-request-id, etag, idempotency-replayed, link, www-authenticate",
    ),
    (header::ACCESS_CONTROL_MAX_AGE, "86400"),
];

/// Adds what is not there yet.
pub fn open(mut response: Response) -> Response {
    for (name, value) in OPEN {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}
