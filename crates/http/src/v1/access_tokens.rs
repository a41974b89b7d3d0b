//! Access tokens: what one grants, revoking one, one for a space (`api-v1`, 2.4).
//!
//! Tokens stand in these paths; the log names operations and never paths.

use crate::access::UserAccess;
use crate::error::Error;
use crate::input::Id;
use crate::operation::Api;
use crate::style::V1;
use crate::v1::{Body, Json};
use crate::v2::NoContent;
use app::FieldError;
use app::access::Place;
use domain::ids::SpaceId;
use domain::scopes::Scopes;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn operations(api: &mut Api<V1>) {
    api.tag("Access tokens");
    api.get("v1-get-access-token", "/api/access_tokens/{token}", get, "What a token of one's own grants");
    api.delete("v1-delete-access-token", "/api/access_tokens/{token}", delete, "Revoke a token of one's own");
    api.post("v1-create-space-token", "/api/access_tokens/{token}/space", for_space, "A token for one space").about(
        "It has the scopes of the token in the path and outlives the time of its maker as an admin: then it acts for the owner. \
         **Access**: admins of the space.",
    );
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AccessToken")]
struct AccessToken {
    scope: Vec<&'static str>,
}

fn names(scopes: Scopes) -> Vec<&'static str> {
    scopes.names().collect()
}

async fn get(access: UserAccess<()>, Id(token): Id<String>) -> Result<Json<AccessToken>, Error> {
    let scopes = app::tokens::inspect(access.app(), access.caller(), &token).await?;
    Ok(Json(AccessToken { scope: names(scopes) }))
}

async fn delete(access: UserAccess<()>, Id(token): Id<String>) -> Result<NoContent, Error> {
    app::tokens::revoke(access.app(), access.caller(), &token).await?;
    Ok(NoContent)
}

#[derive(Deserialize, JsonSchema)]
struct ForSpace {
    space_id: String,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SpaceToken")]
struct SpaceToken {
    scope: Vec<&'static str>,
    token: String,
    /// The application of the token it was made from; null for one made at the command line.
    client_id: Option<String>,
}

async fn for_space(access: UserAccess<()>, Id(token): Id<String>, Body(body): Body<ForSpace>) -> Result<Json<SpaceToken, 201>, Error> {
    let unknown = || FieldError::field("space_id", "unknown", "is not the id of a space");
    let space: SpaceId = body.space_id.parse().map_err(|_| unknown())?;
    let access = access.visit(Place::Space(space)).await.map_err(|error| match error {
        Error::App(app::Error::NotFound { .. }) => unknown().into(),
        other => other,
    })?;
    let (issued, secret) = app::tokens::for_space(access.app(), access.access(), &token).await?;
    let scopes: Scopes = issued.scopes.parse().map_err(app::Error::internal)?;
    let client_id = issued.client_id.map(|id| id.simple().to_string());
    Ok(Json(SpaceToken { scope: names(scopes), token: secret.reveal().to_owned(), client_id }))
}
