mod discounts;
mod moved;

use super::*;
use crate::extras::{Extra, Unit};
use crate::plans::{PlanExtra, PlanTerms};
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

fn amount(text: &str) -> Amount {
    text.parse().unwrap()
}

fn id<T: From<Uuid>>(number: u128) -> T {
    Uuid::from_u128(number).into()
}

fn plan(price: &str, cycle_months: u8) -> PlanTerms {
    let terms = serde_json::json!({"name": "Flex", "price_per_cycle": price, "currency": "EUR", "cycle_months": cycle_months});
    serde_json::from_value(terms).unwrap()
}

fn extra(number: u128, price: &str, cycle_months: u8) -> PlanExtra {
    PlanExtra {
        id: id(number),
        name: format!("Extra {number}"),
        price: amount(price),
        currency: Currency::EUR,
        cycle_months,
        tax: None,
        accounting_code: None,
    }
}

fn copy(number: u128, starts_at: Date, terms: PlanTerms) -> PlanCopy {
    PlanCopy { id: id(number), parent: id(1), starts_at, first_invoice_at: None, terms }
}

fn member(starts_at: Date, next_invoice_at: Date, terms: PlanTerms) -> Member {
    Member {
        id: id(7),
        name: "Mia".into(),
        confirmed_on: starts_at,
        starts_at,
        canceled_to: None,
        next_invoice_at,
        moves: vec![],
        prorate: true,
        billed_on: None,
        since: None,
        may_pay_signup: true,
        plans: History::new(vec![copy(1, starts_at, terms)]),
        billed_until: BTreeMap::new(),
        held: vec![],
        usage: vec![],
    }
}

fn terms() -> Terms {
    Terms { taxes: vec![], custom_rates: false, charge_taxes: true, display: PriceDisplay::Net, days_early: 0 }
}

fn account(members: Vec<Member>) -> Account {
    Account { terms: terms(), members, more_usage: false }
}

fn charge(number: u128, day: Date, net: &str) -> Usage {
    Usage::Charge(Charge {
        id: id(number),
        description: format!("Charge {number}"),
        day,
        quantity: 1.into(),
        amount: amount(net),
        currency: Currency::EUR,
        taxes: vec![],
        codes: Accounts::default(),
    })
}

fn booking(number: u128, day: Date, price: &str, payable: &str) -> Booking {
    Booking {
        id: id(number),
        space: id(2),
        resource: "Room".into(),
        from: day.at(10, 0, 0, 0),
        to: day.at(12, 0, 0, 0),
        minutes: 120,
        units: 1,
        price: amount(price),
        payable: amount(payable),
        credit_minutes: 60,
        currency: Currency::EUR,
        taxes: vec![],
        extras: vec![],
        codes: Accounts::default(),
    }
}

/// All bills up to a day on which they are made.
fn bills(account: &mut Account, today: Date) -> Vec<Bill> {
    let mut bills = Vec::new();
    while let Some(due) = account.next_due().filter(|due| account.issued(*due) <= today) {
        bills.push(account.bill(due).unwrap());
    }
    bills
}

/// Due date, description and net of each line.
fn lines(bills: &[Bill]) -> Vec<(String, String, String)> {
    let items = |bill: &Bill| {
        let due = bill.due.to_string();
        let line = move |item: &Item| (due.clone(), item.description.clone(), item.line.net.to_string());
        bill.documents.iter().flat_map(|one| &one.items).map(line).collect::<Vec<_>>()
    };
    bills.iter().flat_map(items).collect()
}

fn line(due: &str, description: &str, net: &str) -> (String, String, String) {
    (due.into(), description.into(), net.into())
}

