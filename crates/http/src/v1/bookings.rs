//! Bookings.

use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::input::{Id, Query};
use crate::operation::Api;
use crate::patch::Patch;
use crate::scopes::{ReadBookings, WriteBookings};
use crate::style::V1;
use crate::v1::{Body, Json, Time, When};
use crate::v2::NoContent;
use app::FieldError;
use app::bookings::{self, Change, Page, Subject, View, WindowOf, Wish};
use domain::ids::{BookingId, MembershipId, ResourceId};
use domain::money::{self, Amount};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

const EVENT: &str = "The booking was made by an event and is changed there.";

pub fn operations(api: &mut Api<V1>) {
    api.tag("Bookings");
    api.get("v1-list-bookings", "/api/bookings", list, "Bookings of a time range");
    api.get("v1-list-resource-bookings", "/api/resources/{id}/bookings", list_resource, "Bookings of a resource");
    api.get("v1-recent-bookings", "/api/membership/bookings/recent", recent, "The member's own bookings, those made last first");
    api.get("v1-get-booking", "/api/bookings/{id}", get, "Single booking");
    api.post("v1-create-booking", "/api/resources/{id}/bookings", create, "Book a resource");
    api.put("v1-update-booking", "/api/bookings/{id}", update, "Change a booking").refuses(409, EVENT);
    api.delete("v1-delete-booking", "/api/bookings/{id}", delete, "Delete a booking").refuses(409, EVENT);
}

#[derive(Deserialize, JsonSchema)]
struct Range {
    from: When,
    to: When,
    /// At most so many.
    #[serde(default)]
    limit: Option<u32>,
    /// Only those of this membership.
    #[serde(default)]
    membership_id: Option<String>,
}

impl Range {
    fn window(&self, access: &app::access::Access) -> Result<WindowOf, Error> {
        let (from, to) = (self.from.instant(access.zone()), self.to.end(access.zone()));
        if to < from {
            return Err(FieldError::parameter("to", "before_from", "must not be before the start").into());
        }
        Ok(WindowOf { from, to })
    }

    fn page(&self) -> Page {
        Page { limit: self.limit.unwrap_or(u32::MAX), offset: 0 }
    }
}

async fn list(access: SpaceAccess<ReadBookings, ByHost>, Query(range): Query<Range>) -> Result<Json<Vec<Booking>>, Error> {
    let subject = match range.membership_id.as_deref().filter(|id| !id.is_empty()) {
        Some(id) => Subject::Membership(id.parse::<MembershipId>().map_err(|_| Error::NOT_FOUND)?),
        None => Subject::Space,
    };
    listed(&access, access.app(), subject, &range).await
}

async fn list_resource(
    access: SpaceAccess<ReadBookings, ByHost>,
    Id(resource): Id<ResourceId>,
    Query(range): Query<Range>,
) -> Result<Json<Vec<Booking>>, Error> {
    listed(&access, access.app(), Subject::Resource(resource), &range).await
}

async fn listed(access: &app::access::Access, app: &app::App, subject: Subject, range: &Range) -> Result<Json<Vec<Booking>>, Error> {
    let listed = bookings::list(app, access, subject, range.window(access)?, range.page(), false).await?;
    let base = base(app, access);
    Ok(Json(listed.views.into_iter().map(|view| Booking::new(view, &base)).collect()))
}

async fn recent(access: SpaceAccess<ReadBookings, ByHost>) -> Result<Json<Vec<Booking>>, Error> {
    let views = bookings::recent(access.app(), &access).await?;
    let base = base(access.app(), &access);
    Ok(Json(views.into_iter().map(|view| Booking::new(view, &base)).collect()))
}

async fn get(access: SpaceAccess<ReadBookings, ByHost>, Id(id): Id<BookingId>) -> Result<Json<Booking>, Error> {
    let view = bookings::get(access.app(), &access, id).await?;
    Ok(Json(Booking::new(view, &base(access.app(), &access))))
}

#[derive(Deserialize, JsonSchema)]
struct CreateBooking {
    from: When,
    to: When,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    comments: Option<String>,
    /// Admins only.
    #[serde(default)]
    membership_id: Option<String>,
    #[serde(default)]
    units: Option<u32>,
    /// Net, instead of the computed price. Admins only.
    #[serde(default)]
    price: Option<String>,
}

async fn create(
    access: SpaceAccess<WriteBookings, ByHost>,
    Id(resource): Id<ResourceId>,
    Body(new): Body<CreateBooking>,
) -> Result<Json<Booking, 201>, Error> {
    let wish = Wish {
        resource,
        membership: membership(new.membership_id)?,
        from: new.from.instant(access.zone()),
        to: new.to.instant(access.zone()),
        units: new.units.unwrap_or(1),
        title: new.title,
        url: None,
        comments: new.comments,
        attendees_message: None,
        attendees: Vec::new(),
        extras: Vec::new(),
        custom_price: price(new.price)?,
        recurrence: None,
    };
    let made = bookings::create(access.app(), &access, wish).await.map_err(missing_resource)?;
    Ok(Json(Booking::new(made.view, &base(access.app(), &access))))
}

