//! What can be said of a resource, and whether it makes sense.

use crate::{App, FieldError, Result, files};
use domain::accounting::Account;
use domain::booking_times::BookingTimes;
use domain::ids::ProductId;
use domain::money::{Amount, Currency};
use domain::pricing::{Discount, FixedRate, PriceCap, Pricing};
use domain::resources::{Kind, Usage, is_color};
use domain::taxes::Tax;
use domain::texts::{self, BadText};
use store::Json;
use store::resources::{Resource, Word};
use store::spaces::Space;

/// What somebody says of a resource. `None` says nothing: a new resource has the default, one that is changed
/// keeps what it has. Where there is a second `Option`, its `None` clears.
#[derive(Clone, Debug, Default)]
pub struct Details {
    pub name: Option<String>,
    pub kind: Option<Option<Kind>>,
    pub usage: Option<Usage>,
    pub description: Option<Option<String>>,
    pub hidden: Option<bool>,
    pub only_admins_can_book: Option<bool>,
    /// How many can book at once (R3).
    pub units: Option<u32>,
    /// People.
    pub capacity: Option<Option<u32>>,
    /// Hours.
    pub booking_cutoff: Option<u32>,
    /// Hours.
    pub cancellation_period: Option<u32>,
    /// Minutes.
    pub min_booking_duration: Option<u32>,
    /// Minutes.
    pub max_booking_duration: Option<Option<u32>>,
    /// None: one is chosen.
    pub color: Option<Option<String>>,
    pub photo: Option<Option<NewPhoto>>,
    /// See [`BookingTimes`]; empty means always.
    pub booking_times: Option<String>,
    pub pricing: PriceDetails,
    pub accounting_code: Option<Option<String>>,
    pub cost_center: Option<Option<Account>>,
    pub revenue_account: Option<Option<Account>>,
    /// Square metres.
    pub area: Option<Option<u32>>,
    pub products: Option<Vec<ProductId>>,
}

/// What somebody says of the prices; all are net.
#[derive(Clone, Debug, Default)]
pub struct PriceDetails {
    pub price_per_hour: Option<Option<Amount>>,
    pub discounts: Option<Vec<Discount>>,
    pub price_caps: Option<Vec<PriceCap>>,
    /// Minutes.
    pub paid_time_cap: Option<Option<u32>>,
    pub fixed_rates: Option<Vec<FixedRate>>,
    pub currency: Option<Currency>,
    /// None: the space's.
    pub taxes: Option<Option<Vec<Tax>>>,
}

/// A photo to be.
#[derive(Clone, Debug)]
pub enum NewPhoto {
    /// `data:image/…;base64,…`
    Data(String),
    /// Somewhere in the web.
    Url(String),
}

/// Entries of each list of prices, and taxes of one price: more are a mistake.
const MOST_ENTRIES: usize = 50;
const MOST_UNITS: u32 = 100_000;
const MOST_PEOPLE: u32 = 1_000_000;
/// Ten years.
const MOST_HOURS: u32 = 87_600;
/// The longest booking (B1).
const MOST_MINUTES: u32 = 31 * 24 * 60;

/// So that a price can be shown with any taxes.
const MOST_PRICE: Amount = Amount::units(100_000_000);

/// Gathers what is wrong, so that all of it is told at once.
#[derive(Default)]
struct Wrong(Vec<FieldError>);

impl Wrong {
    fn add(&mut self, field: impl Into<std::borrow::Cow<'static, str>>, code: &'static str, message: impl Into<String>) {
        self.0.push(FieldError::field(field, code, message.into()));
    }
    fn text(&mut self, field: impl Into<std::borrow::Cow<'static, str>>, bad: BadText) {
        self.add(field, bad.code(), bad.to_string());
    }
    fn range(&mut self, field: &'static str, value: u32, least: u32, most: u32) {
        if !(least..=most).contains(&value) {
            self.add(field, "out_of_range", format!("must be between {least} and {most}"));
        }
    }
    /// One line, perhaps empty, which then is none.
    fn line(&mut self, field: &'static str, text: Option<&str>) -> Option<String> {
        match texts::name(text?) {
            Ok(line) => Some(line),
            Err(BadText::Blank) => None,
            Err(bad) => {
                self.text(field, bad);
                None
            }
        }
    }
    fn account(&mut self, field: &'static str, account: Option<Account>) -> Option<Json<Account>> {
        let account = account?;
        for (part, text) in [("name", &account.name), ("number", &account.number)] {
            if let Err(bad) = texts::name(text) {
                self.text(format!("{field}.{part}"), bad);
            }
        }
        Some(Json(account))
    }
}

