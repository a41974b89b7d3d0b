//! Offering resources to visitors, changing that and ending it: for admins with edit on resources.

use super::twin::check;
use super::{Shown, show};
use crate::access::Access;
use crate::bookings::tidy;
use crate::resources::PriceDetails;
use crate::{App, Error, Event, FieldError, Result};
use domain::accounting::Account;
use domain::external_resources::OwnPricing;
use domain::ids::{ExternalResourceId, ProductId, ResourceId};
use domain::resources::Usage;
use domain::scopes::Scope;
use domain::texts;
use serde_json::json;
use store::external_resources::{self, ExternalResource};
use store::resources::{self, Resource};
use store::{Json, SpaceTx, external_bookings, products};

/// What somebody says of it. `None` says nothing; where there is a second `Option`, its `None` leaves it to the
/// resource (R7).
#[derive(Clone, Debug, Default)]
pub struct Details {
    pub description: Option<Option<String>>,
    /// How visitors get there.
    pub instructions: Option<Option<String>>,
    /// Hours.
    pub booking_cutoff: Option<Option<u32>>,
    /// Hours.
    pub cancellation_period: Option<Option<u32>>,
    /// Minutes.
    pub min_booking_duration: Option<Option<u32>>,
    /// Minutes.
    pub max_booking_duration: Option<Option<u32>>,
    pub booking_times: Option<Option<String>>,
    pub accounting_code: Option<Option<String>>,
    pub cost_center: Option<Option<Account>>,
    pub revenue_account: Option<Option<Account>>,
    pub pricing: PriceDetails,
    pub bookings_require_approval: Option<bool>,
    /// Visitors' means of payment are kept, to be charged by hand (E4).
    pub pay_later: Option<bool>,
    pub products: Option<Vec<ProductId>>,
}

/// Sets what is said.
fn set(twin: &mut ExternalResource, details: Details) {
    fn put<T>(value: &mut T, said: Option<T>) {
        if let Some(said) = said {
            *value = said;
        }
    }
    put(&mut twin.description, details.description.map(tidy));
    put(&mut twin.instructions, details.instructions.map(tidy));
    put(&mut twin.booking_cutoff, details.booking_cutoff);
    put(&mut twin.cancellation_period, details.cancellation_period);
    put(&mut twin.min_booking_duration, details.min_booking_duration);
    put(&mut twin.max_booking_duration, details.max_booking_duration);
    put(&mut twin.booking_times, details.booking_times);
    put(&mut twin.accounting_code, details.accounting_code);
    put(&mut twin.cost_center, details.cost_center.map(|account| account.map(Json)));
    put(&mut twin.revenue_account, details.revenue_account.map(|account| account.map(Json)));
    put(&mut twin.bookings_require_approval, details.bookings_require_approval);
    put(&mut twin.pay_later, details.pay_later);
    let (own, said) = (&mut twin.pricing.0, details.pricing);
    put(&mut twin.taxes, said.taxes.map(|taxes| taxes.map(Json)));
    put(&mut own.price_per_hour, said.price_per_hour);
    put(&mut own.paid_time_cap, said.paid_time_cap);
    put(&mut own.discounts, said.discounts.map(Some));
    put(&mut own.price_caps, said.price_caps.map(Some));
    put(&mut own.fixed_rates, said.fixed_rates.map(Some));
    put(&mut own.currency, said.currency.map(Some));
}

/// Offers a resource to visitors.
pub async fn create(app: &App, access: &Access, resource: ResourceId, details: Details) -> Result<Shown> {
    access.require_admin(Scope::WriteExternalResources)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let resource = resources::lock(&mut tx, resource).await?.ok_or(Error::no_such("resource"))?;
        if resource.usage != Usage::Bookable {
            return Err(FieldError::relation("resource", "not_bookable", "is not booked by the hour").into());
        }
        let mut twin = blank(&app, resource.id);
        write(&mut tx, &access, &mut twin, &resource, &details).await?;
        external_resources::insert(&mut tx, &twin).await?;
        link(&mut tx, twin.id, details.products.as_deref()).await?;
        finish(&app, &access, &mut tx, Event::CreatedExternalResource, twin).await
    })
    .await
}

