//! Everything `store` does, on both databases.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod bookings;
mod long_lists;
mod memberships;
mod resources;
mod schema;
mod spaces;

/// Tests with a database of their own, migrated.
macro_rules! on_both {
    ($($test:tt)*) => { testkit::on_both! { migrations = store::MIGRATIONS; $($test)* } };
}
use on_both;
