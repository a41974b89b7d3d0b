//! Changing the copies of a plan that existing members hold, many at a time (rule N3).

use crate::ids::{MembershipPlanId, PlanExtraId, PlanId, ResourceId};
use crate::memberships::first_recurring;
use crate::money::{Amount, Currency};
use crate::plans::{History, PlanTerms, admin_change_date, check_first_invoice};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What changes. Stored as JSON, so names must stay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    /// The price alone, of those who pay in the currency and the rhythm that the plan has now: a price for a month is none for
    /// a year.
    Price { price: Amount, currency: Currency, cycle_months: u8 },
    /// The resources alone; empty: every one that is not hidden (rule N15).
    Access(Vec<ResourceId>),
    /// Everything: the plan as it was when this was chosen. What was customised goes. What members chose stays: extras that
    /// the plan still offers, and what a code takes off (rule N14).
    Plan(Box<PlanTerms>),
}

/// From when on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// Each member's own.
    NextRenewal,
    On {
        day: Date,
        /// The first invoice after that, from which cycles are counted then (rule N5). A membership that begins later keeps its own.
        next_invoice_at: Option<Date>,
    },
}

impl When {
    fn first_invoice(self) -> Option<Date> {
        match self {
            Self::NextRenewal => None,
            Self::On { next_invoice_at, .. } => next_invoice_at,
        }
    }
}

/// Why a member keeps what he or she has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeftOut {
    /// The membership ends before.
    Ends,
    /// Another change is scheduled already, and there is at most one (rule N7): many members' changes never replace what was
    /// arranged with one of them.
    Scheduled,
    /// Nothing would be different.
    Unchanged,
    /// The member has another plan meanwhile.
    OtherPlan,
    /// Pays for another number of months at a time.
    OtherCycle,
    OtherCurrency,
    /// Invoices were made up to a later day than the next one was to be of.
    Billed,
}

impl LeftOut {
    pub const ALL: [Self; 7] =
        [Self::Ends, Self::Scheduled, Self::Unchanged, Self::OtherPlan, Self::OtherCycle, Self::OtherCurrency, Self::Billed];

    /// As stored.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ends => "ends",
            Self::Scheduled => "scheduled",
            Self::Unchanged => "unchanged",
            Self::OtherPlan => "other_plan",
            Self::OtherCycle => "other_cycle",
            Self::OtherCurrency => "other_currency",
            Self::Billed => "billed",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

/// A membership as far as it matters here.
#[derive(Clone, Copy, Debug)]
pub struct Holder<'a> {
    pub history: &'a History,
    pub confirmed: bool,
    pub starts_at: Date,
    /// The last active day.
    pub canceled_to: Option<Date>,
    pub next_invoice_at: Date,
    /// The due date of the last bill.
    pub billed_on: Option<Date>,
}

/// What becomes of a member's plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    pub starts_at: Date,
    /// What holds today.
    pub before: PlanTerms,
    pub terms: PlanTerms,
    /// The day that was chosen for the first invoice, with this change or with one that it is taken together with.
    pub first_invoice_at: Option<Date>,
    /// Copies that will never hold.
    pub remove: Vec<MembershipPlanId>,
    /// Whether a new copy is to be stored; else what holds today goes on.
    pub insert: bool,
}

impl What {
    /// The terms that follow on these.
    ///
    /// # Errors
    /// Where they are no base for this change.
    pub fn applied(&self, to: &PlanTerms) -> Result<PlanTerms, LeftOut> {
        match self {
            Self::Price { cycle_months, .. } if to.cycle_months != *cycle_months => Err(LeftOut::OtherCycle),
            Self::Price { currency, .. } if to.currency != *currency => Err(LeftOut::OtherCurrency),
            Self::Price { price, .. } => Ok(PlanTerms { price_per_cycle: *price, ..to.clone() }),
            Self::Access(resources) => Ok(PlanTerms { resource_access: resources.clone(), ..to.clone() }),
            Self::Plan(plan) => {
                let offered = |id: &PlanExtraId| plan.extras.iter().any(|extra| extra.id == *id);
                let chosen: Vec<_> = to.extras.iter().map(|extra| extra.id).filter(offered).collect();
                let copied = plan.copied(&chosen).unwrap_or_else(|| PlanTerms { extras: Vec::new(), ..PlanTerms::clone(plan) });
                Ok(PlanTerms { discount: to.discount.clone(), ..copied })
            }
        }
    }
}