#[test]
fn first_days_by_the_worked_examples_of_v5() {
    let mut monthly = account(vec![member(date(2026, 1, 10), date(2026, 2, 1), plan("100", 1))]);
    assert_eq!(
        lines(&bills(&mut monthly, date(2026, 2, 1))),
        [line("2026-01-10", "Flex, 2026-01-10 – 2026-01-31", "70.97"), line("2026-02-01", "Flex, 2026-02-01 – 2026-02-28", "100.0")]
    );
    let mut quarterly = account(vec![member(date(2026, 1, 20), date(2026, 2, 1), plan("300", 3))]);
    assert_eq!(lines(&bills(&mut quarterly, date(2026, 1, 20))), [line("2026-01-20", "Flex, 2026-01-20 – 2026-01-31", "39.13")]);
    let whole_cycles = Span { from: date(2026, 1, 10), until: date(2026, 4, 1) };
    let rate = Rate { price: amount("100"), cycle_months: 1, anchor: date(2026, 4, 1) };
    assert_eq!(cost(rate, whole_cycles, PriceDisplay::Net, Currency::EUR), Ok(amount("270.97")), "V4: two whole ones and a part");
}

#[test]
fn without_proration_the_first_days_are_free() {
    let mut free = account(vec![Member { prorate: false, ..member(date(2026, 1, 10), date(2026, 2, 1), plan("100", 1)) }]);
    assert_eq!(free.next_due(), Some(date(2026, 2, 1)));
    assert_eq!(lines(&bills(&mut free, date(2026, 2, 1))).len(), 1);
    let mut at_once = account(vec![member(date(2026, 1, 10), date(2026, 1, 10), plan("100", 1))]);
    assert_eq!(lines(&bills(&mut at_once, date(2026, 1, 10))), [line("2026-01-10", "Flex, 2026-01-10 – 2026-02-09", "100.0")]);
}

#[test]
fn the_sign_up_charge_comes_once_and_does_not_wait_for_the_start() {
    let mut terms = plan("100", 1);
    terms.signup_charge = Some(SignupCharge { amount: amount("50"), description: "Deposit".into(), tax: None, accounting_code: None });
    let joined = Member { confirmed_on: date(2026, 1, 2), ..member(date(2026, 1, 10), date(2026, 2, 1), terms) };
    let mut ahead = account(vec![joined.clone()]);
    let made = lines(&bills(&mut ahead, date(2026, 2, 1)));
    assert_eq!(made.iter().map(|line| line.0.as_str()).collect::<Vec<_>>(), ["2026-01-02", "2026-01-10", "2026-02-01"]);
    assert_eq!(made[0], line("2026-01-02", "Deposit", "50.0"));
    let mut known = account(vec![Member { may_pay_signup: false, ..joined }]);
    assert_eq!(known.next_due(), Some(date(2026, 1, 10)), "L11: had it in this space before");
    assert_eq!(lines(&bills(&mut known, date(2026, 2, 1))).len(), 2);
}

#[test]
fn usage_is_billed_every_month_and_fees_when_they_renew() {
    let mut yearly = member(date(2026, 1, 1), date(2026, 1, 1), plan("1200", 12));
    yearly.usage = vec![charge(1, date(2026, 2, 1), "5"), charge(2, date(2026, 2, 2), "7")];
    yearly.usage.push(Usage::Booking(booking(3, date(2026, 1, 31), "20", "20")));
    yearly.usage.push(Usage::Booking(booking(4, date(2026, 2, 1), "30", "30")));
    let made = lines(&bills(&mut account(vec![yearly]), date(2027, 1, 1)));
    let on = |due: &str| made.iter().filter(|line| line.0 == due).map(|line| line.2.as_str()).collect::<Vec<_>>();
    assert_eq!(on("2026-01-01"), ["1200.0"]);
    assert_eq!(on("2026-02-01"), ["20.0", "5.0"], "V9: bookings before the day, charges of the day");
    assert_eq!(on("2026-03-01"), ["30.0", "7.0"]);
    assert_eq!(on("2027-01-01"), ["1200.0"]);
    assert_eq!(made.len(), 6);
}

#[test]
fn invoices_are_made_early_and_usage_after_that_waits() {
    let mut early = member(date(2026, 1, 1), date(2026, 1, 1), plan("100", 1));
    early.usage = vec![charge(1, date(2026, 1, 22), "5"), charge(2, date(2026, 1, 23), "7")];
    let mut early = account(vec![early]);
    early.terms.days_early = 10;
    let made = bills(&mut early, date(2026, 1, 22));
    assert_eq!(
        made.iter().map(|bill| (bill.due, bill.issued)).collect::<Vec<_>>(),
        [(date(2026, 1, 1), date(2026, 1, 1)), (date(2026, 2, 1), date(2026, 1, 22))],
        "V8: not before the start"
    );
    assert_eq!(lines(&made)[2], line("2026-02-01", "Charge 1", "5.0"));
    assert_eq!(lines(&bills(&mut early, date(2026, 2, 21))).last(), Some(&line("2026-03-01", "Charge 2", "7.0")));
}

