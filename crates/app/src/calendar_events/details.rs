//! What admins say of an event, checked.

use crate::FieldError;
use domain::accounting::Account;
use domain::calendar_events::{self, Audience};
use domain::ids::ResourceId;
use domain::money::{Amount, Currency};
use domain::resources::is_color;
use domain::taxes;
use domain::texts::{self, BadText};
use jiff::Timestamp;
use std::borrow::Cow;
use store::Json;
use store::calendar_events::CalendarEvent;
use store::spaces::Space;

/// A price as it was typed (M2).
#[derive(Clone, Copy, Debug)]
pub enum TypedPrice {
    Net(Amount, Currency),
    Gross(Amount, Currency),
}

/// What is said of an event; absent parts stay. `Some(None)` clears.
#[derive(Clone, Debug, Default)]
pub struct Details {
    pub title: Option<String>,
    pub from: Option<Timestamp>,
    pub to: Option<Timestamp>,
    pub audience: Option<Audience>,
    pub public_page: Option<bool>,
    pub description: Option<Option<String>>,
    pub color: Option<Option<String>>,
    pub video_url: Option<Option<String>>,
    /// `data:image/png;base64,…`
    pub image: Option<Option<String>>,
    pub location: Option<Option<String>>,
    /// People.
    pub capacity: Option<Option<u32>>,
    pub tags: Option<Vec<String>>,
    pub price: Option<Option<TypedPrice>>,
    pub visitor_price: Option<Option<TypedPrice>>,
    pub accounting_code: Option<Option<String>>,
    pub visitor_accounting_code: Option<Option<String>>,
    pub cost_center: Option<Option<Account>>,
    pub revenue_account: Option<Option<Account>>,
    pub visitor_cost_center: Option<Option<Account>>,
    pub visitor_revenue_account: Option<Option<Account>>,
    /// All the event shall book, and how many units; none stands for all units.
    pub resources: Option<Vec<(ResourceId, Option<u32>)>>,
}

#[derive(Default)]
struct Wrong(Vec<FieldError>);

impl Wrong {
    fn add(&mut self, field: impl Into<Cow<'static, str>>, code: &'static str, message: impl Into<Cow<'static, str>>) {
        self.0.push(FieldError::field(field, code, message));
    }
    fn bad(&mut self, field: impl Into<Cow<'static, str>>, bad: BadText) {
        self.add(field, bad.code(), bad.to_string());
    }
    /// One line, perhaps empty, which then is none.
    fn line(&mut self, field: &'static str, said: Option<&Option<String>>, into: &mut Option<String>) {
        let Some(text) = said else { return };
        *into = match text.as_deref().map(texts::name) {
            Some(Ok(line)) => Some(line),
            None | Some(Err(BadText::Blank)) => None,
            Some(Err(bad)) => return self.bad(field, bad),
        };
    }
    fn account(&mut self, field: &'static str, said: Option<&Option<Account>>, into: &mut Option<Json<Account>>) {
        let Some(account) = said else { return };
        for (part, text) in account.iter().flat_map(|one| [("name", &one.name), ("number", &one.number)]) {
            if let Err(bad) = texts::name(text) {
                self.bad(format!("{field}.{part}"), bad);
            }
        }
        *into = account.clone().map(Json);
    }
    fn price(
        &mut self,
        field: &'static str,
        said: Option<&Option<TypedPrice>>,
        space: &Space,
        (price, priced_in): (&mut Option<i64>, &mut Currency),
    ) {
        let Some(typed) = said else { return };
        let Some(typed) = typed else {
            (*price, *priced_in) = (None, space.currency);
            return;
        };
        let taxes = domain::resources::taxes(&space.taxes.0, None, space.settings.0.multiple_tax_rates);
        let (net, currency) = match *typed {
            TypedPrice::Net(net, currency) => (Ok(net), currency),
            TypedPrice::Gross(gross, currency) => (taxes::net_of_gross(gross, &taxes), currency),
        };
        if currency != space.currency && !space.settings.0.multiple_currencies {
            self.add(format!("{field}.currency"), "other_currency", format!("must be {}, the currency of the space", space.currency));
        }
        // What could not be shown, times all the people that could come, is not stored.
        let shown = net.and_then(|net| taxes::line(net, 1_000_000.into(), &taxes, space.price_display, currency).map(|_| net));
        match shown {
            Ok(net) if net.is_negative() => self.add(field, "negative", "must not be negative"),
            Ok(net) => (*price, *priced_in) = (Some(net.0), currency),
            Err(_) => self.add(field, "out_of_range", "is too large"),
        }
    }
}

