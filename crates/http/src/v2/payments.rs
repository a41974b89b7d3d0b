//! Payments of visitors, begun before they buy.

use super::event_attendances::at_link;
use crate::access::UserAccess;
use crate::error::Error;
use crate::input::{DateTime, Day};
use crate::operation::Api;
use crate::scopes::WritePayments;
use crate::style::JsonApi;
use crate::v2::bookings::input::{ExtraInput, extras};
use crate::v2::prices::Money;
use crate::v2::{
    Body, DiscountCodes, Document, DropInPassTemplates, DropInPasses, EventAttendances, Events, ExternalBookings, Link as _,
    PaymentMethods, Payments, Spaces,
};
use ::payments::Begun;
use app::access::Place;
use app::external_bookings::PreviewWish;
use app::payments::{Initiated, Payable, initiate};
use app::{At, FieldError};
use domain::ids::{DropInPassTemplateId, EventId, ExternalResourceId, PaymentMethodId, SpaceId};
use jsonapi::{Entity, New, One, Resource, one};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Payment");
    api.post("create-payment", "/payments", create, "Begin a payment").about(
        "For what is bought afterwards: an external booking, with a discount or without, a drop-in pass, or places at an event. The \
         answer has what a browser needs to complete it with Stripe.js or PayPal's buttons; then name the payment where you buy. \
         The money is taken there. What buys nothing within an hour is let go.\n\n\
         With a resource that is paid later a card is kept (a setup intent) and charged by the space.\n\n**Access**: any user.",
    );
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct NewPayment {
    payable: Wanted,
}

