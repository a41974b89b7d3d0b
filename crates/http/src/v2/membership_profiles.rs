//! What members tell of themselves.

use super::resources::{known, slice, total};
use crate::access::{NetworkAccess, Of, SpaceAccess};
use crate::error::Error;
use crate::input::{Csv, Day, Id, Page, Query};
use crate::operation::Api;
use crate::patch::Patch;
use crate::scopes::{ReadMembershipProfiles, ReadPublishedMembershipProfiles, WriteMembershipProfiles};
use crate::style::JsonApi;
use crate::v2::{Body, Collection, Document, MembershipProfiles, Memberships, Photo};
use app::membership_profiles::{self as profiles, Shown};
use domain::ids::MembershipId;
use jsonapi::{Change, Entity, One, Resource, one};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::resources::Word;
use store::spaces::Space;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Membership Profile");
    api.get("get-membership-profile", "/membership_profiles/{id}", get, "Single profile").about(
        "A profile has the id of its membership.\n\n**Access**: admins of the space or its network, and the member; others in the space \
         or its network if the profile is published. The birthday is for admins and the member.",
    );
    api.patch("patch-membership-profile", "/membership_profiles/{id}", update, "Update profile").about(
        "Empty texts clear. Twitter and the like take links or names; a website without a scheme gets `https`.\n\n\
         **Access**: the member.",
    );
    api.get("get-space-membership-profiles", "/spaces/{spaceId}/membership_profiles", of_space, "Profiles of a space")
        .about("Of all memberships, oldest first.\n\n**Access**: admins of the space.");
    api.get(
        "get-space-published-membership-profiles",
        "/spaces/{spaceId}/membership_profiles/published",
        published,
        "Published profiles of a space",
    )
    .about("Of those who are members now, without birthdays unless an admin asks.\n\n**Access**: admins and members of the space.");
    api.get("get-network-membership-profiles", "/networks/{networkId}/membership_profiles", of_network, "Profiles of a network")
        .about("**Access**: admins of any space in the network.");
    api.get(
        "search-network-membership-profiles",
        "/networks/{networkId}/membership_profiles/search",
        search,
        "Search the profiles of a network",
    )
    .about("Profiles in which the text stands in any field, whatever its case.\n\n**Access**: admins of any space in the network.");
}

