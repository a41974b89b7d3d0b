//! Fields that a space adds to its memberships, for its admins alone (J14; `api-v1`, 4.7).

use crate::access::Access;
use crate::{App, Error, Event, FieldError, Result};
use domain::ids::{CustomFieldId, MembershipId};
use domain::scopes::Scope;
use domain::texts;
use serde_json::json;
use std::collections::HashSet;
use store::custom_fields::{self, Field, Filled};
use store::memberships;

/// More fields than a form has room for.
const MOST: usize = 100;

/// A field as it shall be; without an id a new one.
#[derive(Clone, Debug)]
pub struct Wanted {
    pub id: Option<CustomFieldId>,
    pub label: String,
}

/// Those of the space, in their order. For admins who may see memberships.
pub async fn fields(app: &App, access: &Access) -> Result<Vec<Field>> {
    access.require_admin(Scope::ReadCustomFields)?;
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(custom_fields::list(&mut access.bind(tx)).await?)).await
}

/// Makes these the fields of the space; what is left out goes, with all that stands in it. For admins who may edit
/// memberships.
///
/// # Errors
/// [`Error::Invalid`] where a label is blank or there twice, or an id is none of a field.
pub async fn replace(app: &App, access: &Access, wanted: Vec<Wanted>) -> Result<Vec<Field>> {
    access.require_admin(Scope::WriteCustomFields)?;
    let (app, access, wanted) = (app.clone(), access.clone(), checked(wanted)?);
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        custom_fields::hold(&mut tx).await?;
        let before = custom_fields::list(&mut tx).await?;
        let mut after = Vec::with_capacity(wanted.len());
        for (place, one) in wanted.iter().enumerate() {
            let known = one.id.is_none_or(|id| before.iter().any(|field| field.id == id));
            if !known {
                return Err(FieldError::field(format!("{place}.id"), "unknown", "is no field of the space").into());
            }
            after.push(Field { id: one.id.unwrap_or_else(|| app.id()), label: one.label.clone() });
        }
        for gone in before.iter().filter(|field| after.iter().all(|kept| kept.id != field.id)) {
            custom_fields::delete(&mut tx, gone.id).await?;
        }
        for (place, field) in (1_i64..).zip(&after) {
            custom_fields::put(&mut tx, field, place).await?;
        }
        Ok(after)
    })
    .await
}

fn checked(wanted: Vec<Wanted>) -> Result<Vec<Wanted>> {
    if wanted.len() > MOST {
        return Err(FieldError::base("too_many", "There can be 100 fields at most.").into());
    }
    let (mut labels, mut ids) = (HashSet::new(), HashSet::new());
    let mut tidy = Vec::with_capacity(wanted.len());
    for (place, one) in wanted.into_iter().enumerate() {
        let at = format!("{place}.label");
        let label = texts::name(&one.label).map_err(|bad| FieldError::field(at.clone(), bad.code(), bad.to_string()))?;
        if !labels.insert(label.to_lowercase()) {
            return Err(FieldError::field(at, "taken", "has already been taken").into());
        }
        if one.id.is_some_and(|id| !ids.insert(id)) {
            return Err(FieldError::field(format!("{place}.id"), "taken", "is there twice").into());
        }
        tidy.push(Wanted { id: one.id, label });
    }
    Ok(tidy)
}

/// All fields of all memberships, one membership after the other. For admins who may see memberships.
pub async fn all(app: &App, access: &Access) -> Result<Vec<Filled>> {
    access.require_admin(Scope::ReadCustomFields)?;
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(custom_fields::all(&mut access.bind(tx)).await?)).await
}

/// What stands in the fields of some memberships, without what is empty. For admins who may see memberships.
pub async fn of_many(app: &App, access: &Access, memberships: Vec<MembershipId>) -> Result<Vec<Filled>> {
    access.require_admin(Scope::ReadCustomFields)?;
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(custom_fields::of_many(&mut access.bind(tx), &memberships).await?)).await
}

/// All fields of a membership. For admins who may see memberships.
pub async fn of(app: &App, access: &Access, membership: MembershipId) -> Result<Vec<Filled>> {
    access.require_admin(Scope::ReadCustomFields)?;
    let access = access.clone();
    app.db
        .read(async move |tx| {
            let mut tx = access.bind(tx);
            memberships::find(&mut tx, membership).await?.ok_or(Error::NOT_FOUND)?;
            Ok::<_, Error>(custom_fields::of(&mut tx, membership).await?)
        })
        .await
}

/// Writes into fields of a membership, an empty text to empty one; others keep what stands in them. For admins who may
/// edit memberships.
pub async fn fill(app: &App, access: &Access, membership: MembershipId, values: Vec<(CustomFieldId, String)>) -> Result<Vec<Filled>> {
    access.require_admin(Scope::WriteCustomFields)?;
    for (place, (_, value)) in values.iter().enumerate() {
        texts::text(value).map_err(|bad| FieldError::field(format!("fields.{place}.value"), bad.code(), bad.to_string()))?;
    }
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        custom_fields::hold(&mut tx).await?; // a field that is taken away this moment takes no value
        memberships::lock_one(&mut tx, membership).await?;
        memberships::find(&mut tx, membership).await?.ok_or(Error::NOT_FOUND)?;
        let known = custom_fields::list(&mut tx).await?;
        for (place, (id, value)) in values.iter().enumerate() {
            if known.iter().all(|field| field.id != *id) {
                return Err(FieldError::field(format!("fields.{place}.id"), "unknown", "is no field of the space").into());
            }
            custom_fields::fill(&mut tx, membership, *id, value.trim()).await?;
        }
        let after = custom_fields::of(&mut tx, membership).await?;
        app.emit(&mut tx, Event::UpdatedCustomField, membership.0, json!({"membership_id": membership})).await?;
        Ok(after)
    })
    .await
}
