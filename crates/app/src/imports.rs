//! Bringing in what a space had before: members, plans and bookings from files, a whole space from Cobot.
//!
//! What is brought in is first looked through (each thing is made by the use case that everybody uses, and undone again),
//! then carried out. A thing and the note that it was made are one transaction: whatever breaks in between, nothing is made
//! twice. See [decision 25](../../../docs/decisions/0025-imports.md).

mod cobot;
mod report;
mod rows;
mod trial;
mod values;
mod work;

pub use cobot::{FromCobot, begin_cobot};
pub use report::{Problem, csv, problems, template};
pub use work::{Working, work};
pub(crate) use work::{give_up, of_admin};

use crate::access::Access;
use crate::jobs::Job;
use crate::throttles::{self, Quota};
use crate::{App, Error, FieldError, Result};
use documents::tables::reading;
use domain::ids::ImportId;
use domain::imports::{Kind, Missing};
use domain::permissions::Category;
use domain::scopes::Scope;
use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use std::collections::HashMap;
use store::Json;
use store::SpaceTx;
use store::imports::{self, Count, NewItem, Options};

pub use store::imports::Import;

/// Lines of one file.
pub const MOST_LINES: usize = 5_000;
/// Imports of a space in an hour.
const OFTEN: Quota = Quota { name: "import", attempts: 60, minutes: 60 };
/// How long a report is kept.
const KEPT: SignedDuration = SignedDuration::from_hours(24 * 90);
/// Imports that are listed.
const LISTED: i64 = 50;
/// Columns of one file.
const MOST_COLUMNS: usize = 100;

/// A file to bring in.
#[derive(Clone, Debug)]
pub struct Upload {
    pub kind: Kind,
    pub name: String,
    pub file: Vec<u8>,
    /// Members get a mail with the link to their membership.
    pub invite: bool,
}

/// What an admin must be allowed to do.
fn scopes(kind: &str) -> &'static [Scope] {
    match kind {
        "members" => &[Scope::WriteMemberships],
        "plans" => &[Scope::WritePlanExtras],
        "bookings" => &[Scope::WriteBookings],
        _ => &[Scope::WriteMemberships, Scope::WritePlanExtras, Scope::WriteBookings, Scope::WriteResources, Scope::WriteNavigationLinks],
    }
}

/// Whether the caller may bring in what is of a kind: `members`, `plans`, `bookings` or `space`.
pub fn may(access: &Access, kind: &str) -> bool {
    scopes(kind).iter().all(|scope| access.is_admin(*scope)) && (kind != "space" || access.edits(Category::SpaceSettings))
}

fn require(access: &Access, kind: &str) -> Result<()> {
    for scope in scopes(kind) {
        access.require_admin(*scope)?;
    }
    if may(access, kind) {
        Ok(())
    } else {
        Err(Error::forbidden("not_permitted", "This needs the permission to edit the settings of the space."))
    }
}

/// Takes a file and has it looked through; nothing is made by that.
///
/// # Errors
/// [`Error::Invalid`] for a file that cannot be read, or lacks a column.
pub async fn begin(app: &App, access: &Access, upload: Upload) -> Result<ImportId> {
    require(access, upload.kind.name())?;
    throttles::attempt(app, OFTEN, &access.space_id().to_string()).await?;
    let wrong = |code, message: String| Error::from(FieldError::field("file", code, message));
    if upload.file.len() > crate::bank::MOST_BYTES {
        return Err(wrong("too_large", "must have at most 5 MB".into()));
    }
    let sheet = reading::read(&upload.file, MOST_LINES).map_err(|why| wrong("unreadable", why.to_string()))?;
    if sheet.header.len() > MOST_COLUMNS {
        return Err(wrong("too_many", format!("has more than {MOST_COLUMNS} columns")));
    }
    let columns = upload.kind.columns(&sheet.header);
    let columns = columns.map_err(|Missing(names)| wrong("columns", format!("has no column {}", names.join(", "))))?;
    let mut seen = HashMap::new();
    let items = sheet.lines.into_iter().map(|line| {
        let number = i64::try_from(line.number).unwrap_or(i64::MAX);
        let key = rows::key(upload.kind, &columns, &line.cells);
        let same_as = key.and_then(|key| match seen.get(&key) {
            Some(first) => Some(*first),
            None => seen.insert(key, number).and(None),
        });
        let content = json!({ "cells": line.cells, "same_as": same_as });
        NewItem { kind: upload.kind.name().into(), remote_id: None, line: number, content }
    });
    let items: Vec<_> = items.collect();
    let columns = columns.into_iter().map(|field| field.map(str::to_owned)).collect();
    let options = Options { header: sheet.header, columns, invite: upload.invite, ..Options::default() };
    let name: String = upload.name.chars().filter(|letter| !letter.is_control()).take(100).collect();
    start(app, access, new(app, access, upload.kind.name(), name, ("checking", options))?, items).await
}

