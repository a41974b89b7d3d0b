//! The file of settings. Its values become the defaults of the flags, so that flags and variables win, the
//! same code reads them, and `--help` shows what counts.

use super::Settings;
use crate::failure::Failure;
use clap::builder::Resettable;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args as _, Command};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use toml::Value;

/// Looked for in the working directory.
const NAME: &str = "kontor.toml";

/// Why the program does not start.
#[derive(Debug)]
pub enum Refused {
    /// The arguments: help, or exit code 2.
    Usage(clap::Error),
    /// Anything else: exit code 1.
    Failure(Failure),
}

/// The command with the file's values as defaults.
pub fn apply(mut command: Command, args: &[OsString]) -> Result<Command, Refused> {
    let Some(path) = named(args) else { return Ok(command) };
    let text = std::fs::read_to_string(&path).map_err(|error| {
        let what = format!("the file of settings {} cannot be read ({error})", path.display());
        Refused::Failure(Failure::new(what, "correct --config or KONTOR_CONFIG"))
    })?;
    for (key, values) in read(&path, &text)? {
        command = command.mut_arg(key.replace('-', "_"), |arg| arg.default_values(values));
    }
    Ok(command)
}

/// The file that the arguments or the environment name, or the one in the working directory.
fn named(args: &[OsString]) -> Option<PathBuf> {
    let mut args = args.iter().take_while(|arg| *arg != "--");
    while let Some(arg) = args.next() {
        if arg == "--config" {
            return args.next().map(PathBuf::from);
        }
        if let Some(path) = arg.to_str().and_then(|arg| arg.strip_prefix("--config=")) {
            return Some(path.into());
        }
    }
    let variable = std::env::var_os("KONTOR_CONFIG").filter(|path| !path.is_empty());
    variable.map(PathBuf::from).or_else(|| Some(PathBuf::from(NAME)).filter(|path| path.exists()))
}

/// Keys as the flags are named, with their values, each checked by the flag that it stands for.
fn read(path: &Path, text: &str) -> Result<Vec<(String, Vec<String>)>, Refused> {
    let wrong = |what: String| Refused::Failure(Failure::new(format!("{}: {what}", path.display()), "correct the file"));
    let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
        let line = error.span().map_or(1, |span| 1 + text.bytes().take(span.start).filter(|byte| *byte == b'\n').count());
        wrong(format!("line {line}: {}", error.message()))
    })?;
    let mut settings = Vec::new();
    for (name, value) in table {
        let key = name.replace('_', "-");
        let values = match value {
            Value::Array(values) => values.iter().map(plain).collect(),
            value => plain(&value).map(|value| vec![value]),
        };
        let values = values.ok_or_else(|| wrong(format!("{name} must be a text, a number or a list of texts")))?;
        check(&key, &values).map_err(|error| match error.kind() {
            ErrorKind::UnknownArgument => Refused::Usage(unknown(path, &name, &error)),
            _ => wrong(reason(&error)),
        })?;
        settings.push((key, values));
    }
    Ok(settings)
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Parses the value as if it had been given by its flag, without what the environment says.
fn check(key: &str, values: &[String]) -> Result<(), clap::Error> {
    if key == "config" {
        return Err(clap::Error::new(ErrorKind::UnknownArgument)); // one file names no other
    }
    let alone = Settings::augment_args(Command::new("kontor").no_binary_name(true).disable_help_flag(true))
        .mut_args(|arg| arg.env(Resettable::Reset));
    alone.try_get_matches_from(values.iter().map(|value| format!("--{key}={value}"))).map(drop)
}

fn reason(error: &clap::Error) -> String {
    let text = error.to_string();
    let line = text.lines().next().unwrap_or_default();
    line.strip_prefix("error: ").unwrap_or(line).to_owned()
}

fn unknown(path: &Path, name: &str, error: &clap::Error) -> clap::Error {
    let nearest = match error.get(ContextKind::SuggestedArg) {
        Some(ContextValue::String(flag)) => format!("; did you mean {}?", flag.trim_start_matches('-')),
        _ => String::from("; kontor --help lists the settings"),
    };
    clap::Error::raw(ErrorKind::UnknownArgument, format!("{}: there is no setting {name}{nearest}\n", path.display()))
}
