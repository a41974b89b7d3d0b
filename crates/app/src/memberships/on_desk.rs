//! Members as admins list them: filtered and sorted, a page at a time or all as a file.

use super::list::{View, complete};
use crate::access::Access;
use crate::accounting::Pieces;
use crate::resources::Page;
use crate::{App, Error, FieldError, Result, list_files};
use documents::tables::Cell;
use domain::scopes::Scope;
use domain::texts;
use store::membership_plans;
use store::memberships::{self, OnDesk};
use store::resources::Slice;

/// As imports call them, so that the file can be brought in elsewhere.
const COLUMNS: [&str; 15] = [
    "name",
    "company",
    "email",
    "phone",
    "plan",
    "starts on",
    "last day",
    "customer number",
    "street",
    "post code",
    "city",
    "state",
    "country",
    "tax id",
    "billing emails",
];

/// A page of members with their plans, and how many they are: above 10,000 no more is counted. For admins.
///
/// # Errors
/// [`Error::Invalid`] for a text that nobody could be called.
pub async fn on_desk(app: &App, access: &Access, wanted: OnDesk, slice: Slice) -> Result<Page<View>> {
    access.require_admin(Scope::ReadMemberships)?;
    if let Some(text) = &wanted.text {
        texts::name(text).map_err(|bad| FieldError::parameter("q", bad.code(), bad.to_string()))?;
    }
    let (access, today) = (access.clone(), access.today());
    app.db
        .snapshot(async move |tx| {
            let mut tx = access.bind(tx);
            let (found, total) = memberships::on_desk(&mut tx, &wanted, today, slice).await?;
            let copies = membership_plans::of_many(&mut tx, found.iter().map(|one| one.id).collect()).await?;
            let items = complete(&mut tx, found, copies, today).await?.views;
            Ok::<_, Error>(Page { items, total })
        })
        .await
}

/// The whole list as a file, written while it is read. For admins.
///
/// # Errors
/// [`Error::RateLimited`] for who takes too many away, and as [`on_desk`].
pub async fn csv(app: &App, access: &Access, wanted: OnDesk) -> Result<Pieces> {
    access.require_admin(Scope::ReadMemberships)?;
    list_files::write(app, access, "members", &COLUMNS, wanted, rows).await
}

async fn rows(app: App, access: Access, wanted: OnDesk, slice: Slice) -> Result<Vec<Vec<Cell>>> {
    Ok(on_desk(&app, &access, wanted, slice).await?.items.iter().map(row).collect())
}

fn row(view: &View) -> Vec<Cell> {
    let (member, plan) = (&view.membership, view.current.as_ref().or(view.upcoming.as_ref()));
    let mut cells = vec![
        Cell::maybe(member.name.clone()),
        Cell::maybe(member.company.clone()),
        Cell::maybe(member.email.clone()),
        Cell::maybe(member.phone.clone()),
        Cell::maybe(plan.map(|copy| copy.terms.0.name.clone())),
        Cell::Day(member.starts_at),
        member.canceled_to.map_or(Cell::Empty, Cell::Day),
        Cell::maybe(member.customer_number.clone()),
    ];
    cells.extend(list_files::address(&member.address.0));
    cells.push(Cell::maybe(member.tax_id.clone()));
    cells.push(Cell::maybe(Some(member.billing_emails.0.join(" ")).filter(|emails| !emails.is_empty())));
    cells
}