async fn get(
    access: SpaceAccess<ReadMembershipProfiles, Of<MembershipProfiles>>,
    Id(id): Id<MembershipId>,
) -> Result<Document<MembershipProfiles>, Error> {
    let shown = profiles::get(access.app(), &access, id).await?;
    Ok(Document::new(&resource(access.app(), access.space(), shown)))
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct UpdateProfile {
    location: Patch<String>,
    /// `YYYY-MM-DD`; null or nothing clears it.
    birthday: Patch<Option<String>>,
    about_me: Patch<String>,
    twitter: Patch<String>,
    instagram: Patch<String>,
    facebook: Patch<String>,
    linkedin: Patch<String>,
    github: Patch<String>,
    website: Patch<String>,
    phone: Patch<String>,
    email: Patch<Option<String>>,
    company: Patch<String>,
    pronouns: Patch<String>,
    /// Whether other members see it.
    published: Patch<bool>,
}

async fn update(
    access: SpaceAccess<WriteMembershipProfiles, Of<MembershipProfiles>>,
    Id(id): Id<MembershipId>,
    Body(change): Body<Change<MembershipProfiles, UpdateProfile>>,
) -> Result<Document<MembershipProfiles>, Error> {
    let new = change.attributes;
    let change = profiles::Change {
        published: new.published.set(),
        email: new.email.set().map(Option::unwrap_or_default),
        phone: new.phone.set(),
        company: new.company.set(),
        pronouns: new.pronouns.set(),
        location: new.location.set(),
        birthday: new.birthday.set().map(Option::unwrap_or_default),
        about_me: new.about_me.set(),
        website: new.website.set(),
        twitter: new.twitter.set(),
        facebook: new.facebook.set(),
        linkedin: new.linkedin.set(),
        github: new.github.set(),
        instagram: new.instagram.set(),
    };
    let shown = profiles::change(access.app(), &access, id, change).await?;
    Ok(Document::new(&resource(access.app(), access.space(), shown)))
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct ListProfiles {
    /// Only of these memberships.
    #[serde(rename = "filter[membershipIds]")]
    memberships: Option<Csv<String>>,
}

impl ListProfiles {
    fn memberships(&self) -> Option<Vec<MembershipId>> {
        // An empty one filters nothing.
        self.memberships.as_ref().filter(|ids| !ids.0.is_empty()).map(known)
    }
}

async fn of_space(
    access: SpaceAccess<ReadMembershipProfiles>,
    Query(query): Query<ListProfiles>,
    Page(page): Page,
) -> Result<Collection<MembershipProfiles>, Error> {
    let found = profiles::list(access.app(), &access, query.memberships(), slice(page)).await?;
    let shown = found.items.into_iter().map(|shown| resource(access.app(), access.space(), shown));
    Ok(Collection::new(shown.collect::<Vec<_>>(), page, total(found.total)))
}

async fn published(
    access: SpaceAccess<ReadPublishedMembershipProfiles>,
    Query(query): Query<ListProfiles>,
    Page(page): Page,
) -> Result<Collection<MembershipProfiles>, Error> {
    let found = profiles::published(access.app(), &access, query.memberships(), slice(page)).await?;
    let shown = found.items.into_iter().map(|shown| resource(access.app(), access.space(), shown));
    Ok(Collection::new(shown.collect::<Vec<_>>(), page, total(found.total)))
}

async fn of_network(access: NetworkAccess<ReadMembershipProfiles>, Page(page): Page) -> Result<Collection<MembershipProfiles>, Error> {
    network(&access, None, page).await
}

#[derive(Deserialize, JsonSchema)]
struct Search {
    /// A part of any field.
    #[serde(rename = "filter[query]")]
    text: String,
}

async fn search(
    access: NetworkAccess<ReadMembershipProfiles>,
    Query(search): Query<Search>,
    Page(page): Page,
) -> Result<Collection<MembershipProfiles>, Error> {
    network(&access, Some(search.text), page).await
}

async fn network(
    access: &NetworkAccess<ReadMembershipProfiles>,
    text: Option<String>,
    page: jsonapi::Page,
) -> Result<Collection<MembershipProfiles>, Error> {
    let found = profiles::network(access.app(), access, text, slice(page)).await?;
    let shown = found.items.into_iter().filter_map(|shown| {
        let space = access.spaces.iter().find(|space| space.space_id() == shown.profile.space_id)?;
        Some(resource(access.app(), space.space(), shown))
    });
    Ok(Collection::new(shown.collect::<Vec<_>>(), page, total(found.total)))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "membershipProfileAttributes")]
pub struct ProfileAttributes {
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    pronouns: Option<String>,
    company: Option<String>,
    photo: Option<Photo>,
    published: bool,
    location: Option<String>,
    /// Not there for other members.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Day>")]
    birthday: Option<Seen<Day>>,
    about_me: Option<String>,
    #[schemars(extend("format" = "uri-reference"))]
    website: Option<String>,
    #[schemars(extend("format" = "uri-reference"))]
    twitter: Option<String>,
    #[schemars(extend("format" = "uri-reference"))]
    facebook: Option<String>,
    #[schemars(extend("format" = "uri-reference"))]
    linkedin: Option<String>,
    #[schemars(extend("format" = "uri-reference"))]
    github: Option<String>,
    #[schemars(extend("format" = "uri-reference"))]
    instagram: Option<String>,
}

/// What may be seen, and may be nothing.
#[derive(Serialize)]
#[serde(transparent)]
struct Seen<T>(Option<T>);

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "membershipProfileRelationships")]
pub struct ProfileRelationships {
    membership: One<Memberships>,
}

impl Entity for MembershipProfiles {
    type Attributes = ProfileAttributes;
    type Relationships = ProfileRelationships;
}

fn resource(app: &app::App, space: &Space, Shown { profile, birthday }: Shown) -> Resource<MembershipProfiles> {
    let attributes = ProfileAttributes {
        name: profile.name,
        email: profile.email,
        phone: profile.phone,
        pronouns: profile.pronouns,
        company: profile.company,
        photo: profile.photo.map(|Word(photo)| Photo::new(app.picture(space, &photo))),
        published: profile.published,
        location: profile.location,
        birthday: birthday.then(|| Seen(profile.birthday.map(Day))),
        about_me: profile.about_me,
        website: profile.website,
        twitter: profile.twitter,
        facebook: profile.facebook,
        linkedin: profile.linkedin,
        github: profile.github,
        instagram: profile.instagram,
    };
    Resource::new(profile.membership_id, attributes, ProfileRelationships { membership: one(profile.membership_id) })
}
