//! Token formats and the messages of OAuth 2 and OpenID Connect; no I/O.

mod token;

pub use token::{Secret, hash, matches};
