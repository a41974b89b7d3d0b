//! `SUBDOMAIN/membership`: what a member has, owes and can change, with dates and prices before anything is done.

pub(crate) mod ahead;

use crate::accounts::{Frame, Nothing};
use crate::inside::{credit_words, enter_member, failure, money, plan_price, time};
use crate::language::{self, Text, t};
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::memberships::{self, ChangePlan, Choices};
use app::{Error, FieldError, announcements, bookings, check_ins, invoices, plans, time_passes};
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::{MembershipId, PlanId};
use domain::invoices::PaidStatus;
use serde::Deserialize;
use store::membership_plans::Copy;

const HERE: &str = "/membership";
/// Invoices that are shown.
const SHOWN: usize = 5;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new()
        .route(HERE, get(page))
        .route("/membership/plan", post(change_plan))
        .route("/membership/cancel", post(cancel))
        .route("/membership/check_in", post(check_in))
        .route("/membership/check_out", post(check_out))
        .with_state(desk.clone())
}

struct Plan {
    id: PlanId,
    name: String,
    price: String,
}

/// What the space tells its members (O5).
struct News {
    title: Option<String>,
    /// HTML made of what was typed as text.
    text: String,
}

struct Bill {
    href: String,
    title: String,
    about: String,
}

#[derive(Template)]
#[template(path = "membership.html")]
struct MembershipPage {
    frame: Frame,
    problems: Problems,
    told: Option<Text>,
    name: String,
    news: Vec<News>,
    plan: Option<String>,
    upcoming: Option<String>,
    /// The last day, if the membership ends.
    until: Option<String>,
    waits: bool,
    passes: usize,
    credits: Vec<String>,
    bills: Vec<Bill>,
    plans: Vec<Plan>,
    choices: Choices,
    here: Vec<String>,
    checked_in: bool,
}

#[derive(Default, Deserialize)]
struct Told {
    #[serde(default)]
    told: String,
}

async fn page(visit: Visit, Query(told): Query<Told>) -> Result<Response, Response> {
    let access = enter_member(&visit, HERE).await?;
    let told = match told.told.as_str() {
        "plan" => Some(t("membership-told-plan")),
        "canceled" => Some(t("membership-told-canceled")),
        "in" => Some(t("membership-in")),
        "out" => Some(t("membership-out")),
        _ => None,
    };
    show(&visit, &access, Problems::default(), told).await
}

fn words(access: &Access, copy: &Copy) -> String {
    format!("{}, {}", copy.terms.0.name, plan_price(access, &copy.terms.0))
}

async fn show(visit: &Visit, access: &Access, problems: Problems, told: Option<Text>) -> Result<Response, Response> {
    let app = visit.app();
    let view = memberships::own(app, access).await.map_err(failure)?.views.pop().ok_or_else(|| problem(&Error::NOT_FOUND))?;
    let id = view.membership.id;
    let choices = memberships::choices(app, access, id).await.map_err(failure)?;
    let here = check_ins::present(app, access).await.map_err(failure)?;
    let (status, frame) = (problems.status(), Frame::of(visit).await?);
    let page = MembershipPage {
        frame,
        problems,
        told,
        name: view.membership.label().to_owned(),
        news: news(visit, access).await?,
        plan: view.current.as_ref().map(|copy| words(access, copy)),
        upcoming: view.upcoming.as_ref().map(|copy| {
            let (plan, day) = (words(access, copy), language::date(copy.starts_at));
            t("membership-plan-from").with("plan", plan).with("day", day).into()
        }),
        until: view.membership.canceled_to.map(language::date),
        waits: view.membership.confirmed_at.is_none(),
        passes: time_passes::unused(app, access, id).await.map_err(failure)?.len(),
        credits: bookings::credits(app, access, id).await.map_err(failure)?.iter().map(credit_words).collect(),
        bills: bills(visit, access, id).await?,
        plans: offered(visit, access, view.current.as_ref()).await?,
        choices,
        checked_in: here.iter().any(|check_in| check_in.membership_id == id && check_in.guest_name.is_none()),
        here: here
            .iter()
            .map(|one| {
                let (name, time) = (one.name.clone().unwrap_or_default(), time(access, one.valid_from));
                t("membership-here-since").with("name", name).with("time", time).into()
            })
            .collect(),
    };
    Ok(visit.page(render(status, &page)))
}

/// What is shown today; admins who are members see what the others see.
async fn news(visit: &Visit, access: &Access) -> Result<Vec<News>, Response> {
    let (found, today) = (announcements::list(visit.app(), access).await.map_err(failure)?, access.today());
    let shown = found.into_iter().filter(|one| one.starts_on <= today && one.ends_on.is_none_or(|last| today <= last));
    Ok(shown.take(SHOWN).map(|one| News { title: one.title, text: domain::articles::html(&one.text) }).collect())
}

