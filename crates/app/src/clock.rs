//! Where time comes from.

use jiff::{SignedDuration, Timestamp, ToSpan as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The time, whole microseconds UTC (what both databases keep). Tests hold a clock they can move.
#[derive(Clone, Debug)]
pub enum Clock {
    System,
    /// Microseconds since 1970.
    Manual(Arc<AtomicI64>),
    /// The clock of a sandbox: so many microseconds ahead of another one.
    Ahead(Box<Clock>, i64),
}

impl Clock {
    /// A clock that stands until it is moved.
    pub fn standing_at(now: Timestamp) -> Self {
        Self::Manual(Arc::new(AtomicI64::new(now.as_microsecond())))
    }

    pub fn now(&self) -> Timestamp {
        match self {
            #[expect(clippy::disallowed_methods, reason = "the one place that reads the system's clock")]
            Self::System => {
                let now = Timestamp::now();
                Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
            }
            Self::Manual(micros) => Timestamp::from_microsecond(micros.load(Ordering::SeqCst)).unwrap_or(Timestamp::UNIX_EPOCH),
            Self::Ahead(real, micros) => real.now().checked_add(SignedDuration::from_micros(*micros)).unwrap_or(Timestamp::MAX),
        }
    }

    /// The clock that all but sandboxes go by: what is due for us, as sessions and jobs are, is due by it.
    pub fn real(&self) -> &Self {
        match self {
            Self::Ahead(real, _) => real.real(),
            Self::System | Self::Manual(_) => self,
        }
    }

    /// The clock of a space that is so many microseconds ahead; of any other the real one. It is the same whichever clock
    /// this one is.
    #[must_use]
    pub fn of(&self, ahead: Option<i64>) -> Self {
        let real = self.real().clone();
        match ahead {
            Some(micros) => Self::Ahead(Box::new(real), micros),
            None => real,
        }
    }

    /// What time it is by the real clock when this one shows a time.
    pub fn to_real(&self, at: Timestamp) -> Timestamp {
        match self {
            Self::Ahead(_, micros) => at.checked_sub(SignedDuration::from_micros(*micros)).unwrap_or(Timestamp::MIN),
            Self::System | Self::Manual(_) => at,
        }
    }

    /// Moves a manual clock; does nothing to the system's.
    pub fn set(&self, now: Timestamp) {
        match self {
            Self::Manual(micros) => micros.store(now.as_microsecond(), Ordering::SeqCst),
            Self::Ahead(real, _) => real.set(self.to_real(now)),
            Self::System => {}
        }
    }

    /// Moves a manual clock on.
    pub fn advance(&self, minutes: i64) {
        if let Ok(later) = self.now().checked_add(minutes.minutes()) {
            self.set(later);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_is_ahead_stays_so_and_knows_the_real_time() {
        let real = Clock::standing_at(Timestamp::UNIX_EPOCH);
        let ahead = real.of(Some(60_000_000)).of(Some(3_600_000_000));
        let later = |minutes: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
        assert_eq!((ahead.now(), ahead.real().now(), ahead.of(None).now()), (later(60), later(0), later(0)));
        real.advance(5);
        assert_eq!((ahead.now(), ahead.to_real(later(70))), (later(65), later(10)));
        ahead.set(later(90));
        assert_eq!(real.now(), later(30));
    }
}
