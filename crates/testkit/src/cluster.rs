//! A private PostgreSQL, started from the installed binaries.

use crate::Result;
use std::ffi::OsStr;
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// How often a port that was free a moment ago may turn out to be taken.
const ATTEMPTS: usize = 5;

/// Nothing here must survive a crash of the machine, so the disk is never waited for.
const SETTINGS: &str = "listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 300
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
deadlock_timeout = 100ms
jit = off
shared_buffers = 32MB
timezone = 'UTC'
";

/// Tests are over before statistics would be gathered.
const UNKEPT: &str = "autovacuum = off\n";
/// Statistics are gathered as on every server that runs for long, and soon: plans that were made for empty tables end with that.
const KEPT: &str = "autovacuum = on\nautovacuum_naptime = 10s\n";

/// A running cluster. It keeps running when this value is dropped; [`Cluster::stop`] ends it.
pub struct Cluster {
    dir: PathBuf,
    programs: Programs,
    url: String,
}

impl Cluster {
    /// Makes a cluster in `dir`, which must not exist, and waits until it answers. `None` if
    /// PostgreSQL is not installed.
    pub fn start(dir: &Path) -> Result<Option<Self>> {
        Self::start_with(dir, UNKEPT)
    }

    /// The same with statistics, for what runs long enough to need them.
    pub fn start_kept(dir: &Path) -> Result<Option<Self>> {
        Self::start_with(dir, KEPT)
    }

    fn start_with(dir: &Path, more: &str) -> Result<Option<Self>> {
        let Some(bin) = installed() else { return Ok(None) };
        std::fs::DirBuilder::new().mode(0o700).create(dir)?;
        let programs = Programs { bin, user: someone_else()? };
        let password = crate::template::random_name()?;
        let secret = dir.join("password");
        std::fs::write(&secret, &password)?;
        if let Some((uid, gid)) = programs.user {
            chown(dir, Some(uid), Some(gid))?;
            chown(&secret, Some(uid), Some(gid))?;
        }
        // With a password, because every user of the machine reaches 127.0.0.1.
        programs.run(
            "initdb",
            [
                OsStr::new("--username=kontor"),
                "--auth=password".as_ref(),
                "--encoding=UTF8".as_ref(),
                "--no-locale".as_ref(),
                "--no-sync".as_ref(),
                "--pwfile".as_ref(),
                secret.as_ref(),
                "--pgdata".as_ref(),
                dir.join("data").as_ref(),
            ],
        )?;
        let mut cluster = Self { dir: dir.to_owned(), programs, url: String::new() };
        let mut last = None;
        for _ in 0..ATTEMPTS {
            let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
            match cluster.listen(port, more) {
                Ok(()) => {
                    cluster.url = format!("postgres://kontor:{password}@127.0.0.1:{port}/");
                    return Ok(Some(cluster));
                }
                Err(e) => last = Some(e),
            }
        }
        last.map_or(Ok(None), Err)
    }

    fn listen(&self, port: u16, more: &str) -> Result<()> {
        let data = self.dir.join("data");
        std::fs::write(data.join("postgresql.auto.conf"), format!("{SETTINGS}{more}port = {port}\n"))?;
        let log = self.dir.join("log");
        self.programs
            .run("pg_ctl", [OsStr::new("start"), "--wait".as_ref(), "--log".as_ref(), log.as_ref(), "--pgdata".as_ref(), data.as_ref()])
            .map_err(|e| format!("{e}\n{}", std::fs::read_to_string(&log).unwrap_or_default()).into())
    }

    /// `postgres://user:password@127.0.0.1:port/`
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Stops the server at once and removes its files.
    pub fn stop(self) -> Result<()> {
        self.programs.halt(&self.dir)?;
        Ok(std::fs::remove_dir_all(&self.dir)?)
    }

    /// Removes what a cluster in `dir` has left behind, whether it still runs or not.
    pub fn remove(dir: &Path) -> Result<()> {
        if !dir.exists() {
            return Ok(());
        }
        if let Some(bin) = installed() {
            let _ = Programs { bin, user: someone_else()? }.halt(dir); // fails if it does not run
        }
        Ok(std::fs::remove_dir_all(dir)?)
    }
}

/// PostgreSQL's programs, and who has to run them.
struct Programs {
    bin: PathBuf,
    user: Option<(u32, u32)>,
}

impl Programs {
    fn run<'a>(&self, program: &str, args: impl IntoIterator<Item = &'a OsStr>) -> Result<()> {
        let mut command = Command::new(self.bin.join(program));
        command.args(args).current_dir("/").stdin(Stdio::null()).env("LC_ALL", "C");
        if let Some((uid, gid)) = self.user {
            command.uid(uid).gid(gid);
        }
        let out = command.output().map_err(|e| format!("{program}: {e}"))?;
        if out.status.success() {
            return Ok(());
        }
        Err(format!("{program}: {}: {}{}", out.status, String::from_utf8_lossy(&out.stdout), String::from_utf8_lossy(&out.stderr)).into())
    }

    fn halt(&self, dir: &Path) -> Result<()> {
        let data = dir.join("data");
        self.run(
            "pg_ctl",
            [OsStr::new("stop"), "--wait".as_ref(), "--mode".as_ref(), "immediate".as_ref(), "--pgdata".as_ref(), data.as_ref()],
        )
    }
}

/// The folder of the programs: on the `PATH`, else the newest where Debian has them.
fn installed() -> Option<PathBuf> {
    let complete = |dir: &PathBuf| ["initdb", "pg_ctl", "postgres"].iter().all(|p| dir.join(p).is_file());
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).find(complete).or_else(|| {
        let versions = std::fs::read_dir("/usr/lib/postgresql").ok()?.filter_map(|e| e.ok()?.file_name().into_string().ok()?.parse().ok());
        let mut versions: Vec<u32> = versions.collect();
        versions.sort_unstable();
        versions.iter().rev().map(|v| PathBuf::from(format!("/usr/lib/postgresql/{v}/bin"))).find(complete)
    })
}

/// PostgreSQL refuses to run as root: then `postgres` or `nobody` has to, by user and group id.
fn someone_else() -> Result<Option<(u32, u32)>> {
    if own_uid()? != 0 {
        return Ok(None);
    }
    let users = std::fs::read_to_string("/etc/passwd")?;
    let id = |name: &str| {
        users.lines().find_map(|line| {
            let mut fields = line.split(':');
            let found = fields.next() == Some(name);
            let (uid, gid) = (fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?);
            found.then_some((uid, gid))
        })
    };
    Ok(Some(id("postgres").or_else(|| id("nobody")).ok_or("PostgreSQL does not run as root, and there is no user postgres or nobody")?))
}

/// Our user's id: the owner of what we make.
pub(crate) fn own_uid() -> Result<u32> {
    Ok(tempfile::tempfile()?.metadata()?.uid())
}

/// A folder of ours that nobody else can write to, though others may pass through it to
/// what they own inside.
pub(crate) fn private_dir(dir: &Path, uid: u32) -> Result<()> {
    match std::fs::DirBuilder::new().mode(0o711).create(dir) {
        Err(e) if e.kind() != std::io::ErrorKind::AlreadyExists => return Err(format!("{}: {e}", dir.display()).into()),
        _ => {}
    }
    let found = std::fs::symlink_metadata(dir)?;
    if !found.is_dir() || found.uid() != uid || found.permissions().mode() & 0o022 != 0 {
        return Err(format!("{} belongs to somebody else", dir.display()).into());
    }
    Ok(())
}
