//! Articles of the help desk.

use super::resources::{slice, total};
use crate::access::{Of, SpaceAccess};
use crate::error::Error;
use crate::input::{Id, Page};
use crate::operation::Api;
use crate::scopes::ReadArticles;
use crate::style::JsonApi;
use crate::v2::{Articles, Collection, Document, Spaces};
use domain::articles::html;
use domain::ids::{ArticleId, SpaceId};
use jsonapi::{Entity, One, Resource, one};
use schemars::JsonSchema;
use serde::Serialize;
use store::articles::Article;

const RELATED: &str = "**Access**: admins and members of the space or its network.";

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Article");
    api.get("list-space-articles", "/spaces/{spaceId}/articles", list, "List").about(RELATED);
    api.get("get-article", "/articles/{id}", get, "Single article").about(RELATED);
}

async fn list(access: SpaceAccess<ReadArticles>, Page(page): Page) -> Result<Collection<Articles>, Error> {
    let found = app::articles::list(access.app(), &access, slice(page)).await?;
    Ok(Collection::new(found.items.into_iter().map(|article| resource(access.space_id(), article)), page, total(found.total)))
}

async fn get(access: SpaceAccess<ReadArticles, Of<Articles>>, Id(id): Id<ArticleId>) -> Result<Document<Articles>, Error> {
    Ok(Document::new(&resource(access.space_id(), app::articles::get(access.app(), &access, id).await?)))
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "articleAttributes")]
pub struct ArticleAttributes {
    title: String,
    /// HTML without scripts: headings, paragraphs, lists, strong text and links.
    content: String,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "articleRelationships")]
pub struct ArticleRelationships {
    space: One<Spaces>,
}

impl Entity for Articles {
    type Attributes = ArticleAttributes;
    type Relationships = ArticleRelationships;
}

fn resource(space: SpaceId, article: Article) -> Resource<Articles> {
    let attributes = ArticleAttributes { title: article.title, content: html(&article.content) };
    Resource::new(article.id, attributes, ArticleRelationships { space: one(space) })
}
