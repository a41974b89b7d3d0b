//! `SUBDOMAIN/admin/analytics`: how the space does over time, as charts with their tables, and as files to take away.

use crate::accounts::Frame;
use crate::admins::enter;
use crate::charts::{self, Bars, HeatMap, Value};
use crate::inside::{clock, failure, money};
use crate::language::t;
use crate::pages::{problem, refused, render};
use crate::visits::{Desk, Problems, Visit};
use app::access::Access;
use app::accounting::Period;
use app::analytics::{self, Revenue, Usage, What};
use app::{App, Error, FieldError, resources};
use askama::Template;
use axum::Router;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use domain::ids::ResourceId;
use domain::money::{Amount, Currency};
use domain::resources::Usage as Use;
use domain::scopes::Scope;
use http_api::downloads::Whole;
use jiff::ToSpan as _;
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;
use store::resources::Slice;

const HERE: &str = "/admin/analytics";
/// Rooms to choose from.
const ROOMS: i64 = 500;

pub(crate) fn router(desk: &Desk) -> Router {
    Router::new().route(HERE, get(page)).route("/admin/analytics/{file}", get(file)).with_state(desk.clone())
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Asked {
    from: String,
    to: String,
    only: String,
}

impl Asked {
    /// What is not said is the year up to today; what cannot be read is wrong.
    fn period(&self, access: &Access) -> Result<Period, Vec<FieldError>> {
        let today = access.today();
        let mut wrong = Vec::new();
        let mut read = |name: &'static str, text: &str, usual: Date| match text.trim() {
            "" => usual,
            text => text.parse().unwrap_or_else(|_| {
                wrong.push(FieldError::field(name, "invalid", "must be a day, such as 2026-11-27"));
                usual
            }),
        };
        let to = read("to", &self.to, today);
        let from = read("from", &self.from, to.saturating_sub(11.months()).first_of_month());
        if wrong.is_empty() { Ok(Period { from, to }) } else { Err(wrong) }
    }

    fn only(&self) -> Result<Option<ResourceId>, Response> {
        match self.only.as_str() {
            "" => Ok(None),
            id => id.parse().map(Some).map_err(|_| problem(&Error::NOT_FOUND)),
        }
    }
}

/// A room to choose.
struct Choice {
    id: String,
    name: String,
    chosen: bool,
}

/// A chart, and the file with what is in it.
struct Figure {
    chart: Bars,
    file: &'static str,
}

#[derive(Template)]
#[template(path = "analytics/page.html")]
struct Page {
    frame: Frame,
    problems: Problems,
    from: String,
    to: String,
    rooms: Vec<Choice>,
    /// What addresses of files end with.
    query: String,
    figures: Vec<Figure>,
    heat: Option<HeatMap>,
}

async fn page(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let sees = [Scope::ReadMemberships, Scope::ReadInvoices, Scope::ReadBookings, Scope::ReadCheckIns];
    if !sees.into_iter().any(|scope| analytics::shows(&access, scope)) {
        return Err(refused(StatusCode::FORBIDDEN, &t("analytics-forbidden")));
    }
    let (only, app) = (asked.only()?, visit.app());
    let drawn = match asked.period(&access) {
        Ok(period) => draw(app, &access, period, only).await.map(|drawn| (period, drawn)),
        Err(wrong) => Err(Error::Invalid(wrong)),
    };
    let (problems, period, (figures, heat)) = match drawn {
        Ok((period, drawn)) => (Problems::default(), Some(period), drawn),
        // What is wrong with the period is said at its last day, as the use case does.
        Err(Error::Invalid(fields)) => (named(fields).into(), None, (Vec::new(), None)),
        Err(error) => return Err(failure(error)),
    };
    let text = |day: fn(Period) -> Date, typed: &String| period.map_or_else(|| typed.clone(), |period| day(period).to_string());
    let (from, to) = (text(|period| period.from, &asked.from), text(|period| period.to, &asked.to));
    let query =
        form_urlencoded::Serializer::new(String::new()).extend_pairs([("from", &from), ("to", &to), ("only", &asked.only)]).finish();
    let page = Page { frame: Frame::of(&visit).await?, rooms: rooms(app, &access, only).await?, from, to, query, figures, heat, problems };
    let status = page.problems.status();
    Ok(visit.page(render(status, &page)))
}

fn named(fields: Vec<FieldError>) -> Vec<FieldError> {
    let name = |field: FieldError| match field.at {
        app::At::Parameter(name) => FieldError { at: app::At::Field(name), ..field },
        _ => field,
    };
    fields.into_iter().map(name).collect()
}

