//! `SUBDOMAIN/admin/plans/ID/parts`: what is in a plan beside its fee: extras, day passes, credits for rooms, and which rooms
//! its members may book.

use super::{HERE, number, read, terms};
use crate::accounts::Frame;
use crate::inside::{enter_admin, failure, money};
use crate::language::{self, t};
use crate::pages::render;
use crate::visiting::buyer::said;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::resources::{self, Wanted};
use app::{Error, FieldError, plans};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use domain::credits::CreditEntry;
use domain::ids::{PlanId, ResourceId};
use domain::money::Amount;
use domain::plans::{PassPeriod, PassTemplate, PlanExtra, PlanTerms, SignupCharge};
use domain::scopes::Scope;
use serde::Deserialize;
use std::collections::HashMap;
use store::resources::Slice;

/// Rooms that can be chosen.
const MOST_ROOMS: Slice = Slice { limit: 1000, offset: 0 };

pub(super) fn router() -> Router<Desk> {
    Router::new()
        .route("/admin/plans/{id}/parts", get(page))
        .route("/admin/plans/{id}/parts/{part}", post(change))
        .route("/admin/plans/{id}/parts/{part}/{place}/delete", post(take_out))
}

/// What a form of the page had in it. Boxes that are not ticked are not sent.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    price: String,
    cycle_months: String,
    included: String,
    week: Option<String>,
    expiry_days: String,
    times: String,
    hours: String,
    amount: String,
    /// Of a part that is taken out: its id, or what is in it.
    what: String,
    /// Rooms, by the names of their boxes.
    #[serde(flatten)]
    rest: HashMap<String, String>,
}

impl Typed {
    fn rooms(&self) -> Vec<ResourceId> {
        let mut rooms: Vec<ResourceId> = self.rest.keys().filter_map(|name| name.strip_prefix("room-")?.parse().ok()).collect();
        rooms.sort_unstable();
        rooms
    }
}

struct Room {
    id: ResourceId,
    name: String,
    accessible: bool,
}

/// A part as a line.
struct Line {
    title: String,
    about: String,
    /// What tells it from the others, should somebody change the plan meanwhile.
    what: String,
}

#[derive(Template)]
#[template(path = "catalogue/parts.html")]
struct PartsPage {
    frame: Frame,
    /// The form that was sent.
    part: String,
    problems: Problems,
    typed: Typed,
    id: PlanId,
    name: String,
    currency: String,
    extras: Vec<Line>,
    passes: Vec<Line>,
    credits: Vec<Line>,
    signup: Option<(String, String)>,
    rooms: Vec<Room>,
}

async fn page(Path(id): Path<String>, visit: Visit) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, &format!("{HERE}/{id}/parts"), Scope::WritePlanExtras).await?;
    show(&visit, &access, id, (String::new(), Problems::default(), Typed::default())).await
}

fn extra(one: &PlanExtra) -> Line {
    let about = t("plans-extra-about").with("price", money(one.price, one.currency)).count("months", one.cycle_months);
    Line { title: one.name.clone(), about: about.into(), what: one.id.to_string() }
}

fn pass(one: &PassTemplate) -> Line {
    let included = (one.included > 0).then(|| match one.period {
        PassPeriod::Week => t("plans-pass-week").count("count", one.included),
        PassPeriod::Month => t("plans-pass-month").count("count", one.included),
    });
    let more = t("plans-pass-more").with("price", money(one.price, one.currency));
    let last = one.expiry_days.map(|days| t("plans-pass-last").count("days", days));
    let facts: Vec<String> = [included, Some(more), last].into_iter().flatten().map(String::from).collect();
    let about = format!("{} · {}", facts.join(", "), language::times(&one.times.to_string()));
    Line { title: one.name.clone(), about, what: one.id.to_string() }
}

