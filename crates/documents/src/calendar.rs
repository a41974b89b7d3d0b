//! Calendars as other programs read them (iCalendar, RFC 5545; name, colour and refreshing as RFC 7986 has them).
//!
//! Times are local ones of the calendar's zone, whose changes are written out for as long as the entries reach: so they are
//! right in programs that know no zones, and in zones that follow no rule.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{Offset, TimeZone};
use std::fmt::Write as _;

/// Octets of a line at most (RFC 5545, 3.1).
const LINE: usize = 75;

/// A calendar.
#[derive(Clone, Debug)]
pub struct Calendar {
    pub name: String,
    /// As `zone` is called in the IANA database.
    pub zone_name: String,
    pub zone: TimeZone,
    /// How often programs should look again, in minutes.
    pub refresh: u32,
    /// What it is about, entries or not.
    pub from: Timestamp,
    pub to: Timestamp,
    pub entries: Vec<Entry>,
}

/// One entry.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Unlike any other in the world, and always the same.
    pub uid: String,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    /// Never less than it was.
    pub sequence: i64,
    pub starts_at: Timestamp,
    pub ends_at: Timestamp,
    pub summary: String,
    pub description: Option<String>,
    pub location: Option<String>,
    pub url: Option<String>,
    /// It may still be called off.
    pub tentative: bool,
}

/// The calendar as text.
pub fn calendar(calendar: &Calendar) -> String {
    let mut out = Lines::default();
    out.line("BEGIN", "VCALENDAR");
    out.line("VERSION", "2.0");
    out.line("PRODID", "-//Kontor//Kontor//EN");
    out.line("CALSCALE", "GREGORIAN");
    out.text("NAME", &calendar.name);
    out.text("X-WR-CALNAME", &calendar.name);
    out.line("X-WR-TIMEZONE", &calendar.zone_name);
    let refresh = format!("PT{}M", calendar.refresh);
    out.line("REFRESH-INTERVAL;VALUE=DURATION", &refresh);
    out.line("X-PUBLISHED-TTL", &refresh);
    zone(&mut out, calendar);
    for entry in &calendar.entries {
        write(&mut out, calendar, entry);
    }
    out.line("END", "VCALENDAR");
    out.0
}

fn write(out: &mut Lines, calendar: &Calendar, entry: &Entry) {
    let local = |at: Timestamp| stamp(calendar.zone.to_datetime(at));
    let named = |name: &str| format!("{name};TZID={}", parameter(&calendar.zone_name));
    out.line("BEGIN", "VEVENT");
    out.line("UID", &entry.uid);
    out.line("DTSTAMP", &utc(entry.updated_at));
    out.line("CREATED", &utc(entry.created_at));
    out.line("LAST-MODIFIED", &utc(entry.updated_at));
    out.line("SEQUENCE", &entry.sequence.to_string());
    out.line(&named("DTSTART"), &local(entry.starts_at));
    out.line(&named("DTEND"), &local(entry.ends_at));
    out.text("SUMMARY", &entry.summary);
    for (name, text) in [("DESCRIPTION", &entry.description), ("LOCATION", &entry.location)] {
        if let Some(text) = text.as_deref().filter(|text| !text.is_empty()) {
            out.text(name, text);
        }
    }
    // An address is no text: nothing in it is escaped, so it must be harmless as it is.
    if let Some(url) = entry.url.as_deref().filter(|url| url.bytes().all(|byte| byte.is_ascii_graphic())) {
        out.line("URL", url);
    }
    out.line("STATUS", if entry.tentative { "TENTATIVE" } else { "CONFIRMED" });
    out.line("END", "VEVENT");
}

/// The changes of the zone while the calendar lasts, and the one before.
fn zone(out: &mut Lines, calendar: &Calendar) {
    let from = calendar.entries.iter().map(|entry| entry.starts_at).fold(calendar.from, Timestamp::min);
    let to = calendar.entries.iter().map(|entry| entry.ends_at).fold(calendar.to, Timestamp::max);
    let zone = &calendar.zone;
    out.line("BEGIN", "VTIMEZONE");
    out.line("TZID", &calendar.zone_name);
    let mut last = zone.preceding(from).next().map(|change| change.timestamp());
    if last.is_none() {
        let there = zone.to_offset_info(from);
        observance(
            out,
            there.dst().is_dst(),
            (there.offset(), there.offset()),
            DateTime::constant(1970, 1, 1, 0, 0, 0, 0),
            there.abbreviation(),
        );
        last = zone.following(from).next().map(|change| change.timestamp()).filter(|at| *at <= to);
    }
    while let Some(at) = last {
        let before = zone.to_offset(at.saturating_sub(jiff::SignedDuration::from_nanos(1)).unwrap_or(at));
        let after = zone.to_offset_info(at);
        observance(out, after.dst().is_dst(), (before, after.offset()), before.to_datetime(at), after.abbreviation());
        last = zone.following(at).next().map(|change| change.timestamp()).filter(|at| *at <= to);
    }
    out.line("END", "VTIMEZONE");
}

/// `start` is told by the clocks before the change.
fn observance(out: &mut Lines, daylight: bool, (before, after): (Offset, Offset), start: DateTime, name: &str) {
    let kind = if daylight { "DAYLIGHT" } else { "STANDARD" };
    out.line("BEGIN", kind);
    out.line("DTSTART", &stamp(start));
    out.line("TZOFFSETFROM", &offset(before));
    out.line("TZOFFSETTO", &offset(after));
    out.text("TZNAME", name);
    out.line("END", kind);
}

