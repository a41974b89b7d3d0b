//! The life of a membership: states, ends and invoice days (rules L1 to L10, V2, J6; states of section 24).
//! All days are local days of the space.

use crate::bookings::{FIRST_DAY, LAST_DAY};
use crate::cycles;
use crate::refusal::Refusal;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use serde::Serialize;

/// What is stored of a membership's life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Life {
    /// `None` while an admin has still to approve it.
    pub confirmed_at: Option<Timestamp>,
    pub starts_at: Date,
    /// The last active day.
    pub canceled_to: Option<Date>,
}

/// Derived from [`Life`] and a day, never stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Unconfirmed,
    /// Confirmed, starts later.
    Upcoming,
    Active,
    /// Its end is set and still ahead, today included.
    Canceling,
    Canceled,
}

impl Life {
    pub fn state(&self, today: Date) -> State {
        match self.canceled_to {
            _ if self.confirmed_at.is_none() => State::Unconfirmed,
            Some(last) if last < today => State::Canceled,
            Some(_) => State::Canceling,
            None if self.starts_at > today => State::Upcoming,
            None => State::Active,
        }
    }

    /// Rule L1. Checking in needs this for today (rule L2).
    pub fn active_on(&self, day: Date) -> bool {
        self.confirmed_at.is_some() && self.starts_at <= day && self.canceled_to.is_none_or(|last| day <= last)
    }

    /// Whether bookings dated on this day may be made, from whatever earlier day on (rules L2, L7, J6).
    pub fn may_book_on(&self, day: Date) -> bool {
        self.active_on(day)
    }
}

/// The last day a member who cancels today can get (rule L4): the day before the first cycle boundary that
/// is ahead, keeps the notice and the minimum commitment. `plan_start` is the start of the current plan copy.
pub fn earliest_end(
    next_invoice_at: Date,
    cycle_months: u8,
    notice_days: u16,
    minimum_commitment_months: u16,
    plan_start: Date,
    today: Date,
) -> Date {
    let end = next_possible_change(next_invoice_at, cycle_months, notice_days, minimum_commitment_months, plan_start, today);
    end.yesterday().unwrap_or(end)
}

/// The boundary `B` of rule L4, also the day on which a plan change by the member takes effect (rule N6).
pub fn next_possible_change(
    next_invoice_at: Date,
    cycle_months: u8,
    notice_days: u16,
    minimum_commitment_months: u16,
    plan_start: Date,
    today: Date,
) -> Date {
    let notice = today.saturating_add(i64::from(notice_days.max(1)).days());
    let commitment = plan_start.saturating_add(i64::from(minimum_commitment_months).months());
    cycles::first_from(next_invoice_at, cycle_months, notice.max(commitment))
}

/// Checks the end an admin sets (rule L6): from today on, or back to the start to correct records.
pub fn check_cancellation(life: &Life, canceled_to: Date, today: Date) -> Result<(), Refusal> {
    if life.confirmed_at.is_none() {
        return Err(Refusal::new(Refusal::BASE, "unconfirmed", "The membership is not confirmed; reject it instead"));
    }
    check_day("canceled_to", canceled_to)?;
    if canceled_to < today.min(life.starts_at) {
        return Err(Refusal::new("canceled_to", "before_start", "must not be before the start of the membership"));
    }
    Ok(())
}

/// Refuses slips of the pen, as for bookings.
pub fn check_day(field: &'static str, day: Date) -> Result<(), Refusal> {
    if (FIRST_DAY..=LAST_DAY).contains(&day) {
        Ok(())
    } else {
        Err(Refusal::new(field, "absurd_date", "must be between the years 2000 and 2100"))
    }
}

/// Whether a cancellation can be taken back (rule L9); if it can, clearing the date is all there is to do.
pub fn check_uncancel(life: &Life, today: Date) -> Result<(), Refusal> {
    match life.state(today) {
        State::Canceling => Ok(()),
        State::Canceled => Err(Refusal::new(Refusal::BASE, "already_ended", "The membership has ended; reactivate it instead")),
        State::Unconfirmed | State::Upcoming | State::Active => {
            Err(Refusal::new(Refusal::BASE, "not_canceled", "The membership is not canceled"))
        }
    }
}

/// The date of the next recurring invoice of a membership that is reactivated (rule L10): the stored one if
/// still ahead, else the next default invoice day, else tomorrow, as far as that is an invoice day.
pub fn reactivate(life: &Life, next_invoice_at: Date, default_invoice_day: Option<u8>, today: Date) -> Result<Date, Refusal> {
    if life.state(today) != State::Canceled {
        return Err(Refusal::new(Refusal::BASE, "not_ended", "Only a membership that has ended can be reactivated"));
    }
    if next_invoice_at > today {
        return Ok(next_invoice_at);
    }
    Ok(first_recurring(today.tomorrow().unwrap_or(today), default_invoice_day))
}

/// The day of the month on which a membership gets its invoices, 1 to 28 (rule V2).
pub fn invoice_day(start: Date, default_invoice_day: Option<u8>) -> u8 {
    let own = if start.day() > 28 { 1 } else { start.day().unsigned_abs() };
    default_invoice_day.map_or(own, |day| day.clamp(1, 28))
}

