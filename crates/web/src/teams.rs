//! Teams with a plan: `SUBDOMAIN/admin/teams` lists and makes them, `SUBDOMAIN/teams/ID` shows one to admins and to its managers,
//! with its seats and who has them.

use crate::accounts::{Frame, Nothing};
use crate::address;
use crate::inside::{enter, enter_admin, failure, plan_price};
use crate::language::{self, t};
use crate::once::Once;
use crate::pages::{problem, render};
use crate::people::day;
use crate::plans::number;
use crate::visiting::buyer::said;
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::memberships::{ChangePlan, Days, Person};
use app::teams::{self, Change, NewSeat, NewTeam, Planned};
use app::{Error, FieldError};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::{MembershipId, PlanId, TeamId};
use domain::plans::{Kind, PlanTerms};
use domain::scopes::Scope;
use jiff::civil::Date;
use serde::Deserialize;

const HERE: &str = "/admin/teams";
const PAGE: i64 = 50;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page))
        .route("/admin/teams/new", get(new).post(create))
        .route("/teams/{id}", get(one).post(change))
        .route("/teams/{id}/members", post(add))
        .route("/teams/{id}/members/{member}/remove", post(remove))
        .route("/teams/{id}/members/{member}/manager", post(set_manager))
        .route("/teams/{id}/plan", post(change_plan))
        .route("/teams/{id}/cancel", post(cancel))
        .with_state(desk.clone())
}

struct Line {
    id: TeamId,
    name: String,
    about: String,
    /// Without a plan of its own, and so without a page.
    bare: bool,
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    page: String,
}

#[derive(Template)]
#[template(path = "teams/list.html")]
struct ListPage {
    frame: Frame,
    lines: Vec<Line>,
    page: i64,
    more: bool,
    may_edit: bool,
}

async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadTeams).await?;
    let page = asked.page.parse::<i64>().unwrap_or(1).clamp(1, 1_000_000);
    let today = Days { from: access.today(), to: access.today() };
    let (found, total) = teams::page(visit.app(), &access, today, PAGE, (page - 1) * PAGE).await.map_err(failure)?;
    let line = |team: store::teams::Team| {
        let about = match (team.seats, team.canceled_to) {
            (None, _) => t("teams-one-pays"),
            (Some(seats), None) => t("teams-seat-count").count("count", seats),
            (Some(seats), Some(last)) => t("teams-seats-until").count("count", seats).with("day", language::date(last)),
        };
        Line { id: team.id, name: team.name, about: about.into(), bare: team.seats.is_none() }
    };
    let lines = found.into_iter().map(line).collect();
    let may_edit = access.is_admin(Scope::WriteTeamMember);
    let page = ListPage { frame: Frame::of(&visit).await?, lines, page, more: page * PAGE < total, may_edit };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

struct Choice {
    id: PlanId,
    text: String,
}

/// Plans that teams can have.
async fn plans(visit: &Visit, access: &Access) -> Result<Vec<Choice>, Response> {
    let offer = app::plans::list(visit.app(), access).await.map_err(failure)?;
    let for_teams = offer.plans.into_iter().filter(|plan| plan.terms.0.kind == Kind::Team);
    Ok(for_teams.map(|plan| Choice { id: plan.id, text: words(access, &plan.terms.0) }).collect())
}

fn words(access: &Access, terms: &PlanTerms) -> String {
    format!("{}, {}", terms.name, plan_price(access, terms))
}

#[derive(Default, Deserialize)]
struct Typed {
    #[serde(default)]
    name: String,
    #[serde(default)]
    seats: String,
    #[serde(default)]
    plan: String,
    #[serde(default)]
    starts_at: String,
    #[serde(default)]
    company: String,
    #[serde(flatten)]
    address: address::Typed,
    #[serde(default)]
    billing_email: String,
    #[serde(default)]
    discount_code: String,
}

fn chosen(plan: &str) -> Result<PlanId, FieldError> {
    plan.parse().map_err(|_| FieldError::field("plan", "blank", "must be chosen"))
}

