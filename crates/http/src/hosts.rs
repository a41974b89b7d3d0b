//! One listener, several sites: the name of the host picks the router.

use crate::call::Client;
use crate::edge::Edge;
use crate::observe;
use crate::space_domains;
use axum::extract::{ConnectInfo, Request};
use axum::http::{HeaderMap, HeaderName, StatusCode, header, uri::Authority};
use axum::response::{IntoResponse, Response};
use axum::{Router, routing::any};
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;
use std::sync::Arc;
use tower::ServiceExt;

const FORWARDED_HOST: HeaderName = HeaderName::from_static("x-forwarded-host");
const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Set on requests to `SUBDOMAIN.H`, in lower case, and to the domain that the space has of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subdomain(pub String);

/// Set beside the [`Subdomain`] on requests to a space's own domain: in lower case, without a port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnDomain(pub String);

/// The sites.
#[derive(Clone)]
pub struct Hosts {
    /// `H` and `www.H`
    pub www: Router,
    /// `api.H`
    pub api: Router,
    /// `dev.H`
    pub dev: Router,
    /// `bots.H`: scripts of others run there, so nobody is ever signed in there
    pub bots: Router,
    /// `SUBDOMAIN.H`, and domains of their own that spaces have
    pub space: Router,
}

/// Which site a name means.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Site {
    Www,
    Api,
    Dev,
    Bots,
    Space(String),
    /// The space with this subdomain, at its own domain.
    Domain(String),
}

impl Site {
    fn name(&self) -> &'static str {
        match self {
            Self::Www => "www",
            Self::Api => "api",
            Self::Dev => "dev",
            Self::Bots => "bots",
            Self::Space(_) | Self::Domain(_) => "space",
        }
    }

    /// That of the base domain or below it, else that of the space whose own domain it is.
    async fn find(edge: &Edge, host: &str) -> app::Result<Option<Self>> {
        match Self::of(host, edge.app.hosts.domain()) {
            Some(site) => Ok(Some(site)),
            None => Ok(app::space_domains::subdomain_at(&edge.app, host).await?.map(Self::Domain)),
        }
    }

    /// `host` in its one form, `base` without a port.
    fn of(host: &str, base: &str) -> Option<Self> {
        if host == base {
            return Some(Self::Www);
        }
        match host.strip_suffix(base)?.strip_suffix('.')? {
            "www" => Some(Self::Www),
            "api" => Some(Self::Api),
            "dev" => Some(Self::Dev),
            "bots" => Some(Self::Bots),
            name if !name.is_empty() && !name.contains('.') => Some(Self::Space(name.to_owned())),
            _ => None,
        }
    }
}

impl Hosts {
    /// The one router to serve.
    pub fn router(self, edge: &Edge) -> Router {
        let (sites, edge) = (Arc::new(self), edge.clone());
        let serve = move |request: Request| {
            let (sites, edge) = (Arc::clone(&sites), edge.clone());
            async move { sites.serve(&edge, request).await }
        };
        Router::new().fallback(any(serve))
    }

    async fn serve(&self, edge: &Edge, mut request: Request) -> Response {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(peer)| peer.ip().to_canonical());
        let trusted = peer.is_some_and(|peer| trusts(&edge.trusted_proxies, peer));
        let host = name(&request, trusted).map(|stated| normal(&stated)).unwrap_or_default();
        let site = Site::find(edge, &host).await;
        if let Some(peer) = peer {
            let client = if trusted { client(request.headers(), peer, &edge.trusted_proxies) } else { peer };
            request.extensions_mut().insert(Client(client));
        }
        if let Ok(Some(Site::Space(name) | Site::Domain(name))) = &site {
            request.extensions_mut().insert(Subdomain(name.clone()));
        }
        if let Ok(Some(Site::Domain(_))) = &site {
            request.extensions_mut().insert(OwnDomain(host.clone()));
        }
        let kind = site.as_ref().ok().and_then(Option::as_ref).map_or("unknown", Site::name);
        observe::observe(kind, &edge.app.chance, request, async |request| {
            if matches!(site, Ok(None | Some(Site::Domain(_))))
                && let Some(proof) = space_domains::proof(edge, &host, request.uri(), request.extensions().get::<Client>().copied()).await
            {
                return proof;
            }
            let router = match &site {
                Ok(Some(Site::Www)) => self.www.clone(),
                Ok(Some(Site::Api)) => self.api.clone(),
                Ok(Some(Site::Dev)) => self.dev.clone(),
                Ok(Some(Site::Bots)) => self.bots.clone(),
                Ok(Some(Site::Space(_) | Site::Domain(_))) => self.space.clone(),
                Ok(None) => return misdirected(&edge.app.hosts.authority),
                Err(error) => return space_domains::unavailable(error),
            };
            router.oneshot(request).await.into_response()
        })
        .await
    }
}

fn misdirected(base: &str) -> Response {
    let text = format!(
        "No site has this name here. Known are {base}, www.{base}, api.{base}, dev.{base}, bots.{base} and SUBDOMAIN.{base} for each space.\n"
    );
    (StatusCode::MISDIRECTED_REQUEST, text).into_response()
}

