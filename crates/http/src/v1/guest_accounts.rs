//! Logins for the Wi-Fi and readers that are no memberships (`api-v1`, 4.12).

use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::input::Id;
use crate::operation::Api;
use crate::scopes::{ReadGuestAccounts, WriteGuestAccounts};
use crate::style::V1;
use crate::v1::{Body, Json, Time, When};
use crate::v2::NoContent;
use app::guest_accounts::{self, Create};
use domain::ids::GuestAccountId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::guest_accounts::GuestAccount;

pub fn operations(api: &mut Api<V1>) {
    api.tag("Guest accounts");
    api.get("v1-list-guest-accounts", "/api/guest_accounts", list, "Logins of guests")
        .about("Expired ones too, oldest first. **Access**: admins who may see check-ins.");
    api.get("v1-get-guest-account", "/api/guest_accounts/{id}", get, "One login of a guest")
        .about("**Access**: admins who may see check-ins.");
    api.post("v1-create-guest-account", "/api/guest_accounts", create, "Give a guest a login").about(
        "It is good for the captive portal (`POST /api/check_ins` with `login` and `password`) until it expires. The password is kept \
         as a hash and is never shown. **Access**: admins who may edit check-ins.",
    );
    api.delete("v1-delete-guest-account", "/api/guest_accounts/{id}", delete, "Take a guest's login away")
        .about("**Access**: admins who may edit check-ins.");
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "NewGuestAccount")]
struct New {
    login: String,
    password: String,
    /// It lasts without it.
    #[serde(default)]
    expires_after: Option<When>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "GuestAccount")]
struct GuestObject {
    id: String,
    login: String,
    #[schemars(with = "Option<String>")]
    expires_after: Option<Time>,
}

impl From<GuestAccount> for GuestObject {
    fn from(guest: GuestAccount) -> Self {
        Self { id: guest.id.to_string(), login: guest.login, expires_after: guest.expires_after.map(Time) }
    }
}

async fn list(access: SpaceAccess<ReadGuestAccounts, ByHost>) -> Result<Json<Vec<GuestObject>>, Error> {
    let found = guest_accounts::list(access.app(), &access).await?;
    Ok(Json(found.into_iter().map(GuestObject::from).collect()))
}

async fn get(access: SpaceAccess<ReadGuestAccounts, ByHost>, Id(id): Id<GuestAccountId>) -> Result<Json<GuestObject>, Error> {
    Ok(Json(guest_accounts::get(access.app(), &access, id).await?.into()))
}

async fn create(access: SpaceAccess<WriteGuestAccounts, ByHost>, Body(new): Body<New>) -> Result<Json<GuestObject, 201>, Error> {
    let expires_after = new.expires_after.map(|when| when.instant(access.zone()));
    let wish = Create { login: new.login, password: new.password, expires_after };
    Ok(Json(guest_accounts::create(access.app(), &access, wish).await?.into()))
}

async fn delete(access: SpaceAccess<WriteGuestAccounts, ByHost>, Id(id): Id<GuestAccountId>) -> Result<NoContent, Error> {
    guest_accounts::delete(access.app(), &access, id).await?;
    Ok(NoContent)
}