/// The change of one member who holds the plan, or why there is none. A change of the same plan that is scheduled for the same
/// day is taken together with this one, so that a price and the rooms can change on one day.
///
/// # Errors
/// Whoever is left out.
pub fn revise(plan: PlanId, what: &What, when: When, holder: &Holder<'_>, today: Date) -> Result<Revision, LeftOut> {
    let current = holder.history.current(today).filter(|copy| copy.parent == plan).ok_or(LeftOut::OtherPlan)?;
    let wished = match when {
        // What was to be done on a day and is done on the next counts from then.
        When::On { day, .. } => Some(day.max(today)),
        When::NextRenewal => (!holder.confirmed).then(|| holder.starts_at.max(today)),
    };
    let day = admin_change_date(wished, holder.next_invoice_at, holder.canceled_to, today).map_err(|_| LeftOut::Ends)?;
    let day = day.max(holder.starts_at);
    let (base, arranged, invoiced) = match holder.history.upcoming(today) {
        None => (current, None, Some(holder.next_invoice_at)),
        Some(next) if next.parent == plan && next.starts_at == day => (next, next.first_invoice_at, next.first_invoice_at),
        Some(_) => return Err(LeftOut::Scheduled),
    };
    let chosen = when.first_invoice().filter(|next| holder.starts_at <= *next);
    // What is done after midnight may find the day gone.
    let chosen = chosen.map(|next| if next < day { first_recurring(day, None) } else { next });
    let terms = what.applied(&base.terms)?;
    if terms == base.terms && (chosen.is_none() || chosen == invoiced) {
        return Err(LeftOut::Unchanged);
    }
    let first_invoice_at = chosen.or(arranged);
    if let Some(next) = first_invoice_at {
        check_first_invoice(next, day, holder.billed_on).map_err(|_| LeftOut::Billed)?;
    }
    let never = holder.history.copies().iter().filter(|copy| copy.starts_at > today && copy.starts_at >= day);
    Ok(Revision {
        starts_at: day,
        before: current.terms.clone(),
        remove: never.map(|copy| copy.id).collect(),
        insert: terms != current.terms || first_invoice_at.is_some(),
        terms,
        first_invoice_at,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plans::PlanCopy;
    use jiff::civil::date;
    use serde_json::json;
    use uuid::Uuid;

    const TODAY: Date = date(2026, 3, 2);
    const RENEWAL: Date = date(2026, 4, 1);

    fn id<T: From<Uuid>>(number: u128) -> T {
        T::from(Uuid::from_u128(number))
    }

    fn terms(more: serde_json::Value) -> PlanTerms {
        let mut terms = json!({"name": "Flex", "price_per_cycle": "100.0", "currency": "EUR", "cycle_months": 1});
        let serde_json::Value::Object(more) = more else { unreachable!() };
        terms.as_object_mut().unwrap().extend(more);
        serde_json::from_value(terms).unwrap()
    }

    fn copy(number: u128, parent: u128, starts_at: Date, terms: PlanTerms) -> PlanCopy {
        PlanCopy { id: id(number), parent: id(parent), starts_at, first_invoice_at: None, terms }
    }

    fn price(text: &str) -> What {
        What::Price { price: text.parse().unwrap(), currency: "EUR".parse().unwrap(), cycle_months: 1 }
    }

    fn on(day: Date) -> When {
        When::On { day, next_invoice_at: None }
    }

    fn holder(history: &History) -> Holder<'_> {
        Holder { history, confirmed: true, starts_at: date(2026, 1, 1), canceled_to: None, next_invoice_at: RENEWAL, billed_on: None }
    }

    fn history(more: Vec<PlanCopy>) -> History {
        History::new([vec![copy(1, 7, date(2026, 1, 1), terms(json!({})))], more].concat())
    }

    fn revised(what: &What, when: When, holder: &Holder<'_>) -> Result<Revision, LeftOut> {
        revise(id(7), what, when, holder, TODAY)
    }

    #[test]
    fn a_price_changes_with_the_next_renewal_or_on_a_day_and_nothing_else_does() {
        let history = history(vec![]);
        let Revision { starts_at, before, terms: after, remove, insert, .. } =
            revised(&price("120"), When::NextRenewal, &holder(&history)).unwrap();
        assert_eq!((starts_at, remove, insert), (RENEWAL, vec![], true));
        assert_eq!(PlanTerms { price_per_cycle: Amount::units(120), ..before }, after);
        assert_eq!(revised(&price("120"), on(date(2026, 3, 20)), &holder(&history)).unwrap().starts_at, date(2026, 3, 20));
        let late = revise(id(7), &price("120"), on(TODAY), &holder(&history), date(2026, 3, 5)).unwrap();
        assert_eq!(late.starts_at, date(2026, 3, 5), "done after midnight");
        assert_eq!(revised(&price("100"), When::NextRenewal, &holder(&history)), Err(LeftOut::Unchanged));
    }

    #[test]
    fn a_price_is_for_those_who_pay_in_the_same_rhythm_and_currency() {
        let yearly = terms(json!({"cycle_months": 12, "price_per_cycle": "1000"}));
        assert_eq!(price("120").applied(&yearly), Err(LeftOut::OtherCycle));
        assert_eq!(price("120").applied(&terms(json!({"currency": "CHF"}))), Err(LeftOut::OtherCurrency));
    }

    #[test]
    fn the_plan_as_it_is_drops_what_was_customised_and_keeps_what_was_chosen() {
        let extra = |id: &str, price: &str| json!({"id": id, "name": "Locker", "price": price, "currency": "EUR", "cycle_months": 1});
        let (kept, gone) = ("0198c0de000070008000000000000001", "0198c0de000070008000000000000002");
        let mine = terms(json!({"price_per_cycle": "70", "cancellation_period_days": 3, "resource_access": [kept],
            "extras": [extra(kept, "5"), extra(gone, "9"), extra(kept, "5")]}));
        let plan = terms(json!({"price_per_cycle": "130", "cancellation_period_days": 30, "extras": [extra(kept, "6")]}));
        let after = What::Plan(Box::new(plan.clone())).applied(&mine).unwrap();
        let locker = plan.extras.first().unwrap().clone();
        assert_eq!(after, PlanTerms { extras: vec![locker.clone(), locker], ..plan });
    }

    #[test]
    fn access_is_replaced_and_may_be_all() {
        let rooms = vec![id::<ResourceId>(3)];
        let some = What::Access(rooms.clone()).applied(&terms(json!({}))).unwrap();
        assert_eq!(some, PlanTerms { resource_access: rooms, ..terms(json!({})) });
        assert_eq!(What::Access(vec![]).applied(&some).unwrap(), terms(json!({})));
    }

    #[test]
    fn one_change_at_most_is_scheduled_and_none_is_lost() {
        let other = history(vec![copy(2, 8, date(2026, 3, 20), terms(json!({})))]);
        assert_eq!(revised(&price("120"), When::NextRenewal, &holder(&other)), Err(LeftOut::Scheduled));
        let same = history(vec![copy(2, 7, RENEWAL, terms(json!({"resource_access": ["0198c0de000070008000000000000003"]})))]);
        assert_eq!(revised(&price("120"), on(date(2026, 3, 20)), &holder(&same)), Err(LeftOut::Scheduled), "of another day");
        let both = revised(&price("120"), When::NextRenewal, &holder(&same)).unwrap();
        assert_eq!((both.remove, both.insert, both.terms.resource_access.len()), (vec![id(2)], true, 1));
        let back = revised(&What::Access(vec![]), When::NextRenewal, &holder(&same)).unwrap();
        assert_eq!((back.remove, back.insert), (vec![id(2)], false), "as it is today: only what was scheduled goes");
        let left = history(vec![copy(2, 8, date(2026, 2, 1), terms(json!({})))]);
        assert_eq!(revised(&price("120"), When::NextRenewal, &holder(&left)), Err(LeftOut::OtherPlan));
    }

    #[test]
    fn ends_and_beginnings() {
        let plain = history(vec![]);
        let leaving = |last| Holder { canceled_to: Some(last), ..holder(&plain) };
        assert_eq!(revised(&price("120"), When::NextRenewal, &leaving(date(2026, 3, 31))), Err(LeftOut::Ends));
        assert!(revised(&price("120"), When::NextRenewal, &leaving(RENEWAL)).is_ok());
        let first = date(2026, 5, 1);
        let upcoming = History::new(vec![copy(1, 7, first, terms(json!({})))]);
        let waits = Holder { starts_at: first, next_invoice_at: first, ..holder(&upcoming) };
        let revision = revised(&price("120"), on(date(2026, 4, 1)), &waits).unwrap();
        assert_eq!((revision.starts_at, revision.remove), (first, vec![id(1)]), "the old copy never holds");
        let unconfirmed = Holder { confirmed: false, starts_at: TODAY, ..waits };
        let begun = History::new(vec![copy(1, 7, TODAY, terms(json!({})))]);
        let revision = revised(&price("120"), When::NextRenewal, &Holder { history: &begun, ..unconfirmed }).unwrap();
        assert_eq!((revision.starts_at, revision.remove.len()), (TODAY, 0));
    }

    #[test]
    fn the_next_invoice_of_all_may_have_a_day() {
        let plain = history(vec![]);
        let to = |next| When::On { day: date(2026, 3, 20), next_invoice_at: Some(next) };
        let next = date(2026, 4, 15);
        let revision = revised(&price("120"), to(next), &holder(&plain)).unwrap();
        assert_eq!((revision.starts_at, revision.first_invoice_at), (date(2026, 3, 20), Some(next)));
        let same = revised(&price("100"), to(next), &holder(&plain)).unwrap();
        assert_eq!((same.first_invoice_at, same.insert), (Some(next), true), "the day alone is something different");
        assert_eq!(revised(&price("100"), to(RENEWAL), &holder(&plain)), Err(LeftOut::Unchanged));
        let billed = Holder { billed_on: Some(next), ..holder(&plain) };
        assert_eq!(revised(&price("120"), to(next), &billed), Err(LeftOut::Billed));

        // What was chosen before goes on with a change of the same day.
        let scheduled =
            PlanCopy { first_invoice_at: Some(next), ..copy(2, 7, date(2026, 3, 20), terms(json!({"price_per_cycle": "110"}))) };
        let both = history(vec![scheduled]);
        let joined = revised(&price("120"), on(date(2026, 3, 20)), &holder(&both)).unwrap();
        assert_eq!((joined.first_invoice_at, joined.remove), (Some(next), vec![id(2)]));
        assert_eq!(revised(&price("110"), to(next), &holder(&both)), Err(LeftOut::Unchanged));

        // One that was to be of yesterday is of the next day that every month has.
        let late = |today| revise(id(7), &price("120"), When::On { day: TODAY, next_invoice_at: Some(TODAY) }, &holder(&plain), today);
        let on = |today| late(today).map(|revision| (revision.starts_at, revision.first_invoice_at));
        assert_eq!(on(date(2026, 3, 3)), Ok((date(2026, 3, 3), Some(date(2026, 3, 3)))));
        assert_eq!(on(date(2026, 3, 30)), Ok((date(2026, 3, 30), Some(RENEWAL))));

        // Who begins after that has an own first invoice.
        let first = date(2026, 5, 1);
        let upcoming = History::new(vec![copy(1, 7, first, terms(json!({})))]);
        let waits = Holder { starts_at: first, next_invoice_at: first, ..holder(&upcoming) };
        let revision = revised(&price("120"), to(next), &waits).unwrap();
        assert_eq!((revision.starts_at, revision.first_invoice_at), (first, None));
    }

    #[test]
    fn what_is_stored_is_read_again() {
        for what in [price("12.5"), What::Access(vec![id(3)]), What::Plan(Box::new(terms(json!({}))))] {
            assert_eq!(serde_json::from_value::<What>(serde_json::to_value(&what).unwrap()).unwrap(), what);
        }
        for reason in LeftOut::ALL {
            assert_eq!(LeftOut::named(reason.name()), Some(reason));
        }
        assert_eq!(LeftOut::named("sing"), None);
    }
}