#[test]
fn the_last_cycle_is_cut_and_usage_follows() {
    let mut leaving = member(date(2026, 1, 1), date(2026, 1, 1), plan("310", 1));
    leaving.canceled_to = Some(date(2026, 3, 10));
    leaving.usage = vec![Usage::Booking(booking(1, date(2026, 3, 9), "20", "20"))];
    let mut leaving = account(vec![leaving]);
    let made = lines(&bills(&mut leaving, date(2026, 12, 31)));
    assert_eq!(made[2], line("2026-03-01", "Flex, 2026-03-01 – 2026-03-10", "100.0"), "V6");
    assert_eq!(made[3], line("2026-04-01", "Room, 2026-03-09 10:00–12:00", "20.0"), "V7");
    assert_eq!((made.len(), leaving.next_due()), (4, None));
}

#[test]
fn plan_changes_hold_from_their_day_and_give_nothing_back() {
    let mut changed = member(date(2026, 1, 1), date(2026, 1, 1), plan("100", 1));
    let copies = vec![copy(1, date(2026, 1, 1), plan("100", 1)), copy(2, date(2026, 2, 15), plan("250", 3))];
    changed.plans = History::new(copies);
    let made = lines(&bills(&mut account(vec![changed]), date(2026, 6, 1)));
    assert_eq!(
        made.iter().map(|line| (line.0.as_str(), line.2.as_str())).collect::<Vec<_>>(),
        [("2026-01-01", "100.0"), ("2026-02-01", "100.0"), ("2026-03-01", "250.0"), ("2026-06-01", "250.0")],
        "N5"
    );
}

#[test]
fn extras_have_cycles_of_their_own() {
    let mut terms = plan("100", 1);
    terms.extras = vec![extra(1, "30", 3), extra(2, "-10", 1), extra(2, "-10", 1)];
    let mut keeps = member(date(2026, 1, 10), date(2026, 2, 1), terms.clone());
    terms.extras.remove(0);
    keeps.plans = History::new(vec![keeps.plans.copies()[0].clone(), copy(2, date(2026, 4, 1), terms)]);
    let made = lines(&bills(&mut account(vec![keeps]), date(2026, 6, 1)));
    let of =
        |name: &str| made.iter().filter(|line| line.1.starts_with(name)).map(|line| (line.0.as_str(), line.2.as_str())).collect::<Vec<_>>();
    assert_eq!(of("Extra 1"), [("2026-01-10", "7.17"), ("2026-02-01", "30.0")], "22 of 92 days; then until the plan changes");
    assert_eq!(of("Extra 2").len(), 2 * 6, "the same extra twice is two extras, and it stays over the change");
    let mut yearly = plan("1200", 12);
    yearly.extras = vec![extra(1, "5", 1)];
    let made = lines(&bills(&mut account(vec![member(date(2026, 1, 1), date(2026, 1, 1), yearly)]), date(2026, 12, 1)));
    assert_eq!(made.len(), 1 + 12);
}

#[test]
fn allocations_are_prorated_at_both_ends() {
    let mut holds = member(date(2026, 1, 1), date(2026, 1, 1), plan("0", 1));
    holds.held = vec![Held {
        id: id(5),
        resource: "Desk 5".into(),
        starts_at: date(2026, 1, 17),
        canceled_to: Some(date(2026, 3, 10)),
        cycle_months: 1,
        price: amount("310"),
        currency: Currency::EUR,
        taxes: vec![],
        codes: Accounts::default(),
    }];
    assert_eq!(
        lines(&bills(&mut account(vec![holds]), date(2026, 6, 1))),
        [line("2026-02-01", "Desk 5, 2026-01-17 – 2026-02-28", "460.0"), line("2026-03-01", "Desk 5, 2026-03-01 – 2026-03-10", "100.0")]
    );
}

