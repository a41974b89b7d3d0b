//! `SUBDOMAIN/day_passes`: passes with which visitors come for a day: the day, the price, the purchase (D1 to D3).

use super::buyer::{self, FIELDS, Method, Typed};
use super::tickets::{BoughtPage, PaidBy};
use super::{Cost, checkout, come_in};
use crate::accounts::Frame;
use crate::inside::{day, failure, price};
use crate::language::{self, t};
use crate::once::Once;
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::drop_in_passes::{self, Purchase};
use app::payments::{Means, Payable};
use app::{App, Error, FieldError};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::ids::DropInPassTemplateId;
use domain::money::Amount;
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use store::drop_in_passes::Template as Kind;

const HERE: &str = "/day_passes";
/// What payment methods are enabled for.
const USE: &str = "dropInPasses";
/// Days that are offered to be tapped; a date field takes any other.
const OFFERED: usize = 14;

pub(super) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page))
        .route("/day_passes/{id}", get(one).post(buy))
        .route("/day_passes/{id}/done", get(bought))
        .with_state(desk.clone())
}

/// A kind of passes as a card.
pub(crate) struct Card {
    pub id: DropInPassTemplateId,
    pub name: String,
    pub description: Option<String>,
    pub photo: Option<String>,
    pub price: String,
    pub times: String,
    pub hidden: bool,
    pub max_per_day: Option<u32>,
}

impl Card {
    pub fn new(app: &App, access: &Access, kind: Kind) -> Self {
        let space = access.space();
        let own = kind.tax.as_ref().map(|tax| &tax.0);
        let taxes = domain::taxes::applicable(&space.taxes.0, own, space.settings.0.multiple_tax_rates, true);
        let free = kind.price == 0;
        Self {
            id: kind.id,
            photo: kind.photo.as_ref().map(|photo| app.picture(space, &photo.0).url),
            price: if free { t("visiting-free").into() } else { price(access, Amount(kind.price), &taxes, kind.currency) },
            times: language::times(&kind.times.0.0.to_string()),
            name: kind.name,
            description: kind.description,
            hidden: kind.hidden,
            max_per_day: kind.max_per_day,
        }
    }
}

/// Kinds that everybody is offered, whoever looks (J1).
pub(crate) async fn offered(app: &App, access: &Access) -> app::Result<Vec<Card>> {
    let kinds = drop_in_passes::templates(app, access).await?;
    Ok(kinds.into_iter().filter(|kind| !kind.hidden).map(|kind| Card::new(app, access, kind)).collect())
}

#[derive(Template)]
#[template(path = "visiting/passes.html")]
struct ListPage {
    frame: Frame,
    cards: Vec<Card>,
}

async fn page(visit: Visit) -> Result<Response, Response> {
    let access = come_in(&visit).await?;
    let cards = offered(visit.app(), &access).await.map_err(failure)?;
    Ok(visit.page(render(StatusCode::OK, &ListPage { frame: Frame::of(&visit).await?, cards })))
}

/// A day to tap.
struct Offered {
    day: Date,
    words: String,
    left: Option<u32>,
}

#[derive(Template)]
#[template(path = "visiting/pass.html")]
struct PassPage {
    frame: Frame,
    problems: Problems,
    card: Card,
    /// What the field had in it, or the chosen day.
    day: String,
    words: String,
    today: Date,
    days: Vec<Offered>,
    /// None before a day is chosen for which one is sold.
    cost: Option<Cost>,
    methods: Vec<Method>,
    besides: Vec<String>,
    typed: Typed,
}

#[derive(Default, Deserialize, Serialize)]
struct On {
    #[serde(default)]
    day: String,
}

fn read(id: &str) -> Result<DropInPassTemplateId, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

fn not_a_day() -> FieldError {
    FieldError::field("day", "invalid", "must be a day, such as 2026-11-27")
}

async fn one(visit: Visit, Path(id): Path<String>, Query(on): Query<On>) -> Result<Response, Response> {
    let (id, access) = (read(&id)?, come_in(&visit).await?);
    let typed = Typed::blank(&visit);
    form(&visit, &access, id, on.day, Problems::default(), typed).await
}

/// The next days on which one is sold.
async fn days(visit: &Visit, access: &Access, id: DropInPassTemplateId, last: Date) -> Result<Vec<Offered>, Response> {
    let runs = drop_in_passes::availability(visit.app(), access, id, access.today(), last).await.map_err(failure)?;
    let days =
        runs.into_iter().flat_map(|run| run.from.series(1.day()).take_while(move |day| *day <= run.to).map(move |day| (day, run.left)));
    Ok(days.take(OFFERED).map(|(date, left)| Offered { day: date, words: day(date), left }).collect())
}

