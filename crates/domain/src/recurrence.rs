//! Repeated bookings (rule B15): a rule, and the intervals it stands for.
//!
//! Repetitions keep the local time of the first booking, at its start and at its end, over clock changes. A
//! local time that a clock change skips moves on by the length of the gap (02:30 is held at 03:30), one that
//! comes twice means the first. Where that leaves no time between start and end, and for a first booking that
//! itself lies across the repeated hour, the repetition lasts as long as the first booking did.

use crate::bookings::LAST_DAY;
use crate::interval::Interval;
use crate::refusal::{Refusal, verdict};
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Span, Timestamp, ToSpan};
use serde::{Deserialize, Deserializer, Serialize};

/// No rule makes more bookings than this: daily for two years.
pub const MAX_OCCURRENCES: usize = 732;
/// The largest `count`.
pub const MAX_COUNT: u32 = 200;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Frequency {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// How a booking repeats, as API 2 writes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Rule {
    pub frequency: Frequency,
    /// Every so many days, weeks, months or years.
    #[serde(default = "one")]
    pub interval: u32,
    /// No repetition before this day; the first booking stands whatever it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Date>,
    /// The last day on which a repetition may start.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// How many bookings in all, the first included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<u32>,
    /// Only for weekly rules: ISO numbers, 1 is Monday; empty means the weekday of the first booking.
    #[serde(default, deserialize_with = "or_empty", skip_serializing_if = "Vec::is_empty")]
    pub weekdays: Vec<u8>,
}

const fn one() -> u32 {
    1
}

fn or_empty<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
    Ok(Option::deserialize(from)?.unwrap_or_default())
}

impl Rule {
    /// What rule B15 asks of a rule for a booking that starts on `first_day`. Fields are named as in API 2,
    /// under `recurrence/rule`.
    pub fn validate(&self, first_day: Date) -> Result<(), Vec<Refusal>> {
        let mut refusals = Vec::new();
        let mut refuse = |field, code, message| refusals.push(Refusal::new(format!("recurrence/rule/{field}"), code, message));
        match (self.count, self.until) {
            (None, None) => refuse("count", "blank", "or until must be given"),
            (Some(_), Some(_)) => refuse("count", "exclusive", "and until cannot both be given"),
            (Some(count), None) if !(1..=MAX_COUNT).contains(&count) => refuse("count", "out_of_range", "must be from 1 to 200"),
            (None, Some(until)) if until < first_day => refuse("until", "before_start", "must not be before the first booking"),
            (None, Some(until)) if until > first_day.saturating_add(2.years()) => {
                refuse("until", "too_late", "must be at most two years after the first booking");
            }
            _ => {}
        }
        if self.interval < 1 {
            refuse("interval", "out_of_range", "must be at least 1");
        }
        if self.from.is_some_and(|from| from > first_day.saturating_add(2.years())) {
            refuse("from", "too_late", "must be at most two years after the first booking");
        }
        if self.weekdays.iter().any(|day| !(1..=7).contains(day)) {
            refuse("weekdays", "out_of_range", "must be numbers from 1 (Monday) to 7 (Sunday)");
        } else if !self.weekdays.is_empty() && self.frequency != Frequency::Weekly {
            refuse("weekdays", "not_weekly", "can only be given when the frequency is weekly");
        }
        verdict(refusals)
    }

    /// The days of all repetitions after `first`, in order, without an end.
    fn days_after(&self, first: Date) -> Box<dyn Iterator<Item = Date> + '_> {
        let every = i64::from(self.interval.max(1));
        match self.frequency {
            Frequency::Daily => Box::new(steps(first, every, |n| Span::new().try_days(n))),
            Frequency::Weekly => {
                let monday = first.saturating_sub(i64::from(first.weekday().since(Weekday::Monday)).days());
                let mut weekdays: Vec<i64> = self.weekdays.iter().map(|day| i64::from(*day) - 1).collect();
                if weekdays.is_empty() {
                    weekdays.push(i64::from(first.weekday().to_monday_zero_offset()));
                }
                weekdays.sort_unstable();
                weekdays.dedup();
                let weeks = std::iter::once(monday).chain(steps(monday, every, |n| Span::new().try_weeks(n)));
                let days = weeks.flat_map(move |week| {
                    let days: Vec<Date> = weekdays.iter().filter_map(|day| week.checked_add(day.days()).ok()).collect();
                    days
                });
                Box::new(days.filter(move |day| *day > first))
            }
            // Months without the day are skipped, so are years without 29 February.
            Frequency::Monthly => Box::new(steps(first, every, |n| Span::new().try_months(n)).filter(move |day| day.day() == first.day())),
            Frequency::Yearly => Box::new(steps(first, every, |n| Span::new().try_years(n)).filter(move |day| day.day() == first.day())),
        }
    }
}

/// `start` plus one, two, three times `every`, each counted from `start` so that short months do not wear the
/// day down; ends where the calendar does.
fn steps(start: Date, every: i64, span: impl Fn(i64) -> Result<Span, jiff::Error>) -> impl Iterator<Item = Date> {
    (1_i64..).map_while(move |n| start.checked_add(span(n.checked_mul(every)?).ok()?).ok())
}

/// All bookings of a rule, in order, the first one being the booking itself, exactly as given. Ends at the
/// rule's end, at [`MAX_OCCURRENCES`] or at the last day anything may be booked.
pub fn occurrences(rule: &Rule, tz: &TimeZone, from: Timestamp, to: Timestamp) -> Vec<Interval> {
    let (start, end) = (tz.to_datetime(from), tz.to_datetime(to));
    let limit = rule.count.map_or(MAX_OCCURRENCES, |count| usize::try_from(count).unwrap_or(MAX_OCCURRENCES).min(MAX_OCCURRENCES));
    let last = rule.until.map_or(LAST_DAY, |until| until.min(LAST_DAY));
    let repeated = rule
        .days_after(start.date())
        .take_while(|day| *day <= last)
        .filter(|day| rule.from.is_none_or(|from| *day >= from))
        .filter_map(|day| repetition(tz, start, end, day, from.duration_until(to)));
    std::iter::once(Interval::new(from, to)).chain(repeated).take(limit).collect()
}

/// The first booking moved to another day.
fn repetition(tz: &TimeZone, start: DateTime, end: DateTime, day: Date, lasted: SignedDuration) -> Option<Interval> {
    let from = tz.to_timestamp(day.to_datetime(start.time())).ok()?;
    let days = start.date().duration_until(end.date());
    let to = tz.to_timestamp(day.checked_add(days).ok()?.to_datetime(end.time())).ok()?;
    let to = if start < end && from < to { to } else { from.checked_add(lasted).ok()? };
    Some(Interval::new(from, to))
}

#[cfg(test)]
mod tests;
