//! The documents that tell clients where everything is.

use serde_json::{Value, json};

/// What an issuer's documents are made from.
pub struct Issuer<'a> {
    /// `https://www.example.com`, or the address of a space.
    pub url: &'a str,
    /// The server's own: registration is there only.
    pub platform: &'a str,
    /// Where developers read on.
    pub developers: &'a str,
    /// A space, whose people have names.
    pub space: bool,
    /// All that can be granted, by name.
    pub scopes: Vec<&'static str>,
}

impl Issuer<'_> {
    /// OpenID Connect Discovery 1.0 section 3 and RFC 8414 section 2: one document serves both.
    pub fn document(&self) -> Value {
        let at = |path: &str| format!("{}{path}", self.url);
        let methods = ["client_secret_basic", "client_secret_post", "none"];
        let mut claims = vec!["sub", "iss", "aud", "exp", "iat", "auth_time", "nonce", "at_hash", "email", "email_verified"];
        if self.space {
            claims.extend(["name", "picture", "phone_number"]);
        }
        json!({
            "issuer": self.url,
            "authorization_endpoint": at("/oauth/authorize"),
            "token_endpoint": at("/oauth/access_token"),
            "userinfo_endpoint": at("/api/userinfo"),
            "jwks_uri": at("/jwks.json"),
            "end_session_endpoint": at("/oauth/logout"),
            "introspection_endpoint": at("/oauth/introspect"),
            "revocation_endpoint": at("/oauth/revoke"),
            "registration_endpoint": format!("{}/oauth/register", self.platform),
            "scopes_supported": self.scopes,
            "response_types_supported": ["code"],
            "response_modes_supported": ["query", "fragment"],
            "grant_types_supported": ["authorization_code", "refresh_token", "client_credentials"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256", "ES256"],
            "code_challenge_methods_supported": ["S256"],
            "token_endpoint_auth_methods_supported": methods,
            "introspection_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
            "revocation_endpoint_auth_methods_supported": methods,
            "prompt_values_supported": ["none", "login", "consent"],
            "claims_supported": claims,
            "claims_parameter_supported": false,
            "request_parameter_supported": false,
            "request_uri_parameter_supported": false,
            "require_request_uri_registration": false,
            "authorization_response_iss_parameter_supported": true,
            "service_documentation": self.developers,
        })
    }
}

/// RFC 9728: who gives tokens for a resource, and with which scopes.
pub fn protected_resource(resource: &str, issuers: &[&str], scopes: &[&str], developers: &str) -> Value {
    json!({
        "resource": resource,
        "authorization_servers": issuers,
        "scopes_supported": scopes,
        "bearer_methods_supported": ["header", "body", "query"],
        "resource_documentation": developers,
    })
}

/// RFC 9727: where the API is described.
pub fn api_catalog(api: &str, developers: &str) -> Value {
    json!({"linkset": [{
        "anchor": format!("{api}/"),
        "service-desc": [{"href": format!("{api}/openapi.json"), "type": "application/json"}],
        "service-doc": [{"href": format!("{developers}/api2"), "type": "text/html"}],
        "status": [{"href": format!("{api}/health"), "type": "application/json"}],
    }]})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_space_has_names_and_its_own_endpoints() {
        let issuer = Issuer {
            url: "https://a.k.test",
            platform: "https://www.k.test",
            developers: "https://dev.k.test",
            space: true,
            scopes: vec!["openid"],
        };
        let document = issuer.document();
        assert_eq!(document["issuer"], "https://a.k.test");
        assert_eq!(document["token_endpoint"], "https://a.k.test/oauth/access_token");
        assert_eq!(document["registration_endpoint"], "https://www.k.test/oauth/register");
        assert!(document["claims_supported"].as_array().unwrap().contains(&"phone_number".into()));
        let www = Issuer { space: false, ..issuer }.document();
        assert!(!www["claims_supported"].as_array().unwrap().contains(&"name".into()));
    }
}
