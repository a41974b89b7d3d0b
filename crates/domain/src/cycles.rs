//! Billing cycles: whole months counted from the date of the next recurring invoice (rule L3).

use jiff::ToSpan;
use jiff::civil::Date;

/// The boundary so many cycles after `anchor`, before it when negative. A day that the month lacks becomes its
/// last; it does not wear down, as all boundaries are counted from the anchor. Stops at the calendar's ends.
pub fn boundary(anchor: Date, cycle_months: u8, cycles: i32) -> Date {
    anchor.saturating_add((i64::from(cycle_months.max(1)) * i64::from(cycles)).months())
}

/// The first boundary on `day` or later.
pub fn first_from(anchor: Date, cycle_months: u8, day: Date) -> Date {
    let months = (i32::from(day.year()) - i32::from(anchor.year())) * 12 + i32::from(day.month()) - i32::from(anchor.month());
    let cycles = months.div_euclid(i32::from(cycle_months.max(1)));
    let found = boundary(anchor, cycle_months, cycles);
    if found >= day { found } else { boundary(anchor, cycle_months, cycles + 1) }
}

/// The day the cycle that contains `day` began.
pub fn start_of(anchor: Date, cycle_months: u8, day: Date) -> Date {
    let next = first_from(anchor, cycle_months, day);
    if next == day { day } else { last_before(anchor, cycle_months, next) }
}

fn last_before(anchor: Date, cycle_months: u8, end: Date) -> Date {
    let months = (i32::from(end.year()) - i32::from(anchor.year())) * 12 + i32::from(end.month()) - i32::from(anchor.month());
    boundary(anchor, cycle_months, months.div_euclid(i32::from(cycle_months.max(1))) - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn boundaries_lie_on_both_sides_of_the_next_invoice() {
        let next = date(2026, 6, 16);
        assert_eq!(boundary(next, 3, -1), date(2026, 3, 16));
        assert_eq!(first_from(next, 3, date(2026, 6, 16)), date(2026, 6, 16));
        assert_eq!(first_from(next, 3, date(2026, 6, 17)), date(2026, 9, 16));
        assert_eq!(first_from(next, 1, date(2026, 1, 17)), date(2026, 2, 16));
        assert_eq!(start_of(next, 3, date(2026, 6, 15)), date(2026, 3, 16));
        assert_eq!(start_of(next, 3, date(2026, 6, 16)), date(2026, 6, 16));
        assert_eq!(boundary(date(2026, 1, 31), 1, 1), date(2026, 2, 28));
        assert_eq!(first_from(date(2026, 1, 31), 1, date(2026, 3, 1)), date(2026, 3, 31));
    }

    proptest! {
        #[test]
        fn every_day_lies_in_one_cycle(anchor in 0..20_000_i64, day in 0..20_000_i64, cycle in 1..=36_u8) {
            let on = |days: i64| date(2000, 1, 1) + days.days();
            let (anchor, day) = (on(anchor), on(day));
            let (start, next) = (start_of(anchor, cycle, day), first_from(anchor, cycle, day.tomorrow().unwrap()));
            prop_assert!(start <= day && day < next);
            let months = |date: Date| i32::from(date.year()) * 12 + i32::from(date.month());
            prop_assert_eq!(months(next) - months(start), i32::from(cycle));
            prop_assert_eq!((months(next) - months(anchor)) % i32::from(cycle), 0);
        }
    }
}
