//! What an issuer says of the person behind a token (OpenID Connect Core 5.3).

use super::answer::{refused, secret};
use super::{Asked, Stated, served};
use app::issuers::{self, Failure};
use axum::extract::{Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use oauth::{Code, Refusal};

/// The token stands in the header, or with POST in a form (RFC 6750 section 2).
pub async fn userinfo(State(edge): Stated, request: Request) -> Response {
    let outcome = async {
        let asked = Asked::read(edge, request).await?;
        let posted = asked.parameters()?.owned("access_token");
        let Some(token) = asked.bearer().map(str::to_owned).or(posted) else {
            let mut response = refused(&Refusal::new(Code::InvalidToken, "an access token is needed"), false);
            response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            return Ok(response);
        };
        let issuer = asked.issuer().await?;
        let caller = app::access::authenticate(asked.app(), &token).await?;
        if let Some(refused) = asked.limited("oauth-userinfo", 1200).await {
            return Ok(refused);
        }
        Ok::<_, Failure>(secret(StatusCode::OK, &issuers::userinfo(asked.app(), &issuer, &caller).await?))
    };
    served("oauth-userinfo", outcome.await)
}
