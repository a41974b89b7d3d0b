//! Reading booking times from what admins type.

use super::{BookingTimes, NotBookingTimes, Window};
use jiff::civil::Time;
use std::collections::BTreeSet;
use std::str::FromStr;

/// Longer texts and lists are refused: nobody types them, and each window costs time at every question.
const MAX_TEXT: usize = 2_000;
const MAX_WINDOWS: usize = 100;

type Problem = &'static str;

impl FromStr for BookingTimes {
    type Err = NotBookingTimes;

    fn from_str(text: &str) -> Result<Self, NotBookingTimes> {
        let wrong = |part: &str, problem| NotBookingTimes { part: part.chars().take(60).collect(), problem };
        if text.len() > MAX_TEXT {
            return Err(wrong(text, "is too long"));
        }
        let mut windows = Vec::new();
        for line in tidy(text).split(['\n', ';']) {
            read_line(line, &mut windows).map_err(|(part, problem)| wrong(&part, problem))?;
        }
        if windows.len() > MAX_WINDOWS {
            return Err(wrong(text, "has too many windows"));
        }
        Ok(Self { windows })
    }
}

/// Lower case, one kind of dash without spaces around it, commas for all words that list.
fn tidy(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| match c {
            '–' | '—' | '−' => '-',
            '&' | '+' | '/' => ',',
            '\n' => '\n',
            c if c.is_whitespace() => ' ',
            c => c,
        })
        .collect();
    let text = text.to_lowercase().replace(" and ", ",").replace(" und ", ",").replace(" to ", "-").replace(" bis ", "-");
    let mut tidy = String::with_capacity(text.len());
    let mut words = text.split_inclusive('\n').flat_map(|line| line.split(' ')).filter(|word| !word.is_empty()).peekable();
    while let Some(word) = words.next() {
        tidy.push_str(word);
        let next = words.peek().copied().unwrap_or_default();
        if !word.ends_with('-') && !next.starts_with('-') && !starts_with_half(next) {
            tidy.push(' ');
        }
    }
    tidy
}

/// `9 am` is one time, not two words.
fn starts_with_half(word: &str) -> bool {
    ["am", "pm"].iter().any(|half| word.strip_prefix(half).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric)))
}

fn read_line(line: &str, windows: &mut Vec<Window>) -> Result<(), (String, Problem)> {
    // Days named in this line, and whether a time has followed them.
    let (mut days, mut named, mut used) = (BTreeSet::new(), false, true);
    for entry in line.split(',') {
        let words: Vec<&str> = entry.split_whitespace().collect();
        for (index, word) in words.iter().enumerate() {
            let before_time = index + 1 < words.len();
            let found = read_days(word, before_time).map_err(|problem| ((*word).to_owned(), problem))?;
            if let Some(found) = found {
                if used {
                    days.clear();
                    used = false;
                }
                days.extend(found);
                named = true;
                continue;
            }
            let (from, to) = read_times(word).map_err(|problem| ((*word).to_owned(), problem))?;
            windows.push(Window { from, to, weekdays: every_day_is_none(&days) });
            used = true;
        }
    }
    if named && !used {
        windows.push(Window { from: Time::midnight(), to: Time::midnight(), weekdays: every_day_is_none(&days) });
    }
    Ok(())
}

fn every_day_is_none(days: &BTreeSet<u8>) -> BTreeSet<u8> {
    if days.len() == 7 { BTreeSet::new() } else { days.clone() }
}

/// `None` when the word is no days but, presumably, times.
fn read_days(word: &str, before_time: bool) -> Result<Option<Vec<u8>>, Problem> {
    let word = word.trim_end_matches([':', '.']);
    match word {
        "daily" | "every" | "day" | "days" | "everyday" | "always" | "täglich" => return Ok(Some((1..=7).collect())),
        "weekday" | "weekdays" | "werktags" => return Ok(Some((1..=5).collect())),
        "weekend" | "weekends" | "wochenende" => return Ok(Some(vec![6, 7])),
        _ => {}
    }
    let Some((first, last)) = word.split_once('-') else {
        return match day(word) {
            Some(day) => Ok(Some(vec![day])),
            None if word.starts_with(char::is_alphabetic) => Err("is no weekday"),
            None if before_time => Err("weekdays are numbered from 1 (Monday) to 7"),
            None => Err("a time needs a start and an end, such as 9-17"),
        };
    };
    let numbers = first.len() == 1 && first.starts_with(|c: char| c.is_ascii_digit());
    match (day(first), day(last)) {
        _ if numbers && !before_time => Ok(None),
        (Some(first), Some(last)) if first <= last => Ok(Some((first..=last).collect())),
        (Some(first), Some(last)) => Ok(Some((first..=7).chain(1..=last).collect())),
        _ if word.starts_with(char::is_alphabetic) => Err("is no weekday"),
        _ => Ok(None),
    }
}

