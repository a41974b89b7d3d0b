//! Deleting for good (L12), and the bookings that go with it.

use super::{facts, hold};
use crate::access::Access;
use crate::files;
use crate::webhooks::objects;
use crate::{App, Error, Event, Result};
use domain::ids::MembershipId;
use domain::plans::History;
use domain::scopes::Scope;
use domain::teams::Role;
use serde_json::json;
use store::membership_plans::Copy;
use store::{bookings, contacts, discount_codes, invoices, membership_plans, memberships, payments, teams};

/// Deletes the membership, its plans and its bookings to come; past bookings stay without a name. Refused while
/// it pays for others. An unconfirmed one is rejected so (J7).
pub async fn delete(app: &App, access: &Access, id: MembershipId) -> Result<()> {
    access.require_admin(Scope::WriteMemberships)?;
    let (app, access) = (app.clone(), access.clone());
    let db = app.db.clone();
    db.write(async move |tx| {
        let mut tx = access.bind(tx);
        let membership = hold(&mut tx, id).await?;
        if let Some((team, role)) = membership.role() {
            let others = teams::members(&mut tx, team).await?.len() - 1;
            if role == Role::Paying && others > 0 {
                return Err(Error::conflict("pays_for_others", "The membership pays for others; that has to end first."));
            }
            crate::teams::take_out(&mut tx, team, id, app.clock.now()).await?;
        }
        let deleted = crate::bookings::take_away(&app, &access, &mut tx, id, app.clock.now()).await?;
        bookings::forget_membership(&mut tx, id).await?;
        contacts::unlink(&mut tx, id).await?;
        invoices::forget_membership(&mut tx, id).await?;
        payments::forget_source(&mut tx, id.0).await?;
        files::forget(&mut tx, membership.photo.as_ref()).await?;
        let plans = History::new(membership_plans::of(&mut tx, id).await?.iter().map(Copy::rule).collect());
        let current = plans.current(access.today());
        if let Some(discount) = current.and_then(|copy| copy.terms.discount.as_ref()).filter(|_| membership.confirmed_at.is_none()) {
            discount_codes::give_back(&mut tx, discount.code.id).await?;
        }
        let plan = current.map(|copy| (copy.parent.to_string(), copy.terms.name.as_str()));
        let object = objects::membership(&membership, plan);
        crate::bookings::tell_deleted(&app, &mut tx, &deleted).await?; // while it has a name
        memberships::delete(&mut tx, id).await?;
        app.emit(&mut tx, Event::DeletedMembership, id.0, facts(&membership, json!({"object": object}))).await
    })
    .await
}
