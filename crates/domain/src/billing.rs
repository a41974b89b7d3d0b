//! What memberships owe on a day: plan fees in advance, whatever was used in arrears (domain sections 5, 6, 13 and 18).
//!
//! An [`Account`] is everything that decides about the bills of one payer. [`Account::next_due`] says when the next one is
//! due, [`Account::bill`] makes it and moves the account on, so that the same code issues invoices and foresees them (V15),
//! and it does not matter how many days lie between two runs: each bill has a day of its own (V10).

mod explanation;
mod fees;
mod moves;
mod periods;
mod usage;

pub use explanation::{Explanation, Part};
pub use moves::{Move, settle};
pub use periods::{Rate, Span, cost};
pub use usage::{Accounts, Attendance, Booking, Charge, Pass, Usage, Used};

use crate::ids::{AllocationId, MembershipId, PlanExtraId};
use crate::invoices::Item;
use crate::money::{Amount, Currency, OutOfRange};
use crate::plans::{History, PlanCopy, SignupCharge};
use crate::taxes::{self, PriceDisplay, Tax};
use fees::periods;
use jiff::ToSpan as _;
use jiff::civil::Date;
use periods::day_after;
use std::collections::BTreeMap;
use std::fmt;
use usage::Draft;

/// One item of a membership that is billed by the day. Never billed twice for the same days.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(pub String);

impl Key {
    pub fn fee() -> Self {
        Self("fee".into())
    }
    pub fn signup() -> Self {
        Self("signup".into())
    }
    /// The same extra may be there several times (N13): `number` counts those before it.
    fn extra(id: PlanExtraId, number: usize) -> Self {
        Self(format!("extra/{id}/{number}"))
    }
    /// What a code takes off the fee.
    fn discount() -> Self {
        Self("discount".into())
    }
    /// A resource that is held for long.
    pub fn allocation(id: AllocationId) -> Self {
        Self(format!("allocation/{id}"))
    }
}
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How the space makes bills.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// Of the space (M10).
    pub taxes: Vec<Tax>,
    /// Prices may have rates of their own (M11).
    pub custom_rates: bool,
    /// Of the payer (M14).
    pub charge_taxes: bool,
    pub display: PriceDisplay,
    /// Invoices are made so many days before they are due (V8).
    pub days_early: u16,
}

/// A resource that a member holds (R2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    pub id: AllocationId,
    pub resource: String,
    pub starts_at: Date,
    pub canceled_to: Option<Date>,
    pub cycle_months: u8,
    pub price: Amount,
    pub currency: Currency,
    pub taxes: Vec<Tax>,
    pub codes: Accounts,
}

/// A confirmed membership as far as bills go. Days are local days of its space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub id: MembershipId,
    pub name: String,
    pub confirmed_on: Date,
    pub starts_at: Date,
    /// The last active day.
    pub canceled_to: Option<Date>,
    /// The next renewal, from which cycles are counted (L3).
    pub next_invoice_at: Date,
    /// Changes of plan that move it, in order (N5).
    pub moves: Vec<Move>,
    /// The days before the first renewal are billed (V3).
    pub prorate: bool,
    /// The due date of the last bill that was made, or would have been if there had been anything to bill.
    pub billed_on: Option<Date>,
    /// What is older was billed elsewhere: a membership that was brought over from another system.
    pub since: Option<Date>,
    /// The person never paid a sign-up charge here (N12).
    pub may_pay_signup: bool,
    pub plans: History,
    /// The end, not included, of the days that each item was billed for.
    pub billed_until: BTreeMap<Key, Date>,
    pub held: Vec<Held>,
    /// What nobody has been billed for.
    pub usage: Vec<Usage>,
}

/// A payer and those who are paid for (W6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub terms: Terms,
    /// The payer first. An account without members owes nothing.
    pub members: Vec<Member>,
    /// There is usage later than what was loaded.
    pub more_usage: bool,
}

/// Days that an item was billed for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Covered {
    pub member: MembershipId,
    pub key: Key,
    pub span: Span,
}

/// One invoice to be: a bill has one for each currency (M13).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    pub currency: Currency,
    pub items: Vec<Item>,
    pub covered: Vec<Covered>,
    pub used: Vec<Used>,
}

/// What is billed for one due date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bill {
    pub due: Date,
    /// When it is made; the date of the invoice.
    pub issued: Date,
    /// None where nothing is owed.
    pub documents: Vec<Document>,
}

impl Member {
    /// The first day that is not done with.
    fn after_last_bill(&self) -> Date {
        self.billed_on.map_or(Date::MIN, day_after).max(self.since.unwrap_or(Date::MIN))
    }

