//! Terms that members approve.

use super::event_attendances::at_link;
use crate::access::{SpaceAccess, UserAccess};
use crate::error::Error;
use crate::operation::Api;
use crate::scopes::{ReadTermsApprovals, WriteTermsApprovals};
use crate::style::JsonApi;
use crate::v2::{Approvals, Body, Created, Document, Link as _, Memberships, Spaces};
use app::access::Place;
use app::terms::{self, Approve};
use domain::ids::{MembershipId, SpaceId};
use jsonapi::{Entity, Kind, New, One, Resource, one};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Approval");
    api.post("create-terms-approvals", "/terms_approvals", create, "Create approvals")
        .about("Approves the versions that hold now. What is approved already may be approved again.\n\n**Access**: the member.");
    api.get("get-missing-terms-approvals", "/spaces/{spaceId}/terms_approval/missing", missing, "Missing approvals").about(
        "The types that the membership of the token's user has still to approve. The id is always `null`: nothing is kept \
         of what is missing.\n\n**Access**: members of the space.",
    );
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct CreateApproval {
    /// Types of terms that the space has.
    types: Vec<String>,
    /// IPv4, as in `127.0.0.1`: where the member was.
    ip_address: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct CreateLinks {
    space: One<Spaces>,
    membership: One<Memberships>,
}

async fn create(
    access: UserAccess<WriteTermsApprovals>,
    Body(new): Body<New<Approvals, CreateApproval, CreateLinks>>,
) -> Result<Created<Approvals>, Error> {
    let space: SpaceId = new.relationships.space.id("space")?;
    let access = access.enter(Place::Space(space)).await.map_err(|error| at_link(error, "space"))?;
    let membership: MembershipId = new.relationships.membership.id("membership")?;
    let CreateApproval { types, ip_address } = new.attributes;
    let made = terms::approve(access.app(), &access, Approve { membership, kinds: types, ip_address }).await?;
    let attributes = ApprovalAttributes { types: made.kinds, ip_address: made.ip_address };
    Ok(Created::new(&Resource::new(made.id, attributes, links(made.membership, space))))
}

async fn missing(access: SpaceAccess<ReadTermsApprovals>) -> Result<Document<MissingApprovals>, Error> {
    let (membership, types) = terms::missing(access.app(), &access).await?;
    Ok(Document::new(&Resource::new("null", MissingAttributes { types }, links(membership, access.space_id()))))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "approvalAttributes")]
pub struct ApprovalAttributes {
    types: Vec<String>,
    ip_address: String,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "approvalRelationships")]
pub struct ApprovalRelationships {
    membership: One<Memberships>,
    space: One<Spaces>,
}

impl Entity for Approvals {
    type Attributes = ApprovalAttributes;
    type Relationships = ApprovalRelationships;
}

/// Approvals that are not there.
struct MissingApprovals;
impl Kind for MissingApprovals {
    const TYPE: &'static str = Approvals::TYPE;
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "missingApprovalAttributes")]
pub struct MissingAttributes {
    types: Vec<String>,
}

impl Entity for MissingApprovals {
    type Attributes = MissingAttributes;
    type Relationships = ApprovalRelationships;
}

fn links(membership: MembershipId, space: SpaceId) -> ApprovalRelationships {
    ApprovalRelationships { membership: one(membership), space: one(space) }
}
