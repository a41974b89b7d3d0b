//! The job: looks things through or makes them, a part in each turn.

use super::rows::{self, Book, Done};
use super::trial::{Beside, Trial};
use super::{begin_running, cobot, go_on};
use crate::access::{self, Access, Caller, Door, Place};
use crate::{App, At, Error, Result};
use db::Tx;
use domain::ids::{ImportId, SpaceId, TokenId, UserId};
use domain::scopes::Scopes;
use serde::{Deserialize, Serialize};
use std::pin::Pin;
use store::SpaceTx;
use store::imports::{self, Fate, Import, Item, Options};

/// Items of one turn: less than a job has time for.
const TURN: usize = 200;
/// Items that are read at a time.
const CHUNK: i64 = 50;
/// How often a transaction that lost a race is tried again.
pub(super) const ATTEMPTS: u32 = 5;

/// An import that a job goes on with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Working {
    pub space: SpaceId,
    pub import: ImportId,
    /// What was done in this turn already is not done again.
    pub turn: i64,
}

/// Takes a turn. Harmless the second time: the turn is over then, or goes on where it was.
///
/// # Errors
/// Trouble of the server; what is wrong with a thing is noted with it.
pub fn work(app: App, work: Working) -> Pin<Box<dyn Future<Output = Result<()>> + Send>> {
    Box::pin(async move { take(&app, &work).await })
}

async fn take(app: &App, work: &Working) -> Result<()> {
    let (space, id) = (work.space, work.import);
    let found = app.db.read(async move |tx| Ok::<_, Error>(imports::find(&mut SpaceTx::bind(tx, space), id).await?)).await?;
    let Some(import) = found.filter(|import| import.turn == work.turn) else { return Ok(()) };
    let access = match of_admin(app, space, UserId(import.created_by)).await {
        Ok(access) => access,
        Err(Error::NotFound { .. } | Error::Forbidden { .. } | Error::PaymentRequired) => {
            return end(app, space, import, Some("Whoever began this may not do so any more.".into())).await;
        }
        Err(error) => return Err(error),
    };
    if super::require(&access, &import.kind).is_err() {
        return end(app, space, import, Some("Whoever began this may not do so any more.".into())).await;
    }
    if import.state == "fetching" { cobot::fetch(app, &access, import).await } else { part(app, &access, import).await }
}

/// The admin as if at a page: what the job may do is what the admin may do now.
pub(crate) async fn of_admin(app: &App, space: SpaceId, user: UserId) -> Result<Access> {
    let caller = Caller { user, token: TokenId(user.0), client: None, scopes: Scopes::all(), bound_to: None, personal: true };
    access::enter_as(app, &caller, Place::Space(space), &[], Door::Related).await
}

async fn part(app: &App, access: &Access, mut import: Import) -> Result<()> {
    let mut book = Book::open(app, access).await?;
    let mut left = TURN;
    while left > 0 {
        let (bound, id, after) = (access.clone(), import.id, import.reached);
        let items = app.db.read(async move |tx| Ok::<_, Error>(imports::next(&mut bound.bind(tx), id, after, CHUNK).await?)).await?;
        if items.is_empty() {
            return over(app, access, import).await;
        }
        let reached = items.last().map_or(after, |item| item.position);
        left = left.saturating_sub(items.len());
        some(app, access, &mut book, &import, items).await?;
        import.reached = reached;
    }
    let (all, space) = (app.clone(), access.space_id());
    app.db
        .write(async move |tx| {
            let mut tx = SpaceTx::bind(tx, space);
            if imports::turn(&mut tx, &import).await? {
                go_on(&all, &mut tx, &Import { turn: import.turn + 1, ..import.clone() }).await?;
            }
            Ok(())
        })
        .await
}

/// Makes things, or sees what would become of them.
async fn some(app: &App, access: &Access, book: &mut Book, import: &Import, items: Vec<Item>) -> Result<()> {
    if import.state == "running" {
        for item in &items {
            one(app, access, book, import, item).await?;
        }
        return Ok(());
    }
    let mut trial = Trial::new(app, access, import);
    for item in items {
        trial.look(book, item).await?;
    }
    trial.end().await
}

/// All items were looked at.
async fn over(app: &App, access: &Access, import: Import) -> Result<()> {
    if import.state == "running" {
        return end(app, access.space_id(), import, None).await;
    }
    let (all, space) = (app.clone(), access.space_id());
    app.db
        .write(async move |tx| {
            let mut tx = SpaceTx::bind(tx, space);
            if import.options.0.at_once {
                return begin_running(&all, &mut tx, import.clone()).await;
            }
            imports::turn(&mut tx, &Import { state: "checked".into(), ..import.clone() }).await?;
            Ok(())
        })
        .await
}

/// Nothing more is done, and no token is kept.
pub(super) async fn end(app: &App, space: SpaceId, import: Import, error: Option<String>) -> Result<()> {
    let now = app.clock.now();
    let state = if error.is_some() { "failed" } else { "done" };
    let ended = Import { state: state.into(), error, secret: None, ended_at: Some(now), ..import };
    app.db
        .write(async move |tx| {
            let mut tx = SpaceTx::bind(tx, space);
            if imports::turn(&mut tx, &ended).await? && ended.error.is_none() {
                imports::empty(&mut tx, ended.id).await?;
            }
            Ok(())
        })
        .await
}

