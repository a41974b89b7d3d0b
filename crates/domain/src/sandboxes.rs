//! Sandboxes: copies of spaces in which everybody is invented, and ids are others.

use crate::ids::SpaceId;
use crate::invoices::CHARGE_HOUR;
use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde_json::{Value, json};
use uuid::Uuid;

/// Where all mail of invented people would go: to nobody (RFC 2606, section 3).
pub const MAIL_DOMAIN: &str = "people.example";

/// The bits of a UUID v7 that are chance (RFC 9562, section 5.7): neither time, version nor variant.
const CHANCE: u128 = 0x0000_0000_0000_0fff_3fff_ffff_ffff_ffff;

/// How the ids of a space become those of its copy: each another one, always the same, and in the same order of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Renaming {
    pub from: SpaceId,
    pub to: SpaceId,
    mask: u128,
}

impl Renaming {
    /// Chance makes the ids of each copy of one space different.
    pub fn new(from: SpaceId, to: SpaceId, chance: [u8; 16]) -> Self {
        Self { from, to, mask: u128::from_be_bytes(chance) & CHANCE }
    }

    pub fn id(&self, id: Uuid) -> Uuid {
        if id == self.from.0 { self.to.0 } else { Uuid::from_u128(id.as_u128() ^ self.mask) }
    }

    /// A text with the ids in it renamed, as they stand in JSON. What follows a slash is part of an address, and left.
    pub fn text(&self, text: &str) -> String {
        let (mut out, mut rest, mut before) = (String::with_capacity(text.len()), text, '"');
        while let Some(next) = rest.chars().next() {
            let bounded = !before.is_ascii_alphanumeric() && before != '/';
            let taken = if let Some((id, length)) = self.at_start(rest).filter(|_| bounded) {
                out.push_str(&id);
                length
            } else {
                out.push(next);
                next.len_utf8()
            };
            let (read, left) = rest.split_at(taken);
            before = read.chars().next_back().unwrap_or(before);
            rest = left;
        }
        out
    }

    /// The new form of an id that a text begins with, and how long the old one is.
    fn at_start(&self, text: &str) -> Option<(String, usize)> {
        [36, 32].into_iter().find_map(|length| {
            let (word, after) = text.split_at_checked(length)?;
            if after.starts_with(|c: char| c.is_ascii_alphanumeric()) || !word.starts_with(|c: char| c.is_ascii_hexdigit()) {
                return None;
            }
            let id = self.id(Uuid::try_parse(word).ok()?);
            Some((if length == 32 { id.simple().to_string() } else { id.hyphenated().to_string() }, length))
        })
    }
}

/// The next time after `now` at which work comes up in a space whatever there is in it: a day begins, or charges are made
/// (Y3).
pub fn next_turn(now: Timestamp, zone: &TimeZone) -> Option<Timestamp> {
    let today = zone.to_datetime(now).date();
    let tomorrow = today.tomorrow().ok()?;
    let times = [today.at(CHARGE_HOUR, 0, 0, 0), tomorrow.at(0, 0, 0, 0), tomorrow.at(CHARGE_HOUR, 0, 0, 0)];
    times.into_iter().filter_map(|time| zone.to_timestamp(time).ok()).find(|at| *at > now)
}

/// What is invented about somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Invented {
    Name,
    Company,
    Email,
    /// A list of addresses to send invoices to.
    Emails,
    Phone,
    Address,
    /// What somebody typed.
    Words(&'static str),
}

const FIRST: [&str; 24] = [
    "Ada", "Bruno", "Clara", "Dario", "Elif", "Felix", "Greta", "Hugo", "Ines", "Jonas", "Kira", "Liam", "Mara", "Nils", "Oona", "Pavel",
    "Quinn", "Rosa", "Sven", "Tilda", "Uma", "Viktor", "Wanda", "Yusuf",
];
const LAST: [&str; 25] = [
    "Adler", "Brandt", "Castell", "Dorn", "Ebner", "Falk", "Gruber", "Hagen", "Ihde", "Jansen", "Keller", "Lorenz", "Marek", "Novak",
    "Ohlsen", "Petri", "Quist", "Renner", "Sander", "Thaler", "Ullrich", "Vogt", "Winter", "Yilmaz", "Zander",
];
const STREETS: [&str; 8] =
    ["Invented Lane", "Example Street", "Placeholder Road", "Sample Square", "Model Avenue", "Fiction Way", "Made-up Alley", "Test Quay"];

fn pick<'a>(from: &[&'a str], at: u64) -> &'a str {
    let index = usize::try_from(at % u64::try_from(from.len()).unwrap_or(1)).unwrap_or_default();
    from.get(index).copied().unwrap_or_default()
}

