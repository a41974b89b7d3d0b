//! Taking a resource out of use (R8): for admins with edit on resources.

use crate::access::Access;
use crate::webhooks::objects;
use crate::{App, Error, Event, Result, allocations, bookings, files};
use domain::ids::ResourceId;
use domain::scopes::Scope;
use jiff::Timestamp;
use serde_json::json;
use store::SpaceTx;
use store::external_resources;
use store::resources;

/// Deletes a resource. Nobody sees it any more; bookings and allocations that were keep its name.
///
/// What is booked of it or held after now forbids that. With `force` it is undone first: later bookings are deleted and their
/// credits go back, allocations end with today. What events and visitors have booked is never undone here, as people were
/// promised it and may have paid.
///
/// # Errors
/// [`Error::Conflict`] where something stands against it.
pub async fn delete(app: &App, access: &Access, id: ResourceId, force: bool) -> Result<()> {
    access.require_admin(Scope::WriteResources)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let now = app.clock.now();
        let mut tx = access.bind(tx);
        // Who books it or gives it to somebody waits for this row.
        let resource = resources::lock(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        if !force && resources::has_future(&mut tx, id, now, access.today()).await? {
            return Err(Error::conflict("in_use", "It is booked or held after now; `force` undoes that."));
        }
        let gone = if force { undo_bookings(&app, &access, &mut tx, id, now).await? } else { Vec::new() };
        let ended = if force { allocations::end_all(&mut tx, id, access.today()).await? } else { Vec::new() };
        let twins = external_resources::of_resource(&mut tx, id).await?;
        for twin in &twins {
            crate::external_resources::withdraw(&mut tx, *twin).await?;
        }
        files::forget(&mut tx, resource.photo.as_ref()).await?;
        resources::delete(&mut tx, id, now).await?;
        for twin in twins {
            app.emit(&mut tx, Event::DeletedExternalResource, twin.0, json!({"resource_id": id})).await?;
        }
        bookings::tell_deleted(&app, &mut tx, &gone).await?;
        allocations::tell_ended(&app, &mut tx, &ended).await?;
        let detail = json!({"name": resource.name, "object": objects::resource(&resource)});
        app.emit(&mut tx, Event::DeletedResource, id.0, detail).await
    })
    .await
}

async fn undo_bookings(
    app: &App,
    access: &Access,
    tx: &mut SpaceTx<'_>,
    id: ResourceId,
    now: Timestamp,
) -> Result<Vec<store::bookings::Booking>> {
    let later = store::bookings::of_resource_after(tx, id, now).await?;
    if later.iter().any(|booking| booking.event_id.is_some() || booking.external_booking_id.is_some()) {
        return Err(Error::conflict("promised", "Events or visitors have booked it: change the event, or cancel the external booking."));
    }
    bookings::undo(app, access, tx, &later).await
}
