//! Dynamic client registration (RFC 7591, 7592; OpenID Connect Registration 1.0).

use crate::jose::Algorithm;
use crate::{Code, Refusal, redirect_uris};
use serde::{Deserialize, Serialize};

/// What a client says of itself. Members that are not known here are not looked at (RFC 7591 section 2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Metadata {
    pub redirect_uris: Vec<String>,
    pub client_name: Option<String>,
    pub client_uri: Option<String>,
    pub logo_uri: Option<String>,
    pub scope: Option<String>,
    pub grant_types: Option<Vec<String>>,
    pub response_types: Option<Vec<String>>,
    pub token_endpoint_auth_method: Option<String>,
    pub id_token_signed_response_alg: Option<String>,
    pub post_logout_redirect_uris: Vec<String>,
    pub application_type: Option<String>,
    pub subject_type: Option<String>,
    /// Only when a registration is changed (RFC 7592 section 2.2).
    pub client_id: Option<String>,
    pub client_secret: Option<String>,
    pub jwks: Option<serde_json::Value>,
    pub sector_identifier_uri: Option<String>,
}

/// How a client authenticates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuthMethod {
    /// Public.
    None,
    Basic,
    Post,
}

impl AuthMethod {
    pub const ALL: [Self; 3] = [Self::Basic, Self::Post, Self::None];

    pub fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Basic => "client_secret_basic",
            Self::Post => "client_secret_post",
        }
    }

    pub fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name)
    }
}

/// What the metadata come to, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wish {
    pub method: AuthMethod,
    /// Short tokens that are refreshed, instead of one that lasts.
    pub expiring: bool,
    pub algorithm: Algorithm,
}

fn metadata(description: impl Into<std::borrow::Cow<'static, str>>) -> Refusal {
    Refusal::new(Code::InvalidClientMetadata, description)
}

impl Metadata {
    /// Whether what is asked for can be had here.
    pub fn check(&self) -> Result<Wish, Refusal> {
        if self.redirect_uris.is_empty() {
            return Err(Refusal::new(Code::InvalidRedirectUri, "redirect_uris is missing"));
        }
        if self.redirect_uris.len() + self.post_logout_redirect_uris.len() > 100 {
            return Err(Refusal::new(Code::InvalidRedirectUri, "more than 100 addresses are too many"));
        }
        let mut all = self.redirect_uris.iter().chain(&self.post_logout_redirect_uris);
        if let Some((uri, why)) = all.find_map(|uri| Some((uri, redirect_uris::check(uri).err()?))) {
            return Err(Refusal::new(Code::InvalidRedirectUri, format!("{uri} {why}")));
        }
        let method = self.token_endpoint_auth_method.as_deref().unwrap_or("client_secret_basic");
        let method = AuthMethod::read(method).ok_or_else(|| metadata(format!("token_endpoint_auth_method {method} is not supported")))?;
        let code = || vec!["authorization_code".to_owned()];
        let grants = self.grant_types.clone().unwrap_or_else(code);
        let known = ["authorization_code", "refresh_token", "client_credentials"];
        if let Some(other) = grants.iter().find(|grant| !known.contains(&grant.as_str())) {
            return Err(metadata(format!("grant type {other} cannot be registered here")));
        }
        if self.response_types.iter().flatten().any(|kind| kind != "code") {
            return Err(metadata("response_types can be code only"));
        }
        if self.subject_type.as_deref().is_some_and(|kind| kind != "public") || self.sector_identifier_uri.is_some() {
            return Err(metadata("subject_type can be public only"));
        }
        let algorithm = self.id_token_signed_response_alg.as_deref().unwrap_or("RS256");
        let algorithm = algorithm.parse().map_err(|_| metadata(format!("id_token_signed_response_alg {algorithm} is not supported")))?;
        for link in [&self.client_uri, &self.logo_uri].into_iter().flatten() {
            if !is_link(link) {
                return Err(metadata(format!("{link} is not an http or https address")));
            }
        }
        Ok(Wish { method, expiring: grants.iter().any(|grant| grant == "refresh_token"), algorithm })
    }
}

/// An address that a page may link to: http or https, with a host, printable.
pub fn is_link(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
        && text.len() <= 2000
        && text.chars().all(|c| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c))
}

/// What is answered (RFC 7591 section 3.2.1, RFC 7592 section 3).
#[derive(Serialize)]
pub struct Registered {
    pub client_id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_secret: Option<String>,
    /// 0: it does not expire.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_secret_expires_at: Option<i64>,
    pub client_id_issued_at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration_access_token: Option<String>,
    pub registration_client_uri: String,
    pub client_name: String,
    pub redirect_uris: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_uri: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub logo_uri: Option<String>,
    pub scope: String,
    pub grant_types: Vec<&'static str>,
    pub response_types: Vec<&'static str>,
    pub token_endpoint_auth_method: &'static str,
    pub id_token_signed_response_alg: &'static str,
    pub subject_type: &'static str,
    pub post_logout_redirect_uris: Vec<String>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn check(value: Value) -> Result<Wish, Code> {
        serde_json::from_value::<Metadata>(value).unwrap().check().map_err(|refusal| refusal.code)
    }

    #[test]
    fn usual_metadata_are_taken() {
        let wish = check(json!({"redirect_uris": ["https://a.test/cb"], "contacts": ["a@a.test"], "application_type": "web"})).unwrap();
        assert_eq!(wish, Wish { method: AuthMethod::Basic, expiring: false, algorithm: Algorithm::Rs256 });
        let native = json!({"redirect_uris": ["http://127.0.0.1/cb"], "token_endpoint_auth_method": "none",
            "grant_types": ["authorization_code", "refresh_token"], "id_token_signed_response_alg": "ES256"});
        assert_eq!(check(native).unwrap(), Wish { method: AuthMethod::None, expiring: true, algorithm: Algorithm::Es256 });
    }

    #[test]
    fn what_cannot_be_had_is_refused() {
        assert_eq!(check(json!({})), Err(Code::InvalidRedirectUri));
        assert_eq!(check(json!({"redirect_uris": ["http://a.test/cb"]})), Err(Code::InvalidRedirectUri));
        assert_eq!(check(json!({"redirect_uris": ["https://a.test/#x"]})), Err(Code::InvalidRedirectUri));
        for (name, value) in [
            ("token_endpoint_auth_method", json!("private_key_jwt")),
            ("grant_types", json!(["password"])),
            ("grant_types", json!(["implicit"])),
            ("response_types", json!(["code id_token"])),
            ("subject_type", json!("pairwise")),
            ("id_token_signed_response_alg", json!("none")),
            ("id_token_signed_response_alg", json!("HS256")),
            ("client_uri", json!("javascript:alert(1)")),
            ("logo_uri", json!("data:image/png,x")),
        ] {
            let mut all = json!({"redirect_uris": ["https://a.test/cb"]});
            all[name] = value;
            assert_eq!(check(all), Err(Code::InvalidClientMetadata), "{name}");
        }
    }
}
