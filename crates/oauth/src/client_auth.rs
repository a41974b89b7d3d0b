//! How a client says who it is at the token endpoint and its kin.

use crate::parameters::Parameters;
use crate::{Code, Refusal};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// What the request claims.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    pub client_id: String,
    /// None: a public client, or one that did not authenticate.
    pub secret: Option<String>,
    /// By `Authorization: Basic`; a refusal is then answered with a challenge (RFC 6749 section 5.2).
    pub basic: bool,
}

/// From the header `Authorization` or the parameters, one of both (RFC 6749 section 2.3).
pub fn read(authorization: Option<&str>, parameters: &Parameters) -> Result<Credentials, Refusal> {
    let (posted_id, posted_secret) = (parameters.get("client_id"), parameters.get("client_secret"));
    let Some(header) = authorization else {
        let client_id = posted_id.ok_or_else(|| Refusal::new(Code::InvalidClient, "client_id is missing"))?;
        return Ok(Credentials { client_id: client_id.into(), secret: posted_secret.map(str::to_owned), basic: false });
    };
    let (client_id, secret) = basic(header).ok_or_else(|| Refusal::new(Code::InvalidClient, "the header Authorization cannot be read"))?;
    if posted_secret.is_some() {
        return Err(Refusal::invalid_request("the client authenticates in two ways at once"));
    }
    if posted_id.is_some_and(|posted| posted != client_id) {
        return Err(Refusal::invalid_request("client_id is not the one of the header Authorization"));
    }
    Ok(Credentials { client_id, secret: Some(secret), basic: true })
}

/// Both parts are form-encoded before they are joined (RFC 6749 section 2.3.1).
fn basic(header: &str) -> Option<(String, String)> {
    let (scheme, rest) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let text = String::from_utf8(STANDARD.decode(rest.trim()).ok()?).ok()?;
    let (id, secret) = text.split_once(':')?;
    // The one name that is decoded holds everything: `=` and `&` are encoded in it.
    let decode = |part: &str| {
        form_urlencoded::parse(format!("x={}", part.replace('&', "%26")).as_bytes()).next().map(|(_, value)| value.into_owned())
    };
    Some((decode(id)?, decode(secret)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(text: &str) -> String {
        format!("Basic {}", STANDARD.encode(text))
    }

    #[test]
    fn both_ways_are_read() {
        let form = |text: &str| Parameters::parse("", text.as_bytes()).unwrap();
        let posted = read(None, &form("client_id=a&client_secret=b")).unwrap();
        assert!(posted.client_id == "a" && posted.secret.as_deref() == Some("b") && !posted.basic);
        assert!(read(None, &form("client_id=a")).unwrap().secret.is_none());
        let basic = read(Some(&header("a:b%2Bc%26")), &form("client_id=a")).unwrap();
        assert!(basic.secret.as_deref() == Some("b+c&") && basic.basic);
    }

    #[test]
    fn contradictions_are_refused() {
        let form = |text: &str| Parameters::parse("", text.as_bytes()).unwrap();
        let code = |authorization: Option<&str>, text: &str| read(authorization, &form(text)).err().map(|refusal| refusal.code);
        assert_eq!(code(None, ""), Some(Code::InvalidClient));
        assert_eq!(code(Some("Bearer x"), ""), Some(Code::InvalidClient));
        assert_eq!(code(Some("Basic ***"), ""), Some(Code::InvalidClient));
        assert_eq!(code(Some(&header("nocolon")), ""), Some(Code::InvalidClient));
        assert_eq!(code(Some(&header("a:b")), "client_secret=b"), Some(Code::InvalidRequest));
        assert_eq!(code(Some(&header("a:b")), "client_id=c"), Some(Code::InvalidRequest));
    }
}