fn new(app: &App, access: &Access, kind: &str, name: String, (state, options): (&str, Options)) -> Result<Import> {
    Ok(Import {
        id: app.id(),
        kind: kind.into(),
        name,
        state: state.into(),
        options: Json(options),
        turn: 0,
        reached: 0,
        secret: None,
        error: None,
        created_by: access.user().ok_or(Error::Unauthenticated)?.0,
        created_at: app.clock.now(),
        ended_at: None,
    })
}

async fn start(app: &App, access: &Access, new: Import, items: Vec<NewItem>) -> Result<ImportId> {
    let (id, all, access) = (new.id, app.clone(), access.clone());
    let written = app.db.write(async move |tx| {
        let mut tx = access.bind(tx);
        imports::delete_old(&mut tx, new.created_at.saturating_sub(KEPT).unwrap_or(Timestamp::MIN)).await?;
        imports::insert(&mut tx, &new).await?;
        imports::insert_items(&mut tx, new.id, &items).await?;
        go_on(&all, &mut tx, &new).await
    });
    written.await?;
    Ok(id)
}

/// Has the next turn taken by a job.
async fn go_on(app: &App, tx: &mut SpaceTx<'_>, import: &Import) -> Result<()> {
    go_on_after(app, tx, import, SignedDuration::ZERO).await
}

/// The same, after a pause.
async fn go_on_after(app: &App, tx: &mut SpaceTx<'_>, import: &Import, pause: SignedDuration) -> Result<()> {
    let work = Working { space: tx.space(), import: import.id, turn: import.turn };
    let at = app.clock.now().checked_add(pause).map_err(Error::internal)?;
    app.enqueue(tx.global(), Some(work.space), &Job::Import(work), at).await.map(drop)
}

/// An import and how far it is.
#[derive(Clone, Debug)]
pub struct Standing {
    pub import: Import,
    pub counts: Vec<Count>,
}

impl Standing {
    /// Whether a job works on it.
    pub fn busy(&self) -> bool {
        matches!(&*self.import.state, "fetching" | "checking" | "running")
    }

    /// All items.
    pub fn total(&self) -> i64 {
        self.counts.iter().map(|count| count.items).sum()
    }

    /// Items with this outcome.
    pub fn of(&self, outcome: &str) -> i64 {
        self.counts.iter().filter(|count| count.outcome.as_deref() == Some(outcome)).map(|count| count.items).sum()
    }

    /// Items that were looked at in this state.
    pub fn looked_at(&self) -> i64 {
        self.counts.iter().filter(|count| count.outcome.is_some()).map(|count| count.items).sum()
    }
}

/// The latest imports that the caller may see, newest first. For admins.
pub async fn list(app: &App, access: &Access) -> Result<Vec<Import>> {
    let bound = access.clone();
    let mut found = app.db.read(async move |tx| Ok::<_, Error>(imports::list(&mut bound.bind(tx), LISTED).await?)).await?;
    found.retain(|import| may(access, &import.kind));
    Ok(found)
}

/// One import. For admins who may bring in what it holds.
pub async fn get(app: &App, access: &Access, id: ImportId) -> Result<Standing> {
    let bound = access.clone();
    let found = app.db.snapshot(async move |tx| {
        let mut tx = bound.bind(tx);
        let import = imports::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
        Ok::<_, Error>(Standing { counts: imports::counts(&mut tx, id).await?, import })
    });
    let found = found.await?;
    require(access, &found.import.kind)?;
    Ok(found)
}

/// Makes what was looked through.
///
/// # Errors
/// [`Error::Conflict`] where it was not looked through yet, or was carried out.
pub async fn carry_out(app: &App, access: &Access, id: ImportId) -> Result<()> {
    get(app, access, id).await?;
    let (all, access) = (app.clone(), access.clone());
    app.db
        .write(async move |tx| {
            let mut tx = access.bind(tx);
            let import = imports::find(&mut tx, id).await?.ok_or(Error::NOT_FOUND)?;
            if import.state != "checked" {
                return Err(Error::conflict("not_checked", "This was carried out already, or is being looked through."));
            }
            begin_running(&all, &mut tx, import).await
        })
        .await
}

async fn begin_running(app: &App, tx: &mut SpaceTx<'_>, mut import: Import) -> Result<()> {
    (import.state, import.reached) = ("running".into(), 0);
    imports::forget(tx, import.id).await?;
    if !imports::turn(tx, &import).await? {
        return Err(Error::conflict("changed_meanwhile", "Somebody has carried this out this moment."));
    }
    import.turn += 1;
    go_on(app, tx, &import).await
}

/// Removes an import with its report. What it has made stays.
///
/// # Errors
/// [`Error::Conflict`] while a job works on it.
pub async fn discard(app: &App, access: &Access, id: ImportId) -> Result<()> {
    if get(app, access, id).await?.busy() {
        return Err(Error::conflict("busy", "This is being worked on. Wait until it is done."));
    }
    let access = access.clone();
    app.db.write(async move |tx| Ok::<_, Error>(imports::delete(&mut access.bind(tx), id).await?)).await.map(drop)
}
