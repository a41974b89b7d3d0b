//! Signed tokens (RFC 7515, 7517, 7518, 7638): RS256 and ES256 in compact form. The key says which algorithm a
//! signature must have, never the token.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use ring::rand::SystemRandom;
use ring::rsa::PublicKeyComponents;
use ring::signature::{self, EcdsaKeyPair, KeyPair as _, RsaKeyPair, UnparsedPublicKey};
use rsa::rand_core::UnwrapErr;
use rsa::traits::{PrivateKeyParts as _, PublicKeyParts as _};
use serde::Serialize;
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::fmt;
use std::str::FromStr;

/// How tokens are signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Algorithm {
    /// RSA with PKCS #1 v1.5 padding: what every client knows.
    Rs256,
    /// ECDSA on P-256: short and fast.
    Es256,
}

impl Algorithm {
    pub const ALL: [Self; 2] = [Self::Rs256, Self::Es256];

    pub fn name(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Es256 => "ES256",
        }
    }
}

impl FromStr for Algorithm {
    type Err = JoseError;
    fn from_str(name: &str) -> Result<Self, JoseError> {
        Self::ALL.into_iter().find(|algorithm| algorithm.name() == name).ok_or(JoseError("this algorithm is not known here"))
    }
}

/// A key that cannot be made, read or used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct JoseError(&'static str);

/// Bits of an RSA modulus: what NIST SP 800-57 holds good until 2030, and what clients expect.
const RSA_BITS: usize = 2048;

/// A new private key in DER: PKCS #1 for RSA, PKCS #8 for ECDSA. RSA takes some tenths of a second.
pub fn generate(algorithm: Algorithm) -> Result<Vec<u8>, JoseError> {
    match algorithm {
        Algorithm::Rs256 => {
            let mut random = UnwrapErr(getrandom::SysRng);
            let key = rsa::PrivateKey::new(&mut random, RSA_BITS).map_err(|_| JoseError("no RSA key could be made"))?;
            rsa_der(&key).ok_or(JoseError("the RSA key has no CRT values"))
        }
        Algorithm::Es256 => EcdsaKeyPair::generate_pkcs8(&signature::ECDSA_P256_SHA256_FIXED_SIGNING, &SystemRandom::new())
            .map(|document| document.as_ref().to_vec())
            .map_err(|_| JoseError("no ECDSA key could be made")),
    }
}

/// RSAPrivateKey of RFC 8017, A.1.2.
fn rsa_der(key: &rsa::PrivateKey) -> Option<Vec<u8>> {
    let [p, q] = key.primes() else { return None };
    let coefficient = key.crt_coefficient()?;
    let mut body = Vec::new();
    integer(&mut body, &[0]);
    integer(&mut body, &key.n_bytes());
    integer(&mut body, &key.e_bytes());
    for number in [key.d(), p, q, key.dp()?, key.dq()?] {
        integer(&mut body, &number.to_be_bytes());
    }
    integer(&mut body, &coefficient.to_be_bytes());
    let mut der = vec![0x30];
    length(&mut der, body.len());
    der.extend(body);
    Some(der)
}

/// An unsigned INTEGER: no leading zeros, but one where the first bit is set.
fn integer(der: &mut Vec<u8>, bytes: &[u8]) {
    let leading = bytes.iter().take_while(|byte| **byte == 0).count();
    let digits = bytes.get(leading..).filter(|digits| !digits.is_empty()).unwrap_or(&[0]);
    let pad = digits.first().is_some_and(|first| first & 0x80 != 0);
    der.push(0x02);
    length(der, digits.len() + usize::from(pad));
    if pad {
        der.push(0);
    }
    der.extend(digits);
}

fn length(der: &mut Vec<u8>, length: usize) {
    let bytes = length.to_be_bytes();
    if let (Ok(short), true) = (u8::try_from(length), length < 0x80) {
        der.push(short);
        return;
    }
    let digits: Vec<u8> = bytes.iter().copied().skip_while(|byte| *byte == 0).collect();
    der.push(0x80 | u8::try_from(digits.len()).unwrap_or_default());
    der.extend(digits);
}

/// A key to sign with. Its `Debug` shows the public name alone.
pub struct SigningKey {
    kid: String,
    inner: Inner,
}

