//! [`Held`]: what a whole request writes, committed at once with what its caller adds at the end.

use crate::error::Retryable;
use crate::{Db, Error, Result, Tx};
use futures_util::future::BoxFuture;
use std::mem;
use std::sync::Arc;
use tokio::sync::Mutex;

/// Runs in the transaction before anything else does.
type First = Box<dyn for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<()>> + Send + Sync>;

/// A transaction that several calls of [`Db::write`] share; [`Db::read`] sees what they wrote. It begins with the first
/// of them and ends with [`Held::commit`]; dropped, with all handles on it, it is rolled back.
///
/// On SQLite it holds the one writer from the first write on, as [`Db::begin`] does: await nothing slow before the end.
#[derive(Clone)]
pub struct Held(Arc<Inner>);

/// What statements of a shared transaction see.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// What is committed when they begin.
    Latest,
    /// What was committed when the first of them began; to change what another transaction has changed since then is
    /// [`Error::Retry`].
    Fixed,
}

struct Inner {
    db: Db,
    view: View,
    first: First,
    state: Mutex<State>,
}

enum State {
    Unused,
    Open(Tx),
    /// Something failed after something else was written: nothing of it stays.
    Broken,
    Ended,
}

impl Db {
    /// A handle whose writes share one transaction, and what ends that; `first` runs in it before them.
    pub fn held(
        &self,
        view: View,
        first: impl for<'t> Fn(&'t mut Tx) -> BoxFuture<'t, Result<()>> + Send + Sync + 'static,
    ) -> (Self, Held) {
        let held = Held(Arc::new(Inner { db: self.clone(), view, first: Box::new(first), state: Mutex::new(State::Unused) }));
        (self.shared(held.clone()), held)
    }
}

impl Held {
    /// Commits what was written, together with what `last` writes; answered when durable. `false` if nothing was: then
    /// `last` does not run. Writes that come later are transactions of their own.
    ///
    /// # Errors
    /// [`Error::Aborted`] if one of the writes failed after another: none of them stays.
    pub async fn commit(&self, last: impl AsyncFnOnce(&mut Tx) -> Result<()>) -> Result<bool> {
        match mem::replace(&mut *self.0.state.lock().await, State::Ended) {
            State::Open(mut tx) => {
                last(&mut tx).await?;
                tx.commit().await.map(|()| true)
            }
            State::Broken => Err(Error::Aborted),
            State::Unused | State::Ended => Ok(false),
        }
    }

    /// Gives up what was written.
    pub async fn roll_back(&self) {
        if let State::Open(tx) = mem::replace(&mut *self.0.state.lock().await, State::Ended) {
            tx.roll_back().await;
        }
    }

    /// Begins without waiting for a write, so that what is read from now on is read in the transaction.
    pub async fn begin(&self) -> Result<()> {
        self.write(async |_: &mut Tx| Ok::<_, Error>(())).await
    }

    pub(crate) async fn write<T, E, F>(&self, f: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<Error> + Retryable + Send + 'static,
        F: AsyncFn(&mut Tx) -> Result<T, E> + Send + 'static,
    {
        let mut state = self.0.state.lock().await;
        match mem::replace(&mut *state, State::Broken) {
            State::Open(mut tx) => {
                let out = f(&mut tx).await;
                match out {
                    Ok(_) => *state = State::Open(tx),
                    Err(_) => tx.roll_back().await,
                }
                out
            }
            State::Unused => {
                let (opened, out) = self.open(f).await;
                *state = opened.map_or(State::Unused, State::Open);
                out
            }
            State::Broken => Err(Error::Aborted.into()),
            State::Ended => {
                *state = State::Ended;
                drop(state);
                self.0.db.write(f).await
            }
        }
    }

    /// The first write: run again when it lost a race, as nothing was answered yet.
    async fn open<T, E, F>(&self, f: F) -> (Option<Tx>, Result<T, E>)
    where
        T: Send + 'static,
        E: From<Error> + Retryable + Send + 'static,
        F: AsyncFn(&mut Tx) -> Result<T, E> + Send + 'static,
    {
        let mut attempt = 0;
        loop {
            let mut tx = match self.0.db.begin_seeing(self.0.view).await {
                Ok(tx) => tx,
                Err(e) => return (None, Err(e.into())),
            };
            let out = match (self.0.first)(&mut tx).await {
                Ok(()) => f(&mut tx).await,
                Err(e) => Err(e.into()),
            };
            if out.is_ok() {
                return (Some(tx), out);
            }
            tx.roll_back().await;
            attempt += 1;
            if !crate::db::again(attempt, &out).await {
                return (None, out);
            }
        }
    }

    /// Reads in the transaction if it is open; gives `f` back if not.
    pub(crate) async fn read<T, E, F>(&self, f: F) -> Result<Result<T, E>, F>
    where
        F: AsyncFn(&mut Tx) -> Result<T, E>,
    {
        match &mut *self.0.state.lock().await {
            State::Open(tx) => Ok(f(tx).await),
            _ => Err(f),
        }
    }
}
