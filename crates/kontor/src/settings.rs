//! Settings, the same for every command: flag, variable, key in `kontor.toml`, default, in this order.

pub mod file;

use crate::failure::Failure;
use app::BaseUrl;
use clap::{Args, ValueEnum, ValueHint};
use http_api::hosts::Cidr;
use jiff::SignedDuration;
use std::net::SocketAddr;
use std::os::unix::fs::DirBuilderExt as _;
use std::path::{Path, PathBuf};

#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "Settings")]
pub struct Settings {
    /// Address and port of the HTTP listener
    #[arg(long, global = true, env = "KONTOR_LISTEN", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:3000", value_parser = address)]
    pub listen: SocketAddr,
    /// Scheme, domain and port that people and programs use; every host name is formed from it
    #[arg(long, global = true, env = "KONTOR_BASE_URL", value_name = "URL", default_value = "http://localhost:3000",
        value_hint = ValueHint::Url, value_parser = BaseUrl::parse)]
    pub base_url: BaseUrl,
    /// sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME [default: kontor.sqlite in the data folder]
    #[arg(long, global = true, env = "KONTOR_DATABASE_URL", value_name = "URL", hide_env_values = true, value_parser = database_url)]
    pub database_url: Option<String>,
    /// Folder of the embedded database, uploads and keys [default: the platform's data folder]
    #[arg(long, global = true, env = "KONTOR_DATA_DIR", value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub data_dir: Option<PathBuf>,
    /// Requests per minute, per user and endpoint; 0 turns limiting off
    #[arg(long, global = true, env = "KONTOR_RATE_LIMIT", value_name = "NUMBER", default_value_t = 60)]
    pub rate_limit: u32,
    /// What to log: a level (error, warn, info, debug, trace), or levels by part as info,db=debug
    #[arg(long, global = true, env = "KONTOR_LOG", value_name = "FILTER", default_value = "info", value_parser = log_filter)]
    pub log: String,
    /// How to log
    #[arg(long, global = true, env = "KONTOR_LOG_FORMAT", value_name = "FORMAT", default_value = "text")]
    pub log_format: LogFormat,
    /// Address and port to serve /metrics for Prometheus at [default: off]
    #[arg(long, global = true, env = "KONTOR_METRICS_LISTEN", value_name = "ADDRESS:PORT", value_parser = address)]
    pub metrics_listen: Option<SocketAddr>,
    /// Proxies whose X-Forwarded-Host, -Proto and -For are believed: addresses or ranges as 10.0.0.0/8, separated by commas
    #[arg(long, global = true, env = "KONTOR_TRUSTED_PROXIES", value_name = "RANGES", value_delimiter = ',')]
    pub trusted_proxies: Vec<Cidr>,
    /// redis://HOST:PORT of a Valkey or Redis through which several processes share rate limits [default: each its own]
    #[arg(long, global = true, env = "KONTOR_REDIS_URL", value_name = "URL", hide_env_values = true)]
    pub redis_url: Option<String>,
    /// Mail server: smtps://USER:PASSWORD@HOST, or smtp://USER:PASSWORD@HOST?tls=required [default: mails are kept, not sent]
    #[arg(long, global = true, env = "KONTOR_SMTP_URL", value_name = "URL", hide_env_values = true)]
    pub smtp_url: Option<String>,
    /// Sender of mails, as 'Kontor <kontor@example.com>' [default: no-reply at the base domain]
    #[arg(long, global = true, env = "KONTOR_MAIL_FROM", value_name = "ADDRESS")]
    pub mail_from: Option<String>,
    /// Show mails that are kept at /mailbox, to browsers on this machine; on in the demo. Never behind a proxy on the same machine
    #[arg(long, global = true, env = "KONTOR_MAILBOX", value_name = "true|false", default_value_t = false, num_args = 0..=1,
        default_missing_value = "true", action = clap::ArgAction::Set)]
    pub mailbox: bool,
    /// Where Stripe is; another address for tests
    #[arg(long, global = true, env = "KONTOR_STRIPE_URL", value_name = "URL", default_value = payments::Gateway::STRIPE,
        value_hint = ValueHint::Url, value_parser = payments::check_url)]
    pub stripe_url: String,
    /// Where PayPal is; `https://api-m.sandbox.paypal.com` for tests
    #[arg(long, global = true, env = "KONTOR_PAYPAL_URL", value_name = "URL", default_value = payments::Gateway::PAYPAL,
        value_hint = ValueHint::Url, value_parser = payments::check_url)]
    pub paypal_url: String,
    /// Where Cobot is, for those who bring a space over; another address for tests
    #[arg(long, global = true, env = "KONTOR_COBOT_URL", value_name = "URL", default_value = "https://cobot.me",
        value_hint = ValueHint::Url, value_parser = cobot_url)]
    pub cobot_url: String,
    /// Secret key of your own account at Stripe, by which spaces pay you [default: none]
    #[arg(long, global = true, env = "KONTOR_STRIPE_KEY", value_name = "KEY", hide_env_values = true)]
    pub stripe_key: Option<String>,
    /// Call webhooks at private addresses, too: of this machine, of local networks; on in the demo
    #[arg(long, global = true, env = "KONTOR_ALLOW_PRIVATE_CALLBACKS", value_name = "true|false", default_value_t = false, num_args = 0..=1,
        default_missing_value = "true", action = clap::ArgAction::Set)]
    pub allow_private_callbacks: bool,
    /// Time before a call of a webhook that failed is made again; each further one of the ten is twice as long
    #[arg(long, global = true, env = "KONTOR_WEBHOOK_RETRY_AFTER", value_name = "TIME", default_value = "70s", value_parser = pause)]
    pub webhook_retry_after: SignedDuration,
    /// Days for which events can be read in the feed of a space
    #[arg(long, global = true, env = "KONTOR_KEEP_EVENTS", value_name = "DAYS", default_value_t = 30,
        value_parser = clap::value_parser!(u16).range(1..=3660))]
    pub keep_events: u16,
    /// Connections to PostgreSQL at most
    #[arg(long, global = true, env = "KONTOR_DATABASE_CONNECTIONS", value_name = "NUMBER", default_value_t = 16,
        value_parser = clap::value_parser!(u16).range(1..))]
    pub database_connections: u16,
    /// File of settings [default: kontor.toml in the working directory, if there is one]
    #[arg(long, global = true, env = "KONTOR_CONFIG", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LogFormat {
    /// For people
    Text,
    /// One object a line, for programs
    Json,
}

