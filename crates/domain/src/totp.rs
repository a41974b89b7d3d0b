//! One-time codes of authenticator apps: TOTP (RFC 6238) with SHA-1, six digits and steps of 30 seconds, which all
//! apps know.

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha1::Sha1;
use subtle::ConstantTimeEq as _;

/// Seconds a code is shown.
pub const STEP: i64 = 30;

/// The code of a step (RFC 4226, 5.3): what an app shows.
pub fn code(secret: &[u8], step: u64) -> Option<String> {
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).ok()?;
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let offset = usize::from(digest.last()? & 0xf);
    let four: [u8; 4] = digest.get(offset..offset + 4)?.try_into().ok()?;
    Some(format!("{:06}", (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000))
}

/// The step whose code was entered: that of `seconds` since 1970, or the one before or after it, as clocks differ.
/// Spaces in the code do not count. Every step is compared, in constant time.
pub fn step_of(secret: &[u8], entered: &str, seconds: i64) -> Option<i64> {
    let entered: String = entered.chars().filter(|c| !c.is_whitespace()).collect();
    let now = seconds.div_euclid(STEP);
    let mut found = None;
    for step in now - 1..=now + 1 {
        let Some(code) = u64::try_from(step).ok().and_then(|step| code(secret, step)) else { continue };
        if bool::from(code.as_bytes().ct_eq(entered.as_bytes())) {
            found = Some(step);
        }
    }
    found
}

/// Base 32 without padding (RFC 4648, 6): how the secret is typed into an app.
pub fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut out = String::with_capacity(bytes.len().div_ceil(5) * 8);
    let (mut held, mut bits) = (0_u32, 0_u32);
    for byte in bytes {
        held = (held << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            out.extend(LETTERS.get((held >> bits) as usize & 31).map(|letter| char::from(*letter)));
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        out.extend(LETTERS.get((held << (5 - bits)) as usize & 31).map(|letter| char::from(*letter)));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &[u8] = b"12345678901234567890";

    /// The last six digits of RFC 6238's appendix B.
    #[test]
    fn codes_are_those_of_the_standard() {
        for (seconds, digits) in [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (20_000_000_000, "353130")] {
            assert_eq!(step_of(SECRET, digits, seconds), Some(seconds / STEP), "{seconds}");
        }
    }

    #[test]
    fn a_step_to_either_side_is_allowed_for() {
        let step = |seconds| step_of(SECRET, "287 082", seconds);
        assert_eq!((step(59), step(29), step(60), step(89)), (Some(1), Some(1), Some(1), Some(1)));
        assert_eq!((step(90), step(1_000_000)), (None, None));
        assert_eq!((step_of(SECRET, "", 59), step_of(SECRET, "28708", 59), step_of(&[], "287082", -99)), (None, None, None));
    }

    #[test]
    fn secrets_are_shown_in_base_32() {
        for (bytes, text) in [("", ""), ("f", "MY"), ("fo", "MZXQ"), ("foobar", "MZXW6YTBOI")] {
            assert_eq!(base32(bytes.as_bytes()), text);
        }
    }
}
