//! Lists of invoices: by day, by debitor, by status; and the search. Newest first, unless it is said otherwise.

use super::{Invoice, columns};
use crate::{SpaceTx, search, statements, totals};
use db::{Dialect, Query, Result};
use domain::invoices::{PaidStatus, SentStatus};
use jiff::civil::Date;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Which day of an invoice a range is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateField {
    #[default]
    Issued,
    Due,
    Remind,
}

impl DateField {
    fn column(self) -> &'static str {
        match self {
            Self::Issued => "issued_on",
            Self::Due => "due_on",
            Self::Remind => "remind_on",
        }
    }
}

/// Who is to pay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Debitor {
    /// A membership or a team; ids do not tell which.
    Any(Uuid),
    Membership(Uuid),
    Contact(Uuid),
}

/// What a list is to hold; all parts must hold.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub ids: Option<Vec<Uuid>>,
    pub debitor: Option<Debitor>,
    pub from: Option<Date>,
    /// The last day.
    pub to: Option<Date>,
    pub field: DateField,
    pub paid_status: Vec<PaidStatus>,
}

/// What a search orders by, and the index that bears it: of all invoices `invoices_…`, of those in a state
/// `invoices_status_…`. What a recipient is called has none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    InvoiceDate,
    DueDate,
    Number,
    PaidStatus,
    SentStatus,
    Company,
    Name,
    TotalAmount,
}

/// A search.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// Each word must be found in number, recipient or items.
    pub text: String,
    pub paid_status: Vec<PaidStatus>,
    /// Unpaid invoices whose reminder was due before this day count as `late`.
    pub late_before: Option<Date>,
    pub sent_status: Vec<SentStatus>,
    pub sort: Sort,
    pub ascending: bool,
}

impl Search {
    /// Whether nothing is looked for but states, of which totals are kept.
    fn is_plain(&self) -> bool {
        self.text.trim().is_empty() && self.late_before.is_none() && self.sent_status.is_empty()
    }

    /// The order in two parts.
    fn order(&self) -> (&'static str, &'static str) {
        let column = match self.sort {
            Sort::InvoiceDate => " ORDER BY issued_on",
            Sort::DueDate => " ORDER BY due_on",
            Sort::Number => " ORDER BY ordinal",
            Sort::PaidStatus => " ORDER BY paid_status",
            Sort::SentStatus => " ORDER BY sent_status",
            Sort::Company => " ORDER BY lower(COALESCE(recipient->>'company', ''))",
            Sort::Name => " ORDER BY lower(COALESCE(recipient->>'name', ''))",
            Sort::TotalAmount => " ORDER BY gross",
        };
        let ties = match (self.sort, self.ascending) {
            (Sort::Number, true) => " ASC, id ASC LIMIT ",
            (Sort::Number, false) => " DESC, id DESC LIMIT ",
            (_, true) => " ASC, ordinal ASC, id ASC LIMIT ",
            (_, false) => " DESC, ordinal DESC, id DESC LIMIT ",
        };
        (column, ties)
    }
}

statements! {
    // The statements of this module are put together; this one is prepared to see that the columns are right.
    NONE = concat!("SELECT ", columns!(), " FROM invoices WHERE space_id = $1 AND id IS NULL");
}

const PAGE: &str = concat!("SELECT ", columns!(), " FROM invoices WHERE space_id = ");
const COUNT: &str = "SELECT COUNT(*) FROM invoices WHERE space_id = ";

/// Part of a list, and how many it holds in all.
pub async fn list(tx: &mut SpaceTx<'_>, wanted: &Wanted, limit: i64, offset: i64) -> Result<(Vec<Invoice>, i64)> {
    let total = count(tx, wanted).await?;
    let page = filtered(tx.select(PAGE), wanted);
    let order = match wanted.field {
        DateField::Issued => " ORDER BY issued_on DESC, ordinal DESC, id DESC LIMIT ",
        DateField::Due => " ORDER BY due_on DESC, ordinal DESC, id DESC LIMIT ",
        DateField::Remind => " ORDER BY remind_on DESC, ordinal DESC, id DESC LIMIT ",
    };
    Ok((tx.run(page.sql(order).bind(limit).sql(" OFFSET ").bind(offset)).await?, total))
}

async fn count(tx: &mut SpaceTx<'_>, wanted: &Wanted) -> Result<i64> {
    let Wanted { ids: None, debitor: None, from: None, to: None, paid_status, .. } = wanted else {
        return Ok(first(tx, filtered(tx.select(COUNT), wanted)).await?.0);
    };
    kept(tx, &names(paid_status)).await
}

