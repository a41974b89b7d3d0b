//! Articles of the help desk (O4), oldest first.

use crate::resources::Slice;
use crate::{SpaceTx, statements, totals};
use db::{Result, params};
use domain::ids::{ArticleCategoryId, ArticleId};
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Article {
        pub id: ArticleId as Uuid,
        /// The name of its category.
        pub category: Option<String>,
        pub title: String,
        /// As it was typed (see `domain::articles`).
        pub content: String,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

macro_rules! columns {
    () => {
        "SELECT a.id, c.name AS category, a.title, a.content, a.created_at, a.updated_at FROM articles a
        LEFT JOIN article_categories c ON c.space_id = a.space_id AND c.id = a.category_id"
    };
}

statements! {
    FIND = concat!(columns!(), " WHERE a.space_id = $1 AND a.id = $2");
    LIST = concat!(columns!(), " WHERE a.space_id = $1 ORDER BY a.id LIMIT $2 OFFSET $3");
    CATEGORY = "INSERT INTO article_categories (space_id, id, name) VALUES ($1, $2, $3) ON CONFLICT (space_id, name)
        DO UPDATE SET name = excluded.name RETURNING id";
    SAVE = "INSERT INTO articles (space_id, id, category_id, title, content, created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
        ON CONFLICT (space_id, id) DO UPDATE SET category_id = excluded.category_id, title = excluded.title, content = excluded.content,
        updated_at = excluded.updated_at";
    DELETE = "DELETE FROM articles WHERE space_id = $1 AND id = $2";
}

pub async fn find(tx: &mut SpaceTx<'_>, id: ArticleId) -> Result<Option<Article>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// Part of them, and how many they are in all.
pub async fn list(tx: &mut SpaceTx<'_>, slice: Slice) -> Result<(Vec<Article>, i64)> {
    let articles = tx.query(LIST, params![slice.limit, slice.offset]).await?;
    Ok((articles, totals::all(tx, "articles").await?))
}

/// Inserts the article or writes it anew. A category that the space does not know gets the id.
pub async fn save(tx: &mut SpaceTx<'_>, article: &Article, new_category: ArticleCategoryId) -> Result<()> {
    let category: Option<Uuid> = match &article.category {
        Some(name) => Some(tx.query_one::<(Uuid,)>(CATEGORY, params![new_category.0, &**name]).await?.0),
        None => None,
    };
    let values = params![article.id.0, category, &*article.title, &*article.content, article.created_at, article.updated_at];
    tx.execute(SAVE, values).await.map(drop)
}

/// Whether it was there.
pub async fn delete(tx: &mut SpaceTx<'_>, id: ArticleId) -> Result<bool> {
    Ok(tx.execute(DELETE, params![id.0]).await? == 1)
}
