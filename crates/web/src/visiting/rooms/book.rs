//! One room: when it is free on a day, what a time costs with extras, and the form that books it.

use super::{Search, free};
use crate::accounts::Frame;
use crate::booking::slot::Slot;
use crate::inside::{failure, price, stretch, time};
use crate::language::t;
use crate::once::Once;
use crate::pages::{problem, render};
use crate::visiting::buyer::{self, FIELDS, Method, Typed, said};
use crate::visiting::{Cost, checkout, come_in};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::bookings::ExtraWish;
use app::external_bookings::{self, Preview, PreviewWish, Wish};
use app::external_resources::{self, Shown};
use app::memberships::Person;
use app::payments::{Means, Payable};
use app::{Error, FieldError, products};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::Response;
use axum::routing::get;
use domain::extras::Unit;
use domain::ids::{ExternalResourceId, ProductId};
use domain::interval::Interval;
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use store::resources::Slice;

/// What payment methods are enabled for.
const USE: &str = "externalBookings";
/// Extras that are offered.
const MOST_EXTRAS: Slice = Slice { limit: 200, offset: 0 };

pub(super) fn router(desk: &Desk) -> Router {
    Router::new().route("/rooms/{id}", get(page).post(book)).with_state(desk.clone())
}

/// What somebody wants of the room.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
struct Wanted {
    #[serde(flatten)]
    search: Search,
    /// The rest; among it how many of each extra, by the field's name.
    #[serde(flatten)]
    rest: HashMap<String, String>,
}

/// Something that can be booked along.
struct Extra {
    id: ProductId,
    name: String,
    about: Option<String>,
    price: String,
    /// It is booked once or not at all.
    once: bool,
    typed: String,
}

impl Extra {
    fn field(id: ProductId) -> String {
        format!("extra-{id}")
    }
}

impl Wanted {
    /// How many of an extra.
    fn typed(&self, id: ProductId) -> &str {
        self.rest.get(&Extra::field(id)).map(|text| text.trim()).unwrap_or_default()
    }

    fn extras(&self, offered: &[ProductId]) -> Result<Vec<ExtraWish>, FieldError> {
        let mut wishes = Vec::new();
        for id in offered {
            let count = match self.typed(*id) {
                "" => 0,
                text => {
                    let wrong = || FieldError::field("extras", "invalid", "must be whole numbers up to 1000");
                    text.parse::<u16>().ok().filter(|count| *count <= 1000).ok_or_else(wrong)?
                }
            };
            if count > 0 {
                wishes.push(ExtraWish::New { product: *id, quantity: count.into() });
            }
        }
        Ok(wishes)
    }
}

#[derive(Template)]
#[template(path = "visiting/room.html")]
struct RoomPage {
    frame: Frame,
    problems: Problems,
    id: ExternalResourceId,
    name: String,
    about: Option<String>,
    photo: Option<String>,
    capacity: Option<u32>,
    slot: Slot,
    lengths: Vec<(u32, String)>,
    people: String,
    /// The day that is shown, in words, and when it is free.
    day: String,
    free: Vec<String>,
    before: Option<Date>,
    after: Date,
    extras: Vec<Extra>,
    /// Set when a time was chosen that can be booked.
    offer: Option<Offer>,
    methods: Vec<Method>,
    besides: Vec<String>,
    typed: Typed,
    title: String,
}

struct Offer {
    when: String,
    cost: Cost,
    approval: bool,
    /// Hours.
    cancellation_period: u32,
}

fn read(id: &str) -> Result<ExternalResourceId, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

async fn page(visit: Visit, Path(id): Path<String>, Query(wanted): Query<Wanted>) -> Result<Response, Response> {
    let (id, access) = (read(&id)?, come_in(&visit).await?);
    let typed = Typed::blank(&visit);
    form(&visit, &access, id, wanted, Problems::default(), (typed, String::new())).await
}

