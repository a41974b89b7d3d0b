//! `--memberships N`: a billing run over N memberships with usage, in this process: invoices a second, what a PDF costs, and
//! whether memory stays flat.

use crate::report::Memory;
use crate::server::{Database, Size, memory_of};
use crate::{Backend, Result};
use app::access::{Access, Door, Place, authenticate, enter_as};
use app::billing::{Billing, run};
use app::invoices::{Payments, pdf};
use app::{App, BaseUrl, Chance, Clock, operator};
use db::{Db, Options};
use domain::ids::InvoiceId;
use std::path::Path;
use std::time::{Duration, Instant};
use store::SpaceTx;
use store::invoices::Wanted;

/// PDFs that are made to know what one costs.
const PDFS: i64 = 200;
/// Bookings of each membership.
const BOOKINGS: u32 = 5;
/// After so many days every membership has a bill.
const DAYS: i64 = 35;

/// Seeds, bills and prints; the lines for the table.
pub async fn measure(backend: Backend, binary: &Path, memberships: u32) -> Result<Vec<String>> {
    let Some(database) = Database::make(backend)? else { return Ok(vec![format!("{backend:?}: not installed, left out")]) };
    eprintln!("{backend:?}: seeding {memberships} memberships …");
    database.seed(binary, &Size { members: memberships, resources: 20, bookings: memberships * BOOKINGS })?;
    let app = open(&database).await?;
    let access = enter(&app).await?;
    forget_past(&app, &access).await?;
    let before = memory_of(std::process::id())?;
    let (made, took) = bill(&app, &access).await?;
    let after = memory_of(std::process::id())?;
    let printed = print(&app, &access).await?;
    let peak = memory_of(std::process::id())?;
    Ok(lines(backend, memberships, (made, took), printed, (before, after, peak)))
}

async fn open(database: &Database) -> Result<App> {
    let db = Db::connect(&database.url, &Options::default())?;
    let hosts = BaseUrl::parse("http://localhost:3000")?;
    let now = Clock::System.now();
    db.migrate(store::MIGRATIONS, now).await?;
    Ok(App::new(db, Clock::standing_at(now), Chance::System, hosts))
}

async fn enter(app: &App) -> Result<Access> {
    let token = operator::create_token(app, "owner-1@seed.test", "read write".parse()?, None).await?;
    let caller = authenticate(app, token.reveal()).await?;
    Ok(enter_as(app, &caller, Place::Subdomain("seed-1".into()), &[], Door::Related).await?)
}

/// Moves the clock to when everybody has something to be billed for.
async fn forget_past(app: &App, access: &Access) -> Result<()> {
    let space = access.space_id();
    app.clock.advance(DAYS * 24 * 60);
    // Who looks first finds out for each membership when it is billed: that is no part of the run.
    let asked = app.db.read(async move |tx| store::billing::is_due(&mut SpaceTx::bind(tx, space), jiff_day()).await).await?;
    if asked { Ok(()) } else { Err("nobody has to be billed".into()) }
}

fn jiff_day() -> jiff::civil::Date {
    jiff::civil::date(9999, 12, 30)
}

async fn count(app: &App, access: &Access) -> Result<i64> {
    let space = access.space_id();
    let found = app.db.read(async move |tx| store::invoices::list(&mut SpaceTx::bind(tx, space), &Wanted::default(), 1, 0).await).await?;
    Ok(found.1)
}

async fn bill(app: &App, access: &Access) -> Result<(i64, Duration)> {
    let (before, begin) = (count(app, access).await?, Instant::now());
    let mut rest = Some(Billing { space: access.space_id(), after: None });
    while let Some(work) = rest {
        rest = run(app, &work).await?;
    }
    let took = begin.elapsed();
    Ok((count(app, access).await? - before, took))
}

/// How many PDFs were made, how long that took, and how many bytes they have.
async fn print(app: &App, access: &Access) -> Result<(usize, Duration, usize)> {
    let space = access.space_id();
    let page = app.db.read(async move |tx| store::invoices::list(&mut SpaceTx::bind(tx, space), &Wanted::default(), PDFS, 0).await).await?;
    let ids: Vec<InvoiceId> = page.0.into_iter().map(|invoice| invoice.id).collect();
    let (begin, mut bytes) = (Instant::now(), 0);
    for id in &ids {
        bytes += pdf(app, access, *id, Payments::Shown).await?.body.len();
    }
    Ok((ids.len(), begin.elapsed(), bytes))
}

fn lines(
    backend: Backend,
    memberships: u32,
    (made, took): (i64, Duration),
    (pdfs, printing, bytes): (usize, Duration, usize),
    (before, after, peak): (Memory, Memory, Memory),
) -> Vec<String> {
    let rate = |count: f64, took: Duration| if took.is_zero() { 0.0 } else { count / took.as_secs_f64() };
    let made_f = f64::from(i32::try_from(made).unwrap_or(i32::MAX));
    let each = if pdfs == 0 { Duration::ZERO } else { printing / u32::try_from(pdfs).unwrap_or(u32::MAX) };
    let with_pdf = rate(made_f, took + each * u32::try_from(made).unwrap_or(u32::MAX));
    vec![
        format!("\n{backend:?}, {memberships} memberships with {BOOKINGS} bookings each"),
        format!("billing run                       {made} invoices in {:.1} s, {:.0} a second", took.as_secs_f64(), rate(made_f, took)),
        format!("with a PDF of each                {with_pdf:.0} a second, one core"),
        format!(
            "one PDF                           {:.1} ms, {} kB (of {pdfs})",
            each.as_secs_f64() * 1000.0,
            bytes.checked_div(pdfs.max(1)).unwrap_or_default() / 1024
        ),
        format!(
            "memory                            {:.0} MB before, {:.0} MB after the run, {:.0} MB at its peak",
            before.now_megabytes, after.now_megabytes, peak.peak_megabytes
        ),
    ]
}
