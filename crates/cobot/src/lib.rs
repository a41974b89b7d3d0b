//! Cobot's public APIs, read over HTTPS: for those who move to Kontor.
//!
//! Nothing here knows of spaces or the database. Only the configured host and what is below it are asked, redirects are not
//! followed, and names that lead to addresses which are not on the open internet are not called.

use domain::webhooks::is_public;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::RETRY_AFTER;
use reqwest::{Client, StatusCode, Url, redirect};
use serde_json::Value;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

const CONNECTING: Duration = Duration::from_secs(5);
/// Less than a job may take, so that its failure is noted.
const ANSWERING: Duration = Duration::from_secs(30);
/// Bytes of one answer.
const MOST: usize = 32 << 20;
/// How long is waited where Cobot does not say, and at most.
const WAITING: u64 = 60;
const LONGEST: u64 = 15 * 60;

/// Why something could not be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error("the token is not known there")]
    Token,
    #[error("the token does not allow it")]
    Forbidden,
    #[error("it is not there")]
    Missing,
    #[error("too many requests; again in {} s", .0.as_secs())]
    Later(Duration),
    #[error("there was no answer: {0}")]
    Unreachable(String),
    #[error("the answer could not be read: {0}")]
    Unreadable(String),
}

/// Where Cobot is. Cheap to clone; connections are opened when the first is needed.
#[derive(Clone, Debug)]
pub struct Source {
    scheme: Arc<str>,
    /// Domain and perhaps a port.
    authority: Arc<str>,
    /// On this machine: for tests.
    here: bool,
    client: Arc<OnceLock<Client>>,
}

impl Default for Source {
    fn default() -> Self {
        Self::with("https", "cobot.me", false)
    }
}

impl Source {
    fn with(scheme: &str, authority: &str, here: bool) -> Self {
        Self { scheme: scheme.into(), authority: authority.into(), here, client: Arc::default() }
    }

    /// Cobot at another address: `https://HOST[:PORT]`; without encryption on this machine only.
    ///
    /// # Errors
    /// A text that says what is wrong.
    pub fn at(base: &str) -> Result<Self, String> {
        const WRONG: &str = "must be an address as https://cobot.me";
        let url = Url::parse(base).map_err(|_| WRONG.to_owned())?;
        let host = url.host_str().ok_or(WRONG)?;
        let here = host == "localhost";
        if url.scheme() != "https" && !(url.scheme() == "http" && here) {
            return Err("must begin with https://, but for http://localhost".into());
        }
        let plain = url.username().is_empty() && url.password().is_none() && url.query().is_none() && url.fragment().is_none();
        if !plain || url.path() != "/" || !host.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            return Err(WRONG.into());
        }
        let authority = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        Ok(Self::with(url.scheme(), &authority, here))
    }

    /// `https://cobot.me`
    pub fn home(&self) -> String {
        format!("{}://{}", self.scheme, self.authority)
    }

    /// An address at the site of a space, or at `api`.
    pub fn url(&self, label: &str, path: &str) -> String {
        format!("{}://{label}.{}{path}", self.scheme, self.authority)
    }

    /// The JSON at an address of [`Source::url`], or one that an answer named.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn get(&self, token: &str, url: &str) -> Result<Value, Error> {
        let url = self.ours(url)?;
        let lost = |error: reqwest::Error| Error::Unreachable(error.without_url().to_string());
        let request = self.client()?.get(url).bearer_auth(token).header("accept", "application/json, application/vnd.api+json");
        let mut response = request.send().await.map_err(lost)?;
        match response.status() {
            status if status.is_success() => {}
            StatusCode::UNAUTHORIZED => return Err(Error::Token),
            StatusCode::FORBIDDEN | StatusCode::PAYMENT_REQUIRED => return Err(Error::Forbidden),
            StatusCode::NOT_FOUND | StatusCode::GONE => return Err(Error::Missing),
            StatusCode::TOO_MANY_REQUESTS => {
                let said = response.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse().ok());
                return Err(Error::Later(Duration::from_secs(said.unwrap_or(WAITING).clamp(1, LONGEST))));
            }
            status => return Err(Error::Unreachable(format!("status {status}"))),
        }
        let mut body = Vec::new();
        while let Some(piece) = response.chunk().await.map_err(lost)? {
            if body.len() + piece.len() > MOST {
                return Err(Error::Unreadable("it is too long".into()));
            }
            body.extend_from_slice(&piece);
        }
        serde_json::from_slice(&body).map_err(|error| Error::Unreadable(error.to_string()))
    }

    /// An address at the configured host; no other is asked, whoever names it.
    fn ours(&self, url: &str) -> Result<Url, Error> {
        let stranger = || Error::Unreadable("it leads to another host".into());
        let url = Url::parse(url).map_err(|_| stranger())?;
        let host = url.host_str().unwrap_or_default();
        let named = url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
        let label = named.strip_suffix(&*self.authority).and_then(|label| label.strip_suffix('.')).unwrap_or_default();
        let plain = !label.is_empty() && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let bare = url.username().is_empty() && url.password().is_none();
        if url.scheme() == &*self.scheme && plain && bare { Ok(url) } else { Err(stranger()) }
    }

    fn client(&self) -> Result<Client, Error> {
        if let Some(client) = self.client.get() {
            return Ok(client.clone());
        }
        let client = connect(self.here).map_err(|error| Error::Unreachable(error.to_string()))?;
        Ok(self.client.get_or_init(|| client).clone())
    }
}

