//! Invoices that are charged in the background.

use super::event_attendances::at_link;
use crate::access::UserAccess;
use crate::error::Error;
use crate::operation::Api;
use crate::scopes::WriteInvoices;
use crate::style::JsonApi;
use crate::v2::{Accepted, Body, Document, InvoiceCharges, Invoices, LinkList as _};
use app::FieldError;
use app::access::{Place, Thing};
use domain::ids::InvoiceId;
use jsonapi::{Entity, Many, NewBare, NoRelationships, Resource, many};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// In one request.
const MOST: usize = 100;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Invoice");
    api.post("create-invoice-charges", "/invoice_charges", create, "Charge invoices").about(
        "100 at most, by the payment method that the provider keeps for who has to pay. They are pending until the provider has \
         answered, then paid, or unpaid again.\n\n**Access**: admins of the space of each invoice.",
    );
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct ChargeLinks {
    invoices: Many<Invoices>,
}

async fn create(
    access: UserAccess<WriteInvoices>,
    Body(new): Body<NewBare<InvoiceCharges, ChargeLinks>>,
) -> Result<Accepted<InvoiceCharges>, Error> {
    let mut ids: Vec<InvoiceId> = new.relationships.invoices.ids("invoices")?;
    ids.sort_unstable();
    ids.dedup();
    if ids.is_empty() || ids.len() > MOST {
        return Err(FieldError::relation("invoices", "out_of_range", "must be 1 to 100 invoices").into());
    }
    let mut wanted = Vec::with_capacity(ids.len());
    for id in &ids {
        let entered = access.enter(Place::Owner(Thing::Invoice, id.0)).await.map_err(|error| at_link(error, "invoices"))?;
        wanted.push(((*entered).clone(), *id));
    }
    let id = access.app().id::<InvoiceId>();
    app::payments::charge(access.app(), wanted).await?;
    Ok(Document::new(&Resource::<InvoiceCharges>::new(id, NoRelationships {}, ChargeRelationships { invoices: many(ids) })))
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "invoiceChargeRelationships")]
pub struct ChargeRelationships {
    invoices: Many<Invoices>,
}

impl Entity for InvoiceCharges {
    type Attributes = NoRelationships;
    type Relationships = ChargeRelationships;
}
