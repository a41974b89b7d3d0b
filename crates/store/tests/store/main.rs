//! Everything `store` does, on both databases.
#![expect(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod schema;
mod spaces;

/// Tests with a database of their own, migrated.
macro_rules! on_both {
    ($($test:tt)*) => { testkit::on_both! { migrations = store::MIGRATIONS; $($test)* } };
}
use on_both;
