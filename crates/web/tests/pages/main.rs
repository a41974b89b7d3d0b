//! Pages, as browsers without scripts use them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod accounts;
mod add_ons;
mod admins;
mod analytics;
mod attacks;
mod bank;
mod blockers;
mod bots;
mod browser;
mod calendars;
#[allow(dead_code, reason = "other tests need what these do not")]
mod chromium;
mod cobot;
mod contacts;
mod countries;
mod deleted_events;
mod desk_lists;
mod domains;
mod event_desk;
mod events;
mod external_bookings;
mod harbour;
mod imports;
mod invitations;
mod invoices;
mod invoicing;
mod languages;
mod languages_of_admins;
mod left_events;
mod lists;
mod look;
mod member_profile;
mod members_area;
mod navigation;
mod on_a_phone;
mod once;
mod passkeys;
mod plan_changes;
mod plan_updates;
mod portal;
mod providers;
mod schedule;
mod setting_up;
mod settings;
mod tablets;
mod teams;
mod visitors;
mod webhooks;

/// Tests with a database of their own, migrated, on SQLite and PostgreSQL.
macro_rules! on_both {
    ($($test:tt)*) => { testkit::on_both! { migrations = store::MIGRATIONS; $($test)* } };
}
use on_both;
