//! The one who asks.

use crate::access::UserAccess;
use crate::error::Error;
use crate::input::{Csv, Query};
use crate::operation::Api;
use crate::scopes::ReadUser;
use crate::style::JsonApi;
use crate::v2::networks::NoAttributes;
use crate::v2::{Body, Document, Memberships, NoContent, Spaces, UserEmailPreviews, Users, spaces};
use app::App;
use app::spaces::{Shown, Standing};
use app::users::Myself;
use domain::scopes::Scope;
use jsonapi::{Entity, Kind, Many, NewAlone, One, Resource, many, one};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::spaces::Space;
use store::users::Membership;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("User");
    api.get("get-user", "/user", get, "The user of the token").about(
        "**Access**: anyone with a token.\n\n\
         `include` needs a scope of its own: `memberOf` and `adminOf` need `read_spaces`, `memberships` needs `read_memberships`.",
    );
    api.tag("User Email Preview");
    api.post("preview-user-email", "/user_email_preview", preview_email, "Whether an address is free for an account")
        .about("204 if it is. Nothing is made.\n\n**Access**: anyone with a token.")
        .refuses(409, "Somebody has an account with this address.")
        .limit(10); // answers tell who has an account
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct PreviewEmail {
    email: String,
}

async fn preview_email(access: UserAccess<()>, Body(body): Body<NewAlone<UserEmailPreviews, PreviewEmail>>) -> Result<NoContent, Error> {
    app::users::check_free(access.app(), &body.attributes.email).await?;
    Ok(NoContent)
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
    let app = access.app();
    let me = app::users::me(app, access.caller()).await?;
    let mut document = Document::new(&resource(&me));
    let wants = |include| query.include.has(&include);
    if wants(Include::AdminOf) || wants(Include::MemberOf) {
        let shown = included(app, &me, wants(Include::AdminOf), wants(Include::MemberOf)).await?;
        document = document.include(shown.into_iter().map(|shown| spaces::resource(app, shown)));
    }
    if wants(Include::Memberships) {
        let membership = |member: Membership| Resource::new(member.id, NoAttributes {}, Home { space: one(member.space_id) });
        document = document.include::<OwnMemberships>(me.memberships.into_iter().map(membership));
    }
    Ok(document)
}

/// The spaces to include, each once and as the user sees it.
async fn included(app: &App, me: &Myself, admin_of: bool, member_of: bool) -> Result<Vec<Shown>, Error> {
    let administered = |space: &Space| me.admin_of.iter().any(|other| other.id == space.id);
    let mut spaces: Vec<_> = me.admin_of.iter().filter(|_| admin_of).map(|space| (space.clone(), Standing::Admin)).collect();
    let joined = me.member_of.iter().filter(|space| member_of && !(admin_of && administered(space)));
    spaces.extend(joined.map(|space| (space.clone(), if administered(space) { Standing::Admin } else { Standing::Related })));
    Ok(app::spaces::shown(app, spaces).await?)
}

/// Memberships as the list of one's own has them: where they are. More of each has its own operation.
struct OwnMemberships;
impl Kind for OwnMemberships {
    const TYPE: &'static str = Memberships::TYPE;
}
impl Entity for OwnMemberships {
    type Attributes = NoAttributes;
    type Relationships = Home;
}
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct Home {
    space: One<Spaces>,
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

fn resource(me: &Myself) -> Resource<Users> {
    let relationships = UserRelationships {
        admin_of: many(me.admin_of.iter().map(|space| space.id)),
        member_of: many(me.member_of.iter().map(|space| space.id)),
        memberships: many(me.memberships.iter().map(|membership| membership.id)),
    };
    Resource::new(me.user.id, UserAttributes { email: me.user.email.clone() }, relationships)
}
