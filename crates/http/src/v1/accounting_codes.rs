//! Accounting codes that can be chosen instead of typed.

use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::input::Id;
use crate::operation::Api;
use crate::patch::Patch;
use crate::scopes::{ReadAccountingCodes, WriteAccountingCodes};
use crate::style::V1;
use crate::v1::{Body, Json};
use crate::v2::NoContent;
use app::{accounting_codes, invoices};
use domain::ids::AccountId;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::invoices::settings::{Account, Chart};
use store::resources::Slice;

pub fn operations(api: &mut Api<V1>) {
    api.tag("Accounting codes");
    api.get("v1-list-accounting-codes", "/api/accounting_codes", list, "Accounting codes, in their order")
        .about("**Access**: admins who may see the accounting.");
    api.post("v1-create-accounting-code", "/api/accounting_codes", create, "Add an accounting code")
        .about("**Access**: admins who may edit the accounting.");
    api.get("v1-get-accounting-code", "/api/accounting_codes/{id}", get, "One accounting code")
        .about("**Access**: admins who may see the accounting.");
    api.put("v1-update-accounting-code", "/api/accounting_codes/{id}", update, "Change an accounting code")
        .about("What was billed keeps the code that it had. **Access**: admins who may edit the accounting.");
    api.delete("v1-delete-accounting-code", "/api/accounting_codes/{id}", delete, "Delete an accounting code")
        .about("What was billed keeps it. **Access**: admins who may edit the accounting.");
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "NewAccountingCode")]
struct New {
    code: String,
    #[serde(default)]
    name: Option<String>,
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "AccountingCodeChange")]
struct Change {
    code: Patch<String>,
    name: Patch<Option<String>>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "AccountingCode")]
struct CodeObject {
    id: String,
    code: String,
    name: Option<String>,
}

impl From<Account> for CodeObject {
    fn from(account: Account) -> Self {
        let name = Some(account.name).filter(|name| !name.is_empty());
        Self { id: account.id.to_string(), code: account.number, name }
    }
}

async fn list(access: SpaceAccess<ReadAccountingCodes, ByHost>) -> Result<Json<Vec<CodeObject>>, Error> {
    let found = invoices::accounts(access.app(), &access, Chart::AccountingCodes, Slice::ALL).await?;
    Ok(Json(found.items.into_iter().map(CodeObject::from).collect()))
}

async fn get(access: SpaceAccess<ReadAccountingCodes, ByHost>, Id(id): Id<AccountId>) -> Result<Json<CodeObject>, Error> {
    Ok(Json(accounting_codes::get(access.app(), &access, id).await?.into()))
}

async fn create(access: SpaceAccess<WriteAccountingCodes, ByHost>, Body(new): Body<New>) -> Result<Json<CodeObject, 201>, Error> {
    Ok(Json(accounting_codes::create(access.app(), &access, new.code, new.name).await?.into()))
}

async fn update(
    access: SpaceAccess<WriteAccountingCodes, ByHost>,
    Id(id): Id<AccountId>,
    Body(change): Body<Change>,
) -> Result<Json<CodeObject>, Error> {
    let name = change.name.set().map(Option::unwrap_or_default);
    Ok(Json(accounting_codes::update(access.app(), &access, id, change.code.set(), name).await?.into()))
}

async fn delete(access: SpaceAccess<WriteAccountingCodes, ByHost>, Id(id): Id<AccountId>) -> Result<NoContent, Error> {
    accounting_codes::delete(access.app(), &access, id).await?;
    Ok(NoContent)
}
