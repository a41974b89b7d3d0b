//! Token formats and the messages of OAuth 2 and OpenID Connect; no I/O.

pub mod authorization;
pub mod claims;
pub mod client_auth;
pub mod jose;
pub mod metadata;
pub mod parameters;
pub mod pkce;
pub mod redirect_uris;
mod refusal;
pub mod registration;
mod token;
pub mod token_request;
pub mod webauthn;

pub use refusal::{Code, Refusal};
pub use token::{Secret, hash, matches};
