//! How full a space is: what was booked, by month and by hour of the week, in the time zone of the space.

use crate::interval::Interval;
use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan as _};
use std::collections::BTreeMap;

/// Hours of a day.
pub const HOURS: usize = 24;

/// What was booked in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Month {
    /// Those that began in it.
    pub bookings: u64,
    /// Of all units.
    pub minutes: u64,
}

/// It grows with each booking.
#[derive(Clone, Debug)]
pub struct Occupancy {
    zone: TimeZone,
    window: Interval,
    /// How often each weekday is in the period, from Monday.
    days: [u64; 7],
    /// Minutes of units that were booked, by weekday and hour.
    minutes: [[u64; HOURS]; 7],
    /// By the first day of each month.
    pub months: BTreeMap<Date, Month>,
}

impl Occupancy {
    /// For a period, both days included.
    pub fn new(zone: TimeZone, from: Date, to: Date) -> Self {
        let midnight = |day: Date| zone.to_timestamp(day.at(0, 0, 0, 0)).unwrap_or(Timestamp::MAX);
        let window = Interval::new(midnight(from), midnight(to.tomorrow().unwrap_or(to)));
        let mut days = [0; 7];
        for day in from.series(1.day()).take_while(|day| *day <= to) {
            if let Some(count) = days.get_mut(place(day.weekday())) {
                *count += 1;
            }
        }
        let months = months(from, to).map(|month| (month, Month::default())).collect();
        Self { zone, window, days, minutes: [[0; HOURS]; 7], months }
    }

    /// All that is counted overlaps this.
    pub fn window(&self) -> Interval {
        self.window
    }

    /// Adds a booking of so many units.
    pub fn add(&mut self, booked: Interval, units: u32) {
        let begins = self.window.from <= booked.from;
        if let Some(month) = self.month(booked.from).filter(|_| begins) {
            month.bookings += 1;
        }
        let part = booked.clipped(self.window);
        let mut at = part.from;
        while at < part.to {
            let local = self.zone.to_datetime(at);
            let left = SignedDuration::from_secs(3600 - i64::from(local.minute()) * 60 - i64::from(local.second()));
            let next = at.saturating_add(left).unwrap_or(part.to).min(part.to);
            let minutes = u64::try_from(at.duration_until(next).as_mins()).unwrap_or_default() * u64::from(units);
            let cell = self.minutes.get_mut(place(local.date().weekday())).and_then(|day| day.get_mut(usize::try_from(local.hour()).ok()?));
            if let Some(cell) = cell {
                *cell += minutes;
            }
            if let Some(month) = self.months.get_mut(&local.date().first_of_month()) {
                month.minutes += minutes;
            }
            if next <= at {
                return;
            }
            at = next;
        }
    }

    fn month(&mut self, at: Timestamp) -> Option<&mut Month> {
        self.months.get_mut(&self.zone.to_datetime(at).date().first_of_month())
    }

    /// How much of so many units was booked on some weekdays, from Monday as 0, within some hours, in thousandths.
    /// None where there is nothing to book, or no such day in the period.
    pub fn share(&self, weekdays: std::ops::Range<usize>, hours: std::ops::Range<usize>, units: u64) -> Option<u64> {
        let (mut booked, mut all) = (0, 0);
        for (day, count) in self.minutes.iter().zip(self.days).skip(weekdays.start).take(weekdays.len()) {
            let within = day.iter().skip(hours.start).take(hours.len());
            all += count * 60 * units * u64::try_from(within.len()).unwrap_or_default();
            booked += within.sum::<u64>();
        }
        (booked * 1000 + all / 2).checked_div(all)
    }
}

/// The first days of the months of a period.
pub fn months(from: Date, to: Date) -> impl Iterator<Item = Date> {
    let first = Some(from.first_of_month());
    std::iter::successors(first, |month| month.checked_add(1.month()).ok()).take_while(move |month| *month <= to)
}

fn place(weekday: Weekday) -> usize {
    usize::try_from(weekday.to_monday_zero_offset()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// Four weeks of March 2026 in Berlin, which change the clock on the last day.
    fn march() -> Occupancy {
        Occupancy::new(TimeZone::get("Europe/Berlin").unwrap(), date(2026, 3, 2), date(2026, 3, 29))
    }

    #[test]
    fn minutes_fall_into_the_hours_of_the_space() {
        let mut found = march();
        // Tuesday 09:30 to 11:15 there, two units.
        found.add(Interval::new(at("2026-03-03T08:30:00Z"), at("2026-03-03T10:15:00Z")), 2);
        assert_eq!((found.minutes[1][9], found.minutes[1][10], found.minutes[1][11]), (60, 120, 30));
        assert_eq!(found.months[&date(2026, 3, 1)], Month { bookings: 1, minutes: 210 });
        // Four Tuesdays of ten units: 120 of 2400 minutes.
        assert_eq!(found.share(1..2, 10..11, 10), Some(50));
        assert_eq!(found.share(0..7, 0..24, 10), Some(1));
        assert_eq!(found.share(0..7, 0..24, 0), None);
    }

    #[test]
    fn what_reaches_in_counts_with_its_part_and_what_began_before_is_no_booking_of_the_period() {
        let mut found = march();
        found.add(Interval::new(at("2026-03-01T20:00:00Z"), at("2026-03-02T01:00:00Z")), 1);
        found.add(Interval::new(at("2026-03-29T21:00:00Z"), at("2026-03-30T21:00:00Z")), 1);
        assert_eq!((found.minutes[0][0], found.minutes[0][1], found.minutes[6][23]), (60, 60, 60));
        assert_eq!(found.months[&date(2026, 3, 1)], Month { bookings: 1, minutes: 180 });
    }

    #[test]
    fn the_hour_that_a_clock_change_skips_holds_nothing() {
        let mut found = march();
        found.add(Interval::new(at("2026-03-29T00:30:00Z"), at("2026-03-29T01:30:00Z")), 1);
        assert_eq!((found.minutes[6][1], found.minutes[6][2], found.minutes[6][3]), (30, 0, 30));
    }
}
