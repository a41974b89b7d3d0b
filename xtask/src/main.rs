//! Chores of the repository: `cargo xtask deps`, `cargo xtask sizes` and `cargo xtask conformance`.
//!
//! The first two compare what they find with `xtask/exceptions.toml`, where each exception has its reason. An exception that
//! nothing needs any more is a finding too, so that the list can only shrink.

mod conformance;
mod deps;
mod exceptions;
mod licence;
mod screenshots;
mod sizes;

use exceptions::Exceptions;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

const HELP: &str = "\
cargo xtask COMMAND

  deps   licences, duplicate versions and banned crates among the dependencies, as locked in
         Cargo.lock, for the platform this machine builds for; works offline
  sizes  source files of more than 500 lines
  conformance
         runs every operation of API 2 through the program on both databases, and the tests of the
         APIs; prints which documented answers were seen, each held against the contract: with a
         star those that only tests saw, in brackets those that nobody did
  screenshots
         a picture of each page of the demo as each audience sees it, in light, in dark and on a phone,
         in target/screenshots; prints what scrolls sideways on a phone

Exceptions, each with its reason, are in xtask/exceptions.toml. Exit code 1 if something is found.";

/// Whatever kept a command from looking at all; only ever shown to a developer.
type Result<T> = std::result::Result<T, Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let command = match args.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["deps"] => deps::run,
        ["sizes"] => sizes::run,
        ["conformance"] => conformance::run,
        ["screenshots"] => screenshots::run,
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            return ExitCode::SUCCESS;
        }
        other => {
            eprintln!("no such command: {}\n\n{HELP}", other.join(" "));
            return ExitCode::from(2);
        }
    };
    match run(command) {
        Ok(code) => code,
        Err(e) => {
            eprintln!("error: {e}");
            ExitCode::FAILURE
        }
    }
}

/// A command tells what it looked at and what it found.
struct Report {
    looked_at: String,
    findings: Vec<String>,
}

fn run(command: fn(&Path, &mut Exceptions) -> Result<Report>) -> Result<ExitCode> {
    let root = root()?;
    let mut exceptions = Exceptions::read(&root)?;
    let report = command(&root, &mut exceptions)?;
    for finding in &report.findings {
        println!("{finding}\n");
    }
    if report.findings.is_empty() {
        println!("{}: fine", report.looked_at);
        return Ok(ExitCode::SUCCESS);
    }
    println!("{}: {} to mend", report.looked_at, report.findings.len());
    Ok(ExitCode::FAILURE)
}

/// The repository's folder.
fn root() -> Result<PathBuf> {
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR").ok_or("run this as `cargo xtask`")?;
    Ok(Path::new(&xtask).parent().ok_or("xtask lies at the root of the file system")?.to_owned())
}

/// Where cargo builds.
fn target(root: &Path) -> Result<PathBuf> {
    let metadata: serde_json::Value = serde_json::from_str(&output(root, "cargo", &["metadata", "--no-deps", "--format-version", "1"])?)?;
    Ok(metadata.get("target_directory").and_then(serde_json::Value::as_str).ok_or("cargo names no target directory")?.into())
}

/// What a program writes to its standard output, in `dir`.
fn output(dir: &Path, program: &str, args: &[&str]) -> Result<String> {
    let out = Command::new(program).args(args).current_dir(dir).output().map_err(|e| format!("{program}: {e}"))?;
    if !out.status.success() {
        return Err(format!("{program} {}: {}\n{}", args.join(" "), out.status, String::from_utf8_lossy(&out.stderr)).into());
    }
    Ok(String::from_utf8(out.stdout)?)
}
