//! What is paid in advance for stretches of days: the plan's fee and what a code takes off it, extras, resources that are held
//! (V1, V3 to V6, N12 to N14, R2).

use super::explanation::{Explanation, Part};
use super::periods::{Rate, Recurring, Span};
use super::usage::{Accounts, Draft};
use super::{Held, Key, Member, Sheet};
use crate::cycles;
use crate::discount_codes::Redeemed;
use crate::money::OutOfRange;
use crate::plans::{PlanCopy, PlanExtra};
use jiff::civil::Date;

fn last_of(span: Span) -> Date {
    span.until.yesterday().unwrap_or(span.until)
}

fn days_text(name: &str, span: Span) -> String {
    format!("{name}, {} – {}", span.from, last_of(span))
}

fn explained(part: Part, name: &str, rate: Rate, span: Span, plan_from: Option<Date>) -> Explanation {
    let Rate { price, cycle_months, anchor } = rate;
    Explanation::Period { part, name: name.to_owned(), price, cycle_months, anchor, from: span.from, last: last_of(span), plan_from }
}

/// Plan, extras, allocations and sign-up charge, in the order of V11.
pub(super) fn periods(member: &mut Member, sheet: &mut Sheet<'_, '_>, payer_day: Date, due: Date) -> Result<(), OutOfRange> {
    member.follow(due);
    let first_renewal = member.next_invoice_at;
    let stub = member.stub().filter(|_| member.starts_at <= due);
    let mut discounts = Vec::new();
    if let Some(span) = stub {
        begin(member, sheet, span, &mut discounts)?;
        member.follow(due);
    }
    fees(member, sheet, due, &mut discounts)?;
    extras(member, sheet, first_renewal, due)?;
    for held in member.held.clone() {
        allocation(member, sheet, &held, payer_day, due)?;
    }
    for (draft, span) in discounts {
        sheet.period(Key::discount(), draft, span)?;
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
fn begin(member: &mut Member, sheet: &mut Sheet<'_, '_>, span: Span, discounts: &mut Vec<(Draft, Span)>) -> Result<(), OutOfRange> {
    let anchor = member.next_invoice_at;
    let Some(copy) = member.plans.at(member.starts_at).cloned() else { return Ok(()) };
    fee(member, sheet, &copy, span, anchor)?;
    discounts.extend(discount(sheet, &copy, span, anchor));
    for (key, extra) in numbered(&copy) {
        extra_line(member, sheet, key, extra, (span, anchor))?;
    }
    Ok(())
}

/// Renewals up to the due date, each in advance (V1), the last one only as long as the membership runs (V6).
fn fees(member: &mut Member, sheet: &mut Sheet<'_, '_>, due: Date, discounts: &mut Vec<(Draft, Span)>) -> Result<(), OutOfRange> {
    while member.next_invoice_at <= due {
        let anchor = member.next_invoice_at;
        let Some(copy) = member.plans.at(anchor).cloned() else { return Ok(()) };
        let until = cycles::boundary(anchor, copy.terms.cycle_months, 1);
        let Some(span) = (Span { from: anchor, until }).up_to(member.canceled_to) else { return Ok(()) };
        // A renewal that was moved back into days that were billed is for nothing (L16).
        if anchor >= member.after_last_bill() {
            fee(member, sheet, &copy, span, anchor)?;
            discounts.extend(discount(sheet, &copy, span, anchor));
        }
        if until <= anchor {
            return Ok(());
        }
        member.next_invoice_at = until;
        member.follow(due);
    }
    Ok(())
}

fn fee(member: &mut Member, sheet: &mut Sheet<'_, '_>, copy: &PlanCopy, span: Span, anchor: Date) -> Result<(), OutOfRange> {
    let terms = &copy.terms;
    let rate = Rate { price: terms.price_per_cycle, cycle_months: terms.cycle_months, anchor };
    let plan_from = copy.first_invoice_at.filter(|day| *day == span.from).map(|_| copy.starts_at);
    let draft = Draft {
        description: days_text(&terms.name, span),
        currency: terms.currency,
        taxes: sheet.taxes(terms.tax.as_ref()),
        codes: Accounts { accounting_code: terms.accounting_code.clone(), ..Accounts::default() },
        why: explained(Part::Fee, &terms.name, rate, span, plan_from),
    };
    member.billed_until.insert(Key::fee(), span.until);
    sheet.period(Key::fee(), draft, span)
}

/// What a code takes off the fee for the days of the span that it still holds for (N14).
fn discount(sheet: &Sheet<'_, '_>, copy: &PlanCopy, span: Span, anchor: Date) -> Option<(Draft, Span)> {
    let (terms, discount) = (&copy.terms, copy.terms.discount.as_ref()?);
    let until = discount.until.map_or(span.until, |until| until.min(span.until));
    let span = Some(Span { until, ..span }).filter(|span| span.from < span.until)?;
    let Redeemed { code, unit, value, .. } = &discount.code;
    let draft = Draft {
        description: days_text(&format!("{} ({code})", terms.name), span),
        currency: terms.currency,
        taxes: sheet.taxes(terms.tax.as_ref()),
        codes: Accounts { accounting_code: terms.accounting_code.clone(), ..Accounts::default() },
        why: Explanation::PlanDiscount {
            plan: terms.name.clone(),
            code: code.clone(),
            unit: *unit,
            value: *value,
            price: terms.price_per_cycle,
            cycle_months: terms.cycle_months,
            anchor,
            from: span.from,
            last: last_of(span),
        },
    };
    Some((draft, span))
}

/// The extras of a copy with their keys.
fn numbered(copy: &PlanCopy) -> impl Iterator<Item = (Key, &PlanExtra)> {
    let all = &copy.terms.extras;
    all.iter().enumerate().map(|(place, extra)| {
        let before = all.iter().take(place).filter(|other| other.id == extra.id).count();
        (Key::extra(extra.id, before), extra)
    })
}

/// From where the cycles of a copy's extras are counted, and the first day that they can be billed for: where a day was chosen for the
/// first invoice of this plan or of one before it, nothing is billed earlier (N5), unless the renewal was moved to before it (L16).
fn begins(copies: &[PlanCopy], place: usize, first_renewal: Date) -> (Date, Date) {
    let so_far = copies.iter().take(place + 1);
    let starts_at = so_far.clone().next_back().map_or(first_renewal, |copy| copy.starts_at);
    match so_far.rev().find_map(|copy| Some((copy.starts_at, copy.first_invoice_at?))) {
        None => (first_renewal, starts_at),
        // Renewals before the change are billed with this bill, too.
        Some((change, chosen)) if change > first_renewal => (chosen, chosen.max(starts_at)),
        Some((_, chosen)) => (first_renewal, chosen.min(first_renewal).max(starts_at)),
    }
}

/// Extras of all plans up to the due date, each as long as its plan holds. One begins with a renewal, one with a cycle of its own
/// on an invoice day.
fn extras(member: &mut Member, sheet: &mut Sheet<'_, '_>, first_renewal: Date, due: Date) -> Result<(), OutOfRange> {
    let copies: Vec<PlanCopy> = member.plans.copies().iter().filter(|copy| copy.starts_at <= due).cloned().collect();
    let fresh = !member.begun();
    for (place, copy) in copies.iter().enumerate() {
        let before = copies.get(place + 1).map(|next| next.starts_at);
        let (anchor, from) = begins(&copies, place, first_renewal);
        for (key, extra) in numbered(copy) {
            let fresh_begin = || {
                let earliest = if fresh { from.max(anchor) } else { from };
                let step = extra.cycle_months.min(copy.terms.cycle_months);
                cycles::first_from(anchor, step, earliest.max(member.after_last_bill()))
            };
            let begin = member.billed_until.get(&key).map_or_else(fresh_begin, |until| (*until).max(from));
            let begin = begin.max(member.after_last_bill());
            let begin = cycles::first_from(anchor, 1, begin);
            let recurring = Recurring { cycle_months: extra.cycle_months, begin, last: member.canceled_to, before };
            for span in recurring.due(anchor, due) {
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
        why: explained(Part::Extra, &extra.name, rate, span, None),
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
            why: explained(Part::Allocation, &held.resource, rate, span, None),
        };
        member.billed_until.insert(key.clone(), span.until);
        sheet.period(key.clone(), draft, span)?;
    }
    Ok(())
}