impl Settings {
    /// Where the database is. Makes the data folder if the database is to be in there.
    pub fn database(&self) -> Result<String, Failure> {
        match &self.database_url {
            Some(url) => Ok(url.clone()),
            None => Ok(format!("sqlite:{}", self.data_dir()?.join("kontor.sqlite").display())),
        }
    }

    /// The path of the embedded database; none if the database is PostgreSQL.
    pub fn database_file(&self) -> Result<Option<PathBuf>, Failure> {
        let url = self.database()?;
        Ok(url.strip_prefix("sqlite:").map(|path| path.strip_prefix("//").unwrap_or(path).into()))
    }

    /// The data folder, made for this user alone if it is missing.
    pub fn data_dir(&self) -> Result<PathBuf, Failure> {
        let found = self.data_dir.clone().or_else(platform_folder);
        let dir = found.ok_or_else(|| Failure::new("there is no home folder to keep data in", "name a folder with --data-dir"))?;
        make(&dir).map_err(|error| {
            Failure::new(format!("the data folder {} cannot be made ({error})", dir.display()), "name another one with --data-dir")
        })?;
        Ok(dir)
    }
}

fn make(dir: &Path) -> std::io::Result<()> {
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(dir)
}

/// Where programs keep the data of a user: the XDG base directories, and Apple's way on a Mac.
fn platform_folder() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    if cfg!(target_os = "macos") {
        return Some(folder("HOME")?.join("Library/Application Support/kontor"));
    }
    let data = folder("XDG_DATA_HOME").or_else(|| Some(folder("HOME")?.join(".local/share")));
    Some(data?.join("kontor"))
}

fn cobot_url(text: &str) -> Result<String, String> {
    cobot::Source::at(text).map(|source| source.home())
}

fn address(text: &str) -> Result<SocketAddr, String> {
    let numeric = text.strip_prefix("localhost:").map_or_else(|| text.to_owned(), |port| format!("127.0.0.1:{port}"));
    numeric.parse().map_err(|_| "needs an address and a port, as in 127.0.0.1:3000 or [::]:3000".into())
}

fn pause(text: &str) -> Result<SignedDuration, String> {
    let pause = text.parse::<SignedDuration>().ok().filter(|pause| !pause.is_negative() && *pause <= SignedDuration::from_hours(24));
    pause.ok_or_else(|| "needs a time of a day at most, as in 70s or 2m".into())
}

fn database_url(text: &str) -> Result<String, String> {
    let known = text.strip_prefix("sqlite:").is_some_and(|path| !path.is_empty());
    if known || text.starts_with("postgres://") || text.starts_with("postgresql://") {
        return Ok(text.into());
    }
    Err("must be sqlite:PATH or postgres://USER:PASSWORD@HOST/NAME".into())
}

fn log_filter(text: &str) -> Result<String, String> {
    tracing_subscriber::EnvFilter::try_new(text).map(|_| text.to_owned()).map_err(|error| error.to_string())
}
