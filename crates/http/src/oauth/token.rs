//! Tokens: given (RFC 6749), looked at (RFC 7662), taken back (RFC 7009).

use super::answer::{refused, secret};
use super::{Asked, EXCHANGES, Stated, empty, served};
use app::grants;
use app::issuers::Failure;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use oauth::client_auth::{self, Credentials};
use oauth::parameters::Parameters;
use oauth::token_request::TokenRequest;
use oauth::{Code, Refusal};

/// `Authorization: Basic` came, so that a refusal has a challenge.
fn is_basic(asked: &Asked) -> bool {
    asked.authorization().is_some_and(|header| header.get(..6).is_some_and(|scheme| scheme.eq_ignore_ascii_case("basic ")))
}

/// As the protocol refuses clients it does not know.
fn told(asked: &Asked, outcome: Result<Response, Failure>) -> Result<Response, Failure> {
    match outcome {
        Err(Failure::Refused(refusal)) => Ok(refused(&refusal, is_basic(asked))),
        other => other,
    }
}

async fn read(operation: &'static str, edge: crate::edge::Edge, request: Request) -> Result<Asked, Response> {
    let asked = Asked::read(edge, request).await.map_err(|failure| served(operation, Err(failure)))?;
    match asked.limited(operation, EXCHANGES).await {
        Some(refused) => Err(served(operation, Ok(refused))),
        None => Ok(asked),
    }
}

fn credentials(asked: &Asked, parameters: &Parameters) -> Result<Credentials, Refusal> {
    client_auth::read(asked.authorization(), parameters)
}

pub async fn exchange(State(edge): Stated, request: Request) -> Response {
    const OPERATION: &str = "oauth-token";
    let asked = match read(OPERATION, edge, request).await {
        Ok(asked) => asked,
        Err(response) => return response,
    };
    let outcome = async {
        let (issuer, parameters) = (asked.issuer().await?, asked.parameters()?);
        let request = TokenRequest::read(&parameters)?;
        let given = grants::exchange(asked.app(), &issuer, &credentials(&asked, &parameters)?, request).await?;
        Ok(secret(StatusCode::OK, &given))
    }
    .await;
    served(OPERATION, told(&asked, outcome))
}

pub async fn revoke(State(edge): Stated, request: Request) -> Response {
    const OPERATION: &str = "oauth-revoke";
    let asked = match read(OPERATION, edge, request).await {
        Ok(asked) => asked,
        Err(response) => return response,
    };
    let outcome = async {
        let parameters = asked.parameters()?;
        let (credentials, token) = (credentials(&asked, &parameters)?, parameters.required("token")?);
        grants::revoke(asked.app(), &credentials, token).await?;
        Ok(empty())
    }
    .await;
    served(OPERATION, told(&asked, outcome))
}

pub async fn introspect(State(edge): Stated, request: Request) -> Response {
    const OPERATION: &str = "oauth-introspect";
    let asked = match read(OPERATION, edge, request).await {
        Ok(asked) => asked,
        Err(response) => return response,
    };
    let outcome = async {
        let (issuer, parameters) = (asked.issuer().await?, asked.parameters()?);
        let client = match asked.bearer() {
            Some(token) => grants::itself(asked.app(), token).await?,
            None => grants::authenticate(asked.app(), &credentials(&asked, &parameters)?).await?,
        };
        if client.public {
            return Err(Refusal::new(Code::UnauthorizedClient, "a public application cannot prove whose tokens it asks about").into());
        }
        let told = grants::introspect(asked.app(), &issuer, &client, parameters.required("token")?).await?;
        Ok(secret(StatusCode::OK, &told))
    }
    .await;
    served(OPERATION, told(&asked, outcome))
}
