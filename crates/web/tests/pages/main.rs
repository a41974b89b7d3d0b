//! Pages, as browsers without scripts use them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod accounts;
mod admins;
mod analytics;
mod attacks;
mod bank;
mod blockers;
mod browser;
mod calendars;
mod chromium;
mod events;
mod external_bookings;
mod invitations;
mod invoicing;
mod look;
mod navigation;
mod passkeys;
mod providers;
mod schedule;
mod setting_up;
mod webhooks;

/// Tests with a database of their own, migrated, on SQLite and PostgreSQL.
macro_rules! on_both {
    ($($test:tt)*) => { testkit::on_both! { migrations = store::MIGRATIONS; $($test)* } };
}
use on_both;