#[test]
fn payers_get_what_others_owe_on_their_own_day() {
    let payer = member(date(2026, 1, 1), date(2026, 1, 1), plan("100", 1));
    let mut paid = Member { id: id(8), name: "Noa".into(), ..member(date(2026, 1, 15), date(2026, 1, 15), plan("50", 1)) };
    paid.usage = vec![charge(1, date(2026, 1, 20), "5")];
    let made = bills(&mut account(vec![payer, paid]), date(2026, 3, 1));
    assert_eq!(
        lines(&made[1..2]),
        [
            line("2026-02-01", "Flex, 2026-02-01 – 2026-02-28", "100.0"),
            line("2026-02-01", "Noa: Flex, 2026-01-15 – 2026-02-14", "50.0"),
            line("2026-02-01", "Noa: Charge 1", "5.0")
        ],
        "V12"
    );
    assert_eq!(made[2].documents[0].items.len(), 2);
}

#[test]
fn bookings_show_their_price_what_credits_take_and_extras() {
    let mut books = member(date(2026, 1, 1), date(2026, 1, 1), plan("0", 1));
    let coffee = Extra {
        id: id(1),
        product_id: id(2),
        name: "Coffee".into(),
        description: None,
        accounting_code: Some("COFF".into()),
        unit: Unit::Minute,
        quantity: 2.into(),
        amount: amount("0.015"),
        taxes: vec![],
        currency: Currency::EUR,
    };
    let with_credits = Booking { extras: vec![coffee], ..booking(1, date(2026, 1, 5), "52.5", "2") };
    let passes = (2..5).map(|number| {
        let (name, day, price) = ("Day".to_owned(), date(2026, 1, 6), amount(if number == 4 { "9" } else { "10" }));
        Usage::Pass(Pass { id: id(number), name, day, price, currency: Currency::EUR, taxes: vec![], accounting_code: None })
    });
    books.usage = passes.chain([Usage::Booking(with_credits)]).collect();
    let made = bills(&mut account(vec![books]), date(2026, 2, 1));
    assert_eq!(
        lines(&made),
        [
            line("2026-02-01", "Room, 2026-01-05 10:00–12:00", "52.5"),
            line("2026-02-01", "Booking credits: Room, 2026-01-05 10:00–12:00", "-50.5"),
            line("2026-02-01", "Coffee: Room, 2026-01-05 10:00–12:00", "3.6"),
            line("2026-02-01", "Day, 2026-01-06", "20.0"),
            line("2026-02-01", "Day, 2026-01-06", "9.0")
        ]
    );
    assert_eq!(made[0].documents.len(), 0);
    assert_eq!(made[1].documents[0].used.len(), 4);
}

#[test]
fn each_currency_has_an_invoice_and_taxes_are_the_payers() {
    let mut terms = plan("100", 1);
    terms.extras = vec![PlanExtra { currency: "USD".parse().unwrap(), ..extra(1, "30", 1) }];
    let mut two = account(vec![member(date(2026, 1, 1), date(2026, 1, 1), terms)]);
    two.terms.taxes = vec![Tax { name: "VAT".into(), rate: "19".parse().unwrap() }];
    two.terms.charge_taxes = false;
    let bill = two.bill(date(2026, 1, 1)).unwrap();
    assert_eq!(bill.documents.len(), 2);
    let line = &bill.documents[1].items[0].line;
    assert_eq!((line.gross, line.taxes[0].amount), (amount("30"), Amount::ZERO), "M14");
}

#[test]
fn who_is_confirmed_late_gets_one_bill_for_all() {
    let late = Member { confirmed_on: date(2026, 2, 5), ..member(date(2026, 1, 10), date(2026, 2, 1), plan("100", 1)) };
    let made = bills(&mut account(vec![late]), date(2026, 2, 28));
    assert_eq!(made.len(), 1);
    assert_eq!(made[0].documents[0].items.len(), 2);
}

#[test]
fn gross_prices_stay_what_was_typed() {
    let mut gross = account(vec![member(date(2026, 1, 16), date(2026, 2, 1), plan("84.033613", 1))]);
    gross.terms.display = PriceDisplay::Gross;
    gross.terms.taxes = vec![Tax { name: "VAT".into(), rate: "19".parse().unwrap() }];
    let made = bills(&mut gross, date(2026, 2, 1));
    let totals: Vec<_> = made.iter().map(|bill| bill.documents[0].items[0].line.gross.to_string()).collect();
    assert_eq!(totals, ["51.61", "100.0"], "16 of 31 days");
}

