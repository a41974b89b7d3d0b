//! One connection of SQLite and its prepared statements.
#![expect(clippy::ptr_arg, reason = "whether a text is static is what `&Cow` tells")]

use super::Synchronous;
use crate::row::{FromRow, Row};
use crate::{Error, Result, Value};
use rusqlite::config::DbConfig;
use rusqlite::{CachedStatement, Connection, ErrorCode, OpenFlags};
use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;
use std::time::Duration;

/// A connection with its statements: rusqlite caches them by text, we cache the text for `$1` → `?1`.
pub(crate) struct Conn {
    raw: Connection,
    texts: HashMap<(usize, usize), Box<str>>,
}

impl Conn {
    pub(super) fn open(path: &Path, write: bool, sync: Synchronous) -> Result<Box<Self>> {
        let mode = if write { OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE } else { OpenFlags::SQLITE_OPEN_READ_ONLY };
        let raw = Connection::open_with_flags(path, mode | OpenFlags::SQLITE_OPEN_NO_MUTEX)
            .map_err(|e| Error::Unavailable(format!("{}: {e}", path.display())))?;
        raw.execute_batch("PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON; PRAGMA cache_size = -16000;")?;
        if write {
            wal(&raw)?;
            // Pages that are changed again and again are copied into the file once in 32 MiB, not in 4.
            raw.pragma_update(None, "wal_autocheckpoint", 8192)?;
            raw.pragma_update(None, "synchronous", if sync == Synchronous::Full { "FULL" } else { "NORMAL" })?;
        }
        // Without it, the statistics that `PRAGMA optimize` gathers make SQLite prepare a statement anew whenever
        // other values are bound: reads were ten times slower.
        raw.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
        raw.set_prepared_statement_cache_capacity(512);
        Ok(Box::new(Self { raw, texts: HashMap::new() }))
    }

    /// Renews the statistics of the query planner where they are old. Best effort: it is no
    /// caller's business when another process holds the file.
    pub(super) fn optimize(&self) {
        let _ = self.raw.execute_batch("PRAGMA optimize");
    }

    pub(super) fn in_transaction(&self) -> bool {
        !self.raw.is_autocommit()
    }

    /// The statement of a fixed text is found by its address; a text put together is rewritten each time.
    fn prepare(&mut self, sql: &Cow<'static, str>) -> Result<CachedStatement<'_>> {
        Ok(match sql {
            Cow::Borrowed(s) => {
                let text = self.texts.entry((s.as_ptr().addr(), s.len())).or_insert_with(|| question_marks(s).into());
                self.raw.prepare_cached(text)?
            }
            Cow::Owned(s) => self.raw.prepare_cached(&question_marks(s))?,
        })
    }

    pub(crate) fn execute(&mut self, sql: &Cow<'static, str>, params: &[Value]) -> Result<u64> {
        let done = self.prepare(sql)?.execute(rusqlite::params_from_iter(params));
        done.map(|n| n as u64).map_err(|e| Error::from_sqlite(e, &self.raw))
    }

    /// Reads at most `limit` rows, each mapped while SQLite still holds it.
    pub(crate) fn query<T: FromRow>(&mut self, sql: &Cow<'static, str>, params: &[Value], limit: usize) -> Result<Vec<T>> {
        let mut out = Vec::new();
        let read = (|| {
            let mut statement = self.prepare(sql)?;
            let mut rows = statement.query(rusqlite::params_from_iter(params))?;
            while let Some(raw) = rows.next()? {
                let row = Row::Sqlite(raw);
                if out.is_empty() {
                    row.expect(T::COLUMNS)?;
                }
                out.push(T::from_row(&row)?);
                if out.len() == limit {
                    break;
                }
            }
            Ok(())
        })();
        match read {
            Ok(()) => Ok(out),
            Err(Error::Sqlite(e)) => Err(Error::from_sqlite(e, &self.raw)),
            Err(e) => Err(e),
        }
    }

    pub(crate) fn batch(&mut self, sql: &str) -> Result<()> {
        self.raw.execute_batch(sql).map_err(|e| Error::from_sqlite(e, &self.raw))
    }

    /// Number of parameters and names of the result's columns.
    pub(crate) fn describe(&mut self, sql: &Cow<'static, str>) -> Result<(usize, Vec<String>)> {
        let s = self.prepare(sql)?;
        Ok((s.parameter_count(), s.column_names().map(Into::into).collect()))
    }

    pub(crate) fn control(&self, sql: &str) -> Result<()> {
        Ok(self.raw.prepare_cached(sql)?.execute([]).map(drop)?)
    }
}

/// Write-ahead log: readers and the writer do not wait for each other. Two processes that switch a
/// new file at once would wait for each other, so SQLite refuses one without waiting, and it asks again.
fn wal(raw: &Connection) -> Result<()> {
    for _ in 0..100 {
        match raw.pragma_update(None, "journal_mode", "WAL") {
            Err(e) if e.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => std::thread::sleep(Duration::from_millis(20)),
            done => return Ok(done?),
        }
    }
    Err(Error::Taken("the database file is locked by another process".into()))
}

/// `$1` → `?1` outside of quotes and comments. SQLite reads `$1` as a *name* and numbers names by
/// first appearance, so binding by position would silently swap arguments.
fn question_marks(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len());
    let (mut chars, mut until) = (sql.chars().peekable(), None);
    let mut before = ' ';
    while let Some(c) = chars.next() {
        match (until, c, chars.peek()) {
            (None, '$', Some('0'..='9')) => {
                out.push('?');
                continue;
            }
            (None, '\'' | '"', _) => until = Some(c),
            (None, '-', Some('-')) => until = Some('\n'),
            (None, '/', Some('*')) => until = Some('/'),
            (Some('/'), '/', _) if before == '*' => until = None,
            (Some(q), _, _) if q == c && q != '/' => until = None,
            _ => {}
        }
        out.push(c);
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{Conn, Synchronous, Value};
    use rusqlite::StatementStatus;
    use std::borrow::Cow;

    #[test]
    fn statistics_do_not_make_a_statement_be_prepared_for_every_value() {
        let dir = tempfile::tempdir().unwrap();
        let mut conn = Conn::open(&dir.path().join("a.sqlite"), true, Synchronous::Full).unwrap();
        let rows = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)";
        conn.batch(&format!(
            "CREATE TABLE t (a INTEGER, b INTEGER); CREATE INDEX t_a ON t (a); {rows} INSERT INTO t SELECT i % 7, i FROM n; ANALYZE"
        ))
        .unwrap();
        let sql = Cow::Borrowed("SELECT b FROM t WHERE a = $1 ORDER BY b");
        for value in 0..5_i64 {
            conn.query::<(i64,)>(&sql, &[Value::Int(value)], 10).unwrap();
        }
        assert_eq!(conn.prepare(&sql).unwrap().get_status(StatementStatus::RePrepare), 0);
    }

    #[test]
    fn placeholders_are_rewritten_outside_of_quotes_and_comments() {
        let sql = "SELECT $2, '$1 it''s $1', \"$3\" /* $4 */ -- $5\n FROM t WHERE a = $1 AND j ->> '$.x' = $12";
        let want = "SELECT ?2, '$1 it''s $1', \"$3\" /* $4 */ -- $5\n FROM t WHERE a = ?1 AND j ->> '$.x' = ?12";
        assert_eq!(super::question_marks(sql), want);
    }
}
