//! SQL, row mapping and migrations; one module an aggregate.
//!
//! Every statement is a constant declared with [`statements!`], so that a test can prepare them all on
//! both databases. Tenant data is reached through a [`SpaceTx`] alone: it binds the space's id as `$1`.
//!
//! Verbs: `find` gives an `Option`, `list` rows, `insert`, `update` and `delete` change one.

mod json;
mod migrations;
mod search;
mod space_tx;
mod totals;

pub mod access;
pub mod activities;
pub mod add_ons;
pub mod admins;
pub mod allocations;
pub mod analytics;
pub mod announcements;
pub mod articles;
pub mod bank;
pub mod billing;
pub mod bookings;
pub mod bots;
pub mod buyers;
pub mod calendar_blockers;
pub mod calendar_events;
pub mod calendar_feeds;
pub mod charges;
pub mod check_ins;
pub mod clients;
pub mod clock_events;
pub mod contacts;
pub mod custom_fields;
pub mod debits;
pub mod discount_codes;
pub mod drop_in_passes;
pub mod email_customizations;
pub mod event_attendances;
pub mod event_messages;
pub mod event_tickets;
pub mod external_bookings;
pub mod external_resources;
pub mod files;
pub mod grants;
pub mod guest_accounts;
pub mod idempotency_keys;
pub mod imports;
pub mod invitations;
pub mod invoices;
pub mod issues;
pub mod jobs;
pub mod mails;
pub mod membership_files;
pub mod membership_notes;
pub mod membership_plans;
pub mod membership_profiles;
pub mod memberships;
pub mod navigation_links;
pub mod outbox;
pub mod passkeys;
pub mod payments;
pub mod plan_updates;
pub mod plans;
pub mod products;
pub mod questions;
pub mod recurrences;
pub mod resources;
pub mod sandboxes;
pub mod second_factors;
pub mod secrets;
pub mod sent_forms;
pub mod sessions;
pub mod signing_keys;
pub mod single_page_apps;
pub mod space_customers;
pub mod space_domains;
pub mod spaces;
pub mod subscriptions;
pub mod tablets;
pub mod teams;
pub mod terms;
pub mod throttles;
pub mod tickets;
pub mod time_passes;
pub mod tokens;
pub mod users;
pub mod webhooks;

pub use json::Json;
pub use migrations::MIGRATIONS;
pub use space_tx::SpaceTx;

/// Declares statements as constants and lists them for [`every_statement`].
macro_rules! statements {
    ($($(#[$meta:meta])* $name:ident = $sql:expr;)+) => {
        $($(#[$meta])* const $name: &str = $sql;)+
        /// All statements of this module, by name.
        pub(crate) const STATEMENTS: &[(&str, &str)] = &[$((concat!(module_path!(), "::", stringify!($name)), $name)),+];
    };
}
pub(crate) use statements;

/// Every fixed statement, by name; a test prepares each on both databases.
pub fn every_statement() -> impl Iterator<Item = &'static (&'static str, &'static str)> {
    [
        access::STATEMENTS,
        activities::STATEMENTS,
        add_ons::STATEMENTS,
        analytics::STATEMENTS,
        announcements::STATEMENTS,
        custom_fields::STATEMENTS,
        guest_accounts::STATEMENTS,
        issues::STATEMENTS,
        membership_files::STATEMENTS,
        membership_notes::STATEMENTS,
        questions::STATEMENTS,
        admins::STATEMENTS,
        allocations::STATEMENTS,
        articles::STATEMENTS,
        bank::STATEMENTS,
        billing::STATEMENTS,
        bookings::STATEMENTS,
        bookings::credits::STATEMENTS,
        bookings::facts::STATEMENTS,
        bookings::LIST_STATEMENTS,
        bots::STATEMENTS,
        bots::installs::STATEMENTS,
        bots::visits::STATEMENTS,
        calendar_blockers::STATEMENTS,
        contacts::STATEMENTS,
        calendar_events::STATEMENTS,
        debits::STATEMENTS,
        calendar_feeds::STATEMENTS,
        discount_codes::STATEMENTS,
        drop_in_passes::STATEMENTS,
        email_customizations::STATEMENTS,
        event_attendances::STATEMENTS,
        event_messages::STATEMENTS,
        charges::STATEMENTS,
        check_ins::STATEMENTS,
        clients::STATEMENTS,
        clock_events::STATEMENTS,
        external_bookings::STATEMENTS,
        external_resources::STATEMENTS,
        external_resources::OPENING_STATEMENTS,
        event_tickets::STATEMENTS,
        files::STATEMENTS,
        grants::STATEMENTS,
        idempotency_keys::STATEMENTS,
        imports::STATEMENTS,
        invitations::STATEMENTS,
        invoices::STATEMENTS,
        invoices::collecting::STATEMENTS,
        invoices::documents::STATEMENTS,
        invoices::export::STATEMENTS,
        invoices::LIST_STATEMENTS,
        invoices::payments::STATEMENTS,
        invoices::seals::STATEMENTS,
        invoices::settings::STATEMENTS,
        jobs::STATEMENTS,
        mails::STATEMENTS,
        membership_plans::STATEMENTS,
        membership_profiles::STATEMENTS,
        memberships::STATEMENTS,
        navigation_links::STATEMENTS,
        outbox::STATEMENTS,
        passkeys::STATEMENTS,
        payments::STATEMENTS,
        payments::PROVIDER_STATEMENTS,
        plan_updates::STATEMENTS,
        plans::STATEMENTS,
        products::STATEMENTS,
        recurrences::STATEMENTS,
        resources::LINK_STATEMENTS,
        resources::STATEMENTS,
        signing_keys::STATEMENTS,
        sandboxes::STATEMENTS,
        secrets::STATEMENTS,
        sent_forms::STATEMENTS,
        second_factors::STATEMENTS,
        sessions::STATEMENTS,
        single_page_apps::STATEMENTS,
        space_customers::STATEMENTS,
        space_domains::STATEMENTS,
        spaces::STATEMENTS,
        subscriptions::STATEMENTS,
        tablets::STATEMENTS,
        teams::STATEMENTS,
        totals::STATEMENTS,
        terms::STATEMENTS,
        throttles::STATEMENTS,
        time_passes::STATEMENTS,
        tickets::STATEMENTS,
        tokens::STATEMENTS,
        users::STATEMENTS,
        webhooks::STATEMENTS,
        webhooks::deliveries::STATEMENTS,
    ]
    .into_iter()
    .flatten()
}
