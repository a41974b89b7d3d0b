//! A migrated database, made once and cloned for each test.

use crate::{Result, cluster, in_ci, postgres};
use db::{Db, Migration, Options, Synchronous};
use sha2::{Digest, Sha256};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Backend {
    Sqlite,
    Postgres,
}

/// What the databases of some tests begin with. Without migrations: an empty database.
#[derive(Clone, Copy, Debug)]
pub struct Template(&'static [Migration]);

impl Template {
    pub const fn new(migrations: &'static [Migration]) -> Self {
        Self(migrations)
    }

    /// A database of the test's own. `None`, with a printed line, if PostgreSQL is not installed.
    ///
    /// # Panics
    /// If the database cannot be made; in CI also if PostgreSQL is not installed.
    #[expect(clippy::panic, clippy::print_stderr, reason = "only tests call this, and failing is how a test says it")]
    pub async fn database(&self, backend: Backend) -> Option<TestDb> {
        match self.open(backend).await {
            Ok(Some(test)) => Some(test),
            Ok(None) if in_ci() => panic!("PostgreSQL is not installed: set {} or install it", crate::POSTGRES_URL),
            Ok(None) => {
                eprintln!("skipped: PostgreSQL is not installed and {} is not set", crate::POSTGRES_URL);
                None
            }
            Err(e) => panic!("no test database: {e}"),
        }
    }

    async fn open(&self, backend: Backend) -> Result<Option<TestDb>> {
        let dir = shared_dir()?;
        let (url, kept) = match backend {
            Backend::Sqlite => {
                let own = tempfile::tempdir()?;
                let file = own.path().join("test.sqlite");
                std::fs::copy(self.sqlite(&dir).await?, &file)?;
                (format!("sqlite:{}", file.display()), Kept::Files { _own: own })
            }
            Backend::Postgres => {
                let Some(server) = postgres::server(&dir).await? else { return Ok(None) };
                let admin = postgres::admin(&server)?;
                let template = postgres::template(&dir, &server, &admin, &self.key(), self.0).await?;
                let name = format!("kontor_t_{}", random_name()?);
                postgres::clone(&admin, &template, &name).await?;
                (postgres::with_database(&server, &name), Kept::Database { server, name })
            }
        };
        Ok(Some(TestDb { db: Db::connect(&url, &options())?, url, kept }))
    }

    /// The template's file, which appears under its name when it is complete.
    async fn sqlite(&self, dir: &Path) -> Result<PathBuf> {
        let file = dir.join(format!("{}.sqlite", self.key()));
        if !file.exists() {
            let _lock = postgres::lock(&file.with_extension("lock"))?;
            if !file.exists() {
                let draft = tempfile::tempdir_in(dir)?;
                let db = Db::connect(&format!("sqlite:{}", draft.path().join("draft").display()), &Options::default())?;
                migrate(&db, self.0).await?;
                let complete = draft.path().join("complete");
                db.backup(&complete).await?;
                std::fs::rename(complete, &file)?;
            }
        }
        Ok(file)
    }

    /// Equal for equal migrations, and only then.
    fn key(&self) -> String {
        let mut all = Sha256::new();
        for m in self.0 {
            all.update(m.version.to_be_bytes());
            for text in [m.name, m.sqlite, m.postgres] {
                all.update(text.len().to_be_bytes());
                all.update(text);
            }
        }
        hex(all.finalize().iter().take(8))
    }
}

/// Few connections: many tests run at once.
fn options() -> Options {
    Options { synchronous: Synchronous::Normal, readers: 2, connections: 8, ..Options::default() }
}

/// An empty template is an empty database, without the table of migrations.
pub(crate) async fn migrate(db: &Db, migrations: &'static [Migration]) -> db::Result<()> {
    if !migrations.is_empty() {
        db.migrate(migrations, jiff::Timestamp::UNIX_EPOCH).await?;
    }
    Ok(())
}

/// A database that lives as long as this value. It stays behind if the test fails, to be looked at,
/// on PostgreSQL until many have been left.
pub struct TestDb {
    db: Db,
    url: String,
    kept: Kept,
}

enum Kept {
    Files { _own: tempfile::TempDir },
    Database { server: String, name: String },
}

impl TestDb {
    pub fn db(&self) -> Db {
        self.db.clone()
    }

    /// Another database with the same contents. Whoever is connected to this one may lose the connection.
    ///
    /// # Panics
    /// If the copy cannot be made.
    #[expect(clippy::panic, reason = "only tests call this, and failing is how a test says it")]
    pub async fn copy(&self) -> Self {
        let copy = async || -> Result<Self> {
            let (url, kept) = match &self.kept {
                Kept::Files { .. } => {
                    let own = tempfile::tempdir()?;
                    let file = own.path().join("test.sqlite");
                    self.db.backup(&file).await?;
                    (format!("sqlite:{}", file.display()), Kept::Files { _own: own })
                }
                Kept::Database { server, name } => {
                    let copy = format!("kontor_t_{}", random_name()?);
                    let admin = postgres::admin(server)?;
                    postgres::disconnect(&admin, name).await?;
                    postgres::clone(&admin, name, &copy).await?;
                    (postgres::with_database(server, &copy), Kept::Database { server: server.clone(), name: copy })
                }
            };
            Ok(Self { db: Db::connect(&url, &options())?, url, kept })
        };
        copy().await.unwrap_or_else(|e| panic!("no copy of a test database: {e}"))
    }

    /// For another handle on the same database, or another process: what [`Db::connect`] takes.
    pub fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for TestDb {
    #[expect(clippy::print_stderr, reason = "tells the developer where to look")]
    fn drop(&mut self) {
        let Kept::Database { server, name } = &self.kept else { return };
        if std::thread::panicking() {
            eprintln!("the database of this test is {name}");
            return;
        }
        let (server, name) = (server.clone(), name.clone());
        // The runtime of the test cannot be waited for here, it may have one thread only.
        let done = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(postgres::drop_database(&server, &name)).map_err(std::io::Error::other)
        });
        let _ = done.join();
    }
}

/// What the processes of one user share.
fn shared_dir() -> Result<PathBuf> {
    let uid = cluster::own_uid()?;
    let dir = std::env::temp_dir().join(format!("kontor-test-{uid}"));
    cluster::private_dir(&dir, uid)?;
    Ok(dir)
}

/// Readable by us only; replaces what was there in one step.
pub(crate) fn write_secret(path: &Path, text: &str) -> Result<()> {
    let draft = path.with_extension("draft");
    let _ = std::fs::remove_file(&draft);
    std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?.write_all(text.as_bytes())?;
    Ok(std::fs::rename(draft, path)?)
}

/// 16 hex digits that nobody can guess.
pub(crate) fn random_name() -> Result<String> {
    let mut bytes = [0; 8];
    getrandom::fill(&mut bytes)?;
    Ok(hex(bytes.iter()))
}

fn hex<'a>(bytes: impl Iterator<Item = &'a u8>) -> String {
    bytes.flat_map(|b| [b >> 4, b & 15]).filter_map(|n| char::from_digit(n.into(), 16)).collect()
}
