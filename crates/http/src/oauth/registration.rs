//! Applications that register themselves (RFC 7591), and manage what they registered (RFC 7592).

use super::answer::secret;
use super::{Asked, REGISTRATIONS, Stated, served};
use app::applications;
use app::issuers::Failure;
use axum::extract::{Path, Request, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use oauth::registration::Metadata;
use oauth::{Code, Refusal};

impl Asked {
    fn metadata(&self) -> Result<Metadata, Refusal> {
        serde_json::from_slice(&self.body)
            .map_err(|error| Refusal::new(Code::InvalidClientMetadata, format!("the body is not an object of client metadata: {error}")))
    }

    fn management_token(&self) -> Result<&str, Refusal> {
        self.bearer().ok_or_else(|| Refusal::new(Code::InvalidToken, "the registration access token is missing"))
    }
}

pub async fn register(State(edge): Stated, request: Request) -> Response {
    const OPERATION: &str = "oauth-register";
    let outcome = async {
        let asked = Asked::read(edge, request).await?;
        if let Some(refused) = asked.limited(OPERATION, REGISTRATIONS).await {
            return Ok(refused);
        }
        Ok(secret(StatusCode::CREATED, &applications::register(asked.app(), asked.metadata()?).await?))
    };
    served(OPERATION, outcome.await)
}

pub async fn read(State(edge): Stated, Path(id): Path<String>, request: Request) -> Response {
    let outcome = async {
        let asked = Asked::read(edge, request).await?;
        Ok(secret(StatusCode::OK, &applications::registration(asked.app(), &id, asked.management_token()?).await?))
    };
    served("oauth-read-registration", outcome.await)
}

pub async fn update(State(edge): Stated, Path(id): Path<String>, request: Request) -> Response {
    let outcome = async {
        let asked = Asked::read(edge, request).await?;
        let token = asked.management_token()?.to_owned();
        Ok(secret(StatusCode::OK, &applications::update_registration(asked.app(), &id, &token, asked.metadata()?).await?))
    };
    served("oauth-update-registration", outcome.await)
}

pub async fn delete(State(edge): Stated, Path(id): Path<String>, request: Request) -> Response {
    let outcome = async {
        let asked = Asked::read(edge, request).await?;
        applications::unregister(asked.app(), &id, asked.management_token()?).await?;
        Ok::<_, Failure>(StatusCode::NO_CONTENT.into_response())
    };
    served("oauth-delete-registration", outcome.await)
}