/// The extras of the room, with today's prices.
async fn extras(visit: &Visit, access: &Access, shown: &Shown, wanted: &Wanted) -> Result<Vec<Extra>, Response> {
    if shown.products.is_empty() {
        return Ok(Vec::new());
    }
    let found = products::list(visit.app(), access, Vec::new(), MOST_EXTRAS).await.map_err(failure)?;
    let space = access.space();
    let extra = |product: store::products::Product| {
        let own = product.taxes.as_ref().map(|taxes| taxes.0.as_slice());
        let taxes = domain::resources::taxes(&space.taxes.0, own, space.settings.0.multiple_tax_rates);
        let one = price(access, product.price, &taxes, product.currency);
        let price = match product.unit {
            Unit::Fixed => one,
            Unit::Minute => t("visiting-extra-minute").with("price", one).into(),
            Unit::Person => t("visiting-extra-person").with("price", one).into(),
            Unit::Item => t("visiting-extra-each").with("price", one).into(),
        };
        Extra {
            id: product.id,
            price,
            once: product.unit == Unit::Fixed,
            typed: wanted.typed(product.id).to_owned(),
            name: product.name,
            about: product.description,
        }
    };
    Ok(found.items.into_iter().filter(|product| shown.products.contains(&product.id)).map(extra).collect())
}

/// When the room is free on the day, from now on.
async fn free_on(visit: &Visit, access: &Access, id: ExternalResourceId, date: Date) -> Result<Vec<String>, Response> {
    let (Some(from), Some(to)) = (access.midnight(date), date.tomorrow().ok().and_then(|next| access.midnight(next))) else {
        return Ok(Vec::new());
    };
    let found = external_resources::availability(visit.app(), access, id, Interval::new(from, to)).await.map_err(failure)?;
    let end = |at| if at == to { "24:00".to_owned() } else { time(access, at) };
    Ok(found.into_iter().map(|free| format!("{} – {}", time(access, free.from), end(free.to))).collect())
}

/// The price of the time, where it can be booked; else what is wrong.
async fn offer(visit: &Visit, access: &Access, shown: &Shown, slot: &Slot, wanted: &Wanted) -> Result<Result<Offer, Problems>, Response> {
    let extras = match wanted.extras(&shown.products) {
        Ok(extras) => extras,
        Err(wrong) => return Ok(Err(Problems::from(vec![wrong]))),
    };
    let people = match wanted.search.people() {
        Ok(people) => people,
        Err(wrong) => return Ok(Err(Problems::from(vec![wrong]))),
    };
    let wish = PreviewWish { offer: shown.twin.id, from: slot.from, to: slot.to, extras, discount: None };
    let preview = match external_bookings::preview(visit.app(), access, wish).await {
        Ok(preview) => preview,
        Err(error) => return buyer::problems(error).map(Err),
    };
    if people.is_some_and(|people| shown.whole.capacity.is_some_and(|most| people > most)) {
        return Ok(Err(Problems::from(vec![FieldError::field("people", "above_capacity", "are more than the room is for")])));
    }
    if !free(visit.app(), access, slot, None).await.map_err(failure)?.contains(&shown.twin.id) {
        return Ok(Err(Problems::base_only(t("visiting-not-at-this-time").to_string())));
    }
    let Preview { total, currency, needs_approval, .. } = preview;
    let when = stretch(access, slot.from, slot.to);
    let cancellation_period = shown.whole.cancellation_period;
    Ok(Ok(Offer { when, cost: Cost::of(&total, currency), approval: needs_approval, cancellation_period }))
}

async fn form(
    visit: &Visit,
    access: &Access,
    id: ExternalResourceId,
    wanted: Wanted,
    mut problems: Problems,
    (typed, title): (Typed, String),
) -> Result<Response, Response> {
    let app = visit.app();
    let shown = external_resources::get(app, access, id).await.map_err(failure)?;
    let (slot, unread) = Slot::read(access, &wanted.search.asked, app.clock.now());
    let mut offered = None;
    if unread.any() {
        problems = unread;
    } else if wanted.search.timed() && !wanted.search.asked.time.is_empty() {
        match offer(visit, access, &shown, &slot, &wanted).await? {
            Ok(offer) => offered = Some(offer),
            Err(wrong) if !problems.any() => problems = wrong,
            Err(_) => {}
        }
    }
    let date = slot.day.parse().unwrap_or_else(|_| access.today());
    let known: Vec<&str> = FIELDS.into_iter().chain(["day", "time", "minutes", "people", "extras", "title"]).collect();
    let (besides, status) = (problems.besides(&known), problems.status());
    let page = RoomPage {
        frame: Frame::of(visit).await?,
        besides,
        problems,
        id,
        name: shown.whole.name.clone(),
        about: shown.whole.description.clone(),
        photo: shown.whole.photo.as_ref().map(|photo| app.picture(access.space(), &photo.0).url),
        capacity: shown.whole.capacity,
        lengths: slot.lengths(),
        people: wanted.search.people.trim().to_owned(),
        day: crate::inside::day(date),
        free: free_on(visit, access, id, date).await?,
        before: Some(date.saturating_sub(1.day())).filter(|before| *before >= access.today()),
        after: date.saturating_add(1.day()),
        extras: extras(visit, access, &shown, &wanted).await?,
        slot,
        offer: offered,
        methods: buyer::methods(visit, access, USE).await?,
        typed,
        title,
    };
    Ok(visit.page(render(status, &page)))
}

