//! Scripts and styles of applications that pages of spaces show.

use crate::access::UserAccess;
use crate::error::Error;
use crate::input::Id;
use crate::operation::Api;
use crate::patch::Patch;
use crate::scopes::{ReadSinglePageApps, WriteSinglePageApps};
use crate::style::JsonApi;
use crate::v2::{Body, Created, Document, List, SinglePageApps};
use app::single_page_apps::{self, Details};
use domain::ids::SinglePageAppId;
use jsonapi::{Change, Entity, NewAlone, NoRelationships, Resource};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::single_page_apps::SinglePageApp;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Single page app");
    api.post("create-single-page-app", "/single_page_apps", create, "Create").about(
        "Scripts and styles that a page of a space loads; a navigation link puts the page into the space's navigation.\n\n\
         **Access**: any user. It belongs to the application of the token.",
    );
    api.get("get-single-page-app", "/single_page_apps/{id}", get, "Single app").about("**Access**: the application that made it.");
    api.get("get-single-page-apps", "/single_page_apps", list, "List").about("All that the application of the token has made.");
    api.patch("update-single-page-app", "/single_page_apps/{id}", update, "Update").about("**Access**: the application that made it.");
}

#[derive(Clone, Debug, Deserialize, JsonSchema, Serialize)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct File {
    #[schemars(extend("format" = "uri"))]
    url: String,
}

fn urls(files: Vec<File>) -> Vec<String> {
    files.into_iter().map(|file| file.url).collect()
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(inline)]
struct AppInput {
    /// Short.
    name: Patch<String>,
    js: Patch<Vec<File>>,
    css: Patch<Vec<File>>,
}

impl From<AppInput> for Details {
    fn from(input: AppInput) -> Self {
        Self { name: input.name.set(), js: input.js.set().map(urls), css: input.css.set().map(urls) }
    }
}

async fn create(
    access: UserAccess<WriteSinglePageApps>,
    Body(new): Body<NewAlone<SinglePageApps, AppInput>>,
) -> Result<Created<SinglePageApps>, Error> {
    let made = single_page_apps::create(access.app(), access.caller(), new.attributes.into()).await?;
    Ok(Created::new(&resource(made)))
}

async fn get(access: UserAccess<ReadSinglePageApps>, Id(id): Id<SinglePageAppId>) -> Result<Document<SinglePageApps>, Error> {
    Ok(Document::new(&resource(single_page_apps::get(access.app(), access.caller(), id).await?)))
}

async fn list(access: UserAccess<ReadSinglePageApps>) -> Result<List<SinglePageApps>, Error> {
    Ok(List::new(single_page_apps::list(access.app(), access.caller()).await?.into_iter().map(resource)))
}

async fn update(
    access: UserAccess<WriteSinglePageApps>,
    Id(id): Id<SinglePageAppId>,
    Body(change): Body<Change<SinglePageApps, AppInput>>,
) -> Result<Document<SinglePageApps>, Error> {
    let app = single_page_apps::update(access.app(), access.caller(), id, change.attributes.into()).await?;
    Ok(Document::new(&resource(app)))
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "singlePageAppAttributes")]
pub struct AppAttributes {
    name: String,
    /// Loaded in this order.
    js: Vec<File>,
    css: Vec<File>,
}

impl Entity for SinglePageApps {
    type Attributes = AppAttributes;
    type Relationships = NoRelationships;
}

fn resource(app: SinglePageApp) -> Resource<SinglePageApps> {
    let files = |urls: Vec<String>| urls.into_iter().map(|url| File { url }).collect();
    let attributes = AppAttributes { name: app.name, js: files(app.js.0), css: files(app.css.0) };
    Resource::new(app.id, attributes, NoRelationships {})
}
