//! `SUBDOMAIN/admin/products`: extras that are sold along with bookings.

use crate::accounts::Frame;
use crate::inside::{failure, money};
use crate::kept::{self, Answer, Kept};
use crate::language::{Text, t};
use crate::pages::render;
use crate::plans::number;
use crate::visiting::buyer::said;
use crate::visits::{Desk, Problems, Visit};
use app::Error;
use app::access::Access;
use app::products::{self, Create};
use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use domain::extras::Unit;
use domain::ids::ProductId;
use domain::money::Amount;
use domain::products::ProductScope;
use domain::scopes::Scope;
use domain::taxes::{Rate, Tax};
use serde::Deserialize;
use store::products::Product;
use store::resources::Slice;

/// Products that the page shows.
const SHOWN: Slice = Slice { limit: 500, offset: 0 };

pub(crate) fn router(desk: &Desk) -> Router {
    kept::router::<Extras>(desk)
}

/// How a price may be meant, in the order of the form.
const UNITS: [Unit; 4] = [Unit::Fixed, Unit::Item, Unit::Person, Unit::Minute];

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

struct Extras;

impl Kept for Extras {
    const HERE: &'static str = "/admin/products";
    const READ: Scope = Scope::ReadDiscounts;
    const WRITE: Scope = Scope::WriteDiscounts;
    type Id = ProductId;
    type Typed = Typed;

    async fn list(visit: &Visit, access: &Access) -> Answer {
        let found = products::list(visit.app(), access, Vec::new(), SHOWN).await.map_err(failure)?;
        let lines = found.items.iter().map(Line::new).collect();
        let page = ListPage { frame: Frame::of(visit).await?, lines, may_edit: access.is_admin(Self::WRITE) };
        Ok(visit.page(render(StatusCode::OK, &page)))
    }

    async fn form(visit: &Visit, access: &Access, id: Option<ProductId>, problems: Problems, typed: Typed) -> Answer {
        let (frame, status) = (Frame::of(visit).await?, problems.status());
        let units = UNITS.map(|unit| (unit.name(), per(unit), unit.name() == typed.unit)).into();
        let currency = access.space().currency.to_string();
        Ok(visit.page(render(status, &FormPage { frame, problems, id, typed, units, currency })))
    }

    fn blank(_: &Access) -> Typed {
        let yes = || Some("yes".to_owned());
        Typed { unit: Unit::Item.name().to_owned(), members: yes(), visitors: yes(), ..Typed::default() }
    }

    async fn known(visit: &Visit, access: &Access, id: ProductId) -> app::Result<Typed> {
        Ok(Typed::of(&products::get(visit.app(), access, id).await?))
    }

    async fn save(visit: &Visit, access: &Access, id: Option<ProductId>, typed: &Typed) -> app::Result<()> {
        let (app, wish) = (visit.app(), typed.wish(access)?);
        match id {
            None => products::create(app, access, wish).await.map(drop),
            Some(id) => products::update(app, access, id, wish).await,
        }
    }

    async fn delete(visit: &Visit, access: &Access, id: ProductId) -> app::Result<()> {
        products::delete(visit.app(), access, id).await
    }
}
