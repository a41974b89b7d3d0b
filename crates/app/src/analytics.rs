//! How a space does over time: revenue, members, bookings, attendance, and how full it is. Each for admins who may see
//! analytics and what it is made of; rows are read a page at a time, whatever the period.

use crate::access::Access;
use crate::accounting::Period;
use crate::bookings::too_large;
use crate::memberships::Days;
use crate::{App, Error, FieldError, Result, reports};
use documents::tables::{self, Cell, MARK};
use domain::ids::{MembershipId, ResourceId};
use domain::interval::Interval;
use domain::money::{Amount, Currency};
use domain::occupancy::{HOURS, Occupancy, months};
use domain::permissions::Category;
use domain::reports::Recurring;
use domain::scopes::Scope;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use std::collections::{BTreeMap, HashMap, HashSet};
use store::analytics::{self, Joining, Open};
use uuid::Uuid;

const PAGE: i64 = 2000;
/// Months that are shown at once.
const MOST_MONTHS: usize = 36;
/// As a table names them.
const WEEKDAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/// Net revenue by currency and the first day of the month.
pub type Revenue = BTreeMap<String, (Currency, BTreeMap<Date, Amount>)>;

/// How much of what there is to book was booked.
#[derive(Clone, Debug)]
pub struct Usage {
    pub occupancy: Occupancy,
    /// That can be booked at once.
    pub units: u64,
}

/// Who came in a month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attendance {
    /// Check-ins, those of guests included.
    pub visits: u64,
    /// Members who came at least once.
    pub members: u64,
}

/// Whether the caller may see figures that are made of what the scope reads.
pub fn shows(access: &Access, scope: Scope) -> bool {
    access.sees(Category::Analytics) && access.is_admin(scope)
}

fn require(access: &Access, scope: Scope) -> Result<()> {
    access.require_admin(scope)?;
    if access.sees(Category::Analytics) {
        return Ok(());
    }
    Err(Error::forbidden("analytics_needed", "Your permissions do not show analytics."))
}

/// Whole months of three years at most.
fn checked(period: Period) -> Result<Period> {
    let period = period.check()?;
    if months(period.from, period.to).count() > MOST_MONTHS {
        return Err(FieldError::parameter("to", "out_of_range", "must be within three years of from").into());
    }
    Ok(period)
}

/// What invoices of a period come to, net, by the month they were made in: the same as in [`reports::report`], without the
/// rest of it.
///
/// # Errors
/// [`Error::Invalid`] for a period that is none, or longer than three years.
pub async fn revenue(app: &App, access: &Access, period: Period) -> Result<Revenue> {
    require(access, Scope::ReadInvoices)?;
    let Period { from, to } = checked(period)?;
    let bound = access.clone();
    let found = app.db.read(async move |tx| Ok::<_, Error>(analytics::earned(&mut bound.bind(tx), from, to).await?)).await?;
    let mut revenue = Revenue::new();
    for earned in found {
        let empty = || (earned.currency, months(from, to).map(|month| (month, Amount::ZERO)).collect());
        let (_, of) = revenue.entry(earned.currency.to_string()).or_insert_with(empty);
        let sum = of.entry(earned.issued_on.first_of_month()).or_default();
        *sum = sum.plus(earned.net).map_err(too_large)?;
    }
    Ok(revenue)
}

/// What is left to pay now, by currency.
pub async fn open(app: &App, access: &Access) -> Result<Vec<Open>> {
    access.require_admin(Scope::ReadInvoices)?;
    let access = access.clone();
    app.db.read(async move |tx| Ok::<_, Error>(analytics::open(&mut access.bind(tx)).await?)).await
}

/// What was booked in a period, of one resource or of all that can be booked by the hour.
///
/// # Errors
/// As [`revenue`]; [`Error::NotFound`] for a resource that is none.
pub async fn usage(app: &App, access: &Access, period: Period, only: Option<ResourceId>) -> Result<Usage> {
    require(access, Scope::ReadBookings)?;
    let Period { from, to } = checked(period)?;
    let mut occupancy = Occupancy::new(access.zone().clone(), from, to);
    let bound = access.clone();
    let units = app.db.read(async move |tx| Ok::<_, Error>(analytics::units(&mut bound.bind(tx)).await?)).await?;
    let units: HashMap<ResourceId, u32> = units.into_iter().filter(|(id, _)| only.is_none_or(|only| only == *id)).collect();
    if only.is_some() && units.is_empty() {
        return Err(Error::NOT_FOUND);
    }
    let within = occupancy.window();
    let mut after = analytics::first_booking(within);
    loop {
        let bound = access.clone();
        let found = app.db.read(async move |tx| Ok::<_, Error>(analytics::booked(&mut bound.bind(tx), within, after, PAGE).await?));
        let found = found.await?;
        let Some(last) = found.last() else { break };
        after = (last.starts_at, last.id);
        for booking in found.iter().filter(|booking| units.contains_key(&booking.resource_id)) {
            occupancy.add(Interval::new(booking.starts_at, booking.ends_at), booking.units);
        }
        if found.len() < usize::try_from(PAGE).unwrap_or(usize::MAX) {
            break;
        }
    }
    Ok(Usage { occupancy, units: units.values().map(|units| u64::from(*units)).sum() })
}

