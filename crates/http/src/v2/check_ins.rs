//! Who is in a space.

use super::event_attendances::at_link;
use super::resources::{slice, total};
use crate::access::{ByMembershipId, Of, SpaceAccess, UserAccess};
use crate::error::Error;
use crate::input::{DateTime, Id, Page, Query};
use crate::operation::Api;
use crate::scopes::{ReadCheckIns, WriteCheckIns};
use crate::style::JsonApi;
use crate::v2::{Body, CheckIns, Collection, Created, Document, Link as _, Memberships, Spaces};
use app::FieldError;
use app::access::Place;
use app::check_ins;
use domain::ids::{CheckInId, MembershipId, SpaceId};
use domain::interval::Interval;
use domain::scopes::Scope;
use jsonapi::{Entity, New, One, Resource, one};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::check_ins::CheckIn;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Check-in");
    api.post("create-check-in", "/check_ins", create, "Check membership in").about(
        "Uses a time pass where the plan needs one: the one that expires first, or one for the whole day if that costs less than those \
         used today and another one. Who is checked in already stays so.\n\n\
         In a network a member may be checked in to any of its spaces.\n\n**Access**: admins of the membership's space.",
    );
    api.put("create-check-out", "/check_ins/{id}/check_out", check_out, "Check membership out")
        .about("The time pass stays used.\n\n**Access**: admins of the membership's space.")
        .refuses(409, "The check-in has ended.");
    api.get("get-membership-check-ins", "/memberships/{membershipId}/check_ins", list_membership, "Check-ins of a membership").about(
        "Those that begin within the time range, in all spaces of the network.\n\n\
         **Access**: the owner of the membership and admins of its space.",
    );
    api.get("list-space-check-ins-current", "/spaces/{spaceId}/check_ins/current", list_current, "Current check-ins of a membership")
        .about(
            "Those at the space that have not ended, of the membership that the token stands for.\n\n\
         **Access**: admins of the membership's space.",
        );
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct CreateCheckIn {
    /// Of the membership, as a card or a device shows it.
    check_in_token: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct CreateLinks {
    space: One<Spaces>,
}

async fn create(
    access: UserAccess<WriteCheckIns>,
    Body(new): Body<New<CheckIns, CreateCheckIn, CreateLinks>>,
) -> Result<Created<CheckIns>, Error> {
    let space: SpaceId = new.relationships.space.id("space")?;
    let at = access.enter(Place::Space(space)).await.map_err(|error| at_link(error, "space"))?;
    let found = check_ins::behind(at.app(), &at, &new.attributes.check_in_token, Scope::WriteCheckIns).await?;
    let unknown = || FieldError::field("check_in_token", "unknown", "is not known here");
    let (home, membership) = found.ok_or_else(unknown)?;
    Ok(Created::new(&resource(&check_ins::check_in(at.app(), &home, space, membership, false).await?)))
}

async fn check_out(access: SpaceAccess<WriteCheckIns, Of<CheckIns>>, Id(id): Id<CheckInId>) -> Result<Document<CheckIns>, Error> {
    Ok(Document::new(&resource(&check_ins::check_out(access.app(), &access, id).await?)))
}

#[derive(Deserialize, JsonSchema)]
struct Range {
    /// Start of the time range.
    #[serde(rename = "filter[from]")]
    from: DateTime,
    /// End of the time range.
    #[serde(rename = "filter[to]")]
    to: DateTime,
}

async fn list_membership(
    access: SpaceAccess<ReadCheckIns, Of<Memberships, ByMembershipId>>,
    Id(id): Id<MembershipId>,
    Query(range): Query<Range>,
    Page(page): Page,
) -> Result<Collection<CheckIns>, Error> {
    if range.to < range.from {
        return Err(FieldError::parameter("filter[to]", "before_from", "must not be before the start").into());
    }
    let within = Interval::new(range.from.0, range.to.0);
    let found = check_ins::of_member(access.app(), &access, id, within, false, slice(page)).await?;
    Ok(Collection::new(found.items.iter().map(resource).collect::<Vec<_>>(), page, total(found.total)))
}

#[derive(Deserialize, JsonSchema)]
struct OfToken {
    /// A token of the membership.
    #[serde(rename = "filter[checkInToken]")]
    token: String,
}

async fn list_current(
    access: SpaceAccess<ReadCheckIns>,
    Id(_): Id<SpaceId>,
    Query(query): Query<OfToken>,
    Page(page): Page,
) -> Result<Collection<CheckIns>, Error> {
    let found = check_ins::current(access.app(), &access, &query.token, slice(page)).await?;
    Ok(Collection::new(found.items.iter().map(resource).collect::<Vec<_>>(), page, total(found.total)))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "checkInAttributes")]
pub struct CheckInAttributes {
    valid_from: DateTime,
    valid_until: DateTime,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "checkInRelationships")]
pub struct CheckInRelationships {
    space: One<Spaces>,
    membership: One<Memberships>,
}

impl Entity for CheckIns {
    type Attributes = CheckInAttributes;
    type Relationships = CheckInRelationships;
}

fn resource(check_in: &CheckIn) -> Resource<CheckIns> {
    let attributes = CheckInAttributes { valid_from: check_in.valid_from.into(), valid_until: check_in.valid_until.into() };
    let links = CheckInRelationships { space: one(check_in.at_space_id), membership: one(check_in.membership_id) };
    Resource::new(check_in.id, attributes, links)
}
