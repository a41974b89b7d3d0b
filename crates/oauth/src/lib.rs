//! Token formats and the messages of OAuth 2 and OpenID Connect; no I/O.

pub mod redirect_uris;
mod token;

pub use token::{Secret, hash, matches};
