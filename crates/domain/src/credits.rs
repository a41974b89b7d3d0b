//! Booking credits: what plans include, and how it is spread over the bookings of a billing month
//! (business rules, section 11).

use crate::ids::{BookingId, MembershipPlanId, ResourceId};
use crate::money::{Amount, Currency, OutOfRange};
use crate::pricing::{self, Pricing, Stretch};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One credit of a plan, for each billing month. Part of the stored copy of a plan, so the names must stay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CreditEntry {
    pub resources: Vec<ResourceId>,
    /// Minutes, summed over the units of a booking.
    pub minutes: Option<u32>,
    /// Net money.
    pub amount: Option<Amount>,
    /// Net; replaces the hourly price for what hour credits do not cover.
    pub price_per_hour: Option<Amount>,
}

impl CreditEntry {
    fn money(&self) -> Amount {
        self.amount.unwrap_or_default().max(Amount::ZERO)
    }
}

/// What is wrong with the credits of a plan, as paths of field names (`0/minutes`) and messages; empty when all
/// is well (rule C1).
pub fn validate(entries: &[CreditEntry]) -> Vec<(String, &'static str)> {
    let mut wrong = Vec::new();
    for (place, entry) in entries.iter().enumerate() {
        let mut check = |fine: bool, field: &str, message| {
            if !fine {
                wrong.push((format!("{place}/{field}"), message));
            }
        };
        check(!entry.resources.is_empty(), "resources", "must name at least one resource");
        check(entry.minutes.is_some() != entry.amount.is_some(), "minutes", "must be given, or else an amount");
        check(!entry.amount.is_some_and(Amount::is_negative), "amount", "must not be negative");
        check(!entry.price_per_hour.is_some_and(Amount::is_negative), "price_per_hour", "must not be negative");
    }
    wrong
}

/// The credits of one plan copy. Money is only good for bookings in the same currency (rule M13).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlanCredits {
    pub currency: Currency,
    pub entries: Vec<CreditEntry>,
}

/// The credits of every plan copy that bookings of the month name.
pub type Copies = BTreeMap<MembershipPlanId, PlanCredits>;

/// A booking that may use credits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    pub id: BookingId,
    pub resource: ResourceId,
    pub minutes: u32,
    pub units: u32,
    pub pricing: Pricing,
    /// With a custom price no credits are used (rule B10).
    pub custom_price: Option<Amount>,
    pub currency: Currency,
    /// The plan copies that were active when the booking was made (rule C11), in the order of their owners:
    /// one for a membership by itself, more where members share a pool (rule C14).
    pub copies: Vec<MembershipPlanId>,
    /// What an invoice has settled; it stays as it is.
    pub billed: Option<CreditUse>,
}

/// What a booking takes from one entry of one plan copy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draw {
    pub copy: MembershipPlanId,
    /// Place of the entry in the copy, from 0.
    pub entry: usize,
    pub minutes: u32,
    pub amount: Amount,
}

/// The price of a booking with its credits; all amounts are net and without extras.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditUse {
    /// Paid with hour credits, summed over the units.
    pub minutes: u32,
    /// Paid with money credits.
    pub amount: Amount,
    /// Left to pay; never more than `price`.
    pub payable: Amount,
    /// Without any credits.
    pub price: Amount,
    /// Where minutes and amount come from.
    pub draws: Vec<Draw>,
}

/// Spreads credits over the bookings of one pool and one billing month, in the order they were made; one
/// result for each booking, in that order.
///
/// Billed bookings keep theirs, whatever their place in the order. A copy missing from `copies` has no credits.
///
/// # Errors
/// A price beyond what an [`Amount`] holds.
pub fn distribute(copies: &Copies, demands: &[Demand]) -> Result<Vec<CreditUse>, OutOfRange> {
    let mut left = Left::after(copies, demands.iter().filter_map(|demand| demand.billed.as_ref()));
    let mut settle = |demand: &Demand| match &demand.billed {
        Some(billed) => Ok(billed.clone()),
        None => left.serve(copies, demand),
    };
    demands.iter().map(&mut settle).collect()
}

type EntryKey = (MembershipPlanId, usize);

/// What is left of each entry.
struct Left {
    minutes: BTreeMap<EntryKey, u32>,
    amounts: BTreeMap<EntryKey, Amount>,
}

