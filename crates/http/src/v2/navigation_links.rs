//! Links that applications put into the navigation of a space.

use super::event_attendances::at_link;
use super::resources::{slice, total};
use crate::access::{Of, SpaceAccess, UserAccess};
use crate::error::Error;
use crate::input::{Id, Page};
use crate::operation::Api;
use crate::patch::Patch;
use crate::scopes::{ReadNavigationLinks, WriteNavigationLinks};
use crate::style::JsonApi;
use crate::v2::{Body, Collection, Created, Document, Link as _, NavigationLinks, SinglePageApps, Spaces};
use app::App;
use app::access::{Access, Place};
use app::navigation_links::{self, Create, Target};
use domain::ids::{NavigationLinkId, SinglePageAppId, SpaceId};
use domain::navigation::Section;
use domain::scopes::Scope;
use jsonapi::{Change, Entity, New, One, Resource, one};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::navigation_links::NavigationLink;

const ADMINS: &str = "**Access**: admins of the space.";

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Navigation Link");
    api.post("create-navigation-link", "/navigation_links", create, "Create").about(
        "Shows a single page app on a page of its own in the space. Links to pages elsewhere, framed or not, are made with API 1.\n\n\
         **Access**: admins of the space; the app must be one that the application of the token has made.",
    );
    api.get("get-navigation-link", "/navigation_links/{id}", get, "Single link").about(ADMINS);
    api.get("get-space-navigation-links", "/spaces/{spaceId}/navigation_links", list, "List for space")
        .about("Those that the application of the token has made.\n\n**Access**: admins of the space.");
    api.patch("update-navigation-link", "/navigation_links/{id}", update, "Update")
        .about("**Access**: admins of the space, for the application that made it.");
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, Serialize)]
#[schemars(inline)]
enum WhereTo {
    #[serde(rename = "admin/setup")]
    Setup,
    #[serde(rename = "admin/manage")]
    Manage,
    #[serde(rename = "admin/analyze")]
    Analyze,
    #[serde(rename = "members")]
    Members,
}
impl From<WhereTo> for Section {
    fn from(place: WhereTo) -> Self {
        match place {
            WhereTo::Setup => Self::Setup,
            WhereTo::Manage => Self::Manage,
            WhereTo::Analyze => Self::Analyze,
            WhereTo::Members => Self::Members,
        }
    }
}
impl From<Section> for WhereTo {
    fn from(section: Section) -> Self {
        match section {
            Section::Setup => Self::Setup,
            Section::Manage => Self::Manage,
            Section::Analyze => Self::Analyze,
            Section::Members => Self::Members,
        }
    }
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct CreateLink {
    label: String,
    section: WhereTo,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct CreateLinks {
    space: One<Spaces>,
    single_page_app: One<SinglePageApps>,
}

async fn create(
    access: UserAccess<WriteNavigationLinks>,
    Body(new): Body<New<NavigationLinks, CreateLink, CreateLinks>>,
) -> Result<Created<NavigationLinks>, Error> {
    let space: SpaceId = new.relationships.space.id("space")?;
    let access = access.enter(Place::Space(space)).await.map_err(|error| at_link(error, "space"))?;
    let single_page_app: SinglePageAppId = new.relationships.single_page_app.id("single_page_app")?;
    let CreateLink { label, section } = new.attributes;
    let new = Create { section: section.into(), label, target: Target::App(single_page_app), user_editable: false };
    let made = navigation_links::create(access.app(), &access, Scope::WriteNavigationLinks, new).await?;
    Ok(Created::new(&resource(access.app(), &access, made)))
}

async fn get(
    access: SpaceAccess<ReadNavigationLinks, Of<NavigationLinks>>,
    Id(id): Id<NavigationLinkId>,
) -> Result<Document<NavigationLinks>, Error> {
    let link = navigation_links::get(access.app(), &access, Scope::ReadNavigationLinks, id).await?;
    Ok(Document::new(&resource(access.app(), &access, link)))
}

async fn list(access: SpaceAccess<ReadNavigationLinks>, Page(page): Page) -> Result<Collection<NavigationLinks>, Error> {
    let found = navigation_links::list(access.app(), &access, Scope::ReadNavigationLinks, slice(page)).await?;
    let shown = found.items.into_iter().map(|link| resource(access.app(), &access, link));
    Ok(Collection::new(shown.collect::<Vec<_>>(), page, total(found.total)))
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
struct UpdateLink {
    label: Patch<String>,
    section: Patch<WhereTo>,
}

async fn update(
    access: SpaceAccess<WriteNavigationLinks, Of<NavigationLinks>>,
    Id(id): Id<NavigationLinkId>,
    Body(change): Body<Change<NavigationLinks, UpdateLink>>,
) -> Result<Document<NavigationLinks>, Error> {
    let UpdateLink { label, section } = change.attributes;
    let link = navigation_links::update(access.app(), &access, id, label.set(), section.set().map(Into::into)).await?;
    Ok(Document::new(&resource(access.app(), &access, link)))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "navigationLinkAttributes")]
pub struct LinkAttributes {
    label: String,
    /// Where people see what the link shows.
    #[schemars(extend("format" = "uri"))]
    user_url: String,
    section: WhereTo,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "navigationLinkRelationships")]
pub struct LinkRelationships {
    space: One<Spaces>,
    /// Not there for links to pages elsewhere.
    #[serde(skip_serializing_if = "Option::is_none")]
    single_page_app: Option<One<SinglePageApps>>,
}

impl Entity for NavigationLinks {
    type Attributes = LinkAttributes;
    type Relationships = LinkRelationships;
}

fn resource(app: &App, access: &Access, link: NavigationLink) -> Resource<NavigationLinks> {
    let user_url = navigation_links::user_url(app, access, &link);
    let relationships = LinkRelationships { space: one(access.space_id()), single_page_app: link.app().map(one) };
    Resource::new(link.id, LinkAttributes { label: link.label, user_url, section: link.section.into() }, relationships)
}
