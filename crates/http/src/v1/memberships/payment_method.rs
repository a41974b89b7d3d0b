//! How a membership is charged (4.6).

use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::input::Id;
use crate::operation::Api;
use crate::scopes::WriteMembershipPaymentMethod;
use crate::style::V1;
use crate::v1::{Body, Json};
use app::FieldError;
use app::payments;
use domain::ids::{MembershipId, PaymentMethodId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub(super) fn operations(api: &mut Api<V1>) {
    api.put("v1-set-membership-payment-method", "/api/memberships/{id}/payment_method", set, "Say how a member is charged").about(
        "By the ids that Stripe gave, after the member has left a card there; invoices are charged by it.\n\n\
         **Access**: admins of the space who may edit payment methods.",
    );
}

#[derive(Clone, Deserialize, JsonSchema, Serialize)]
#[schemars(rename = "MembershipPaymentMethod")]
#[expect(clippy::struct_field_names, reason = "the contract's names")]
struct Ids {
    /// One of the space, with Stripe as its provider.
    payment_method_id: String,
    /// Of Stripe.
    customer_id: String,
    /// Of Stripe.
    stripe_payment_method_id: String,
}

async fn set(
    access: SpaceAccess<WriteMembershipPaymentMethod, ByHost>,
    Id(id): Id<MembershipId>,
    Body(ids): Body<Ids>,
) -> Result<Json<Ids>, Error> {
    let unknown = |_| FieldError::field("payment_method_id", "not_found", "is no method of Stripe");
    let method: PaymentMethodId = ids.payment_method_id.parse().map_err(unknown)?;
    let source = ::payments::Source { customer: ids.customer_id.clone(), method: ids.stripe_payment_method_id.clone() };
    payments::keep_source(access.app(), &access, id, method, source).await?;
    Ok(Json(ids))
}
