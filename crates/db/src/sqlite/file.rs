//! The database file as a whole: who may serve it, its backup, and its return from one.

use crate::{Error, Result};
use rusqlite::{Connection, ErrorCode, OpenFlags};
use std::ffi::OsString;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// `<file>.lock` beside the database, held as long as the value lives.
///
/// # Errors
/// [`Error::Taken`] if another process holds it.
pub(super) fn lock(file: &Path) -> Result<File> {
    let path = beside(file, ".lock");
    let lock = File::options().create(true).truncate(false).write(true).open(&path).map_err(|e| failed(&path, &e))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => Err(Error::Taken(format!("{} is served by another process", file.display()))),
        Err(TryLockError::Error(e)) => Err(failed(&path, &e)),
    }
}

/// Copies the database as it is at one instant into `to`, which must not exist. The copy appears
/// under its name when it is complete and on disk; writers are not held up meanwhile.
pub(super) fn backup(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        return Err(Error::Settings(format!("{} exists already", to.display())));
    }
    let draft = Draft::beside(to);
    copy(&read_only(from)?, &draft.0)?;
    draft.publish(to)
}

/// Puts a backup in the place of a database that nobody has open. Checks first that the backup is
/// whole and that this program's kind of database is in it.
///
/// # Errors
/// [`Error::Settings`] if `from` is no backup of ours, [`Error::Taken`] or [`Error::Unavailable`] if `to` is in use; the old
/// database is then as it was.
pub fn restore_sqlite(from: &Path, to: &Path) -> Result<()> {
    let backup = read_only(from)?;
    check(&backup).map_err(|e| Error::Settings(format!("{} cannot be restored: {e}", from.display())))?;
    let _serving = lock(to)?;
    let draft = Draft::beside(to);
    copy(&backup, &draft.0)?;
    let _alone = alone(to)?;
    for suffix in ["-wal", "-shm", "-journal"] {
        let stale = beside(to, suffix);
        match std::fs::remove_file(&stale) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(failed(&stale, &e)),
            _ => {}
        }
    }
    draft.publish(to)
}

fn check(backup: &Connection) -> Result<()> {
    let state: String = backup.query_row("PRAGMA integrity_check(1)", [], |r| r.get(0))?;
    if state != "ok" {
        return Err(Error::Settings(state));
    }
    backup.query_row("SELECT count(*) FROM migrations", [], |r| r.get::<_, i64>(0))?;
    Ok(())
}

/// Shuts everybody else out of a database for as long as the connection lives, and takes what is in
/// its log into the file. A file that is damaged or missing shuts nobody out: it is to be replaced.
fn alone(file: &Path) -> Result<Option<Connection>> {
    if !file.exists() {
        return Ok(None);
    }
    let conn = Connection::open(file)?;
    let tried = conn.execute_batch("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE; COMMIT;");
    match tried {
        Err(e) if matches!(e.sqlite_error_code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked)) => {
            Err(Error::Unavailable(format!("{} is in use", file.display())))
        }
        _ => Ok(Some(conn)),
    }
}

fn read_only(file: &Path) -> Result<Connection> {
    let conn = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY);
    conn.map_err(|e| Error::Settings(format!("{}: {e}", file.display())))
}

fn copy(from: &Connection, to: &Path) -> Result<()> {
    let path = to.to_str().ok_or_else(|| Error::Settings(format!("{} is not UTF-8", to.display())))?;
    Ok(from.execute("VACUUM INTO ?1", [path]).map(drop)?)
}

/// A file in the making, removed unless published.
struct Draft(PathBuf);

impl Draft {
    fn beside(file: &Path) -> Self {
        let draft = beside(file, &format!(".{}.draft", std::process::id()));
        let _ = std::fs::remove_file(&draft); // of a process that has died
        Self(draft)
    }

    fn publish(self, to: &Path) -> Result<()> {
        let publish = || {
            File::open(&self.0)?.sync_all()?;
            std::fs::rename(&self.0, to)?;
            match to.parent() {
                Some(dir) if !dir.as_os_str().is_empty() => File::open(dir)?.sync_all(),
                _ => File::open(".")?.sync_all(),
            }
        };
        publish().map_err(|e| failed(to, &e))
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(file);
    name.push(suffix);
    name.into()
}

fn failed(path: &Path, e: &std::io::Error) -> Error {
    Error::Unavailable(format!("{}: {e}", path.display()))
}
