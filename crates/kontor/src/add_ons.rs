//! Commands for the directory of add-ons.

use crate::failure::Failure;
use app::{App, add_ons};
use clap::Subcommand;
use domain::add_ons::Step;
use domain::ids::ClientId;
use std::fmt::Write as _;
use store::add_ons::Entry;

#[derive(Debug, Subcommand)]
pub enum AddOnCommand {
    /// List what was submitted, listed or rejected, those that wait first: id, state, kind, name, owner, scopes, where to look at it
    #[command(after_long_help = "\
Examples:
  kontor add-on list
  kontor add-on list | grep submitted")]
    List,
    /// Show an add-on to everybody in the directory
    ///
    /// Look at it before: what it says, which scopes it wants, and what it does in a sandbox. If its owner changes the text, adds
    /// pictures or wants more scopes, it has to be approved anew. Safe while the server runs.
    #[command(after_long_help = "\
Examples:
  kontor add-on approve 0198c0de000070008000000000000001")]
    Approve {
        /// As `kontor add-on list` shows it
        #[arg(value_name = "ID")]
        id: ClientId,
    },
    /// Send an add-on back to its owner, who reads why; one that is listed leaves the directory
    ///
    /// Where it is installed, it stays.
    #[command(after_long_help = "\
Examples:
  kontor add-on reject 0198c0de000070008000000000000001 --reason 'The pictures show another product.'")]
    Reject {
        /// As `kontor add-on list` shows it
        #[arg(value_name = "ID")]
        id: ClientId,
        /// One line, which the owner reads
        #[arg(long, value_name = "TEXT")]
        reason: String,
    },
}

fn line(app: &App, entry: &Entry) -> String {
    let (kind, place) = match (&entry.share, &entry.link) {
        (Some(share), _) => ("bot", format!("{}/install/{share}", app.hosts.at("dev"))),
        (None, Some(link)) => ("application", link.clone()),
        (None, None) => ("application", "-".to_owned()),
    };
    let scopes = if entry.scopes.is_empty() { "-" } else { &entry.scopes };
    let owner = entry.email.as_deref().unwrap_or("-");
    format!("{}\t{}\t{kind}\t{}\t{owner}\t{scopes}\t{place}", entry.client_id, entry.state.name(), entry.name)
}

pub async fn run(app: &App, command: AddOnCommand) -> Result<String, Failure> {
    match command {
        AddOnCommand::List => {
            let mut out = String::new();
            for entry in add_ons::all(app).await? {
                let _ = write!(out, "{}{}", if out.is_empty() { "" } else { "\n" }, line(app, &entry));
            }
            Ok(out)
        }
        AddOnCommand::Approve { id } => Ok(line(app, &add_ons::decide(app, id, Step::Approve, "").await?)),
        AddOnCommand::Reject { id, reason } => Ok(line(app, &add_ons::decide(app, id, Step::Reject, &reason).await?)),
    }
}
