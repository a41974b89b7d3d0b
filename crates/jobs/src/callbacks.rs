//! The HTTP client that calls receivers of webhooks: it follows no redirects, keeps no connections, and connects only to
//! addresses that were looked at first, so that nobody is led into our own network, by a name that changes its mind either.

use bytes::Bytes;
use domain::webhooks::{PATIENCE, is_public};
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1;
use hyper::header::{CONTENT_TYPE, HOST, USER_AGENT};
use hyper::{Request, Uri};
use hyper_util::rt::TokioIo;
use rustls::pki_types::ServerName;
use rustls::{ClientConfig, RootCertStore};
use std::error::Error as StdError;
use std::net::SocketAddr;
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
        Ok(Self { tls: TlsConnector::from(Arc::new(config)), private, patience: PATIENCE.unsigned_abs() })
    }

    /// Waits another time than 15 seconds for an answer.
    pub fn patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Posts JSON: status and beginning of the answer, or why there is none.
    pub async fn post(&self, url: &str, headers: &[(&'static str, String)], body: String) -> Result<(u16, String), String> {
        let deadline = Instant::now() + self.patience;
        match timeout_at(deadline, self.call(url, headers, body, deadline)).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(failure)) => Err(failure.to_string()),
            Err(_) => Err(format!("there was no answer within {} s", self.patience.as_secs_f32())),
        }
    }

    async fn call(&self, url: &str, headers: &[(&'static str, String)], body: String, deadline: Instant) -> Result<(u16, String), Failure> {
        let uri: Uri = url.parse()?;
        let authority = uri.authority().ok_or("the URL has no host")?;
        let secure = uri.scheme_str().is_some_and(|scheme| scheme.eq_ignore_ascii_case("https"));
        let port = authority.port_u16().unwrap_or(if secure { 443 } else { 80 });
        let mut request = Request::post(uri.path_and_query().map_or("/", |path| path.as_str()))
            .header(HOST, authority.as_str())
            .header(CONTENT_TYPE, "application/json")
            .header(USER_AGENT, concat!("Kontor/", env!("CARGO_PKG_VERSION")));
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        let request = request.body(Full::new(Bytes::from(body)))?;
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
        let found = lookup_host((host, port)).await.map_err(|error| format!("the name of the host leads nowhere: {error}"))?;
        let good: Vec<SocketAddr> = found.filter(|address| self.private || is_public(address.ip())).collect();
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
