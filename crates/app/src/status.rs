//! How the server is, for anybody who asks.

use crate::{App, Error, Result};
use jiff::Timestamp;
use std::time::{Duration, Instant};
use store::jobs;

/// What was found.
#[derive(Clone, Copy, Debug)]
pub struct Status {
    pub now: Timestamp,
    /// How long the database took to answer.
    pub database: Duration,
    /// Since when work waits that should have been done; none while nothing is late.
    pub waiting_since: Option<Timestamp>,
}

/// Asks the database.
///
/// # Errors
/// [`Error::Unavailable`] where it does not answer.
pub async fn look(app: &App) -> Result<Status> {
    let (begun, now) = (Instant::now(), app.clock.now());
    let waiting_since = app.db.read(async move |tx| Ok::<_, Error>(jobs::oldest_due(tx, now).await?)).await?;
    Ok(Status { now, database: begun.elapsed(), waiting_since })
}