fn credit(one: &CreditEntry, terms: &PlanTerms, names: &HashMap<ResourceId, String>) -> Line {
    let title = if let Some(minutes) = one.minutes {
        let hours = rust_decimal::Decimal::from(minutes) / rust_decimal::Decimal::from(60);
        t("plans-credit-hours").with("hours", language::decimal(&hours.to_string()))
    } else {
        t("plans-credit-amount").with("amount", money(one.amount.unwrap_or_default(), terms.currency))
    };
    let rooms = one.resources.iter().filter_map(|id| names.get(id).cloned());
    let after = one.price_per_hour.map(|price| t("plans-credit-then").with("price", money(price, terms.currency)).to_string());
    Line { title: title.into(), about: rooms.chain(after).collect::<Vec<_>>().join(", "), what: mark(one) }
}

/// What tells credits from others: the same in each language.
fn mark(one: &CreditEntry) -> String {
    let text = |value: Option<Amount>| value.map(|value| value.to_string()).unwrap_or_default();
    let minutes = one.minutes.map(|minutes| minutes.to_string()).unwrap_or_default();
    let rooms: Vec<_> = one.resources.iter().map(ToString::to_string).collect();
    format!("{minutes}/{}/{}/{}", text(one.amount), text(one.price_per_hour), rooms.join("/"))
}

async fn show(visit: &Visit, access: &Access, id: PlanId, tried: (String, Problems, Typed)) -> Result<Response, Response> {
    let terms = terms(visit, access, id).await?;
    let found = resources::list(visit.app(), access, Wanted::default(), MOST_ROOMS).await.map_err(failure)?;
    let names = found.items.iter().map(|shown| (shown.resource.id, shown.resource.name.clone())).collect();
    let room = |shown: &resources::Shown| {
        let id = shown.resource.id;
        Room { id, name: shown.resource.name.clone(), accessible: terms.resource_access.contains(&id) }
    };
    let (part, problems, typed) = tried;
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    let signup = terms.signup_charge.as_ref().map(|charge| (charge.description.clone(), money(charge.amount, terms.currency)));
    let page = PartsPage {
        frame,
        part,
        problems,
        typed,
        id,
        name: terms.name.clone(),
        currency: terms.currency.to_string(),
        extras: terms.extras.iter().map(extra).collect(),
        passes: terms.time_passes.iter().map(pass).collect(),
        credits: terms.booking_credits.iter().map(|one| credit(one, &terms, &names)).collect(),
        signup,
        rooms: found.items.iter().map(room).collect(),
    };
    Ok(visit.page(render(status, &page)))
}

const AMOUNT: &str = "must be an amount, such as 19 or 12.50";

/// The plan with what a form adds to it or changes in it.
fn changed(app: &app::App, part: &str, typed: &Typed, mut terms: PlanTerms) -> Result<PlanTerms, Error> {
    let mut wrong = Vec::new();
    let price: Amount = number("price", &typed.price, AMOUNT, &mut wrong);
    let count = |field, text: &str, wrong: &mut Vec<FieldError>| number::<u32>(field, text, "must be a whole number", wrong);
    match part {
        "extras" => {
            let cycle = said(&typed.cycle_months).map_or(1, |text| count("cycle_months", &text, &mut wrong));
            terms.extras.push(PlanExtra {
                id: app.id(),
                name: typed.name.trim().to_owned(),
                price,
                currency: terms.currency,
                cycle_months: u8::try_from(cycle).unwrap_or(u8::MAX),
                tax: None,
                accounting_code: None,
            });
        }
        "passes" => {
            let days = said(&typed.expiry_days).map(|text| count("expiry_days", &text, &mut wrong));
            let times =
                typed.times.parse().map_err(|_| FieldError::field("times", "invalid", "must be times, such as 9-18 or mon-fri 8-20"));
            terms.time_passes.push(PassTemplate {
                id: app.id(),
                name: typed.name.trim().to_owned(),
                price,
                currency: terms.currency,
                tax: None,
                times: times.unwrap_or_else(|bad| {
                    wrong.push(bad);
                    domain::pass_times::PassTimes::default()
                }),
                included: count("included", &typed.included, &mut wrong),
                period: if typed.week.is_some() { PassPeriod::Week } else { PassPeriod::Month },
                discounts: Vec::new(),
                expiry_days: days.map(|days| u16::try_from(days).unwrap_or(u16::MAX)),
            });
        }
        "credits" => terms.booking_credits.push(credits(typed, &mut wrong)),
        "signup" => {
            let description = if typed.name.trim().is_empty() { t("plans-signup-name").to_string() } else { typed.name.trim().to_owned() };
            terms.signup_charge =
                (price > Amount::ZERO).then_some(SignupCharge { amount: price, description, tax: None, accounting_code: None });
        }
        "rooms" => terms.resource_access = typed.rooms(),
        _ => return Err(Error::NOT_FOUND),
    }
    if wrong.is_empty() { Ok(terms) } else { Err(Error::Invalid(wrong)) }
}

