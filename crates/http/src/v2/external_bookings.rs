//! Bookings of visitors.

mod input;
mod preview;
mod resource;

use super::external_resources::at_resource;
use super::resources::{slice, total};
use crate::access::{Of, SpaceAccess, UserAccess, VisitorAccess};
use crate::error::Error;
use crate::input::{Csv, DateTime, Id, Page, Query};
use crate::operation::Api;
use crate::scopes::{ReadExternalBookings, WriteExternalBookings};
use crate::style::JsonApi;
use crate::v2::{Body, Collection, Created, Document, ExternalBookings, Invoices, NoContent, invoices};
use app::access::{Access, Place, Thing};
use app::external_bookings::{self, View};
use app::{App, Error as AppError, FieldError};
use domain::ids::{ExternalBookingId, InvoiceId};
use domain::interval::Interval;
use domain::scopes::Scope;
use input::{Changed, Ordered};
use jsonapi::Resource;
pub(super) use resource::resource;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::spaces::Space;

const ADMINS: &str = "**Access**: admins of the space who may edit external bookings.";

pub fn operations(api: &mut Api<JsonApi>) {
    api.tag("External booking");
    api.post("create-external-booking", "/external_bookings", create, "Book as visitor")
        .about(
            "Waits for an admin's yes where the resource asks for that, and holds its time meanwhile. The visitor is told by mail. Paid by a \
             payment that was begun before, which goes back when the booking cannot be made, or by a method without a provider.\n\n\
             **Access**: any user. Admins are free from booking times and the like.",
        )
        .refuses(400, "The resource cannot be booked, or not at that time.");
    api.get("show-external-booking", "/external_bookings/{id}", get, "Single external booking")
        .about("Who comes is shown to admins only. Including `invoices` needs the scope `read_invoices`.\n\n**Access**: any user.")
        .further_scopes(&[Scope::ReadInvoices]);
    api.patch("update-external-booking", "/external_bookings/{id}", update, "Update external booking")
        .about("The visitor is told by mail what has changed.\n\n**Access**: admins of the space who may edit external bookings.")
        .refuses(400, "The resource cannot be booked at that time.")
        .refuses(409, "The external booking is in the past or canceled.");
    api.delete("delete-external-booking", "/external_bookings/{id}", cancel, "Cancel external booking as admin")
        .about(ADMINS)
        .refuses(409, "The external booking is canceled already, or in the past and not pending.");
    api.post("external-booking-cancellation", "/external_bookings/{id}/cancellation", ask_to_cancel, "Ask to cancel as visitor")
        .about("Mails a link that cancels to the address that booked; nothing else is changed.\n\n**Access**: any user.")
        .refuses(409, "The external booking is in the past or canceled already.");
    api.get("get-space-external-bookings", "/spaces/{spaceId}/external_bookings", list, "External bookings of a space")
        .about(
            "Those that start within the time. Including `invoices` needs the scope `read_invoices`.\n\n\
             **Access**: admins of the space.",
        )
        .further_scopes(&[Scope::ReadInvoices]);
    preview::operations(api);
}

fn document<const CODE: u16>(space: &Space, view: View) -> Result<Document<ExternalBookings, CODE>, Error> {
    Ok(Document::new(&resource(space, view)?))
}

async fn create(access: UserAccess<WriteExternalBookings>, Body(new): Body<Ordered>) -> Result<Created<ExternalBookings>, Error> {
    let (wish, places) = input::wish(new)?;
    let place = access.visit(Place::Owner(Thing::ExternalResource, wish.offer.0)).await.map_err(at_resource)?;
    let made = Box::pin(external_bookings::create(place.app(), &place, wish)).await.map_err(|error| places.named(error))?;
    document(place.space(), made)
}

#[derive(Clone, Copy, Debug, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum Include {
    Invoices,
}

