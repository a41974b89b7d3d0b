//! Helping members who have forgotten their password.

use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::operation::Api;
use crate::scopes::WritePasswordResets;
use crate::style::V1;
use crate::v1::{Body, Json};
use app::{FieldError, accounts};
use domain::ids::MembershipId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn operations(api: &mut Api<V1>) {
    api.tag("Password resets");
    api.post("v1-create-password-reset", "/api/password_resets", create, "Mail a member a link for a new password")
        .about(
            "To the address with which the member signs in. The link works for two hours and is shown to nobody else; the password stays \
             until it is used. **Access**: admins who may edit memberships.",
        )
        .refuses(409, "Nobody has connected a login with the membership.");
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "NewPasswordReset")]
struct New {
    membership_id: String,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "PasswordReset")]
struct Sent {
    membership_id: String,
    /// Where the link was sent.
    email: String,
}

async fn create(access: SpaceAccess<WritePasswordResets, ByHost>, Body(new): Body<New>) -> Result<Json<Sent, 201>, Error> {
    let unknown = || app::Error::from(FieldError::field("membership_id", "unknown", "does not exist"));
    let id: MembershipId = new.membership_id.parse().map_err(|_| unknown())?;
    let sent = accounts::reset_for_member(access.app(), &access, id).await.map_err(|error| match error {
        app::Error::NotFound { .. } => unknown(),
        other => other,
    });
    let (id, email) = sent?;
    Ok(Json(Sent { membership_id: id.to_string(), email }))
}
