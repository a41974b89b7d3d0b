//! Who pays for whom, and teams with a plan of their own.

mod planned;

use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::input::{Id, Ids};
use crate::operation::Api;
use crate::scopes::{ReadTeams, Team, WriteTeamMember};
use crate::style::V1;
use crate::v1::plans::NamedObject;
use crate::v1::{Body, Json};
use crate::v2::NoContent;
use app::FieldError;
use domain::ids::MembershipId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::teams::TeamMember;

pub fn operations(api: &mut Api<V1>) {
    api.tag("Teams");
    api.get("v1-list-teams", "/api/teams", list, "Teams, in which one member pays for others");
    api.get("v1-get-own-team", "/api/team", own, "The members of the caller's team");
    api.post("v1-add-team-member", "/api/memberships/{payingId}/team/team_members", add, "Let a member pay for another")
        .refuses(409, "The member is in a team already, or the payer is itself paid for.");
    api.delete("v1-remove-team-member", "/api/memberships/{payingId}/team/team_members/{id}", remove, "Stop paying for a member");
    planned::operations(api);
}

async fn list(access: SpaceAccess<ReadTeams, ByHost>) -> Result<Json<Vec<TeamObject>>, Error> {
    let teams = app::teams::list(access.app(), &access).await?;
    Ok(Json(teams.into_iter().map(TeamObject::new).collect()))
}

async fn own(access: SpaceAccess<Team, ByHost>) -> Result<Json<Vec<MemberObject>>, Error> {
    Ok(Json(TeamObject::new(app::teams::own(access.app(), &access).await?).memberships))
}

async fn add(
    access: SpaceAccess<WriteTeamMember, ByHost>,
    Id(payer): Id<MembershipId>,
    Body(new): Body<AddMember>,
) -> Result<Json<TeamObject, 201>, Error> {
    let unknown = |_| FieldError::field("membership_id", "unknown", "does not exist");
    let member = new.membership_id.parse().map_err(|error: domain::ids::NotAnId| app::Error::from(unknown(error)))?;
    Ok(Json(TeamObject::new(app::teams::add_member(access.app(), &access, payer, member).await?)))
}

async fn remove(
    access: SpaceAccess<WriteTeamMember, ByHost>,
    Ids(payer, member): Ids<MembershipId, MembershipId>,
) -> Result<NoContent, Error> {
    app::teams::remove_member(access.app(), &access, payer, member).await?;
    Ok(NoContent)
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "AddTeamMember")]
struct AddMember {
    membership_id: String,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Team")]
struct TeamObject {
    memberships: Vec<MemberObject>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TeamMember")]
struct MemberObject {
    membership: NamedObject,
    /// `paying` or `paid`; `manager` in a team with a plan, where nobody pays for others.
    role: String,
}

impl TeamObject {
    fn new(members: Vec<TeamMember>) -> Self {
        let member = |member: TeamMember| MemberObject {
            membership: NamedObject { id: member.id.to_string(), name: member.name.or(member.company) },
            role: member.team_role,
        };
        Self { memberships: members.into_iter().map(member).collect() }
    }
}
