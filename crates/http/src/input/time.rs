//! Times and days of API 2: ISO 8601 in, UTC without fractions out.

use jiff::Timestamp;
use jiff::civil::Date;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserializer, Error as _};
use serde::{Deserialize, Serialize, Serializer};
use std::borrow::Cow;

/// Years that can be meant.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2200;

/// `2021-01-07T16:25:51Z`. In: any offset, but one is needed. Out: UTC, seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct DateTime(pub Timestamp);

impl DateTime {
    fn read(text: &str) -> Result<Self, &'static str> {
        const WRONG: &str = "must be a time with an offset, as in 2021-01-07T16:25:51+01:00";
        let mut text = Cow::Borrowed(text.trim());
        let Some((_, time)) = text.split_once(['T', 't']) else { return Err(WRONG) };
        if !time.bytes().all(|byte| byte.is_ascii_digit() || b":.,+-Zz ".contains(&byte)) {
            return Err(WRONG);
        }
        // A `+` that was sent in a query without being encoded.
        if time.contains(' ') {
            text = text.replace(' ', "+").into();
        }
        let time: Timestamp = text.parse().map_err(|_| WRONG)?;
        if !YEARS.contains(&jiff::tz::Offset::UTC.to_datetime(time).year()) {
            return Err("must be between the years 1900 and 2200");
        }
        Ok(Self(Timestamp::from_microsecond(time.as_microsecond()).unwrap_or(time)))
    }
}

impl From<Timestamp> for DateTime {
    fn from(time: Timestamp) -> Self {
        Self(time)
    }
}
impl From<DateTime> for Timestamp {
    fn from(DateTime(time): DateTime) -> Self {
        time
    }
}
impl<'de> Deserialize<'de> for DateTime {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Self::read(&Cow::<str>::deserialize(from)?).map_err(D::Error::custom)
    }
}
impl Serialize for DateTime {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&format_args!("{:.0}", self.0))
    }
}
impl JsonSchema for DateTime {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "DateTime".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "format": "date-time"})
    }
}

/// `2021-01-07`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub Date);

impl From<Date> for Day {
    fn from(day: Date) -> Self {
        Self(day)
    }
}
impl From<Day> for Date {
    fn from(Day(day): Day) -> Self {
        day
    }
}
impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        const WRONG: &str = "must be a day, as in 2021-01-07";
        let text = Cow::<str>::deserialize(from)?;
        if text.len() != 10 {
            return Err(D::Error::custom(WRONG));
        }
        let day: Date = text.parse().map_err(|_| D::Error::custom(WRONG))?;
        if YEARS.contains(&day.year()) { Ok(Self(day)) } else { Err(D::Error::custom("must be between the years 1900 and 2200")) }
    }
}
impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}
impl JsonSchema for Day {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "string", "format": "date"})
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, String> {
        let time: DateTime = serde_json::from_value(text.into()).map_err(|error| error.to_string())?;
        Ok(serde_json::to_string(&time).unwrap())
    }

    #[test]
    fn any_offset_comes_in_and_utc_goes_out() {
        for text in ["2021-01-07T16:25:51Z", "2021-01-07T17:25:51.811+01:00", "2021-01-07T17:25:51 01:00", "2021-01-07t10:25:51-0600"] {
            assert_eq!(read(text).as_deref(), Ok("\"2021-01-07T16:25:51Z\""), "{text}");
        }
    }

    #[test]
    fn what_is_no_time_or_lacks_an_offset_is_refused() {
        for text in ["", "2021-01-07", "2021-01-07T16:25:51", "2021-01-07T16:25:51[Europe/Berlin]", "2021-02-30T00:00:00Z", "tomorrow", "T"]
        {
            assert!(read(text).unwrap_err().contains("must be a time with an offset"), "{text}");
        }
        assert!(read("1899-12-31T23:59:59Z").unwrap_err().contains("between"));
        assert!(read("9999-01-01T00:00:00Z").unwrap_err().contains("between"));
    }

    #[test]
    fn days() {
        let day: Day = serde_json::from_str("\"2024-02-29\"").unwrap();
        assert_eq!(serde_json::to_string(&day).unwrap(), "\"2024-02-29\"");
        for text in ["\"2023-02-29\"", "\"2024-2-1\"", "\"2024-02-29T00:00:00Z\"", "\"0000-01-01\""] {
            assert!(serde_json::from_str::<Day>(text).is_err(), "{text}");
        }
    }
}
