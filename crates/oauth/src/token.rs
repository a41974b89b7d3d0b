//! Random tokens: shown once as 64 hexadecimal digits, kept as SHA-256.

use sha2::{Digest, Sha256};
use std::fmt::Write as _;
use subtle::ConstantTimeEq as _;

/// An access token, a code or a client secret, from 32 random bytes. It has no `Debug`, so that it is
/// not logged by accident.
pub struct Secret(String);

impl Secret {
    pub fn new(random: [u8; 32]) -> Self {
        let mut text = String::with_capacity(64);
        for byte in random {
            let _ = write!(text, "{byte:02x}");
        }
        Self(text)
    }

    /// The text to hand out. It cannot be had again from what is stored.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    pub fn hash(&self) -> [u8; 32] {
        hash(&self.0)
    }
}

/// What is stored of a random token. A plain hash will do because the token has 256 bits of chance.
pub fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token.as_bytes()).into()
}

/// Whether a presented secret is the one whose hash is stored, in constant time.
pub fn matches(presented: &str, stored: &[u8]) -> bool {
    hash(presented).ct_eq(stored).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_found_by_its_hash_only() {
        let secret = Secret::new([7; 32]);
        assert_eq!(secret.reveal().len(), 64);
        assert!(matches(secret.reveal(), &secret.hash()));
        assert!(!matches("07", &secret.hash()) && !matches(secret.reveal(), b"short"));
    }
}
