//! Both APIs, in process: the client speaks to the router that the binary serves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests fail by panicking")]

mod api1_edges;
mod api2_edges;
mod articles;
mod asyncapi;
mod back_office;
mod billing;
mod bookings;
mod built_in_emails;
mod calendar_events;
mod calendar_feeds;
mod check_ins;
mod client;
mod clocks;
mod collecting;
mod conditions;
mod contacts;
mod contract;
mod deleted_events;
mod deletions;
mod discount_codes;
mod doors;
mod drop_in_passes;
mod event_tickets;
mod external_bookings;
mod external_resources;
mod feed;
mod invoice_documents;
mod invoices;
mod ledger;
mod limits;
mod mcp;
mod membership_profiles;
mod memberships;
mod navigation_links;
mod oauth;
mod openapi;
mod payments;
mod people;
mod program;
mod reports;
mod seals;
mod sites;
mod spaces;
mod subscriptions;
mod surface;
mod team_plans;
mod terms;
mod users;
mod visits;
mod webhooks;

/// Tests with a database of their own, migrated, on SQLite and PostgreSQL.
macro_rules! on_both {
    ($($test:tt)*) => { testkit::on_both! { migrations = store::MIGRATIONS; $($test)* } };
}
use on_both;

/// A database of SQLite, for tests of what no database has a part in.
async fn database() -> testkit::TestDb {
    testkit::Template::new(store::MIGRATIONS).database(testkit::Backend::Sqlite).await.unwrap()
}