async fn rooms(app: &App, access: &Access, only: Option<ResourceId>) -> Result<Vec<Choice>, Response> {
    if !analytics::shows(access, Scope::ReadBookings) {
        return Ok(Vec::new());
    }
    let wanted = resources::Wanted { usage: Some(Use::Bookable), ..resources::Wanted::default() };
    let found = resources::list(app, access, wanted, Slice { limit: ROOMS, offset: 0 }).await.map_err(failure)?;
    let choice = |shown: resources::Shown| Choice {
        chosen: only == Some(shown.resource.id),
        id: shown.resource.id.to_string(),
        name: shown.resource.name,
    };
    Ok(found.items.into_iter().map(choice).collect())
}

/// Each figure for who may see it.
async fn draw(app: &App, access: &Access, period: Period, only: Option<ResourceId>) -> app::Result<(Vec<Figure>, Option<HeatMap>)> {
    let (mut figures, mut map) = (Vec::new(), None);
    let mut add = |file: &'static str, chart: Bars| figures.push(Figure { chart, file });
    if analytics::shows(access, Scope::ReadInvoices) {
        for chart in revenue(&analytics::revenue(app, access, period).await?) {
            add("revenue", chart);
        }
    }
    if analytics::shows(access, Scope::ReadMemberships) {
        let found = analytics::members(app, access, period).await?;
        let value = |(month, of): (&Date, &domain::reports::Recurring)| Value {
            label: charts::month(*month),
            amount: whole(of.members),
            shown: t("analytics-joined-left").with("count", of.members).with("joined", of.joined).with("left", of.left).to_string(),
        };
        let head = (t("analytics-month"), t("analytics-members-on"));
        add("members", Bars::new("members", t("analytics-members"), head, found.iter().map(value).collect(), |value| value.to_string()));
    }
    if analytics::shows(access, Scope::ReadBookings) {
        let found = analytics::usage(app, access, period, only).await?;
        let value = |(month, of): (&Date, &domain::occupancy::Month)| Value {
            label: charts::month(*month),
            amount: whole(of.minutes / 60),
            shown: t("analytics-hours-in").with("hours", of.minutes / 60).count("count", of.bookings).to_string(),
        };
        let bars = found.occupancy.months.iter().map(value).collect();
        add(
            "bookings",
            Bars::new("bookings", t("analytics-hours-booked"), (t("analytics-month"), t("desk-chart-booked")), bars, |value| {
                format!("{value} h")
            }),
        );
        map = Some(HeatMap::new(|day, hour| cell(&found, day, hour), |hour| clock(access, hour * 60)));
    }
    if analytics::shows(access, Scope::ReadCheckIns) {
        let found = analytics::attendance(app, access, period).await?;
        let value = |(month, of): (&Date, &analytics::Attendance)| Value {
            label: charts::month(*month),
            amount: whole(of.visits),
            shown: t("analytics-visits").with("visits", of.visits).with("members", of.members).to_string(),
        };
        let bars = found.iter().map(value).collect();
        add(
            "attendance",
            Bars::new("attendance", t("analytics-check-ins"), (t("analytics-month"), t("analytics-check-ins")), bars, |value| {
                value.to_string()
            }),
        );
    }
    Ok((figures, map))
}

fn cell(usage: &Usage, day: usize, hour: usize) -> Option<u64> {
    usage.occupancy.share(day..day + 1, hour..hour + 1, usage.units)
}

fn whole(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// A chart for each currency.
pub(crate) fn revenue(found: &Revenue) -> Vec<Bars> {
    let chart = |(name, (currency, months)): (&String, &(Currency, BTreeMap<Date, Amount>))| {
        let value = |(month, net): (&Date, &Amount)| Value { label: charts::month(*month), amount: net.0, shown: money(*net, *currency) };
        // Lines stand at whole units, which need no decimals.
        let unit = |value: i64| Amount(value).to_decimal().normalize().to_string();
        Bars::new(
            format!("revenue-{name}"),
            t("analytics-revenue").with("currency", name),
            (t("analytics-month"), t("analytics-net")),
            months.iter().map(value).collect(),
            unit,
        )
    };
    found.iter().map(chart).collect()
}

async fn file(visit: Visit, Path(name): Path<String>, Query(asked): Query<Asked>) -> Result<Response, Response> {
    let access = enter(&visit, HERE).await?;
    let what = name.strip_suffix(".csv").and_then(|name| What::ALL.into_iter().find(|what| what.name() == name));
    let what = what.ok_or_else(|| problem(&Error::NOT_FOUND))?;
    let period = asked.period(&access).map_err(|wrong| problem(&Error::Invalid(wrong)))?;
    let text = analytics::csv(visit.app(), &access, what, period, asked.only()?).await.map_err(failure)?;
    let name = format!("{}_{}_{}.csv", what.name(), period.from, period.to);
    Ok(visit.page(Whole { name: &name, media: "text/csv; charset=utf-8", body: text.into_bytes() }.into_response()))
}