enum Inner {
    Rs256(Box<RsaKeyPair>),
    Es256(EcdsaKeyPair),
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").field("kid", &self.kid).field("algorithm", &self.algorithm()).finish_non_exhaustive()
    }
}

impl SigningKey {
    /// Reads what [`generate`] made.
    pub fn from_der(algorithm: Algorithm, der: &[u8]) -> Result<Self, JoseError> {
        let unreadable = JoseError("the private key cannot be read");
        let inner = match algorithm {
            Algorithm::Rs256 => Inner::Rs256(Box::new(RsaKeyPair::from_der(der).map_err(|_| unreadable)?)),
            Algorithm::Es256 => {
                let curve = &signature::ECDSA_P256_SHA256_FIXED_SIGNING;
                Inner::Es256(EcdsaKeyPair::from_pkcs8(curve, der, &SystemRandom::new()).map_err(|_| unreadable)?)
            }
        };
        let mut key = Self { kid: String::new(), inner };
        // RFC 7638: the required members, in order of their names, without spaces.
        key.kid = BASE64.encode(Sha256::digest(key.required().to_string().as_bytes()));
        Ok(key)
    }

    /// The thumbprint of the public key (RFC 7638).
    pub fn kid(&self) -> &str {
        &self.kid
    }

    pub fn algorithm(&self) -> Algorithm {
        match self.inner {
            Inner::Rs256(_) => Algorithm::Rs256,
            Inner::Es256(_) => Algorithm::Es256,
        }
    }

    /// The members a JWK must have. serde_json sorts them by name.
    fn required(&self) -> Value {
        match &self.inner {
            Inner::Rs256(pair) => {
                let PublicKeyComponents { n, e } = PublicKeyComponents::<Vec<u8>>::from(pair.public());
                json!({"e": BASE64.encode(e), "kty": "RSA", "n": BASE64.encode(n)})
            }
            Inner::Es256(pair) => {
                // An uncompressed point: 4, x, y.
                let point = pair.public_key().as_ref();
                let half = |from: usize| BASE64.encode(point.get(from..from + 32).unwrap_or_default());
                json!({"crv": "P-256", "kty": "EC", "x": half(1), "y": half(33)})
            }
        }
    }

    /// The public key as it stands in a JWK Set (RFC 7517).
    pub fn jwk(&self) -> Value {
        let mut jwk = self.required();
        if let Some(members) = jwk.as_object_mut() {
            members.insert("use".into(), "sig".into());
            members.insert("alg".into(), self.algorithm().name().into());
            members.insert("kid".into(), self.kid.clone().into());
        }
        jwk
    }

    /// A JWT with these claims.
    pub fn sign(&self, claims: &impl Serialize) -> Result<String, JoseError> {
        let header = json!({"alg": self.algorithm().name(), "kid": self.kid, "typ": "JWT"});
        let claims = serde_json::to_vec(claims).map_err(|_| JoseError("the claims cannot be written"))?;
        let mut token = format!("{}.{}", BASE64.encode(header.to_string()), BASE64.encode(claims));
        let signature = self.signature(token.as_bytes())?;
        token.push('.');
        BASE64.encode_string(signature, &mut token);
        Ok(token)
    }

    fn signature(&self, message: &[u8]) -> Result<Vec<u8>, JoseError> {
        let (random, failed) = (SystemRandom::new(), JoseError("the token cannot be signed"));
        match &self.inner {
            Inner::Rs256(pair) => {
                let mut signature = vec![0; pair.public().modulus_len()];
                pair.sign(&signature::RSA_PKCS1_SHA256, &random, message, &mut signature).map_err(|_| failed)?;
                Ok(signature)
            }
            Inner::Es256(pair) => pair.sign(&random, message).map(|signature| signature.as_ref().to_vec()).map_err(|_| failed),
        }
    }

    fn verifies(&self, message: &[u8], mark: &[u8]) -> bool {
        match &self.inner {
            Inner::Rs256(pair) => UnparsedPublicKey::new(&signature::RSA_PKCS1_2048_8192_SHA256, pair.public_key()).verify(message, mark),
            Inner::Es256(pair) => UnparsedPublicKey::new(&signature::ECDSA_P256_SHA256_FIXED, pair.public_key()).verify(message, mark),
        }
        .is_ok()
    }
}

