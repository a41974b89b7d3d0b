//! `…/region`: where the space is, how times and prices are written, and the taxes on what it sells.

use super::{HERE, Saved};
use crate::accounts::Frame;
use crate::admins::enter;
use crate::language::{self, t};
use crate::pages::render;
use crate::visiting::buyer::said;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::spaces::{self, Details, Own, TypedTax};
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::get;
use domain::countries::Country;
use domain::permissions::Category;
use serde::Deserialize;
use std::collections::HashMap;
use store::spaces::Space;

const PATH: &str = "/admin/settings/region";
/// Taxes that the form has room for.
const TAXES: usize = 5;

pub(super) fn router() -> axum::Router<Desk> {
    Router::new().route(PATH, get(page).post(save))
}

/// What the form had in it. Boxes that are not ticked are not sent.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Typed {
    country: String,
    locale: String,
    time_zone_name: String,
    hour_format: String,
    price_display: String,
    price_decimals: String,
    multiple_tax_rates: Option<String>,
    /// The taxes, by the names of their fields.
    #[serde(flatten)]
    rest: HashMap<String, String>,
}

impl Typed {
    fn of(space: &Space) -> Self {
        let mut rest = HashMap::new();
        for (place, tax) in space.taxes.0.iter().enumerate() {
            rest.insert(format!("tax_name-{place}"), tax.name.clone());
            rest.insert(format!("tax_rate-{place}"), tax.rate.to_string());
        }
        Self {
            country: space.country.clone(),
            locale: space.locale.clone(),
            time_zone_name: space.time_zone.clone(),
            hour_format: space.hour_format.to_string(),
            price_display: space.price_display.name().to_owned(),
            price_decimals: space.price_decimals.to_string(),
            multiple_tax_rates: space.settings.0.multiple_tax_rates.then(|| "yes".to_owned()),
            rest,
        }
    }

    fn tax(&self, place: usize) -> TypedTax {
        let field = |name: &str| self.rest.get(&format!("{name}-{place}")).map(|text| text.trim().to_owned()).unwrap_or_default();
        TypedTax { name: field("tax_name"), rate: field("tax_rate") }
    }

    /// Those with something in them.
    fn taxes(&self) -> Vec<TypedTax> {
        (0..TAXES).map(|place| self.tax(place)).filter(|tax| !tax.name.is_empty() || !tax.rate.is_empty()).collect()
    }

    fn wish(&self) -> Own {
        let details = Details {
            country: Some(self.country.clone()),
            locale: said(&self.locale),
            time_zone: Some(self.time_zone_name.clone()),
            hour_format: Some(self.hour_format.parse().unwrap_or_default()),
            price_display: Some(self.price_display.clone()),
            price_decimals: Some(self.price_decimals.trim().parse().unwrap_or(-1)),
            ..Details::default()
        };
        Own { details, taxes: Some(self.taxes()), multiple_tax_rates: Some(self.multiple_tax_rates.is_some()), ..Own::default() }
    }
}

struct Tax {
    place: usize,
    name: String,
    rate: String,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "settings/region.html")]
struct Page {
    frame: Frame,
    problems: Problems,
    saved: bool,
    typed: Typed,
    countries: Vec<(&'static str, &'static str, bool)>,
    taxes: Vec<Tax>,
    currency: String,
    may_edit: bool,
}

async fn page(visit: Visit, Query(told): Query<Saved>) -> Result<Response, Response> {
    let access = enter(&visit, PATH).await?;
    show(&visit, &access, Problems::default(), Typed::of(access.space()), !told.saved.is_empty()).await
}

async fn show(visit: &Visit, access: &Access, problems: Problems, typed: Typed, saved: bool) -> Result<Response, Response> {
    let mut taxes = typed.taxes();
    taxes.resize(TAXES.min(taxes.len() + 2), TypedTax::default());
    let problem = |place: usize| {
        let (name, rate) = (problems.at(&format!("taxes.{place}.name")), problems.at(&format!("taxes.{place}.rate")));
        let name = name.map(|text| t("settings-tax-name-problem").with("problem", text).to_string());
        name.or_else(|| rate.map(|text| t("settings-tax-rate-problem").with("problem", text).to_string()))
    };
    let tax = |(place, tax): (usize, TypedTax)| Tax { place, name: tax.name, rate: tax.rate, problem: problem(place) };
    let taxes = taxes.into_iter().enumerate().map(tax).collect();
    let countries = Country::by_name(language::current().tag());
    let countries = countries.into_iter().map(|(one, name)| (one.code(), name, one.code() == typed.country)).collect();
    let (frame, status, may_edit) = (Frame::of(visit).await?, problems.status(), access.edits(Category::SpaceSettings));
    let currency = access.space().currency.to_string();
    Ok(visit.page(render(status, &Page { frame, problems, saved, typed, countries, taxes, currency, may_edit })))
}

async fn save(Posted { visit, form: typed }: Posted<Typed>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    match spaces::set_own(visit.app(), &access, typed.wish()).await {
        Ok(()) => Ok(lead_to(&format!("{PATH}?saved=yes"))),
        Err(error) => show(&visit, &access, Problems::of(error)?, typed, false).await,
    }
}
