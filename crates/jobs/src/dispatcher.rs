//! The dispatcher: fills the queues of webhooks from the outbox, and empties them, many endpoints beside each other and
//! each one delivery after the other. Endpoints that failed last have places of their own, so that however many of them
//! hang, the others do not wait for them.

use crate::callbacks::Callbacks;
use app::webhooks::delivering::{self, Lease, Outcome};
use app::{App, Result};
use jiff::SignedDuration;
use std::error::Error as StdError;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio::time::sleep;

/// Endpoints of one process that are called beside each other: those that answered last, and those that did not.
const PLACES: [(bool, usize); 2] = [(false, 256), (true, 64)];
/// The regular time between two looks where nothing is due.
const REGULAR: Duration = Duration::from_secs(1);
/// The first look after something happened; the next ones come later and later.
const SOON: Duration = Duration::from_millis(10);
/// What is due is read several at once, and anew after so long: it may be given up meanwhile.
const FRESH: Duration = Duration::from_secs(1);
/// An endpoint gives way to others after so long.
const TURN: Duration = Duration::from_secs(10);

/// Calls receivers of webhooks, beside the dispatchers of other processes.
#[derive(Clone)]
pub struct Dispatcher {
    app: App,
    callbacks: Callbacks,
    first_pause: SignedDuration,
    stopping: Arc<AtomicBool>,
}

impl Dispatcher {
    /// `first_pause` is the time before the first retry; each further one is twice as long.
    pub fn new(app: App, callbacks: Callbacks, first_pause: SignedDuration) -> Self {
        Self { app, callbacks, first_pause, stopping: Arc::default() }
    }

    /// Sends until `stop` is ready, then finishes the calls that are made.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let (mut stop, mut pause) = (pin!(stop), SOON);
        let mut lanes = PLACES.map(|(failing, places)| Lane { failing, places, running: JoinSet::new() });
        loop {
            if self.turn(&mut lanes).await {
                pause = SOON;
            }
            let [prompt, failing] = &mut lanes;
            tokio::select! {
                biased;
                () = &mut stop => break,
                Some(_) = prompt.running.join_next() => {}
                Some(_) = failing.running.join_next() => {}
                () = self.app.webhooks.woken() => {
                    pause = SOON;
                    sleep(SOON).await; // until the transaction is committed, and more of them have come
                }
                () = sleep(pause) => pause = (pause * 4).min(REGULAR),
            }
        }
        self.stopping.store(true, Ordering::Relaxed);
        for mut lane in lanes {
            while lane.running.join_next().await.is_some() {}
        }
    }

    /// Sends what is due, and what becomes due by it, and returns when nothing is left: for tests.
    pub async fn run_due(&self) {
        let mut lanes = PLACES.map(|(failing, places)| Lane { failing, places, running: JoinSet::new() });
        while self.turn(&mut lanes).await {
            for lane in &mut lanes {
                while lane.running.join_next().await.is_some() {}
            }
        }
    }

    /// Fills queues, and starts on endpoints as far as there are places; whether there was anything to do.
    async fn turn(&self, lanes: &mut [Lane]) -> bool {
        let mut any = report("give events to webhooks", delivering::fan_out(&self.app).await).unwrap_or_default();
        for lane in lanes {
            let free = u32::try_from(lane.places - lane.running.len()).unwrap_or_default();
            let leases = report("take endpoints", delivering::lease(&self.app, lane.failing, free).await).unwrap_or_default();
            any |= !leases.is_empty();
            for lease in leases {
                lane.running.spawn(self.clone().see_to(lease));
            }
        }
        any
    }

    /// One endpoint's turn. What fails leaves the lease to end by itself.
    async fn see_to(self, lease: Lease) {
        report("send to a webhook", self.send_all(lease).await);
    }

    async fn send_all(&self, mut lease: Lease) -> Result<()> {
        let begin = Instant::now();
        let (mut due, mut read) = (delivering::Due::new(), begin);
        while begin.elapsed() < TURN && !self.stopping.load(Ordering::Relaxed) {
            if due.is_empty() || read.elapsed() > FRESH {
                (due, read) = (delivering::next(&self.app, lease).await?, Instant::now());
            }
            let Some(next) = due.pop_front() else { break };
            let call = delivering::call(&self.app, next)?;
            let (at, sent) = (self.app.clock.now(), Instant::now());
            let answer = self.callbacks.post(call.url(), &call.headers, call.body().to_owned()).await;
            let good = matches!(answer, Ok((200..=299, _)));
            let outcome = [("outcome", if good { "delivered" } else { "failed" })];
            metrics::histogram!("kontor_webhook_seconds", &outcome).record(sent.elapsed());
            let milliseconds = i64::try_from(sent.elapsed().as_millis()).unwrap_or(i64::MAX);
            let outcome = Outcome { at, milliseconds, answer };
            match delivering::note(&self.app, lease, &call, outcome, self.first_pause).await? {
                Some(renewed) => lease = renewed,
                None => return Ok(()),
            }
            if !good {
                break; // it goes on from where those are that failed
            }
        }
        delivering::let_go(&self.app, lease).await
    }
}

/// Endpoints that are being called.
struct Lane {
    failing: bool,
    places: usize,
    running: JoinSet<()>,
}

fn report<T>(what: &str, outcome: Result<T>) -> Option<T> {
    outcome.inspect_err(|error| tracing::warn!(error = error as &dyn StdError, "could not {what}")).ok()
}