/// Sets what is said, and checks the whole. Photo and products are left to the caller.
pub(crate) fn apply(details: &Details, resource: &mut Resource, space: &Space) -> Result<(), Vec<FieldError>> {
    let mut wrong = Wrong::default();
    describe(details, resource, &mut wrong);
    limit(details, resource, &mut wrong);
    price(&details.pricing, resource, space, &mut wrong);
    if wrong.0.is_empty() { Ok(()) } else { Err(wrong.0) }
}

fn describe(details: &Details, resource: &mut Resource, wrong: &mut Wrong) {
    match details.name.as_deref().map(texts::name) {
        Some(Ok(name)) => resource.name = name,
        Some(Err(bad)) => wrong.text("name", bad),
        None if resource.name.is_empty() => wrong.text("name", BadText::Blank),
        None => {}
    }
    if let Some(kind) = details.kind {
        resource.kind = kind.map(Word);
    }
    if let Some(usage) = details.usage {
        resource.usage = usage;
    }
    if let Some(description) = &details.description {
        if let Some(Err(bad)) = description.as_deref().map(texts::text) {
            wrong.text("description", bad);
        }
        resource.description.clone_from(description);
    }
    match &details.color {
        Some(Some(color)) if is_color(color) => resource.color.clone_from(color),
        Some(Some(_)) => wrong.add("color", "invalid", "must be # and six hexadecimal digits, as in #ff0000"),
        Some(None) => domain::resources::color(resource.id).clone_into(&mut resource.color),
        None => {}
    }
    if let Some(code) = &details.accounting_code {
        resource.accounting_code = wrong.line("accounting_code", code.as_deref());
    }
    if let Some(account) = &details.cost_center {
        resource.cost_center = wrong.account("cost_center", account.clone());
    }
    if let Some(account) = &details.revenue_account {
        resource.revenue_account = wrong.account("revenue_account", account.clone());
    }
    if let Some(area) = details.area {
        resource.area_sqm = area.map(i64::from);
    }
}

fn limit(details: &Details, resource: &mut Resource, wrong: &mut Wrong) {
    resource.hidden = details.hidden.unwrap_or(resource.hidden);
    resource.only_admins_can_book = details.only_admins_can_book.unwrap_or(resource.only_admins_can_book);
    resource.units = details.units.unwrap_or(resource.units);
    wrong.range("units", resource.units, 1, MOST_UNITS);
    resource.capacity = details.capacity.unwrap_or(resource.capacity);
    wrong.range("capacity", resource.capacity.unwrap_or_default(), 0, MOST_PEOPLE);
    resource.booking_cutoff = details.booking_cutoff.unwrap_or(resource.booking_cutoff);
    wrong.range("booking_cutoff", resource.booking_cutoff, 0, MOST_HOURS);
    resource.cancellation_period = details.cancellation_period.unwrap_or(resource.cancellation_period);
    wrong.range("cancellation_period", resource.cancellation_period, 0, MOST_HOURS);
    resource.min_booking_duration = details.min_booking_duration.unwrap_or(resource.min_booking_duration);
    wrong.range("min_booking_duration", resource.min_booking_duration, 0, MOST_MINUTES);
    resource.max_booking_duration = details.max_booking_duration.unwrap_or(resource.max_booking_duration);
    if let Some(most) = resource.max_booking_duration {
        wrong.range("max_booking_duration", most, 1, MOST_MINUTES);
        if most < resource.min_booking_duration {
            wrong.add("max_booking_duration", "below_minimum", "must not be shorter than the shortest booking");
        }
    }
    if let Some(text) = &details.booking_times {
        match (texts::text(text), text.parse::<BookingTimes>()) {
            (Err(bad), _) => wrong.text("booking_times", bad),
            (_, Err(not)) => wrong.add("booking_times", "invalid", not.to_string()),
            _ => text.trim().clone_into(&mut resource.booking_times),
        }
    }
}

