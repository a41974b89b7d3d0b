//! When a time pass is good for a check-in: spans of the day, or so long from the check-in on (rules T1, T2).

use crate::booking_times::{BookingTimes, NotBookingTimes};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// Written `4-3:59`, `9-5pm`, `8-12,14-18`, `mon-fri 9-17` or, as a duration, `1h`, `90min`, `mon-fri 2h 30min`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum PassTimes {
    Spans(BookingTimes),
    /// Good for so many minutes, at least 1, at most 31 days.
    Duration {
        minutes: u32,
        /// ISO numbers, 1 is Monday; empty means every day.
        weekdays: BTreeSet<u8>,
    },
}

const LONGEST: u32 = 31 * 24 * 60;

/// The whole day from 4:00 to 4:00, so that a long night counts to the day before.
impl Default for PassTimes {
    fn default() -> Self {
        Self::Spans("4-3:59".parse().unwrap_or(BookingTimes::ALWAYS))
    }
}

impl FromStr for PassTimes {
    type Err = NotBookingTimes;

    /// An empty text is the [default](PassTimes::default).
    fn from_str(text: &str) -> Result<Self, NotBookingTimes> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self::default());
        }
        let Some((days, minutes)) = split_duration(text) else { return text.parse().map(Self::Spans) };
        let wrong = |problem| NotBookingTimes { part: text.chars().take(60).collect(), problem };
        if !(1..=LONGEST).contains(&minutes) {
            return Err(wrong("a duration lasts from one minute to 31 days"));
        }
        // The days are read as those of booking times are.
        let weekdays = if days.is_empty() {
            BTreeSet::new()
        } else {
            match format!("{days} 0-24").parse::<BookingTimes>()?.windows() {
                [window] => window.weekdays.clone(),
                _ => return Err(wrong("a duration stands alone, behind its weekdays")),
            }
        };
        Ok(Self::Duration { minutes, weekdays })
    }
}

/// The text before a duration at the end, and the minutes of that; too many are `u32::MAX`.
fn split_duration(text: &str) -> Option<(&str, u32)> {
    let (mut rest, mut total, mut found) = (text, 0_u32, false);
    for (unit, factor) in [("min", 1), ("m", 1), ("h", 60)] {
        let Some(number) = rest.trim_end().strip_suffix(unit) else { continue };
        let number = number.trim_end();
        let digits = number.len() - number.bytes().rev().take_while(u8::is_ascii_digit).count();
        let (before, digits) = number.split_at_checked(digits)?;
        if digits.is_empty() {
            continue;
        }
        (rest, found) = (before, true);
        total = total.saturating_add(digits.parse::<u32>().unwrap_or(u32::MAX).saturating_mul(factor));
    }
    found.then_some((rest.trim(), total))
}

/// Read back it gives the same.
impl fmt::Display for PassTimes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Spans(times) => times.fmt(f),
            Self::Duration { minutes, weekdays } => {
                crate::booking_times::write_days(f, weekdays)?;
                match (minutes / 60, minutes % 60) {
                    (0, minutes) => write!(f, "{minutes}min"),
                    (hours, 0) => write!(f, "{hours}h"),
                    (hours, minutes) => write!(f, "{hours}h {minutes}min"),
                }
            }
        }
    }
}

impl Serialize for PassTimes {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PassTimes {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_and_durations() {
        for (typed, shown) in [
            ("", "4:00 - 3:59"),
            ("9-5pm", "9:00 - 17:00"),
            ("8-12,14-18", "8:00 - 12:00, 14:00 - 18:00"),
            ("1h", "1h"),
            ("90 min", "1h 30min"),
            ("2h30m", "2h 30min"),
            ("24h", "24h"),
            ("45min", "45min"),
            ("mon-fri 2h", "mo - fr 2h"),
            ("1-5 2 h", "mo - fr 2h"),
        ] {
            let read: PassTimes = typed.parse().unwrap_or_else(|error| panic!("{typed:?} {error}"));
            assert_eq!(read.to_string(), shown);
            assert_eq!(shown.parse(), Ok(read));
        }
        let minutes = |text: &str| match text.parse() {
            Ok(PassTimes::Duration { minutes, weekdays }) => (minutes, weekdays.into_iter().collect()),
            other => panic!("{other:?}"),
        };
        assert_eq!(minutes("mon 1h 5min"), (65, vec![1]));
        for text in ["0h", "745h", "99999999999h", "9-17 2h", "xyz 2h", "h", "9"] {
            assert!(text.parse::<PassTimes>().is_err(), "{text}");
        }
    }
}
