//! Times of API 1: nearly any form in, `2010/01/01 12:00:00 +0000` out (`api-v1`, section 1).

use jiff::civil::{Date, DateTime, Time as Clock};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan as _};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize, Serializer};
use std::borrow::Cow;

/// `2010/01/01 12:00:00 +0000`, in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time(pub Timestamp);
impl Serialize for Time {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let utc = Offset::UTC.to_datetime(self.0);
        let (year, month, day) = (utc.year(), utc.month(), utc.day());
        let (hour, minute, second) = (utc.hour(), utc.minute(), utc.second());
        to.collect_str(&format_args!("{year:04}/{month:02}/{day:02} {hour:02}:{minute:02}:{second:02} +0000"))
    }
}
impl From<Timestamp> for Time {
    fn from(time: Timestamp) -> Self {
        Self(time)
    }
}

/// `2010/01/01`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day(pub Date);
impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&format_args!("{:04}/{:02}/{:02}", self.0.year(), self.0.month(), self.0.day()))
    }
}
impl From<Date> for Day {
    fn from(day: Date) -> Self {
        Self(day)
    }
}

/// A time or a day that came in; what it means may depend on the space's zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum When {
    /// With an offset or a zone.
    At(Timestamp),
    /// A time by the clock on the space's wall.
    Local(DateTime),
    /// A day in the space.
    On(Date),
}

impl When {
    /// The instant; a day begins at its first moment. A time that the clocks skip is moved on by the gap, of one they
    /// show twice the first is meant.
    pub fn instant(&self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::At(time) => *time,
            Self::Local(time) => local(*time, zone),
            Self::On(day) => local(day.at(0, 0, 0, 0), zone),
        }
    }

    /// As the end of a range: a day is over when the next one begins.
    pub fn end(&self, zone: &TimeZone) -> Timestamp {
        match self {
            Self::On(day) => day.checked_add(1.day()).map_or_else(|_| self.instant(zone), |next| Self::On(next).instant(zone)),
            _ => self.instant(zone),
        }
    }

    /// The day it is in the space.
    pub fn day(&self, zone: &TimeZone) -> Date {
        match self {
            Self::At(time) => zone.to_datetime(*time).date(),
            Self::Local(time) => time.date(),
            Self::On(day) => *day,
        }
    }

    /// Whatever form it has; `None` if it is no time.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        let (date, rest) = text.split_at_checked(text.find(['T', 't', ' ', '+']).unwrap_or(text.len()))?;
        let date = read_date(date)?;
        let rest = rest.trim_start_matches(['T', 't', ' ', '+']);
        if rest.is_empty() {
            return Some(Self::On(date));
        }
        let split = rest.find(|letter: char| !(letter.is_ascii_digit() || letter == ':' || letter == '.')).unwrap_or(rest.len());
        let (clock, zone) = rest.split_at_checked(split)?;
        let time = date.to_datetime(read_clock(clock)?);
        let sign = zone.trim_start();
        if sign.is_empty() { Some(Self::Local(time)) } else { read_zone(sign)?.to_timestamp(time).ok().map(Self::At) }
    }
}

fn local(time: DateTime, zone: &TimeZone) -> Timestamp {
    zone.to_timestamp(time).unwrap_or(if time.year() > 0 { Timestamp::MAX } else { Timestamp::MIN })
}

