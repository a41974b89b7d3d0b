//! Commands for the domains that spaces have of their own.

use crate::failure::Failure;
use app::{App, Error, space_domains};
use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum DomainCommand {
    /// Take a domain from the space that it serves, so that another one may have it
    #[command(after_long_help = "\
The space stays at its subdomain. Other processes follow within ten seconds.

Example:
  kontor domain remove members.example.com")]
    Remove {
        /// As people type it
        #[arg(value_name = "NAME")]
        host: String,
    },
}

pub async fn run(app: &App, command: DomainCommand) -> Result<String, Failure> {
    let DomainCommand::Remove { host } = command;
    if space_domains::release(app, &host).await? { Ok(String::new()) } else { Err(Error::NOT_FOUND.into()) }
}
