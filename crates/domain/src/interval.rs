//! Stretches of time, half-open, and the arithmetic on lists of them (rule B2).

use jiff::Timestamp;

/// From `from` up to but without `to`. An interval whose end is not after its start is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    pub from: Timestamp,
    pub to: Timestamp,
}

impl Interval {
    pub const fn new(from: Timestamp, to: Timestamp) -> Self {
        Self { from, to }
    }

    pub fn is_empty(self) -> bool {
        self.to <= self.from
    }

    /// Whole minutes, rounded down; 0 when empty.
    pub fn minutes(self) -> i64 {
        self.from.duration_until(self.to).as_mins().max(0)
    }

    /// Two that only touch do not overlap, nor does an empty one with anything.
    pub fn overlaps(self, other: Self) -> bool {
        !self.clipped(other).is_empty()
    }

    pub fn contains(self, other: Self) -> bool {
        self.from <= other.from && other.to <= self.to
    }

    /// The part inside `within`, perhaps empty.
    pub fn clipped(self, within: Self) -> Self {
        Self { from: self.from.max(within.from), to: self.to.min(within.to) }
    }
}

/// Sorted, without empty ones, neighbours and overlapping ones made one.
pub fn merge(mut intervals: Vec<Interval>) -> Vec<Interval> {
    intervals.retain(|interval| !interval.is_empty());
    intervals.sort_unstable();
    let mut merged: Vec<Interval> = Vec::with_capacity(intervals.len());
    for next in intervals {
        match merged.last_mut() {
            Some(last) if next.from <= last.to => last.to = last.to.max(next.to),
            _ => merged.push(next),
        }
    }
    merged
}

/// What lies in both. Both lists merged (see [`merge`]); so is the result.
pub fn intersect(left: &[Interval], right: &[Interval]) -> Vec<Interval> {
    let mut both = Vec::new();
    let (mut left, mut right) = (left.iter().peekable(), right.iter().peekable());
    while let (Some(&&a), Some(&&b)) = (left.peek(), right.peek()) {
        let common = a.clipped(b);
        if !common.is_empty() {
            both.push(common);
        }
        if a.to <= b.to {
            left.next();
        } else {
            right.next();
        }
    }
    both
}

/// What of `from` lies outside `taken`. Both lists merged (see [`merge`]); so is the result.
pub fn subtract(from: &[Interval], taken: &[Interval]) -> Vec<Interval> {
    let mut left = Vec::new();
    let mut taken = taken.iter().peekable();
    for &interval in from {
        let mut rest = interval;
        while let Some(&&hole) = taken.peek() {
            if hole.from >= rest.to {
                break;
            }
            if hole.from > rest.from {
                left.push(Interval::new(rest.from, hole.from));
            }
            rest.from = rest.from.max(hole.to);
            if hole.to > interval.to {
                // Reaches into the next interval as well, so it must not be dropped yet.
                break;
            }
            taken.next();
        }
        if !rest.is_empty() {
            left.push(rest);
        }
    }
    left
}

/// The most units booked at any one instant of `within` (rule B2). Any order; sums beyond `u32::MAX` stay there.
pub fn peak(bookings: &[(Interval, u32)], within: Interval) -> u32 {
    let mut most = 0;
    sweep(bookings, within, |_, units| most = most.max(units));
    u32::try_from(most).unwrap_or(u32::MAX)
}

/// When inside `within` more than `limit` units are booked; merged.
pub fn above(bookings: &[(Interval, u32)], within: Interval, limit: u32) -> Vec<Interval> {
    let mut busy = Vec::new();
    sweep(bookings, within, |interval, units| {
        if units > u64::from(limit) {
            busy.push(interval);
        }
    });
    merge(busy)
}

/// Walks over all changes of the number of booked units, from early to late.
fn sweep(bookings: &[(Interval, u32)], within: Interval, mut step: impl FnMut(Interval, u64)) {
    let mut changes: Vec<(Timestamp, i64)> = Vec::with_capacity(bookings.len() * 2);
    for &(interval, units) in bookings {
        let part = interval.clipped(within);
        if !part.is_empty() {
            changes.extend([(part.from, i64::from(units)), (part.to, -i64::from(units))]);
        }
    }
    // At one instant the ends come first, as they are negative: intervals are half-open.
    changes.sort_unstable();
    let (mut since, mut units) = (within.from, 0_i64);
    for (at, change) in changes {
        if at > since {
            step(Interval::new(since, at), units.unsigned_abs());
            since = at;
        }
        units += change;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn span(from: i64, to: i64) -> Interval {
        Interval::new(at(from), at(to))
    }

    fn any_list() -> impl Strategy<Value = Vec<Interval>> {
        prop::collection::vec((0..60_i64, 0..12_i64).prop_map(|(from, length)| span(from, from + length)), 0..12)
    }

    fn inside(list: &[Interval], second: i64) -> bool {
        list.iter().any(|interval| interval.from <= at(second) && at(second) < interval.to)
    }

    #[test]
    fn bookings_that_touch_do_not_meet() {
        assert!(!span(0, 10).overlaps(span(10, 20)));
        assert!(span(0, 11).overlaps(span(10, 20)));
        assert!(!span(5, 5).overlaps(span(0, 10)));
        assert_eq!(peak(&[(span(0, 10), 2), (span(10, 20), 3)], span(0, 20)), 3);
        assert_eq!(peak(&[(span(0, 11), 2), (span(10, 20), 3)], span(0, 20)), 5);
        assert_eq!(peak(&[(span(0, 11), 2), (span(10, 20), 3)], span(11, 20)), 3);
        assert_eq!(peak(&[(span(0, 9), u32::MAX), (span(0, 9), 2)], span(0, 9)), u32::MAX);
        assert_eq!(peak(&[], span(0, 9)), 0);
    }

    #[test]
    fn one_long_hole_is_cut_from_several_intervals() {
        let day = [span(0, 10), span(20, 30), span(40, 50)];
        assert_eq!(subtract(&day, &[span(5, 45)]), [span(0, 5), span(45, 50)]);
        assert_eq!(subtract(&day, &[span(2, 3), span(25, 26)]), [span(0, 2), span(3, 10), span(20, 25), span(26, 30), span(40, 50)]);
    }

    proptest! {
        #[test]
        fn lists_behave_like_sets_of_instants(left in any_list(), right in any_list(), limit in 0..4_u32) {
            let (a, b) = (merge(left.clone()), merge(right.clone()));
            let (both, only) = (intersect(&a, &b), subtract(&a, &b));
            let units: Vec<(Interval, u32)> = left.iter().map(|&interval| (interval, 1)).collect();
            let (busy, all) = (above(&units, span(0, 80), limit), span(0, 80));
            for list in [&a, &both, &only, &busy] {
                prop_assert!(list.iter().all(|interval| !interval.is_empty()));
                prop_assert!(list.windows(2).all(|pair| pair[0].to <= pair[1].from));
            }
            let mut most = 0;
            for second in 0..80 {
                let count = left.iter().filter(|interval| inside(&[**interval], second)).count();
                most = most.max(count);
                prop_assert_eq!(inside(&a, second), count > 0);
                prop_assert_eq!(inside(&both, second), inside(&left, second) && inside(&right, second));
                prop_assert_eq!(inside(&only, second), inside(&left, second) && !inside(&right, second));
                prop_assert_eq!(inside(&busy, second), count > limit as usize);
            }
            prop_assert_eq!(peak(&units, all) as usize, most);
        }
    }
}
