//! `SUBDOMAIN/admin/products`: extras that are sold along with bookings.

use crate::accounts::{Frame, Nothing};
use crate::inside::{enter_admin, failure, money};
use crate::language::{Text, t};
use crate::once::Once;
use crate::pages::{problem, render};
use crate::plans::number;
use crate::visiting::buyer::said;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::Error;
use app::access::Access;
use app::products::{self, Create};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::extras::Unit;
use domain::ids::ProductId;
use domain::money::Amount;
use domain::products::ProductScope;
use domain::scopes::Scope;
use domain::taxes::{Rate, Tax};
use serde::Deserialize;
use store::products::Product;
use store::resources::Slice;

const HERE: &str = "/admin/products";
/// Products that the page shows.
const SHOWN: Slice = Slice { limit: 500, offset: 0 };

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page))
        .route("/admin/products/new", get(new).post(create))
        .route("/admin/products/{id}", get(edit).post(update))
        .route("/admin/products/{id}/delete", post(delete))
        .with_state(desk.clone())
}

/// How a price may be meant, in the order of the form.
const UNITS: [Unit; 4] = [Unit::Fixed, Unit::Item, Unit::Person, Unit::Minute];

fn read(id: &str) -> Result<ProductId, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

fn per(unit: Unit) -> Text {
    match unit {
        Unit::Fixed => t("products-per-booking"),
        Unit::Item => t("products-per-item"),
        Unit::Person => t("products-per-person"),
        Unit::Minute => t("products-per-minute"),
    }
}

struct Line {
    id: ProductId,
    name: String,
    about: String,
}

impl Line {
    fn new(product: &Product) -> Self {
        let sold = match (product.for_bookings, product.for_external_bookings) {
            (true, true) => t("products-for-both"),
            (true, false) => t("products-for-members"),
            (false, true) => t("products-for-visitors"),
            (false, false) => t("products-for-nobody"),
        };
        let price = match product.unit {
            Unit::Fixed => t("products-net-booking"),
            Unit::Item => t("products-net-item"),
            Unit::Person => t("products-net-person"),
            Unit::Minute => t("products-net-minute"),
        }
        .with("price", money(product.price, product.currency));
        Self { id: product.id, name: product.name.clone(), about: format!("{price} · {sold}") }
    }
}

#[derive(Template)]
#[template(path = "catalogue/products.html")]
struct ListPage {
    frame: Frame,
    lines: Vec<Line>,
    may_edit: bool,
}

async fn page(visit: Visit) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadDiscounts).await?;
    let found = products::list(visit.app(), &access, Vec::new(), SHOWN).await.map_err(failure)?;
    let lines = found.items.iter().map(Line::new).collect();
    let page = ListPage { frame: Frame::of(&visit).await?, lines, may_edit: access.is_admin(Scope::WriteDiscounts) };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

/// What the form had in it. Boxes that are not ticked are not sent.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
struct Typed {
    name: String,
    description: String,
    unit: String,
    price: String,
    tax_rate: String,
    members: Option<String>,
    visitors: Option<String>,
}

impl Typed {
    fn of(product: &Product) -> Self {
        let tick = |on: bool| on.then(|| "yes".to_owned());
        let rate = product.taxes.as_ref().map(|taxes| taxes.0.first().map_or_else(|| "0".to_owned(), |tax| tax.rate.to_string()));
        Self {
            name: product.name.clone(),
            description: product.description.clone().unwrap_or_default(),
            unit: product.unit.name().to_owned(),
            price: product.price.to_decimal().normalize().to_string(),
            tax_rate: rate.unwrap_or_default(),
            members: tick(product.for_bookings),
            visitors: tick(product.for_external_bookings),
        }
    }

    fn wish(&self, access: &Access) -> Result<Create, Error> {
        let mut wrong = Vec::new();
        let price: Amount = number("price", &self.price, "must be an amount, such as 19 or 12.50", &mut wrong);
        let rate: Option<Rate> =
            said(&self.tax_rate).map(|text| number("tax_rate", &text, "must be a percentage, such as 19 or 0", &mut wrong));
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        let named = || access.space().taxes.0.first().map_or_else(|| t("products-tax-name").to_string(), |tax| tax.name.clone());
        let scopes = [(ProductScope::Bookings, &self.members), (ProductScope::ExternalBookings, &self.visitors)];
        Ok(Create {
            name: self.name.clone(),
            description: said(&self.description),
            category: None,
            unit: UNITS.into_iter().find(|unit| unit.name() == self.unit).unwrap_or(Unit::Item),
            price,
            taxes: rate.map(|rate| vec![Tax { name: named(), rate }]),
            scopes: scopes.into_iter().filter(|(_, on)| on.is_some()).map(|(scope, _)| scope).collect(),
            accounting_code: None,
            cost_center: None,
            revenue_account: None,
        })
    }
}

#[derive(Template)]
#[template(path = "catalogue/product.html")]
struct FormPage {
    frame: Frame,
    problems: Problems,
    /// None for a new one.
    id: Option<ProductId>,
    typed: Typed,
    units: Vec<(&'static str, Text, bool)>,
    currency: String,
}

async fn form(visit: &Visit, access: &Access, id: Option<ProductId>, problems: Problems, typed: Typed) -> Result<Response, Response> {
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    let units = UNITS.map(|unit| (unit.name(), per(unit), unit.name() == typed.unit)).into();
    let currency = access.space().currency.to_string();
    Ok(visit.page(render(status, &FormPage { frame, problems, id, typed, units, currency })))
}

async fn new(visit: Visit) -> Result<Response, Response> {
    let access = enter_admin(&visit, "/admin/products/new", Scope::WriteDiscounts).await?;
    let yes = || Some("yes".to_owned());
    let typed = Typed { unit: Unit::Item.name().to_owned(), members: yes(), visitors: yes(), ..Typed::default() };
    form(&visit, &access, None, Problems::default(), typed).await
}

async fn create(Once(Posted { visit, form: typed }): Once<Typed>) -> Result<Response, Response> {
    let access = enter_admin(&visit, "/admin/products/new", Scope::WriteDiscounts).await?;
    let made = match typed.wish(&access) {
        Ok(wish) => products::create(visit.app(), &access, wish).await.map(drop),
        Err(error) => Err(error),
    };
    match made {
        Ok(()) => Ok(lead_to(HERE)),
        Err(error) => form(&visit, &access, None, Problems::of(error)?, typed).await,
    }
}

async fn edit(Path(id): Path<String>, visit: Visit) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, &format!("{HERE}/{id}"), Scope::WriteDiscounts).await?;
    let product = products::get(visit.app(), &access, id).await.map_err(failure)?;
    form(&visit, &access, Some(id), Problems::default(), Typed::of(&product)).await
}

async fn update(Path(id): Path<String>, Posted { visit, form: typed }: Posted<Typed>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, HERE, Scope::WriteDiscounts).await?;
    let saved = match typed.wish(&access) {
        Ok(wish) => products::update(visit.app(), &access, id, wish).await,
        Err(error) => Err(error),
    };
    match saved {
        Ok(()) => Ok(lead_to(HERE)),
        Err(error) => form(&visit, &access, Some(id), Problems::of(error)?, typed).await,
    }
}

async fn delete(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::WriteDiscounts).await?;
    products::delete(visit.app(), &access, read(&id)?).await.map_err(failure)?;
    Ok(lead_to(HERE))
}
