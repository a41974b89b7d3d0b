//! Making and changing resources: for admins with edit on them.

use super::checks::{Checked, Details, apply, photo};
use super::{Shown, show};
use crate::access::Access;
use crate::events::Event;
use crate::resources::viewer::Viewer;
use crate::{App, Error, FieldError, Result, files};
use domain::ids::{FileId, ProductId, ResourceId};
use domain::interval::{self, Interval};
use domain::resources::{Photo, Usage, color};
use domain::scopes::Scope;
use jiff::Timestamp;
use serde_json::Value;
use store::resources::{self, Resource, Word};
use store::{Json, SpaceTx, products};

/// Makes a resource. It needs a name; for everything else there are defaults.
pub async fn create(app: &App, access: &Access, details: Details) -> Result<Shown> {
    access.require_admin(Scope::WriteResources)?;
    let mut resource = blank(app, access);
    apply(&details, &mut resource, access.space()).map_err(Error::Invalid)?;
    let photo = match &details.photo {
        Some(Some(new)) => Some(photo(app, new).await?),
        _ => None,
    };
    let (file, app_, access) = (app.id::<FileId>(), app.clone(), access.clone());
    app.db
        .write(async move |tx| {
            let (viewer, mut resource) = (Viewer::new(&access), resource.clone());
            let mut bound = access.bind(tx);
            if let Some(photo) = &photo {
                resource.photo = Some(Word(place(&app_, &mut bound, file, photo).await?));
            }
            resources::insert(&mut bound, &resource).await?;
            link(&mut bound, resource.id, details.products.as_deref()).await?;
            app_.emit(&mut bound, Event::CreatedResource, resource.id.0, Value::Null).await?;
            one(show(tx, &[&viewer], vec![resource]).await?)
        })
        .await
}

/// Changes what `details` says of a resource. Future bookings must fit its units, and there must be none when
/// it is to be used otherwise (R1).
pub async fn update(app: &App, access: &Access, id: ResourceId, details: Details) -> Result<Shown> {
    access.require_admin(Scope::WriteResources)?;
    let photo = match &details.photo {
        Some(Some(new)) => Some(Some(photo(app, new).await?)),
        Some(None) => Some(None),
        None => None,
    };
    let (file, app_, access) = (app.id::<FileId>(), app.clone(), access.clone());
    app.db
        .write(async move |tx| {
            let (viewer, now) = (Viewer::new(&access), app_.clock.now());
            let mut bound = access.bind(tx);
            let before = resources::lock(&mut bound, id).await?.ok_or(Error::NOT_FOUND)?;
            let mut after = Resource { updated_at: now, ..before.clone() };
            apply(&details, &mut after, access.space()).map_err(Error::Invalid)?;
            if before.usage != after.usage && resources::has_future(&mut bound, id, now, access.today()).await? {
                return Err(in_use().into());
            }
            if before.units != after.units {
                fit(&mut bound, &before, &after, now).await?;
            }
            if let Some(photo) = &photo {
                files::forget(&mut bound, before.photo.as_ref()).await?;
                after.photo = match photo {
                    Some(photo) => Some(Word(place(&app_, &mut bound, file, photo).await?)),
                    None => None,
                };
            }
            resources::update(&mut bound, &after).await?;
            link(&mut bound, id, details.products.as_deref()).await?;
            app_.emit(&mut bound, Event::UpdatedResource, id.0, Value::Null).await?;
            one(show(tx, &[&viewer], vec![after]).await?)
        })
        .await
}

fn in_use() -> FieldError {
    FieldError::field("usage", "in_use", "cannot change while there are future bookings or allocations")
}

fn blank(app: &App, access: &Access) -> Resource {
    let (id, now) = (app.id::<ResourceId>(), app.clock.now());
    Resource {
        space_id: access.space_id(),
        id,
        name: String::new(),
        kind: None,
        usage: Usage::Bookable,
        description: None,
        hidden: false,
        only_admins_can_book: false,
        units: 1,
        capacity: None,
        booking_cutoff: 0,
        cancellation_period: 0,
        min_booking_duration: 0,
        max_booking_duration: None,
        color: color(id).to_owned(),
        photo: None,
        booking_times: String::new(),
        pricing: Json::default(),
        currency: access.space().currency,
        taxes: None,
        area_sqm: None,
        accounting_code: None,
        cost_center: None,
        revenue_account: None,
        created_at: now,
        updated_at: now,
    }
}

/// Makes the bookings that have not ended agree with the new number of units (B2). The resource is locked, so
/// none is added meanwhile.
async fn fit(tx: &mut SpaceTx<'_>, before: &Resource, after: &Resource, now: Timestamp) -> Result<()> {
    let ahead = Interval::new(now, Timestamp::MAX);
    if after.units < before.units {
        let booked = resources::booked(tx, &[after.id], ahead).await?;
        if booked.get(&after.id).is_some_and(|booked| interval::peak(booked, ahead) > after.units) {
            let message = "must not be less than the units that are booked at the same time";
            return Err(FieldError::field("units", "overlapping_bookings", message).into());
        }
    }
    let exclusive = after.units == 1;
    if exclusive != (before.units == 1) {
        resources::set_exclusive(tx, after.id, now, exclusive).await?;
    }
    Ok(())
}

async fn place(app: &App, tx: &mut SpaceTx<'_>, file: FileId, photo: &Checked) -> Result<Photo> {
    match photo {
        Checked::Image(image) => files::insert(app, tx, file, image).await,
        Checked::Url(url) => Ok(Photo::Url(url.clone())),
    }
}

async fn link(tx: &mut SpaceTx<'_>, resource: ResourceId, wanted: Option<&[ProductId]>) -> Result<()> {
    let Some(wanted) = wanted else { return Ok(()) };
    let known = products::known(tx, wanted).await?;
    if !wanted.iter().all(|product| known.contains(product)) {
        return Err(Error::no_such("products"));
    }
    Ok(resources::set_products(tx, resource, wanted).await?)
}

fn one(mut shown: Vec<Shown>) -> Result<Shown> {
    shown.pop().ok_or(Error::NOT_FOUND)
}
