//! Pages of a space, under names that stay.

use crate::access::VisitorAccess;
use crate::error::Error;
use crate::operation::Api;
use crate::scopes::ReadUrls;
use crate::style::JsonApi;
use crate::v2::{List, Urls};
use app::spaces::{Target, Url};
use jsonapi::{Entity, NoRelationships, Resource};
use schemars::JsonSchema;
use serde::Serialize;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Url");
    api.get("get-space-urls", "/spaces/{spaceId}/urls", list, "The pages of a space").about(
        "Pages to link to, and templates (RFC 6570) of pages. There will be more of them.\n\n\
         **Access**: anyone with a token sees those of any space; what a page shows depends on who opens it.",
    );
}

async fn list(access: VisitorAccess<ReadUrls>) -> Result<List<Urls>, Error> {
    let urls = app::spaces::urls(access.app(), access.access()).await?;
    Ok(List::new(urls.into_iter().map(resource)))
}

#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "urlAttributes")]
pub enum UrlAttributes {
    Page {
        /// What the page is for; the same in every space.
        identifier: &'static str,
        label: &'static str,
        /// Null where the space has no such page.
        url: Option<String>,
    },
    #[serde(rename_all = "camelCase")]
    Template {
        /// What the pages are for; the same in every space.
        identifier: &'static str,
        label: &'static str,
        /// To be filled in as RFC 6570 says.
        url_template: String,
    },
}

impl Entity for Urls {
    type Attributes = UrlAttributes;
    type Relationships = NoRelationships;
}

fn resource(Url { id, identifier, label, target }: Url) -> Resource<Urls> {
    let attributes = match target {
        Target::Page(url) => UrlAttributes::Page { identifier, label, url: Some(url) },
        Target::Maybe(url) => UrlAttributes::Page { identifier, label, url },
        Target::Template(url_template) => UrlAttributes::Template { identifier, label, url_template },
    };
    Resource::new(id, attributes, NoRelationships {})
}