impl Typed {
    fn wish(&self) -> Result<NewTeam, Error> {
        let mut wrong = Vec::new();
        let seats = number("seats", &self.seats, "must be a number", &mut wrong);
        if !wrong.is_empty() {
            return Err(Error::Invalid(wrong));
        }
        let billing = Person {
            company: said(&self.company),
            address: self.address.address(),
            billing_emails: said(&self.billing_email).into_iter().collect(),
            ..Person::default()
        };
        Ok(NewTeam {
            name: self.name.clone(),
            plan: chosen(&self.plan)?,
            extras: Vec::new(),
            seats,
            starts_at: day("starts_at", &self.starts_at)?,
            first_invoice_at: None,
            prorate_first_invoice: None,
            discount_code: said(&self.discount_code),
            billing,
        })
    }
}

#[derive(Template)]
#[template(path = "teams/new.html")]
struct NewPage {
    frame: Frame,
    problems: Problems,
    plans: Vec<Choice>,
    typed: Typed,
}

async fn new(visit: Visit) -> Result<Response, Response> {
    let access = enter_admin(&visit, "/admin/teams/new", Scope::WriteTeamMember).await?;
    let typed = Typed { starts_at: access.today().to_string(), seats: "5".into(), ..Typed::default() };
    form(&visit, &access, Problems::default(), typed).await
}

async fn form(visit: &Visit, access: &Access, problems: Problems, typed: Typed) -> Result<Response, Response> {
    let (frame, status) = (Frame::of(visit).await?, problems.status());
    let plans = plans(visit, access).await?;
    Ok(visit.page(render(status, &NewPage { frame, problems, plans, typed })))
}

async fn create(Once(Posted { visit, form: typed }): Once<Typed>) -> Result<Response, Response> {
    let access = enter_admin(&visit, "/admin/teams/new", Scope::WriteTeamMember).await?;
    let made = match typed.wish() {
        Ok(wish) => teams::create(visit.app(), &access, wish).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(planned) => Ok(lead_to(&format!("/teams/{}", planned.team.id))),
        Err(error) => form(&visit, &access, Problems::of(error)?, typed).await,
    }
}

struct Seat {
    id: MembershipId,
    name: String,
    manager: bool,
    ends: Option<Date>,
}

#[derive(Template)]
#[template(path = "teams/one.html")]
struct OnePage {
    frame: Frame,
    problems: Problems,
    id: TeamId,
    name: String,
    seats: i64,
    members: Vec<Seat>,
    plan: Option<String>,
    upcoming: Option<String>,
    next_invoice: String,
    emails: String,
    ends: Option<Date>,
    plans: Vec<Choice>,
    /// May change what managers may not.
    runs: bool,
    typed: NewMember,
}

fn read<T: std::str::FromStr>(id: &str) -> Result<T, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

async fn inside(visit: &Visit, id: TeamId) -> Result<Access, Response> {
    enter(visit, &format!("/teams/{id}")).await
}

async fn one(Path(id): Path<String>, visit: Visit) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = inside(&visit, id).await?;
    show(&visit, &access, id, Problems::default(), NewMember::default()).await
}

async fn show(visit: &Visit, access: &Access, id: TeamId, problems: Problems, typed: NewMember) -> Result<Response, Response> {
    let Planned { team, next_invoice_at, plan, upcoming, members, .. } = teams::planned(visit.app(), access, id).await.map_err(failure)?;
    let runs = access.is_admin(Scope::WriteTeamMember);
    let seat = |member: store::teams::TeamMember| Seat {
        id: member.id,
        name: member.name.or(member.company).unwrap_or_else(|| t("teams-no-name").into()),
        manager: member.team_role == "manager",
        ends: member.canceled_to,
    };
    let page = OnePage {
        frame: Frame::of(visit).await?,
        id,
        name: team.name,
        seats: team.seats.unwrap_or_default(),
        members: members.into_iter().map(seat).collect(),
        plan: plan.map(|copy| words(access, &copy.terms.0)),
        upcoming: upcoming.map(|copy| {
            let (plan, day) = (words(access, &copy.terms.0), language::date(copy.starts_at));
            t("teams-plan-from").with("plan", plan).with("day", day).into()
        }),
        next_invoice: language::date(next_invoice_at),
        emails: team.billing_emails.0.join(", "),
        ends: team.canceled_to,
        plans: plans(visit, access).await?,
        runs,
        typed,
        problems,
    };
    Ok(visit.page(render(page.problems.status(), &page)))
}

