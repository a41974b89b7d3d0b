//! Passes for visitors, sold for a day (rules D1 to D4).

use crate::booking_times::BookingTimes;
use crate::ids::DropInPassTemplateId;
use crate::interval::{Interval, merge};
use crate::money::{Amount, Currency};
use crate::refusal::Refusal;
use crate::taxes::Tax;
use crate::{resources, texts};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Serialize};

crate::words::words! {
    /// There is no other way than from the first to the second.
    PassStatus {
        Confirmed = "confirmed",
        Canceled = "canceled",
    }
}

/// What is on offer (D1).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Template {
    pub id: DropInPassTemplateId,
    pub name: String,
    pub description: Option<String>,
    /// Shown and mailed after the purchase.
    pub onboarding_instructions: Option<String>,
    /// Always: the whole day, every day.
    pub times: BookingTimes,
    /// Net.
    pub price: Amount,
    pub currency: Currency,
    pub tax: Option<Tax>,
    pub accounting_code: Option<String>,
    /// Only by its link.
    pub hidden: bool,
    /// How many are sold for one day; none: any number.
    pub max_per_day: Option<u32>,
    /// `#rrggbb`.
    pub color: String,
}

impl Template {
    /// Tidied up, or everything that is wrong.
    pub fn checked(mut self) -> Result<Self, Vec<Refusal>> {
        let mut wrong = Vec::new();
        match texts::name(&self.name) {
            Ok(tidy) => self.name = tidy,
            Err(bad) => wrong.push(Refusal::new("name", bad.code(), bad.to_string())),
        }
        for (field, text) in [("description", &self.description), ("onboarding_instructions", &self.onboarding_instructions)] {
            if let Some(Err(bad)) = text.as_deref().map(texts::text) {
                wrong.push(Refusal::new(field, bad.code(), bad.to_string()));
            }
        }
        if self.price.is_negative() {
            wrong.push(Refusal::new("price", "negative", "must not be negative"));
        }
        if self.max_per_day == Some(0) {
            wrong.push(Refusal::new("max_per_day", "out_of_range", "must be at least 1"));
        }
        if !resources::is_color(&self.color) {
            wrong.push(Refusal::new("color", "invalid", "must be # and six hexadecimal digits, as in #ff0000"));
        }
        if wrong.is_empty() { Ok(self) } else { Err(wrong) }
    }
}

/// Why no pass is sold for a day (D2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    Past,
    NotThatDay,
    Blocked,
    SoldOut,
}

impl Closed {
    /// Stable.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Past => "past",
            Self::NotThatDay => "not_available",
            Self::Blocked => "blocked",
            Self::SoldOut => "sold_out",
        }
    }

    /// Continues a sentence about the day.
    pub const fn message(self) -> &'static str {
        match self {
            Self::Past => "is over",
            Self::NotThatDay => "is no day for this pass",
            Self::Blocked => "is a day on which the space is closed",
            Self::SoldOut => "is sold out",
        }
    }
}

/// The times of a day at which a pass is good.
pub fn windows_on(times: &BookingTimes, day: Date, zone: &TimeZone) -> Vec<Interval> {
    if times.is_always() {
        let midnight = |day: Date| zone.to_timestamp(day.at(0, 0, 0, 0)).ok();
        let whole = midnight(day).zip(day.tomorrow().ok().and_then(midnight));
        return whole.map(|(from, to)| Interval::new(from, to)).into_iter().collect();
    }
    times.windows().iter().filter(|window| window.starts_on(day)).filter_map(|window| window.on(day, zone)).collect()
}

/// How many passes of a kind are left for a day, none for any number (D2). `blocked` is when the space sells none.
pub fn left(
    template: &Template,
    (day, sold): (Date, u32),
    blocked: &[Interval],
    now: Timestamp,
    zone: &TimeZone,
) -> Result<Option<u32>, Closed> {
    if day < zone.to_datetime(now).date() {
        return Err(Closed::Past);
    }
    let mut windows = windows_on(&template.times, day, zone);
    if windows.is_empty() {
        return Err(Closed::NotThatDay);
    }
    windows.retain(|window| now < window.to);
    if windows.is_empty() {
        return Err(Closed::Past);
    }
    let blocked = merge(blocked.to_vec());
    windows.retain(|window| !blocked.iter().any(|blocker| blocker.contains(*window)));
    if windows.is_empty() {
        return Err(Closed::Blocked);
    }
    match template.max_per_day {
        Some(most) if most <= sold => Err(Closed::SoldOut),
        most => Ok(most.map(|most| most - sold)),
    }
}

/// Days in a row with the same number of passes left; both ends are included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    pub from: Date,
    pub to: Date,
    pub left: Option<u32>,
}

/// Puts days in a row together. They are sorted.
pub fn runs(days: impl IntoIterator<Item = (Date, Option<u32>)>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (day, left) in days {
        match runs.last_mut() {
            Some(run) if run.left == left && run.to.tomorrow().is_ok_and(|next| next == day) => run.to = day,
            _ => runs.push(Run { from: day, to: day, left }),
        }
    }
    runs
}