#[derive(Deserialize, JsonSchema)]
#[serde(untagged)]
#[schemars(inline)]
enum Wanted {
    Booking(Box<New<ExternalBookings, Times, BookingLinks>>),
    Passes(Vec<New<DropInPasses, PassDay, PassLinks>>),
    Places(Vec<New<EventAttendances, People, PlaceLinks>>),
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct Times {
    from: DateTime,
    to: DateTime,
    #[serde(default)]
    booking_extras: Vec<ExtraInput>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct BookingLinks {
    external_resource: BareId,
    #[serde(default)]
    #[schemars(with = "One<DiscountCodes>")]
    discount: Option<One<DiscountCodes>>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct BareId {
    id: String,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct PassDay {
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

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct People {
    #[schemars(range(min = 1))]
    number_of_attendees: u32,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct PlaceLinks {
    event: One<Events>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct PaymentLinks {
    space: One<Spaces>,
    payment_method: One<PaymentMethods>,
}

fn none(place: &'static str) -> Error {
    app::Error::NotFound { at: Some(At::Field(place.into())) }.into()
}

fn refused(place: &'static str, code: &'static str, message: &'static str) -> Error {
    FieldError::field(place, code, message).into()
}

const RESOURCE: &str = "payable.relationships.external_resource";
const DISCOUNT: &str = "payable.relationships.discount";
const TEMPLATE: &str = "payable.0.relationships.drop_in_pass_template";
const EVENT: &str = "payable.0.relationships.event";

/// What is wanted, and where in the body it is named.
fn payable(wanted: Wanted) -> Result<(Payable, &'static str), Error> {
    match wanted {
        Wanted::Booking(wish) => {
            let offer: ExternalResourceId = wish.relationships.external_resource.id.parse().map_err(|_| none(RESOURCE))?;
            let discount = wish.relationships.discount.map(|link| link.data.id.parse().map_err(|_| none(DISCOUNT))).transpose()?;
            let extras = extras(&wish.attributes.booking_extras).map_err(within)?;
            let wish = PreviewWish { offer, from: wish.attributes.from.0, to: wish.attributes.to.0, extras, discount };
            Ok((Payable::ExternalBooking(wish), RESOURCE))
        }
        Wanted::Passes(passes) => {
            let mut passes = passes.into_iter();
            let (Some(pass), None) = (passes.next(), passes.next()) else {
                return Err(refused("payable", "not_one", "must be one thing to pay for"));
            };
            if pass.attributes.number_of_passes != 1 {
                return Err(refused("payable.0.attributes.number_of_passes", "not_one", "must be 1"));
            }
            let template: DropInPassTemplateId = pass.relationships.drop_in_pass_template.data.id.parse().map_err(|_| none(TEMPLATE))?;
            Ok((Payable::DropInPass { template, valid_on: pass.attributes.valid_on.0 }, TEMPLATE))
        }
        Wanted::Places(places) => {
            let mut places = places.into_iter();
            let (Some(wish), None) = (places.next(), places.next()) else {
                return Err(refused("payable", "not_one", "must be one thing to pay for"));
            };
            let people = wish.attributes.number_of_attendees;
            if people == 0 {
                return Err(refused("payable.0.attributes.number_of_attendees", "out_of_range", "must be at least 1"));
            }
            let event: EventId = wish.relationships.event.data.id.parse().map_err(|_| none(EVENT))?;
            Ok((Payable::EventAttendance { event, people }, EVENT))
        }
    }
}

/// The words of purchases, where they stand in this body.
fn within(error: Error) -> Error {
    let Error::App(app::Error::Invalid(fields)) = error else { return error };
    let there = |field: FieldError| match &field.at {
        At::Field(name) if name.starts_with("payable") => field,
        At::Field(name) => {
            let place = match name.strip_prefix("drop_in_passes.") {
                Some(rest) => format!("payable.{rest}"),
                None => format!("payable.attributes.{name}"),
            };
            FieldError { at: At::Field(place.into()), ..field }
        }
        _ => field,
    };
    app::Error::Invalid(fields.into_iter().map(there).collect()).into()
}

async fn create(
    access: UserAccess<WritePayments>,
    Body(new): Body<New<Payments, NewPayment, PaymentLinks>>,
) -> Result<Document<Payments>, Error> {
    let space: SpaceId = new.relationships.space.id("space")?;
    let method: PaymentMethodId = new.relationships.payment_method.id("payment_method")?;
    let visited = access.visit(Place::Space(space)).await.map_err(|error| at_link(error, "space"))?;
    let (payable, place) = payable(new.attributes.payable)?;
    let made = Box::pin(initiate(visited.app(), &visited, payable, method)).await.map_err(|error| match error {
        app::Error::NotFound { at: None } => none(place),
        app::Error::NotFound { at: Some(At::Relation(name)) } if name == "resource" => none(place),
        app::Error::NotFound { at: Some(At::Relation(name)) } if name == "discount" => none(DISCOUNT),
        other => within(other.into()),
    })?;
    Ok(Document::new(&resource(space, made)))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "paymentAttributes")]
pub struct PaymentAttributes {
    amount: Sum,
    #[schemars(extend("enum" = ["stripe", "paypal"]))]
    payment_provider: String,
    provider_attributes: ProviderAttributes,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct Sum {
    value: Money,
    #[schemars(regex(pattern = "^[A-Z]{3}$"))]
    currency: String,
}

// What the provider's own script needs.
#[derive(Serialize, JsonSchema)]
#[serde(untagged, rename_all_fields = "camelCase")]
#[schemars(inline)]
enum ProviderAttributes {
    Intent { payment_intent_client_secret: String, payment_intent_id: String },
    Setup { setup_intent_client_secret: String, setup_intent_id: String },
    Order { order_id: String },
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "paymentRelationships")]
pub struct PaymentRelationships {
    payment_method: One<PaymentMethods>,
    space: One<Spaces>,
}

impl Entity for Payments {
    type Attributes = PaymentAttributes;
    type Relationships = PaymentRelationships;
}

fn resource(space: SpaceId, Initiated { payment, begun }: Initiated) -> Resource<Payments> {
    let provider_attributes = match begun {
        Begun::Intent { id, client_secret } => {
            ProviderAttributes::Intent { payment_intent_client_secret: client_secret, payment_intent_id: id }
        }
        Begun::Setup { id, client_secret } => ProviderAttributes::Setup { setup_intent_client_secret: client_secret, setup_intent_id: id },
        Begun::Order { id } => ProviderAttributes::Order { order_id: id },
    };
    let amount = Sum { value: Money(payment.amount), currency: payment.currency.to_string() };
    let attributes = PaymentAttributes { amount, payment_provider: payment.provider, provider_attributes };
    Resource::new(payment.id, attributes, PaymentRelationships { payment_method: one(payment.method_id), space: one(space) })
}
