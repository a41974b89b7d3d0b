//! `kontor serve`: wiring, listening, and the way out.

use crate::connections;
use crate::database::{self, Use};
use crate::failure::Failure;
use crate::metrics;
use crate::settings::Settings;
use app::{App, Chance, Clock};
use http_api::edge::{Edge, HttpConfig};
use jiff::SignedDuration;
use jobs::{Callbacks, Dispatcher, Post, Runner};
use metrics_exporter_prometheus::PrometheusHandle;
use payments::{Gateway, StripeKeys};
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout, timeout_at};
use web::Pages;

/// How long requests and jobs have to finish after a signal.
const PATIENCE: Duration = Duration::from_secs(10);
/// How long a domain has to answer while somebody waits for the page. A proxy may get its certificate first.
const CHECKING: Duration = Duration::from_secs(10);
/// How long notes may take that are written after that.
const LAST_NOTES: Duration = Duration::from_secs(1);

/// Serves until a signal, then finishes what is in flight.
pub async fn serve(settings: &Settings) -> Result<(), Failure> {
    let desk = Bound::bind(settings).await?;
    let app = open(settings).await?;
    desk.serve(settings, app).await
}

/// What the server works with, on its database.
pub async fn open(settings: &Settings) -> Result<App, Failure> {
    let (db, _) = database::open(settings, Use::Serve).await?;
    let operator = settings.stripe_key.clone().map(|secret| StripeKeys { secret, publishable: String::new(), webhook_secret: None });
    let gateway = Gateway::at(&settings.stripe_url, &settings.paypal_url);
    let app = App::new(db, Clock::System, Chance::System, settings.base_url.clone()).paying(gateway, operator);
    let app = app.reading(cobot::Source::at(&settings.cobot_url).unwrap_or_default());
    let app = app.keeping_events(SignedDuration::from_hours(24 * i64::from(settings.keep_events)));
    app::invoices::seal_earlier(&app).await?;
    Ok(app)
}

/// Addresses that are taken, before the database is touched: whoever finds one in use is told so and has
/// changed nothing.
pub struct Bound {
    listener: TcpListener,
    numbers: Option<(TcpListener, PrometheusHandle)>,
    signals: Signals,
}

impl Bound {
    pub async fn bind(settings: &Settings) -> Result<Self, Failure> {
        let listener = listen(settings.listen, "--listen").await?;
        let numbers = match settings.metrics_listen {
            Some(address) => Some((listen(address, "--metrics-listen").await?, metrics::record()?)),
            None => None,
        };
        Ok(Self { listener, numbers, signals: Signals::new()? })
    }

    /// The port of the HTTP listener.
    pub fn port(&self) -> Option<u16> {
        self.listener.local_addr().ok().map(|address| address.port())
    }

    /// Serves until a signal.
    pub async fn serve(self, settings: &Settings, app: App) -> Result<(), Failure> {
        let Self { listener, numbers, mut signals } = self;
        let db = app.db.clone();
        let (post, callbacks) = (post(settings)?, callbacks(settings)?);
        let app = app.asking(Arc::new(callbacks.clone().patience(CHECKING)));
        let dispatcher = Dispatcher::new(app.clone(), callbacks, settings.webhook_retry_after);
        let pages = Pages { requests_per_minute: settings.rate_limit, mailbox: settings.mailbox && matches!(post, Post::Kept) };
        let edge = Edge::new(app.clone(), &config(settings)).map_err(|error| Failure::new(error, "correct --redis-url"))?;
        let router = web::with_pages(http_api::sites(&edge), &app, pages).router(&edge);
        let metrics_at = numbers.as_ref().and_then(|(listener, _)| listener.local_addr().ok());
        if let Some((listener, handle)) = numbers {
            tokio::spawn(metrics::tidy(handle.clone()));
            tokio::spawn(axum::serve(listener, metrics::router(handle, db.clone())).into_future());
        }

        let (stop, stopped) = watch::channel(false);
        let (close, closed) = watch::channel(false);
        let runner =
            tokio::spawn(Runner::new(app.clone(), move |app, job| jobs::perform(app, job, post.clone())).run(told(stopped.clone())));
        let dispatcher = tokio::spawn(dispatcher.run(told(stopped.clone())));
        let chores = tokio::spawn({
            let app = app.clone();
            async move { jobs::chores(&app, told(closed)).await }
        });
        tokio::spawn({
            let app = app.clone();
            async move {
                if let Err(error) = app::keys::ensure(&app).await {
                    tracing::warn!(
                        error = &error as &dyn std::error::Error,
                        "could not make the keys that sign; trying again when they are needed"
                    );
                }
            }
        });
        announce(settings, listener.local_addr().ok(), metrics_at);
        let server = tokio::spawn(connections::serve(listener, router, connections::HEADERS, told(stopped)));

        signals.next().await;
        tracing::info!("stopping: finishing what is in flight");
        let deadline = Instant::now() + PATIENCE;
        let _ = stop.send(true);
        app.listening.close();
        tokio::select! {
            () = finish(server, runner, dispatcher, deadline) => {}
            () = signals.next() => tracing::warn!("a second signal: not waiting any longer"),
        }
        let _ = close.send(true); // after the last request, so that its notes are written too
        let notes = async {
            let _ = chores.await;
            db.close().await;
        };
        if timeout(LAST_NOTES, notes).await.is_err() {
            tracing::warn!("the database did not close in time; nothing that was answered is lost");
        }
        Ok(())
    }
}

