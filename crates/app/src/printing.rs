//! Making documents and pictures: work for the processor, beside the threads that serve requests, and only so much at a time.

use crate::{Error, Result};
use std::sync::Arc;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// As many at a time as the machine has processors, if nothing else is said.
#[derive(Clone, Debug)]
pub struct Printer(Arc<Semaphore>);

impl Default for Printer {
    fn default() -> Self {
        let processors = std::thread::available_parallelism().map_or(1, usize::from);
        Self(Arc::new(Semaphore::new(processors)))
    }
}

impl Printer {
    /// So many at a time: each takes much memory.
    pub(crate) fn of(turns: usize) -> Self {
        Self(Arc::new(Semaphore::new(turns)))
    }

    /// Does the work when its turn comes.
    pub(crate) async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
        let turn = Arc::clone(&self.0).acquire_owned().await.map_err(Error::internal)?;
        let task = spawn_blocking(move || {
            let made = work();
            drop(turn); // not before the work is done, even if nobody waits for it any more
            made
        });
        task.await.map_err(Error::internal)
    }
}
