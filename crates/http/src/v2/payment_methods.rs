//! How a space wants to be paid.

use crate::access::VisitorAccess;
use crate::error::Error;
use crate::input::{Id, Page};
use crate::operation::Api;
use crate::scopes::ReadPaymentMethods;
use crate::style::JsonApi;
use crate::v2::{Collection, PaymentMethods, Spaces};
use app::invoices;
use domain::ids::SpaceId;
use jsonapi::{Entity, One, Resource, one};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use store::invoices::payments::Method;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Payment Method");
    api.get("get-space-payment-methods", "/spaces/{spaceId}/payment_methods", list, "Payment methods of a space")
        .about("In the order they were made.\n\n**Access**: any user.");
}

async fn list(
    access: VisitorAccess<ReadPaymentMethods>,
    Id(_): Id<SpaceId>,
    Page(page): Page,
) -> Result<Collection<PaymentMethods>, Error> {
    let found = invoices::methods(access.app(), &access).await?;
    Ok(Collection::of(found, page, |method| resource(access.space_id(), method)))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "paymentMethodAttributes")]
pub struct PaymentMethodAttributes {
    name: String,
    /// Who moves the money; null where people do.
    #[schemars(extend("enum" = ["stripe", "paypal", null]))]
    payment_provider: Option<String>,
    #[schemars(extend("items" = {"type": "string", "enum": ["externalBookings", "dropInPasses", "members", "publicEventTickets"]}))]
    enabled_for: Vec<String>,
    /// What a browser needs to pay with the provider.
    #[schemars(with = "Option<Never>")]
    provider_attributes: Option<Value>,
    supports_pay_later: bool,
}

// No provider is connected.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct Never {}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "paymentMethodRelationships")]
pub struct PaymentMethodRelationships {
    space: One<Spaces>,
}

impl Entity for PaymentMethods {
    type Attributes = PaymentMethodAttributes;
    type Relationships = PaymentMethodRelationships;
}

pub fn resource(space: SpaceId, method: Method) -> Resource<PaymentMethods> {
    let attributes = PaymentMethodAttributes {
        name: method.name,
        payment_provider: method.provider,
        enabled_for: method.enabled_for.0,
        provider_attributes: None,
        // Money that people move themselves is always paid later.
        supports_pay_later: true,
    };
    Resource::new(method.id, attributes, PaymentMethodRelationships { space: one(space) })
}
