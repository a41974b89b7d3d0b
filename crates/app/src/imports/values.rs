//! What people type into tables: days, times, amounts, yes and no.

use documents::statements;
use domain::money::Amount;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::TimeZone;

type Said<T> = Result<T, &'static str>;

/// `2026-12-31`, `31.12.2026`, `31.12.26`; with slashes only where it is clear what is the day.
pub(super) fn day(text: &str) -> Said<Date> {
    const WRONG: &str = "must be a day, such as 2026-12-31 or 31.12.2026";
    if let Ok(day) = text.parse::<Date>() {
        return Ok(day);
    }
    let sign = if text.contains('/') { '/' } else { '.' };
    let parts: Vec<i16> = text.split(sign).map(|part| part.trim().parse().map_err(|_| WRONG)).collect::<Said<_>>()?;
    let [first, second, year] = *parts.as_slice() else { return Err(WRONG) };
    let year = if (0..100).contains(&year) { 2000 + year } else { year };
    let (day, month) = match sign {
        '/' if first > 12 => (first, second),
        '/' if second > 12 => (second, first),
        '/' if first == second => (first, second),
        '/' => return Err("could be two days: write it as 2026-12-31"),
        _ => (first, second),
    };
    let small = |number: i16| i8::try_from(number).map_err(|_| WRONG);
    Date::new(year, small(month)?, small(day)?).map_err(|_| WRONG)
}

/// `9:30`, `09:30:00`, `9:30 pm`, `24:00` as the end of a day: minutes after midnight.
fn time(text: &str) -> Said<i64> {
    const WRONG: &str = "must be a time, such as 09:30";
    let lower = text.to_lowercase();
    let lower = lower.strip_suffix("uhr").unwrap_or(&lower).trim();
    let (digits, half) = match (lower.strip_suffix("am"), lower.strip_suffix("pm")) {
        (Some(rest), _) => (rest.trim(), Some(0)),
        (_, Some(rest)) => (rest.trim(), Some(12)),
        _ => (lower, None),
    };
    let parts: Vec<i64> = digits.split(':').map(|part| part.parse().map_err(|_| WRONG)).collect::<Said<_>>()?;
    let (hour, minute) = match (parts.as_slice(), half) {
        ([hour], Some(_)) => (*hour, 0),
        ([hour, minute] | [hour, minute, 0], _) => (*hour, *minute),
        _ => return Err(WRONG),
    };
    let hour = match half {
        Some(later) if (1..=12).contains(&hour) => hour % 12 + later,
        Some(_) => return Err(WRONG),
        None => hour,
    };
    let minutes = hour * 60 + minute;
    if (0..60).contains(&minute) && (0..=24 * 60).contains(&minutes) { Ok(minutes) } else { Err(WRONG) }
}

/// An instant: with its day, or a time on the day of another column; in the zone of the space unless it says another.
pub(super) fn instant(text: &str, on: Option<Date>, zone: &TimeZone) -> Said<Timestamp> {
    const WRONG: &str = "must be a day and time, such as 2026-12-31 09:30";
    if let Ok(at) = text.parse::<Timestamp>() {
        return Ok(at);
    }
    let (date, minutes) = match (text.split_once(['T', ' ']), on) {
        (Some((date, rest)), _) if date.len() >= 6 => (day(date)?, time(rest.trim())?),
        (_, Some(date)) => (date, time(text)?),
        _ => return Err(WRONG),
    };
    let (date, minutes) = if minutes == 24 * 60 { (date.tomorrow().map_err(|_| WRONG)?, 0) } else { (date, minutes) };
    let of = |number: i64| i8::try_from(number).map_err(|_| WRONG);
    let time = Time::new(of(minutes / 60)?, of(minutes % 60)?, 0, 0).map_err(|_| WRONG)?;
    zone.to_timestamp(DateTime::from_parts(date, time)).map_err(|_| WRONG)
}

/// `1,234.50`, `1.234,50 €`, `EUR 12`.
pub(super) fn amount(text: &str) -> Said<Amount> {
    let digits: String = text.chars().filter(|letter| letter.is_ascii_digit() || matches!(letter, '.' | ',' | '-' | '\'')).collect();
    // A whole number of thousands cannot be told from one with three decimals: nobody has prices like that.
    statements::amount(&digits).or_else(|| digits.parse().ok()).ok_or("must be an amount, such as 120.00")
}

pub(super) fn number(text: &str) -> Said<u32> {
    let digits = text.split_whitespace().next().unwrap_or_default();
    digits.parse().map_err(|_| "must be a whole number")
}

pub(super) fn yes(text: &str) -> Said<bool> {
    match &*text.to_lowercase() {
        "yes" | "y" | "true" | "1" | "x" | "ja" | "j" | "wahr" | "oui" | "si" | "sí" => Ok(true),
        "no" | "n" | "false" | "0" | "nein" | "falsch" | "non" | "-" => Ok(false),
        _ => Err("must be yes or no"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_never_guessed() {
        let told = |text| day(text).map(|day| day.to_string());
        for (text, meant) in [
            ("2026-12-31", "2026-12-31"),
            ("31.12.2026", "2026-12-31"),
            ("1.2.26", "2026-02-01"),
            ("12/31/2026", "2026-12-31"),
            ("31/12/2026", "2026-12-31"),
            ("5/5/2026", "2026-05-05"),
        ] {
            assert_eq!(told(text).as_deref(), Ok(meant), "{text}");
        }
        assert!(told("3/4/2026").unwrap_err().contains("could be two days"));
        for text in ["", "tomorrow", "2026", "32.1.2026", "31.2.2026", "1.1", "99999.1.1"] {
            assert!(told(text).is_err(), "{text}");
        }
    }

    #[test]
    fn times_are_local_unless_they_say_so() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let on = Some(jiff::civil::date(2026, 12, 1));
        let told = |text, on| instant(text, on, &zone).map(|at| at.to_string());
        for (text, on, meant) in [
            ("9:30", on, "2026-12-01T08:30:00Z"),
            ("9:30 pm", on, "2026-12-01T20:30:00Z"),
            ("12 am", on, "2026-11-30T23:00:00Z"),
            ("24:00", on, "2026-12-01T23:00:00Z"),
            ("14:00 Uhr", on, "2026-12-01T13:00:00Z"),
            ("01.07.2026 09:00", None, "2026-07-01T07:00:00Z"),
            ("2026-07-01T09:00:00", None, "2026-07-01T07:00:00Z"),
            ("2026-07-01T09:00:00Z", None, "2026-07-01T09:00:00Z"),
            ("2026-07-01T09:00:00+05:00", on, "2026-07-01T04:00:00Z"),
        ] {
            assert_eq!(told(text, on).as_deref(), Ok(meant), "{text}");
        }
        for (text, on) in [("9:30", None), ("25:00", on), ("13:00 pm", on), ("9:61", on), ("noon", on), ("9", on)] {
            assert!(told(text, on).is_err(), "{text}");
        }
    }

    #[test]
    fn amounts_and_words_are_read_as_people_write_them() {
        for (text, meant) in [("120", "120.0"), ("1.234,50 €", "1234.5"), ("EUR 12.5", "12.5"), ("-3", "-3.0")] {
            assert_eq!(amount(text).map(|amount| amount.to_string()).as_deref(), Ok(meant), "{text}");
        }
        assert!(amount("").is_err() && amount("free").is_err() && amount("1,2,3").is_err());
        assert_eq!(
            (yes("Ja"), yes("no"), number("30 days"), number("2.5").is_err(), yes("maybe").is_err()),
            (Ok(true), Ok(false), Ok(30), true, true)
        );
    }
}
