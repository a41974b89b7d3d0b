//! The processes under measurement: `kontor` and the floor, and the database between them.

use crate::load::Connection;
use crate::report::Memory;
use crate::{Backend, Result};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use testkit::Cluster;

/// Builds the release binary, together with this program: so both have the same features, and what they share is
/// there already.
pub fn build() -> Result<PathBuf> {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--release", "--locked", "-p", "kontor", "-p", "bench", "--bin", "kontor"]);
    // What `cargo run` says of this package would make the build script of `ring` begin anew, and all that is built on it.
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_")) {
        build.env_remove(name);
    }
    if !build.status()?.success() {
        return Err("kontor does not build".into());
    }
    let here = std::env::current_exe()?;
    Ok(here.with_file_name("kontor"))
}

pub fn megabytes(file: &Path) -> Result<f64> {
    let bytes = u32::try_from(std::fs::metadata(file)?.len() / 1024)?;
    Ok(f64::from(bytes) / 1024.0)
}

/// How much is seeded into the one space.
pub struct Size {
    pub members: u32,
    pub resources: u32,
    pub bookings: u32,
}

/// A database of its own, gone when dropped.
pub struct Database {
    pub url: String,
    dir: TempDir,
    cluster: Option<Cluster>,
}

impl Database {
    /// `None` if PostgreSQL is not installed.
    pub fn make(backend: Backend) -> Result<Option<Self>> {
        let dir = tempfile::tempdir()?;
        if backend == Backend::Sqlite {
            return Ok(Some(Self { url: format!("sqlite:{}", dir.path().join("bench.sqlite").display()), dir, cluster: None }));
        }
        let Some(cluster) = Cluster::start_kept(&std::env::temp_dir().join(format!("kontor-bench-{}", std::process::id())))? else {
            return Ok(None);
        };
        Ok(Some(Self { url: format!("{}postgres", cluster.url()), dir, cluster: Some(cluster) }))
    }

    pub fn command(&self, binary: &Path) -> Command {
        let mut command = Command::new(binary);
        command.env("KONTOR_DATABASE_URL", &self.url).env("KONTOR_DATA_DIR", self.dir.path()).env("KONTOR_LOG", "warn");
        command
    }

    pub fn seed(&self, binary: &Path, size: &Size) -> Result<()> {
        let mut command = self.command(binary);
        command.args(["seed", "--spaces", "1", "--seed", "1"]);
        for (name, n) in [("--members", size.members), ("--resources", size.resources), ("--bookings", size.bookings)] {
            command.arg(name).arg(n.to_string());
        }
        if command.stdout(Stdio::null()).status()?.success() { Ok(()) } else { Err("seeding failed".into()) }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Some(cluster) = self.cluster.take() {
            drop(cluster.stop());
        }
    }
}

/// A process that is killed when dropped.
struct Running(Child);
impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The real server.
pub struct Kontor {
    pub address: String,
    pub token: String,
    pub started_in: Duration,
    process: Running,
}

impl Kontor {
    pub async fn start(binary: &Path, database: &Database) -> Result<Self> {
        let scopes = "read write";
        let made = database.command(binary).args(["token", "create", "--email", "owner-1@seed.test", "--scope", scopes]).output()?;
        let token = String::from_utf8(made.stdout)?.trim().to_owned();
        if token.is_empty() {
            return Err(format!("no token: {}", String::from_utf8_lossy(&made.stderr)).into());
        }
        let address = free_address()?;
        let begun = Instant::now();
        let mut command = database.command(binary);
        command.args(["serve", "--rate-limit", "0", "--listen", &address, "--base-url", "http://kontor.test"]);
        let process = Running(command.spawn()?);
        wait(&address, "GET /health HTTP/1.1\r\nHost: api.kontor.test\r\n\r\n").await?;
        Ok(Self { address, token, started_in: begun.elapsed(), process })
    }

    pub fn memory(&self) -> Result<Memory> {
        memory_of(self.process.0.id())
    }
}

/// Memory of a process.
pub fn memory_of(process: u32) -> Result<Memory> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"))?;
    let megabytes = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.split_whitespace().next()?.parse::<f64>().ok().map(|kilobytes| kilobytes / 1024.0)
    };
    let read = |name| megabytes(name).ok_or("no memory figures");
    Ok(Memory { now_megabytes: read("VmRSS:")?, peak_megabytes: read("VmHWM:")? })
}

/// The bare handler, in a process of its own.
pub struct Floor {
    pub address: String,
    _process: Running,
}

impl Floor {
    pub async fn start(database: &Database) -> Result<Self> {
        let address = free_address()?;
        let process = Command::new(std::env::current_exe()?).args(["--floor", &database.url, "--listen", &address]).spawn()?;
        let process = Running(process);
        wait(&address, "GET /health HTTP/1.1\r\nHost: floor\r\n\r\n").await?;
        Ok(Self { address, _process: process })
    }
}

fn free_address() -> Result<String> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.to_string())
}

/// Asks until it is answered, 20 seconds at most.
async fn wait(address: &str, request: &str) -> Result<()> {
    for _ in 0..10_000 {
        if let Ok(mut connection) = Connection::open(address).await
            && let Ok((200..=299, _)) = connection.exchange(request.as_bytes()).await
        {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    Err(format!("nothing answers at {address}").into())
}
