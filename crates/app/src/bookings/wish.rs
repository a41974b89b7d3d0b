//! What a booking asks for, before anything is loaded.

use super::desk::{Desk, Owner, refused};
use crate::{Error, FieldError, Result};
use domain::bookings;
use domain::ids::{BookingExtraId, BookingId, EventId, ExternalBookingId, MembershipId, ProductId, RecurrenceId, ResourceId};
use domain::interval::Interval;
use domain::money::{self, Amount};
use domain::recurrence::Rule;
use domain::{emails, texts};
use jiff::Timestamp;
use rust_decimal::Decimal;
use std::collections::BTreeSet;

/// A booking to make.
#[derive(Clone, Debug)]
pub struct Wish {
    pub resource: ResourceId,
    /// Without one: the member's own, or nobody's if an admin asks (B5).
    pub membership: Option<MembershipId>,
    pub from: Timestamp,
    pub to: Timestamp,
    pub units: u32,
    pub title: Option<String>,
    pub url: Option<String>,
    pub comments: Option<String>,
    pub attendees_message: Option<String>,
    pub attendees: Vec<String>,
    pub extras: Vec<ExtraWish>,
    /// Net; admins only (B10).
    pub custom_price: Option<Amount>,
    pub recurrence: Option<Rule>,
}

/// An extra to keep or to add (B12).
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ExtraWish {
    Kept { id: BookingExtraId, quantity: Decimal },
    New { product: ProductId, quantity: Decimal },
}

impl ExtraWish {
    pub(crate) fn quantity(&self) -> Decimal {
        match self {
            Self::Kept { quantity, .. } | Self::New { quantity, .. } => *quantity,
        }
    }
}

/// A booking that may be written as far as its own data go; what repeated bookings share.
#[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Draft {
    pub resource: ResourceId,
    pub owner: Option<Owner>,
    pub units: u32,
    pub title: Option<String>,
    pub url: Option<String>,
    pub comments: Option<String>,
    pub attendees_message: Option<String>,
    pub attendees: Vec<String>,
    /// Products with their quantities, as decimal numbers.
    pub extras: Vec<(ProductId, String)>,
    pub custom_price: Option<Amount>,
    pub recurrence: Option<RecurrenceId>,
    /// Absent in work that was noted before there were events.
    #[serde(default)]
    pub event: Option<EventId>,
    /// The same for visitors' bookings.
    #[serde(default)]
    pub external: Option<ExternalBookingId>,
}

impl Draft {
    pub fn extra_wishes(&self) -> Result<Vec<ExtraWish>> {
        let wish = |(product, quantity): &(ProductId, String)| {
            let quantity = money::decimal(quantity).ok_or_else(|| Error::internal(format!("{quantity} is no quantity")))?;
            Ok(ExtraWish::New { product: *product, quantity })
        };
        self.extras.iter().map(wish).collect()
    }
}

/// Most addresses invited to one booking (B13).
const MOST_ATTENDEES: usize = 50;
/// Most extras of one booking, and the largest quantity of one.
const MOST_EXTRAS: usize = 100;
const LARGEST_QUANTITY: i64 = 1_000_000;
/// More units than any resource has.
const MOST_UNITS: u32 = 100_000;

/// Collects what is wrong with the data.
#[derive(Default)]
pub(crate) struct Wrong(Vec<FieldError>);

impl Wrong {
    pub fn field(&mut self, name: &'static str, code: &'static str, message: impl Into<std::borrow::Cow<'static, str>>) {
        self.0.push(FieldError::field(name, code, message));
    }

    /// A text of one line, perhaps empty.
    pub fn line(&mut self, name: &'static str, text: Option<&str>) {
        if let Some(error) = text.filter(|text| !text.trim().is_empty()).and_then(|text| texts::name(text).err()) {
            self.field(name, error.code(), error.to_string());
        }
    }

    pub fn text(&mut self, name: &'static str, text: Option<&str>) {
        if let Some(error) = text.and_then(|text| texts::text(text).err()) {
            self.field(name, error.code(), error.to_string());
        }
    }

    /// Pages link to it, so nothing but the web will do.
    pub fn url(&mut self, name: &'static str, url: Option<&str>) {
        let Some(url) = url.filter(|url| !url.is_empty()) else { return };
        let web = ["http://", "https://"].iter().any(|scheme| url.to_ascii_lowercase().starts_with(scheme));
        if !web || url.len() > 2000 || url.chars().any(|c| c.is_control() || c.is_whitespace()) {
            self.field(name, "invalid", "must be a link that begins with http:// or https://");
        }
    }

