//! `SUBDOMAIN/admin/day_passes`: the passes that visitors can buy, and who has bought one (section 16).

use crate::accounts::{Frame, Nothing};
use crate::inside::{day, enter_admin, failure, money};
use crate::language::{self, Text, t};
use crate::lists::{self, Listing, Shape, Timed, WHEN};
use crate::once::Once;
use crate::pages::{problem, render};
use crate::plans::number;
use crate::visiting::buyer::said;
use crate::visiting::passes::Card;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::{App, Error, FieldError, drop_in_passes};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use domain::drop_in_passes::{PassStatus, Template as Rule};
use domain::ids::{DropInPassId, DropInPassTemplateId};
use domain::money::Amount;
use domain::scopes::Scope;
use domain::taxes::{PriceDisplay, Tax};
use http_api::downloads::Download;
use serde::Deserialize;
use store::drop_in_passes::{OnDesk, Pass, Template as Kind};

const HERE: &str = "/admin/day_passes";
const FILE: &str = "/admin/day_passes/export.csv";
const PAGE: i64 = 30;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page))
        .route(FILE, get(file))
        .route("/admin/day_passes/new", get(new).post(create))
        .route("/admin/day_passes/{id}", get(edit).post(update))
        .route("/admin/day_passes/sold/{id}/cancel", post(cancel))
        .with_state(desk.clone())
}

/// A pass that was sold.
struct Line {
    id: DropInPassId,
    /// The day and the buyer, for who takes it back.
    title: String,
    day: String,
    buyer: String,
    /// How the buyer is reached, and what he or she wrote.
    about: String,
    name: String,
    price: String,
    canceled: bool,
    may_cancel: bool,
}

impl Line {
    fn new(access: &Access, pass: Pass) -> Self {
        let display = access.space().price_display;
        let price = domain::taxes::price(Amount(pass.price), &pass.taxes.0, display, pass.currency);
        let canceled = pass.status == PassStatus::Canceled;
        let about = [Some(pass.email), pass.phone, pass.comments];
        Self {
            id: pass.id,
            title: format!("{}, {}", day(pass.valid_on), pass.buyer),
            day: language::date(pass.valid_on),
            buyer: pass.buyer,
            about: about.into_iter().flatten().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · "),
            name: pass.name,
            price: price.map_or_else(|_| String::new(), |price| money(price.gross, pass.currency)),
            canceled,
            may_cancel: !canceled && pass.valid_on >= access.today(),
        }
    }
}

#[derive(Template)]
#[template(path = "passes/list.html")]
struct ListPage {
    frame: Frame,
    cards: Vec<Card>,
    past: bool,
    states: Vec<(&'static str, Text, bool)>,
    list: Listing<Line>,
    may_edit: bool,
    told: Option<Text>,
}

#[derive(Deserialize)]
struct Told {
    #[serde(default)]
    told: String,
}

const STATES: [PassStatus; 2] = [PassStatus::Confirmed, PassStatus::Canceled];

fn state(status: PassStatus) -> Text {
    match status {
        PassStatus::Confirmed => t("contacts-pass-confirmed"),
        PassStatus::Canceled => t("contacts-pass-canceled"),
    }
}

/// The state that is asked for.
fn status(asked: &Timed) -> Option<PassStatus> {
    STATES.into_iter().find(|status| status.name() == asked.state)
}

fn wanted(access: &Access, asked: &Timed) -> Result<OnDesk, Vec<FieldError>> {
    let (from, to) = asked.span(access)?;
    Ok(OnDesk { from, to, status: status(asked), descending: asked.last_first(asked.past()) })
}

async fn page(visit: Visit, Query(asked): Query<Timed>, Query(Told { told }): Query<Told>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadDropInPasses).await?;
    let (app, slice) = (visit.app(), asked.slice(PAGE));
    let kinds = drop_in_passes::templates(app, &access).await.map_err(failure)?;
    let found = lists::read(wanted(&access, &asked), |wanted| drop_in_passes::on_desk(app, &access, wanted, slice)).await?;
    let told = match told.as_str() {
        "canceled" => Some(t("selling-told-canceled")),
        "saved" => Some(t("running-saved")),
        _ => None,
    };
    let frame = Frame::of(&visit).await?;
    let columns = [
        (WHEN, t("bookings-day")),
        ("", t("bookings-list-who")),
        ("", t("selling-pass")),
        ("", t("selling-price")),
        ("", t("external-state")),
    ];
    let chosen = status(&asked).map(PassStatus::name).unwrap_or_default();
    let shape = Shape {
        here: HERE,
        file: FILE,
        size: PAGE,
        columns: &columns,
        sort: WHEN,
        descending: asked.last_first(asked.past()),
        chosen: ("state", chosen),
        days: None,
        narrowed: asked.narrowed(chosen),
    };
    let page = ListPage {
        frame,
        cards: kinds.into_iter().map(|kind| Card::new(app, &access, kind)).collect(),
        past: asked.past(),
        states: STATES.into_iter().map(|status| (status.name(), state(status), status.name() == chosen)).collect(),
        list: shape.listing(&asked, found, |pass| Line::new(&access, pass)),
        may_edit: access.is_admin(Scope::WriteDropInPasses),
        told,
    };
    Ok(visit.page(render(page.list.problems.status(), &page)))
}

