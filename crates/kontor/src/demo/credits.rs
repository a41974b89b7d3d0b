//! Credits of the demo's bookings, spread as use cases would have done it one by one.

use super::site::Site;
use crate::stock::{Enrolled, Stock};
use app::{Error, Result};
use domain::credits::{Copies, Demand, PlanCredits, billing_month, distribute};
use domain::ids::{MembershipId, MembershipPlanId};
use domain::interval::Interval;
use jiff::civil::Date;
use std::collections::BTreeMap;
use store::bookings::New;
use store::memberships::Membership;

/// Who shares credits with a member, the payer first (C14); the member alone without a team.
fn pool<'a>(stock: &'a Stock, member: &Membership) -> Vec<&'a Enrolled> {
    let mates = |one: &&Enrolled| match member.team_id {
        Some(team) => one.membership.team_id == Some(team),
        None => one.membership.id == member.id,
    };
    let mut pool: Vec<_> = stock.members.iter().filter(mates).collect();
    pool.sort_by_key(|one| (one.membership.team_role.as_deref() != Some("paying"), one.membership.id));
    pool
}

/// The copies of plans that a member's bookings draw on, as they were when the bookings were made (C11): nobody
/// here has changed plans yet.
pub fn copies_of(stock: &Stock, member: &Membership) -> Vec<MembershipPlanId> {
    let mut pool: Vec<_> = pool(stock, member).into_iter().filter_map(|one| one.copies.first()).collect();
    pool.sort_by_key(|copy| copy.membership_id);
    pool.into_iter().map(|copy| copy.id).collect()
}

/// Lets all bookings draw, month by month, in the order they were made, which is the order they are in.
pub fn spread(site: &Site, stock: &Stock, bookings: &mut [New]) -> Result<()> {
    let known: Copies = stock
        .members
        .iter()
        .flat_map(|one| &one.copies)
        .map(|copy| (copy.id, PlanCredits { currency: copy.terms.0.currency, entries: copy.terms.0.booking_credits.clone() }))
        .collect();
    let members: BTreeMap<_, _> = stock.members.iter().map(|one| (one.membership.id, &one.membership)).collect();
    let mut months: BTreeMap<(MembershipId, Date), Vec<&mut New>> = BTreeMap::new();
    for new in bookings {
        let Some(member) = new.booking.membership_id.and_then(|id| members.get(&MembershipId(id))) else { continue };
        let pool = pool(stock, member);
        let Some(payer) = pool.first().map(|one| &one.membership) else { continue };
        let invoice_day = payer.next_invoice_at.day().unsigned_abs();
        let (month, _) = billing_month(invoice_day, site.today_of(new.booking.starts_at));
        months.entry((payer.id, month)).or_default().push(new);
    }
    for (_, mut month) in months {
        let demands: Vec<_> = month.iter().map(|new| demand(new)).collect();
        let uses = distribute(&known, &demands).map_err(Error::internal)?;
        for (new, used) in month.iter_mut().zip(uses) {
            let booking = &mut new.booking;
            (booking.credit_minutes, booking.credit_amount, booking.payable) = (used.minutes, used.amount, used.payable);
            if let Some(credits) = &mut new.basis.credits {
                credits.draws = used.draws;
            }
        }
    }
    Ok(())
}

fn demand(new: &New) -> Demand {
    let booking = &new.booking;
    let minutes = Interval::new(booking.starts_at, booking.ends_at).minutes();
    Demand {
        id: booking.id,
        resource: booking.resource_id,
        minutes: u32::try_from(minutes).unwrap_or_default(),
        units: booking.units,
        pricing: new.basis.pricing.clone(),
        custom_price: None,
        currency: booking.currency,
        copies: new.basis.credits.as_ref().map(|credits| credits.copies.clone()).unwrap_or_default(),
        billed: None,
    }
}
