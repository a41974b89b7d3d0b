//! Rehearsals: a request is served as ever, and nothing of it stays.

use crate::App;
use db::Held;

/// A request whose writes are to be undone, for as long as it is served.
pub struct Rehearsal(Held);

impl Rehearsal {
    /// What to serve the request with. What it writes, events and jobs among it, is in one transaction that only the
    /// request itself sees, and nobody is woken. A payment provider would be asked in earnest: whoever offers rehearsals
    /// must not offer them for what moves money.
    pub fn new(app: &App) -> (App, Self) {
        let (app, held) = app.together();
        (app, Self(held))
    }

    /// Undoes what was written.
    pub async fn end(self) {
        self.0.roll_back().await;
    }
}
