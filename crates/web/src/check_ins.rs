//! `SUBDOMAIN/admin/check_ins`: who came on some days, as a list and as a file to take away.

use crate::accounts::Frame;
use crate::inside::{days_of, enter_admin, failure, stretch};
use crate::language::t;
use crate::lists::{self, Listing, Shape, Timed, WHEN};
use crate::pages::{problem, render};
use crate::visits::{Desk, Visit};
use app::access::Access;
use app::{Error, FieldError, check_ins};
use askama::Template;
use axum::Router;
use axum::extract::Query;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use domain::interval::Interval;
use domain::scopes::Scope;
use http_api::downloads::Download;
use jiff::ToSpan as _;
use jiff::civil::Date;
use store::check_ins::Came;

const HERE: &str = "/admin/check_ins";
const FILE: &str = "/admin/check_ins/export.csv";
const PAGE: i64 = 50;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new().route(HERE, get(page)).route(FILE, get(file)).with_state(desk.clone())
}

/// What is not said is the 30 days up to today.
fn span(access: &Access, asked: &Timed) -> Result<(Date, Date), Vec<FieldError>> {
    let (from, to) = asked.days()?;
    let to = to.unwrap_or(from.map_or(access.today(), |from| from.max(access.today())));
    Ok((from.unwrap_or(to.saturating_sub(30.days())), to))
}

fn within(access: &Access, (from, to): (Date, Date)) -> Interval {
    let days = days_of(access, from, to);
    Interval::new(days.from, days.to)
}

struct Line {
    when: String,
    who: String,
    /// None for who may not see members, and for members of other spaces.
    href: Option<String>,
    pass: bool,
}

impl Line {
    fn new(access: &Access, came: Came) -> Self {
        let host = came.name.unwrap_or_default();
        let ours = came.home_space_id == access.space_id() && access.is_admin(Scope::ReadMemberships);
        Self {
            when: stretch(access, came.valid_from, came.valid_until),
            who: match came.guest_name {
                Some(guest) => t("desk-guest").with("guest", guest).with("host", host).into(),
                None => host,
            },
            href: ours.then(|| format!("/admin/members/{}", came.membership_id)),
            pass: came.time_pass_id.is_some(),
        }
    }
}

#[derive(Template)]
#[template(path = "lists/check_ins.html")]
struct ListPage {
    frame: Frame,
    list: Listing<Line>,
}

async fn page(visit: Visit, Query(asked): Query<Timed>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadCheckIns).await?;
    let (span, descending, slice) = (span(&access, &asked), asked.last_first(true), asked.slice(PAGE));
    let days = span.as_ref().ok().copied();
    let found = lists::read(span, |days| check_ins::came(visit.app(), &access, within(&access, days), descending, slice)).await?;
    let columns = [(WHEN, t("bookings-when")), ("", t("bookings-list-who")), ("", t("selling-pass"))];
    let (columns, chosen, narrowed) = (&columns, ("", ""), false);
    let shape = Shape { here: HERE, file: FILE, size: PAGE, columns, sort: WHEN, descending, chosen, days, narrowed };
    let list = shape.listing(&asked, found, |came| Line::new(&access, came));
    let (status, page) = (list.problems.status(), ListPage { frame: Frame::of(&visit).await?, list });
    Ok(visit.page(render(status, &page)))
}

/// The same list, all of it.
async fn file(visit: Visit, Query(asked): Query<Timed>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadCheckIns).await?;
    let days = span(&access, &asked).map_err(|wrong| problem(&Error::Invalid(wrong)))?;
    let pieces = check_ins::csv(visit.app(), &access, within(&access, days), asked.last_first(true)).await.map_err(failure)?;
    let name = format!("check-ins_{}_{}.csv", days.0, days.1);
    Ok(visit.page(Download { name, media: "text/csv; charset=utf-8", pieces }.into_response()))
}
