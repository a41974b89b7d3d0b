//! `kontor seed`: synthetic data for tests and benchmarks, always the same for the same arguments.

mod bookings;
mod grid;
mod space;

use crate::database::{self, Use};
use crate::dice::Dice;
use crate::failure::Failure;
use crate::settings::Settings;
use app::{App, Chance, Clock, Error};
use bookings::Maker;
use clap::Args;
use grid::Grid;
use indicatif::{ProgressBar, ProgressStyle};
use jiff::ToSpan;
use jiff::tz::TimeZone;
use space::Made;
use std::sync::Arc;
use store::SpaceTx;
use store::bookings::{New, insert_all};
use tokio::task::JoinHandle;

/// How much to make; members, resources and bookings are for each space.
#[derive(Args, Clone, Debug)]
pub struct Size {
    /// Spaces: seed-1, seed-2 and so on, each with its owner owner-1@seed.test and so on
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub spaces: u32,
    /// Members of each space: member-1-1@seed.test is the first one of seed-1
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(..=1_000_000))]
    pub members: u32,
    /// Resources of each space; every fifth has three units
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u32).range(..=100_000))]
    pub resources: u32,
    /// Bookings of each space, spread over 2026 and, when they do not fit, over the years before
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u64).range(..=1_000_000_000))]
    pub bookings: u64,
    /// Another seed gives other data; the same seed gives the same data, ids included
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    pub seed: u64,
}

const PASSWORD: &str = "kontor-seed";
/// Spaces and members are there so many days before the first booking.
const HEAD_START: i64 = 31;
/// How many bookings one transaction writes.
const BATCH: usize = 5_000;

fn subdomain(number: u32) -> String {
    format!("seed-{number}")
}

/// Fills the database; what was made, for standard output.
pub async fn seed(settings: &Settings, size: &Size) -> Result<String, Failure> {
    let units = (0..size.resources).map(space::units).sum();
    let grid = Grid::new(units, size.bookings).ok_or_else(|| {
        let what = format!("{} bookings find no place on {} resources", size.bookings, size.resources);
        Failure::new(what, "raise --resources, or lower --bookings")
    })?;
    let (db, _) = database::open(settings, Use::Beside).await?;
    let began = grid.first_day.checked_sub(HEAD_START.days()).map(|day| day.at(0, 0, 0, 0)).and_then(|day| TimeZone::UTC.to_timestamp(day));
    let began = began.map_err(Error::internal)?;
    let app = App::new(db, Clock::standing_at(began), Chance::seeded(size.seed), settings.base_url.clone());
    require_none(&app, size).await?;

    let password_hash = app.hash_password(PASSWORD.into()).await?;
    let bar = progress(size);
    for number in 1..=size.spaces {
        let made = space::make(&app, size, number, &password_hash);
        bar.set_message(subdomain(number));
        Arc::new(made.stock.clone()).write_in_parts(&app).await?;
        write_bookings(&app, &grid, &made, &bar).await?;
    }
    app.db.analyze().await?;
    bar.finish_and_clear();
    let Size { spaces, members, resources, bookings, .. } = size;
    Ok(format!("{spaces} spaces, each with {members} members, {resources} resources and {bookings} bookings; password {PASSWORD}"))
}

/// Refuses to write among data of the same names.
async fn require_none(app: &App, size: &Size) -> Result<(), Failure> {
    let names: Vec<String> = (1..=size.spaces).map(subdomain).collect();
    let taken = app.db.read(async move |tx| Ok::<_, Error>(store::spaces::taken(tx, &names).await?)).await?;
    taken.into_iter().min().map_or(Ok(()), |name| {
        Err(Failure::new(format!("there is a space {name} already"), "seed another database, by --data-dir or --database-url"))
    })
}

/// Makes rows while those before them are written.
async fn write_bookings(app: &App, grid: &Grid, made: &Made, bar: &ProgressBar) -> Result<(), Failure> {
    let dice = Dice(app.chance.clone());
    let mut maker = Maker::new(app, &dice, grid, made);
    let mut places = grid.places(&dice).peekable();
    let mut writing: Option<JoinHandle<app::Result<u64>>> = None;
    while places.peek().is_some() {
        let rows = places.by_ref().take(BATCH).map(|cell| maker.booking(cell)).collect::<app::Result<Vec<_>>>()?;
        if let Some(before) = writing.replace(tokio::spawn(write(app.clone(), made.stock.space.id, rows))) {
            bar.inc(before.await.map_err(Error::internal)??);
        }
    }
    if let Some(last) = writing {
        bar.inc(last.await.map_err(Error::internal)??);
    }
    Ok(())
}

async fn write(app: App, space: domain::ids::SpaceId, rows: Vec<New>) -> app::Result<u64> {
    let rows = Arc::new(rows);
    let count = u64::try_from(rows.len()).unwrap_or_default();
    app.db.write(async move |tx| Ok::<_, Error>(insert_all(&mut SpaceTx::bind(tx, space), &rows).await?)).await?;
    Ok(count)
}

/// On standard error, when that is a terminal.
fn progress(size: &Size) -> ProgressBar {
    let bar = ProgressBar::new(u64::from(size.spaces).saturating_mul(size.bookings));
    let style = ProgressStyle::with_template("{msg} {wide_bar} {human_pos} of {human_len} bookings, {eta} left");
    style.map_or(bar.clone(), |style| bar.with_style(style))
}
