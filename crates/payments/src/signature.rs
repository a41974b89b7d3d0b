//! `Stripe-Signature`: `t=SECONDS,v1=HEX[,v1=HEX…]`, an HMAC-SHA-256 over `SECONDS.BODY`.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;

/// A message that was signed longer ago, or so far ahead, may be one that somebody sends again.
const TOLERANCE: i64 = 300;

/// Whether one of the signatures is of the secret. They are compared in constant time.
pub(crate) fn is_good(header: &str, body: &[u8], secret: &str, now: i64) -> bool {
    let mut parts = header.split(',').filter_map(|part| part.trim().split_once('='));
    let Some(signed_at) = parts.clone().find(|(name, _)| *name == "t").map(|(_, at)| at) else { return false };
    if !signed_at.parse::<i64>().is_ok_and(|at| now.abs_diff(at) <= TOLERANCE.unsigned_abs()) {
        return false;
    }
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.as_bytes()) else { return false };
    mac.update(signed_at.as_bytes());
    mac.update(b".");
    mac.update(body);
    parts.any(|(name, hex)| name == "v1" && bytes(hex).is_some_and(|bytes| mac.clone().verify_slice(&bytes).is_ok()))
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    if hex.len() != 64 || !hex.is_ascii() {
        return None;
    }
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed(secret: &str, at: i64, body: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(format!("{at}.{body}").as_bytes());
        mac.finalize().into_bytes().iter().fold(String::new(), |hex, byte| format!("{hex}{byte:02x}"))
    }

    #[test]
    fn only_what_was_signed_lately_with_the_secret_is_good() {
        let (body, at) = (r#"{"id":"evt_1"}"#, 1_800_000_000);
        let good = signed("whsec_a", at, body);
        let header = |v1: &str| format!("t={at},v0=00,v1={v1}");
        assert!(is_good(&header(&good), body.as_bytes(), "whsec_a", at + 300));
        assert!(is_good(&format!("t={at}, v1={}, v1={good}", "0".repeat(64)), body.as_bytes(), "whsec_a", at), "a secret is being changed");
        assert!(!is_good(&header(&good), b"{}", "whsec_a", at), "another body");
        assert!(!is_good(&header(&good), body.as_bytes(), "whsec_b", at), "another secret");
        assert!(!is_good(&header(&good), body.as_bytes(), "whsec_a", at + 301), "too old");
        assert!(!is_good(&header(&good), body.as_bytes(), "whsec_a", at - 301), "from the future");
        for bad in [
            "",
            "t=",
            "v1=00",
            &format!("t={at}"),
            &format!("t={at},v1=é"),
            &format!("t={at},v1={}", "é".repeat(32)),
            "t=9223372036854775808,v1=00",
        ] {
            assert!(!is_good(bad, body.as_bytes(), "whsec_a", at), "{bad}");
        }
        assert!(!is_good(&format!("t={},v1={good}", i64::MIN), body.as_bytes(), "whsec_a", at));
    }
}