    fn begun(&self) -> bool {
        self.after_last_bill() > self.starts_at
    }

    /// Days before the first renewal that have still to be billed (V3).
    fn stub(&self) -> Option<Span> {
        let open = self.prorate && !self.begun() && !self.billed_until.contains_key(&Key::fee());
        let span = Span { from: self.starts_at, until: self.next_invoice_at }.up_to(self.canceled_to);
        span.filter(|_| open)
    }

    /// With the plan that asks it. Whoever has been billed before has had it (N12).
    fn signup(&self) -> Option<(&PlanCopy, &SignupCharge)> {
        let fresh = self.billed_on.is_none() && self.since.is_none();
        let open = self.may_pay_signup && fresh && self.canceled_to.is_none_or(|last| last >= self.starts_at);
        let copy = self.plans.at(self.starts_at).filter(|_| open)?;
        let charge = copy.terms.signup_charge.as_ref().filter(|charge| charge.amount != Amount::ZERO)?;
        Some((copy, charge))
    }

    /// Moves the renewal with changes of plan that have come by the due date; not before the first days are billed, which are those
    /// up to the renewal as it was.
    fn follow(&mut self, due: Date) {
        if self.stub().is_some() && self.moves.first().is_some_and(|one| one.on > self.starts_at) {
            return;
        }
        let (renewal, done) = moves::follow(&self.moves, self.next_invoice_at, due);
        self.next_invoice_at = renewal;
        self.moves.drain(..done);
    }

    /// The first day of the plan whose first invoice has a day of its own, once the renewal has moved there: days before it are no
    /// invoice days of the new plan.
    fn moved_on(&self) -> Date {
        let waits = |copy: &&PlanCopy| self.moves.iter().any(|one| one.on == copy.starts_at);
        let chosen = self.plans.copies().iter().filter(|copy| copy.first_invoice_at.is_some());
        chosen.filter(|copy| !waits(copy)).map(|copy| copy.starts_at).max().unwrap_or(Date::MIN)
    }

    fn ended_by(&self, day: Date) -> bool {
        self.canceled_to.is_some_and(|last| last < day)
    }

    /// When the first bill of a payer is due, unless it is an invoice day like others: at confirmation for the sign-up
    /// charge, else at the later of confirmation and start if something is owed then (V3).
    fn first_due(&self) -> Option<Date> {
        if self.signup().is_some() {
            return Some(self.confirmed_on);
        }
        let begin = self.confirmed_on.max(self.starts_at);
        let open = self.after_last_bill() <= begin;
        (open && (self.stub().is_some() || self.next_invoice_at <= begin)).then_some(begin)
    }
}

impl Account {
    /// The due date of the next bill; `None` once everybody has left and nothing is open (V7).
    pub fn next_due(&self) -> Option<Date> {
        let payer = self.members.first()?;
        let over = |day: Date| !self.more_usage && self.members.iter().all(|one| one.usage.is_empty() && one.ended_by(day));
        if payer.billed_on.is_some_and(over) {
            return None;
        }
        payer.first_due().or_else(|| {
            let from = payer.confirmed_on.max(payer.starts_at).max(payer.after_last_bill()).max(payer.moved_on());
            Some(moves::invoice_day(&payer.moves, payer.next_invoice_at, from))
        })
    }

    /// The day on which the bill for a due date is made (V8): some days before, but neither before the membership starts
    /// nor before it is confirmed.
    pub fn issued(&self, due: Date) -> Date {
        let early = due.saturating_sub(i64::from(self.terms.days_early).days());
        let earliest = self.members.first().map_or(due, |payer| payer.starts_at.max(payer.confirmed_on));
        early.max(earliest).min(due)
    }

    /// The bill for a due date, which must be the next. The account is moved on: what is billed is billed.
    ///
    /// # Errors
    /// An amount beyond what an [`Amount`] holds.
    pub fn bill(&mut self, due: Date) -> Result<Bill, OutOfRange> {
        let issued = self.issued(due);
        let payer_day = self.members.first_mut().map_or(due, |payer| {
            payer.follow(due);
            payer.next_invoice_at
        });
        let several = self.members.len() > 1;
        let mut pages = Pages { terms: &self.terms, documents: Vec::new() };
        for (place, member) in self.members.iter_mut().enumerate().filter(|(_, member)| member.confirmed_on <= due) {
            let whose = (several && place > 0).then(|| member.name.clone());
            let mut sheet = Sheet { pages: &mut pages, member: member.id, whose };
            periods(member, &mut sheet, payer_day, due)?;
            used(member, &mut sheet, issued)?;
            member.billed_on = member.billed_on.max(Some(due));
        }
        let documents = pages.documents;
        Ok(Bill { due, issued, documents })
    }

