//! The connections that are read with: lent to whoever asks, the last one used first, as its pages and statements
//! are still warm.

use super::conn::Conn;
use crate::{Error, Result};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;

/// Where idle connections lie.
#[derive(Clone)]
pub(super) struct Shelf(Arc<Idle>);

#[expect(clippy::vec_box, reason = "they are lent in their boxes")]
struct Idle {
    conns: Mutex<Vec<Box<Conn>>>,
    /// One permit for each idle connection.
    free: Semaphore,
}

impl Shelf {
    fn pop(&self) -> Option<Box<Conn>> {
        self.0.conns.lock().unwrap_or_else(PoisonError::into_inner).pop()
    }

    /// Takes a connection back, whatever it was in the middle of.
    pub fn put(&self, conn: Box<Conn>) {
        if conn.in_transaction() {
            let _ = conn.control("COMMIT"); // ends a snapshot
        }
        self.0.conns.lock().unwrap_or_else(PoisonError::into_inner).push(conn);
        self.0.free.add_permits(1);
    }
}

pub(super) struct Readers {
    shelf: Shelf,
    all: u32,
    waiting: AtomicUsize,
}

impl Readers {
    #[expect(clippy::vec_box, reason = "they are lent in their boxes")]
    pub fn new(conns: Vec<Box<Conn>>) -> Self {
        let all = u32::try_from(conns.len()).unwrap_or(u32::MAX);
        let free = Semaphore::new(conns.len());
        Self { shelf: Shelf(Arc::new(Idle { conns: Mutex::new(conns), free })), all, waiting: AtomicUsize::new(0) }
    }

    /// A connection, as soon as one is free, and where to put it afterwards.
    pub async fn take(&self) -> Result<(Box<Conn>, Shelf)> {
        let free = &self.shelf.0.free;
        let permit = if let Ok(permit) = free.try_acquire() {
            permit
        } else {
            self.waiting.fetch_add(1, Ordering::Relaxed);
            let _waits = Leave(&self.waiting);
            free.acquire().await.map_err(|_| closed())?
        };
        let conn = self.shelf.pop().ok_or_else(closed)?;
        permit.forget();
        Ok((conn, self.shelf.clone()))
    }

    /// How many wait for one.
    pub fn waiting(&self) -> usize {
        self.waiting.load(Ordering::Relaxed)
    }

    /// Lends no more; returns when all that were lent are back and closed.
    pub async fn close(&self) {
        let free = &self.shelf.0.free;
        let all = free.acquire_many(self.all).await;
        free.close();
        if let Ok(all) = all {
            while self.shelf.pop().is_some() {}
            all.forget();
        }
    }
}

fn closed() -> Error {
    Error::Unavailable("closed".into())
}

/// Counts one less that waits, also when it is cancelled.
struct Leave<'a>(&'a AtomicUsize);
impl Drop for Leave<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
