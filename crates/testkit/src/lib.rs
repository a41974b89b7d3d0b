//! A database for every test, on SQLite and PostgreSQL.
//!
//! A [`Template`] is migrated once and cloned for each test: a copied file on SQLite, `CREATE
//! DATABASE … TEMPLATE` on PostgreSQL. It is shared by all processes of a test run (nextest has one
//! for each test), keyed by the texts of the migrations.
//!
//! PostgreSQL is the server of `KONTOR_TEST_POSTGRES_URL`; without it a private cluster is started from
//! the installed binaries and left running for the next run. The binary `with-postgres` puts a
//! cluster around a command and removes it afterwards. Without PostgreSQL its tests are skipped with
//! a printed line, or fail when `CI` is set.

mod cluster;
mod postgres;
pub mod provider;
mod template;

pub use cluster::Cluster;
pub use template::{Backend, Template, TestDb};

use std::sync::atomic::{AtomicU64, Ordering};

/// Where tests find their PostgreSQL: `postgres://user:password@host:port/`.
pub const POSTGRES_URL: &str = "KONTOR_TEST_POSTGRES_URL";

/// Whatever kept the test database from being made; only ever shown to a developer.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Whether a missing PostgreSQL fails the run (`CI` is set and not empty) or skips tests.
#[must_use]
pub fn in_ci() -> bool {
    std::env::var_os("CI").is_some_and(|v| !v.is_empty())
}

/// An instant by its RFC 3339 text, as `at("2026-03-29T01:00:00Z")`.
///
/// # Panics
/// If the text is not an instant.
#[expect(clippy::panic, reason = "called by tests only, with a text in the source")]
pub fn at(text: &str) -> jiff::Timestamp {
    text.parse().unwrap_or_else(|e| panic!("{text}: {e}"))
}

/// An id that no other call in this process has given; later ones sort behind earlier ones.
pub fn new_id() -> uuid::Uuid {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    let n = NEXT.fetch_add(1, Ordering::Relaxed);
    uuid::Builder::from_unix_timestamp_millis(1_800_000_000_000 + n, &[7; 10]).into_uuid()
}

/// Runs each test on both databases, in modules named after it with the tests `sqlite` and
/// `postgres`, each with a database of its own made by these migrations. A crate with many tests
/// wraps it once:
///
/// ```
/// const MIGRATIONS: &[db::Migration] = &[];
/// macro_rules! on_both {
///     ($($test:tt)*) => { testkit::on_both! { migrations = MIGRATIONS; $($test)* } };
/// }
/// on_both! {
///     async fn a_new_database_answers(db: db::Db) {
///         let (one,): (i64,) = db.read(async |tx| tx.query_one("SELECT CAST(1 AS BIGINT)", vec![]).await).await.unwrap();
///         assert_eq!(one, 1);
///     }
/// }
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! on_both {
    (migrations = $migrations:expr; $($(#[$meta:meta])* async fn $name:ident($db:ident: $t:ty) $body:block)*) => {$(
        $(#[$meta])*
        #[cfg(test)]
        mod $name {
            #[allow(unused_imports, clippy::wildcard_imports, reason = "the test may need all or nothing of its file")]
            use super::*;

            async fn body($db: $t) $body

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                if let Some(test) = $crate::Template::new($migrations).database($crate::Backend::Sqlite).await {
                    body(test.db()).await;
                }
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                if let Some(test) = $crate::Template::new($migrations).database($crate::Backend::Postgres).await {
                    body(test.db()).await;
                }
            }
        }
    )*};
}
