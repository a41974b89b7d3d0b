//! Which part of the calendar somebody looks at, and its address.

use domain::bookings::{FIRST_DAY, LAST_DAY};
use jiff::ToSpan as _;
use jiff::civil::{Date, Weekday};
use serde::Deserialize;

/// The page.
pub(super) const HERE: &str = "/admin/bookings";

/// What an address asks for, as typed.
#[derive(Clone, Debug, Default, Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    pub day: String,
    #[serde(default)]
    pub view: String,
    /// The id of the one resource that is shown.
    #[serde(default)]
    pub only: String,
    /// Which part of the columns, from 1.
    #[serde(default)]
    pub part: String,
    #[serde(default)]
    pub told: String,
}

/// A day or a week, of one resource or of all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub day: Date,
    pub week: bool,
    pub only: Option<String>,
    pub part: usize,
}

impl Place {
    /// What cannot be read stands for today and for everything.
    pub fn of(asked: &Asked, today: Date) -> Self {
        Self {
            day: asked.day.parse().ok().filter(|day| (FIRST_DAY..=LAST_DAY).contains(day)).unwrap_or(today),
            week: asked.view == "week",
            only: Some(asked.only.clone()).filter(|id| !id.is_empty()),
            part: asked.part.parse().unwrap_or(1).max(1),
        }
    }

    /// The first and the last day that is shown; weeks begin with Monday.
    pub fn days(&self) -> (Date, Date) {
        if !self.week {
            return (self.day, self.day);
        }
        let monday = self.day.saturating_sub(i64::from(self.day.weekday().since(Weekday::Monday)).days());
        (monday.max(FIRST_DAY), monday.saturating_add(6.days()).min(LAST_DAY))
    }

    /// The same so many days or weeks later.
    pub fn later(&self, steps: i64) -> Self {
        let days = if self.week { steps * 7 } else { steps };
        Self { day: self.day.saturating_add(days.days()).clamp(FIRST_DAY, LAST_DAY), ..self.clone() }
    }

    pub fn at(&self, day: Date) -> Self {
        Self { day, ..self.clone() }
    }

    pub fn with(&self, week: bool) -> Self {
        Self { week, ..self.clone() }
    }

    /// What comes after the day in addresses that lead back to here: `view=week&only=ID`.
    pub fn rest(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        if self.week {
            query.append_pair("view", "week");
        }
        if let Some(id) = &self.only {
            query.append_pair("only", id);
        }
        if self.part > 1 {
            query.append_pair("part", &self.part.to_string());
        }
        query.finish()
    }

    pub fn address(&self) -> String {
        let rest = self.rest();
        let joint = if rest.is_empty() { "" } else { "&" };
        format!("{HERE}?day={}{joint}{rest}", self.day)
    }

    /// An address below this page that leads back to here.
    pub fn below(&self, path: &str) -> String {
        let rest = self.rest();
        let joint = if rest.is_empty() { "" } else { "?" };
        format!("{HERE}/{path}{joint}{rest}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn weeks_begin_with_monday_and_addresses_keep_what_is_shown() {
        let asked = Asked { day: "2026-03-01".into(), view: "week".into(), only: "a&b".into(), ..Asked::default() };
        let place = Place::of(&asked, date(2026, 5, 5));
        assert_eq!(place.days(), (date(2026, 2, 23), date(2026, 3, 1)));
        assert_eq!(place.later(1).day, date(2026, 3, 8));
        assert_eq!(place.address(), "/admin/bookings?day=2026-03-01&view=week&only=a%26b");
        assert_eq!(place.with(false).below("new"), "/admin/bookings/new?only=a%26b");
        let today = Place::of(&Asked { day: "soon".into(), part: "0".into(), ..Asked::default() }, date(2026, 5, 5));
        assert_eq!((today.days(), today.part), ((date(2026, 5, 5), date(2026, 5, 5)), 1));
        assert_eq!(today.below("new"), "/admin/bookings/new");
        let last = Place { day: LAST_DAY, week: true, ..today };
        assert_eq!((last.later(1).day, last.days().1), (LAST_DAY, LAST_DAY));
    }
}