/// Changes what `details` says. Bookings that were made stay as they are (B11).
pub async fn update(app: &App, access: &Access, id: ExternalResourceId, details: Details) -> Result<Shown> {
    access.require_admin(Scope::WriteExternalResources)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let of = external_resources::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?.resource_id;
        // Whoever changes a twin waits for its resource, and then reads what the one before wrote.
        let resource = resources::lock(&mut tx, of).await?.ok_or(Error::NOT_FOUND)?;
        let mut twin = external_resources::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        twin.updated_at = app.clock.now();
        write(&mut tx, &access, &mut twin, &resource, &details).await?;
        external_resources::update(&mut tx, &twin).await?;
        link(&mut tx, id, details.products.as_deref()).await?;
        finish(&app, &access, &mut tx, Event::UpdatedExternalResource, twin).await
    })
    .await
}

/// Offers it no more. The resource stays, and so do the bookings of visitors.
pub async fn delete(app: &App, access: &Access, id: ExternalResourceId) -> Result<()> {
    access.require_admin(Scope::WriteExternalResources)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let twin = external_resources::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        withdraw(&mut tx, id).await?;
        app.emit(&mut tx, Event::DeletedExternalResource, id.0, json!({"resource_id": twin.resource_id})).await
    })
    .await
}

/// Bookings of it stay, and name it no more.
pub(crate) async fn withdraw(tx: &mut SpaceTx<'_>, id: ExternalResourceId) -> Result<()> {
    external_bookings::forget_offer(tx, id).await?;
    match external_resources::delete(tx, id).await {
        Ok(true) => Ok(()),
        Ok(false) => Err(Error::NOT_FOUND),
        Err(db::Error::ForeignKey) => Err(Error::Retry), // booked this moment
        Err(error) => Err(error.into()),
    }
}

fn blank(app: &App, resource: ResourceId) -> ExternalResource {
    let now = app.clock.now();
    ExternalResource {
        id: app.id(),
        resource_id: resource,
        description: None,
        booking_cutoff: None,
        cancellation_period: None,
        min_booking_duration: None,
        max_booking_duration: None,
        booking_times: None,
        pricing: Json(OwnPricing::default()),
        taxes: None,
        accounting_code: None,
        cost_center: None,
        revenue_account: None,
        own_products: false,
        instructions: None,
        bookings_require_approval: false,
        pay_later: false,
        created_at: now,
        updated_at: now,
    }
}

/// Sets what is said, and checks the whole.
async fn write(tx: &mut SpaceTx<'_>, access: &Access, twin: &mut ExternalResource, resource: &Resource, details: &Details) -> Result<()> {
    set(twin, details.clone());
    let mut wrong = check(twin, resource, access.space()).err().unwrap_or_default();
    if let Some(Err(bad)) = twin.instructions.as_deref().map(texts::text) {
        wrong.push(FieldError::field("instructions", bad.code(), bad.to_string()));
    }
    if !wrong.is_empty() {
        return Err(Error::Invalid(wrong));
    }
    let Some(wanted) = &details.products else { return Ok(()) };
    let known = products::known(tx, wanted).await?;
    twin.own_products = true;
    if wanted.iter().all(|product| known.contains(product)) { Ok(()) } else { Err(Error::no_such("products")) }
}

async fn link(tx: &mut SpaceTx<'_>, id: ExternalResourceId, wanted: Option<&[ProductId]>) -> Result<()> {
    match wanted {
        Some(wanted) => Ok(external_resources::set_products(tx, id, wanted).await?),
        None => Ok(()),
    }
}

async fn finish(app: &App, access: &Access, tx: &mut SpaceTx<'_>, event: Event, twin: ExternalResource) -> Result<Shown> {
    app.emit(tx, event, twin.id.0, json!({"resource_id": twin.resource_id})).await?;
    show(tx, access.space_id(), vec![twin]).await?.pop().ok_or(Error::NOT_FOUND)
}
