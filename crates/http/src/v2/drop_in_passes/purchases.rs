//! Buying a pass.

use crate::access::UserAccess;
use crate::error::Error;
use crate::input::Day;
use crate::operation::Api;
use crate::scopes::WriteDropInPassPurchases;
use crate::style::JsonApi;
use crate::v2::buyers::{BillingAddress, PaymentLinks, PurchaseAttributes, accepted};
use crate::v2::prices::Price;
use crate::v2::{Body, Created, DropInPassPurchases, DropInPassTemplates, DropInPasses, Invoices, PaymentMethods, Spaces};
use app::access::{Place, Thing};
use app::drop_in_passes::{self, Bought, Purchase};
use app::{At, FieldError};
use domain::ids::DropInPassTemplateId;
use domain::money::Amount;
use jsonapi::{Entity, Many, New, NewLoose, One, OneOrNull, Resource, many, one, one_or_null};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::buyers::Buyer;
use store::spaces::Space;

pub(super) fn operations(api: &mut Api<JsonApi>) {
    api.post("create-drop-in-pass-purchase", "/drop_in_pass_purchases", create, "Buy a drop-in pass").about(
        "One pass for one day, paid by a payment that was begun before, or by a method without a provider. The visitor becomes a contact \
             and gets a mail; a payment for a pass that is sold out goes back.\n\n**Access**: any user.",
    );
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct CreatePurchase {
    /// One.
    drop_in_passes: Vec<New<DropInPasses, NewPass, PassLinks>>,
    /// Must be true.
    accepted_terms: bool,
    name: String,
    #[serde(default)]
    company: Option<String>,
    billing_address: BillingAddress,
    #[serde(default)]
    phone: Option<String>,
    email: String,
    #[serde(default)]
    tax_id: Option<String>,
    #[serde(default)]
    comments: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct NewPass {
    valid_on: Day,
    /// 1.
    number_of_passes: u32,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct PassLinks {
    drop_in_pass_template: One<DropInPassTemplates>,
}

/// Where the pass of the purchase stands in the body.
fn at_pass(part: &str) -> String {
    format!("drop_in_passes.0.{part}")
}

fn no_template() -> app::Error {
    app::Error::NotFound { at: Some(At::Field(at_pass("relationships.drop_in_pass_template").into())) }
}

async fn create(
    access: UserAccess<WriteDropInPassPurchases>,
    Body(new): Body<NewLoose<DropInPassPurchases, CreatePurchase, PaymentLinks>>,
) -> Result<Created<DropInPassPurchases>, Error> {
    let wish = new.attributes;
    let mut passes = wish.drop_in_passes.into_iter();
    let (Some(pass), None) = (passes.next(), passes.next()) else {
        return Err(FieldError::field("drop_in_passes", "not_one", "must be one pass").into());
    };
    let id: DropInPassTemplateId = pass.relationships.drop_in_pass_template.data.id.parse().map_err(|_| no_template())?;
    let visited = access.visit(Place::Owner(Thing::DropInPassTemplate, id.0)).await.map_err(|error| match error {
        Error::App(app::Error::NotFound { at: None }) => Error::App(no_template()),
        other => other,
    })?;
    if pass.attributes.number_of_passes != 1 {
        return Err(FieldError::field(at_pass("attributes.number_of_passes"), "not_one", "must be 1").into());
    }
    accepted(wish.accepted_terms)?;
    let means = new.relationships.means()?;
    let purchase = Purchase {
        template: id,
        valid_on: pass.attributes.valid_on.0,
        means,
        buyer: Buyer {
            name: wish.name,
            company: wish.company,
            email: wish.email,
            phone: wish.phone,
            tax_id: wish.tax_id,
            address: wish.billing_address.into(),
            comments: wish.comments,
        },
    };
    let bought = Box::pin(drop_in_passes::buy(visited.app(), &visited, purchase)).await?;
    Ok(Created::new(&resource(visited.space(), bought)?))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "dropInPassPurchaseRelationships")]
pub struct PurchaseRelationships {
    drop_in_passes: Many<DropInPasses>,
    invoices: Many<Invoices>,
    payment_method: OneOrNull<PaymentMethods>,
    space: One<Spaces>,
}

impl Entity for DropInPassPurchases {
    type Attributes = PurchaseAttributes;
    type Relationships = PurchaseRelationships;
}

fn resource(space: &Space, Bought { purchase, pass, invoice, method }: Bought) -> Result<Resource<DropInPassPurchases>, Error> {
    let price = Price::of(Amount(pass.price), &pass.taxes.0, space.price_display, pass.currency)?;
    let attributes = PurchaseAttributes::new(purchase.buyer, price);
    let links = PurchaseRelationships {
        drop_in_passes: many([pass.id]),
        invoices: many(invoice),
        payment_method: one_or_null(method),
        space: one(space.id),
    };
    Ok(Resource::new(purchase.id, attributes, links))
}
