//! What memberships owe on a day: plan fees in advance, whatever was used in arrears (domain sections 5, 6, 13 and 18).
//!
//! An [`Account`] is everything that decides about the bills of one payer. [`Account::next_due`] says when the next one is
//! due, [`Account::bill`] makes it and moves the account on, so that the same code issues invoices and foresees them (V15),
//! and it does not matter how many days lie between two runs: each bill has a day of its own (V10).

mod explanation;
mod periods;
mod usage;

pub use explanation::{Explanation, Part};
pub use periods::{Rate, Span, cost};
pub use usage::{Accounts, Attendance, Booking, Charge, Pass, Usage, Used};

use crate::cycles;
use crate::ids::{AllocationId, MembershipId, PlanExtraId};
use crate::invoices::Item;
use crate::money::{Amount, Currency, OutOfRange};
use crate::plans::{History, PlanCopy, PlanExtra, SignupCharge};
use crate::taxes::{self, PriceDisplay, Tax};
use jiff::ToSpan as _;
use jiff::civil::Date;
use periods::{Recurring, day_after};
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
            let from = payer.confirmed_on.max(payer.starts_at).max(payer.after_last_bill());
            Some(cycles::first_from(payer.next_invoice_at, 1, from))
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
        let payer_day = self.members.first().map_or(due, |payer| payer.next_invoice_at);
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

fn last_of(span: Span) -> Date {
    span.until.yesterday().unwrap_or(span.until)
}

fn days_text(name: &str, span: Span) -> String {
    format!("{name}, {} – {}", span.from, last_of(span))
}

fn explained(part: Part, name: &str, rate: Rate, span: Span) -> Explanation {
    let Rate { price, cycle_months, anchor } = rate;
    Explanation::Period { part, name: name.to_owned(), price, cycle_months, anchor, from: span.from, last: last_of(span) }
}

/// Plan, extras, allocations and sign-up charge, in the order of V11.
fn periods(member: &mut Member, sheet: &mut Sheet<'_, '_>, payer_day: Date, due: Date) -> Result<(), OutOfRange> {
    let first_renewal = member.next_invoice_at;
    let stub = member.stub().filter(|_| member.starts_at <= due);
    if let Some(span) = stub {
        begin(member, sheet, span)?;
    }
    fees(member, sheet, due)?;
    extras(member, sheet, first_renewal, due)?;
    for held in member.held.clone() {
        allocation(member, sheet, &held, payer_day, due)?;
    }
    if let Some((copy, charge)) = member.signup() {
        let draft = Draft {
            description: charge.description.clone(),
            currency: copy.terms.currency,
            taxes: sheet.taxes(charge.tax.as_ref()),
            codes: Accounts { accounting_code: charge.accounting_code.clone(), ..Accounts::default() },
            why: Explanation::Signup { plan: copy.terms.name.clone(), amount: charge.amount },
        };
        sheet.period(Key::signup(), draft, Span { from: member.starts_at, until: member.starts_at })?;
        member.may_pay_signup = false;
    }
    Ok(())
}

/// The days before the first renewal (V4).
fn begin(member: &mut Member, sheet: &mut Sheet<'_, '_>, span: Span) -> Result<(), OutOfRange> {
    let anchor = member.next_invoice_at;
    let Some(copy) = member.plans.at(member.starts_at).cloned() else { return Ok(()) };
    fee(member, sheet, &copy, span, anchor)?;
    for (key, extra) in numbered(&copy) {
        extra_line(member, sheet, key, extra, (span, anchor))?;
    }
    Ok(())
}

/// Renewals up to the due date, each in advance (V1), the last one only as long as the membership runs (V6).
fn fees(member: &mut Member, sheet: &mut Sheet<'_, '_>, due: Date) -> Result<(), OutOfRange> {
    while member.next_invoice_at <= due {
        let anchor = member.next_invoice_at;
        let Some(copy) = member.plans.at(anchor).cloned() else { return Ok(()) };
        let until = cycles::boundary(anchor, copy.terms.cycle_months, 1);
        let Some(span) = (Span { from: anchor, until }).up_to(member.canceled_to) else { return Ok(()) };
        // A renewal that was moved back into days that were billed is for nothing (L16).
        if anchor >= member.after_last_bill() {
            fee(member, sheet, &copy, span, anchor)?;
        }
        if until <= anchor {
            return Ok(());
        }
        member.next_invoice_at = until;
    }
    Ok(())
}

