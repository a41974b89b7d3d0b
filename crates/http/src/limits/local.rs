//! Counts in this process.

use super::{Key, Verdict};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

type Counter = RateLimiter<Key, DashMapStateStore<Key>, DefaultClock, StateInformationMiddleware>;

/// After this many requests, keys that are back to their full share are forgotten.
const SWEEP: usize = 8192;

/// One counter a quota; there are about three quotas.
#[derive(Default)]
pub struct Local {
    counters: RwLock<HashMap<u32, Arc<Counter>>>,
    taken: AtomicUsize,
}

impl Local {
    pub fn take(&self, key: Key, quota: u32) -> Verdict {
        if self.taken.fetch_add(1, Ordering::Relaxed) % SWEEP == SWEEP - 1 {
            self.sweep();
        }
        let counter = self.counter(quota);
        match counter.check_key(&key) {
            Ok(state) => Verdict { quota, remaining: state.remaining_burst_capacity(), refused: None },
            Err(refusal) => {
                let wait = refusal.wait_time_from(DefaultClock::default().now());
                let seconds = u64::try_from(wait.as_millis().div_ceil(1000)).unwrap_or(60);
                Verdict { quota, remaining: 0, refused: Some(seconds.max(1)) }
            }
        }
    }

    fn counter(&self, quota: u32) -> Arc<Counter> {
        if let Some(counter) = self.counters.read().unwrap_or_else(PoisonError::into_inner).get(&quota) {
            return Arc::clone(counter);
        }
        let mut counters = self.counters.write().unwrap_or_else(PoisonError::into_inner);
        let make = || {
            let allowed = Quota::per_minute(NonZeroU32::new(quota).unwrap_or(NonZeroU32::MIN));
            Arc::new(RateLimiter::dashmap(allowed).with_middleware::<StateInformationMiddleware>())
        };
        Arc::clone(counters.entry(quota).or_insert_with(make))
    }

    fn sweep(&self) {
        for counter in self.counters.read().unwrap_or_else(PoisonError::into_inner).values() {
            counter.retain_recent();
            counter.shrink_to_fit();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Who;
    use super::*;
    use std::net::{IpAddr, Ipv4Addr};

    #[test]
    fn a_share_is_per_caller_and_operation() {
        let local = Local::default();
        let key = |operation, last| Key { operation, who: Who::Address(IpAddr::V4(Ipv4Addr::new(10, 0, 0, last))) };
        for left in (0..6).rev() {
            assert_eq!(local.take(key("list", 1), 6), Verdict { quota: 6, remaining: left, refused: None });
        }
        let refused = local.take(key("list", 1), 6);
        assert_eq!((refused.remaining, refused.refused), (0, Some(10)));
        assert_eq!(local.take(key("list", 2), 6).remaining, 5);
        assert_eq!(local.take(key("get", 1), 6).remaining, 5);
    }
}
