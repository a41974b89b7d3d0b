//! People: the one who asks, and making one (`api-v1`, 4.1).

use crate::access::{Public, UserAccess};
use crate::error::Error;
use crate::operation::Api;
use crate::scopes::{Openid, ReadUser, Write};
use crate::style::V1;
use crate::v1::{Body, Found, Json};
use app::BaseUrl;
use app::issuers::{self, Issuer};
use app::users::Myself;
use axum::Router;
use axum::http::header;
use axum::routing::get as route;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::spaces::Space;

pub fn operations(api: &mut Api<V1>) {
    api.tag("Users");
    api.get("v1-get-user", "/api/user", get, "The user of the token");
    api.post("v1-create-user", "/api/users", create, "Make a user for an application").about(
        "The address counts as confirmed. The application redeems `grant_code` for a token of the user, with the scopes of its own.",
    );
    api.get("v1-get-user-picture", "/api/users/{id}/picture", picture, "A picture of a user").limit(6000);
    api.get("v1-get-userinfo", "/api/userinfo", userinfo, "Claims of OpenID Connect about the user of the token");
}

#[derive(Deserialize, JsonSchema)]
struct NewUser {
    email: String,
    password: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CreatedUser")]
struct CreatedUser {
    id: String,
    email: String,
    grant_code: String,
}

async fn create(access: UserAccess<Write>, Body(body): Body<NewUser>) -> Result<Json<CreatedUser, 201>, Error> {
    let made = app::users::create_for(access.app(), access.caller(), &body.email, body.password).await?;
    Ok(Json(CreatedUser { id: made.id.to_string(), email: made.email, grant_code: made.grant_code.reveal().to_owned() }))
}

/// Where the placeholder is, on `www`.
const PLACEHOLDER: &str = "/pictures/person.svg";

/// The same for everybody: whether there is such a user is nobody's business.
async fn picture(access: Public) -> Result<Found, Error> {
    Ok(Found(format!("{}{PLACEHOLDER}", access.app().hosts.at("www"))))
}

/// The pictures that answers lead to.
pub(crate) fn pictures() -> Router {
    let headers = [(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, "public, max-age=86400")];
    Router::new().route(PLACEHOLDER, route(move || async move { (headers, include_str!("person.svg")) }))
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "UserInfo")]
struct UserInfo {
    sub: String,
    /// With the scope `email`.
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<String>,
    /// With the scope `email`.
    #[serde(skip_serializing_if = "Option::is_none")]
    email_verified: Option<bool>,
}

async fn userinfo(access: UserAccess<Openid>) -> Result<Json<UserInfo>, Error> {
    let issuer = Issuer::platform(access.app());
    let person = issuers::userinfo(access.app(), &issuer, access.caller()).await.map_err(|error| match error {
        app::Error::Unauthenticated => Error::BadToken,
        other => other.into(),
    })?;
    Ok(Json(UserInfo { sub: person.sub, email: person.email, email_verified: person.email_verified }))
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
