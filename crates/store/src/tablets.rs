//! Devices that a space has set up (T15): at its entrance, or at the door of a room.

use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::{ResourceId, TokenId};
use jiff::Timestamp;
use uuid::Uuid;

db::row! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Tablet {
        /// Of the token that it holds.
        pub token_id: TokenId as Uuid,
        pub name: String,
        /// None at an entrance.
        pub resource_id: Option<Uuid>,
        pub created_at: Timestamp,
        pub last_used_at: Option<Timestamp>,
    }
}

impl Tablet {
    pub fn resource(&self) -> Option<ResourceId> {
        self.resource_id.map(ResourceId)
    }
}

macro_rules! columns {
    () => {
        "SELECT t.token_id, t.name, t.resource_id, t.created_at, a.last_used_at FROM tablets t JOIN access_tokens a ON a.id = t.token_id"
    };
}

statements! {
    LIST = concat!(columns!(), " WHERE t.space_id = $1 ORDER BY t.created_at, t.token_id LIMIT 200");
    FIND = concat!(columns!(), " WHERE t.space_id = $1 AND t.token_id = $2");
    INSERT = "INSERT INTO tablets (space_id, token_id, name, resource_id, created_at) VALUES ($1, $2, $3, $4, $5)";
}

/// All of the space, oldest first; 200 at most.
pub async fn list(tx: &mut SpaceTx<'_>) -> Result<Vec<Tablet>> {
    tx.query(LIST, params![]).await
}

pub async fn find(tx: &mut SpaceTx<'_>, token: TokenId) -> Result<Option<Tablet>> {
    tx.query_opt(FIND, params![token.0]).await
}

/// Its token is there already. When it was last used is not written.
pub async fn insert(tx: &mut SpaceTx<'_>, new: &Tablet) -> Result<()> {
    tx.execute(INSERT, params![new.token_id.0, &*new.name, new.resource_id, new.created_at]).await.map(drop)
}
