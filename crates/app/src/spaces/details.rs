//! What a space says of itself and its owner may change.

use super::name;
use crate::FieldError;
use domain::countries::Country;
use domain::taxes::{self, PriceDisplay, Rate, Tax};
use domain::{emails, spaces, texts, time_zones};
use std::str::FromStr;
use store::spaces::Space;

/// Absent means: leave it as it is.
#[derive(Clone, Debug, Default)]
pub struct Details {
    pub name: Option<String>,
    /// May be sent, and must be the one the space has (S11).
    pub subdomain: Option<String>,
    pub email: Option<String>,
    /// None within clears it.
    pub description: Option<Option<String>>,
    /// ISO 3166-1 code or name.
    pub country: Option<String>,
    /// `de-DE`, `en`.
    pub locale: Option<String>,
    /// IANA name, or the name of a city.
    pub time_zone: Option<String>,
    /// 12 or 24.
    pub hour_format: Option<i64>,
    /// `net` or `gross`.
    pub price_display: Option<String>,
    /// 0 to 6 (M2).
    pub price_decimals: Option<i64>,
    /// Percent; stands for all default taxes of the space from now on (M10, M12).
    pub tax_rate: Option<String>,
}

impl Details {
    /// The country that decides what is not given: the one that is named, else the one of the time zone. A space has
    /// to be somewhere even when nobody says where; the owner can move it.
    pub(super) fn place(&self) -> Country {
        let named = self.country.as_deref().and_then(|country| country.parse().ok());
        let zone = || self.time_zone.as_deref().and_then(time_zones::find);
        let of_zone = || zone().and_then(|zone| Country::by_time_zone(&zone));
        named.or_else(of_zone).unwrap_or(Country::GERMANY)
    }

    /// Writes what is given into the space and notes what is wrong.
    pub(super) fn apply(self, space: &mut Space, wrong: &mut Vec<FieldError>) {
        if let Some(text) = self.name {
            space.name = name("name", &text, wrong);
        }
        if self.subdomain.is_some_and(|other| !other.trim().eq_ignore_ascii_case(&space.subdomain)) {
            wrong.push(FieldError::field("subdomain", "fixed", "cannot be changed"));
        }
        if let Some(email) = self.email {
            set(&mut space.email, emails::normalize(&email), wrong, ("email", "is not an e-mail address"));
        }
        if let Some(text) = self.description {
            let text = text.filter(|text| !text.trim().is_empty());
            if let Err(bad) = texts::text(text.as_deref().unwrap_or_default()) {
                wrong.push(FieldError::field("description", bad.code(), bad.to_string()));
            }
            space.description = text;
        }
        if let Some(country) = self.country {
            let code = Country::from_str(&country).ok().map(|country| country.code().to_owned());
            set(&mut space.country, code, wrong, ("country", "is not a country"));
        }
        if let Some(locale) = self.locale {
            set(&mut space.locale, spaces::locale(&locale), wrong, ("locale", "is not a locale, such as de-DE"));
        }
        if let Some(zone) = self.time_zone {
            set(&mut space.time_zone, time_zones::find(&zone), wrong, ("time_zone_name", "is not a time zone, such as Europe/Berlin"));
        }
        if let Some(format) = self.hour_format {
            set(
                &mut space.hour_format,
                Some(format).filter(|format| [12, 24].contains(format)),
                wrong,
                ("hour_format", "must be 12 or 24"),
            );
        }
        if let Some(display) = self.price_display {
            set(&mut space.price_display, PriceDisplay::try_from(display).ok(), wrong, ("price_display", "must be net or gross"));
        }
        if let Some(decimals) = self.price_decimals {
            set(
                &mut space.price_decimals,
                Some(decimals).filter(|decimals| (0..=6).contains(decimals)),
                wrong,
                ("price_decimals", "must be 0 to 6"),
            );
        }
        if let Some(rate) = self.tax_rate {
            match rate.trim().parse::<Rate>() {
                Ok(rate) => tax(&mut space.taxes.0, rate),
                Err(error) => wrong.push(FieldError::field("tax_rate", "invalid", error.to_string())),
            }
        }
    }
}

fn set<T>(target: &mut T, value: Option<T>, wrong: &mut Vec<FieldError>, (at, message): (&'static str, &'static str)) {
    match value {
        Some(value) => *target = value,
        None => wrong.push(FieldError::field(at, "invalid", message)),
    }
}

/// One tax under the name of the first; the same rate again changes nothing.
fn tax(taxes: &mut Vec<Tax>, rate: Rate) {
    if taxes::percent(taxes) != rate.percent() || taxes.is_empty() {
        let name = taxes.first().map_or_else(|| "VAT".to_owned(), |tax| tax.name.clone());
        *taxes = vec![Tax { name, rate }];
    }
}
