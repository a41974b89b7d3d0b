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

/// What a search orders by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    InvoiceDate,
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
    if paid_status.is_empty() {
        return totals::all(tx, "invoices").await;
    }
    let statuses: BTreeSet<String> = paid_status.iter().map(|status| status.name().to_owned()).collect();
    totals::parts(tx, "invoices", statuses).await
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
    let dialect = tx.global().dialect();
    let (total,): (i64,) = first(tx, found(tx.select(COUNT), dialect, wanted)).await?;
    let column = match wanted.sort {
        Sort::InvoiceDate => " ORDER BY issued_on",
        Sort::Number => " ORDER BY ordinal",
        Sort::PaidStatus => " ORDER BY paid_status",
        Sort::SentStatus => " ORDER BY sent_status",
        Sort::Company => " ORDER BY lower(COALESCE(recipient->>'company', ''))",
        Sort::Name => " ORDER BY lower(COALESCE(recipient->>'name', ''))",
        Sort::TotalAmount => " ORDER BY gross",
    };
    let ties = if wanted.ascending { " ASC, ordinal ASC, id ASC LIMIT " } else { " DESC, ordinal DESC, id DESC LIMIT " };
    let page = found(tx.select(PAGE), dialect, wanted).sql(column).sql(ties).bind(limit).sql(" OFFSET ").bind(offset);
    Ok((tx.run(page).await?, total))
}

fn found(mut query: Query, dialect: Dialect, wanted: &Search) -> Query {
    for word in wanted.text.to_lowercase().split_whitespace() {
        query = search::containing(query.sql(" AND "), dialect, search::In::Invoices, word);
    }
    if !wanted.sent_status.is_empty() {
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