#[derive(Default, Deserialize, Serialize)]
struct Ordered {
    #[serde(default)]
    title: String,
    #[serde(flatten)]
    typed: Typed,
    #[serde(flatten)]
    wanted: Wanted,
}

fn wish(shown: &Shown, slot: &Slot, ordered: &Ordered, means: Means) -> Result<Wish, Error> {
    let Ordered { title, typed, wanted } = ordered;
    let visitor = Person {
        name: said(&typed.name),
        company: said(&typed.company),
        email: said(&typed.email),
        phone: said(&typed.phone),
        tax_id: said(&typed.tax_id),
        address: typed.address(),
        ..Person::default()
    };
    Ok(Wish {
        offer: shown.twin.id,
        from: slot.from,
        to: slot.to,
        number_of_visitors: wanted.search.people()?.unwrap_or(1),
        title: said(title),
        visitor,
        billed_to: (None, None),
        comments: said(&typed.comments),
        admin_comments: None,
        accepted_terms: typed.agreed.is_some(),
        extras: wanted.extras(&shown.products)?,
        means,
        discount: None,
    })
}

async fn book(Path(id): Path<String>, Once(Posted { visit, form: mut ordered }): Once<Ordered>) -> Result<Response, Response> {
    let (id, access) = (read(&id)?, come_in(&visit).await?);
    let shown = external_resources::get(visit.app(), &access, id).await.map_err(failure)?;
    ordered.wanted.rest.retain(|name, _| name.starts_with("extra-"));
    let (slot, unread) = Slot::read(&access, &ordered.wanted.search.asked, visit.app().clock.now());
    let done = if unread.any() { Err(unread) } else { order(&visit, &access, &shown, &slot, &ordered).await? };
    match done {
        Ok(done) => Ok(done),
        Err(problems) => {
            let Ordered { title, typed, wanted } = ordered;
            form(&visit, &access, id, wanted, problems, (typed, title)).await
        }
    }
}

/// Books, or leads to where it is paid first.
async fn order(
    visit: &Visit,
    access: &Access,
    shown: &Shown,
    slot: &Slot,
    ordered: &Ordered,
) -> Result<Result<Response, Problems>, Response> {
    let wished = ordered.typed.means().and_then(|means| Ok((means, wish(shown, slot, ordered, means)?)));
    let done = match wished {
        Ok((means, wish)) => {
            ordered.typed.slowly(visit).await?;
            match buyer::automated(visit, access, USE, means).await? {
                Some(method) => {
                    let Wish { offer, from, to, extras, .. } = wish;
                    let payable = Payable::ExternalBooking(PreviewWish { offer, from, to, extras, discount: None });
                    let kind = ("room", shown.twin.id.to_string());
                    checkout::lead(visit, access, (payable, method), kind, &ordered.typed, ordered).await
                }
                None => take(visit, access, wish).await.map(|place| lead_to(&place)),
            }
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(done) => Ok(Ok(done)),
        Err(error) => buyer::problems(error).map(Err),
    }
}

/// Books, and says where that is told.
async fn take(visit: &Visit, access: &Access, wish: Wish) -> app::Result<String> {
    let made = Box::pin(external_bookings::create(visit.app(), access, wish)).await?;
    Ok(format!("/external_bookings/{}?made=yes", made.booking.id))
}

/// Books what was ordered before it was paid.
pub(in crate::visiting) async fn complete(visit: &Visit, access: &Access, id: &str, kept: &str, means: Means) -> app::Result<String> {
    let id = id.parse().map_err(|_| Error::NOT_FOUND)?;
    let ordered: Ordered = serde_urlencoded::from_str(kept).map_err(|_| Error::NOT_FOUND)?;
    let shown = external_resources::get(visit.app(), access, id).await?;
    let (slot, unread) = Slot::read(access, &ordered.wanted.search.asked, visit.app().clock.now());
    if unread.any() {
        return Err(Error::NOT_FOUND);
    }
    take(visit, access, wish(&shown, &slot, &ordered, means)?).await
}
