//! The plans a membership had, has and will have (rules N5 to N9).

use super::{Kind, PlanCopy, PlanTerms};
use crate::ids::MembershipPlanId;
use crate::memberships::{check_day, next_possible_change};
use crate::refusal::Refusal;
use jiff::civil::Date;

/// All plan copies of one membership, by their first day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    copies: Vec<PlanCopy>,
}

/// What a plan change does to the stored copies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Schedule {
    /// Scheduled changes that are no longer to come.
    pub remove: Vec<MembershipPlanId>,
    /// Whether the wanted copy is to be stored.
    pub insert: bool,
}

impl History {
    /// In any order. Of two copies that start on the same day the one made later holds.
    pub fn new(mut copies: Vec<PlanCopy>) -> Self {
        copies.sort_by_key(|copy| (copy.starts_at, copy.id));
        Self { copies }
    }

    /// In order.
    pub fn copies(&self) -> &[PlanCopy] {
        &self.copies
    }

    /// The copy that holds on a day; `None` before the first.
    pub fn at(&self, day: Date) -> Option<&PlanCopy> {
        self.copies.iter().rev().find(|copy| copy.starts_at <= day)
    }

    /// The copy of today; before the start of the membership the first to come.
    pub fn current(&self, today: Date) -> Option<&PlanCopy> {
        self.at(today.max(self.first_day()))
    }

    /// The scheduled change, if there is one.
    pub fn upcoming(&self, today: Date) -> Option<&PlanCopy> {
        self.scheduled(today).last()
    }

    /// Copies that have been replaced, in order.
    pub fn past(&self, today: Date) -> impl Iterator<Item = &PlanCopy> {
        let current = self.current(today).map(|copy| (copy.starts_at, copy.id));
        self.copies.iter().take_while(move |copy| Some((copy.starts_at, copy.id)) != current)
    }

    /// The last day of a copy: the day before its successor starts, for the last one the end of the
    /// membership (rule N9).
    pub fn canceled_to(&self, copy: MembershipPlanId, membership_canceled_to: Option<Date>) -> Option<Date> {
        let mut rest = self.copies.iter().skip_while(|other| other.id != copy).skip(1);
        match rest.next() {
            Some(successor) => {
                let last = successor.starts_at.yesterday().unwrap_or(successor.starts_at);
                Some(membership_canceled_to.map_or(last, |end| end.min(last)))
            }
            None => membership_canceled_to,
        }
    }

    /// Makes `wanted` the only scheduled change, or today's plan when it starts today. Going back to the plan
    /// that holds anyway, with the same extras, only removes what was scheduled (rule N7); with nothing
    /// scheduled it is a change if the plan has been edited since it was copied.
    pub fn replace_scheduled(&self, wanted: &PlanCopy, today: Date) -> Schedule {
        let remove: Vec<MembershipPlanId> = self.scheduled(today).map(|copy| copy.id).collect();
        let back = self.current(today).is_some_and(|current| {
            let same = current.parent == wanted.parent && extras(&current.terms) == extras(&wanted.terms);
            same && (!remove.is_empty() || current.terms == wanted.terms)
        });
        Schedule { remove, insert: !back }
    }

    /// Scheduled changes that never come as the membership ends before (rule N7).
    pub fn after_end(&self, canceled_to: Date, today: Date) -> Vec<MembershipPlanId> {
        self.scheduled(today).filter(|copy| copy.starts_at > canceled_to).map(|copy| copy.id).collect()
    }

    fn first_day(&self) -> Date {
        self.copies.first().map_or(Date::MIN, |copy| copy.starts_at)
    }

    /// Copies that follow the current one.
    fn scheduled(&self, today: Date) -> impl Iterator<Item = &PlanCopy> {
        let from = today.max(self.first_day());
        self.copies.iter().filter(move |copy| copy.starts_at > from)
    }
}

/// Among the first days of a membership's copies, in order: the place of the copy that holds on the day, or of
/// the first to come, and the place of the scheduled change (rule N8). As [`History::current`] and
/// [`History::upcoming`], for lists that show nothing else.
pub fn places(first_days: impl Iterator<Item = Date> + Clone, today: Date) -> (Option<usize>, Option<usize>) {
    let Some(first) = first_days.clone().next() else { return (None, None) };
    let from = today.max(first);
    let current = first_days.clone().take_while(|day| *day <= from).count() - 1;
    let upcoming = first_days.count() - 1;
    (Some(current), (upcoming > current).then_some(upcoming))
}

fn extras(terms: &PlanTerms) -> Vec<crate::ids::PlanExtraId> {
    let mut ids: Vec<_> = terms.extras.iter().map(|extra| extra.id).collect();
    ids.sort_unstable();
    ids
}

/// The day on which a change by an admin takes effect: the wished one, from today on, else the next renewal
/// (rule N5). No change begins after the membership's end.
pub fn admin_change_date(wished: Option<Date>, next_invoice_at: Date, canceled_to: Option<Date>, today: Date) -> Result<Date, Refusal> {
    let date = wished.unwrap_or(next_invoice_at.max(today));
    check_day("change_date", date)?;
    if date < today {
        return Err(Refusal::new("change_date", "in_the_past", "must not be in the past"));
    }
    within_membership(date, canceled_to)
}

/// The day that an admin chooses for the first invoice of the new plan (rule N5): from the change on, one that every month has (rule
/// V2), and not one for which bills were made already.
pub fn check_first_invoice(wished: Date, change_date: Date, billed_on: Option<Date>) -> Result<(), Refusal> {
    const FIELD: &str = "first_invoice_at";
    check_day(FIELD, wished)?;
    if wished < change_date {
        return Err(Refusal::new(FIELD, "before_change", "must not be before the change"));
    }
    if wished.day() > 28 {
        return Err(Refusal::new(FIELD, "not_an_invoice_day", "must be one of the first 28 days of a month"));
    }
    match billed_on {
        Some(last) if wished <= last => {
            Err(Refusal::new(FIELD, "already_billed", format!("must be later than {last}, up to which invoices were made")))
        }
        _ => Ok(()),
    }
}

/// The day on which a change by the member takes effect: the next one that keeps notice and commitment of the
/// current plan (rule N6).
pub fn member_change_date(current: &PlanCopy, next_invoice_at: Date, canceled_to: Option<Date>, today: Date) -> Result<Date, Refusal> {
    let terms = &current.terms;
    let date = next_possible_change(
        next_invoice_at,
        terms.cycle_months,
        terms.cancellation_period_days,
        terms.minimum_commitment_months,
        current.starts_at,
        today,
    );
    within_membership(date, canceled_to)
}

fn within_membership(date: Date, canceled_to: Option<Date>) -> Result<Date, Refusal> {
    if canceled_to.is_some_and(|end| date > end) {
        return Err(Refusal::new("change_date", "after_end", "must not be after the end of the membership"));
    }
    Ok(date)
}

/// Which plans a member may change to (rules N6, W5).
pub fn check_member_choice(current: Kind, wanted: &PlanTerms) -> Result<(), Refusal> {
    if wanted.hidden {
        return Err(Refusal::new("plan", "hidden", "is not offered"));
    }
    if wanted.kind != current {
        return Err(Refusal::new("plan", "wrong_kind", "must be of the same kind: for teams or for individuals"));
    }
    Ok(())
}
