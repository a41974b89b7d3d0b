//! Money that goes back.

use crate::access::UserAccess;
use crate::error::Error;
use crate::operation::Api;
use crate::scopes::WritePayments;
use crate::style::JsonApi;
use crate::v2::prices::{Money, Number};
use crate::v2::{Body, Created, Document, Invoices, Link as _, LinkOrNull as _, PaymentMethods, Refunds};
use app::access::{Place, Thing};
use app::invoices::{Refund, refund};
use domain::ids::{InvoiceId, PaymentMethodId};
use jsonapi::{Entity, New, One, OneOrNull, Resource, one, one_or_null};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Refund");
    api.post("post-refunds", "/refunds", create, "Refund a payment")
        .about(
            "At most what was paid in the same way and did not go back yet; all of it makes the invoice canceled. \
                `paymentMethod` is needed where an invoice was paid in several ways.\n\n**Access**: admins of the invoice's space.",
        )
        .refuses(400, "It does not match what was paid.");
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct NewRefund {
    amount: Number,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct RefundLinks {
    invoice: OneOrNull<Invoices>,
    #[serde(default)]
    #[schemars(with = "One<PaymentMethods>")]
    payment_method: Option<One<PaymentMethods>>,
}

async fn create(
    access: UserAccess<WritePayments>,
    Body(new): Body<New<Refunds, NewRefund, RefundLinks>>,
) -> Result<Created<Refunds>, Error> {
    let invoice: Option<InvoiceId> = new.relationships.invoice.id("invoice")?;
    let invoice = invoice.ok_or_else(|| app::FieldError::relation("invoice", "blank", "can't be blank"))?;
    let place = Place::Owner(Thing::Invoice, invoice.0);
    let access = access.enter(place).await.map_err(|error| super::event_attendances::at_link(error, "invoice"))?;
    let amount = new.attributes.amount.amount("amount")?;
    let method: Option<PaymentMethodId> = new.relationships.payment_method.map(|link| link.id("paymentMethod")).transpose()?;
    let made = refund(access.app(), &access, Refund { invoice, amount, method }).await?;
    let attributes = RefundAttributes { amount: Money(made.amount), status: "succeeded" };
    let relationships = RefundRelationships { invoice: one(invoice), payment_method: one_or_null(made.method_id.map(PaymentMethodId)) };
    Ok(Document::new(&Resource::<Refunds>::new(made.id, attributes, relationships)))
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "refundAttributes")]
pub struct RefundAttributes {
    amount: Money,
    status: &'static str,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "refundRelationships")]
pub struct RefundRelationships {
    invoice: One<Invoices>,
    payment_method: OneOrNull<PaymentMethods>,
}

impl Entity for Refunds {
    type Attributes = RefundAttributes;
    type Relationships = RefundRelationships;
}
