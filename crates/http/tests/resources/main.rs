//! Resources through both APIs: who makes, sees and finds free what, and what is refused.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod server;
mod story;
