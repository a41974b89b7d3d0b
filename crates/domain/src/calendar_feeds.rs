//! Calendars that other programs subscribe to: of whom they can be, how far they reach, and what an entry is called.

use crate::words::words;
use jiff::{SignedDuration, Timestamp};

words! {
    /// What a calendar shows.
    Subject {
        /// Bookings of one's own, and the events that one attends.
        Own = "own",
        /// All bookings of the space.
        Space = "space",
        /// The bookings of a resource.
        Resource = "resource",
    }
}

/// Calendars that one person may have in a space.
pub const MOST: i64 = 20;
/// Entries of a calendar at most.
pub const LONGEST: u32 = 4000;
/// How often programs should look again, in minutes.
pub const REFRESH: u32 = 15;

const BACK: SignedDuration = SignedDuration::from_hours(24 * 90);
const AHEAD: SignedDuration = SignedDuration::from_hours(24 * 400);
/// How far a calendar goes back that would be too long.
const SHORT_BACK: SignedDuration = SignedDuration::from_hours(24);

/// What is in a calendar: three months back and a little more than a year ahead. `short` where more is booked than
/// [`LONGEST`]: it goes back a day only, so that what is to come is there.
pub fn window(now: Timestamp, short: bool) -> (Timestamp, Timestamp) {
    let back = if short { SHORT_BACK } else { BACK };
    (now.saturating_sub(back).unwrap_or(Timestamp::MIN), now.saturating_add(AHEAD).unwrap_or(Timestamp::MAX))
}

/// What is known of a booking to who looks at the calendar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Known<'a> {
    pub resource: &'a str,
    pub title: Option<&'a str>,
    /// Of the one who booked.
    pub name: Option<&'a str>,
    /// A visitor booked, not a member.
    pub visitor: bool,
}

/// What the entry is called. What is hidden from the one who looks is not in [`Known`], so it is not in the words either.
pub fn summary(subject: Subject, known: Known<'_>) -> String {
    let Known { resource, title, name, visitor } = known;
    let some = |text: Option<&'static str>, other: &str| text.unwrap_or(other).to_owned();
    let what = match (title, name) {
        (Some(title), Some(name)) if subject != Subject::Own => format!("{title} ({name})"),
        (Some(title), _) => title.to_owned(),
        (None, Some(name)) if subject != Subject::Own => name.to_owned(),
        (None, _) if subject == Subject::Own => resource.to_owned(),
        (None, _) => some(visitor.then_some("A visitor"), "Booked"),
    };
    if subject == Subject::Space { format!("{resource}: {what}") } else { what }
}

/// How often an entry was changed, as far as programs must know it (RFC 5545, 3.8.7.4): never less than before. There is no
/// count of changes, so the seconds since it was made stand for it.
pub fn sequence(created_at: Timestamp, updated_at: Timestamp) -> i64 {
    updated_at.duration_since(created_at).as_secs().clamp(0, i64::from(i32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_called_by_what_may_be_known() {
        let all = Known { resource: "Room", title: Some("Talk"), name: Some("Ada"), visitor: false };
        let shown = |known: Known<'_>| [Subject::Own, Subject::Space, Subject::Resource].map(|subject| summary(subject, known)).join(" | ");
        assert_eq!(shown(all), "Talk | Room: Talk (Ada) | Talk (Ada)");
        assert_eq!(shown(Known { title: None, ..all }), "Room | Room: Ada | Ada");
        assert_eq!(shown(Known { title: None, name: None, ..all }), "Room | Room: Booked | Booked");
        assert_eq!(shown(Known { title: None, name: None, visitor: true, ..all }), "Room | Room: A visitor | A visitor");
    }

    #[test]
    fn changes_count_up() {
        let at = |text: &str| text.parse::<Timestamp>().unwrap();
        let made = at("2026-03-02T12:00:00Z");
        assert_eq!(sequence(made, made), 0);
        assert_eq!(sequence(made, at("2026-03-02T12:00:59.9Z")), 59);
        assert_eq!(sequence(made, at("2026-03-01T12:00:00Z")), 0);
        assert_eq!(sequence(made, Timestamp::MAX), i64::from(i32::MAX));
        let (from, to) = window(made, false);
        assert_eq!((from, to), (at("2025-12-02T12:00:00Z"), at("2027-04-06T12:00:00Z")));
        assert_eq!(window(made, true).0, at("2026-03-01T12:00:00Z"));
    }
}