fn names(states: &[PaidStatus]) -> BTreeSet<&'static str> {
    states.iter().map(|status| status.name()).collect()
}

/// The total of those in some states, or of all.
async fn kept(tx: &mut SpaceTx<'_>, states: &BTreeSet<&'static str>) -> Result<i64> {
    if states.is_empty() {
        return totals::all(tx, "invoices").await;
    }
    totals::parts(tx, "invoices", states.iter().map(|name| (*name).to_owned())).await
}

async fn first(tx: &mut SpaceTx<'_>, query: Query) -> Result<(i64,)> {
    tx.run(query).await?.pop().ok_or(db::Error::NoRow)
}

fn filtered(mut query: Query, wanted: &Wanted) -> Query {
    if let Some(ids) = &wanted.ids {
        query = query.sql(" AND id IN ").list(ids.iter().copied());
    }
    query = match wanted.debitor {
        Some(Debitor::Any(id)) => query.sql(" AND (membership_id = ").bind(id).sql(" OR team_id = ").bind(id).sql(")"),
        Some(Debitor::Membership(id)) => query.sql(" AND membership_id = ").bind(id),
        Some(Debitor::Contact(id)) => query.sql(" AND contact_id = ").bind(id),
        None => query,
    };
    if let Some(from) = wanted.from {
        query = query.sql(" AND ").sql(wanted.field.column()).sql(" >= ").bind(from);
    }
    if let Some(to) = wanted.to {
        query = query.sql(" AND ").sql(wanted.field.column()).sql(" <= ").bind(to);
    }
    if !wanted.paid_status.is_empty() {
        query = query.sql(" AND paid_status IN ").list(wanted.paid_status.iter().map(|status| status.name()));
    }
    query
}

/// Part of what a search finds, and how many that are in all.
pub async fn search(tx: &mut SpaceTx<'_>, wanted: &Search, limit: i64, offset: i64) -> Result<(Vec<Invoice>, i64)> {
    let (dialect, states) = (tx.global().dialect(), names(&wanted.paid_status));
    let (plain, (column, ties)) = (wanted.is_plain(), wanted.order());
    let total = if plain { kept(tx, &states).await? } else { first(tx, found(tx.select(COUNT), dialect, wanted)).await?.0 };
    let page = if plain && states.len() > 1 {
        state_by_state(tx.space().0, &states, (column, ties), limit.saturating_add(offset))
    } else {
        found(tx.select(PAGE), dialect, wanted)
    };
    Ok((tx.run(page.sql(column).sql(ties).bind(limit).sql(" OFFSET ").bind(offset)).await?, total))
}

/// Those in several states: of each no more than the page can need, in the order of its index. Else few open invoices would be
/// looked for among all that were ever paid.
fn state_by_state(space: Uuid, states: &BTreeSet<&'static str>, (column, ties): (&'static str, &'static str), need: i64) -> Query {
    let each = |query: Query, (place, state): (usize, &&'static str)| {
        let query = query.sql(if place == 0 { "SELECT * FROM (" } else { " UNION ALL SELECT * FROM (" }).sql(PAGE).bind(space);
        query.sql(" AND paid_status = ").bind(*state).sql(column).sql(ties).bind(need).sql(") one")
    };
    states.iter().enumerate().fold(Query::new("SELECT * FROM ("), each).sql(") invoices")
}

fn found(mut query: Query, dialect: Dialect, wanted: &Search) -> Query {
    for word in wanted.text.to_lowercase().split_whitespace() {
        query = search::containing(query.sql(" AND "), dialect, search::In::Invoices, word);
    }
    if wanted.sent_status == [SentStatus::Unsent] {
        // Written out for the index that holds these alone; without a day SQLite counts them in the whole table.
        query = query.sql(" AND sent_status = 'unsent' AND issued_on >= ").bind(Date::constant(1, 1, 1));
    } else if !wanted.sent_status.is_empty() {
        query = query.sql(" AND sent_status IN ").list(wanted.sent_status.iter().map(|status| status.name()));
    }
    match (wanted.paid_status.is_empty(), wanted.late_before) {
        (true, None) => query,
        (true, Some(day)) => late(query.sql(" AND "), day),
        (false, None) => query.sql(" AND paid_status IN ").list(wanted.paid_status.iter().map(|status| status.name())),
        (false, Some(day)) => {
            let query = query.sql(" AND (paid_status IN ").list(wanted.paid_status.iter().map(|status| status.name()));
            late(query.sql(" OR "), day).sql(")")
        }
    }
}

fn late(query: Query, day: Date) -> Query {
    query.sql("(paid_status = 'unpaid' AND remind_on < ").bind(day).sql(")")
}
