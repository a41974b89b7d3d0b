//! Secrets and signatures, as Standard Webhooks has them: `v1` is HMAC-SHA256, `v1a` is Ed25519.
//!
//! Secrets sign, so they are kept as they are, like the other keys in the database (decision 0006).

use crate::{App, Error, Result};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use ring::hmac;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use store::webhooks::{Keys, Webhook};

/// What a receiver needs to check signatures: one of the two will do.
#[derive(Clone)]
pub struct Revealed {
    /// `whsec_…`, shown this once.
    pub secret: String,
    /// `whpk_…`, which anybody may know.
    pub public_key: String,
}

/// Keys that nobody had before.
pub(super) fn fresh(app: &App) -> Keys {
    Keys { secret: app.chance.bytes::<32>().to_vec(), signing_key: app.chance.bytes::<32>().to_vec() }
}

pub(super) fn reveal(keys: &Keys) -> Result<Revealed> {
    Ok(Revealed { secret: format!("whsec_{}", STANDARD.encode(&keys.secret)), public_key: public_key(&keys.signing_key)? })
}

fn pair(seed: &[u8]) -> Result<Ed25519KeyPair> {
    Ed25519KeyPair::from_seed_unchecked(seed).map_err(|_| Error::internal("a key of a webhook cannot be used"))
}

pub(super) fn public_key(seed: &[u8]) -> Result<String> {
    Ok(format!("whpk_{}", STANDARD.encode(pair(seed)?.public_key())))
}

/// The header `webhook-signature`: of both kinds, and with the keys before as long as they are good.
pub(super) fn sign(webhook: &Webhook, id: &str, body: &str, now: Timestamp) -> Result<String> {
    let content = format!("{id}.{}.{body}", now.as_second());
    let mut secrets = vec![&webhook.secret];
    let mut seeds = vec![&webhook.signing_key];
    if webhook.old_until.is_some_and(|until| now < until) {
        secrets.extend(&webhook.old_secret);
        seeds.extend(&webhook.old_signing_key);
    }
    let mut signatures = Vec::new();
    for secret in secrets {
        let tag = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, secret), content.as_bytes());
        signatures.push(format!("v1,{}", STANDARD.encode(tag)));
    }
    for seed in seeds {
        signatures.push(format!("v1a,{}", STANDARD.encode(pair(seed)?.sign(content.as_bytes()))));
    }
    Ok(signatures.join(" "))
}