async fn form(
    visit: &Visit,
    access: &Access,
    id: DropInPassTemplateId,
    on: String,
    mut problems: Problems,
    typed: Typed,
) -> Result<Response, Response> {
    let kind = drop_in_passes::template(visit.app(), access, id).await.map_err(failure)?;
    let typed_day = Some(on.trim()).filter(|text| !text.is_empty());
    let chosen = typed_day.map(|text| text.parse::<Date>().map_err(|_| not_a_day()));
    let quoted = match &chosen {
        None => None,
        Some(Ok(date)) => Some(drop_in_passes::quote(visit.app(), access, id, *date).await),
        Some(Err(wrong)) => Some(Err(wrong.clone().into())),
    };
    let cost = match quoted {
        None => None,
        Some(Ok(quote)) => Some(Cost::of(&quote.line, quote.currency)),
        Some(Err(error)) => {
            if !problems.any() {
                problems = buyer::problems(error)?;
            }
            None
        }
    };
    let last = access.today().saturating_add(2.months());
    let known: Vec<&str> = FIELDS.into_iter().chain(["day"]).collect();
    let (besides, status) = (problems.besides(&known), problems.status());
    let page = PassPage {
        frame: Frame::of(visit).await?,
        besides,
        problems,
        card: Card::new(visit.app(), access, kind),
        words: chosen.and_then(Result::ok).map(day).unwrap_or_default(),
        day: on,
        today: access.today(),
        days: days(visit, access, id, last).await?,
        cost,
        methods: buyer::methods(visit, access, USE).await?,
        typed,
    };
    Ok(visit.page(render(status, &page)))
}

#[derive(Default, Deserialize, Serialize)]
struct Ordered {
    #[serde(flatten)]
    on: On,
    #[serde(flatten)]
    typed: Typed,
}

async fn buy(Path(id): Path<String>, Once(Posted { visit, form: ordered }): Once<Ordered>) -> Result<Response, Response> {
    let (id, access) = (read(&id)?, come_in(&visit).await?);
    drop_in_passes::template(visit.app(), &access, id).await.map_err(failure)?;
    let wish = ordered.typed.means().and_then(|means| Ok((means, ordered.on.day.trim().parse::<Date>().map_err(|_| not_a_day())?)));
    let done = match wish {
        Ok((means, valid_on)) => {
            ordered.typed.slowly(&visit).await?;
            match buyer::automated(&visit, &access, USE, means).await? {
                Some(method) => {
                    let payable = Payable::DropInPass { template: id, valid_on };
                    checkout::lead(&visit, &access, (payable, method), ("pass", id.to_string()), &ordered.typed, &ordered).await
                }
                None => take(&visit, &access, id, (valid_on, &ordered.typed), means).await.map(|place| lead_to(&place)),
            }
        }
        Err(error) => Err(error),
    };
    match done {
        Ok(done) => Ok(done),
        Err(error) => form(&visit, &access, id, ordered.on.day, buyer::problems(error)?, ordered.typed).await,
    }
}

/// Buys, and says where that is told.
async fn take(
    visit: &Visit,
    access: &Access,
    id: DropInPassTemplateId,
    (valid_on, typed): (Date, &Typed),
    means: Means,
) -> app::Result<String> {
    let wish = Purchase { template: id, valid_on, buyer: typed.buyer(), means };
    let bought = Box::pin(drop_in_passes::buy(visit.app(), access, wish)).await?;
    let method = bought.method.map(|id| format!("&method={id}")).unwrap_or_default();
    Ok(format!("{HERE}/{id}/done?day={valid_on}{method}"))
}

/// Buys what was ordered before it was paid.
pub(super) async fn complete(visit: &Visit, access: &Access, id: &str, kept: &str, means: Means) -> app::Result<String> {
    let id = id.parse().map_err(|_| Error::NOT_FOUND)?;
    let ordered: Ordered = serde_urlencoded::from_str(kept).map_err(|_| Error::NOT_FOUND)?;
    let valid_on = ordered.on.day.trim().parse().map_err(|_| Error::NOT_FOUND)?;
    take(visit, access, id, (valid_on, &ordered.typed), means).await
}

async fn bought(visit: Visit, Path(id): Path<String>, Query(on): Query<On>, Query(paid): Query<PaidBy>) -> Result<Response, Response> {
    let (id, access) = (read(&id)?, come_in(&visit).await?);
    let kind = drop_in_passes::template(visit.app(), &access, id).await.map_err(failure)?;
    let mut notes = paid.instructions(&visit, &access, USE).await?;
    notes.extend(kind.onboarding_instructions);
    let page = BoughtPage {
        frame: Frame::of(&visit).await?,
        title: t("visiting-have-pass").into(),
        what: kind.name,
        when: on.day.parse().map(day).unwrap_or_default(),
        notes,
        back: (HERE, t("visiting-more-passes")),
    };
    Ok(visit.page(render(StatusCode::OK, &page)))
}
