//! Scripts and styles of applications that pages of spaces show. They belong to an OAuth application and to no space;
//! what was made with a token of no application belongs to the token's user.

use crate::json::Json;
use crate::statements;
use db::{Result, Tx, params};
use domain::ids::{ClientId, SinglePageAppId, UserId};
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug, PartialEq)]
    pub struct SinglePageApp {
        pub id: SinglePageAppId as Uuid,
        pub client_id: Option<Uuid>,
        pub user_id: Option<Uuid>,
        pub name: String,
        /// URLs, in the order in which they are loaded.
        pub js: Json<Vec<String>>,
        pub css: Json<Vec<String>>,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

/// Whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Maker {
    Client(ClientId),
    User(UserId),
}

impl Maker {
    /// As columns: the application, or the user.
    pub fn columns(self) -> (Option<Uuid>, Option<Uuid>) {
        match self {
            Self::Client(id) => (Some(id.0), None),
            Self::User(id) => (None, Some(id.0)),
        }
    }
}

impl SinglePageApp {
    pub fn is_of(&self, maker: Maker) -> bool {
        (self.client_id, self.user_id) == maker.columns()
    }
}

macro_rules! columns {
    () => {
        "SELECT id, client_id, user_id, name, js, css, created_at, updated_at FROM single_page_apps"
    };
}

statements! {
    FIND = concat!(columns!(), " WHERE id = $1");
    OF_CLIENT = concat!(columns!(), " WHERE client_id = $1 ORDER BY id LIMIT $2");
    OF_USER = concat!(columns!(), " WHERE user_id = $1 ORDER BY id LIMIT $2");
    INSERT = "INSERT INTO single_page_apps (id, client_id, user_id, name, js, css, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    UPDATE = "UPDATE single_page_apps SET name = $2, js = $3, css = $4, updated_at = $5 WHERE id = $1";
}

pub async fn find(tx: &mut Tx, id: SinglePageAppId) -> Result<Option<SinglePageApp>> {
    tx.query_opt(FIND, params![id.0]).await
}

/// As [`find`], locked until the transaction ends.
pub async fn lock(tx: &mut Tx, id: SinglePageAppId) -> Result<Option<SinglePageApp>> {
    let lock = tx.dialect().for_update();
    tx.query_opt(format!("{FIND}{lock}"), params![id.0]).await
}

/// Oldest first, no more than `most`.
pub async fn list(tx: &mut Tx, maker: Maker, most: i64) -> Result<Vec<SinglePageApp>> {
    match maker {
        Maker::Client(id) => tx.query(OF_CLIENT, params![id.0, most]).await,
        Maker::User(id) => tx.query(OF_USER, params![id.0, most]).await,
    }
}

pub async fn insert(tx: &mut Tx, new: &SinglePageApp) -> Result<()> {
    let n = new.clone();
    tx.execute(INSERT, params![n.id.0, n.client_id, n.user_id, n.name, &n.js, &n.css, n.created_at, n.updated_at]).await.map(drop)
}

pub async fn update(tx: &mut Tx, now: &SinglePageApp) -> Result<()> {
    tx.execute(UPDATE, params![now.id.0, &*now.name, &now.js, &now.css, now.updated_at]).await.map(drop)
}
