//! How a space gets its invoices paid by itself: charges, reminders, and what becomes of who does not pay (Y3, V23).

use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

/// So many tries a charge has (Y3).
pub const TRIES: u32 = 3;
/// The hour of the day, in the space's zone, from which on charges are made (Y3).
pub(crate) const CHARGE_HOUR: i8 = 8;

/// Stored with the settings of invoices; absent members have their default.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Collecting {
    /// Members who have left a payment method are charged when an invoice is due (Y3).
    pub charge: bool,
    /// Days from the first try to the second, and from that to the third.
    pub retry_days: [u16; 2],
    /// One for each reminder: days from when an invoice is late to the first, then from one to the next. None: nobody is
    /// reminded by itself (V23).
    pub reminder_days: Vec<u16>,
    /// Members who owe an invoice for longer than so many days after it was due neither book nor check in.
    pub suspend_after: Option<u16>,
}

impl Default for Collecting {
    fn default() -> Self {
        Self { charge: true, retry_days: [1, 1], reminder_days: vec![], suspend_after: None }
    }
}

/// Why settings cannot be used: the field, and what it must be.
pub type Refused = (&'static str, &'static str);

impl Collecting {
    /// Checks what somebody typed.
    ///
    /// # Errors
    /// The first field that cannot be used.
    pub fn check(&self) -> Result<(), Refused> {
        if self.retry_days.iter().any(|days| !(1..=30).contains(days)) {
            return Err(("retry_days", "must be between 1 and 30 days"));
        }
        if self.reminder_days.len() > 10 {
            return Err(("reminder_days", "must be at most ten"));
        }
        let later = self.reminder_days.get(1..).unwrap_or_default();
        if later.contains(&0) || self.reminder_days.iter().any(|days| *days > 365) {
            return Err(("reminder_days", "must be between 1 and 365 days, the first also 0"));
        }
        if self.suspend_after.is_some_and(|days| days > 365) {
            return Err(("suspend_after", "must be at most 365 days"));
        }
        Ok(())
    }

    /// The day of the next try after so many have failed; none after the last.
    pub fn retry_on(&self, failed: u32, today: Date) -> Option<Date> {
        let place = usize::try_from(failed.checked_sub(1)?).ok()?;
        let days = self.retry_days.get(place)?;
        Some(today.saturating_add(i64::from(*days).days()))
    }

    /// The day of the next reminder of an invoice; none after the last. Never on the day it is due.
    pub fn remind_on(&self, sent: usize, last: Option<Date>, (due_on, late_on): (Date, Date)) -> Option<Date> {
        let days = i64::from(*self.reminder_days.get(sent)?).days();
        let from = if sent == 0 { late_on } else { last.unwrap_or(late_on) };
        Some(from.saturating_add(days).max(due_on.saturating_add(1.day())))
    }

    /// For each number of reminders that were sent: the last day of the one before, or on which the invoice was late, for the
    /// next one to be due. Never two on one day.
    pub fn reminded_before(&self, today: Date) -> Vec<Date> {
        let pause = |(sent, days): (usize, &u16)| i64::from(*days).max(i64::from(sent > 0));
        self.reminder_days.iter().enumerate().map(pause).map(|days| today.saturating_sub(days.days())).collect()
    }

    /// Who owes an invoice that was due before this day is suspended.
    pub fn suspends_before(&self, today: Date) -> Option<Date> {
        self.suspend_after.map(|days| today.saturating_sub(i64::from(days).days()))
    }
}

/// The last day whose charges are made by a time in the space (Y3).
pub fn charged_through(now: DateTime) -> Date {
    if now.hour() >= CHARGE_HOUR { now.date() } else { now.date().saturating_sub(1.day()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, datetime};

    #[test]
    fn a_charge_has_three_tries_on_days_that_the_space_chooses() {
        let (settings, day) = (Collecting { retry_days: [2, 5], ..Collecting::default() }, date(2026, 2, 27));
        assert_eq!(settings.retry_on(0, day), None);
        assert_eq!(settings.retry_on(1, day), Some(date(2026, 3, 1)));
        assert_eq!(settings.retry_on(2, day), Some(date(2026, 3, 4)));
        assert_eq!(settings.retry_on(TRIES, day), None);
        assert_eq!(charged_through(datetime(2026, 3, 1, 7, 59, 59, 0)), date(2026, 2, 28));
        assert_eq!(charged_through(datetime(2026, 3, 1, 8, 0, 0, 0)), date(2026, 3, 1));
    }

    #[test]
    fn reminders_follow_each_other_and_end() {
        let (due, late) = (date(2026, 3, 1), date(2026, 3, 4));
        assert_eq!(Collecting::default().remind_on(0, None, (due, late)), None);
        let settings = Collecting { reminder_days: vec![0, 7, 14], ..Collecting::default() };
        assert_eq!(settings.remind_on(0, None, (due, late)), Some(late));
        assert_eq!(settings.remind_on(0, None, (due, due)), Some(date(2026, 3, 2)));
        assert_eq!(settings.remind_on(1, Some(date(2026, 3, 6)), (due, late)), Some(date(2026, 3, 13)));
        assert_eq!(settings.remind_on(2, Some(date(2026, 3, 13)), (due, late)), Some(date(2026, 3, 27)));
        assert_eq!(settings.remind_on(3, Some(date(2026, 3, 27)), (due, late)), None);
        // Those that are looked for are those that are due.
        for today in (0..40).map(|days: i64| date(2026, 3, 3).saturating_add(days.days())) {
            for (sent, last) in [late, date(2026, 3, 6), date(2026, 3, 13)].into_iter().enumerate() {
                let due = settings.remind_on(sent, Some(last), (due, last)).is_some_and(|day| day <= today);
                assert_eq!(last <= settings.reminded_before(today)[sent], due, "{sent} on {today}");
            }
        }
    }

    #[test]
    fn days_that_make_no_sense_are_refused() {
        let field = |settings: Collecting| settings.check().map_err(|(field, _)| field);
        let usual = Collecting::default;
        assert_eq!(field(Collecting { reminder_days: vec![0, 7, 7], suspend_after: Some(0), ..usual() }), Ok(()));
        assert_eq!(field(Collecting { retry_days: [0, 1], ..usual() }), Err("retry_days"));
        assert_eq!(field(Collecting { reminder_days: vec![3, 0], ..usual() }), Err("reminder_days"));
        assert_eq!(field(Collecting { reminder_days: vec![1; 11], ..usual() }), Err("reminder_days"));
        assert_eq!(field(Collecting { suspend_after: Some(366), ..usual() }), Err("suspend_after"));
    }

    #[test]
    fn whoever_owes_is_suspended_after_the_days_of_grace() {
        let settings = Collecting { suspend_after: Some(14), ..Collecting::default() };
        assert_eq!(settings.suspends_before(date(2026, 3, 15)), Some(date(2026, 3, 1)));
        assert_eq!(Collecting::default().suspends_before(date(2026, 3, 15)), None);
    }
}
