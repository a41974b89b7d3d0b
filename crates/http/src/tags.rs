//! Entity tags: what a client has is not sent again (RFC 9110, 8.8.3 and 13.1.2).

use axum::http::{HeaderMap, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use sha2::{Digest as _, Sha256};

/// The tag of a body.
pub fn of(body: &[u8]) -> String {
    let digest = Sha256::digest(body);
    format!("\"{}\"", BASE64.encode(digest.get(..16).unwrap_or_default()))
}

/// Whether the request says that the client has what the tag stands for.
pub fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let known = headers.get_all(header::IF_NONE_MATCH).iter().filter_map(|value| value.to_str().ok());
    known.flat_map(|value| value.split(',')).any(|one| matches!(one.trim(), "*") || one.trim().trim_start_matches("W/") == tag)
}
