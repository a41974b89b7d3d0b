//! Networks of spaces.

use crate::access::{ById, NetworkAccess};
use crate::error::Error;
use crate::input::{Csv, Query};
use crate::operation::Api;
use crate::scopes::ReadNetworks;
use crate::style::JsonApi;
use crate::v2::{Document, Networks, Spaces, spaces};
use domain::scopes::Scope;
use jsonapi::{Entity, Many, Related, Resource, many, related};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Network");
    api.get("get-network", "/networks/{id}", get, "A network of spaces").about(
        "Spaces link to the network they are in.\n\n\
         **Access**: admins and members of any space in the network. `include=memberSpaces` needs `read_spaces`.",
    );
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct GetNetwork {
    /// Linked resources to add.
    include: Csv<Include>,
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum Include {
    MemberSpaces,
}

async fn get(access: NetworkAccess<ReadNetworks, ById>, Query(query): Query<GetNetwork>) -> Result<Document<Networks>, Error> {
    let include = query.include.has(&Include::MemberSpaces);
    if include {
        access.caller.require(&[Scope::ReadSpaces])?;
    }
    let app = access.app();
    let shown = app::networks::spaces(app, access.access()).await?;
    let (api, id) = (app.hosts.at("api"), access.network.id);
    let relationships = NetworkRelationships {
        member_spaces: many(shown.iter().map(|shown| shown.space.id)),
        memberships: related(format!("{api}/networks/{id}/memberships")),
        membership_profiles: related(format!("{api}/networks/{id}/membership_profiles")),
    };
    let document = Document::new(&Resource::new(id, NoAttributes {}, relationships));
    Ok(if include { document.include(shown.into_iter().map(|shown| spaces::resource(app, shown))) } else { document })
}

// A network has none in the contract.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub struct NoAttributes {}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "networkRelationships")]
pub struct NetworkRelationships {
    member_spaces: Many<Spaces>,
    memberships: Related,
    membership_profiles: Related,
}

impl Entity for Networks {
    type Attributes = NoAttributes;
    type Relationships = NetworkRelationships;
}
