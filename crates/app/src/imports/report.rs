//! What an import says afterwards, and what its files look like.

use super::get;
use crate::access::Access;
use crate::{App, Error, Result};
use documents::tables::{self, Cell, MARK};
use domain::ids::ImportId;
use domain::imports::Kind;
use serde_json::Value;
use std::fmt::Write as _;
use store::imports::{self, Item};

/// Lines that are read at a time.
const PAGE: i64 = 500;

/// A line or a thing that did not fit.
#[derive(Clone, Debug)]
pub struct Problem {
    pub position: i64,
    pub kind: String,
    pub line: i64,
    /// What it is called, as far as that is known.
    pub name: String,
    pub place: Option<String>,
    pub reason: String,
}

fn problem(item: Item) -> Problem {
    let name = ["name", "title", "label", "text"].iter().find_map(|field| item.content.get(field).and_then(Value::as_str));
    let name = name.unwrap_or_default().chars().take(80).collect();
    Problem { position: item.position, kind: item.kind, line: item.line, name, place: item.place, reason: item.reason.unwrap_or_default() }
}

/// What did not fit, behind a position. For admins who may bring in what the import holds.
pub async fn problems(app: &App, access: &Access, id: ImportId, after: i64, limit: i64) -> Result<Vec<Problem>> {
    get(app, access, id).await?;
    Ok(refused(app, access, id, after, limit).await?.into_iter().map(problem).collect())
}

async fn refused(app: &App, access: &Access, id: ImportId, after: i64, limit: i64) -> Result<Vec<Item>> {
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(imports::of_outcome(&mut access.bind(tx), id, "refused", after, limit).await?)).await
}

/// The lines that did not fit as a file, each with its problem: to be mended and brought in again.
pub async fn csv(app: &App, access: &Access, id: ImportId) -> Result<String> {
    let standing = get(app, access, id).await?;
    let text = |text: &str| Cell::Text(text.to_owned());
    let of_file = standing.import.kind != "space";
    let mut file = MARK.to_owned();
    let header = &standing.import.options.0.header;
    let head: Vec<Cell> = if of_file {
        ["Line", "Problem"].into_iter().map(text).chain(header.iter().map(|name| text(name))).collect()
    } else {
        ["Kind", "Id", "Name", "Problem"].into_iter().map(text).collect()
    };
    file.push_str(&tables::csv(&head));
    let mut after = 0;
    loop {
        let items = refused(app, access, id, after, PAGE).await?;
        let Some(last) = items.last() else { return Ok(file) };
        after = last.position;
        for item in items {
            let reason = item.reason.clone().unwrap_or_default();
            let cells = item.content.get("cells").and_then(Value::as_array).cloned().unwrap_or_default();
            let row: Vec<Cell> = if of_file {
                let begin = [Cell::Number(item.line.into()), Cell::Text(reason)];
                begin.into_iter().chain(cells.iter().map(|cell| text(cell.as_str().unwrap_or_default()))).collect()
            } else {
                let (remote, named) = (item.remote_id.clone().unwrap_or_default(), problem(item));
                vec![Cell::Text(named.kind), Cell::Text(remote), Cell::Text(named.name), Cell::Text(reason)]
            };
            file.push_str(&tables::csv(&row));
        }
    }
}

/// A file to begin with: the names of columns and an example.
pub fn template(kind: Kind) -> String {
    let mut file = MARK.to_owned();
    let row = |cell: fn(&domain::imports::Field) -> &'static str| {
        tables::csv(&kind.fields().iter().map(|field| Cell::Text(cell(field).to_owned())).collect::<Vec<_>>())
    };
    let _ = write!(file, "{}{}", row(|field| field.name), row(|field| field.example));
    file
}