/// TLS by rustls on ring, with the authorities of webpki-roots.
fn connect(here: bool) -> Result<Client, Box<dyn std::error::Error>> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let roots = rustls::RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    let tls = rustls::ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let tls = tls.with_root_certificates(roots).with_no_client_auth();
    let client = Client::builder().use_preconfigured_tls(tls).connect_timeout(CONNECTING).timeout(ANSWERING).no_proxy();
    let client = client.redirect(redirect::Policy::none()).dns_resolver(Arc::new(Careful { here }));
    Ok(client.user_agent(concat!("kontor/", env!("CARGO_PKG_VERSION"))).build()?)
}

/// Gives only addresses that may be called.
struct Careful {
    here: bool,
}

impl Resolve for Careful {
    fn resolve(&self, name: Name) -> Resolving {
        let here = self.here;
        Box::pin(async move {
            if here {
                let this = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
                return Ok::<Addrs, _>(Box::new(std::iter::once(this)));
            }
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let good: Vec<_> = found.filter(|address| is_public(address.ip())).collect();
            if good.is_empty() {
                return Err("the host is not on the open internet".into());
            }
            Ok::<Addrs, _>(Box::new(good.into_iter()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_configured_host_is_asked() {
        let source = Source::default();
        assert_eq!(source.url("harbour", "/api/plans"), "https://harbour.cobot.me/api/plans");
        assert!(source.ours("https://harbour.cobot.me/api/plans?x=1").is_ok() && source.ours("https://api.cobot.me/spaces").is_ok());
        for other in [
            "http://harbour.cobot.me/",
            "https://cobot.me/",
            "https://evilcobot.me/",
            "https://harbour.cobot.me.evil.test/",
            "https://harbour.cobot.me:444/",
            "https://a:b@harbour.cobot.me/",
            "https://harbour.cobot.me@evil.test/",
            "https://169.254.169.254/",
            "file:///etc/passwd",
            "//harbour.cobot.me",
        ] {
            assert!(source.ours(other).is_err(), "{other}");
        }
    }

    #[test]
    fn cobot_is_reached_encrypted_or_on_this_machine() {
        for good in ["https://cobot.me", "https://cobot.example:8443/", "http://localhost:3000"] {
            assert!(Source::at(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "cobot.me",
            "http://cobot.me",
            "http://127.0.0.1:80",
            "https://1.1.1.1",
            "https://[::1]",
            "https://a@c.test",
            "https://c.test/x",
            "http://localhost.evil.test",
        ] {
            assert!(Source::at(bad).is_err(), "{bad}");
        }
    }

    #[tokio::test]
    async fn names_that_lead_into_the_own_network_are_not_called() {
        // RFC 6761: it is always this machine.
        let careful = Careful { here: false };
        assert!(careful.resolve("localhost".parse().unwrap()).await.is_err());
        assert!(Careful { here: true }.resolve("harbour.localhost".parse().unwrap()).await.is_ok());
    }
}
