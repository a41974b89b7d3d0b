//! Teams with a plan and seats of their own.

use crate::access::{ByHost, SpaceAccess};
use crate::error::Error;
use crate::input::{Id, Ids};
use crate::operation::Api;
use crate::scopes::{ReadTeams, WriteTeamMember};
use crate::style::V1;
use crate::v1::memberships::body::{ChangePlanBody, NewAccount, UpdateBody, plan_id};
use crate::v1::memberships::object::AddressObject;
use crate::v1::plans::{MemberPlan, NamedObject, Shop};
use crate::v1::{Body, Day, Json, When};
use app::access::Access;
use app::teams::{self, Change, Convert, NewSeat, Planned};
use domain::ids::{MembershipId, TeamId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use store::spaces::Address;
use store::teams::TeamMember;

pub fn operations(api: &mut Api<V1>) {
    const MANAGERS: &str = "**Access**: admins, and managers of the team.";
    api.post("v1-create-team", "/api/teams", create, "Make a team with a plan").about(
        "The team has seats, which count whether they are filled or not, and pays one invoice for its plan and for all that its members \
         use. `membership_id` is the account that invoices and the payment method belong to; nobody has it, and it is in no list. \
         **Access**: admins.",
    );
    api.get("v1-get-team", "/api/teams/{id}", get, "A team with a plan, its members and seats").about(MANAGERS);
    api.put("v1-update-team", "/api/teams/{id}", update, "Change a team's billing data")
        .about("**Access**: admins; managers of the team, but for `name`, `seats` and `charge_taxes`.");
    api.post("v1-add-to-team", "/api/teams/{id}/members", add, "Add a member to a team")
        .about("Gets a mail with an invitation if there is an address. The first one becomes its manager. **Access**: admins, and managers of the team.");
    api.put("v1-update-in-team", "/api/teams/{teamId}/members/{id}", set_manager, "Make somebody a manager of a team, or take it back")
        .about("**Access**: admins.")
        .refuses(409, "The team would have no manager.");
    api.delete("v1-remove-from-team", "/api/teams/{teamId}/members/{id}", remove, "Take a member out of a team")
        .about("The membership ends today; what was used until then is billed to the team. **Access**: admins, and managers of the team.")
        .refuses(409, "The team would have no manager.");
    api.post("v1-change-team-plan", "/api/teams/{id}/plans", change_plan, "Change a team's plan")
        .about("By admins when they say; by managers at the next date that notice and commitment leave. **Access**: admins, and managers of the team.");
    api.post("v1-cancel-team", "/api/teams/{id}/cancellation", cancel, "Set the last day of a team and of all who are in it")
        .about("Managers choose no date. **Access**: admins, and managers of the team.");
    api.post(
        "v1-convert-team",
        "/api/memberships/{payingId}/team/conversion",
        convert,
        "Make a team with a plan of members who are paid for",
    )
    .about(
        "From tomorrow on: the memberships end today and begin anew in the team, whose manager the payer becomes. Logins and bookings \
             that begin later move along, credits of the old plans do not. **Access**: admins.",
    )
    .refuses(409, "The membership does not pay for others, or has an end already.");
}

type Reader = SpaceAccess<ReadTeams, ByHost>;
type Writer = SpaceAccess<WriteTeamMember, ByHost>;

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TeamWithPlan")]
struct TeamObject {
    id: String,
    name: String,
    /// The most members it may have.
    seats: i64,
    members: Vec<SeatObject>,
    /// The account that pays.
    membership_id: String,
    plan: Option<MemberPlan>,
    upcoming_plan: Option<MemberPlan>,
    address: AddressObject,
    billing_emails: Vec<String>,
    charge_taxes: bool,
    customer_number: Option<String>,
    tax_id: Option<String>,
    starts_at: Day,
    canceled_to: Option<Day>,
    next_invoice_at: Day,
}

#[derive(Serialize, JsonSchema)]
#[schemars(rename = "TeamSeat")]
struct SeatObject {
    membership: NamedObject,
    /// `manager` or `paid`.
    role: String,
    /// The last day.
    canceled_to: Option<Day>,
}

impl TeamObject {
    fn new(access: &Access, found: Planned) -> Self {
        let Planned { team, account, next_invoice_at, starts_at, plan, upcoming, members, resource_names: names } = found;
        let shop = Shop { space: access.space(), names: &names, charge_taxes: team.charge_taxes };
        let Address { name, company, .. } = team.billing_address.0.clone();
        let seat = |member: TeamMember| SeatObject {
            membership: NamedObject { id: member.id.to_string(), name: member.name.or(member.company) },
            role: member.team_role,
            canceled_to: member.canceled_to.map(Day),
        };
        Self {
            id: team.id.to_string(),
            name: team.name,
            seats: team.seats.unwrap_or_default(),
            members: members.into_iter().map(seat).collect(),
            membership_id: account.to_string(),
            plan: plan.map(|copy| shop.member_plan(&copy)),
            upcoming_plan: upcoming.map(|copy| shop.member_plan(&copy)),
            address: AddressObject::new(name, company, &team.billing_address.0),
            billing_emails: team.billing_emails.0,
            charge_taxes: team.charge_taxes,
            customer_number: team.customer_number,
            tax_id: team.tax_id,
            starts_at: Day(starts_at),
            canceled_to: team.canceled_to.map(Day),
            next_invoice_at: Day(next_invoice_at),
        }
    }
}

fn answer<const CODE: u16>(access: &Access, found: Planned) -> Json<TeamObject, CODE> {
    Json(TeamObject::new(access, found))
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "NewTeamWithPlan")]
struct NewTeam {
    name: String,
    /// The most members it may have.
    seats: u32,
    #[serde(flatten)]
    account: NewAccount,
}