fn stamp(at: DateTime) -> String {
    at.strftime("%Y%m%dT%H%M%S").to_string()
}

fn utc(at: Timestamp) -> String {
    at.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// `+0100`, with seconds where a zone of long ago had some.
fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let (sign, rest) = (if seconds < 0 { '-' } else { '+' }, seconds.unsigned_abs());
    let (hours, minutes, seconds) = (rest / 3600, rest / 60 % 60, rest % 60);
    if seconds == 0 { format!("{sign}{hours:02}{minutes:02}") } else { format!("{sign}{hours:02}{minutes:02}{seconds:02}") }
}

/// A value of a parameter stands in quotes where it has characters that mean something there.
fn parameter(value: &str) -> String {
    if value.contains([':', ';', ',']) { format!("\"{value}\"") } else { value.to_owned() }
}

/// Content lines: folded, each with CRLF at its end.
#[derive(Default)]
struct Lines(String);

impl Lines {
    fn line(&mut self, name: &str, value: &str) {
        let mut used = 0;
        for letter in name.chars().chain([':']).chain(value.chars()) {
            if used + letter.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(letter);
            used += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// RFC 5545, 3.3.11; control characters are left out.
    fn text(&mut self, name: &str, text: &str) {
        let mut escaped = String::with_capacity(text.len());
        for letter in text.replace("\r\n", "\n").chars() {
            match letter {
                '\\' | ';' | ',' => {
                    let _ = write!(escaped, "\\{letter}");
                }
                '\n' | '\r' => escaped.push_str("\\n"),
                letter if letter.is_control() && letter != '\t' => {}
                letter => escaped.push(letter),
            }
        }
        self.line(name, &escaped);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn entry() -> Entry {
        Entry {
            uid: "1@kontor.test".into(),
            created_at: at("2026-01-01T00:00:00Z"),
            updated_at: at("2026-01-02T00:00:00Z"),
            sequence: 86400,
            starts_at: at("2026-03-29T00:30:00Z"),
            ends_at: at("2026-03-29T01:30:00Z"),
            summary: "Talk; with cake, and \\ more".into(),
            description: Some("One\r\ntwo\u{7}".into()),
            location: None,
            url: Some("https://meet.test/a,b".into()),
            tentative: false,
        }
    }

    fn of(zone: &str, entries: Vec<Entry>) -> String {
        calendar(&Calendar {
            name: "Harbour".into(),
            zone_name: zone.into(),
            zone: TimeZone::get(zone).unwrap(),
            refresh: 15,
            from: at("2026-01-01T00:00:00Z"),
            to: at("2026-12-31T00:00:00Z"),
            entries,
        })
    }

    #[test]
    fn a_calendar_is_written_as_the_standard_has_it() {
        insta::assert_snapshot!(of("Europe/Berlin", vec![entry()]).replace("\r\n", "\n"), @"");
    }

    #[test]
    fn lines_are_folded_between_characters() {
        let long = "äöü€𝄞".repeat(40);
        let text = of("Europe/Berlin", vec![Entry { summary: long.clone(), ..entry() }]);
        assert!(text.split("\r\n").all(|line| line.len() <= LINE), "{text}");
        assert!(text.ends_with("END:VCALENDAR\r\n") && !text.replace("\r\n", "").contains(['\r', '\n']));
        assert!(text.replace("\r\n ", "").contains(&format!("SUMMARY:{long}\r\n")));
    }

    #[test]
    fn nothing_typed_becomes_a_line_of_its_own() {
        let text = of("Europe/Berlin", vec![Entry { summary: "x\nEND:VEVENT".into(), url: Some("https://a\r\nX:1".into()), ..entry() }]);
        assert!(text.contains("SUMMARY:x\\nEND:VEVENT\r\n") && !text.contains("\r\nX:1") && !text.contains("URL"));
    }

    fn changes(zone: &str) -> Vec<String> {
        let text = of(zone, vec![]);
        let wanted = ["BEGIN:STANDARD", "BEGIN:DAYLIGHT", "DTSTART", "TZOFFSET"];
        text.split("\r\n").filter(|line| wanted.iter().any(|start| line.starts_with(start))).map(str::to_owned).collect()
    }

    #[test]
    fn zones_are_written_out() {
        let berlin = changes("Europe/Berlin").join(" ");
        assert!(berlin.contains("BEGIN:DAYLIGHT DTSTART:20260329T020000 TZOFFSETFROM:+0100 TZOFFSETTO:+0200"), "{berlin}");
        assert!(berlin.contains("BEGIN:STANDARD DTSTART:20261025T030000 TZOFFSETFROM:+0200 TZOFFSETTO:+0100"), "{berlin}");
        assert!(berlin.starts_with("BEGIN:STANDARD DTSTART:20251026T030000"), "{berlin}");
        assert_eq!(changes("UTC").join(" "), "BEGIN:STANDARD DTSTART:19700101T000000 TZOFFSETFROM:+0000 TZOFFSETTO:+0000");
        assert!(changes("Asia/Kolkata").join(" ").ends_with("TZOFFSETTO:+0530"));
        let york = changes("America/New_York").join(" ");
        assert!(york.contains("BEGIN:DAYLIGHT DTSTART:20260308T020000 TZOFFSETFROM:-0500 TZOFFSETTO:-0400"), "{york}");
        // It turns its clocks back for Ramadan alone.
        assert!(changes("Africa/Casablanca").len() >= 12, "{:?}", changes("Africa/Casablanca"));
    }
}
