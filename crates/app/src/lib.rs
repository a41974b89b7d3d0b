//! Use cases: authorise, load, decide, write, emit; one transaction each.
//!
//! A use case takes [`App`], an access (who asks, and where) and a command, and returns what was asked
//! or an [`Error`]. It knows nothing of HTTP. The faces translate; the rules stand in `domain`.

mod chance;
mod clock;
mod error;
mod events;

pub mod access;
pub mod admins;
pub mod allocations;
pub mod applications;
pub mod authorizations;
pub mod bookings;
pub mod calendar_blockers;
pub mod calendar_events;
pub mod event_attendances;
pub mod event_messages;
pub mod files;
pub mod grants;
pub mod issuers;
pub mod jobs;
pub mod keys;
pub mod memberships;
pub mod networks;
pub mod operator;
pub mod passwords;
pub mod plans;
pub mod products;
pub mod resources;
pub mod spaces;
pub mod teams;
pub mod tokens;
pub mod users;

pub use chance::Chance;
pub use clock::Clock;
pub use error::{At, Error, FieldError, Result};
pub use events::Event;

use db::Db;
use std::sync::Arc;

/// What every use case needs. Cheap to clone.
#[derive(Clone)]
pub struct App {
    pub db: Db,
    pub clock: Clock,
    pub chance: Chance,
    pub hosts: Arc<BaseUrl>,
    pub keys: keys::KnownKeys,
    pub used: tokens::UsedTokens,
    pub wake: jobs::Wake,
}

/// Scheme, base domain and port from which all host names are formed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseUrl {
    /// `http` or `https`.
    pub scheme: String,
    /// Domain with the port if it is not the scheme's own: `localhost:3000`.
    pub authority: String,
}

impl BaseUrl {
    /// Reads `http://localhost:3000`; a path, a query or another scheme is refused with a text that says so.
    pub fn parse(text: &str) -> std::result::Result<Self, String> {
        let (scheme, authority) = text.split_once("://").ok_or("needs a scheme, as in http://localhost:3000")?;
        let authority = authority.trim_end_matches('/').to_ascii_lowercase();
        if !matches!(scheme, "http" | "https") {
            return Err(format!("{scheme} is not http or https"));
        }
        if authority.is_empty() || authority.contains(['/', '?', '#', '@', ' ']) {
            return Err("must be a scheme, a domain and perhaps a port, without a path".into());
        }
        Ok(Self { scheme: scheme.into(), authority })
    }

    /// Without a trailing slash: `http://harbour.localhost:3000`.
    pub fn at(&self, label: &str) -> String {
        format!("{}://{label}.{}", self.scheme, self.authority)
    }
}

impl App {
    pub fn new(db: Db, clock: Clock, chance: Chance, hosts: BaseUrl) -> Self {
        Self {
            db,
            clock,
            chance,
            hosts: Arc::new(hosts),
            keys: keys::KnownKeys::default(),
            used: tokens::UsedTokens::default(),
            wake: jobs::Wake::default(),
        }
    }

    /// A fresh id, in the order of time.
    pub fn id<T: From<uuid::Uuid>>(&self) -> T {
        T::from(self.chance.uuid(self.clock.now()))
    }
}
