//! Accounting codes that can be chosen instead of typed (V26).

use crate::access::Access;
use crate::memberships::person::Checker;
use crate::{App, Error, FieldError, Result};
use domain::ids::AccountId;
use domain::scopes::Scope;
use store::invoices::settings::{self, Account, Chart};

const CODES: Chart = Chart::AccountingCodes;

/// One code. For admins who may see how the space does its accounts.
pub async fn get(app: &App, access: &Access, id: AccountId) -> Result<Account> {
    access.require_admin(Scope::ReadAccountingCodes)?;
    let access = access.clone();
    app.db.read(async move |tx| settings::find_account(&mut access.bind(tx), CODES, id).await?.ok_or(Error::NOT_FOUND)).await
}

fn checked(code: String, name: Option<String>) -> Result<(String, String)> {
    let (mut check, mut code, mut name) = (Checker::default(), Some(code), name);
    check.line("code", &mut code);
    check.line("name", &mut name);
    if check.is_empty() && code.is_none() {
        check.refuse("code".into(), "blank", "can't be blank");
    }
    check.done((code.unwrap_or_default(), name.unwrap_or_default()))
}

/// Where the space has it already, that is said of the field that API 1 knows.
fn taken(error: Error) -> Error {
    match error {
        Error::Invalid(fields) if fields.iter().any(|field| field.code == "taken") => {
            FieldError::field("code", "taken", "has already been taken").into()
        }
        other => other,
    }
}

/// Adds a code. For admins who may edit how the space does its accounts.
pub async fn create(app: &App, access: &Access, code: String, name: Option<String>) -> Result<Account> {
    access.require_admin(Scope::WriteAccountingCodes)?;
    let (number, name) = checked(code, name)?;
    let (access, new) = (access.clone(), Account { id: app.id(), name, number });
    let made = app.db.write(async move |tx| {
        settings::insert_account(&mut access.bind(tx), CODES, &new).await?;
        Ok::<_, Error>(new.clone())
    });
    made.await.map_err(taken)
}

/// What was billed keeps the code that it had. For admins who may edit how the space does its accounts.
pub async fn update(app: &App, access: &Access, id: AccountId, code: Option<String>, name: Option<String>) -> Result<Account> {
    access.require_admin(Scope::WriteAccountingCodes)?;
    let access = access.clone();
    let changed = app.db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let before = settings::lock_account(&mut tx, CODES, id).await?.ok_or(Error::NOT_FOUND)?;
        let (number, name) = checked(code.clone().unwrap_or(before.number), Some(name.clone().unwrap_or(before.name)))?;
        let after = Account { id, name, number };
        settings::update_account(&mut tx, CODES, &after).await?;
        Ok(after)
    });
    changed.await.map_err(taken)
}

/// For admins who may edit how the space does its accounts.
pub async fn delete(app: &App, access: &Access, id: AccountId) -> Result<()> {
    access.require_admin(Scope::WriteAccountingCodes)?;
    let access = access.clone();
    let gone = app.db.write(async move |tx| Ok::<_, Error>(settings::delete_account(&mut access.bind(tx), CODES, id).await?));
    if gone.await? { Ok(()) } else { Err(Error::NOT_FOUND) }
}
