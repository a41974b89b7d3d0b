//! `SUBDOMAIN/admin/resources/ID/visitors`: a room is offered to visitors, with values of its own for them (R7).

use crate::accounts::{Frame, Nothing};
use crate::inside::{enter_admin, failure};
use crate::pages::{problem, render};
use crate::plans::number;
use crate::visiting::buyer::said;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::external_resources::{self, Details, Shown};
use app::resources::PriceDetails;
use app::{Error, FieldError, resources};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::ResourceId;
use domain::money::Amount;
use domain::scopes::Scope;
use serde::Deserialize;
use store::resources::Slice;

/// More rooms than anybody offers.
const MOST: Slice = Slice { limit: 1000, offset: 0 };

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route("/admin/resources/{id}/visitors", get(page).post(save))
        .route("/admin/resources/{id}/visitors/delete", post(withdraw))
        .with_state(desk.clone())
}

/// What the form had in it; what is empty is as it is for members. Boxes that are not ticked are not sent.
#[derive(Clone, Default, Deserialize)]
struct Typed {
    #[serde(default)]
    description: String,
    #[serde(default)]
    instructions: String,
    #[serde(default)]
    price_per_hour: String,
    #[serde(default)]
    booking_times: String,
    #[serde(default)]
    booking_cutoff: String,
    #[serde(default)]
    cancellation_period: String,
    #[serde(default)]
    min_booking_duration: String,
    #[serde(default)]
    max_booking_duration: String,
    #[serde(default)]
    bookings_require_approval: Option<String>,
}

fn text<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

impl Typed {
    fn of(shown: &Shown) -> Self {
        let twin = &shown.twin;
        Self {
            description: text(twin.description.as_ref()),
            instructions: text(twin.instructions.as_ref()),
            price_per_hour: text(twin.pricing.0.price_per_hour.map(|price| price.to_decimal().normalize())),
            booking_times: text(twin.booking_times.as_ref()),
            booking_cutoff: text(twin.booking_cutoff),
            cancellation_period: text(twin.cancellation_period),
            min_booking_duration: text(twin.min_booking_duration),
            max_booking_duration: text(twin.max_booking_duration),
            bookings_require_approval: twin.bookings_require_approval.then(|| "yes".to_owned()),
        }
    }

    fn details(&self) -> Result<Details, Error> {
        let mut wrong = Vec::new();
        let mut count = |field, text: &str| {
            let read = number::<u32>(field, text, "must be a whole number", &mut wrong);
            (!text.trim().is_empty()).then_some(read)
        };
        let (cutoff, period) = (count("booking_cutoff", &self.booking_cutoff), count("cancellation_period", &self.cancellation_period));
        let least = count("min_booking_duration", &self.min_booking_duration);
        let most = count("max_booking_duration", &self.max_booking_duration);
        let price: Amount = number("price_per_hour", &self.price_per_hour, "must be an amount, such as 12 or 12.50", &mut wrong);
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        let price = (!self.price_per_hour.trim().is_empty()).then_some(price);
        Ok(Details {
            description: Some(said(&self.description)),
            instructions: Some(said(&self.instructions)),
            booking_cutoff: Some(cutoff),
            cancellation_period: Some(period),
            min_booking_duration: Some(least),
            max_booking_duration: Some(most),
            booking_times: Some(said(&self.booking_times)),
            pricing: PriceDetails { price_per_hour: Some(price), ..PriceDetails::default() },
            bookings_require_approval: Some(self.bookings_require_approval.is_some()),
            ..Details::default()
        })
    }
}

#[derive(Template)]
#[template(path = "catalogue/visitors.html")]
struct FormPage {
    frame: Frame,
    problems: Problems,
    besides: Vec<String>,
    id: ResourceId,
    name: String,
    currency: String,
    /// The page where visitors book it; none while it is not offered.
    link: Option<String>,
    saved: bool,
    typed: Typed,
}

/// The fields that show themselves what is wrong with them.
const FIELDS: [&str; 8] = [
    "description",
    "instructions",
    "price_per_hour",
    "booking_times",
    "booking_cutoff",
    "cancellation_period",
    "min_booking_duration",
    "max_booking_duration",
];

fn read(id: &str) -> Result<ResourceId, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

/// The offer of the room, if there is one.
async fn offer(visit: &Visit, access: &Access, id: ResourceId) -> Result<Option<Shown>, Response> {
    let found = external_resources::list(visit.app(), access, MOST).await.map_err(failure)?.items;
    Ok(found.into_iter().find(|shown| shown.twin.resource_id == id))
}

async fn form(
    visit: &Visit,
    access: &Access,
    id: ResourceId,
    problems: Problems,
    (offer, typed): (Option<Shown>, Typed),
    saved: bool,
) -> Result<Response, Response> {
    let name = resources::get(visit.app(), access, id).await.map_err(failure)?.resource.name;
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    let currency = access.space().currency.to_string();
    let link = offer.map(|shown| format!("{}/rooms/{}", visit.app().site_of(access.space()), shown.twin.id));
    let besides = problems.besides(&FIELDS);
    Ok(visit.page(render(status, &FormPage { frame, problems, besides, id, name, currency, link, saved, typed })))
}

#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    saved: String,
}

async fn page(visit: Visit, Path(id): Path<String>, Query(told): Query<Told>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, &format!("/admin/resources/{id}/visitors"), Scope::WriteExternalResources).await?;
    let offer = offer(&visit, &access, id).await?;
    let typed = offer.as_ref().map(Typed::of).unwrap_or_default();
    form(&visit, &access, id, Problems::default(), (offer, typed), !told.saved.is_empty()).await
}

async fn save(Path(id): Path<String>, Posted { visit, form: typed }: Posted<Typed>) -> Result<Response, Response> {
    let id = read(&id)?;
    let here = format!("/admin/resources/{id}/visitors");
    let access = enter_admin(&visit, &here, Scope::WriteExternalResources).await?;
    let offer = offer(&visit, &access, id).await?;
    let saved = match (typed.details(), &offer) {
        (Err(error), _) => Err(error),
        (Ok(details), Some(shown)) => external_resources::update(visit.app(), &access, shown.twin.id, details).await.map(drop),
        (Ok(details), None) => external_resources::create(visit.app(), &access, id, details).await.map(drop),
    };
    match saved {
        Ok(()) => Ok(lead_to(&format!("{here}?saved=yes"))),
        // A room that is not there, or not here.
        Err(Error::NotFound { .. }) => Err(problem(&Error::NOT_FOUND)),
        Err(error) => form(&visit, &access, id, problems(error)?, (offer, typed), false).await,
    }
}

fn problems(error: Error) -> Result<Problems, Response> {
    let Error::Invalid(fields) = error else { return Problems::of(error) };
    let there = |field: FieldError| match &field.at {
        app::At::Field(name) => match name.strip_prefix("pricing.") {
            Some(part) => FieldError { at: app::At::Field(part.to_owned().into()), ..field },
            None => field,
        },
        _ => field,
    };
    Ok(Problems::from(fields.into_iter().map(there).collect::<Vec<_>>()))
}

async fn withdraw(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let id = read(&id)?;
    let here = format!("/admin/resources/{id}/visitors");
    let access = enter_admin(&visit, &here, Scope::WriteExternalResources).await?;
    let offer = offer(&visit, &access, id).await?.ok_or_else(|| problem(&Error::NOT_FOUND))?;
    external_resources::delete(visit.app(), &access, offer.twin.id).await.map_err(failure)?;
    Ok(lead_to(&here))
}
