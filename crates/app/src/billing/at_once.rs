//! An invoice of what somebody put down for a member, before its time (V13).

use super::{Office, load, run};
use crate::access::Access;
use crate::bookings::too_large;
use crate::{App, Error, Result};
use domain::ids::MembershipId;
use domain::scopes::Scope;
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
        if found.team_role.as_deref() == Some("paid") {
            return Err(Error::conflict("paid_for", "Somebody else pays for the membership."));
        }
        let accounts = load::accounts(&mut tx, &office, &[vec![membership]], office.today).await?;
        for mut account in accounts {
            for document in account.bill_charges(office.today).map_err(too_large)? {
                let invoice = run::issue(&app, &mut tx, &office, (membership, None), office.today, document).await?;
                return Ok(Some(invoice));
            }
        }
        Ok(None)
    })
    .await
}
