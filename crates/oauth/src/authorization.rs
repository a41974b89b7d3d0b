//! What is asked of the authorization endpoint (RFC 6749 section 4.1.1, OpenID Connect Core 3.1.2.1).

use crate::parameters::{Parameters, append};
use crate::{Code, Refusal, pkce};

/// What the client wants back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseType {
    Code,
    /// Implicit, for old clients that may.
    Token,
}

/// Where the answer stands in the address that people are sent back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResponseMode {
    Query,
    Fragment,
}

/// What people are to be shown, asked for by `prompt`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prompt {
    /// Nothing at all.
    pub none: bool,
    /// The sign-in page, even to who is signed in.
    pub login: bool,
    /// The consent page, even if all was granted before.
    pub consent: bool,
}

/// A request that can be read. `client_id` and `redirect_uri` are looked at first and apart: before they are known to
/// be good, nobody is sent anywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Authorization {
    pub response_type: ResponseType,
    pub scope: Option<String>,
    pub nonce: Option<String>,
    pub challenge: Option<String>,
    pub prompt: Prompt,
    /// Seconds since the sign-in, at most.
    pub max_age: Option<i64>,
    pub login_hint: Option<String>,
    pub id_token_hint: Option<String>,
    /// The only person who will do, where `claims` asks for a `sub` by its value.
    pub sub: Option<String>,
}

/// Where an answer goes, right or wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReturnAddress {
    pub redirect_uri: String,
    pub mode: ResponseMode,
    pub state: Option<String>,
    /// RFC 9207: tells answers of different servers apart.
    pub issuer: String,
}

impl ReturnAddress {
    /// `response_mode` and `response_type` decide the mode; what cannot be read is answered in the query.
    pub fn new(parameters: &Parameters, redirect_uri: String, issuer: String) -> Self {
        let implicit =
            parameters.get("response_type").is_some_and(|kind| kind.split(' ').any(|kind| kind == "token" || kind == "id_token"));
        let mode = match parameters.get("response_mode") {
            Some("fragment") => ResponseMode::Fragment,
            None if implicit => ResponseMode::Fragment,
            _ => ResponseMode::Query,
        };
        Self { redirect_uri, mode, state: parameters.owned("state"), issuer }
    }

    /// The address with the answer in it.
    pub fn with(&self, answer: &[(&str, &str)]) -> String {
        let own = [self.state.as_deref().map(|state| ("state", state)), Some(("iss", self.issuer.as_str()))];
        append(&self.redirect_uri, answer.iter().copied().chain(own.into_iter().flatten()), self.mode == ResponseMode::Fragment)
    }

    pub fn refuse(&self, refusal: &Refusal) -> String {
        self.with(&[("error", refusal.code.name()), ("error_description", &refusal.description)])
    }
}

impl Authorization {
    pub fn read(parameters: &Parameters) -> Result<Self, Refusal> {
        let unsupported = [
            ("request", Code::RequestNotSupported),
            ("request_uri", Code::RequestUriNotSupported),
            ("registration", Code::RegistrationNotSupported),
        ];
        if let Some((name, code)) = unsupported.into_iter().find(|(name, _)| parameters.get(name).is_some()) {
            return Err(Refusal::new(code, format!("{name} is not supported here")));
        }
        let response_type = match parameters.required("response_type")? {
            "code" => ResponseType::Code,
            "token" => ResponseType::Token,
            other => return Err(Refusal::new(Code::UnsupportedResponseType, format!("{other} is not supported here: code is"))),
        };
        match parameters.get("response_mode") {
            None | Some("fragment") => {}
            Some("query") if response_type == ResponseType::Code => {}
            Some(other) => return Err(Refusal::invalid_request(format!("response_mode {other} is not supported here"))),
        }
        let max_age = parameters.get("max_age").map(|age| age.parse().ok().filter(|age: &i64| *age >= 0));
        Ok(Self {
            response_type,
            scope: parameters.owned("scope"),
            nonce: parameters.owned("nonce"),
            challenge: challenge(parameters)?,
            prompt: prompt(parameters.get("prompt").unwrap_or_default())?,
            max_age: match max_age {
                Some(None) => return Err(Refusal::invalid_request("max_age is not a number of seconds")),
                Some(age) => age,
                None => None,
            },
            login_hint: parameters.owned("login_hint"),
            id_token_hint: parameters.owned("id_token_hint"),
            sub: sub(parameters.get("claims"))?,
        })
    }
}

fn challenge(parameters: &Parameters) -> Result<Option<String>, Refusal> {
    let (challenge, method) = (parameters.get("code_challenge"), parameters.get("code_challenge_method"));
    match (challenge, method) {
        (None, None) => Ok(None),
        (None, Some(_)) => Err(Refusal::invalid_request("code_challenge is missing")),
        // Without a method it would be `plain` (RFC 7636 section 4.3).
        (Some(_), None | Some("plain")) => Err(Refusal::invalid_request("code_challenge_method must be S256")),
        (Some(challenge), Some("S256")) if pkce::is_challenge(challenge) => Ok(Some(challenge.into())),
        (Some(_), Some("S256")) => Err(Refusal::invalid_request("code_challenge is not a SHA-256 in base64url")),
        (Some(_), Some(other)) => Err(Refusal::invalid_request(format!("code_challenge_method {other} is not supported here: S256 is"))),
    }
}

