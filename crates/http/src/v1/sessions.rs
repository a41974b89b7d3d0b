//! Links that sign a browser in (`api-v1`, 4.2).

use crate::access::UserAccess;
use crate::error::Error;
use crate::operation::Api;
use crate::scopes::Signin;
use crate::style::V1;
use crate::v1::{Body, Json};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn operations(api: &mut Api<V1>) {
    api.tag("Sessions");
    api.post("v1-create-session", "/api/session", create, "A link that signs a browser in").about(
        "The link works once, within five minutes, and then leads to `redirect`, which must be a page of this server. \
         **Access**: any user, for himself or herself.",
    );
}

#[derive(Deserialize, JsonSchema)]
struct NewSession {
    #[serde(default)]
    redirect: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "SessionLink")]
struct SessionLink {
    link: String,
}

async fn create(access: UserAccess<Signin>, Body(body): Body<NewSession>) -> Result<Json<SessionLink, 201>, Error> {
    let secret = app::sessions::link(access.app(), access.caller(), body.redirect).await?;
    Ok(Json(SessionLink { link: format!("{}/session/new?token={}", access.app().hosts.at("www"), secret.reveal()) }))
}
