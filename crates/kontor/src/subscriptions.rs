//! Commands for the operator's tiers.

use crate::failure::Failure;
use app::App;
use app::operator;
use app::subscriptions::{self, NewTier};
use clap::{Args, Subcommand};
use domain::ids::SubscriptionId;
use domain::money::{Amount, Currency};
use std::fmt::Write as _;

#[derive(Debug, Subcommand)]
pub enum SubscriptionCommand {
    /// Create a tier and print its id
    #[command(after_long_help = "\
Examples:
  kontor subscription create --price 49 --currency EUR --members 50
  kontor subscription create --price 990 --currency EUR --months 12")]
    Create(CreateTier),
    /// List the tiers, the cheapest first: id, price, currency, months, most members
    List,
    /// Close a space until it pays: its APIs answer 402, but for what pays for it; nothing is deleted
    Suspend {
        /// Of the space
        subdomain: String,
    },
    /// Open a suspended space again
    Resume {
        /// Of the space
        subdomain: String,
    },
    /// Take a tier away that no space has chosen
    Delete {
        /// As `kontor subscription list` shows it
        #[arg(value_name = "ID")]
        id: SubscriptionId,
    },
}

#[derive(Args, Debug)]
pub struct CreateTier {
    /// Of one cycle, without taxes
    #[arg(long, value_name = "NUMBER")]
    pub price: Amount,
    /// ISO 4217
    #[arg(long, value_name = "CODE")]
    pub currency: Currency,
    /// Months of a cycle
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub months: u32,
    /// For spaces with so many members at most; without it for all
    #[arg(long, value_name = "NUMBER")]
    pub members: Option<u32>,
}

pub async fn run(app: &App, command: SubscriptionCommand) -> Result<String, Failure> {
    match command {
        SubscriptionCommand::Create(CreateTier { price, currency, months, members }) => {
            let tier = NewTier { net: price, currency, cycle_months: months, maximum_memberships: members };
            Ok(subscriptions::add(app, tier).await?.to_string())
        }
        SubscriptionCommand::List => {
            let mut out = String::new();
            for tier in subscriptions::all(app).await? {
                let most = tier.maximum_memberships.map_or_else(|| "any".to_owned(), |most| most.to_string());
                let _ = write!(
                    out,
                    "{}{}\t{}\t{}\t{}\t{most}",
                    if out.is_empty() { "" } else { "\n" },
                    tier.id,
                    tier.net,
                    tier.currency,
                    tier.cycle_months
                );
            }
            Ok(out)
        }
        SubscriptionCommand::Suspend { subdomain } => {
            operator::suspend(app, &subdomain, true).await.map(|()| String::new()).map_err(Into::into)
        }
        SubscriptionCommand::Resume { subdomain } => {
            operator::suspend(app, &subdomain, false).await.map(|()| String::new()).map_err(Into::into)
        }
        SubscriptionCommand::Delete { id } => subscriptions::remove(app, id).await.map(|()| String::new()).map_err(Into::into),
    }
}
