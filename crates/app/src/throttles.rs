//! Slows guessing. Counts stand in the database, so that all processes share them; keys are digests, so that nobody
//! reads addresses out of them.

use crate::{App, Error, Result};
use jiff::{SignedDuration, Timestamp};
use store::throttles;

/// How often something may be tried in how many minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    pub name: &'static str,
    pub attempts: i64,
    pub minutes: i64,
}

/// One password after the other for an account, from one place.
pub const PAIR: Quota = Quota { name: "sign-in-pair", attempts: 10, minutes: 15 };
/// One password for many accounts, from one place.
pub const PLACE: Quota = Quota { name: "sign-in-place", attempts: 100, minutes: 15 };
/// From many places for one account. Browsers that are known are let through: nobody locks the owner out.
pub const ACCOUNT: Quota = Quota { name: "sign-in-account", attempts: 100, minutes: 60 };
/// Second factors: six digits are few.
pub const CODE: Quota = Quota { name: "code", attempts: 10, minutes: 15 };
/// Mails that one place has sent to others.
pub const MAIL_PLACE: Quota = Quota { name: "mail-place", attempts: 30, minutes: 60 };
/// Mails to one address.
pub const MAIL_ADDRESS: Quota = Quota { name: "mail-address", attempts: 5, minutes: 60 };

impl Quota {
    pub(crate) fn key(self, subject: &str) -> Vec<u8> {
        oauth::hash(&format!("{}\n{subject}", self.name)).to_vec()
    }
}

/// Counts an attempt before it is made, so that many at once are counted, too.
///
/// # Errors
/// [`Error::RateLimited`] when there were too many.
pub async fn attempt(app: &App, quota: Quota, subject: &str) -> Result<()> {
    let (key, now) = (quota.key(subject), app.clock.now());
    let ends_at = now.checked_add(SignedDuration::from_mins(quota.minutes)).map_err(Error::internal)?;
    // Counted for good, also where all else that the request writes is undone.
    let db = app.db.apart();
    let (attempts, end) = db.write(async move |tx| Ok::<_, Error>(throttles::count(tx, &key, ends_at, now).await?)).await?;
    if attempts > quota.attempts { Err(Error::RateLimited { retry_after: seconds(end, now) }) } else { Ok(()) }
}

/// Begins to count anew: it succeeded.
pub async fn forgive(app: &App, quota: Quota, subject: &str) -> Result<()> {
    let key = quota.key(subject);
    app.db.write(async move |tx| Ok::<_, Error>(throttles::delete(tx, &key).await?)).await
}

fn seconds(end: Timestamp, now: Timestamp) -> u64 {
    u64::try_from(end.duration_since(now).as_secs()).unwrap_or_default().max(1)
}
