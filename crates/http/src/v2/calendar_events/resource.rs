//! Events as they are shown.

use super::input::AudienceName;
use crate::error::Error;
use crate::input::DateTime;
use crate::v2::price_lists::{Account, Pricer};
use crate::v2::prices::Price;
use crate::v2::{Bookings, EventAttendances, EventImage, Events, Resources, Spaces};
use app::App;
use app::calendar_events::View;
use domain::money::{Amount, Currency};
use jsonapi::{Entity, Many, One, Ref, Related, Resource, many, one, reference, related};
use schemars::JsonSchema;
use serde::Serialize;
use store::Json;
use store::resources::Word;
use store::spaces::Space;

#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum PublishedState {
    Draft,
    Published,
}

#[derive(Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
#[schemars(rename = "eventAttributes")]
pub struct EventAttributes {
    from: DateTime,
    to: DateTime,
    title: String,
    can_depublish: bool,
    color: Option<String>,
    audience: AudienceName,
    /// What the attendances cost, by currency; for admins.
    #[serde(skip_serializing_if = "Option::is_none")]
    expected_revenue: Option<Vec<Price>>,
    published_state: PublishedState,
    public_page: bool,
    #[schemars(extend("format" = "uri-reference"))]
    public_url: Option<String>,
    description: Option<String>,
    video_url: Option<String>,
    image: Option<EventImage>,
    location: Option<String>,
    #[schemars(range(min = 1))]
    capacity: Option<u32>,
    tags: Vec<String>,
    price: Option<Price>,
    visitor_price: Option<Price>,
    accounting_code: Option<String>,
    visitor_accounting_code: Option<String>,
    cost_center: Option<Account>,
    revenue_account: Option<Account>,
    visitor_cost_center: Option<Account>,
    visitor_revenue_account: Option<Account>,
}

// Who attends: where to find them, how many there are, and the first of them where they are included.
#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
pub struct AttendancesLink {
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<Vec<Ref<EventAttendances>>>,
    meta: Count,
    links: Links,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct Count {
    count: i64,
}

#[derive(Serialize, JsonSchema)]
#[schemars(inline)]
struct Links {
    #[schemars(extend("format" = "uri-reference"))]
    related: String,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "eventRelationships")]
pub struct EventRelationships {
    resources: Many<Resources>,
    bookings: Many<Bookings>,
    messages: Related,
    space: One<Spaces>,
    publication: Related,
    attendances: AttendancesLink,
}

impl Entity for Events {
    type Attributes = EventAttributes;
    type Relationships = EventRelationships;
}

/// With the prices of the space's taxes of today.
pub fn resource(app: &App, space: &Space, view: &View) -> Result<Resource<Events>, Error> {
    let event = &view.event;
    let price = |net: Option<i64>, currency: Currency| net.map(|net| Pricer::new(space, None, currency).price(Amount(net))).transpose();
    let account = |account: &Option<Json<_>>| account.as_ref().map(|Json(account)| Account::from(account));
    let sums = |sums: &Vec<app::calendar_events::Sum>| sums.iter().map(|sum| Price::line(sum.line.clone(), sum.currency)).collect();
    let attributes = EventAttributes {
        from: event.starts_at.into(),
        to: event.ends_at.into(),
        title: event.title.clone(),
        can_depublish: view.can_depublish,
        color: event.color.clone(),
        audience: event.audience.into(),
        expected_revenue: view.revenue.as_ref().map(sums),
        published_state: if event.published_at.is_some() { PublishedState::Published } else { PublishedState::Draft },
        public_page: event.public_page,
        // No page of an event exists, so none can be linked.
        public_url: None,
        description: event.description.clone(),
        video_url: event.video_url.clone(),
        image: event.image.as_ref().map(|Word(image)| EventImage::new(app.picture(space, image))),
        location: event.location.clone(),
        capacity: event.capacity,
        tags: event.tags.0.clone(),
        price: price(event.price, event.currency)?,
        visitor_price: price(event.visitor_price, event.visitor_currency)?,
        accounting_code: event.accounting_code.clone(),
        visitor_accounting_code: event.visitor_accounting_code.clone(),
        cost_center: account(&event.cost_center),
        revenue_account: account(&event.revenue_account),
        visitor_cost_center: account(&event.visitor_cost_center),
        visitor_revenue_account: account(&event.visitor_revenue_account),
    };
    let below = |what: &str| format!("{}/events/{}/{what}", app.hosts.at("api"), event.id);
    let relationships = EventRelationships {
        resources: many(view.bookings.iter().map(|(_, resource)| *resource)),
        bookings: many(view.bookings.iter().map(|(booking, _)| *booking)),
        messages: related(below("messages")),
        space: one(space.id),
        publication: related(below("publication")),
        attendances: AttendancesLink {
            data: view.attending.as_ref().map(|attending| attending.iter().map(|one| reference(one.id)).collect()),
            meta: Count { count: view.attendances },
            links: Links { related: below("attendances") },
        },
    };
    Ok(Resource::new(event.id, attributes, relationships))
}
