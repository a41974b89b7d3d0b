//! Renewals that move with a change of plan (N5): the new plan has a day of its own for its first invoice. What was to be billed
//! before the change is billed as ever; nothing is prorated.

use super::periods::day_after;
use crate::cycles;
use jiff::civil::Date;

/// A renewal that is to move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// The first day of the new plan.
    pub on: Date,
    /// The day of its first invoice, from which cycles are counted then.
    pub to: Date,
}

/// The next renewal as it stands on a day, and how many of the moves, which are in order, have come to pass: a renewal moves once
/// those before the change are billed.
pub(super) fn follow(moves: &[Move], renewal: Date, day: Date) -> (Date, usize) {
    let mut next = renewal;
    for (place, one) in moves.iter().enumerate() {
        if one.on > day || one.on > next {
            return (next, place);
        }
        next = one.to;
    }
    (next, moves.len())
}

/// The same between bills, given the last one's due date: nothing moves as long as an invoice day of before the change is open, for
/// what was used till then goes with it.
pub fn settle(moves: &[Move], renewal: Date, billed_on: Option<Date>, day: Date) -> (Date, usize) {
    let Some(billed_on) = billed_on else { return (renewal, 0) };
    let (mut next, mut from) = (renewal, day_after(billed_on));
    for (place, one) in moves.iter().enumerate() {
        if one.on > day || one.on > next || cycles::first_from(next, 1, from) < one.on {
            return (next, place);
        }
        (next, from) = (one.to, from.max(one.on));
    }
    (next, moves.len())
}

/// The first invoice day from a day on. Up to a change they are counted from the renewal, then from where it moves to.
pub(super) fn invoice_day(moves: &[Move], renewal: Date, from: Date) -> Date {
    let begin = cycles::first_from(renewal, 1, from);
    moves.iter().fold(begin, |day, one| if day >= one.on { cycles::first_from(one.to, 1, from.max(one.on)) } else { day })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const MOVE: Move = Move { on: date(2026, 3, 20), to: date(2026, 4, 15) };

    #[test]
    fn a_renewal_moves_on_the_day_and_when_those_before_are_billed() {
        let on = |renewal, day| follow(&[MOVE], renewal, day);
        assert_eq!(on(date(2026, 4, 1), date(2026, 3, 19)), (date(2026, 4, 1), 0));
        assert_eq!(on(date(2026, 4, 1), date(2026, 3, 20)), (date(2026, 4, 15), 1));
        assert_eq!(on(date(2026, 3, 19), date(2026, 3, 25)), (date(2026, 3, 19), 0), "one before it is open");
        let again = Move { on: date(2026, 4, 10), to: date(2026, 4, 12) };
        assert_eq!(follow(&[MOVE, again], date(2026, 4, 1), date(2026, 4, 10)), (date(2026, 4, 12), 2));
    }

    #[test]
    fn between_bills_it_waits_for_invoice_days_of_before() {
        let on = |billed_on| settle(&[MOVE], date(2026, 4, 5), billed_on, date(2026, 3, 20));
        assert_eq!(on(Some(date(2026, 3, 5))), (date(2026, 4, 15), 1));
        assert_eq!(on(Some(date(2026, 2, 5))), (date(2026, 4, 5), 0), "5 March is open");
        assert_eq!(on(None), (date(2026, 4, 5), 0), "the first bill is open");
        assert_eq!(settle(&[MOVE], date(2026, 4, 5), Some(date(2026, 3, 5)), date(2026, 3, 19)), (date(2026, 4, 5), 0));
    }

    #[test]
    fn invoice_days_are_the_old_ones_up_to_the_change() {
        let from = |from| invoice_day(&[MOVE], date(2027, 1, 1), from);
        assert_eq!(from(date(2026, 3, 1)), date(2026, 3, 1));
        assert_eq!(from(date(2026, 3, 2)), date(2026, 4, 15), "the next old one would be after the change");
        assert_eq!(from(date(2026, 4, 16)), date(2026, 5, 15));
        let near = Move { on: date(2026, 3, 20), to: date(2026, 6, 25) };
        assert_eq!(invoice_day(&[near], date(2027, 1, 1), date(2026, 3, 2)), date(2026, 3, 25), "usage does not wait for the fee");
    }
}
