//! A list of invoices as a file to take away. What accountants take out by the day is in [`crate::accounting`].

use super::search;
use crate::access::Access;
use crate::accounting::{self, Pieces};
use crate::{App, Result, list_files};
use documents::tables::Cell;
use domain::scopes::Scope;
use store::invoices::Search;
use store::resources::Slice;

/// What a search finds, in its order, with the columns that accountants get; written while it is read. For admins here and in
/// the network.
///
/// # Errors
/// [`Error::RateLimited`](crate::Error::RateLimited) for who takes too many away.
pub async fn csv(app: &App, access: &Access, wanted: Search) -> Result<Pieces> {
    access.require_network_admin(Scope::ReadInvoices)?;
    list_files::write(app, access, "invoices", accounting::INVOICE_COLUMNS, wanted, rows).await
}

async fn rows(app: App, access: Access, wanted: Search, slice: Slice) -> Result<Vec<Vec<Cell>>> {
    Ok(search(&app, &access, wanted, slice).await?.items.iter().map(accounting::invoice).collect())
}
