//! `SUBDOMAIN/rooms`: what visitors can book, when it is free, what it costs, and the booking (R7, E2).

pub(super) mod book;
mod booked;

use super::come_in;
use crate::accounts::Frame;
use crate::booking::slot::{Asked, Slot};
use crate::inside::{failure, money};
use crate::language::t;
use crate::pages::render;
use crate::visits::{Desk, Problems, Visit};
use app::App;
use app::access::Access;
use app::external_resources::{self, Shown};
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use domain::ids::ExternalResourceId;
use domain::interval::Interval;
use domain::money::Amount;
use domain::resources::Usage;
use domain::taxes::PriceDisplay;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use store::resources::Slice;

const HERE: &str = "/rooms";
/// Rooms on one page.
const MOST: Slice = Slice { limit: 100, offset: 0 };

pub(super) fn router(desk: &Desk) -> Router {
    Router::new().route(HERE, get(page)).with_state(desk.clone()).merge(book::router(desk)).merge(booked::router(desk))
}

/// What visitors look for.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct Search {
    #[serde(flatten)]
    pub asked: Asked,
    #[serde(default)]
    pub people: String,
}

impl Search {
    /// Whether a time was said at all.
    fn timed(&self) -> bool {
        !self.asked.day.is_empty() || !self.asked.time.is_empty()
    }

    /// The people who come, if that was said; none too where it is no number of people.
    fn people(&self) -> Result<Option<u32>, app::FieldError> {
        let wrong = || app::FieldError::field("people", "invalid", "must be a number of people");
        match self.people.trim() {
            "" => Ok(None),
            text => text.parse().ok().filter(|people| (1..=10_000).contains(people)).map(Some).ok_or_else(wrong),
        }
    }

    /// As part of an address, with the question mark.
    fn query(&self) -> String {
        let mut address = self.asked.address("");
        if !self.people.trim().is_empty() {
            let people: String = form_urlencoded::byte_serialize(self.people.trim().as_bytes()).collect();
            address.push(if address.is_empty() { '?' } else { '&' });
            address.push_str("people=");
            address.push_str(&people);
        }
        address
    }
}

/// A room as a card.
pub(crate) struct Card {
    pub id: ExternalResourceId,
    pub name: String,
    pub description: Option<String>,
    pub photo: Option<String>,
    pub capacity: Option<u32>,
    pub price: String,
    pub free: bool,
}

/// What an hour costs; where prices are not by the hour, the price is shown for the time that is chosen.
fn hourly(access: &Access, shown: &Shown) -> String {
    let (space, whole) = (access.space(), &shown.whole);
    let pricing = &whole.pricing.0;
    if !pricing.fixed_rates.is_empty() {
        return t("visiting-price-by-length").into();
    }
    let Some(net) = pricing.price_per_hour.filter(|net| *net > Amount::ZERO) else { return t("visiting-room-free").into() };
    let own = whole.taxes.as_ref().map(|taxes| taxes.0.as_slice());
    let taxes = domain::resources::taxes(&space.taxes.0, own, space.settings.0.multiple_tax_rates);
    let price = domain::taxes::price(net, &taxes, space.price_display, whole.currency);
    let amount = price.map_or(net, |price| if space.price_display == PriceDisplay::Gross { price.gross } else { price.net });
    t("visiting-an-hour").with("price", money(amount, whole.currency)).into()
}

impl Card {
    pub fn new(app: &App, access: &Access, shown: &Shown, free: bool) -> Self {
        let whole = &shown.whole;
        Self {
            id: shown.twin.id,
            name: whole.name.clone(),
            description: whole.description.clone(),
            photo: whole.photo.as_ref().map(|photo| app.picture(access.space(), &photo.0).url),
            capacity: whole.capacity,
            price: hourly(access, shown),
            free,
        }
    }
}

/// All that visitors can book, by name.
pub(crate) async fn offered(app: &App, access: &Access) -> app::Result<Vec<Shown>> {
    let mut found = external_resources::list(app, access, MOST).await?.items;
    found.retain(|shown| shown.whole.usage == Usage::Bookable);
    Ok(found)
}

/// What is free for all of the time.
async fn free(app: &App, access: &Access, slot: &Slot, people: Option<u32>) -> app::Result<HashSet<ExternalResourceId>> {
    let window = Interval::new(slot.from, slot.to);
    let asked = external_resources::Asked { window, other_than: None, ignore_times: false, minimum_capacity: people };
    let found = external_resources::available(app, access, asked, MOST).await?;
    Ok(found.items.into_iter().map(|shown| shown.twin.id).collect())
}

#[derive(Template)]
#[template(path = "visiting/rooms.html")]
struct ListPage {
    frame: Frame,
    problems: Problems,
    search: Search,
    slot: Slot,
    lengths: Vec<(u32, String)>,
    cards: Vec<Card>,
    /// Handed on to the rooms.
    query: String,
    /// A time was asked for at which nothing is free.
    none_free: bool,
}

async fn page(visit: Visit, Query(search): Query<Search>) -> Result<Response, Response> {
    let access = come_in(&visit).await?;
    let app = visit.app();
    let (slot, mut problems) = Slot::read(&access, &search.asked, app.clock.now());
    let people = search.people().unwrap_or_else(|wrong| {
        problems = Problems::from(vec![wrong]);
        None
    });
    let rooms = offered(app, &access).await.map_err(failure)?;
    let free = if search.timed() && !problems.any() { Some(free(app, &access, &slot, people).await.map_err(failure)?) } else { None };
    let is_free = |shown: &Shown| free.as_ref().is_none_or(|free| free.contains(&shown.twin.id));
    let mut cards: Vec<Card> = rooms.iter().map(|shown| Card::new(app, &access, shown, is_free(shown))).collect();
    cards.sort_by_key(|card| !card.free);
    let (frame, status) = (Frame::of(&visit).await?, problems.status());
    let none_free = free.is_some() && cards.iter().all(|card| !card.free);
    let (query, lengths) = (search.query(), slot.lengths());
    Ok(visit.page(render(status, &ListPage { frame, problems, search, slot, lengths, cards, query, none_free })))
}