/// More people than fit anywhere.
const MOST_PEOPLE: u32 = 1_000_000;

/// Sets what is said, and checks the whole. The picture and resources are left to the caller.
pub(super) fn apply(details: &Details, event: &mut CalendarEvent, space: &Space) -> Result<(), Vec<FieldError>> {
    let mut wrong = Wrong::default();
    describe(details, event, &mut wrong);
    if details.from.is_some() || details.to.is_some() {
        let (from, to) = (details.from.unwrap_or(event.starts_at), details.to.unwrap_or(event.ends_at));
        match domain::bookings::check_times(from, to) {
            Ok(interval) => (event.starts_at, event.ends_at) = (interval.from, interval.to),
            Err(refusals) => wrong.0.extend(refusals.into_iter().map(FieldError::from)),
        }
    }
    wrong.price("price", details.price.as_ref(), space, (&mut event.price, &mut event.currency));
    wrong.price("visitor_price", details.visitor_price.as_ref(), space, (&mut event.visitor_price, &mut event.visitor_currency));
    wrong.line("accounting_code", details.accounting_code.as_ref(), &mut event.accounting_code);
    wrong.line("visitor_accounting_code", details.visitor_accounting_code.as_ref(), &mut event.visitor_accounting_code);
    wrong.account("cost_center", details.cost_center.as_ref(), &mut event.cost_center);
    wrong.account("revenue_account", details.revenue_account.as_ref(), &mut event.revenue_account);
    wrong.account("visitor_cost_center", details.visitor_cost_center.as_ref(), &mut event.visitor_cost_center);
    wrong.account("visitor_revenue_account", details.visitor_revenue_account.as_ref(), &mut event.visitor_revenue_account);
    resources(details, &mut wrong);
    if wrong.0.is_empty() { Ok(()) } else { Err(wrong.0) }
}

fn describe(details: &Details, event: &mut CalendarEvent, wrong: &mut Wrong) {
    match details.title.as_deref().map(texts::name) {
        Some(Ok(title)) => event.title = title,
        Some(Err(bad)) => wrong.bad("title", bad),
        None => {}
    }
    if let Some(audience) = details.audience {
        event.audience = audience;
    }
    if let Some(public_page) = details.public_page {
        event.public_page = public_page;
    }
    if let Some(description) = &details.description {
        if let Some(Err(bad)) = description.as_deref().map(texts::text) {
            wrong.bad("description", bad);
        }
        event.description.clone_from(description);
    }
    if let Some(color) = &details.color {
        if color.as_deref().is_some_and(|color| !is_color(color)) {
            wrong.add("color", "invalid", "must be # and six hexadecimal digits, as in #ff0000");
        }
        event.color.clone_from(color);
    }
    if let Some(url) = &details.video_url {
        let web = |url: &String| ["http://", "https://"].iter().any(|scheme| url.to_ascii_lowercase().starts_with(scheme));
        let bad = |url: &String| !web(url) || url.len() > 2000 || url.chars().any(|c| c.is_control() || c.is_whitespace());
        if url.as_ref().is_some_and(bad) {
            wrong.add("video_url", "invalid", "must be a link that begins with http:// or https://");
        }
        event.video_url.clone_from(url);
    }
    wrong.line("location", details.location.as_ref(), &mut event.location);
    if let Some(capacity) = details.capacity {
        if capacity.is_some_and(|people| !(1..=MOST_PEOPLE).contains(&people)) {
            wrong.add("capacity", "out_of_range", format!("must be between 1 and {MOST_PEOPLE}"));
        }
        event.capacity = capacity;
    }
    match details.tags.as_deref().map(calendar_events::tags) {
        Some(Ok(tags)) => event.tags = Json(tags),
        Some(Err(refusal)) => wrong.0.push(refusal.into()),
        None => {}
    }
}

/// The most resources of one event: each is locked while it is booked.
const MOST_RESOURCES: usize = 100;

fn resources(details: &Details, wrong: &mut Wrong) {
    let wanted = details.resources.as_deref().unwrap_or_default();
    let mut ids: Vec<_> = wanted.iter().map(|(id, _)| *id).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() != wanted.len() {
        wrong.0.push(FieldError::relation("resources", "twice", "must name each resource once"));
    }
    if wanted.len() > MOST_RESOURCES {
        wrong.0.push(FieldError::relation("resources", "too_many", format!("must be at most {MOST_RESOURCES}")));
    }
}
