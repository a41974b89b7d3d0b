//! `with-postgres CMD ARGS…` runs a command with a private PostgreSQL around it: starts a cluster,
//! sets `KONTOR_TEST_POSTGRES_URL`, and removes the cluster when the command has ended. Exits as the
//! command does. Uses the server that the variable names if it is set.

use std::process::ExitCode;
use testkit::{Cluster, POSTGRES_URL, Result, in_ci};
use tokio::process::Command;
use tokio::signal::unix::{SignalKind, signal};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<ExitCode> {
    let mut args = std::env::args_os().skip(1);
    let program = args.next().ok_or("usage: with-postgres CMD ARGS…")?;
    let mut command = Command::new(program);
    command.args(args);

    if std::env::var_os(POSTGRES_URL).is_some_and(|url| !url.is_empty()) {
        return wait(command).await;
    }
    let dir = tempfile::Builder::new().prefix("kontor-postgres-").permissions(passable()).tempdir()?;
    let Some(cluster) = Cluster::start(&dir.path().join("cluster"))? else {
        if in_ci() {
            return Err(format!("PostgreSQL is not installed: set {POSTGRES_URL} or install it").into());
        }
        return wait(command).await; // each test says that it is skipped
    };
    command.env(POSTGRES_URL, cluster.url());
    let code = wait(command).await;
    cluster.stop()?;
    code
}

/// The owner of the cluster inside may be another user.
fn passable() -> std::fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(0o711)
}

/// Waits for the command, and longer than a signal that asks us both to end.
async fn wait(mut command: Command) -> Result<ExitCode> {
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let mut child = command.kill_on_drop(true).spawn().map_err(|e| format!("{}: {e}", command.as_std().get_program().display()))?;
    let status = loop {
        tokio::select! {
            status = child.wait() => break status?,
            _ = interrupt.recv() => {} // the terminal has sent it to the command too
            _ = terminate.recv() => child.start_kill()?,
        }
    };
    Ok(ExitCode::from(status.code().and_then(|c| u8::try_from(c).ok()).unwrap_or(1)))
}
