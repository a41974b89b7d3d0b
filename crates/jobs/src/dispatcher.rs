//! The dispatcher: fills the queues of webhooks from the outbox, and empties them, many endpoints beside each other and
//! each one delivery after the other. Endpoints that failed last have places of their own, so that however many of them
//! hang, the others do not wait for them.

use crate::callbacks::Callbacks;
use app::webhooks::delivering::{self, Call, Lease, Made, Outcome};
use app::{App, Result};
use jiff::SignedDuration;
use std::error::Error as StdError;
use std::mem;
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
/// What is due is read several at once, and how it went is written down then; both anew after so long. Well within what a
/// lease leaves beside the longest call.
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
        let (mut due, mut read, mut made) = (delivering::Due::new(), begin, Vec::new());
        while begin.elapsed() < TURN && !self.stopping.load(Ordering::Relaxed) {
            if due.is_empty() || read.elapsed() > FRESH {
                let Some(kept) = self.note(lease, &mut made).await? else { return Ok(()) };
                lease = kept; // what is read now lacks what was sent
                (due, read) = (delivering::next(&self.app, lease).await?, Instant::now());
            }
            let Some(next) = due.pop_front() else { break };
            let call = delivering::call(&self.app, next)?;
            let outcome = self.call(&call).await;
            let good = outcome.is_good();
            made.push((call, outcome));
            if !good {
                break; // it goes on from where those are that failed
            }
        }
        match self.note(lease, &mut made).await? {
            Some(lease) => delivering::let_go(&self.app, lease).await,
            None => Ok(()),
        }
    }

    async fn call(&self, call: &Call) -> Outcome {
        let (at, sent) = (self.app.clock.now(), Instant::now());
        let answer = self.callbacks.post(call.url(), &call.headers, call.body().to_owned()).await;
        let taken = sent.elapsed();
        let outcome = Outcome { at, milliseconds: i64::try_from(taken.as_millis()).unwrap_or(i64::MAX), answer };
        let label = if outcome.is_good() { "delivered" } else { "failed" };
        metrics::histogram!("kontor_webhook_seconds", &[("outcome", label)]).record(taken);
        outcome
    }

    /// Writes down the calls that were made; the lease that holds from now on, none if it was lost.
    async fn note(&self, lease: Lease, made: &mut Vec<Made>) -> Result<Option<Lease>> {
        if made.is_empty() {
            return Ok(Some(lease));
        }
        delivering::note(&self.app, lease, mem::take(made), self.first_pause).await
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
