//! How a space wants to be paid.

use crate::access::VisitorAccess;
use crate::error::Error;
use crate::input::{Id, Page};
use crate::operation::Api;
use crate::scopes::ReadPaymentMethods;
use crate::style::JsonApi;
use crate::v2::{Collection, PaymentMethods, Spaces};
use ::payments::Keys;
use app::payments;
use domain::ids::SpaceId;
use jsonapi::{Entity, One, Resource, one};
use schemars::JsonSchema;
use serde::Serialize;
use store::invoices::payments::Method;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Payment Method");
    api.get("get-space-payment-methods", "/spaces/{spaceId}/payment_methods", list, "Payment methods of a space")
        .about("In the order they were made.\n\n**Access**: any user.");
    api.get(
        "get-space-external-bookings-payment-methods",
        "/spaces/{spaceId}/external_bookings_payment_methods",
        for_bookings,
        "Payment methods for external bookings",
    )
    .about("Those that a visitor can use now, with what a browser needs for the ones with a provider.\n\n**Access**: any user.");
}

async fn list(
    access: VisitorAccess<ReadPaymentMethods>,
    Id(_): Id<SpaceId>,
    Page(page): Page,
) -> Result<Collection<PaymentMethods>, Error> {
    let found = payments::offers(access.app(), &access, None).await?;
    Ok(Collection::of(found, page, |(method, account)| resource(access.space_id(), method, account)))
}

async fn for_bookings(
    access: VisitorAccess<ReadPaymentMethods>,
    Id(_): Id<SpaceId>,
    Page(page): Page,
) -> Result<Collection<PaymentMethods>, Error> {
    let found = payments::offers(access.app(), &access, Some("externalBookings")).await?;
    Ok(Collection::of(found, page, |(method, account)| resource(access.space_id(), method, account)))
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
    provider_attributes: Option<ProviderAttributes>,
    supports_pay_later: bool,
}

// Anybody may know them.
#[derive(Serialize, JsonSchema)]
#[serde(untagged, rename_all_fields = "camelCase")]
#[schemars(inline)]
enum ProviderAttributes {
    Stripe { publishable_key: String },
    PayPal { client_id: String, merchant_id: String },
}

impl From<Keys> for ProviderAttributes {
    fn from(keys: Keys) -> Self {
        match keys {
            Keys::Stripe(keys) => Self::Stripe { publishable_key: keys.publishable },
            Keys::PayPal(keys) => Self::PayPal { client_id: keys.client_id, merchant_id: keys.merchant_id },
        }
    }
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "paymentMethodRelationships")]
pub struct PaymentMethodRelationships {
    space: One<Spaces>,
}

impl Entity for PaymentMethods {
    type Attributes = PaymentMethodAttributes;
    type Relationships = PaymentMethodRelationships;
}

pub fn resource(space: SpaceId, method: Method, account: Option<Keys>) -> Resource<PaymentMethods> {
    let attributes = PaymentMethodAttributes {
        name: method.name,
        // Money that people move themselves is always paid later; of providers, Stripe keeps cards.
        supports_pay_later: method.provider.as_deref() != Some("paypal"),
        payment_provider: method.provider,
        enabled_for: method.enabled_for.0,
        provider_attributes: account.map(Into::into),
    };
    Resource::new(method.id, attributes, PaymentMethodRelationships { space: one(space) })
}