/// The resource stands in the path here.
fn missing_resource(error: app::Error) -> Error {
    match error {
        app::Error::NotFound { at: Some(app::At::Relation(name)) } if name == "resource" => Error::NOT_FOUND,
        other => other.into(),
    }
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct UpdateBooking {
    from: Patch<When>,
    to: Patch<When>,
    title: Patch<Option<String>>,
    comments: Patch<Option<String>>,
    units: Patch<u32>,
    resource_id: Patch<String>,
    /// Admins only; null is nobody.
    membership_id: Patch<Option<String>>,
    /// Net, instead of the computed price until it is null again. Admins only.
    price: Patch<Option<String>>,
}

async fn update(
    access: SpaceAccess<WriteBookings, ByHost>,
    Id(id): Id<BookingId>,
    Body(new): Body<UpdateBooking>,
) -> Result<Json<Booking>, Error> {
    let resource = |id: String| id.parse::<ResourceId>().map_err(|_| app::Error::no_such("resource"));
    let change = Change {
        from: new.from.set().map(|when| when.instant(access.zone())),
        to: new.to.set().map(|when| when.instant(access.zone())),
        units: new.units.set(),
        resource: new.resource_id.set().map(resource).transpose()?,
        membership: new.membership_id.set().map(membership).transpose()?,
        title: new.title.set(),
        comments: new.comments.set(),
        custom_price: new.price.set().map(price).transpose()?,
        ..Change::default()
    };
    let view = bookings::change(access.app(), &access, id, change).await?;
    Ok(Json(Booking::new(view, &base(access.app(), &access))))
}

async fn delete(access: SpaceAccess<WriteBookings, ByHost>, Id(id): Id<BookingId>) -> Result<NoContent, Error> {
    bookings::delete(access.app(), &access, id).await?;
    Ok(NoContent)
}

fn membership(id: Option<String>) -> Result<Option<MembershipId>, app::Error> {
    let id = id.filter(|id| !id.trim().is_empty());
    id.map(|id| id.parse().map_err(|_| app::Error::no_such("membership"))).transpose()
}

fn price(text: Option<String>) -> Result<Option<Amount>, app::Error> {
    let text = text.filter(|text| !text.trim().is_empty());
    let wrong = |_| FieldError::field("price", "not_a_number", "is not a number").into();
    text.map(|text| text.parse::<Amount>().map_err(wrong)).transpose()
}

/// Where bookings of the space are found.
fn base(app: &app::App, access: &app::access::Access) -> String {
    format!("{}/api/bookings/", app.hosts.at(&access.space().subdomain))
}

#[derive(Serialize, JsonSchema)]
struct Named {
    id: String,
    name: Option<String>,
}

#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum Booked {
    /// Nobody, if it only blocks the time.
    For(Option<Named>),
    ByEvent,
}

impl Booked {
    fn is_by_event(&self) -> bool {
        matches!(self, Self::ByEvent)
    }
}

#[derive(Serialize, JsonSchema)]
struct EventId {
    id: String,
}

#[derive(Serialize, JsonSchema)]
struct Attendee {
    email: String,
}

#[derive(Serialize, JsonSchema)]
struct Booking {
    id: String,
    #[schemars(with = "String")]
    from: Time,
    #[schemars(with = "String")]
    to: Time,
    title: Option<String>,
    resource: Named,
    resource_name: String,
    /// Absent for bookings of events.
    #[serde(skip_serializing_if = "Booked::is_by_event")]
    membership: Booked,
    /// Net, without credits; null if it is somebody else's.
    price: Option<f64>,
    has_custom_price: bool,
    currency: String,
    tax_rate: String,
    accounting_code: Option<String>,
    url: String,
    can_change: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    event: Option<EventId>,
    comments: Option<String>,
    units: u32,
    #[schemars(with = "String")]
    created_at: Time,
    #[schemars(with = "String")]
    updated_at: Time,
    attendees: Vec<Attendee>,
    #[serde(rename = "attendeesMessage")]
    attendees_message: Option<String>,
}

impl Booking {
    fn new(view: View, base: &str) -> Self {
        let View { shown, can_update, money } = view;
        let booking = shown.booking;
        let id = |id: Uuid| id.simple().to_string();
        let rate: Decimal = booking.taxes.0.iter().map(|tax| tax.rate.percent()).sum();
        let member = booking.membership_id.map(|member| Named { id: id(member), name: shown.membership_name });
        let price = booking.price.rounded(booking.currency).to_decimal().to_f64();
        Self {
            id: booking.id.to_string(),
            from: booking.starts_at.into(),
            to: booking.ends_at.into(),
            title: booking.title,
            resource: Named { id: booking.resource_id.to_string(), name: Some(shown.resource_name.clone()) },
            resource_name: shown.resource_name,
            membership: if booking.event_id.is_none() { Booked::For(member) } else { Booked::ByEvent },
            price: price.filter(|_| money),
            has_custom_price: money && booking.custom_price.is_some(),
            currency: booking.currency.to_string(),
            tax_rate: money::decimal_text(rate),
            accounting_code: booking.accounting_code.filter(|_| money),
            url: format!("{base}{}", booking.id),
            can_change: can_update,
            event: booking.event_id.map(|event| EventId { id: id(event) }),
            comments: booking.comments,
            units: booking.units,
            created_at: booking.created_at.into(),
            updated_at: booking.updated_at.into(),
            attendees: booking.attendees.0.into_iter().map(|email| Attendee { email }).collect(),
            attendees_message: booking.attendees_message,
        }
    }
}
