//! Memberships in API 1: sections 4.4 and 4.5.

pub(super) mod body;
pub(super) mod object;
mod payment_method;
mod picture;

use crate::access::{ByHost, SpaceAccess, VisitorAccess};
use crate::error::Error;
use crate::input::{Csv, Id, Query};
use crate::operation::Api;
use crate::scopes::{ReadMemberships, WriteMemberships};
use crate::style::V1;
use crate::v1::plans::{MemberPlan, PastPlan, Shop};
use crate::v1::{Body, Json, When};
use crate::v2::NoContent;
use app::access::Access;
use app::memberships::{self, Cancel, Days, Listed, Selection};
use body::{CancelBody, ChangePlanBody, ConfirmBody, CreateBody, ImportBody, JoinBody, UpdateBody};
use domain::ids::MembershipId;
use object::{Keys, Members, One};
use schemars::JsonSchema;
use serde::Deserialize;

pub fn operations(api: &mut Api<V1>) {
    api.tag("Memberships");
    api.get("v1-list-memberships", "/api/memberships", list, "Memberships of the space").limit(6);
    api.get("v1-list-cancellations", "/api/memberships/cancellations", cancellations, "Memberships whose last day is in a window");
    api.post("v1-create-membership", "/api/memberships", create, "Add a member");
    api.post("v1-import-membership", "/api/membership_import", import, "Bring a member over from elsewhere");
    api.get("v1-get-membership", "/api/memberships/{id}", get, "One membership");
    api.put("v1-update-membership", "/api/memberships/{id}", update, "Change a member's data");
    api.delete("v1-delete-membership", "/api/memberships/{id}", delete, "Delete a membership for good").refuses(409, "It pays for others.");
    api.post("v1-confirm-membership", "/api/memberships/{id}/confirmation", confirm, "Confirm a new member");
    api.post("v1-cancel-membership", "/api/memberships/{id}/cancellation", cancel, "Set the last day");
    api.delete("v1-uncancel-membership", "/api/memberships/{id}/cancellation", uncancel, "Take a cancellation back");
    api.post("v1-reactivate-membership", "/api/memberships/{id}/reactivation", reactivate, "Begin an ended membership anew");
    api.get("v1-get-own-membership", "/api/membership", own, "The caller's membership");
    api.post("v1-join", "/api/membership", join, "Join the space");
    api.tag("Membership plans");
    api.get("v1-list-membership-plans", "/api/memberships/{id}/plans", plans, "Plans a member had, has and will have");
    api.post("v1-change-membership-plan", "/api/memberships/{id}/plans", change_plan, "Change a member's plan");
    api.post("v1-change-own-plan", "/api/membership/plan", change_own_plan, "Change the own plan at the next possible date");
    picture::operations(api);
    payment_method::operations(api);
}

type Reader = SpaceAccess<ReadMemberships, ByHost>;
type Writer = SpaceAccess<WriteMemberships, ByHost>;

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
struct ListQuery {
    /// Only these members of each object.
    attributes: Csv<String>,
    /// Only these memberships.
    ids: Option<Csv<String>>,
    /// Unconfirmed and ended ones too.
    all: bool,
}

async fn list(access: Reader, Query(query): Query<ListQuery>) -> Result<Json<Members>, Error> {
    let selection = match query.ids {
        Some(Csv(ids)) => Selection::Some(ids.iter().filter_map(|id| id.parse().ok()).collect()),
        None if query.all => Selection::All,
        None => Selection::Current,
    };
    let listed = memberships::list(access.app(), &access, selection).await?;
    Ok(Json(Members::new(access.app(), &access, listed, Keys::new(query.attributes.0))))
}

#[derive(Deserialize, JsonSchema)]
struct Window {
    from: When,
    to: When,
}

async fn cancellations(access: Reader, Query(window): Query<Window>) -> Result<Json<Members>, Error> {
    let days = Days { from: window.from.day(access.zone()), to: window.to.day(access.zone()) };
    let listed = memberships::cancellations(access.app(), &access, days).await?;
    Ok(Json(Members::new(access.app(), &access, listed, Keys::default())))
}

fn one<const CODE: u16>(app: &app::App, access: &Access, listed: Listed) -> Json<One, CODE> {
    Json(One(Members::new(app, access, listed, Keys::default())))
}

