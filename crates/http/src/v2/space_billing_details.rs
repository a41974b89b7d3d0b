//! To whom a space's subscription is billed.

use crate::access::SpaceAccess;
use crate::error::Error;
use crate::input::Id;
use crate::operation::Api;
use crate::scopes::{ReadSpaceBillingDetails, WriteSpaceBillingDetails};
use crate::style::JsonApi;
use crate::v2::{BillingDetails, BillingDetailsRequests, Body, Document};
use app::subscriptions;
use domain::ids::SpaceId;
use domain::subscriptions::BillingDetails as Details;
use jsonapi::{Change, Entity, NoRelationships, Resource};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Space Billing Details");
    api.get("get-space-billing-details", "/spaces/{spaceId}/billing_details", get, "To whom a space is billed")
        .about("The space itself, where nothing else was said.\n\n**Access**: admins of the space.");
    api.patch("update-space-billing-details", "/spaces/{spaceId}/billing_details", update, "Say to whom a space is billed")
        .about("What is left out is empty afterwards.\n\n**Access**: admins of the space.");
}

async fn get(access: SpaceAccess<ReadSpaceBillingDetails>, Id(_): Id<SpaceId>) -> Result<Document<BillingDetails>, Error> {
    let (details, memberships) = subscriptions::billing(access.app(), &access).await?;
    Ok(Document::new(&resource(access.space_id(), details, memberships)))
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[schemars(inline)]
struct NewDetails {
    #[schemars(required, with = "String")]
    company: Option<String>,
    name: Option<String>,
    #[schemars(required, with = "String")]
    address: Option<String>,
    vat_identification_number: Option<String>,
    billing_email: Option<String>,
}

async fn update(
    access: SpaceAccess<WriteSpaceBillingDetails>,
    Id(space): Id<SpaceId>,
    Body(new): Body<Change<BillingDetailsRequests, NewDetails>>,
) -> Result<Document<BillingDetails>, Error> {
    if new.id.parse() != Ok(space) {
        return Err(Error::OtherId);
    }
    let NewDetails { company, name, address, vat_identification_number, billing_email } = new.attributes;
    let new = Details { company, name, address, vat_id: vat_identification_number, email: billing_email };
    let (details, memberships) = subscriptions::set_billing(access.app(), &access, new).await?;
    Ok(Document::new(&resource(access.space_id(), details, memberships)))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "billingDetailsAttributes")]
pub struct BillingDetailsAttributes {
    /// Those that count for the subscription.
    #[schemars(range(min = 0))]
    number_of_memberships: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    company: Option<String>,
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    address: Option<String>,
    vat_identification_number: Option<String>,
    billing_email: Option<String>,
}

impl Entity for BillingDetails {
    type Attributes = BillingDetailsAttributes;
    type Relationships = NoRelationships;
}

fn resource(space: SpaceId, details: Details, number_of_memberships: i64) -> Resource<BillingDetails> {
    let Details { company, name, address, vat_id, email } = details;
    let attributes =
        BillingDetailsAttributes { number_of_memberships, company, name, address, vat_identification_number: vat_id, billing_email: email };
    Resource::new(space, attributes, NoRelationships {})
}
