//! What a space earns: revenue by month and account, taxes, what is open and how late, what was billed for days to come, and what
//! comes in time and again. One pass over invoices and memberships; sums are those of the lines (M7), by currency.

use crate::billing::Explanation;
use crate::invoices::Item;
use crate::memberships::Life;
use crate::money::{Amount, Currency, OutOfRange};
use crate::plans::{History, PlanTerms};
use crate::taxes::Tax;
use jiff::ToSpan as _;
use jiff::civil::Date;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// How late open invoices are: not yet due, up to 30, 60 and 90 days, and more.
pub const AGES: [&str; 5] = ["notDue", "upTo30", "upTo60", "upTo90", "over90"];

/// Where revenue belongs: the revenue account of an item, else its accounting code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Heading {
    /// The first day of the month.
    pub month: Date,
    pub account: Option<String>,
    pub name: Option<String>,
}

/// A tax, with what it was charged on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taxed {
    pub net: Amount,
    pub amount: Amount,
}

/// The figures of one currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    pub net: Amount,
    pub gross: Amount,
    pub revenue: BTreeMap<Heading, Amount>,
    /// By name and rate in percent.
    pub taxes: BTreeMap<(String, Decimal), Taxed>,
    /// What is left to pay, by age.
    pub open: [Amount; 5],
    pub open_invoices: u64,
    /// Net of days after the period that are billed already.
    pub deferred: Amount,
}

/// What members pay time and again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recurring {
    /// Active on the last day of the month.
    pub members: u64,
    pub joined: u64,
    /// Their last day is in the month.
    pub left: u64,
    /// Net a month, by currency.
    pub monthly: BTreeMap<String, Decimal>,
}

impl Recurring {
    /// Who left of those that were there when the month began, in percent with two decimals; none where nobody was.
    pub fn churn(&self) -> Option<Decimal> {
        let before = (self.members + self.left).saturating_sub(self.joined);
        let share = Decimal::from(self.left).checked_mul(Decimal::ONE_HUNDRED)?.checked_div(Decimal::from(before))?;
        Some(share.round_dp(2))
    }
}

/// A report that grows with each invoice and membership.
#[derive(Clone, Debug)]
pub struct Report {
    from: Date,
    to: Date,
    pub currencies: BTreeMap<String, Figures>,
    /// By the first day of each month.
    pub months: BTreeMap<Date, Recurring>,
}

/// An invoice of which a report is made.
#[derive(Clone, Copy, Debug)]
pub struct Bill<'a> {
    pub issued_on: Date,
    pub currency: Currency,
    pub items: &'a [Item],
    /// Given up on: it earns nothing (V21).
    pub written_off: bool,
}

impl Report {
    /// For a period, both days included.
    pub fn new(from: Date, to: Date) -> Self {
        let first = from.first_of_month();
        let months = std::iter::successors(Some(first), |month| Some(month.saturating_add(1.month())));
        let months = months.take_while(|month| *month <= to).map(|month| (month, Recurring::default())).collect();
        Self { from, to, currencies: BTreeMap::new(), months }
    }

    fn figures(&mut self, currency: Currency) -> &mut Figures {
        self.currencies.entry(currency.to_string()).or_default()
    }

    /// Adds an invoice that was made up to the last day.
    pub fn add(&mut self, bill: Bill<'_>) -> Result<(), OutOfRange> {
        if bill.written_off || bill.issued_on > self.to {
            return Ok(());
        }
        let (from, to) = (self.from, self.to);
        let figures = self.figures(bill.currency);
        for item in bill.items {
            figures.deferred = figures.deferred.plus(deferred(item, bill.currency, to)?)?;
            if bill.issued_on >= from {
                figures.earn(bill.issued_on, item)?;
            }
        }
        Ok(())
    }

    /// Adds what is left to pay of an open invoice.
    pub fn add_open(&mut self, currency: Currency, due_on: Date, left: Amount) -> Result<(), OutOfRange> {
        let days = self.to.since(due_on).map_or(0, |span| span.get_days());
        let age = match days {
            ..=0 => 0,
            1..=30 => 1,
            31..=60 => 2,
            61..=90 => 3,
            _ => 4,
        };
        let figures = self.figures(currency);
        figures.open_invoices += 1;
        if let Some(sum) = figures.open.get_mut(age) {
            *sum = sum.plus(left)?;
        }
        Ok(())
    }