    /// Charges up to a day, before their time (V13). Nothing else is: fees, and bookings with credits, wait for their day.
    ///
    /// # Errors
    /// An amount beyond what an [`Amount`] holds.
    pub fn bill_charges(&mut self, day: Date) -> Result<Vec<Document>, OutOfRange> {
        let mut pages = Pages { terms: &self.terms, documents: Vec::new() };
        for member in &mut self.members {
            let charge = |usage: &Usage| matches!(usage, Usage::Charge(_)) && usage.before_cut_off(day);
            let (charges, left) = std::mem::take(&mut member.usage).into_iter().partition(charge);
            member.usage = charges;
            let mut sheet = Sheet { pages: &mut pages, member: member.id, whose: None };
            used(member, &mut sheet, day)?;
            member.usage = left;
        }
        Ok(pages.documents)
    }
}

/// Invoices under way.
struct Pages<'a> {
    terms: &'a Terms,
    documents: Vec<Document>,
}

/// The lines of one member on them.
struct Sheet<'a, 'b> {
    pages: &'b mut Pages<'a>,
    member: MembershipId,
    /// The member's name, where others are on the same invoice (V12).
    whose: Option<String>,
}

impl Sheet<'_, '_> {
    fn document(&mut self, currency: Currency) -> &mut Document {
        let documents = &mut self.pages.documents;
        let at = documents.iter().position(|one| one.currency == currency).unwrap_or(documents.len());
        if at == documents.len() {
            documents.push(Document { currency, items: vec![], covered: vec![], used: vec![] });
        }
        #[expect(clippy::indexing_slicing, reason = "it was found or added")]
        &mut documents[at]
    }

    fn line(&mut self, draft: Draft) -> Result<(), OutOfRange> {
        let Draft { description, currency, taxes, codes, why } = draft;
        let display = self.pages.terms.display;
        let (unit_net, quantity) = (why.unit_net(display, currency)?, why.quantity());
        let line = taxes::line(unit_net, quantity, &taxes, display, currency)?;
        let description = self.whose.as_ref().map_or(description.clone(), |name| format!("{name}: {description}"));
        let item = Item {
            description,
            quantity,
            unit_net,
            taxes,
            line,
            paid: false,
            accounting_code: codes.accounting_code,
            cost_center: codes.cost_center,
            revenue_account: codes.revenue_account,
            explanation: Some(why),
        };
        self.document(currency).items.push(item);
        Ok(())
    }

    /// A line for some days, unless it costs nothing (V4).
    fn period(&mut self, key: Key, draft: Draft, span: Span) -> Result<(), OutOfRange> {
        if draft.why.unit_net(self.pages.terms.display, draft.currency)? == Amount::ZERO {
            return Ok(());
        }
        let covered = Covered { member: self.member, key, span };
        let currency = draft.currency;
        self.line(draft)?;
        self.document(currency).covered.push(covered);
        Ok(())
    }

    fn taxes(&self, own: Option<&Tax>) -> Vec<Tax> {
        let terms = self.pages.terms;
        taxes::applicable(&terms.taxes, own, terms.custom_rates, terms.charge_taxes)
    }
}

/// What was used before the cut-off (V9), in the order of V11.
fn used(member: &mut Member, sheet: &mut Sheet<'_, '_>, cut_off: Date) -> Result<(), OutOfRange> {
    let (mut taken, left): (Vec<_>, Vec<_>) =
        std::mem::take(&mut member.usage).into_iter().partition(|usage| usage.before_cut_off(cut_off));
    member.usage = left;
    taken.sort_by_key(Usage::place);
    for draft in usage::drafts(&taken) {
        sheet.line(draft)?;
    }
    for one in &taken {
        sheet.settle(one);
    }
    Ok(())
}

impl Sheet<'_, '_> {
    /// Notes on which invoice it is; an extra of a booking may be in another currency than the booking.
    fn settle(&mut self, usage: &Usage) {
        let currency = usage.currency();
        let own = self.pages.documents.iter().position(|one| one.currency == currency);
        let at = own.unwrap_or(self.pages.documents.len().saturating_sub(1));
        if let Some(document) = self.pages.documents.get_mut(at) {
            document.used.push(usage.used());
        }
    }
}

#[cfg(test)]
mod tests;
