//! Tickets of visitors.

use super::event_attendances::at_link;
use crate::access::UserAccess;
use crate::error::Error;
use crate::operation::Api;
use crate::scopes::WriteEventTicketPurchases;
use crate::style::JsonApi;
use crate::v2::buyers::{BillingAddress, PaymentLinks, PurchaseAttributes, accepted};
use crate::v2::prices::Price;
use crate::v2::{Body, Created, EventAttendances, EventTicketPurchases, EventTickets, Events, Invoices, PaymentMethods, Spaces};
use app::access::{Place, Thing};
use app::event_tickets::{self, Bought};
use app::{At, FieldError};
use domain::ids::EventId;
use domain::money::Amount;
use jsonapi::{Entity, Many, New, NewLoose, One, OneOrNull, Resource, many, none, one};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::buyers::Buyer;
use store::spaces::Space;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Event");
    api.post("create-event-ticket-purchase", "/event_ticket_purchases", create, "Take a ticket as a visitor")
        .about(
            "One ticket for an event that costs visitors nothing; the program takes no payments, so others are refused. The visitor \
             becomes a contact, attends and gets a mail.\n\n**Access**: any user.",
        )
        .refuses(409, "No places are left, or the event has started.");
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
#[schemars(inline)]
struct CreatePurchase {
    /// One.
    event_tickets: Vec<New<EventTickets, NewTicket, TicketLinks>>,
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
struct NewTicket {
    /// 1.
    number_of_tickets: u32,
}

#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(inline)]
struct TicketLinks {
    event: One<Events>,
}

/// Where the ticket of the purchase stands in the body.
fn at_ticket(part: &str) -> String {
    format!("event_tickets.0.{part}")
}

/// An event that is not there, or not for the caller, is the fault of the ticket's link.
fn at_event(error: Error) -> Error {
    match at_link(error, "event") {
        Error::App(app::Error::NotFound { .. }) => {
            app::Error::NotFound { at: Some(At::Field(at_ticket("relationships.event").into())) }.into()
        }
        other => other,
    }
}

async fn create(
    access: UserAccess<WriteEventTicketPurchases>,
    Body(new): Body<NewLoose<EventTicketPurchases, CreatePurchase, PaymentLinks>>,
) -> Result<Created<EventTicketPurchases>, Error> {
    let wish = new.attributes;
    let mut tickets = wish.event_tickets.into_iter();
    let (Some(ticket), None) = (tickets.next(), tickets.next()) else {
        return Err(FieldError::field("event_tickets", "not_one", "must be one ticket").into());
    };
    let id: EventId = ticket.relationships.event.data.id.parse().map_err(|_| at_event(Error::NOT_FOUND))?;
    let visited = access.visit(Place::Owner(Thing::Event, id.0)).await.map_err(at_event)?;
    if ticket.attributes.number_of_tickets != 1 {
        return Err(FieldError::field(at_ticket("attributes.number_of_tickets"), "not_one", "must be 1").into());
    }
    accepted(wish.accepted_terms)?;
    new.relationships.none()?;
    let buyer = Buyer {
        name: wish.name,
        company: wish.company,
        email: wish.email,
        phone: wish.phone,
        tax_id: wish.tax_id,
        address: wish.billing_address.into(),
        comments: wish.comments,
    };
    let bought = event_tickets::buy(visited.app(), &visited, id, buyer).await.map_err(|error| at_event(error.into()))?;
    Ok(Created::new(&resource(visited.space(), bought)?))
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "eventTicketPurchaseRelationships")]
pub struct PurchaseRelationships {
    attendances: Many<EventAttendances>,
    invoices: Many<Invoices>,
    payment_method: OneOrNull<PaymentMethods>,
    space: One<Spaces>,
}

impl Entity for EventTicketPurchases {
    type Attributes = PurchaseAttributes;
    type Relationships = PurchaseRelationships;
}

fn resource(space: &Space, bought: Bought) -> Result<Resource<EventTicketPurchases>, Error> {
    let price = Price::of(Amount::ZERO, &[], space.price_display, bought.currency)?;
    let links = PurchaseRelationships {
        attendances: many([bought.attendance]),
        invoices: many(Vec::<domain::ids::InvoiceId>::new()), // nothing is charged
        payment_method: none(),
        space: one(space.id),
    };
    Ok(Resource::new(bought.purchase.id, PurchaseAttributes::new(bought.purchase.buyer, price), links))
}
