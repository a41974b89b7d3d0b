//! What a space's owner sets beside its details: what visitors are told, taxes by name, and what members may do.

use super::{Details, name, update_all};
use crate::access::Access;
use crate::memberships::person::{self, Checker};
use crate::{App, FieldError, Result};
use domain::settings::Settings;
use domain::taxes::{Rate, Tax};
use jiff::civil::Time;
use std::str::FromStr as _;
use store::spaces::{Address, Link, OpenHours, Profile, Space};

/// Taxes that are added up at most (M10).
const MOST_TAXES: usize = 5;

/// What visitors are told.
#[derive(Clone, Debug, Default)]
pub struct Told {
    pub location: Option<String>,
    pub address: Address,
    pub phone: Option<String>,
    pub contact_email: Option<String>,
    pub website: Option<String>,
    /// From and to of Monday to Sunday, as `09:00`; both empty where it is closed.
    pub hours: [(String, String); 7],
}

/// A tax as it was typed.
#[derive(Clone, Debug, Default)]
pub struct TypedTax {
    pub name: String,
    pub rate: String,
}

/// What members may do, and what each price may have of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Switches {
    pub members_may_repeat_bookings: bool,
    pub members_may_edit_started_bookings: bool,
    pub hide_booking_details: bool,
    pub members_cannot_cancel: bool,
    pub members_cannot_change_plan: bool,
    pub confirm_members_by_hand: bool,
    /// Set together with the days of invoices (V2).
    pub default_invoice_day: Option<u8>,
}

/// All that is set at once; what is absent stays.
#[derive(Clone, Debug, Default)]
pub struct Own {
    pub details: Details,
    pub told: Option<Told>,
    pub taxes: Option<Vec<TypedTax>>,
    /// Each price may have a tax rate of its own (M11).
    pub multiple_tax_rates: Option<bool>,
    pub switches: Option<Switches>,
}

/// Changes what is given, all of it or nothing. Needs edit on the space's settings (section 22).
///
/// # Errors
/// [`crate::Error::Invalid`] with everything that is wrong.
pub async fn set_own(app: &App, access: &Access, own: Own) -> Result<()> {
    update_all(app, access, own).await.map(drop)
}

impl Own {
    /// Writes what is given into the space and its profile, and notes what is wrong.
    pub(super) fn apply(self, space: &mut Space, profile: &mut Profile, wrong: &mut Vec<FieldError>) {
        self.details.apply(space, wrong);
        if let Some(told) = self.told {
            told.apply(profile, wrong);
        }
        if let Some(taxes) = self.taxes {
            set_taxes(taxes, space, wrong);
        }
        if let Some(many) = self.multiple_tax_rates {
            space.settings.0.multiple_tax_rates = many;
        }
        if let Some(switches) = self.switches {
            switches.apply(&mut space.settings.0, wrong);
        }
    }
}

impl Told {
    fn apply(self, profile: &mut Profile, wrong: &mut Vec<FieldError>) {
        let mut check = Checker::default();
        let Self { mut location, mut address, mut phone, contact_email, website, hours } = self;
        check.line("location", &mut location);
        check.line("phone", &mut phone);
        person::address(&mut check, &mut address);
        let email = contact_email.filter(|email| !email.trim().is_empty());
        profile.contact_email = email.and_then(|email| check.email("contact_email".into(), &email));
        let mut website = website;
        check.line("website", &mut website);
        if website.as_deref().is_some_and(|url| !url.starts_with("https://") && !url.starts_with("http://")) {
            check.refuse("website".into(), "invalid", "must begin with https://");
        }
        profile.links.retain(|link| link.kind != WEBSITE);
        if let Some(url) = website {
            profile.links.insert(0, Link { url, kind: WEBSITE.to_owned() });
        }
        profile.open_hours = (1..=7).zip(hours).filter_map(|(weekday, times)| open(weekday, times, &mut check)).collect();
        (profile.location, profile.phone) = (location, phone);
        profile.address = Some(address).filter(|address| *address != Address::default());
        wrong.extend(check.wrong());
    }
}

const WEBSITE: &str = "website";

/// The hours of one day; none where the space is closed.
fn open(weekday: u8, (from, to): (String, String), check: &mut Checker) -> Option<OpenHours> {
    let (from, to) = (from.trim(), to.trim());
    if from.is_empty() && to.is_empty() {
        return None;
    }
    let read = |text: &str| if text == "24:00" { Some(Time::MAX) } else { Time::strptime("%H:%M", text).ok() };
    match (read(from), read(to)) {
        (Some(begins), Some(ends)) if begins < ends => Some(OpenHours { weekday, from: Some(from.to_owned()), to: Some(to.to_owned()) }),
        _ => {
            check.refuse(format!("open_hours.{weekday}"), "invalid", "must be two times, such as 09:00 and 18:00, the earlier one first");
            None
        }
    }
}

fn set_taxes(typed: Vec<TypedTax>, space: &mut Space, wrong: &mut Vec<FieldError>) {
    if typed.len() > MOST_TAXES {
        wrong.push(FieldError::field("taxes", "too_many", "must have at most 5 entries"));
        return;
    }
    let mut taxes = Vec::new();
    for (place, tax) in typed.into_iter().enumerate() {
        let mut own = Vec::new();
        let named = name("name", &tax.name, &mut own);
        wrong.extend(own.into_iter().map(|bad| FieldError::field(format!("taxes.{place}.name"), bad.code, bad.message)));
        match Rate::from_str(&tax.rate.trim().replace(',', ".")) {
            Ok(rate) => taxes.push(Tax { name: named, rate }),
            Err(error) => wrong.push(FieldError::field(format!("taxes.{place}.rate"), "invalid", error.to_string())),
        }
    }
    space.taxes.0 = taxes;
}

impl Switches {
    pub fn of(settings: &Settings) -> Self {
        Self {
            members_may_repeat_bookings: settings.members_may_repeat_bookings,
            members_may_edit_started_bookings: settings.members_may_edit_started_bookings,
            hide_booking_details: settings.hide_booking_details,
            members_cannot_cancel: settings.members_cannot_cancel,
            members_cannot_change_plan: settings.members_cannot_change_plan,
            confirm_members_by_hand: settings.confirm_members_by_hand,
            default_invoice_day: settings.default_invoice_day,
        }
    }

    fn apply(self, settings: &mut Settings, wrong: &mut Vec<FieldError>) {
        if self.default_invoice_day.is_some_and(|day| !(1..=28).contains(&day)) {
            wrong.push(FieldError::field("default_invoice_day", "out_of_range", "must be a day from 1 to 28"));
        }
        settings.members_may_repeat_bookings = self.members_may_repeat_bookings;
        settings.members_may_edit_started_bookings = self.members_may_edit_started_bookings;
        settings.hide_booking_details = self.hide_booking_details;
        settings.members_cannot_cancel = self.members_cannot_cancel;
        settings.members_cannot_change_plan = self.members_cannot_change_plan;
        settings.confirm_members_by_hand = self.confirm_members_by_hand;
        settings.default_invoice_day = self.default_invoice_day;
    }
}
