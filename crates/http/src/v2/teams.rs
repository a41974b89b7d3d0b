//! Teams.

use super::memberships::{Window, slice, total};
use crate::access::{Of, SpaceAccess};
use crate::error::Error;
use crate::input::{Id, Page, Query};
use crate::operation::Api;
use crate::scopes::ReadTeams;
use crate::style::JsonApi;
use crate::v2::{Collection, Document, Photo, Spaces, Teams};
use domain::ids::TeamId;
use domain::resources;
use jsonapi::{Entity, One, Resource, one};
use schemars::JsonSchema;
use serde::Serialize;
use store::spaces::Space;
use store::teams::Team;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Team");
    api.get("get-space-teams", "/spaces/{spaceId}/teams", of_space, "Teams of a space").about("**Access**: admins of the space.");
    api.get("get-team", "/teams/{id}", get, "One team").about("**Access**: admins of the team's space.");
}

async fn of_space(access: SpaceAccess<ReadTeams>, Query(window): Query<Window>, Page(page): Page) -> Result<Collection<Teams>, Error> {
    let (limit, offset) = slice(page);
    let (found, rows) = app::teams::page(access.app(), &access, window.into(), limit, offset).await?;
    let resources = found.into_iter().map(|team| resource(access.app(), access.space(), team));
    Ok(Collection::new(resources.collect::<Vec<_>>(), page, total(rows)))
}

async fn get(access: SpaceAccess<ReadTeams, Of<Teams>>, Id(id): Id<TeamId>) -> Result<Document<Teams>, Error> {
    let team = app::teams::get(access.app(), &access, id).await?;
    Ok(Document::new(&resource(access.app(), access.space(), team)))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "teamAttributes")]
pub struct TeamAttributes {
    name: String,
    tax_id: Option<String>,
    customer_number: String,
    photo: Option<Photo>,
    billing_address: BillingAddress,
    billing_emails: Vec<String>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "teamBillingAddress")]
pub struct BillingAddress {
    name: Option<String>,
    company: Option<String>,
    full_address: String,
    street: Option<String>,
    post_code: Option<String>,
    city: Option<String>,
    state: Option<String>,
    /// ISO 3166-1 alpha-2.
    country_code: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "teamRelationships")]
pub struct TeamRelationships {
    space: One<Spaces>,
}

impl Entity for Teams {
    type Attributes = TeamAttributes;
    type Relationships = TeamRelationships;
}

pub(super) fn resource(app: &app::App, space: &Space, team: Team) -> Resource<Teams> {
    let address = team.billing_address.0;
    let photo = team.photo.as_deref().and_then(|photo| photo.parse::<resources::Photo>().ok());
    let attributes = TeamAttributes {
        name: team.name,
        tax_id: team.tax_id,
        customer_number: team.customer_number.unwrap_or_default(),
        photo: photo.map(|photo| Photo::new(app.picture(space, &photo))),
        billing_address: BillingAddress {
            full_address: address.in_full().unwrap_or_default().into_owned(),
            name: address.name,
            company: address.company,
            street: address.street,
            post_code: address.post_code,
            city: address.city,
            state: address.state,
            country_code: address.country,
        },
        billing_emails: team.billing_emails.0,
    };
    Resource::new(team.id, attributes, TeamRelationships { space: one(space.id) })
}
