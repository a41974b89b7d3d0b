//! `SUBDOMAIN/admin/resources`: rooms, desks and whatever else can be booked.

use crate::accounts::Frame;
use crate::inside::{enter_admin, failure, money};
use crate::language::{Text, t};
use crate::lists;
use crate::once::Once;
use crate::pages::{problem, render};
use crate::plans::number;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::resources::{self, Details, NewPhoto, PriceDetails, Wanted};
use app::{Error, FieldError};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::ids::ResourceId;
use domain::money::Amount;
use domain::resources::Kind;
use domain::scopes::Scope;
use serde::Deserialize;
use store::resources::{Resource, Slice};

const HERE: &str = "/admin/resources";
const SHOWN: i64 = 100;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page))
        .route("/admin/resources/new", get(new).post(create))
        .route("/admin/resources/{id}", get(edit).post(update))
        .with_state(desk.clone())
}

struct Line {
    id: ResourceId,
    name: String,
    about: String,
    hidden: bool,
}

impl Line {
    fn new(resource: Resource) -> Self {
        let per_hour = resource.pricing.0.price_per_hour.filter(|price| *price > Amount::ZERO);
        let price = per_hour.map_or_else(
            || t("resources-free").to_string(),
            |price| t("resources-an-hour").with("price", money(price, resource.currency)).to_string(),
        );
        let people = resource.capacity.map(|people| t("resources-people").count("count", people).to_string());
        let units = (resource.units > 1).then(|| t("resources-of-them").with("count", resource.units).to_string());
        let about = [Some(price), people, units].into_iter().flatten().collect::<Vec<_>>().join(" · ");
        Self { id: resource.id, name: resource.name, about, hidden: resource.hidden }
    }
}

#[derive(Template)]
#[template(path = "catalogue/resources.html")]
struct ListPage {
    frame: Frame,
    lines: Vec<Line>,
    before: Option<String>,
    after: Option<String>,
    may_edit: bool,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    page: String,
}

async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadResources).await?;
    let number = lists::page(&asked.page);
    let slice = Slice { limit: SHOWN, offset: (number - 1) * SHOWN };
    let found = resources::list(visit.app(), &access, Wanted::default(), slice).await.map_err(failure)?;
    let lines = found.items.into_iter().map(|shown| Line::new(shown.resource)).collect();
    let page = ListPage {
        frame: Frame::of(&visit).await?,
        lines,
        before: (number > 1).then(|| format!("{HERE}?page={}", number - 1)),
        after: (number * SHOWN < found.total).then(|| format!("{HERE}?page={}", number + 1)),
        may_edit: access.is_admin(Scope::WriteResources),
    };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

/// What the form of a resource had in it. Boxes that are not ticked are not sent.
#[derive(Default, Deserialize)]
struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    kind: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    capacity: String,
    #[serde(default)]
    units: String,
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
    photo: String,
    #[serde(default)]
    hidden: Option<String>,
    #[serde(default)]
    only_admins_can_book: Option<String>,
}

/// A number as a form shows it; nothing where there is none.
fn text<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

impl Typed {
    fn of(resource: &Resource) -> Self {
        let tick = |on: bool| on.then(|| "yes".to_owned());
        let photo = resource.photo.as_ref().and_then(|photo| match &photo.0 {
            domain::resources::Photo::Url(url) => Some(url.clone()),
            domain::resources::Photo::File { .. } => None,
        });
        Self {
            name: resource.name.clone(),
            kind: resource.kind.as_ref().map(|kind| kind.0.name().to_owned()).unwrap_or_default(),
            description: resource.description.clone().unwrap_or_default(),
            capacity: text(resource.capacity),
            units: resource.units.to_string(),
            price_per_hour: text(resource.pricing.0.price_per_hour.map(|price| price.to_decimal().normalize())),
            booking_times: resource.booking_times.clone(),
            booking_cutoff: resource.booking_cutoff.to_string(),
            cancellation_period: resource.cancellation_period.to_string(),
            min_booking_duration: resource.min_booking_duration.to_string(),
            max_booking_duration: text(resource.max_booking_duration),
            photo: photo.unwrap_or_default(),
            hidden: tick(resource.hidden),
            only_admins_can_book: tick(resource.only_admins_can_book),
        }
    }

