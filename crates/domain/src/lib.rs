//! Business rules: pure, without I/O, clock or chance.
//!
//! Everything a rule needs comes in as an argument, everything it decides goes out as a value. Money is
//! in millionths of the currency unit ([`Amount`](money::Amount)), instants are UTC, days are local days
//! of the space, durations are minutes unless a name says otherwise.

pub mod accounting;
pub mod activities;
pub mod articles;
pub mod availability;
pub mod bank;
pub mod billing;
pub mod booking_times;
pub mod bookings;
pub mod built_in_emails;
pub mod calendar_events;
pub mod calendar_feeds;
pub mod check_ins;
pub mod colors;
pub mod countries;
pub mod credits;
pub mod currency;
pub mod cycles;
pub mod discount_codes;
pub mod drop_in_passes;
pub mod emails;
pub mod external_bookings;
pub mod external_resources;
pub mod extras;
pub mod ids;
pub mod imports;
pub mod interval;
pub mod invoices;
pub mod issues;
pub mod links;
pub mod memberships;
pub mod money;
pub mod navigation;
pub mod occupancy;
pub mod pass_grants;
pub mod pass_times;
pub mod passwords;
pub mod payments;
pub mod permissions;
pub mod plans;
pub mod pricing;
pub mod products;
pub mod profiles;
pub mod questions;
pub mod recurrence;
pub mod refusal;
pub mod reports;
pub mod resources;
pub mod sandboxes;
pub mod scopes;
pub mod settings;
pub mod spaces;
pub mod subscriptions;
pub mod tax_ids;
pub mod taxes;
pub mod teams;
pub mod terms;
pub mod texts;
pub mod time_zones;
pub mod totp;
pub mod transliterate;
pub mod webhooks;
mod words;