    /// Adds a membership with its plans; the account of a team pays, but is no member.
    pub fn add_member(&mut self, life: &Life, plans: &History, is_account: bool) {
        if life.confirmed_at.is_none() {
            return;
        }
        let to = self.to;
        for (month, recurring) in &mut self.months {
            let last = month.last_of_month().min(to);
            let within = |day: Date| *month <= day && day <= last;
            let ends = life.canceled_to.is_some_and(|day| within(day) && day >= life.starts_at);
            recurring.joined += u64::from(!is_account && within(life.starts_at));
            recurring.left += u64::from(!is_account && ends);
            // Whoever leaves with the last day of the month pays nothing from then on.
            if life.active_on(last) && !ends {
                recurring.members += u64::from(!is_account);
                for (currency, net) in plans.at(last).map(|copy| monthly(&copy.terms, last)).into_iter().flatten() {
                    *recurring.monthly.entry(currency.to_string()).or_default() += net;
                }
            }
        }
    }
}

impl Figures {
    fn earn(&mut self, on: Date, item: &Item) -> Result<(), OutOfRange> {
        self.net = self.net.plus(item.line.net)?;
        self.gross = self.gross.plus(item.line.gross)?;
        let heading = Heading {
            month: on.first_of_month(),
            account: item.revenue_account.as_ref().map(|account| account.number.clone()).or_else(|| item.accounting_code.clone()),
            name: item.revenue_account.as_ref().map(|account| account.name.clone()),
        };
        let sum = self.revenue.entry(heading).or_default();
        *sum = sum.plus(item.line.net)?;
        for part in &item.line.taxes {
            let Tax { name, rate } = &part.tax;
            let taxed = self.taxes.entry((name.clone(), rate.percent().normalize())).or_default();
            taxed.net = taxed.net.plus(item.line.net)?;
            taxed.amount = taxed.amount.plus(part.amount)?;
        }
        Ok(())
    }
}

/// The part of a line for days after one, by the day.
fn deferred(item: &Item, currency: Currency, to: Date) -> Result<Amount, OutOfRange> {
    let Some(Explanation::Period { from, last, .. } | Explanation::PlanDiscount { from, last, .. }) = &item.explanation else {
        return Ok(Amount::ZERO);
    };
    let days = |from: Date, last: Date| last.since(from).map_or(0, |span| span.get_days() + 1).max(0);
    let (all, later) = (days(*from, *last), days((*from).max(to.saturating_add(1.day())), *last));
    if later == 0 || all == 0 {
        return Ok(Amount::ZERO);
    }
    let share = item.line.net.to_decimal().checked_mul(later.into()).and_then(|net| net.checked_div(all.into()));
    Ok(share.and_then(|share| Amount::from_decimal(share.round_dp(6))).ok_or(OutOfRange)?.rounded(currency))
}

