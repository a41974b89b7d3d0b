//! The runner: takes jobs, does some at a time, notes how it went.

use app::jobs::{self, Job, Next, Work};
use app::{App, Result};
use domain::ids::SpaceId;
use std::error::Error as StdError;
use std::pin::pin;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};
use tracing::Instrument as _;

/// How many jobs of one process run beside each other.
const PARALLEL: usize = 4;
/// The same for the jobs of one space.
const PLACES_OF_ONE: u32 = 8;
/// The regular time between two looks into an empty queue.
const REGULAR: Duration = Duration::from_secs(1);
/// The first look after somebody enqueued; the next ones come later and later.
const SOON: Duration = Duration::from_millis(10);
/// A job is broken off so long after its begin: before its lease ends and another process takes it.
const LONGEST: Duration = Duration::from_secs(50);

/// Runs the jobs of a database, beside the runners of other processes.
#[derive(Clone)]
pub struct Runner<P> {
    app: App,
    perform: P,
    longest: Duration,
}

impl<P, F> Runner<P>
where
    P: Fn(App, Job) -> F + Clone + Send + Sync + 'static,
    F: Future<Output = Result<()>> + Send + 'static,
{
    /// `perform` does one job; the program gives [`crate::perform`].
    pub fn new(app: App, perform: P) -> Self {
        Self { app, perform, longest: LONGEST }
    }

    /// Breaks jobs off after another time than 50 seconds.
    pub fn longest(self, longest: Duration) -> Self {
        Self { longest, ..self }
    }

    /// Runs jobs until `stop` is ready, then finishes those that it has begun.
    pub async fn run(self, stop: impl Future<Output = ()>) {
        let (mut stop, mut running, mut pause) = (pin!(stop), JoinSet::new(), SOON);
        loop {
            let places = PARALLEL - running.len();
            if places > 0 && self.start(&mut running, places).await {
                pause = SOON;
            }
            let full = running.len() == PARALLEL;
            tokio::select! {
                biased;
                () = &mut stop => break,
                Some(_) = running.join_next() => {}
                () = self.app.wake.woken(), if !full => pause = SOON,
                () = sleep(pause), if !full => pause = (pause * 4).min(REGULAR),
            }
        }
        while running.join_next().await.is_some() {}
    }

    /// Runs what is due, and what becomes due by it, and returns when nothing is left: for tests, and for
    /// commands that end.
    pub async fn run_due(&self) {
        let mut running = JoinSet::new();
        while self.start(&mut running, PARALLEL).await {
            while running.join_next().await.is_some() {}
        }
    }

    /// Goes on with the imports of one space, and leaves its other jobs to others.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn run_imports_of(&self, space: SpaceId) -> Result<()> {
        let mut running = JoinSet::new();
        while self.spawn(&mut running, jobs::take_imports_of(&self.app, space, PLACES_OF_ONE).await) {
            while running.join_next().await.is_some() {}
        }
        Ok(())
    }

    /// The same for the jobs of one space. Waits for those, too, that another process is doing. `false` if some are left as
    /// the time is over.
    ///
    /// # Errors
    /// The database cannot be asked.
    pub async fn run_due_of(&self, space: SpaceId, end: Option<Instant>) -> Result<bool> {
        let mut running = JoinSet::new();
        while jobs::any_due(&self.app, space).await? {
            if end.is_some_and(|end| Instant::now() >= end) {
                return Ok(false);
            }
            if !self.spawn(&mut running, jobs::take_of(&self.app, space, PLACES_OF_ONE).await) {
                sleep(SOON).await;
            }
            while running.join_next().await.is_some() {}
        }
        Ok(true)
    }

    /// Starts at most `places` due jobs; whether there was any.
    async fn start(&self, running: &mut JoinSet<()>, places: usize) -> bool {
        let taken = jobs::take(&self.app, u32::try_from(places).unwrap_or(u32::MAX)).await;
        self.spawn(running, taken)
    }

    fn spawn(&self, running: &mut JoinSet<()>, taken: Result<Vec<Work>>) -> bool {
        let works = taken.unwrap_or_else(|error| {
            tracing::warn!(error = &error as &dyn StdError, "could not take jobs");
            vec![]
        });
        let any = !works.is_empty();
        for work in works {
            let span = tracing::info_span!("job", id = %work.id(), kind = work.kind, attempt = work.attempt);
            running.spawn(self.clone().finish(work).instrument(span));
        }
        any
    }

    /// Does one job and notes how it went. If that cannot be noted, the lease ends by itself.
    async fn finish(self, work: Work) {
        let begin = Instant::now();
        let outcome = self.attempt(&work).await;
        let labels = [("kind", work.kind.clone()), ("outcome", if outcome.is_ok() { "done" } else { "failed" }.to_owned())];
        metrics::histogram!("kontor_job_seconds", &labels).record(begin.elapsed());
        let noted = match &outcome {
            Ok(()) => jobs::complete(&self.app, &work).await.map(|kept| if kept { None } else { Some(Next::Lost) }),
            Err(reason) => jobs::fail(&self.app, &work, reason).await.map(Some),
        };
        let reason = outcome.err().unwrap_or_default();
        match noted {
            Ok(None) => tracing::debug!("job done"),
            Ok(Some(Next::At(again))) => tracing::warn!(reason, %again, "job failed, to be tried again"),
            Ok(Some(Next::GivenUp)) => tracing::error!(reason, "job failed for the last time"),
            Ok(Some(Next::Lost)) => tracing::warn!(reason, "job took longer than its lease; another process has it"),
            Err(error) => tracing::warn!(error = &error as &dyn StdError, "could not note how a job went"),
        }
    }

    /// In a task of its own, so that a panic is a failed attempt and not the end of the runner.
    async fn attempt(&self, work: &Work) -> Result<(), String> {
        let mut task = tokio::spawn((self.perform)(work.app(&self.app), work.job.clone()?).in_current_span());
        match timeout(self.longest, &mut task).await {
            Ok(Ok(outcome)) => outcome.map_err(|error| chain(&error)),
            Ok(Err(_)) => Err("it panicked".into()),
            Err(_) => {
                task.abort();
                Err(format!("it took longer than {} s", self.longest.as_secs_f32()))
            }
        }
    }
}

/// An error with its causes.
fn chain(error: &dyn StdError) -> String {
    let (mut text, mut next) = (error.to_string(), error.source());
    while let Some(cause) = next {
        text = format!("{text}: {cause}");
        next = cause.source();
    }
    text
}
