//! Bookings.

pub(super) mod input;
mod preview;
pub(super) mod resource;

use crate::access::{ByBookingId, ByMembershipId, ByRecurringId, InPath, Of, SpaceAccess, UserAccess};
use crate::error::Error;
use crate::input::{Csv, DateTime, Id, Page, Query};
use crate::operation::Api;
use crate::scopes::{ReadBookings, WriteBookings};
use crate::style::JsonApi;
use crate::v2::{Accepted, Body, Bookings, Collection, Created, Document, Either, Memberships, NoContent, Recurrences};
use crate::v2::{calendar_events, external_bookings, memberships};
use app::access::{Place, Thing};
use app::bookings::{self, Listed, Subject, View, WindowOf};
use app::{Error as AppError, FieldError};
use domain::ids::{BookingId, EventId, ExternalBookingId, MembershipId, RecurrenceId, ResourceId, SpaceId};
use domain::scopes::Scope;
use input::{Changed, Order as _, Ordered};
use resource::resource;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::spaces::Space;

const TAKEN: &str = "The resource cannot be booked, or not at that time.";
const EVENT: &str = "The booking was made by an event or a visitor and is changed there.";
const RELATED: &str = "**Access**: admins and members of the space, or of a space in its network.";
const OWNER: &str = "**Access**: the owner of the membership, and admins of its space.";

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("Booking");
    api.get("get-booking", "/bookings/{id}", get, "Single booking").about(RELATED);
    api.post("create-admin-booking", "/bookings", create_admin, "Book as admin")
        .about("Without a membership the booking blocks the time and costs nothing.\n\n**Access**: admins of the space or of its network.")
        .refuses(400, TAKEN);
    api.patch("update-space-booking", "/bookings/{id}", update, "Update booking")
        .about("**Access**: admins; members for their own bookings, up to the cancellation period.")
        .refuses(400, TAKEN)
        .refuses(409, EVENT);
    api.delete("delete-space-booking", "/bookings/{id}", delete, "Delete booking")
        .about("**Access**: admins; members for their own bookings, up to the cancellation period.")
        .refuses(409, EVENT);
    api.get("get-space-bookings", "/spaces/{spaceId}/bookings", list_space, "Bookings of a space")
        .about(
            "Bookings that overlap the time range, by start.\n\n\
         `include` needs a scope of its own: `membership` needs `read_memberships`, `event` needs `read_events`, `externalBooking` \
         needs `read_external_bookings`.\n\n\
         **Access**: admins and members of the space, or of a space in its network.",
        )
        .further_scopes(&[Scope::ReadEvents, Scope::ReadExternalBookings]);
    api.get("get-membership-bookings", "/memberships/{membershipId}/bookings", list_membership, "Bookings of a membership").about(OWNER);
    api.post("create-membership-booking", "/memberships/{membershipId}/bookings", create_member, "Book as member")
        .about("**Access**: the owner of the membership, in its space or its network.")
        .refuses(400, TAKEN);
    api.get("get-recurring-bookings", "/recurring_bookings/{recurringId}", list_recurring, "Bookings of a recurrence")
        .about("`meta.consistent` is false while bookings are still being written.\n\n**Access**: admins and members of the space, or of a space in its network.");
    api.delete(
        "delete-following-recurring-bookings",
        "/recurring_bookings/{bookingId}/following",
        delete_following,
        "Delete a booking and those that follow",
    )
    .about("**Access**: admins; members for their own bookings, up to the cancellation period.")
    .refuses(409, "The booking is not repeated, or belongs to an event.");
    preview::operations(api);
}

/// A document of one booking, in the prices of its space.
fn document<const CODE: u16>(space: &Space, view: View) -> Result<Document<Bookings, CODE>, Error> {
    Ok(Document::new(&resource(space, view)?))
}

async fn get(access: SpaceAccess<ReadBookings, Of<Bookings>>, Id(id): Id<BookingId>) -> Result<Document<Bookings>, Error> {
    document(access.space(), bookings::get(access.app(), &access, id).await?)
}

