//! Looking things through: each is made as it will be, several in one transaction, which is undone. What a thing needs is so
//! made once for all that follow.

use super::rows::{Book, Done};
use super::work::{ATTEMPTS, made, note, refused};
use crate::access::Access;
use crate::{App, Error, Result};
use db::Held;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};
use store::SpaceTx;
use store::imports::{Fate, Import, Item};

/// How long a transaction goes on: nobody else writes to SQLite meanwhile.
const LONG: Duration = Duration::from_millis(200);

/// What has been made in a transaction, by its kind and its id where it comes from.
#[derive(Default)]
pub(super) struct Beside(Mutex<HashMap<(String, String), Done>>);

impl Beside {
    pub fn find(&self, kind: &str, remote: &str) -> Option<Done> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&(kind.to_owned(), remote.to_owned())).cloned()
    }

    pub fn add(&self, kind: &str, remote: &str, done: Done) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert((kind.to_owned(), remote.to_owned()), done);
    }
}

struct Open {
    app: App,
    held: Held,
    beside: Beside,
    since: Instant,
}

/// A look through in progress.
pub(super) struct Trial<'a> {
    app: &'a App,
    access: &'a Access,
    import: &'a Import,
    open: Option<Open>,
    fates: Vec<(Item, Fate)>,
}

impl<'a> Trial<'a> {
    pub fn new(app: &'a App, access: &'a Access, import: &'a Import) -> Self {
        Self { app, access, import, open: None, fates: Vec::new() }
    }

    /// Sees what would become of a thing.
    ///
    /// # Errors
    /// Trouble of the server. What is wrong with the thing is noted by [`Trial::end`].
    pub async fn look(&mut self, book: &mut Book, item: Item) -> Result<()> {
        for attempt in 1.. {
            let open = self.open.get_or_insert_with(|| {
                let (app, held) = self.app.together();
                Open { app, held, beside: Beside::default(), since: Instant::now() }
            });
            let fate = match made(&open.app, self.access, book, (self.import, &item), &open.beside).await {
                Ok(Done::Made(_)) => Fate { outcome: "made", ..Fate::default() },
                Ok(Done::Known(target, reason)) => Fate { outcome: "known", reason: Some(reason), target, ..Fate::default() },
                Err(error) => {
                    // Half of it may have been written: the next thing begins anew.
                    self.undo().await;
                    if matches!(error, Error::Retry) && attempt < ATTEMPTS {
                        continue;
                    }
                    refused(&self.import.options.0, error)?
                }
            };
            self.fates.push((item, fate));
            return if self.open.as_ref().is_some_and(|open| open.since.elapsed() > LONG) { self.end().await } else { Ok(()) };
        }
        Err(Error::Retry)
    }

    async fn undo(&mut self) {
        if let Some(open) = self.open.take() {
            open.held.roll_back().await;
        }
    }

    /// Undoes what was made, and notes what became of the things.
    pub async fn end(&mut self) -> Result<()> {
        self.undo().await;
        let (space, import, fates) = (self.access.space_id(), self.import.clone(), std::mem::take(&mut self.fates));
        if fates.is_empty() {
            return Ok(());
        }
        self.app
            .db
            .write(async move |tx| {
                let mut tx = SpaceTx::bind(tx, space);
                for (item, fate) in &fates {
                    note(&mut tx, &import, item, fate).await?;
                }
                Ok::<_, Error>(())
            })
            .await
    }
}
