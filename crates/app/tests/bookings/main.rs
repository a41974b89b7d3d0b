//! Bookings as people make them, on both databases.
#![expect(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod clock;
mod credits;
mod recurring;
mod rules;
mod world;
mod writers;

/// Tests with a database of their own, migrated.
macro_rules! on_both {
    ($($test:tt)*) => { testkit::on_both! { migrations = store::MIGRATIONS; $($test)* } };
}
use on_both;
