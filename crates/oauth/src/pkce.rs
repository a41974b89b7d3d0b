//! Proof Key for Code Exchange (RFC 7636), method S256 only: `plain` proves nothing to who reads the request.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;

/// Whether the text can be a challenge: SHA-256 in base64url.
pub fn is_challenge(text: &str) -> bool {
    text.len() == 43 && BASE64.decode(text).is_ok_and(|bytes| bytes.len() == 32)
}

/// Whether the text can be a verifier (section 4.1).
pub fn is_verifier(text: &str) -> bool {
    (43..=128).contains(&text.len()) && text.chars().all(|c| c.is_ascii_alphanumeric() || "-._~".contains(c))
}

/// The challenge of a verifier (section 4.2).
pub fn challenge(verifier: &str) -> String {
    BASE64.encode(Sha256::digest(verifier.as_bytes()))
}

/// Whether the verifier is the one of the challenge, in constant time.
pub fn proves(verifier: &str, of: &str) -> bool {
    is_verifier(verifier) && challenge(verifier).as_bytes().ct_eq(of.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_standard_holds() {
        // RFC 7636, appendix B.
        let (verifier, challenge) = ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
        assert!(is_challenge(challenge) && is_verifier(verifier) && proves(verifier, challenge));
        assert!(!proves(&verifier.replace('d', "e"), challenge) && !proves(challenge, challenge) && !proves("", challenge));
    }

    #[test]
    fn other_texts_are_neither() {
        for odd in ["", "short", &"a".repeat(42), &"a".repeat(44), &"*".repeat(43)] {
            assert!(!is_challenge(odd), "{odd}");
        }
        for odd in ["", &"a".repeat(42), &"a".repeat(129), &" ".repeat(50)] {
            assert!(!is_verifier(odd), "{odd}");
        }
    }
}
