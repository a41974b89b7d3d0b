//! Where chance comes from.

use jiff::Timestamp;
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// Random bytes: the system's, or a sequence that can be repeated (tests, seeds).
#[derive(Clone)]
pub enum Chance {
    System,
    Seeded(Arc<Mutex<u64>>),
}

impl Chance {
    /// The same seed gives the same bytes. Never for tokens that guard anything.
    pub fn seeded(seed: u64) -> Self {
        Self::Seeded(Arc::new(Mutex::new(seed)))
    }

    /// # Panics
    /// When the system has no chance to give: nothing could be kept secret then.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut out = [0; N];
        match self {
            Self::System => {
                #[expect(clippy::expect_used, reason = "a system without chance cannot issue tokens or ids: better to stop")]
                getrandom::fill(&mut out).expect("the system gives random bytes");
            }
            Self::Seeded(state) => {
                let mut state = state.lock().unwrap_or_else(PoisonError::into_inner);
                for chunk in out.chunks_mut(8) {
                    let word = split_mix(&mut state).to_le_bytes();
                    chunk.iter_mut().zip(word).for_each(|(to, from)| *to = from);
                }
            }
        }
        out
    }

    /// UUID v7 (RFC 9562): milliseconds, then chance.
    pub fn uuid(&self, now: Timestamp) -> Uuid {
        let millis = u64::try_from(now.as_millisecond()).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &self.bytes()).into_uuid()
    }
}

/// SplitMix64 (Steele, Lea, Flood 2014): one word of the sequence.
fn split_mix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut word = *state;
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}