/// How it stands with an invoice.
pub(crate) fn paid(status: PaidStatus) -> Text {
    match status {
        PaidStatus::Unpaid => t("membership-unpaid"),
        PaidStatus::Paid => t("membership-paid"),
        PaidStatus::Pending => t("membership-pending"),
        PaidStatus::Canceled => t("membership-refunded"),
        PaidStatus::WrittenOff => t("membership-written-off"),
    }
}

async fn bills(visit: &Visit, access: &Access, id: MembershipId) -> Result<Vec<Bill>, Response> {
    let found = match invoices::of_membership(visit.app(), access, id).await {
        // A space may keep invoices from its members' pages.
        Err(Error::Forbidden { .. }) => return Ok(Vec::new()),
        found => found.map_err(failure)?,
    };
    let bill = |invoice: &store::invoices::Invoice| Bill {
        href: format!("/invoices/{}", invoice.id),
        title: t("membership-invoice-of").with("number", &invoice.number).with("day", language::date(invoice.issued_on)).into(),
        about: format!("{}, {}", money(invoice.gross, invoice.currency), paid(invoice.paid_status)),
    };
    Ok(found.iter().take(SHOWN).map(bill).collect())
}

/// Plans to change to.
async fn offered(visit: &Visit, access: &Access, current: Option<&Copy>) -> Result<Vec<Plan>, Response> {
    let offer = plans::list(visit.app(), access).await.map_err(failure)?;
    let open = offer.plans.into_iter().filter(|plan| plan.terms.0.is_open());
    let others = open.filter(|plan| current.is_none_or(|copy| copy.parent_plan_id != plan.id));
    let plan = |plan: store::plans::Plan| {
        let terms = plan.terms.0;
        Plan { id: plan.id, price: plan_price(access, &terms), name: terms.name }
    };
    Ok(others.map(plan).collect())
}

/// Back to the page, or the page with what was wrong.
async fn done(visit: &Visit, access: &Access, result: app::Result<()>, told: &str) -> Result<Response, Response> {
    match result {
        Ok(()) => Ok(lead_to(&format!("{HERE}?told={told}"))),
        Err(Error::Conflict { message, .. } | Error::Unbookable { message, .. } | Error::Forbidden { message, .. }) => {
            show(visit, access, Problems::base_only(message), None).await
        }
        Err(error) => show(visit, access, Problems::of(error)?, None).await,
    }
}

#[derive(Deserialize)]
struct NewPlan {
    #[serde(default)]
    plan: String,
    /// The question was answered.
    #[serde(default)]
    sure: String,
}

async fn change_plan(Posted { visit, form }: Posted<NewPlan>) -> Result<Response, Response> {
    let (access, id) = ahead::entered(&visit).await?;
    let Ok(plan) = form.plan.parse::<PlanId>() else {
        return done(&visit, &access, Err(FieldError::field("plan", "blank", "must be chosen").into()), "").await;
    };
    let wish = ChangePlan { plan, extras: Vec::new(), change_date: None, first_invoice_at: None };
    if !form.sure.is_empty() {
        let changed = memberships::change_own_plan(visit.app(), &access, wish).await.map(drop);
        return done(&visit, &access, changed, "plan").await;
    }
    match memberships::foresee_plan(visit.app(), &access, id, wish).await {
        Ok(coming) => {
            let offer = plans::list(visit.app(), &access).await.map_err(failure)?;
            let named = offer.plans.into_iter().find(|one| one.id == plan).map(|one| one.terms.0.name);
            ahead::ask_plan(&visit, (plan.to_string(), named.unwrap_or_default()), &coming).await
        }
        Err(error) => done(&visit, &access, Err(error), "").await,
    }
}

/// The member's own membership, as the pages show it.
async fn own(visit: &Visit, access: &Access) -> Result<MembershipId, Response> {
    let listed = memberships::own(visit.app(), access).await.map_err(failure)?;
    listed.views.first().map(|view| view.membership.id).ok_or_else(|| problem(&Error::NOT_FOUND))
}

/// Whether the question was answered.
#[derive(Deserialize)]
struct Sure {
    #[serde(default)]
    sure: String,
}

async fn cancel(Posted { visit, form }: Posted<Sure>) -> Result<Response, Response> {
    let (access, id) = ahead::entered(&visit).await?;
    if !form.sure.is_empty() {
        let ended = memberships::cancel_own(visit.app(), &access, id).await.map(drop);
        return done(&visit, &access, ended, "canceled").await;
    }
    match memberships::foresee_end(visit.app(), &access, id).await {
        Ok(coming) => ahead::ask_end(&visit, &access, id, &coming).await,
        Err(error) => done(&visit, &access, Err(error), "").await,
    }
}

async fn check_in(Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let access = enter_member(&visit, HERE).await?;
    let id = own(&visit, &access).await?;
    let entered = check_ins::check_in(visit.app(), &access, access.space_id(), id, true).await.map(drop);
    done(&visit, &access, entered, "in").await
}

async fn check_out(Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let access = enter_member(&visit, HERE).await?;
    let id = own(&visit, &access).await?;
    let left = check_ins::check_out_now(visit.app(), &access, id).await;
    done(&visit, &access, left, "out").await
}
