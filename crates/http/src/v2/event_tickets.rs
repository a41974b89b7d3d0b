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
use app::event_tickets::{self, Bought, Order};
use app::{At, FieldError};
use domain::ids::EventId;
use jsonapi::{Entity, Many, New, NewLoose, One, OneOrNull, Resource, many, one, one_or_null};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::buyers::Buyer;
use store::spaces::Space;

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Event");
    api.post("create-event-ticket-purchase", "/event_ticket_purchases", create, "Take a ticket as a visitor")
        .about(
            "Paid by a payment that was begun before, or by a method without a provider. The visitor becomes a contact, attends and gets \
             a mail; a payment for what is full goes back.\n\n**Access**: any user.",
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
    #[schemars(range(min = 1))]
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

/// The same of what the use case does not find; a payment or a method that is not there has a link of its own.
fn at_missing(error: app::Error) -> Error {
    match error {
        app::Error::NotFound { at: Some(_) } => error.into(),
        other => at_event(other.into()),
    }
}

/// In one purchase.
const MOST: u32 = 100;

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
    let people = ticket.attributes.number_of_tickets;
    if people == 0 || people > MOST {
        return Err(FieldError::field(at_ticket("attributes.number_of_tickets"), "out_of_range", "must be 1 to 100").into());
    }
    accepted(wish.accepted_terms)?;
    let means = new.relationships.means()?;
    let buyer = Buyer {
        name: wish.name,
        company: wish.company,
        email: wish.email,
        phone: wish.phone,
        tax_id: wish.tax_id,
        address: wish.billing_address.into(),
        comments: wish.comments,
    };
    let order = Order { event: id, people, buyer, means };
    let bought = Box::pin(event_tickets::buy(visited.app(), &visited, order)).await.map_err(at_missing)?;
    Ok(Created::new(&resource(visited.space(), bought)))
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

fn resource(space: &Space, bought: Bought) -> Resource<EventTicketPurchases> {
    let price = Price::line(bought.line, bought.currency);
    let links = PurchaseRelationships {
        attendances: many([bought.attendance]),
        invoices: many(bought.invoice),
        payment_method: one_or_null(bought.method),
        space: one(space.id),
    };
    Resource::new(bought.purchase.id, PurchaseAttributes::new(bought.purchase.buyer, price), links)
}
