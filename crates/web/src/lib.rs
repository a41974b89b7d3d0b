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
mod booking_list;
mod calendars;
mod charts;
mod debits;
mod desk;
mod directory;
mod external_bookings;
mod help;
mod home;
mod home_sections;
mod imports;
mod inside;
mod invitations;
mod invoices;
mod invoicing;
mod joining;
mod lists;
mod look;
mod mailbox;
mod managing_events;
mod membership;
mod menu;
mod navigation;
mod new_space;
mod oauth;
mod pages;
mod passes;
mod payments;
mod people;
mod plans;
mod portal;
mod reference;
mod resources;
mod rooms_for_visitors;
mod schedule;
mod selling_passes;
mod spaces;
mod tablets;
mod teams;
mod visiting;
mod visits;
mod webhooks;
mod widgets;
mod writings;

pub use pages::{Pages, with_pages};

/// Shown at the foot of each page.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");