fn prompt(text: &str) -> Result<Prompt, Refusal> {
    let mut prompt = Prompt::default();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        match word {
            "none" => prompt.none = true,
            "login" | "select_account" => prompt.login = true,
            "consent" => prompt.consent = true,
            other => return Err(Refusal::invalid_request(format!("prompt {other} is not known here"))),
        }
    }
    if prompt.none && (prompt.login || prompt.consent) {
        return Err(Refusal::invalid_request("prompt none stands alone"));
    }
    Ok(prompt)
}

/// `claims` is not supported and so not followed, as discovery says; but it must be JSON, and a `sub` that is asked for
/// by its value is the only one that may be answered (OpenID Connect Core 5.5.1).
fn sub(claims: Option<&str>) -> Result<Option<String>, Refusal> {
    let Some(claims) = claims else { return Ok(None) };
    let claims: serde_json::Value = serde_json::from_str(claims).map_err(|_| Refusal::invalid_request("claims is not JSON"))?;
    if !claims.is_object() {
        return Err(Refusal::invalid_request("claims is not a JSON object"));
    }
    Ok(claims.pointer("/id_token/sub/value").and_then(serde_json::Value::as_str).map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> Result<Authorization, Refusal> {
        Authorization::read(&Parameters::parse(query, b"")?)
    }

    fn code(query: &str) -> Option<Code> {
        read(query).err().map(|refusal| refusal.code)
    }

    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    #[test]
    fn requests_are_read() {
        let all = format!(
            "response_type=code&scope=openid&nonce=n&code_challenge={CHALLENGE}&code_challenge_method=S256&prompt=login+consent&max_age=0&unknown=1"
        );
        let read = read(&all).unwrap();
        assert_eq!((read.response_type, read.max_age, read.challenge.as_deref()), (ResponseType::Code, Some(0), Some(CHALLENGE)));
        assert!(read.prompt.login && read.prompt.consent && !read.prompt.none);
    }

    #[test]
    fn what_is_not_supported_is_refused_by_its_name() {
        assert_eq!(code(""), Some(Code::InvalidRequest));
        assert_eq!(code("response_type=id_token"), Some(Code::UnsupportedResponseType));
        assert_eq!(code("response_type=code+id_token"), Some(Code::UnsupportedResponseType));
        assert_eq!(code("response_type=code&request=x"), Some(Code::RequestNotSupported));
        assert_eq!(code("response_type=code&request_uri=x"), Some(Code::RequestUriNotSupported));
        assert_eq!(code("response_type=code&registration=x"), Some(Code::RegistrationNotSupported));
        for bad in [
            "response_mode=form_post",
            "prompt=none+login",
            "prompt=dance",
            "max_age=-1",
            "max_age=soon",
            "claims=%7B",
            "claims=1",
            "code_challenge_method=S256",
            "code_challenge=short&code_challenge_method=S256",
        ] {
            assert_eq!(code(&format!("response_type=code&{bad}")), Some(Code::InvalidRequest), "{bad}");
        }
        assert_eq!(code("response_type=token&response_mode=query"), Some(Code::InvalidRequest));
    }

    #[test]
    fn only_s256_proves_anything() {
        for downgrade in ["", "&code_challenge_method=plain", "&code_challenge_method=s256", "&code_challenge_method=none"] {
            assert_eq!(
                code(&format!("response_type=code&code_challenge={CHALLENGE}{downgrade}")),
                Some(Code::InvalidRequest),
                "{downgrade}"
            );
        }
    }

    #[test]
    fn a_sub_by_value_is_read_and_other_claims_are_not_followed() {
        let sub = |claims: &str| read(&format!("response_type=code&claims={claims}")).unwrap().sub;
        assert_eq!(sub(r#"{"id_token":{"sub":{"value":"u1"}}}"#), Some("u1".into()));
        assert_eq!(sub(r#"{"userinfo":{"name":{"essential":true}}}"#), None);
    }

    #[test]
    fn answers_carry_state_and_issuer() {
        let parameters = Parameters::parse("response_type=code&state=s", b"").unwrap();
        let address = ReturnAddress::new(&parameters, "https://a.test/cb".into(), "https://www.k.test".into());
        assert_eq!(address.with(&[("code", "c")]), "https://a.test/cb?code=c&state=s&iss=https%3A%2F%2Fwww.k.test");
        let refused = address.refuse(&Refusal::new(Code::AccessDenied, "no"));
        assert!(refused.contains("error=access_denied") && refused.contains("state=s") && refused.contains("iss="));
        let implicit = Parameters::parse("response_type=token", b"").unwrap();
        let address = ReturnAddress::new(&implicit, "https://a.test/cb".into(), "i".into());
        assert_eq!(address.with(&[("access_token", "t")]), "https://a.test/cb#access_token=t&iss=i");
    }
}
