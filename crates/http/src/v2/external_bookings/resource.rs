//! How a visitor's booking is shown.

use crate::error::Error;
use crate::input::DateTime;
use crate::v2::bookings::resource::{ExtraAttribute, extras};
use crate::v2::prices::Price;
use crate::v2::{Contacts, ExternalBookings, ExternalResources, Invoices, PaymentMethods, Spaces};
use app::external_bookings::{View, reductions, total};
use domain::discount_codes::Redeemed;
use domain::money::Currency;
use domain::taxes::Line;
use jsonapi::{Entity, Many, One, OneOrNull, Resource, many, one, one_or_null};
use schemars::JsonSchema;
use serde::Serialize;
use std::borrow::Cow;
use store::Json;
use store::external_bookings::ExternalBooking;
use store::resources::Word;
use store::spaces::Space;

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "externalBookingAttributes")]
pub struct ExternalBookingAttributes {
    /// Without extras.
    price: Price,
    /// With extras.
    total_price: Price,
    from: DateTime,
    to: DateTime,
    title: Option<String>,
    /// It is ahead and not canceled.
    can_update: bool,
    #[schemars(range(min = 1))]
    number_of_visitors: u32,
    #[schemars(extend("enum" = [true]))]
    accepted_terms: bool,
    email: String,
    #[serde(flatten)]
    personal: Option<Personal>,
    #[schemars(extend("enum" = ["pending", "approved", "canceled"]))]
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String", extend("enum" = ["visitor", "space"]))]
    canceled_by: Option<&'static str>,
    booking_extras: Vec<ExtraAttribute>,
    /// What a code has taken off.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "DiscountShown")]
    discount: Option<DiscountShown>,
    accounting_code: Option<String>,
}

// What only admins see.
#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
struct Personal {
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "String")]
    name: Option<String>,
    company: Option<String>,
    billing_address: String,
    structured_billing_address: StructuredAddress,
    comments: Option<String>,
    admin_comments: Option<String>,
    phone: Option<String>,
    tax_id: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
struct StructuredAddress {
    name: Option<String>,
    company: Option<String>,
    full_address: String,
    street: Option<String>,
    post_code: Option<String>,
    city: Option<String>,
    state: Option<String>,
    country_code: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "externalBookingRelationships")]
pub struct ExternalBookingRelationships {
    invoices: Many<Invoices>,
    payment_method: OneOrNull<PaymentMethods>,
    /// Null when it is offered no more.
    resource: OneOrNull<ExternalResources>,
    space: One<Spaces>,
    /// For admins.
    #[serde(skip_serializing_if = "Option::is_none")]
    contact: Option<OneOrNull<Contacts>>,
}

impl Entity for ExternalBookings {
    type Attributes = ExternalBookingAttributes;
    type Relationships = ExternalBookingRelationships;
}

fn personal(booking: &ExternalBooking) -> Personal {
    let address = booking.address.0.clone();
    let full_address = address.in_full().map(Cow::into_owned).unwrap_or_default();
    Personal {
        name: booking.name.clone(),
        company: booking.company.clone(),
        billing_address: full_address.clone(),
        structured_billing_address: StructuredAddress {
            name: address.name,
            company: address.company,
            full_address,
            street: address.street,
            post_code: address.post_code,
            city: address.city,
            state: address.state,
            country_code: address.country,
        },
        comments: booking.comments.clone(),
        admin_comments: booking.admin_comments.clone(),
        phone: booking.phone.clone(),
        tax_id: booking.tax_id.clone(),
    }
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub struct DiscountShown {
    code: String,
    name: String,
    value: String,
    #[schemars(extend("enum" = ["percentage", "amount"]))]
    unit: &'static str,
    amounts: Vec<Price>,
}

impl DiscountShown {
    /// With what it takes off.
    pub fn new(discount: &Redeemed, reductions: Vec<Line>, currency: Currency) -> Self {
        Self {
            code: discount.code.clone(),
            name: discount.name.clone(),
            value: discount.value.to_string(),
            unit: discount.unit.name(),
            amounts: reductions.into_iter().map(|line| Price::line(line, currency)).collect(),
        }
    }
}

fn discount(space: &Space, booking: &ExternalBooking) -> Result<Option<DiscountShown>, Error> {
    let Some(Json(discount)) = &booking.discount else { return Ok(None) };
    Ok(Some(DiscountShown::new(discount, reductions(space, booking)?, booking.currency)))
}

/// In the prices of its space.
pub fn resource(space: &Space, view: View) -> Result<Resource<ExternalBookings>, Error> {
    let (booking, display) = (view.booking, space.price_display);
    let discount = discount(space, &booking)?;
    let minutes = u32::try_from(booking.interval().minutes()).unwrap_or(u32::MAX);
    let attributes = ExternalBookingAttributes {
        price: Price::of(booking.price, &booking.taxes.0, display, booking.currency)?,
        total_price: Price::line(total(space, &booking)?, booking.currency),
        from: booking.starts_at.into(),
        to: booking.ends_at.into(),
        can_update: view.can_update,
        number_of_visitors: booking.number_of_visitors,
        accepted_terms: true,
        personal: view.personal.then(|| personal(&booking)),
        status: booking.status.name(),
        canceled_by: booking.canceled_by.as_ref().map(|Word(by)| by.name()),
        booking_extras: extras(&booking.extras.0, minutes, display)?,
        discount,
        title: booking.title,
        email: booking.email,
        accounting_code: booking.accounting_code,
    };
    let relationships = ExternalBookingRelationships {
        invoices: many(view.invoices),
        payment_method: one_or_null(booking.payment_method_id.map(uuid::Uuid::simple)),
        resource: one_or_null(booking.external_resource_id.map(uuid::Uuid::simple)),
        space: one(space.id),
        contact: view.personal.then(|| one_or_null(booking.contact_id.map(uuid::Uuid::simple))),
    };
    Ok(Resource::new(booking.id, attributes, relationships))
}
