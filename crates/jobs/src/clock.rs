//! Moves the clock of a sandbox forward, and does what falls due on the way.

use crate::{Post, Runner, perform};
use app::jobs::Job;
use app::sandboxes::{self, Advance, Journey, Step};
use app::{App, Result};
use std::pin::Pin;
use std::time::{Duration, Instant};

/// How long one job moves a clock before it leaves the rest to another, so that it ends before its lease.
const TURN: Duration = Duration::from_secs(20);

/// All the way, for a command that waits for it; `tell` hears of each step when all is done that fell due at it.
///
/// # Errors
/// The database cannot be asked, or another process has taken over. The clock stays where it was.
pub async fn advance(app: &App, mut journey: Journey, post: Post, mut tell: impl FnMut(&Step) + Send) -> Result<()> {
    let done = go(app, &mut journey, post, None, &mut tell).await;
    // Whoever repeats the command begins where this one has ended.
    let ended = sandboxes::arrive(app, &journey).await;
    done.and(ended)
}

/// A part of the way, for a job.
pub(crate) async fn work(app: &App, work: &Advance, post: Post) -> Result<()> {
    let Some(mut journey) = sandboxes::take_up(app, work.space).await? else {
        return if sandboxes::any(app, work.space).await? { sandboxes::look_again(app, work).await } else { Ok(()) };
    };
    match go(app, &mut journey, post, Some(Instant::now() + TURN), &mut |_| {}).await {
        Ok(true) => sandboxes::arrive(app, &journey).await,
        Ok(false) => sandboxes::let_go(app, &journey, true).await,
        Err(error) => {
            sandboxes::let_go(app, &journey, false).await?;
            Err(error)
        }
    }
}

/// Step by step, until all is done or the time is over; whether all is done.
async fn go(app: &App, journey: &mut Journey, post: Post, end: Option<Instant>, tell: &mut (dyn FnMut(&Step) + Send)) -> Result<bool> {
    let runner = Runner::new(app.clone(), move |app, job| boxed(app, job, post.clone()));
    while let Some(step) = sandboxes::step(app, journey).await? {
        sandboxes::work(journey, &step).await?;
        if !runner.run_due_of(journey.space.id, end).await? {
            return Ok(false);
        }
        tell(&step);
        if end.is_some_and(|end| Instant::now() >= end) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// A job may be one that moves a clock, which does jobs.
fn boxed(app: App, job: Job, post: Post) -> Pin<Box<dyn Future<Output = Result<()>> + Send>> {
    Box::pin(perform(app, job, post))
}