#[test]
fn a_moved_renewal_bills_nothing_twice() {
    let mut moved = account(vec![member(date(2026, 1, 1), date(2026, 1, 1), plan("100", 1))]);
    moved.terms.days_early = 20;
    bills(&mut moved, date(2026, 1, 15));
    moved.members[0].next_invoice_at = date(2026, 1, 20);
    let made = bills(&mut moved, date(2026, 2, 1));
    assert_eq!(lines(&made), [line("2026-02-20", "Flex, 2026-02-20 – 2026-03-19", "100.0")], "L16");
}

#[test]
fn what_was_billed_elsewhere_is_left_alone() {
    let mut terms = plan("100", 1);
    terms.signup_charge = Some(SignupCharge { amount: amount("50"), description: "Deposit".into(), tax: None, accounting_code: None });
    let mut old = member(date(2019, 1, 10), date(2026, 2, 10), terms);
    old.since = Some(date(2026, 2, 3));
    let made = lines(&bills(&mut account(vec![old]), date(2026, 3, 1)));
    assert_eq!(made, [line("2026-02-10", "Flex, 2026-02-10 – 2026-03-09", "100.0")]);
}

#[test]
fn who_comes_back_pays_nothing_for_the_time_between() {
    let mut terms = plan("100", 1);
    terms.extras = vec![extra(1, "5", 1)];
    let mut left = member(date(2026, 1, 1), date(2026, 1, 1), terms.clone());
    left.canceled_to = Some(date(2026, 3, 20));
    left.usage = vec![charge(1, date(2026, 6, 5), "7")];
    let mut back = account(vec![left]);
    bills(&mut back, date(2026, 4, 1));
    let one = &mut back.members[0];
    let copies = vec![one.plans.copies()[0].clone(), copy(2, date(2026, 6, 10), terms)];
    (one.canceled_to, one.next_invoice_at, one.billed_on) = (None, date(2026, 7, 1), Some(date(2026, 6, 9)));
    one.plans = History::new(copies);
    let made = lines(&bills(&mut back, date(2026, 7, 1)));
    assert_eq!(
        made,
        [
            line("2026-07-01", "Flex, 2026-07-01 – 2026-07-31", "100.0"),
            line("2026-07-01", "Extra 1, 2026-07-01 – 2026-07-31", "5.0"),
            line("2026-07-01", "Charge 1", "7.0")
        ],
        "L10"
    );
}

#[test]
fn charges_can_be_billed_before_their_day() {
    let mut one = member(date(2026, 1, 1), date(2026, 1, 1), plan("100", 1));
    one.usage = vec![charge(1, date(2026, 1, 5), "5"), charge(2, date(2026, 1, 9), "7")];
    one.usage.push(Usage::Booking(booking(3, date(2026, 1, 2), "20", "20")));
    let mut one = account(vec![one]);
    let documents = one.bill_charges(date(2026, 1, 5)).unwrap();
    assert_eq!((documents.len(), documents[0].items.len(), &*documents[0].used), (1, 1, &[Used::Charge(id(1))][..]), "V13");
    assert_eq!(one.bill_charges(date(2026, 1, 5)), Ok(vec![]));
    assert_eq!(lines(&bills(&mut one, date(2026, 2, 1))).len(), 4);
}

