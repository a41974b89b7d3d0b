//! Copying a space.

use crate::external_bookings::Lapse;
use crate::jobs::Job;
use crate::operator::no_space;
use crate::{App, Error, FieldError, Result};
use db::{Tx, Value, Values};
use domain::ids::{AdminId, SpaceId};
use domain::sandboxes::{Renaming, invent};
use std::cell::RefCell;
use std::sync::Arc;
use store::SpaceTx;
use store::access::{self, Place};
use store::sandboxes::{self, Made, TABLES, Table};
use store::spaces::{self, Space};

/// What was made.
#[derive(Clone, Debug)]
pub struct Copied {
    pub space: Space,
    /// How many rows of each table, those without any left out.
    pub rows: Vec<(&'static str, u64)>,
}

/// Rows that are read, and written, at once.
const PAGE: u32 = 500;

/// Copies the space with a subdomain into a new sandbox with the same owner, its only admin.
///
/// Everything is read as it is at one instant, and written in parts, so that others can write meanwhile. Until all is there the
/// copy is closed, as a suspended space is.
///
/// # Errors
/// [`Error::Invalid`] where no space has the subdomain, or the new one cannot be had; then nothing is written.
pub async fn create(app: &App, subdomain: &str, wanted: Option<&str>) -> Result<Copied> {
    let from = subdomain.to_owned();
    let found = app.db.read(async move |tx| {
        let Some(space) = spaces::find_by_subdomain(tx, &from).await? else { return Ok(None) };
        let owner = access::enter(tx, &Place::Space(space.id), Some(space.owner_id)).await?.and_then(|entered| entered.admin);
        let profile = spaces::profile(tx, space.id).await?.unwrap_or_default();
        Ok::<_, Error>(owner.map(|owner| (space, owner, profile)))
    });
    let (source, owner, profile) = found.await?.ok_or_else(|| no_space(subdomain))?;
    let subdomain = free(app, &source, wanted).await?;
    let mut space = Space {
        id: app.id::<SpaceId>(),
        network_id: None,
        subdomain,
        name: format!("{} (sandbox)", source.name),
        clock_ahead: Some(source.clock_ahead.unwrap_or_default()),
        domain: None,
        ..source.clone()
    };
    space.settings.0.suspended = true;
    let (id, from) = (space.id, source.id);
    let (new, admin) = (space.clone(), access::Admin { id: app.id::<AdminId>(), ..owner });
    app.db
        .write(async move |tx| {
            spaces::insert(tx, &new, &profile).await?;
            access::insert_admin(tx, id, new.owner_id, &admin, new.created_at).await?;
            // Until it is complete nobody bills in it, or moves its clock.
            sandboxes::want(tx, id, new.created_at, None).await?;
            Ok::<_, Error>(sandboxes::dress(tx, id, from).await?)
        })
        .await?;
    let copier = Arc::new(Copier { db: app.db.clone(), renaming: Renaming::new(from, id, app.chance.bytes()) });
    let rows = app.db.snapshot(async move |tx| copier.all(tx).await).await?;
    space.settings.0.suspended = source.settings.0.suspended;
    open(app.clone().of(&space), space.clone()).await?;
    Ok(Copied { space, rows })
}

/// Opens a copy that is complete, and has lapse what waits to be answered.
async fn open(app: App, space: Space) -> Result<()> {
    let db = app.db.clone();
    db.write(async move |tx| {
        for (booking, begins) in sandboxes::pending(tx, space.id).await? {
            let job = Job::LapseExternalBooking(Lapse { space: space.id, booking });
            app.enqueue(tx, Some(space.id), &job, begins).await?;
        }
        spaces::update(&mut SpaceTx::bind(tx, space.id), &space).await?;
        Ok::<_, Error>(sandboxes::open(tx, space.id).await?)
    })
    .await
}

/// The subdomain that is wanted, or one like the source's.
async fn free(app: &App, source: &Space, wanted: Option<&str>) -> Result<String> {
    let taken = async |names: Vec<String>| app.db.read(async move |tx| Ok::<_, Error>(spaces::taken(tx, &names).await?)).await;
    if let Some(wanted) = wanted {
        let name = domain::spaces::subdomain(wanted)?;
        let used = !taken(vec![name.clone()]).await?.is_empty();
        return if used { Err(FieldError::field("subdomain", "taken", format!("{name} is taken")).into()) } else { Ok(name) };
    }
    let names = RefCell::new(Vec::new());
    domain::spaces::suggest_subdomain(&format!("{} sandbox", source.subdomain), |name| {
        names.borrow_mut().push(name.to_owned());
        names.borrow().len() < 100
    });
    let names = names.into_inner();
    let used = taken(names.clone()).await?;
    let name = names.into_iter().find(|name| !used.contains(name));
    name.ok_or_else(|| FieldError::field("subdomain", "taken", "too many sandboxes of the space; name one yourself").into())
}

struct Copier {
    db: db::Db,
    renaming: Renaming,
}

impl Copier {
    async fn all(&self, tx: &mut Tx) -> Result<Vec<(&'static str, u64)>> {
        let (mut counts, mut people) = (Vec::new(), 0);
        for table in TABLES {
            let count = self.table(tx, table, &mut people).await?;
            if count > 0 {
                counts.push((table.name, count));
            }
        }
        Ok(counts)
    }

    /// Reads with `tx` and writes beside it; how many rows there were.
    async fn table(&self, tx: &mut Tx, table: &'static Table, people: &mut u64) -> Result<u64> {
        let columns = Arc::new(sandboxes::columns(tx, table).await?);
        let made: Vec<Option<Made>> =
            columns.iter().map(|column| table.made.iter().find(|(name, _)| name == column).map(|(_, made)| *made)).collect();
        let (mut count, mut last) = (0, None);
        loop {
            let page = sandboxes::rows(tx, table, &columns, self.renaming.from, last.as_ref(), PAGE).await?;
            let read = page.len();
            last = page.last().cloned();
            let copies: Vec<Values> = page.into_iter().map(|row| self.row(row, &made, people)).collect();
            if read > 0 {
                let columns = Arc::clone(&columns);
                let written = self.db.write(async move |tx| sandboxes::insert(tx, table, &columns, copies.clone()).await);
                written.await?;
            }
            count += u64::try_from(read).unwrap_or(u64::MAX);
            if table.key.is_empty() || read < usize::try_from(PAGE).unwrap_or(usize::MAX) {
                return Ok(count);
            }
        }
    }

    fn row(&self, Values(row): Values, made: &[Option<Made>], people: &mut u64) -> Values {
        *people += 1;
        let number = *people;
        let copy = row.into_iter().zip(made).map(|(value, made)| match made {
            None => self.value(value),
            Some(Made::Invented(_)) if value == Value::Null => Value::Null,
            Some(Made::Invented(what)) => match (invent(*what, number), value) {
                (serde_json::Value::String(text), _) => Value::Text(text),
                (invented, Value::Json(_)) => Value::Json(invented),
                // SQLite keeps JSON as text.
                (invented, _) => Value::Text(invented.to_string()),
            },
            Some(fixed) => fixed.fixed().unwrap_or(Value::Null),
        });
        Values(copy.collect())
    }

    fn value(&self, value: Value) -> Value {
        match value {
            Value::Uuid(id) => Value::Uuid(self.renaming.id(id)),
            Value::Text(text) => Value::Text(self.renaming.text(&text)),
            Value::Json(json) => {
                let renamed = self.renaming.text(&json.to_string());
                Value::Json(serde_json::from_str(&renamed).unwrap_or(json))
            }
            other => other,
        }
    }
}