async fn create(access: Writer, Body(new): Body<NewTeam>) -> Result<Json<TeamObject, 201>, Error> {
    let wish = new.account.wish(access.zone(), new.name, new.seats)?;
    Ok(answer(&access, teams::create(access.app(), &access, wish).await?))
}

async fn get(access: Reader, Id(id): Id<TeamId>) -> Result<Json<TeamObject>, Error> {
    Ok(answer(&access, teams::planned(access.app(), &access, id).await?))
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "TeamWithPlanUpdate")]
struct Update {
    /// Admins only.
    #[serde(default)]
    name: Option<String>,
    /// No fewer than there are members. Admins only.
    #[serde(default)]
    seats: Option<u32>,
    #[serde(flatten)]
    billing: UpdateBody,
}

async fn update(access: Writer, Id(id): Id<TeamId>, Body(change): Body<Update>) -> Result<Json<TeamObject>, Error> {
    let billing = app::memberships::Change { email: None, phone: None, ..change.billing.wish(access.zone()) };
    let wish = Change { name: change.name, seats: change.seats, billing };
    Ok(answer(&access, teams::change(access.app(), &access, id, wish).await?))
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "NewTeamSeat")]
struct NewMember {
    #[serde(default)]
    name: Option<String>,
    #[serde(default)]
    email: Option<String>,
    /// Admins only.
    #[serde(default)]
    manager: bool,
}

async fn add(access: Writer, Id(id): Id<TeamId>, Body(new): Body<NewMember>) -> Result<Json<TeamObject, 201>, Error> {
    let NewMember { name, email, manager } = new;
    Ok(answer(&access, teams::add_seat(access.app(), &access, id, NewSeat { name, email, manager }).await?))
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "TeamSeatUpdate")]
struct Role {
    manager: bool,
}

async fn set_manager(access: Writer, Ids(team, id): Ids<TeamId, MembershipId>, Body(role): Body<Role>) -> Result<Json<TeamObject>, Error> {
    Ok(answer(&access, teams::set_manager(access.app(), &access, team, id, role.manager).await?))
}

async fn remove(access: Writer, Ids(team, id): Ids<TeamId, MembershipId>) -> Result<Json<TeamObject>, Error> {
    Ok(answer(&access, teams::remove_seat(access.app(), &access, team, id).await?))
}

async fn change_plan(access: Writer, Id(id): Id<TeamId>, Body(body): Body<ChangePlanBody>) -> Result<Json<MemberPlan, 201>, Error> {
    let wish = body.wish(access.zone())?;
    let (membership, copy, names) = teams::change_plan(access.app(), &access, id, wish).await?;
    let shop = Shop { space: access.space(), names: &names, charge_taxes: membership.charge_taxes };
    Ok(Json(shop.member_plan(&copy)))
}

#[derive(Default, Deserialize, JsonSchema)]
#[serde(default)]
#[schemars(rename = "TeamCancellation")]
struct Cancellation {
    /// The last day, for admins; without one the first that keeps the notice.
    date: Option<When>,
}

async fn cancel(access: Writer, Id(id): Id<TeamId>, Body(body): Body<Cancellation>) -> Result<Json<TeamObject, 201>, Error> {
    let last = body.date.map(|date| date.day(access.zone()));
    Ok(answer(&access, teams::cancel(access.app(), &access, id, last).await?))
}

#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "TeamConversion")]
struct Conversion {
    /// One for teams.
    plan_id: String,
    seats: u32,
}

async fn convert(access: Writer, Id(payer): Id<MembershipId>, Body(body): Body<Conversion>) -> Result<Json<TeamObject, 201>, Error> {
    let wish = Convert { plan: plan_id(&body.plan_id)?, seats: body.seats };
    Ok(answer(&access, teams::convert(access.app(), &access, payer, wish).await?))
}
