//! Fields that a space adds to its memberships (`api-v1`, 4.7).

use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::input::Id;
use crate::lenient::leniently;
use crate::operation::Api;
use crate::scopes::{ReadCustomFields, WriteCustomFields};
use crate::style::V1;
use crate::v1::{Body, Json};
use app::FieldError;
use app::custom_fields::{self, Wanted};
use domain::ids::{CustomFieldId, MembershipId};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{DeserializeOwned, Deserializer, Error as _};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::borrow::Cow;
use store::custom_fields::{Field, Filled};

pub fn operations(api: &mut Api<V1>) {
    api.tag("Custom fields");
    api.get("v1-list-fields", "/api/space/custom_fields", fields, "The fields that a space has added to its memberships")
        .about("In their order. **Access**: admins who may see memberships.");
    api.put("v1-set-fields", "/api/space/custom_fields", replace, "Say which fields there are").about(
        "The body is a list, bare or as `fields`: with `id` and `label` what is there already, with `label` alone what is new. What is \
         left out is removed from the space and from all its members. **Access**: admins who may edit memberships.",
    );
    api.get("v1-list-all-custom-fields", "/api/custom_fields", all, "The fields of all memberships")
        .about("**Access**: admins who may see memberships.");
    api.get("v1-list-custom-fields", "/api/memberships/{id}/custom_fields", of, "The fields of a membership")
        .about("`value` is null where nothing stands. **Access**: admins who may see memberships.");
    api.put("v1-set-custom-fields", "/api/memberships/{id}/custom_fields", fill, "Fill fields of a membership in")
        .about("Fields that are not named keep what stands in them. **Access**: admins who may edit memberships.");
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "CustomField")]
struct FieldObject {
    label: String,
    id: String,
}

impl From<Field> for FieldObject {
    fn from(field: Field) -> Self {
        Self { label: field.label, id: field.id.to_string() }
    }
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "FilledCustomField")]
struct FilledObject {
    label: String,
    value: Option<String>,
    id: String,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "MembershipCustomFields")]
struct OfMembership {
    membership_id: String,
    fields: Vec<FilledObject>,
}

impl OfMembership {
    fn new(membership: MembershipId, filled: Vec<Filled>) -> Self {
        let shown = |one: Filled| FilledObject { label: one.label, value: one.value, id: one.id.to_string() };
        Self { membership_id: membership.to_string(), fields: filled.into_iter().map(shown).collect() }
    }
}

/// A list, be it bare or under the name that forms need.
struct Listed<T>(Vec<T>);

impl<'de, T: DeserializeOwned> Deserialize<'de> for Listed<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let value = match Value::deserialize(from)? {
            // Nothing at all is no empty list: it would take everything away.
            Value::Object(mut members) => members.remove("fields").ok_or_else(|| D::Error::missing_field("fields"))?,
            other => other,
        };
        leniently(value).map(Self).map_err(|wrong| D::Error::custom(wrong.error))
    }
}
impl<T: JsonSchema> JsonSchema for Listed<T> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        format!("Listed_{}", T::schema_name()).into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let list = generator.subschema_for::<Vec<T>>();
        json_schema!({"anyOf": [list, {"type": "object", "properties": {"fields": list}, "required": ["fields"]}]})
    }
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "WantedCustomField")]
struct WantedField {
    /// Of a field that is there already.
    #[serde(default)]
    id: Option<String>,
    label: String,
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "CustomFieldValue")]
struct NewValue {
    id: String,
    /// Null or an empty text empties the field.
    #[serde(default)]
    value: Option<String>,
}

fn field_id(at: String, text: &str) -> Result<CustomFieldId, Error> {
    let unknown = |_| app::Error::from(FieldError::field(at, "unknown", "is no field of the space"));
    Ok(text.parse::<CustomFieldId>().map_err(unknown)?)
}

async fn fields(access: SpaceAccess<ReadCustomFields, ByHost>) -> Result<Json<Vec<FieldObject>>, Error> {
    let found = custom_fields::fields(access.app(), &access).await?;
    Ok(Json(found.into_iter().map(FieldObject::from).collect()))
}

async fn replace(
    access: SpaceAccess<WriteCustomFields, ByHost>,
    Body(listed): Body<Listed<WantedField>>,
) -> Result<Json<Vec<FieldObject>>, Error> {
    let mut wanted = Vec::new();
    for (place, one) in listed.0.into_iter().enumerate() {
        let id = one.id.filter(|id| !id.is_empty()).map(|id| field_id(format!("{place}.id"), &id)).transpose()?;
        wanted.push(Wanted { id, label: one.label });
    }
    let made = custom_fields::replace(access.app(), &access, wanted).await?;
    Ok(Json(made.into_iter().map(FieldObject::from).collect()))
}

async fn all(access: SpaceAccess<ReadCustomFields, ByHost>) -> Result<Json<Vec<OfMembership>>, Error> {
    let mut shown = Vec::new();
    let (mut current, mut filled): (Option<MembershipId>, Vec<Filled>) = (None, Vec::new());
    for one in custom_fields::all(access.app(), &access).await? {
        if let Some(before) = current.filter(|before| *before != one.membership_id) {
            shown.push(OfMembership::new(before, std::mem::take(&mut filled)));
        }
        current = Some(one.membership_id);
        filled.push(one);
    }
    shown.extend(current.map(|last| OfMembership::new(last, filled)));
    Ok(Json(shown))
}

async fn of(access: SpaceAccess<ReadCustomFields, ByHost>, Id(id): Id<MembershipId>) -> Result<Json<OfMembership>, Error> {
    Ok(Json(OfMembership::new(id, custom_fields::of(access.app(), &access, id).await?)))
}

async fn fill(
    access: SpaceAccess<WriteCustomFields, ByHost>,
    Id(id): Id<MembershipId>,
    Body(listed): Body<Listed<NewValue>>,
) -> Result<Json<OfMembership>, Error> {
    let mut values = Vec::new();
    for (place, one) in listed.0.into_iter().enumerate() {
        values.push((field_id(format!("fields.{place}.id"), &one.id)?, one.value.unwrap_or_default()));
    }
    Ok(Json(OfMembership::new(id, custom_fields::fill(access.app(), &access, id, values).await?)))
}