    pub fn units(&mut self, units: u32) {
        if units == 0 || units > MOST_UNITS {
            self.field("units", "out_of_range", "must be at least 1 and not exceed the units of the resource");
        }
    }

    pub fn custom_price(&mut self, price: Option<Amount>) {
        if price.is_some_and(Amount::is_negative) {
            self.field("custom_price", "negative", "must not be negative");
        }
    }

    pub fn extras(&mut self, extras: &[ExtraWish]) {
        let fits = |wish: &ExtraWish| wish.quantity() > Decimal::ZERO && wish.quantity() <= Decimal::from(LARGEST_QUANTITY);
        if extras.len() > MOST_EXTRAS {
            self.field("booking_extras", "too_many", "must be at most 100");
        }
        if !extras.iter().all(fits) {
            self.field("booking_extras", "bad_quantity", "must have quantities above 0 and up to 1000000");
        }
    }

    /// The addresses as they are kept, each once.
    pub fn attendees(&mut self, addresses: &[String]) -> Vec<String> {
        if addresses.len() > MOST_ATTENDEES {
            self.field("attendees", "too_many", "must be at most 50");
            return Vec::new();
        }
        let mut known = BTreeSet::new();
        let mut kept = Vec::with_capacity(addresses.len());
        for address in addresses {
            match emails::normalize(address) {
                Some(address) if known.insert(address.to_lowercase()) => kept.push(address),
                Some(_) => {}
                None => self.field("attendees", "invalid", "must be e-mail addresses"),
            }
        }
        kept
    }

    pub fn verdict(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Invalid(self.0)) }
    }
}

/// Empty texts are none.
pub(crate) fn tidy(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

impl Wish {
    /// Checks what needs no database (B1, B10, B13, B15, B16): the first interval, and the draft.
    pub(super) fn draft(&self, desk: &Desk, owner: Option<Owner>) -> Result<(Interval, Draft)> {
        let interval = bookings::check_times(self.from, self.to).map_err(refused)?;
        let mut wrong = Wrong::default();
        wrong.line("title", self.title.as_deref());
        wrong.url("url", self.url.as_deref());
        wrong.text("comments", self.comments.as_deref());
        wrong.text("attendees_message", self.attendees_message.as_deref());
        wrong.units(self.units);
        wrong.custom_price(self.custom_price);
        wrong.extras(&self.extras);
        let attendees = wrong.attendees(&self.attendees);
        let mut extras = Vec::new();
        for extra in &self.extras {
            match extra {
                ExtraWish::New { product, quantity } => extras.push((*product, quantity.to_string())),
                ExtraWish::Kept { .. } => wrong.field("booking_extras", "unknown", "must name products: a new booking has no extras yet"),
            }
        }
        wrong.verdict()?;
        if self.custom_price.is_some() {
            only_admins_set_prices(desk)?;
        }
        if let Some(rule) = &self.recurrence {
            may_repeat(desk, rule, interval)?;
        }
        let draft = Draft {
            resource: self.resource,
            owner,
            units: self.units,
            title: tidy(self.title.clone()),
            url: tidy(self.url.clone()),
            comments: tidy(self.comments.clone()),
            attendees_message: tidy(self.attendees_message.clone()),
            attendees,
            extras,
            custom_price: self.custom_price,
            recurrence: None,
            event: None,
            external: None,
        };
        Ok((interval, draft))
    }
}

/// Rules B15 and B16.
pub(super) fn may_repeat(desk: &Desk, rule: &Rule, first: Interval) -> Result<()> {
    if !desk.admin && !desk.space.settings.0.members_may_repeat_bookings {
        return Err(Error::forbidden("recurrence_admins_only", "Only admins may repeat bookings in this space."));
    }
    rule.validate(desk.zone.to_datetime(first.from).date()).map_err(refused)
}

/// Rule B10.
pub(super) fn only_admins_set_prices(desk: &Desk) -> Result<()> {
    if desk.admin { Ok(()) } else { Err(Error::forbidden("price_admins_only", "Only admins may set the price of a booking.")) }
}

/// An id for what is not written yet.
pub(super) fn unwritten() -> BookingId {
    BookingId(uuid::Uuid::nil())
}
