//! What is said of a person: ID tokens and userinfo (OpenID Connect Core 2 and 5).

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// Claims of a person; what was not granted or is not known is left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Person {
    pub sub: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email_verified: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub picture: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
}

/// The payload of an ID token. Times are seconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct IdToken {
    pub iss: String,
    pub aud: String,
    pub exp: i64,
    pub iat: i64,
    /// When the person signed in.
    pub auth_time: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nonce: Option<String>,
    pub at_hash: String,
    #[serde(flatten)]
    pub person: Person,
}

/// Binds an ID token to the access token beside it: the left half of its SHA-256 (Core 3.1.3.6).
pub fn at_hash(access_token: &str) -> String {
    let digest = Sha256::digest(access_token.as_bytes());
    BASE64.encode(digest.get(..16).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_an_access_token_is_that_of_the_standard() {
        // OpenID Connect Core, appendix A.3.
        assert_eq!(at_hash("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y"), "77QmUPtjPfzWtF2AnpK9RQ");
    }

    #[test]
    fn what_is_not_known_is_left_out() {
        let person = Person { sub: "a".into(), email: None, email_verified: None, name: None, picture: None, phone_number: None };
        assert_eq!(serde_json::to_value(person).unwrap(), serde_json::json!({"sub": "a"}));
    }
}