/// Who came to the space in a period, by the first day of the month.
///
/// # Errors
/// As [`revenue`].
pub async fn attendance(app: &App, access: &Access, period: Period) -> Result<BTreeMap<Date, Attendance>> {
    require(access, Scope::ReadCheckIns)?;
    let Period { from, to } = checked(period)?;
    let zone: TimeZone = access.zone().clone();
    let within = Occupancy::new(zone.clone(), from, to).window();
    let mut found: BTreeMap<Date, Attendance> = months(from, to).map(|month| (month, Attendance::default())).collect();
    let mut known: HashSet<(Date, MembershipId)> = HashSet::new();
    let mut after = (within.from, Uuid::nil());
    loop {
        let bound = access.clone();
        let page =
            app.db.read(async move |tx| Ok::<_, Error>(analytics::visits(&mut bound.bind(tx), within.to, after, PAGE).await?)).await?;
        let Some(last) = page.last() else { return Ok(found) };
        after = (last.valid_from, last.id);
        for visit in &page {
            let month = zone.to_datetime(visit.valid_from).date().first_of_month();
            let Some(of) = found.get_mut(&month) else { continue };
            of.visits += 1;
            of.members += u64::from(visit.guest_name.is_none() && known.insert((month, visit.membership_id)));
        }
        if page.len() < usize::try_from(PAGE).unwrap_or(usize::MAX) {
            return Ok(found);
        }
    }
}

/// Members by the first day of the month. Errors are those of [`reports::members`].
pub async fn members(app: &App, access: &Access, period: Period) -> Result<BTreeMap<Date, Recurring>> {
    require(access, Scope::ReadMemberships)?;
    reports::members(app, access, period).await
}

/// Memberships that begin on these days, the last first; some of them, and how many they are.
pub async fn joining(app: &App, access: &Access, days: Days, most: i64) -> Result<(Vec<Joining>, i64)> {
    access.require_admin(Scope::ReadMemberships)?;
    let access = access.clone();
    app.db.snapshot(async move |tx| Ok::<_, Error>(analytics::joining(&mut access.bind(tx), days.from, days.to, most).await?)).await
}

/// A table to take away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Members,
    Revenue,
    Bookings,
    Attendance,
    /// By weekday and hour.
    Occupancy,
}

impl What {
    pub const ALL: [Self; 5] = [Self::Members, Self::Revenue, Self::Bookings, Self::Attendance, Self::Occupancy];

    pub fn name(self) -> &'static str {
        match self {
            Self::Members => "members",
            Self::Revenue => "revenue",
            Self::Bookings => "bookings",
            Self::Attendance => "attendance",
            Self::Occupancy => "occupancy",
        }
    }
}

/// A figure as comma-separated values. Errors are those of what it is made of.
pub async fn csv(app: &App, access: &Access, what: What, period: Period, only: Option<ResourceId>) -> Result<String> {
    let mut rows = Vec::new();
    let head: Vec<&str> = match what {
        What::Members => {
            for (month, of) in members(app, access, period).await? {
                rows.push(vec![named(month), number(of.members), number(of.joined), number(of.left)]);
            }
            vec!["Month", "Members on the last day", "Joined", "Left"]
        }
        What::Revenue => {
            for (name, (_, of)) in revenue(app, access, period).await? {
                let row = |(month, net): (Date, Amount)| vec![named(month), Cell::Text(name.clone()), Cell::Number(net.to_decimal())];
                rows.extend(of.into_iter().map(row));
            }
            vec!["Month", "Currency", "Net"]
        }
        What::Bookings => {
            for (month, of) in usage(app, access, period, only).await?.occupancy.months {
                rows.push(vec![named(month), number(of.bookings), Cell::Number(hours(of.minutes))]);
            }
            vec!["Month", "Bookings", "Hours"]
        }
        What::Attendance => {
            for (month, of) in attendance(app, access, period).await? {
                rows.push(vec![named(month), number(of.visits), number(of.members)]);
            }
            vec!["Month", "Check-ins", "Members"]
        }
        What::Occupancy => {
            let found = usage(app, access, period, only).await?;
            for (day, name) in WEEKDAYS.into_iter().enumerate() {
                for hour in 0..HOURS {
                    let share = found.occupancy.share(day..day + 1, hour..hour + 1, found.units);
                    let share = share.map_or(Cell::Empty, |share| Cell::Number(Decimal::new(i64::try_from(share).unwrap_or(0), 1)));
                    rows.push(vec![Cell::Text(name.into()), Cell::Text(format!("{hour:02}:00")), share]);
                }
            }
            vec!["Weekday", "Hour", "Booked, percent"]
        }
    };
    let head: Vec<Cell> = head.into_iter().map(|name| Cell::Text(name.to_owned())).collect();
    Ok(std::iter::once(head).chain(rows).fold(MARK.to_owned(), |text, row| text + &tables::csv(&row)))
}

fn named(month: Date) -> Cell {
    Cell::Text(month.strftime("%Y-%m").to_string())
}

fn number(count: u64) -> Cell {
    Cell::Number(count.into())
}

/// With two decimals.
fn hours(minutes: u64) -> Decimal {
    Decimal::from(minutes).checked_div(Decimal::from(60)).unwrap_or_default().round_dp(2)
}
