//! The one who asks.

use crate::access::UserAccess;
use crate::error::Error;
use crate::input::{Csv, Query};
use crate::operation::Api;
use crate::scopes::ReadUser;
use crate::style::JsonApi;
use crate::v2::{Document, Memberships, Spaces, Users};
use app::users::Myself;
use domain::scopes::Scope;
use jsonapi::{Entity, Many, Resource, many};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("User");
    api.get("get-user", "/user", get, "The user of the token").about(
        "**Access**: anyone with a token.\n\n\
         `include` needs a scope of its own: `memberOf` and `adminOf` need `read_spaces`, `memberships` needs `read_memberships`.",
    );
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct GetUser {
    /// Linked resources to add.
    include: Csv<Include>,
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum Include {
    MemberOf,
    AdminOf,
    Memberships,
}

async fn get(access: UserAccess<ReadUser>, Query(query): Query<GetUser>) -> Result<Document<Users>, Error> {
    for include in &query.include.0 {
        let scope = if *include == Include::Memberships { Scope::ReadMemberships } else { Scope::ReadSpaces };
        access.require(&[scope])?;
    }
    let me = app::users::me(access.app(), access.caller()).await?;
    Ok(Document::new(&resource(me)))
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "userAttributes")]
pub struct UserAttributes {
    email: String,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "userRelationships")]
pub struct UserRelationships {
    admin_of: Many<Spaces>,
    member_of: Many<Spaces>,
    memberships: Many<Memberships>,
}

impl Entity for Users {
    type Attributes = UserAttributes;
    type Relationships = UserRelationships;
}

fn resource(me: Myself) -> Resource<Users> {
    let relationships = UserRelationships {
        admin_of: many(me.admin_of.iter().map(|space| space.id)),
        member_of: many(me.member_of.iter().map(|space| space.id)),
        memberships: many(me.memberships.iter().map(|membership| membership.id)),
    };
    Resource::new(me.user.id, UserAttributes { email: me.user.email }, relationships)
}
