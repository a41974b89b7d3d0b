//! The command line: commands and what they take. Settings are in [`crate::settings`].

use crate::add_ons::AddOnCommand;
use crate::domains::DomainCommand;
use crate::imports::ImportCommand;
use crate::offer::{DiscountCodeCommand, DropInPassCommand};
use crate::sandboxes::{ClockCommand, SandboxCommand};
use crate::seed::Size;
use crate::settings::Settings;
use crate::subscriptions::SubscriptionCommand;
use clap::{Args, Parser, Subcommand, ValueHint};
use domain::scopes::Scopes;
use std::path::PathBuf;

/// Kontor: a self-hosted platform for coworking spaces
///
/// Spaces, plans, members, resources and bookings, with two HTTP APIs. One program, one database: an embedded
/// one by default, PostgreSQL for more than one process.
#[derive(Debug, Parser)]
#[command(name = "kontor", version, after_help = FIRST_STEPS, after_long_help = LONG, propagate_version = true, max_term_width = 120)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub settings: Settings,
}

const FIRST_STEPS: &str = "\
Examples:
  kontor demo                                          look around at http://localhost:3000
  kontor serve                                         serve at http://localhost:3000
  kontor user create --email owner@example.com
  kontor token create --email owner@example.com --scope 'read write'

--help tells more than -h, also of each command: kontor serve --help";

const LONG: &str = "\
Examples:
  kontor serve                                         serve at http://localhost:3000
  kontor serve --base-url https://kontor.example.com --listen 0.0.0.0:3000 --trusted-proxies 10.0.0.0/8
  KONTOR_DATABASE_URL=postgres://kontor@db/kontor kontor migrate
  kontor user create --email owner@example.com
  kontor token create --email owner@example.com --scope 'read write'

