//! Commands for sandboxes: copying a space, and moving its clock.

use crate::failure::Failure;
use app::App;
use app::sandboxes::{self, Copied, Sums};
use clap::{Args, Subcommand};
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use jobs::Post;
use std::fmt::Write as _;
use std::io::Write as _;
use store::spaces::Space;

#[derive(Debug, Subcommand)]
pub enum SandboxCommand {
    /// Copy a space, with invented people in the place of those it has
    ///
    /// Copied are plans, members and their plans, teams, extras, resources, products, bookings, charges, passes, events, visitors,
    /// settings and texts. Names, addresses, tax ids and what people wrote are invented or left out; logins, tokens, webhooks,
    /// payment providers, invoices and payments stay behind. The owner is the same, and the only admin. Mails of a sandbox are
    /// kept and never sent, and no payment provider is reached from it. Prints the address, the id and what was copied.
    #[command(after_long_help = "\
Examples:
  kontor sandbox create harbour
  kontor sandbox create harbour --subdomain harbour-2027

Then:
  kontor clock advance harbour-sandbox 14mo")]
    Create(CreateSandbox),
}

#[derive(Args, Debug)]
pub struct CreateSandbox {
    /// Subdomain of the space to copy
    #[arg(value_name = "SPACE")]
    pub space: String,
    /// Subdomain of the sandbox [default: that of the space with -sandbox behind it]
    #[arg(long, value_name = "NAME")]
    pub subdomain: Option<String>,
}

#[derive(Debug, Subcommand)]
pub enum ClockCommand {
    /// Move the clock of a sandbox forward, and do all that falls due on the way
    ///
    /// In order: bookings begin and end, memberships end and change, invoices are made, mailed and reminded of, passes and
    /// requests lapse. Takes months (14mo), weeks, days (3d), hours (6h) and what ISO 8601 has (P1Y2M). Safe while the server
    /// runs. Interrupted, it stays where it has come to; give the command again for the rest. Other spaces have no clock to be
    /// moved, and none goes back.
    #[command(after_long_help = "\
Examples:
  kontor clock advance harbour-sandbox 14mo
  kontor clock advance harbour-sandbox 3d
  kontor clock advance harbour-sandbox P1Y")]
    Advance {
        /// Subdomain of the sandbox
        #[arg(value_name = "SPACE")]
        space: String,
        /// How far: 14mo, 3d, 6h, P1Y2M
        #[arg(value_name = "TIME", allow_hyphen_values = true)]
        by: Span,
    },
    /// Print what time it is in a space
    Show {
        /// Subdomain of the space
        #[arg(value_name = "SPACE")]
        space: String,
    },
}

pub async fn create(app: &App, SandboxCommand::Create(new): SandboxCommand) -> Result<String, Failure> {
    let Copied { space, rows } = Box::pin(sandboxes::create(app, &new.space, new.subdomain.as_deref())).await?;
    let mut said = format!("{}\t{}\n", app.hosts.at(&space.subdomain), space.id);
    for (table, count) in rows {
        let _ = writeln!(said, "{}\t{count}", table.replace('_', " "));
    }
    Ok(said)
}

pub async fn clock(app: &App, command: ClockCommand) -> Result<String, Failure> {
    match command {
        ClockCommand::Advance { space, by } => advance(app, &space, by).await,
        ClockCommand::Show { space } => {
            let access = app::operator::as_owner(app, &space).await?;
            let shown = sandboxes::clock(app, &access).await?;
            let now = at(access.space(), shown.now);
            Ok(match (shown.sandbox, shown.until) {
                (true, Some(until)) => format!("{now}\tmoving on to {}", at(access.space(), until)),
                (true, None) => format!("{now}\tsandbox"),
                (false, _) => format!("{now}\tno sandbox: its clock cannot be moved"),
            })
        }
    }
}

/// Local time, to the minute.
fn at(space: &Space, time: Timestamp) -> String {
    let zone = TimeZone::get(&space.time_zone).unwrap_or(TimeZone::UTC);
    time.to_zoned_datetime(zone).strftime("%Y-%m-%d %H:%M %Z").to_string()
}

async fn advance(app: &App, subdomain: &str, by: Span) -> Result<String, Failure> {
    let journey = sandboxes::begin(app, subdomain, by).await?;
    let (space, until) = (journey.space.clone(), journey.until);
    let before = sandboxes::sums(app, space.id).await?;
    let (mut month, mut steps) = (String::new(), 0_u64);
    let name = space.clone();
    let told = move |step: &sandboxes::Step| {
        steps += 1;
        let now = at(&name, step.at);
        let begun = now.get(..7).unwrap_or_default();
        if begun != month {
            begun.clone_into(&mut month);
            // Progress; where nobody reads there is nobody to tell.
            let _ = writeln!(std::io::stderr(), "{now} after {steps} steps");
        }
    };
    // What leaves a sandbox goes nowhere.
    Box::pin(jobs::advance(app, journey, Post::Kept, told)).await?;
    let after = sandboxes::sums(app, space.id).await?;
    let Sums { invoices, mails, events } = after;
    let made = [("invoices", invoices - before.invoices), ("mails", mails - before.mails), ("events", events - before.events)];
    let mut said = format!("{}\n", at(&space, until));
    for (what, count) in made {
        let _ = writeln!(said, "{what}\t{count}");
    }
    Ok(said)
}
