//! The form of an event, new or not.

use super::{HERE, read};
use crate::accounts::Frame;
use crate::inside::{enter_admin, failure};
use crate::language::{Text, t};
use crate::once::Once;
use crate::pages::render;
use crate::visiting::buyer::said;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::calendar_events::{self, Asked, Details, TypedPrice, View};
use app::resources::{self, Wanted};
use app::{Error, FieldError};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::get;
use domain::calendar_events::Audience;
use domain::ids::{EventId, ResourceId};
use domain::money::{Amount, Currency};
use domain::resources::Usage;
use domain::scopes::Scope;
use domain::taxes::PriceDisplay;
use jiff::Timestamp;
use jiff::civil::DateTime;
use serde::Deserialize;
use std::collections::HashMap;
use store::resources::Slice;

/// Rooms that can be chosen.
const MOST_ROOMS: Slice = Slice { limit: 1000, offset: 0 };
/// As browsers send a time of a day.
const MOMENT: &str = "%Y-%m-%dT%H:%M";

pub(super) fn router() -> Router<Desk> {
    Router::new().route("/admin/events/new", get(new).post(create)).route("/admin/events/{id}/edit", get(edit).post(update))
}

/// What the form had in it. Boxes that are not ticked are not sent.
#[derive(Clone, Default, Deserialize)]
struct Typed {
    #[serde(default)]
    title: String,
    #[serde(default)]
    from: String,
    #[serde(default)]
    to: String,
    #[serde(default)]
    location: String,
    #[serde(default)]
    video_url: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    audience: String,
    #[serde(default)]
    public_page: Option<String>,
    #[serde(default)]
    capacity: String,
    #[serde(default)]
    price: String,
    #[serde(default)]
    visitor_price: String,
    #[serde(default)]
    tags: String,
    /// The rest; among it the rooms, by the field's name.
    #[serde(flatten)]
    rest: HashMap<String, String>,
}

struct Room {
    id: ResourceId,
    name: String,
    ticked: bool,
}

fn field(id: ResourceId) -> String {
    format!("room-{id}")
}

/// A net price as somebody typed it: with taxes where people see prices so (M4).
fn shown(access: &Access, net: Option<i64>, currency: Currency) -> String {
    let Some(net) = net else { return String::new() };
    let space = access.space();
    let taxes = domain::resources::taxes(&space.taxes.0, None, space.settings.0.multiple_tax_rates);
    let amount = match domain::taxes::price(Amount(net), &taxes, space.price_display, currency) {
        Ok(price) if space.price_display == PriceDisplay::Gross => price.gross,
        _ => Amount(net),
    };
    amount.to_decimal().normalize().to_string()
}

impl Typed {
    fn of(access: &Access, view: &View) -> Self {
        let event = &view.event;
        let local = |at: Timestamp| access.zone().to_datetime(at).strftime(MOMENT).to_string();
        Self {
            title: event.title.clone(),
            from: local(event.starts_at),
            to: local(event.ends_at),
            location: event.location.clone().unwrap_or_default(),
            video_url: event.video_url.clone().unwrap_or_default(),
            description: event.description.clone().unwrap_or_default(),
            audience: event.audience.name().into(),
            public_page: event.public_page.then(|| "yes".to_owned()),
            capacity: event.capacity.map(|places| places.to_string()).unwrap_or_default(),
            price: shown(access, event.price, event.currency),
            visitor_price: shown(access, event.visitor_price, event.visitor_currency),
            tags: event.tags.0.join(", "),
            rest: view.bookings.iter().map(|(_, room)| (field(*room), "yes".to_owned())).collect(),
        }
    }

    fn details(&self, access: &Access, rooms: &[Room]) -> Result<Details, Error> {
        let mut wrong = Vec::new();
        let mut moment = |name: &'static str, text: &str| {
            let read = DateTime::strptime(MOMENT, text.trim()).ok().and_then(|local| access.zone().to_timestamp(local).ok());
            if read.is_none() {
                wrong.push(FieldError::field(name, "invalid", "must be a day and a time, such as 2026-11-27T18:30"));
            }
            read
        };
        let (from, to) = (moment("from", &self.from), moment("to", &self.to));
        let members = price(access, "price", &self.price, &mut wrong);
        let visitors = price(access, "visitor_price", &self.visitor_price, &mut wrong);
        let capacity = match self.capacity.trim() {
            "" => None,
            text => {
                let read = text.parse::<u32>().ok();
                if read.is_none() {
                    wrong.push(FieldError::field("capacity", "invalid", "must be a whole number"));
                }
                read
            }
        };
        let audience = Audience::try_from(self.audience.clone());
        if audience.is_err() {
            wrong.push(FieldError::field("audience", "blank", "must be chosen"));
        }
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        let tags = self.tags.split(',').map(|tag| tag.trim().to_owned()).filter(|tag| !tag.is_empty());
        let ticked = rooms.iter().filter(|room| room.ticked);
        Ok(Details {
            title: Some(self.title.clone()),
            from,
            to,
            audience: audience.ok(),
            public_page: Some(self.public_page.is_some()),
            description: Some(said(&self.description)),
            video_url: Some(said(&self.video_url)),
            location: Some(said(&self.location)),
            capacity: Some(capacity),
            tags: Some(tags.collect()),
            price: Some(members),
            visitor_price: Some(visitors),
            resources: Some(ticked.map(|room| (room.id, None)).collect()),
            ..Details::default()
        })
    }
}

