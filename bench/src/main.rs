//! Measures the real server beside a floor taken in the same run.
//!
//! `cargo run --release -p bench` builds `kontor`, seeds a database with it, starts it, drives it over
//! loopback with connections kept alive, and does the same to a bare handler that runs one prepared
//! statement of the same shape and answers the same number of bytes. What counts is the ratio.
//!
//! With `--year` it measures a year of 500 members, moved on at once in a sandbox.
//! With `--deliveries` it measures webhooks instead: 1,000 events for 1,000 subscriptions, a tenth of which hang.

mod billing;
mod cases;
mod collections;
mod deliveries;
mod floor;
mod identity;
mod load;
mod report;
mod server;
mod sql;
mod year;

use clap::{Parser, ValueEnum};
use server::{Database, Kontor, Size};
use std::error::Error;
use std::path::PathBuf;
use std::time::Duration;

pub type Problem = Box<dyn Error + Send + Sync>;
pub type Result<T, E = Problem> = std::result::Result<T, E>;

#[derive(Parser)]
#[command(about = "Measures Kontor against a floor taken in the same run")]
struct Args {
    /// Databases to measure.
    #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Backend::Sqlite, Backend::Postgres])]
    database: Vec<Backend>,
    /// Bookings of the space, one run for each size.
    #[arg(long, value_delimiter = ',', default_values_t = [1_000, 100_000, 1_000_000])]
    bookings: Vec<u32>,
    /// Measures a billing run over so many memberships instead.
    #[arg(long)]
    memberships: Option<u32>,
    /// Measures a year of 500 members in a sandbox instead.
    #[arg(long)]
    year: bool,
    /// A kontor that is there already; without it a release build is made.
    #[arg(long, value_name = "PATH")]
    binary: Option<PathBuf>,
    /// Seconds for each measurement.
    #[arg(long, default_value_t = 4)]
    seconds: u64,
    /// Measures a page of each collection instead, with a thousand rows and with so many.
    #[arg(long, value_name = "ROWS")]
    collections: Option<u32>,
    /// Connections kept alive at once.
    #[arg(long, default_value_t = 16)]
    connections: usize,
    #[command(flatten)]
    load: deliveries::Load,
    /// Serves the floor: used by the measurement itself.
    #[arg(long, hide = true)]
    floor: Option<String>,
    #[arg(long, hide = true, default_value = "127.0.0.1:0")]
    listen: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Backend {
    Sqlite,
    Postgres,
}

#[tokio::main]
async fn main() -> Result<()> {
    let args = Args::parse();
    if let Some(url) = &args.floor {
        return floor::serve(url, &args.listen).await;
    }
    if args.load.wanted() {
        for backend in &args.database {
            Box::pin(deliveries::measure(*backend, &args.load)).await?;
        }
        return Ok(());
    }
    let binary = args.binary.clone().map_or_else(server::build, Ok)?;
    println!("release build of kontor: {:.1} MB", server::megabytes(&binary)?);
    let mut table = report::Table::default();
    if let Some(rows) = args.collections {
        for backend in &args.database {
            table.lines(collections::measure(*backend, &binary, rows).await?);
        }
        print!("{table}");
        return Ok(());
    }
    if args.year {
        for backend in &args.database {
            table.lines(year::measure(*backend, &binary).await?);
        }
        print!("{table}");
        return Ok(());
    }
    if let Some(memberships) = args.memberships {
        for backend in &args.database {
            table.lines(billing::measure(*backend, &binary, memberships).await?);
        }
        print!("{table}");
        return Ok(());
    }
    for backend in &args.database {
        for bookings in &args.bookings {
            let size = Size { members: 1_000, resources: 200, bookings: *bookings };
            let Some(database) = Database::make(*backend)? else {
                println!("{backend:?}: not installed, left out");
                continue;
            };
            eprintln!("{backend:?}: seeding {bookings} bookings …");
            database.seed(&binary, &size)?;
            let kontor = Kontor::start(&binary, &database).await?;
            table.started(*backend, *bookings, kontor.started_in, kontor.memory()?);
            let floor = server::Floor::start(&database).await?;
            let target = cases::Target::find(&kontor).await?;
            for case in cases::reads(&target).into_iter().chain(cases::writes(&target)) {
                let effort = load::Effort { connections: args.connections, duration: Duration::from_secs(args.seconds) };
                let (ours, bytes) = case.drive(&kontor.address, &effort).await?;
                let bare = case.drive_floor(&floor.address, &effort, bytes).await?;
                table.measured(*backend, *bookings, case.name, &ours, &bare);
            }
            if *bookings == args.bookings.first().copied().unwrap_or_default() {
                let effort = load::Effort { connections: args.connections, duration: Duration::from_secs(args.seconds) };
                table.lines(identity::measure(*backend, &binary, &database, &kontor, &effort).await?);
            }
            table.peak(*backend, *bookings, kontor.memory()?);
        }
    }
    print!("{table}");
    Ok(())
}
