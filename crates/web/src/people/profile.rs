//! One member: what is known, what runs, what is owed, and what can be done about it.

use super::more::More;
use super::{Choice, HERE, plans};
use crate::accounts::{Frame, Nothing};
use crate::address::in_line;
use crate::inside::{credit_words, enter_admin, failure, money, plan_price, stretch};
use crate::language::{Text, date, t};
use crate::membership::paid;
use crate::pages::{problem, render};
use crate::visits::{Desk, Posted, Problems, Visit, lead_to};
use app::access::Access;
use app::bookings::{self, Page, Subject, WindowOf};
use app::memberships::{self, Cancel, Confirm, View};
use app::{Error, FieldError, invitations, invoices, payments, teams};
use askama::Template;
use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use axum::routing::{get, post};
use domain::ids::MembershipId;
use domain::scopes::Scope;
use domain::teams::Role;
use jiff::SignedDuration;
use jiff::civil::Date;
use serde::Deserialize;
use store::membership_plans::Copy;

/// Invoices and bookings that are shown.
const SHOWN: usize = 12;

pub(super) fn router() -> Router<Desk> {
    Router::new()
        .route("/admin/members/{id}", get(page))
        .route("/admin/members/{id}/confirm", post(confirm))
        .route("/admin/members/{id}/invite", post(invite))
        .route("/admin/members/{id}/cancel", post(cancel))
        .route("/admin/members/{id}/uncancel", post(uncancel))
}

pub(super) fn read(id: &str) -> Result<MembershipId, Response> {
    id.parse().map_err(|_| problem(&Error::NOT_FOUND))
}

/// A line with something to look at behind it.
struct Line {
    href: Option<String>,
    title: String,
    about: String,
}

#[derive(Template)]
#[template(path = "people/one.html")]
struct OnePage {
    frame: Frame,
    problems: Problems,
    id: MembershipId,
    name: String,
    facts: Vec<(Text, String)>,
    confirmed: bool,
    /// The last day, if there is one.
    ends: Option<Date>,
    connected: bool,
    plan: Option<String>,
    upcoming: Option<String>,
    plans: Vec<Choice>,
    today: String,
    more: More,
    /// Who pays, where it is somebody else's bill: the page, and the name.
    paid_by: Option<(String, String)>,
    /// How invoices are charged.
    pays_with: Option<String>,
    credits: Vec<String>,
    bookings: Vec<Line>,
    invoices: Option<Vec<Line>>,
    may_edit: bool,
    /// The address of an invitation that was just made.
    link: Option<String>,
}

async fn page(Path(id): Path<String>, visit: Visit) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, &format!("{HERE}/{id}"), Scope::ReadMemberships).await?;
    show(&visit, &access, id, Problems::default(), None).await
}

fn plan(access: &Access, copy: &Copy) -> String {
    format!("{}, {}", copy.terms.0.name, plan_price(access, &copy.terms.0))
}

/// What follows, and when.
fn then(access: &Access, copy: &Copy) -> String {
    let (plan, day) = (plan(access, copy), date(copy.starts_at));
    match copy.first_invoice_at {
        Some(first) => t("people-then-invoiced").with("plan", plan).with("day", day).with("first", date(first)).to_string(),
        None => t("people-then").with("plan", plan).with("day", day).to_string(),
    }
}

fn facts(view: &View) -> Vec<(Text, String)> {
    let membership = &view.membership;
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut facts = vec![
        (t("running-company"), text(&membership.company)),
        (t("running-email"), text(&membership.email)),
        (t("running-phone"), text(&membership.phone)),
        (t("running-address"), in_line(&membership.address.0)),
        (t("people-number"), text(&membership.customer_number)),
        (t("people-tax-number"), text(&membership.tax_id)),
        (t("people-since"), date(membership.starts_at)),
        (t("people-until"), membership.canceled_to.map(date).unwrap_or_default()),
        (t("people-next-invoice"), date(membership.next_invoice_at)),
    ];
    facts.retain(|(_, text)| !text.is_empty());
    facts
}

pub(super) async fn show(
    visit: &Visit,
    access: &Access,
    id: MembershipId,
    problems: Problems,
    link: Option<String>,
) -> Result<Response, Response> {
    let app = visit.app();
    let view = memberships::get(app, access, id).await.map_err(failure)?.views.pop().ok_or_else(|| problem(&Error::NOT_FOUND))?;
    let may_edit = access.is_admin(Scope::WriteMemberships);
    let (status, frame) = (problems.status(), Frame::of(visit).await?);
    let page = OnePage {
        frame,
        problems,
        id,
        name: view.membership.label().to_owned(),
        facts: facts(&view),
        confirmed: view.membership.confirmed_at.is_some(),
        ends: view.membership.canceled_to,
        connected: view.membership.user_id.is_some(),
        plan: view.current.as_ref().map(|copy| plan(access, copy)),
        upcoming: view.upcoming.as_ref().map(|copy| then(access, copy)),
        plans: if may_edit { plans(app, access).await? } else { Vec::new() },
        today: access.today().to_string(),
        paid_by: paid_by(visit, access, &view).await?,
        pays_with: payments::source_name(app, access, id).await.map_err(failure)?,
        more: More::of(visit, access, &view).await?,
        credits: credits(visit, access, id).await?,
        bookings: booked(visit, access, id).await?,
        invoices: owed(visit, access, id).await?,
        may_edit,
        link,
    };
    Ok(visit.page(render(status, &page)))
}

