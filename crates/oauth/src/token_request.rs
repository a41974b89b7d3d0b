//! What is asked of the token endpoint.

use crate::parameters::Parameters;
use crate::{Code, Refusal, pkce};
use serde::Serialize;

/// One of the grants that are known here.
#[derive(Clone, PartialEq, Eq)]
pub enum TokenRequest {
    /// RFC 6749 section 4.1.3.
    Code { code: String, redirect_uri: Option<String>, verifier: Option<String> },
    /// Section 6; a narrower scope may be asked for.
    Refresh { token: String, scope: Option<String> },
    /// Section 4.4.
    ClientCredentials { scope: Option<String> },
    /// Section 4.3, for old clients that may.
    Password { username: String, password: String, scope: Option<String> },
}

impl TokenRequest {
    pub fn read(parameters: &Parameters) -> Result<Self, Refusal> {
        let scope = parameters.owned("scope");
        Ok(match parameters.required("grant_type")? {
            "authorization_code" => {
                let verifier = parameters.owned("code_verifier");
                if verifier.as_deref().is_some_and(|verifier| !pkce::is_verifier(verifier)) {
                    return Err(Refusal::invalid_request("code_verifier has 43 to 128 letters, digits and -._~"));
                }
                Self::Code { code: parameters.required("code")?.into(), redirect_uri: parameters.owned("redirect_uri"), verifier }
            }
            "refresh_token" => Self::Refresh { token: parameters.required("refresh_token")?.into(), scope },
            "client_credentials" => Self::ClientCredentials { scope },
            "password" => {
                let (username, password) = (parameters.required("username")?.into(), parameters.required("password")?.into());
                Self::Password { username, password, scope }
            }
            other => return Err(Refusal::new(Code::UnsupportedGrantType, format!("{other} is not a grant that is known here"))),
        })
    }
}

/// What the token endpoint answers (RFC 6749 section 5.1, OpenID Connect Core 3.1.3.3). Has no `Debug`: it holds secrets.
#[derive(Serialize)]
pub struct TokenResponse {
    pub access_token: String,
    /// `bearer`, as old clients have it; compared without regard to case.
    pub token_type: &'static str,
    /// Seconds. Left out where the token does not expire.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expires_in: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refresh_token: Option<String>,
    pub scope: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id_token: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<TokenRequest, Refusal> {
        TokenRequest::read(&Parameters::parse("", text.as_bytes())?)
    }

    #[test]
    fn grants_are_told_apart() {
        assert!(matches!(read("grant_type=authorization_code&code=1"), Ok(TokenRequest::Code { verifier: None, .. })));
        assert!(matches!(read("grant_type=refresh_token&refresh_token=1&scope=read"), Ok(TokenRequest::Refresh { scope: Some(_), .. })));
        assert!(matches!(read("grant_type=client_credentials"), Ok(TokenRequest::ClientCredentials { scope: None })));
        assert!(matches!(read("grant_type=password&username=a&password=b"), Ok(TokenRequest::Password { .. })));
        let code = |text: &str| read(text).err().map(|refusal| refusal.code);
        assert_eq!(code("grant_type=magic"), Some(Code::UnsupportedGrantType));
        for bad in ["", "grant_type=authorization_code", "grant_type=authorization_code&code=1&code_verifier=short", "grant_type=password"]
        {
            assert_eq!(code(bad), Some(Code::InvalidRequest), "{bad}");
        }
    }
}
