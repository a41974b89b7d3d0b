//! Credits: spread over the bookings of a billing month whenever one of them is made, changed or deleted (C10).

use super::desk::{Desk, Payer};
use super::price::too_large;
use crate::access::Access;
use crate::{App, Error, Result};
use db::Tx;
use domain::credits::{self, Copies, CreditUse, Demand, PlanCredits, Remaining};
use domain::ids::{BookingId, MembershipId, MembershipPlanId, ResourceId};
use domain::interval::Interval;
use domain::money::{Amount, Currency};
use domain::scopes::Scope;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use std::collections::{BTreeMap, BTreeSet};
use store::SpaceTx;
use store::bookings::credits::{Counted, of_month, settle};
use store::bookings::facts::{self, PlanCopy};

/// A booking that takes part in the distribution.
struct Share {
    /// When it was made: the order in which credits are drawn.
    made_at: Timestamp,
    demand: Demand,
    /// As it is in the database.
    stored: Option<Counted>,
}

/// The bookings of one pool in one billing month.
pub(super) struct Month {
    shares: Vec<Share>,
    copies: Copies,
}

/// First and last instant, the latter excluded, of the billing month that contains a day.
fn bounds(payer: &Payer, day: Date) -> (Timestamp, Timestamp) {
    let (first, last) = credits::billing_month(payer.invoice_day, day);
    let start = |day: Date| start_of_day(&payer.zone, day);
    (start(first), last.tomorrow().map_or(Timestamp::MAX, start))
}

fn start_of_day(zone: &TimeZone, day: Date) -> Timestamp {
    zone.to_timestamp(day.to_datetime(Time::midnight())).unwrap_or(Timestamp::MAX)
}

/// The month that contains an instant, named by its first day.
pub(super) fn month_of(payer: &Payer, at: Timestamp) -> Date {
    credits::billing_month(payer.invoice_day, payer.day(at)).0
}

impl Month {
    /// As it stands in the database.
    pub async fn load(tx: &mut Tx, payer: &Payer, day: Date) -> Result<Self> {
        let (from, to) = bounds(payer, day);
        let mut tx = SpaceTx::bind(tx, payer.space);
        let rows = of_month(&mut tx, &payer.pool, from, to).await?;
        let mut month = Self { shares: rows.into_iter().map(share).collect(), copies: Copies::new() };
        month.know(&payer.copies);
        let missing: BTreeSet<MembershipPlanId> = month.shares.iter().flat_map(|share| share.demand.copies.iter().copied()).collect();
        let missing: Vec<_> = missing.into_iter().filter(|id| !month.copies.contains_key(id)).collect();
        if !missing.is_empty() {
            let copies = facts::copies(&mut tx, &missing).await?;
            month.know(&copies);
        }
        Ok(month)
    }

    fn know(&mut self, copies: &[PlanCopy]) {
        for copy in copies {
            let terms = &copy.terms.0;
            self.copies.insert(copy.id, PlanCredits { currency: terms.currency, entries: terms.booking_credits.clone() });
        }
    }

    /// Later than all that were made so far: two bookings of one instant have an order, too.
    pub fn next_made_at(&self, now: Timestamp) -> Timestamp {
        let latest = self.shares.iter().map(|share| share.made_at).filter(|made_at| *made_at < Timestamp::MAX).max();
        let next = latest.and_then(|latest| latest.checked_add(jiff::SignedDuration::from_micros(1)).ok());
        next.map_or(now, |next| next.max(now))
    }

    /// Adds a booking that is not written, behind all others.
    pub fn add(&mut self, demand: Demand) {
        self.shares.push(Share { made_at: Timestamp::MAX, demand, stored: None });
    }

    /// Puts a booking in its place as if it had been written already; it was made at `made_at`.
    pub fn put(&mut self, demand: Demand, made_at: Timestamp) {
        self.remove(demand.id);
        let place = self.shares.partition_point(|share| (share.made_at, share.demand.id) < (made_at, demand.id));
        self.shares.insert(place, Share { made_at, demand, stored: None });
    }

    pub fn remove(&mut self, id: BookingId) {
        self.shares.retain(|share| share.demand.id != id);
    }

