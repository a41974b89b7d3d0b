//! Reports of what a space earns: invoices and memberships are read a page at a time, whatever the period.

use crate::access::Access;
use crate::accounting::Period;
use crate::bookings::too_large;
use crate::{App, Error, FieldError, Result};
use domain::ids::MembershipId;
use domain::plans::History;
use domain::reports::{Bill, Recurring, Report};
use domain::scopes::Scope;
use jiff::ToSpan as _;
use jiff::civil::Date;
use std::collections::{BTreeMap, HashMap};
use store::invoices::export::{self, After};
use store::{membership_plans, memberships};
use uuid::Uuid;

const PAGE: i64 = 500;
/// Months that one report may cover, and the longest cycle of a plan.
const MOST_MONTHS: usize = 36;

/// What the space earned in a period, what is open at its end as things stand now, and, for who sees memberships, what
/// members pay each month. For admins who see invoices.
///
/// # Errors
/// [`Error::Invalid`] for a period that is none, or longer than three years.
pub async fn report(app: &App, access: &Access, period: Period) -> Result<Report> {
    access.require_admin(Scope::ReadInvoices)?;
    let mut report = empty(period)?;
    let Period { from, to } = period;
    // What was billed for days to come may have been billed a whole cycle before.
    let cycle = i32::try_from(MOST_MONTHS).unwrap_or(i32::MAX).months();
    let mut after = After::day(from.min(to.saturating_sub(cycle)));
    loop {
        let bound = access.clone();
        let page = app.db.read(async move |tx| Ok::<_, Error>(export::issued(&mut bound.bind(tx), to, after, PAGE).await?)).await?;
        let Some(last) = page.last() else { break };
        after = After::invoice(last);
        for invoice in &page {
            let bill = Bill {
                issued_on: invoice.issued_on,
                currency: invoice.currency,
                items: &invoice.items.0,
                written_off: invoice.written_off,
            };
            report.add(bill).map_err(too_large)?;
        }
    }
    let mut after = After::day(Date::constant(1, 1, 1));
    loop {
        let bound = access.clone();
        let page = app.db.read(async move |tx| Ok::<_, Error>(export::open(&mut bound.bind(tx), to, after, PAGE).await?)).await?;
        let Some(last) = page.last() else { break };
        after = After::invoice(last);
        for invoice in &page {
            let left = invoice.payable.minus(invoice.paid).map_err(too_large)?;
            report.add_open(invoice.currency, invoice.due_on, left).map_err(too_large)?;
        }
    }
    if access.is_admin(Scope::ReadMemberships) {
        add_members(app, access, &mut report).await?;
    } else {
        report.months.clear();
    }
    Ok(report)
}

/// The part of [`report`] that is of members, by the first day of the month. For admins who see memberships.
///
/// # Errors
/// As [`report`].
pub async fn members(app: &App, access: &Access, period: Period) -> Result<BTreeMap<Date, Recurring>> {
    access.require_admin(Scope::ReadMemberships)?;
    let mut report = empty(period)?;
    add_members(app, access, &mut report).await?;
    Ok(report.months)
}

fn empty(period: Period) -> Result<Report> {
    let Period { from, to } = period.check()?;
    let report = Report::new(from, to);
    if report.months.len() > MOST_MONTHS {
        return Err(FieldError::parameter("to", "out_of_range", "must be within three years of from").into());
    }
    Ok(report)
}

async fn add_members(app: &App, access: &Access, report: &mut Report) -> Result<()> {
    let mut after = MembershipId(Uuid::nil());
    loop {
        let bound = access.clone();
        let found = app.db.snapshot(async move |tx| {
            let mut tx = bound.bind(tx);
            let members = memberships::confirmed(&mut tx, after, PAGE).await?;
            let copies = match members.as_slice() {
                [] => vec![],
                some => membership_plans::of_many(&mut tx, some.iter().map(|member| member.id).collect()).await?,
            };
            Ok::<_, Error>((members, copies))
        });
        let (members, copies) = found.await?;
        let Some(last) = members.last() else { return Ok(()) };
        after = last.id;
        let mut plans: HashMap<MembershipId, Vec<_>> = HashMap::new();
        for copy in copies {
            plans.entry(copy.membership_id).or_default().push(copy.rule());
        }
        for member in &members {
            let plans = History::new(plans.remove(&member.id).unwrap_or_default());
            report.add_member(&member.life(), &plans, member.of_team);
        }
    }
}
