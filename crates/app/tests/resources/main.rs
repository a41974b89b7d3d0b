//! Resources as use cases, on both databases: a small space with its people.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod availability;
mod change;
mod holders;
mod viewers;
mod world;

/// Tests with a database of their own, migrated.
macro_rules! on_both {
    ($($test:tt)*) => { testkit::on_both! { migrations = store::MIGRATIONS; $($test)* } };
}
use on_both;