/// The passes that were sold, as they are listed; all of them.
async fn file(visit: Visit, Query(asked): Query<Timed>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadDropInPasses).await?;
    let wanted = wanted(&access, &asked).map_err(|wrong| problem(&Error::Invalid(wrong)))?;
    let pieces = drop_in_passes::csv(visit.app(), &access, wanted).await.map_err(failure)?;
    let name = format!("day-passes_{}.csv", access.today());
    Ok(visit.page(Download { name, media: "text/csv; charset=utf-8", pieces }.into_response()))
}

/// What the form of a kind had in it. Boxes that are not ticked are not sent.
#[derive(Clone, Default, Deserialize)]
struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    description: String,
    #[serde(default)]
    onboarding_instructions: String,
    #[serde(default)]
    price: String,
    #[serde(default)]
    times: String,
    #[serde(default)]
    max_per_day: String,
    #[serde(default)]
    color: String,
    #[serde(default)]
    hidden: Option<String>,
}

/// The taxes on a kind of passes.
fn taxes(access: &Access, own: Option<&Tax>) -> Vec<Tax> {
    let space = access.space();
    domain::taxes::applicable(&space.taxes.0, own, space.settings.0.multiple_tax_rates, true)
}

impl Typed {
    fn of(access: &Access, kind: &Kind) -> Self {
        let taxes = taxes(access, kind.tax.as_ref().map(|tax| &tax.0));
        let shown = domain::taxes::price(Amount(kind.price), &taxes, access.space().price_display, kind.currency);
        let gross = access.space().price_display == PriceDisplay::Gross;
        let price = shown.ok().filter(|_| gross).map_or(Amount(kind.price), |price| price.gross);
        Self {
            name: kind.name.clone(),
            description: kind.description.clone().unwrap_or_default(),
            onboarding_instructions: kind.onboarding_instructions.clone().unwrap_or_default(),
            price: price.to_decimal().normalize().to_string(),
            times: kind.times.0.0.to_string(),
            max_per_day: kind.max_per_day.map(|most| most.to_string()).unwrap_or_default(),
            color: kind.color.clone(),
            hidden: kind.hidden.then(|| "yes".to_owned()),
        }
    }

    /// The kind with what was typed; what the form does not show stays.
    fn rule(&self, access: &Access, before: Rule) -> Result<Rule, Error> {
        let mut wrong = Vec::new();
        let typed: Amount = number("price", &self.price, "must be an amount, such as 20 or 12.50", &mut wrong);
        let taxes = taxes(access, before.tax.as_ref());
        let net = match access.space().price_display {
            PriceDisplay::Gross => domain::taxes::net_of_gross(typed, &taxes).unwrap_or(typed),
            PriceDisplay::Net => typed,
        };
        let most = match self.max_per_day.trim() {
            "" => None,
            text => {
                let read = text.parse().ok();
                if read.is_none() {
                    wrong.push(FieldError::field("max_per_day", "invalid", "must be a whole number"));
                }
                read
            }
        };
        let times = self.times.trim().parse().unwrap_or_else(|_| {
            wrong.push(FieldError::field("times", "invalid", "must be times, such as mon-fri 9-18"));
            domain::booking_times::BookingTimes::ALWAYS
        });
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        Ok(Rule {
            name: self.name.clone(),
            description: said(&self.description),
            onboarding_instructions: said(&self.onboarding_instructions),
            times,
            price: net,
            hidden: self.hidden.is_some(),
            max_per_day: most,
            color: self.color.clone(),
            ..before
        })
    }
}

