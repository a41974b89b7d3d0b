//! Pages for people. They show what the use cases answer and hold no rule of their own.
#![expect(clippy::result_large_err, reason = "a handler answers another page where the one asked for cannot be shown")]

mod accounting;
mod accounts;
mod admins;
mod analytics;
mod applications;
mod assets;
mod bank;
mod blockers;
mod booking;
mod calendars;
mod charts;
mod debits;
mod desk;
mod external_bookings;
mod home;
mod inside;
mod invitations;
mod invoices;
mod invoicing;
mod joining;
mod look;
mod mailbox;
mod membership;
mod navigation;
mod new_space;
mod oauth;
mod pages;
mod payments;
mod people;
mod plans;
mod reference;
mod resources;
mod schedule;
mod spaces;
mod visits;
mod webhooks;
mod writings;

pub use pages::{Pages, with_pages};

/// Shown at the foot of each page.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");