/// A weekday by the beginning of its name (two letters or more) or its number.
fn day(word: &str) -> Option<u8> {
    const NAMES: [(u8, &str); 15] = [
        (1, "mondays"),
        (2, "tuesdays"),
        (3, "wednesdays"),
        (4, "thursdays"),
        (5, "fridays"),
        (6, "saturdays"),
        (7, "sundays"),
        (1, "montags"),
        (2, "dienstags"),
        (3, "mittwochs"),
        (4, "donnerstags"),
        (5, "freitags"),
        (6, "samstags"),
        (6, "sonnabends"),
        (7, "sonntags"),
    ];
    let word = word.trim_end_matches([':', '.']);
    if let Ok(number) = word.parse::<u8>() {
        return (1..=7).contains(&number).then_some(number).filter(|_| word.len() == 1);
    }
    // "son" begins both Sonnabend and Sonntag; people mean Sunday by it.
    if word == "so" || word == "son" {
        return Some(7);
    }
    NAMES.iter().find(|(_, name)| word.len() >= 2 && name.starts_with(word)).map(|(day, _)| *day)
}

fn read_times(word: &str) -> Result<(Time, Time), Problem> {
    let (from, to) = word.split_once('-').ok_or("a time needs a start and an end, such as 9-17")?;
    let (from, to) = (Clock::read(from)?, Clock::read(to)?);
    let (start, end) = match (from.half, to.half) {
        (None, Some(Half::Pm)) if from.fits_half() => {
            // `2-5pm` is the afternoon, `9-5pm` starts in the morning.
            let end = to.minutes()?;
            let afternoon = Clock { half: Some(Half::Pm), ..from }.minutes()?;
            (if afternoon < end { afternoon } else { from.minutes()? }, end)
        }
        (Some(_), None) if to.fits_half() => {
            // `9am-5`: the next five o'clock.
            let start = from.minutes()?;
            let wait = |half| Ok::<_, Problem>((Clock { half: Some(half), ..to }.minutes()? + 1440 - start - 1) % 1440);
            let half = if wait(Half::Am)? < wait(Half::Pm)? { Half::Am } else { Half::Pm };
            (start, Clock { half: Some(half), ..to }.minutes()?)
        }
        _ => (from.minutes()?, to.minutes()?),
    };
    if start == 1440 {
        return Err("a day starts at 0:00, not 24:00");
    }
    Ok((time(start)?, time(end % 1440)?))
}

fn time(minutes: u16) -> Result<Time, Problem> {
    let part = |value: u16| i8::try_from(value).map_err(|_| "is no time");
    Time::new(part(minutes / 60)?, part(minutes % 60)?, 0, 0).map_err(|_| "is no time")
}

#[derive(Clone, Copy, PartialEq)]
enum Half {
    Am,
    Pm,
}

/// A time as typed, not yet decided between morning and afternoon.
#[derive(Clone, Copy)]
struct Clock {
    hour: u16,
    minute: u16,
    half: Option<Half>,
}

impl Clock {
    fn read(word: &str) -> Result<Self, Problem> {
        let (digits, half) = if let Some(rest) = word.strip_suffix("am").or_else(|| word.strip_suffix("a.m.")) {
            (rest, Some(Half::Am))
        } else if let Some(rest) = word.strip_suffix("pm").or_else(|| word.strip_suffix("p.m.")) {
            (rest, Some(Half::Pm))
        } else {
            (word, None)
        };
        let (hour, minute) = match digits.split_once([':', '.']) {
            Some((hour, minute)) if minute.len() == 2 => (hour, minute),
            Some(_) => return Err("minutes have two digits"),
            None if digits.len() == 4 => digits.split_at_checked(2).ok_or("is no time")?,
            None => (digits, "00"),
        };
        let number = |digits: &str| {
            let plain = (1..=2).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
            digits.parse::<u16>().ok().filter(|_| plain).ok_or("is no time")
        };
        let clock = Self { hour: number(hour)?, minute: number(minute)?, half };
        if clock.minute > 59 {
            return Err("minutes go from 0 to 59");
        }
        clock.minutes().map(|_| clock)
    }

    fn fits_half(self) -> bool {
        (1..=12).contains(&self.hour)
    }

    /// Since midnight, 1440 for 24:00.
    fn minutes(self) -> Result<u16, Problem> {
        let hour = match self.half {
            Some(_) if !self.fits_half() => return Err("hours of am and pm go from 1 to 12"),
            Some(Half::Am) => self.hour % 12,
            Some(Half::Pm) => self.hour % 12 + 12,
            None => self.hour,
        };
        let minutes = hour * 60 + self.minute;
        if minutes > 1440 { Err("hours go from 0 to 24") } else { Ok(minutes) }
    }
}