async fn get(access: Reader, Id(id): Id<MembershipId>) -> Result<Json<One>, Error> {
    Ok(one(access.app(), &access, memberships::get(access.app(), &access, id).await?))
}

async fn own(access: Reader) -> Result<Json<One>, Error> {
    Ok(one(access.app(), &access, memberships::own(access.app(), &access).await?))
}

async fn create(access: Writer, Body(body): Body<CreateBody>) -> Result<Json<One, 201>, Error> {
    let wish = body.wish(access.zone())?;
    Ok(one(access.app(), &access, memberships::create(access.app(), &access, wish).await?))
}

async fn import(access: Writer, Body(ImportBody(body)): Body<ImportBody>) -> Result<Json<One, 201>, Error> {
    let wish = body.wish(access.zone())?;
    Ok(one(access.app(), &access, memberships::import(access.app(), &access, wish).await?))
}

async fn join(access: VisitorAccess<WriteMemberships, ByHost>, Body(body): Body<JoinBody>) -> Result<Json<One, 201>, Error> {
    let wish = body.wish(access.zone())?;
    Ok(one(access.app(), &access, memberships::join(access.app(), &access, wish).await?))
}

async fn update(access: Writer, Id(id): Id<MembershipId>, Body(body): Body<UpdateBody>) -> Result<Json<One>, Error> {
    let wish = body.wish(access.zone());
    Ok(one(access.app(), &access, memberships::change(access.app(), &access, id, wish).await?))
}

async fn delete(access: Writer, Id(id): Id<MembershipId>) -> Result<NoContent, Error> {
    memberships::delete(access.app(), &access, id).await?;
    Ok(NoContent)
}

async fn confirm(access: Writer, Id(id): Id<MembershipId>, Body(body): Body<ConfirmBody>) -> Result<Json<One, 201>, Error> {
    let how = body.wish(access.zone());
    Ok(one(access.app(), &access, memberships::confirm(access.app(), &access, id, how).await?))
}

async fn cancel(access: Writer, Id(id): Id<MembershipId>, Body(body): Body<CancelBody>) -> Result<Json<One, 201>, Error> {
    let canceled_to = body.date.map(|date| date.day(access.zone()));
    let how = Cancel { canceled_to, delete_later_bookings: body.delete_all_bookings_on_cancellation };
    Ok(one(access.app(), &access, memberships::cancel(access.app(), &access, id, how).await?))
}

async fn uncancel(access: Writer, Id(id): Id<MembershipId>) -> Result<Json<One>, Error> {
    Ok(one(access.app(), &access, memberships::uncancel(access.app(), &access, id).await?))
}

async fn reactivate(access: Writer, Id(id): Id<MembershipId>) -> Result<Json<One, 201>, Error> {
    Ok(one(access.app(), &access, memberships::reactivate(access.app(), &access, id).await?))
}

async fn plans(access: Reader, Id(id): Id<MembershipId>) -> Result<Json<Vec<PastPlan>>, Error> {
    let (membership, copies, names) = memberships::plan_history(access.app(), &access, id).await?;
    let shop = Shop { space: access.space(), names: &names, charge_taxes: membership.charge_taxes };
    Ok(Json(copies.iter().map(|copy| shop.past_plan(copy)).collect()))
}

async fn change_plan(access: Writer, Id(id): Id<MembershipId>, Body(body): Body<ChangePlanBody>) -> Result<Json<MemberPlan, 201>, Error> {
    let wish = body.wish(access.zone())?;
    let (membership, copy, names) = memberships::change_plan(access.app(), &access, id, wish).await?;
    let shop = Shop { space: access.space(), names: &names, charge_taxes: membership.charge_taxes };
    Ok(Json(shop.member_plan(&copy)))
}

async fn change_own_plan(access: Writer, Body(body): Body<ChangePlanBody>) -> Result<Json<MemberPlan, 201>, Error> {
    let wish = body.wish(access.zone())?;
    let (membership, copy, names) = memberships::change_own_plan(access.app(), &access, wish).await?;
    let shop = Shop { space: access.space(), names: &names, charge_taxes: membership.charge_taxes };
    Ok(Json(shop.member_plan(&copy)))
}
