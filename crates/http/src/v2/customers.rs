//! Spaces as customers of the platform's operator: their payment method, and the end of their trial.

use super::event_attendances::at_link;
use crate::access::{SpaceAccess, UserAccess};
use crate::error::Error;
use crate::input::{Day, Id};
use crate::operation::Api;
use crate::scopes::{ReadSpacePaymentMethod, WriteCustomers, WriteSpacePaymentMethod};
use crate::style::JsonApi;
use crate::v2::{Body, Created, Customers, Document, Link as _, Spaces, StripeSpacePaymentMethodRequests, StripeSpacePaymentMethods};
use app::access::Place;
use app::payments::{self, SpaceMethod};
use domain::ids::SpaceId;
use jsonapi::{Entity, NewAlone, NewBare, NoRelationships, One, Resource, one};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::space_customers::Shown;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Space Payment Method");
    api.get("get-space-payment-method", "/spaces/{spaceId}/space_payment_method", get, "How a space pays for the platform")
        .about("404 where nothing is charged.\n\n**Access**: admins of the space.");
    api.put("update-space-payment-method", "/spaces/{spaceId}/space_payment_method", update, "Change how a space pays for the platform")
        .about("A card or a SEPA direct debit that Stripe.js has made for the operator's account.\n\n**Access**: admins of the space.");
    api.tag("Customer");
    api.post("create-customers", "/customers", create, "Make a space a customer")
        .about(
            "Ends the trial. The space must have billing details, and a payment method where its subscription costs something.\n\n\
             **Access**: admins of the space.",
        )
        .refuses(400, "Billing details or the payment method are missing.")
        .refuses(409, "The space is a customer already.");
}

async fn get(access: SpaceAccess<ReadSpacePaymentMethod>, Id(_): Id<SpaceId>) -> Result<Document<StripeSpacePaymentMethods>, Error> {
    Ok(Document::new(&resource(payments::space_method(access.app(), &access).await?)))
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct NewMethod {
    /// An id of Stripe.
    stripe_payment_method_id: String,
}

async fn update(
    access: SpaceAccess<WriteSpacePaymentMethod>,
    Id(_): Id<SpaceId>,
    Body(new): Body<NewAlone<StripeSpacePaymentMethodRequests, NewMethod>>,
) -> Result<Document<StripeSpacePaymentMethods>, Error> {
    let method = payments::set_space_method(access.app(), &access, new.attributes.stripe_payment_method_id).await?;
    Ok(Document::new(&resource(method)))
}

#[derive(Serialize, JsonSchema)]
#[serde(untagged, rename_all_fields = "camelCase")]
#[schemars(rename = "spacePaymentMethodAttributes")]
pub enum SpaceMethodAttributes {
    Card {
        #[schemars(extend("enum" = ["card"]))]
        payment_method_type: &'static str,
        /// Its last digits.
        card_number: String,
        card_expiry: Expiry,
    },
    SepaDebit {
        #[schemars(extend("enum" = ["sepa_debit"]))]
        payment_method_type: &'static str,
        /// Its last digits.
        account_number: String,
    },
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub struct Expiry {
    month: u8,
    year: u16,
}

impl Entity for StripeSpacePaymentMethods {
    type Attributes = SpaceMethodAttributes;
    type Relationships = NoRelationships;
}

fn resource(SpaceMethod { id, shown }: SpaceMethod) -> Resource<StripeSpacePaymentMethods> {
    let attributes = match shown {
        Shown::Card { last4, month, year } => {
            SpaceMethodAttributes::Card { payment_method_type: "card", card_number: last4, card_expiry: Expiry { month, year } }
        }
        Shown::SepaDebit { last4 } => SpaceMethodAttributes::SepaDebit { payment_method_type: "sepa_debit", account_number: last4 },
    };
    Resource::new(id, attributes, NoRelationships {})
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct CustomerLinks {
    space: One<Spaces>,
}

async fn create(
    access: UserAccess<WriteCustomers>,
    Body(new): Body<NewBare<Customers, CustomerLinks>>,
) -> Result<Created<Customers>, Error> {
    let space: SpaceId = new.relationships.space.id("space")?;
    let access = access.enter(Place::Space(space)).await.map_err(|error| at_link(error, "space"))?;
    let since = payments::convert(access.app(), &access).await?;
    let attributes = CustomerAttributes { since: since.into() };
    Ok(Created::new(&Resource::<Customers>::new(space, attributes, CustomerRelationships { space: one(space) })))
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "customerAttributes")]
pub struct CustomerAttributes {
    since: Day,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "customerRelationships")]
pub struct CustomerRelationships {
    space: One<Spaces>,
}

impl Entity for Customers {
    type Attributes = CustomerAttributes;
    type Relationships = CustomerRelationships;
}