fn price(access: &Access, name: &'static str, text: &str, wrong: &mut Vec<FieldError>) -> Option<TypedPrice> {
    let amount: Amount = crate::plans::number(name, text, "must be an amount, such as 12 or 12.50", wrong);
    let (space, said) = (access.space(), !text.trim().is_empty());
    let typed = match space.price_display {
        PriceDisplay::Gross => TypedPrice::Gross(amount, space.currency),
        PriceDisplay::Net => TypedPrice::Net(amount, space.currency),
    };
    said.then_some(typed)
}

/// Rooms that the event can book, those that are ticked among them.
async fn rooms(visit: &Visit, access: &Access, typed: &Typed) -> Result<Vec<Room>, Response> {
    let wanted = Wanted { usage: Some(Usage::Bookable), ..Wanted::default() };
    let found = resources::list(visit.app(), access, wanted, MOST_ROOMS).await.map_err(failure)?;
    let room = |shown: resources::Shown| Room {
        ticked: typed.rest.contains_key(&field(shown.resource.id)),
        id: shown.resource.id,
        name: shown.resource.name,
    };
    Ok(found.items.into_iter().map(room).collect())
}

fn audiences() -> [(&'static str, Text); 2] {
    [("membersOnly", t("managing-audience-members")), ("public", t("managing-audience-all"))]
}

#[derive(Template)]
#[template(path = "events/form.html")]
struct FormPage {
    frame: Frame,
    problems: Problems,
    besides: Vec<String>,
    /// None for a new one.
    id: Option<EventId>,
    currency: String,
    rooms: Vec<Room>,
    typed: Typed,
}

/// The fields that show themselves what is wrong with them.
const FIELDS: [&str; 11] =
    ["title", "from", "to", "location", "video_url", "description", "audience", "capacity", "price", "visitor_price", "tags"];

async fn form(visit: &Visit, access: &Access, id: Option<EventId>, problems: Problems, typed: Typed) -> Result<Response, Response> {
    let rooms = rooms(visit, access, &typed).await?;
    let (frame, status, space) = (Frame::of(visit).await?, problems.status(), access.space());
    let currency = if space.price_display == PriceDisplay::Gross {
        t("running-with-taxes").with("currency", space.currency)
    } else {
        t("running-net").with("currency", space.currency)
    };
    let besides = problems.besides(&FIELDS);
    Ok(visit.page(render(status, &FormPage { frame, problems, besides, id, currency: currency.into(), rooms, typed })))
}

async fn new(visit: Visit) -> Result<Response, Response> {
    let access = enter_admin(&visit, "/admin/events/new", Scope::WriteEvents).await?;
    let typed = Typed { audience: Audience::MembersOnly.name().into(), public_page: Some("yes".into()), ..Typed::default() };
    form(&visit, &access, None, Problems::default(), typed).await
}

/// What the form shows of an error; rooms that are taken are the fault of the whole.
fn problems(error: Error) -> Result<Problems, Response> {
    match error {
        Error::Conflict { message, .. } | Error::Unbookable { message, .. } => Ok(Problems::base_only(message)),
        error => Problems::of(error),
    }
}

async fn create(Once(Posted { visit, form: typed }): Once<Typed>) -> Result<Response, Response> {
    let access = enter_admin(&visit, "/admin/events/new", Scope::WriteEvents).await?;
    let rooms = rooms(&visit, &access, &typed).await?;
    let made = match typed.details(&access, &rooms) {
        Ok(details) => calendar_events::create(visit.app(), &access, details).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(made) => Ok(lead_to(&format!("{HERE}/{}?told=saved", made.event.id))),
        Err(error) => form(&visit, &access, None, problems(error)?, typed).await,
    }
}

async fn edit(Path(id): Path<String>, visit: Visit) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, &format!("{HERE}/{id}/edit"), Scope::WriteEvents).await?;
    let view = calendar_events::get(visit.app(), &access, id, Asked::default()).await.map_err(failure)?.found;
    let typed = Typed::of(&access, &view);
    form(&visit, &access, Some(id), Problems::default(), typed).await
}

async fn update(Path(id): Path<String>, Posted { visit, form: typed }: Posted<Typed>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, HERE, Scope::WriteEvents).await?;
    let rooms = rooms(&visit, &access, &typed).await?;
    let saved = match typed.details(&access, &rooms) {
        Ok(details) => calendar_events::update(visit.app(), &access, id, details).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(_) => Ok(lead_to(&format!("{HERE}/{id}?told=saved"))),
        Err(error) => form(&visit, &access, Some(id), problems(error)?, typed).await,
    }
}
