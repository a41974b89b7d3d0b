//! What each process does for itself, time and again.

use app::{App, Result, jobs, tokens};
use std::pin::pin;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// Writes down when tokens were used, and enqueues what comes up every hour; until `stop` is ready, and then writes down the last.
pub async fn chores(app: &App, stop: impl Future<Output = ()>) {
    let every = |seconds| {
        let mut interval = interval(Duration::from_secs(seconds));
        interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
        interval
    };
    let (mut minutes, mut schedule) = (every(60), every(900));
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            _ = minutes.tick() => report("note when tokens were used", tokens::write_used(app).await),
            _ = schedule.tick() => report("enqueue what comes up every hour", jobs::schedule_hourly(app).await),
        }
    }
    report("note when tokens were used", tokens::write_used(app).await);
}

fn report(what: &str, outcome: Result<()>) {
    if let Err(error) = outcome {
        tracing::warn!(error = &error as &dyn std::error::Error, "could not {what}");
    }
}
