//! The first invoice of a new plan on a day that was chosen for it (N5).

use super::*;

fn fix(price: &str, cycle_months: u8) -> PlanTerms {
    PlanTerms { name: "Fix".into(), ..plan(price, cycle_months) }
}

/// The member with another plan from a day on.
fn moved(one: Member, change: Date, chosen: Date, terms: PlanTerms) -> Member {
    let mut copies = one.plans.copies().to_vec();
    copies.push(PlanCopy { first_invoice_at: Some(chosen), ..copy(9, change, terms) });
    Member { plans: History::new(copies), moves: vec![Move { on: change, to: chosen }], ..one }
}

fn flex() -> Member {
    member(date(2026, 1, 1), date(2026, 1, 1), plan("100", 1))
}

#[test]
fn the_new_plan_is_billed_from_the_chosen_day_and_nothing_is_given_back() {
    let one = moved(flex(), date(2026, 3, 15), date(2026, 3, 20), fix("250", 3));
    let mut with_usage = one.clone();
    with_usage.usage = vec![charge(1, date(2026, 3, 16), "3"), charge(2, date(2026, 3, 25), "5")];
    let made = bills(&mut account(vec![one]), date(2026, 6, 30));
    assert_eq!(
        lines(&made),
        [
            line("2026-01-01", "Flex, 2026-01-01 – 2026-01-31", "100.0"),
            line("2026-02-01", "Flex, 2026-02-01 – 2026-02-28", "100.0"),
            line("2026-03-01", "Flex, 2026-03-01 – 2026-03-31", "100.0"),
            line("2026-03-20", "Fix, 2026-03-20 – 2026-06-19", "250.0"),
            line("2026-06-20", "Fix, 2026-06-20 – 2026-09-19", "250.0"),
        ]
    );
    let why = |due: Date| made.iter().find(|bill| bill.due == due).unwrap().documents[0].items[0].explanation.clone().unwrap();
    let first = why(date(2026, 3, 20));
    assert_eq!(first.rules(), "N5, V1, V6");
    assert!(first.sentence().contains("holds since 2026-03-15; this day was chosen"), "{}", first.sentence());
    assert_eq!(why(date(2026, 6, 20)).rules(), "V1, V4, V6");
    let stored = serde_json::to_value(&first).unwrap();
    assert_eq!((stored["anchor"].as_str(), stored["plan_from"].as_str()), (Some("2026-03-20"), Some("2026-03-15")));
    assert_eq!(serde_json::from_value::<Explanation>(stored).unwrap(), first);

    let made = lines(&bills(&mut account(vec![with_usage]), date(2026, 4, 20)));
    assert!(made.contains(&line("2026-03-20", "Charge 1", "3.0")) && made.contains(&line("2026-04-20", "Charge 2", "5.0")), "{made:?}");
}

#[test]
fn the_first_days_are_billed_up_to_the_renewal_as_it_was() {
    // Changed before the membership was confirmed, so that its first days are still open.
    let one = member(date(2026, 3, 1), date(2026, 4, 1), plan("100", 1));
    let one = Member { prorate: true, confirmed_on: date(2026, 3, 10), ..one };
    let made = bills(&mut account(vec![moved(one, date(2026, 3, 5), date(2026, 6, 15), fix("250", 1))]), date(2026, 7, 1));
    assert_eq!(
        lines(&made),
        [line("2026-03-10", "Flex, 2026-03-01 – 2026-03-31", "100.0"), line("2026-06-15", "Fix, 2026-06-15 – 2026-07-14", "250.0")]
    );
}

