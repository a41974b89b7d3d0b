//! Pages for people. They show what the use cases answer and hold no rule of their own.
#![expect(clippy::result_large_err, reason = "a handler answers another page where the one asked for cannot be shown")]

mod accounting;
mod accounts;
mod add_ons;
mod admins;
mod analytics;
mod announcements;
mod applications;
mod asking;
mod assets;
mod bank;
mod blockers;
mod booking;
mod bots;
mod calendars;
mod charts;
mod contacts;
mod debits;
mod desk;
mod directory;
mod discount_codes;
mod external_bookings;
mod help;
mod home;
mod home_sections;
mod inside;
mod invitations;
mod invoices;
mod invoicing;
mod joining;
mod language;
mod look;
mod mailbox;
mod managing_events;
mod membership;
mod navigation;
mod new_space;
mod oauth;
mod own_invoices;
mod pages;
mod passes;
mod payments;
mod people;
mod plans;
mod portal;
mod products;
mod reference;
mod resources;
mod rooms_for_visitors;
mod schedule;
mod selling_passes;
mod settings;
mod spaces;
mod tablets;
mod teams;
mod visiting;
mod visits;
mod webhooks;
mod widgets;
mod writings;

pub(crate) use language::t;
pub use pages::{Pages, with_pages};

/// Shown at the foot of each page.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");