/// The claims of a JWT that one of the keys signed; its header must name the key and the key's own algorithm. Says
/// nothing of times and audience.
pub fn verify<'a>(token: &str, keys: impl IntoIterator<Item = &'a SigningKey>) -> Option<Value> {
    let (message, mark) = token.rsplit_once('.')?;
    let (header, claims) = message.split_once('.')?;
    let header: Value = serde_json::from_slice(&BASE64.decode(header).ok()?).ok()?;
    let (algorithm, kid) = (header.get("alg")?.as_str()?, header.get("kid")?.as_str()?);
    if header.get("crit").is_some() {
        return None;
    }
    let key = keys.into_iter().find(|key| key.kid == kid && key.algorithm().name() == algorithm)?;
    let verified = key.verifies(message.as_bytes(), &BASE64.decode(mark).ok()?);
    if verified { serde_json::from_slice(&BASE64.decode(claims).ok()?).ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(algorithm: Algorithm) -> SigningKey {
        SigningKey::from_der(algorithm, &generate(algorithm).unwrap()).unwrap()
    }

    #[test]
    fn what_a_key_signs_it_verifies_and_nothing_else() {
        let (rsa, ec, other) = (key(Algorithm::Rs256), key(Algorithm::Es256), key(Algorithm::Es256));
        let claims = json!({"sub": "a"});
        for key in [&rsa, &ec] {
            let token = key.sign(&claims).unwrap();
            assert_eq!(verify(&token, [&rsa, &ec]), Some(claims.clone()));
            assert_eq!(verify(&token, [&other]), None);
            let (message, mark) = token.rsplit_once('.').unwrap();
            let forged = format!("{}.{mark}", message.replace('.', ".e"));
            assert_eq!(verify(&forged, [&rsa, &ec]), None);
        }
        assert_eq!(rsa.jwk()["kty"], "RSA");
        assert_eq!(BASE64.decode(rsa.jwk()["n"].as_str().unwrap()).unwrap().len(), 256);
        assert_eq!(rsa.jwk()["e"], "AQAB");
        assert_eq!(ec.jwk()["crv"], "P-256");
        assert_eq!(BASE64.decode(ec.jwk()["y"].as_str().unwrap()).unwrap().len(), 32);
        assert!(!format!("{rsa:?}").contains("pair"));
    }

    #[test]
    fn the_token_does_not_choose_its_algorithm() {
        let (rsa, ec) = (key(Algorithm::Rs256), key(Algorithm::Es256));
        let claims = BASE64.encode(json!({"sub": "a"}).to_string());
        let forge = |header: Value, mark: &[u8]| format!("{}.{claims}.{}", BASE64.encode(header.to_string()), BASE64.encode(mark));
        let none = forge(json!({"alg": "none", "kid": rsa.kid()}), b"");
        // HS256 with the public key as the secret, and the algorithm of another key.
        let symmetric = forge(json!({"alg": "HS256", "kid": rsa.kid()}), &Sha256::digest(rsa.jwk().to_string()));
        let header = json!({"alg": "ES256", "kid": rsa.kid()});
        let message = format!("{}.{claims}", BASE64.encode(header.to_string()));
        let swapped = forge(header, &ec.signature(message.as_bytes()).unwrap());
        for token in [none, symmetric, swapped, String::new(), "a.b.c".into(), "..".into()] {
            assert_eq!(verify(&token, [&rsa, &ec]), None, "{token}");
        }
    }

    #[test]
    fn numbers_are_written_as_der_wants_them() {
        let written = |bytes: &[u8]| {
            let mut der = Vec::new();
            integer(&mut der, bytes);
            der
        };
        assert_eq!(written(&[0, 0, 1]), [2, 1, 1]);
        assert_eq!(written(&[0]), [2, 1, 0]);
        assert_eq!(written(&[0x80]), [2, 2, 0, 0x80]);
        assert_eq!(written(&[1; 200])[..3], [2, 0x81, 200]);
        assert_eq!(written(&[1; 256])[..4], [2, 0x82, 1, 0]);
    }
}