fn fee(member: &mut Member, sheet: &mut Sheet<'_, '_>, copy: &PlanCopy, span: Span, anchor: Date) -> Result<(), OutOfRange> {
    let terms = &copy.terms;
    let rate = Rate { price: terms.price_per_cycle, cycle_months: terms.cycle_months, anchor };
    let draft = Draft {
        description: days_text(&terms.name, span),
        currency: terms.currency,
        taxes: sheet.taxes(terms.tax.as_ref()),
        codes: Accounts { accounting_code: terms.accounting_code.clone(), ..Accounts::default() },
        why: explained(Part::Fee, &terms.name, rate, span),
    };
    member.billed_until.insert(Key::fee(), span.until);
    sheet.period(Key::fee(), draft, span)
}

/// The extras of a copy with their keys.
fn numbered(copy: &PlanCopy) -> impl Iterator<Item = (Key, &PlanExtra)> {
    let all = &copy.terms.extras;
    all.iter().enumerate().map(|(place, extra)| {
        let before = all.iter().take(place).filter(|other| other.id == extra.id).count();
        (Key::extra(extra.id, before), extra)
    })
}

/// Extras of all plans up to the due date, each as long as its plan holds. One begins with a renewal, one with a cycle of its own
/// on an invoice day.
fn extras(member: &mut Member, sheet: &mut Sheet<'_, '_>, first_renewal: Date, due: Date) -> Result<(), OutOfRange> {
    let copies: Vec<PlanCopy> = member.plans.copies().iter().filter(|copy| copy.starts_at <= due).cloned().collect();
    let fresh = !member.begun();
    for (place, copy) in copies.iter().enumerate() {
        let before = copies.get(place + 1).map(|next| next.starts_at);
        for (key, extra) in numbered(copy) {
            let fresh_begin = || {
                let earliest = if fresh { copy.starts_at.max(first_renewal) } else { copy.starts_at };
                let step = extra.cycle_months.min(copy.terms.cycle_months);
                cycles::first_from(first_renewal, step, earliest.max(member.after_last_bill()))
            };
            let begin = member.billed_until.get(&key).map_or_else(fresh_begin, |until| (*until).max(copy.starts_at));
            let begin = begin.max(member.after_last_bill());
            let begin = cycles::first_from(first_renewal, 1, begin);
            let recurring = Recurring { cycle_months: extra.cycle_months, begin, last: member.canceled_to, before };
            for span in recurring.due(first_renewal, due) {
                extra_line(member, sheet, key.clone(), extra, span)?;
            }
        }
    }
    Ok(())
}

fn extra_line(
    member: &mut Member,
    sheet: &mut Sheet<'_, '_>,
    key: Key,
    extra: &PlanExtra,
    (span, anchor): (Span, Date),
) -> Result<(), OutOfRange> {
    let rate = Rate { price: extra.price, cycle_months: extra.cycle_months, anchor };
    let draft = Draft {
        description: days_text(&extra.name, span),
        currency: extra.currency,
        taxes: sheet.taxes(extra.tax.as_ref()),
        codes: Accounts { accounting_code: extra.accounting_code.clone(), ..Accounts::default() },
        why: explained(Part::Extra, &extra.name, rate, span),
    };
    member.billed_until.insert(key.clone(), span.until);
    sheet.period(key, draft, span)
}

/// As an extra, but from its first to its last day (R2).
fn allocation(member: &mut Member, sheet: &mut Sheet<'_, '_>, held: &Held, payer_day: Date, due: Date) -> Result<(), OutOfRange> {
    let key = Key::allocation(held.id);
    let begin = member.billed_until.get(&key).copied().unwrap_or(held.starts_at.max(member.since.unwrap_or(held.starts_at)));
    let last = [held.canceled_to, member.canceled_to].into_iter().flatten().min();
    let recurring = Recurring { cycle_months: held.cycle_months, begin, last, before: None };
    for (span, anchor) in recurring.due(payer_day, due) {
        let rate = Rate { price: held.price, cycle_months: held.cycle_months, anchor };
        let draft = Draft {
            description: days_text(&held.resource, span),
            currency: held.currency,
            taxes: held.taxes.clone(),
            codes: held.codes.clone(),
            why: explained(Part::Allocation, &held.resource, rate, span),
        };
        member.billed_until.insert(key.clone(), span.until);
        sheet.period(key.clone(), draft, span)?;
    }
    Ok(())
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
