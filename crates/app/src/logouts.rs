//! Signing out where an application sends people for it (OpenID Connect RP-Initiated Logout 1.0).

use crate::issuers::{Failure, Issuer};
use crate::{App, applications, keys};
use domain::ids::ClientId;
use oauth::Refusal;
use oauth::parameters::{Parameters, append};

/// A wish to sign out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logout {
    /// Whom the application means, by an ID token of ours: that person need not be asked.
    pub sub: Option<String>,
    /// Where to go afterwards; registered by the application.
    pub target: Option<String>,
}

/// Reads and checks such a wish. People are sent to registered addresses only.
pub async fn read(app: &App, issuer: &Issuer, parameters: &Parameters) -> Result<Logout, Failure> {
    let claims = match parameters.get("id_token_hint") {
        Some(hint) => {
            let claims = keys::verify(app, hint).await?;
            let ours = claims.filter(|claims| claims.get("iss").and_then(|iss| iss.as_str()) == Some(issuer.url.as_str()));
            Some(ours.ok_or_else(|| Refusal::invalid_request("id_token_hint was not issued here"))?)
        }
        None => None,
    };
    let claim = |name: &str| claims.as_ref().and_then(|claims| claims.get(name)?.as_str()).map(str::to_owned);
    let (named, meant) = (parameters.owned("client_id"), claim("aud"));
    if let (Some(named), Some(meant)) = (&named, &meant)
        && named != meant
    {
        return Err(Refusal::invalid_request("client_id is not the one of id_token_hint").into());
    }
    let target = match parameters.get("post_logout_redirect_uri") {
        None => None,
        Some(uri) => {
            let id: Option<ClientId> = meant.or(named).and_then(|id| id.parse().ok());
            let client = match id {
                Some(id) => applications::find(app, id).await?,
                None => None,
            };
            let known = client.is_some_and(|client| client.logout_uris.0.iter().any(|known| known == uri));
            if !known {
                return Err(Refusal::invalid_request("post_logout_redirect_uri is not registered for this application").into());
            }
            Some(append(uri, parameters.get("state").map(|state| ("state", state)), false))
        }
    };
    Ok(Logout { sub: claim("sub"), target })
}
