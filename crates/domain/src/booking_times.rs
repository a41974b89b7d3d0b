//! When a resource may be booked: weekly windows of local time, typed by admins as text (rule R6).
//!
//! The text is a list of `days times`, separated by commas, semicolons or lines. Days are weekday names in
//! English or German, long or short, or ISO numbers (1 is Monday): `mon-fri`, `sa, su`, `1-5`, `weekdays`,
//! `daily`. Times are `9-17`, `9:00 - 17:30`, `9am-5pm`, `9-5pm`. `22-6` runs over midnight, `0-24` and `9-9`
//! are a day long. Without days the times hold for the days named before them in the same line, else for every
//! day; days without times are open all day. Nothing at all means always.
//!
//! `1-5` alone is a time (from 1:00 to 5:00), before a time it is days. An end at a minute 59 counts as the
//! full hour, so `4-3:59` leaves no hole and `0-23:59` is the whole day.

mod parse;

use crate::interval::{self, Interval};
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeSet;
use std::fmt;

/// One window of every week. Where `to <= from` it ends on the next day; its weekdays are those it starts on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Window {
    pub from: Time,
    /// Midnight at the end of the day is `00:00`.
    pub to: Time,
    /// ISO numbers, 1 is Monday; empty means every day.
    pub weekdays: BTreeSet<u8>,
}

/// When a resource may be booked; the default is always.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct BookingTimes {
    windows: Vec<Window>,
}

/// The text does not say booking times; points at the first part that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not understood at \"{part}\": {problem}")]
pub struct NotBookingTimes {
    pub part: String,
    pub problem: &'static str,
}

impl Window {
    pub(crate) fn starts_on(&self, day: Date) -> bool {
        let weekday = day.weekday().to_monday_one_offset().unsigned_abs();
        self.weekdays.is_empty() || self.weekdays.contains(&weekday)
    }

    /// The window that starts on this day. A time skipped by the clock change stands for the instant of the
    /// change; of a time that comes twice the first opens and the second closes.
    pub(crate) fn on(&self, day: Date, tz: &TimeZone) -> Option<Interval> {
        let end_day = if self.to <= self.from { day.tomorrow().ok()? } else { day };
        let mut end = end_day.to_datetime(self.to);
        if self.to.minute() == 59 {
            end = end.checked_add(1.minute()).ok()?;
        }
        Some(Interval::new(instant(tz, day.to_datetime(self.from), false)?, instant(tz, end, true)?))
    }
}

fn instant(tz: &TimeZone, local: DateTime, last: bool) -> Option<Timestamp> {
    let ambiguous = tz.to_ambiguous_timestamp(local);
    match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { offset } => offset.to_timestamp(local).ok(),
        AmbiguousOffset::Fold { before, after } => (if last { after } else { before }).to_timestamp(local).ok(),
        // Read with the offset after the change, a skipped time is an instant before the change.
        AmbiguousOffset::Gap { after, .. } => tz.following(after.to_timestamp(local).ok()?).next().map(|change| change.timestamp()),
    }
}

impl BookingTimes {
    /// Open at all times.
    pub const ALWAYS: Self = Self { windows: Vec::new() };

    /// As typed, not merged.
    pub fn windows(&self) -> &[Window] {
        &self.windows
    }

    pub fn is_always(&self) -> bool {
        self.windows.is_empty()
    }

    /// The open times between two instants, merged and cut at both. Takes time in proportion to the days
    /// between: callers limit those.
    pub fn intervals(&self, tz: &TimeZone, from: Timestamp, to: Timestamp) -> Vec<Interval> {
        let asked = Interval::new(from, to);
        if self.is_always() {
            return interval::merge(vec![asked]);
        }
        let last = tz.to_datetime(to).date();
        // A window over midnight began the day before.
        let first = tz.to_datetime(from).date();
        let first = first.yesterday().unwrap_or(first);
        let mut open = Vec::new();
        for day in first.series(1.day()).take_while(|day| *day <= last) {
            let windows = self.windows.iter().filter(|window| window.starts_on(day));
            open.extend(windows.filter_map(|window| window.on(day, tz)).map(|window| window.clipped(asked)));
        }
        interval::merge(open)
    }

    /// Whether it is open from one instant to the other without a break (rules R6, B3).
    pub fn covers(&self, tz: &TimeZone, from: Timestamp, to: Timestamp) -> bool {
        from < to && (self.is_always() || self.intervals(tz, from, to) == [Interval::new(from, to)])
    }
}

/// Two letters a weekday in English, times of 24 hours: `mo - fr 9:00 - 17:00, sa 10:00 - 14:30`. Read back it
/// gives the same windows.
impl fmt::Display for BookingTimes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut days_named = false;
        for (index, window) in self.windows.iter().enumerate() {
            if index > 0 {
                f.write_str(", ")?;
            }
            if !window.weekdays.is_empty() {
                write_days(f, &window.weekdays)?;
                days_named = true;
            } else if days_named {
                f.write_str("daily ")?;
            }
            write!(f, "{}:{:02} - ", window.from.hour(), window.from.minute())?;
            match (window.to.hour(), window.to.minute()) {
                (0, 0) => f.write_str("24:00")?,
                (hour, minute) => write!(f, "{hour}:{minute:02}")?,
            }
        }
        Ok(())
    }
}

/// `mo - we, fr ` with a space behind; nothing when all days are meant.
pub(crate) fn write_days(f: &mut fmt::Formatter<'_>, days: &BTreeSet<u8>) -> fmt::Result {
    const NAMES: [&str; 8] = ["", "mo", "tu", "we", "th", "fr", "sa", "su"];
    let name = |day: u8| NAMES.get(usize::from(day)).copied().unwrap_or_default();
    if days.is_empty() {
        return Ok(());
    }
    let mut runs: Vec<(u8, u8)> = Vec::new();
    for &day in days {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == day => *last = day,
            _ => runs.push((day, day)),
        }
    }
    let runs: Vec<String> = runs
        .into_iter()
        .map(|(first, last)| if first == last { name(first).to_owned() } else { format!("{} - {}", name(first), name(last)) })
        .collect();
    write!(f, "{} ", runs.join(", "))
}

impl Serialize for BookingTimes {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for BookingTimes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests;
