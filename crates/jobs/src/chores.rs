//! What each process does for itself, time and again.

use app::{App, Result, check_ins, clock_events, jobs, sandboxes, tokens};
use std::pin::pin;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// Writes down when tokens were used, enqueues what comes up every hour, and tells what the clock causes; until `stop` is ready, and then writes down the last.
pub async fn chores(app: &App, stop: impl Future<Output = ()>) {
    let every = |seconds| {
        let mut interval = interval(Duration::from_secs(seconds));
        interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
        interval
    };
    let (mut minutes, mut schedule, mut bookings, mut days, mut visits) = (every(60), every(900), every(15), every(60), every(30));
    let mut copies = every(60);
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            () = &mut stop => break,
            _ = minutes.tick() => report("note when tokens were used", tokens::write_used(app).await),
            _ = bookings.tick() => report("tell of bookings that begin and end", clock_events::tell_bookings(app).await),
            _ = visits.tick() => report("tell of check-ins that are over", check_ins::tell_over(app).await),
            _ = days.tick() => report("tell what a new day brings", clock_events::tell_days(app).await),
            _ = copies.tick() => report("tell what the clocks of sandboxes cause", sandboxes::tell(app).await),
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