/// The days that may be asked for at once: from today on, two months at most (D2). The field is `from` or `to`.
pub fn check_range(from: Date, to: Date, today: Date) -> Result<(), Refusal> {
    if from < today {
        return Err(Refusal::new("from", "past", "must not be in the past"));
    }
    if to < from {
        return Err(Refusal::new("to", "before_from", "must not be before the first day"));
    }
    if from.saturating_add(2.months()) < to {
        return Err(Refusal::new("to", "too_long", "must be at most two months after the first day"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn template(times: &str, most: Option<u32>) -> Template {
        Template {
            id: DropInPassTemplateId(uuid::Uuid::nil()),
            name: "Day".into(),
            description: None,
            onboarding_instructions: None,
            times: times.parse().unwrap(),
            price: Amount::units(20),
            currency: "EUR".parse().unwrap(),
            tax: None,
            accounting_code: None,
            hidden: false,
            max_per_day: most,
            color: "#00aaff".into(),
        }
    }

    fn berlin() -> TimeZone {
        TimeZone::get("Europe/Berlin").unwrap()
    }

    fn at(day: i8, hour: i8) -> Timestamp {
        berlin().to_timestamp(date(2026, 3, day).at(hour, 0, 0, 0)).unwrap()
    }

    /// 2 March 2026 is a Monday.
    fn ask(times: &str, day: i8, sold: u32, blocked: &[(Timestamp, Timestamp)], now: Timestamp) -> Result<Option<u32>, Closed> {
        let blocked: Vec<_> = blocked.iter().map(|(from, to)| Interval::new(*from, *to)).collect();
        left(&template(times, Some(3)), (date(2026, 3, day), sold), &blocked, now, &berlin())
    }

    #[test]
    fn days_windows_blockers_and_places() {
        let now = at(2, 12);
        assert_eq!(ask("mon-fri 9-17", 2, 0, &[], now), Ok(Some(3)));
        assert_eq!(ask("mon-fri 9-17", 2, 2, &[], now), Ok(Some(1)));
        assert_eq!(ask("mon-fri 9-17", 2, 3, &[], now), Err(Closed::SoldOut));
        assert_eq!(ask("mon-fri 9-17", 2, 4, &[], now), Err(Closed::SoldOut));
        assert_eq!(ask("mon-fri 9-17", 7, 0, &[], now), Err(Closed::NotThatDay));
        assert_eq!(ask("mon-fri 9-17", 1, 0, &[], now), Err(Closed::Past));
        assert_eq!(ask("9-17", 2, 0, &[], at(2, 17)), Err(Closed::Past));
        assert_eq!(ask("", 2, 0, &[], at(2, 23)), Ok(Some(3)));
        assert_eq!(ask("9-17", 3, 0, &[(at(3, 9), at(3, 17))], now), Err(Closed::Blocked));
        // Two that follow upon each other cover it together; one that leaves an hour does not.
        assert_eq!(ask("9-17", 3, 0, &[(at(3, 0), at(3, 12)), (at(3, 12), at(3, 20))], now), Err(Closed::Blocked));
        assert_eq!(ask("9-17", 3, 0, &[(at(3, 9), at(3, 16))], now), Ok(Some(3)));
        assert_eq!(left(&template("", None), (date(2026, 3, 2), 99), &[], now, &berlin()), Ok(None));
    }

    #[test]
    fn days_in_a_row_are_one() {
        let day = |day| date(2026, 3, day);
        let shown = runs([(day(1), Some(2)), (day(2), Some(2)), (day(3), Some(1)), (day(5), Some(1))]);
        let run = |from, to, left| Run { from: day(from), to: day(to), left: Some(left) };
        assert_eq!(shown, [run(1, 2, 2), run(3, 3, 1), run(5, 5, 1)]);
        assert_eq!(runs([]), []);
    }

    #[test]
    fn two_months_from_today_on() {
        let today = date(2026, 3, 2);
        let field = |from, to| check_range(from, to, today).err().map(|refusal| refusal.field);
        assert_eq!(field(today, date(2026, 5, 2)), None);
        assert_eq!(field(today, date(2026, 5, 3)).as_deref(), Some("to"));
        assert_eq!(field(date(2026, 3, 1), today).as_deref(), Some("from"));
        assert_eq!(field(today, date(2026, 3, 1)).as_deref(), Some("from").map(|_| "to"));
        assert_eq!(field(date(9999, 12, 31), date(9999, 12, 31)), None);
    }

    #[test]
    fn nonsense_is_refused() {
        assert!(template("", None).checked().is_ok());
        let bad = Template {
            name: " ".into(),
            description: Some("x".repeat(1_000_000)),
            price: Amount::units(-1),
            max_per_day: Some(0),
            color: "red".into(),
            ..template("", None)
        };
        assert_eq!(bad.checked().unwrap_err().len(), 5);
    }
}
