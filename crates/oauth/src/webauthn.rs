//! Passkeys: what a browser says after it has made one or signed with one (W3C Web Authentication, Level 3).
//!
//! Attestation is not asked for: who registers a key is signed in, and nothing hangs on the maker of the device. So the
//! browser's own reading of the new key (`getPublicKey`, `getAuthenticatorData`) is enough, and no CBOR is met.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use ring::digest::{SHA256, digest};
use ring::signature::{ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, UnparsedPublicKey, VerificationAlgorithm};
use serde::Deserialize;

/// Why a passkey is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error("cannot be read")]
    Malformed,
    #[error("was made for another page")]
    ElsewhereMade,
    #[error("answers another question")]
    Challenge,
    #[error("does not say that the person was asked")]
    NotVerified,
    #[error("is of a kind that is not known here")]
    Algorithm,
    #[error("has a signature that is not right")]
    Signature,
    #[error("was used by a copy of the device")]
    Copied,
}

/// Algorithms of COSE that are taken, the most welcome first: ES256, EdDSA, RS256 (RFC 9053, RFC 8812).
pub const ALGORITHMS: [i32; 3] = [-7, -8, -257];

/// What is expected of an answer.
#[derive(Clone, Copy, Debug)]
pub struct Expected<'a> {
    /// The domain that keys belong to.
    pub relying_party: &'a str,
    /// Scheme, domain and port of the page.
    pub origin: &'a str,
    /// Base 64 (URL) as it was sent.
    pub challenge: &'a str,
}

/// What `navigator.credentials.create` gave.
#[derive(Clone, Debug)]
pub struct Made {
    pub client_data: Vec<u8>,
    pub authenticator_data: Vec<u8>,
    /// SubjectPublicKeyInfo (RFC 5280).
    pub public_key: Vec<u8>,
    pub algorithm: i32,
}

/// A key to keep.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    pub credential: Vec<u8>,
    pub public_key: Vec<u8>,
    pub algorithm: i32,
    pub counter: u32,
}

/// What `navigator.credentials.get` gave.
#[derive(Clone, Debug)]
pub struct Used {
    pub client_data: Vec<u8>,
    pub authenticator_data: Vec<u8>,
    pub signature: Vec<u8>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(default)]
    cross_origin: bool,
}

/// The challenge that an answer is for, to find what it belongs to; nothing is checked.
///
/// # Errors
/// [`Flaw::Malformed`].
pub fn challenge(client_data: &[u8]) -> Result<String, Flaw> {
    serde_json::from_slice::<ClientData>(client_data).map(|data| data.challenge).map_err(|_| Flaw::Malformed)
}

/// Takes a new key (7.1 of the standard, without attestation).
///
/// # Errors
/// The first [`Flaw`] that is found.
pub fn register(made: &Made, expected: Expected<'_>) -> Result<Passkey, Flaw> {
    client(&made.client_data, "webauthn.create", expected)?;
    let data = Data::read(&made.authenticator_data)?;
    data.expect(expected)?;
    let credential = data.credential()?.to_vec();
    verifier(made.algorithm, &made.public_key)?;
    Ok(Passkey { credential, public_key: made.public_key.clone(), algorithm: made.algorithm, counter: data.counter })
}

/// Checks that the key signed the answer (7.2 of the standard); the counter to keep.
///
/// # Errors
/// The first [`Flaw`] that is found.
pub fn verify(used: &Used, passkey: &Passkey, expected: Expected<'_>) -> Result<u32, Flaw> {
    client(&used.client_data, "webauthn.get", expected)?;
    let data = Data::read(&used.authenticator_data)?;
    data.expect(expected)?;
    let signed = [&used.authenticator_data, digest(&SHA256, &used.client_data).as_ref()].concat();
    verifier(passkey.algorithm, &passkey.public_key)?.verify(&signed, &used.signature).map_err(|_| Flaw::Signature)?;
    // Synced keys do not count; one that counts goes up only.
    if (data.counter > 0 || passkey.counter > 0) && data.counter <= passkey.counter {
        return Err(Flaw::Copied);
    }
    Ok(data.counter)
}

fn client(json: &[u8], kind: &str, expected: Expected<'_>) -> Result<(), Flaw> {
    let data: ClientData = serde_json::from_slice(json).map_err(|_| Flaw::Malformed)?;
    if data.kind != kind || data.cross_origin || data.origin != expected.origin {
        return Err(Flaw::ElsewhereMade);
    }
    if data.challenge == expected.challenge { Ok(()) } else { Err(Flaw::Challenge) }
}

const USER_PRESENT: u8 = 1;
const USER_VERIFIED: u8 = 1 << 2;
const HAS_CREDENTIAL: u8 = 1 << 6;

/// Authenticator data (6.1 of the standard).
struct Data<'a> {
    relying_party: &'a [u8],
    flags: u8,
    counter: u32,
    rest: &'a [u8],
}

