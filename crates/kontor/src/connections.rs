//! Connections of the HTTP listener: each is served by hyper with limits on how long a client may take to say what it
//! wants, so that clients who say nothing, or a letter a minute, do not hold connections for ever.

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use std::convert::Infallible;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tower::ServiceExt as _;

/// From the opening of a connection, or the end of the answer before, to the end of a request's headers.
pub const HEADERS: Duration = Duration::from_secs(30);
/// After an error of `accept` that is the system's (no more files).
const PAUSE: Duration = Duration::from_millis(500);

/// Serves connections until `stop` is ready; then no new ones are taken, idle ones are closed, and requests that have
/// begun are finished. `headers` is how long a client may take until its request's headers are there.
pub async fn serve(listener: TcpListener, router: Router, headers: Duration, stop: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                let _ = stream.set_nodelay(true); // answers are small and go out whole
                take(stream, peer, router.clone(), headers, &graceful);
            }
            Err(error) if of_the_peer(&error) => {}
            Err(error) => {
                tracing::warn!(%error, "cannot accept connections");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
    drop(listener);
    graceful.shutdown().await;
}

fn take(stream: TcpStream, peer: SocketAddr, router: Router, headers: Duration, graceful: &GracefulShutdown) {
    let service = service_fn(move |mut request: Request<Incoming>| {
        request.extensions_mut().insert(ConnectInfo(peer));
        let router = router.clone();
        async move { Ok::<_, Infallible>(router.oneshot(request.map(Body::new)).await.unwrap_or_else(|never| match never {})) }
    });
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(headers);
    let connection = http.serve_connection(TokioIo::new(stream), service);
    let connection = graceful.watch(connection);
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::trace!(%error, "connection ended");
        }
    });
}

/// The client went away before it was taken: no fault of the system.
fn of_the_peer(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::sync::oneshot;

    struct Served {
        address: SocketAddr,
        stop: Option<oneshot::Sender<()>>,
        server: tokio::task::JoinHandle<()>,
    }

    async fn served(headers: Duration) -> Served {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let peer = async |ConnectInfo(peer): ConnectInfo<SocketAddr>| peer.ip().to_string();
        let slow = async || tokio::time::sleep(Duration::from_millis(400)).await;
        let router = Router::new().route("/", get(peer)).route("/slow", get(slow));
        let (stop, stopped) = oneshot::channel();
        let server = tokio::spawn(serve(listener, router, headers, async { drop(stopped.await) }));
        Served { address, stop: Some(stop), server }
    }

    async fn rest(stream: &mut TcpStream) -> String {
        let mut text = String::new();
        stream.read_to_string(&mut text).await.unwrap();
        text
    }

    #[tokio::test]
    async fn clients_without_a_request_are_let_go() {
        let served = served(Duration::from_millis(200)).await;
        let mut silent = TcpStream::connect(served.address).await.unwrap();
        let mut slow = TcpStream::connect(served.address).await.unwrap();
        slow.write_all(b"GET / HTTP/1.1\r\nHost: a\r\nX-One: ").await.unwrap();
        let (first, second) = tokio::join!(rest(&mut silent), rest(&mut slow));
        assert!(!first.contains("200") && !second.contains("200"), "{first} {second}");
    }

    #[tokio::test]
    async fn requests_that_have_begun_are_finished_and_idle_connections_are_not_waited_for() {
        let mut served = served(HEADERS).await;
        let mut idle = TcpStream::connect(served.address).await.unwrap();
        idle.write_all(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
        let mut head = [0; 15];
        idle.read_exact(&mut head).await.unwrap();
        assert_eq!(&head, b"HTTP/1.1 200 OK");
        let mut busy = TcpStream::connect(served.address).await.unwrap();
        busy.write_all(b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\n").await.unwrap();
        tokio::time::sleep(Duration::from_millis(100)).await; // it has begun now
        served.stop.take().unwrap().send(()).unwrap();
        assert!(rest(&mut idle).await.ends_with("127.0.0.1"));
        assert!(rest(&mut busy).await.starts_with("HTTP/1.1 200"));
        served.server.await.unwrap();
        assert!(TcpStream::connect(served.address).await.is_err());
    }
}
