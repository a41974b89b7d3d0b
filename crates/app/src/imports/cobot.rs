//! A whole space from Cobot: read through its APIs, looked through, then made here.

mod fetch;
mod markup;
mod plans;
mod things;

pub(super) use fetch::fetch;
pub(super) use things::make;

use super::{OFTEN, new, require, start};
use crate::access::Access;
use crate::throttles;
use crate::{App, FieldError, Result, secrets};
use domain::ids::ImportId;
use store::imports::Options;

/// What somebody wants of Cobot.
#[derive(Clone)]
pub struct FromCobot {
    /// Of the space there.
    pub subdomain: String,
    /// Of one of its admins there.
    pub token: String,
    /// Bookings of the last two years come along.
    pub past: bool,
    /// Not only looked through.
    pub at_once: bool,
}

/// Has a space of Cobot read and looked through. The token is kept encrypted, and only until all is read. For admins who may
/// edit all that comes with it.
///
/// # Errors
/// [`crate::Error::Invalid`] for what cannot be a subdomain or a token.
pub async fn begin_cobot(app: &App, access: &Access, wish: FromCobot) -> Result<ImportId> {
    require(access, "space")?;
    throttles::attempt(app, OFTEN, &access.space_id().to_string()).await?;
    let subdomain = wish.subdomain.trim().to_lowercase();
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if subdomain.is_empty() || subdomain.len() > 63 || !subdomain.bytes().all(plain) || subdomain.starts_with('-') {
        return Err(FieldError::field("subdomain", "invalid", "must be the first part of the address of your space at Cobot").into());
    }
    let token = wish.token.trim();
    if token.is_empty() || token.len() > 500 || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(FieldError::field("token", "invalid", "cannot be a token").into());
    }
    let options = Options { past: wish.past, at_once: wish.at_once, ..Options::default() };
    let mut import = new(app, access, "space", subdomain, ("fetching", options))?;
    import.secret = Some(secrets::seal(app, import.id.0.as_bytes(), token).await?);
    start(app, access, import, vec![]).await
}