/// `2013-02-01`, `2014/04/20`, `2014/4/2`.
fn read_date(text: &str) -> Option<Date> {
    let mut parts = text.split(['-', '/']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 || month.len() > 2 || day.len() > 2 {
        return None;
    }
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    (1900..=2200).contains(&date.year()).then_some(date)
}

/// `12:00`, `0:00:00`, `08:00:00.123`, `12`. 24:00 is not a time here.
fn read_clock(text: &str) -> Option<Clock> {
    let (whole, _fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut parts = whole.split(':');
    let mut next = |most: i8| match parts.next() {
        None => Some(0),
        Some(part) if (1..=2).contains(&part.len()) => part.parse().ok().filter(|number| (0..=most).contains(number)),
        Some(_) => None,
    };
    let clock = Clock::new(next(23)?, next(59)?, next(59)?, 0).ok()?;
    parts.next().is_none().then_some(clock)
}

/// `Z`, `+0000`, `+01:00`, `-05`, `0200` (its `+` was taken for a space), `CEST`, `Europe/Berlin`.
fn read_zone(text: &str) -> Option<TimeZone> {
    let (sign, digits) = match text.as_bytes().first()? {
        b'-' => (-1, text.get(1..)?),
        b'+' => (1, text.get(1..)?),
        _ => (1, text),
    };
    if digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b':') {
        let digits = digits.replace(':', "");
        let (hours, minutes) = match digits.len() {
            1 | 2 => (digits.as_str(), "0"),
            4 => digits.split_at_checked(2)?,
            _ => return None,
        };
        let seconds = sign * (hours.parse::<i32>().ok()? * 60 + minutes.parse::<i32>().ok().filter(|minutes| *minutes < 60)?) * 60;
        return Offset::from_seconds(seconds).ok().map(Offset::to_time_zone);
    }
    let upper = text.to_ascii_uppercase();
    if let Some((_, minutes)) = ABBREVIATIONS.iter().find(|(name, _)| *name == upper) {
        return Offset::from_seconds(minutes * 60).ok().map(Offset::to_time_zone);
    }
    if text.contains('/') { TimeZone::get(text).ok() } else { None }
}

/// Minutes east of Greenwich. Where a name is used in several places, the one most meant.
const ABBREVIATIONS: [(&str, i32); 39] = [
    ("Z", 0),
    ("UTC", 0),
    ("GMT", 0),
    ("WET", 0),
    ("WEST", 60),
    ("BST", 60),
    ("CET", 60),
    ("MEZ", 60),
    ("CEST", 120),
    ("MESZ", 120),
    ("EET", 120),
    ("SAST", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("PKT", 300),
    ("IST", 330),
    ("ICT", 420),
    ("WIB", 420),
    ("SGT", 480),
    ("HKT", 480),
    ("PHT", 480),
    ("AWST", 480),
    ("KST", 540),
    ("JST", 540),
    ("ACST", 570),
    ("AEST", 600),
    ("ACDT", 630),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
    ("BRT", -180),
    ("AST", -240),
    ("EDT", -240),
    ("EST", -300),
    ("CDT", -300),
    ("CST", -360),
    ("MST", -420),
    ("PDT", -420),
    ("PST", -480),
];

impl<'de> Deserialize<'de> for When {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        Self::read(&text).ok_or_else(|| D::Error::custom("must be a day or a time, as in 2010/01/31 or 2010-01-31 12:00 +0100"))
    }
}
impl JsonSchema for When {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "When".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "examples": ["2010/01/31", "2010/01/31 12:00:00 +0000"]})
    }
}

macro_rules! text_schemas {
    ($($name:ident $example:literal),*) => {$(
        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({"type": "string", "examples": [$example]})
            }
        }
    )*};
}
text_schemas!(Time "2010/01/31 12:00:00 +0000", Day "2010/01/31");

#[cfg(test)]
mod tests {
    use super::*;

    fn berlin() -> TimeZone {
        TimeZone::get("Europe/Berlin").unwrap()
    }
    fn at(text: &str) -> String {
        When::read(text).unwrap_or_else(|| panic!("{text}")).instant(&berlin()).to_string()
    }

    #[test]
    fn all_known_forms_are_read() {
        for (text, expected) in [
            ("2012-04-12 12:00 +0000", "2012-04-12T12:00:00Z"),
            ("2010-01-01 12:00:00 +0000", "2010-01-01T12:00:00Z"),
            ("2014-02-12 0:00:00 +0000", "2014-02-12T00:00:00Z"),
            ("2013-02-01", "2013-01-31T23:00:00Z"),
            ("2014/04/20", "2014-04-19T22:00:00Z"),
            ("2013-09-30T08:00:00+00:00", "2013-09-30T08:00:00Z"),
            ("2013-09-30T08:00:00.250+02:00", "2013-09-30T06:00:00Z"),
            ("2013-09-30T08:00:00Z", "2013-09-30T08:00:00Z"),
            ("2013-09-30 08:00 CEST", "2013-09-30T06:00:00Z"),
            ("2013-09-30 08:00 Europe/London", "2013-09-30T07:00:00Z"),
            ("2013-09-30 08:00", "2013-09-30T06:00:00Z"),
            ("2013/01/30 08:00:00", "2013-01-30T07:00:00Z"),
            ("2012-04-12 12:00  0200", "2012-04-12T10:00:00Z"),
            ("2013-09-30T08:00:00 00:00", "2013-09-30T08:00:00Z"),
        ] {
            assert_eq!(at(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_refused() {
        for text in [
            "",
            "tomorrow",
            "2013",
            "2013-13-01",
            "2013-02-30",
            "2013-01-01 25:00",
            "2013-01-01 12:60",
            "2013-01-01 12:00 XYZ",
            "0001-01-01",
            "2013-01-01 12:00:00:00",
            "13-01-01",
        ] {
            assert_eq!(When::read(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_the_spaces_own() {
        let day = When::read("2014-03-30").unwrap();
        assert_eq!(day.end(&berlin()).duration_since(day.instant(&berlin())).as_hours(), 23);
        assert_eq!(When::read("2014-03-30 23:30 +0000").unwrap().day(&berlin()).to_string(), "2014-03-31");
    }

    #[test]
    fn output() {
        let time = Time("2010-01-01T12:00:00.9Z".parse().unwrap());
        assert_eq!(serde_json::to_string(&time).unwrap(), "\"2010/01/01 12:00:00 +0000\"");
        assert_eq!(serde_json::to_string(&Day(jiff::civil::date(2010, 1, 1))).unwrap(), "\"2010/01/01\"");
    }
}
