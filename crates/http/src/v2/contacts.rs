//! People who are no members.

use super::resources::{slice, total};
use crate::access::{Of, SpaceAccess};
use crate::error::Error;
use crate::input::{Id, Page};
use crate::operation::Api;
use crate::scopes::ReadContacts;
use crate::style::JsonApi;
use crate::v2::{Collection, Contacts, Document, Memberships, Photo, Spaces};
use domain::ids::{ContactId, MembershipId};
use jsonapi::{Entity, One, OneOrNull, Resource, one, one_or_null};
use schemars::JsonSchema;
use serde::Serialize;
use store::contacts::Contact;
use store::resources::Word;
use store::spaces::Space;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Contact");
    api.get("get-contact", "/contacts/{id}", get, "Single contact").about("**Access**: admins of the contact's space.");
    api.get("get-space-contacts", "/spaces/{spaceId}/contacts", list, "Contacts of a space")
        .about("Oldest first.\n\n**Access**: admins of the space.");
}

async fn get(access: SpaceAccess<ReadContacts, Of<Contacts>>, Id(id): Id<ContactId>) -> Result<Document<Contacts>, Error> {
    let contact = app::contacts::get(access.app(), &access, id).await?;
    Ok(Document::new(&resource(access.app(), access.space(), contact)))
}

async fn list(access: SpaceAccess<ReadContacts>, Page(page): Page) -> Result<Collection<Contacts>, Error> {
    let found = app::contacts::list(access.app(), &access, slice(page)).await?;
    let shown = found.items.into_iter().map(|contact| resource(access.app(), access.space(), contact));
    Ok(Collection::new(shown.collect::<Vec<_>>(), page, total(found.total)))
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "contactAttributes")]
pub struct ContactAttributes {
    email: Option<String>,
    address: ContactAddress,
    phone: Option<String>,
    photo: Option<Photo>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "contactAddress")]
struct ContactAddress {
    name: Option<String>,
    company: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    full_address: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "contactRelationships")]
pub struct ContactRelationships {
    space: One<Spaces>,
    membership: OneOrNull<Memberships>,
}

impl Entity for Contacts {
    type Attributes = ContactAttributes;
    type Relationships = ContactRelationships;
}

/// A contact as admins of its space see it.
pub fn resource(app: &app::App, space: &Space, contact: Contact) -> Resource<Contacts> {
    let attributes = ContactAttributes {
        email: contact.email,
        address: ContactAddress {
            name: contact.name,
            company: contact.company,
            full_address: contact.address.0.in_full().map(std::borrow::Cow::into_owned),
        },
        phone: contact.phone,
        photo: contact.photo.map(|Word(photo)| Photo::new(app.picture(space, &photo))),
    };
    let membership = contact.membership_id.map(MembershipId);
    Resource::new(contact.id, attributes, ContactRelationships { space: one(space.id), membership: one_or_null(membership) })
}
