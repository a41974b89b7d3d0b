//! Who runs a space.

use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::input::Id;
use crate::operation::Api;
use crate::patch::Patch;
use crate::scopes::{ReadAdmins, WriteAdmins};
use crate::style::V1;
use crate::v1::{Body, Json, Time};
use crate::v2::NoContent;
use app::FieldError;
use app::admins::{self, Invite, Listed};
use domain::ids::AdminId;
use domain::permissions::{Category, Level, Permissions};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

pub fn operations(api: &mut Api<V1>) {
    api.tag("Admins");
    api.get("v1-list-admins", "/api/admins", list, "The admins of the space").about("**Access**: admins who may see administrators.");
    api.post("v1-create-admin", "/api/admins", invite, "Invite somebody to run the space").about(
        "Mails a link that works once, for 30 days; who opens it and signs in is an admin with every permission. **Access**: admins who \
         may edit administrators.",
    );
    api.get("v1-get-admin", "/api/admins/{id}", get, "One admin").about("**Access**: admins who may see administrators.");
    api.put("v1-update-admin", "/api/admins/{id}", update, "Change an admin")
        .about(
            "`permissions` are all that differ from `edit`, as the list shows them; what is not given stays. **Access**: admins who may \
             edit administrators.",
        )
        .refuses(409, "The owner has all rights, and changes the own name alone.");
    api.delete("v1-delete-admin", "/api/admins/{id}", delete, "Take somebody's rights over the space")
        .about("Memberships of the person stay. **Access**: admins who may edit administrators.")
        .refuses(409, "It is the owner.");
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
    Ok(Json(admins.into_iter().map(shown).collect::<Result<_, Error>>()?))
}

fn shown(admin: Listed) -> Result<Admin, Error> {
    let permissions = serde_json::to_value(&admin.permissions).map_err(app::Error::internal)?;
    let Listed { id, user, name, email, owner, .. } = admin;
    Ok(Admin { id: id.to_string(), user_id: user.to_string(), name, email, owner, permissions })
}

async fn get(access: SpaceAccess<ReadAdmins, ByHost>, Id(id): Id<AdminId>) -> Result<Json<Admin>, Error> {
    Ok(Json(shown(admins::get(access.app(), &access, id).await?)?))
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "NewAdmin")]
struct New {
    /// What the admin will be called.
    name: String,
    /// Where the link is sent.
    email: String,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AdminInvitation")]
struct Invited {
    /// Of the invitation.
    id: String,
    name: String,
    email: String,
    #[schemars(with = "String")]
    created_at: Time,
    /// The link works until then.
    #[schemars(with = "String")]
    expires_at: Time,
}

async fn invite(access: SpaceAccess<WriteAdmins, ByHost>, Body(new): Body<New>) -> Result<Json<Invited, 201>, Error> {
    let made = admins::invite(access.app(), &access, Invite { name: new.name, email: new.email }).await?;
    Ok(Json(Invited {
        id: made.id.to_string(),
        name: made.name,
        email: made.email,
        created_at: made.created_at.into(),
        expires_at: made.expires_at.into(),
    }))
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "AdminChange")]
struct Change {
    name: Patch<String>,
    /// `none`, `view` or `edit` by category.
    permissions: Patch<BTreeMap<String, String>>,
}

fn permissions(typed: &BTreeMap<String, String>) -> Result<Permissions, Error> {
    let mut read = Permissions::default();
    for (category, level) in typed {
        let wrong = |message: &'static str| FieldError::field("permissions", "unknown", message);
        let category = Category::ALL.into_iter().find(|known| known.name() == category);
        let category = category.ok_or_else(|| wrong("has a category that does not exist"))?;
        let level = [Level::None, Level::View, Level::Edit].into_iter().find(|known| known.name() == level);
        let level = level.ok_or_else(|| wrong("must be none, view or edit"))?;
        if level != Level::Edit {
            read.set(category, level);
        }
    }
    Ok(read)
}

async fn update(access: SpaceAccess<WriteAdmins, ByHost>, Id(id): Id<AdminId>, Body(change): Body<Change>) -> Result<Json<Admin>, Error> {
    let given = change.permissions.set().map(|typed| permissions(&typed)).transpose()?;
    Ok(Json(shown(admins::update(access.app(), &access, id, change.name.set(), given).await?)?))
}

async fn delete(access: SpaceAccess<WriteAdmins, ByHost>, Id(id): Id<AdminId>) -> Result<NoContent, Error> {
    admins::remove(access.app(), &access, id).await?;
    Ok(NoContent)
}