Settings:
  Every setting is a flag (--base-url), a variable (KONTOR_BASE_URL) and a key in kontor.toml
  (base-url = \"…\"), which is looked for in the working directory. The flag wins over the variable,
  the variable over the file, the file over the default. The defaults shown here are those that count now.

Output:
  Results go to standard output, logs to standard error.

Exit codes:
  0  done
  1  it could not be done; one line on standard error says what to do
  2  the arguments cannot be used";

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Migrate the database, then serve until a signal ends it
    ///
    /// On SIGTERM or SIGINT the server stops to accept, finishes what is in flight, 10 seconds at most,
    /// and exits with 0. A second signal ends it at once.
    #[command(after_long_help = "\
Examples:
  kontor serve
  kontor serve --listen 127.0.0.1:8080 --base-url http://localhost:8080
  kontor serve --metrics-listen 127.0.0.1:9090 --log-format json --log info,db=debug

Then:
  curl -i http://api.localhost:3000/health")]
    Serve,
    /// Bring the schema of the database up to date and exit
    ///
    /// `serve` does the same when it starts. Safe to run beside other processes: they wait for each other.
    /// Prints the versions that it applied.
    #[command(after_long_help = "\
Examples:
  kontor migrate
  kontor migrate --database-url postgres://kontor@localhost/kontor")]
    Migrate,
    /// Serve two spaces full of people and bookings, to look around in
    ///
    /// The data are made in a new folder, or in that of --data-dir when it is empty; the calendar is around today.
    /// Prints the addresses, the sign-ins, a token and calls of both APIs to paste, then serves as `serve` does.
    /// With another port in --listen the addresses have it too.
    #[command(after_long_help = "\
Examples:
  kontor demo
  kontor demo --listen 127.0.0.1:8080
  kontor demo --data-dir ~/kontor-demo")]
    Demo,
    /// Fill a database with synthetic data for tests and benchmarks
    ///
    /// The same numbers and the same seed give the same data, ids included. Owners are owner-1@seed.test and so
    /// on, members member-1-1@seed.test (space 1, member 1) and so on, all with the password kontor-seed.
    /// A database that has a space seed-1 already is left alone.
    #[command(after_long_help = "\
Examples:
  kontor seed --spaces 2 --members 100 --resources 10 --bookings 5000
  kontor seed --spaces 1 --members 1000 --resources 20 --bookings 1000000 --data-dir ./many
  kontor seed --spaces 1 --members 10 --resources 5 --bookings 500 --seed 7

Then:
  kontor token create --email owner-1@seed.test --scope 'read write'")]
    Seed(Size),
    /// Users: people who can sign in
    #[command(subcommand)]
    User(UserCommand),
    /// Access tokens for the APIs
    #[command(subcommand)]
    Token(TokenCommand),
    /// OAuth applications
    #[command(subcommand)]
    Client(ClientCommand),
    /// The directory of add-ons: what others see of applications and bots
    #[command(subcommand)]
    AddOn(AddOnCommand),
    /// Codes that lower a price
    #[command(subcommand)]
    DiscountCode(DiscountCodeCommand),
    /// Passes that visitors buy for a day
    #[command(subcommand)]
    DropInPass(DropInPassCommand),
    /// What spaces pay you for: at first one tier, free, with everything on
    #[command(subcommand)]
    Subscription(SubscriptionCommand),
    /// Domains that spaces have of their own
    #[command(subcommand)]
    Domain(DomainCommand),
    /// Keys that sign the ID tokens of people who sign in elsewhere
    #[command(subcommand)]
    Keys(KeysCommand),
    /// Copies of spaces with invented people, to try out what time brings
    #[command(subcommand)]
    Sandbox(SandboxCommand),
    /// Bring a space over from Cobot
    #[command(subcommand)]
    Import(ImportCommand),
    /// The clock of a sandbox
    #[command(subcommand)]
    Clock(ClockCommand),
    /// Hold every invoice against its seal, and name the first that was changed, removed or slipped in
    ///
    /// Each invoice is sealed with a hash over what it says and over the seal of the one before it. Prints, for each space,
    /// its subdomain, how many invoices are sealed, and the last seal: note it elsewhere, and you will see that nobody has
    /// written the whole chain anew. Safe while the server runs.
    #[command(after_long_help = "\
Examples:
  kontor verify-invoices
  kontor verify-invoices harbour")]
    VerifyInvoices {
        /// Subdomain of the only space to look at
        #[arg(value_name = "SUBDOMAIN")]
        subdomain: Option<String>,
    },
    /// Print the OpenAPI 3.1 document of API 2, or of API 1
    #[command(after_long_help = "\
Examples:
  kontor openapi > openapi.json
  kontor openapi --api 1 > openapi-1.json
  kontor openapi --base-url https://kontor.example.com")]
    Openapi {
        /// Which API
        #[arg(long, value_name = "NUMBER", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=2))]
        api: u8,
    },
    /// Print the AsyncAPI 3 document of webhooks and the feed of events
    #[command(after_long_help = "\
Examples:
  kontor asyncapi > asyncapi.json
  kontor asyncapi --base-url https://kontor.example.com")]
    Asyncapi,
    /// Copy the embedded database into a new file, also while it is served
    ///
    /// The copy is the database as it is at one instant. For PostgreSQL use pg_dump.
    #[command(after_long_help = "\
Examples:
  kontor backup kontor-monday.sqlite
  kontor backup --data-dir /srv/kontor /backups/kontor.sqlite")]
    Backup {
        /// The file to make; it must not exist
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// Put a backup in the place of the embedded database
    ///
    /// The backup is checked first. Nobody may have the database open: stop the server before. What was
    /// in the database is gone afterwards. For PostgreSQL use pg_restore.
    #[command(after_long_help = "\
Examples:
  kontor restore kontor-monday.sqlite")]
    Restore {
        /// A file made by `kontor backup`
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
}

#[derive(Debug, Subcommand)]
pub enum UserCommand {
    /// Create a user and print the id
    ///
    /// The address counts as confirmed. Without a password nobody can sign in with one; tokens work.
    #[command(after_long_help = "\
Examples:
  kontor user create --email owner@example.com
  kontor user create --email jo@example.com --password 'correct horse' --admin-of harbour --admin-of summit")]
    Create(CreateUser),
}

#[derive(Args, Debug)]
pub struct CreateUser {
    /// Address to sign in with
    #[arg(long, value_name = "ADDRESS", value_hint = ValueHint::EmailAddress)]
    pub email: String,
    /// Password to sign in with; other users of this machine may see it while the command runs
    #[arg(long, value_name = "TEXT")]
    pub password: Option<String>,
    /// Subdomain of a space to make the user an admin of, with all permissions; may be repeated
    #[arg(long, value_name = "SUBDOMAIN")]
    pub admin_of: Vec<String>,
}

#[derive(Debug, Subcommand)]
pub enum TokenCommand {
    /// Create an access token and print it
    ///
    /// It does not expire and is shown this once. A token never grants more than its user may do.
    #[command(after_long_help = "\
Examples:
  kontor token create --email owner@example.com --scope 'read write'
  TOKEN=$(kontor token create --email owner@example.com --scope read_user)
  curl -H \"Authorization: Bearer $TOKEN\" http://api.localhost:3000/user")]
    Create(CreateToken),
}