/// A kind before anything is said of it.
fn blank(app: &App, access: &Access) -> Rule {
    Rule {
        id: app.id::<DropInPassTemplateId>(),
        name: String::new(),
        description: None,
        onboarding_instructions: None,
        times: domain::booking_times::BookingTimes::ALWAYS,
        price: Amount::ZERO,
        currency: access.space().currency,
        tax: None,
        accounting_code: None,
        hidden: false,
        max_per_day: None,
        color: "#1f5fbf".into(),
    }
}

#[derive(Template)]
#[template(path = "passes/form.html")]
struct FormPage {
    frame: Frame,
    problems: Problems,
    besides: Vec<String>,
    /// None for a new one.
    id: Option<DropInPassTemplateId>,
    currency: String,
    link: Option<String>,
    typed: Typed,
}

/// The fields that show themselves what is wrong with them.
const FIELDS: [&str; 7] = ["name", "description", "onboarding_instructions", "price", "times", "max_per_day", "color"];

async fn form(
    visit: &Visit,
    access: &Access,
    id: Option<DropInPassTemplateId>,
    problems: Problems,
    typed: Typed,
) -> Result<Response, Response> {
    let (frame, status, space) = (Frame::of(visit).await?, problems.status(), access.space());
    let currency = if space.price_display == PriceDisplay::Gross {
        t("running-with-taxes").with("currency", space.currency)
    } else {
        t("running-net").with("currency", space.currency)
    };
    let link = id.map(|id| format!("{}/day_passes/{id}", visit.app().site_of(space)));
    Ok(visit.page(render(
        status,
        &FormPage { frame, besides: problems.besides(&FIELDS), problems, id, currency: currency.into(), link, typed },
    )))
}

async fn new(visit: Visit) -> Result<Response, Response> {
    let access = enter_admin(&visit, "/admin/day_passes/new", Scope::WriteDropInPasses).await?;
    let typed = Typed { color: "#1f5fbf".into(), ..Typed::default() };
    form(&visit, &access, None, Problems::default(), typed).await
}

async fn create(Once(Posted { visit, form: typed }): Once<Typed>) -> Result<Response, Response> {
    let access = enter_admin(&visit, "/admin/day_passes/new", Scope::WriteDropInPasses).await?;
    let made = match typed.rule(&access, blank(visit.app(), &access)) {
        Ok(rule) => drop_in_passes::create_template(visit.app(), &access, rule, None).await.map(drop),
        Err(error) => Err(error),
    };
    match made {
        Ok(()) => Ok(lead_to(&format!("{HERE}?told=saved"))),
        Err(error) => form(&visit, &access, None, Problems::of(error)?, typed).await,
    }
}

fn read(id: &str) -> Result<DropInPassTemplateId, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

async fn edit(Path(id): Path<String>, visit: Visit) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, &format!("{HERE}/{id}"), Scope::WriteDropInPasses).await?;
    let kind = drop_in_passes::template(visit.app(), &access, id).await.map_err(failure)?;
    form(&visit, &access, Some(id), Problems::default(), Typed::of(&access, &kind)).await
}

async fn update(Path(id): Path<String>, Posted { visit, form: typed }: Posted<Typed>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, HERE, Scope::WriteDropInPasses).await?;
    let before = drop_in_passes::template(visit.app(), &access, id).await.map_err(failure)?.rule();
    let saved = match typed.rule(&access, before) {
        Ok(rule) => drop_in_passes::update_template(visit.app(), &access, rule).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => Ok(lead_to(&format!("{HERE}?told=saved"))),
        Err(error) => form(&visit, &access, Some(id), Problems::of(error)?, typed).await,
    }
}

async fn cancel(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let id: DropInPassId = id.parse().map_err(|_| problem(&Error::NOT_FOUND))?;
    let access = enter_admin(&visit, HERE, Scope::WriteDropInPasses).await?;
    drop_in_passes::cancel(visit.app(), &access, id).await.map_err(failure)?;
    Ok(lead_to(&format!("{HERE}?told=canceled")))
}
