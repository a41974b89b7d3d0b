//! An invoice of what somebody put down for a member, before its time (V13).

use super::{Office, load, run};
use crate::access::Access;
use crate::bookings::too_large;
use crate::{App, Error, Result};
use domain::ids::MembershipId;
use domain::scopes::Scope;
use domain::teams::Role;
use store::invoices::Invoice;
use store::memberships;

/// Invoices the charges of a member that were not billed, up to today; `None` where there are none. For admins of the space.
pub async fn invoice_charges(app: &App, access: &Access, membership: MembershipId) -> Result<Option<Invoice>> {
    access.require_admin(Scope::WriteInvoices)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let office = Office::open(&app, tx, access.space_id()).await?;
        let mut tx = access.bind(tx);
        memberships::lock_one(&mut tx, membership).await?;
        let found = memberships::find(&mut tx, membership).await?.ok_or(Error::NOT_FOUND)?;
        if matches!(found.role(), Some((_, Role::Paid))) {
            return Err(Error::conflict("paid_for", "Somebody else pays for the membership."));
        }
        let Some(mut account) = load::accounts(&mut tx, &office, &[vec![membership]], office.today).await?.pop() else { return Ok(None) };
        let documents = account.bill_charges(office.today).map_err(too_large)?;
        let Some(document) = documents.into_iter().next() else { return Ok(None) };
        run::issue(&app, &mut tx, &office, (membership, None), office.today, document).await.map(Some)
    })
    .await
}
