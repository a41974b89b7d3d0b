//! Requests that may be sent again: with the same key and content they are answered as the first time, for 24 hours.
//!
//! The key is taken, the change made and the answer written down in one transaction. So a second request waits for the
//! first (on PostgreSQL for the row, on SQLite for the writer), and nothing is done twice whatever breaks in between.

use crate::{App, Error, FieldError, Result};
use db::{Held, Tx, View};
use domain::ids::UserId;
use jiff::{SignedDuration, Timestamp};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use store::idempotency_keys;

pub use store::idempotency_keys::Answer;

const KEPT: SignedDuration = SignedDuration::from_hours(24);

fn kept_since(now: Timestamp) -> Timestamp {
    now.saturating_sub(KEPT).unwrap_or(Timestamp::MIN)
}

/// Whose key it is and what was asked with it.
struct Claim {
    user: UserId,
    hash: [u8; 32],
    request: [u8; 32],
}

#[derive(Default)]
struct Shared {
    claim: OnceLock<Claim>,
    /// Another request had the key.
    taken: AtomicBool,
}

/// A request with a key, for as long as it is served.
pub struct Keyed {
    app: App,
    held: Held,
    shared: Arc<Shared>,
}

impl Keyed {
    /// What to serve the request with: all that it writes waits for [`Keyed::keep`].
    pub fn new(app: &App) -> (App, Self) {
        let shared = Arc::<Shared>::default();
        let (clock, claims) = (app.clock.clone(), Arc::clone(&shared));
        let (db, held) = app.db.held(View::Latest, move |tx: &mut Tx| {
            let (claims, now) = (Arc::clone(&claims), clock.now());
            Box::pin(async move {
                let Some(Claim { user, hash, request }) = claims.claim.get() else { return Ok(()) };
                if idempotency_keys::claim(tx, *user, hash, request, now, kept_since(now)).await? {
                    return Ok(());
                }
                claims.taken.store(true, Ordering::Relaxed);
                Err(db::Error::Aborted)
            })
        });
        (App { db, ..app.clone() }, Self { app: app.clone(), held, shared })
    }

    /// Says whose request it is, the digests of key and request; what was answered to it before.
    ///
    /// # Errors
    /// The key was used for something else.
    pub async fn claim(&self, user: UserId, hash: [u8; 32], request: [u8; 32]) -> Result<Option<Answer>> {
        // A call claims once.
        let _ = self.shared.claim.set(Claim { user, hash, request });
        self.known(false).await
    }

    /// `durable`: asked as a write is, whose answer comes when all that it saw is on disk; what others read may lag behind.
    async fn known(&self, durable: bool) -> Result<Option<Answer>> {
        let Some(Claim { user, hash, request }) = self.shared.claim.get() else { return Ok(None) };
        let (user, hash, since) = (*user, *hash, kept_since(self.app.clock.now()));
        let find = async move |tx: &mut Tx| Ok::<_, Error>(idempotency_keys::find(tx, user, &hash, since).await?);
        let found = if durable { self.app.db.write(find).await } else { self.app.db.read(find).await };
        match found? {
            Some(answer) if answer.request != request => {
                Err(FieldError::base("idempotency_key_reused", "The Idempotency-Key was sent with another request before.").into())
            }
            known => Ok(known),
        }
    }

    /// Commits what was written, with the answer to it.
    pub async fn keep(&self, answer: Answer) -> Result<()> {
        let committed = self.held.commit(async |tx: &mut Tx| match self.shared.claim.get() {
            Some(claim) => idempotency_keys::answer(tx, claim.user, &claim.hash, answer).await,
            None => Ok(()),
        });
        committed.await?;
        Ok(())
    }

    /// Undoes what was written. If another request had the key: its answer.
    pub async fn give_up(&self) -> Result<Option<Answer>> {
        self.held.roll_back().await;
        if self.shared.taken.load(Ordering::Relaxed) { self.known(true).await } else { Ok(None) }
    }
}

/// Removes at most `limit` answers that are not kept any more; how many it were.
pub(crate) async fn delete_old(tx: &mut Tx, now: Timestamp, limit: u32) -> Result<u64> {
    Ok(idempotency_keys::delete_old(tx, kept_since(now), limit).await?)
}