#[derive(Args, Debug)]
pub struct CreateToken {
    /// Address of the user the token is for
    #[arg(long, value_name = "ADDRESS", value_hint = ValueHint::EmailAddress)]
    pub email: String,
    /// What the token grants: names of scopes separated by spaces, as 'read_bookings write_bookings'
    #[arg(long, value_name = "SCOPES", value_parser = scopes)]
    pub scope: Scopes,
    /// Make a space token, which opens the space with this subdomain only; the user must be an admin of it
    #[arg(long, value_name = "SUBDOMAIN")]
    pub space: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum ClientCommand {
    /// Register an OAuth application and print client_id and client_secret as JSON
    ///
    /// The secret is shown this once. An application that runs in browsers or on phones cannot keep one:
    /// register it with --public.
    #[command(after_long_help = "\
Examples:
  kontor client create --name 'Door system' --redirect-uri https://doors.example.com/callback
  kontor client create --name 'Phone app' --public --redirect-uri com.example.app:/callback --scope 'read write'")]
    Create(CreateClient),
}

#[derive(Debug, Subcommand)]
pub enum KeysCommand {
    /// Sign with the next keys from now on, and make new ones to follow
    ///
    /// The keys that signed until now stay published for 30 days, so that what they signed can be read. Applications
    /// know the next keys already. Safe while the server runs; all processes follow at once. Prints, for each
    /// algorithm, the key that signs now and the one after it.
    #[command(after_long_help = "\
Examples:
  kontor keys rotate
  KONTOR_DATABASE_URL=postgres://kontor@db/kontor kontor keys rotate")]
    Rotate,
}

#[derive(Args, Debug)]
pub struct CreateClient {
    /// Shown to people who are asked whether they let the application in
    #[arg(long, value_name = "TEXT")]
    pub name: String,
    /// Where people may be sent back to: https, http on this machine, or a private scheme with a dot; may be repeated
    #[arg(long = "redirect-uri", value_name = "URI", required = true, num_args = 1.., value_hint = ValueHint::Url, value_parser = redirect_uri)]
    pub redirect_uris: Vec<String>,
    /// Without a secret: applications that run in browsers or on phones
    #[arg(long)]
    pub public: bool,
    /// Scopes the application may ask for, separated by spaces
    #[arg(long, value_name = "SCOPES", default_value = "", hide_default_value = true, value_parser = any_scopes)]
    pub scope: Scopes,
}

fn any_scopes(text: &str) -> Result<Scopes, String> {
    text.parse().map_err(|error: domain::scopes::UnknownScope| error.to_string())
}

fn scopes(text: &str) -> Result<Scopes, String> {
    let scopes = any_scopes(text)?;
    if scopes == Scopes::NONE { Err("needs one scope at least, as 'read_user'".into()) } else { Ok(scopes) }
}

fn redirect_uri(text: &str) -> Result<String, String> {
    oauth::redirect_uris::check(text).map(|()| text.to_owned()).map_err(|why| why.to_string())
}
