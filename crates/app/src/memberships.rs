//! Memberships: made by admins or by joining, confirmed, changed, canceled, deleted; and the plans they are on.

mod cancel;
mod change;
mod confirm;
mod create;
mod delete;
mod foresee;
mod list;
mod on_desk;
pub(crate) mod person;
mod picture;
mod plans;

pub use cancel::{Cancel, Choices, cancel, cancel_own, choices, reactivate, uncancel};
pub(crate) use cancel::{end_in, tell_ended};
pub(crate) use change::set_billing;
pub use change::{AddressChange, Change, change};
pub use confirm::{Confirm, confirm};
pub use create::{Create, Join, create, import, join};
pub(crate) use create::{account, free, invoice_day, seated, take_in};
pub use delete::delete;
pub use foresee::{Ahead, foresee_change, foresee_end, foresee_plan};
pub(crate) use list::view;
pub use list::{
    Days, Listed, Network, Selection, View, cancellations, get, list, network, own, page, plan_history, plan_page, search, unconfirmed,
};
pub use on_desk::{csv, on_desk};
pub use person::Person;
pub use picture::{NewPicture, Portrait, portrait, set_picture};
pub use plans::{ChangePlan, Changed, change_own_plan, change_plan};
pub(crate) use plans::{FirstInvoice, billed_on, change as change_any_plan, move_renewals, put as put_copy, renewed, tell_changed};

use crate::access::Access;
use crate::{Error, Result};
use domain::ids::MembershipId;
use domain::scopes::Scope;
use serde_json::{Value, json};
use store::SpaceTx;
use store::memberships::{self, Membership};

/// Admins with the permission, and the member.
fn require_reader(access: &Access, id: MembershipId) -> Result<()> {
    if access.owns(id) && access.allows(Scope::ReadMemberships) { Ok(()) } else { access.require_admin(Scope::ReadMemberships) }
}

/// A membership that nobody else changes until the transaction ends.
pub(crate) async fn hold(tx: &mut SpaceTx<'_>, id: MembershipId) -> Result<Membership> {
    memberships::lock_one(tx, id).await?;
    memberships::find(tx, id).await?.ok_or(Error::NOT_FOUND)
}

/// What every event of a membership tells, and what this one tells besides.
pub(crate) fn facts(membership: &Membership, more: Value) -> Value {
    let mut facts = json!({
        "membership_name": membership.label(), "email": membership.email, "user_id": membership.user().map(|id| id.to_string()),
        "starts_at": membership.starts_at, "canceled_to": membership.canceled_to, "customer_number": membership.customer_number,
    });
    if let (Value::Object(facts), Value::Object(more)) = (&mut facts, more) {
        facts.extend(more);
    }
    facts
}

/// 404 unless the space has the membership. For use cases that ask themselves who may.
pub async fn exists(app: &crate::App, access: &Access, id: MembershipId) -> Result<()> {
    let access = access.clone();
    let found = app.db.read(async move |tx| Ok::<_, Error>(memberships::find(&mut access.bind(tx), id).await?)).await?;
    found.map(drop).ok_or(Error::NOT_FOUND)
}
