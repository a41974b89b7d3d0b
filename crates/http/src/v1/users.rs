//! The one who asks.

use crate::access::UserAccess;
use crate::error::Error;
use crate::operation::Api;
use crate::scopes::ReadUser;
use crate::style::V1;
use crate::v1::Json;
use app::BaseUrl;
use app::users::Myself;
use schemars::JsonSchema;
use serde::Serialize;
use store::spaces::Space;

pub fn operations(api: &mut Api<V1>) {
    api.tag("Users");
    api.get("v1-get-user", "/api/user", get, "The user of the token");
}

async fn get(access: UserAccess<ReadUser>) -> Result<Json<User>, Error> {
    let me = app::users::me(access.app(), access.caller()).await?;
    Ok(Json(User::new(me, &access.app().hosts)))
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "User")]
struct User {
    id: String,
    email: String,
    memberships: Vec<Membership>,
    admin_of: Vec<AdminOf>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "UserMembership")]
struct Membership {
    id: String,
    space_subdomain: String,
    space_name: String,
    space_link: String,
    link: String,
    /// Of the member, in this space.
    name: Option<String>,
}

#[derive(Serialize, JsonSchema)]
struct AdminOf {
    space_subdomain: String,
    space_name: String,
    space_link: String,
    /// The name as an admin.
    name: Option<String>,
}

fn space_link(hosts: &BaseUrl, space: &Space) -> String {
    format!("{}/api/spaces/{}", hosts.at("www"), space.subdomain)
}

impl User {
    fn new(me: Myself, hosts: &BaseUrl) -> Self {
        let membership = |member: &store::users::Membership| {
            let space = me.member_of.iter().find(|space| space.id == member.space_id)?;
            Some(Membership {
                id: member.id.to_string(),
                space_subdomain: space.subdomain.clone(),
                space_name: space.name.clone(),
                space_link: space_link(hosts, space),
                link: format!("{}/api/memberships/{}", hosts.at(&space.subdomain), member.id),
                name: member.name.clone(),
            })
        };
        let admin_of = |space: &Space| AdminOf {
            space_subdomain: space.subdomain.clone(),
            space_name: space.name.clone(),
            space_link: space_link(hosts, space),
            name: me.admin_names.iter().find(|(id, _)| *id == space.id).map(|(_, name)| name.clone()),
        };
        Self {
            id: me.user.id.to_string(),
            memberships: me.memberships.iter().filter_map(membership).collect(),
            admin_of: me.admin_of.iter().map(admin_of).collect(),
            email: me.user.email,
        }
    }
}