async fn create_admin(
    access: UserAccess<WriteBookings>,
    Body(new): Body<Ordered>,
) -> Result<Either<Created<Bookings>, Accepted<Bookings>>, Error> {
    let place = enter(&access, &new).await?;
    place.require_network_admin(Scope::WriteBookings)?;
    let membership = new.membership()?;
    let (made, repeated) = create(&place, new, membership).await?;
    Ok(if repeated { Either::Right(document(place.space(), made)?) } else { Either::Left(document(place.space(), made)?) })
}

/// The space of the resource to book. What is not there is the fault of the link.
async fn enter(access: &UserAccess<WriteBookings>, new: &Ordered) -> Result<crate::access::InSpace, Error> {
    let resource: ResourceId = new.resource()?;
    access.enter(Place::Owner(Thing::Resource, resource.0)).await.map_err(|error| match error {
        Error::App(AppError::NotFound { at: None }) => AppError::no_such("resource").into(),
        other => other,
    })
}

/// The booking, and whether it is repeated.
async fn create(place: &crate::access::InSpace, new: Ordered, membership: Option<MembershipId>) -> Result<(View, bool), Error> {
    let wish = new.wish(membership)?;
    let repeated = wish.recurrence.is_some();
    let made = bookings::create(place.app(), place, wish).await?;
    Ok((made.view, repeated))
}

async fn create_member(
    access: UserAccess<WriteBookings>,
    Id(membership): Id<MembershipId>,
    Body(new): Body<Ordered>,
) -> Result<Created<Bookings>, Error> {
    // The membership first: whose it is decides whether there is anything here at all.
    let home = access.enter(Place::Owner(Thing::Membership, membership.0)).await?;
    if !home.owns(membership) {
        return Err(AppError::forbidden("not_the_owner", "Only the owner of the membership may do this; admins use POST /bookings.").into());
    }
    if new.membership()?.is_some_and(|other| other != membership) {
        return Err(FieldError::relation("membership", "other", "is not the membership in the path").into());
    }
    let place = enter(&access, &new).await?;
    // 201 also where repetitions are still to come: the contract knows no 202 here.
    let (made, _) = create(&place, new, Some(membership)).await?;
    document(place.space(), made)
}

async fn update(
    access: SpaceAccess<WriteBookings, Of<Bookings>>,
    Id(id): Id<BookingId>,
    Body(change): Body<Changed>,
) -> Result<Document<Bookings>, Error> {
    let change = input::change(change)?;
    document(access.space(), bookings::change(access.app(), &access, id, change).await?)
}

async fn delete(access: SpaceAccess<WriteBookings, Of<Bookings>>, Id(id): Id<BookingId>) -> Result<NoContent, Error> {
    bookings::delete(access.app(), &access, id).await?;
    Ok(NoContent)
}

async fn delete_following(
    access: SpaceAccess<WriteBookings, Of<Bookings, ByBookingId>>,
    Id(id): Id<BookingId>,
) -> Result<Accepted<Bookings>, Error> {
    document(access.space(), bookings::delete_following(access.app(), &access, id).await?)
}

/// Bookings that overlap this time range.
#[derive(Deserialize, JsonSchema)]
struct Range {
    /// Start of the time range.
    #[serde(rename = "filter[from]")]
    from: DateTime,
    /// End of the time range.
    #[serde(rename = "filter[to]")]
    to: DateTime,
}

