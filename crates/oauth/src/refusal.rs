//! The errors that OAuth 2 and OpenID Connect have names for.

use serde::{Serialize, Serializer};
use std::borrow::Cow;

macro_rules! codes {
    ($($code:ident = $name:literal),* $(,)?) => {
        /// Names of RFC 6749 (4.1.2.1, 5.2), RFC 6750 (3.1), RFC 7009, RFC 7591 (3.2.2), OpenID Connect Core (3.1.2.6).
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Code { $($code),* }
        impl Code {
            pub fn name(self) -> &'static str {
                match self { $(Self::$code => $name),* }
            }
        }
    };
}

codes! {
    InvalidRequest = "invalid_request",
    UnauthorizedClient = "unauthorized_client",
    AccessDenied = "access_denied",
    UnsupportedResponseType = "unsupported_response_type",
    InvalidScope = "invalid_scope",
    LoginRequired = "login_required",
    ConsentRequired = "consent_required",
    InteractionRequired = "interaction_required",
    RequestNotSupported = "request_not_supported",
    RequestUriNotSupported = "request_uri_not_supported",
    RegistrationNotSupported = "registration_not_supported",
    InvalidClient = "invalid_client",
    InvalidGrant = "invalid_grant",
    UnsupportedGrantType = "unsupported_grant_type",
    UnsupportedTokenType = "unsupported_token_type",
    InvalidToken = "invalid_token",
    InsufficientScope = "insufficient_scope",
    InvalidRedirectUri = "invalid_redirect_uri",
    InvalidClientMetadata = "invalid_client_metadata",
    TemporarilyUnavailable = "temporarily_unavailable",
    ServerError = "server_error",
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.name())
    }
}

/// What went wrong, as clients read it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{}: {description}", .code.name())]
pub struct Refusal {
    #[serde(rename = "error")]
    pub code: Code,
    /// For the developer of the client; ASCII without quotes and backslashes (RFC 6749 section 5.2).
    #[serde(rename = "error_description")]
    pub description: Cow<'static, str>,
}

impl Refusal {
    /// What the description must not contain is left out of it.
    pub fn new(code: Code, description: impl Into<Cow<'static, str>>) -> Self {
        let fit = |c: char| (c == ' ' || c.is_ascii_graphic()) && c != '"' && c != '\\';
        let description = description.into();
        let description = if description.chars().all(fit) { description } else { description.chars().filter(|c| fit(*c)).collect() };
        Self { code, description }
    }

    pub fn invalid_request(description: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Code::InvalidRequest, description)
    }

    pub fn invalid_grant(description: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Code::InvalidGrant, description)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_hold_what_the_standard_allows() {
        let refusal = Refusal::invalid_request("a \"quoted\" \\ näme\n");
        assert_eq!(refusal.description, "a quoted  nme");
        assert_eq!(
            serde_json::to_value(&refusal).unwrap(),
            serde_json::json!({"error": "invalid_request", "error_description": "a quoted  nme"})
        );
    }
}
