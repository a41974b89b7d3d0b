//! Who listens waits here. However many they are, and whichever process writes the events, one task of this process asks
//! the database how far the spaces have got that are listened to: soon after something happened here, and every second.

use crate::{App, Error};
use domain::ids::SpaceId;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use store::outbox;
use tokio::sync::{Notify, watch};
use tokio::time::sleep;

/// The regular time between two looks.
const REGULAR: Duration = Duration::from_secs(1);
/// The first look after something happened; the next ones come later and later.
const SOON: Duration = Duration::from_millis(10);

/// See the module. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Listening(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    board: Mutex<Board>,
    happened: Notify,
    closed: watch::Sender<bool>,
}

#[derive(Debug, Default)]
struct Board {
    /// The last number of each space that is listened to, as far as it is known.
    spaces: HashMap<SpaceId, watch::Sender<i64>>,
    /// Whether the task runs.
    asking: bool,
}

/// Hears of one space.
#[derive(Debug)]
pub struct Listener {
    last: watch::Receiver<i64>,
    closed: watch::Receiver<bool>,
}

/// What there was to hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// Something happened.
    News,
    Nothing,
    /// The server stops.
    End,
}

impl Listening {
    fn board(&self) -> MutexGuard<'_, Board> {
        self.0.board.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something happened in this process.
    pub(crate) fn wake(&self) {
        self.0.happened.notify_one();
    }

    /// Ends all that listen, now and from now on.
    pub fn close(&self) {
        self.0.closed.send_replace(true);
    }

    /// How many listen.
    pub fn count(&self) -> usize {
        self.board().spaces.values().map(watch::Sender::receiver_count).sum()
    }

    /// The spaces that somebody listens to; where there is none the task is over.
    fn wanted(&self) -> Vec<SpaceId> {
        let mut board = self.board();
        board.spaces.retain(|_, last| last.receiver_count() > 0);
        board.asking = !board.spaces.is_empty();
        board.spaces.keys().copied().collect()
    }

    /// Writes down how far spaces have got; whether that is news.
    fn note(&self, numbers: Vec<(SpaceId, i64)>) -> bool {
        let (board, mut news) = (self.board(), false);
        for (space, number) in numbers {
            let further = |known: &mut i64| std::mem::replace(known, number.max(*known)) < number;
            news |= board.spaces.get(&space).is_some_and(|last| last.send_if_modified(further));
        }
        news
    }

    async fn ask(self, app: App) {
        let (mut pause, mut closed) = (SOON, self.0.closed.subscribe());
        loop {
            let spaces = self.wanted();
            if spaces.is_empty() {
                return;
            }
            match app.db.read(async move |tx| Ok::<_, Error>(outbox::last_of(tx, &spaces).await?)).await {
                Ok(numbers) => {
                    if self.note(numbers) {
                        pause = SOON;
                    }
                }
                Err(error) => tracing::warn!(error = &error as &dyn std::error::Error, "could not look for events"),
            }
            tokio::select! {
                biased;
                () = ends(&mut closed) => return,
                () = self.0.happened.notified() => {
                    pause = SOON;
                    sleep(SOON).await; // until the transaction is committed
                }
                () = sleep(pause) => pause = (pause * 4).min(REGULAR),
            }
        }
    }
}

async fn ends(closed: &mut watch::Receiver<bool>) {
    let _ = closed.wait_for(|closed| *closed).await;
}

impl App {
    /// Listens to what happens in a space. Holds no connection to the database while it waits.
    pub fn listen(&self, space: SpaceId) -> Listener {
        let listening = &self.listening;
        let mut board = listening.board();
        let last = board.spaces.entry(space).or_default().subscribe();
        if std::mem::replace(&mut board.asking, true) {
            listening.wake();
        } else {
            tokio::spawn(listening.clone().ask(Self { db: self.db.apart(), ..self.clone() }));
        }
        Listener { last, closed: listening.0.closed.subscribe() }
    }
}

impl Listener {
    /// Whether the server stops.
    pub fn is_over(&self) -> bool {
        *self.closed.borrow()
    }

    /// Waits for events after the number, `most` at longest.
    pub async fn hear(&mut self, after: i64, most: Duration) -> Heard {
        let Self { last, closed } = self;
        let news = async { last.wait_for(|last| *last > after).await.is_ok() };
        tokio::select! {
            biased;
            () = ends(closed) => Heard::End,
            there = news => if there { Heard::News } else { Heard::End },
            () = sleep(most) => Heard::Nothing,
        }
    }
}