/// On whose bill the membership is, where that is not its own (W4): a team's, or a member's who pays for others.
async fn paid_by(visit: &Visit, access: &Access, view: &View) -> Result<Option<(String, String)>, Response> {
    let paid = view.membership.role().filter(|(_, role)| *role == Role::Paid).map(|(team, _)| team);
    let Some(team) = paid.filter(|_| access.is_admin(Scope::ReadTeams)) else { return Ok(None) };
    let members = teams::members(visit.app(), access, team).await.map_err(failure)?;
    let Some(payer) = members.into_iter().find(|one| one.role() == Some(Role::Paying)) else { return Ok(None) };
    if payer.of_team {
        let team = teams::get(visit.app(), access, team).await.map_err(failure)?;
        return Ok(Some((format!("/teams/{}", team.id), team.name)));
    }
    Ok(Some((format!("{HERE}/{}", payer.id), payer.name.or(payer.company).unwrap_or_default())))
}

/// What is left of this month's credits, in words.
async fn credits(visit: &Visit, access: &Access, id: MembershipId) -> Result<Vec<String>, Response> {
    let found = bookings::credits(visit.app(), access, id).await;
    match found {
        Ok(credits) => Ok(credits.iter().map(credit_words).collect()),
        Err(Error::Forbidden { .. }) => Ok(Vec::new()),
        Err(error) => Err(problem(&error)),
    }
}

async fn booked(visit: &Visit, access: &Access, id: MembershipId) -> Result<Vec<Line>, Response> {
    if !access.is_admin(Scope::ReadBookings) {
        return Ok(Vec::new());
    }
    let now = visit.app().clock.now();
    let window = WindowOf { from: now, to: now.saturating_add(SignedDuration::from_hours(24 * 366)).unwrap_or(now) };
    let page = Page { limit: u32::try_from(SHOWN).unwrap_or(u32::MAX), offset: 0 };
    let listed = bookings::list(visit.app(), access, Subject::Membership(id), window, page, false).await.map_err(failure)?;
    let line = |view: bookings::View| {
        let booking = view.shown.booking;
        Line { href: None, title: view.shown.resource_name, about: stretch(access, booking.starts_at, booking.ends_at) }
    };
    Ok(listed.views.into_iter().map(line).collect())
}

async fn owed(visit: &Visit, access: &Access, id: MembershipId) -> Result<Option<Vec<Line>>, Response> {
    if !access.is_admin(Scope::ReadInvoices) {
        return Ok(None);
    }
    let found = invoices::of_membership(visit.app(), access, id).await.map_err(failure)?;
    let line = |invoice: &store::invoices::Invoice| Line {
        href: Some(format!("/admin/invoices/{}", invoice.id)),
        title: t("people-invoice-of").with("number", &invoice.number).with("day", date(invoice.issued_on)).to_string(),
        about: format!("{}, {}", money(invoice.gross, invoice.currency), paid(invoice.paid_status)),
    };
    Ok(Some(found.iter().take(SHOWN).map(line).collect()))
}

async fn confirm(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, HERE, Scope::WriteMemberships).await?;
    memberships::confirm(visit.app(), &access, id, Confirm::default()).await.map_err(failure)?;
    Ok(lead_to(&format!("{HERE}/{id}")))
}

/// The link is shown this once.
async fn invite(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, HERE, Scope::WriteInvitations).await?;
    let made = invitations::create(visit.app(), &access, id).await.map_err(failure)?;
    let link = format!("{}/invitations/{}", visit.app().site_of(access.space()), made.id);
    show(&visit, &access, id, Problems::default(), Some(link)).await
}

/// A day that need not be there.
pub(crate) fn day(field: &'static str, text: &str) -> Result<Option<Date>, FieldError> {
    let wrong = |_| FieldError::field(field, "invalid", "must be a day, such as 2026-11-27");
    Some(text.trim()).filter(|text| !text.is_empty()).map(|text| text.parse().map_err(wrong)).transpose()
}

async fn done(visit: &Visit, access: &Access, id: MembershipId, result: app::Result<()>) -> Result<Response, Response> {
    match result {
        Ok(()) => Ok(lead_to(&format!("{HERE}/{id}"))),
        Err(error) => show(visit, access, id, Problems::of(error)?, None).await,
    }
}

#[derive(Deserialize)]
struct End {
    #[serde(default)]
    canceled_to: String,
}

async fn cancel(Path(id): Path<String>, Posted { visit, form }: Posted<End>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, HERE, Scope::WriteMemberships).await?;
    let ended = match day("canceled_to", &form.canceled_to) {
        Ok(canceled_to) => {
            let how = Cancel { canceled_to, delete_later_bookings: false };
            memberships::cancel(visit.app(), &access, id, how).await.map(drop)
        }
        Err(wrong) => Err(wrong.into()),
    };
    done(&visit, &access, id, ended).await
}

async fn uncancel(Path(id): Path<String>, Posted { visit, .. }: Posted<Nothing>) -> Result<Response, Response> {
    let id = read(&id)?;
    let access = enter_admin(&visit, HERE, Scope::WriteMemberships).await?;
    let undone = memberships::uncancel(visit.app(), &access, id).await.map(drop);
    done(&visit, &access, id, undone).await
}
