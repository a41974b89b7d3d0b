//! Links that applications put into the navigation of a space.

use crate::resources::Slice;
use crate::{SpaceTx, statements, totals};
use db::{Query, Result, params};
use domain::ids::{ClientId, NavigationLinkId, SinglePageAppId};
use domain::navigation::{LinkKind, Section};
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct NavigationLink {
        pub id: NavigationLinkId as Uuid,
        /// The application that made it, if the token belonged to one.
        pub client_id: Option<Uuid>,
        pub section: Section as String,
        pub label: String,
        pub kind: LinkKind as String,
        /// None where it is an application that pages of ours show.
        pub url: Option<String>,
        pub single_page_app_id: Option<Uuid>,
        /// Whether admins may change it on pages.
        pub user_editable: bool,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

db::row! {
    /// A link as a menu shows it.
    #[derive(Clone, Debug, PartialEq)]
    pub struct MenuLink {
        pub id: NavigationLinkId as Uuid,
        pub section: Section as String,
        pub label: String,
    }
}

impl NavigationLink {
    pub fn app(&self) -> Option<SinglePageAppId> {
        self.single_page_app_id.map(SinglePageAppId)
    }
}

macro_rules! columns {
    () => {
        "SELECT id, client_id, section, label, kind, url, single_page_app_id, user_editable, created_at, updated_at FROM navigation_links"
    };
}

statements! {
    FIND = concat!(columns!(), " WHERE space_id = $1 AND id = $2");
    MENU = "SELECT id, section, label FROM navigation_links WHERE space_id = $1 ORDER BY section DESC, id LIMIT $2";
    INSERT = "INSERT INTO navigation_links (space_id, id, client_id, section, label, kind, url, single_page_app_id, user_editable,
        created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    UPDATE = "UPDATE navigation_links SET section = $3, label = $4, updated_at = $5 WHERE space_id = $1 AND id = $2";
    DELETE = "DELETE FROM navigation_links WHERE space_id = $1 AND id = $2";
}

pub async fn find(tx: &mut SpaceTx<'_>, id: NavigationLinkId) -> Result<Option<NavigationLink>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// As [`find`], locked until the transaction ends.
pub async fn lock(tx: &mut SpaceTx<'_>, id: NavigationLinkId) -> Result<Option<NavigationLink>> {
    let lock = tx.global().dialect().for_update();
    tx.query_opt(format!("{FIND}{lock}"), params![id.0]).await
}

/// All of the space, those for members first.
pub async fn menu(tx: &mut SpaceTx<'_>, most: i64) -> Result<Vec<MenuLink>> {
    tx.query(MENU, params![most]).await
}

/// Those that the application made, or that were made with tokens of none; oldest first. Part of them, and how many
/// they are in all.
pub async fn list(tx: &mut SpaceTx<'_>, client: Option<ClientId>, slice: Slice) -> Result<(Vec<NavigationLink>, i64)> {
    let of = |query: Query| match client {
        Some(id) => query.sql(" AND client_id = ").bind(id.0),
        None => query.sql(" AND client_id IS NULL"),
    };
    let page = of(tx.select(concat!(columns!(), " WHERE space_id = "))).sql(" ORDER BY id LIMIT ").bind(slice.limit);
    let links = tx.run(page.sql(" OFFSET ").bind(slice.offset)).await?;
    let part = client.map_or_else(String::new, |id| id.0.simple().to_string());
    Ok((links, totals::parts(tx, "navigation_links", [part]).await?))
}

pub async fn insert(tx: &mut SpaceTx<'_>, new: &NavigationLink) -> Result<()> {
    let n = new.clone();
    let mut values = params![n.id.0, n.client_id, n.section.name(), n.label, n.kind.name(), n.url, n.single_page_app_id];
    values.extend(params![n.user_editable, n.created_at, n.updated_at]);
    tx.execute(INSERT, values).await.map(drop)
}

/// Writes section and label.
pub async fn update(tx: &mut SpaceTx<'_>, now: &NavigationLink) -> Result<()> {
    tx.execute(UPDATE, params![now.id.0, now.section.name(), &*now.label, now.updated_at]).await.map(drop)
}

pub async fn delete(tx: &mut SpaceTx<'_>, id: NavigationLinkId) -> Result<()> {
    tx.execute(DELETE, params![id.0]).await.map(drop)
}
