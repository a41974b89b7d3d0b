//! Who runs a space.

use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::operation::Api;
use crate::scopes::ReadAdmins;
use crate::style::V1;
use crate::v1::Json;
use app::admins::Listed;
use schemars::JsonSchema;
use serde::Serialize;

pub fn operations(api: &mut Api<V1>) {
    api.tag("Admins");
    api.get("v1-list-admins", "/api/admins", list, "The admins of the space").about("**Access**: admins who may see administrators.");
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Admin")]
struct Admin {
    id: String,
    user_id: String,
    name: String,
    email: String,
    /// Has all rights, whatever the permissions say.
    owner: bool,
    /// `none` or `view` by category; `edit` where nothing stands.
    permissions: serde_json::Value,
}

async fn list(access: SpaceAccess<ReadAdmins, ByHost>) -> Result<Json<Vec<Admin>>, Error> {
    let admins = app::admins::list(access.app(), access.access()).await?;
    let admin = |admin: Listed| {
        let permissions = serde_json::to_value(&admin.permissions).map_err(app::Error::internal)?;
        let Listed { id, user, name, email, owner, .. } = admin;
        Ok(Admin { id: id.to_string(), user_id: user.to_string(), name, email, owner, permissions })
    };
    Ok(Json(admins.into_iter().map(admin).collect::<Result<_, Error>>()?))
}
