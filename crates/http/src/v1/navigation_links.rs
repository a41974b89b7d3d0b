//! Links that applications put into the navigation of a space (`api-v1`, 4.17).

use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::input::Id;
use crate::operation::Api;
use crate::scopes::Navigation;
use crate::style::V1;
use crate::v1::{Body, Json};
use crate::v2::NoContent;
use app::App;
use app::access::Access;
use app::navigation_links::{self, Create, Target};
use domain::ids::NavigationLinkId;
use domain::navigation::{LinkKind, Section};
use domain::scopes::Scope;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::navigation_links::NavigationLink;
use store::resources::Slice;

pub fn operations(api: &mut Api<V1>) {
    api.tag("Navigation links");
    api.get("v1-list-navigation-links", "/api/navigation_links", list, "Links that the application has made")
        .about("**Access**: admins who may change add-ons.");
    api.post("v1-create-navigation-link", "/api/navigation_links", create, "Add a link to the navigation")
        .about("Shows a page of yours within one of the space, or leads there. **Access**: admins who may change add-ons.");
    api.delete("v1-delete-navigation-link", "/api/navigation_links/{id}", delete, "Take a link out of the navigation")
        .about("**Access**: admins who may change add-ons, for the application that made it.");
}

#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(inline)]
enum Kind {
    /// Within a page of the space.
    #[default]
    Iframe,
    /// A link that leads away.
    External,
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema)]
#[schemars(inline)]
enum In {
    #[serde(rename = "admin/setup")]
    Setup,
    #[serde(rename = "admin/manage")]
    Manage,
    #[serde(rename = "admin/analyze")]
    Analyze,
    #[serde(rename = "members")]
    Members,
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "CreateNavigationLink")]
struct New {
    section: In,
    label: String,
    /// Begins with `http://` or `https://`.
    iframe_url: String,
    #[serde(default = "yes")]
    user_editable: bool,
    #[serde(default, rename = "type")]
    kind: Kind,
}

const fn yes() -> bool {
    true
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "NavigationLink")]
struct LinkObject {
    section: &'static str,
    label: String,
    /// Null where the link shows a single page app of API 2.
    iframe_url: Option<String>,
    url: String,
    /// Where people see what the link shows.
    user_url: String,
    user_editable: bool,
    /// `iframe`, `external` or `single_page_app`.
    #[serde(rename = "type")]
    kind: &'static str,
}

impl LinkObject {
    fn new(app: &App, access: &Access, link: NavigationLink) -> Self {
        let user_url = navigation_links::user_url(app, access, &link);
        let kind = match link.kind {
            LinkKind::Iframe => "iframe",
            LinkKind::External => "external",
            LinkKind::SinglePageApp => "single_page_app",
        };
        Self {
            section: link.section.name(),
            label: link.label,
            iframe_url: link.url,
            url: format!("{}/api/navigation_links/{}", app.hosts.at(&access.space().subdomain), link.id),
            user_url,
            user_editable: link.user_editable,
            kind,
        }
    }
}

async fn list(access: SpaceAccess<Navigation, ByHost>) -> Result<Json<Vec<LinkObject>>, Error> {
    let found = navigation_links::list(access.app(), &access, Scope::Navigation, Slice::ALL).await?;
    Ok(Json(found.items.into_iter().map(|link| LinkObject::new(access.app(), &access, link)).collect()))
}

async fn create(access: SpaceAccess<Navigation, ByHost>, Body(new): Body<New>) -> Result<Json<LinkObject, 201>, Error> {
    let section = match new.section {
        In::Setup => Section::Setup,
        In::Manage => Section::Manage,
        In::Analyze => Section::Analyze,
        In::Members => Section::Members,
    };
    let target = match new.kind {
        Kind::Iframe => Target::Iframe("iframe_url", new.iframe_url),
        Kind::External => Target::External("iframe_url", new.iframe_url),
    };
    let new = Create { section, label: new.label, target, user_editable: new.user_editable };
    let made = navigation_links::create(access.app(), &access, Scope::Navigation, new).await?;
    Ok(Json(LinkObject::new(access.app(), &access, made)))
}

async fn delete(access: SpaceAccess<Navigation, ByHost>, Id(id): Id<NavigationLinkId>) -> Result<NoContent, Error> {
    navigation_links::delete(access.app(), &access, Scope::Navigation, id).await?;
    Ok(NoContent)
}
