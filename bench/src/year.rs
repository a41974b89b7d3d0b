//! `--year`: a year of a space with 500 members, moved on at once in a sandbox, in this process.

use crate::server::{Database, Size, memory_of};
use crate::{Backend, Result};
use app::{App, BaseUrl, Chance, Clock, sandboxes};
use db::{Db, Options};
use jiff::ToSpan as _;
use jobs::Post;
use std::path::Path;
use std::time::Instant;

const MEMBERS: u32 = 500;
/// In the months before and after the day of the seed.
const BOOKINGS: u32 = 5_000;

/// Seeds, copies, moves on and prints; the lines for the table.
pub async fn measure(backend: Backend, binary: &Path) -> Result<Vec<String>> {
    let Some(database) = Database::make(backend)? else { return Ok(vec![format!("{backend:?}: not installed, left out")]) };
    eprintln!("{backend:?}: seeding {MEMBERS} members …");
    database.seed(binary, &Size { members: MEMBERS, resources: 20, bookings: BOOKINGS })?;
    let db = Db::connect(&database.url, &Options::default())?;
    db.migrate(store::MIGRATIONS, Clock::System.now()).await?;
    let app = App::new(db, Clock::System, Chance::System, BaseUrl::parse("http://localhost:3000")?);
    let begin = Instant::now();
    let space = Box::pin(sandboxes::create(&app, "seed-1", None)).await?.space;
    let copied = begin.elapsed();
    let (journey, begin, mut steps) = (sandboxes::begin(&app, &space.subdomain, 1.years()).await?, Instant::now(), 0_u32);
    Box::pin(jobs::advance(&app, journey, Post::Kept, |_| steps += 1)).await?;
    let took = begin.elapsed();
    let sums = sandboxes::sums(&app, space.id).await?;
    let memory = memory_of(std::process::id())?;
    Ok(vec![
        format!("\n{backend:?}, a year of {MEMBERS} members"),
        format!("copied into a sandbox in           {:.1} s", copied.as_secs_f64()),
        format!("a year in                          {:.1} s, {steps} steps", took.as_secs_f64()),
        format!("made                               {} invoices, {} mails, {} events", sums.invoices, sums.mails, sums.events),
        format!("memory at its peak                 {:.0} MB", memory.peak_megabytes),
    ])
}
