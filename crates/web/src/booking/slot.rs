//! When somebody wants to book, as addresses and forms carry it.

use crate::visits::Problems;
use app::FieldError;
use app::access::Access;
use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// What was asked for, as typed.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
pub(crate) struct Asked {
    #[serde(default)]
    pub day: String,
    #[serde(default)]
    pub time: String,
    #[serde(default)]
    pub minutes: String,
}

impl Asked {
    /// The page with what was asked for.
    pub fn address(&self, path: &str) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for (name, value) in [("day", &self.day), ("time", &self.time), ("minutes", &self.minutes)] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        let query = query.finish();
        if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
    }
}

/// A time to book.
#[derive(Clone, Debug)]
pub(crate) struct Slot {
    /// As fields of a form take them: `2026-11-27`, `09:30`.
    pub day: String,
    pub time: String,
    pub minutes: u32,
    pub from: Timestamp,
    pub to: Timestamp,
}

/// Lengths that are offered, in minutes.
const LENGTHS: [u32; 9] = [30, 60, 90, 120, 180, 240, 360, 480, 600];
/// Where nobody says when: the next half hour, for an hour.
const HALF: i64 = 30 * 60;
const MOST_MINUTES: u32 = 31 * 24 * 60;

impl Slot {
    /// What was asked for in the space's zone, and what of it cannot be read; for that, the next half hour stands.
    pub fn read(access: &Access, asked: &Asked, now: Timestamp) -> (Self, Problems) {
        let mut wrong = Vec::new();
        let soon = access.zone().to_datetime(next_half(now));
        let mut part = |name: &'static str, text: &str, message: &'static str| {
            if !text.is_empty() {
                wrong.push(FieldError::field(name, "invalid", message));
            }
        };
        let day: Date = asked.day.parse().unwrap_or_else(|_| {
            part("day", &asked.day, "must be a day, such as 2026-11-27");
            soon.date()
        });
        let time = Time::strptime("%H:%M", &asked.time).unwrap_or_else(|_| {
            part("time", &asked.time, "must be a time, such as 14:30");
            soon.time()
        });
        let minutes = asked.minutes.parse().ok().filter(|minutes| (1..=MOST_MINUTES).contains(minutes)).unwrap_or_else(|| {
            part("minutes", &asked.minutes, "must be a number of minutes");
            60
        });
        let from = access.zone().to_timestamp(day.to_datetime(time)).unwrap_or(now);
        let to = from.saturating_add(SignedDuration::from_mins(minutes.into())).unwrap_or(from);
        let slot = Self { day: day.to_string(), time: time.strftime("%H:%M").to_string(), minutes, from, to };
        (slot, Problems::from(wrong))
    }

    /// The lengths to choose from, with the words for them; the one that is asked for is among them.
    pub fn lengths(&self) -> Vec<(u32, String)> {
        let mut lengths = LENGTHS.to_vec();
        if !lengths.contains(&self.minutes) {
            lengths.push(self.minutes);
            lengths.sort_unstable();
        }
        lengths.into_iter().map(|minutes| (minutes, length(minutes))).collect()
    }

    pub fn length(&self) -> String {
        length(self.minutes)
    }
}

fn next_half(now: Timestamp) -> Timestamp {
    Timestamp::from_second((now.as_second() / HALF + 1) * HALF).unwrap_or(now)
}

/// `45 min`, `1 h`, `1 h 30 min`
fn length(minutes: u32) -> String {
    match (minutes / 60, minutes % 60) {
        (0, minutes) => format!("{minutes} min"),
        (hours, 0) => format!("{hours} h"),
        (hours, minutes) => format!("{hours} h {minutes} min"),
    }
}