async fn done(visit: &Visit, access: &Access, id: TeamId, result: app::Result<()>) -> Result<Response, Response> {
    match result {
        Ok(()) => Ok(lead_to(&format!("/teams/{id}"))),
        Err(Error::Conflict { message, .. }) => show(visit, access, id, Problems::base_only(message), NewMember::default()).await,
        Err(error) => show(visit, access, id, Problems::of(error)?, NewMember::default()).await,
    }
}

#[derive(Default, Deserialize)]
struct Update {
    /// Managers do not send it.
    #[serde(default)]
    seats: Option<String>,
    #[serde(default)]
    billing_emails: String,
}

async fn change(Path(id): Path<String>, Posted { visit, form }: Posted<Update>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = inside(&visit, id).await?;
    let mut wrong = Vec::new();
    let seats = form.seats.as_deref().map(|seats| number("seats", seats, "must be a number", &mut wrong));
    let emails = form.billing_emails.split([',', ' ', '\n']).filter_map(said).collect();
    let billing = app::memberships::Change { billing_emails: Some(emails), ..Default::default() };
    let result = if wrong.is_empty() {
        teams::change(visit.app(), &access, id, Change { name: None, seats, billing }).await.map(drop)
    } else {
        Err(Error::Invalid(wrong))
    };
    done(&visit, &access, id, result).await
}

#[derive(Default, Deserialize)]
struct NewMember {
    #[serde(default)]
    name: String,
    #[serde(default)]
    email: String,
}

async fn add(Path(id): Path<String>, Once(Posted { visit, form }): Once<NewMember>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = inside(&visit, id).await?;
    let new = NewSeat { name: said(&form.name), email: said(&form.email), manager: false };
    match teams::add_seat(visit.app(), &access, id, new).await {
        Ok(_) => Ok(lead_to(&format!("/teams/{id}"))),
        Err(error) => show(&visit, &access, id, Problems::of(error)?, form).await,
    }
}

async fn remove(Path((id, member)): Path<(String, String)>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let (id, member) = (read(&id)?, read(&member)?);
    let access = inside(&visit, id).await?;
    let result = teams::remove_seat(visit.app(), &access, id, member).await.map(drop);
    done(&visit, &access, id, result).await
}

#[derive(Deserialize)]
struct Manager {
    #[serde(default)]
    manager: String,
}

async fn set_manager(Path((id, member)): Path<(String, String)>, Posted { visit, form }: Posted<Manager>) -> Result<Response, Response> {
    let (id, member) = (read(&id)?, read(&member)?);
    let access = inside(&visit, id).await?;
    let result = teams::set_manager(visit.app(), &access, id, member, form.manager == "yes").await.map(drop);
    done(&visit, &access, id, result).await
}

#[derive(Deserialize)]
struct NewPlan {
    #[serde(default)]
    plan: String,
    #[serde(default)]
    change_date: String,
    #[serde(default)]
    first_invoice_at: String,
}

async fn change_plan(Path(id): Path<String>, Posted { visit, form }: Posted<NewPlan>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = inside(&visit, id).await?;
    let wish = || {
        let change_date = day("change_date", &form.change_date)?;
        let first_invoice_at = day("first_invoice_at", &form.first_invoice_at)?;
        Ok::<_, FieldError>(ChangePlan { plan: chosen(&form.plan)?, extras: Vec::new(), change_date, first_invoice_at })
    };
    let result = match wish() {
        Ok(wish) => teams::change_plan(visit.app(), &access, id, wish).await.map(drop),
        Err(wrong) => Err(wrong.into()),
    };
    done(&visit, &access, id, result).await
}

#[derive(Deserialize)]
struct End {
    #[serde(default)]
    canceled_to: String,
}

async fn cancel(Path(id): Path<String>, Posted { visit, form }: Posted<End>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = inside(&visit, id).await?;
    let result = match day("canceled_to", &form.canceled_to) {
        Ok(last) => teams::cancel(visit.app(), &access, id, last).await.map(drop),
        Err(wrong) => Err(wrong.into()),
    };
    done(&visit, &access, id, result).await
}