/// What a plan and its extras come to in a month, net, with what a code takes off on the day (N14).
fn monthly(terms: &PlanTerms, day: Date) -> Vec<(Currency, Decimal)> {
    let part = |price: Amount, months: u8| price.to_decimal().checked_div(Decimal::from(months.max(1))).unwrap_or_default();
    let price = terms.price_per_cycle;
    let discount = terms.discount.as_ref().filter(|discount| discount.until.is_none_or(|until| day < until));
    let lowered = discount.and_then(|discount| price.minus(discount.off(price, terms.currency).ok()?).ok()).unwrap_or(price);
    let fee = (terms.currency, part(lowered, terms.cycle_months));
    std::iter::once(fee).chain(terms.extras.iter().map(|extra| (extra.currency, part(extra.price, extra.cycle_months)))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::billing::Part;
    use crate::taxes::{self, PriceDisplay};
    use jiff::civil::date;

    fn eur() -> Currency {
        "EUR".parse().unwrap()
    }

    fn item(net: i64, explanation: Option<Explanation>) -> Item {
        let taxes = vec![Tax { name: "VAT".into(), rate: "19".parse().unwrap() }];
        let line = taxes::line(Amount::units(net), Decimal::ONE, &taxes, PriceDisplay::Net, eur()).unwrap();
        Item {
            description: "Desk".into(),
            quantity: Decimal::ONE,
            unit_net: Amount::units(net),
            taxes,
            line,
            paid: false,
            accounting_code: Some("8400".into()),
            cost_center: None,
            revenue_account: None,
            explanation,
        }
    }

    fn period(from: Date, last: Date) -> Explanation {
        let (part, name, price) = (Part::Fee, "Flex".into(), Amount::units(310));
        Explanation::Period { part, name, price, cycle_months: 1, anchor: from, from, last, plan_from: None }
    }

    fn bill(issued_on: Date, items: &[Item], written_off: bool) -> Bill<'_> {
        Bill { issued_on, currency: eur(), items, written_off }
    }

    #[test]
    fn revenue_taxes_and_days_to_come_add_up() {
        let mut report = Report::new(date(2026, 3, 1), date(2026, 4, 15));
        let april = [item(300, Some(period(date(2026, 4, 1), date(2026, 4, 30))))];
        let (early, march, lost) = ([item(100, None)], [item(100, None), item(-20, None)], [item(999, None)]);
        report.add(bill(date(2026, 2, 20), &early, false)).unwrap();
        report.add(bill(date(2026, 3, 5), &march, false)).unwrap();
        report.add(bill(date(2026, 4, 1), &april, false)).unwrap();
        report.add(bill(date(2026, 4, 2), &lost, true)).unwrap();
        let figures = &report.currencies["EUR"];
        assert_eq!((figures.net, figures.gross), (Amount::units(380), "452.2".parse().unwrap()));
        let revenue: Vec<_> = figures.revenue.iter().map(|(heading, net)| (heading.month.month(), net.to_string())).collect();
        assert_eq!(revenue, [(3, "80.0".to_owned()), (4, "300.0".to_owned())]);
        let taxed = &figures.taxes[&("VAT".to_owned(), Decimal::from(19))];
        assert_eq!((taxed.net, taxed.amount.to_string()), (Amount::units(380), "72.2".into()));
        assert_eq!(figures.deferred, Amount::units(150), "15 of 30 days");
    }

    #[test]
    fn open_invoices_are_counted_by_their_age() {
        let mut report = Report::new(date(2026, 3, 1), date(2026, 3, 31));
        for (day, left) in
            [(date(2026, 3, 31), 1), (date(2026, 3, 1), 2), (date(2026, 2, 28), 4), (date(2026, 1, 15), 8), (date(2025, 1, 1), 16)]
        {
            report.add_open(eur(), day, Amount::units(left)).unwrap();
        }
        let figures = &report.currencies["EUR"];
        assert_eq!(figures.open.map(|sum| sum.to_string()), ["1.0", "2.0", "4.0", "8.0", "16.0"]);
        assert_eq!(figures.open_invoices, 5);
    }

    #[test]
    fn members_come_go_and_pay_each_month() {
        let terms: PlanTerms =
            serde_json::from_value(serde_json::json!({"name": "Flex", "price_per_cycle": "300", "currency": "EUR", "cycle_months": 3,
            "extras": [{"id": "00000000000000000000000000000001", "name": "Locker", "price": "10", "currency": "EUR", "cycle_months": 1}]}))
            .unwrap();
        let plans = History::new(vec![crate::plans::PlanCopy {
            id: "00000000000000000000000000000001".parse().unwrap(),
            parent: "00000000000000000000000000000002".parse().unwrap(),
            starts_at: date(2026, 1, 10),
            first_invoice_at: None,
            terms,
        }]);
        let life = |canceled_to| Life { confirmed_at: Some(jiff::Timestamp::UNIX_EPOCH), starts_at: date(2026, 1, 10), canceled_to };
        let mut report = Report::new(date(2026, 1, 1), date(2026, 3, 31));
        report.add_member(&life(None), &plans, false);
        report.add_member(&life(Some(date(2026, 2, 28))), &plans, false);
        report.add_member(&Life { confirmed_at: None, ..life(None) }, &plans, false);
        let shown: Vec<_> =
            report.months.values().map(|one| (one.members, one.joined, one.left, one.churn().map(|churn| churn.to_string()))).collect();
        assert_eq!(shown, [(2, 2, 0, None), (1, 0, 1, Some("50".into())), (1, 0, 0, Some("0".into()))]);
        assert_eq!(report.months[&date(2026, 1, 1)].monthly["EUR"], Decimal::from(220));
    }
}
