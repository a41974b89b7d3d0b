//! Invitations that connect a login with a membership (`api-v1`, 4.6).

use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::input::Id;
use crate::operation::Api;
use crate::scopes::{ReadInvitations, WriteInvitations};
use crate::style::V1;
use crate::v1::{Json, Time};
use app::access::Access;
use app::invitations;
use domain::ids::{InvitationId, MembershipId};
use schemars::JsonSchema;
use serde::Serialize;

pub fn operations(api: &mut Api<V1>) {
    api.tag("Invitations");
    api.post("v1-create-invitation", "/api/memberships/{id}/invitations", create, "Make a link that connects a login with a membership")
        .about(
            "No mail is sent: hand `user_url` to the member. It works once, for 30 days, for whoever opens it and signs in; keep it \
             secret. **Access**: admins who may edit memberships.",
        )
        .refuses(409, "The membership is connected with a login already.");
    api.get("v1-get-invitation", "/api/invitations/{id}", get, "One invitation").about("**Access**: admins who may see memberships.");
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Invitation")]
struct Invitation {
    id: String,
    /// Opens the invitation: to be given to nobody else.
    user_url: String,
    accepted_at: Option<Time>,
    membership_id: String,
}

impl Invitation {
    fn new(app: &app::App, access: &Access, invitation: &invitations::Invitation) -> Self {
        let id = invitation.id.to_string();
        Self {
            user_url: format!("{}/invitations/{id}", app.site_of(access.space())),
            accepted_at: invitation.accepted_at.map(Time),
            membership_id: invitation.membership.to_string(),
            id,
        }
    }
}

async fn create(access: SpaceAccess<WriteInvitations, ByHost>, Id(membership): Id<MembershipId>) -> Result<Json<Invitation, 201>, Error> {
    let made = invitations::create(access.app(), &access, membership).await?;
    Ok(Json(Invitation::new(access.app(), &access, &made)))
}

async fn get(access: SpaceAccess<ReadInvitations, ByHost>, Id(id): Id<InvitationId>) -> Result<Json<Invitation>, Error> {
    let found = invitations::get(access.app(), &access, id).await?;
    Ok(Json(Invitation::new(access.app(), &access, &found)))
}