    fn details(&self) -> Result<Details, Error> {
        let mut wrong = Vec::new();
        let said = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let mut count = |field, text: &str| number::<u32>(field, text, "must be a whole number", &mut wrong);
        let (capacity, units) = (count("capacity", &self.capacity), count("units", &self.units));
        let (cutoff, cancellation) =
            (count("booking_cutoff", &self.booking_cutoff), count("cancellation_period", &self.cancellation_period));
        let (least, most) =
            (count("min_booking_duration", &self.min_booking_duration), count("max_booking_duration", &self.max_booking_duration));
        let price: Amount = number("price_per_hour", &self.price_per_hour, "must be an amount, such as 12 or 12.50", &mut wrong);
        let kind: Option<Kind> = Kind::try_from(self.kind.clone()).ok();
        if kind.is_none() && !self.kind.is_empty() {
            wrong.push(FieldError::field("kind", "unknown", "must be chosen"));
        }
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        Ok(Details {
            name: Some(self.name.clone()),
            kind: Some(kind),
            description: Some(said(&self.description)),
            hidden: Some(self.hidden.is_some()),
            only_admins_can_book: Some(self.only_admins_can_book.is_some()),
            units: Some(units.max(1)),
            capacity: Some(Some(capacity).filter(|people| *people > 0)),
            booking_cutoff: Some(cutoff),
            cancellation_period: Some(cancellation),
            min_booking_duration: Some(least),
            max_booking_duration: Some(Some(most).filter(|minutes| *minutes > 0)),
            booking_times: Some(self.booking_times.trim().to_owned()),
            photo: said(&self.photo).map(|url| Some(NewPhoto::Url(url))),
            pricing: PriceDetails { price_per_hour: Some(Some(price).filter(|price| *price > Amount::ZERO)), ..PriceDetails::default() },
            ..Details::default()
        })
    }
}

fn kinds() -> [(&'static str, Text); 3] {
    [("room", t("resources-kind-room")), ("desk", t("resources-kind-desk")), ("other", t("resources-kind-other"))]
}

#[derive(Template)]
#[template(path = "catalogue/resource.html")]
struct FormPage {
    frame: Frame,
    problems: Problems,
    /// None for a new one.
    id: Option<ResourceId>,
    currency: String,
    typed: Typed,
}

async fn form(visit: &Visit, access: &Access, id: Option<ResourceId>, problems: Problems, typed: Typed) -> Result<Response, Response> {
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    let currency = access.space().currency.to_string();
    Ok(visit.page(render(status, &FormPage { frame, problems, id, currency, typed })))
}

async fn new(visit: Visit) -> Result<Response, Response> {
    let access = enter_admin(&visit, "/admin/resources/new", Scope::WriteResources).await?;
    let typed = Typed { kind: "room".into(), units: "1".into(), ..Typed::default() };
    form(&visit, &access, None, Problems::default(), typed).await
}

async fn create(Once(Posted { visit, form: typed }): Once<Typed>) -> Result<Response, Response> {
    let access = enter_admin(&visit, "/admin/resources/new", Scope::WriteResources).await?;
    let made = match typed.details() {
        Ok(details) => resources::create(visit.app(), &access, details).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(_) => Ok(lead_to(HERE)),
        Err(error) => form(&visit, &access, None, Problems::of(error)?, typed).await,
    }
}

fn read(id: &str) -> Result<ResourceId, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

async fn edit(Path(id): Path<String>, visit: Visit) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, &format!("{HERE}/{id}"), Scope::WriteResources).await?;
    let found = resources::get(visit.app(), &access, id).await.map_err(failure)?;
    form(&visit, &access, Some(id), Problems::default(), Typed::of(&found.resource)).await
}

async fn update(Path(id): Path<String>, Posted { visit, form: typed }: Posted<Typed>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, HERE, Scope::WriteResources).await?;
    let saved = match typed.details() {
        Ok(details) => resources::update(visit.app(), &access, id, details).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(_) => Ok(lead_to(HERE)),
        Err(error) => form(&visit, &access, Some(id), Problems::of(error)?, typed).await,
    }
}
