//! One request and its answer.

use crate::{Error, Result};
use domain::money::{Amount, Currency};
use reqwest::header::HeaderMap;
use reqwest::{Client, RequestBuilder, StatusCode, redirect};
use rust_decimal::Decimal;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

const CONNECTING: Duration = Duration::from_secs(5);
/// Less than a job may take, so that its failure is noted.
const ANSWERING: Duration = Duration::from_secs(20);

/// A provider's address.
#[derive(Clone, Debug)]
pub(crate) struct Wire {
    /// None: nobody is ever called.
    base: Option<Arc<str>>,
    client: Arc<OnceLock<Client>>,
}

/// Whether a provider may be there: `https://HOST[:PORT][/PATH]`; without encryption on this machine only.
///
/// # Errors
/// A text that says what is wrong.
pub fn check_url(text: &str) -> Result<String, String> {
    let url = reqwest::Url::parse(text).map_err(|_| "must be an address as https://api.stripe.com".to_owned())?;
    let here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    if url.scheme() != "https" && !(url.scheme() == "http" && here) {
        return Err("must begin with https://, but for http:// on this machine".into());
    }
    if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
        return Err("must be a host and perhaps a path, nothing else".into());
    }
    Ok(text.trim_end_matches('/').to_owned())
}

impl Wire {
    pub fn to(base: &str) -> Self {
        Self { base: Some(base.trim_end_matches('/').into()), client: Arc::default() }
    }

    pub fn closed() -> Self {
        Self { base: None, client: Arc::default() }
    }

    fn url(&self, path: &str) -> Result<String> {
        let base = self.base.as_ref().ok_or_else(|| Error::Refused("a sandbox pays nobody".into()))?;
        Ok(format!("{base}{path}"))
    }

    fn client(&self) -> Result<Client> {
        if let Some(client) = self.client.get() {
            return Ok(client.clone());
        }
        let client = connect().map_err(|error| Error::Unreachable(error.to_string()))?;
        Ok(self.client.get_or_init(|| client).clone())
    }

    pub fn get(&self, path: &str) -> Result<RequestBuilder> {
        Ok(self.client()?.get(self.url(path)?))
    }

    pub fn post(&self, path: &str) -> Result<RequestBuilder> {
        Ok(self.client()?.post(self.url(path)?))
    }
}

/// TLS by rustls on ring, with the authorities of webpki-roots; redirects are not followed, for no provider sends any.
fn connect() -> Result<Client, Box<dyn std::error::Error>> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let tls = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let tls = tls.with_root_certificates(roots).with_no_client_auth();
    let client = Client::builder().use_preconfigured_tls(tls).connect_timeout(CONNECTING).timeout(ANSWERING);
    Ok(client.redirect(redirect::Policy::none()).user_agent(concat!("kontor/", env!("CARGO_PKG_VERSION"))).build()?)
}

/// The JSON of a success. `refusal` finds the provider's words in the JSON of a failure.
pub(crate) async fn answer<T: DeserializeOwned>(request: RequestBuilder, refusal: fn(&Value) -> Option<String>) -> Result<T> {
    let lost = |error: reqwest::Error| Error::Unreachable(error.without_url().to_string());
    let response = request.send().await.map_err(lost)?;
    let status = response.status();
    let body = response.bytes().await.map_err(lost)?;
    if status.is_success() {
        let body: &[u8] = if body.is_empty() { b"null" } else { &body };
        return serde_json::from_slice(body).map_err(|error| Error::Unreadable(error.to_string()));
    }
    match status {
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => Err(Error::Keys),
        StatusCode::TOO_MANY_REQUESTS | StatusCode::CONFLICT => Err(Error::Unreachable(format!("status {status}"))),
        status if status.is_client_error() => {
            let said = serde_json::from_slice(&body).ok().as_ref().and_then(refusal);
            Err(Error::Refused(said.unwrap_or_else(|| format!("status {status}"))))
        }
        status => Err(Error::Unreachable(format!("status {status}"))),
    }
}

/// What stands in a path: an id of the provider, whoever sent it to us.
pub(crate) fn id(text: &str) -> Result<&str> {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    if !text.is_empty() && text.len() <= 255 && text.bytes().all(plain) { Ok(text) } else { Err(Error::Refused("no such id".into())) }
}

/// A header with a key of ours.
pub(crate) fn once(name: &'static str, key: &str) -> Result<HeaderMap> {
    let value = key.parse().map_err(|_| Error::Refused("a key that cannot be sent".into()))?;
    Ok(HeaderMap::from_iter([(reqwest::header::HeaderName::from_static(name), value)]))
}

/// In the smallest coins, of which a currency unit has ten to the power of `digits`.
pub(crate) fn coins(amount: Amount, digits: u32) -> Result<i64> {
    let coins = (amount.to_decimal() * Decimal::from(10_i64.pow(digits))).normalize();
    if coins.scale() > 0 {
        return Err(Error::Refused("the amount is not in whole coins".into()));
    }
    i64::try_from(coins).map_err(|_| Error::Refused("the amount is too large".into()))
}

/// The other way round.
pub(crate) fn amount(coins: i64, digits: u32) -> Result<Amount> {
    Amount::from_decimal(Decimal::new(coins, digits)).ok_or_else(|| Error::Unreadable("an amount beyond all bounds".into()))
}

pub(crate) fn currency(code: &str) -> Result<Currency> {
    code.to_ascii_uppercase().parse().map_err(|_| Error::Unreadable(format!("the currency {code}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn providers_are_reached_encrypted_or_on_this_machine() {
        for good in ["https://api.stripe.com", "http://127.0.0.1:8080/", "http://localhost/stripe"] {
            assert!(check_url(good).is_ok_and(|url| !url.ends_with('/')), "{good}");
        }
        for bad in [
            "",
            "stripe",
            "http://api.stripe.com",
            "ftp://localhost",
            "https://a:b@c.test",
            "https://c.test?x",
            "http://localhost.evil.test",
        ] {
            assert!(check_url(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn ids_cannot_lead_elsewhere() {
        assert!(id("pi_3RTMx5EByf5Mzg1L").is_ok() && id("8VF52814TH9339200").is_ok());
        for bad in ["", "a/b", "..", "a?b", "a#b", "a%2fb", "é", &"x".repeat(256)] {
            assert!(id(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn amounts_become_coins_and_back() {
        let of = |text: &str| text.parse::<Amount>().unwrap();
        for (text, digits, whole) in [("12.34", 2, 1234), ("500", 0, 500), ("1.234", 3, 1234), ("-0.01", 2, -1)] {
            assert_eq!((coins(of(text), digits), amount(whole, digits)), (Ok(whole), Ok(of(text))), "{text}");
        }
        assert!(coins(of("0.001"), 2).is_err() && amount(i64::MAX, 0).is_err());
    }
}