/// Whether invoices are asked for, by somebody who may see them.
fn may_include(access: &Access, include: &Csv<Include>) -> Result<bool, Error> {
    let asked = include.has(&Include::Invoices);
    if asked && !access.allows(Scope::ReadInvoices) {
        return Err(AppError::scope(Scope::ReadInvoices.name()).into());
    }
    Ok(asked)
}

/// Invoices to show beside bookings, as far as the caller may see them.
async fn bills(access: &Access, ids: Vec<InvoiceId>, app: &App) -> Result<Vec<Resource<Invoices>>, Error> {
    let found = app::invoices::some(app, access, ids).await?;
    invoices::shown(app, access, found).await
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct GetBooking {
    /// Linked resources to add.
    include: Csv<Include>,
}

async fn get(
    access: VisitorAccess<ReadExternalBookings, Of<ExternalBookings>>,
    Id(id): Id<ExternalBookingId>,
    Query(query): Query<GetBooking>,
) -> Result<Document<ExternalBookings>, Error> {
    let asked = may_include(&access, &query.include)?;
    let view = external_bookings::get(access.app(), &access, id).await?;
    let bills = if asked { bills(&access, view.invoices.clone(), access.app()).await? } else { Vec::new() };
    let shown = document(access.space(), view)?;
    Ok(if asked { shown.include(bills) } else { shown })
}

async fn update(
    access: SpaceAccess<WriteExternalBookings, Of<ExternalBookings>>,
    Id(id): Id<ExternalBookingId>,
    Body(change): Body<Changed>,
) -> Result<Document<ExternalBookings>, Error> {
    let change = input::change(change)?;
    document(access.space(), external_bookings::change(access.app(), &access, id, change).await?)
}

async fn cancel(
    access: SpaceAccess<WriteExternalBookings, Of<ExternalBookings>>,
    Id(id): Id<ExternalBookingId>,
) -> Result<Document<ExternalBookings>, Error> {
    document(access.space(), external_bookings::cancel(access.app(), &access, id).await?)
}

async fn ask_to_cancel(
    access: VisitorAccess<WriteExternalBookings, Of<ExternalBookings>>,
    Id(id): Id<ExternalBookingId>,
) -> Result<NoContent, Error> {
    external_bookings::ask_to_cancel(access.app(), &access, id).await?;
    Ok(NoContent)
}

#[derive(Clone, Copy, Debug, Default, Deserialize, JsonSchema, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[schemars(inline)]
enum SortOrder {
    #[default]
    Asc,
    Desc,
}

#[derive(Deserialize, JsonSchema)]
struct ListBookings {
    /// The first start of a booking.
    #[serde(rename = "filter[from]")]
    from: DateTime,
    /// Bookings start before this.
    #[serde(rename = "filter[to]")]
    to: DateTime,
    /// By their starts.
    #[serde(rename = "filter[sortOrder]", default)]
    sort_order: SortOrder,
    /// Linked resources to add.
    #[serde(default)]
    include: Csv<Include>,
}

async fn list(
    access: SpaceAccess<ReadExternalBookings>,
    Query(query): Query<ListBookings>,
    Page(page): Page,
) -> Result<Collection<ExternalBookings>, Error> {
    if query.to < query.from {
        return Err(FieldError::parameter("filter[to]", "before_from", "must not be before the start").into());
    }
    let asked = may_include(&access, &query.include)?;
    let within = Interval::new(query.from.0, query.to.0);
    let found = external_bookings::list(access.app(), &access, within, query.sort_order == SortOrder::Desc, slice(page)).await?;
    let wanted = found.items.iter().flat_map(|view| view.invoices.clone()).collect();
    let bills = if asked { bills(&access, wanted, access.app()).await? } else { Vec::new() };
    let shown = found.items.into_iter().map(|view| resource(access.space(), view)).collect::<Result<Vec<_>, _>>()?;
    let answer = Collection::new(shown, page, total(found.total));
    Ok(if asked { answer.include(bills) } else { answer })
}
