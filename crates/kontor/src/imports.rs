//! Bringing a whole space over from Cobot.

use crate::failure::Failure;
use app::App;
use app::imports::{self, FromCobot, Standing};
use clap::{Args, Subcommand, ValueHint};
use jobs::{Post, Runner, perform};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

/// Time between two looks at what is done.
const LOOK: Duration = Duration::from_millis(500);
/// Problems that are printed.
const SHOWN: i64 = 200;

#[derive(Debug, Subcommand)]
pub enum ImportCommand {
    /// Bring a whole space over from Cobot, through its API
    ///
    /// Profile, resources, plans, members with their fields, notes and teams, bought passes, contacts, articles, links, and
    /// bookings from today on. Invoices stay at Cobot. What was brought over before is known and passed over, so the command
    /// can be given again. Nobody is mailed. Prints what was made, what was there, and what does not fit, with the reason.
    #[command(after_long_help = "\
Examples:
  kontor import cobot harbour --from harbour-berlin --token-file token --dry-run
  kontor import cobot harbour --from harbour-berlin --token-file token")]
    Cobot(Cobot),
}

#[derive(Args, Debug)]
pub struct Cobot {
    /// Subdomain of the space here
    #[arg(value_name = "SPACE")]
    pub space: String,
    /// Subdomain of the space at Cobot
    #[arg(long, value_name = "SUBDOMAIN")]
    pub from: String,
    /// File with an access token of an admin there
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub token_file: PathBuf,
    /// Bring bookings of the last two years, too
    #[arg(long)]
    pub past: bool,
    /// Only say what would be made
    #[arg(long)]
    pub dry_run: bool,
}

pub async fn run(app: &App, ImportCommand::Cobot(wish): ImportCommand) -> Result<String, Failure> {
    let token = std::fs::read_to_string(&wish.token_file)
        .map_err(|error| Failure::new(format!("{} cannot be read: {error}", wish.token_file.display()), "correct --token-file"))?;
    let access = app::operator::as_owner(app, &wish.space).await?;
    let from = FromCobot { subdomain: wish.from, token, past: wish.past, at_once: !wish.dry_run };
    let id = imports::begin_cobot(app, &access, from).await?;
    // Mails of the space that are due all the same wait for the server.
    let runner = Runner::new(app.clone(), |app: App, job| perform(app, job, Post::Kept));
    let mut told = 0;
    let standing = loop {
        runner.run_imports_of(access.space_id()).await?;
        let standing = imports::get(app, &access, id).await?;
        if !standing.busy() {
            break standing;
        }
        if standing.looked_at() + standing.total() != told {
            told = standing.looked_at() + standing.total();
            // Progress; where nobody reads there is nobody to tell.
            let _ = writeln!(std::io::stderr(), "{}: {} of {}", standing.import.state, standing.looked_at(), standing.total());
        }
        tokio::time::sleep(LOOK).await;
    };
    report(app, &access, &standing).await
}

async fn report(app: &App, access: &app::access::Access, standing: &Standing) -> Result<String, Failure> {
    if let Some(error) = &standing.import.error {
        return Err(Failure::new(error.clone(), "nothing is half made: give the command again"));
    }
    let mut said = String::new();
    for count in &standing.counts {
        let _ = writeln!(said, "{}\t{}\t{}", count.kind.replace('_', " "), count.outcome.as_deref().unwrap_or_default(), count.items);
    }
    for (what, count) in &standing.import.options.0.left {
        let _ = writeln!(said, "{what}\tstay at Cobot\t{count}");
    }
    for problem in imports::problems(app, access, standing.import.id, 0, SHOWN).await? {
        let _ = writeln!(said, "{} {}\t{}", problem.kind.replace('_', " "), problem.name, problem.reason);
    }
    Ok(said)
}
