//! Links to PDFs that work without signing in, for a few minutes.

use crate::{App, Error, Result, secrets};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use domain::ids::InvoiceId;
use hmac::{Hmac, KeyInit as _, Mac as _};
use jiff::Timestamp;
use sha2::Sha256;

/// A link works at least so many seconds, and at most twice as long: within such a time it stays the same.
const SECONDS: i64 = 600;

/// Makes links, however many.
pub struct Links {
    key: Vec<u8>,
    base: String,
    expires: i64,
}

impl Links {
    pub async fn new(app: &App) -> Result<Self> {
        let expires = (app.clock.now().as_second().div_euclid(SECONDS) + 2) * SECONDS;
        Ok(Self { key: secrets::link_key(app).await?, base: app.hosts.at("api"), expires })
    }

    /// Where the PDF of an invoice is.
    pub fn pdf(&self, invoice: InvoiceId) -> Result<String> {
        let mut token = self.expires.to_be_bytes().to_vec();
        token.extend(signed(&self.key, invoice, self.expires)?.finalize().into_bytes());
        Ok(format!("{}/invoices/{invoice}.pdf?token={}", self.base, BASE64.encode(token)))
    }
}

fn signed(key: &[u8], invoice: InvoiceId, expires: i64) -> Result<Hmac<Sha256>> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).map_err(Error::internal)?;
    mac.update(b"invoice pdf");
    mac.update(invoice.0.as_bytes());
    mac.update(&expires.to_be_bytes());
    Ok(mac)
}

/// Says that whoever asks has a link to this invoice.
#[derive(Clone, Copy, Debug)]
pub struct Linked(pub(super) InvoiceId);

/// Whether the token of a link is one of ours, and still good.
///
/// # Errors
/// [`Error::Unauthenticated`] where it is not.
pub async fn follow(app: &App, invoice: InvoiceId, token: &str) -> Result<Linked> {
    let token = BASE64.decode(token).ok();
    let (expires, mac) = token.as_deref().and_then(<[u8]>::split_first_chunk).ok_or(Error::Unauthenticated)?;
    let expires = i64::from_be_bytes(*expires);
    let key = secrets::link_key(app).await?;
    signed(&key, invoice, expires)?.verify_slice(mac).map_err(|_| Error::Unauthenticated)?;
    let good = Timestamp::from_second(expires).is_ok_and(|expires| app.clock.now() < expires);
    if good { Ok(Linked(invoice)) } else { Err(Error::Unauthenticated) }
}
