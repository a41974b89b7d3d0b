//! Where in time synthetic bookings lie: a grid of slots, each taken once at most, so that no two overlap (B2).

use crate::dice::Dice;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, date};

/// The last year with bookings; more bookings reach further back, never further ahead.
const LAST_YEAR: i16 = 2026;
/// Bookings lie between eight and twenty o'clock, local time.
const OPENS: i8 = 8;
const OPEN_MINUTES: u32 = 12 * 60;
/// How many years back slots of so many minutes reach before shorter ones are taken.
/// Nothing is booked before the year 2000.
const YEARS: [(u32, i16); 3] = [(90, 3), (60, 3), (30, 26)];
/// Of a hundred slots so many are taken at most.
const FULLEST: u128 = 90;

/// Every day has the same slots, and every slot one place in each lane: a unit of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid {
    pub first_day: Date,
    days: u32,
    /// The longest a booking may take.
    pub slot_minutes: u32,
    lanes: u32,
    bookings: u64,
}

/// One place of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cell {
    /// Local.
    pub start: DateTime,
    pub lane: u32,
}

impl Grid {
    /// The grid for so many bookings on so many units; none when there are too few units.
    pub fn new(lanes: u32, bookings: u64) -> Option<Self> {
        let grids = YEARS.into_iter().flat_map(|(slot_minutes, most)| (1..=most).map(move |years| (slot_minutes, years)));
        grids.into_iter().find_map(|(slot_minutes, years)| {
            let first_day = date(LAST_YEAR - years + 1, 1, 1);
            let days = u32::try_from((date(LAST_YEAR + 1, 1, 1) - first_day).get_days()).ok()?;
            let grid = Self { first_day, days, slot_minutes, lanes, bookings };
            (u128::from(grid.cells()) * FULLEST / 100 >= u128::from(bookings)).then_some(grid)
        })
    }

    fn slots(&self) -> u32 {
        OPEN_MINUTES / self.slot_minutes
    }

    fn cells(&self) -> u64 {
        u64::from(self.days) * u64::from(self.slots()) * u64::from(self.lanes)
    }

    /// The places of all bookings, each once, by time: spread evenly, each moved by chance within its share.
    pub fn places<'a>(&'a self, dice: &'a Dice) -> impl Iterator<Item = Cell> + 'a {
        let share = |n: u64| u64::try_from(u128::from(self.cells()) * u128::from(n) / u128::from(self.bookings.max(1))).unwrap_or(u64::MAX);
        (0..self.bookings).filter_map(move |n| {
            let (from, to) = (share(n), share(n + 1));
            self.cell(from + dice.below(to - from))
        })
    }

    fn cell(&self, place: u64) -> Option<Cell> {
        let (row, lane) = (place / u64::from(self.lanes), place % u64::from(self.lanes));
        let (day, slot) = (row / u64::from(self.slots()), row % u64::from(self.slots()));
        let minutes = i64::try_from(slot).ok()? * i64::from(self.slot_minutes);
        let day = self.first_day.checked_add(i64::try_from(day).ok()?.days()).ok()?;
        let start = day.at(OPENS, 0, 0, 0).checked_add(minutes.minutes()).ok()?;
        Some(Cell { start, lane: u32::try_from(lane).ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use app::Chance;
    use std::collections::BTreeSet;

    fn places(grid: &Grid) -> Vec<Cell> {
        grid.places(&Dice(Chance::seeded(1))).collect()
    }

    #[test]
    fn no_place_is_taken_twice_and_every_month_has_its_share() {
        let grid = Grid::new(3, 2_000).unwrap();
        assert_eq!((grid.first_day, grid.slot_minutes), (date(2026, 1, 1), 90));
        let cells = places(&grid);
        assert_eq!((cells.len(), cells.iter().collect::<BTreeSet<_>>().len()), (2_000, 2_000));
        assert!(cells.is_sorted_by_key(|cell| cell.start));
        for month in 1..=12 {
            let share = cells.iter().filter(|cell| cell.start.month() == month).count();
            assert!((140..=190).contains(&share), "{share} in month {month}");
        }
        assert!((0..3).all(|lane| cells.iter().filter(|cell| cell.lane == lane).count() > 500));
        assert!(cells.iter().all(|cell| (8..20).contains(&cell.start.hour())));
    }

    #[test]
    fn many_bookings_reach_back_then_get_shorter() {
        let of = |lanes, bookings| Grid::new(lanes, bookings).map(|grid| (grid.first_day.year(), grid.slot_minutes));
        assert_eq!(of(1, 0), Some((2026, 90)));
        assert_eq!(of(1, 5_000), Some((2025, 90)));
        assert_eq!(of(1, 10_000), Some((2024, 60)));
        assert_eq!(of(28, 1_000_000), Some((2022, 30)));
        assert_eq!(of(1, 1_000_000), None);
        assert_eq!(places(&Grid::new(1, 200_000).unwrap()).len(), 200_000);
    }
}