/// HTTP/2 has no Host header: the authority of the URI stands for it.
fn name(request: &Request, trusted: bool) -> Option<String> {
    let headers = request.headers();
    let forwarded = headers.get(FORWARDED_HOST).filter(|_| trusted);
    let stated = forwarded.or_else(|| headers.get(header::HOST)).and_then(|host| host.to_str().ok());
    let stated = stated.or_else(|| request.uri().authority().map(Authority::as_str))?;
    Some(stated.split(',').next()?.trim().to_owned())
}

/// Without a port, in lower case, without the dot of the root.
fn normal(authority: &str) -> String {
    without_port(authority).trim_end_matches('.').to_ascii_lowercase()
}

fn without_port(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    }
}

fn trusts(proxies: &[Cidr], address: IpAddr) -> bool {
    proxies.iter().any(|proxy| proxy.contains(address))
}

/// The last address of `X-Forwarded-For` that is not one of our own proxies: what stands before it can be forged.
fn client(headers: &HeaderMap, peer: IpAddr, proxies: &[Cidr]) -> IpAddr {
    let values = headers.get_all(FORWARDED_FOR).iter().filter_map(|value| value.to_str().ok());
    let hops: Vec<&str> = values.flat_map(|value| value.split(',')).map(str::trim).collect();
    let mut nearest = peer;
    for hop in hops.into_iter().rev() {
        let Ok(address) = without_brackets(hop).parse::<IpAddr>() else { break };
        nearest = address.to_canonical();
        if !trusts(proxies, nearest) {
            break;
        }
    }
    nearest
}

/// `[2001:db8::1]:4711`, `192.0.2.1:4711` and the plain forms.
fn without_brackets(hop: &str) -> &str {
    if let Some(rest) = hop.strip_prefix('[') {
        return rest.split(']').next().unwrap_or(rest);
    }
    if hop.matches(':').count() == 1 { without_port(hop) } else { hop }
}

/// A range of addresses: `10.0.0.0/8`, `::1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cidr {
    network: IpAddr,
    bits: u32,
}

impl Cidr {
    pub fn contains(self, address: IpAddr) -> bool {
        match (self.network, address.to_canonical()) {
            (IpAddr::V4(network), IpAddr::V4(address)) => {
                let mask = u32::MAX.checked_shl(32 - self.bits).unwrap_or(0);
                network.to_bits() & mask == address.to_bits() & mask
            }
            (IpAddr::V6(network), IpAddr::V6(address)) => {
                let mask = u128::MAX.checked_shl(128 - self.bits).unwrap_or(0);
                network.to_bits() & mask == address.to_bits() & mask
            }
            _ => false,
        }
    }
}

impl FromStr for Cidr {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text} is not an address or a range of addresses, as in 10.0.0.0/8");
        let (address, bits) = text.trim().split_once('/').map_or((text.trim(), None), |(address, bits)| (address, Some(bits)));
        let network: IpAddr = address.parse().map_err(|_| wrong())?;
        let most = if network.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), str::parse).map_err(|_| wrong())?;
        if bits <= most { Ok(Self { network, bits }) } else { Err(wrong()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_mean_sites() {
        let site = |host: &str| Site::of(&normal(host), "kontor.test");
        assert_eq!(site("kontor.test:3000"), Some(Site::Www));
        assert_eq!(site("WWW.Kontor.Test"), Some(Site::Www));
        assert_eq!(site("api.kontor.test."), Some(Site::Api));
        assert_eq!(site("dev.kontor.test"), Some(Site::Dev));
        assert_eq!(site("bots.kontor.test"), Some(Site::Bots));
        assert_eq!(site("Harbour.kontor.test"), Some(Site::Space("harbour".into())));
        for other in ["elsewhere.test", "notkontor.test", "a.b.kontor.test", ".kontor.test", "", "127.0.0.1:3000", "[::1]:3000"] {
            assert_eq!(site(other), None, "{other}");
        }
    }

    #[test]
    fn ranges_contain_addresses() {
        let holds = |range: &str, address: &str| range.parse::<Cidr>().unwrap().contains(address.parse().unwrap());
        assert!(holds("10.0.0.0/8", "10.200.3.4") && !holds("10.0.0.0/8", "11.0.0.1"));
        assert!(holds("0.0.0.0/0", "203.0.113.9") && holds("192.0.2.7", "192.0.2.7") && !holds("192.0.2.7", "192.0.2.8"));
        assert!(holds("2001:db8::/32", "2001:db8:1::1") && !holds("2001:db8::/32", "2001:db9::1"));
        assert!(holds("127.0.0.1", "::ffff:127.0.0.1") && !holds("::/0", "127.0.0.1"));
        for wrong in ["", "ten", "10.0.0.0/33", "10.0.0.0/x", "::1/129"] {
            assert!(wrong.parse::<Cidr>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_client_is_the_last_hop_that_is_not_ours() {
        let proxies = ["10.0.0.0/8".parse().unwrap()];
        let peer = "10.0.0.1".parse().unwrap();
        let of = |hops: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(FORWARDED_FOR, hops.parse().unwrap());
            client(&headers, peer, &proxies).to_string()
        };
        assert_eq!(of("1.2.3.4, 203.0.113.9, 10.0.0.7"), "203.0.113.9");
        assert_eq!(of("[2001:db8::1]:4711"), "2001:db8::1");
        assert_eq!(of("203.0.113.9:80"), "203.0.113.9");
        assert_eq!(of("unknown"), "10.0.0.1");
    }
}
