//! When a resource is still free (rules B2, B3).

use crate::booking_times::BookingTimes;
use crate::interval::{self, Interval};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// The question. For admins, who may book at any time, leave `times` at [`BookingTimes::ALWAYS`] and the
/// fields below it empty (rule B4).
#[derive(Clone, Copy, Debug)]
pub struct Availability<'a> {
    pub window: Interval,
    /// What the resource has.
    pub units_total: u32,
    /// What shall be booked; 1 when nobody said.
    pub units_wanted: u32,
    /// With their units, in any order; those outside the window do no harm.
    pub booked: &'a [(Interval, u32)],
    pub times: &'a BookingTimes,
    /// In any order.
    pub blockers: &'a [Interval],
    /// The first instant at which a booking may start, that is now plus the cutoff.
    pub earliest: Option<Timestamp>,
    /// The shortest booking in minutes: shorter gaps are of no use and left out.
    pub min_minutes: Option<u32>,
}

/// The free times of the window, merged. Each starts where a booking may start, on a multiple of 5 minutes
/// when `earliest` cuts it. Takes n log n time in bookings, blockers and days.
pub fn available(question: &Availability, tz: &TimeZone) -> Vec<Interval> {
    let Some(spare) = question.units_total.checked_sub(question.units_wanted) else { return Vec::new() };
    let mut window = question.window;
    if let Some(earliest) = question.earliest {
        window.from = window.from.max(next_start(earliest));
    }
    if window.is_empty() {
        return Vec::new();
    }
    let mut taken = interval::above(question.booked, window, spare);
    if !question.blockers.is_empty() {
        taken.extend(question.blockers.iter().map(|blocker| blocker.clipped(window)));
        taken = interval::merge(taken);
    }
    let mut free = interval::subtract(&question.times.intervals(tz, window.from, window.to), &taken);
    if let Some(minutes) = question.min_minutes {
        // A gap at the edge of the window may go on behind it.
        free.retain(|gap| gap.minutes() >= i64::from(minutes) || gap.from == question.window.from || gap.to == window.to);
    }
    free
}

/// The next multiple of 5 minutes (rule B1).
fn next_start(at: Timestamp) -> Timestamp {
    const STEP: i64 = 5 * 60;
    let seconds = at.as_second() + i64::from(at.subsec_nanosecond() > 0);
    let late = seconds.rem_euclid(STEP);
    let start = Timestamp::from_second(seconds).unwrap_or(at);
    if late == 0 { start } else { start.saturating_add(SignedDuration::from_secs(STEP - late)).unwrap_or(at) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn span(from: &str, to: &str) -> Interval {
        Interval::new(at(&format!("2026-03-{from}Z")), at(&format!("2026-03-{to}Z")))
    }

    fn everything(window: Interval, booked: &[(Interval, u32)]) -> Availability<'_> {
        static ALWAYS: BookingTimes = BookingTimes::ALWAYS;
        let times = &ALWAYS;
        Availability { window, units_total: 1, units_wanted: 1, booked, times, blockers: &[], earliest: None, min_minutes: None }
    }

    #[test]
    fn a_member_sees_what_he_may_book() {
        let office: BookingTimes = "mon-fri 9-17".parse().unwrap();
        let booked = [(span("02T10:00", "02T11:00"), 1), (span("02T11:10", "02T12:00"), 1)];
        let blockers = [span("02T15:00", "03T12:00")];
        let window = span("01T00:00", "04T00:00");
        let question = Availability {
            times: &office,
            blockers: &blockers,
            earliest: Some(at("2026-03-02T09:01:00Z")),
            min_minutes: Some(15),
            ..everything(window, &booked)
        };
        let free = available(&question, &TimeZone::UTC);
        assert_eq!(free, [span("02T09:05", "02T10:00"), span("02T12:00", "02T15:00"), span("03T12:00", "03T17:00")]);
        let admin = available(&everything(window, &booked), &TimeZone::UTC);
        assert_eq!(admin, [span("01T00:00", "02T10:00"), span("02T11:00", "02T11:10"), span("02T12:00", "04T00:00")]);
    }

    #[test]
    fn units_are_free_until_all_are_booked() {
        let booked = [(span("02T10:00", "02T14:00"), 1), (span("02T12:00", "02T16:00"), 1)];
        let window = span("02T00:00", "03T00:00");
        let free = |units_total, units_wanted| {
            available(&Availability { units_total, units_wanted, ..everything(window, &booked) }, &TimeZone::UTC)
        };
        assert_eq!(free(2, 1), [span("02T00:00", "02T12:00"), span("02T14:00", "03T00:00")]);
        assert_eq!(free(2, 2), [span("02T00:00", "02T10:00"), span("02T16:00", "03T00:00")]);
        assert_eq!(free(3, 1), [window]);
        assert_eq!(free(1, 2), []);
    }

    #[test]
    fn bookings_start_on_multiples_of_five_minutes() {
        assert_eq!(next_start(at("2026-03-02T09:00:00Z")), at("2026-03-02T09:00:00Z"));
        assert_eq!(next_start(at("2026-03-02T09:00:00.000001Z")), at("2026-03-02T09:05:00Z"));
        assert_eq!(next_start(at("1969-12-31T23:58:00Z")), at("1970-01-01T00:00:00Z"));
    }

    proptest! {
        #[test]
        fn free_and_taken_make_up_the_window(
            booked in prop::collection::vec((0..200_i64, 1..40_i64, 1..4_u32), 0..20), total in 1..6_u32, wanted in 1..4_u32
        ) {
            let minute = |n: i64| at("2026-03-02T00:00:00Z") + SignedDuration::from_mins(n);
            let booked: Vec<_> = booked.into_iter()
                .map(|(from, length, units)| (Interval::new(minute(from), minute(from + length)), units))
                .collect();
            let window = Interval::new(minute(20), minute(180));
            let question = Availability { units_total: total, units_wanted: wanted, ..everything(window, &booked) };
            let free = available(&question, &TimeZone::UTC);
            let taken = total.checked_sub(wanted).map_or(vec![window], |spare| interval::above(&booked, window, spare));
            prop_assert_eq!(interval::intersect(&free, &taken), vec![]);
            let both = interval::merge(free.iter().chain(&taken).copied().collect());
            prop_assert_eq!(both, vec![window]);
            for gap in free {
                prop_assert!(interval::peak(&booked, gap) + wanted <= total);
            }
        }
    }
}