impl<'a> Data<'a> {
    fn read(bytes: &'a [u8]) -> Result<Self, Flaw> {
        let (relying_party, rest) = bytes.split_at_checked(32).ok_or(Flaw::Malformed)?;
        let (flags, rest) = rest.split_first().ok_or(Flaw::Malformed)?;
        let (counter, rest) = rest.split_first_chunk::<4>().ok_or(Flaw::Malformed)?;
        Ok(Self { relying_party, flags: *flags, counter: u32::from_be_bytes(*counter), rest })
    }

    /// Made for us, by a device that saw its owner and knew who it was.
    fn expect(&self, expected: Expected<'_>) -> Result<(), Flaw> {
        if self.relying_party != digest(&SHA256, expected.relying_party.as_bytes()).as_ref() {
            return Err(Flaw::ElsewhereMade);
        }
        let wanted = USER_PRESENT | USER_VERIFIED;
        if self.flags & wanted == wanted { Ok(()) } else { Err(Flaw::NotVerified) }
    }

    /// The new credential's id: after the device's model (16 bytes) and its own length (2 bytes).
    fn credential(&self) -> Result<&'a [u8], Flaw> {
        if self.flags & HAS_CREDENTIAL == 0 {
            return Err(Flaw::Malformed);
        }
        let rest = self.rest.get(16..).ok_or(Flaw::Malformed)?;
        let (length, rest) = rest.split_first_chunk::<2>().ok_or(Flaw::Malformed)?;
        let length = usize::from(u16::from_be_bytes(*length));
        rest.get(..length).filter(|id| !id.is_empty() && id.len() <= 1023).ok_or(Flaw::Malformed)
    }
}

/// What stands before the point of a P-256 key, and before an Ed25519 key (RFC 5480, RFC 8410).
const P256: &[u8] = b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00";
const EDWARDS: &[u8] = b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00";
/// The algorithm of an RSA key with what follows it: a bit string's tag (RFC 3279).
const RSA: &[u8] = b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00\x03";

fn verifier(algorithm: i32, key: &[u8]) -> Result<UnparsedPublicKey<&[u8]>, Flaw> {
    let (by, key): (&'static dyn VerificationAlgorithm, Option<&[u8]>) = match algorithm {
        -7 => (&ECDSA_P256_SHA256_ASN1, key.strip_prefix(P256).filter(|point| point.len() == 65)),
        -8 => (&ED25519, key.strip_prefix(EDWARDS).filter(|point| point.len() == 32)),
        -257 => (&RSA_PKCS1_2048_8192_SHA256, rsa(key)),
        _ => return Err(Flaw::Algorithm),
    };
    Ok(UnparsedPublicKey::new(by, key.ok_or(Flaw::Algorithm)?))
}

/// The RSAPublicKey (PKCS #1) within; its numbers are looked at when something is verified.
fn rsa(key: &[u8]) -> Option<&[u8]> {
    let inside = contents(key.strip_prefix(b"\x30")?)?.strip_prefix(RSA)?;
    contents(inside)?.strip_prefix(b"\x00").filter(|key| (256..=1100).contains(&key.len()))
}

/// What a DER length stands before; nothing may follow.
fn contents(bytes: &[u8]) -> Option<&[u8]> {
    let (first, rest) = bytes.split_first()?;
    let (length, rest) = match first {
        0x81 => (usize::from(*rest.first()?), rest.get(1..)?),
        0x82 => (usize::from(u16::from_be_bytes(*rest.first_chunk()?)), rest.get(2..)?),
        short if *short < 0x80 => (usize::from(*short), rest),
        _ => return None,
    };
    (rest.len() == length).then_some(rest)
}

/// Bytes as pages send them.
///
/// # Errors
/// [`Flaw::Malformed`].
pub fn decode(text: &str) -> Result<Vec<u8>, Flaw> {
    BASE64.decode(text.trim_end_matches('=')).map_err(|_| Flaw::Malformed)
}