impl Left {
    fn after<'a>(copies: &Copies, uses: impl Iterator<Item = &'a CreditUse>) -> Self {
        let mut left = Self { minutes: BTreeMap::new(), amounts: BTreeMap::new() };
        for (copy, credits) in copies {
            for (place, entry) in credits.entries.iter().enumerate() {
                left.minutes.insert((*copy, place), entry.minutes.unwrap_or(0));
                left.amounts.insert((*copy, place), entry.money());
            }
        }
        for draw in uses.flat_map(|used| &used.draws) {
            left.take(draw);
        }
        left
    }

    /// Never below zero: an invoice may have used more than an entry that was lowered since then.
    fn take(&mut self, draw: &Draw) {
        let key = (draw.copy, draw.entry);
        if let Some(minutes) = self.minutes.get_mut(&key) {
            *minutes = minutes.saturating_sub(draw.minutes);
        }
        if let Some(amount) = self.amounts.get_mut(&key) {
            *amount = Amount(amount.0.saturating_sub(draw.amount.0).max(0));
        }
    }

    /// Rules C4 to C8 for the next booking.
    fn serve(&mut self, copies: &Copies, demand: &Demand) -> Result<CreditUse, OutOfRange> {
        let Demand { minutes, units, pricing, currency, .. } = demand;
        let price = pricing::quote(pricing, *minutes, *units, demand.custom_price, *currency)?.net;
        if demand.custom_price.is_some() {
            return Ok(CreditUse { price, payable: price, ..CreditUse::default() });
        }
        let entries = entries_for(copies, &demand.copies, demand.resource);
        let mut draws = self.draw_minutes(&entries, u64::from(*minutes) * u64::from(*units));
        let taken: u64 = draws.iter().map(|draw| u64::from(draw.minutes)).sum();

        let rest = Stretch::rest(*minutes, *units, taken);
        let rest_price = match reduced_price(&entries, *currency) {
            Some(per_hour) => pricing::at_reduced_price(pricing, per_hour, rest, *currency)?,
            None => pricing::quote_rest(pricing, *minutes, rest, *currency)?.net,
        };
        // A reduced price may be above a discount, and a short fixed rate above a long one; credits never make
        // a booking dearer.
        let rest_price = rest_price.min(price);

        let mut payable = rest_price;
        for entry in entries.iter().filter(|entry| entry.currency == *currency) {
            let Some(left) = self.amounts.get(&entry.key) else { continue };
            let amount = (*left).min(payable).max(Amount::ZERO);
            if amount > Amount::ZERO {
                payable = payable.minus(amount)?;
                draws.push(Draw { copy: entry.key.0, entry: entry.key.1, minutes: 0, amount });
            }
        }
        for draw in &draws {
            self.take(draw);
        }
        let minutes = u32::try_from(taken).map_err(|_| OutOfRange)?;
        Ok(CreditUse { minutes, amount: rest_price.minus(payable)?, payable, price, draws })
    }

    fn draw_minutes(&self, entries: &[Applicable], mut wanted: u64) -> Vec<Draw> {
        let mut draws = Vec::new();
        for entry in entries {
            let left = self.minutes.get(&entry.key).copied().unwrap_or(0);
            let minutes = left.min(u32::try_from(wanted).unwrap_or(u32::MAX));
            if minutes > 0 {
                wanted = wanted.saturating_sub(minutes.into());
                draws.push(Draw { copy: entry.key.0, entry: entry.key.1, minutes, amount: Amount::ZERO });
            }
        }
        draws
    }
}

/// An entry that covers the resource at hand.
struct Applicable<'a> {
    key: EntryKey,
    currency: Currency,
    entry: &'a CreditEntry,
}

/// Those with the fewest resources first, then in plan order (rule C5).
fn entries_for<'a>(copies: &'a Copies, pool: &[MembershipPlanId], resource: ResourceId) -> Vec<Applicable<'a>> {
    let mut named = BTreeSet::new();
    let pool = pool.iter().filter(|copy| named.insert(**copy)).filter_map(|copy| Some((*copy, copies.get(copy)?)));
    let entries = pool.flat_map(|(copy, credits)| {
        let applicable = move |(place, entry)| Applicable { key: (copy, place), currency: credits.currency, entry };
        credits.entries.iter().enumerate().map(applicable)
    });
    let mut entries: Vec<_> = entries.filter(|applicable| applicable.entry.resources.contains(&resource)).collect();
    entries.sort_by_key(|applicable| applicable.entry.resources.len());
    entries
}

/// The lowest wins (rule C7).
fn reduced_price(entries: &[Applicable], currency: Currency) -> Option<Amount> {
    entries.iter().filter(|entry| entry.currency == currency).filter_map(|entry| entry.entry.price_per_hour).min()
}

/// The credits of one resource in one billing month.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remaining {
    pub total_minutes: u64,
    pub minutes_remaining: u64,
    /// Net.
    pub total_amount: Amount,
    pub amount_remaining: Amount,
    /// Net; what an hour costs once the hour credits are used up, if the plan says so.
    pub price_per_hour: Option<Amount>,
}

/// For each resource with credits: what the plan copies in `pool` include in `currency` and what the month's
/// bookings leave of it. An entry for several resources counts fully for each of them.
pub fn remaining<'a>(
    copies: &Copies,
    pool: &[MembershipPlanId],
    uses: impl IntoIterator<Item = &'a CreditUse>,
    currency: Currency,
) -> Result<BTreeMap<ResourceId, Remaining>, OutOfRange> {
    let left = Left::after(copies, uses.into_iter());
    let in_pool = pool.iter().filter_map(|copy| copies.get(copy));
    let resources: BTreeSet<_> = in_pool.flat_map(|credits| &credits.entries).flat_map(|entry| &entry.resources).copied().collect();
    let of = |resource| {
        let entries = entries_for(copies, pool, resource);
        let mut sum = Remaining { price_per_hour: reduced_price(&entries, currency), ..Remaining::default() };
        for Applicable { key, currency: of_entry, entry } in &entries {
            sum.total_minutes = sum.total_minutes.saturating_add(entry.minutes.unwrap_or(0).into());
            sum.minutes_remaining = sum.minutes_remaining.saturating_add(left.minutes.get(key).copied().unwrap_or(0).into());
            if *of_entry == currency {
                sum.total_amount = sum.total_amount.plus(entry.money())?;
                sum.amount_remaining = sum.amount_remaining.plus(left.amounts.get(key).copied().unwrap_or_default())?;
            }
        }
        Ok((resource, sum))
    };
    resources.into_iter().map(of).collect()
}

/// First and last day of the billing month that contains `day`, a local day of the space: from the invoice day
/// (1 to 28, others are brought into that range) to the day before the next one.
pub fn billing_month(invoice_day: u8, day: Date) -> (Date, Date) {
    let invoice_day = i8::try_from(invoice_day.clamp(1, 28)).unwrap_or(1);
    let month = if day.day() < invoice_day { day.first_of_month().saturating_sub(1.month()) } else { day.first_of_month() };
    let first = month.saturating_add(i32::from(invoice_day - 1).days());
    (first, first.saturating_add(1.month()).saturating_sub(1.day()))
}

#[cfg(test)]
mod tests;
