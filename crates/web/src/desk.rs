//! `SUBDOMAIN/admin`: what is going on today, and how the space does.

use crate::accounts::Frame;
use crate::analytics::revenue;
use crate::charts::{Bars, Value, percent};
use crate::inside::{day, days_of, enter, failure, money, time};
use crate::language::{Text, date, t, weekdays};
use crate::pages::{refused, render};
use crate::visits::{Desk, Visit};
use app::access::Access;
use app::accounting::Period;
use app::bookings::{self, Listed, Page, Subject, View};
use app::memberships::{self, Days};
use app::{App, analytics, check_ins, invoices, plans, resources};
use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::ids::MembershipId;
use domain::invoices::PaidStatus;
use domain::scopes::Scope;
use jiff::ToSpan as _;
use jiff::civil::Date;
use std::ops::Range;
use store::invoices::Wanted;
use store::resources::Slice;

const HERE: &str = "/admin";
const BOOKINGS: &str = "/admin/bookings";
/// Bookings of one day that are shown.
const MOST: u32 = 500;
/// Lines of each list of the first page.
const FEW: usize = 8;
/// Hours in which a space is to be full.
const OPEN: Range<usize> = 8..18;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new().route(HERE, get(today)).with_state(desk.clone())
}

/// A figure with what stands behind it.
struct Figure {
    label: Text,
    value: String,
    /// What else there is to say of it.
    more: String,
    href: &'static str,
}

impl Figure {
    fn new(label: Text, value: String, href: &'static str) -> Self {
        Self { label, value, more: String::new(), href }
    }
}

/// A line of a list.
struct Line {
    title: String,
    about: String,
    href: Option<String>,
}

/// What a new space still needs, and where it is done.
struct Step {
    text: Text,
    href: &'static str,
}

#[derive(Template)]
#[template(path = "desk/today.html")]
struct TodayPage {
    frame: Frame,
    date: String,
    steps: Vec<Step>,
    figures: Vec<Figure>,
    here: Option<Vec<Line>>,
    bookings: Option<Vec<Line>>,
    open: Option<Vec<Line>>,
    coming: Vec<Line>,
    joining: Vec<Line>,
    leaving: Vec<Line>,
    charts: Vec<Bars>,
}

/// Who comes and who goes, for who may see it.
#[derive(Default)]
struct Moving {
    coming: Vec<Line>,
    joining: Vec<Line>,
    leaving: Vec<Line>,
    members: Option<i64>,
}

/// Each part for those who may see it; who may see none of it is no admin.
async fn today(visit: Visit) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    if access.admin_role().is_none() {
        return Err(refused(StatusCode::FORBIDDEN, &t("running-forbidden")));
    }
    let (app, mut figures) = (visit.app(), Vec::new());
    let here = present(app, &access, &mut figures).await?;
    let bookings = booked(app, &access, &mut figures).await?;
    let open = owed(app, &access, &mut figures).await?;
    let Moving { coming, joining, leaving, members } = moving(app, &access, &mut figures).await?;
    let charts = charts(app, &access, &mut figures).await?;
    let steps = steps(app, &access, members).await?;
    let (frame, date) = (Frame::of(&visit).await?, day(access.today()));
    let page = TodayPage { frame, date, steps, figures, here, bookings, open, coming, joining, leaving, charts };
    Ok(visit.page(render(StatusCode::OK, &page)))
}

async fn present(app: &App, access: &Access, figures: &mut Vec<Figure>) -> Result<Option<Vec<Line>>, Response> {
    if !access.is_admin(Scope::ReadCheckIns) {
        return Ok(None);
    }
    let found = check_ins::present(app, access).await.map_err(failure)?;
    figures.push(Figure::new(t("desk-figure-here"), found.len().to_string(), "#here"));
    let who = |host: String, guest: Option<String>| {
        guest.map_or_else(|| host.clone(), |guest| t("desk-guest").with("guest", guest).with("host", &host).to_string())
    };
    let line = |check_in: store::check_ins::CheckIn| Line {
        title: who(check_in.name.unwrap_or_default(), check_in.guest_name),
        about: t("desk-since").with("when", time(access, check_in.valid_from)).to_string(),
        href: Some(format!("/admin/members/{}", check_in.membership_id)),
    };
    Ok(Some(found.into_iter().take(FEW).map(line).collect()))
}

async fn of_day(app: &App, access: &Access, date: Date) -> Result<Listed, Response> {
    let page = Page { limit: MOST, offset: 0 };
    bookings::list(app, access, Subject::Space, days_of(access, date, date), page, true).await.map_err(failure)
}

async fn booked(app: &App, access: &Access, figures: &mut Vec<Figure>) -> Result<Option<Vec<Line>>, Response> {
    if !access.is_admin(Scope::ReadBookings) {
        return Ok(None);
    }
    let (found, now) = (of_day(app, access, access.today()).await?, app.clock.now());
    let total = found.total.unwrap_or_default();
    figures.push(Figure::new(t("desk-figure-bookings"), total.to_string(), BOOKINGS));
    let line = |view: View| {
        let booking = &view.shown.booking;
        let who = view.shown.membership_name.clone().or_else(|| booking.title.clone()).unwrap_or_default();
        let times = format!("{} – {}", time(access, booking.starts_at), time(access, booking.ends_at));
        let about = [times, who].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ");
        Line { title: view.shown.resource_name, about, href: Some(format!("{BOOKINGS}/{}", booking.id)) }
    };
    Ok(Some(found.views.into_iter().filter(|view| view.shown.booking.ends_at > now).take(FEW).map(line).collect()))
}

