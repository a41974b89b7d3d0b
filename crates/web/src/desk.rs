//! `SUBDOMAIN/admin` and `SUBDOMAIN/admin/bookings`: what is going on today, and the day as a plan of all rooms.

mod plan;

use crate::accounts::Frame;
use crate::inside::{day, enter, enter_admin, failure, money, time};
use crate::pages::{refused, render};
use crate::visits::{Desk, Visit};
use app::access::Access;
use app::bookings::{self, Listed, Page, Subject, View, WindowOf};
use app::memberships::{self, Days};
use app::{App, check_ins, invoices, plans, resources};
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::invoices::PaidStatus;
use domain::scopes::Scope;
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use plan::{Column, DayPlan};
use serde::Deserialize;
use store::invoices::Wanted;
use store::resources::Slice;

const HERE: &str = "/admin";
const BOOKINGS: &str = "/admin/bookings";
/// Bookings of one day that are shown.
const MOST: u32 = 500;
/// Lines of each list of the first page.
const FEW: usize = 8;
/// Rooms side by side in the plan of a day.
const COLUMNS: i64 = 40;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new().route(HERE, get(today)).route(BOOKINGS, get(bookings_of_day)).with_state(desk.clone())
}

/// A figure with what stands behind it.
struct Figure {
    label: &'static str,
    value: String,
    href: &'static str,
}

/// A line of a list.
struct Line {
    title: String,
    about: String,
    href: Option<String>,
}

/// What a new space still needs, and where it is done.
struct Step {
    text: &'static str,
    href: &'static str,
}

#[derive(Template)]
#[template(path = "desk/today.html")]
struct TodayPage {
    frame: Frame,
    date: String,
    steps: Vec<Step>,
    figures: Vec<Figure>,
    here: Vec<Line>,
    bookings: Vec<Line>,
    open: Vec<Line>,
    coming: Vec<Line>,
    leaving: Vec<Line>,
}

/// Each part for those who may see it; who may see none of it is no admin.
async fn today(visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    if access.admin_role().is_none() {
        return Err(refused(StatusCode::FORBIDDEN, "This page is for those who run the space."));
    }
    let (app, mut figures) = (visit.app(), Vec::new());
    let here = present(app, &access, &mut figures).await?;
    let bookings = booked(app, &access, &mut figures).await?;
    let open = owed(app, &access, &mut figures).await?;
    let (coming, leaving, members) = moving(app, &access, &mut figures).await?;
    let steps = steps(app, &access, members).await?;
    let (frame, date) = (Frame::of(&visit).await?, day(access.today()));
    Ok(visit.page(render(StatusCode::OK, &TodayPage { frame, date, steps, figures, here, bookings, open, coming, leaving })))
}

async fn present(app: &App, access: &Access, figures: &mut Vec<Figure>) -> Result<Vec<Line>, Response> {
    if !access.is_admin(Scope::ReadCheckIns) {
        return Ok(Vec::new());
    }
    let found = check_ins::present(app, access).await.map_err(failure)?;
    figures.push(Figure { label: "here now", value: found.len().to_string(), href: "#here" });
    let who = |host: String, guest: Option<String>| guest.map_or_else(|| host.clone(), |guest| format!("{guest}, guest of {host}"));
    let line = |check_in: store::check_ins::CheckIn| Line {
        title: who(check_in.name.unwrap_or_default(), check_in.guest_name),
        about: format!("since {}", time(access, check_in.valid_from)),
        href: Some(format!("/admin/members/{}", check_in.membership_id)),
    };
    Ok(found.into_iter().take(FEW).map(line).collect())
}

/// From midnight to midnight in the zone of the space.
fn whole_day(access: &Access, date: Date) -> WindowOf {
    let midnight = |date: Date| access.midnight(date).unwrap_or(Timestamp::MAX);
    WindowOf { from: midnight(date), to: midnight(date.tomorrow().unwrap_or(date)) }
}

async fn of_day(app: &App, access: &Access, date: Date) -> Result<Listed, Response> {
    let page = Page { limit: MOST, offset: 0 };
    bookings::list(app, access, Subject::Space, whole_day(access, date), page, true).await.map_err(failure)
}

async fn booked(app: &App, access: &Access, figures: &mut Vec<Figure>) -> Result<Vec<Line>, Response> {
    if !access.is_admin(Scope::ReadBookings) {
        return Ok(Vec::new());
    }
    let (found, now) = (of_day(app, access, access.today()).await?, app.clock.now());
    let total = found.total.unwrap_or_default();
    figures.push(Figure { label: "bookings today", value: total.to_string(), href: BOOKINGS });
    let line = |view: View| {
        let booking = &view.shown.booking;
        let who = view.shown.membership_name.clone().or_else(|| booking.title.clone()).unwrap_or_default();
        let times = format!("{} – {}", time(access, booking.starts_at), time(access, booking.ends_at));
        let about = [times, who].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
        Line { title: view.shown.resource_name, about, href: None }
    };
    Ok(found.views.into_iter().filter(|view| view.shown.booking.ends_at > now).take(FEW).map(line).collect())
}