fn price(details: &PriceDetails, resource: &mut Resource, space: &Space, wrong: &mut Wrong) {
    let Json(pricing) = &mut resource.pricing;
    pricing.price_per_hour = details.price_per_hour.unwrap_or(pricing.price_per_hour);
    pricing.paid_time_cap = details.paid_time_cap.unwrap_or(pricing.paid_time_cap);
    for (list, len) in [
        ("discounts", replace(&mut pricing.discounts, details.discounts.as_ref())),
        ("price_caps", replace(&mut pricing.price_caps, details.price_caps.as_ref())),
        ("fixed_rates", replace(&mut pricing.fixed_rates, details.fixed_rates.as_ref())),
    ] {
        if len > MOST_ENTRIES {
            wrong.add(format!("pricing.{list}"), "too_many", format!("must not have more than {MOST_ENTRIES} entries"));
        }
    }
    check_amounts(pricing, wrong);
    if let Some(currency) = details.currency {
        if currency != space.currency && !space.settings.0.multiple_currencies {
            wrong.add(
                "pricing.currency",
                "not_the_currency_of_the_space",
                format!("must be {}, the currency of the space", space.currency),
            );
        }
        resource.currency = currency;
    }
    if let Some(taxes) = &details.taxes {
        check_taxes(taxes.as_deref().unwrap_or_default(), wrong);
        resource.taxes = taxes.clone().map(Json);
    }
}

fn replace<T: Clone>(kept: &mut Vec<T>, said: Option<&Vec<T>>) -> usize {
    if let Some(said) = said {
        kept.clone_from(said);
    }
    kept.len()
}

fn check_amounts(pricing: &Pricing, wrong: &mut Wrong) {
    let hourly = pricing.price_per_hour.map(|price| ("price_per_hour".to_owned(), price));
    let discounts =
        pricing.discounts.iter().zip(0..).map(|(one, place): (_, usize)| (format!("discounts.{place}.price_per_hour"), one.price_per_hour));
    let caps = pricing.price_caps.iter().zip(0..).map(|(one, place): (_, usize)| (format!("price_caps.{place}.price"), one.price));
    let rates = pricing.fixed_rates.iter().zip(0..).map(|(one, place): (_, usize)| (format!("fixed_rates.{place}.price"), one.price));
    for (place, price) in hourly.into_iter().chain(discounts).chain(caps).chain(rates) {
        if price > MOST_PRICE {
            wrong.add(format!("pricing.{place}"), "too_large", "must not be more than 100 million");
        }
    }
    for (place, message) in pricing.validate() {
        wrong.add(format!("pricing.{}", place.replace('/', ".")), "invalid", message);
    }
}

fn check_taxes(taxes: &[Tax], wrong: &mut Wrong) {
    if taxes.len() > MOST_ENTRIES {
        wrong.add("pricing.taxes", "too_many", format!("must not have more than {MOST_ENTRIES} entries"));
    }
    for (place, tax) in taxes.iter().enumerate() {
        if let Err(bad) = texts::name(&tax.name) {
            wrong.text(format!("pricing.taxes.{place}.name"), bad);
        }
    }
}

/// Reads an upload, or checks that a URL can be one.
pub(super) enum Checked {
    Image(files::Image),
    Url(String),
}

pub(super) async fn photo(app: &App, photo: &NewPhoto) -> Result<Checked> {
    match photo {
        NewPhoto::Data(data) => files::image(app, "photo.data", data).await.map(Checked::Image),
        NewPhoto::Url(url) => {
            let good = (url.starts_with("https://") || url.starts_with("http://")) && texts::name(url).as_ref() == Ok(url);
            if good {
                Ok(Checked::Url(url.clone()))
            } else {
                Err(FieldError::field("photo.url", "invalid", "must be an http or https URL").into())
            }
        }
    }
}