/// A job was given up: nobody waits for it.
pub(crate) async fn give_up(tx: &mut Tx, work: &Working, now: jiff::Timestamp) -> Result<()> {
    let mut tx = SpaceTx::bind(tx, work.space);
    let Some(import) = imports::find(&mut tx, work.import).await?.filter(|import| import.turn == work.turn) else { return Ok(()) };
    let error = Some("Something went wrong with us again and again. What was done so far is noted.".to_owned());
    imports::turn(&mut tx, &Import { state: "failed".into(), error, secret: None, ended_at: Some(now), ..import }).await?;
    Ok(())
}

/// Makes a thing, and notes it in the same transaction.
async fn one(app: &App, access: &Access, book: &mut Book, import: &Import, item: &Item) -> Result<()> {
    let (options, space) = (&import.options.0, access.space_id());
    for attempt in 1.. {
        let (quiet, held) = app.together();
        let fate = match made(&quiet, access, book, (import, item), &Beside::default()).await {
            Ok(Done::Made(target)) => Fate { outcome: "made", target: Some(target), ..Fate::default() },
            Ok(Done::Known(target, reason)) => Fate { outcome: "known", reason: Some(reason), target, ..Fate::default() },
            Err(Error::Retry) if attempt < ATTEMPTS => {
                held.roll_back().await;
                continue;
            }
            Err(error) => {
                held.roll_back().await;
                refused(options, error)?
            }
        };
        let (of, thing, end) = (import.clone(), item.clone(), fate.clone());
        if fate.outcome != "made" {
            held.roll_back().await;
            return app.db.write(async move |tx| Ok::<_, Error>(note(&mut SpaceTx::bind(tx, space), &of, &thing, &end).await?)).await;
        }
        let noted = held.commit(async move |tx: &mut Tx| note(&mut SpaceTx::bind(tx, space), &of, &thing, &end).await).await;
        match noted.map_err(Error::from) {
            Ok(_) => {}
            Err(Error::Retry) if attempt < ATTEMPTS => continue,
            Err(error) => return Err(error),
        }
        app.wake_all();
        if let ("plans", Some(target), Some(name)) = (&*item.kind, fate.target, plan_name(options, item)) {
            book.add_plan(&name, target);
        }
        return Ok(());
    }
    Err(Error::Retry)
}

/// Makes a thing of an import.
pub(super) async fn made(app: &App, access: &Access, book: &mut Book, (import, item): (&Import, &Item), beside: &Beside) -> Result<Done> {
    if import.kind == "space" {
        cobot::make(app, access, (import, item), beside).await
    } else {
        rows::make(app, access, book, &import.options.0, item).await
    }
}

/// Notes what became of a thing, and which of ours it is now.
pub(super) async fn note(tx: &mut SpaceTx<'_>, import: &Import, item: &Item, fate: &Fate) -> db::Result<()> {
    imports::note(tx, import.id, item.position, fate).await?;
    match (&item.remote_id, fate.target) {
        (Some(remote), Some(target)) if import.state == "running" => imports::map(tx, &import.name, &item.kind, remote, target).await,
        _ => Ok(()),
    }
}

fn plan_name(options: &Options, item: &Item) -> Option<String> {
    let place = options.columns.iter().position(|column| column.as_deref() == Some("name"))?;
    item.content.get("cells")?.get(place)?.as_str().map(str::to_owned)
}

/// What is wrong with a thing, in the words of its file; trouble of the server stays an error.
pub(super) fn refused(options: &Options, error: Error) -> Result<Fate> {
    let (place, reason) = match error {
        Error::Invalid(fields) => {
            let told = fields.into_iter().map(|field| {
                let column = match &field.at {
                    At::Base => None,
                    At::Field(name) | At::Relation(name) | At::Parameter(name) => Some(column(options, name)),
                };
                let reason = column.as_ref().map_or_else(|| field.message.to_string(), |column| format!("“{column}” {}", field.message));
                (column, reason)
            });
            let (columns, reasons): (Vec<_>, Vec<_>) = told.unzip();
            (columns.into_iter().flatten().next(), reasons.join("; "))
        }
        Error::NotFound { at: Some(At::Relation(name)) } => {
            let column = column(options, &name);
            let reason = format!("“{column}” is not there");
            (Some(column), reason)
        }
        Error::NotFound { .. } => (None, "It is not there.".into()),
        Error::Forbidden { message, .. } | Error::Conflict { message, .. } | Error::Unbookable { message, .. } => {
            (None, message.into_owned())
        }
        Error::PaymentRequired => (None, "A payment is due.".into()),
        error => return Err(error),
    };
    Ok(Fate { outcome: "refused", place, reason: Some(reason), target: None })
}

/// The name of the column that holds a field, as use cases call it.
fn column(options: &Options, name: &str) -> String {
    let last = name.rsplit(['.', '/']).find(|part| part.parse::<u32>().is_err()).unwrap_or(name);
    let field = match last {
        "starts_at" if options.columns.iter().flatten().any(|column| column == "starts on") => "starts on",
        "starts_at" => "from",
        "ends_at" => "to",
        "first_invoice_at" => "first invoice on",
        "full_address" => "street",
        "price_per_cycle" | "custom_price" => "price",
        "cycle_months" => "months",
        "cancellation_period_days" => "notice days",
        "minimum_commitment_months" => "commitment months",
        "membership" => "member",
        other => other,
    }
    .replace('_', " ");
    let place = options.columns.iter().position(|column| column.as_deref() == Some(&*field));
    place.and_then(|place| options.header.get(place)).cloned().unwrap_or(field)
}
