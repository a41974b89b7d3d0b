//! Kontor: a self-hosted platform for coworking spaces. The program: command line, settings, wiring.
#![expect(clippy::print_stderr, reason = "the reason of a failure goes to standard error")]

mod add_ons;
mod cli;
mod commands;
mod connections;
mod database;
mod demo;
mod dice;
mod domains;
mod failure;
mod imports;
mod logs;
mod metrics;
mod offer;
mod sandboxes;
mod seed;
mod serve;
mod settings;
mod stock;
mod subscriptions;

use clap::error::ErrorKind;
use clap::{CommandFactory as _, FromArgMatches as _};
use cli::Cli;
use failure::Failure;
use settings::file::{self, Refused};
use std::ffi::OsString;
use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let cli = match read(&std::env::args_os().collect::<Vec<_>>()) {
        Ok(cli) => cli,
        Err(Refused::Failure(failure)) => return fail(&failure),
        Err(Refused::Usage(error)) => {
            let _ = error.print(); // where nobody reads there is nobody to tell
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2));
        }
    };
    logs::start(&cli.settings);
    // Reading from SQLite keeps a thread busy; so many besides are there for all else.
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = cores + db::Options::usual_readers();
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(threads).enable_all().build();
    let done = runtime.map_err(|error| Failure::new(error.to_string(), "raise the limits of threads and files of this user"));
    match done.and_then(|runtime| runtime.block_on(commands::run(cli.command, &cli.settings))) {
        Ok(result) => {
            if !result.is_empty() {
                // Who reads may have had enough, as `head` has.
                let _ = writeln!(std::io::stdout(), "{}", result.trim_end());
            }
            ExitCode::SUCCESS
        }
        Err(failure) => fail(&failure),
    }
}

/// Arguments, variables and the file of settings, in this order of precedence.
fn read(args: &[OsString]) -> Result<Cli, Refused> {
    let command = file::apply(Cli::command(), args).map_err(|refused| {
        // Help is given whatever the file says.
        match Cli::command().try_get_matches_from(args) {
            Err(help) if matches!(help.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) => Refused::Usage(help),
            _ => refused,
        }
    })?;
    let matches = command.try_get_matches_from(args).map_err(Refused::Usage)?;
    Cli::from_arg_matches(&matches).map_err(Refused::Usage)
}

fn fail(failure: &Failure) -> ExitCode {
    eprintln!("kontor: {failure}");
    ExitCode::FAILURE
}
