//! `SUBDOMAIN/admin/check_ins`: who came on some days, as a list and as a file to take away.

use crate::accounts::Frame;
use crate::inside::{days_of, enter_admin, failure, stretch};
use crate::language::{Text, t};
use crate::lists::{self, Head, Sorting, WHEN};
use crate::pages::{problem, render};
use crate::visits::{Desk, Problems, Visit};
use app::access::Access;
use app::resources::Page;
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
use serde::Deserialize;
use store::check_ins::Came;
use store::resources::Slice;

const HERE: &str = "/admin/check_ins";
const FILE: &str = "/admin/check_ins/export.csv";
const PAGE: i64 = 50;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new().route(HERE, get(page)).route(FILE, get(file)).with_state(desk.clone())
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    from: String,
    to: String,
    page: String,
    sort: String,
    order: String,
}

impl Asked {
    /// What is not said is the 30 days up to today.
    fn days(&self, access: &Access) -> Result<(Date, Date), Vec<FieldError>> {
        let (from, to) = lists::days(&self.from, &self.to)?;
        let to = to.unwrap_or(from.map_or(access.today(), |from| from.max(access.today())));
        Ok((from.unwrap_or(to.saturating_sub(30.days())), to))
    }

    fn last_first(&self) -> bool {
        lists::last_first(&self.sort, &self.order, true)
    }
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
    problems: Problems,
    from: String,
    to: String,
    heads: Vec<Head>,
    lines: Vec<Line>,
    total: Text,
    before: Option<String>,
    after: Option<String>,
    file: String,
}

async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadCheckIns).await?;
    let (number, descending) = (lists::page(&asked.page), asked.last_first());
    let slice = Slice { limit: PAGE, offset: (number - 1) * PAGE };
    let (problems, days, found) = match asked.days(&access) {
        Ok(days) => {
            let found = check_ins::came(visit.app(), &access, within(&access, days), descending, slice).await.map_err(failure)?;
            (Problems::default(), Some(days), found)
        }
        Err(wrong) => (wrong.into(), None, Page { items: vec![], total: 0 }),
    };
    let (from, to) = days.map_or_else(|| (asked.from.clone(), asked.to.clone()), |(from, to)| (from.to_string(), to.to_string()));
    let said = [("from", &*from), ("to", &*to)];
    let sorting = Sorting { here: HERE, asked: &said, sort: WHEN, descending };
    let (total, count) = (found.total, found.items.len());
    let page = ListPage {
        frame: Frame::of(&visit).await?,
        heads: sorting.heads(&[(WHEN, t("bookings-when")), ("", t("bookings-list-who")), ("", t("selling-pass"))]),
        lines: found.items.into_iter().map(|came| Line::new(&access, came)).collect(),
        total: lists::total(total, false),
        before: (number > 1).then(|| sorting.page(number - 1)),
        after: lists::more(number, PAGE, total, count).then(|| sorting.page(number + 1)),
        file: sorting.file(FILE),
        problems,
        from,
        to,
    };
    Ok(visit.page(render(page.problems.status(), &page)))
}

/// The same list, all of it.
async fn file(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter_admin(&visit, HERE, Scope::ReadCheckIns).await?;
    let days = asked.days(&access).map_err(|wrong| problem(&Error::Invalid(wrong)))?;
    let pieces = check_ins::csv(visit.app(), &access, within(&access, days), asked.last_first()).await.map_err(failure)?;
    let name = format!("check-ins_{}_{}.csv", days.0, days.1);
    Ok(visit.page(Download { name, media: "text/csv; charset=utf-8", pieces }.into_response()))
}
