//! Articles of the help desk (O4): admins write them, members of the space and its network read them.

use crate::access::Access;
use crate::memberships::person::Checker;
use crate::resources::Page;
use crate::{App, Error, Event, Result};
use domain::ids::{ArticleCategoryId, ArticleId};
use domain::permissions::{Category, Level};
use domain::scopes::Scope;
use serde_json::json;
use std::sync::Arc;
use store::articles::{self, Article};
use store::resources::Slice;

/// One article. Whoever may enter by the scope may read it.
pub async fn get(app: &App, access: &Access, id: ArticleId) -> Result<Article> {
    require_reader(access)?;
    let access = access.clone();
    app.db.read(async move |tx| articles::find(&mut access.bind(tx), id).await?.ok_or(Error::NOT_FOUND)).await
}

/// All of the space, oldest first.
pub async fn list(app: &App, access: &Access, slice: Slice) -> Result<Page<Article>> {
    require_reader(access)?;
    let access = access.clone();
    app.db
        .snapshot(async move |tx| {
            let (items, total) = articles::list(&mut access.bind(tx), slice).await?;
            Ok::<_, Error>(Page { items, total })
        })
        .await
}

fn require_reader(access: &Access) -> Result<()> {
    if access.allows(Scope::ReadArticles) { Ok(()) } else { Err(Error::scope(Scope::ReadArticles.name())) }
}

/// An article as it is typed.
#[derive(Clone, Debug, Default)]
pub struct Write {
    pub category: Option<String>,
    pub title: String,
    /// Plain text with the little markup of `domain::articles`.
    pub content: String,
}

impl Write {
    fn checked(self) -> Result<Self> {
        let (mut check, mut category) = (Checker::default(), self.category);
        let (mut title, mut content) = (Some(self.title), Some(self.content));
        check.line("category", &mut category);
        check.line("title", &mut title);
        check.lines("content", &mut content);
        if check.is_empty() && title.is_none() {
            check.refuse("title".into(), "blank", "can't be blank");
        }
        check.done(Self { category, title: title.unwrap_or_default(), content: content.unwrap_or_default() })
    }
}

/// Writes a new article, or one anew. For admins who may edit what is said to members.
pub async fn write(app: &App, access: &Access, id: Option<ArticleId>, typed: Write) -> Result<Article> {
    may_edit(access)?;
    let (app, access, typed) = (app.clone(), access.clone(), Arc::new(typed.checked()?));
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let now = app.clock.now();
        let (event, id, created_at) = match id {
            Some(id) => {
                let before = articles::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
                (Event::UpdatedArticle, id, before.created_at)
            }
            None => (Event::CreatedArticle, app.id(), now),
        };
        let Write { category, title, content } = Write::clone(&typed);
        let article = Article { id, category, title, content, created_at, updated_at: now };
        articles::save(&mut tx, &article, app.id::<ArticleCategoryId>()).await?;
        app.emit(&mut tx, event, id.0, json!({"title": article.title})).await?;
        Ok(article)
    })
    .await
}

/// Deletes an article. For admins who may edit what is said to members.
pub async fn delete(app: &App, access: &Access, id: ArticleId) -> Result<()> {
    may_edit(access)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        if !articles::delete(&mut tx, id).await? {
            return Err(Error::NOT_FOUND);
        }
        app.emit(&mut tx, Event::DeletedArticle, id.0, json!({})).await
    })
    .await
}

/// No scope writes articles: they are made on pages.
fn may_edit(access: &Access) -> Result<()> {
    let edits = access.admin_role().is_some_and(|role| role.owner || role.admin.permissions.level(Category::Communication) >= Level::Edit);
    if edits { Ok(()) } else { Err(Error::forbidden("not_permitted", "Only admins who may edit the help desk may do this.")) }
}