/// A membership with a bit of everything.
fn any_member() -> impl Strategy<Value = Member> {
    let plans = prop::collection::vec((0..500_i64, 0..30_000_i64, 1..=13_u8, 0..3_u128, 1..=7_u8), 1..4);
    let usage = prop::collection::vec((0..800_i64, -5_000..5_000_i64), 0..12);
    (0..400_i64, 0..40_i64, any::<bool>(), prop::option::of(0..700_i64), plans, usage).prop_map(
        |(start, confirmed, prorate, end, plans, usage)| {
            let start = date(2023, 12, 20) + start.days();
            let mut copies: Vec<_> = Vec::new();
            for (number, (after, price, cycle, extras, extra_cycle)) in plans.into_iter().enumerate() {
                let mut terms = plan(&Amount(price * 10_000).to_string(), cycle);
                terms.extras = (0..extras).map(|number| extra(number + 1, "7.77", extra_cycle)).collect();
                let first = if number == 0 { start } else { start + after.days() };
                copies.push(copy(number as u128 + 1, first, terms));
            }
            let usage = usage
                .into_iter()
                .enumerate()
                .map(|(number, (day, net))| charge(number as u128 + 100, start + day.days(), &Amount(net * 10_000).to_string()));
            Member {
                prorate,
                confirmed_on: start + confirmed.days(),
                canceled_to: end.map(|end| start + end.days()),
                plans: History::new(copies),
                usage: usage.collect(),
                ..member(start, crate::memberships::first_recurring(start, None), plan("1", 1))
            }
        },
    )
}

proptest! {
    #[test]
    fn it_does_not_matter_how_runs_are_cut(one in any_member(), days_early in 0..=28_u16, runs in prop::collection::vec(1..200_i64, 1..12)) {
        let mut once = account(vec![one]);
        once.terms.days_early = days_early;
        let mut often = once.clone();
        let last = date(2026, 12, 31);
        let whole = bills(&mut once, last);
        let mut cut = Vec::new();
        let mut today = date(2023, 12, 20);
        for days in runs {
            today += days.days();
            cut.extend(bills(&mut often, today.min(last)));
        }
        cut.extend(bills(&mut often, last));
        prop_assert_eq!(whole, cut);
    }

    #[test]
    fn nothing_is_billed_twice_and_every_line_can_be_computed_anew(one in any_member(), days_early in 0..=28_u16) {
        let (end, usage) = (one.canceled_to, one.usage.len());
        let mut all = account(vec![one]);
        all.terms.days_early = days_early;
        let made = bills(&mut all, date(2028, 12, 31));
        prop_assert!(made.windows(2).all(|pair| pair[0].due < pair[1].due && pair[0].issued <= pair[1].issued));
        let documents: Vec<_> = made.iter().flat_map(|bill| &bill.documents).collect();
        let mut covered: Vec<_> = documents.iter().flat_map(|one| &one.covered).map(|one| (&one.key, one.span.from, one.span.until)).collect();
        covered.sort();
        for pair in covered.windows(2) {
            prop_assert!(pair[0].0 != pair[1].0 || pair[0].2 <= pair[1].1, "{pair:?}");
        }
        if let Some(end) = end {
            prop_assert!(covered.iter().all(|(_, _, until)| *until <= day_after(end)));
            prop_assert_eq!(all.next_due(), None);
        }
        let mut used: Vec<_> = documents.iter().flat_map(|one| &one.used).collect();
        used.sort();
        used.dedup();
        prop_assert_eq!(used.len(), usage);
        for item in documents.iter().flat_map(|one| &one.items) {
            let why = item.explanation.as_ref().unwrap();
            let line = taxes::line(why.unit_net(PriceDisplay::Net, Currency::EUR).unwrap(), why.quantity(), &item.taxes, PriceDisplay::Net, Currency::EUR);
            prop_assert_eq!(line.unwrap(), item.line.clone());
            prop_assert_eq!(item.line.net, item.line.net.rounded(Currency::EUR), "whole coins");
        }
    }

    #[test]
    fn parts_of_a_cycle_add_up_to_its_price(day in 0..3_000_i64, cut in 1..364_i64, cycle in 1..=36_u8, price in 0..10_000_000_i64) {
        let anchor = crate::memberships::first_recurring(date(2024, 2, 29) + day.days(), None);
        let until = crate::cycles::boundary(anchor, cycle, 1);
        let middle = (anchor + cut.days()).min(until);
        let rate = Rate { price: Amount(price * 10_000), cycle_months: cycle, anchor };
        let of = |from, until| cost(rate, Span { from, until }, PriceDisplay::Net, Currency::EUR).unwrap();
        prop_assert_eq!(of(anchor, until), rate.price);
        let sum = of(anchor, middle).plus(of(middle, until)).unwrap();
        prop_assert!((sum.0 - rate.price.0).abs() <= 10_000, "a cent, as each part is rounded");
    }
}
