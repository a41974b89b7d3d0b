//! Changes that hold only for what the client has seen: looking and changing are one transaction.

use crate::{App, Error, Result};
use db::{Held, View};

/// The transaction. Dropped without [`Unchanged::commit`], nothing of it stays.
pub struct Unchanged(Held);

/// What to look and to change with. Nobody else changes what was seen before the end: on SQLite there is one writer, on
/// PostgreSQL the change is then [`Error::Retry`].
///
/// Await nothing slow before the end.
pub async fn begin(app: &App) -> Result<(App, Unchanged)> {
    let (db, held) = app.db.held(View::Fixed, |_| Box::pin(async { Ok(()) }));
    held.begin().await?;
    Ok((App { db, ..app.clone() }, Unchanged(held)))
}

impl Unchanged {
    pub async fn commit(&self) -> Result<()> {
        self.0.commit(async |_| Ok(())).await.map(drop).map_err(Error::from)
    }

    pub async fn give_up(&self) {
        self.0.roll_back().await;
    }
}