async fn owed(app: &App, access: &Access, figures: &mut Vec<Figure>) -> Result<Vec<Line>, Response> {
    if !access.is_admin(Scope::ReadInvoices) {
        return Ok(Vec::new());
    }
    let wanted = Wanted { paid_status: vec![PaidStatus::Unpaid], ..Wanted::default() };
    let slice = Slice { limit: i64::try_from(FEW).unwrap_or(1), offset: 0 };
    let found = invoices::list(app, access, wanted, slice).await.map_err(failure)?;
    figures.push(Figure { label: "open invoices", value: found.total.to_string(), href: "/admin/invoices" });
    let line = |invoice: store::invoices::Invoice| Line {
        title: invoice.number.clone(),
        about: format!("{}, due {}", money(invoice.gross, invoice.currency), invoice.due_on),
        href: Some(format!("/admin/invoices/{}", invoice.id)),
    };
    Ok(found.items.into_iter().map(line).collect())
}

/// Who waits to become a member, who leaves soon, and how many there are, for who may see it.
async fn moving(app: &App, access: &Access, figures: &mut Vec<Figure>) -> Result<(Vec<Line>, Vec<Line>, Option<i64>), Response> {
    if !access.is_admin(Scope::ReadMemberships) {
        return Ok((Vec::new(), Vec::new(), None));
    }
    let today = access.today();
    let (_, total) = memberships::page(app, access, Days { from: today, to: today }, 1, 0).await.map_err(failure)?;
    figures.push(Figure { label: "members", value: total.to_string(), href: "/admin/members" });
    let line = |membership: &store::memberships::Membership, about: String| Line {
        title: membership.label().to_owned(),
        about,
        href: Some(format!("/admin/members/{}", membership.id)),
    };
    let waiting =
        memberships::unconfirmed(app, access, Slice { limit: i64::try_from(FEW).unwrap_or(1), offset: 0 }).await.map_err(failure)?;
    let coming = waiting.iter().map(|membership| line(membership, "signed up, waits for you".into())).collect();
    let soon = today.saturating_add(jiff::Span::new().days(31));
    let ending = memberships::cancellations(app, access, Days { from: today, to: soon }).await.map_err(failure)?;
    let last = |view: &memberships::View| view.membership.canceled_to.map(|day| format!("until {day}")).unwrap_or_default();
    let leaving = ending.views.iter().take(FEW).map(|view| line(&view.membership, last(view))).collect();
    Ok((coming, leaving, Some(total)))
}

/// What is missing before anybody can become a member and book.
async fn steps(app: &App, access: &Access, members: Option<i64>) -> Result<Vec<Step>, Response> {
    let mut steps = Vec::new();
    let one = Slice { limit: 1, offset: 0 };
    if access.is_admin(Scope::WritePlanExtras) && plans::list(app, access).await.map_err(failure)?.plans.is_empty() {
        steps.push(Step { text: "Make a plan: what a membership costs and what is in it", href: "/admin/plans/new" });
    }
    if access.is_admin(Scope::WriteResources)
        && resources::list(app, access, resources::Wanted::default(), one).await.map_err(failure)?.items.is_empty()
    {
        steps.push(Step { text: "Add a room or desk that can be booked", href: "/admin/resources/new" });
    }
    if access.is_admin(Scope::WriteMemberships) && members == Some(0) {
        steps.push(Step { text: "Add a member and send the invitation", href: "/admin/members/new" });
    }
    Ok(steps)
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    day: String,
}

#[derive(Template)]
#[template(path = "desk/day.html")]
struct DayPage {
    frame: Frame,
    date: Date,
    title: String,
    before: String,
    after: String,
    plan: DayPlan,
    /// The same as a list, for who does not see the plan.
    lines: Vec<Line>,
}

async fn bookings_of_day(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter_admin(&visit, BOOKINGS, Scope::ReadBookings).await?;
    let (app, date) = (visit.app(), asked.day.parse().unwrap_or_else(|_| access.today()));
    let found = of_day(app, &access, date).await?;
    let slice = Slice { limit: COLUMNS, offset: 0 };
    let wanted = resources::Wanted { usage: Some(domain::resources::Usage::Bookable), ..resources::Wanted::default() };
    let rooms = resources::list(app, &access, wanted, slice).await.map_err(failure)?;
    let columns = rooms.items.into_iter().map(|shown| Column { id: shown.resource.id, name: shown.resource.name }).collect();
    let line = |view: &View| {
        let booking = &view.shown.booking;
        let who = view.shown.membership_name.clone().or_else(|| booking.title.clone()).unwrap_or_else(|| "nobody named".into());
        Line {
            title: format!("{} – {}, {}", time(&access, booking.starts_at), time(&access, booking.ends_at), view.shown.resource_name),
            about: who,
            href: booking.membership_id.map(|id| format!("/admin/members/{id}")),
        }
    };
    let page = DayPage {
        frame: Frame::of(&visit).await?,
        date,
        title: day(date),
        before: date.yesterday().unwrap_or(date).to_string(),
        after: date.tomorrow().unwrap_or(date).to_string(),
        lines: found.views.iter().map(line).collect(),
        plan: DayPlan::new(&access, date, columns, &found.views, app.clock.now()),
    };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

/// Whole minutes between two instants.
fn minutes(from: Timestamp, to: Timestamp) -> i64 {
    to.duration_since(from).as_secs().div_euclid(SignedDuration::from_mins(1).as_secs())
}