    /// What each booking uses now.
    pub fn distribute(&self) -> Result<Spread> {
        let demands: Vec<Demand> = self.shares.iter().map(|share| share.demand.clone()).collect();
        let uses = credits::distribute(&self.copies, &demands).map_err(too_large)?;
        let all = self.shares.iter().zip(uses).map(|(share, used)| (share.demand.id, share.stored.clone(), used)).collect();
        Ok(Spread(all))
    }
}

/// Who uses which credits.
pub(super) struct Spread(Vec<(BookingId, Option<Counted>, CreditUse)>);

impl Spread {
    pub fn of(&self, id: BookingId) -> Option<&CreditUse> {
        self.0.iter().find(|(of, ..)| *of == id).map(|(.., used)| used)
    }

    /// Writes what differs from the database.
    pub async fn write(&self, tx: &mut Tx, payer: &Payer) -> Result<()> {
        let mut tx = SpaceTx::bind(tx, payer.space);
        for (_, stored, used) in &self.0 {
            let Some(stored) = stored.as_ref().filter(|stored| stored.invoice_id.is_none()) else { continue };
            let was = stored.used();
            if (was.minutes, was.amount, was.payable, &was.draws) != (used.minutes, used.amount, used.payable, &used.draws) {
                settle(&mut tx, stored, used).await?;
            }
        }
        Ok(())
    }
}

fn share(row: Counted) -> Share {
    let minutes = Interval::new(row.starts_at, row.ends_at).minutes();
    let demand = Demand {
        id: row.id,
        resource: row.resource_id,
        minutes: u32::try_from(minutes).unwrap_or(u32::MAX),
        units: row.units,
        pricing: row.pricing.0.clone(),
        custom_price: row.custom_price.map(Amount),
        currency: row.currency,
        copies: row.copies().to_vec(),
        billed: row.invoice_id.map(|_| row.used()),
    };
    Share { made_at: row.created_at, demand, stored: Some(row) }
}

/// Spreads the credits of a month anew, from what is in the database, and writes what changes.
pub(super) async fn spread_anew(tx: &mut Tx, payer: &Payer, day: Date) -> Result<Spread> {
    let month = Month::load(tx, payer, day).await?;
    let spread = month.distribute()?;
    spread.write(tx, payer).await?;
    Ok(spread)
}

/// The credits of a membership in the billing month of today, for one resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResourceCredits {
    pub resource: ResourceId,
    pub resource_name: String,
    pub currency: Currency,
    pub remaining: Remaining,
}

/// What a membership has left, by resource. For its owner and for admins of its space, who both entered
/// through it.
pub async fn of_membership(app: &App, access: &Access, membership: MembershipId) -> Result<Vec<ResourceCredits>> {
    if !access.owns(membership) {
        access.require_admin(Scope::ReadBookingCredits)?;
    }
    let (access, desk) = (access.clone(), Desk::of(app, access, Scope::ReadBookingCredits));
    app.db
        .read(async move |tx| {
            let payer = Payer::load(tx, &desk, (desk.space.id, membership), false).await.map_err(|error| match error {
                Error::NotFound { .. } => Error::NOT_FOUND,
                other => other,
            })?;
            let month = Month::load(tx, &payer, access.today()).await?;
            let uses: Vec<CreditUse> = month.distribute()?.0.into_iter().map(|(.., used)| used).collect();
            let pool: Vec<MembershipPlanId> = payer.copies.iter().map(|copy| copy.id).collect();
            let currency = payer.copies.first().map_or(desk.space.currency, |copy| copy.terms.0.currency);
            let left = credits::remaining(&month.copies, &pool, &uses, currency).map_err(too_large)?;
            let mut tx = access.bind(tx);
            let names: BTreeMap<_, _> = facts::names(&mut tx, left.keys().copied()).await?.into_iter().collect();
            let with_name = |(resource, remaining)| {
                let resource_name = names.get(&resource)?.clone();
                Some(ResourceCredits { resource, resource_name, currency, remaining })
            };
            Ok(left.into_iter().filter_map(with_name).collect())
        })
        .await
}
