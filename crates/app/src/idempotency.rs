//! Requests that may be sent again: with the same key and content they are answered as the first time, for 24 hours.
//!
//! The key is taken, the change made and the answer written down in one transaction. So a second request waits for the
//! first (on PostgreSQL for the row, on SQLite for the writer), and nothing is done twice whatever breaks in between.
//!
//! Forms of pages go the same way ([`Keyed::claim_form`]): sent twice, by a second click or a reload, they lead twice to the same.

use crate::{App, Error, FieldError, Result};
use db::{Held, Tx, View};
use domain::ids::UserId;
use jiff::{SignedDuration, Timestamp};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use store::{idempotency_keys, sent_forms};

pub use store::idempotency_keys::Answer;

const KEPT: SignedDuration = SignedDuration::from_hours(24);

fn kept_since(now: Timestamp) -> Timestamp {
    now.saturating_sub(KEPT).unwrap_or(Timestamp::MIN)
}

/// What is done once.
#[derive(Clone, Copy)]
enum Claim {
    /// Whose key it is and what was asked with it.
    Call { user: UserId, hash: [u8; 32], request: [u8; 32] },
    /// The digest of a form as one page showed it, and of all that was typed.
    Form([u8; 32]),
}

impl Claim {
    /// Takes it for this transaction.
    ///
    /// # Errors
    /// [`db::Error::Aborted`] or a broken constraint where another request had it; then nothing else is done.
    async fn take(self, tx: &mut Tx, now: Timestamp, taken: &AtomicBool) -> db::Result<()> {
        let since = kept_since(now);
        let (free, gone) = match self {
            Self::Call { user, hash, request } => {
                (idempotency_keys::claim(tx, user, &hash, &request, now, since).await?, db::Error::Aborted)
            }
            // An error that pages show without a word in the log: people click twice.
            Self::Form(hash) => (sent_forms::claim(tx, &hash, now, since).await?, db::Error::Constraint("sent_forms_pkey".into())),
        };
        if free {
            return Ok(());
        }
        taken.store(true, Ordering::Relaxed);
        Err(gone)
    }

    async fn find(self, tx: &mut Tx, since: Timestamp) -> db::Result<Option<Answer>> {
        match self {
            Self::Call { user, hash, .. } => idempotency_keys::find(tx, user, &hash, since).await,
            Self::Form(hash) => {
                let location = sent_forms::find(tx, &hash, since).await?;
                Ok(location.map(|location| Answer { location: Some(location), ..Answer::default() }))
            }
        }
    }

    /// Writes down what was answered. A form that has led nowhere may be sent again.
    async fn answer(self, tx: &mut Tx, answer: Answer) -> db::Result<()> {
        match (self, answer.location) {
            (Self::Call { user, hash, .. }, location) => idempotency_keys::answer(tx, user, &hash, Answer { location, ..answer }).await,
            (Self::Form(hash), Some(location)) => sent_forms::answer(tx, &hash, location).await,
            (Self::Form(hash), None) => sent_forms::delete(tx, &hash).await,
        }
    }
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
                match claims.claim.get() {
                    Some(claim) => claim.take(tx, now, &claims.taken).await,
                    None => Ok(()),
                }
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
        let _ = self.shared.claim.set(Claim::Call { user, hash, request });
        self.known(false).await
    }

    /// Says which form it is; where it has led before.
    pub async fn claim_form(&self, hash: [u8; 32]) -> Result<Option<Answer>> {
        let _ = self.shared.claim.set(Claim::Form(hash));
        self.known(false).await
    }

    /// `durable`: asked as a write is, whose answer comes when all that it saw is on disk; what others read may lag behind.
    async fn known(&self, durable: bool) -> Result<Option<Answer>> {
        let Some(claim) = self.shared.claim.get().copied() else { return Ok(None) };
        let since = kept_since(self.app.clock.now());
        let find = async move |tx: &mut Tx| Ok::<_, Error>(claim.find(tx, since).await?);
        let found = if durable { self.app.db.write(find).await } else { self.app.db.read(find).await };
        match (found?, claim) {
            (Some(answer), Claim::Call { request, .. }) if answer.request != request => {
                Err(FieldError::base("idempotency_key_reused", "The Idempotency-Key was sent with another request before.").into())
            }
            (known, _) => Ok(known),
        }
    }

    /// Commits what was written, with the answer to it.
    pub async fn keep(&self, answer: Answer) -> Result<()> {
        let committed = self.held.commit(async |tx: &mut Tx| match self.shared.claim.get() {
            Some(claim) => claim.answer(tx, answer).await,
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

/// Removes at most `limit` answers of each kind that are not kept any more; how many it were of the more frequent.
pub(crate) async fn delete_old(tx: &mut Tx, now: Timestamp, limit: u32) -> Result<u64> {
    let since = kept_since(now);
    let calls = idempotency_keys::delete_old(tx, since, limit).await?;
    Ok(calls.max(sent_forms::delete_old(tx, since, limit).await?))
}