#[derive(Deserialize, JsonSchema)]
struct SpaceRange {
    /// Start of the time range.
    #[serde(rename = "filter[from]")]
    from: DateTime,
    /// End of the time range.
    #[serde(rename = "filter[to]")]
    to: DateTime,
    /// Linked resources to add.
    #[serde(default)]
    include: Csv<Include>,
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum Include {
    Membership,
    Event,
    ExternalBooking,
}

impl Include {
    fn scope(self) -> Scope {
        match self {
            Self::Membership => Scope::ReadMemberships,
            Self::Event => Scope::ReadEvents,
            Self::ExternalBooking => Scope::ReadExternalBookings,
        }
    }
}

fn window(from: DateTime, to: DateTime) -> Result<WindowOf, Error> {
    if to < from {
        return Err(FieldError::parameter("filter[to]", "before_from", "must not be before the start").into());
    }
    Ok(WindowOf { from: from.0, to: to.0 })
}

fn slice(page: jsonapi::Page) -> bookings::Page {
    bookings::Page { limit: page.size, offset: page.offset() }
}

fn collection(space: &Space, listed: Listed, page: jsonapi::Page) -> Result<Collection<Bookings>, Error> {
    let total = listed.total.unwrap_or_default();
    let resources = listed.views.into_iter().map(|view| resource(space, view)).collect::<Result<Vec<_>, _>>()?;
    Ok(Collection::new(resources, page, total))
}

async fn list_space(
    access: SpaceAccess<ReadBookings, InPath>,
    Id(_): Id<SpaceId>,
    Query(query): Query<SpaceRange>,
    Page(page): Page,
) -> Result<Collection<Bookings>, Error> {
    for include in &query.include.0 {
        if !access.allows(include.scope()) {
            return Err(AppError::scope(include.scope().name()).into());
        }
    }
    let window = window(query.from, query.to)?;
    let listed = bookings::list(access.app(), &access, Subject::Space, window, slice(page), true).await?;
    let total = listed.total.unwrap_or_default();
    let asked = |include| query.include.0.contains(&include);
    let members =
        if asked(Include::Membership) { Some(bookings::memberships_of(access.app(), &access, &listed.views).await?) } else { None };
    let events = if asked(Include::Event) {
        let named = listed.views.iter().filter_map(|view| view.shown.booking.event_id.map(EventId)).collect();
        Some(app::calendar_events::some(access.app(), &access, named).await?)
    } else {
        None
    };
    let visits = if asked(Include::ExternalBooking) {
        let named = listed.views.iter().filter_map(|view| view.shown.booking.external_booking_id.map(ExternalBookingId)).collect();
        Some(app::external_bookings::some(access.app(), &access, named).await?)
    } else {
        None
    };
    let mut shown = collection(access.space(), listed, page)?.meta("totalBookings", total);
    if let Some(members) = members {
        shown = shown.include(members.iter().map(|member| memberships::resource(access.app(), access.space(), member)));
    }
    if let Some(events) = events {
        let events = events.iter().map(|event| calendar_events::resource(access.app(), access.space(), event));
        shown = shown.include(events.collect::<Result<Vec<_>, _>>()?);
    }
    if let Some(visits) = visits {
        let visits = visits.into_iter().map(|view| external_bookings::resource(access.space(), view));
        shown = shown.include(visits.collect::<Result<Vec<_>, _>>()?);
    }
    Ok(shown)
}

async fn list_membership(
    access: SpaceAccess<ReadBookings, Of<Memberships, ByMembershipId>>,
    Id(id): Id<MembershipId>,
    Query(query): Query<Range>,
    Page(page): Page,
) -> Result<Collection<Bookings>, Error> {
    let window = window(query.from, query.to)?;
    let listed = bookings::list(access.app(), &access, Subject::Membership(id), window, slice(page), true).await?;
    let total = listed.total.unwrap_or_default();
    Ok(collection(access.space(), listed, page)?.meta("totalBookings", total))
}

async fn list_recurring(
    access: SpaceAccess<ReadBookings, Of<Recurrences, ByRecurringId>>,
    Id(id): Id<RecurrenceId>,
    Page(page): Page,
) -> Result<Collection<Bookings>, Error> {
    let listed = bookings::list_recurring(access.app(), &access, id, slice(page)).await?;
    let consistent = listed.complete;
    Ok(collection(access.space(), listed, page)?.meta("recurrence", true).meta("consistent", consistent))
}