fn credits(typed: &Typed, wrong: &mut Vec<FieldError>) -> CreditEntry {
    let amount_of = |field, text: &str, wrong: &mut Vec<FieldError>| said(text).map(|text| number::<Amount>(field, &text, AMOUNT, wrong));
    let hours: Option<rust_decimal::Decimal> =
        said(&typed.hours).map(|text| number("hours", &text, "must be a number of hours, such as 10 or 2.5", wrong));
    let minutes = hours.map(|hours| u32::try_from((hours * rust_decimal::Decimal::from(60)).round()).unwrap_or(u32::MAX));
    if minutes.is_some_and(|minutes| minutes == 0 || minutes > 60 * 24 * 31) {
        wrong.push(FieldError::field("hours", "out_of_range", "must be from 0.1 to 744"));
    }
    let resources = typed.rooms();
    if resources.is_empty() {
        wrong.push(FieldError::base("resources", "Choose at least one room."));
    }
    let amount = amount_of("amount", &typed.amount, wrong);
    if minutes.is_some() == amount.is_some() {
        wrong.push(FieldError::base("minutes", "Either hours or an amount, not both."));
    }
    CreditEntry { resources, minutes, amount, price_per_hour: amount_of("price", &typed.price, wrong) }
}

/// `extras/0/name` of the plan is `name` of the form.
fn in_the_form(error: Error) -> Error {
    let Error::Invalid(fields) = error else { return error };
    let last = |mut field: FieldError| {
        if let app::At::Field(path) = &field.at {
            let name = path.rsplit(['/', '.']).next().unwrap_or_default();
            field.at = app::At::Field(if name == "amount" { "price".into() } else { name.to_owned().into() });
        }
        field
    };
    Error::Invalid(fields.into_iter().map(last).collect())
}

async fn change(Path((id, part)): Path<(String, String)>, Posted { visit, form: typed }: Posted<Typed>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, &format!("{HERE}/{id}/parts"), Scope::WritePlanExtras).await?;
    let before = terms(&visit, &access, id).await?;
    let saved = match changed(visit.app(), &part, &typed, before) {
        Ok(terms) => plans::update(visit.app(), &access, id, terms).await.map_err(in_the_form),
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => Ok(lead_to(&format!("{HERE}/{id}/parts"))),
        Err(error) => show(&visit, &access, id, (part, Problems::of(error)?, typed)).await,
    }
}

/// The one at this place, if it is still what the page showed there.
async fn take_out(
    Path((id, part, place)): Path<(String, String, usize)>,
    Posted { visit, form: typed }: Posted<Typed>,
) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, &format!("{HERE}/{id}/parts"), Scope::WritePlanExtras).await?;
    let mut terms = terms(&visit, &access, id).await?;
    match part.as_str() {
        "extras" => terms.extras.retain(|one| one.id.to_string() != typed.what),
        "passes" => terms.time_passes.retain(|one| one.id.to_string() != typed.what),
        "credits" if place < terms.booking_credits.len() => {
            if terms.booking_credits.get(place).is_some_and(|one| mark(one) == typed.what) {
                terms.booking_credits.remove(place);
            }
        }
        _ => return Err(failure(Error::NOT_FOUND)),
    }
    plans::update(visit.app(), &access, id, terms).await.map_err(failure)?;
    Ok(lead_to(&format!("{HERE}/{id}/parts")))
}