async fn owed(app: &App, access: &Access, figures: &mut Vec<Figure>) -> Result<Option<Vec<Line>>, Response> {
    if !access.is_admin(Scope::ReadInvoices) {
        return Ok(None);
    }
    let wanted = Wanted { paid_status: vec![PaidStatus::Unpaid, PaidStatus::Pending], ..Wanted::default() };
    let slice = Slice { limit: i64::try_from(FEW).unwrap_or(1), offset: 0 };
    let found = invoices::list(app, access, wanted, slice).await.map_err(failure)?;
    let sums = analytics::open(app, access).await.map_err(failure)?;
    let more = sums.iter().map(|open| money(open.amount, open.currency)).collect::<Vec<_>>().join(", ");
    figures.push(Figure { more, ..Figure::new(t("desk-figure-invoices"), found.total.to_string(), "/admin/invoices") });
    let line = |invoice: store::invoices::Invoice| Line {
        title: invoice.number.clone(),
        about: t("desk-due").with("amount", money(invoice.gross, invoice.currency)).with("day", date(invoice.due_on)).to_string(),
        href: Some(format!("/admin/invoices/{}", invoice.id)),
    };
    Ok(Some(found.items.into_iter().map(line).collect()))
}

/// Who waits to become a member, who began and who leaves within a month, and how many there are.
async fn moving(app: &App, access: &Access, figures: &mut Vec<Figure>) -> Result<Moving, Response> {
    if !access.is_admin(Scope::ReadMemberships) {
        return Ok(Moving::default());
    }
    let (today, few) = (access.today(), i64::try_from(FEW).unwrap_or(1));
    let (_, total) = memberships::page(app, access, Days { from: today, to: today }, 1, 0).await.map_err(failure)?;
    let line =
        |id: MembershipId, name: &str, about: String| Line { title: name.to_owned(), about, href: Some(format!("/admin/members/{id}")) };
    let waiting = memberships::unconfirmed(app, access, Slice { limit: few, offset: 0 }).await.map_err(failure)?;
    let coming = waiting.iter().map(|member| line(member.id, member.label(), t("desk-signed-up").into())).collect();
    let recent = Days { from: today.saturating_sub(30.days()), to: today };
    let (new, joined) = analytics::joining(app, access, recent, few).await.map_err(failure)?;
    let joining =
        new.iter().map(|member| line(member.id, &member.name, t("desk-since").with("when", date(member.starts_at)).to_string())).collect();
    let soon = Days { from: today, to: today.saturating_add(31.days()) };
    let ending = memberships::cancellations(app, access, soon).await.map_err(failure)?.views;
    let last = |view: &memberships::View| {
        view.membership.canceled_to.map(|day| t("desk-until").with("day", date(day)).to_string()).unwrap_or_default()
    };
    let leaving = ending.iter().take(FEW).map(|view| line(view.membership.id, view.membership.label(), last(view))).collect();
    let more = t("desk-moving").with("joined", joined).with("leaving", ending.len()).to_string();
    figures.push(Figure { more, ..Figure::new(t("desk-figure-members"), total.to_string(), "/admin/members") });
    Ok(Moving { coming, joining, leaving, members: Some(total) })
}

/// Revenue of a year by month, and how full the last four weeks were, for who may see either.
async fn charts(app: &App, access: &Access, figures: &mut Vec<Figure>) -> Result<Vec<Bars>, Response> {
    let (today, mut drawn) = (access.today(), Vec::new());
    if analytics::shows(access, Scope::ReadInvoices) {
        let year = Period { from: today.saturating_sub(11.months()).first_of_month(), to: today };
        drawn.extend(revenue(&analytics::revenue(app, access, year).await.map_err(failure)?));
    }
    if analytics::shows(access, Scope::ReadBookings) {
        let weeks = Period { from: today.saturating_sub(28.days()), to: today.yesterday().unwrap_or(today) };
        let found = analytics::usage(app, access, weeks, None).await.map_err(failure)?;
        let share = |days: Range<usize>| found.occupancy.share(days, OPEN, found.units);
        if let Some(all) = share(0..5) {
            let more = t("desk-figure-weeks").to_string();
            figures.push(Figure { more, ..Figure::new(t("desk-figure-booked"), percent(all), "/admin/analytics#heat") });
            let value = |(place, name): (usize, &str)| {
                let share = share(place..place + 1).unwrap_or_default();
                Value { label: name.to_owned(), amount: i64::try_from(share).unwrap_or_default(), shown: percent(share) }
            };
            let bars = weekdays().into_iter().enumerate().map(value).collect();
            let title = t("desk-chart-weekdays");
            drawn.push(Bars::new("weekdays", title, (t("desk-chart-weekday"), t("desk-chart-booked")), bars, |value| {
                percent(value.unsigned_abs())
            }));
        }
    }
    Ok(drawn)
}

/// What is missing before anybody can become a member and book.
async fn steps(app: &App, access: &Access, members: Option<i64>) -> Result<Vec<Step>, Response> {
    let mut steps = Vec::new();
    let one = Slice { limit: 1, offset: 0 };
    if access.is_admin(Scope::WritePlanExtras) && plans::list(app, access).await.map_err(failure)?.plans.is_empty() {
        steps.push(Step { text: t("desk-step-plan"), href: "/admin/plans/new" });
    }
    if access.is_admin(Scope::WriteResources)
        && resources::list(app, access, resources::Wanted::default(), one).await.map_err(failure)?.items.is_empty()
    {
        steps.push(Step { text: t("desk-step-room"), href: "/admin/resources/new" });
    }
    if members == Some(0) && app::imports::may(access, "members") {
        steps.push(Step { text: t("desk-step-import"), href: "/admin/imports" });
    }
    if access.is_admin(Scope::WriteMemberships) && members == Some(0) {
        steps.push(Step { text: t("desk-step-member"), href: "/admin/members/new" });
    }
    Ok(steps)
}
