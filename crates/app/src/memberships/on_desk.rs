//! Members as admins list them: filtered and sorted, a page at a time or all as a file.

use super::list::{View, complete};
use crate::access::Access;
use crate::accounting::Pieces;
use crate::resources::Page;
use crate::throttles::{self, Quota};
use crate::{App, Error, FieldError, Result};
use documents::tables::{self, Cell, MARK};
use domain::scopes::Scope;
use domain::texts;
use store::membership_plans;
use store::memberships::{self, OnDesk};
use store::resources::Slice;
use tokio::sync::mpsc;

/// Rows that are read at a time.
const PAGE: i64 = 500;
/// Pieces that wait to be sent.
const AHEAD: usize = 2;
/// Files that one person takes away in an hour.
pub(crate) const OFTEN: Quota = Quota { name: "list-export", attempts: 60, minutes: 60 };
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
/// [`Error::RateLimited`] for who takes too many away.
pub async fn csv(app: &App, access: &Access, wanted: OnDesk) -> Result<Pieces> {
    access.require_admin(Scope::ReadMemberships)?;
    let user = access.user().ok_or(Error::Unauthenticated)?;
    throttles::attempt(app, OFTEN, &user.to_string()).await?;
    let (give, take) = mpsc::channel(AHEAD);
    let (app, access) = (app.clone(), access.clone());
    tokio::spawn(async move {
        let head: Vec<_> = COLUMNS.into_iter().map(|name| Cell::Text(name.to_owned())).collect();
        let mut piece = format!("{MARK}{}", tables::csv(&head));
        let mut offset = 0;
        loop {
            let found = on_desk(&app, &access, wanted.clone(), Slice { limit: PAGE, offset }).await;
            let (last, text) = match found {
                Ok(found) => {
                    let last = i64::try_from(found.items.len()) != Ok(PAGE);
                    (last, Ok(found.items.iter().map(row).fold(std::mem::take(&mut piece), |all, row| all + &row).into_bytes()))
                }
                Err(error) => (true, Err(error)),
            };
            // Whoever asked may be gone.
            if give.send(text).await.is_err() || last {
                return;
            }
            offset += PAGE;
        }
    });
    Ok(take)
}

fn row(view: &View) -> String {
    let (member, plan) = (&view.membership, view.current.as_ref().or(view.upcoming.as_ref()));
    let address = &member.address.0;
    let street = if address.street.is_some() { address.street.clone() } else { address.in_full().map(|text| text.replace('\n', ", ")) };
    tables::csv(&[
        Cell::maybe(member.name.clone()),
        Cell::maybe(member.company.clone()),
        Cell::maybe(member.email.clone()),
        Cell::maybe(member.phone.clone()),
        Cell::maybe(plan.map(|copy| copy.terms.0.name.clone())),
        Cell::Day(member.starts_at),
        member.canceled_to.map_or(Cell::Empty, Cell::Day),
        Cell::maybe(member.customer_number.clone()),
        Cell::maybe(street),
        Cell::maybe(address.post_code.clone()),
        Cell::maybe(address.city.clone()),
        Cell::maybe(address.state.clone()),
        Cell::maybe(address.country.clone()),
        Cell::maybe(member.tax_id.clone()),
        Cell::maybe(Some(member.billing_emails.0.join(" ")).filter(|emails| !emails.is_empty())),
    ])
}