#[test]
fn with_the_next_renewal_the_days_up_to_the_first_invoice_are_free() {
    let one = moved(flex(), date(2026, 2, 1), date(2026, 2, 15), fix("310", 1));
    let made = lines(&bills(&mut account(vec![one]), date(2026, 3, 31)));
    assert_eq!(
        made[1..],
        [line("2026-02-15", "Fix, 2026-02-15 – 2026-03-14", "310.0"), line("2026-03-15", "Fix, 2026-03-15 – 2026-04-14", "310.0")]
    );
    // A year that is paid for ends no sooner, and what is used meanwhile does not wait for the fee.
    let mut yearly =
        moved(member(date(2026, 1, 1), date(2026, 1, 1), plan("1200", 12)), date(2026, 4, 10), date(2026, 6, 25), fix("90", 1));
    yearly.usage = vec![charge(1, date(2026, 4, 2), "5")];
    let made = lines(&bills(&mut account(vec![yearly]), date(2026, 6, 30)));
    assert_eq!(
        made,
        [
            line("2026-01-01", "Flex, 2026-01-01 – 2026-12-31", "1200.0"),
            line("2026-04-25", "Charge 1", "5.0"),
            line("2026-06-25", "Fix, 2026-06-25 – 2026-07-24", "90.0")
        ]
    );
}

#[test]
fn ends_of_months() {
    let made = |start: Date, change, chosen, until| {
        let one = moved(member(start, start, plan("100", 1)), change, chosen, fix("310", 1));
        lines(&bills(&mut account(vec![one]), until))
    };
    assert_eq!(
        made(date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 28), date(2026, 4, 27)),
        [
            line("2026-01-01", "Flex, 2026-01-01 – 2026-01-31", "100.0"),
            line("2026-02-28", "Fix, 2026-02-28 – 2026-03-27", "310.0"),
            line("2026-03-28", "Fix, 2026-03-28 – 2026-04-27", "310.0"),
        ],
        "free for four weeks"
    );
    assert_eq!(
        made(date(2026, 1, 28), date(2026, 2, 28), date(2026, 2, 28), date(2026, 3, 27)),
        [line("2026-01-28", "Flex, 2026-01-28 – 2026-02-27", "100.0"), line("2026-02-28", "Fix, 2026-02-28 – 2026-03-27", "310.0")],
        "on the day of the change, which is the renewal"
    );
    assert_eq!(
        made(date(2028, 1, 28), date(2028, 2, 29), date(2028, 3, 1), date(2028, 3, 1)),
        [
            line("2028-01-28", "Flex, 2028-01-28 – 2028-02-27", "100.0"),
            line("2028-02-28", "Flex, 2028-02-28 – 2028-03-27", "100.0"),
            line("2028-03-01", "Fix, 2028-03-01 – 2028-03-31", "310.0"),
        ],
        "the leap day; the old fee stays paid"
    );
    assert_eq!(
        made(date(2025, 11, 30), date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 1)).last(),
        Some(&line("2026-01-01", "Fix, 2026-01-01 – 2026-01-31", "310.0")),
        "over the year"
    );
}

#[test]
fn bills_that_are_made_early_know_of_it() {
    let mut early = account(vec![moved(flex(), date(2026, 4, 1), date(2026, 4, 3), fix("310", 1))]);
    early.terms.days_early = 10;
    let made = bills(&mut early, date(2026, 3, 24));
    let last = made.last().unwrap();
    assert_eq!((last.due, last.issued), (date(2026, 4, 3), date(2026, 3, 24)));
    assert_eq!(lines(&made).len(), 4);
    assert_eq!((early.members[0].next_invoice_at, early.members[0].moves.len()), (date(2026, 5, 3), 0));
}

#[test]
fn extras_wait_for_the_first_invoice_too() {
    let with = |mut terms: PlanTerms, extras: &[u128]| {
        terms.extras = extras.iter().map(|number| extra(*number, "10", 1)).collect();
        terms
    };
    let of = |one: Member, name: &str| {
        let made = lines(&bills(&mut account(vec![one]), date(2026, 6, 30)));
        made.into_iter().filter(|line| line.1.starts_with(name)).map(|line| line.0).collect::<Vec<_>>()
    };
    let late = moved(flex(), date(2026, 4, 1), date(2026, 6, 1), with(fix("310", 1), &[1]));
    assert_eq!(of(late, "Extra 1"), ["2026-06-01"]);
    let both = member(date(2026, 1, 1), date(2026, 1, 1), with(plan("100", 1), &[1]));
    let both = moved(both, date(2026, 3, 10), date(2026, 3, 15), with(fix("310", 1), &[1, 2]));
    assert_eq!(
        of(both.clone(), "Extra 1"),
        ["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-15", "2026-05-15", "2026-06-15"],
        "not twice"
    );
    assert_eq!(of(both, "Extra 2"), ["2026-03-15", "2026-04-15", "2026-05-15", "2026-06-15"]);
}

