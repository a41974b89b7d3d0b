//! What spaces tell visitors.

use crate::access::{Itself, VisitorAccess};
use crate::error::Error;
use crate::operation::Api;
use crate::scopes::ReadSpaceProfiles;
use crate::style::JsonApi;
use crate::v2::{Document, SpaceProfiles};
use jsonapi::{Entity, Related, Resource, related};
use schemars::JsonSchema;
use serde::Serialize;
use store::spaces::{Address, Profile};

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Space Profile");
    api.get("get-space-profile", "/space_profiles/{id}", get, "What a space tells visitors")
        .about("The space links to its profile.\n\n**Access**: anyone with a token sees any space's profile.");
}

async fn get(access: VisitorAccess<ReadSpaceProfiles, Itself>) -> Result<Document<SpaceProfiles>, Error> {
    let profile = app::spaces::profile(access.app(), access.access()).await?;
    let space = related(format!("{}/spaces/{}", access.app().hosts.at("api"), access.space_id()));
    Ok(Document::new(&Resource::new(access.space_id(), attributes(profile), SpaceProfileRelationships { space })))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "spaceProfileAttributes")]
pub struct SpaceProfileAttributes {
    /// One line, as people write it.
    location: Option<String>,
    /// Null where the space has not given its address part by part.
    structured_address: Option<StructuredAddress>,
    phone: Option<String>,
    contact_email: Option<String>,
    external_links: Vec<ExternalLink>,
    open_status: OpenStatus,
    /// Days on which the space is closed are left out.
    open_hours: Vec<Hours>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct StructuredAddress {
    name: Option<String>,
    company: Option<String>,
    full_address: String,
    street: Option<String>,
    post_code: Option<String>,
    city: Option<String>,
    state: Option<String>,
    country_code: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct ExternalLink {
    url: String,
    /// `website`, `facebook` and the like.
    #[serde(rename = "type")]
    kind: String,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct OpenStatus {
    /// `open`, `membersOnly` or `closed`.
    status: Option<String>,
    additional_information: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct Hours {
    /// 1 is Monday.
    weekday: u8,
    /// `HH:MM` by the clock on the space's wall.
    from: Option<String>,
    to: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "spaceProfileRelationships")]
pub struct SpaceProfileRelationships {
    space: Related,
}

impl Entity for SpaceProfiles {
    type Attributes = SpaceProfileAttributes;
    type Relationships = SpaceProfileRelationships;
}

fn attributes(profile: Profile) -> SpaceProfileAttributes {
    SpaceProfileAttributes {
        location: profile.location,
        structured_address: profile.address.map(structured),
        phone: profile.phone,
        contact_email: profile.contact_email,
        external_links: profile.links.into_iter().map(|link| ExternalLink { url: link.url, kind: link.kind }).collect(),
        open_status: OpenStatus { status: profile.open_status, additional_information: profile.open_information },
        open_hours: profile.open_hours.into_iter().map(|hours| Hours { weekday: hours.weekday, from: hours.from, to: hours.to }).collect(),
    }
}

/// Where nobody wrote the whole address, it is put together from its parts.
fn structured(address: Address) -> StructuredAddress {
    let Address { name, company, full_address, street, post_code, city, state, country } = address;
    let written = || {
        let place = [post_code.as_deref(), city.as_deref()].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let lines = [street.clone(), Some(place), state.clone()].into_iter().flatten().filter(|line| !line.is_empty());
        lines.collect::<Vec<_>>().join("\n")
    };
    let full_address = full_address.unwrap_or_else(written);
    StructuredAddress { full_address, name, company, street, post_code, city, state, country_code: country }
}