/// The date of the first recurring invoice: the first invoice day on or after the start (rules V2, V3).
pub fn first_recurring(start: Date, default_invoice_day: Option<u8>) -> Date {
    let day = i64::from(invoice_day(start, default_invoice_day)) - 1;
    let this_month = start.first_of_month().saturating_add(day.days());
    if this_month >= start { this_month } else { start.first_of_month().saturating_add(1.month()).saturating_add(day.days()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn life(starts_at: Date, canceled_to: Option<Date>) -> Life {
        Life { confirmed_at: Some(Timestamp::UNIX_EPOCH), starts_at, canceled_to }
    }

    #[test]
    fn from_upcoming_to_canceled() {
        let (start, end) = (date(2026, 3, 10), date(2026, 3, 20));
        let on = |day| life(start, Some(end)).state(date(2026, 3, day));
        assert_eq!(life(start, None).state(date(2026, 3, 9)), State::Upcoming);
        assert_eq!(life(start, None).state(start), State::Active);
        assert_eq!((on(9), on(20), on(21)), (State::Canceling, State::Canceling, State::Canceled));
        let waiting = Life { confirmed_at: None, ..life(start, None) };
        assert_eq!(waiting.state(start), State::Unconfirmed);
        assert!(!waiting.may_book_on(start));
        let active = |day| life(start, Some(end)).active_on(date(2026, 3, day));
        assert_eq!([active(9), active(10), active(20), active(21)], [false, true, true, false], "both days count");
    }

    #[test]
    fn members_cancel_with_notice_at_the_end_of_a_cycle() {
        let (joined, next) = (date(2026, 5, 16), date(2026, 6, 16));
        let end = |notice, commitment, today| earliest_end(next, 1, notice, commitment, joined, today);
        assert_eq!(end(14, 0, date(2026, 6, 2)), date(2026, 6, 15));
        assert_eq!(end(14, 0, date(2026, 6, 3)), date(2026, 7, 15));
        assert_eq!(end(0, 0, date(2026, 6, 15)), date(2026, 6, 15), "no notice: the running cycle");
        assert_eq!(end(0, 0, date(2026, 6, 16)), date(2026, 7, 15), "a boundary must be ahead");
        assert_eq!(end(0, 6, date(2026, 6, 2)), date(2026, 11, 15), "half a year was promised");
        assert_eq!(earliest_end(next, 12, 30, 0, joined, date(2026, 6, 1)), date(2027, 6, 15));
    }

    #[test]
    fn admins_cancel_when_they_like_but_not_before_the_start() {
        let (start, today) = (date(2026, 3, 10), date(2026, 3, 20));
        let code = |life: Life, day| check_cancellation(&life, day, today).err().map(|refusal| refusal.code);
        assert_eq!(code(life(start, None), today), None);
        assert_eq!(code(life(start, None), start), None, "to correct records");
        assert_eq!(code(life(start, None), date(2026, 3, 9)), Some("before_start"));
        assert_eq!(code(life(date(2026, 4, 1), None), date(2026, 3, 20)), None);
        assert_eq!(code(life(date(2026, 4, 1), None), date(2026, 3, 19)), Some("before_start"));
        assert_eq!(code(life(start, None), date(2222, 1, 1)), Some("absurd_date"));
        assert_eq!(code(Life { confirmed_at: None, ..life(start, None) }, today), Some("unconfirmed"));
    }

    #[test]
    fn a_cancellation_is_undone_before_its_day_and_reactivated_after() {
        let canceled = life(date(2026, 1, 5), Some(date(2026, 3, 4)));
        let code = |today| check_uncancel(&canceled, today).err().map(|refusal| refusal.code);
        assert_eq!(code(date(2026, 3, 4)), None);
        assert_eq!(code(date(2026, 3, 5)), Some("already_ended"));
        assert!(check_uncancel(&life(date(2026, 1, 5), None), date(2026, 3, 4)).is_err());
        let next = |stored, default, today| reactivate(&canceled, stored, default, today).ok();
        assert_eq!(next(date(2026, 3, 15), None, date(2026, 3, 10)), Some(date(2026, 3, 15)));
        assert_eq!(next(date(2026, 3, 5), Some(1), date(2026, 3, 10)), Some(date(2026, 4, 1)));
        assert_eq!(next(date(2026, 3, 5), Some(10), date(2026, 3, 10)), Some(date(2026, 4, 10)));
        assert_eq!(next(date(2026, 3, 5), None, date(2026, 3, 10)), Some(date(2026, 3, 11)));
        assert_eq!(next(date(2026, 3, 5), None, date(2026, 3, 28)), Some(date(2026, 4, 1)), "the 29th is no invoice day");
        assert_eq!(next(date(2026, 3, 5), None, date(2026, 3, 4)), None, "not ended yet");
    }

    #[test]
    fn the_first_recurring_invoice() {
        assert_eq!(first_recurring(date(2026, 1, 10), Some(1)), date(2026, 2, 1));
        assert_eq!(first_recurring(date(2026, 1, 10), Some(10)), date(2026, 1, 10));
        assert_eq!(first_recurring(date(2026, 1, 10), Some(15)), date(2026, 1, 15));
        assert_eq!(first_recurring(date(2026, 1, 28), None), date(2026, 1, 28));
        assert_eq!(first_recurring(date(2026, 12, 29), None), date(2027, 1, 1));
        assert_eq!((invoice_day(date(2026, 1, 31), None), invoice_day(date(2026, 1, 31), Some(20))), (1, 20));
    }

    proptest! {
        #[test]
        fn the_end_keeps_notice_and_commitment_and_no_earlier_one_does(
            start in 0..700_i64, passed in 0..700_i64, cycle in 1..=36_u8, notice in 0..120_u16, commitment in 0..30_u16
        ) {
            let start = date(2024, 1, 1) + start.days();
            let (next, today) = (first_recurring(start, None), start + passed.days());
            let allowed = |change: Date| {
                change > today && change >= today + i64::from(notice).days() && change >= start + i64::from(commitment).months()
            };
            let change = earliest_end(next, cycle, notice, commitment, start, today).tomorrow().unwrap();
            prop_assert!(allowed(change));
            prop_assert!(!allowed(cycles::start_of(next, cycle, change.yesterday().unwrap())));
        }
    }
}
