//! Where time comes from.

use jiff::{Timestamp, ToSpan as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The time, whole microseconds UTC (what both databases keep). Tests hold a clock they can move.
#[derive(Clone, Debug)]
pub enum Clock {
    System,
    /// Microseconds since 1970.
    Manual(Arc<AtomicI64>),
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
        }
    }

    /// Moves a manual clock; does nothing to the system's.
    pub fn set(&self, now: Timestamp) {
        if let Self::Manual(micros) = self {
            micros.store(now.as_microsecond(), Ordering::SeqCst);
        }
    }

    /// Moves a manual clock on.
    pub fn advance(&self, minutes: i64) {
        if let Ok(later) = self.now().checked_add(minutes.minutes()) {
            self.set(later);
        }
    }
}
