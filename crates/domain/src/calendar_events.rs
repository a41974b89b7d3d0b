//! Events of a space: who may see them, attend them and undo that (business rules, section 17).

use crate::memberships::Life;
use crate::refusal::Refusal;
use crate::texts;
use crate::words::words;
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::BTreeSet;

words! {
    /// X1
    Audience {
        MembersOnly = "membersOnly",
        /// Visitors, too.
        Public = "public",
    }
    /// Who sees who attends (X8).
    Visibility { Admins = "admins", Members = "members", Public = "public" }
    /// What a message is sent for (X7).
    Trigger { Published = "published", Attended = "attended" }
}

/// Why somebody cannot attend, or cannot undo it (X4, X5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MayNot {
    #[error("You attend this event already.")]
    AlreadyAttending,
    #[error("The event is not published.")]
    NotPublished,
    #[error("The event has started.")]
    Started,
    #[error("No places are left.")]
    Full,
    #[error("The membership is not active on the day of the event.")]
    InactiveMembership,
}

impl MayNot {
    /// Stable, for programs.
    pub const fn code(self) -> &'static str {
        match self {
            Self::AlreadyAttending => "already_attending",
            Self::NotPublished => "not_published",
            Self::Started => "event_started",
            Self::Full => "event_full",
            Self::InactiveMembership => "inactive_membership",
        }
    }
}

/// An event as far as attending it goes.
#[derive(Clone, Copy, Debug)]
pub struct Places {
    pub published: bool,
    pub starts_at: Timestamp,
    /// People; none: any number.
    pub capacity: Option<u32>,
    /// People who attend so far.
    pub taken: u32,
}

impl Places {
    /// Whether so many more people may attend (X4).
    pub fn may_attend(&self, people: u32, now: Timestamp) -> Result<(), MayNot> {
        if !self.published {
            return Err(MayNot::NotPublished);
        }
        if self.starts_at <= now {
            return Err(MayNot::Started);
        }
        match self.capacity {
            Some(most) if self.taken.saturating_add(people) > most => Err(MayNot::Full),
            _ => Ok(()),
        }
    }

    /// X5
    pub fn may_leave(&self, now: Timestamp) -> Result<(), MayNot> {
        if self.starts_at <= now { Err(MayNot::Started) } else { Ok(()) }
    }
}

/// Whether a membership may attend what takes place on the local day (J6, L2, L7).
pub fn may_attend_on(life: &Life, day: Date) -> Result<(), MayNot> {
    if life.may_book_on(day) { Ok(()) } else { Err(MayNot::InactiveMembership) }
}

/// The most tags of one event.
pub const MOST_TAGS: usize = 50;

/// Tags without the space around them, each once, in the order given.
pub fn tags(tags: &[String]) -> Result<Vec<String>, Refusal> {
    if tags.len() > MOST_TAGS {
        return Err(Refusal::new("tags", "too_many", format!("must be at most {MOST_TAGS}")));
    }
    let mut seen = BTreeSet::new();
    let mut kept = Vec::with_capacity(tags.len());
    for (place, tag) in tags.iter().enumerate() {
        let tag = texts::name(tag).map_err(|bad| Refusal::new(format!("tags/{place}"), bad.code(), bad.to_string()))?;
        // The filter of lists separates tags by commas.
        if tag.contains(',') {
            return Err(Refusal::new(format!("tags/{place}"), "comma", "must not contain commas"));
        }
        if seen.insert(tag.clone()) {
            kept.push(tag);
        }
    }
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn places(capacity: Option<u32>, taken: u32) -> Places {
        Places { published: true, starts_at: at("2026-03-10T18:00:00Z"), capacity, taken }
    }

    #[test]
    fn as_many_attend_as_there_are_places_until_it_starts() {
        let (before, start) = (at("2026-03-10T17:59:59Z"), at("2026-03-10T18:00:00Z"));
        assert_eq!(places(Some(2), 1).may_attend(1, before), Ok(()));
        assert_eq!(places(Some(2), 1).may_attend(2, before), Err(MayNot::Full));
        assert_eq!(places(Some(1), 1).may_attend(1, before), Err(MayNot::Full));
        assert_eq!(places(None, u32::MAX).may_attend(u32::MAX, before), Ok(()));
        assert_eq!(places(None, 0).may_attend(1, start), Err(MayNot::Started));
        let draft = Places { published: false, ..places(None, 0) };
        assert_eq!(draft.may_attend(1, before), Err(MayNot::NotPublished));
        assert_eq!((draft.may_leave(before), draft.may_leave(start)), (Ok(()), Err(MayNot::Started)));
    }

    #[test]
    fn members_attend_within_their_membership() {
        let confirmed_at = Some(at("2026-01-01T00:00:00Z"));
        let life = Life { confirmed_at, starts_at: date(2026, 3, 2), canceled_to: Some(date(2026, 3, 31)) };
        for (day, may) in [(1, false), (2, true), (31, true)] {
            assert_eq!(may_attend_on(&life, date(2026, 3, day)).is_ok(), may, "{day}");
        }
        assert_eq!(may_attend_on(&life, date(2026, 4, 1)), Err(MayNot::InactiveMembership));
        let unconfirmed = Life { confirmed_at: None, ..life };
        assert!(may_attend_on(&unconfirmed, date(2026, 3, 2)).is_err());
    }

    #[test]
    fn tags_are_words_that_say_something_each_once() {
        let of = |words: &[&str]| tags(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        assert_eq!(of(&[" party ", "talk", "party"]).unwrap(), ["party", "talk"]);
        assert_eq!(of(&["party", " "]).unwrap_err().field, "tags/1");
        assert_eq!(of(&["a,b"]).unwrap_err().code, "comma");
        assert_eq!(of(&["x"; MOST_TAGS + 1]).unwrap_err().code, "too_many");
    }
}
