//! The HTTP client that calls receivers of webhooks, and looks whether domains of spaces lead here: it follows no redirects, keeps no
//! connections, and connects only to addresses that were looked at first, so that nobody is led into our own network, by a name that
//! changes its mind either.

use app::space_domains::{Fetch, Fetching};
use bytes::Bytes;
use domain::webhooks::{PATIENCE, is_public};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1;
use hyper::header::{CONTENT_TYPE, HOST, USER_AGENT};
use hyper::{Method, Request, Uri};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use std::error::Error as StdError;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::{Instant, timeout_at};
use tokio_rustls::TlsConnector;

/// How much of an answer is read, and kept for people to look at.
const READ: usize = 1024;
/// How long a body may take to begin, where the status is known already.
const BODY: Duration = Duration::from_secs(2);

/// Calls receivers. Cheap to clone.
#[derive(Clone)]
pub struct Callbacks {
    tls: TlsConnector,
    private: bool,
    patience: Duration,
    /// Where hosts are that nobody is asked for.
    places: Vec<(String, IpAddr)>,
}

/// What is called.
struct Call<'a> {
    method: Method,
    url: &'a str,
    headers: &'a [(&'static str, String)],
    body: String,
}

type Failure = Box<dyn StdError + Send + Sync>;

impl Callbacks {
    /// `private`: whether addresses may be called that are not on the open internet.
    ///
    /// # Errors
    /// TLS cannot be set up.
    pub fn new(private: bool) -> Result<Self, rustls::Error> {
        let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
        let config = config.with_root_certificates(roots).with_no_client_auth();
        Ok(Self { tls: TlsConnector::from(Arc::new(config)), private, patience: PATIENCE.unsigned_abs(), places: Vec::new() })
    }

    /// Waits another time than 15 seconds for an answer.
    pub fn patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Knows where a host is, without looking its name up.
    pub fn knowing(mut self, host: &str, place: IpAddr) -> Self {
        self.places.push((host.to_owned(), place));
        self
    }

    /// Posts JSON: status and beginning of the answer, or why there is none.
    pub async fn post(&self, url: &str, headers: &[(&'static str, String)], body: String) -> Result<(u16, String), String> {
        self.answer(Call { method: Method::POST, url, headers, body }).await
    }

    async fn answer(&self, call: Call<'_>) -> Result<(u16, String), String> {
        let deadline = Instant::now() + self.patience;
        match timeout_at(deadline, self.call(call, deadline)).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(failure)) => Err(failure.to_string()),
            Err(_) => Err(format!("there was no answer within {} s", self.patience.as_secs_f32())),
        }
    }

    async fn call(&self, call: Call<'_>, deadline: Instant) -> Result<(u16, String), Failure> {
        let uri: Uri = call.url.parse()?;
        let authority = uri.authority().ok_or("the URL has no host")?;
        let secure = uri.scheme_str().is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"));
        let port = authority.port_u16().unwrap_or(if secure { 443 } else { 80 });
        let mut request = Request::builder()
            .uri(uri.path_and_query().map_or("/", |path| path.as_str()))
            .header(HOST, authority.as_str())
            .header(USER_AGENT, concat!("Kontor/", env!("CARGO_PKG_VERSION")));
        if call.method == Method::POST {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        for (name, value) in call.headers {
            request = request.header(*name, value);
        }
        let request = request.method(call.method).body(Full::new(Bytes::from(call.body)))?;
        let stream = self.connect(authority.host(), port).await?;
        if secure {
            let name = ServerName::try_from(authority.host().to_owned())?;
            let stream = self.tls.connect(name, stream).await.map_err(|error| format!("TLS failed: {error}"))?;
            exchange(stream, request, deadline).await
        } else {
            exchange(stream, request, deadline).await
        }
    }

    /// To one of the addresses that the name has now and that may be called: to that very one.
    async fn connect(&self, host: &str, port: u16) -> Result<TcpStream, Failure> {
        let good = self.addresses(host, port).await?.into_iter().filter(|address| self.private || is_public(address.ip()));
        let good: Vec<SocketAddr> = good.collect();
        if good.is_empty() {
            return Err("the host is not on the open internet; such addresses are not called".into());
        }
        let mut last = None;
        for address in good {
            match TcpStream::connect(address).await {
                Ok(stream) => return Ok(stream),
                Err(error) => last = Some(error),
            }
        }
        Err(last.map_or_else(|| "there is no connection".into(), |error| format!("there is no connection: {error}").into()))
    }

    async fn addresses(&self, host: &str, port: u16) -> Result<Vec<SocketAddr>, Failure> {
        if let Some((_, place)) = self.places.iter().find(|(name, _)| name == host) {
            return Ok(vec![SocketAddr::new(*place, port)]);
        }
        let found = lookup_host((host, port)).await.map_err(|error| format!("the name of the host leads nowhere: {error}"))?;
        Ok(found.collect())
    }
}

impl Fetch for Callbacks {
    fn get<'a>(&'a self, url: &'a str) -> Fetching<'a> {
        Box::pin(self.answer(Call { method: Method::GET, url, headers: &[], body: String::new() }))
    }
}

async fn exchange<S>(stream: S, request: Request<Full<Bytes>>, deadline: Instant) -> Result<(u16, String), Failure>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    let connection = AbortOnDrop(tokio::spawn(connection));
    let response = sender.send_request(request).await.map_err(|error| format!("the call was broken off: {error}"))?;
    let status = response.status().as_u16();
    // The status is what counts: a body that hangs or never ends changes nothing.
    let (mut body, mut beginning) = (response.into_body(), Vec::new());
    let until = deadline.min(Instant::now() + BODY);
    while beginning.len() < READ
        && let Ok(Some(Ok(frame))) = timeout_at(until, body.frame()).await
    {
        beginning.extend(frame.into_data().unwrap_or_default());
    }
    beginning.truncate(READ);
    drop(connection);
    Ok((status, String::from_utf8_lossy(&beginning).into_owned()))
}

/// A connection ends with the call that it was made for.
struct AbortOnDrop<T>(tokio::task::JoinHandle<T>);

impl<T> Drop for AbortOnDrop<T> {
    fn drop(&mut self) {
        self.0.abort();
    }
}