/// Of the person with a number; the same number is the same person.
pub fn invent(what: Invented, number: u64) -> Value {
    let (first, last) = (pick(&FIRST, number), pick(&LAST, number / 24));
    let email = || format!("{}.{}.{number}@{MAIL_DOMAIN}", first.to_lowercase(), last.to_lowercase());
    match what {
        Invented::Name => json!(format!("{first} {last}")),
        Invented::Company => json!(format!("{last} & {} {number}", pick(&LAST, number + 7))),
        Invented::Email => json!(email()),
        Invented::Emails => json!([email()]),
        Invented::Phone => json!(format!("+49 30 2312{:04}", number % 10_000)),
        Invented::Address => json!({
            "name": format!("{first} {last}"), "street": format!("{} {}", pick(&STREETS, number), number % 90 + 1),
            "post_code": format!("{:05}", 10_000 + number % 80_000), "city": "Sandbox", "country": "DE",
        }),
        Invented::Words(words) => json!(format!("{words} {number}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emails;

    fn renaming() -> Renaming {
        let id = |n: u128| SpaceId(Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + n));
        Renaming::new(id(1), id(2), [0xa5; 16])
    }

    #[test]
    fn ids_stay_of_their_time_and_kind_and_differ() {
        let renaming = renaming();
        let id = Uuid::parse_str("0190f3c2-1111-7abc-9def-0123456789ab").unwrap();
        let new = renaming.id(id);
        assert_ne!(new, id);
        assert_eq!(renaming.id(new), id, "nothing is lost");
        assert_eq!((new.get_version_num(), new.get_variant(), &new.as_bytes()[..6]), (7, id.get_variant(), &id.as_bytes()[..6]));
        assert_eq!(renaming.id(renaming.from.0), renaming.to.0);
        assert_ne!(Renaming::new(renaming.from, renaming.to, [0x5a; 16]).id(id), new, "each copy has ids of its own");
    }

    #[test]
    fn ids_in_texts_are_renamed_and_nothing_else() {
        let renaming = renaming();
        let id = Uuid::parse_str("0190f3c2-1111-7abc-9def-0123456789ab").unwrap();
        let new = renaming.id(id);
        let text = |id: Uuid| {
            format!(
                "{{\"a\":\"{}\",\"b\":[\"{}\"],\"c\":\"extra:{}\",\"d\":\"é 2026-03-01\",\"e\":\"{}\"}}",
                id.simple(),
                id.hyphenated(),
                id.simple(),
                if id == renaming.from.0 { renaming.to.0.simple() } else { renaming.from.0.simple() }
            )
        };
        let renamed = renaming.text(&text(id));
        assert!(
            renamed.contains(&format!("\"{}\"", new.simple())) && renamed.contains(&format!("[\"{}\"]", new.hyphenated())),
            "{renamed}"
        );
        assert!(renamed.contains(&format!("extra:{}", new.simple())) && renamed.contains(&renaming.to.0.simple().to_string()), "{renamed}");
        for kept in ["", "2026-03-01", "https://harbour.test/files/0190f3c211117abc9def0123456789ab", "0190f3c211117abc9def0123456789abc"] {
            assert_eq!(renaming.text(kept), kept);
        }
    }

    #[test]
    fn each_day_and_its_charges_come_in_turn_however_long_the_day_is() {
        let turns = |zone: &str, from: &str, count: usize| -> Vec<String> {
            let zone = TimeZone::get(zone).unwrap();
            let next = |at: &Timestamp| next_turn(*at, &zone);
            let first = next(&from.parse().unwrap());
            std::iter::successors(first, next).take(count).map(|at| at.to_string()).collect()
        };
        let spring = ["2026-03-28T23:00:00Z", "2026-03-29T06:00:00Z", "2026-03-29T22:00:00Z"];
        assert_eq!(turns("Europe/Berlin", "2026-03-28T12:00:00Z", 3), spring);
        let autumn = ["2026-10-24T22:00:00Z", "2026-10-25T07:00:00Z", "2026-10-25T23:00:00Z"];
        assert_eq!(turns("Europe/Berlin", "2026-10-24T06:00:00Z", 3), autumn);
        // Midnight is left out in Santiago: the day begins at one.
        assert_eq!(turns("America/Santiago", "2026-09-05T20:00:00Z", 1), ["2026-09-06T04:00:00Z"]);
    }

    #[test]
    fn people_are_told_apart_and_get_no_mail() {
        let all = |what| (0..2_000).map(|number| invent(what, number).to_string()).collect::<std::collections::BTreeSet<_>>().len();
        assert_eq!((all(Invented::Email), all(Invented::Company), all(Invented::Name)), (2_000, 2_000, 600));
        let email = invent(Invented::Email, 41);
        assert_eq!(emails::normalize(email.as_str().unwrap()).as_deref(), email.as_str());
        assert!(email.as_str().unwrap().ends_with(".example"));
    }
}