/// Bytes as pages get them.
pub fn encode(bytes: &[u8]) -> String {
    BASE64.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ring::rand::SystemRandom;
    use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, Ed25519KeyPair, KeyPair as _};

    const ASKED: Expected<'static> =
        Expected { relying_party: "kontor.test", origin: "https://www.kontor.test", challenge: "Y2hhbGxlbmdl" };

    fn client_data(kind: &str, asked: Expected<'_>) -> Vec<u8> {
        let Expected { challenge, origin, .. } = asked;
        serde_json::json!({"type": kind, "challenge": challenge, "origin": origin, "crossOrigin": false}).to_string().into_bytes()
    }

    fn data(party: &str, flags: u8, counter: u32, rest: &[u8]) -> Vec<u8> {
        [digest(&SHA256, party.as_bytes()).as_ref(), &[flags], &counter.to_be_bytes(), rest].concat()
    }

    fn credential() -> Vec<u8> {
        [&[0; 16], [0, 4].as_slice(), b"key1", b"\xa0"].concat()
    }

    fn key_pair() -> EcdsaKeyPair {
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &SystemRandom::new()).unwrap();
        EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, document.as_ref(), &SystemRandom::new()).unwrap()
    }

    fn made(pair: &EcdsaKeyPair) -> Made {
        Made {
            client_data: client_data("webauthn.create", ASKED),
            authenticator_data: data("kontor.test", 0x45, 0, &credential()),
            public_key: [P256, pair.public_key().as_ref()].concat(),
            algorithm: -7,
        }
    }

    fn used(pair: &EcdsaKeyPair, flags: u8, counter: u32) -> Used {
        let (client_data, authenticator_data) = (client_data("webauthn.get", ASKED), data("kontor.test", flags, counter, &[]));
        let signed = [authenticator_data.as_slice(), digest(&SHA256, &client_data).as_ref()].concat();
        let signature = pair.sign(&SystemRandom::new(), &signed).unwrap().as_ref().to_vec();
        Used { client_data, authenticator_data, signature }
    }

    #[test]
    fn a_key_is_taken_and_signs_in() {
        let pair = key_pair();
        let passkey = register(&made(&pair), ASKED).unwrap();
        assert_eq!((passkey.credential.as_slice(), passkey.counter), (b"key1".as_slice(), 0));
        assert_eq!(verify(&used(&pair, 5, 0), &passkey, ASKED), Ok(0));
        assert_eq!(verify(&used(&pair, 5, 7), &passkey, ASKED), Ok(7));
        let other = Passkey { public_key: [P256, key_pair().public_key().as_ref()].concat(), ..passkey.clone() };
        assert_eq!(verify(&used(&pair, 5, 0), &other, ASKED), Err(Flaw::Signature));
        let ahead = Passkey { counter: 7, ..passkey };
        assert_eq!(verify(&used(&pair, 5, 7), &ahead, ASKED), Err(Flaw::Copied));
        assert_eq!(verify(&used(&pair, 5, 8), &ahead, ASKED), Ok(8));
    }

    #[test]
    fn what_was_made_for_others_or_without_the_person_is_refused() {
        let pair = key_pair();
        let passkey = register(&made(&pair), ASKED).unwrap();
        let used = used(&pair, 5, 0);
        for (asked, flaw) in [
            (Expected { relying_party: "other.test", ..ASKED }, Flaw::ElsewhereMade),
            (Expected { origin: "https://evil.test", ..ASKED }, Flaw::ElsewhereMade),
            (Expected { challenge: "b3RoZXI", ..ASKED }, Flaw::Challenge),
        ] {
            assert_eq!(verify(&used, &passkey, asked), Err(flaw));
            assert_eq!(register(&made(&pair), asked), Err(flaw));
        }
        assert_eq!(verify(&super::tests::used(&pair, 1, 0), &passkey, ASKED), Err(Flaw::NotVerified));
        let mixed = Used { client_data: client_data("webauthn.create", ASKED), ..used };
        assert_eq!(verify(&mixed, &passkey, ASKED), Err(Flaw::ElsewhereMade));
    }

    #[test]
    fn damaged_answers_are_refused_whole() {
        let pair = key_pair();
        let good = made(&pair);
        for length in 0..good.authenticator_data.len() - 1 {
            let cut = Made { authenticator_data: good.authenticator_data[..length].to_vec(), ..good.clone() };
            assert_eq!(register(&cut, ASKED), Err(Flaw::Malformed), "{length}");
        }
        for (algorithm, flaw) in [(-8, Flaw::Algorithm), (-257, Flaw::Algorithm), (0, Flaw::Algorithm)] {
            assert_eq!(register(&Made { algorithm, ..good.clone() }, ASKED), Err(flaw));
        }
        assert_eq!(register(&Made { client_data: b"{}".to_vec(), ..good }, ASKED), Err(Flaw::Malformed));
        assert_eq!((challenge(b"[]"), decode("!")), (Err(Flaw::Malformed), Err(Flaw::Malformed)));
    }

    #[test]
    fn keys_of_the_other_kinds_are_read() {
        let document = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
        let pair = Ed25519KeyPair::from_pkcs8(document.as_ref()).unwrap();
        let key = [EDWARDS, pair.public_key().as_ref()].concat();
        verifier(-8, &key).unwrap().verify(b"said", pair.sign(b"said").as_ref()).unwrap();
        let modulus = vec![0xc1; 256];
        let body = [b"\x30\x82\x01\x0a\x02\x82\x01\x01\x00".as_slice(), &modulus, b"\x02\x03\x01\x00\x01"].concat();
        let bits = [RSA, b"\x82\x01\x0f\x00", &body].concat();
        let key = [b"\x30\x82\x01\x22".as_slice(), &bits].concat();
        assert_eq!(rsa(&key), Some(body.as_slice()));
        assert!(verifier(-257, &key[..key.len() - 1]).is_err());
    }
}
