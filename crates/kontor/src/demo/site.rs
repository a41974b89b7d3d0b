//! A space that is being made: what everything in it needs.

use crate::dice::Dice;
use app::{App, Error, Result};
use domain::cycles;
use domain::memberships::first_recurring;
use domain::money::Amount;
use domain::taxes::{PriceDisplay, net_of_gross};
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use store::spaces::Space;

/// One space, its time zone and its today.
pub struct Site<'a> {
    pub app: &'a App,
    pub dice: Dice,
    pub space: Space,
    pub zone: TimeZone,
    pub now: Timestamp,
    pub today: Date,
}

impl<'a> Site<'a> {
    pub fn new(app: &'a App, space: Space) -> Result<Self> {
        let zone = domain::spaces::time_zone(&space.time_zone).map_err(|refusal| Error::internal(refusal.message))?;
        let now = app.clock.now();
        let today = zone.to_datetime(now).date();
        Ok(Self { app, dice: Dice(app.chance.clone()), space, zone, now, today })
    }

    /// Net, for a price in cents as people see it here.
    pub fn price(&self, cents: i64) -> Amount {
        let shown = Amount(cents * 10_000);
        match self.space.price_display {
            PriceDisplay::Net => shown,
            PriceDisplay::Gross => net_of_gross(shown, &self.space.taxes.0).unwrap_or(shown),
        }
    }

    /// So many days from today, back when negative.
    pub fn day(&self, days: i64) -> Date {
        self.today.saturating_add(days.days())
    }

    pub fn instant(&self, local: DateTime) -> Timestamp {
        self.zone.to_timestamp(local).unwrap_or(self.now)
    }

    /// At so many minutes of the local day.
    pub fn at(&self, day: Date, minutes: i64) -> Timestamp {
        self.instant(day.at(0, 0, 0, 0).saturating_add(minutes.minutes()))
    }

    pub fn today_of(&self, at: Timestamp) -> Date {
        self.zone.to_datetime(at).date()
    }

    /// The next fee of somebody who began on a day (V2).
    pub fn next_invoice(&self, starts_at: Date, cycle_months: u8) -> Date {
        cycles::first_from(first_recurring(starts_at, self.space.settings.0.default_invoice_day), cycle_months, self.today)
    }
}

/// So many minutes before an instant.
pub fn before(at: Timestamp, minutes: i64) -> Timestamp {
    at.checked_sub(SignedDuration::from_mins(minutes)).unwrap_or(at)
}