#[test]
fn who_is_paid_for_is_billed_for_all_before_the_change() {
    let paid = Member { id: id(8), name: "Noa".into(), ..member(date(2026, 1, 5), date(2026, 1, 5), plan("50", 1)) };
    let paid = moved(paid, date(2026, 4, 6), date(2026, 4, 6), fix("80", 1));
    let made = lines(&bills(&mut account(vec![flex(), paid]), date(2026, 5, 1)));
    let last: Vec<_> = made.into_iter().filter(|line| line.0 == "2026-05-01").map(|line| line.1).collect();
    assert_eq!(last, ["Flex, 2026-05-01 – 2026-05-31", "Noa: Flex, 2026-04-05 – 2026-05-04", "Noa: Fix, 2026-04-06 – 2026-05-05"]);
}

/// A membership that changes its plan, with extras, and perhaps ends.
fn any_moved() -> impl Strategy<Value = (Member, Date, Date)> {
    let ends = prop::option::of(0..500_i64);
    (any::<bool>(), 0..400_i64, 1..300_i64, 0..100_i64, (1..=13_u8, 1..=13_u8), ends).prop_map(
        |(prorate, start, change, chosen, cycles, end)| {
            let start = date(2023, 12, 20) + start.days();
            let change = start + change.days();
            let chosen = crate::memberships::first_recurring(change + chosen.days(), None);
            let with = |terms: PlanTerms| PlanTerms { extras: vec![extra(1, "7.77", 1)], ..terms };
            let one = member(start, crate::memberships::first_recurring(start, None), with(plan("100", cycles.0)));
            let one = Member { prorate, canceled_to: end.map(|end| change + end.days()), ..one };
            (moved(one, change, chosen, with(fix("310", cycles.1))), change, chosen)
        },
    )
}

proptest! {
    #[test]
    fn it_does_not_matter_how_runs_are_cut_here_either(
        (one, change, chosen) in any_moved(), days_early in 0..=28_u16, runs in prop::collection::vec(1..200_i64, 1..12)
    ) {
        let mut once = account(vec![one]);
        once.terms.days_early = days_early;
        let mut often = once.clone();
        let last = date(2027, 12, 31);
        let whole = bills(&mut once, last);
        let (mut cut, mut today) = (Vec::new(), date(2023, 12, 20));
        for days in runs {
            today += days.days();
            for _ in 0..2 {
                // As every midnight does, before the bills and after them.
                let one = &mut often.members[0];
                let (renewal, done) = settle(&one.moves, one.next_invoice_at, one.billed_on, today);
                one.next_invoice_at = renewal;
                one.moves.drain(..done);
                cut.extend(bills(&mut often, today.min(last)));
            }
        }
        cut.extend(bills(&mut often, last));
        prop_assert_eq!(&whole, &cut);
        prop_assert!(whole.windows(2).all(|pair| pair[0].due < pair[1].due));

        let mut first = None;
        let mut extras = Vec::new();
        for why in whole.iter().flat_map(|bill| &bill.documents).flat_map(|one| &one.items).filter_map(|item| item.explanation.as_ref()) {
            let Explanation::Period { part, name, from, last, plan_from, .. } = why else { continue };
            match (part, name.as_str()) {
                (Part::Fee, "Fix") => {
                    prop_assert!(*from >= chosen, "{from}");
                    prop_assert_eq!(*plan_from, (*from == chosen).then_some(change));
                    first = first.or(Some(*from));
                }
                (Part::Fee, _) => prop_assert!(*from < change && plan_from.is_none()),
                _ => extras.push((*from, *last)),
            }
        }
        let runs = once.members[0].canceled_to.is_none_or(|last| last >= chosen);
        prop_assert_eq!(first, runs.then_some(chosen), "in full from the chosen day on");
        prop_assert!(extras.iter().all(|(from, _)| *from < change || *from >= chosen), "{extras:?}");
        prop_assert!(extras.windows(2).all(|pair| pair[0].1 < pair[1].0), "{extras:?}");
    }
}
