//! Mails that a space words itself.

use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::input::Id;
use crate::operation::Api;
use crate::patch::Patch;
use crate::scopes::{ReadEmailCustomizations, WriteEmailCustomizations};
use crate::style::V1;
use crate::v1::{Body, Json};
use crate::v2::NoContent;
use app::FieldError;
use app::built_in_emails::{self, Worded};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn operations(api: &mut Api<V1>) {
    api.tag("E-mail customizations");
    api.get("v1-list-email-customizations", "/api/email_customizations", list, "Mails that the space words itself")
        .about("Mails that are not there are sent in our words. **Access**: admins who may see how the space looks.");
    api.post("v1-create-email-customization", "/api/email_customizations", create, "Word a mail").about(
        "`id` is the name of the mail, as `birthday_email`; API 2 lists them with their placeholders. What was there before is replaced. \
         **Access**: admins who may edit how the space looks.",
    );
    api.get("v1-get-email-customization", "/api/email_customizations/{id}", get, "A mail that the space words itself")
        .about("**Access**: admins who may see how the space looks.");
    api.put("v1-update-email-customization", "/api/email_customizations/{id}", update, "Change the words of a mail")
        .about("What is not given stays. **Access**: admins who may edit how the space looks.");
    api.delete("v1-delete-email-customization", "/api/email_customizations/{id}", delete, "Send a mail in our words again")
        .about("**Access**: admins who may edit how the space looks.");
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "NewEmailCustomization")]
struct New {
    /// The mail's name.
    id: String,
    subject: String,
    /// HTML, with placeholders in double braces.
    body: String,
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "EmailCustomizationChange")]
struct Change {
    subject: Patch<String>,
    body: Patch<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "EmailCustomization")]
struct MailObject {
    id: String,
    /// For people.
    name: String,
    subject: String,
    /// HTML.
    body: String,
}

impl From<Worded> for MailObject {
    fn from(worded: Worded) -> Self {
        Self { id: worded.mail.key.to_owned(), name: worded.mail.name.to_owned(), subject: worded.subject, body: worded.body }
    }
}

async fn list(access: SpaceAccess<ReadEmailCustomizations, ByHost>) -> Result<Json<Vec<MailObject>>, Error> {
    let found = built_in_emails::customized(access.app(), &access).await?;
    Ok(Json(found.into_iter().map(MailObject::from).collect()))
}

async fn get(access: SpaceAccess<ReadEmailCustomizations, ByHost>, Id(id): Id<String>) -> Result<Json<MailObject>, Error> {
    Ok(Json(built_in_emails::customization(access.app(), &access, &id).await?.into()))
}

async fn create(access: SpaceAccess<WriteEmailCustomizations, ByHost>, Body(new): Body<New>) -> Result<Json<MailObject, 201>, Error> {
    let made = built_in_emails::customize(access.app(), &access, &new.id, &new.subject, &new.body).await;
    let made = made.map_err(|error| match error {
        app::Error::NotFound { .. } => FieldError::field("id", "unknown", "is no mail").into(),
        other => other,
    });
    Ok(Json(made?.into()))
}

async fn update(
    access: SpaceAccess<WriteEmailCustomizations, ByHost>,
    Id(id): Id<String>,
    Body(change): Body<Change>,
) -> Result<Json<MailObject>, Error> {
    let (subject, body) = (change.subject.set(), change.body.set());
    Ok(Json(built_in_emails::reword(access.app(), &access, &id, subject, body).await?.into()))
}

async fn delete(access: SpaceAccess<WriteEmailCustomizations, ByHost>, Id(id): Id<String>) -> Result<NoContent, Error> {
    built_in_emails::reset(access.app(), &access, &id).await?;
    Ok(NoContent)
}
