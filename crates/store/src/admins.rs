//! Administrators of a space.

use crate::json::{Json, json};
use crate::{SpaceTx, statements};
use db::{Result, params};
use domain::ids::{AdminId, UserId};
use domain::permissions::Permissions;
use uuid::Uuid;

db::row! {
    /// An admin with the user's address.
    #[derive(Clone, Debug)]
    pub struct Row {
        pub id: AdminId as Uuid,
        pub user_id: UserId as Uuid,
        pub name: String,
        pub email: String,
        pub permissions: Json<Permissions>,
    }
}

statements! {
    LIST = "SELECT a.id, a.user_id, a.name, u.email, a.permissions FROM admins a JOIN users u ON u.id = a.user_id
        WHERE a.space_id = $1 ORDER BY lower(a.name), a.id";
    FIND = "SELECT a.id, a.user_id, a.name, u.email, a.permissions FROM admins a JOIN users u ON u.id = a.user_id
        WHERE a.space_id = $1 AND a.id = $2";
    SET_PERMISSIONS = "UPDATE admins SET permissions = $3 WHERE space_id = $1 AND id = $2";
    DELETE = "DELETE FROM admins WHERE space_id = $1 AND id = $2";
}

/// By name.
pub async fn list(tx: &mut SpaceTx<'_>) -> Result<Vec<Row>> {
    tx.query(LIST, params![]).await
}

pub async fn find(tx: &mut SpaceTx<'_>, id: AdminId) -> Result<Option<Row>> {
    tx.query_opt(FIND, params![id.0]).await
}

pub async fn set_permissions(tx: &mut SpaceTx<'_>, id: AdminId, permissions: &Permissions) -> Result<()> {
    let mut values = params![id.0];
    values.push(json(permissions));
    tx.execute(SET_PERMISSIONS, values).await.map(drop)
}

pub async fn delete(tx: &mut SpaceTx<'_>, id: AdminId) -> Result<()> {
    tx.execute(DELETE, params![id.0]).await.map(drop)
}
