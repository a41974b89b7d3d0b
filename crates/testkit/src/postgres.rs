//! The PostgreSQL server of the tests, and the databases on it.

use crate::{Cluster, POSTGRES_URL, Result};
use db::{Db, Migration, Options, params};
use std::fs::File;
use std::path::Path;
use std::time::Duration;

/// A server left running collects the databases of failed tests; above so many, old ones go.
const MANY: usize = 200;
const KEEP: usize = 100;
/// Templates of other branches may be in use by another run.
const KEEP_TEMPLATES: usize = 8;

/// The server to use. `None` if there is none and none can be started.
pub(crate) async fn server(dir: &Path) -> Result<Option<String>> {
    if let Some(url) = std::env::var(POSTGRES_URL).ok().filter(|u| !u.is_empty()) {
        return Ok(Some(url));
    }
    let state = dir.join("postgres.url");
    if let Some(url) = running(&state).await {
        return Ok(Some(url));
    }
    let lock = lock(&dir.join("postgres.lock"))?;
    // Another process was quicker, or the server is only busy: it must not be taken from other tests.
    for _ in 0..3 {
        if let Some(url) = running(&state).await {
            return Ok(Some(url));
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let files = dir.join("postgres");
    Cluster::remove(&files)?;
    let Some(cluster) = Cluster::start(&files)? else { return Ok(None) };
    crate::template::write_secret(&state, cluster.url())?;
    drop(lock);
    Ok(Some(cluster.url().to_owned()))
}

async fn running(state: &Path) -> Option<String> {
    let url = std::fs::read_to_string(state).ok()?;
    sweep(&admin(&url).ok()?, state).await.ok()?;
    Some(url)
}

/// Blocks until no other process holds the lock; released when dropped.
pub(crate) fn lock(path: &Path) -> Result<File> {
    let file = File::create(path)?;
    file.lock()?;
    Ok(file)
}

fn connect(url: &str) -> db::Result<Db> {
    Db::connect(url, &Options { connections: 1, ..Options::default() })
}

/// The administrative database of a server.
pub(crate) fn admin(server: &str) -> db::Result<Db> {
    connect(&if database(server).is_empty() { with_database(server, "postgres") } else { server.to_owned() })
}

/// A statement that must run outside of a transaction. `read` opens none.
async fn run(db: &Db, sql: String) -> db::Result<()> {
    db.read(async move |tx| tx.batch(&sql).await).await
}

/// Makes the template unless it is there. It appears under its name when it is complete.
pub(crate) async fn template(dir: &Path, server: &str, admin: &Db, key: &str, migrations: &'static [Migration]) -> Result<String> {
    let name = format!("kontor_template_{key}");
    if exists(admin, &name).await? {
        return Ok(name);
    }
    let lock = lock(&dir.join(format!("{name}.lock")))?;
    if !exists(admin, &name).await? {
        let draft = format!("kontor_draft_{key}");
        run(admin, format!("DROP DATABASE IF EXISTS {draft} WITH (FORCE)")).await?;
        run(admin, format!("CREATE DATABASE {draft}")).await?;
        crate::template::migrate(&connect(&with_database(server, &draft))?, migrations).await?;
        run(admin, format!("ALTER DATABASE {draft} RENAME TO {name}")).await?;
    }
    drop(lock);
    Ok(name)
}

async fn exists(admin: &Db, name: &str) -> db::Result<bool> {
    let name = name.to_owned();
    let found: Option<(String,)> =
        admin.read(async move |tx| tx.query_opt("SELECT datname FROM pg_database WHERE datname = $1", params![name.clone()]).await).await?;
    Ok(found.is_some())
}

/// Copies a template; the way that copies files is the faster one, and older servers know no other.
pub(crate) async fn clone(admin: &Db, template: &str, name: &str) -> db::Result<()> {
    let (version,): (i32,) =
        admin.read(async |tx| tx.query_one("SELECT CAST(current_setting('server_version_num') AS INTEGER)", params![]).await).await?;
    let strategy = if version >= 150_000 { " STRATEGY = FILE_COPY" } else { "" };
    run(admin, format!("CREATE DATABASE {name} TEMPLATE {template}{strategy}")).await
}

/// Ends all connections to a database, of which no copy could be made otherwise.
pub(crate) async fn disconnect(admin: &Db, name: &str) -> db::Result<()> {
    let sql = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
    run(admin, sql).await
}

pub(crate) async fn drop_database(server: &str, name: &str) -> db::Result<()> {
    run(&admin(server)?, format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).await
}

/// Drops the oldest databases when there are too many. What is in use cannot be dropped.
async fn sweep(db: &Db, state: &Path) -> db::Result<()> {
    const OURS: &str = "SELECT datname FROM pg_database WHERE starts_with(datname, $1) ORDER BY oid";
    let ours = async |prefix: &'static str| db.read(async move |tx| tx.query::<(String,)>(OURS, params![prefix]).await).await;
    let tests = ours("kontor_t_").await?;
    if tests.len() <= MANY {
        return Ok(());
    }
    let Ok(lock) = File::create(state.with_extension("sweep")) else { return Ok(()) };
    if lock.try_lock().is_err() {
        return Ok(()); // another process sweeps
    }
    let templates = ours("kontor_template_").await?;
    let old = |names: &[(String,)], keep| names.iter().take(names.len().saturating_sub(keep)).map(|n| n.0.clone()).collect::<Vec<_>>();
    for name in [old(&tests, KEEP), old(&templates, KEEP_TEMPLATES)].concat() {
        let _ = run(db, format!("DROP DATABASE IF EXISTS {name}")).await;
    }
    Ok(())
}

/// The name of the database in a URL; empty if it has none.
fn database(url: &str) -> &str {
    let after_host = url.split_once("://").map_or(url, |x| x.1).split_once('/').map_or("", |x| x.1);
    after_host.split_once('?').map_or(after_host, |x| x.0)
}

/// The same server and parameters with another database.
pub(crate) fn with_database(url: &str, name: &str) -> String {
    let (address, parameters) = url.split_once('?').map_or((url, String::new()), |(a, p)| (a, format!("?{p}")));
    let (scheme, rest) = address.split_once("://").unwrap_or(("postgres", address));
    let host = rest.split_once('/').map_or(rest, |x| x.0);
    format!("{scheme}://{host}/{name}{parameters}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_database_of_a_url_is_replaced_and_its_parameters_stay() {
        for url in ["postgres://u:p@h:5432", "postgres://u:p@h:5432/", "postgres://u:p@h:5432/old"] {
            assert_eq!(with_database(url, "new"), "postgres://u:p@h:5432/new");
            assert_eq!(with_database(&format!("{url}?sslmode=disable"), "new"), "postgres://u:p@h:5432/new?sslmode=disable");
        }
        assert_eq!((database("postgres://h/a?b=/c"), database("postgres://h")), ("a", ""));
    }
}
