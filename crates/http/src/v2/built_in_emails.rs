//! How a space words the mails that the platform sends for it.

use crate::access::SpaceAccess;
use crate::error::Error;
use crate::input::Id;
use crate::operation::Api;
use crate::scopes::ReadBuiltInEmailCustomizations;
use crate::style::JsonApi;
use crate::v2::{BuiltInEmailCustomizations, Document, List, Spaces};
use app::App;
use app::built_in_emails::{self, Worded};
use jsonapi::{Entity, One, Resource, one};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;
use store::spaces::Space;

const ADMINS: &str = "Placeholders are those that stand in the text, each with an example.\n\n**Access**: admins of the space.";

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Built-in email customization");
    api.get("get-built-in-email-customizations", "/spaces/{spaceId}/built_in_email_customizations", list, "For a space").about(ADMINS);
    api.get("get-built-in-email-customization", "/spaces/{spaceId}/built_in_email_customizations/{key}", get, "One by its key")
        .about(ADMINS);
}

async fn list(access: SpaceAccess<ReadBuiltInEmailCustomizations>) -> Result<List<BuiltInEmailCustomizations>, Error> {
    let all = built_in_emails::list(access.app(), &access).await?;
    Ok(List::new(all.into_iter().map(|worded| resource(access.app(), access.space(), worded))))
}

async fn get(
    access: SpaceAccess<ReadBuiltInEmailCustomizations>,
    Id(key): Id<String>,
) -> Result<Document<BuiltInEmailCustomizations>, Error> {
    let worded = built_in_emails::get(access.app(), &access, &key).await?;
    Ok(Document::new(&resource(access.app(), access.space(), worded)))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "builtInEmailCustomizationAttributes")]
pub struct EmailAttributes {
    name: &'static str,
    key: &'static str,
    /// When it is sent, and to whom.
    description: &'static str,
    subject: String,
    subject_placeholders: BTreeMap<String, String>,
    /// HTML.
    body: String,
    body_placeholders: BTreeMap<String, String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "builtInEmailCustomizationRelationships")]
pub struct EmailRelationships {
    space: One<Spaces>,
}

impl Entity for BuiltInEmailCustomizations {
    type Attributes = EmailAttributes;
    type Relationships = EmailRelationships;
}

fn resource(app: &App, space: &Space, worded: Worded) -> Resource<BuiltInEmailCustomizations> {
    let examples = |text: &str| {
        let examples = built_in_emails::examples(app, space, text).into_iter();
        examples.map(|(name, example)| (name.to_owned(), example)).collect()
    };
    let Worded { mail, subject, body } = worded;
    let id = format!("email-customization-space-{}-{}", space.subdomain, mail.key);
    let link = format!("{}/spaces/{}/built_in_email_customizations/{}", app.hosts.at("api"), space.id, mail.key);
    let attributes = EmailAttributes {
        name: mail.name,
        key: mail.key,
        description: mail.description,
        subject_placeholders: examples(&subject),
        subject,
        body_placeholders: examples(&body),
        body,
    };
    Resource::new(id, attributes, EmailRelationships { space: one(space.id) }).link(link)
}
