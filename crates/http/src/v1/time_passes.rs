//! Time passes of members.

use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::input::{Id, Ids};
use crate::operation::Api;
use crate::scopes::{ReadTimePasses, WriteTimePasses};
use crate::style::V1;
use crate::v1::{Body, Json, Time};
use crate::v2::NoContent;
use app::FieldError;
use app::time_passes::{self, Add};
use domain::booking_times::Window;
use domain::ids::{MembershipId, TimePassId};
use domain::pass_times::PassTimes;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::time_passes::TimePass;

pub fn operations(api: &mut Api<V1>) {
    api.tag("Time passes");
    api.get("v1-own-unused-time-passes", "/api/membership/time_passes/unused", own, "The member's own unused time passes");
    api.get("v1-unused-time-passes", "/api/memberships/{id}/time_passes/unused", unused, "Unused time passes of a membership");
    api.get("v1-all-unused-time-passes", "/api/time_passes/unused", all, "Unused time passes of all members")
        .about("By member. Passes that a plan includes are there once the member was asked for. **Access**: admins who may see check-ins.");
    api.get("v1-get-time-pass", "/api/time_passes/{id}", get, "One time pass, used or not")
        .about("**Access**: admins who may see check-ins.");
    api.delete("v1-delete-time-pass", "/api/time_passes/{id}", delete, "Take a time pass away from whoever has it")
        .about("**Access**: admins who may edit check-ins.")
        .refuses(409, "The time pass has been used.");
    api.post("v1-add-time-passes", "/api/memberships/{id}/time_passes", add, "Give or sell time passes to a member")
        .about("With `charge` they are bought, at the price of the plan; without it they are free.");
    api.delete("v1-remove-time-pass", "/api/memberships/{membershipId}/time_passes/{id}", remove, "Take a time pass away")
        .refuses(409, "The time pass has been used.");
}

async fn own(access: SpaceAccess<ReadTimePasses, ByHost>) -> Result<Json<Vec<PassObject>>, Error> {
    let none = || app::Error::forbidden("members_only", "Only members have time passes of their own.");
    let membership = access.members().first().ok_or_else(none)?.id;
    listed(&access, access.app(), membership).await
}

async fn unused(access: SpaceAccess<ReadTimePasses, ByHost>, Id(id): Id<MembershipId>) -> Result<Json<Vec<PassObject>>, Error> {
    listed(&access, access.app(), id).await
}

async fn listed(access: &app::access::Access, app: &app::App, membership: MembershipId) -> Result<Json<Vec<PassObject>>, Error> {
    let base = base(app, access);
    let found = time_passes::unused(app, access, membership).await?;
    Ok(Json(found.iter().map(|pass| PassObject::new(pass, &base)).collect()))
}

async fn all(access: SpaceAccess<ReadTimePasses, ByHost>) -> Result<Json<Vec<PassOfMember>>, Error> {
    let base = base(access.app(), &access);
    let found = time_passes::all_unused(access.app(), &access).await?;
    Ok(Json(found.iter().map(|pass| PassOfMember::new(pass, &base)).collect()))
}

async fn get(access: SpaceAccess<ReadTimePasses, ByHost>, Id(id): Id<TimePassId>) -> Result<Json<PassOfMember>, Error> {
    let base = base(access.app(), &access);
    Ok(Json(PassOfMember::new(&time_passes::get(access.app(), &access, id).await?, &base)))
}

async fn delete(access: SpaceAccess<WriteTimePasses, ByHost>, Id(id): Id<TimePassId>) -> Result<NoContent, Error> {
    time_passes::delete(access.app(), &access, id).await?;
    Ok(NoContent)
}

#[derive(Deserialize, JsonSchema)]
struct AddPasses {
    /// A time pass of the member's plan.
    id: String,
    #[serde(default)]
    no_of_passes: Option<u32>,
    /// `charge` to bill them.
    #[serde(default)]
    charge: Option<String>,
}

async fn add(
    access: SpaceAccess<WriteTimePasses, ByHost>,
    Id(membership): Id<MembershipId>,
    Body(new): Body<AddPasses>,
) -> Result<Json<Vec<PassObject>, 201>, Error> {
    let unknown = |_| FieldError::field("id", "unknown", "is no time pass of the member's plan");
    let template = new.id.parse().map_err(|error: domain::ids::NotAnId| app::Error::from(unknown(error)))?;
    let charge = match new.charge.as_deref() {
        None | Some("" | "free" | "no_charge" | "false") => false,
        Some("charge" | "true") => true,
        Some(_) => return Err(FieldError::field("charge", "unknown", "is not charge").into()),
    };
    let wish = Add { template, count: new.no_of_passes.unwrap_or(1), charge };
    let base = base(access.app(), &access);
    let added = time_passes::add(access.app(), &access, membership, wish).await?;
    Ok(Json(added.iter().map(|pass| PassObject::new(pass, &base)).collect()))
}

async fn remove(
    access: SpaceAccess<WriteTimePasses, ByHost>,
    Ids(membership, id): Ids<MembershipId, TimePassId>,
) -> Result<NoContent, Error> {
    time_passes::remove(access.app(), &access, membership, id).await?;
    Ok(NoContent)
}

/// Where time passes of the space are found.
fn base(app: &app::App, access: &app::access::Access) -> String {
    format!("{}/api/time_passes/", app.hosts.at(&access.space().subdomain))
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TimePass")]
struct PassObject {
    id: String,
    name: String,
    #[schemars(with = "String")]
    created_at: Time,
    #[schemars(with = "String")]
    updated_at: Time,
    #[schemars(with = "Option<String>")]
    expires_at: Option<Time>,
    #[schemars(with = "Option<String>")]
    used_at: Option<Time>,
    url: String,
    timespans: String,
    parsed_timespans: Vec<Span>,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TimePassOfMember")]
struct PassOfMember {
    #[serde(flatten)]
    pass: PassObject,
    membership_id: String,
}

impl PassOfMember {
    fn new(pass: &TimePass, base: &str) -> Self {
        Self { pass: PassObject::new(pass, base), membership_id: pass.membership_id.to_string() }
    }
}

#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
#[schemars(rename = "TimePassSpan")]
enum Span {
    Of { from_hour: i8, from_minute: i8, to_hour: i8, to_minute: i8, weekdays: Vec<u8> },
    Lasting { duration_hours: u32, duration_minutes: u32, weekdays: Vec<u8> },
}

fn spans(times: &PassTimes) -> Vec<Span> {
    let of = |window: &Window| Span::Of {
        from_hour: window.from.hour(),
        from_minute: window.from.minute(),
        to_hour: window.to.hour(),
        to_minute: window.to.minute(),
        weekdays: window.weekdays.iter().copied().collect(),
    };
    match times {
        PassTimes::Spans(times) => times.windows().iter().map(of).collect(),
        PassTimes::Duration { minutes, weekdays } => {
            let weekdays = weekdays.iter().copied().collect();
            vec![Span::Lasting { duration_hours: minutes / 60, duration_minutes: minutes % 60, weekdays }]
        }
    }
}

impl PassObject {
    fn new(pass: &TimePass, base: &str) -> Self {
        let times = &pass.times.0.0;
        Self {
            id: pass.id.to_string(),
            name: pass.name.clone(),
            created_at: pass.created_at.into(),
            updated_at: pass.updated_at.into(),
            expires_at: pass.expires_at.map(Time),
            used_at: pass.used_at.map(Time),
            url: format!("{base}{}", pass.id),
            timespans: times.to_string(),
            parsed_timespans: spans(times),
        }
    }
}