/// Waits for requests and jobs until the deadline.
async fn finish<T, U, V>(server: JoinHandle<T>, runner: JoinHandle<U>, dispatcher: JoinHandle<V>, deadline: Instant) {
    let all = async { tokio::join!(server, runner, dispatcher) };
    if timeout_at(deadline, all).await.is_err() {
        tracing::warn!("what was in flight after {} s is broken off", PATIENCE.as_secs());
    }
}

/// Ready when the other side says so, or is gone.
async fn told(mut flag: watch::Receiver<bool>) {
    let _ = flag.wait_for(|told| *told).await;
}

async fn listen(address: SocketAddr, flag: &str) -> Result<TcpListener, Failure> {
    TcpListener::bind(address).await.map_err(|error| match error.kind() {
        ErrorKind::AddrInUse => {
            Failure::new(format!("{address} is in use"), format!("stop the program that listens there, or choose another {flag}"))
        }
        ErrorKind::PermissionDenied => {
            Failure::new(format!("{address} is not for this user"), format!("choose a {flag} with a port above 1023, behind a proxy"))
        }
        _ => Failure::new(format!("cannot listen at {address} ({error})"), format!("correct {flag}")),
    })
}

/// What calls others.
fn callbacks(settings: &Settings) -> Result<Callbacks, Failure> {
    let callbacks = Callbacks::new(settings.allow_private_callbacks);
    callbacks.map_err(|error| Failure::new(format!("TLS cannot be set up ({error})"), "report this"))
}

/// Where mails go.
fn post(settings: &Settings) -> Result<Post, Failure> {
    let Some(url) = &settings.smtp_url else { return Ok(Post::Kept) };
    let host = settings.base_url.authority.split(':').next().unwrap_or_default();
    let from = settings.mail_from.clone().unwrap_or_else(|| format!("Kontor <no-reply@{host}>"));
    Post::smtp(url, &from).map_err(|error| Failure::new(error, "correct --smtp-url or --mail-from"))
}

fn config(settings: &Settings) -> HttpConfig {
    HttpConfig {
        requests_per_minute: settings.rate_limit,
        redis_url: settings.redis_url.clone(),
        trusted_proxies: settings.trusted_proxies.clone(),
        ..HttpConfig::default()
    }
}

fn announce(settings: &Settings, listening: Option<SocketAddr>, metrics: Option<SocketAddr>) {
    let (hosts, version) = (&settings.base_url, env!("CARGO_PKG_VERSION"));
    let home = format!("{}://{}", hosts.scheme, hosts.authority);
    let (listening, metrics) = (listening.map(tracing::field::display), metrics.map(tracing::field::display));
    tracing::info!(listening, metrics, home, api = hosts.at("api"), developers = hosts.at("dev"), version, "serving");
}

/// What ends the server.
struct Signals {
    terminate: Signal,
    interrupt: Signal,
}

impl Signals {
    /// From here on the signals do not end the process by themselves.
    fn new() -> Result<Self, Failure> {
        let listen = |kind| signal(kind).map_err(|error| Failure::new(format!("cannot listen to signals ({error})"), "check the system"));
        Ok(Self { terminate: listen(SignalKind::terminate())?, interrupt: listen(SignalKind::interrupt())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}
